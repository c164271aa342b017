-- An area is live while no later standing batch has the same place: the same code, or the same stem at another length
-- (two different 10-digit communities of one village stand side by side).
WITH latest AS (
    SELECT older.batch_id, older.area_code, max(newer.batch_id) AS replaced_by
    FROM standing_areas AS older
    LEFT JOIN standing_areas AS newer
      ON newer.stem = older.stem AND newer.batch_id > older.batch_id
     AND (newer.area_code = older.area_code OR length(newer.area_code) <> length(older.area_code))
    GROUP BY older.batch_id, older.area_code
)
UPDATE batch_areas SET is_live = latest.replaced_by IS NULL, replaced_by = latest.replaced_by
FROM latest
WHERE batch_areas.batch_id = latest.batch_id AND batch_areas.area_code = latest.area_code
