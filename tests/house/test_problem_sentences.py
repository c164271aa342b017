"""The sentences of problems stand in loaders/rules/ alone: the code names a rule and gives its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from loaders.reading import FAULTS
from loaders.rules import all_variants, rule

ROOT = Path(__file__).parents[2]
PARTS = ("loaders", "pages", "app")
THAI = re.compile("[ก-๛]")
MAKERS = {
    "Problem": (0, 1),
    "RefusalError": (0, 1),
    "ReadRefusal": (0, 1),
    "ReadNote": (0, 5),
    "faults": (2, 3),
    "rows": (1, 2),
}
"""Who makes a problem, and where among its arguments the key and the words stand."""
ROWS_OF_NOTE = 3
WORDS_OF = {"Problem": "arguments", "RefusalError": "arguments", "ReadRefusal": "arguments", "ReadNote": "words"}
PASSED_ON = {("refusal.key", "refusal.arguments"), ("note.key", "note.arguments"), ("key", "arguments")}
FOUND_LATER = {"kind": FAULTS, "code": frozenset({"F29", "F30"})}  # the fault of a cell, the ruin of a text
SENTENCES = {"what", "fix", "fix_command", "sentence", "says", "expected", "question"}
TEXT_METHODS = {
    "partition",
    "rpartition",
    "split",
    "startswith",
    "endswith",
    "replace",
    "removesuffix",
    "removeprefix",
    "find",
}


@dataclass(frozen=True)
class Site:
    """A call that makes a problem, what it may be of and the words it may give; `seen`: all that this was read from."""

    place: str
    maker: str
    keys: frozenset[str]
    words: frozenset[frozenset[str]]
    seen: tuple[ast.AST, ...] = field(repr=False, default=())


def sites() -> Iterator[Site]:
    """Every call that makes a problem."""
    for path in (each for part in PARTS for each in sorted((ROOT / part).rglob("*.py"))):
        tree = ast.parse(path.read_text("utf-8"))
        for scope, call in calls_of(tree):
            maker = maker_of(call.func)
            if maker and path.name not in ("problems.py", "model.py"):
                yield site(f"{path.relative_to(ROOT)}:{call.lineno}", maker, call, Scope(tree, scope))


def calls_of(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.Call]]:
    """(the function a call stands in, the call)."""
    inside: dict[ast.AST, ast.AST] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            inside.update(dict.fromkeys(ast.walk(function), function))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield inside.get(node, tree), node


def maker_of(called: ast.expr) -> str:
    if isinstance(called, ast.Name):
        return called.id if called.id in WORDS_OF else ""
    if isinstance(called, ast.Attribute):
        if called.attr == "faults":
            return "faults"
        return "rows" if called.attr == "rows" and ast.unparse(called.value).endswith("log") else ""
    return ""


@dataclass(frozen=True)
class Scope:
    """A module, and the function in it where a call stands."""

    module: ast.Module
    function: ast.AST

    def values(self, name: str) -> list[ast.expr]:
        """What a name may stand for: what the function assigns to it, else the module, else the one it comes from."""
        for tree in (self.function, self.module):
            found = [value for node in ast.walk(tree) for value in assigned(node, name)]
            if found:
                return found
        for node in ast.walk(self.module):
            if isinstance(node, ast.ImportFrom) and node.module and any(each.name == name for each in node.names):
                other = ast.parse((ROOT / f"{node.module.replace('.', '/')}.py").read_text("utf-8"))
                return Scope(other, other).values(name)
        return []


def assigned(node: ast.AST, name: str) -> Iterator[ast.expr]:
    """The values that one node gives to a name: by assignment, or by a loop over what is written out."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value
    elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Tuple):
        places = [at for at, each in enumerate(node.target.elts) if isinstance(each, ast.Name) and each.id == name]
        rows = node.iter.elts if isinstance(node.iter, ast.Tuple) else []
        yield from (row.elts[at] for at in places for row in rows if isinstance(row, ast.Tuple))


