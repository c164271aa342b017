"""Every analysis gives the same answer on a file and on a server: real counts of two provinces, all five stages."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import main
from postgres_cluster import empty_server_warehouse
from tests.analysis.sql_truth.imports_model import Model
from warehouse import check_database, list_batches, open_warehouse, store_batch, undo_batch

pytestmark = pytest.mark.file  # it has both engines: once is enough
SET = ["--set", "jpt-2560", "--year"]
ASKED = (
    ["input-data", "--area", "83"],
    *(["radar-diagram", "--area", area, *SET, "2561"] for area in ("TH", "83", "8301", "830106", "8301060201")),
    ["radar-diagram", "--area", "83", *SET, "2562", "--beside", "peers,2561"],
    *(["radar-analysis", "--area", area, *SET, "2562"] for area in ("83", "830106")),
    ["radar-analysis", "--area", "83", *SET, "2562", "--public"],
    ["comparative", "--area", "83", "--level", "tambon", *SET, "2561"],
    ["comparative", "--area", "83", "--level", "tambon", *SET, "2562", "--against-year", "2561"],
    ["logic-model", "--area", "830106", *SET, "2562", "--draft"],
    ["radar-diagram", "--area", "83", "--set", "nrd2c-2555", "--year", "2562"],
)


@pytest.fixture(scope="module")
def places(model: Model, cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A file and an address with the same ten imports."""
    file = open_warehouse(tmp_path_factory.mktemp("both") / "radar.duckdb")
    server = empty_server_warehouse(cluster)
    for warehouse in (file, server):
        for _, batch in model.numbered():
            store_batch(warehouse, batch)
        for number in model.undone:
            undo_batch(warehouse, number)
        assert check_database(warehouse).problems == ()
    kept = ["batch_id", "content_sha256", "areas", "facts", "live_areas", "state"]
    assert list_batches(file)[kept].equals(list_batches(server)[kept])
    assert (list_batches(file).dtypes == list_batches(server).dtypes).all()
    places = str(file.path), server.database.address  # type: ignore[attr-defined]
    server.close()
    file.close()
    return places


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_both_give_the_same_answer(
    places: tuple[str, str], asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers: list[Any] = []
    for place in reversed(places):
        code = main([*asked, "--json", "--database", place])
        said = capsys.readouterr()
        assert code == 0, said.err
        answers.append(json.loads(said.out))
    assert differences(answers[1], answers[0]) == []
    assert len(json.dumps(answers[0])) > 500


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Places at which two values of JSON differ; numbers by more than 1e-9 of themselves."""
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        return [each for key in one for each in differences(one[key], other[key], f"{where}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [each for number, pair in pairs for each in differences(*pair, f"{where}[{number}]")]
    if isinstance(one, float) and isinstance(other, float):
        return [] if math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9) else [f"{where}: {one} {other}"]
    is_moment = where.endswith("imported_at")
    return [] if (type(one) is type(other) and one == other) or is_moment else [f"{where}: {one!r} {other!r}"]
