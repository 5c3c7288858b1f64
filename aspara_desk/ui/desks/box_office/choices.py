"""What can be picked while something stands in the find box: ticket types, numbers, guests, and always a new guest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aspara_desk.domain import layouts, names
from aspara_desk.domain.code import TicketNumber, read
from aspara_desk.domain.sales import ticket_number
from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.guests.finding import FoundGuest

MOST_GUESTS = 20
_MOST_TYPES = 5
_TICKET = re.compile(r"[A-Z]{0,2}-?[0-9]+")
_NO_NAME = 5  # so many characters that are a number by their keys; fewer may be how a Kazakh name begins
_LATIN = re.compile(r"[A-Za-z\[\];',. ]{3,}")
_LATIN_VOWELS, _VOWELS = set("aeiou"), set("аеёиоуыэюя")
_ORDER = re.compile(r"O[A-Z]{1,2}-[0-9]+")


@dataclass(frozen=True, slots=True)
class PickType:
    """`digit`: the key that was pressed has it, though it gave a letter."""

    type: TicketType
    digit: int | None = None


@dataclass(frozen=True, slots=True)
class PickGuest:
    found: FoundGuest


@dataclass(frozen=True, slots=True)
class OpenTicket:
    number: str


@dataclass(frozen=True, slots=True)
class OpenOrder:
    number: str


@dataclass(frozen=True, slots=True)
class NewGuest:
    """`rescued`: by the keys that were pressed, on a Latin layout that was on by mistake."""

    name: str
    rescued: bool = False


Choice = PickType | PickGuest | OpenTicket | OpenOrder | NewGuest


def choices(text: str, types: Sequence[TicketType], found: Sequence[FoundGuest], language: str) -> tuple[Choice, ...]:
    """The most likely first. `found` are the guests who answer `text`; `language` is what titles are shown in."""
    typed = names.clean(text)
    number = typed.upper().replace(" ", "")
    made: list[Choice] = []
    by_keys: list[Choice] = []  # by the keys that were pressed it is a number
    if _ORDER.fullmatch(number):
        made.append(OpenOrder(number))
    elif _TICKET.fullmatch(number):
        made.append(OpenTicket(number))
    elif isinstance(reading := read(text), TicketNumber):
        by_keys.append(OpenTicket(_number(reading, number)))
    made += [PickType(one) for one in _answering(typed, types, language)]
    made += [PickGuest(one) for one in found]
    made = [*by_keys, *made] if len(text.strip()) >= _NO_NAME else [*made, *by_keys]
    if any(map(str.isalpha, typed)) and made[:1] != [OpenOrder(number)]:
        made += [NewGuest(name, rescued=True) for name in _rescued(typed)]
        made.append(NewGuest(typed))
    return tuple(made)


def _rescued(typed: str) -> list[str]:
    """A name without a vowel was hardly meant in Latin letters, where its keys have one on the Russian layout."""
    if not _LATIN.fullmatch(typed) or _LATIN_VOWELS & set(typed.casefold()):
        return []
    russian, _kazakh = layouts.typed_for_cyrillic(typed)
    return [russian] if _VOWELS & set(russian.casefold()) else []


def _number(meant: TicketNumber, typed: str) -> str:
    """As it is printed; as it was typed where several letters may be meant."""
    if not meant.letters:
        return str(meant.serial)
    return ticket_number(meant.letters[0], meant.serial) if len(meant.letters) == 1 else typed


def _answering(typed: str, types: Sequence[TicketType], language: str) -> list[TicketType]:
    """Types with this in their title, best first: by the language shown, else by any that it is written in."""
    ranked = []
    for place, one in enumerate(types):
        titles = [one.titles.to(language), *one.titles.by_language.values()]
        ranks = [rank for title in titles if (rank := names.rank(typed, title)) is not None and rank <= names.GUESSED]
        if one.on_sale and ranks:
            ranked.append((min(ranks), place, one))
    return [one for _, _, one in sorted(ranked)[:_MOST_TYPES]]
