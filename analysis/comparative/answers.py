"""The answer of stage 4 as plain values for JSON, as CSV, and as Thai text for a terminal."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.comparative.data import Comparison
from analysis.comparative.findings import Findings
from analysis.comparative.outliers import KIND_NAMES
from analysis.comparative.ranking import Ranking
from analysis.core.answers import header, heads_of, plain, records, table, title_text
from analysis.core.statistics import STATUS_NAMES
from words.numbers import DASH, is_missing, without_empty_decimal

AREA_KEYS = (
    *("area_code", "area_name", "value", "mean_problem_pct", "mean_pass_pct", "rank", "rank_first", "rank_last"),
    *("band", "status", "indicators", "indicators_with_data", "is_synthetic"),
)
OUTLIER_KEYS = (
    *("area_code", "indicator_code", "kind", "problem_pct", "limit_pct", "failed", "assessed", "file_label", "sheet"),
    "row",
)
CHANGE_KEYS = ("area_code", "indicator_code", "before_pct", "problem_pct", "villages_shared", "status")
WHOLE = ("rank_first", "rank_last", "row")
FORMULA_START = r"^([=+\-@\t\r\n＝＋－＠])"  # of a name that a spreadsheet would take for a formula
BAND_NAMES = {"sure": "แน่ชัด", "possible": "อาจอยู่", "outside": "ไม่อยู่"}


def comparative_json(compared: Comparison, findings: Findings | None = None) -> dict[str, Any]:
    """Header, areas with the ranges of their ranks and each with its axes by code, and the findings.

    `value` stands with areas that are ranked by a development level (percent of the villages whose level is known) or
    by a value in the unit of the measure."""
    axes: dict[str, dict[str, Any]] = {}
    for row in compared.axes.to_dict("records"):
        value = plain("problem_pct", row["problem_pct"])
        axes.setdefault(str(row["area_code"]), {})[str(row["axis_code"])] = value
    names = compared.axes.drop_duplicates("axis_code")
    measure = compared.asked.measure
    return (
        header(compared.scope)
        | {
            "compared_level": compared.asked.place.level,
            "measure": {"code": measure.code, "name": measure.name, "unit": measure.unit or None},
            "axes": records(names, ["axis_code", "axis_name", "axis_short"]),
            "areas": [
                area | {"axes": axes[area["area_code"]], "survey_coverage": _coverage(compared, area["area_code"])}
                for area in _keyed(compared.areas, AREA_KEYS)
            ],
            "areas_in_all": compared.ranking.areas,
            "band_size": compared.ranking.first_areas,
        }
        | ({} if findings is None else findings_json(findings))
    )


def findings_json(findings: Findings) -> dict[str, Any]:
    """The lists of findings; changes is null where no earlier year was asked for."""
    changes = findings.changes
    outliers = findings.outliers.rename(columns={"row_number": "row"})
    return {
        "outliers": _keyed(outliers, OUTLIER_KEYS),
        "changes": None if changes is None else _keyed(changes.table, CHANGE_KEYS),
        "changes_left_out": None if changes is None else list(changes.left_out),
        "concentration": _keyed(findings.concentration, ("indicator_code", "areas_for_half", "areas")),
        "variance": _keyed(findings.variance, ("indicator_code", "level", "share_pct")),
        "not_rankable": list(findings.not_rankable),
    }


def _keyed(frame: pd.DataFrame, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows under their own names: a code of an area and one of an indicator stand in one row."""
    rows = frame[[key for key in keys if key in frame]].to_dict("records")
    return [{str(name): _plain(str(name), cell) for name, cell in row.items()} for row in rows]


def _plain(name: str, cell: Any) -> Any:
    value = plain(name, cell)
    return int(value) if name in WHOLE and value is not None else value


def _coverage(compared: Comparison, area_code: str) -> dict[str, Any] | None:
    found = compared.coverage.get(area_code)
    return None if found is None else found.to_dict()


def range_words(rank: Any, first: Any, last: Any) -> str:
    """The range of ranks as it is shown: `12–40`; one number where both ends are the same, the rank without one."""
    if is_missing(first):
        return DASH if is_missing(rank) else f"{int(rank):,}"
    return f"{int(first):,}" if first == last else f"{int(first):,}–{int(last):,}"


def band_words(ranking: Ranking) -> str:
    """อาจอยู่ใน 10 อันดับที่ควรช่วยก่อน: 29 พื้นที่ แน่ชัด 4; "" in sets without ranges."""
    if not ranking.has_ranges:
        return ""
    sure = len(ranking.sure)
    first = f"อาจอยู่ใน {ranking.first_areas:,} อันดับที่ควรช่วยก่อน: {len(ranking.possible):,} พื้นที่"
    return f"{first} แน่ชัด {sure:,}" if sure else f"{first} ยังไม่มีพื้นที่ใดแน่ชัด"


def comparative_text(compared: Comparison, findings: Findings | None = None) -> str:
    """The areas by rank, with the range each may stand in, and what was found."""
    heads = {"range": "อันดับ", "area_code": "รหัส", "area_name": "พื้นที่", "mean_problem_pct": "เฉลี่ยเป็นปัญหา (%)"}
    heads |= {"status_name": "เทียบทั้งพื้นที่", "indicators_with_data": "มีข้อมูล", "indicators": "ตัวชี้วัด"}
    areas = compared.areas
    keys = zip(areas["rank"], areas["rank_first"], areas["rank_last"], strict=True)
    names = [STATUS_NAMES.get(str(each)) or DASH for each in areas["status"]]
    shown = areas.assign(range=[range_words(*key) for key in keys], status_name=names)
    lines = [title_text(compared.scope), table(shown, heads_of(compared.scope, heads)), band_words(compared.ranking)]
    if findings is not None:
        kinds = findings.outliers["kind"].value_counts()
        listed = " · ".join(f"{name} {int(kinds[kind]):,}" for kind, name in KIND_NAMES.items() if kind in kinds)
        lines.append(f"ควรตรวจสอบ: {listed}" if listed else "")
    return "\n\n".join(line for line in [*lines, compared.low_coverage] if line)


def comparative_csv(compared: Comparison) -> str:
    """The areas in their order, one row each, with the ranges of their ranks and a column per axis."""
    wide = compared.axes.pivot(index="area_code", columns="axis_code", values="problem_pct")
    codes = list(dict.fromkeys(compared.axes["axis_code"]))
    areas = compared.areas[[name for name in AREA_KEYS if name in compared.areas]]
    shown = areas.merge(wide[codes].reset_index(), on="area_code", how="left")
    return _csv(shown, without_empty_decimal if "decimals" in compared.areas else None)


def ranking_csv(rows: pd.DataFrame) -> str:
    """Any number of areas with the ranges of their ranks: `rows` of a ranking with names, without their axes."""
    without = {"value"} if rows["mean_problem_pct"].notna().any() else set[str]()
    return _csv(rows[[name for name in AREA_KEYS if name in rows and name not in without]])


def _csv(areas: pd.DataFrame, number_text: Callable[[object], str] | None = None) -> str:
    """`number_text`: how the gate prints means, where they went through it."""
    whole = dict.fromkeys(("rank", "rank_first", "rank_last"), "Int64")
    safe = areas["area_name"].str.replace(FORMULA_START, r"'\1", regex=True)
    return areas.assign(area_name=safe).astype(whole).to_csv(index=False, float_format=number_text).rstrip("\n")
