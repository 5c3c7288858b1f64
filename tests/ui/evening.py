"""What an evening at the festival consists of: what is sold, what comes to the door, and what has to be answered."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.box_office import tickets
from aspara_desk.domain import code
from aspara_desk.domain.admission import Reason
from aspara_desk.domain.sales import Method

ROOT = Path(__file__).parents[2]
LAYOUTS = ("us", "ru", "kz")
FORGERS_KEY = bytes(code.SEASON_KEY_BYTES)
OTHER_PAPERS = ("https://example.kz/t?id=1", "4006381333931", "ASPARA FASHION WEEK", "BEGIN:VCARD:N", "0000000000")

# Where a type lies: its page of nine (from 0), and its digit there.
TILES = {
    "pass-4day": (0, "1"), "pass-day2": (0, "4"), "pass-day3": (0, "5"), "show-d2-evening": (0, "9"),
    "show-any-3": (1, "4"), "concert": (1, "5"), "vip-front-row": (3, "1"), "press": (3, "2"), "buyer": (3, "3"),
    "delegation": (3, "6"), "crew": (3, "7"),
}  # fmt: skip
PAGES = 4
METHOD_KEYS = {
    Method.LATER: "F5", Method.FREE: "F6", Method.KASPI: "F7", Method.TRANSFER: "F8", Method.CASH: "F9",
    Method.CARD: "F10",
}  # fmt: skip


@dataclass(frozen=True)
class Buyer:
    """`new` is not on the guest list yet. `layout` has the letters of the name."""

    name: str
    layout: str = "kz"
    new: bool = True
    found: str = ""


@dataclass(frozen=True)
class Order:
    """`lines` are types with their counts; `how` the key that counts: + again and again, or F3 and a number.

    `given` is the cash that is typed; `change` what goes back, both in whole tenge.
    """

    lines: tuple[tuple[str, int], ...]
    method: Method = Method.CASH
    buyer: Buyer | None = None
    how: str = "+"
    given: str = ""
    change: str = ""

    @property
    def count(self) -> int:
        return sum(count for _type, count in self.lines)


ORDERS = (
    Order((("pass-4day", 1),), buyer=Buyer("Әсем Құлагерова")),
    Order((("show-d2-evening", 4),), given="50000", change="14\u00a0000"),
    Order((("pass-day2", 3),), Method.CARD, how="F3"),
    Order((("pass-4day", 1),), Method.KASPI, Buyer("Айгүл", new=False, found="Айгүл Қалиева")),
    Order((("show-any-3", 2),), Method.TRANSFER),
    Order((("buyer", 1),), Method.FREE, Buyer("Jan Buyerman", "us")),
    Order((("concert", 2),), given="20000", change="8\u00a0000"),
    Order((("pass-day2", 2),), Method.LATER),
    Order((("delegation", 1),), Method.LATER, Buyer("Иван Делегатов", "ru")),
    Order((("press", 1),), Method.FREE),  # personal, and sold without a name all the same
    Order((("vip-front-row", 2),), Method.CARD, Buyer("Ұлту Өнерпаз")),
    Order((("pass-day2", 2), ("show-d2-evening", 2), ("concert", 1)), given="40000", change=""),
    Order((("pass-day3", 1),)),
    Order((("show-d2-evening", 3),), Method.KASPI),
    Order((("crew", 1),), Method.FREE, Buyer("Nurlan Sahnashy", "us")),
)
VOID, BLOCKED, REPLACED = 27, 28, 29
"""What becomes of these, by the serials of their numbers."""
UNPAID = (15, 16)
NEW_PAPER = 31
_ENTRIES = {"buyer": 2, "show-any-3": 3}
_COME_AND_GO = {"press", "delegation", "crew"}
_ELSEWHERE = {"concert", "pass-day3"}


@dataclass(frozen=True)
class Paper:
    """A ticket as the guest holds it."""

    number: str
    type_key: str
    digits: str = field(repr=False)

    @property
    def serial(self) -> int:
        return int(self.number.rpartition("-")[2])


def papers(settings: Settings, count: int = NEW_PAPER) -> tuple[Paper, ...]:
    """All papers that were handed out, in the order of their numbers."""
    here = bootstrap.open_workplace(settings)
    try:
        ring, programme = bootstrap.keyring(here), here.read(lambda unit: unit.programme)
        letter = here.actor.desk_letter
        found = [tickets.show(here, f"{letter}-{serial:06}").ticket for serial in range(1, count + 1)]
        return tuple(
            Paper(one.number, programme.ticket_type(one.type_id).key, ring.code(one.key_id, one.id).reveal())
            for one in found
        )
    finally:
        here.store.close()


def forged(count: int) -> list[str]:
    """Well-formed codes that were never issued here."""
    return [code.derive(FORGERS_KEY, UUID(int=number)).reveal() for number in range(1, count + 1)]


def misread(digits: str, way: int) -> str:
    """A scanner has lost a digit, doubled one, or taken one for another."""
    wrong = str((int(digits[7]) + 1) % 10)
    return (digits[:-1], digits + digits[-1], digits[:7] + wrong + digits[8:])[way % 3]


def standing(paper: Paper) -> Reason | None:
    """Why nobody comes in with this paper, whatever the hour; None: somebody does."""
    fixed = {VOID: Reason.VOID, BLOCKED: Reason.BLOCKED, REPLACED: Reason.REPLACED} | dict.fromkeys(
        UNPAID, Reason.UNPAID
    )
    if paper.serial in fixed:
        return fixed[paper.serial]
    return Reason.NOT_GRANTED if paper.type_key in _ELSEWHERE else None


def at_visit(paper: Paper, visit: int) -> Reason:
    """What the hall's main entrance says to the paper at its `visit`-th time (from 1), if nobody has left meanwhile."""
    refused = standing(paper)
    if refused is not None:
        return refused
    if paper.type_key in _COME_AND_GO:
        return Reason.OK
    entries = _ENTRIES.get(paper.type_key, 1)
    if visit <= entries:
        return Reason.OK
    return Reason.ALREADY_IN if entries == 1 else Reason.ENTRIES_USED


