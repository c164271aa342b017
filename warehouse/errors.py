"""The errors of the warehouse, worded for the person at the screen."""

from pathlib import Path


class WarehouseError(Exception):
    """Something the warehouse cannot do: `what` happened and how to `fix` it, both in Thai.

    Nothing has been written when it is raised: every write is one transaction.
    """

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} → {fix}")
        self.what = what
        self.fix = fix


class DatabaseInUseError(WarehouseError):
    """Another program, or another part of this one, holds the file."""


class NewerDatabaseError(WarehouseError):
    """The file was written by a newer version of this program."""


class ForeignFileError(WarehouseError):
    """The file is no database of this program."""


class PlaceError(WarehouseError):
    """The file lies where a database does not stay whole: a network share, a folder that a service keeps copying."""


class NoRoomError(WarehouseError):
    """The disk is full, or too full."""


class ServerError(WarehouseError):
    """The server that holds the database cannot be reached, or broke off: what was not answered was not stored."""


class DeniedError(WarehouseError):
    """The system, or the right of an account, does not allow what was asked."""


class NotAllowedError(DeniedError):
    """The account has no right to what was asked; it was not done, and the refusal stands in the log."""


class PersonalTextError(WarehouseError):
    """A plan has texts that seem to say something of a person, and nobody has said that they are to be kept.

    `texts`: these, as they were written, for the screen of the person who wrote them alone."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__(
            f"มี {len(texts):,} ข้อความในแผนที่อาจเป็นข้อมูลส่วนบุคคล จึงยังไม่ได้บันทึก",
            "แก้ข้อความเป็นชื่อหน่วยงานหรือตำแหน่ง หรือยืนยันว่าให้เก็บข้อความนี้ไว้",
        )
        self.texts = texts


class StalePlanError(WarehouseError):
    """A plan was saved by others since; nothing of what was to be saved is stored. `version`: the one stored now."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"มีผู้บันทึกแผนนี้ไปแล้วเป็นรุ่น {version:,} จึงยังไม่ได้บันทึกของท่าน",
            "เทียบข้อความของท่านกับรุ่นที่บันทึกไว้ เลือกข้อความที่ต้องการ แล้วบันทึกอีกครั้ง",
        )
        self.version = version


class OvertakenError(WarehouseError):
    """Since a person saw what an import would replace, others have imported or undone there; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "หลังจากที่ท่านดูผลตรวจ มีการนำเข้าหรือยกเลิกอื่นในพื้นที่เดียวกัน จึงยังไม่ได้บันทึก",
            "ดูอีกครั้งว่าไฟล์นี้จะแทนที่ข้อมูลใด แล้วกดบันทึกใหม่",
        )


class ReplacingError(WarehouseError):
    """Nobody has said that an import may take the place of figures that stand; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "ไฟล์นี้จะแทนที่ข้อมูลที่ใช้อยู่ของพื้นที่เดียวกัน จึงยังไม่ได้บันทึก",
            "ดูด้วย --dry-run ว่าจะแทนที่การนำเข้าครั้งใด หากต้องการแทนที่ สั่งอีกครั้งพร้อม --replace (ยกเลิกได้ภายหลัง)",
        )


class DamagedDatabaseError(WarehouseError):
    """The file of the database, or what was written ahead beside it, cannot be read.

    Nothing on the disk has been changed. `path`: the database; `files`: what `recover_database` will set aside;
    `newest_backup`: the newest backup that was opened and read whole just now, None when there is none.
    """

    def __init__(self, path: Path, reason: str, files: tuple[Path, ...], newest_backup: Path | None) -> None:
        if newest_backup:
            fix = f"กู้คืนจากไฟล์สำรองล่าสุดที่ตรวจแล้ว ({newest_backup.name}) หรือเริ่มฐานข้อมูลใหม่"
        else:
            fix = "ยังไม่มีไฟล์สำรองที่ใช้ได้ ให้เริ่มฐานข้อมูลใหม่ แล้วนำเข้าไฟล์ต้นทางอีกครั้ง"
        super().__init__(f"ฐานข้อมูล {path.name} เสียหาย: {reason}", f"{fix} (ไฟล์ที่เสียหายจะถูกย้ายเก็บไว้ ไม่ถูกลบ)")
        self.path = path
        self.files = files
        self.newest_backup = newest_backup
