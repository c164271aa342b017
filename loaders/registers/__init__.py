"""Files about areas rather than figures: names and codes, the municipality map, outlines for maps."""

from loaders.registers.changes import CHANGED, NEW, SAME, changes_of
from loaders.registers.inspecting import AreaFile, inspect_area_file, store_area_file
from loaders.registers.model import NAMES, OUTLINES

__all__ = [
    "CHANGED",
    "NAMES",
    "NEW",
    "OUTLINES",
    "SAME",
    "AreaFile",
    "changes_of",
    "inspect_area_file",
    "store_area_file",
]
