"""What came of a saving: kept, a newer version there, texts of persons, anything else; damage goes on to the frame."""

from pathlib import Path

import pytest

from analysis.core.errors import AnalysisError
from pages.logic_model.saving import Attempt, attempt
from warehouse import DamagedDatabaseError, PersonalTextError, WarehouseError
from warehouse.errors import StalePlanError


def raising(error: Exception) -> Attempt[None]:
    def save() -> None:
        raise error

    return attempt(save)


def test_what_was_kept_is_the_result() -> None:
    assert attempt(lambda: 12) == Attempt(12)


def test_a_newer_version_and_texts_of_persons_are_told_apart_from_other_trouble() -> None:
    stale, personal = raising(StalePlanError(7)), raising(PersonalTextError(("นายสมมุติ ตัวอย่าง",)))
    assert (stale.is_stale, stale.flagged) == (True, ())
    assert (personal.is_stale, personal.flagged) == (False, ("นายสมมุติ ตัวอย่าง",))
    assert stale.trouble
    assert personal.trouble


@pytest.mark.parametrize("error", [WarehouseError("เต็ม", "ลบไฟล์"), AnalysisError("เต็ม", "ลบไฟล์")])
def test_anything_else_is_what_and_how_to_mend_it(error: Exception) -> None:
    assert raising(error) == Attempt(trouble=("เต็ม", "ลบไฟล์"))


def test_damage_is_not_swallowed() -> None:
    with pytest.raises(DamagedDatabaseError):
        raising(DamagedDatabaseError(Path("a.duckdb"), "อ่านไม่ได้", (), None))
