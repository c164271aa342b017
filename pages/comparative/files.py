"""What can be taken away from the comparison: pictures, a workbook and a CSV."""

from functools import partial

from analysis.comparative.answers import band_words, range_words
from analysis.comparative.data import Comparison
from analysis.comparative.findings import finest_cells
from analysis.comparative.outliers import KIND_NAMES
from analysis.comparative.public import comparative_public, findings_public
from analysis.core.figures import axes_of_indicators
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released, Shaped
from app.comparative_answers import MOST_AREAS, cells_for, comparison_for, findings_for, named_areas_of
from app.state import the_warehouse
from charts.comparative import heat_table_figure, ranking_figure
from charts.theme import measure_of, ranking_heading
from pages.comparative.controls import Compared
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from pages.shared.tables import COLUMN_NAMES
from reports.check_list import check_sheet
from reports.workbook import Sheet
from words.numbers import heading_of

TITLE, RANKING, HEAT = "เปรียบเทียบพื้นที่", "ลำดับพื้นที่", "ตารางสีรายด้าน"
MOST_ON_A_PICTURE = 40
MOST_ON_A_RADAR = 3
TABLE = [
    *("rank", "range", "area_name", "area_code", "mean_problem_pct", "status_name", "indicators_with_data"),
    "indicators",
]


def offer_comparison(compared: Compared) -> None:
    """The button with the files, made when asked for."""
    synthetic = bool(compared.ranking.table["is_synthetic"].any())
    make = partial(_bundle, compared)
    offer_downloads(compared.selection, TITLE, "comparative", make, [RANKING, HEAT], synthetic, compared.has_counts)


def _whole(compared: Compared) -> Comparison:
    codes = tuple(str(code) for code in compared.ranking.table["area_code"].head(MOST_AREAS))
    return comparison_for(compared.selection, compared.wanted, codes, None)


def _bundle(compared: Compared, gates: GateOfYear | None) -> Released[Bundle]:
    """The ranked list and the means of every axis, for files; pictures show the first areas."""
    whole = _whole(compared)
    gate = gates(whole.scope.year_be) if gates else None
    axis_of = axes_of_indicators(whole.scope.indicator_set)
    cells = cells_for(compared.selection, compared.wanted) if compared.has_counts else None
    shaped = comparative_public(whole, axis_of, gate, cells) if gate else Shaped(whole, 0)
    shown = shaped.content
    first = shown.areas.head(MOST_ON_A_PICTURE)
    measure = measure_of(shown.scope.indicator_set.measure)
    drawn = shown.short_axes[shown.short_axes["area_code"].isin(list(first["area_code"]))]
    figures = {
        RANKING: ranking_figure(first, measure),
        HEAT: heat_table_figure(drawn, measure),
    }
    ranks = zip(shown.areas["rank"], shown.areas["rank_first"], shown.areas["rank_last"], strict=True)
    listed = shown.areas.assign(
        range=[range_words(*each) for each in ranks],
        status_name=shown.areas["status"].map({"better": "เด่น", "similar": "ใกล้เคียง", "worse": "ด้อย"}),
    )
    kind = shown.scope.indicator_set.measure
    ranked, by_axis = thai_table(listed[TABLE], kind), thai_table(shown.axis_table, kind)
    shaded = tuple(str(name) for name in by_axis.columns[2:])
    mean = heading_of(COLUMN_NAMES["mean_problem_pct"], kind)
    sheets = [
        Sheet("ลำดับ", ranked, bar_label=COLUMN_NAMES["area_name"], bar_column=mean),
        Sheet("รายด้าน", by_axis, shaded_columns=shaded),
        *_radar_sheet(shown, kind),
        *_finding_sheets(compared, gates),
    ]
    headings = {RANKING: ranking_heading(measure)}
    notes = tuple(each for each in (whole.low_coverage, "" if gate else band_words(compared.ranking)) if each)
    return released(Bundle(figures, sheets, notes, headings), shaped.hidden, gate)


def _radar_sheet(shown: Comparison, measure: str) -> list[Sheet]:
    """A native radar of the first three areas, an axis a row."""
    first = list(shown.areas["area_code"].head(MOST_ON_A_RADAR))
    own = shown.axes[shown.axes["area_code"].isin(first)]
    wide = own.pivot(index="axis_name", columns="area_code", values="problem_pct")
    wide = wide.reindex(index=list(dict.fromkeys(own["axis_name"])), columns=first)
    names = dict(zip(shown.areas["area_code"], shown.areas["area_name"], strict=True))
    unit = heading_of("(%)", measure)
    columns = tuple(f"{names[code]} {code} {unit}" for code in first)
    table = wide.set_axis(list(columns), axis=1).rename_axis("ด้าน").reset_index()
    return [Sheet("เรดาร์", table, "ด้าน", columns)] if len(table) >= 3 else []


def _finding_sheets(compared: Compared, gates: GateOfYear | None) -> list[Sheet]:
    """What to check and where half of each problem lies: through the gate where the file is for everyone."""
    if not compared.has_counts or compared.ranking.areas > MOST_AREAS:
        return []
    found = findings_for(compared.selection, compared.wanted, None)
    asked, names = (
        compared.asked,
        {each.code: each.problem_name for each in compared.asked.scope.indicator_set.indicators},
    )
    if gates is not None:
        cells, finest = cells_for(compared.selection, compared.wanted), finest_cells(the_warehouse(), asked)
        found = findings_public(found, cells, finest, asked.place.area_code, gates, asked.scope.year_be).content
    codes = tuple(dict.fromkeys(str(code) for code in found.outliers["area_code"]))
    called = (
        named_areas_of(compared.selection, compared.wanted, codes).set_index("area_code")["area_name"] if codes else {}
    )
    outliers = found.outliers.assign(
        area_name=found.outliers["area_code"].map(called).fillna(found.outliers["area_code"]),
        problem_name=found.outliers["indicator_code"].map(names).fillna("ทุกตัวชี้วัด"),
        kind_name=found.outliers["kind"].map(KIND_NAMES), state_name="",
    )  # fmt: skip
    halves = found.concentration.assign(problem_name=found.concentration["indicator_code"].map(names))
    heads = {"problem_name": "ปัญหา", "failed": "ไม่ผ่านทั้งหมด", "areas_for_half": "ครึ่งหนึ่งอยู่ในกี่แห่ง", "areas": "จากทั้งหมด"}
    sheets = [Sheet("กระจุกหรือกระจาย", halves[list(heads)].rename(columns=heads))] if len(halves) else []
    return [*([check_sheet(outliers, "ควรตรวจสอบ")] if len(outliers) else []), *sheets]
