import pytest

from aspara_desk.box_office import batch, selling
from aspara_desk.box_office import tickets as box_office
from aspara_desk.domain.errors import DeskError, Misused, Refused
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method, OrderState, TicketState
from aspara_desk.store.check import check
from aspara_desk.store.guests import new_guest
from aspara_desk.store.models import TICKETS
from tests.door.festival import Festival, told
from tests.rows import count_rows


def refused(act) -> str:
    with pytest.raises(DeskError) as error:
        act()
    return error.value.kind


def is_sound(festival: Festival) -> bool:
    keys = festival.keys
    return check(festival.office.store, lambda key_id, ticket_id: keys.code(key_id, ticket_id).digest) == ()


def outbox(festival: Festival) -> list[str]:
    with festival.office.store.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT action FROM outbox ORDER BY id").scalars())


# --- selling ------------------------------------------------------------------------------------------------------


def test_a_sale_is_an_order_with_its_tickets_and_its_payment(festival: Festival) -> None:
    sold = festival.sell("show", 2, Method.KASPI, "Айгүл Қалиева")
    assert (sold.order.number, sold.order.state, sold.order.total) == (
        "OA-000001",
        OrderState.PAID,
        Money(200_000, "KZT"),
    )
    assert [one.number for one in sold.tickets] == ["A-000001", "A-000002"]
    assert {one.guest_name for one in sold.tickets} == {"Айгүл Қалиева"}
    [line] = festival.office.read(lambda unit: unit.reports.takings())
    assert (line.method, line.payments, line.amount_minor) == ("kaspi", 1, 200_000)
    assert "order_placed" in outbox(festival)
    assert is_sound(festival)


def test_a_quota_is_sold_out_and_says_how_many_are_left(festival: Festival) -> None:
    festival.sell("quota-3", 2)
    with pytest.raises(Refused) as error:
        festival.sell("quota-3", 2)
    assert (error.value.kind, dict(error.value.facts)) == ("sold_out", {"type": "quota-3", "wanted": 2, "left": 1})
    festival.sell("quota-3")
    assert refused(lambda: festival.sell("quota-3")) == "sold_out"
    assert is_sound(festival)


def test_a_refused_sale_leaves_no_gap_in_the_numbers(festival: Festival) -> None:
    festival.sell("seat", 8)
    assert refused(lambda: festival.sell("seat")) == "sold_out"
    assert refused(lambda: festival.sell("quota-3", 4, name="Nobody")) == "sold_out"
    sold = festival.sell()
    assert (sold.tickets[0].number, sold.order.number) == ("A-000009", "OA-000002")
    assert count_rows(festival.office.store, TICKETS) == 9


def test_each_desk_counts_under_its_own_letter(festival: Festival) -> None:
    there = festival.at_desk(letter="B")
    numbers = [
        selling.sell(here, festival.keys, type_key="show").tickets[0].number
        for here in (festival.office, there, festival.office, there)
    ]
    assert numbers == ["A-000001", "B-000001", "A-000002", "B-000002"]


def test_best_row_first_and_together(festival: Festival) -> None:
    first = festival.sell("seat", 3)
    together = festival.sell("seat", 2)
    last = festival.sell("seat", 1)
    assert [[ticket.seat for ticket in one.tickets] for one in (first, together, last)] == [
        ["A 1", "A 2", "A 3"],
        ["B 1", "B 2"],
        ["A 4"],
    ]


def test_void_frees_quota_and_seat(festival: Festival) -> None:
    sold = festival.sell("seat", 8)
    third = sold.tickets[2]
    void = box_office.void(festival.office, third.number, "does not come")
    assert (void.state, void.why) == (TicketState.VOID, "does not come")
    assert festival.sell("seat").tickets[0].seat == "A 3"
    assert is_sound(festival)


