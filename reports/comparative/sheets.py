"""The sheets of stage 4's workbook, the rows they share with its pictures and slides, and lists of cells to check."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from analysis.comparative.answers import BAND_NAMES, range_words
from analysis.comparative.area_changes import STATUS_NAMES as CHANGE_NAMES
from analysis.comparative.findings import most_concentrated_first
from analysis.comparative.goals import done_words
from analysis.comparative.outliers import KIND_NAMES
from analysis.comparative.paper import ComparisonPaper
from analysis.core.statistics import STATUS_NAMES
from catalogue.areas import LEVELS
from reports.tables import PaperTable
from reports.workbook import Sheet
from words.numbers import DASH, PERCENT, fixed_pct, format_count, heading_of, is_missing

MOST_ON_A_RADAR: Final = 3
WHOLE_AREA: Final = "ทุกตัวชี้วัด"
AREA, CODE, MEAN = "พื้นที่", "รหัสพื้นที่", "เฉลี่ยเป็นปัญหา (%)"
RANKED: Final = {
    "rank": "ลำดับ", "range": "อันดับที่เป็นไปได้", "area_name": AREA, "area_code": CODE, "mean_problem_pct": MEAN,
    "low_pct": "ช่วงต่ำ (%)", "high_pct": "ช่วงสูง (%)", "status_name": "เทียบทั้งพื้นที่", "band_name": "กลุ่มที่ควรช่วยก่อน",
    "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "indicators_with_data": "ตัวชี้วัดที่มีข้อมูล",
}  # fmt: skip
COUNTS: Final = ("failed", "assessed")  # of one indicator alone
OF_RANGES: Final = ("range", "low_pct", "high_pct", "status_name", "band_name")
SPINE: Final = {
    "problem_name": "ปัญหา", "problem_pct": "พื้นที่นี้ (%)", "status_name": "เทียบทั้งพื้นที่", "rank_words": "อันดับที่เป็นไปได้",
    "middle_pct": "พื้นที่กลาง (%)", "least_pct": "ต่ำสุด (%)", "quarter_pct": "หนึ่งในสี่ (%)",
    "three_quarters_pct": "สามในสี่ (%)", "most_pct": "สูงสุด (%)",
    "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "unit": "หน่วย", "areas": "จำนวนพื้นที่",
}  # fmt: skip
CHOICE: Final = {
    "range": "อันดับที่เป็นไปได้", "area_name": AREA, "area_code": CODE, "total_points": "รวม (คะแนน)",
    "low_points": "ช่วงต่ำ (คะแนน)", "high_points": "ช่วงสูง (คะแนน)", "need_points": "ความจำเป็น (คะแนน)",
    "readiness_points": "ความพร้อม (คะแนน)",
}  # fmt: skip
CONCENTRATION: Final = {
    "problem_name": "ปัญหา", "failed": "ไม่ผ่านทั้งหมด", "areas_for_half": "ครึ่งหนึ่งอยู่ในกี่แห่ง", "areas": "จากทั้งหมด",
    "first": "แห่งที่มีมากที่สุด",
}  # fmt: skip
GOALS: Final = {
    "indicator_name": "ตัวชี้วัด", "goal_pct": "เป้าหมาย: ผ่านอย่างน้อย (%)", "words": "ถึงเป้าแล้ว", "reached": "แห่งที่ถึงเป้า",
    "areas": "แห่งทั้งหมด", "missing": "ข้อมูลไม่ครบ",
}  # fmt: skip
HEADS: Final = {
    "area_name": "พื้นที่", "area_code": "รหัสพื้นที่", "problem_name": "ปัญหา", "kind_name": "เหตุที่ควรตรวจสอบ",
    "problem_pct": "ที่พบ (%)", "limit_pct": "ขอบของค่าปกติ (%)", "failed": "ไม่ผ่าน", "assessed": "สำรวจ",
    "file_label": "ไฟล์", "sheet": "แผ่นงาน", "row_number": "แถว", "state_name": "การตรวจสอบ",
}  # fmt: skip
ANSWERS: Final = ("ค่าที่ถูกต้อง: ไม่ผ่าน", "ค่าที่ถูกต้อง: สำรวจ", "คำอธิบาย", "ผู้ตรวจ (หน่วยงานหรือตำแหน่ง)")
NO_AGENCY: Final = "ยังไม่กำหนดหน่วยงาน"


def sheets_of(paper: ComparisonPaper) -> list[Sheet]:
    """The sheets, the ranking first; those of parts that were not made, or are empty, are left out."""
    kind = paper.kind
    by_axis = paper.comparison.axis_table.rename(columns={"area_name": AREA, "area_code": CODE})
    if paper.measure.is_ranked_by_value:
        return [ranking_sheet(paper)]
    made = [
        ranking_sheet(paper), Sheet("รายด้าน", by_axis, shaded_columns=tuple(map(str, by_axis.columns[2:]))),
        *_indicator_sheets(paper, kind), *_radar_sheets(paper, kind), *_spine_sheets(paper), *_change_sheets(paper),
        *_finding_sheets(paper), *_choice_sheets(paper), *_goal_sheets(paper),
    ]  # fmt: skip
    return [each for each in made if len(each.table)]


def ranking_sheet(paper: ComparisonPaper) -> Sheet:
    """As many areas of the ranking as have their axes in the paper, in its order, with bars of the first."""
    rows, kind = paper.ranking.rows(paper.first, len(paper.comparison.areas)), paper.kind
    ranks = zip(rows["rank"], rows["rank_first"], rows["rank_last"], strict=True)
    listed = rows.assign(
        area_name=[paper.name_of(code) for code in rows["area_code"]],
        range=[range_words(*each) if paper.ranking.is_rankable else DASH for each in ranks],
        status_name=[STATUS_NAMES.get(str(each)) or DASH for each in rows["status"]],
        band_name=[BAND_NAMES.get(str(each), DASH) for each in rows["band"]],
    )
    heads = {name: words for name, words in RANKED.items() if name not in COUNTS or listed[name].notna().any()}
    if not paper.ranking.has_ranges:
        heads = {name: words for name, words in heads.items() if name not in OF_RANGES}
    named = {name: heading_of(words, kind) for name, words in heads.items()}
    if paper.measure.is_plain:
        named = {"value" if name == "mean_problem_pct" else name: words for name, words in named.items()}
        named["value"] = f"ค่า {paper.measure_name} ({paper.measure.unit})"
    mean = named.get("value") or heading_of(MEAN, kind)
    return Sheet("ลำดับ", headed(listed, named), bar_label=AREA, bar_column=mean, shaded_columns=(mean,))


def headed(table: pd.DataFrame, heads: Mapping[str, str]) -> pd.DataFrame:
    """The columns that `heads` names, in its order, under its words."""
    return table[list(heads)].rename(columns=dict(heads)).reset_index(drop=True)


def _indicator_sheets(paper: ComparisonPaper, kind: str) -> list[Sheet]:
    """A column an indicator; of a measure of one the ranking says it all."""
    rows = paper.comparison.indicators
    if rows["indicator_code"].nunique() < 2:
        return []
    names = {
        code: f"{paper.problems[str(code)]} {heading_of(PERCENT, kind)}" for code in rows["indicator_code"].unique()
    }
    wide = rows.pivot(index="area_code", columns="indicator_code", values="problem_pct")
    wide = wide.reindex(index=paper.comparison.areas["area_code"], columns=list(names)).rename(columns=names)
    wide.insert(0, AREA, paper.comparison.areas["area_name"].to_numpy())
    wide = wide.rename_axis(CODE).reset_index()
    return [Sheet("รายตัวชี้วัด", wide, shaded_columns=tuple(names.values()))]


def _radar_sheets(paper: ComparisonPaper, kind: str) -> list[Sheet]:
    """A native radar of the first three areas, an axis a row."""
    compared = paper.comparison
    first = list(compared.areas["area_code"].head(MOST_ON_A_RADAR))
    own = compared.axes[compared.axes["area_code"].isin(first)]
    wide = own.pivot(index="axis_name", columns="area_code", values="problem_pct")
    wide = wide.reindex(index=list(dict.fromkeys(own["axis_name"])), columns=first)
    unit = heading_of(PERCENT, kind)
    columns = tuple(f"{paper.name_of(code)} {code} {unit}" for code in first)
    table = wide.set_axis(list(columns), axis=1).rename_axis("ด้าน").reset_index()
    return [Sheet("เรดาร์", table, "ด้าน", columns)] if len(table) >= 3 else []


def _spine_sheets(paper: ComparisonPaper) -> list[Sheet]:
    if paper.spine is None:
        return []
    rows = paper.spine.rows
    words = [
        range_words(None, first, last) if rankable else DASH
        for rankable, first, last in zip(rows["is_rankable"], rows["rank_first"], rows["rank_last"], strict=True)
    ]
    rows = rows.assign(status_name=[STATUS_NAMES.get(str(each)) or DASH for each in rows["status"]], rank_words=words)
    return [Sheet(f"พื้นที่เดียว {paper.spine.title}", headed(rows, SPINE), bar_label="ปัญหา", bar_column="พื้นที่นี้ (%)")]


def _change_sheets(paper: ComparisonPaper) -> list[Sheet]:
    if paper.changes is None:
        return []
    changes, year = paper.changes, paper.scope.year_be
    rows = changes.table.assign(
        area_name=[paper.name_of(code) for code in changes.table["area_code"]],
        problem_name=changes.table["indicator_code"].map(dict(paper.problems)),
        status_name=changes.table["status"].map(CHANGE_NAMES),
    )
    heads = {
        "area_name": AREA, "area_code": CODE, "problem_name": "ปัญหา", "before_pct": f"ปี {changes.year_be} (%)",
        "problem_pct": f"ปี {year} (%)", "change_pct": "เปลี่ยนแปลง (จุด)", "status_name": "ผล",
        "villages_shared": f"{changes.level_name}ที่มีทั้งสองปี",
    }  # fmt: skip
    return [Sheet("เปลี่ยนแปลง", headed(rows, heads))]


def _finding_sheets(paper: ComparisonPaper) -> list[Sheet]:
    """What to check, where half of each problem lies, and between which levels areas differ."""
    if paper.findings is None:
        return []
    made = [
        check_sheet(checked(paper), "ควรตรวจสอบ"),
        Sheet("กระจุกหรือกระจาย", headed(concentration_rows(paper), CONCENTRATION)),
    ]
    variance = paper.findings.variance
    if len(variance):
        wide = variance.pivot(index="indicator_code", columns="level", values="share_pct")
        levels = [level for level in LEVELS if level in wide]
        wide = wide.reindex(index=[code for code in paper.problems if code in wide.index], columns=levels)
        wide.columns = [f"ระหว่าง{LEVELS[level]} (%)" for level in levels]
        wide.insert(0, "ปัญหา", [paper.problems[str(code)] for code in wide.index])
        made.append(
            Sheet("ต่างกันระหว่างระดับ", wide.reset_index(drop=True), shaded_columns=tuple(map(str, wide.columns[1:])))
        )
    return made


def checked(paper: ComparisonPaper) -> pd.DataFrame:
    """The cells to check with area_name, problem_name, kind_name and state_name; empty without any."""
    if paper.findings is None:
        return pd.DataFrame()
    cells = paper.findings.outliers
    return cells.assign(
        area_name=[paper.name_of(code) for code in cells["area_code"]],
        problem_name=cells["indicator_code"].map(dict(paper.problems)).fillna(WHOLE_AREA),
        kind_name=cells["kind"].map(KIND_NAMES), state_name="",
    )  # fmt: skip


def checks_table(cells: pd.DataFrame) -> PaperTable:
    """The cells (as `checked` gives them) for a picture or a slide."""
    rows = [
        (
            str(row["area_name"]), str(row["problem_name"]), str(row["kind_name"]),
            DASH if is_missing(row["problem_pct"]) else fixed_pct(row["problem_pct"]),
            DASH if is_missing(row["limit_pct"]) else fixed_pct(row["limit_pct"]),
            f"{format_count(row['failed'])} / {format_count(row['assessed'])}",
        )
        for row in cells.to_dict("records")
    ]  # fmt: skip
    heads = ("พื้นที่", "ปัญหา", "เหตุที่ควรตรวจสอบ", "ที่พบ (%)", "ขอบปกติ (%)", "ไม่ผ่าน / สำรวจ")
    return PaperTable(heads, tuple(rows), (2.2, 4, 2.2, 1.1, 1.2, 1.6), (3, 4, 5))


def concentration_rows(paper: ComparisonPaper) -> pd.DataFrame:
    """Where half of each problem lies (`most_concentrated_first`), with problem_name and `first`: the names of the
    areas that have most; empty without any."""
    if paper.findings is None or paper.findings.concentration.empty:
        return pd.DataFrame(columns=list(CONCENTRATION))
    rows = most_concentrated_first(paper.findings.concentration)
    return rows.assign(
        problem_name=rows["indicator_code"].map(dict(paper.problems)),
        first=[", ".join(paper.name_of(code) for code in codes[:5]) for codes in rows["first_codes"]],
    )  # fmt: skip


def _choice_sheets(paper: ComparisonPaper) -> list[Sheet]:
    if paper.choice is None or paper.choice.empty:
        return []
    rows = paper.choice
    ranks = zip(rows["rank"], rows["rank_first"], rows["rank_last"], strict=True)
    rows = rows.assign(
        area_name=[paper.name_of(code) for code in rows["area_code"]], range=[range_words(*each) for each in ranks]
    )
    return [Sheet("คัดเลือก", headed(rows, CHOICE))]


def goal_rows(paper: ComparisonPaper) -> pd.DataFrame:
    """How many areas have reached the goal of each indicator, the fewest first, with indicator_name and words; empty
    without any."""
    if paper.goals is None or paper.goals.table.empty:
        return pd.DataFrame(columns=list(GOALS))
    rows = paper.goals.table.sort_values("reached", kind="stable").reset_index(drop=True)
    names = {each.code: each.name for each in paper.scope.indicator_set.indicators}
    words = zip(rows["reached"], rows["areas"], rows["is_complete"], strict=True)
    return rows.assign(
        indicator_name=rows["indicator_code"].map(names),
        words=[done_words(reached, areas, paper.goals.level, is_all) for reached, areas, is_all in words],
    )


def goals_table(rows: pd.DataFrame) -> PaperTable:
    """The rows (as `goal_rows` gives them) for a picture."""
    cells = [
        (str(row["indicator_name"]), f"{row['goal_pct']:g}", str(row["words"]), format_count(row["missing"]))
        for row in rows.to_dict("records")
    ]
    return PaperTable(("ตัวชี้วัด", "ผ่านอย่างน้อย (%)", "ถึงเป้าแล้ว", "ข้อมูลไม่ครบ"), tuple(cells), (5, 1.5, 2, 1.3), (1, 3))


def _goal_sheets(paper: ComparisonPaper) -> list[Sheet]:
    return [Sheet("เป้าหมาย", headed(goal_rows(paper), GOALS))]


def check_sheet(cells: pd.DataFrame, name: str) -> Sheet:
    """One sheet of cells (the columns of HEADS) with empty columns to be filled in by the agency."""
    table = cells[list(HEADS)].rename(columns=HEADS).reset_index(drop=True)
    return Sheet(name, table.assign(**dict.fromkeys(ANSWERS, "")))


def cells_by_agency(cells: pd.DataFrame, agencies: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Agency → the cells of its indicators only; those of no agency, and areas as a whole, stand under NO_AGENCY.

    `cells`: indicator_code (missing: the area as a whole) and whatever else. `agencies`: indicator code → agency."""
    of_cell = cells["indicator_code"].map(dict(agencies)).fillna(NO_AGENCY)
    names = sorted(set(of_cell) - {NO_AGENCY}) + ([NO_AGENCY] if (of_cell == NO_AGENCY).any() else [])
    return {name: cells[of_cell == name].reset_index(drop=True) for name in names}
