"""Finds, by reading the source, every kind of error that the program can raise, and with which facts.

A kind is written where the error is made, or comes there by a variable, a table or a function of the same module, or
through a function that takes a `kind` and hands it on. What cannot be followed is reported, not passed over.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tests.architecture.sources import FUNCTIONS, at

Function = ast.FunctionDef | ast.AsyncFunctionDef
NOT_FACTS = {"kind", "place", "problems"}


@dataclass(frozen=True)
class Raised:
    kind: str
    where: str
    facts: frozenset[str] | None  # None where they are handed over as a mapping


@dataclass
class Maker:
    """What makes an error: a class of them, or a function that hands a kind on to one, with facts of its own."""

    position: int = 0
    parameters: frozenset[str] = frozenset(NOT_FACTS)
    adds: set[str] = field(default_factory=set)


def called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def calls_in(node: ast.AST) -> Iterator[ast.Call]:
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def facts_of(call: ast.Call, maker: Maker) -> tuple[set[str], bool]:
    """The names of the facts in a call, and whether more come in a mapping."""
    if called(call) != "Problem":
        names = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
        return names - maker.parameters, any(keyword.arg is None for keyword in call.keywords)
    given = [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "facts")]
    if not given:
        return set(), False
    mapping = next((node for node in ast.walk(given[0]) if isinstance(node, ast.Dict)), ast.Dict([None], []))
    return {str(key.value) for key in mapping.keys if isinstance(key, ast.Constant)}, None in mapping.keys


class Module:
    """One module: its names, functions and tables, to follow a kind through them."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path = path
        self.tree = tree
        self.values = dict(assignments(tree.body))
        self.following: set[tuple[str, Function | None]] = set()
        self.functions = {node.name: node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)}
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        self.methods = {node for one in classes for node in one.body if isinstance(node, FUNCTIONS)}
        self.imports = {
            alias.asname or alias.name: f"{node.module.replace('.', '/')}.py:{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }

    def name_of(self, function: Function) -> str:
        """What a function is known by: a method by its name in any module, another one in its own and by import."""
        return f".{function.name}" if function in self.methods else f"{self.path}:{function.name}"

    def maker(self, call: ast.Call, makers: dict[str, Maker]) -> Maker | None:
        name = called(call)
        if not isinstance(call.func, ast.Name):
            return makers.get(name) or makers.get(f".{name}")
        return makers.get(name) or makers.get(f"{self.path}:{name}") or makers.get(self.imports.get(name, ""))

    @cached_property
    def scopes(self) -> list[tuple[ast.Call, Function | None]]:
        """Every call with the innermost function around it."""
        around: dict[ast.Call, Function | None] = dict.fromkeys(calls_in(self.tree))
        for function in (node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS)):
            around.update(dict.fromkeys(calls_in(function), function))  # outer ones come first
        return list(around.items())

    def kinds(self, expression: ast.expr, scope: Function | None) -> set[str]:
        match expression:
            case ast.Constant(value=str(kind)):
                return {kind}
            case ast.IfExp(body=one, orelse=other):
                return self.kinds(one, scope) | self.kinds(other, scope)
            case ast.Name(id=name):
                return self._named(name, scope)
            case ast.Subscript(value=ast.Name(id=table)):
                return self._table(table)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="get"), args=[_, *default]):
                return self._table(table) | self._all(default, scope)
            case ast.Call(func=ast.Name(id="next"), args=[ast.GeneratorExp(elt=element), *default]):
                return self._all([element, *default], scope)
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                return self._returned(self.functions[name])
        return set()

    def _all(self, expressions: Iterable[ast.expr], scope: Function | None) -> set[str]:
        return {kind for expression in expressions for kind in self.kinds(expression, scope)}

    def _named(self, name: str, scope: Function | None) -> set[str]:
        if (name, scope) in self.following:  # a variable that is made from itself
            return set()
        self.following.add((name, scope))
        local = [value for target, value in assignments(ast.walk(scope)) if target == name] if scope else []
        found = self._all(local, scope) | self._looped(name, scope)
        self.following.remove((name, scope))
        return found or self._all([self.values[name]] if name in self.values else [], None)

    def _looped(self, name: str, scope: Function | None) -> set[str]:
        """What a loop over rows that are written down gives to one of its variables."""
        loops = [node for node in ast.walk(scope) if isinstance(node, ast.For | ast.comprehension)] if scope else []
        found: set[str] = set()
        for loop in loops:
            targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else []
            rows = self.values.get(loop.iter.id) if isinstance(loop.iter, ast.Name) else loop.iter
            if isinstance(rows, ast.Tuple | ast.List):
                found |= self._all((cell for row in rows.elts for cell in cells(row, targets, name)), None)
        return found

    def _returned(self, function: Function) -> set[str]:
        returns = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
        return self._all(returns, function)

    def _table(self, name: str) -> set[str]:
        table = self.values.get(name)
        return self._all(table.values, None) if isinstance(table, ast.Dict) else set()


