"""The project's source as trees: modules found by name, and what each name of a scope was ever given."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
ADDING = ("append", "add", "extend", "insert", "update")


@dataclass(frozen=True)
class Given:
    """One thing a name was given. `how`: value, annotated, element or key (of what a loop goes over), parameter,
    function, class, import, opened (by `with`), or other (a caught error): nothing is known of that."""

    how: str
    node: ast.AST
    of: str = ""
    lines: tuple[int, int] | None = None  # of the loop whose variable it is


@dataclass
class Scope:
    """A module or a function: what each of its names was ever given, in any order."""

    module: "Module"
    parent: "Scope | None"
    names: dict[str, list[Given]] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    is_class: bool = False
    is_method: bool = False  # but for __init__, whose calls are those of its class

    def find(self, name: str) -> "tuple[Scope, list[Given]] | None":
        """The nearest scope that knows the name, and what it was given there."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and name not in scope.globals:
                return scope, scope.names[name]
            scope = scope.parent
        return None

    def given(self, name: ast.Name) -> "tuple[Scope, list[Given]] | None":
        """As `find`; inside a loop, its variable is what this loop gives it."""
        found = self.find(name.id)
        if found is None:
            return None
        scope, all_given = found
        around = [each for each in all_given if each.lines and each.lines[0] <= name.lineno <= each.lines[1]]
        if not around:
            return found
        start, end = min((each.lines for each in around if each.lines), key=lambda lines: lines[1] - lines[0])
        return scope, [
            each
            for each in all_given
            if each.lines == (start, end) or (each.lines is None and start <= getattr(each.node, "lineno", 0) <= end)
        ]


@dataclass
class Module:
    """One file: its tree, its own scope, and the scope of every function and lambda in it."""

    name: str
    path: str
    tree: ast.Module
    scope: Scope = field(init=False)
    scopes: dict[ast.AST, Scope] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scope = Scope(self, None)
        _fill(self.scope, self.tree.body)

    def scope_of(self, function: ast.AST) -> Scope:
        return self.scopes[function]

    def walk(self) -> Iterator[tuple[ast.AST, Scope]]:
        """Every node with the scope it stands in; decorators and defaults stand outside of their function."""
        yield from _walk(self.tree, self.scope, self)


class Project:
    """All modules under a root, read when asked for; `files` adds or replaces some (for examples in tests)."""

    def __init__(self, root: Path, files: dict[str, str] | None = None) -> None:
        self.root, self.files = root, files or {}
        self._modules: dict[str, Module | None] = {}
        self._fields: dict[str, list[ast.expr]] | None = None

    def module(self, name: str) -> Module | None:
        """The module of a dotted name; None for one that is not ours."""
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def modules_under(self, *parts: str) -> list[Module]:
        """Every module of the folders or files named, by path."""
        names: list[str] = []
        for part in parts:
            where = self.root / part
            paths = sorted(where.rglob("*.py")) if where.is_dir() else [where] if where.is_file() else []
            names += [_dotted(path.relative_to(self.root)) for path in paths]
            names += [_dotted(Path(path)) for path in self.files if Path(path).is_relative_to(part)]
        return [found for name in dict.fromkeys(names) if (found := self.module(name)) is not None]

    def annotations_of_field(self, name: str) -> list[ast.expr]:
        """Every annotation that a field (or property) of this name has in a class of ours."""
        if self._fields is None:
            self._fields = {}
            parts = {path.name for path in self.root.iterdir() if _is_ours(path)}
            parts |= {path.split("/")[0] for path in self.files}
            for module in self.modules_under(*sorted(parts)):
                for node in ast.walk(module.tree):
                    if isinstance(node, ast.ClassDef):
                        for field_name, annotation in _class_fields(node):
                            self._fields.setdefault(field_name, []).append(annotation)
        return self._fields.get(name, [])

    def _read(self, name: str) -> Module | None:
        base = name.replace(".", "/")
        for path in (f"{base}.py", f"{base}/__init__.py"):
            if path in self.files:
                return Module(name, path, ast.parse(self.files[path]))
            if (self.root / path).is_file():
                return Module(name, path, ast.parse((self.root / path).read_text(encoding="utf-8")))
        return None


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _is_ours(path: Path) -> bool:
    return path.name != "tests" and not path.name.startswith(".") and (path.is_dir() or path.suffix == ".py")


