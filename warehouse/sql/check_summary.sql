-- One row: a summed figure that is not the sum of the live facts below it, or is missing, or has none below it.
WITH ranks(level, digits, rank) AS (
    VALUES ('village', 8, 0), ('tambon', 6, 1), ('amphoe', 4, 2), ('province', 2, 3), ('country', 0, 4)
),
expected AS (
    SELECT
        target.level, CASE WHEN target.level = 'country' THEN 'TH' ELSE left(area_code, target.digits) END AS area_code,
        set_id, year_be, indicator_code, live_facts.level AS source_level, counting,
        sum(assessed)::BIGINT AS assessed, sum(failed)::BIGINT AS failed,
        sum((score = 1)::BIGINT)::BIGINT AS score_1, sum((score = 2)::BIGINT)::BIGINT AS score_2,
        sum((score = 3)::BIGINT)::BIGINT AS score_3, count(*) AS areas_counted,
        CASE WHEN count(target_pct) = count(*) AND min(target_pct) = max(target_pct) THEN min(target_pct) END AS target_pct
    FROM live_facts
    JOIN ranks AS source ON source.level = live_facts.level
    JOIN ranks AS target ON target.rank >= greatest(source.rank, 1)
    GROUP BY ALL
)
SELECT area_code, indicator_code
FROM expected
FULL JOIN summary USING (level, area_code, set_id, year_be, indicator_code, source_level, counting)
WHERE (expected.assessed, expected.failed, expected.score_1, expected.score_2, expected.score_3, expected.areas_counted,
       expected.target_pct)
    IS DISTINCT FROM
    (summary.assessed, summary.failed, summary.score_1, summary.score_2, summary.score_3, summary.areas_counted,
     summary.target_pct)
