-- One row: a batch some of whose live areas the touched areas take the place of.
WITH replaced_areas AS (
    SELECT DISTINCT older.batch_id, older.area_code
    FROM standing_areas AS older
    JOIN touched_areas AS newer
      ON newer.stem = older.stem
     AND (newer.area_code = older.area_code OR length(newer.area_code) <> length(older.area_code))
    WHERE older.is_live
)
SELECT
    batches.batch_id, batches.file_name, strftime(imported_at, '%Y-%m-%d %H:%M') AS imported_at,
    count(DISTINCT replaced_areas.area_code)::INTEGER AS areas, count(facts.area_code)::INTEGER AS facts
FROM replaced_areas
JOIN batches USING (batch_id)
LEFT JOIN facts ON facts.batch_id = replaced_areas.batch_id AND facts.area_code = replaced_areas.area_code
GROUP BY ALL
ORDER BY batches.batch_id
