-- One row: a live fact of a target area itself, or what one of its children is summed from. The ranges let blocks, and
-- on a server all other rows, be skipped.
SELECT
    area_code AS target_code, area_code AS child_code, level AS source_level, counting, indicator_code, unit,
    assessed, failed, (score = 1)::BIGINT AS score_1, (score = 2)::BIGINT AS score_2, (score = 3)::BIGINT AS score_3,
    value, coalesce(weight, 1) AS weight, rollup, 1 AS areas_counted, is_synthetic,
    target_pct
FROM facts
JOIN live_areas USING (batch_id, area_code)
WHERE set_id = $set_id AND year_be = $year_be AND level = $level
  AND area_code BETWEEN (SELECT min(area_code) FROM target_areas) AND (SELECT max(area_code) FROM target_areas)
  AND area_code IN (SELECT area_code FROM target_areas)
UNION ALL
SELECT
    CASE WHEN $level = 'country' THEN 'TH' ELSE left(area_code, $digits) END, area_code, source_level, counting,
    indicator_code, unit, assessed, failed, score_1, score_2, score_3, value, weight, rollup, areas_counted, is_synthetic,
    target_pct
FROM summary
WHERE set_id = $set_id AND year_be = $year_be AND level = $child_level
  AND ($level = 'country'
    OR area_code BETWEEN (SELECT min(area_code) FROM target_areas) AND (SELECT max(area_code) || '~' FROM target_areas))
  AND CASE WHEN $level = 'country' THEN 'TH' ELSE left(area_code, $digits) END IN (SELECT area_code FROM target_areas)
