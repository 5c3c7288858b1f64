import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aspara_desk.cli import program

ROOT = Path(__file__).parents[2]
SEASON = ROOT / "tests" / "door" / "season.toml"
PATIENCE = 60.0  # seconds for one call; it takes a fraction of one


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def data(self) -> Any:
        [line] = self.lines
        return line

    @property
    def error(self) -> Any:
        return self.data["error"]


@dataclass(frozen=True)
class CommandLine:
    """A store with the season of the tests, and the command line beside it."""

    store: Path
    folder: Path

    def __call__(self, *arguments: object, stdin: str | bytes = "", json: bool = True) -> Ended:
        """One call in this process, in JSON unless said otherwise."""
        given = [str(one) for one in arguments]
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
            patch.setenv("ASPARA_STORE", str(self.store))
            if "--lang" not in given:
                patch.setenv("ASPARA_LANG", "en")
            code = program.run(["--json", *given] if json else given)
        return Ended(code, out.getvalue(), err.getvalue())

    def process(
        self, *arguments: str | bytes, stdin: bytes = b"", stdout: int = subprocess.PIPE, **more: str
    ) -> subprocess.CompletedProcess[bytes]:
        """One call as people make it."""
        screens = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}  # a command line has none
        own = {name: value for name, value in os.environ.items() if name not in screens}
        environment = {**own, "ASPARA_STORE": str(self.store), "ASPARA_LANG": "en", **more}
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *arguments], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
            env=environment, timeout=PATIENCE, check=False,
        )  # fmt: skip

    def sell(self, kind: str = "show", *more: object) -> list[str]:
        """The numbers of what was sold."""
        return [one["number"] for one in self("tickets", "sell", "--type", kind, *more).data["tickets"]]

    def scan(self, *lines: object, at: str = "2022-10-01T19:00", door: str = "hall", more: Sequence[str] = ()) -> Ended:
        text = "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines)
        return self("door", "scan", "--door", door, "--at", at, *more, stdin=text)


@pytest.fixture(scope="session")
def loaded_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a season, to be copied: quicker than loading it for every test."""
    folder = tmp_path_factory.mktemp("loaded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        loaded = CommandLine(folder / "season.db", folder)("programme", "load", SEASON)
    assert loaded.code == 0, loaded
    return folder / "season.db"


@pytest.fixture
def desk(loaded_store: Path, tmp_path: Path) -> CommandLine:
    shutil.copy(loaded_store, tmp_path / "season.db")
    return CommandLine(tmp_path / "season.db", tmp_path)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, BaseException], None]:
    """`broken("module.name", error)`: whoever calls that gets this error."""

    def make(name: str, error: BaseException) -> None:
        def fail(*_arguments: object, **_more: object) -> None:
            raise error

        monkeypatch.setattr(name, fail)

    return make
