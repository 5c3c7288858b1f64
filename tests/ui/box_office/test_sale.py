import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.box_office.selling import MOST_IN_ONE_SALE, Sold
from aspara_desk.box_office.stock import Stock
from aspara_desk.domain.errors import Problem
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.money import Money
from aspara_desk.domain.sales import Method, Order, OrderState
from aspara_desk.domain.season import Titles
from aspara_desk.domain.ticket_types import Category, TicketType
from aspara_desk.guests.finding import FoundGuest
from aspara_desk.ui.desks.box_office.checkout import Buyer, Checkout, Unsure
from aspara_desk.ui.desks.box_office.choices import (
    NewGuest,
    OpenOrder,
    OpenTicket,
    PickGuest,
    PickType,
    choices,
)
from aspara_desk.ui.desks.box_office.sale import Remark, Sale, Stage
from aspara_desk.ui.desks.box_office.type_pages import MOST, type_pages
from tests.scanning.keyboards import strokes

SPACE = UUID("0192f0c4-5a3e-7b1d-9c44-0000000000ff")


def tenge(major: int) -> Money:
    return Money(major * 100, "KZT")


def ticket_type(
    key: str, price: int = 6000, *, category: Category = Category.PUBLIC, personal: bool = False, on_sale: bool = True
) -> TicketType:
    titles = Titles({"en": key.capitalize(), "kk": key.capitalize(), "ru": key.capitalize()})
    return TicketType(
        uuid5(SPACE, key), key, titles, category, tenge(price), "#000000", personal=personal, on_sale=on_sale
    )


CONCERT = ticket_type("concert")
PASS = ticket_type("pass", 24000)
FAIR = ticket_type("fair", 0)
VIP = ticket_type("vip", 60000, category=Category.VIP, personal=True)
TYPES = (CONCERT, PASS, FAIR, VIP)
AIGUL = Buyer(GuestDetails("Айгүл Қалиева"), uuid5(SPACE, "aigul"))


@pytest.fixture
def sale() -> Sale:
    return Sale("KZT")


def sold(total: Money, state: OrderState = OrderState.PAID, order_id: UUID = SPACE) -> Sold:
    return Sold(Order(order_id, "OA-000418", state, total, datetime(2022, 10, 2, tzinfo=UTC)), ())


# --- the basket ---


