"""The rooms of the window: what they are called, and how each is built."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from aspara_desk.i18n.translator import mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desk import Desk, SellTo, ShowGuest, ShowTicket, Wish


@dataclass(frozen=True, slots=True)
class Room:
    """`icon` names an icon of the theme. `load` imports the room and gives what builds it within a widget.

    Importing takes too long for the GUI thread, so it is done in another one, ahead of the room's first entering.
    """

    key: str
    word: str
    icon: str
    load: Callable[[], Callable[[Context, QWidget], Desk]]


def _box_office() -> Callable[[Context, QWidget], Desk]:
    from aspara_desk.ui.desks.box_office.desk import BoxOfficeDesk

    return BoxOfficeDesk


def _door() -> Callable[[Context, QWidget], Desk]:
    from aspara_desk.ui.desks.door.desk import DoorDesk

    return DoorDesk


def _programme() -> Callable[[Context, QWidget], Desk]:
    from aspara_desk.ui.desks.programme.desk import ProgrammeDesk

    return ProgrammeDesk


def _guests() -> Callable[[Context, QWidget], Desk]:
    from aspara_desk.ui.desks.guests.desk import GuestsDesk

    return GuestsDesk


def _reports() -> Callable[[Context, QWidget], Desk]:
    from aspara_desk.ui.desks.reports.desk import ReportsDesk

    return ReportsDesk


def _settings() -> Callable[[Context, QWidget], Desk]:
    from aspara_desk.ui.desks.settings.desk import SettingsDesk

    return SettingsDesk


ROOMS = (
    Room("box_office", mark("Box office"), "ticket", _box_office),
    Room("door", mark("Door"), "door-open", _door),
    Room("programme", mark("Programme"), "calendar-days", _programme),
    Room("guests", mark("Guests"), "users", _guests),
    Room("reports", mark("Reports"), "chart-column", _reports),
    Room("settings", mark("Settings"), "settings", _settings),
)

WHO_GRANTS: dict[type[Wish], str] = {ShowTicket: "box_office", SellTo: "box_office", ShowGuest: "guests"}
"""The room that does what another one wishes."""
