-- One row: an area whose name from imports is not what the imports that stand say.
WITH standing AS (
    SELECT area_code, arg_min(
        area_name,
        row(coalesce(is_synthetic, false), NOT coalesce(is_live, true), batch_id)
    ) AS area_name
    FROM batch_names
    LEFT JOIN batches USING (batch_id)
    LEFT JOIN batch_areas USING (batch_id, area_code)
    WHERE NOT coalesce(is_undone, false)
    GROUP BY area_code
)
SELECT area_code
FROM standing
FULL JOIN (SELECT area_code, area_name AS shown FROM areas WHERE name_source = 'import') USING (area_code)
WHERE area_name IS DISTINCT FROM shown
ORDER BY area_code
