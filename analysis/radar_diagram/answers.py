"""Every number of the radar page as JSON (companions, rings of ranks, one indicator's panel, the areas below, all kinds
of data), and the radar as Thai text for a terminal."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.core.answers import (
    AXIS_KEYS,
    REFERENCE_KEYS,
    RENAMED,
    header,
    heads_of,
    plain,
    records,
    reference_json,
    reference_text,
    table,
    title_text,
)
from analysis.core.ranked_areas import RankedAreas, ranked_areas_data
from analysis.core.references import Reference, area_kinds
from analysis.radar_diagram.data import RadarDiagram, with_companions
from analysis.radar_diagram.indicator_panel import IndicatorPanel, indicator_panel_data
from analysis.radar_diagram.many_radars import KindRadar, area_page, data_kinds_data
from catalogue import Catalogue
from warehouse import Warehouse

INDICATOR_KEYS = (
    *(
        "indicator_code",
        "number",
        "name",
        "problem_name",
        "short_label",
        "unit",
        "dimension_name",
        "dimension_code",
        "assessed",
    ),
    *("failed", "score_1", "score_2", "score_3", "value", "problem_pct", "pass_pct", "low_pct", "high_pct"),
    *("target_pct", "target_source", "gap_pct", *REFERENCE_KEYS, "status", "areas_counted", "source_level"),
    "is_synthetic",
)
RANKS = ("peer_rank_pct", "peer_rank_pass_pct")
AXES = ("axis_code", "axis_name", "problem_pct", "pass_pct", "indicators", "indicators_with_data")
FIRST_COMPANION = (
    *("indicator_code", "axis_code", *REFERENCE_KEYS, "reference_gap_pct", "status", "status_name"),
    *RANKS,
)
RING = ("axis_code", "rank_pct", "problem_pct", "pass_pct")
AREA = ("area_code", "area_name", "rank", "mean_problem_pct", "mean_pass_pct", "indicators_with_data", "indicators")
SOURCE = ("batch_id", "file_name", "layout", "level", "counting", "is_synthetic", "areas")


@dataclass(frozen=True)
class Wanted:
    """What of the page is asked for besides the radar: companions, one indicator's panel, the areas
    of a level below, all kinds of data."""

    companions: tuple[str, ...] = ("parent",)
    indicator: str | None = None
    level: str | None = None
    kinds: bool = False


def radar_diagram_json(radar: RadarDiagram) -> dict[str, Any]:
    """Header, reference, axes and indicators."""
    return header(radar.scope) | {
        "reference": reference_json(radar.reference),
        "is_synthetic": radar.is_synthetic,
        "axes": records(radar.axes, AXIS_KEYS),
        "indicators": records(radar.all_indicators, INDICATOR_KEYS),
    }


def radar_page_json(warehouse: Warehouse, catalogue: Catalogue, radar: RadarDiagram, wanted: Wanted) -> dict[str, Any]:
    """The page of the radar's area, survey and year. Raises AnalysisError and CatalogueError as the analyses do."""
    scope, question = radar.scope, radar.scope.question
    # a companion above the country is none: the page does not offer it
    companions = () if scope.level == "country" and wanted.companions == ("parent",) else wanted.companions
    found = companions_json(with_companions(warehouse, radar, companions))
    if wanted.indicator:
        panel = indicator_panel_data(warehouse, catalogue, question, wanted.indicator, wanted.level)
        found["panel"] = panel_json(panel)
    if wanted.level:
        compared = ranked_areas_data(warehouse, catalogue, question, None, wanted.level, radar.view)
        found["areas_below"] = areas_json(compared)
    if wanted.kinds:
        areas = tuple(kind for kind in companions if kind in area_kinds(scope.area_code))
        found["kinds"] = [
            _kind(kind) for kind in data_kinds_data(warehouse, catalogue, scope.area_code, scope.year_be, areas)
        ]
    return found


def companions_json(radar: RadarDiagram) -> dict[str, Any]:
    """The radar with its companions, and what stands on the rings of ranks of its axes and of its indicators."""
    every = radar.drawn(every_indicator=True)
    return {
        "peers": radar.peers.count,
        "companions": [_companion(each, radar) for each in radar.companions],
        "beside_first_companion": _rows(radar.indicators, FIRST_COMPANION),
        "axis_ranks": _rows(radar.axes, ("axis_code", *RANKS)),
        "axis_rings": _rows(radar.peer_rings(radar.drawn()), RING),
        "indicator_rings": _rows(radar.peer_rings(every), RING),
    }


