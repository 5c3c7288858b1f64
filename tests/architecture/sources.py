"""The program's own source files, parsed once for every rule that is checked on them."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "aspara_desk"

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@functools.cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path below the root."""
    paths = [ROOT / "main.py", *sorted(PACKAGE.rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for path, module in modules().items():
        for node in ast.walk(module):
            yield path, node


def at(path: str, node: ast.AST) -> str:
    """Where a finding is, as a terminal makes it clickable."""
    return f"{path}:{getattr(node, 'lineno', 1)}"
