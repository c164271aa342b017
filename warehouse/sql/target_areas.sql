-- One row: an area of this level that the touched areas whose codes begin so lie in (or are).
CREATE OR REPLACE TEMP TABLE target_areas AS
SELECT DISTINCT CASE WHEN $level = 'country' THEN 'TH' ELSE left(stem, $digits) END AS area_code
FROM touched_areas
WHERE $level = 'country' OR (stem <> 'TH' AND length(stem) >= $digits AND starts_with(stem, $begins))
