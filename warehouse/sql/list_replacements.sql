-- One row: an earlier batch some of whose areas this batch has taken the place of.
WITH replaced_areas AS (
    SELECT batch_id, area_code FROM batch_areas WHERE replaced_by = $batch_id
)
SELECT
    batches.batch_id, batches.file_name, batches.imported_at,
    count(DISTINCT replaced_areas.area_code)::INTEGER AS areas, count(facts.area_code)::INTEGER AS facts
FROM replaced_areas
JOIN batches USING (batch_id)
LEFT JOIN facts ON facts.batch_id = replaced_areas.batch_id AND facts.area_code = replaced_areas.area_code
GROUP BY ALL
ORDER BY batches.batch_id