def test_what_is_given_costs_nothing(festival: Festival) -> None:
    sold = festival.sell("show", 2, Method.FREE)
    assert (sold.order.total.minor, sold.order.state, sold.tickets[0].price.minor) == (0, OrderState.PAID, 0)
    assert festival.office.read(lambda unit: unit.reports.takings()) == ()
    assert told(festival.scan(sold.tickets[0])) == "ok"


@pytest.mark.parametrize("method", [Method.CASH, Method.LATER])
def test_a_type_without_a_price_is_paid_at_once_without_a_payment(festival: Festival, method: Method) -> None:
    sold = festival.sell("press", method=method)
    assert sold.order.state is OrderState.PAID
    assert festival.office.read(lambda unit: unit.reports.takings()) == ()


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ({"type_key": "nothing"}, "ticket_type_unknown"),
        ({"type_key": "closed"}, "not_on_sale"),
        ({"type_key": "show", "count": 0}, "count_out_of_range"),
        ({"type_key": "show", "count": 501}, "count_out_of_range"),
    ],
)
def test_what_cannot_be_sold_is_said(festival: Festival, what: dict[str, object], kind: str) -> None:
    assert refused(lambda: selling.sell(festival.office, festival.keys, **what)) == kind


@pytest.mark.parametrize(("name", "kind"), [("  ", "name_empty"), ("А" * 201, "name_too_long")])
def test_a_name_is_a_name(name: str, kind: str) -> None:
    assert refused(lambda: selling.guest_named(name)) == kind


# --- paying -------------------------------------------------------------------------------------------------------


def test_a_pending_order_is_paid_once(festival: Festival) -> None:
    order = festival.sell("show", 3, Method.LATER).order
    assert order.state is OrderState.PENDING
    paid = box_office.pay(festival.office, order.number, Method.CARD)
    assert (paid.order.state, paid.amount, len(paid.tickets)) == (OrderState.PAID, Money(300_000, "KZT"), 3)
    assert refused(lambda: box_office.pay(festival.office, order.number, Method.CARD)) == "order_not_pending"
    [line] = festival.office.read(lambda unit: unit.reports.takings())
    assert (line.method, line.amount_minor) == ("card", 300_000)


def test_only_tickets_that_stand_are_paid_for(festival: Festival) -> None:
    sold = festival.sell("show", 3, Method.LATER)
    box_office.void(festival.office, sold.tickets[0].number, "does not come")
    box_office.replace(festival.office, festival.keys, sold.tickets[1].number)
    box_office.block(festival.office, sold.tickets[2].number, "lost")
    assert box_office.pay(festival.office, sold.order.number, Method.CASH).amount.minor == 200_000


def test_a_pending_order_without_tickets_is_cancelled(festival: Festival) -> None:
    sold = festival.sell("show", 2, Method.LATER)
    for ticket in sold.tickets:
        box_office.void(festival.office, ticket.number, "does not come")
    history = box_office.show(festival.office, sold.tickets[0].number)
    assert history.order.state is OrderState.CANCELLED
    assert refused(lambda: box_office.pay(festival.office, sold.order.number, Method.CASH)) == "order_not_pending"


def test_a_paid_order_stays_paid_when_its_tickets_are_void(festival: Festival) -> None:
    sold = festival.sell()
    box_office.void(festival.office, sold.tickets[0].number, "refunded")
    assert box_office.show(festival.office, sold.tickets[0].number).order.state is OrderState.PAID


@pytest.mark.parametrize("method", [Method.FREE, Method.LATER])
def test_a_payment_is_a_payment(festival: Festival, method: Method) -> None:
    order = festival.sell(method=Method.LATER).order
    assert refused(lambda: box_office.pay(festival.office, order.number, method)) == "not_a_payment"
    assert refused(lambda: box_office.pay(festival.office, "OA-999999", Method.CASH)) == "order_unknown"


# --- replacing, blocking ------------------------------------------------------------------------------------------


