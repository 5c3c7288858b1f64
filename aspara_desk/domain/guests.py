"""Guests: the people a season knows by name."""

from dataclasses import dataclass
from uuid import UUID

from aspara_desk.domain.ticket_types import Category


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
