-- Fills the summary of one level for the target areas, one indicator set and one year.
INSERT INTO summary
WITH
-- One row: a live fact at or below a target area. A municipality is a tambon of its own.
fact_below AS (
    SELECT
        CASE WHEN $level = 'country' THEN 'TH' ELSE left(area_code, $digits) END AS target_code,
        level = $level AS is_own_level,
        CASE level WHEN 'village' THEN 4 WHEN 'tambon' THEN 3 WHEN 'amphoe' THEN 2 WHEN 'province' THEN 1 ELSE 0 END AS fineness,
        *
    FROM live_facts
    WHERE set_id = $set_id AND year_be = $year_be
      AND (level = $level OR (level <> 'country' AND length(area_code) > $digits))
      AND CASE WHEN $level = 'country' THEN 'TH' ELSE left(area_code, $digits) END IN (SELECT area_code FROM target_areas)
),
-- One row: a level and way of counting that a target area could be summed from.
source AS (
    SELECT
        target_code, level, counting,
        row_number() OVER (
            PARTITION BY target_code
            ORDER BY bool_or(is_own_level) DESC, count(DISTINCT left(area_code, $child_digits)) DESC,
                sum(coalesce(assessed, 1)) DESC, max(fineness) DESC, counting
        ) AS choice
    FROM fact_below
    GROUP BY target_code, level, counting
)
SELECT
    $level, target_code, $set_id, $year_be, indicator_code, any_value(unit),
    sum(assessed)::BIGINT, sum(failed)::BIGINT,
    CASE WHEN count(score) > 0 THEN count_if(score = 1) END,
    CASE WHEN count(score) > 0 THEN count_if(score = 2) END,
    CASE WHEN count(score) > 0 THEN count_if(score = 3) END,
    CASE WHEN any_value(rollup) = 'sum' THEN sum(value)
         ELSE sum(value * coalesce(weight, 1)) / nullif(sum(coalesce(weight, 1)) FILTER (value IS NOT NULL), 0) END,
    sum(coalesce(weight, 1)) FILTER (value IS NOT NULL),
    count(*), any_value(fact_below.level), bool_or(is_synthetic)
FROM fact_below
JOIN source USING (target_code, level, counting)
WHERE source.choice = 1
GROUP BY target_code, indicator_code
ORDER BY target_code, indicator_code
