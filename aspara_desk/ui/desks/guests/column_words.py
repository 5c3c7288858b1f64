"""Which column of a list is which field of a guest, as a clerk chooses it, in words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from aspara_desk.guests.reading import Column, gives_names
from aspara_desk.guests.vocabulary import FIELDS
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.desks.guests.form_fields import LABELS

_LEFT_OUT = mark("Leave out")
_FIELDS: Final[Mapping[str, str]] = {
    **LABELS, "surname": mark("Surname"), "given": mark("Given name"), "patronymic": mark("Patronymic"),
}  # fmt: skip
_CHECK = mark("Which column is what? Those that are left out are not imported.")
_MISSING = mark("The names are still missing: choose the column that has them.")


def choices(t: Translator) -> list[tuple[str, str]]:
    """The fields by their keys; the empty one leaves a column out."""
    return [("", t(_LEFT_OUT)), *((field, t(_FIELDS[field])) for field in FIELDS)]


def with_field(columns: Sequence[Column], place: int, field: str) -> tuple[Column, ...]:
    """The column at a place has this field now, and no other one has it."""
    return tuple(
        replace(column, field=(field or None) if at == place else None if column.field == field else column.field)
        for at, column in enumerate(columns)
    )


def all_recognised(columns: Sequence[Column]) -> bool:
    """Whether there is nothing to be asked: what has no title and no text is no column."""
    return gives_names(columns) and all(column.field for column in columns if column.title)


def instruction(columns: Sequence[Column], t: Translator) -> str:
    return t(_CHECK if gives_names(columns) else _MISSING)
