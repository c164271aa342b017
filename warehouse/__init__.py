"""The warehouse: one DuckDB file that keeps facts, batches, summaries, user sets and plans."""

from warehouse.areas import area_names, save_areas
from warehouse.batches import list_batches, preview_batch, redo_batch, store_batch, undo_batch, undo_synthetic
from warehouse.connection import Warehouse, default_database_path, open_warehouse
from warehouse.errors import WarehouseError
from warehouse.plans import read_plan, save_plan
from warehouse.sets import read_sets, save_set
from warehouse.staged import ReplacedBatch, StagedBatch, StoredBatch

__all__ = [
    "ReplacedBatch",
    "StagedBatch",
    "StoredBatch",
    "Warehouse",
    "WarehouseError",
    "area_names",
    "default_database_path",
    "list_batches",
    "open_warehouse",
    "preview_batch",
    "read_plan",
    "read_sets",
    "redo_batch",
    "save_areas",
    "save_plan",
    "save_set",
    "store_batch",
    "undo_batch",
    "undo_synthetic",
]
