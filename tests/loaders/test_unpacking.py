"""A .zip of spreadsheets: each file inside has its own report; what cannot be taken out is one refusal."""

import io
import zipfile
from pathlib import Path

import pytest

from loaders import Inspection, inspect_archive, load_files, may_be_archive
from tests.loaders.layouts.test_by_mapping import TAMBON, workbook
from warehouse import open_warehouse

HEAD = "tumbol_ID,household.CNT,HOUSEMEMBER_CNT," + ",".join(
    f"indicator{number}.{part}" for number in range(1, 32) for part in ("ALL", "CNT")
)


def tpmap(code: str) -> str:
    return f"{HEAD}\n{code},20,60," + ",".join(["40,5"] * 31) + "\n"


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as package:
        for name, inside in files.items():
            package.writestr(name, inside)
    return content.getvalue()


def test_each_file_inside_has_its_own_report(tmp_path: Path) -> None:
    path = tmp_path / "รวม.zip"
    path.write_bytes(
        zipped(
            {"ข/61_ข_tambol.csv": tpmap("830103"), "61_ก_tambol.csv": tpmap("830101"), "ภาพ.png": b"\x89PNG\r\n\x1a\n"}
        )
    )
    warehouse = open_warehouse(":memory:")
    reports = load_files(path, warehouse)
    assert [(report.file, report.outcome, report.areas) for report in reports] == [
        ("61_ก_tambol.csv", "loaded", 1),
        ("61_ข_tambol.csv", "loaded", 1),
        ("ภาพ.png", "refused", 0),
    ]
    figures = warehouse.query("SELECT count(*) AS n FROM live_facts WHERE level = 'tambon'")
    assert figures["n"].tolist() == [62]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_workbooks_are_taken_out_of_a_zip_with_or_without_compression(method: int) -> None:
    """What stands inside a workbook of the archive is no mark of the archive itself."""
    ods = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}, zipfile.ZIP_STORED)
    files = {"a.xlsx": workbook(ก=TAMBON), "b.ods": ods}
    assert inspect_archive(zipped(dict(files), method), "ก.zip") == list(files.items())
    assert not may_be_archive(ods)


@pytest.mark.parametrize(
    "content",
    [
        zipped({}),
        zipped({"ใน.zip": zipped({"a.csv": "a,b\n"})}),
        zipped({"ใน.zip": zipped({"a.xlsx": workbook(ก=TAMBON)}, zipfile.ZIP_STORED)}, zipfile.ZIP_STORED),
        zipped({"a.csv": "a,b\n" * 100})[:-30],
        zipped({f"{number}.csv": "a,b\n" for number in range(201)}),
        zipped({"ระเบิด.csv": "0" * 60_000_000}),
    ],
    ids=["empty", "zip within", "stored zip within", "cut off", "too many", "bomb"],
)
def test_what_cannot_be_taken_out_is_one_refusal(content: bytes, tmp_path: Path) -> None:
    assert may_be_archive(content)
    refused = inspect_archive(content, "ก.zip")
    assert isinstance(refused, Inspection)
    [problem] = refused.report.problems
    assert problem.severity == "error"
    assert problem.fix
    path = tmp_path / "ก.zip"
    path.write_bytes(content)
    assert [report.outcome for report in load_files(path, open_warehouse(":memory:"))] == ["refused"]


def test_a_workbook_is_no_archive() -> None:
    assert not may_be_archive(workbook(ก=TAMBON))
    assert not may_be_archive(workbook(ก=TAMBON)[:-30])
    assert not may_be_archive(b"a,b\n1,2\n")
