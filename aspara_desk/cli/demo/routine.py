"""What happens on every day of the festival."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspara_desk.cli.demo.doors import Doors

_DAY_PASSES = ("pass-4day", "pass-4day-concession")


@dataclass(frozen=True, slots=True)
class Show:
    """A show: where guests come in, when the first of them does, and the single ticket for it.

    `known` holders of single tickets have been at the door before.
    """

    event: str
    door: str
    clock: str
    ticket_type: str
    seats_of_three: bool = False
    known: int = 0


def plain(doors: Doors, type_key: str) -> list[str]:
    """Tickets of guests whom nobody has to look up first."""
    return [number for number in doors.stage.papers[type_key] if number not in doors.stage.attention]


def invited(doors: Doors) -> list[str]:
    kinds = ("vip-front-row", "delegation", "designer", "buyer", "press")
    return [number for kind in kinds for number in doors.stage.papers[kind]]


def part(numbers: Sequence[str], day: int, days: int = 4) -> Sequence[str]:
    """The share of one day, so that everybody comes once."""
    return numbers[day - 1 :: days]


def passes(doors: Doors) -> list[str]:
    """Everybody whose pass is good on the day."""
    papers = doors.stage.papers
    kinds = (*_DAY_PASSES, f"pass-day{doors.day_number}")
    return [number for kind in kinds for number in papers[kind]]


def morning(doors: Doors) -> None:
    """Artisans and crew at seven, through their own doors; then the fair opens."""
    day, papers = f"d{doors.day_number}", doors.stage.papers
    doors.crowd("stalls", papers["artisan"][::2], "07:00", f"{day}-stalls", every=10)
    doors.crowd("stalls", papers["crew"][:8], "07:15", f"{day}-stalls", every=10)
    doors.crowd("backstage", papers["crew"][8:], "08:00", f"{day}-backstage", every=10)
    doors.crowd("backstage", papers["designer"][::2], "08:30", f"{day}-backstage", every=20)
    fair = part(papers["fair"], (doors.day_number - 1) % 3 + 1, 6)  # on the fourth day those of the first come again
    half = len(fair) // 2
    doors.crowd("fair-north", fair[:half], "10:00", f"{day}-fair", every=15)
    doors.crowd("fair-south", fair[half:], "10:02", f"{day}-fair", every=15)
    doors.crowd("fair-south", fair[:half:4], "12:40", f"{day}-fair", every=15)  # back after a walk: no entry is used


def show(doors: Doors, of: Show) -> None:
    """A show in a hall: the public, the three-show cards where there are free seats, and delegations."""
    papers = doors.stage.papers
    public = [*passes(doors), *papers[of.ticket_type][of.known :], *papers["delegation"][:6], *papers["buyer"]]
    doors.crowd(of.door, public, of.clock, of.event, every=6)
    if of.seats_of_three:
        doors.crowd(of.door, papers["show-any-3"], _later(of.clock, 12), of.event, every=6)


def guests_of_honour(doors: Doors, event: str, clock: str) -> None:
    """Through the VIP door of the hall, where the steward confirms every guest."""
    papers = doors.stage.papers
    doors.crowd("hall-vip", [*papers["vip-front-row"][::2], *papers["press"][::2]], clock, event, every=12)


def theatre(doors: Doors, clock: str) -> None:
    papers = doors.stage.papers
    doors.crowd("amphitheatre-main", part(papers["theatre"], doors.day_number), clock, f"d{doors.day_number}-theatre")
    doors.crowd("amphitheatre-main", passes(doors)[:10], _later(clock, 5), f"d{doors.day_number}-theatre")


def concert(doors: Doors, clock: str) -> None:
    """In the evening; everybody who bought the concert comes on one of the four evenings."""
    papers, event = doors.stage.papers, f"d{doors.day_number}-concert"
    doors.crowd("amphitheatre-main", part(papers["concert"], doors.day_number), clock, event)
    doors.crowd("amphitheatre-main", passes(doors)[5:20], _later(clock, 4), event)
    doors.crowd("amphitheatre-main", papers["vip-front-row"][::4], _later(clock, 8), event, every=8)


def _later(clock: str, minutes: int) -> str:
    hours, given = (int(part) for part in clock.split(":"))
    return f"{hours + (given + minutes) // 60:02d}:{(given + minutes) % 60:02d}"
