-- One row: what was said of an import, by a person or because its figures changed; the latest one of an import counts.
CREATE SEQUENCE approval_ids;
CREATE TABLE approvals (
    approval_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,             -- unchecked | submitted | approved
    body_level VARCHAR,                 -- of those who approve: village | tambon | amphoe | province | country
    decided_on DATE,
    meeting VARCHAR,
    said_at TIMESTAMP NOT NULL
);

-- One row: what holds of an import about which anything was ever said.
CREATE VIEW current_approvals AS
SELECT batch_id, state, body_level, decided_on, meeting
FROM approvals
QUALIFY row_number() OVER (PARTITION BY batch_id ORDER BY approval_id DESC) = 1;

-- One row: how many households of a village a survey of that year was to reach.
CREATE TABLE household_targets (
    area_code VARCHAR NOT NULL,
    year_be SMALLINT NOT NULL,
    households INTEGER NOT NULL,
    saved_at TIMESTAMP NOT NULL
);

-- One row: a limit that this office has set otherwise than the program.
CREATE TABLE settings (
    name VARCHAR NOT NULL,
    value DOUBLE NOT NULL
);

-- Where an area stands in its file; missing for files read before this was kept.
ALTER TABLE batch_areas ADD COLUMN sheet VARCHAR;
ALTER TABLE batch_areas ADD COLUMN row_number INTEGER;
