import errno
import multiprocessing
import os
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from aspara_desk.config.installation import FILE, Installation, given_since, load, save
from aspara_desk.domain.errors import Misused

HERE = UUID("0192f0c4-5a3e-7b1d-9c44-000000000001")
ELSEWHERE = UUID("0192f0c4-5a3e-7b1d-9c44-000000000002")
SEASON = UUID("0192f0c4-5a3e-7b1d-9c44-000000000003")
PROGRAMS = 8
PATIENCE = 60.0
ALPHABET = [chr(letter) for letter in range(ord("A"), ord("Z") + 1)]


def refused(act: Any) -> Misused:
    with pytest.raises(Misused) as caught:
        act()
    return caught.value


# --- letters ------------------------------------------------------------------------------------------------------


def test_a_desk_keeps_its_letter() -> None:
    desk = Installation(HERE)
    assert desk.letter_for(SEASON, {}) == "A"
    assert desk.letter_for(SEASON, {"A": ELSEWHERE}) == "B"
    told = desk.with_claim(SEASON, "B", own=True).with_claim(SEASON, "K", own=False)
    assert told.letter_for(SEASON, {"B": told.desk_id("B"), "K": told.desk_id("K")}) == "B"


@pytest.mark.parametrize("claims", [{}, {"A": None}, {"A": ELSEWHERE}])
def test_a_letter_that_the_store_no_longer_gives_this_desk_is_not_used_again(claims: dict[str, UUID | None]) -> None:
    desk = Installation(HERE).with_claim(SEASON, "A", own=True)
    assert desk.letter_for(SEASON, claims) == "B"
    assert not desk.is_free("A", SEASON, claims)
    assert desk.letter_for(uuid4(), {}) == "A"  # in another season nothing was printed


def test_when_all_letters_are_used_it_is_said() -> None:
    desk = Installation(HERE)
    every: dict[str, UUID | None] = {}
    for _ in range(26 + 26 * 26):
        every[desk.letter_for(SEASON, every)] = None
    assert refused(lambda: desk.letter_for(SEASON, every)).kind == "desk_letters_used_up"


def test_the_letters_that_may_have_been_given_since() -> None:
    assert given_since(["A"]) == ALPHABET[1:]
    assert given_since(["B", "ZZ"]) == ["A", *ALPHABET[2:]]
    assert given_since(ALPHABET)[0] == "AA"


# --- the file -----------------------------------------------------------------------------------------------------


def test_it_comes_back(tmp_path: Path) -> None:
    made = load(tmp_path / "deep" / "folder", HERE)
    assert made == Installation(HERE)
    later = made.with_claim(SEASON, "B", own=True).with_claim(SEASON, "C", own=False)
    save(tmp_path / "deep" / "folder", later)
    assert load(tmp_path / "deep" / "folder", ELSEWHERE) == later
    assert [file.name for file in (tmp_path / "deep" / "folder").iterdir()] == [FILE]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"installation": "x", "letters": {}, "used": {}}'])
def test_a_damaged_file_is_said(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aspara_desk.config.installation.time.sleep", lambda _seconds: None)
    (tmp_path / FILE).write_text(text)
    assert refused(lambda: load(tmp_path, HERE)).kind == "installation_damaged"


def no_links(_from: Path, _to: Path) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    assert load(tmp_path, HERE) == Installation(HERE)
    assert load(tmp_path, ELSEWHERE) == Installation(HERE)
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def fails(*_arguments: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_what_cannot_be_saved_is_said_and_leaves_nothing(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = load(tmp_path, HERE)
    monkeypatch.setattr(step, fails)
    assert refused(lambda: save(tmp_path, kept.with_claim(SEASON, "B", own=True))).kind == "installation_not_saved"
    assert [file.name for file in tmp_path.iterdir()] == [FILE]
    monkeypatch.undo()
    assert load(tmp_path, HERE) == kept


def test_a_first_start_where_nothing_can_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", fails)
    assert refused(lambda: load(tmp_path, HERE)).kind == "installation_not_saved"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert refused(lambda: save(tmp_path / "file", Installation(HERE))).kind == "installation_not_saved"


# --- programs that start at once ----------------------------------------------------------------------------------


def start(folder: Path, links: bool, barrier: Any, told: Any) -> None:  # noqa: FBT001 - of a process
    if not links:
        os.link = no_links  # type: ignore[assignment]
    own = uuid4()
    barrier.wait(PATIENCE)
    try:
        told.put(load(folder, own).id)
    except Exception as error:  # noqa: BLE001 - told to the test, which fails of it
        told.put(repr(error))


@pytest.mark.parametrize("links", [True, False])
def test_programs_that_start_at_once_agree_which_desk_it_is(tmp_path: Path, *, links: bool) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        barrier, told = context.Barrier(PROGRAMS), context.Queue()
        programs = [context.Process(target=partial(start, folder, links, barrier, told)) for _ in range(PROGRAMS)]
        for one in programs:
            one.start()
        ids = {told.get(timeout=PATIENCE) for _ in programs}
        for one in programs:
            one.join(PATIENCE)
        assert ids == {load(folder, HERE).id}
        assert [file.name for file in folder.iterdir()] == [FILE]