def _class_fields(made: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for node in made.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.annotation
        if isinstance(node, Function):
            is_property = any(ast.unparse(each) in {"property", "cached_property"} for each in node.decorator_list)
            if is_property:
                yield node.name, node.returns or ast.Name("object", ast.Load())
            for each in ast.walk(node):
                match each:
                    case ast.AnnAssign(
                        target=ast.Attribute(value=ast.Name(id="self"), attr=name), annotation=annotation
                    ):
                        yield name, annotation
                    case ast.Assign(targets=targets):
                        for name in _own_attributes(targets):
                            yield name, ast.Name("object", ast.Load())
                    case _:
                        pass


def _own_attributes(targets: list[ast.expr]) -> Iterator[str]:
    for target in targets:
        for each in ast.walk(target):
            if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "self":
                yield each.attr


def _fill(scope: Scope, body: list[ast.stmt]) -> None:
    for statement in body:
        _visit(scope, statement)


def _visit(scope: Scope, node: ast.AST) -> None:
    if isinstance(node, Function):
        _give(scope, node.name, Given("function", node))
        is_method = scope.is_class and node.name != "__init__"
        inner = scope.module.scopes[node] = Scope(scope.module, scope, is_method=is_method)
        _fill_parameters(inner, node.args)
        _fill(inner, node.body)
        for outside in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if outside is not None:
                _visit(scope, outside)
        return
    if isinstance(node, ast.Lambda):
        inner = scope.module.scopes[node] = Scope(scope.module, scope)
        _fill_parameters(inner, node.args)
        _visit(inner, node.body)
        return
    if isinstance(node, COMPREHENSIONS):
        inner = scope.module.scopes[node] = Scope(scope.module, scope)
        for child in ast.iter_child_nodes(node):
            _visit(inner, child)
        return
    if isinstance(node, ast.ClassDef):
        _give(scope, node.name, Given("class", node))
        inner = scope.module.scopes[node] = Scope(scope.module, scope, is_class=True)
        _fill(inner, node.body)
        return
    _record(scope, node)
    for child in ast.iter_child_nodes(node):
        _visit(scope, child)


def _record(scope: Scope, node: ast.AST) -> None:
    match node:
        case ast.Assign(targets=targets, value=value):
            for each in targets:
                _give_target(scope, each, value)
        case ast.AnnAssign(target=ast.Name(id=name)):
            _give(scope, name, Given("annotated", node))
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            _give_target(scope, target, value)
        case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
            _give_elements(scope, target, source, (node.lineno, node.end_lineno or node.lineno))
        case ast.comprehension(target=target, iter=source):
            _give_elements(scope, target, source, None)
        case ast.With(items=items) | ast.AsyncWith(items=items):
            for item in items:
                if item.optional_vars is not None:
                    _give_parts(scope, item.optional_vars, Given("opened", item.context_expr))
        case ast.ExceptHandler(name=str(name)):
            _give(scope, name, Given("other", node))
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            for alias in names:
                _give(scope, (alias.asname or alias.name).split(".")[0], Given("import", node, alias.name))
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            scope.globals |= set(names)
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            _give(scope, name, Given("other", node))
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr), args=[*_, argument]) if attr in ADDING:
            if (found := scope.find(name)) is not None:
                _give(found[0], name, Given("value", argument))
        case _:
            pass


def _give(scope: Scope, name: str, given: Given) -> None:
    scope.names.setdefault(name, []).append(given)


def _give_target(scope: Scope, target: ast.AST, value: ast.AST) -> None:
    match target:
        case ast.Name(id=name):
            _give(scope, name, Given("value", value))
        case ast.Subscript(value=ast.Name(id=name)) if name in scope.names:
            _give(scope, name, Given("value", value))
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            for place, each in enumerate(targets):
                if len(values) == len(targets):
                    _give_target(scope, each, values[place])
                else:
                    _give_parts(scope, each, Given("value", value))
        case ast.Starred(value=inner):
            _give_target(scope, inner, value)
        case _:
            pass


def _give_elements(scope: Scope, target: ast.AST, source: ast.AST, lines: tuple[int, int] | None) -> None:
    """Loop variables; those of zip, enumerate and items() each get their own part."""
    match source, target:
        case (ast.Call(func=ast.Name(id="zip"), args=args), ast.Tuple(elts=targets)) if len(args) == len(targets):
            for each, argument in zip(targets, args, strict=True):
                _give_elements(scope, each, argument, lines)
        case (ast.Call(func=ast.Name(id="enumerate"), args=[argument, *_]), ast.Tuple(elts=[number, each])):
            _give_parts(scope, number, Given("value", ast.Constant(0), lines=lines))
            _give_elements(scope, each, argument, lines)
        case (ast.Call(func=ast.Attribute(value=table, attr="items"), args=[]), ast.Tuple(elts=[key, each])):
            _give_parts(scope, key, Given("key", table, lines=lines))
            _give_parts(scope, each, Given("value", table, lines=lines))
        case _:
            _give_parts(scope, target, Given("element", source, lines=lines))


def _give_parts(scope: Scope, target: ast.AST, given: Given) -> None:
    for each in ast.walk(target):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            _give(scope, each.id, given)


def _fill_parameters(scope: Scope, arguments: ast.arguments) -> None:
    for each in parameters(arguments):
        _give(scope, each.arg, Given("parameter", each))
    for each, kind in ((arguments.vararg, "*"), (arguments.kwarg, "**")):
        if each is not None:
            _give(scope, each.arg, Given("parameter", each, kind))


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """The named parameters in order."""
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _walk(node: ast.AST, scope: Scope, module: Module) -> Iterator[tuple[ast.AST, Scope]]:
    for child in ast.iter_child_nodes(node):
        yield child, scope
        if isinstance(child, COMPREHENSIONS):
            yield from _walk(child, module.scopes[child], module)
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            inner = module.scopes[child]
            for name, value in ast.iter_fields(child):
                within = inner if name == "body" else scope
                for part in value if isinstance(value, list) else [value]:
                    if isinstance(part, ast.AST):
                        yield part, within
                        yield from _walk(part, within, module)
        elif isinstance(child, ast.ClassDef):
            yield from _walk(child, module.scopes[child], module)
        else:
            yield from _walk(child, scope, module)
