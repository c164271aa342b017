-- Sorted by area, so that reading one area touches few blocks. A column that the file has not is missing in every row;
-- NaN is how pandas says missing.
INSERT INTO facts
SELECT
    $batch_id, $level, area_code, $set_id, $year_be, indicator_code, unit,
    nullif(assessed, 'nan')::BIGINT, nullif(failed, 'nan')::BIGINT, nullif(score, 'nan')::TINYINT,
    nullif(value, 'nan'), nullif(weight, 'nan'), rollup, nullif(target_pct, 'nan')
FROM (
    SELECT
        NULL::VARCHAR AS area_code, NULL::VARCHAR AS indicator_code, NULL::VARCHAR AS unit, NULL::DOUBLE AS assessed,
        NULL::DOUBLE AS failed, NULL::DOUBLE AS score, NULL::DOUBLE AS value, NULL::DOUBLE AS weight,
        NULL::VARCHAR AS rollup, NULL::DOUBLE AS target_pct
    WHERE false
    UNION ALL BY NAME
    SELECT * FROM staged_facts
)
ORDER BY area_code, indicator_code
