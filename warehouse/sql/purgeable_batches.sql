-- One row: a batch no area of which has been live since before the moment given. A change is never older than the
-- changes before it, by their numbers: a clock that stood back when it was made does not age it.
WITH dated_batches AS (
    SELECT batch_id, max(imported_at) OVER (ORDER BY batch_id) AS imported_at FROM batches
),
dated_actions AS (
    SELECT action, object, max(acted_at) OVER (ORDER BY action_id) AS acted_at FROM actions
),
last_changed AS (
    SELECT batch_id, greatest(any_value(imported_at), max(acted_at)) AS changed_at
    FROM dated_batches
    LEFT JOIN dated_actions ON object = batch_id::VARCHAR AND action IN ('store', 'undo', 'redo')
    GROUP BY batch_id
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
