"""A database on a PostgreSQL server in the place of the file, for many processes at once (docs/postgresql.md).

Only what is told to use one loads its driver: `warehouse.postgres.address` alone is read without it.
"""
