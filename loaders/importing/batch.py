"""A folder of files, read on a cluster and stored by this process one after the other, in the order of their names.

Each file goes through the very load_file of the plain command; only who reads it differs. A folder that the person
names keeps a line of JSON for each file: what was stored before an interruption is not read again.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from loaders.answering import waiting_said
from loaders.importing.cluster import ClusterError, Readers, open_readers
from loaders.importing.one_file import Inspection, contents_of, load_files, publish_stored, request_of
from loaders.outcome.report import FileReport, report_text
from warehouse import Warehouse, list_batches
from words.command_line import WRONG_USAGE

REPORTS = "reports.jsonl"
LEFT_OUT = ("~$", ".")  # what Excel and the system write beside files that are open
TAKEN_BACK = ("undone", "purged")
OF_THE_LINE = ("path", "sha256", "asked", "part", "parts")
STOPPED = "หยุดแล้ว สิ่งที่บันทึกแล้วอยู่ครบ สั่งเดิมอีกครั้งเพื่อทำต่อ"


@dataclass(frozen=True)
class BatchProgress:
    """How far a batch is: files answered of all, rows read, and the seconds left as the files so far suggest."""

    files: int
    of_files: int
    rows: int
    seconds_left: float | None

    @classmethod
    def of(cls, begun: float, read: int, files: int, of_files: int, rows: int) -> BatchProgress:
        """`read` files were read since `begun` (time.monotonic)."""
        left = (time.monotonic() - begun) / read * (of_files - files) if read else None
        return cls(files, of_files, rows, left)


@dataclass(frozen=True)
class ReportFolder:
    """The reports of a batch, a line of JSON each: `path` within the folder of files, `sha256` of the file, `asked`
    (what was said of all files), `part` of `parts` (files in a .zip), and the report's own keys. Lines are only added.
    """

    folder: Path
    asked: str

    def stored(self, warehouse: Warehouse) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """(path, sha256) → reports of the files that were stored, all of their parts, when the same was said of them;
        those whose import was taken back since are left out."""
        batches = list_batches(warehouse)
        standing = set(batches.loc[~batches["state"].isin(TAKEN_BACK), "batch_id"].tolist())
        found: dict[tuple[str, str], dict[int, dict[str, Any]]] = {}
        for line in self._lines():
            if line.get("asked") == self.asked:
                found.setdefault((line["path"], line["sha256"]), {})[line["part"]] = line
        return {
            key: [parts[part] for part in sorted(parts)]
            for key, parts in found.items()
            if len(parts) == parts[1]["parts"]
            and all(each["loaded"] and each["batch_id"] in standing for each in parts.values())
        }

    def add(self, path: str, digest: str, reports: Sequence[FileReport]) -> None:
        """Keep the reports of a file. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / REPORTS
        with file.open("a", encoding="utf-8") as lines:
            lines.write("" if _ends_a_line(file) else "\n")
            for part, report in enumerate(reports, 1):
                known = dict(zip(OF_THE_LINE, (path, digest, self.asked, part, len(reports)), strict=True))
                lines.write(json.dumps(known | report.to_dict(), ensure_ascii=False) + "\n")

    def _lines(self) -> Iterator[dict[str, Any]]:
        file = self.folder / REPORTS
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue  # cut off in the middle: its file is read again


def _ends_a_line(file: Path) -> bool:
    with file.open("rb") as reading:
        reading.seek(max(0, file.stat().st_size - 1))
        return reading.read() in (b"", b"\n")


def report_folder(folder: Path, database: str, said: Mapping[str, Any]) -> ReportFolder:
    """The reports of a batch into this database with these words of load_file: others are another batch. Whether a file
    may replace another changes nothing of those that are stored."""
    reading = sorted(said.keys() - {"replaces"})
    words = [str(Path(database).expanduser().absolute()), *(f"{name}={said[name]!r}" for name in reading)]
    return ReportFolder(folder, sha256("\n".join(words).encode()).hexdigest())


