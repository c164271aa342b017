"""Every command, argument and option of the seven programs stands in the README, and the README names no other."""

import re
from pathlib import Path

import click
import pytest

from analysis.__main__ import PROGRAM as ANALYSIS
from app.plan_list import plan_list
from loaders.__main__ import OTHER_COMMANDS, load
from loaders.sample import sample
from release.__main__ import PROGRAM as RELEASE
from reports.__main__ import PROGRAM as REPORTS
from warehouse.__main__ import ACCOUNTS
from warehouse.__main__ import PROGRAM as WAREHOUSE

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
EVERY = "…"
PROGRAMS: dict[str, dict[str, click.Command]] = {
    "loaders": {"": load, **OTHER_COMMANDS.commands},
    "loaders.sample": {"": sample},
    "warehouse": {name: each for name, each in WAREHOUSE.commands.items() if name != "accounts"},
    "warehouse accounts": ACCOUNTS.commands,
    "analysis": ANALYSIS.commands,
    "release": RELEASE.commands,
    "reports": REPORTS.commands,
    "app.plan_list": {"": plan_list},
}
COMMANDS = [(program, name) for program, commands in PROGRAMS.items() for name in commands]


def usages(text: str) -> dict[tuple[str, str], str]:
    """(program, command) → what follows it in the part "Command line"; `a|b X` are two commands, `…` every command."""
    [part] = re.findall(r"^## Command line\n(.*?)^## ", text, re.DOTALL | re.MULTILINE)
    found: dict[tuple[str, str], str] = {}
    for line in re.sub(r"\n +(?=\[)", " ", part).splitlines():
        if not line.startswith("python -m "):
            continue
        typed = line.partition("#")[0].removeprefix("python -m ")
        program = max((each for each in PROGRAMS if f"{typed} ".startswith(f"{each} ")), key=len)
        rest = typed.removeprefix(program).strip()
        for command, words in _commands(program, rest):
            key = (program, command)
            assert key not in found, f"{key} stands twice"
            found[key] = words
    return found


def _commands(program: str, rest: str) -> list[tuple[str, str]]:
    first = rest.split(" ", maxsplit=1)[0]
    if not re.match(rf"[a-z]|{EVERY}", first):
        return [("", rest)]
    options = re.search(r" (--|\[)", rest)
    names, shared = (rest[: options.start()], rest[options.start() :]) if options else (rest, "")
    alternatives = [each.strip().partition(" ") for each in names.split("|")]
    return [(name, f"{arguments} {shared}") for name, _, arguments in alternatives]


USAGES = usages(README)


def named_options(program: str, command: str) -> set[str]:
    shared = USAGES.get((program, EVERY), "")
    return set(re.findall(r"--[a-z][a-z-]*", f"{USAGES[program, command]} {shared}"))


def test_the_readme_names_every_command_and_no_other() -> None:
    assert {key for key in USAGES if key[1] != EVERY} == set(COMMANDS)


@pytest.mark.parametrize(("program", "name"), COMMANDS)
def test_the_readme_names_every_option_of_a_command_and_no_other(program: str, name: str) -> None:
    command = PROGRAMS[program][name]
    options = {word for each in command.params if isinstance(each, click.Option) for word in each.opts}
    assert named_options(program, name) == options


@pytest.mark.parametrize(("program", "name"), COMMANDS)
def test_the_readme_names_every_argument_of_a_command(program: str, name: str) -> None:
    words = USAGES[program, name].partition("--")[0].partition("[--")[0]
    arguments = [
        each.human_readable_name for each in PROGRAMS[program][name].params if isinstance(each, click.Argument)
    ]
    assert words.removesuffix("[").split() == " ".join(arguments).split()


@pytest.mark.parametrize(("program", "name"), COMMANDS)
def test_what_must_be_given_stands_outside_brackets(program: str, name: str) -> None:
    outside = set(re.findall(r"--[a-z][a-z-]*", re.sub(r"\[[^\]]*\]", "", USAGES[program, name])))
    required = {
        each.opts[0] for each in PROGRAMS[program][name].params if isinstance(each, click.Option) and each.required
    }
    one_of_two = {"--from", "--empty"} if name == "recover" else set[str]()
    assert outside == required | one_of_two


@pytest.mark.parametrize(("program", "name"), COMMANDS)
def test_every_command_and_parameter_has_thai_help(program: str, name: str) -> None:
    command = PROGRAMS[program][name]
    helps = {each.name: each.help for each in command.params} | {"": command.help}
    in_thai = re.compile("[ก-๙]")
    lists_of_words = {"name"}  # the template's name is explained by the names there are
    assert {key for key, text in helps.items() if key not in lists_of_words and not in_thai.search(text or "")} == set()


def test_lines_of_usage_are_read_as_they_are_written() -> None:
    lines = (
        "python -m warehouse check|undo BATCH [--json]  # both\npython -m warehouse … [--database PATH]\n"
        "python -m loaders FILE --year 1\n   [--area 2]\n"
    )
    read = {key: words.split() for key, words in usages(f"## Command line\n{lines}## Next").items()}
    assert read == {
        ("warehouse", "check"): ["[--json]"],
        ("warehouse", "undo"): ["BATCH", "[--json]"],
        ("warehouse", "…"): ["[--database", "PATH]"],
        ("loaders", ""): ["FILE", "--year", "1", "[--area", "2]"],
    }
