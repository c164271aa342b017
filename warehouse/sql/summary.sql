-- Fills the summary of one level from the figures below it (the statement of another file). They are no table of their own:
-- what a transaction drops it holds to its end, and the nation's would be held once a level. An area's own published figure is chosen where there is one,
-- else the source that covers most of its children (then most assessed, then the finest). A printed target is never
-- summed or averaged: a sum has one where every figure it is made of has that same one.
INSERT INTO summary
WITH
figures_below AS MATERIALIZED (
{figures_below}
),
-- One row: a source of a target area.
source AS (
    SELECT
        target_code, source_level, counting,
        row_number() OVER (
            PARTITION BY target_code
            ORDER BY bool_or(source_level = $level) DESC, count(DISTINCT child_code) DESC, sum(coalesce(assessed, 1)) DESC,
                list_position(['country', 'province', 'amphoe', 'tambon', 'village'], source_level) DESC, counting
        ) = 1 AS is_chosen
    FROM figures_below
    GROUP BY target_code, source_level, counting
),
-- One row: an indicator of a target area, summed from one source.
rolled_up AS (
    SELECT
        target_code, source_level, counting, indicator_code, any_value(unit) AS unit,
        sum(assessed)::BIGINT AS assessed, sum(failed)::BIGINT AS failed,
        sum(score_1)::BIGINT AS score_1, sum(score_2)::BIGINT AS score_2, sum(score_3)::BIGINT AS score_3,
        any_value(rollup) AS rollup, sum(value) AS value_sum,
        sum(value * weight) AS weighted_sum, sum(weight) FILTER (value IS NOT NULL) AS weight,
        sum(areas_counted)::BIGINT AS areas_counted, bool_or(is_synthetic) AS is_synthetic,
        CASE WHEN count(target_pct) = count(*) AND min(target_pct) = max(target_pct) THEN min(target_pct) END AS target_pct
    FROM figures_below
    GROUP BY target_code, source_level, counting, indicator_code
)
SELECT
    $level, target_code, $set_id, $year_be, indicator_code, unit, assessed, failed, score_1, score_2, score_3,
    CASE WHEN rollup = 'sum' THEN value_sum ELSE weighted_sum / nullif(weight, 0) END, weight, rollup,
    areas_counted, source_level, counting, is_synthetic, is_chosen, target_pct
FROM rolled_up
JOIN source USING (target_code, source_level, counting)
ORDER BY target_code, indicator_code
