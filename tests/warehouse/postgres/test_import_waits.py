"""An import waits for another program that writes to the same database, says so, and is stored then."""

import threading
from pathlib import Path

import pytest

from loaders import answering
from loaders.__main__ import main
from loaders.sample import sample_files
from postgres_cluster import empty_server_warehouse
from tests.warehouse.test_waiting import wait_until
from warehouse import list_batches


def test_the_command_line_says_that_another_program_writes(
    cluster: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PATIENCE_SECONDS", 0.05)
    other, codes, said = empty_server_warehouse(cluster), list[int](), ""
    address = other.database.address  # type: ignore[attr-defined]
    words = [str(sample_files()[-1]), "--database", address, "--synthetic"]
    thread = threading.Thread(target=lambda: codes.append(main(words)))

    def is_said() -> bool:
        nonlocal said
        said += capsys.readouterr().err
        return "รอการบันทึกของโปรแกรมอื่น" in said

    with other.transaction():
        thread.start()
        wait_until(is_said, 60)
        assert list_batches(other).empty
    thread.join(60)
    assert codes == [0]
    assert len(list_batches(other)) == 1
    other.close()
