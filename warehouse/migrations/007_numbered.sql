-- Clocks are set back at times: plans and mappings are numbered in the order in which they were saved.
CREATE SEQUENCE plan_ids;
ALTER TABLE plans ADD COLUMN plan_id INTEGER;
UPDATE plans SET plan_id = numbered.plan_id
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY saved_at, rowid) AS plan_id FROM plans) AS numbered
WHERE plans.rowid = numbered.row;
SELECT max(nextval('plan_ids')) FROM plans;     -- the numbers given are used up

CREATE SEQUENCE mapping_ids;
ALTER TABLE mappings ADD COLUMN mapping_id INTEGER;
UPDATE mappings SET mapping_id = numbered.mapping_id
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY saved_at, rowid) AS mapping_id FROM mappings) AS numbered
WHERE mappings.rowid = numbered.row;
SELECT max(nextval('mapping_ids')) FROM mappings;

-- What is still to be done before nothing erased is left: 'file', the database is written anew; else the end of the name
-- of a backup, or of a file set aside, that goes once there is a newer backup.
ALTER TABLE pending_rewrites ADD COLUMN wish VARCHAR DEFAULT 'file';
