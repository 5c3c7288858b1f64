from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from aspara_desk.box_office import batch
from aspara_desk.guests import importing
from aspara_desk.guests.finding import find
from aspara_desk.ui.desks.guests import batch as room_batch
from aspara_desk.ui.desks.guests import importing as room_importing
from aspara_desk.ui.tasks import Cancelled
from tests.ui.guests.conftest import Room

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier
EVERYBODY = 420


@pytest.fixture
def guest_list(tmp_path: Path) -> Path:
    file = tmp_path / "гости.csv"
    rows = [f"Listed Guest{number};VIP;g{number}@example.kz" for number in range(12)]
    rows += ["Wrong One;nothing;x@example.kz"]
    file.write_bytes("\n".join(["Имя;Категория;Почта", *rows]).encode("cp1251"))
    return file


def choose(room: Room, file: Path) -> None:
    """In the system's dialog, which is another window."""
    dialog = room.desk.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.close()
    room.settle()
    room.desk.activateWindow()
    room.settle()


def test_a_list_is_looked_through_first_and_imported_by_enter(room: Room, guest_list: Path) -> None:
    panel = room.desk._importing
    room.press(Qt.Key.Key_O, modifier=CTRL)
    choose(room, guest_list)
    assert room.count == "420 guests"
    assert panel._title.text() == "гости.csv · WINDOWS-1251"
    assert panel._text.text() == "13 rows: 12 new guests, 1 rejected."
    assert panel._problems.item(0).text().startswith("row 14, column “Категория”")
    assert room.keys["Enter"] == "Import 12 guests"
    room.press(ENTER)
    assert panel._title.text() == "12 guests imported."
    rejected = guest_list.with_name("гости.rejected.csv")
    assert rejected.exists()
    assert str(rejected) in panel._text.text()
    assert room.count == "432 guests"
    room.press(ESC)
    assert panel.isHidden()
    assert room.desk._lists.all.hasFocus()


