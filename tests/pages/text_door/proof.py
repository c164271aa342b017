"""The proof that an expression holds only constants, numbers and results of the text door; names are followed.

A name is safe when everything it was ever given in its scope is safe; a parameter, when it is annotated so (its callers
are checked); a field, when every class of ours with a field of this name annotates it so; a function's result, when it
is annotated so (its returns are checked) or everything it returns is safe. A list, a table or a loop over them is safe
when all its parts are.
"""

import ast
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from tests.pages.text_door.sources import COMPREHENSIONS, Function, Given, Module, Project, Scope, parameters


class Place(Enum):
    """How a place reads its text."""

    MARKDOWN = "text()"
    PLAIN = "plain()"
    FIGURE = "figure_text()"


HELPERS: Final = {"text": Place.MARKDOWN, "plain": Place.PLAIN, "figure_text": Place.FIGURE}
DOOR: Final = "words.screen_text"
ANNOTATIONS: Final = {
    "Shown": Place.MARKDOWN, "SafeText": Place.MARKDOWN, "ShownPlain": Place.PLAIN, "PlainText": Place.PLAIN,
    "ShownInFigure": Place.FIGURE, "FigureText": Place.FIGURE,
}  # fmt: skip
NUMBERS: Final = {"int", "float", "bool", "None", "complex", "Decimal"}
NUMBER_CALLS: Final = {"len", "int", "float", "round", "sum", "abs", "ord", "range"}
# Our helpers whose result is a number in words and nothing else: safe in every place.
NUMBER_TEXTS: Final = {
    "format_baht", "format_count", "format_interval", "format_pct", "format_points", "format_value", "format_year",
}  # fmt: skip
CONTAINER_CALLS: Final = {
    "list", "tuple", "set", "frozenset", "sorted", "reversed", "next", "iter", "min", "max", "dict", "enumerate", "zip",
    "cycle", "chain", "islice", "pairwise", "cast",
}  # fmt: skip
DATE_CALLS: Final = {"thai_strftime", "moment_words", "size_words"}
KEEPING_METHODS: Final = {"strip", "lstrip", "rstrip", "copy", "get", "values", "pop", "split", "join", "format"}
CONTAINERS: Final = {
    "list", "tuple", "set", "frozenset", "dict", "Sequence", "Iterable", "Iterator", "Generator", "Collection",
    "Mapping", "Optional", "Union", "Final", "Literal", "Annotated", "type",
}  # fmt: skip
TABLES: Final = {"dict", "Mapping"}


@dataclass(frozen=True)
class Unsafe:
    """A part of an expression that is not proved, and why."""

    source: str
    why: str


