"""What the door says beside its verdicts: of full events, of guests that were found, and to those who hear it."""

import sqlite3
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aspara_desk.domain.guests import GuestDetails
from aspara_desk.guests.finding import find
from aspara_desk.guests.writing import add_guest
from aspara_desk.ui.desks.door import desk as door_desk
from aspara_desk.ui.desks.door.finds import guest_rows
from aspara_desk.ui.desks.door.head import DoorHead
from aspara_desk.ui.desks.door.head_view import HeadView
from aspara_desk.ui.desks.door.verdict_view import Face
from aspara_desk.ui.theme.tokens import SPACE
from tests.ui.door.conftest import Doorway

SHOW = "show-d2-evening"


@pytest.fixture
def room_for_one(season_store: Path) -> None:
    store = sqlite3.connect(season_store)
    store.execute("UPDATE events SET audience_limit = 1 WHERE key = 'd2-show-evening'")
    store.commit()
    store.close()


@pytest.mark.usefixtures("room_for_one")
def test_a_full_event_is_told_apart_from_a_full_hall(doorway: Doorway) -> None:
    doorway.answer(doorway.sell(SHOW))
    seen = doorway.answer(doorway.sell(SHOW))
    assert (seen.face, seen.sentence) == (Face.REFUSE, "The event is full: 1 of 1 guests.")
    doorway.act("F6")
    assert doorway.told().startswith("A full event is never overridden.")
    assert "audience limit" in doorway.told()


def test_what_is_told_is_said_as_well(doorway: Doorway, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(door_desk.QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    doorway.act("F6")
    assert heard == [doorway.told()]


def test_the_head_is_larger_where_the_door_is_read_from_afar(qtbot: QtBot) -> None:
    head = DoorHead()
    qtbot.addWidget(head)
    head.show_view(HeadView("Hall", "Hall", "Evening show", "19:00 – 20:30", (), "1 / 600 in", "", "admitted 1"))
    sizes = []
    for width in (300 * SPACE, 400 * SPACE, 300 * SPACE):
        head.resize(width, 120)
        with qtbot.waitExposed(head):
            head.show()
        sizes.append([label.fontInfo().pixelSize() for label in (head._door, head._event, head._hours)])
    assert sizes[0] == sizes[2]
    assert all(near < far for near, far in zip(sizes[0], sizes[1], strict=True))


def test_who_is_really_called_so_comes_before_a_guess_with_a_ticket(doorway: Doorway) -> None:
    here = doorway.context.here
    doorway.sell("vip-front-row", "Әлия Молдағұлова")
    add_guest(here, GuestDetails(name="Нұрлан Қалиев"))
    doorway.sell("fair", "Айгүл Қалиева")
    found = find(here, "кали")
    titles = [row.title for row in guest_rows(found, doorway.context.programme, doorway.context.t)]
    by_name = [titles.index(name) for name in ("Айгүл Қалиева", "Нұрлан Қалиев", "Әлия Молдағұлова")]
    assert by_name == sorted(by_name)