def files_in(folder: Path) -> list[Path]:
    """All files of a folder and those within it, in the order of their paths."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return sorted(each for each in files if not each.name.startswith(LEFT_OUT))


def load_batch(
    folder: Path,
    warehouse: Warehouse,
    readers: Readers,
    reports: ReportFolder,
    said: Mapping[str, Any],
    on_progress: Callable[[BatchProgress], object] = lambda _: None,
) -> Generator[list[FileReport] | list[dict[str, Any]]]:
    """The reports of each file, as soon as it is stored and its line is kept: as dicts for one that was stored before.

    `said`: the words of load_file. Raises ClusterError and OSError; what was stored until then stays.
    """
    paths, stored = files_in(folder), reports.stored(warehouse)
    digests = {path: _digest(path) for path in paths} if stored else {}
    before = {path: stored.get((_within(folder, path), digests[path])) for path in paths} if stored else {}
    ahead = iter([path for path in paths if not before.get(path)])
    begun, read, rows = time.monotonic(), 0, 0
    for number, path in enumerate(paths, 1):
        kept = before.get(path)
        if kept:
            yield kept
        else:
            _begin_some(ahead, warehouse, readers, said)
            answer = load_files(path, warehouse, read=readers.read, **waiting_said(), **said)
            reports.add(_within(folder, path), _digest(path), answer)
            read, rows = read + 1, rows + sum(each.rows_read for each in answer)
            yield answer
        on_progress(BatchProgress.of(begun, read, number, len(paths), rows))


def _begin_some(ahead: Iterator[Path], warehouse: Warehouse, readers: Readers, said: Mapping[str, Any]) -> None:
    while readers.has_room and (path := next(ahead, None)) is not None:
        files = contents_of(path)
        for name, content in () if files is None or isinstance(files, Inspection) else files:
            readers.begin(content, name, request_of(name, warehouse, **said))


def _within(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _digest(path: Path) -> str:
    """SHA-256 of a file, "" for one that cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def load_folder(
    folder: Path, warehouse: Warehouse, reports: ReportFolder, workers: str | None, said: Mapping[str, Any],
    as_json: bool,
) -> int:  # fmt: skip
    """Load a folder, reports on stdout and progress on stderr; the exit code: 0 all are stored, 1 something was refused
    or the batch stopped, 2 the packages are not installed. Closes the warehouse, at whatever it ends."""
    told: list[FileReport | dict[str, Any]] = []
    code = 0
    try:
        with open_readers(workers, said["mapping"]) as readers:
            for answer in load_batch(folder, warehouse, readers, reports, said, _say):
                told += answer
    except ClusterError as error:
        sys.stderr.write(f"{error}\n")
        code = WRONG_USAGE if error.is_missing else 1
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED}\n")
        code = 1
    except OSError as error:
        sys.stderr.write(
            f"เขียนรายงานลงโฟลเดอร์ {reports.folder} ไม่ได้ ({error.strerror}) → ตรวจสิทธิ์และพื้นที่ว่าง แล้วสั่งเดิมอีกครั้ง\n"
        )
        code = 1
    finally:
        publish_stored(warehouse, [each for each in told if isinstance(each, FileReport)])
        warehouse.close()
    sys.stdout.write(_text(told, as_json) + "\n" if told or as_json else "")
    return code or int(any(isinstance(each, FileReport) and each.refused for each in told))


def _say(progress: BatchProgress) -> None:
    left = "" if progress.seconds_left is None else f" · เหลือประมาณ {progress.seconds_left:,.0f} วินาที"
    sys.stderr.write(f"{progress.files:,}/{progress.of_files:,} ไฟล์ · {progress.rows:,} แถว{left}\n")


def _text(told: Sequence[FileReport | dict[str, Any]], as_json: bool) -> str:
    """As the plain command says it; files that were stored before stand in the JSON and are counted in the text."""
    if as_json:
        dicts = [each.to_dict() if isinstance(each, FileReport) else _without_line(each) for each in told]
        return json.dumps(dicts, ensure_ascii=False, indent=1)
    texts = [report_text(each, for_command_line=True) for each in told if isinstance(each, FileReport)]
    before = len(told) - len(texts)
    return "\n\n".join([*texts, *([f"นำเข้าแล้วในครั้งก่อน {before:,} ไฟล์ ไม่อ่านซ้ำ"] if before else [])])


def _without_line(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name not in OF_THE_LINE}
