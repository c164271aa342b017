INSERT INTO batches BY NAME
SELECT
    $batch_id AS batch_id, $file_name AS file_name, $file_sha256 AS file_sha256, $content_sha256 AS content_sha256,
    $layout AS layout, $survey AS survey, $set_id AS set_id, $year_be AS year_be, $level AS level,
    $counting AS counting, $is_synthetic AS is_synthetic, false AS is_undone, $areas AS areas, $facts AS facts,
    $rows_read AS rows_read, $rows_refused AS rows_refused, $imported_by AS imported_by,
    $imported_at AS imported_at