class Prover:
    """Answers for one place; remembers what it has proved."""

    def __init__(self, project: Project, place: Place) -> None:
        self.project, self.place = project, place
        self._functions: dict[tuple[str, int], list[Unsafe]] = {}
        self._open: set[tuple[int, bool, str]] = set()

    def unsafe_parts(self, node: ast.AST | None, scope: Scope, keys: bool = False) -> list[Unsafe]:
        """The parts that are not proved. `keys`: of a table ask for its keys (what a loop over it gives)."""
        if node is None or is_number(node, scope):
            return []
        match node:
            case ast.Constant():
                return []
            case ast.JoinedStr(values=values):
                return [*self._all(values, scope), *self._colons(values)]
            case ast.FormattedValue(value=value):
                return [] if has_number_format(node) else self.unsafe_parts(value, scope)
            case ast.Name():
                return self._name(node, scope, keys)
            case ast.Attribute():
                return self._attribute(node, scope, keys)
            case ast.Call():
                return self._call(node, scope, keys)
            case ast.Dict(keys=names, values=values):
                spread = [value for name, value in zip(names, values, strict=True) if name is None]
                asked = self._all(names if keys else values, scope)
                return [*asked, *(part for each in spread for part in self.unsafe_parts(each, scope, keys))]
            case _ if isinstance(node, COMPREHENSIONS):
                return self._comprehension(node, scope, keys)
            case _:
                return self._parts(node, scope, keys)

    def iterated(self, node: ast.AST, scope: Scope) -> list[Unsafe]:
        """The unproved parts of what a loop over the expression gives."""
        return self.unsafe_parts(node, scope, keys=True)

    def _all(self, nodes: list[ast.expr] | list[ast.expr | None], scope: Scope) -> list[Unsafe]:
        return [each for node in nodes for each in self.unsafe_parts(node, scope)]

    def _parts(self, node: ast.AST, scope: Scope, keys: bool) -> list[Unsafe]:
        parts: list[ast.expr]
        match node:
            case ast.BinOp(left=left, right=right):
                parts = [left, right]
            case ast.BoolOp(values=values):
                parts = values
            case ast.IfExp(body=body, orelse=orelse):
                parts = [body, orelse]
            case ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return []
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                parts = elements
            case ast.Subscript(value=value, slice=ast.Slice()):
                return self.unsafe_parts(value, scope, keys)
            case ast.Subscript(value=value) | ast.NamedExpr(value=value) | ast.Starred(value=value):
                return self.unsafe_parts(value, scope)
            case _:
                return [_unsafe(node, "is not proved")]
        return [each for part in parts for each in self.unsafe_parts(part, scope, keys)]

    def _colons(self, values: list[ast.expr]) -> list[Unsafe]:
        """A colon that touches what follows could begin an icon or a colour together with it."""
        if self.place is not Place.MARKDOWN:
            return []
        return [
            _unsafe(after, "touches a colon: put a space between")
            for before, after in pairwise(values)
            if isinstance(before, ast.Constant) and str(before.value).endswith(":")
            if isinstance(after, ast.FormattedValue) and not has_number_format(after)
        ]

    def _comprehension(self, node: ast.AST, scope: Scope, keys: bool) -> list[Unsafe]:
        inner = scope.module.scope_of(node)
        if isinstance(node, ast.DictComp):
            return self.unsafe_parts(node.key if keys else node.value, inner)
        assert isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp))
        return self.unsafe_parts(node.elt, inner)

    # names

    def _name(self, node: ast.Name, scope: Scope, keys: bool) -> list[Unsafe]:
        found = scope.given(node)
        if found is None:
            return [] if node.id in {"True", "False", "None"} else [_unsafe(node, "is unknown")]
        where, all_given = found
        mark = (id(where), keys, node.id)
        if mark in self._open:
            return []
        self._open.add(mark)
        try:
            parts = [each for given in all_given for each in self._given(node, given, where, keys)]
        finally:
            self._open.discard(mark)
        return parts

    def _given(self, name: ast.Name, given: Given, scope: Scope, keys: bool) -> list[Unsafe]:
        match given.how:
            case "value":
                return self.unsafe_parts(given.node, scope, keys)
            case "key" | "element":
                return self.iterated(given.node, scope)
            case "annotated":
                assert isinstance(given.node, ast.AnnAssign)
                if self.allows(given.node.annotation, keys):
                    return []
                return self.unsafe_parts(given.node.value, scope, keys) if given.node.value is not None else []
            case "parameter":
                assert isinstance(given.node, ast.arg)
                if given.node.annotation is not None and self.allows(given.node.annotation, keys):
                    is_number = annotated_place(given.node.annotation) is None
                    if is_number or not scope.is_method:
                        return []
                    return [_unsafe(name, "is a parameter of a method, whose calls cannot be followed")]
                return [_unsafe(name, f"is a parameter without the annotation of its place ({self.place.value})")]
            case "import":
                return self._imported(name, given, keys)
            case _:
                return [_unsafe(name, "is not proved")]

    def _imported(self, name: ast.AST, given: Given, keys: bool) -> list[Unsafe]:
        module = self.project.module(given.node.module or "") if isinstance(given.node, ast.ImportFrom) else None
        if module is None:
            return [_unsafe(name, "comes from another library")]
        target = ast.copy_location(ast.Name(given.of, ast.Load()), name)
        target.lineno = 0
        return self.unsafe_parts(target, module.scope, keys)

    def allows(self, annotation: ast.AST, keys: bool = False) -> bool:
        """Whether an annotation says that everything in the value is safe here (a table: its values, or its keys)."""
        match annotation:
            case ast.Constant(value=None):
                return True
            case ast.Constant(value=str(written)):
                return self.allows(ast.parse(written, mode="eval").body, keys)
            case ast.Name(id=name):
                return name in NUMBERS or ANNOTATIONS.get(name) is self.place
            case ast.BinOp(left=left, right=right):
                return self.allows(left, keys) and self.allows(right, keys)
            case ast.Subscript(value=ast.Name(id="Literal")):
                return True
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=[key, value])) if name in TABLES:
                return self.allows(key) if keys else self.allows(value)
            case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in CONTAINERS:
                parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                return all(isinstance(each, ast.Constant) or self.allows(each, keys) for each in parts)
            case _:
                return False

    # attributes and calls

    def _attribute(self, node: ast.Attribute, scope: Scope, keys: bool) -> list[Unsafe]:
        module = module_of(self.project, node.value, scope)
        if module is None:
            fields = self.project.annotations_of_field(node.attr)
            proved = bool(fields) and all(self.allows(each, keys) for each in fields)
            return [] if proved else [_unsafe(node, "is a field of a value")]
        return self.unsafe_parts(ast.Name(node.attr, ast.Load(), lineno=0, col_offset=0), module.scope, keys)

    def _call(self, node: ast.Call, scope: Scope, keys: bool) -> list[Unsafe]:
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        found = find_function(self.project, function, scope)
        if found is not None and found[1].module.name == DOOR:
            if HELPERS.get(name) is self.place:
                return []
            return [_unsafe(node, f"is not ready for this place, which needs {self.place.value}")]
        if name in NUMBER_TEXTS:
            return self._all([each.value for each in node.keywords if each.arg == "missing"], scope)
        if found is not None:
            return self._result(*found, keys)
        if name in DATE_CALLS:
            return self._all(node.args[1:], scope)
        if isinstance(function, ast.Name) and name in CONTAINER_CALLS:
            parts = [
                *node.args,
                *(each.value for each in node.keywords if each.arg not in {"key", "strict", "reverse"}),
            ]
            return [each for part in parts for each in self.unsafe_parts(part, scope, keys or name != "dict")]
        if isinstance(function, ast.Name) and name in {"map", "filter"}:
            return self.called(node.args[0], scope) if name == "map" else self.iterated(node.args[1], scope)
        if isinstance(function, ast.Name) and name == "str" and len(node.args) == 1:
            return [] if is_number(node.args[0], scope) else self.unsafe_parts(node.args[0], scope)
        if isinstance(function, ast.Attribute):
            return self._method(node, function, scope, keys)
        return [_unsafe(node, "is not proved")]

    def _method(self, node: ast.Call, function: ast.Attribute, scope: Scope, keys: bool) -> list[Unsafe]:
        match function.attr:
            case "strftime" | "isoformat":
                return self._all(node.args, scope)
            case "get":
                return [*self.unsafe_parts(function.value, scope), *self._all(node.args[1:], scope)]
            case "fromkeys":
                return self.iterated(node.args[0], scope)
            case "keys":
                return self.iterated(function.value, scope)
            case "values":
                return self.unsafe_parts(function.value, scope)
            case "items":
                return [*self.iterated(function.value, scope), *self.unsafe_parts(function.value, scope)]
            case "join":
                return [*self.unsafe_parts(function.value, scope), *self.iterated(node.args[0], scope)]
            case method if method in KEEPING_METHODS:
                arguments = [*node.args, *(each.value for each in node.keywords)]
                return [*self.unsafe_parts(function.value, scope, keys), *self._all(arguments, scope)]
            case _:
                return [_unsafe(node, "is not proved")]

    def called(self, function: ast.AST, scope: Scope) -> list[Unsafe]:
        """The unproved parts of what a function that is handed on (format_func) gives."""
        match function:
            case ast.Lambda(body=body):
                return self.unsafe_parts(body, scope.module.scope_of(function))
            case ast.Attribute(value=table, attr="get" | "__getitem__"):
                return self.unsafe_parts(table, scope)
            case ast.Constant(value=None):
                return []
            case _:
                return self._call(ast.Call(function, [], []), scope, False)

    def _result(self, function: ast.AST, scope: Scope, keys: bool) -> list[Unsafe]:
        if not isinstance(function, Function):
            return [_unsafe(function, "is no text")]
        if function.returns is not None and self.allows(function.returns, keys):
            return []
        mark = (scope.module.name, id(function))
        if mark not in self._functions:
            self._functions[mark] = []  # while it is open, a call of itself adds nothing
            inner = scope.module.scope_of(function)
            self._functions[mark] = [
                Unsafe(f"{function.name}() → {each.source}", each.why)
                for value in returned(function)
                for each in self.unsafe_parts(value, inner)
            ]
        return self._functions[mark]


