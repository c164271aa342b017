"""From a table found in any sheet to facts: what each column is, known again next time, every row accounted for."""

from loaders.mapping.answers import (
    Inversion,
    InvertedIndicator,
    answers_look_turned,
    looks_inverted,
    turned_round,
)
from loaders.mapping.apply import Applied, apply_mapping
from loaders.mapping.areas import AreaIndex
from loaders.mapping.household_proposal import propose_households
from loaders.mapping.household_rows import is_by_household
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
    "answers_look_turned",
    "apply_mapping",
    "is_by_household",
    "looks_inverted",
    "other_definition",
    "other_set_id",
    "parse_field",
    "propose_households",
    "propose_mapping",
    "read_indicator_list",
    "recognise",
    "safe_other_data",
    "turned_round",
    "with_other_columns",
]
