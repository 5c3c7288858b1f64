import sys
from pathlib import Path

import pytest

from aspara_desk.cli.called import again


@pytest.mark.parametrize(
    ("script", "interpreter", "line"),
    [
        ("main.py", "{here}/.venv/bin/python", ".venv/bin/python main.py --store 'a b.db'"),
        ("{here}/main.py", "/usr/bin/python3", "/usr/bin/python3 main.py --store 'a b.db'"),
        ("{here}/.venv/bin/aspara-desk", "{here}/.venv/bin/python", ".venv/bin/aspara-desk --store 'a b.db'"),
        ("{here}/bin/aspara-desk", "/usr/bin/python3", "aspara-desk --store 'a b.db'"),
        ("/usr/lib/python3/pytest", "/usr/bin/python3", "aspara-desk --store 'a b.db'"),
    ],
)
def test_the_program_is_called_again_as_it_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, interpreter: str, line: str
) -> None:
    installed = tmp_path / "bin" / "aspara-desk"
    installed.parent.mkdir()
    installed.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(installed.parent))
    monkeypatch.setattr(sys, "argv", [script.format(here=tmp_path)])
    monkeypatch.setattr(sys, "executable", interpreter.format(here=tmp_path))
    assert again("--store", "a b.db") == line
