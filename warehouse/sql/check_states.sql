-- One row: an area of a batch whose state is not what the batches that stand say.
WITH standing AS (
    SELECT batch_areas.*, set_id, year_be, level, is_undone FROM batch_areas JOIN batches USING (batch_id)
),
expected AS (
    SELECT
        older.batch_id, older.area_code, older.is_live,
        NOT older.is_undone AND count(newer.batch_id) = 0 AS should_be_live
    FROM standing AS older
    LEFT JOIN standing AS newer
      ON newer.set_id = older.set_id AND newer.year_be = older.year_be AND newer.level = older.level
     AND newer.stem = older.stem AND newer.batch_id > older.batch_id AND NOT newer.is_undone
     AND (newer.area_code = older.area_code OR length(newer.area_code) <> length(older.area_code))
    GROUP BY older.batch_id, older.area_code, older.is_live, older.is_undone
)
SELECT batch_id, area_code FROM expected WHERE is_live <> should_be_live ORDER BY ALL
