-- The one row: what a database holds, for people.
SELECT
    (SELECT max(version) FROM schema_version),
    (SELECT count(*) FROM batches),
    (SELECT count(*) FROM batch_areas WHERE is_live),
    count(*), coalesce(sum(assessed), 0), coalesce(sum(failed), 0)
FROM facts
