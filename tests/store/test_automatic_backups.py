from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store import automatic
from aspara_desk.store.automatic import Kept, backups_folder, due, kept_in, start_automatic, to_remove
from aspara_desk.store.backup import Backup
from tests.store.backups import NOW
from tests.store.festival import Festival


def test_one_at_start_up_and_one_an_hour(sold: Festival, sold_address: str, tmp_path: Path) -> None:
    folder = backups_folder(tmp_path / "season.db")
    assert due(folder, NOW)
    running = start_automatic(sold_address, folder, NOW)
    assert running is not None
    assert isinstance(running.finish(), Backup)
    assert start_automatic(sold_address, folder, NOW + timedelta(minutes=59)) is None
    again = start_automatic(sold_address, folder, NOW + timedelta(hours=1))
    assert again is not None
    assert isinstance(again.finish(), Backup)
    assert [one.at for one in kept_in(folder)] == [NOW, NOW + timedelta(hours=1)]
    assert {file.stem for file in folder.iterdir()} == {"automatic-20260501T120000Z", "automatic-20260501T130000Z"}
    assert sold.store


def test_a_clock_that_was_wrong_stops_no_backup(tmp_path: Path) -> None:
    (tmp_path / "automatic-20300101T000000Z.db").touch()
    assert due(tmp_path, NOW)


@pytest.mark.usefixtures("sold")
def test_a_folder_that_cannot_be_used_is_said(sold_address: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="backup_folder_unusable"):
        start_automatic(sold_address, tmp_path / "file", NOW)


@pytest.mark.usefixtures("sold")
def test_old_ones_and_halves_are_cleared_away(sold_address: str, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    for hour in range(60):
        (folder / f"automatic-{NOW - timedelta(hours=hour + 1):%Y%m%dT%H%M%SZ}.db").touch()
    (folder / "automatic-20260501T010000Z.db.part").touch()
    (folder / "automatic-20260501T113000Z.db.part").touch()
    (folder / "evening.backup").touch()
    running = start_automatic(sold_address, folder, NOW + timedelta(hours=1))
    assert running is not None
    assert isinstance(running.finish(), Backup)
    names = {file.name for file in folder.iterdir()}
    assert {"evening.backup", "automatic-20260501T113000Z.db.part"} <= names
    assert "automatic-20260501T010000Z.db.part" not in names
    assert len(kept_in(folder)) == 24 + 1 + 1  # the last 24, the new one, and the last of the only day before them


def kept(hours_ago: int, size: int) -> Kept:
    return Kept(Path(f"automatic-{hours_ago}"), NOW - timedelta(hours=hours_ago), size)


backups = st.lists(
    st.builds(kept, st.integers(-100, 3000), st.integers(0, 500)), max_size=80, unique_by=lambda one: one.at
)


@given(backups, st.integers(0, 3000), st.integers(0, 3000))
def test_thinning(present: list[Kept], free: int, needed: int) -> None:
    removed = to_remove(present, NOW, free=free, needed=needed)
    left = sorted((one for one in present if one not in removed), key=lambda one: one.at)
    ordered = sorted(present, key=lambda one: one.at)
    assert len(set(removed)) == len(removed)
    assert set(removed) <= set(present)
    if ordered:
        assert left[-1] == ordered[-1]  # the newest always stays
    freed = free + sum(one.size for one in removed)
    assert freed >= needed or len(left) <= 1
    past = [one for one in ordered if one.at <= NOW]
    wanted = {*past[-24:], *({one.at.date(): one for one in past}.values()), *(one for one in ordered if one.at > NOW)}
    if free >= needed:
        assert set(left) == wanted
    given_up = [one for one in removed if one in wanted]
    if given_up:  # none too many, and the oldest first
        assert freed - given_up[-1].size < needed
        assert given_up == sorted(wanted, key=lambda one: one.at)[: len(given_up)]


def test_the_names_of_automatic_backups_are_read_back(tmp_path: Path) -> None:
    for name in ("automatic-20260501T120000Z.db", "automatic-20260501T130000Z.dump", "automatic-x.db", "other.db"):
        (tmp_path / name).write_bytes(b"12")
    assert [(one.at.hour, one.size) for one in kept_in(tmp_path)] == [(12, 2), (13, 2)]
    assert kept_in(tmp_path / "none") == []
    assert automatic.KEEP_LATEST == 24
