"""Every place where text reaches the screen, and what stands there without proof.

Three kinds of places: Streamlit's calls (by the name of the call, on `st` or on any box), parameters, results and
fields of ours that are annotated as ready (`Shown` and its like), and the words of a figure in charts/.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.pages.text_door.proof import (
    Place,
    Prover,
    Unsafe,
    annotated_place,
    find_function,
    parameter_places,
    positions,
    returned,
)
from tests.pages.text_door.sources import Function, Given, Module, Project, Scope

M, P, F = Place.MARKDOWN, Place.PLAIN, Place.FIGURE

# Streamlit 1.67, looked at in a browser: what each positional argument is read as (None: no text of a person).
_FIRST: Final = (
    "markdown", "title", "header", "subheader", "caption", "info", "warning", "error", "success", "toast", "badge",
    "button", "download_button", "link_button", "form_submit_button", "menu_button", "checkbox", "toggle", "slider",
    "text_input", "text_area", "number_input", "date_input", "time_input", "datetime_input", "file_uploader",
    "chat_message", "expander", "popover", "status", "spinner", "dialog", "color_picker", "camera_input",
    "audio_input", "tabs", "exception", "latex", "html", "table", "navigation",
)  # fmt: skip
CHOICES: Final = {  # calls that take options: how an option is read
    "radio": M, "pills": M, "segmented_control": M, "select_slider": M, "selectbox": P, "multiselect": P,
}  # fmt: skip
POSITIONAL: Final[dict[str, tuple[Place | None, ...]]] = {
    **dict.fromkeys(_FIRST, (M,)),
    **{name: (M, place) for name, place in CHOICES.items()},
    "metric": (M, M, M), "progress": (None, M), "page_link": (None, M), "Page": (None, M),
    "text": (P,), "code": (P,), "set_page_config": (P,),
}  # fmt: skip
COLUMN_CALLS: Final = (
    "Column", "TextColumn", "NumberColumn", "CheckboxColumn", "SelectboxColumn", "LinkColumn", "ProgressColumn",
    "DateColumn", "DatetimeColumn", "ListColumn", "MultiselectColumn", "ImageColumn",
)  # fmt: skip
POSITIONAL_OF_COLUMNS: Final[dict[str, tuple[Place | None, ...]]] = dict.fromkeys(COLUMN_CALLS, (P,))
NAMED: Final[dict[str, Place]] = {
    "label": M, "body": M, "help": M, "text": M, "value": M, "delta": M, "caption": M, "captions": M, "title": M,
    "delta_description": M, "placeholder": P, "page_title": P, "tabs": M, "alt": P, "message": M,
}  # fmt: skip
VALUE_IS_TEXT: Final = ("metric",)
# A figure's words; what Plotly itself fills in (%{hovertext}) stands in constants.
FIGURE_WORDS: Final = {
    "text", "hovertext", "name", "title", "ticktext", "ticksuffix", "tickprefix", "title_text", "annotation_text",
    "hovertemplate", "texttemplate", "zerolinetext",
}  # fmt: skip
SCREENS: Final = ("pages", "app", "app/fonts.py", "app/ready.py", "app/server.py", "app/state.py", "dashboard.py")
FIGURES: Final = ("charts",)


@dataclass(frozen=True)
class Text:
    """One text that reaches the screen: where, in which call, how the place reads it, and what of it is unproved."""

    path: str
    line: int
    call: str
    place: Place
    unproved: tuple[Unsafe, ...]


@dataclass(frozen=True, order=True)
class Violation:
    """A text without proof: where, in which call, which part of it and why."""

    path: str
    line: int
    call: str
    part: str
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.call}: {self.part} {self.why}"


def texts_of(project: Project, screens: tuple[str, ...] = SCREENS, figures: tuple[str, ...] = FIGURES) -> list[Text]:
    """Every text of the project that reaches the screen, with what of it is not proved."""
    provers = {place: Prover(project, place) for place in Place}
    return [
        Text(module.path, node.lineno, call, place, tuple(unproved))
        for folders, is_figure in ((screens, False), (figures, True))
        for module in project.modules_under(*folders)
        for node, call, place, unproved in _unproved(project, provers, module, is_figure)
    ]


def violations_in(texts: list[Text]) -> list[Violation]:
    """What reaches the screen without proof, by file and line."""
    return sorted(
        {Violation(text.path, text.line, text.call, part.source, part.why) for text in texts for part in text.unproved}
    )


Unproved = tuple[ast.expr | ast.stmt | ast.arg, str, Place, list[Unsafe]]


def _unproved(project: Project, provers: dict[Place, Prover], module: Module, is_figure: bool) -> Iterator[Unproved]:
    called = {id(each) for node in ast.walk(module.tree) for each in _called(node)}
    for node, scope in module.walk():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
            found = find_function(project, node, scope)
            for place in set(parameter_places(found[0]).values()) if found and isinstance(found[0], Function) else ():
                yield node, node.id, place, [Unsafe(node.id, "is handed on: who calls it cannot be checked")]
        if isinstance(node, ast.Call):
            if is_figure:
                yield from _in_figure(provers[F], node, scope)
            elif isinstance(node.func, ast.Attribute):
                yield from _in_streamlit(provers, node, scope)
            yield from _in_ours(project, provers, node, scope)
        elif is_figure and isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in FIGURE_WORDS and not isinstance(value, ast.Dict):
                    yield value, f"{{{key.value!r}: …}}", F, provers[F].unsafe_parts(value, scope)
        elif isinstance(node, Function) and (place := annotated_place(node.returns)):
            inner = module.scope_of(node)
            for value in returned(node):
                yield value, f"{node.name}() -> {ast.unparse(node.returns or value)}", place, (
                    provers[place].unsafe_parts(value, inner)
                )  # fmt: skip
        elif isinstance(node, ast.AnnAssign) and node.value is not None and (place := annotated_place(node.annotation)):
            yield node, ast.unparse(node.target), place, provers[place].unsafe_parts(node.value, scope)


def _called(node: ast.AST) -> list[ast.expr]:
    """The names that a call calls: its own, and what partial(f, …) will call."""
    if not isinstance(node, ast.Call):
        return []
    is_partial = isinstance(node.func, ast.Name) and node.func.id == "partial"
    return [node.func, *node.args[:1]] if is_partial else [node.func]


def _in_streamlit(provers: dict[Place, Prover], node: ast.Call, scope: Scope) -> Iterator[Unproved]:
    assert isinstance(node.func, ast.Attribute)
    name, receiver = node.func.attr, node.func.value
    table = POSITIONAL_OF_COLUMNS if name in POSITIONAL_OF_COLUMNS else POSITIONAL
    if name == "write":
        table = {"write": (M,) * len(node.args)}
    if name not in table or not _may_be_streamlit(receiver, scope):
        return
    call = f"{ast.unparse(receiver)}.{name}"
    formatter = next((each.value for each in node.keywords if each.arg == "format_func"), None)
    options = CHOICES.get(name) if formatter is None else None
    texts: list[tuple[str, Place | None, ast.expr]] = []
    for at, (place, argument) in enumerate(zip(table[name], node.args, strict=False)):
        texts.append((call, options if name in CHOICES and at == 1 else place, argument))
    for keyword in node.keywords:
        texts.append((f"{call}({keyword.arg})", _place_of_keyword(name, keyword.arg or "", options), keyword.value))
    for words, place, argument in texts:
        if place is not None:
            yield argument, words, place, provers[place].iterated(argument, scope)
    if formatter is not None and name in CHOICES:
        place = CHOICES[name]
        yield formatter, f"{call}(format_func)", place, provers[place].called(formatter, scope)


def _place_of_keyword(call: str, keyword: str, options: Place | None) -> Place | None:
    if keyword == "options":
        return options
    if keyword == "label" and call in COLUMN_CALLS:
        return P
    return None if keyword == "value" and call not in VALUE_IS_TEXT else NAMED.get(keyword)


def _may_be_streamlit(receiver: ast.AST, scope: Scope) -> bool:
    """`st`, a part of it, or a box; not what is known to be something else (a constant, an import, a typed value)."""
    match receiver:
        case ast.Name(id="st"):
            return True
        case ast.Name(id=name):
            found = scope.find(name)
            return found is not None and any(_may_be_box(given, found[0]) for given in found[1])
        case ast.Attribute(value=value, attr=attr):
            return attr in {"column_config", "sidebar"} or _may_be_streamlit(value, scope)
        case ast.Subscript(value=value) | ast.Call(func=value):
            return _may_be_streamlit(value, scope)
        case _:
            return False


def _may_be_box(given: Given, scope: Scope) -> bool:
    match given.how, given.node:
        case "parameter", ast.arg(annotation=annotation):
            return annotation is None or "DeltaGenerator" in ast.unparse(annotation) or "Any" in ast.unparse(annotation)
        case (("value" | "element" | "opened"), ast.Call(func=ast.Name())):
            return True  # of a function of ours
        case (("value" | "element" | "opened"), ast.IfExp(body=body, orelse=orelse)):
            return _may_be_streamlit(body, scope) or _may_be_streamlit(orelse, scope)
        case (("value" | "element" | "opened"), ast.Tuple(elts=elements)):
            return any(_may_be_streamlit(each, scope) for each in elements)
        case (("value" | "element" | "opened"), node):
            return _may_be_streamlit(node, scope)
        case "annotated", ast.AnnAssign(annotation=annotation):
            return "DeltaGenerator" in ast.unparse(annotation)
        case _:
            return False


def _in_ours(project: Project, provers: dict[Place, Prover], node: ast.Call, scope: Scope) -> Iterator[Unproved]:
    """Arguments for parameters (and fields) that are annotated as ready; partial(f, …) is a call of f."""
    called, arguments = node.func, node.args
    if isinstance(called, ast.Name) and called.id == "partial" and arguments:
        called, arguments = arguments[0], arguments[1:]
    found = find_function(project, called, scope)
    if found is None or not (places := parameter_places(found[0])):
        return
    names, call = positions(found[0]), f"{ast.unparse(called)}"
    for name, argument in zip(names, arguments, strict=False):
        if name in places:
            yield argument, f"{call}({name})", places[name], provers[places[name]].unsafe_parts(argument, scope)
    for keyword in node.keywords:
        if keyword.arg in places:
            place = places[keyword.arg]
            yield keyword.value, f"{call}({keyword.arg})", place, provers[place].unsafe_parts(keyword.value, scope)
    spread = [each for each in arguments if isinstance(each, ast.Starred)]
    spread_names = [each.value for each in node.keywords if each.arg is None]
    for each in (*spread, *spread_names):
        for place in set(places.values()):
            yield each, f"{call}(*)", place, provers[place].unsafe_parts(each, scope)


def _in_figure(prover: Prover, node: ast.Call, scope: Scope) -> Iterator[Unproved]:
    if not isinstance(node.func, ast.Attribute):
        return
    for keyword in node.keywords:
        if keyword.arg in FIGURE_WORDS and not isinstance(keyword.value, ast.Dict):  # its own words are looked at
            yield (
                keyword.value,
                f"{ast.unparse(node.func)}({keyword.arg})",
                F,
                prover.unsafe_parts(keyword.value, scope),
            )


def report(root: Path) -> str:
    """All violations of a tree, then how many each file has (for a person at work on the wiring)."""
    found = violations_in(texts_of(Project(root)))
    counts: dict[str, int] = {}
    for each in found:
        counts[each.path] = counts.get(each.path, 0) + 1
    lines = [str(each) for each in found]
    return "\n".join([*lines, "", *(f"{count:4} {path}" for path, count in sorted(counts.items())), f"{len(found):4}"])


if __name__ == "__main__":
    print(report(Path(__file__).resolve().parents[3]))  # noqa: T201
