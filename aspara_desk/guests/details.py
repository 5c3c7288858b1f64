"""What may be written down of a guest: the limits and vocabularies that lists and forms share."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from aspara_desk.domain.code import holds_code
from aspara_desk.domain.errors import BadInput, Place, Problem
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.names import clean
from aspara_desk.guests.vocabulary import FIELDS, category_of, country_of, language_of

LONGEST = 200
LONGEST_NOTE = 1_000
_LIMITS = dict.fromkeys(FIELDS, LONGEST) | {"note": LONGEST_NOTE, "attention": LONGEST_NOTE}
# RFC 5321 allows more, but nobody writes it in a list; what is caught here is a slip or another column's value. So it
# is with telephone numbers: how long they are is each country's own business, and people write words beside them.
_EMAIL = re.compile(r"[^\s@,;<>()\"]+@[^\s@,;<>()\"]+\.[^\s@,;<>()\".\d]{2,}")
_CHECKED = frozenset({"category", "language", "country", "email", "phone"})


def problem_with(field: str, value: str) -> Problem | None:
    """What is wrong with a cleaned value, given its field (one of `vocabulary.FIELDS`); None where nothing is.

    Whoever knows where the value stands says so in the problem's place.
    """
    if len(value) > _LIMITS[field]:
        return Problem("guest_value_too_long", {"length": len(value), "most": _LIMITS[field]})
    if holds_code(value):
        return Problem("code_in_text")
    if field in _CHECKED and (kind := _unknown(field, value)):
        return Problem(kind, {"value": value})
    return None


def checked(details: GuestDetails) -> GuestDetails:
    """Details as a form gives them, cleaned; country and language by their codes, however they were written.

    Raises BadInput (`guest_details_wrong`) with a problem for each field that is wrong; the `column` of its place is
    the name of the field in `GuestDetails`.
    """
    values = {field: clean(value) for field, value in asdict(details).items()}
    problems = list(_wrong(values))
    if problems:
        raise BadInput("guest_details_wrong", problems=problems)
    country, language = country_of(values.pop("country")) or "", language_of(values.pop("language")) or ""
    del values["category"]
    return GuestDetails(**values, category=details.category, country=country, language=language)


def _wrong(values: Mapping[str, str]) -> Iterator[Problem]:
    if not any(map(str.isalnum, values["name"])):
        yield Problem("guest_name_missing", {}, Place(column="name"))
    for field, value in values.items():
        problem = problem_with(field, value)
        if problem is not None:
            yield replace(problem, place=Place(column=field))


def _unknown(field: str, value: str) -> str | None:
    """The kind of problem with a value that must be one of a vocabulary."""
    if not value:
        return None
    match field:
        case "category":
            return None if category_of(value) else "guest_category_unknown"
        case "language":
            return None if language_of(value) else "guest_language_unknown"
        case "country":
            return None if country_of(value) else "guest_country_unknown"
        case "phone":
            return None if any(map(str.isdigit, value)) and "@" not in value else "guest_phone_malformed"
        case "email":
            return None if _EMAIL.fullmatch(value) else "guest_email_malformed"
    return None
