"""From one file to its report: inspect (nothing written), store (one transaction), or both in one go."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalogue import Catalogue, load_catalogue, parse_set
from loaders.checks.against_warehouse import check_against_warehouse
from loaders.checks.problems import Problem
from loaders.checks.shares import ShareDoubt
from loaders.file_areas import FileAreas
from loaders.layouts.by_mapping import MappingOrder, choose_by_order, named_mappings
from loaders.mapping import Inversion, Mapping
from loaders.mapping.areas import names_of_record
from loaders.outcome.report import (
    CHECKED,
    LOADED,
    REFUSED,
    UNCHANGED,
    FileReport,
    batch_of,
    open_report,
    refused_report,
    report_of,
    unanswered_report,
    unturned_report,
    with_good_rows,
)
from loaders.reading import ReadLimits, ReadRefusal, run_in_child
from loaders.reading.child import Cancelled, OnWaiting, Progress
from loaders.reading.reader import may_be_archive, unpack
from loaders.reading_run import refused_staging, stage_file
from loaders.staging.staged_file import LoadRequest, Staging, TableChoice
from loaders.staging.table_preview import ColumnMeaning, TablePreview, TakenRows, column_meanings
from warehouse import (
    OvertakenError,
    ReplacingError,
    StagedBatch,
    Warehouse,
    WarehouseError,
    prepare_batch,
    preview_batch,
    read_mappings,
    read_sets,
    store_batch,
)
from warehouse.following import publish_where_asked
from warehouse.office_files.model import MANIFEST as OFFICE_FILE

Read = Callable[[bytes, str, LoadRequest], Staging]
"""Reads the bytes of a file of this name, as the request says."""


@dataclass(frozen=True)
class Inspection:
    """A file that was read and checked, with nothing written.

    `report` says what storing would do. `batch` holds the good rows, None when the whole file is refused.
    `set_definition` is the indicator set the file brings with it (other data), to be saved with the batch.
    `rows_taken`: how a known layout read the sheet. `tables`: those of a file no layout knows (the first is the one
    read, or most likely meant); `inversion`: a doubt that answers stand the other way round, for the person to settle;
    `share_doubts`: percentages that may be shares of one, likewise. `year_hint`: the year that its headings name, to be
    offered where the file says none.
    """

    report: FileReport
    batch: StagedBatch | None = None
    set_definition: dict[str, Any] | None = None
    rows_taken: TakenRows | None = None
    tables: tuple[TablePreview, ...] = ()
    inversion: Inversion | None = None
    share_doubts: tuple[ShareDoubt, ...] = ()
    year_hint: int | None = None

    @property
    def has_bad_rows(self) -> bool:
        """True when some rows have faults and others could be stored without them."""
        return self.batch is not None and self.report.rows_faulty > 0


def inspect_file(
    content: bytes,
    file_name: str,
    warehouse: Warehouse,
    catalogue: Catalogue,
    *,
    year_be: int | None = None,
    area_code: str | None = None,
    layout: str | None = None,
    is_synthetic: bool = False,
    choice: TableChoice | None = None,
    inverted: tuple[str, ...] = (),
    shares: tuple[str, ...] | None = None,
    skip_bad_rows: bool = False,
    saved_mappings: Sequence[Mapping] | None = None,
    in_child: bool = True,
    read: Read | None = None,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    on_waiting: OnWaiting | None = None,
) -> Inspection:
    """Read and check one file; nothing is written.

    `year_be`, `area_code` and `layout` are what the person says; needed only where the file does not tell.
    `choice` says what a file is that no layout knows (Inspection.tables shows what was seen in it); `inverted` the
    indicators whose answers stand the other way round; `shares` the percentages that are shares of 1 (None: not said).
    `skip_bad_rows`: rows with faults are left out. `saved_mappings`: those by which the file may be known (None: all
    that are kept). `in_child=False` reads in this process (trusted files only); else `on_progress(done, total)` and
    `cancelled()` are called while the child reads, `on_waiting(place)` while other files are read first. `read`: who
    reads the file instead (`loaders.importing.cluster`).
    Never raises for any content: the report says what is wrong and how to put it right.
    """
    request = LoadRequest(
        catalogue, year_be, area_code, layout, is_synthetic, names_of_record(warehouse),
        inverted=inverted, shares=shares, choice=choice,
        saved_mappings=known_mappings(warehouse) if saved_mappings is None else tuple(saved_mappings),
    )  # fmt: skip
    if read is None:
        staging = _staged(content, file_name, request, in_child, on_progress, cancelled, on_waiting)
    else:
        staging = read(content, file_name, request)
    batch = batch_of(file_name, staging)
    report = replace(report_of(file_name, staging, batch, skip_bad_rows), columns=_columns(staging, catalogue))
    if batch is not None and not report.refused:
        try:
            batch = prepare_batch(batch)
            preview = preview_batch(warehouse, batch)
        except WarehouseError as error:
            return Inspection(refused_report(report, error), tables=staging.tables)
        odd = check_against_warehouse(warehouse, batch, catalogue)
        report = replace(
            report, outcome=UNCHANGED if preview.is_unchanged else CHECKED, replaced=preview.replaced,
            batch_id=preview.batch_id or None, problems=(*report.problems, *odd),
        )  # fmt: skip
    return Inspection(
        report, batch, staging.set_definition, staging.rows_taken, staging.tables, staging.inversion,
        staging.share_doubts, staging.year_hint,
    )  # fmt: skip


def _columns(staging: Staging, catalogue: Catalogue) -> tuple[ColumnMeaning, ...]:
    """What each column of the table is taken as, of a file that no layout knows."""
    if not staging.tables:
        return ()
    table = staging.tables[0]
    own = parse_set(staging.set_definition) if staging.set_definition else None
    indicator_set = own or next((each for each in catalogue.sets if each.id == table.mapping.set_id), None)
    return column_meanings(table.mapping, indicator_set, table.other)


def store_inspection(
    warehouse: Warehouse, inspection: Inspection, *, skip_bad_rows: bool = False, imported_by: str | None = None,
    on_progress: Callable[[float], object] | None = None, on_waiting: OnWaiting | None = None,
    replaces: bool | None = None,
) -> FileReport:  # fmt: skip
    """Write what was inspected, in one transaction, and return the report of it.

    `on_progress` and `on_waiting` as of store_batch; what they raise takes everything back. `skip_bad_rows` stores the
    good rows of a file with bad ones; any other refused inspection stays refused. `replaces`: it may take the place of
    what was seen at the inspection (None), of whatever stands by now (True), or of nothing (False).
    """
    report, batch = inspection.report, inspection.batch
    if batch is None or (report.refused and not (skip_bad_rows and inspection.has_bad_rows)):
        return report
    if report.refused:
        report = with_good_rows(report, batch)
    try:
        batch = replace(batch, imported_by=imported_by)
        seen = report.replaced if inspection.report.outcome == CHECKED and replaces is None else None
        stored = store_batch(
            warehouse,
            batch,
            set_definition=inspection.set_definition,
            on_progress=on_progress,
            on_waiting=on_waiting,
            seen=() if replaces is False else seen,
        )
    except OvertakenError as error:
        return refused_report(report, ReplacingError() if replaces is False else error)
    except WarehouseError as error:
        return refused_report(report, error)
    outcome = UNCHANGED if stored.is_unchanged else LOADED
    return replace(report, outcome=outcome, batch_id=stored.batch_id, replaced=stored.replaced)


def load_file(
    source: Path | str | bytes,
    warehouse: Warehouse,
    catalogue: Catalogue | None = None,
    *,
    file_name: str | None = None,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    imported_by: str | None = None,
    year_be: int | None = None,
    area_code: str | None = None,
    layout: str | None = None,
    is_synthetic: bool = False,
    shares: tuple[str, ...] | None = None,
    inverted: tuple[str, ...] | None = None,
    mapping: MappingOrder | None = None,
    file_areas: FileAreas | None = None,
    in_child: bool = True,
    read: Read | None = None,
    on_progress: Callable[[float], object] | None = None,
    on_waiting: OnWaiting | None = None,
    replaces: bool = True,
) -> FileReport:
    """Inspect and store one file (a path, or bytes with a `file_name`). `dry_run` writes nothing. Without `replaces`
    a file that would take the place of figures that stand is refused, also of those that came while it was read.

    `catalogue` defaults to the shipped sets and the warehouse's own. The other words are inspect_file's. Percentages
    that look like shares of one refuse the file until `shares` says what they are: nobody is there to be asked. So do,
    of a file read by `mapping` (what is said beforehand of a file no layout knows), answers that look turned round,
    until `inverted` says which are, and what else the proposal leaves open. `file_areas`: the province of each file by
    its name. `read` as of inspect_file, `on_progress` and `on_waiting` of store_inspection.
    """
    name = file_name or (Path(source).name if not isinstance(source, bytes) else "ไฟล์")
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError as error:
        problem = Problem("S01-folder" if isinstance(error, IsADirectoryError) else "S01")
        return FileReport(name, REFUSED, problems=(problem,), dry_run=dry_run)
    catalogue = catalogue or load_catalogue(read_sets(warehouse))
    saved = known_mappings(warehouse)
    said: dict[str, Any] = {
        "year_be": year_be,
        "area_code": (file_areas.of(name) if file_areas else None) or area_code,
        "layout": layout,
        "is_synthetic": is_synthetic,
        "shares": shares,
        "inverted": inverted or (),
        "skip_bad_rows": skip_bad_rows,
        "saved_mappings": named_mappings(mapping, saved),
        "in_child": in_child,
        "read": read,
    }
    inspection = inspect_file(content, name, warehouse, catalogue, **said)
    if mapping is not None and inspection.tables and inspection.report.layout is None:
        chosen = choose_by_order(mapping, inspection.tables, saved, name)
        if not isinstance(chosen, TableChoice):
            return replace(open_report(inspection.report, chosen), dry_run=dry_run)
        inspection = inspect_file(content, name, warehouse, catalogue, choice=chosen, **said)
    if shares is None and inspection.share_doubts:
        return replace(unanswered_report(inspection.report, inspection.share_doubts), dry_run=dry_run)
    if mapping is not None and inverted is None and inspection.inversion is not None and inspection.batch is not None:
        return replace(unturned_report(inspection.report, inspection.inversion), dry_run=dry_run)
    if dry_run:
        return replace(inspection.report, dry_run=True)
    ways: dict[str, Any] = {"on_progress": on_progress, "on_waiting": on_waiting, "replaces": replaces}
    return store_inspection(warehouse, inspection, skip_bad_rows=skip_bad_rows, imported_by=imported_by, **ways)


def request_of(
    file_name: str, warehouse: Warehouse, *, mapping: MappingOrder | None = None, file_areas: FileAreas | None = None,
    area_code: str | None = None, inverted: tuple[str, ...] | None = None, **said: Any,
) -> LoadRequest:  # fmt: skip
    """What load_file asks at first of whoever reads the file; the words are load_file's."""
    return LoadRequest(
        load_catalogue(read_sets(warehouse)),
        area_code=(file_areas.of(file_name) if file_areas else None) or area_code,
        known_names=names_of_record(warehouse),
        inverted=inverted or (),
        saved_mappings=named_mappings(mapping, known_mappings(warehouse)),
        **{name: said[name] for name in ("year_be", "layout", "is_synthetic", "shares") if name in said},
    )


