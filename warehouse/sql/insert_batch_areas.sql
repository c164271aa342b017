-- One row: an area of the new batch. A village may be known by 8 digits in one file and by 10 (with its community) in
-- another; its stem, the first 8, says that they are the same place.
INSERT INTO batch_areas
SELECT
    $batch_id, area_code, CASE WHEN $level = 'village' THEN left(area_code, 8) ELSE area_code END, true, NULL
FROM (SELECT DISTINCT area_code::VARCHAR AS area_code FROM staged_facts)
ORDER BY area_code
