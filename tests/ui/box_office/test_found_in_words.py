from uuid import UUID

from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.guests.finding import FoundGuest
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.desks.box_office.choices import NewGuest, PickGuest
from aspara_desk.ui.desks.box_office.found import rows

ENGLISH = Translator("en")


def picked(serial: int, details: GuestDetails) -> PickGuest:
    return PickGuest(FoundGuest(Guest(UUID(int=serial), details), (), 0))


def test_namesakes_are_told_apart_and_nobody_else_shows_a_phone() -> None:
    told = rows(
        [
            picked(1, GuestDetails("Ерлан Екі", phone="+77010000001")),
            picked(2, GuestDetails("ерлан  екі", organisation="Turan", email="e@example.kz")),
            picked(3, GuestDetails("Ерлан Үш", phone="+77010000003")),
            NewGuest("ерлан"),
        ],
        ENGLISH,
    )
    assert [one.second for one in told] == ["+77010000001", "Turan · e@example.kz", "", ""]
