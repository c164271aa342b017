-- One row: areas of one level that somebody put together under a name, to be compared again.
CREATE SEQUENCE area_group_ids;
CREATE TABLE area_groups (
    group_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    area_codes VARCHAR[] NOT NULL,
    saved_at TIMESTAMP NOT NULL
);

-- One row: what was said of a cell that looked odd, once it was asked about; the latest of a cell counts.
CREATE SEQUENCE cell_check_ids;
CREATE TABLE cell_checks (
    check_id INTEGER NOT NULL,
    set_id VARCHAR NOT NULL,
    year_be SMALLINT NOT NULL,
    area_code VARCHAR NOT NULL,
    indicator_code VARCHAR,             -- missing: the area as a whole
    kind VARCHAR NOT NULL,              -- high | low | none_failing | all_failing | jump
    state VARCHAR NOT NULL,             -- right | corrected | open
    said_at TIMESTAMP NOT NULL
);

-- One row: the agency that this office asks about an indicator.
CREATE TABLE indicator_agencies (
    set_id VARCHAR NOT NULL,
    indicator_code VARCHAR NOT NULL,
    agency VARCHAR NOT NULL
);

-- One row: a sheet of criteria by which areas were chosen, with its points; the latest of a name counts.
CREATE SEQUENCE area_choice_ids;
CREATE TABLE area_choices (
    choice_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,        -- JSON
    saved_at TIMESTAMP NOT NULL
);

-- One row: an area marked in a year, as a model tambon or a pilot area.
CREATE TABLE marked_areas (
    year_be SMALLINT NOT NULL,
    area_code VARCHAR NOT NULL,
    mark VARCHAR NOT NULL               -- model | pilot
);
