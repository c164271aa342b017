"""Who reads a file elsewhere: what comes back, whether it still holds good, and workers that die."""

import os
import pickle
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from catalogue import load_catalogue
from catalogue.areas import area_names
from loaders.__main__ import main
from loaders.checks.problems import Problem
from loaders.importing.cluster import Readers, holds_good, readings_of
from loaders.importing.one_file import read_beforehand
from loaders.mapping.places import FOUND_BY_NAME
from loaders.staging.staged_file import LoadRequest, Staging
from tests.loaders.corpus.attack_cases import PLANTED
from tests.loaders.corpus.tables import counts, put, sheet

pytestmark = pytest.mark.slow
ASKED = LoadRequest(load_catalogue(), known_names=area_names())
TAKEN = Staging("jpt_village", (), facts=pd.DataFrame({"area_code": ["83010101", "83010102"]}))


def names(**more: str) -> LoadRequest:
    """As ASKED, after other files brought names: `a83010103="บ้านใหม่"`."""
    return replace(ASKED, known_names={**ASKED.known_names} | {code[1:]: name for code, name in more.items()})


def processes(readers: Readers) -> dict[str, int]:
    """Address → number of the process of each worker."""
    return dict(readers.client.run(os.getpid))  # type: ignore[call-overload]


def test_names_of_other_tambon_leave_a_file_that_was_taken_as_it_is() -> None:
    assert holds_good(TAKEN, ASKED, ASKED)
    assert holds_good(TAKEN, ASKED, names(a83010201="บ้านใหม่", a9001="อำเภอใหม่"))


@pytest.mark.parametrize("code", ["83010103", "830101", "8301", "83"])
def test_names_of_its_own_tambon_and_above_are_looked_at_again(code: str) -> None:
    assert not holds_good(TAKEN, ASKED, names(**{f"a{code}": "บ้านใหม่"}))


@pytest.mark.parametrize(
    "staging",
    [
        replace(TAKEN, facts=None),
        replace(TAKEN, repairs={FOUND_BY_NAME: 1}),
        replace(TAKEN, problems=(Problem("C01"),)),
        replace(TAKEN, problems=(Problem("P01"),)),
    ],
)
def test_names_from_anywhere_count_where_a_file_was_refused_or_names_were_searched(staging: Staging) -> None:
    assert holds_good(staging, ASKED, ASKED)
    assert not holds_good(staging, ASKED, names(a83010201="บ้านใหม่"))


def test_other_words_about_a_file_are_another_reading() -> None:
    assert not holds_good(TAKEN, ASKED, replace(ASKED, year_be=2565))


def test_persons_do_not_come_back(readers: Readers) -> None:
    persons = sheet(put(counts(), BO2="ชื่อ-สกุล", BO3="นางสาวสมมติ นามแฝง", BP2="เลขบัตร", BP3="1234567890121"))
    [(_, staging)] = readers.client.submit(read_beforehand, persons, "หมู่บ้าน.xlsx", ASKED, None).result()
    assert staging.facts is not None
    assert len(staging.columns_dropped) == 2
    sent = pickle.dumps(staging)
    assert not [word for word in PLANTED if word.encode() in sent]


def test_files_of_a_worker_that_died_are_read_by_another(readers: Readers) -> None:
    files = {f"{number}.xlsx": sheet(counts(C3=40 + number)) for number in range(4)}
    for name, content in files.items():
        readers.begin(content, name, ASKED)
    time.sleep(0.1)
    os.kill(next(iter(processes(readers).values())), signal.SIGKILL)
    read = [readers.read(content, name, ASKED) for name, content in files.items()]
    assert all(each.facts is not None for each in read)


def test_a_file_under_which_every_worker_dies_is_named(readers: Readers) -> None:
    [(_, staging)] = readings_of(readers.client.submit(os._exit, 1, pure=False))
    [problem] = staging.problems
    assert (problem.rule, staging.facts) == ("F42", None)
    assert "3 ครั้ง" in problem.what
    readers.client.wait_for_workers(2, timeout=60)


@pytest.mark.parametrize("module", ["dask.config", "distributed"])
def test_without_the_packages_it_says_how_to_get_them(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "files").mkdir()
    places = ["--database", str(tmp_path / "a.duckdb"), "--reports", str(tmp_path)]
    assert main(["batch", str(tmp_path / "files"), *places]) == 2
    assert "pip install -r requirements-server.txt" in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["0", "two", "http://host:1", "dask://host", "dask://:8786"])
def test_workers_are_a_number_or_an_address(workers: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["batch", ".", "--database", "../a.duckdb", "--reports", "..", "--workers", workers])
    assert "--workers" in capsys.readouterr().err
