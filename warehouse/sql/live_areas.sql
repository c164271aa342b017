-- One row: an area of a set and year that is live, of any level. A join with it reads only the facts of its batches.
CREATE OR REPLACE TEMP TABLE live_areas AS
SELECT batch_areas.batch_id, batch_areas.area_code, batches.counting, batches.is_synthetic
FROM batch_areas
JOIN batches USING (batch_id)
WHERE is_live AND set_id = $set_id AND year_be = $year_be
