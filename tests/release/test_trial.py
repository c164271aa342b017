"""The folder of a release, made here for Linux by the same code, starts where there is no network and closes in order.

The packages are those of this environment, by a link: downloading them again would be 150 MB. `python -m release try`
does that before a release, with the files that the lock names.
"""

import sysconfig
from pathlib import Path

import pytest

from release.__main__ import sha256_of
from release.trial import can_be_offline, offline, stand_in
from release.windows import Layout, version_name, write_program, write_python, write_texts


@pytest.mark.skipif(not can_be_offline(), reason="no network of its own for a process here")
def test_the_folder_starts_offline_draws_its_first_page_backs_up_and_closes(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "ชุมชน ของเรา" / "CommunityRadar", version_name())
    embeddable = stand_in(tmp_path / "python.zip")
    write_python(layout, embeddable, sha256_of(embeddable))
    write_program(layout)
    write_texts(layout, "3.11", 59, with_pdf=False)
    layout.packages.symlink_to(sysconfig.get_path("purelib"))
    home = tmp_path / "home"
    home.mkdir()
    found = offline(layout, home)
    assert found["code"] == 0
    assert found["drawn"]["ended"]
    assert any("ข้อมูลสังเคราะห์" in text for text in found["drawn"]["texts"])  # the sample was loaded
    assert "ปิดหน้าต่างนี้ได้" in found["closed"]
    data = [file for file in found["files"] if "community-radar" in file]
    assert [file.rpartition("/")[2].partition("-0")[0] for file in data] == [
        "community_radar",
        "community_radar.duckdb",
    ]
    assert "/backups/" in data[0]
    assert not list(layout.folder.rglob("*.duckdb*"))
