import ast
import statistics

from tests.architecture.sources import FUNCTIONS, ROOT, at, modules, nodes

# Lines; from the code bases that this one is measured against, where the long tails are what hurts.
FUNCTION_P95, FUNCTION_MAX = 40, 60
FILE_P95, FILE_MAX = 400, 450
# A migration is a list of what changes, frozen once released; cutting it up helps nobody.
FROZEN = "aspara_desk/store/migrations/versions/"


def function_lengths() -> dict[str, int]:
    return {
        f"{at(path, node)} {node.name}": node.end_lineno - node.lineno + 1
        for path, node in nodes()
        if isinstance(node, FUNCTIONS) and not path.startswith(FROZEN) and node.end_lineno is not None
    }


def file_lengths() -> dict[str, int]:
    return {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules()}


def p95(lengths: dict[str, int]) -> float:
    return statistics.quantiles(lengths.values(), n=20)[-1]


def longer_than(limit: int, lengths: dict[str, int]) -> dict[str, int]:
    return {name: length for name, length in lengths.items() if length > limit}


def test_functions_are_short() -> None:
    lengths = function_lengths()
    assert longer_than(FUNCTION_MAX, lengths) == {}
    assert p95(lengths) < FUNCTION_P95


def test_files_are_short() -> None:
    lengths = {path: length for path, length in file_lengths().items() if not path.startswith(FROZEN)}
    assert longer_than(FILE_MAX, lengths) == {}
    assert p95(lengths) < FILE_P95


def test_a_function_s_length_counts_its_docstring_and_its_last_line() -> None:
    node = ast.parse('def f() -> None:\n    """Why."""\n    return None\n').body[0]
    assert isinstance(node, ast.FunctionDef)
    assert node.end_lineno == 3
