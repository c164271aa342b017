-- One row: a column of a table or view of this database, with its type.
SELECT table_name, column_name, data_type
FROM duckdb_columns()
WHERE database_name = current_database() AND NOT internal
