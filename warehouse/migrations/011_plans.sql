-- Plans with versions: of each saving only the parts that changed are kept, so that every version can be read again.
-- The savings of before are turned into them (warehouse.migrations.plan_rows).
CREATE TEMP TABLE plans_of_before AS SELECT * FROM plans;
DROP TABLE plans;

-- One row: a plan of an area. Its title, and who saved it when, stand with its versions.
CREATE TABLE plans (
    plan_id INTEGER NOT NULL,
    area_code VARCHAR NOT NULL,
    set_id VARCHAR NOT NULL,            -- the survey it starts from
    year_be SMALLINT NOT NULL,
    fiscal_year_be SMALLINT NOT NULL    -- the first year it is for
);

-- One row: a saving of a plan. The highest number is the plan as it stands; 0 is the empty one it began with.
CREATE TABLE plan_versions (
    plan_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL,        -- for people
    saved_by VARCHAR NOT NULL           -- a post, as it was typed; may be empty
);

-- One row: a part of a plan as it stood from one version on; a part that changed has another row.
CREATE TABLE plan_items (
    plan_id INTEGER NOT NULL,
    item_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    position DOUBLE NOT NULL,           -- among all parts of the plan
    content VARCHAR NOT NULL,           -- JSON
    first_version INTEGER NOT NULL,
    last_version INTEGER                -- missing: it stands
);

-- One row: what this office keeps for all its plans: an activity of its own, a strategy that projects serve.
CREATE SEQUENCE office_row_ids;
CREATE TABLE office_rows (
    office_row_id INTEGER NOT NULL,
    list_name VARCHAR NOT NULL,         -- activities | strategies
    row_id VARCHAR NOT NULL,
    content VARCHAR NOT NULL            -- JSON
);
