-- One row: a standing batch with the same content, every area of which is live.
SELECT batch_id
FROM batches
JOIN batch_areas USING (batch_id)
WHERE content_sha256 = $content_sha256 AND is_synthetic = $is_synthetic AND NOT is_undone
GROUP BY batch_id
HAVING bool_and(is_live)
ORDER BY batch_id DESC
