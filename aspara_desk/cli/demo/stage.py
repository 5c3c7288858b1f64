"""What the steps of the demo share: the desks and who is at them, the papers, and what was done so far."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from uuid import UUID

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.box_office.printing import print_tickets
from aspara_desk.cli.call import Call
from aspara_desk.cli.demo.folder import Folder
from aspara_desk.cli.demo.ledger import Ledger
from aspara_desk.domain.code import TicketCode
from aspara_desk.domain.programme import Programme
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import Keyring

Tell = Callable[[int], None]


class NotHeld(Exception):
    """A step came out otherwise than it must. `detail` is a sentence for people."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Post(Enum):
    """A desk's letter, and the name on the staff list of the sample season of whoever is at it."""

    MANAGER = ("A", "Мөлдір Тасқынова")
    CLERK = ("A", "Сабина Көктемова")
    SECOND_CLERK = ("B", "Лаврентий Берегов")
    STEWARD = ("C", "Нұрай Самалова")
    SUPERVISOR = ("C", "Ерасыл Жартасбек")
    SECOND_STEWARD = ("D", "Аскар Долинов")

    @property
    def letter(self) -> str:
        return self.value[0]

    @property
    def staff(self) -> str:
        return self.value[1]


@dataclass(slots=True)
class StageClock:
    """The demo's own time: the weeks of the sample season."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class Stage:
    """`papers` holds, by ticket type, the tickets that open a door, and `aside`, by what they are for, some others.

    `printed` is what stands in which PDF, in order. The codes are those that were read from paper; they live in
    memory until the doors have closed.
    """

    call: Call
    folder: Folder
    clock: StageClock
    tell: Tell
    open: ExitStack
    ledger: Ledger = field(default_factory=Ledger)
    places: dict[Post, Workplace] = field(default_factory=dict)
    guest_ids: tuple[UUID, ...] = ()
    papers: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    aside: dict[str, str] = field(default_factory=dict)
    attention: set[str] = field(default_factory=set)
    printed: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    codes: dict[str, TicketCode] = field(default_factory=dict, repr=False)

    def settings(self, letter: str | None = None, staff: str | None = None) -> Settings:
        return Settings(str(self.folder.store), self.call.language, letter, staff, self.folder.desk)

    def at(self, post: Post) -> Workplace:
        """Somebody at work, with a connection of their own to the store, as another program would have."""
        if post not in self.places:
            place = bootstrap.open_workplace(self.settings(post.letter, post.staff), claim=True)
            self.open.callback(place.store.close)
            self.places[post] = replace(place, clock=self.clock)
        return self.places[post]

    @property
    def programme(self) -> Programme:
        return self.at(Post.MANAGER).read(lambda unit: unit.programme)

    @property
    def keyring(self) -> Keyring:
        return bootstrap.keyring(self.at(Post.MANAGER))

    def print(self, post: Post, numbers: Sequence[str], name: str, layout: str) -> Path:
        """Prints tickets into a file of their own, and remembers what must be on it."""
        file = self.folder.tickets / f"{name}.pdf"
        press = bootstrap.press(self.call.language, layout)
        print_tickets(self.at(post), self.keyring, press, numbers, file)
        self.printed[file] = tuple(numbers)
        return file

    def put_aside(self, number: str, purpose: str) -> None:
        """It opens no door any more, or not yet."""
        for numbers in self.papers.values():
            if number in numbers:
                numbers.remove(number)
        self.aside[purpose] = number

    def put_back(self, purpose: str, type_key: str) -> str:
        number = self.aside.pop(purpose)
        self.papers[type_key].append(number)
        return number

    def say(self, message: str, **facts: object) -> str:
        return self.call.t(message, **facts)
