"""From a table found in any sheet to facts: what each column is, known again next time, every row accounted for."""

from loaders.mapping.apply import Applied, apply_mapping
from loaders.mapping.areas import AreaIndex
from loaders.mapping.inversion import Inversion, InvertedIndicator, looks_inverted, turned_round
from loaders.mapping.lists import IndicatorList, read_indicator_list
from loaders.mapping.model import FIELDS, NOTHING, ColumnMapping, Field, Mapping, Option, parse_field
from loaders.mapping.other_data import (
    OtherColumn,
    OtherData,
    other_definition,
    other_set_id,
    safe_other_data,
    with_other_columns,
)
from loaders.mapping.propose import propose_mapping, recognise

__all__ = [
    "FIELDS",
    "NOTHING",
    "Applied",
    "AreaIndex",
    "ColumnMapping",
    "Field",
    "IndicatorList",
    "Inversion",
    "InvertedIndicator",
    "Mapping",
    "Option",
    "OtherColumn",
    "OtherData",
    "apply_mapping",
    "looks_inverted",
    "other_definition",
    "other_set_id",
    "parse_field",
    "propose_mapping",
    "read_indicator_list",
    "recognise",
    "safe_other_data",
    "turned_round",
    "with_other_columns",
]
