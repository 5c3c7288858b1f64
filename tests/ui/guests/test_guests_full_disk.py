import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aspara_desk.box_office import batch
from aspara_desk.guests import importing
from aspara_desk.ui.desks.guests.batch import BatchPanel
from tests.ui.guests.conftest import Room

ENTER = Qt.Key.Key_Return
SIZE = 16 << 20
BLOCK = 4096


@dataclass
class Disk:
    """A small file system, which can be filled up."""

    folder: Path

    def fill(self, left: int = 0) -> None:
        """Leaves room for so many bytes."""
        with (self.folder / "others").open("ab", buffering=0) as others:
            while (free := shutil.disk_usage(self.folder).free) > left:
                others.write(bytes(free - left))

    def make_room(self) -> None:
        (self.folder / "others").unlink()

    @property
    def files(self) -> set[str]:
        return {one.name for one in self.folder.iterdir()} - {"others"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, check=False
    )
    if not done or done.returncode:
        pytest.skip("a small disk needs leave to mount one, as the superuser has it")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def stored_on_it(disk: Disk, sample_store: Path) -> Path:
    return Path(shutil.copy(sample_store, disk.folder / "season.db"))


def planned(room: Room, guests: int) -> BatchPanel:
    panel = room.desk._giving
    panel.open(b"".join(one.bytes for one in room.first_ids(guests)), None)
    panel._type.choose("crew")
    panel._look()
    room.settle()
    return panel


class TestPaper:
    """The disk on which the paper, or the list, lies is full."""

    def test_tickets_whose_paper_found_no_room_are_kept_and_printed_later(self, room: Room, disk: Disk) -> None:
        panel = planned(room, 40)
        disk.fill(left=16 * BLOCK)
        panel.carry_out(disk.folder / "out.pdf")
        room.settle()
        assert panel._title.text() == "Not finished"
        assert "40 tickets were given and are kept" in panel._text.text()
        assert disk.files == set()
        disk.make_room()
        room.press(ENTER)
        assert "40 tickets were given before and are still to be printed." in panel._text.text()
        panel.carry_out(disk.folder / "out.pdf")
        room.settle()
        assert panel._title.text() == "40 tickets are in out.pdf"
        assert disk.files == {"out.pdf"}

    def test_rejected_rows_that_find_no_room_stop_no_import(self, room: Room, disk: Disk) -> None:
        file = disk.folder / "guests.csv"
        wrong = "\n".join(f"Somebody Wrong{number},no address at all" for number in range(2000))
        file.write_text(f"name,email\nSomebody Right,a@example.kz\n{wrong}\n", encoding="utf-8")
        panel = room.desk._importing
        panel.look_through(file)
        room.settle()
        disk.fill(left=BLOCK)
        room.press(ENTER)
        assert panel._title.text() == "1 guest imported."
        assert "cannot be written" in panel._problems.item(0).text()
        assert disk.files == {"guests.csv"}


class TestStore:
    """The disk on which the season lies is full."""

    @pytest.fixture
    def season_store(self, stored_on_it: Path) -> Path:
        return stored_on_it

    def test_an_import_is_gone_on_with_after_room_was_made(
        self, room: Room, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importing, "AT_ONCE_ALONE", 1_000)
        file = tmp_path / "long.csv"
        file.write_text("name\n" + "\n".join(f"Somebody Number{number}" for number in range(4000)), encoding="utf-8")
        panel = room.desk._importing
        panel.look_through(file)
        room.settle()
        disk.fill(left=1 << 20)
        room.press(ENTER)
        assert panel._title.text() == "Not finished"
        assert "The disk is full" in panel._text.text()
        assert "rows were taken and are kept." in panel._text.text()
        assert room.count == "1\u00a0420 guests"
        assert room.keys["Enter"] == "Import again"
        disk.make_room()
        room.press(ENTER)
        assert panel._text.text() == "4\u00a0000 rows: 3\u00a0000 new guests, 1\u00a0000 known already."
        room.press(ENTER)
        assert panel._title.text() == "3\u00a0000 guests imported."
        assert room.count == "4\u00a0420 guests"

    def test_a_batch_is_gone_on_with_after_room_was_made(
        self, room: Room, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batch, "TICKETS_AT_ONCE", 10)
        ids = room.first_ids(70)
        panel = planned(room, 70)
        disk.fill(left=300_000)
        panel.carry_out(tmp_path / "out.pdf")
        room.settle()
        assert panel._title.text() == "Not finished"
        assert 0 < panel.given < 70
        assert f"{panel.given} tickets were given and are kept" in panel._text.text()
        assert not (tmp_path / "out.pdf").exists()
        disk.make_room()
        room.press(ENTER)
        panel.carry_out(tmp_path / "out.pdf")
        room.settle()
        assert panel._title.text() == "70 tickets are in out.pdf"
        done = batch.plan(room.context.here, "crew", ids)
        assert (len(done.holders), done.without, done.unprinted) == (70, (), ())
        given_in_all = room.context.here.read(lambda unit: unit.sales.tickets_of_guests(ids))
        assert {len(one) for one in given_in_all.values()} == {1}
