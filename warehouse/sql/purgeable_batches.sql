-- One row: a batch no area of which has been live since before the moment given.
WITH last_changed AS (
    SELECT batches.batch_id, greatest(any_value(imported_at), max(acted_at)) AS changed_at
    FROM batches
    LEFT JOIN actions ON object = batches.batch_id::VARCHAR AND action IN ('store', 'undo', 'redo')
    GROUP BY batches.batch_id
)
SELECT batches.batch_id, any_value(batches.areas) AS areas, any_value(batches.facts) AS facts
FROM batches
JOIN last_changed AS own USING (batch_id)
JOIN batch_areas USING (batch_id)
LEFT JOIN last_changed AS replacing ON replacing.batch_id = batch_areas.replaced_by
WHERE batches.purged_at IS NULL
GROUP BY batches.batch_id
HAVING NOT bool_or(is_live) AND greatest(any_value(own.changed_at), max(replacing.changed_at)) < $before
ORDER BY batches.batch_id
