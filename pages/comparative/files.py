"""What can be taken away from the comparison: pictures, a workbook and a CSV."""

from functools import partial

from analysis.comparative.answers import band_words, range_words
from analysis.comparative.data import Comparison
from analysis.comparative.public import comparative_public
from analysis.core.figures import axes_of_indicators
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released, Shaped
from app.comparative_answers import MOST_AREAS, cells_for, comparison_for
from charts.comparative import heat_table_figure, ranking_figure
from charts.theme import measure_of, ranking_heading
from pages.comparative.controls import Compared
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from reports.workbook import Sheet

TITLE, RANKING, HEAT = "เปรียบเทียบพื้นที่", "ลำดับพื้นที่", "ตารางสีรายด้าน"
MOST_ON_A_PICTURE = 40
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
    tables = {"ลำดับ": listed[TABLE], "รายด้าน": shown.axis_table}
    sheets = [Sheet(name, thai_table(table, shown.scope.indicator_set.measure)) for name, table in tables.items()]
    headings = {RANKING: ranking_heading(measure)}
    notes = tuple(each for each in (whole.low_coverage, "" if gate else band_words(compared.ranking)) if each)
    return released(Bundle(figures, sheets, notes, headings), shaped.hidden, gate)