def returned(function: ast.AST) -> list[ast.expr]:
    """What a function returns or yields, without the functions inside it."""
    values: list[ast.expr] = []
    waiting: list[ast.AST] = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Return, ast.Yield)) and node.value is not None:
            values.append(node.value)
        if not isinstance(node, (*COMPREHENSIONS, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)
    return values


def find_function(project: Project, function: ast.AST, scope: Scope) -> tuple[ast.AST, Scope] | None:
    """The definition (function or class) that a call's name means, with the scope it stands in; None if not ours."""
    if isinstance(function, ast.Attribute):
        module = module_of(project, function.value, scope)
        return None if module is None else find_function(project, ast.Name(function.attr, ast.Load()), module.scope)
    if not isinstance(function, ast.Name) or (found := scope.find(function.id)) is None:
        return None
    where, (*_, given) = found
    if given.how in {"function", "class"}:
        return given.node, where
    if given.how == "import" and isinstance(given.node, ast.ImportFrom):
        module = project.module(given.node.module or "")
        return None if module is None else find_function(project, ast.Name(given.of, ast.Load()), module.scope)
    return None


def module_of(project: Project, node: ast.AST, scope: Scope) -> Module | None:
    """The module of ours that a name stands for (`from charts import theme`, `import charts.theme as theme`)."""
    if not isinstance(node, ast.Name) or (found := scope.find(node.id)) is None or found[1][-1].how != "import":
        return None
    given = found[1][-1]
    if isinstance(given.node, ast.ImportFrom):
        return project.module(f"{given.node.module}.{given.of}")
    return project.module(given.of)


def has_number_format(part: ast.FormattedValue) -> bool:
    """True for a format that refuses a text when the program runs: `:,`, `:.1f`, `:+d`, `:%`."""
    match part.format_spec:
        case ast.JoinedStr(values=[*_, ast.Constant(value=str(ending))]):
            return ending.endswith(("d", "f", "g", "e", "%", ","))
        case _:
            return False


def is_number(node: ast.AST, scope: Scope) -> bool:
    """True for what can only be a number."""
    match node:
        case ast.Constant(value=int() | float()):
            return True
        case ast.BinOp(left=left, right=right, op=ast.Sub() | ast.Div() | ast.FloorDiv() | ast.Pow()):
            return is_number(left, scope) or is_number(right, scope)  # nothing else goes with a number here
        case ast.BinOp(left=left, right=right):
            return is_number(left, scope) and is_number(right, scope)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Invert()):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in NUMBER_CALLS and scope.find(name) is None
        case _:
            return False


