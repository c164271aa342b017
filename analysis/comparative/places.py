"""Which areas stand side by side: those below an area, those beside it, or a list of one level."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.core.areas import CHILD_LEVEL
from analysis.core.scope import Scope
from catalogue.areas import COUNTRY, LEVELS, area_prefix, level_of, parent_of


@dataclass(frozen=True)
class Place:
    """Which areas: all of a `level` within `area_code` (its prefix), or those of `area_codes`, all of one level."""

    area_code: str
    level: str
    prefix: str
    area_codes: tuple[str, ...] | None = None

    @property
    def shared_prefix(self) -> str:
        """The code, or its first pairs of digits, of the area that all of them lie in; "" is the country."""
        if self.area_codes is None:
            return self.prefix
        first = self.area_codes[0]
        prefixes = [first[:digits] for digits in (6, 4, 2) if digits < len(first)]
        return next((each for each in prefixes if all(code.startswith(each) for code in self.area_codes)), "")

    def key(self, scope: Scope) -> dict[str, object]:
        """Its parameters of a statement, for the set and year of a scope."""
        listed = self.area_codes is not None
        return {
            "level": self.level, "set_id": scope.indicator_set.id, "year_be": scope.year_be, "prefix": self.prefix,
            "is_listed": listed, "area_codes": list(self.area_codes or ()),
        }  # fmt: skip


def place_within(area_code: str, level: str | None = None) -> Place:
    """The areas of a level that an area stands among: below it, or beside it where the level is its own or higher.

    Without a level: those right below; of a village those beside it.

    >>> place_within("8301").level, place_within("83010101").area_code, place_within("830101", "tambon").area_code
    ('tambon', '830101', '8301')
    """
    wanted = level or CHILD_LEVEL.get(level_of(area_code), "village")
    order, code = list(LEVELS), area_code
    if wanted == order[0]:
        return Place(COUNTRY, wanted, "")
    while order.index(level_of(code)) >= order.index(wanted):
        code = parent_of(code) or COUNTRY
    return Place(code, wanted, area_prefix(code))


def place_of_list(area_codes: Sequence[str]) -> Place:
    """Areas chosen one by one, also across provinces; compared at the level of the first. Raises CatalogueError for a
    text that is no area code."""
    codes = tuple(dict.fromkeys(area_codes))
    levels = [level_of(code) for code in codes]
    return Place(COUNTRY, levels[0], "", codes)


def levels_to_compare(area_code: str) -> dict[str, str]:
    """Level → words of a choice: the levels below the area, then its own and those above it, where it, or the area it
    lies in, stands among those beside it; the first one is the default.

    >>> list(levels_to_compare("83")), list(levels_to_compare("830101")), list(levels_to_compare("83010101"))
    (['amphoe', 'tambon', 'village', 'province'], ['village', 'tambon', 'amphoe'], ['village', 'tambon', 'amphoe'])
    """
    order, own = list(LEVELS), level_of(area_code)
    place = order.index(own)
    words = {level: f"{LEVELS[level]}ในพื้นที่นี้" for level in order[place + 1 :]}
    beside = [own, *(level for level in ("tambon", "amphoe") if order.index(level) < place)]
    return words | {level: f"{LEVELS[level]}ที่อยู่ข้างกัน" for level in beside if level != order[0]}
