-- One row: the name that an import gave an area. What shows of them stands in `areas` (name_source 'import'): the name
-- of the earliest import that stands and was not replaced there, a real one before a synthetic one.
CREATE TABLE batch_names (
    batch_id INTEGER NOT NULL,          -- 0: kept from before names were told apart, of an import no longer known
    area_code VARCHAR NOT NULL,
    area_name VARCHAR NOT NULL
);

-- A later import used to overwrite the name: those there are come from the last one that stands.
INSERT INTO batch_names
SELECT coalesce(max(batch_id) FILTER (NOT is_undone), max(batch_id), 0), area_code, any_value(area_name)
FROM areas
LEFT JOIN (SELECT area_code, batch_id, is_undone FROM batch_areas JOIN batches USING (batch_id)) USING (area_code)
WHERE name_source = 'import'
GROUP BY area_code
ORDER BY ALL;

DELETE FROM areas
WHERE name_source = 'import'
  AND area_code IN (SELECT area_code FROM batch_names JOIN batches USING (batch_id) WHERE is_undone);
