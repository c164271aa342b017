-- One row: a live fact that stands twice, or counts that cannot be.
SELECT area_code, indicator_code
FROM live_facts
GROUP BY set_id, year_be, level, area_code, indicator_code
HAVING count(*) > 1 OR bool_or(failed > assessed) OR bool_or(failed < 0)
