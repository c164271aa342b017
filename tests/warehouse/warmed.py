"""What a process works out once, before its first change: done where children are forked from, so that none does it
again. No database is open afterwards."""

import tempfile
from pathlib import Path

from loaders import load_file
from tests.warehouse.importing_child import batch_of, file_of
from tests_support import files_with_one_thread
from warehouse import check_database, open_warehouse, store_batch

files_with_one_thread()
with tempfile.TemporaryDirectory() as folder:
    opened = open_warehouse(Path(folder) / "radar.duckdb")
    store_batch(opened, batch_of(1))
    load_file(file_of(2), opened, file_name="61_2.csv", in_child=False)
    check_database(opened)
    opened.close()