def test_the_same_list_again_does_no_harm(room: Room, guest_list: Path) -> None:
    panel = room.desk._importing
    for _ in range(2):
        panel.look_through(guest_list)
        room.settle()
        panel.primary.click()
        room.settle()
    assert panel._title.text() == "0 guests imported."
    assert "12 known already" in panel._text.text()
    assert room.count == "432 guests"


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "empty"), (b"\0\1\2\3" * 50, "not a text file"), (None, "no such")]
)
def test_what_is_no_list_is_told_in_place(room: Room, tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "odd.csv"
    if content is not None:
        file.write_bytes(content)
    room.desk._importing.look_through(file)
    room.settle()
    assert room.desk._importing._title.text() == "odd.csv cannot be imported"
    assert says in room.desk._importing._text.text()
    assert room.count == "420 guests"


def test_an_import_that_is_stopped_keeps_what_it_has_and_is_finished_by_another(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "long.csv"
    file.write_text("name\n" + "\n".join(f"Somebody Number{number}" for number in range(2500)))
    monkeypatch.setattr(importing, "AT_ONCE_ALONE", 1_000)
    panel = room.desk._importing
    panel.look_through(file)
    room.settle()
    real = room_importing.import_file

    def stopped_half_way(here, path, *, progress, **how):
        def tell(done: int) -> None:
            progress(done)
            raise Cancelled

        return real(here, path, progress=tell, **how)

    with monkeypatch.context() as patch:
        patch.setattr(room_importing, "import_file", stopped_half_way)
        panel.primary.click()
        room.settle()
    assert panel._title.text() == "The import was stopped"
    assert room.count == "1\u00a0420 guests"
    room.press(ENTER)
    assert "1\u00a0500 new guests" in panel._text.text()
    room.press(ENTER)
    assert room.count == "2\u00a0920 guests"


def test_the_bar_is_stopped_by_its_button_and_the_room_stays_usable(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("name\n" + "\n".join(f"Somebody Number{number}" for number in range(60_000)))
    panel = room.desk._importing
    panel.look_through(file)
    room.settle()
    room.press(ENTER, wait=False)
    assert panel.is_running
    assert room.desk._lists.all.hasFocus()
    room.desk._lists.all.choose_row(3)
    room.press(Qt.Key.Key_Escape, wait=False)
    assert panel.is_running
    panel.progress._cancel.click()
    room.settle()
    assert panel._title.text() == "The import was stopped"
    assert room.card_name == room.names[3]


def test_every_further_list_is_imported_by_enter_as_well(room: Room, guest_list: Path, tmp_path: Path) -> None:
    another = tmp_path / "another.csv"
    another.write_text("name\nSomebody Else\n", encoding="utf-8")
    panel = room.desk._importing
    for file, count in ((guest_list, 432), (another, 433)):  # the second with what was told of the first in sight
        room.press(Qt.Key.Key_O, modifier=CTRL)
        choose(room, file)
        assert panel.primary.hasFocus()
        assert room.keys["Enter"] == panel.primary.text()
        room.press(ENTER)
        assert room.count == f"{count} guests"
    room.press(Qt.Key.Key_F2)
    room.press(Qt.Key.Key_O, modifier=CTRL)
    choose(room, guest_list)
    assert room.keys["Enter"] == "Import all the same"


def test_what_somebody_types_keeps_the_focus(room: Room, guest_list: Path) -> None:
    room.type("Қал")
    room.desk._importing.look_through(guest_list)
    room.settle()
    assert room.desk._lists.box.hasFocus()
    assert room.keys["Enter"] == "Tickets"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_another_language_leaves_the_focus_on_what_is_proposed(room: Room, guest_list: Path, language: str) -> None:
    room.desk._importing.look_through(guest_list)
    room.settle()
    room.context.language.choose(language)
    room.desk.set_words(room.context.t)
    room.settle()
    assert room.desk._importing.primary.hasFocus()
    assert room.keys["Enter"] == room.desk._importing.primary.text()


def test_the_foot_says_what_enter_does_on_each_button(room: Room, guest_list: Path) -> None:
    told = []
    room.desk._importing.look_through(guest_list)
    room.settle()
    room.desk.hints_changed.connect(lambda: told.append(room.keys["Enter"]))
    room.desk._importing.third.setFocus()
    room.settle()
    assert told[-1] == "Columns…"


def test_work_that_runs_is_stopped_by_a_key_of_its_own_and_gone_on_with_by_enter(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("name\n" + "\n".join(f"Somebody Number{number}" for number in range(60_000)))
    panel = room.desk._importing
    panel.look_through(file)
    room.settle()
    room.press(ENTER, wait=False)
    assert room.keys["F10"] == "Cancel"
    room.press(Qt.Key.Key_F10)
    assert panel._title.text() == "The import was stopped"
    assert "F10" not in room.keys
    assert room.keys["Enter"] == "Import again"
    room.press(ENTER)
    assert panel.primary.hasFocus()


def test_everyone_on_a_list_gets_one_ticket_on_paper(room: Room, guest_list: Path, tmp_path: Path) -> None:
    room.desk._importing.look_through(guest_list)
    room.settle()
    room.press(ENTER)
    room.desk._importing.secondary.click()
    room.settle()
    panel = room.desk._giving
    assert panel._title.text() == "Tickets for 12 guests"
    assert panel._text.text() == "12 guests get a ticket."
    assert room.keys["Enter"] == "Give 12 tickets, save as…"
    room.press(ENTER)
    choose(room, tmp_path / "out.pdf")
    assert panel._title.text() == "12 tickets are in out.pdf"
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    found = find(room.context.here, "Listed Guest7")[0]
    assert len(found.tickets) == 1
    room.press(ESC)
    assert panel.isHidden()


def test_who_has_one_already_gets_no_second(room: Room, tmp_path: Path) -> None:
    panel = room.desk._giving
    packed = b"".join(one.bytes for one in room.first_ids(5))
    for _ in range(2):
        panel.open(packed, None)
        panel._type.choose("crew")
        panel._look()
        room.settle()
        panel.carry_out(tmp_path / "out.pdf")
        room.settle()
    assert panel._text.text() == "Nobody needs a ticket of this type. 5 have one already."
    assert panel.proposal is None


def test_tickets_for_all_that_are_shown_say_where_the_quota_does_not_reach(room: Room) -> None:
    room.press(Qt.Key.Key_F8)
    panel = room.desk._giving
    assert panel._title.text() == f"Tickets for {EVERYBODY} guests"
    assert "100" in panel._text.text()
    assert "Four-day pass" in panel._text.text()
    assert panel.proposal is None


def test_a_batch_that_is_stopped_keeps_what_was_given_and_goes_on(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = room.desk._giving
    monkeypatch.setattr(batch, "TICKETS_AT_ONCE", 2)
    panel.open(b"".join(one.bytes for one in room.first_ids(6)), None)
    panel._type.choose("crew")
    panel._look()
    room.settle()
    real = batch.issue_in_parts

    def two_parts(*arguments):
        for number, part in enumerate(real(*arguments)):
            yield part
            if number:
                raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr(room_batch.batch, "issue_in_parts", two_parts)
        panel.carry_out(tmp_path / "out.pdf")
        room.settle()
    assert panel._title.text() == "Stopped"
    assert "4 tickets were given and are kept" in panel._text.text()
    assert not (tmp_path / "out.pdf").exists()
    room.press(ENTER)
    assert panel._text.text() == (
        "2 guests get a ticket. 4 tickets were given before and are still to be printed."
    )  # fmt: skip
    panel.carry_out(tmp_path / "out.pdf")
    room.settle()
    assert panel._title.text() == "6 tickets are in out.pdf"


def test_a_file_that_cannot_be_written_costs_nobody_a_ticket(room: Room, tmp_path: Path) -> None:
    panel = room.desk._giving
    panel.open(b"".join(one.bytes for one in room.first_ids(3)), None)
    panel._type.choose("crew")
    panel._look()
    room.settle()
    panel.carry_out(tmp_path / "nowhere" / "out.pdf")
    room.settle()
    assert panel._title.text() == "Not finished"
    assert "folder" in panel._text.text()
    assert "No ticket was given." in panel._text.text()


def test_the_foot_says_how_what_runs_is_stopped_as_soon_as_it_runs(room: Room, guest_list: Path) -> None:
    panel = room.desk._importing
    told: list[dict[str, str]] = []
    room.desk.hints_changed.connect(lambda: told.append(room.keys))
    panel.look_through(guest_list)
    assert told[-1]["F10"] == "Cancel"
    assert "Esc" not in told[-1]
    room.settle()
    assert "F10" not in told[-1]


def test_after_an_import_f8_gives_tickets_to_its_guests_and_enter_is_not_named_twice(
    room: Room, guest_list: Path
) -> None:
    panel = room.desk._importing
    panel.look_through(guest_list)
    room.settle()
    room.press(ENTER)
    assert panel._close.hasFocus()
    assert "Enter" not in room.keys
    assert (room.keys["F8"], room.keys["Esc"]) == ("Tickets for these guests…", "Close")
    room.press(Qt.Key.Key_F8)
    assert panel.isHidden()
    assert room.desk._giving._title.text() == "Tickets for 12 guests"


def test_who_stands_twice_on_the_list_is_not_called_known(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "twice.csv"
    file.write_text("name\nAmina Once\nAmina Once\nAmina Once\n", encoding="utf-8")
    panel = room.desk._importing
    panel.look_through(file)
    room.settle()
    assert panel._text.text() == "3 rows: 1 new guest, 2 repeated in the list."
    room.press(ENTER)
    assert panel._text.text() == "3 rows: 1 new guest, 2 repeated in the list."
