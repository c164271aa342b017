INSERT INTO measures
SELECT $batch_id, $level, area_code, $set_id, $year_be, measure, value
FROM staged_measures
WHERE value IS NOT NULL
ORDER BY area_code, measure
