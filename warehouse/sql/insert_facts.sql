-- The rows come sorted.
INSERT INTO facts
SELECT
    $batch_id, $level, area_code::VARCHAR, $set_id, $year_be, indicator_code::VARCHAR, unit::VARCHAR,
    assessed::BIGINT, failed::BIGINT, score::TINYINT,
    value::DOUBLE, weight::DOUBLE, rollup::VARCHAR, target_pct::DOUBLE
FROM staged_facts
