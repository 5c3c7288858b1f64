"""Cash over the counter as it is typed: what is due, what was handed over, what goes back. No Qt."""

from dataclasses import dataclass

from aspara_desk.domain import cash
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.money import Money
from aspara_desk.i18n import formats


@dataclass(frozen=True, slots=True)
class CashGiven:
    """`text` is as typed; nothing typed means the exact amount."""

    due: Money
    text: str = ""

    @property
    def given(self) -> Money | None:
        """What was handed over; None while nothing is typed, or nothing that is an amount."""
        try:
            return cash.parse_cash(self.text.strip(), self.due.currency) if self.text.strip() else None
        except Misused:
            return None

    @property
    def change(self) -> Money | None:
        """What goes back; None where the amount is not known or too little."""
        return change_of(self.due, self.given)

    @property
    def is_improbable(self) -> bool:
        """Whether so much was typed that it was hardly meant."""
        given = self.given
        return given is not None and cash.is_improbable(self.due, given)

    @property
    def proposals(self) -> tuple[Money, ...]:
        """What is likely to be handed over beside the exact amount."""
        return cash.proposals(self.due)[1:]

    def checked(self) -> Money | None:
        """As `given`, of what is confirmed. Raises Misused `cash_unreadable` and `cash_too_little`."""
        if not self.text.strip():
            return None
        given = cash.parse_cash(self.text.strip(), self.due.currency)
        cash.change(self.due, given)
        return given

    def next_text(self, step: int) -> str:
        """What may be handed over after, or before, the amount that is typed; empty is the exact one."""
        amounts = ["", *map(typed, self.proposals)]
        current = self.text.replace(" ", "").replace("\u00a0", "")
        at = amounts.index(current) if current in amounts else 0
        return amounts[(at + step) % len(amounts)]


def change_of(due: Money, given: Money | None) -> Money | None:
    """What goes back of what was handed over; None where that is not known, or too little."""
    return given - due if given is not None and given >= due else None


def typed(amount: Money) -> str:
    """An amount of whole major units as it would be typed."""
    return formats.money(amount).rpartition("\u00a0")[0].replace("\u00a0", "")
