"""What is always on in the tests of the loaders."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from loaders.checks.problems import Problem


@pytest.fixture(scope="session", autouse=True)
def every_problem_is_said() -> Iterator[None]:
    """Whatever problem a test makes is put into words: words of the wrong kind fail here, not before a person."""
    checked = Problem.__post_init__

    def said(problem: Problem) -> None:
        checked(problem)
        assert problem.what
        assert problem.fix
        assert problem.fix_command
        assert problem.expected

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(Problem, "__post_init__", said)
        yield