def site(place: str, maker: str, call: ast.Call, scope: Scope) -> Site:
    key_at, words_at = MAKERS[maker]
    named = {each.arg: each.value for each in call.keywords}
    given = call.args[words_at] if len(call.args) > words_at else named.get(WORDS_OF.get(maker, "arguments"))
    key = call.args[key_at]
    if given is not None and (ast.unparse(key), ast.unparse(given)) in PASSED_ON:
        return Site(place, maker, frozenset(), frozenset(), (call,))
    seen: list[ast.AST] = [call]
    keys = frozenset(keys_of(key, scope, seen))
    words = frozenset(words_in(given, scope, seen)) if given is not None else frozenset({frozenset[str]()})
    if maker == "ReadNote" and (len(call.args) > ROWS_OF_NOTE or "rows" in named):  # they say themselves
        words = frozenset(each | {"rows"} for each in words)
    return Site(place, maker, keys, words, tuple(seen))


def keys_of(node: ast.expr, scope: Scope, seen: list[ast.AST]) -> Iterator[str]:
    """The keys an expression may be."""
    seen.append(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*keys_of(node.body, scope, seen), *keys_of(node.orelse, scope, seen))
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        for table in scope.values(node.value.id):
            assert isinstance(table, ast.Dict), ast.unparse(node)
            yield from (key for value in table.values for key in keys_of(value, scope, seen))
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "in_column":
        variant = ast.literal_eval(node.args[1])
        yield from (key for key in all_variants() if key.endswith(f"-{variant}") and key[:3] in FAULTS | {"C01"})
    elif isinstance(node, ast.Name):
        found = [key for value in scope.values(node.id) for key in keys_of(value, scope, seen)]
        yield from found or FOUND_LATER[node.id]


def words_in(node: ast.expr, scope: Scope, seen: list[ast.AST]) -> list[frozenset[str]]:
    """The names of the words that an expression may give."""
    seen.append(node)
    if isinstance(node, ast.IfExp):
        return [*words_in(node.body, scope, seen), *words_in(node.orelse, scope, seen)]
    if isinstance(node, ast.Name):
        return [each for value in scope.values(node.id) for each in words_in(value, scope, seen)]
    if isinstance(node, ast.DictComp):
        return [frozenset(ast.literal_eval(node.generators[0].iter))]
    assert isinstance(node, ast.Dict), ast.unparse(node)
    found = [frozenset[str]()]
    for key, value in zip(node.keys, node.values, strict=True):
        more = [frozenset({ast.literal_eval(key)})] if key is not None else words_in(value, scope, seen)
        found = [one | other for one in found for other in more]
    return found


SITES = list(sites())


def test_every_call_that_makes_a_problem_is_found() -> None:
    assert len(SITES) > 200
    assert {each.maker for each in SITES} == set(MAKERS)


@pytest.mark.parametrize("found", SITES, ids=[each.place for each in SITES])
def test_a_problem_is_of_a_rule_and_gives_exactly_the_words_of_its_sentences(found: Site) -> None:
    if not found.keys:
        return  # handed on as it came
    assert {rule(key).words for key in found.keys} == set(found.words)
    assert all(rule(key).says for key in found.keys)
    if found.maker in ("RefusalError", "ReadRefusal"):
        assert {rule(key).severity for key in found.keys} == {"error"}


@pytest.mark.parametrize("found", SITES, ids=[each.place for each in SITES])
def test_no_thai_sentence_is_given_to_a_problem(found: Site) -> None:
    texts = [each.value for node in found.seen for each in ast.walk(node) if isinstance(each, ast.Constant)]
    assert [text for text in texts if isinstance(text, str) and THAI.search(text)] == []


def test_every_rule_and_variant_is_used() -> None:
    """No dead sentences: each is made by the code; those of cells in other columns go by their columns."""
    made = {key for each in SITES for key in each.keys} | FAULTS | {"V37"}  # what no other fault of an answer is
    unused = {key for key, each in all_variants().items() if each.says} - made
    assert unused == set()


@pytest.mark.parametrize("part", ["loaders", "pages"])
def test_no_code_compares_or_takes_apart_what_a_problem_says(part: str) -> None:
    told = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / part).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Compare) and any(map(is_sentence, [node.left, *node.comparators])))
        or (isinstance(node, ast.Call) and takes_apart(node))
    ]
    assert told == []


def is_sentence(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in SENTENCES


def takes_apart(call: ast.Call) -> bool:
    """A text method of a sentence, or a pattern that is looked for in one."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if is_sentence(call.func.value):
        return call.func.attr in TEXT_METHODS
    return call.func.attr in {"search", "match", "fullmatch", "sub", "findall"} and any(map(is_sentence, call.args))
