WITH live_areas AS (
    SELECT batch_id, count_if(is_live)::INTEGER AS live_areas, count(*) AS seen_areas
    FROM batch_areas GROUP BY batch_id
)
SELECT batches.*, coalesce(live_areas.live_areas, 0)::INTEGER AS live_areas,
    CASE WHEN purged_at IS NOT NULL THEN 'purged'
         WHEN is_undone THEN 'undone'
         WHEN live_areas.live_areas = 0 THEN 'replaced'
         WHEN live_areas.live_areas < seen_areas THEN 'partly_replaced'
         ELSE 'live' END AS state,
    coalesce(current_approvals.state, 'unchecked') AS approval_state, body_level, decided_on, meeting
FROM batches
LEFT JOIN live_areas USING (batch_id)  -- a purged batch has no areas any more, but its record stays
LEFT JOIN current_approvals USING (batch_id)
WHERE purged_at IS NOT NULL OR seen_areas > 0  -- an account sees the imports of its own area
ORDER BY batch_id DESC
