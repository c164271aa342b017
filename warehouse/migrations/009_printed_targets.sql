-- The target that a file prints beside a figure, in percent that should pass; missing where it prints none, and for files
-- read before this was kept. A sum has one where every figure it was summed from has that same one.
DROP VIEW area_figures;
DROP VIEW live_facts;
ALTER TABLE facts ADD COLUMN target_pct DOUBLE;
ALTER TABLE summary ADD COLUMN target_pct DOUBLE;

CREATE VIEW live_facts AS
SELECT facts.*, batches.counting, batches.is_synthetic
FROM facts
JOIN batch_areas USING (batch_id, area_code)
JOIN batches USING (batch_id)
WHERE batch_areas.is_live;

-- Every level under one shape: villages from their facts, the levels above from the summary.
CREATE VIEW area_figures AS
SELECT
    level, area_code, set_id, year_be, indicator_code, unit, assessed, failed,
    CASE WHEN score IS NOT NULL THEN (score = 1)::BIGINT END AS score_1,
    CASE WHEN score IS NOT NULL THEN (score = 2)::BIGINT END AS score_2,
    CASE WHEN score IS NOT NULL THEN (score = 3)::BIGINT END AS score_3,
    value, weight, 1::BIGINT AS areas_counted, level AS source_level, is_synthetic, target_pct
FROM live_facts
WHERE level = 'village'
UNION ALL
SELECT
    level, area_code, set_id, year_be, indicator_code, unit, assessed, failed,
    score_1, score_2, score_3, value, weight, areas_counted, source_level, is_synthetic, target_pct
FROM summary
WHERE is_chosen;
