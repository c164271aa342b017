-- One row: a table of this database (not of an attached or temporary one).
SELECT table_name
FROM duckdb_tables()
WHERE database_name = current_database() AND NOT temporary AND NOT internal
ORDER BY table_name