def test_a_replacement_inherits_right_seat_price_and_guest(festival: Festival) -> None:
    [old] = festival.sell("seat", name="Saule").tickets
    sold = box_office.replace(festival.office, festival.keys, old.number)
    [new] = sold.tickets
    assert (new.entitlement_id, new.seat, new.price, new.guest_name, sold.order.id) == (
        old.entitlement_id,
        old.seat,
        old.price,
        old.guest_name,
        old.order_id,
    )
    assert festival.code(new) != festival.code(old)
    before = festival.now(old.number)
    assert (before.state, before.replaced_by) == (TicketState.REPLACED, new.number)
    assert is_sound(festival)


def test_a_replacement_inherits_entries_and_block(festival: Festival) -> None:
    ticket = festival.ticket("show-three")
    for clock in ("18:10", "18:20"):
        festival.scan(ticket, clock)
    box_office.block(festival.office, ticket.number, "lost")
    [newer] = box_office.replace(festival.office, festival.keys, ticket.number).tickets
    assert (newer.state, newer.why) == (TicketState.BLOCKED, "lost")
    assert told(festival.scan(newer, "18:30")) == "blocked"
    box_office.unblock(festival.office, newer.number)
    assert [told(festival.scan(newer, clock)) for clock in ("18:40", "18:50")] == ["ok", "entries_used"]


def test_a_chain_of_replacements_ends_in_one_ticket(festival: Festival) -> None:
    chain = [festival.ticket()]
    for _ in range(3):
        chain += box_office.replace(festival.office, festival.keys, chain[-1].number).tickets
    states = [festival.now(one.number).state for one in chain]
    assert states == [TicketState.REPLACED] * 3 + [TicketState.VALID]
    assert [told(festival.scan(one)) for one in chain] == ["replaced"] * 3 + ["ok"]
    assert festival.counters_off() == {}


@pytest.mark.parametrize(
    ("made", "acts"),
    [
        ("void", ["void", "block", "unblock", "replace"]),
        ("replace", ["void", "block", "unblock", "replace"]),
        ("block", ["block"]),
        (None, ["unblock"]),
    ],
)
def test_what_may_not_follow_is_refused(festival: Festival, made: str | None, acts: list[str]) -> None:
    number = festival.ticket().number
    ways = {
        "void": lambda one: box_office.void(festival.office, one, "because"),
        "block": lambda one: box_office.block(festival.office, one, "because"),
        "unblock": lambda one: box_office.unblock(festival.office, one),
        "replace": lambda one: box_office.replace(festival.office, festival.keys, one),
    }
    if made:
        ways[made](number)
    for act in acts:
        assert refused(lambda way=ways[act]: way(number)) == "ticket_state"
        assert refused(lambda way=ways[act]: way("A-000777")) == "ticket_unknown"


@pytest.mark.parametrize("act", [box_office.void, box_office.block])
def test_void_and_block_say_why(festival: Festival, act) -> None:
    number = festival.ticket().number
    assert refused(lambda: act(festival.office, number, "  ")) == "reason_missing"
    assert festival.now(number).state is TicketState.VALID


# --- who may ------------------------------------------------------------------------------------------------------

