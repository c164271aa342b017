-- Fact tables carry no keys or indexes on purpose: uniqueness is checked by query inside the importing transaction.

CREATE SEQUENCE batch_ids;

-- One row: one import of one file for one indicator set, year and level.
CREATE TABLE batches (
    batch_id INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,    -- of the normalised rows: the same content saved again by Excel is the same import
    layout VARCHAR NOT NULL,
    survey VARCHAR NOT NULL,            -- jpt | nrd2c | other
    set_id VARCHAR NOT NULL,
    year_be SMALLINT NOT NULL,
    level VARCHAR NOT NULL,             -- country | province | amphoe | tambon | village
    counting VARCHAR NOT NULL,          -- own_unit | people (TPMAP counts persons for household indicators too)
    is_synthetic BOOLEAN NOT NULL,
    is_undone BOOLEAN NOT NULL,
    areas INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL,
    imported_by VARCHAR,
    imported_at TIMESTAMP NOT NULL
);

-- One row: one area of a batch; live while no later batch that still stands has the same area.
CREATE TABLE batch_areas (
    batch_id INTEGER NOT NULL,
    area_code VARCHAR NOT NULL,
    stem VARCHAR NOT NULL,              -- the place: a village's first 8 digits, else the code itself
    is_live BOOLEAN NOT NULL,
    replaced_by INTEGER                 -- the latest batch that took this area's place
);

-- One row: one indicator in one area in one survey year, as one file gave it.
CREATE TABLE facts (
    batch_id INTEGER NOT NULL,
    level VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    set_id VARCHAR NOT NULL,
    year_be SMALLINT NOT NULL,
    indicator_code VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    assessed BIGINT,                    -- count sets: persons or households looked at
    failed BIGINT,
    score TINYINT,                      -- score sets: 1, 2 or 3
    value DOUBLE,                       -- value sets
    weight DOUBLE,                      -- what a weighted mean weighs by
    rollup VARCHAR                      -- value sets: sum | mean | weighted_mean
);

-- One row: a count that describes an area rather than an indicator (households, people, development_level …).
CREATE TABLE measures (
    batch_id INTEGER NOT NULL,
    level VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    set_id VARCHAR NOT NULL,
    year_be SMALLINT NOT NULL,
    measure VARCHAR NOT NULL,
    value DOUBLE NOT NULL
);

-- One row: one indicator in one area above the villages, summed from one source: a level and a way of counting. Every
-- source an area has is kept, so that sums go up the tree from children to parent; readers see the chosen one.
CREATE TABLE summary (
    level VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    set_id VARCHAR NOT NULL,
    year_be SMALLINT NOT NULL,
    indicator_code VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    assessed BIGINT,
    failed BIGINT,
    score_1 BIGINT,
    score_2 BIGINT,
    score_3 BIGINT,
    value DOUBLE,
    weight DOUBLE,
    rollup VARCHAR,
    areas_counted BIGINT NOT NULL,
    source_level VARCHAR NOT NULL,
    counting VARCHAR NOT NULL,
    is_synthetic BOOLEAN NOT NULL,
    is_chosen BOOLEAN NOT NULL
);

CREATE TABLE areas (
    area_code VARCHAR NOT NULL,
    area_name VARCHAR NOT NULL,
    name_source VARCHAR NOT NULL        -- import | register
);

CREATE TABLE indicator_sets (
    set_id VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,        -- JSON as catalogue.set_to_dict writes it
    saved_at TIMESTAMP NOT NULL
);

-- One row: one saving of the plan of an area and year; the latest one counts, the others are its history.
CREATE TABLE plans (
    area_code VARCHAR NOT NULL,
    set_id VARCHAR NOT NULL,
    year_be SMALLINT NOT NULL,
    content VARCHAR NOT NULL,           -- JSON
    saved_at TIMESTAMP NOT NULL
);

CREATE VIEW live_facts AS
SELECT facts.*, batches.counting, batches.is_synthetic
FROM facts
JOIN batch_areas USING (batch_id, area_code)
JOIN batches USING (batch_id)
WHERE batch_areas.is_live;

CREATE VIEW live_measures AS
SELECT measures.*
FROM measures
JOIN batch_areas USING (batch_id, area_code)
WHERE batch_areas.is_live;

-- Every level under one shape: villages from their facts, the levels above from the summary.
CREATE VIEW area_figures AS
SELECT
    level, area_code, set_id, year_be, indicator_code, unit, assessed, failed,
    CASE WHEN score IS NOT NULL THEN (score = 1)::BIGINT END AS score_1,
    CASE WHEN score IS NOT NULL THEN (score = 2)::BIGINT END AS score_2,
    CASE WHEN score IS NOT NULL THEN (score = 3)::BIGINT END AS score_3,
    value, weight, 1::BIGINT AS areas_counted, level AS source_level, is_synthetic
FROM live_facts
WHERE level = 'village'
UNION ALL
SELECT
    level, area_code, set_id, year_be, indicator_code, unit, assessed, failed,
    score_1, score_2, score_3, value, weight, areas_counted, source_level, is_synthetic
FROM summary
WHERE is_chosen;