def panel_json(panel: IndicatorPanel) -> dict[str, Any]:
    """One indicator: meaning, figures, years, areas of a level, and the imports they rest on."""
    indicator = panel.indicator
    sources = [
        row | {"imported_at": each.isoformat()}
        for row, each in zip(records(panel.sources, SOURCE), panel.sources["imported_at"], strict=True)
    ]
    return header(panel.scope) | {
        "indicator": {
            "code": indicator.code, "number": indicator.number, "name": indicator.name, "unit": indicator.unit,
            "definition": indicator.definition or None, "applies_to": indicator.applies_to or None,
            "groups": list(indicator.groups), "agencies": list(indicator.agencies), "dimension": panel.dimension_name,
        },
        "figures": _rows(panel.figures.to_frame().T, tuple(str(name) for name in panel.figures.index))[0],
        "years": _rows(panel.years, tuple(panel.years.columns)),
        "listed_level": panel.level,
        "areas": _rows(panel.areas, tuple(panel.areas.columns)),
        "sources": sources,
    }  # fmt: skip


def areas_json(compared: RankedAreas) -> dict[str, Any]:
    """The areas of a level, most problem first, each with its axes; and what stands on the rings of ranks."""
    page = area_page(compared, 1, max(1, len(compared.areas)))
    axes: dict[str, list[dict[str, Any]]] = {}
    for row in page.axes.to_dict("records"):
        cells = {RENAMED.get(name, name): plain(name, row[name]) for name in ("axis_code", *AXES[2:], *RANKS)}
        axes.setdefault(str(row["area_code"]), []).append(cells)
    areas = _rows(compared.areas, AREA)
    return {
        "areas": [area | {"axes": axes.get(area["area_code"], [])} for area in areas],
        "rings": _rows(page.rings, RING),
    }


def _companion(companion: Reference, radar: RadarDiagram) -> dict[str, Any]:
    drawn, every = radar.drawn(), radar.drawn(every_indicator=True)
    named = companion.name is not None
    return {
        "kind": companion.kind,
        "name": companion.name,
        "note": companion.note or None,
        "axes": _rows(radar.companion_table(companion, drawn), ("axis_code", "problem_pct", "pass_pct", *RANKS))
        if named
        else [],
        "indicators": _rows(radar.companion_table(companion, every), ("axis_code", "problem_pct", "pass_pct", *RANKS))
        if named
        else [],
    }


def _kind(kind: KindRadar) -> dict[str, Any]:
    return header(kind.scope) | {
        "title": kind.title,
        "is_asked_year": kind.is_asked_year,
        "is_synthetic": kind.is_synthetic,
        "indicators_with_data": kind.indicators_with_data,
        "axes": _rows(kind.axes, (*AXES, *RANKS)),
        "axis_rings": _rows(kind.radar.peer_rings(kind.radar.drawn()), RING),
        "peers": kind.radar.peers.count,
        "companions": [_companion(each, kind.radar) for each in kind.radar.companions],
        "ranked": _rows(kind.radar.ranked(), (*FIRST_COMPANION, "problem_pct", "low_pct", "high_pct")),
    }


def _rows(table: pd.DataFrame, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows with the short names of JSON; where a row has a code of its own besides, its axis is called axis."""
    if "indicator_code" in keys and "axis_code" in keys:
        table = table.rename(columns={"axis_code": "axis"})
        keys = tuple("axis" if key == "axis_code" else key for key in keys)
    return records(table, keys)


def radar_diagram_text(radar: RadarDiagram) -> str:
    """The axes, then the indicators."""
    axis_heads = {"axis_name": "ด้าน", "problem_pct": "เป็นปัญหา (%)", "pass_pct": "ผ่านเกณฑ์ (%)"}
    axis_heads |= {"reference_pct": "อ้างอิง (%)", "indicators_with_data": "มีข้อมูล", "indicators": "ตัวชี้วัด"}
    heads = {"number": "ที่", "problem_name": "ปัญหา", "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "unit": "หน่วย"}
    heads |= {
        "problem_pct": "เป็นปัญหา (%)",
        "low_pct": "ต่ำ",
        "high_pct": "สูง",
        "reference_pct": "อ้างอิง (%)",
        "status_name": "สถานะ",
    }
    head = f"{title_text(radar.scope)}\n{reference_text(radar.reference)}"
    axes = table(radar.axes, heads_of(radar.scope, axis_heads))
    return f"{head}\n\n{axes}\n\n{table(radar.all_indicators, heads_of(radar.scope, heads))}"
