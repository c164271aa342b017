"""The warehouse: one DuckDB file that keeps facts, batches, summaries, user sets and plans."""

from warehouse.actions import list_actions
from warehouse.areas import area_names, count_names, real_area_names, remove_register, save_areas, save_register
from warehouse.batches import (
    list_batches,
    list_replacements,
    preview_batch,
    redo_batch,
    store_batch,
    undo_batch,
    undo_synthetic,
)
from warehouse.boundaries import (
    boundary_codes,
    read_boundaries,
    read_map_tambon,
    remove_boundaries,
    save_boundaries,
    save_map_tambon,
)
from warehouse.connection import Warehouse, open_warehouse
from warehouse.errors import (
    DamagedDatabaseError,
    DatabaseInUseError,
    DeniedError,
    ForeignFileError,
    NewerDatabaseError,
    NoRoomError,
    PlaceError,
    WarehouseError,
)
from warehouse.keeping.adopting import adopt_backup
from warehouse.keeping.backup import backup_database
from warehouse.keeping.backup_files import Backup, list_backups, verify_backup
from warehouse.keeping.contents import Contents
from warehouse.keeping.integrity import Checked, check_database
from warehouse.keeping.purge import Purged, preview_purge, purge_database
from warehouse.keeping.restore import Restored, recover_database, restore_backup, restore_database
from warehouse.keeping.restore_preview import RestorePreview, batches_in, preview_restore
from warehouse.mappings import read_mappings, remove_mapping, save_mapping
from warehouse.places import default_backup_folder, default_database_path
from warehouse.plans import read_plan, save_plan
from warehouse.sets import read_sets, save_set
from warehouse.staged import ReplacedBatch, StagedBatch, StoredBatch
from words.thai_time import thai_date

__all__ = [
    "Backup",
    "Checked",
    "Contents",
    "DamagedDatabaseError",
    "DatabaseInUseError",
    "DeniedError",
    "ForeignFileError",
    "NewerDatabaseError",
    "NoRoomError",
    "PlaceError",
    "Purged",
    "ReplacedBatch",
    "RestorePreview",
    "Restored",
    "StagedBatch",
    "StoredBatch",
    "Warehouse",
    "WarehouseError",
    "adopt_backup",
    "area_names",
    "backup_database",
    "batches_in",
    "boundary_codes",
    "check_database",
    "count_names",
    "default_backup_folder",
    "default_database_path",
    "list_actions",
    "list_backups",
    "list_batches",
    "list_replacements",
    "open_warehouse",
    "preview_batch",
    "preview_purge",
    "preview_restore",
    "purge_database",
    "read_boundaries",
    "read_map_tambon",
    "read_mappings",
    "read_plan",
    "read_sets",
    "real_area_names",
    "recover_database",
    "redo_batch",
    "remove_boundaries",
    "remove_mapping",
    "remove_register",
    "restore_backup",
    "restore_database",
    "save_areas",
    "save_boundaries",
    "save_map_tambon",
    "save_mapping",
    "save_plan",
    "save_register",
    "save_set",
    "store_batch",
    "thai_date",
    "undo_batch",
    "undo_synthetic",
    "verify_backup",
]
