"""Words for people: texts from data made safe for the screen. Imports nothing of ours; every layer may use it."""

from typing import Final

INTERNAL_MARK: Final = "ใช้ภายในสำนักงาน"  # in the name of every file that is not for others