def read_beforehand(
    content: bytes, file_name: str, request: LoadRequest, order: MappingOrder | None
) -> list[tuple[TableChoice | None, Staging]]:
    """Each reading that load_file asks of a file, with the choice it asks it by. In a child; needs no warehouse."""
    first = _staged(content, file_name, request)
    readings = [(request.choice, first)]
    if order is not None and request.choice is None and first.tables and first.layout is None:
        chosen = choose_by_order(order, first.tables, request.saved_mappings, file_name)
        if isinstance(chosen, TableChoice):
            readings.append((chosen, _staged(content, file_name, replace(request, choice=chosen))))
    return readings


def load_files(
    source: Path, warehouse: Warehouse, catalogue: Catalogue | None = None, **choices: Any
) -> list[FileReport]:
    """As load_file; for a .zip one report for each file inside, in the order of their names."""
    files = contents_of(source)
    if files is None:
        return [load_file(source, warehouse, catalogue, **choices)]
    if isinstance(files, Inspection):
        return [files.report]
    return [load_file(inside, warehouse, catalogue, file_name=name, **choices) for name, inside in files]


def publish_stored(warehouse: Warehouse, reports: Sequence[FileReport]) -> None:
    """A copy for those who read copies, where one is asked for and something was stored; what hinders it is said on
    stderr."""
    if any(each.outcome == LOADED for each in reports):
        try:
            publish_where_asked(warehouse)
        except WarehouseError as error:
            sys.stderr.write(f"{error}\n")


