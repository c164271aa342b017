"""From one file to its report: inspect (nothing written), store (one transaction), or both in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalogue import Catalogue, load_catalogue
from catalogue.areas import area_names as shipped_names
from loaders.problems import ERROR, Problem
from loaders.reading import ReadLimits, ReadRefusal, run_in_child
from loaders.reading.child import Cancelled, Progress
from loaders.report import CHECKED, LOADED, REFUSED, UNCHANGED, FileReport
from loaders.staging import LoadRequest, Staging
from loaders.staging_run import refused_staging, stage_file
from warehouse import (
    StagedBatch,
    Warehouse,
    WarehouseError,
    area_names,
    preview_batch,
    read_sets,
    store_batch,
)


@dataclass(frozen=True)
class Inspection:
    """A file that was read and checked, with nothing written.

    `report` says what storing would do. `batch` holds the good rows, None when the whole file is refused.
    `set_definition` is the indicator set the file brings with it (other data), to be saved with the batch.
    """

    report: FileReport
    batch: StagedBatch | None = None
    set_definition: dict[str, Any] | None = None

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
    skip_bad_rows: bool = False,
    in_child: bool = True,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Inspection:
    """Read and check one file; nothing is written.

    `year_be`, `area_code` and `layout` are what the person says; needed only where the file does not tell.
    `skip_bad_rows`: rows with faults are left out instead of refusing the file. `in_child=False` reads in this process
    (trusted files only); else `on_progress(done, total)` and `cancelled()` are called while the child reads.
    Never raises for any content: the report says what is wrong and how to put it right.
    """
    request = LoadRequest(catalogue, year_be, area_code, layout, is_synthetic, known_area_names(warehouse))
    staging = _staged(content, file_name, request, in_child, on_progress, cancelled)
    batch = _batch(file_name, staging)
    report = _report(file_name, staging, batch, skip_bad_rows)
    if batch is not None and not report.refused:
        try:
            preview = preview_batch(warehouse, batch)
        except WarehouseError as error:
            return Inspection(_refused(report, error))
        outcome = UNCHANGED if preview.is_unchanged else CHECKED
        batch_id = preview.batch_id or None
        report = replace(report, outcome=outcome, replaced=preview.replaced, batch_id=batch_id)
    return Inspection(report, batch, staging.set_definition)


def store_inspection(
    warehouse: Warehouse, inspection: Inspection, *, skip_bad_rows: bool = False, imported_by: str | None = None
) -> FileReport:
    """Write what was inspected, in one transaction, and return the report of it.

    A refused inspection stays refused, except that `skip_bad_rows` stores the good rows of a file with bad ones.
    """
    report, batch = inspection.report, inspection.batch
    if batch is None or (report.refused and not (skip_bad_rows and inspection.has_bad_rows)):
        return report
    if report.refused:
        report = _with_good_rows(report, batch)
    try:
        batch = replace(batch, imported_by=imported_by)
        stored = store_batch(warehouse, batch, set_definition=inspection.set_definition)
    except WarehouseError as error:
        return _refused(report, error)
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
    in_child: bool = True,
) -> FileReport:
    """Inspect and store one file (a path, or bytes with a `file_name`). `dry_run` writes nothing.

    `catalogue` defaults to the shipped sets and the warehouse's own. The other words are inspect_file's.
    """
    name = file_name or (Path(source).name if not isinstance(source, bytes) else "ไฟล์")
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError:
        problem = Problem(ERROR, "เปิดไฟล์นี้ไม่ได้", "ตรวจว่าไฟล์มีอยู่ และไม่ได้เปิดค้างในโปรแกรมอื่น")
        return FileReport(name, REFUSED, problems=(problem,), dry_run=dry_run)
    inspection = inspect_file(
        content,
        name,
        warehouse,
        catalogue or load_catalogue(read_sets(warehouse)),
        year_be=year_be,
        area_code=area_code,
        layout=layout,
        is_synthetic=is_synthetic,
        skip_bad_rows=skip_bad_rows,
        in_child=in_child,
    )
    if dry_run:
        return replace(inspection.report, dry_run=True)
    return store_inspection(warehouse, inspection, skip_bad_rows=skip_bad_rows, imported_by=imported_by)


def known_area_names(warehouse: Warehouse) -> Mapping[str, str]:
    """Code → name of every area known by name: the shipped list and the warehouse's own."""
    own = area_names(warehouse)
    return dict(shipped_names()) | dict(zip(own["area_code"], own["area_name"], strict=True))