def annotated_place(annotation: ast.AST | None) -> Place | None:
    """The place an annotation speaks of, wherever in it the word stands; None if of none."""
    if annotation is None:
        return None
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name) and node.id in ANNOTATIONS:
            return ANNOTATIONS[node.id]
    return None


def parameter_places(function: ast.AST) -> dict[str, Place]:
    """Parameter (or field of a class) → the place it is annotated for, in order of position."""
    if isinstance(function, ast.ClassDef):
        made = next((each for each in function.body if isinstance(each, Function) and each.name == "__init__"), None)
        if made is not None:
            return parameter_places(made)
        return {field.arg: place for field in _fields(function) if (place := annotated_place(field.annotation))}
    if not isinstance(function, Function):
        return {}
    return {each.arg: place for each in parameters(function.args) if (place := annotated_place(each.annotation))}


def positions(function: ast.AST) -> list[str]:
    """Names of what may be given by position, without self."""
    if isinstance(function, ast.ClassDef):
        made = next((each for each in function.body if isinstance(each, Function) and each.name == "__init__"), None)
        if made is not None:
            return positions(made)
        return [field.arg for field in _fields(function)]
    if not isinstance(function, Function):
        return []
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _unsafe(node: ast.AST, why: str) -> Unsafe:
    return Unsafe(" ".join(ast.unparse(node).split())[:90], why)


def _fields(made: ast.ClassDef) -> list[ast.arg]:
    return [
        ast.arg(each.target.id, each.annotation)
        for each in made.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]
