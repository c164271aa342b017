-- One row: how far a sequence has counted.
SELECT sequence_name, coalesce(last_value, 0) AS counted
FROM duckdb_sequences()
WHERE database_name = current_database()
ORDER BY sequence_name
