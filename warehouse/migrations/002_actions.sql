-- One row: something that was done to the data. Rows are only ever added. No values and nothing about persons.
CREATE SEQUENCE action_ids;
CREATE TABLE actions (
    action_id INTEGER NOT NULL,
    acted_at TIMESTAMP NOT NULL,
    action VARCHAR NOT NULL,            -- store | undo | redo | backup | restore | recover | purge
    object VARCHAR NOT NULL,            -- the number of the batch, or the name of the backup file
    areas INTEGER,
    facts INTEGER
);

-- When the facts of a batch were erased for good; what the batch was stays on record.
ALTER TABLE batches ADD COLUMN purged_at TIMESTAMP;
