"""What the demo knows it did, kept apart from the store, so that the reports can be held against it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from aspara_desk.domain.admission import Reason
from aspara_desk.domain.sales import Method, OrderState
from aspara_desk.reports.attendance import Came, Crowd


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody came in. `right` is the number of the first paper that showed the right to."""

    right: str
    event: str
    crowd: Crowd


@dataclass(slots=True)
class OrderKept:
    """An order as the demo remembers it; `prices` are those of its tickets that stand, in minor units."""

    state: OrderState
    prices: dict[str, int]


@dataclass(slots=True)
class Ledger:
    papers: Counter[str] = field(default_factory=Counter)  # by ticket type, replaced and void ones included
    takings: Counter[Method] = field(default_factory=Counter)  # in minor units
    orders: dict[str, OrderKept] = field(default_factory=dict)
    gifts: int = 0  # orders of batches, whose numbers nobody is told
    rights: dict[str, str] = field(default_factory=dict)  # a newer paper: the right's first one
    entries: dict[UUID, Entry] = field(default_factory=dict)  # those that stand, by scan
    without_ticket: Counter[tuple[str, str]] = field(default_factory=Counter)  # by venue and day
    reasons: Counter[Reason] = field(default_factory=Counter)
    pages: int = 0
    codes_read: int = 0

    @property
    def scans(self) -> int:
        return self.reasons.total()

    def sold(self, order: str, state: OrderState, numbers: Sequence[str], price: int, method: Method) -> None:
        """`price` is that of one ticket, in minor units."""
        self.orders[order] = OrderKept(state, dict.fromkeys(numbers, price))
        if method.is_payment:
            self.takings[method] += price * len(numbers)

    def paid(self, order: str, method: Method) -> None:
        kept = self.orders[order]
        kept.state = OrderState.PAID
        self.takings[method] += sum(kept.prices.values())

    def voided(self, number: str) -> None:
        for kept in self.orders.values():
            if kept.prices.pop(number, None) is not None and not kept.prices and kept.state is OrderState.PENDING:
                kept.state = OrderState.CANCELLED

    def replaced(self, old: str, new: str) -> None:
        self.rights[new] = self.right_of(old)
        for kept in self.orders.values():
            if old in kept.prices:
                kept.prices[new] = kept.prices.pop(old)

    def right_of(self, number: str) -> str:
        return self.rights.get(number, number)

    @property
    def owed(self) -> int:
        pending = [kept for kept in self.orders.values() if kept.state is OrderState.PENDING]
        return sum(sum(kept.prices.values()) for kept in pending)

    def orders_by_state(self) -> dict[str, int]:
        states = Counter(kept.state.value for kept in self.orders.values())
        states[OrderState.PAID.value] += self.gifts
        return dict(states)

    def attendance(self) -> dict[tuple[str, Crowd], Came]:
        """By event and crowd."""
        rights: defaultdict[tuple[str, Crowd], list[str]] = defaultdict(list)
        for entry in self.entries.values():
            rights[entry.event, entry.crowd].append(entry.right)
        return {key: Came(len(set(found)), len(found)) for key, found in rights.items()}

    def total(self, crowd: Crowd) -> Came:
        rights = [entry.right for entry in self.entries.values() if entry.crowd is crowd]
        return Came(len(set(rights)), len(rights))
