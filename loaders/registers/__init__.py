"""Files about areas rather than figures: names and codes, the municipality map, outlines for maps."""

from loaders.registers.inspecting import AreaFile, inspect_area_file, store_area_file

__all__ = ["AreaFile", "inspect_area_file", "store_area_file"]
