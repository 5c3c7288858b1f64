"""Cash over the counter: what was handed over, what goes back, and what a guest is likely to hand over."""

import re

from aspara_desk.domain.errors import Misused
from aspara_desk.domain.money import Money, exponent, parse_major

# Notes in circulation, in major units. Coins are left out: who looks for coins hands over the exact amount.
_NOTES = {
    "KZT": (500, 1_000, 2_000, 5_000, 10_000, 20_000),
    "RUB": (50, 100, 200, 500, 1_000, 2_000, 5_000),
    "EUR": (5, 10, 20, 50, 100, 200),
    "USD": (5, 10, 20, 50, 100),
}
_IMPROBABLE = 10  # times the total
_SPACES = " \u00a0\u2009\u202f"  # also the narrow ones that programs put between groups of digits
_WITHOUT_SPACES = str.maketrans("", "", _SPACES)
_DIGITS = re.compile(r"[0-9]{1,12}")


def change(total: Money, given: Money) -> Money:
    """What goes back to the guest. Raises Misused `cash_too_little`."""
    if given < total:
        raise Misused("cash_too_little", total=total, given=given, missing=total - given)
    return given - total


def proposals(total: Money) -> tuple[Money, ...]:
    """What a guest may hand over, rising: the exact amount, then the next ones in notes of each worth, where the
    largest notes that fit and one more make it up.

    For 24 000 ₸: 24 000, 25 000, 30 000, 40 000; for 45 000 ₸ no 46 000, which nobody counts out in notes of 2 000.
    In a currency whose notes are not known here: the exact amount only.
    """
    notes = _notes(total.currency)
    amounts = {-(-total.minor // note) * note for note in notes}
    handed = {amount for amount in amounts if _is_handed_over(amount - total.minor, total.minor, notes)}
    return tuple(Money(minor, total.currency) for minor in sorted({total.minor, *handed}))


def _notes(currency: str) -> tuple[int, ...]:
    """Their worth in minor units, rising."""
    unit = 10 ** exponent(currency)
    return tuple(note * unit for note in _NOTES.get(currency, ()))


def _is_handed_over(change: int, rest: int, notes: tuple[int, ...]) -> bool:
    """Whether one note covers what is left of a sum and gives so much change, once the larger notes are laid down."""
    for note in reversed(notes):
        rest %= note
        if rest and change + rest in notes:
            return True
    return False


def is_improbable(total: Money, given: Money) -> bool:
    """Whether so much was hardly handed over: more than ten times the total, and more than the largest notes need."""
    largest = max(_notes(total.currency), default=1)
    return given.minor > _IMPROBABLE * total.minor and given.minor > -(-total.minor // largest) * largest


def parse_cash(text: str, currency: str) -> Money:
    """Whole major units as they are typed at the counter: "20000", "20 000". Raises Misused `cash_unreadable`.

    The error does not repeat the text, which may come from a scanner.
    """
    digits = text.translate(_WITHOUT_SPACES)
    if not _DIGITS.fullmatch(digits):
        raise Misused("cash_unreadable")
    return parse_major(digits, currency)
