-- The rows come sorted. A column that the file has not is missing in every row.
INSERT INTO facts
SELECT
    $batch_id, $level, area_code, $set_id, $year_be, indicator_code, unit,
    assessed::BIGINT, failed::BIGINT, score::TINYINT,
    value, weight, rollup, target_pct
FROM (
    SELECT
        NULL::VARCHAR AS area_code, NULL::VARCHAR AS indicator_code, NULL::VARCHAR AS unit, NULL::DOUBLE AS assessed,
        NULL::DOUBLE AS failed, NULL::DOUBLE AS score, NULL::DOUBLE AS value, NULL::DOUBLE AS weight,
        NULL::VARCHAR AS rollup, NULL::DOUBLE AS target_pct
    WHERE false
    UNION ALL BY NAME
    SELECT * FROM staged_facts
)
