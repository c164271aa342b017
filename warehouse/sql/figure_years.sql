-- One row: a set and year, and what changes with its figures.
SELECT set_id, year_be,
    concat_ws('-', max(batch_id), count_if(is_undone), count(purged_at), any_value(hash(definition))) AS state
FROM batches LEFT JOIN indicator_sets USING (set_id)
GROUP BY set_id, year_be
ORDER BY ALL
