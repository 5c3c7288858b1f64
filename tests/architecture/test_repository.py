import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import ROOT

TOP_LEVEL = {
    *("aspara_desk", "resources", "main.py", "pyproject.toml", "tests"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", ".ci", ".gitignore"),
    *("requirements.txt", "requirements-test.txt"),
}
LOCKS = ("requirements.txt", "requirements-test.txt")
# What people write here; pictures, fonts, third parties' licences and the data of tests aside.
WRITTEN = {"", ".cfg", ".ini", ".mako", ".md", ".po", ".pot", ".py", ".sh", ".toml", ".yml"}


def tracked() -> list[str]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("Not a git checkout: there is no list of the files that belong to the project.")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    names = [name for name in tracked() if Path(name).suffix in WRITTEN]
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in names}


def locked(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([\w.-]+)==([^ ;\\]+)", line) for line in lines]
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(line) for line in project["project"]["dependencies"]]


def asked_for_by_tests() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(line) for line in (*project["dependency-groups"]["test"], *project["build-system"]["requires"])]


def unmet(requirements: list[Requirement], pins: dict[str, str]) -> list[str]:
    """Those whose package is not pinned, or to a version that they do not take."""
    return [
        str(requirement)
        for requirement in requirements
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]


def test_nothing_else_lies_at_the_top() -> None:
    assert {Path(name).parts[0] for name in tracked()} <= TOP_LEVEL


def test_the_set_up_names_no_address() -> None:
    """Whoever sets it up decides where packages come from: a mirror, a folder, the usual registry."""
    set_up = [name for name in tracked() if name in {"Makefile", "pyproject.toml"} or name.startswith(".ci/")]
    assert len(set_up) > 2
    assert [name for name in set_up if "://" in (ROOT / name).read_text(encoding="utf-8")] == []


def test_no_path_of_somebody_s_machine() -> None:
    somewhere = re.compile(r"(?<![\w./*}-])/(?:root|home|work|opt|Users)/\w|\b[A-Z]:\\\\?Users\b")
    assert [name for name, text in texts().items() if somewhere.search(text)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith(("-", "http", "file:"))] == []
    entries = re.split(r"\n(?=\w)", text)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if not re.match(r"[\w.-]+==\S+.*\\\n +--hash=sha256:", entry)] == []


def test_the_locks_are_in_step_with_the_project() -> None:
    run, test = (locked(name) for name in LOCKS)
    assert unmet(asked_for(), run) == []
    assert unmet([*asked_for(), *asked_for_by_tests()], test) == []
    assert run.items() <= test.items()
