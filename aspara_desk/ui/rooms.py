"""The rooms of the window: what they are called, and how each is built when somebody first enters it."""

from collections.abc import Callable
from dataclasses import dataclass

from aspara_desk.i18n.translator import mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.desk import Desk, SellTo, ShowGuest, ShowTicket, Wish


@dataclass(frozen=True, slots=True)
class Room:
    """`icon` names an icon of the theme. `build` imports the room, so that the window need not wait for it."""

    key: str
    word: str
    icon: str
    build: Callable[[Context], Desk]


def _box_office(context: Context) -> Desk:
    from aspara_desk.ui.desks.box_office.desk import BoxOffice

    return BoxOffice(context)


def _door(context: Context) -> Desk:
    from aspara_desk.ui.desks.door.desk import DoorDesk

    return DoorDesk(context)


def _programme(context: Context) -> Desk:
    from aspara_desk.ui.desks.programme.desk import ProgrammeDesk

    return ProgrammeDesk(context)


def _guests(context: Context) -> Desk:
    from aspara_desk.ui.desks.guests.desk import GuestsDesk

    return GuestsDesk(context)


def _reports(context: Context) -> Desk:
    from aspara_desk.ui.desks.reports.desk import ReportsDesk

    return ReportsDesk(context)


def _settings(context: Context) -> Desk:
    from aspara_desk.ui.desks.settings.desk import SettingsDesk

    return SettingsDesk(context)


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
