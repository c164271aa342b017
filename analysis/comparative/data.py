"""Stage 4, Comparative: the areas below an area, or any list of areas, side by side and by rank."""

from collections.abc import Sequence

from analysis.core.ranked_areas import RankedAreas, ranked_areas_data
from analysis.core.scope import Question
from catalogue import Catalogue, View
from warehouse import Warehouse


def comparative_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    area_codes: Sequence[str] | None = None,
    level: str | None = None,
    view: View | str | None = None,
) -> RankedAreas:
    """The areas ranked, and their axes and indicators; arguments and errors as in `ranked_areas_data`."""
    return ranked_areas_data(warehouse, catalogue, question, area_codes, level, view)
