import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import ROOT, at, modules, nodes

# Where the program may ask the world for the time, for chance and for keys; everybody else is given them.
MAKERS = {"aspara_desk/bootstrap.py"}
CHANCE = re.compile(
    r"(?:datetime\.(?:now|today|utcnow)|date\.today|time\.(?:time|time_ns)|uuid[14678]|token_\w+|urandom"
    r"|random\.\w+|secrets\.\w+)$"
)


def does_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def swallows(node: ast.AST) -> bool:
    """An exception that is caught and forgotten, or a suppression of all of them."""
    if isinstance(node, ast.ExceptHandler):
        return all(does_nothing(statement) for statement in node.body)
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
        return any(ast.unparse(argument) in {"Exception", "BaseException"} for argument in node.args)
    return False


def lines_of(path: str) -> Iterator[tuple[int, str]]:
    yield from enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)


def test_no_exception_is_swallowed() -> None:
    assert [at(path, node) for path, node in nodes() if swallows(node)] == []


def test_a_swallowed_exception_is_noticed() -> None:
    source = "try:\n    f()\nexcept OSError:\n    pass\nwith contextlib.suppress(Exception):\n    f()\n"
    assert sum(swallows(node) for node in ast.walk(ast.parse(source))) == 2


def test_what_is_left_to_do_names_its_issue() -> None:
    unnamed = re.compile(r"\b(?:TODO|FIXME)\b(?!\s*\(?#\d+)")
    assert [f"{path}:{row}" for path in modules() for row, line in lines_of(path) if unnamed.search(line)] == []


def test_time_and_chance_are_arguments() -> None:
    calls = [(path, node) for path, node in nodes() if isinstance(node, ast.Call) and path not in MAKERS]
    assert [
        f"{at(path, node)} {ast.unparse(node.func)}" for path, node in calls if CHANCE.search(ast.unparse(node.func))
    ] == []
