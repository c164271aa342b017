-- One row: a view of this database and the statement that makes it, the one that others read from first.
SELECT view_name, sql
FROM duckdb_views()
WHERE database_name = current_database() AND NOT internal AND NOT temporary
ORDER BY view_oid
