-- One row: a part that a database is made of. `made_of`: all that tells it from another part of the same name.
SELECT 'table' AS kind, table_name AS name, string_agg(
    concat_ws(' ', schema_name, column_name, data_type, is_nullable, column_default), ', ' ORDER BY column_index
) AS made_of
FROM duckdb_columns()
WHERE database_name = current_database() AND NOT internal
  AND table_oid IN (SELECT table_oid FROM duckdb_tables() WHERE NOT temporary)
GROUP BY table_name
UNION ALL
SELECT 'constraint', table_name, concat_ws(' ', constraint_type, constraint_text, constraint_column_names)
FROM duckdb_constraints() WHERE database_name = current_database()
UNION ALL
SELECT 'view', view_name, sql FROM duckdb_views()
WHERE database_name = current_database() AND NOT internal AND NOT temporary
UNION ALL
SELECT 'sequence', sequence_name, concat_ws(' ', increment_by, min_value, max_value, cycle)
FROM duckdb_sequences() WHERE database_name = current_database() AND NOT temporary
UNION ALL
SELECT 'index', index_name, sql FROM duckdb_indexes() WHERE database_name = current_database()
UNION ALL
SELECT 'trigger', trigger_name, sql FROM duckdb_triggers() WHERE database_name = current_database()
UNION ALL
SELECT 'function', function_name, macro_definition FROM duckdb_functions()
WHERE database_name = current_database() AND NOT internal
UNION ALL
SELECT 'type', type_name, logical_type FROM duckdb_types() WHERE database_name = current_database() AND NOT internal
UNION ALL
SELECT 'schema', schema_name, sql FROM duckdb_schemas() WHERE database_name = current_database() AND NOT internal
ORDER BY ALL
