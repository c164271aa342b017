"""Thirty offices taken in by their province, in seconds of processor time: `python -m benchmarks.office_files CSV`.

CSV is a province's villages as TPMAP publishes them, else a made-up one. It is split into its amphoe, each is written
as the file that an office sends, all are taken in by an empty database, and the sums are held to the whole.
"""

import sys
import tempfile
import time
from pathlib import Path

from analysis.office_files.contents import office_file_data, office_file_members, titles_of
from benchmarks.nation import write_provinces
from catalogue import load_catalogue
from loaders import load_file
from loaders.office_files import inspect_office_file, store_office_inspection
from reports.office_file import office_file_bytes
from warehouse import Warehouse, open_warehouse
from warehouse.office_files.contents import offices_here

PROVINCE = "30"
FIGURES = "SELECT * FROM area_figures ORDER BY ALL"


def office_files(whole: Warehouse, *, is_public: bool = False) -> dict[str, bytes]:
    """Code → bytes of the file of every amphoe of a database."""
    catalogue = load_catalogue(())
    files: dict[str, bytes] = {}
    for code in offices_here(whole):
        released = office_file_data(whole, catalogue, code, is_public=is_public)
        members = office_file_members(released, code, titles_of(released.content, catalogue))
        files[code] = office_file_bytes(members)
    return files


def take_in(files: dict[str, bytes], database: Path) -> tuple[Warehouse, float, float]:
    """The province's database, and the seconds for reading with checking (in this process) and for storing."""
    warehouse, catalogue = open_warehouse(database), load_catalogue(())
    reading = storing = 0.0
    for code, content in files.items():
        began = time.process_time()
        inspection = inspect_office_file(content, f"{code}.zip", warehouse, catalogue, in_child=False)
        read = time.process_time()
        report = store_office_inspection(warehouse, inspection)
        storing += time.process_time() - read
        reading += read - began
        if not report.loaded:
            raise SystemExit(f"{code}: {report.outcome}")
    return warehouse, reading, storing


def made_up_province(folder: Path) -> Path:
    """The villages of the province with the most amphoe, of the made-up nation."""
    return next(path for path in write_provinces(folder) if path.name.split("_")[1] == PROVINCE)


def main() -> None:
    """Print sizes and seconds."""
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(sys.argv[1]) if len(sys.argv) > 1 else made_up_province(Path(folder))
        whole = open_warehouse(Path(folder) / "whole.duckdb")
        if not load_file(csv, whole).loaded:
            raise SystemExit(f"{csv} was not taken")
        for is_public in (False, True):
            began = time.process_time()
            files = office_files(whole, is_public=is_public)
            written = time.process_time() - began
            sizes = [len(content) for content in files.values()]
            kind = "public" if is_public else "internal"
            print(f"{kind}: {len(files)} files, {min(sizes):,} to {max(sizes):,} bytes, {sum(sizes):,} together")
            print(f"  written in {written:.1f} s of processor time")
            province, reading, storing = take_in(files, Path(folder) / f"{kind}.duckdb")
            print(f"  taken in: {reading:.1f} s reading and checking, {storing:.1f} s storing")
            if not is_public:
                print(f"  the same figures as the whole: {province.query(FIGURES).equals(whole.query(FIGURES))}")
            province.close()
        whole.close()


if __name__ == "__main__":
    main()
