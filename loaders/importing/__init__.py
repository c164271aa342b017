"""From files to stored figures: one file at a time (`one_file`), or a folder that others read (`batch`, `cluster`)."""

from loaders.importing.one_file import (
    Inspection,
    inspect_archive,
    inspect_file,
    known_mappings,
    load_file,
    load_files,
    publish_stored,
    store_inspection,
)

__all__ = [
    "Inspection",
    "inspect_archive",
    "inspect_file",
    "known_mappings",
    "load_file",
    "load_files",
    "publish_stored",
    "store_inspection",
]
