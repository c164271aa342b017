-- Sorted by area, so that reading one area touches few blocks. NaN is how pandas says missing.
INSERT INTO facts
SELECT
    $batch_id, $level, area_code, $set_id, $year_be, indicator_code, unit,
    nullif(assessed, 'nan')::BIGINT, nullif(failed, 'nan')::BIGINT, nullif(score, 'nan')::TINYINT,
    nullif(value, 'nan'), nullif(weight, 'nan'), rollup
FROM staged_facts
ORDER BY area_code, indicator_code
