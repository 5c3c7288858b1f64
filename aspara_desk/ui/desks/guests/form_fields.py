"""What is typed into the form of a guest, and how it becomes the guest's details. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.ticket_types import Category
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.desks.guests.card_words import country

TYPED: Final = ("name", "latin", "organisation", "country", "phone", "email", "note", "attention")
"""Fields of GuestDetails that are typed; category and language are chosen."""

LABELS: Final[Mapping[str, str]] = {
    "name": mark("Name"),
    "latin": mark("Latin spelling"),
    "organisation": mark("Organisation"),
    "category": mark("Category"),
    "language": mark("Language"),
    "country": mark("Country"),
    "phone": mark("Phone"),
    "email": mark("E-mail"),
    "note": mark("Note"),
    "attention": mark("Attention"),
}
HINTS: Final[Mapping[str, str]] = {
    "latin": mark("As in the passport; made from the name if left empty"),
    "attention": mark("What the steward must look at before letting this guest in"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form that was left without saving. `guest_id` is None for a new guest; `save` is the
    number of the save that was on its way then, if one was.
    """

    guest_id: UUID | None
    began_with: Mapping[str, str]
    typed: Mapping[str, str]
    save: int | None


def values_of(details: GuestDetails, language: str) -> dict[str, str]:
    """What the form shows of a guest; the country by its name."""
    values = {field: str(value) for field, value in asdict(details).items()}
    return values | {"country": country(details.country, language), "category": details.category.value}


def details_of(values: Mapping[str, str]) -> GuestDetails:
    """As the form has them: not yet checked."""
    get = values.__getitem__
    return GuestDetails(
        get("name"), get("latin"), get("organisation"), get("country"), get("phone"), get("email"),
        Category(get("category")), get("language"), get("note"), get("attention"),
    )  # fmt: skip


def rebased(typed: Mapping[str, str], began_with: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """The form after somebody else has changed the guest: what was typed here stays, all else is as it is now."""
    return {field: value if value != began_with[field] else now[field] for field, value in typed.items()}
