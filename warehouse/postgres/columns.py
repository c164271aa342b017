"""The figures of all tambon once more in columns: an Arrow stream for each province of a set and year.

On the server a statement over the tambon of the country reads some 280,000 rows one by one. In columns they are 2 MB
that are fetched, and the statement is answered in this process by the engine of the file. What changes a province's
sums takes its columns away (a trigger); before COMMIT they are made anew.
"""

from typing import Any, Final

import pyarrow as pa

from warehouse.postgres.cursor import ServerCursor

TABLE: Final = "server_columns"
LEVEL: Final = "tambon"
ONE_THREAD: Final = pa.ipc.IpcReadOptions(use_threads=False)  # more would take three times the CPU for parts so small
PACKED: Final = pa.ipc.IpcWriteOptions(compression="lz4")
MARK_CHANGED: Final = """
    INSERT INTO server_columns
    SELECT DISTINCT set_id, year_be, left(area_code, 2), NULL, NULL::bytea FROM {rows} WHERE level = 'tambon'
    ON CONFLICT (set_id, year_be, province) DO UPDATE SET edition = NULL
"""
MARK_ON: Final = """
    CREATE OR REPLACE TRIGGER columns_after_{event} AFTER {event} ON summary REFERENCING {state} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION server_mark_changed()
"""
DEFINITIONS: Final = (
    """
    CREATE TABLE IF NOT EXISTS server_columns (
        set_id text NOT NULL, year_be smallint NOT NULL, province text NOT NULL,
        edition text, -- missing: to be made anew
        figures bytea,
        PRIMARY KEY (set_id, year_be, province)
    )
    """,
    "ALTER TABLE server_columns ALTER figures SET STORAGE EXTERNAL",  # they are compressed already
    f"""
    CREATE OR REPLACE FUNCTION server_mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {MARK_CHANGED.format(rows="changed")}; RETURN NULL; END $$
    """,
    MARK_ON.format(event="INSERT", state="NEW"),
    MARK_ON.format(event="UPDATE", state="NEW"),
    MARK_ON.format(event="DELETE", state="OLD"),
    MARK_CHANGED.format(rows="summary"),
)
CHANGED: Final = "SELECT set_id, year_be, province FROM server_columns WHERE edition IS NULL ORDER BY ALL"
FIGURES: Final = """
    SELECT * FROM area_figures
    WHERE level = 'tambon' AND set_id = ? AND year_be = ? AND starts_with(area_code, ?)
    ORDER BY area_code, indicator_code
"""
KEEP: Final = """
    UPDATE server_columns SET edition = gen_random_uuid()::text, figures = ?
    WHERE set_id = ? AND year_be = ? AND province = ?
"""
FETCH: Final = """
    SELECT province, edition, CASE WHEN NOT list_contains(CAST(? AS VARCHAR[]), edition) THEN figures END AS figures
    FROM server_columns
    WHERE set_id = ? AND year_be = ? AND starts_with(province, ?) ORDER BY province
"""


def renew_columns(cursor: ServerCursor) -> None:
    """Make the columns of all provinces whose sums have changed, in the transaction that changed them."""
    for key in cursor.execute(CHANGED).fetchall():
        cursor.execute(KEEP, [_packed(cursor.execute(FIGURES, key).table()), *key])


class FiguresInColumns:
    """The columns as this process reads them. Of the set and year asked for last it keeps what it has fetched: a
    province comes again only after it was made anew."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[str, int], dict[str, tuple[str, Any]]] = (("", 0), {})

    def table(self, cursor: ServerCursor, set_id: str, year_be: int, prefix: str) -> Any | None:
        """The rows of `area_figures` of all tambon of a set and year in the provinces of this prefix (a province's code
        or a longer one; "": all) as an Arrow table; None where there are none, or where some are to be made anew."""
        of_before, kept = self._kept
        kept = dict(kept) if of_before == (set_id, year_be) else {}
        editions = [edition for edition, _ in kept.values()]
        found = cursor.fetch_binary(FETCH, [editions, set_id, year_be, prefix[:2]])
        if not found or any(edition is None for _, edition, _ in found):
            return None
        for province, edition, figures in found:
            if figures is not None:
                kept[province] = edition, pa.ipc.open_stream(figures, options=ONE_THREAD).read_all()
        self._kept = (set_id, year_be), kept
        return pa.concat_tables([kept[province][1] for province, _, _ in found])


def _packed(table: Any) -> bytes:
    """As a stream in which a text that is there many times stands once."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(place, field.name, table.column(place).combine_chunks().dictionary_encode())
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, table.schema, options=PACKED) as writer:
        writer.write_table(table)
    return stream.getvalue().to_pybytes()
