-- One row: the statement that makes a table or view, or how far a sequence has counted.
SELECT sql AS made_by FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary AND NOT internal
UNION ALL
SELECT sql FROM duckdb_views() WHERE database_name = current_database() AND NOT temporary AND NOT internal
UNION ALL
SELECT concat_ws(' ', 'sequence', sequence_name, coalesce(last_value, 0))
FROM duckdb_sequences() WHERE database_name = current_database()
ORDER BY made_by
