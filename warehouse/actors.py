"""Who acts: a name, a role and an area. On one PC, where nobody is asked who they are, one actor with everything."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

COUNTRY: Final = "TH"
READER, OFFICER, ADMINISTRATOR = "reader", "officer", "administrator"
ROLES: Final = {READER: "ผู้อ่าน", OFFICER: "เจ้าหน้าที่", ADMINISTRATOR: "ผู้ดูแลระบบ"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `name`: as the account has it, empty on one PC; `role`: a key of ROLES; `area_code`: village figures of
    this area alone are seen, and nothing outside it is written. A reader writes nothing, an officer imports and plans,
    an administrator does everything, in all areas."""

    name: str
    role: str
    area_code: str

    @property
    def prefix(self) -> str:
        """What the codes of the own area begin with; empty for all areas."""
        return "" if self.area_code == COUNTRY else self.area_code

    def sees(self, area_code: str) -> bool:
        """Whether an area lies within the own one."""
        return area_code.startswith(self.prefix)

    @property
    def may_write(self) -> bool:
        """Whether anything may be stored: imports, undoing them, plans."""
        return self.role != READER

    @property
    def may_keep(self) -> bool:
        """Whether the whole database is theirs: backup, restore, erasing, registers, settings, accounts."""
        return self.role == ADMINISTRATOR

    @property
    def sees_everything(self) -> bool:
        """Whether no figure is kept from them and nothing that they write needs a look."""
        return self.may_keep and not self.prefix


ONE_PC: Final = Actor("", ADMINISTRATOR, COUNTRY)
PREFIX: Final = re.compile(r"[1-9]\d{1,7}")  # of the areas that accounts have
CELL: Final = ("area_code", "indicator_code")
Cell = tuple[str, str]  # the values of CELL
HiddenCells = Callable[[str, int], Iterable[Cell] | None]
"""Which cells of areas above villages the gate hides of a set and year; None: it cannot decide, nothing is shown."""
