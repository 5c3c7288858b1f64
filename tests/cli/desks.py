"""Desks that share a store: each a data folder of its own, worked by the real command line."""

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from aspara_desk.cli.program import run

ROOT = Path(__file__).parents[2]
SEASON = ROOT / "resources" / "season" / "aspara-2022.toml"


class Done(NamedTuple):
    """How a call ended, and what it wrote to stdout and stderr."""

    code: int
    out: str
    err: str


@dataclass
class Desk:
    """`store` is a path or a URL."""

    home: Path
    store: str
    more: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.home / "data" / "aspara-desk"

    def run(self, *arguments: str | Path) -> Done:
        environment = {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data"), "ASPARA_LANG": "en"}
        out, err = io.StringIO(), io.StringIO()
        with patch.dict(os.environ, {**environment, **self.more}), redirect_stdout(out), redirect_stderr(err):
            ended = run(["--store", self.store, *map(str, arguments)])
        return Done(ended, out.getvalue(), err.getvalue())

    def answer(self, *arguments: str | Path) -> dict[str, Any]:
        done = self.run("--json", *arguments)
        assert done.code == 0, done
        return json.loads(done.out)

    def refusal(self, *arguments: str | Path) -> tuple[int, str]:
        done = self.run("--json", *arguments)
        return done.code, json.loads(done.out)["error"]["kind"]

    def load(self) -> None:
        self.answer("programme", "load", SEASON)

    def sell(self, *options: str, count: int = 1) -> list[str]:
        """The numbers that are printed on tickets, and that of their order."""
        sold = self.answer(*options, "tickets", "sell", "--type", "pass-4day", "--count", str(count))
        return [sold["order"], *(one["number"] for one in sold["tickets"])]
