-- One row: an area of the new batch. A village may be known by 8 digits in one file and by 10 (with its community) in
-- another; its stem, the first 8, says that they are the same place. staged_places says where the file has it.
INSERT INTO batch_areas BY NAME
SELECT
    $batch_id AS batch_id, area_code,
    CASE WHEN $level = 'village' THEN left(area_code, 8) ELSE area_code END AS stem, true AS is_live,
    sheet, row_number::INTEGER AS row_number
FROM (SELECT DISTINCT area_code::VARCHAR AS area_code FROM staged_facts)
LEFT JOIN staged_places USING (area_code)
ORDER BY area_code
