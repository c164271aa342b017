-- One row: a batch whose facts or areas are not as many as were imported.
WITH stored AS (
    SELECT batch_id, count(*) AS facts, count(DISTINCT area_code) AS areas FROM facts GROUP BY batch_id
),
placed AS (
    SELECT batch_id, count(*) AS areas FROM batch_areas GROUP BY batch_id
)
SELECT batch_id
FROM (SELECT * FROM batches WHERE purged_at IS NULL) AS recorded
FULL JOIN stored USING (batch_id)
FULL JOIN placed USING (batch_id)
WHERE recorded.facts IS DISTINCT FROM stored.facts
   OR recorded.areas IS DISTINCT FROM stored.areas
   OR recorded.areas IS DISTINCT FROM placed.areas
ORDER BY batch_id
