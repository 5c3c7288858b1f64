import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import PACKAGE, ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
# Who may do what a contract forbids to everybody else.
MAY = {
    "Qt only in ui": {"ui"},
    "SQLAlchemy and Alembic only in store and bootstrap": {"store", "bootstrap"},
}


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--no-logo"], cwd=root, capture_output=True, text=True, check=False
    )


def parts() -> set[str]:
    """The packages and modules directly in the program's package."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders | {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}


def test_the_dependency_law_holds() -> None:
    found = lint_imports(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_part_has_its_layer() -> None:
    layers = next(contract for contract in CONTRACTS if contract["type"] == "layers")
    assert layers["exhaustive"]
    named = {name for layer in layers["layers"] for name in re.findall(r"\w+", layer)}
    assert parts() <= named


@pytest.mark.parametrize("name", MAY)
def test_a_contract_forgets_no_part(name: str) -> None:
    contract = next(contract for contract in CONTRACTS if contract["name"] == name)
    bound = {module.removeprefix("aspara_desk.") for module in contract["source_modules"]}
    assert parts() - MAY[name] == bound - MAY[name]


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


@pytest.mark.heavy
def test_a_crossed_boundary_is_noticed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    copy = tmp_path / "aspara_desk"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    crossings = {
        "domain/crossing_io.py": "import pathlib",
        "domain/crossing_up.py": "import aspara_desk.store",
        "guests/crossing_over.py": "import aspara_desk.door",
        "reports/crossing_sql.py": "import sqlalchemy",
        "door/crossing_models.py": "import aspara_desk.store.models",
        "tickets/crossing_qt.py": "import PySide6",
        "ui/desks/door/crossing_room.py": "import aspara_desk.ui.desks.programme.desk",
        "ui/widgets/crossing_window.py": "import aspara_desk.ui.context",
    }
    for path, line in crossings.items():
        (copy / path).write_text(f"{line}\n", encoding="utf-8")
    found = lint_imports(tmp_path)
    assert found.returncode != 0
    broken = {name for name in (contract["name"] for contract in CONTRACTS) if f"{name} BROKEN" in found.stdout}
    assert broken == {contract["name"] for contract in CONTRACTS}
    assert [path for path in crossings if path.removesuffix(".py").replace("/", ".") not in found.stdout] == []


@pytest.mark.heavy
def test_an_undeclared_package_is_noticed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    copy = tmp_path / "aspara_desk"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "helpers").mkdir()
    (copy / "helpers" / "__init__.py").touch()
    assert lint_imports(tmp_path).returncode != 0
