-- One row: a live fact of a target tambon itself, or of a village in it. A range on each side of the join lets DuckDB
-- skip the blocks of other batches and areas.
WITH live_here AS (
    SELECT * FROM live_areas
    WHERE area_code BETWEEN (SELECT min(area_code) FROM target_areas)
      AND (SELECT max(area_code) || '~' FROM target_areas)
)
SELECT
    left(area_code, 6) AS target_code, area_code AS child_code, level AS source_level, counting, indicator_code, unit,
    assessed, failed, (score = 1)::BIGINT AS score_1, (score = 2)::BIGINT AS score_2, (score = 3)::BIGINT AS score_3,
    value, coalesce(weight, 1) AS weight, rollup, 1 AS areas_counted, is_synthetic,
    target_pct
FROM facts
JOIN live_here USING (batch_id, area_code)
WHERE set_id = $set_id AND year_be = $year_be AND level IN ('village', 'tambon')
  AND area_code BETWEEN (SELECT min(area_code) FROM target_areas) AND (SELECT max(area_code) || '~' FROM target_areas)
  AND left(area_code, 6) IN (SELECT area_code FROM target_areas)
