-- One row: an area of a batch that still stands and shares a stem with the touched areas.
CREATE OR REPLACE TEMP TABLE standing_areas AS
SELECT batch_areas.batch_id, batch_areas.area_code, batch_areas.stem, batch_areas.is_live
FROM batch_areas
JOIN batches USING (batch_id)
WHERE set_id = $set_id AND year_be = $year_be AND level = $level AND NOT is_undone
  AND batch_areas.stem IN (SELECT stem FROM touched_areas)
