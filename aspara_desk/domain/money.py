"""Money in whole minor units. Nothing here, or anywhere, is a floating-point number."""

import re
from dataclasses import dataclass
from decimal import Decimal

# ISO 4217, table A.1: currencies whose minor unit is not a hundredth. The tenge has 100 tiyn.
_EXPONENTS = {
    "BHD": 3, "CLP": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3,
    "PYG": 0, "TND": 3, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0,
}  # fmt: skip
_CURRENCY = re.compile(r"[A-Z]{3}")
_AMOUNT = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (tiyn, cents) of an ISO 4217 currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise TypeError("money is a whole number of minor units")
        if not _CURRENCY.fullmatch(self.currency):
            raise ValueError("a currency is three capital letters")

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, count: int) -> "Money":
        return Money(self.minor * count, self.currency)

    def _same_currency(self, other: "Money") -> None:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")


def is_currency(text: str) -> bool:
    return _CURRENCY.fullmatch(text) is not None


def exponent(currency: str) -> int:
    """How many decimal digits the minor unit of a currency has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def in_major_units(money: Money) -> Decimal:
    """24000.50, with all digits that the currency has."""
    return Decimal(money.minor).scaleb(-exponent(money.currency))


def parse_major(text: str, currency: str) -> Money:
    """Money from major units as text: "24000" or "24000.50". Raises ValueError on anything else."""
    match = _AMOUNT.fullmatch(text)
    digits = exponent(currency)
    if match is None or len(match[2] or "") > digits:
        raise ValueError("not an amount")
    return Money(int(match[1]) * 10**digits + int((match[2] or "").ljust(digits, "0") or 0), currency)
