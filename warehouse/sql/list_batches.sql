WITH live_areas AS (
    SELECT batch_id, count_if(is_live)::INTEGER AS live_areas FROM batch_areas GROUP BY batch_id
)
SELECT batches.*, live_areas,
    CASE WHEN is_undone THEN 'undone'
         WHEN live_areas = 0 THEN 'replaced'
         WHEN live_areas < areas THEN 'partly_replaced'
         ELSE 'live' END AS state
FROM batches
JOIN live_areas USING (batch_id)
ORDER BY batch_id DESC