def test_the_same_tile_again_is_one_more(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.take(PASS)
    sale.take(CONCERT)
    assert [(line.type.key, line.count) for line in sale.lines] == [("concert", 2), ("pass", 1)]
    assert sale.total == tenge(36000)
    assert sale.line is not None
    assert sale.line.type is CONCERT


def test_minus_on_the_last_one_takes_the_line_out(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.take(PASS)
    sale.add(-1)
    assert [line.type for line in sale.lines] == [CONCERT]
    sale.add(-1)
    assert sale.is_empty
    sale.add(-1)
    assert sale.is_empty


def test_what_is_sold_out_is_not_taken(sale: Sale) -> None:
    sale.know_stock({CONCERT.id: Stock(600, 0)})
    sale.take(PASS)
    sale.take(CONCERT)
    assert [line.type for line in sale.lines] == [PASS]
    assert sale.problem == Problem("sold_out", {"type": "concert", "wanted": 1, "left": 0})


def test_what_is_left_counts_the_basket(sale: Sale) -> None:
    sale.know_stock({CONCERT.id: Stock(598, 2), FAIR.id: Stock(7, None)})
    sale.take(CONCERT)
    assert (sale.left(CONCERT), sale.left(FAIR), sale.left(PASS)) == (1, None, None)
    sale.add(5)
    assert sale.left(CONCERT) == 0


def test_a_typed_count(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.begin_count()
    sale.type_count("12")
    sale.enter(SPACE)
    assert sale.count == 12
    assert sale.stage is Stage.CHOOSING


@pytest.mark.parametrize("text", ["0", "501", "two", "-1"])
def test_a_count_that_is_none_is_said_and_kept(sale: Sale, text: str) -> None:
    sale.take(CONCERT, 3)
    sale.begin_count()
    sale.type_count(text)
    sale.enter(SPACE)
    assert sale.problem is not None
    assert sale.problem.kind == "count_out_of_range"
    assert (sale.count, sale.count_text, sale.stage) == (3, text, Stage.COUNTING)
    sale.back()
    assert (sale.count, sale.stage) == (3, Stage.CHOOSING)


def test_escape_empties_the_basket_at_the_second_time(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.choose_buyer(AIGUL)
    sale.back()
    assert sale.problem == Remark.CLEAR_AGAIN
    assert sale.count == 1
    sale.back()
    assert sale.is_empty
    assert sale.buyer is None
    assert sale.problem == Remark.CLEARED
    sale.bring_back()
    assert (sale.count, sale.buyer, sale.problem) == (1, AIGUL, None)


def test_what_was_cleared_is_not_mixed_with_another_order(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.back()
    sale.back()
    sale.take(PASS)
    sale.bring_back()
    assert [line.type for line in sale.lines] == [PASS]


def test_a_line_that_was_taken_out_comes_back_where_it_was(sale: Sale) -> None:
    sale.take(CONCERT, 3)
    sale.take(PASS)
    sale.select(-1)
    sale.remove()
    assert sale.can_bring_back
    sale.bring_back()
    assert [(line.type, line.count) for line in sale.lines] == [(CONCERT, 3), (PASS, 1)]
    assert sale.line is not None
    assert sale.line.type is CONCERT
    assert not sale.can_bring_back


def test_the_last_line_comes_back_to_its_guest(sale: Sale) -> None:
    sale.choose_buyer(AIGUL)
    sale.take(CONCERT)
    sale.add(-1)
    assert sale.is_empty
    sale.bring_back()
    assert (sale.count, sale.buyer) == (1, AIGUL)


def test_a_line_that_was_taken_out_is_not_added_to_what_was_chosen_since(sale: Sale) -> None:
    sale.take(CONCERT, 3)
    sale.remove()
    sale.take(CONCERT)
    assert not sale.can_bring_back
    sale.bring_back()
    assert sale.count == 1


def test_a_line_that_was_taken_out_is_gone_with_its_order(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.take(PASS)
    sale.remove()
    sale.enter(SPACE)
    sale.enter(SPACE)
    sale.saved(sold(tenge(6000)))
    assert not sale.can_bring_back


def test_anything_between_two_escapes_keeps_the_basket(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.back()
    sale.take(CONCERT)
    sale.back()
    assert sale.count == 2


def test_a_type_that_the_programme_lost_leaves_the_basket(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.take(PASS)
    sale.refresh([CONCERT], "KZT")
    assert [line.type for line in sale.lines] == [CONCERT]
    sale.enter(SPACE)
    sale.refresh([PASS], "KZT")
    assert sale.stage is Stage.CHOOSING


# --- paying ---


def test_enter_twice_is_exact_cash(sale: Sale) -> None:
    sale.take(CONCERT)
    assert sale.enter(SPACE) is None
    assert sale.stage is Stage.PAYING
    checkout = sale.enter(SPACE)
    assert checkout is not None
    assert (checkout.method, checkout.total, checkout.given) == (Method.CASH, tenge(6000), None)
    assert [(one.type_key, one.count) for one in checkout.basket] == [("concert", 1)]


def test_a_confirmed_sale_is_given_once(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.enter(SPACE)
    assert sale.enter(SPACE) is not None
    assert sale.enter(SPACE) is None
    sale.take(PASS)
    sale.back()
    sale.pay(Method.CARD)
    sale.type_cash("9")
    assert sale.enter(SPACE) is None
    sale.saved(sold(tenge(6000)))
    assert sale.enter(SPACE) is None
    assert sale.receipt is not None
    assert sale.receipt.order == "OA-000418"


def test_change_is_worked_out_as_the_amount_is_typed(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.enter(SPACE)
    sale.type_cash("5 000")
    assert (sale.cash.given, sale.cash.change) == (tenge(5000), None)
    sale.type_cash("10 000")
    assert sale.cash.change == tenge(4000)
    assert tenge(10000) in sale.cash.proposals
    assert sale.enter(SPACE) is not None
    sale.saved(sold(tenge(6000)))
    assert sale.receipt is not None
    assert sale.receipt.change == tenge(4000)


@pytest.mark.parametrize(("text", "kind"), [("5999", "cash_too_little"), ("1e4", "cash_unreadable")])
def test_cash_that_is_too_little_is_not_taken(sale: Sale, text: str, kind: str) -> None:
    sale.take(CONCERT)
    sale.enter(SPACE)
    sale.type_cash(text)
    assert sale.enter(SPACE) is None
    assert sale.problem is not None
    assert sale.problem.kind == kind
    assert (sale.stage, sale.cash_text, sale.count) == (Stage.PAYING, text, 1)


def test_free_costs_nothing_and_later_takes_no_cash(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.pay(Method.FREE)
    assert (sale.total, sale.price, sale.takes_cash) == (tenge(0), tenge(6000), False)
    sale.pay(Method.LATER)
    assert (sale.total, sale.takes_cash) == (tenge(6000), False)
    checkout = sale.enter(SPACE)
    assert checkout is not None
    assert checkout.method is Method.LATER
    sale.saved(sold(tenge(6000), OrderState.PENDING))
    assert sale.receipt is not None
    assert not sale.receipt.is_paid


def test_there_is_nothing_to_pay_before_something_is_chosen(sale: Sale) -> None:
    sale.enter(SPACE)
    assert sale.problem == Remark.NOTHING_CHOSEN
    sale.pay(Method.CARD)
    assert sale.stage is Stage.CHOOSING


def test_a_personal_ticket_asks_for_a_name_once(sale: Sale) -> None:
    sale.take(VIP)
    assert sale.wants_name
    sale.enter(SPACE)
    assert (sale.problem, sale.stage) == (Remark.NAME_WANTED, Stage.CHOOSING)
    sale.enter(SPACE)
    assert sale.stage is Stage.PAYING


@pytest.mark.parametrize("method", [one for one in Method if one is not Method.CASH])
def test_a_method_that_was_chosen_outlives_the_question_for_a_name(sale: Sale, method: Method) -> None:
    sale.take(VIP)
    sale.pay(method)
    assert (sale.problem, sale.stage) == (Remark.NAME_WANTED, Stage.CHOOSING)
    sale.enter(SPACE)
    assert (sale.stage, sale.method) == (Stage.PAYING, method)
    checkout = sale.enter(SPACE)
    assert checkout is not None
    assert checkout.method is method


def test_a_method_that_was_chosen_outlives_the_name_that_is_given(sale: Sale) -> None:
    sale.take(VIP)
    sale.pay(Method.CARD)
    sale.choose_buyer(AIGUL)
    sale.enter(SPACE)
    assert (sale.stage, sale.method) == (Stage.PAYING, Method.CARD)


def test_escape_at_the_question_for_a_name_takes_back_the_payment_alone(sale: Sale) -> None:
    sale.take(VIP)
    sale.pay(Method.FREE)
    sale.back()
    assert (sale.problem, sale.method, sale.count) == (None, Method.CASH, 1)
    sale.back()
    assert sale.problem is Remark.CLEAR_AGAIN


def test_a_personal_ticket_with_a_name_asks_nothing(sale: Sale) -> None:
    sale.take(VIP)
    sale.choose_buyer(AIGUL)
    sale.enter(SPACE)
    assert (sale.problem, sale.stage) == (None, Stage.PAYING)


def test_a_sale_that_was_not_recorded_keeps_everything(sale: Sale) -> None:
    sale.take(CONCERT, 2)
    sale.choose_buyer(AIGUL)
    sale.enter(SPACE)
    sale.type_cash("20000")
    sale.enter(SPACE)
    problem = Problem("store_locked", {"store": "season.db"})
    sale.failed(problem, unsure=False)
    assert (sale.count, sale.buyer, sale.cash_text, sale.problem) == (2, AIGUL, "20000", problem)
    assert sale.enter(SPACE) is not None


def test_the_next_sale_begins_clean_and_the_last_one_stays_known(sale: Sale) -> None:
    sale.take(VIP)
    sale.choose_buyer(AIGUL)
    sale.pay(Method.CARD)
    sale.enter(SPACE)
    sale.saved(sold(tenge(60000)))
    assert (sale.is_empty, sale.buyer, sale.method, sale.stage) == (True, None, Method.CASH, Stage.CHOOSING)
    sale.take(CONCERT)
    assert sale.receipt is not None
    assert (sale.receipt.buyer, sale.receipt.method) == ("Айгүл Қалиева", Method.CARD)


# --- whatever is done ---


@dataclass(frozen=True)
class Act:
    name: str
    argument: object = None


ACTS = st.one_of(
    st.builds(Act, st.just("take"), st.sampled_from(TYPES)),
    st.builds(Act, st.just("add"), st.integers(-3, 300)),
    st.builds(Act, st.just("select"), st.sampled_from([-1, 1])),
    st.builds(Act, st.just("type_count"), st.sampled_from(["", "0", "7", "700", "x"])),
    st.builds(Act, st.just("type_cash"), st.sampled_from(["", "1", "200000", "x"])),
    st.builds(Act, st.just("pay"), st.sampled_from([None, *Method])),
    st.builds(Act, st.sampled_from(["remove", "begin_count", "back", "bring_back", "enter", "fail", "save"])),
    st.builds(Act, st.just("choose_buyer"), st.just(AIGUL)),
)


@given(st.lists(ACTS, max_size=40))
def test_no_order_of_keys_breaks_a_sale(acts: list[Act]) -> None:
    sale = Sale("KZT")
    for act in acts:
        was_saving = sale.stage is Stage.SAVING
        if act.name == "enter":
            checkout = sale.enter(SPACE)
            assert (checkout is not None) == (sale.stage is Stage.SAVING and not was_saving)
        elif act.name == "fail":
            if was_saving:
                sale.failed(Problem("store_locked"), unsure=False)
        elif act.name == "save":
            if was_saving:
                sale.saved(sold(sale.total))
        else:
            getattr(sale, act.name)(*([] if act.argument is None and act.name != "pay" else [act.argument]))
        assert all(line.count > 0 for line in sale.lines)
        assert len({line.type.id for line in sale.lines}) == len(sale.lines)
        assert sale.count <= MOST_IN_ONE_SALE
        assert sale.price == tenge(sum(line.type.price.minor // 100 * line.count for line in sale.lines))
        assert (sale.line is None) == (not sale.lines)
        assert sale.stage is Stage.CHOOSING or sale.lines


# --- a store that may have recorded it all the same ---


def ids() -> Iterator[UUID]:
    return (uuid5(SPACE, str(count)) for count in itertools.count())


AWAY = Problem("store_server_away", {"store": "season"})


def failing(sale: Sale, order_id: UUID) -> Checkout:
    checkout = sale.enter(order_id)
    assert checkout is not None
    sale.failed(AWAY, unsure=True)
    return checkout


def test_the_same_sale_keeps_its_id_until_it_is_known(sale: Sale) -> None:
    one, two, three, *_ = itertools.islice(ids(), 3)
    sale.take(CONCERT)
    sale.enter(one)
    first = failing(sale, one)
    sale.type_cash("10000")
    again = failing(sale, two)
    assert (first.order_id, again.order_id, again.doubts) == (one, one, ())
    assert sale.problem == Unsure(AWAY)
    last = sale.enter(three)
    assert last is not None
    done = sale.saved(sold(tenge(6000), order_id=one))
    assert done == last
    assert sale.receipt is not None
    assert sale.receipt.change == tenge(4000)


def test_a_sale_that_was_refused_is_a_new_one(sale: Sale) -> None:
    one, two, *_ = itertools.islice(ids(), 2)
    sale.take(CONCERT)
    sale.enter(one)
    sale.enter(one)
    sale.failed(Problem("sold_out", {"type": "concert", "wanted": 1, "left": 0}), unsure=False)
    checkout = sale.enter(two)
    assert checkout is not None
    assert (checkout.order_id, checkout.doubts) == (two, ())


@pytest.mark.parametrize(
    "change",
    [
        lambda sale: sale.pay(Method.CARD),
        lambda sale: (sale.back(), sale.add(1), sale.pay()),
        lambda sale: (sale.back(), sale.take(PASS), sale.pay()),
        lambda sale: (sale.choose_buyer(AIGUL), sale.pay()),
        lambda sale: sale.refresh([replace(CONCERT, price=tenge(7000))], "KZT"),
    ],
)
def test_another_sale_is_looked_up_for_the_one_before(sale: Sale, change: Callable[[Sale], object]) -> None:
    one, two, *_ = itertools.islice(ids(), 2)
    sale.take(CONCERT)
    sale.enter(one)
    first = failing(sale, one)
    change(sale)
    lines = sale.lines
    checkout = sale.enter(two)
    assert checkout is not None
    assert (checkout.order_id, checkout.doubts) == (two, (first,))
    assert sale.saved(sold(tenge(6000), order_id=one)) == first
    assert sale.problem == Problem("sold_already", {"order": "OA-000418"})
    assert (sale.lines, sale.stage) == (lines, Stage.CHOOSING)


def test_going_back_to_what_was_in_doubt_asks_for_the_same_order(sale: Sale) -> None:
    one, two, three, *_ = itertools.islice(ids(), 3)
    sale.take(CONCERT)
    sale.enter(one)
    failing(sale, one)
    sale.pay(Method.CARD)
    second = failing(sale, two)
    sale.pay(Method.CASH)
    checkout = sale.enter(three)
    assert checkout is not None
    assert (checkout.order_id, [doubt.order_id for doubt in checkout.doubts]) == (one, [second.order_id])


ENTERS = st.builds(Act, st.just("enter"), st.sampled_from(["answered", "lost after", "lost before"]))
CHANGES = st.one_of(
    st.builds(Act, st.just("take"), st.sampled_from(TYPES)),
    st.builds(Act, st.just("add"), st.sampled_from([-1, 1])),
    st.builds(Act, st.just("pay"), st.sampled_from(Method)),
    st.builds(Act, st.just("choose_buyer"), st.just(AIGUL)),
    st.builds(Act, st.sampled_from(["remove", "back", "forget_buyer", "bring_back"])),
)


@given(st.lists(st.booleans().flatmap(lambda is_enter: ENTERS if is_enter else CHANGES), max_size=60))
def test_no_order_is_sold_behind_the_clerks_back(acts: list[Act]) -> None:
    """Against a store that fails before or after an order is durable: whoever sells knows of all others."""
    sale, made = Sale("KZT"), ids()
    durable: dict[UUID, Sold] = {}
    told: set[UUID] = set()
    for act in acts:
        if act.name != "enter":
            getattr(sale, act.name)(*([] if act.argument is None else [act.argument]))
            continue
        checkout = sale.enter(next(made))
        if checkout is None:
            continue
        answer = next((durable[one.order_id] for one in checkout.doubts if one.order_id in durable), None)
        if answer is None and act.argument != "lost before":
            assert set(durable) <= told | {checkout.order_id}
            new = sold(checkout.total, order_id=checkout.order_id)
            answer = durable.setdefault(checkout.order_id, new)
            assert answer.order.total == checkout.total
        if act.argument in {"lost before", "lost after"}:
            sale.failed(AWAY, unsure=True)
        else:
            assert answer is not None
            sale.saved(answer)
            told.add(answer.order.id)


# --- pages of types ---


def test_categories_have_pages_of_their_own_and_small_ones_share() -> None:
    public = [ticket_type(f"show{index}") for index in range(22)]
    others = [
        ticket_type(category.value, category=category) for category in Category if category is not Category.PUBLIC
    ]
    made = type_pages([*others, *public, ticket_type("old", on_sale=False)])
    assert [(len(one.types), one.part) for one in made] == [(9, 1), (9, 2), (4, 3), (7, 0)]
    assert made[3].categories[0] is Category.VIP
    assert made[0].at(1) is public[0]
    assert made[2].at(5) is None
    assert made[2].at(0) is None


@given(st.lists(st.sampled_from(list(Category)), max_size=60))
def test_every_type_on_sale_is_on_one_page(categories: list[Category]) -> None:
    types = [ticket_type(f"t{index}", category=category) for index, category in enumerate(categories)]
    made = type_pages(types)
    assert sorted(one.key for page in made for one in page.types) == sorted(one.key for one in types)
    assert all(1 <= len(page.types) <= MOST for page in made)


# --- what the find box offers ---


def test_a_new_guest_is_the_last_choice() -> None:
    found = FoundGuest(Guest(uuid5(SPACE, "c"), GuestDetails("Concetta Rossi")), (), 0)
    made = choices("con", TYPES, [found], "en")
    assert made == (PickType(CONCERT), PickGuest(found), NewGuest("con"))


def test_types_are_found_in_any_layout_and_case() -> None:
    assert choices("сщтсуке", TYPES, [], "en")[0] == PickType(CONCERT)
    assert choices("CONC", TYPES, [], "kk")[0] == PickType(CONCERT)


@pytest.mark.parametrize("text", ["A-000123", "a-123", "B-1"])
def test_a_number_opens_the_ticket(text: str) -> None:
    assert choices(text, TYPES, [], "en")[0] == OpenTicket(text.upper())


@pytest.mark.parametrize("layout", ["kz", "ru"])
@pytest.mark.parametrize(("keys", "number"), [("a-000123", "A-000123"), ("b-1", "B-000001"), ("ab-20", "AB-000020")])
def test_a_number_typed_on_another_layout_opens_the_ticket(layout: str, keys: str, number: str) -> None:
    text = "".join(stroke.text for stroke in strokes(keys, layout))
    assert OpenTicket(number) in choices(text, TYPES, [], "kk")


def test_bare_digits_on_a_kazakh_layout_open_the_ticket() -> None:
    text = "".join(stroke.text for stroke in strokes("123", "kz"))
    assert choices(text, TYPES, [], "kk")[0] == OpenTicket("123")


def test_a_name_that_begins_like_a_number_is_likelier() -> None:
    found = FoundGuest(Guest(uuid5(SPACE, "a"), GuestDetails("Әңгіме")), (), 0)
    assert choices("Әң", TYPES, [found], "kk") == (PickGuest(found), OpenTicket("24"), NewGuest("Әң"))


@pytest.mark.parametrize(("typed", "meant"), [("gfkbtd", "палиев"), ("Bdfy", "Иван"), ("Vfhbz", "Мария")])
def test_a_new_name_typed_on_a_latin_layout_is_offered_as_it_was_meant(typed: str, meant: str) -> None:
    assert choices(typed, (), (), "ru") == (NewGuest(meant, rescued=True), NewGuest(typed))


@pytest.mark.parametrize("typed", ["Schwartz", "Saule", "Lynn", "палиев", "No", "24 B"])
def test_a_name_that_was_meant_as_typed_is_offered_alone(typed: str) -> None:
    assert [one for one in choices(typed, (), (), "ru") if isinstance(one, NewGuest)] == [NewGuest(typed)]


def test_the_number_of_an_order_opens_it() -> None:
    assert choices("oa-000418", TYPES, [], "en") == (OpenOrder("OA-000418"),)


def test_nothing_but_signs_is_nobody() -> None:
    assert choices(" … ", TYPES, [], "en") == ()


# --- what is asked before a payment ---


def over(sale: Sale) -> None:
    sale.know_expired(frozenset({CONCERT.id}))


def test_a_ticket_for_what_is_over_is_asked_about_once(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.take(PASS)
    assert sale.know_expired(frozenset({CONCERT.id}))
    assert not sale.know_expired(frozenset({CONCERT.id}))
    sale.enter(SPACE)
    assert (sale.stage, sale.problem, sale.over_count) == (Stage.CHOOSING, Remark.OVER, 1)
    sale.enter(SPACE)
    assert (sale.stage, sale.problem) == (Stage.PAYING, None)


def test_the_question_is_asked_anew_of_another_basket(sale: Sale) -> None:
    over(sale)
    sale.take(CONCERT)
    sale.pay(Method.CARD)
    sale.take(PASS)
    sale.pay()
    assert (sale.stage, sale.problem, sale.method) == (Stage.CHOOSING, Remark.OVER, Method.CARD)
    sale.back()
    assert (sale.problem, sale.method, sale.is_empty) == (None, Method.CASH, False)


def test_one_question_after_the_other_before_a_payment(sale: Sale) -> None:
    over(sale)
    sale.take(CONCERT)
    sale.take(VIP)
    asked = []
    while sale.stage is Stage.CHOOSING:
        sale.enter(SPACE)
        asked.append(sale.problem)
    assert asked == [Remark.NAME_WANTED, Remark.OVER, None]


def test_nothing_is_asked_of_a_basket_without_what_is_over(sale: Sale) -> None:
    over(sale)
    sale.take(PASS)
    sale.enter(SPACE)
    assert sale.stage is Stage.PAYING


def test_far_too_much_cash_is_asked_about_until_it_is_typed_anew(sale: Sale) -> None:
    sale.take(CONCERT)
    sale.pay()
    sale.type_cash("600000")
    assert sale.enter(SPACE) is None
    assert sale.problem is Remark.MUCH_CASH
    sale.type_cash("700000")
    assert sale.enter(SPACE) is None
    checkout = sale.enter(SPACE)
    assert checkout is not None
    assert checkout.given == tenge(700_000)


def test_more_about_a_buyer_is_taken_over_for_that_one_alone(sale: Sale) -> None:
    sale.choose_buyer(AIGUL)
    more = replace(AIGUL, details=replace(AIGUL.details, organisation="Q-pop"))
    sale.know_buyer(Buyer(GuestDetails("Somebody"), uuid5(SPACE, "somebody")))
    assert sale.buyer == AIGUL
    sale.know_buyer(more)
    assert sale.buyer == more