@dataclass(frozen=True)
class Sight:
    """How an answer looks and sounds: its face, the word on it, the sound, and how the sentence begins."""

    face: str
    word: str
    sound: str
    begins: str


SIGHTS = {
    Reason.OK: Sight("admit", "ADMIT", "admit", "Welcome."),
    Reason.MISREAD: Sight("ask", "ASK", "ask", "Misread."),
    Reason.NOT_A_TICKET: Sight("refuse", "REFUSE", "refuse", "This is not a ticket"),
    Reason.UNKNOWN: Sight("refuse", "REFUSE", "refuse", "Unknown ticket"),
    Reason.VOID: Sight("refuse", "REFUSE", "refuse", "This ticket is void."),
    Reason.REPLACED: Sight("refuse", "REFUSE", "refuse", "This ticket was replaced. Ask for ticket A-000031."),
    Reason.BLOCKED: Sight("refuse", "REFUSE", "refuse", "This ticket is blocked."),
    Reason.UNPAID: Sight("refuse", "REFUSE", "refuse", "Not paid."),
    Reason.NOT_GRANTED: Sight("refuse", "REFUSE", "refuse", ""),  # another day, or another door
    Reason.TOO_EARLY: Sight("refuse", "REFUSE", "refuse", ""),  # on hold, or not yet open
    Reason.TOO_LATE: Sight("refuse", "REFUSE", "refuse", ""),
    Reason.JUST_ADMITTED: Sight("ask", "ASK", "ask", "Let in 2 s ago"),
    Reason.ALREADY_IN: Sight("refuse", "REFUSE", "refuse", "Already in:"),
    Reason.ENTRIES_USED: Sight("refuse", "REFUSE", "refuse", "All "),
    Reason.FULL: Sight("refuse", "REFUSE", "refuse", "The place is full: 6"),
    Reason.CHECK_PERSON: Sight("ask", "ASK", "ask", "Number typed by hand"),
}
EXIT = Sight("exit", "EXIT", "exit", "Exit recorded.")
CONFIRMED = Sight("admit", "ADMIT", "admit", "Confirmed. Welcome.")
OVERRIDDEN = Sight("admit", "ADMIT", "admit", "Let in by a supervisor:")


def manners() -> Iterator[dict[str, object]]:
    """How scanners are set up, again and again: the layout, with Enter or without, with Caps Lock or without."""
    turn = 0
    while True:
        yield {"layout": LAYOUTS[turn % 3], "enter": turn % 4 != 3, "caps": turn % 5 == 4}
        turn += 1


def called(settings: Settings, *arguments: str) -> list[dict]:
    """What another process says about the store: the command line, in JSON."""
    command = [sys.executable, "main.py", "--store", settings.store, "--lang", "en", "--json", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def counted(scans: Sequence[dict]) -> Counter[tuple[str, str]]:
    """How often each verdict was recorded for each reason."""
    return Counter((scan["verdict"], scan["reason"]) for scan in scans)