def _staged(
    content: bytes, file_name: str, request: LoadRequest, in_child: bool, on_progress: Progress | None,
    cancelled: Cancelled | None,
) -> Staging:  # fmt: skip
    limits = ReadLimits.from_environment()
    if not in_child:
        return stage_file(content, file_name, limits, request)
    if len(content) > limits.max_bytes:
        return refused_staging(ReadRefusal("F14"))
    try:
        arguments = (content, file_name, limits, request)
        return run_in_child(stage_file, *arguments, limits=limits, on_progress=on_progress, cancelled=cancelled)
    except ReadRefusal as refusal:
        return refused_staging(refusal)


def _batch(file_name: str, staging: Staging) -> StagedBatch | None:
    facts = staging.facts
    if facts is None or facts.empty or not (staging.survey and staging.set_id and staging.year_be and staging.level):
        return None
    frames = {name: frame for name in ("measures", "area_names") if (frame := getattr(staging, name)) is not None}
    return StagedBatch(
        file_name=file_name,
        file_sha256=staging.file_sha256,
        layout=staging.layout or "",
        survey=staging.survey,
        set_id=staging.set_id,
        year_be=staging.year_be,
        level=staging.level,
        facts=facts,
        counting=staging.counting,
        is_synthetic=staging.is_synthetic,
        rows_read=staging.rows_read,
        rows_refused=staging.rows_faulty,
        **frames,
    )


def _report(file_name: str, staging: Staging, batch: StagedBatch | None, skip_bad_rows: bool) -> FileReport:
    """The report before the warehouse was asked: refused, or checked with the counts of the good rows."""
    data_rows = staging.rows_read - staging.rows_recognised
    problems = staging.problems
    if batch is None and not any(problem.severity == ERROR for problem in problems):
        problems = (Problem(ERROR, "ไม่มีข้อมูลที่นำเข้าได้", "ตรวจว่าไฟล์มีตัวเลขของอย่างน้อยหนึ่งพื้นที่"), *problems)
    report = FileReport(
        file=file_name,
        outcome=REFUSED,
        layout=staging.layout,
        survey=staging.survey,
        catalogue=staging.set_id,
        year_be=staging.year_be,
        level=staging.level,
        rows_read=staging.rows_read,
        rows_refused=data_rows,
        rows_recognised=staging.rows_recognised,
        rows_faulty=staging.rows_faulty,
        columns_dropped=staging.columns_dropped,
        problems=problems,
        repairs=dict(staging.repairs),
        is_synthetic=staging.is_synthetic,
    )
    if batch is None or (staging.rows_faulty and not skip_bad_rows):
        return report
    return _with_good_rows(report, batch)


def _with_good_rows(report: FileReport, batch: StagedBatch) -> FileReport:
    """The report with the counts of what is (or would be) stored."""
    good = report.rows_read - report.rows_recognised - report.rows_faulty
    return replace(
        report,
        outcome=CHECKED,
        areas=int(batch.facts["area_code"].nunique()),
        facts=len(batch.facts),
        rows_loaded=good,
        rows_refused=report.rows_faulty,
    )


def _refused(report: FileReport, error: WarehouseError) -> FileReport:
    problem = Problem(ERROR, error.what, error.fix)
    data_rows = report.rows_read - report.rows_recognised
    return replace(
        report,
        outcome=REFUSED,
        areas=0,
        facts=0,
        rows_loaded=0,
        rows_refused=data_rows,
        replaced=(),
        problems=(problem, *report.problems),
    )
