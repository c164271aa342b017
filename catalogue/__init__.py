"""What the indicators are: sets, dimensions, views, suggestions and area codes, as data files and their reader.

>>> from catalogue import load_catalogue
>>> load_catalogue().for_year("jpt", 2561).id
'jpt-2560'
"""

from catalogue.definitions import parse_set, set_to_dict
from catalogue.model import (
    BE_MINUS_AD,
    DIRECTIONS,
    GROUPS,
    MEASURES,
    ROLLUPS,
    SURVEYS,
    Catalogue,
    CatalogueError,
    DevelopmentLevel,
    Dimension,
    Fault,
    Indicator,
    IndicatorSet,
    View,
    ViewDimension,
)
from catalogue.reader import load_catalogue

__all__ = [
    "BE_MINUS_AD",
    "DIRECTIONS",
    "GROUPS",
    "MEASURES",
    "ROLLUPS",
    "SURVEYS",
    "Catalogue",
    "CatalogueError",
    "DevelopmentLevel",
    "Dimension",
    "Fault",
    "Indicator",
    "IndicatorSet",
    "View",
    "ViewDimension",
    "load_catalogue",
    "parse_set",
    "set_to_dict",
]
