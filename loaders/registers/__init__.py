"""Files about areas rather than figures: names and codes, the municipality map, outlines for maps."""

from loaders.registers.area_file import CHANGED, NAMES, NEW, OUTLINES, SAME, changes_of
from loaders.registers.inspecting import AreaFile, inspect_area_file, store_area_file
from loaders.registers.targets import TargetFile, inspect_target_file, store_targets, write_target_form

__all__ = [
    "CHANGED",
    "NAMES",
    "NEW",
    "OUTLINES",
    "SAME",
    "AreaFile",
    "TargetFile",
    "changes_of",
    "inspect_area_file",
    "inspect_target_file",
    "store_area_file",
    "store_targets",
    "write_target_form",
]
