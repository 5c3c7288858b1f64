"""The ticket types on pages of nine, so that one digit takes a ticket: a category's own, or small ones together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from aspara_desk.domain.ticket_types import Category, TicketType

MOST = 9
"""Types on a page: the digits 1 to 9. 0 turns the page."""


@dataclass(frozen=True, slots=True)
class TypePage:
    """One page. `part` counts the pages of a category that has several, from 1; it is 0 for the only one."""

    types: tuple[TicketType, ...]
    part: int = 0

    @property
    def categories(self) -> tuple[Category, ...]:
        return tuple(dict.fromkeys(one.category for one in self.types))

    def at(self, digit: int) -> TicketType | None:
        """The type that a digit takes; None where the page has none there."""
        return self.types[digit - 1] if 1 <= digit <= len(self.types) else None


def type_pages(types: Sequence[TicketType]) -> tuple[TypePage, ...]:
    """Pages of what is on sale, categories in their fixed order and types in that of the season."""
    order = list(Category)
    on_sale = sorted((one for one in types if one.on_sale), key=lambda one: order.index(one.category))
    made: list[TypePage] = []
    small: tuple[TicketType, ...] = ()
    for _, group in groupby(on_sale, key=lambda one: one.category):
        of_category = tuple(group)
        if len(of_category) <= MOST:
            if len(small) + len(of_category) > MOST:
                made.append(TypePage(small))
                small = ()
            small += of_category
            continue
        if small:
            made.append(TypePage(small))
            small = ()
        made += _parts(of_category)
    return (*made, TypePage(small)) if small else tuple(made)


def _parts(types: Sequence[TicketType]) -> list[TypePage]:
    starts = range(0, len(types), MOST)
    return [TypePage(tuple(types[start : start + MOST]), part) for part, start in enumerate(starts, start=1)]
