"""Why somebody did what is kept with a record: a void, an override, a count."""

from aspara_desk.domain.code import holds_code
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.names import clean

LONGEST = 500


def clean_reason(why: str) -> str:
    """The reason as it is kept: one line of plain text, cleaned as a name is.

    Raises Misused: `reason_missing` where nothing is left of it, `reason_too_long` beyond `LONGEST` characters,
    `code_in_text` for a scanner that fired into the wrong field.
    """
    cleaned = clean(why)
    if not cleaned:
        raise Misused("reason_missing")
    if holds_code(cleaned):
        raise Misused("code_in_text")
    if len(cleaned) > LONGEST:
        raise Misused("reason_too_long", most=LONGEST)
    return cleaned