def cells(row: ast.expr, targets: list[ast.expr], name: str) -> Iterator[ast.expr]:
    if isinstance(row, ast.Tuple):
        pairs = zip(targets, row.elts, strict=False)
        yield from (cell for target, cell in pairs if isinstance(target, ast.Name) and target.id == name)


def assignments(statements: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                yield name, value


def error_classes(trees: Iterable[ast.Module]) -> set[str]:
    """`DeskError`, whatever is derived from it anywhere, and `Problem`."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    bases = {node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases} for node in classes}
    found = {"DeskError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found | {"Problem"}


def kind_argument(call: ast.Call, maker: Maker) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "kind"]
    return next(iter([*named, *call.args[maker.position : maker.position + 1]]), None)


def hands_on(function: Function | None, argument: ast.expr) -> bool:
    """Whether a function passes the kind on that it was given."""
    if function is None or not isinstance(argument, ast.Name):
        return False
    arguments = function.args
    return argument.id == "kind" and "kind" in {one.arg for one in (*arguments.args, *arguments.kwonlyargs)}


def makers(program: list[Module]) -> dict[str, Maker]:
    found = {name: Maker() for name in error_classes(module.tree for module in program)}
    size = -1
    while size != (size := sum(1 + len(maker.adds) for maker in found.values())):
        for module in program:
            for call, function in module.scopes:
                maker = module.maker(call, found)
                argument = kind_argument(call, maker) if maker else None
                if maker and function and argument is not None and hands_on(function, argument):
                    own = found.setdefault(module.name_of(function), wrapper(function))
                    own.adds |= facts_of(call, maker)[0] | maker.adds
    return found


def wrapper(function: Function) -> Maker:
    names = [one.arg for one in function.args.args if one.arg != "self"]
    keywords = {one.arg for one in function.args.kwonlyargs}
    return Maker(names.index("kind") if "kind" in names else 0, frozenset({*names, *keywords, *NOT_FACTS}))


def find(trees: dict[str, ast.Module]) -> tuple[list[Raised], list[str]]:
    """What is raised, and the places where the kind cannot be followed."""
    program = [Module(path, tree) for path, tree in trees.items()]
    known = makers(program)
    raised: list[Raised] = []
    lost: list[str] = []
    for module in program:
        for call, function in module.scopes:
            maker = module.maker(call, known)
            argument = kind_argument(call, maker) if maker else None
            if maker is None or argument is None or hands_on(function, argument):
                continue
            names, more = facts_of(call, maker)
            facts = None if more else frozenset(names | maker.adds)
            kinds = module.kinds(argument, function)
            raised += [Raised(kind, at(module.path, call), facts) for kind in sorted(kinds)]
            # The kind of an error that exists already was found where that one was made.
            if not kinds and not ast.unparse(argument).endswith(".kind"):
                lost.append(f"{at(module.path, call)} {ast.unparse(argument)}")
    return raised, lost
