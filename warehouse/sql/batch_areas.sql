-- One row: an area of an import, with its name and where its file has it (missing where that was not kept).
SELECT batch_areas.area_code, area_name, sheet, row_number, is_live
FROM batch_areas
LEFT JOIN areas USING (area_code)
WHERE batch_id = $batch_id
ORDER BY batch_areas.area_code
LIMIT $most OFFSET $first