ACTS = {
    "sell": (lambda here, keys, _one: selling.sell(here, keys, type_key="show"), {"clerk", "manager"}),
    "give": (
        lambda here, keys, _one: selling.sell(here, keys, type_key="show", method=Method.FREE),
        {"clerk", "manager"},
    ),
    "issue": (lambda here, keys, _one: list(batch.issue_in_parts(here, keys, "show", [])), {"clerk", "manager"}),
    "pay": (lambda here, _keys, one: box_office.pay(here, one.number, Method.CASH), {"clerk", "manager"}),
    "void": (lambda here, _keys, one: box_office.void(here, one.number, "because"), {"clerk", "manager"}),
    "replace": (lambda here, keys, one: box_office.replace(here, keys, one.number), {"clerk", "manager"}),
    "block": (lambda here, _keys, one: box_office.block(here, one.number, "x"), {"clerk", "supervisor", "manager"}),
    "unblock": (lambda here, _keys, one: box_office.unblock(here, one.number), {"clerk", "supervisor", "manager"}),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_role_without_the_right_is_refused_before_anything_happens(festival: Festival, act: str) -> None:
    do, allowed = ACTS[act]
    before = outbox(festival)
    for role in Role:
        if role.value in allowed:
            continue
        ticket = festival.ticket()
        before.append("order_placed")
        with pytest.raises(Refused) as error:
            do(festival.at_desk(role=role), festival.keys, ticket)
        assert (error.value.kind, error.value.facts["role"]) == ("not_allowed", role.value)
    assert outbox(festival) == before


@pytest.mark.parametrize("act", ["sell", "give", "void", "replace", "block"])
def test_a_clerk_does_the_work_of_a_box_office(festival: Festival, act: str) -> None:
    do, _allowed = ACTS[act]
    do(festival.at_desk(role=Role.CLERK), festival.keys, festival.ticket())


# --- batches ------------------------------------------------------------------------------------------------------


def guests(festival: Festival, count: int) -> list:
    def work(unit):
        made = [new_guest(unit.new_id(), selling.guest_named(f"Guest {number}")) for number in range(count)]
        unit.guests.add(made, unit.now)
        return [one.id for one in made]

    return festival.office.write(work)


def test_a_batch_gives_each_guest_one_ticket(festival: Festival) -> None:
    wanted = guests(festival, 230)
    plan = batch.plan(festival.office, "press", wanted)
    assert (plan.without, plan.unprinted, plan.holders) == (tuple(wanted), (), ())
    seen: list[int] = []
    numbers = batch.issue_all(
        festival.office, festival.keys, type_key="press", guest_ids=plan.without, progress=seen.append
    )
    assert numbers == [f"A-{serial:06d}" for serial in range(1, 231)]
    assert seen == [100, 200, 230]
    assert is_sound(festival)


def test_an_interrupted_batch_goes_on_where_it_stopped(festival: Festival) -> None:
    wanted = guests(festival, 150)

    def interrupted(done: int) -> None:
        raise KeyboardInterrupt(done)

    with pytest.raises(KeyboardInterrupt):
        batch.issue_all(festival.office, festival.keys, type_key="press", guest_ids=wanted, progress=interrupted)
    plan = batch.plan(festival.office, "press", [*wanted, *wanted])
    assert (len(plan.without), len(plan.unprinted), plan.holders) == (50, 100, ())
    batch.issue_all(festival.office, festival.keys, type_key="press", guest_ids=plan.without)
    assert count_rows(festival.office.store, TICKETS) == 150


def test_a_void_ticket_does_not_keep_its_guest_from_another(festival: Festival) -> None:
    [guest] = guests(festival, 1)
    [number] = batch.issue_all(festival.office, festival.keys, type_key="press", guest_ids=[guest])
    assert batch.plan(festival.office, "press", [guest]).without == ()
    box_office.void(festival.office, number, "wrong type")
    assert batch.plan(festival.office, "press", [guest]).without == (guest,)


def test_a_batch_too_large_for_the_quota_is_refused_before_it_begins(festival: Festival) -> None:
    with pytest.raises(Refused) as error:
        batch.plan(festival.office, "quota-3", guests(festival, 4))
    assert (error.value.kind, error.value.facts["left"]) == ("sold_out", 3)


# --- looking at a ticket ------------------------------------------------------------------------------------------


def test_a_ticket_is_shown_with_everything_that_happened_to_it(festival: Festival) -> None:
    ticket = festival.ticket()
    answer = festival.scan(ticket)
    festival.undo(answer)
    history = box_office.show(festival.office, ticket.number)
    assert history.ticket == ticket
    assert [one.id for one in history.scans] == [one.scan_id for one in history.undos] == [answer.scan_id]
    assert (history.order.state, history.prints) == (OrderState.PAID, ())
    with pytest.raises(Misused):
        box_office.show(festival.office, "A-000777")
