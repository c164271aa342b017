-- One row: an import that was handed in or approved and now has other live areas than before; areas: how many changed.
WITH changed_areas AS (
    SELECT before.batch_id, before.area_code
    FROM standing_areas AS before
    JOIN batch_areas AS now USING (batch_id, area_code)
    WHERE before.is_live <> now.is_live
    UNION
    SELECT batch_id, area_code FROM batch_areas WHERE batch_id = $batch_id
)
SELECT batch_id, count(*)::INTEGER AS areas
FROM changed_areas
JOIN current_approvals USING (batch_id)
WHERE state <> 'unchecked'
GROUP BY batch_id
ORDER BY batch_id
