"""From what a layout made of a file to what the warehouse takes, and to the report of it."""

from collections.abc import Sequence
from dataclasses import replace

from loaders.checks.problems import ERROR, Problem
from loaders.checks.shares import ShareDoubt
from loaders.mapping import Inversion
from loaders.outcome.report import CHECKED, REFUSED, FileReport
from loaders.staging.staged_file import Staging
from warehouse import StagedBatch, WarehouseError


def batch_of(file_name: str, staging: Staging) -> StagedBatch | None:
    """The good rows, ready to be stored; None when there are none or the whole file is refused."""
    facts = staging.facts
    if facts is None or facts.empty or not (staging.survey and staging.set_id and staging.year_be and staging.level):
        return None
    names = ("measures", "area_names", "places")
    frames = {name: frame for name in names if (frame := getattr(staging, name)) is not None}
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


def report_of(file_name: str, staging: Staging, batch: StagedBatch | None, skip_bad_rows: bool) -> FileReport:
    """The report before the warehouse was asked: refused, or checked with the counts of the good rows."""
    data_rows = staging.rows_read - staging.rows_recognised
    problems = staging.problems
    if batch is None and not any(problem.severity == ERROR for problem in problems):
        problems = (Problem("L44"), *problems)
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
        asks_inverted=tuple(each.indicator_code for each in staging.inversion.indicators) if staging.inversion else (),
    )
    if batch is None or (staging.rows_faulty and not skip_bad_rows):
        return report
    return with_good_rows(report, batch)


def with_good_rows(report: FileReport, batch: StagedBatch) -> FileReport:
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


def refused_report(report: FileReport, error: WarehouseError) -> FileReport:
    """The report of a file that the warehouse would not take."""
    return _without_rows(report, Problem("S02", {"what": error.what, "fix": error.fix}))


def unanswered_report(report: FileReport, doubts: Sequence[ShareDoubt]) -> FileReport:
    """The report of a file whose percentages may be shares of one while nobody has said so: refused, naming them."""
    asked = {each.indicator_code: each.problem for each in doubts}
    return _without_rows(report, *asked.values())


def open_report(report: FileReport, problems: Sequence[Problem]) -> FileReport:
    """The report of a file that waits for what only a person can say: refused, naming what that is."""
    kept = tuple(each for each in report.problems if each.rule != "L37")  # that its columns are not said is said anew
    return _without_rows(replace(report, problems=kept), *problems)


def unturned_report(report: FileReport, inversion: Inversion) -> FileReport:
    """The report of a file whose answers may stand the other way round while nobody has said so: refused."""
    kept = tuple(each for each in report.problems if each.rule != "V44")
    asked = replace(inversion.problem, severity=ERROR)  # a doubt where a person can be asked; here nobody is there
    return _without_rows(replace(report, problems=kept), asked)


def _without_rows(report: FileReport, *problems: Problem) -> FileReport:
    return replace(
        report,
        outcome=REFUSED,
        areas=0,
        facts=0,
        rows_loaded=0,
        rows_refused=report.rows_read - report.rows_recognised,
        replaced=(),
        problems=(*problems, *report.problems),
    )
