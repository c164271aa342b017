"""The radar as Office draws it itself: a chart that can be edited, with its numbers in a small workbook inside.

Slides and Word share it: the chart's XML and its workbook are python-pptx's, which has no legend, a date for the names
of axes and no font for Thai; these are put right here.
"""

from collections.abc import Sequence
from typing import Any, Final

from lxml.etree import SubElement, fromstring, tostring
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from analysis.logic_model.paper import RadarFigures
from charts import theme
from charts.scales import make_scale
from reports.slide_parts import A, C, element, letters
from reports.tables import without_formula

R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LOOKS: Final = ((theme.PROBLEM, "solid", "circle"), (theme.REFERENCE, "dash", "square"))
FEWEST_AXES: Final = 3  # fewer make no polygon


def has_polygon(radar: RadarFigures | None) -> bool:
    """Whether there is a radar to draw."""
    return radar is not None and len(radar.axis_names) >= FEWEST_AXES


def chart_data(radar: RadarFigures) -> CategoryChartData:
    """The numbers of the chart: one category an axis, the area's own and the reference as series; missing is a gap."""
    data = CategoryChartData(number_format="0.0")
    data.categories = [without_formula(name) for name in radar.axis_names]
    data.add_series(without_formula(radar.own_name), radar.own)
    if radar.reference:
        data.add_series(without_formula(radar.reference_name), radar.reference)
    return data


def radar_parts(radar: RadarFigures, points: int) -> tuple[bytes, bytes]:
    """(chart XML, workbook) of a chart part whose workbook is its relationship rId1; letters of so many `points`."""
    data = chart_data(radar)
    space = fromstring(ChartXmlWriter(XL_CHART_TYPE.RADAR_MARKERS, data).xml.encode())
    style_radar(space, points)
    external = SubElement(space, f"{{{C}}}externalData", {f"{{{R}}}id": "rId1"})
    SubElement(external, f"{{{C}}}autoUpdate", val="0")
    content = tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content, CategoryWorkbookWriter(data).xlsx_blob


def style_radar(space: Any, points: int) -> None:
    """Legend, colours and Thai letters of so many `points` for the chart space that python-pptx wrote (changed)."""
    chart = space.find(f"{{{C}}}chart")
    chart.find(f"{{{C}}}autoTitleDeleted").set("val", "1")
    plot = chart.find(f"{{{C}}}plotArea")
    plot.addnext(element(f'<c:legend xmlns:c="{C}"><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'))
    for number, series in enumerate(plot.iter(f"{{{C}}}ser")):
        _style_series(series, *LOOKS[number])
    names, values = plot.find(f"{{{C}}}catAx"), plot.find(f"{{{C}}}valAx")
    names.find(f"{{{C}}}numFmt").attrib.update({"formatCode": "General", "sourceLinked": "0"})
    for axis in (names, values):
        axis.find(f"{{{C}}}majorGridlines").append(_line(theme.GRID, "solid", 9525))
    _set_rings(values, _numbers(plot))
    for old in space.findall(f"{{{C}}}txPr"):
        space.remove(old)
    chart.addnext(letters(points))


def _numbers(plot: Any) -> list[float]:
    """Every number that is drawn."""
    return [float(each.text) for each in plot.iterfind(f".//{{{C}}}val//{{{C}}}v")]


def _set_rings(axis: Any, numbers: list[float]) -> None:
    """From 0 to a round number that holds all, as the radar of the screen: left alone, programs take their own."""
    high, step = rings_of(numbers)
    axis.find(f"{{{C}}}numFmt").attrib.update({"formatCode": ring_format(step), "sourceLinked": "0"})
    scaling = axis.find(f"{{{C}}}scaling")
    SubElement(scaling, f"{{{C}}}max", val=f"{high:g}")
    SubElement(scaling, f"{{{C}}}min", val="0")
    after = [f"{{{C}}}{name}" for name in ("crossBetween", "crosses", "crossAx")]
    before = next(each for name in after if (each := axis.find(name)) is not None)
    before.addnext(element(f'<c:majorUnit xmlns:c="{C}" val="{step:g}"/>'))


def rings_of(numbers: Sequence[float | None]) -> tuple[float, float]:
    """(the outermost ring, from ring to ring) of a radar of these percentages.

    >>> rings_of([1.2, None, 9.7]), rings_of([10.4])
    ((10.0, 2.0), (15.0, 5.0))
    """
    scale = make_scale("focused", "problem", numbers)
    return scale.high, scale.high * scale.rings()[0].radius


def ring_format(step: float) -> str:
    """How Office prints the numbers of the rings.

    >>> ring_format(0.5), ring_format(20)
    ('0.0', '0')
    """
    return "0" if float(step).is_integer() else "0.0"


def _style_series(series: Any, colour: str, dash: str, symbol: str) -> None:
    for name in ("spPr", "marker"):
        for old in series.findall(f"{{{C}}}{name}"):
            series.remove(old)
    hexadecimal = colour.removeprefix("#")
    marker = (
        f'<c:marker xmlns:c="{C}" xmlns:a="{A}"><c:symbol val="{symbol}"/><c:size val="7"/><c:spPr><a:solidFill>'
        f'<a:srgbClr val="{hexadecimal}"/></a:solidFill></c:spPr></c:marker>'
    )
    title = series.find(f"{{{C}}}tx")
    title.addnext(element(marker))
    title.addnext(_line(colour, dash, 28575))


def _line(colour: str, dash: str, width: int) -> Any:
    rgb = colour.removeprefix("#")
    return element(
        f'<c:spPr xmlns:c="{C}" xmlns:a="{A}"><a:ln w="{width}"><a:solidFill><a:srgbClr val="{rgb}"/>'
        f'</a:solidFill><a:prstDash val="{dash}"/></a:ln></c:spPr>'
    )
