"""An IndicatorSet → a mapping that JSON can hold, the inverse of `parse_set`."""

from typing import Any

from catalogue.model import Indicator, IndicatorSet, View
from words.labels import CHART_BREAK, FILE_BREAK


def set_to_dict(indicator_set: IndicatorSet) -> dict[str, Any]:
    """The set as JSON-able values: `parse_set(set_to_dict(s)) == s`, also after a trip through JSON text."""
    return {
        "id": indicator_set.id,
        "survey": indicator_set.survey,
        "title": indicator_set.title,
        "first_year": indicator_set.first_year,
        "last_year": indicator_set.last_year,
        "size": indicator_set.size,
        "measure": indicator_set.measure,
        "source": indicator_set.source,
        "confidence": indicator_set.confidence,
        "confidence_note": indicator_set.confidence_note,
        "editorial_note": indicator_set.editorial_note,
        "dimension_count": indicator_set.dimension_count,
        "dimensions": [
            {"number": each.number, "name": each.name, "short": each.short} for each in indicator_set.dimensions
        ],
        "indicators": [
            _indicator(each, indicator_set.dimension(each.dimension_code).number) for each in indicator_set.indicators
        ],
        "development_levels": [
            {"number": each.number, "name": each.name, "fewest": each.fewest, "most": each.most}
            for each in indicator_set.development_levels
        ],
        "views": [_view(each, indicator_set) for each in indicator_set.views],
    }


def _indicator(indicator: Indicator, dimension_number: int) -> dict[str, Any]:
    return {
        "number": indicator.number,
        "name": indicator.name,
        "short_label": indicator.short_label,
        "chart_label": indicator.chart_label.replace(CHART_BREAK, FILE_BREAK),
        "dimension": dimension_number,
        "unit": indicator.unit,
        "applies_to": indicator.applies_to,
        "groups": list(indicator.groups),
        "direction": indicator.direction,
        "targets": {str(year): target for year, target in indicator.targets.items()},
        "sdg": list(indicator.sdg),
        "agencies": list(indicator.agencies),
        "definition": indicator.definition,
        "aliases": list(indicator.aliases),
        "rollup": indicator.rollup,
        "low": indicator.low,
        "high": indicator.high,
    }


def _view(view: View, indicator_set: IndicatorSet) -> dict[str, Any]:
    return {
        "id": view.id,
        "set_id": view.set_id,
        "title": view.title,
        "source": view.source,
        "confidence": view.confidence,
        "confidence_note": view.confidence_note,
        "dimensions": [
            {
                "number": each.number,
                "name": each.name,
                "short": each.short,
                "indicators": [indicator_set.indicator(code).number for code in each.indicator_codes],
            }
            for each in view.dimensions
        ],
    }