def contents_of(source: Path) -> list[tuple[str, bytes]] | Inspection | None:
    """(name, bytes) of a file, or of those in a .zip; the refusal of a .zip; None for what cannot be opened."""
    try:
        content = source.read_bytes()
    except OSError:
        return None
    return inspect_archive(content, source.name) if may_be_archive(content) else [(source.name, content)]


def inspect_archive(content: bytes, file_name: str) -> list[tuple[str, bytes]] | Inspection:
    """(name, bytes) of the files in a .zip, or the refusal of it."""
    try:
        files = unpack(content)
    except ReadRefusal as refusal:
        return Inspection(FileReport(file_name, REFUSED, problems=refused_staging(refusal).problems))
    if any(name == OFFICE_FILE for name, _ in files):
        return Inspection(FileReport(file_name, REFUSED, problems=(Problem("O01-upload"),)))
    return files


def known_mappings(warehouse: Warehouse) -> tuple[Mapping, ...]:
    """The saved mappings, the latest first; one written by a newer program, which cannot be read here, is left out."""
    mappings: list[Mapping] = []
    for definition in read_mappings(warehouse):
        with suppress(KeyError, TypeError, ValueError):
            mappings.append(Mapping.from_dict(definition))
    return tuple(mappings)


def _staged(
    content: bytes, file_name: str, request: LoadRequest, in_child: bool = True, on_progress: Progress | None = None,
    cancelled: Cancelled | None = None, on_waiting: OnWaiting | None = None,
) -> Staging:  # fmt: skip
    limits = ReadLimits.from_environment()
    if not in_child:
        return stage_file(content, file_name, limits, request)
    if len(content) > limits.max_bytes:
        return refused_staging(ReadRefusal("F14"))
    try:
        arguments = (content, file_name, limits, request)
        ways: dict[str, Any] = {"on_progress": on_progress, "cancelled": cancelled, "on_waiting": on_waiting}
        return run_in_child(stage_file, *arguments, limits=limits, **ways)
    except ReadRefusal as refusal:
        return refused_staging(refusal)
