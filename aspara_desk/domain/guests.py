"""Guests: the people a season knows by name."""

import unicodedata
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.domain.ticket_types import Category

_DOTLESS = str.maketrans("ı", "i")  # the one letter of Latin alphabets here that is no other letter with a mark


@dataclass(frozen=True, slots=True)
class GuestDetails:
    """What is written down of a person. `name` stays as written; `latin` is its Latin spelling.

    `country` is ISO 3166-1 alpha-2, `language` one of the season's languages. An `attention` note asks the
    steward to look up before letting the guest in.
    """

    name: str
    latin: str = ""
    organisation: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    category: Category = Category.PUBLIC
    language: str = ""
    note: str = ""
    attention: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    id: UUID
    details: GuestDetails
    revision: int = 1


@dataclass(frozen=True, slots=True)
class GuestFilter:
    """Which guests a list shows: those for whom all of this holds.

    `category` None is every category. `without_ticket`: none of the guest's tickets stands (valid or blocked).
    """

    category: Category | None = None
    attention: bool = False
    without_ticket: bool = False


EVERYBODY = GuestFilter()


def sort_key(latin: str) -> str:
    """What a Latin spelling is sorted by: without case and marks, so that Ş stands with S."""
    if latin.isascii():
        return latin.lower()
    spelled = unicodedata.normalize("NFKD", latin.casefold())
    return "".join(letter for letter in spelled if not unicodedata.combining(letter)).translate(_DOTLESS)
