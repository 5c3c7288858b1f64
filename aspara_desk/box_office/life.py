"""A ticket with its whole life: its order, its papers before and after it, and everything that was done to it."""

from dataclasses import dataclass
from datetime import datetime

from aspara_desk.box_office.tickets import TicketHistory
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Action, Method, Ticket
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.sales import Deed, OrderView
from aspara_desk.store.unit import Reading


@dataclass(frozen=True, slots=True)
class Settlement:
    """A payment for an order that had been placed before."""

    at: datetime
    actor: str
    method: Method
    amount: Money


@dataclass(frozen=True, slots=True)
class TicketLife:
    """`replaces` is the paper that this one took the place of; `deeds` are on this paper, that one and the order.

    Scans are those of this paper; what its right has used before is with the paper that it replaces.
    All are oldest first.
    """

    history: TicketHistory
    order: OrderView
    replaces: Ticket | None
    deeds: tuple[Deed, ...]

    @property
    def placed_by(self) -> Method:
        """How the order was to be settled as it was placed; `later`: its payments are `settlements`."""
        [placed] = self._done(Action.ORDER_PLACED)
        return Method(placed.facts["method"])

    @property
    def settlements(self) -> tuple[Settlement, ...]:
        return tuple(
            Settlement(
                one.at, one.actor, Method(one.facts["method"]), Money(one.facts["minor"], one.facts["currency"])
            )
            for one in self._done(Action.ORDER_PAID)
        )  # fmt: skip

    @property
    def done_to_ticket(self) -> tuple[Deed, ...]:
        """What was done to this paper, and that it took the place of another one."""
        replaced = self.replaces.id if self.replaces is not None else None
        return tuple(
            one
            for one in self.deeds
            if one.subject_id == self.ticket.id
            or (one.subject_id == replaced and one.action is Action.REPLACED)
        )  # fmt: skip

    def _done(self, action: Action) -> tuple[Deed, ...]:
        return tuple(one for one in self.deeds if one.action is action)

    @property
    def ticket(self) -> Ticket:
        return self.history.ticket


def life_of(here: Workplace, number: str) -> TicketLife:
    """Raises Misused `ticket_unknown`, and Refused without the right to find guests."""
    here.require(Right.FIND_GUESTS)

    def work(unit: Reading) -> TicketLife:
        ticket = unit.sales.ticket(number)
        if ticket is None:
            raise Misused("ticket_unknown", ticket=number)
        [order] = unit.sales.order_views([ticket.order_id])
        papers = [one for one in order.tickets if one.entitlement_id == ticket.entitlement_id]
        replaces = next((one for one in papers if one.replaced_by == ticket.number), None)
        subjects = [ticket.id, ticket.order_id, *([replaces.id] if replaces else [])]
        history = TicketHistory(
            ticket,
            order.order,
            unit.scans.of_ticket(ticket.id),
            unit.scans.undos_of_ticket(ticket.id),
            unit.sales.prints_of(ticket.id),
        )
        return TicketLife(history, order, replaces, unit.sales.deeds(subjects))

    return here.read(work)
