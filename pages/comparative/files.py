"""What can be taken away from the comparison: pictures, a workbook and a CSV."""

from functools import partial

from analysis.comparative.public import comparative_public
from analysis.core.figures import axes_of_indicators
from analysis.core.ranked_areas import RankedAreas
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released, Shaped
from app.state import Selection
from charts.comparative import heat_table_figure, ranking_figure
from charts.theme import measure_of, ranking_heading
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from reports.workbook import Sheet

TITLE, RANKING, HEAT = "เปรียบเทียบพื้นที่", "ลำดับพื้นที่", "ตารางสีรายด้าน"
MOST_ON_A_PICTURE = 40
TABLE = ["rank", "area_name", "area_code", "mean_problem_pct", "indicators_with_data", "indicators"]


def offer_comparison(selection: Selection, compared: RankedAreas, view: str | None) -> None:
    """The button with the files, made when asked for."""
    make = partial(_bundle, compared, view)
    has_counts = compared.scope.indicator_set.measure == "count"
    synthetic = bool(compared.areas["is_synthetic"].any())
    offer_downloads(selection, TITLE, "comparative", make, [RANKING, HEAT], synthetic, has_counts)


def _bundle(compared: RankedAreas, view: str | None, gates: GateOfYear | None) -> Released[Bundle]:
    """The ranked list and the means of every axis, for files; pictures show the first areas."""
    gate = gates(compared.scope.year_be) if gates else None
    axis_of = axes_of_indicators(compared.scope.indicator_set, view)
    shaped = comparative_public(compared, axis_of, gate) if gate else Shaped(compared, 0)
    shown = shaped.content
    first = shown.areas.head(MOST_ON_A_PICTURE)
    measure = measure_of(shown.scope.indicator_set.measure)
    drawn = shown.short_axes[shown.short_axes["area_code"].isin(list(first["area_code"]))]
    figures = {
        RANKING: ranking_figure(first, measure),
        HEAT: heat_table_figure(drawn, measure),
    }
    tables = {"ลำดับ": shown.areas[TABLE], "รายด้าน": shown.axis_table}
    sheets = [Sheet(name, thai_table(table, shown.scope.indicator_set.measure)) for name, table in tables.items()]
    headings = {RANKING: ranking_heading(measure)}
    notes = (compared.low_coverage,) if compared.low_coverage else ()
    return released(Bundle(figures, sheets, notes, headings), shaped.hidden, gate)
