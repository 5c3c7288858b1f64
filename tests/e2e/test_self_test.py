import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aspara_desk.cli import program, self_test
from aspara_desk.config import paths
from aspara_desk.domain import code

pytestmark = pytest.mark.heavy
ROOT = Path(__file__).resolve().parents[2]
CHECKS = [key for key, _title, _check in self_test.CHECKS]


def outcome(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    """The exit code, and what was said of each check that failed."""
    ended = program.run(["--json", "--lang", "en", "self-test"])
    result = json.loads(capsys.readouterr().out)
    assert [one["check"] for one in result["checks"]] == CHECKS
    failed = {one["check"]: one["detail"] for one in result["checks"] if not one["ok"]}
    assert result["ok"] is (not failed)
    return ended, failed


def test_the_program_proves_itself_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "--lang", "en", "self-test"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    *checks, last = done.stdout.splitlines()
    assert [line[0] for line in checks] == ["✔"] * len(CHECKS)
    assert last == "The program is sound."
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_each_check_has_its_line(capsys: pytest.CaptureFixture[str], away_from_home: Path) -> None:
    assert outcome(capsys) == (0, {})
    assert list(away_from_home.iterdir()) == [], "nobody's data was touched"


def test_it_works_with_a_passphrase(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASPARA_PASSPHRASE", "көне тараз")
    assert outcome(capsys) == (0, {})


def test_a_code_that_is_made_otherwise_is_noticed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code, "_CONTEXT", b"aspara-ticket-v2:")
    ended, failed = outcome(capsys)
    assert (ended, list(failed)) == (1, ["codes"])


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Resources of its own, to damage."""
    copy = tmp_path / "resources"
    shutil.copytree(paths.resources(), copy)
    monkeypatch.setattr(paths, "resources", lambda: copy)
    monkeypatch.setattr(self_test, "resources", lambda: copy)
    return copy


@pytest.mark.parametrize(
    ("lost", "failing"),
    [
        ("season/guests.csv", ["resources"]),
        ("season/aspara-2022.toml", ["resources", "store", "paper", "door", "backup"]),
        ("fonts/NotoSans-Bold.ttf", ["fonts", "paper", "door"]),
    ],
)
def test_what_is_missing_is_named(
    lost: str, failing: list[str], installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (installed / lost).unlink()
    ended, failed = outcome(capsys)
    assert (ended, list(failed)) == (1, failing)
    assert Path(lost).name in failed[failing[0]]


def test_a_lost_catalogue_is_noticed(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installed / "translations" / "kk" / "LC_MESSAGES" / "aspara_desk.mo").unlink()
    ended, failed = outcome(capsys)
    assert ended == 1
    assert "languages" in failed


def test_letters_that_no_font_has_are_noticed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "_SIGNS", "₸☃")
    assert outcome(capsys) == (1, {"fonts": "Missing: ☃"})
