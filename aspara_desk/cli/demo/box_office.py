"""The weeks before: a season and its guests, tickets sold, given, printed and corrected."""

from dataclasses import dataclass
from itertools import cycle
from random import Random

from aspara_desk import bootstrap
from aspara_desk.box_office import batch, selling, tickets
from aspara_desk.cli.demo.paper import read_back
from aspara_desk.cli.demo.people import buyers
from aspara_desk.cli.demo.stage import NotHeld, Post, Stage
from aspara_desk.config.paths import resources
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.sales import Method
from aspara_desk.guests.importing import import_file
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import mark

_SEED = 418
_SEASON = "aspara-2022.toml"
_GUESTS = "guests.csv"


@dataclass(frozen=True, slots=True)
class Sales:
    """So many orders of so many tickets of a type, and the paper they are printed on."""

    type_key: str
    orders: int
    each: int
    layout: str = "a5"


_SALES = (
    Sales("pass-4day", 24, 1),
    Sales("pass-4day-concession", 6, 1),
    Sales("pass-day1", 6, 2),
    Sales("pass-day2", 6, 2),
    Sales("pass-day3", 6, 2),
    Sales("pass-day4", 6, 2),
    Sales("show-d1", 5, 2),
    Sales("show-d2-young", 4, 2),
    Sales("show-d2-evening", 6, 2),
    Sales("show-d3-day", 4, 2),
    Sales("show-d3-evening", 6, 2),
    Sales("show-d4-gala", 8, 2),
    Sales("show-any-3", 6, 1),
    Sales("concert", 10, 2, "a4"),
    Sales("theatre", 8, 2, "a4"),
    Sales("tour-d1", 5, 5, "a4"),
    Sales("tour-d2", 2, 4, "a4"),
    Sales("workshop", 4, 2, "a4"),
    Sales("party", 12, 2, "dl"),
)
# Every guest of a category on the list is given a ticket of this type.
_GIVEN = {
    "vip": ("vip-front-row", "a5"),
    "press": ("press", "a5"),
    "buyer": ("buyer", "a5"),
    "designer": ("designer", "a5"),
    "artisan": ("artisan", "a4"),
    "delegation": ("delegation", "a5"),
    "staff": ("crew", "a4"),
    "public": ("fair", "a4"),
}
_METHODS = (Method.KASPI, Method.CASH, Method.CARD, Method.KASPI, Method.TRANSFER, Method.CASH)


def load_season(stage: Stage) -> str:
    """A new store, and in it the sample season. Loading the file again must change nothing."""
    file = resources() / "season" / _SEASON
    here = bootstrap.open_workplace(stage.settings(), create=True)
    try:
        first = bootstrap.load_programme(here, file)
        again = bootstrap.load_programme(here, file)
    finally:
        here.store.close()
    if not first.created or again.created or again.changed or again.removed:
        raise NotHeld(stage.say(mark("The season file was not loaded whole, or not the same the second time.")))
    programme = stage.programme
    return stage.say(
        mark("Events: {events} · ticket types: {types} · doors: {doors}"), events=len(programme.events),
        types=len(programme.ticket_types), doors=len(programme.doors),
    )  # fmt: skip


def import_guests(stage: Stage) -> str:
    """The sample guest list. The second time everybody on it must be known."""
    file = resources() / "season" / _GUESTS
    first, again = (
        import_file(
            stage.at(Post.MANAGER), file, progress=stage.tell, explain=lambda problem: sentence(problem, stage.call.t)
        )
        for _ in range(2)
    )
    if first.rejected or not first.new or again.new or again.rejected:
        raise NotHeld(stage.say(mark("The guest list was not taken whole, or not recognised the second time.")))
    stage.guest_ids = first.guest_ids
    return stage.say(mark("Guests: {guests}"), guests=first.new)


def sell(stage: Stage) -> str:
    """At two counters, in turn."""
    counters, methods, people = cycle((Post.CLERK, Post.SECOND_CLERK)), cycle(_METHODS), buyers(Random(_SEED))  # noqa: S311 - made-up names, not secrets
    for sales in _SALES:
        for _ in range(sales.orders):
            _sell(stage, next(counters), sales.type_key, sales.each, next(methods), next(people))
        stage.tell(stage.ledger.papers.total())
    for _ in range(2):
        _sell(stage, Post.MANAGER, "concert", 1, Method.FREE, next(people))
    # Of the last orders of these types nothing is paid yet.
    for type_key in ("pass-day2", "pass-day4", "show-d3-evening", "theatre"):
        _sell(stage, Post.CLERK, type_key, 2, Method.LATER, next(people))
    _sell(stage, Post.SECOND_CLERK, "delegation", 1, Method.LATER, next(people))  # admitted on trust
    sold = stage.ledger.papers
    return stage.say(
        mark("Tickets: {tickets} · orders: {orders} · types: {types}"), tickets=sold.total(),
        orders=len(stage.ledger.orders), types=len(sold),
    )  # fmt: skip


def _sell(stage: Stage, post: Post, type_key: str, count: int, method: Method, guest: GuestDetails) -> None:
    stage.clock.advance(95)
    sold = selling.sell(stage.at(post), stage.keyring, type_key=type_key, count=count, method=method, guest=guest)
    numbers = [one.number for one in sold.tickets]
    price = 0 if method is Method.FREE else selling.ticket_type_by_key(stage.programme, type_key).price.minor
    stage.ledger.papers[type_key] += count
    stage.ledger.sold(sold.order.number, sold.order.state, numbers, price, method)
    stage.papers[type_key] += numbers


def give(stage: Stage) -> str:
    """A ticket to everybody on the guest list, by their category."""
    guests = stage.at(Post.MANAGER).read(lambda unit: unit.guests.by_ids(stage.guest_ids))
    given = 0
    for category, (type_key, _layout) in _GIVEN.items():
        wanted = [one for one in stage.guest_ids if guests[one].details.category == category]
        here = stage.at(Post.MANAGER)
        numbers = batch.issue_all(
            here, stage.keyring, type_key=type_key, guest_ids=batch.plan(here, type_key, wanted).without
        )
        stage.ledger.papers[type_key] += len(numbers)
        stage.ledger.gifts += -(-len(numbers) // batch.TICKETS_AT_ONCE)
        # Those who are looked up before they are let in.
        stage.attention |= {n for n, guest in zip(numbers, wanted, strict=True) if guests[guest].details.attention}
        stage.papers[type_key] += numbers
        given += len(numbers)
        stage.tell(given)
    return stage.say(mark("Tickets: {tickets} · categories: {categories}"), tickets=given, categories=len(_GIVEN))


def print_all(stage: Stage) -> str:
    """One file for each ticket type."""
    layouts = {sales.type_key: sales.layout for sales in _SALES} | dict(_GIVEN.values())
    for type_key, numbers in stage.papers.items():
        stage.print(Post.CLERK, numbers, type_key, layouts[type_key])
        stage.tell(len(stage.printed))
    again = stage.papers["vip-front-row"][0]
    stage.print(Post.SECOND_CLERK, [again], "second-copy", "a5")
    return stage.say(mark("PDF files: {files}"), files=len(stage.printed))


def correct(stage: Stage) -> str:
    """Mistakes at the counter: void, replaced, blocked, paid later, and an order that comes to nothing."""
    stage.clock.advance(3600)
    papers = stage.papers
    for number, purpose in (
        (papers["theatre"][-1], "void, never paid"),
        (papers["theatre"][-2], "void, never paid either"),
        (papers["show-d1"][-1], "void"),
        (papers["concert"][-1], "void gift"),
    ):
        void(stage, number)
        stage.put_aside(number, purpose)
    lost = papers["pass-4day"][-1]
    new = replace(stage, lost, "replaced")
    for number, purpose in ((papers["pass-4day"][-2], "blocked"), (papers["artisan"][-1], "blocked for good")):
        stage.clock.advance(60)
        tickets.block(stage.at(Post.CLERK), number, "Reported stolen")
        stage.put_aside(number, purpose)
    for type_key in ("pass-day2", "pass-day4"):
        for purpose in ("unpaid", "unpaid too"):
            stage.put_aside(papers[type_key][-1], f"{type_key}, {purpose}")
    paid = pay(stage, papers["show-d3-evening"][-1], Method.KASPI)
    return stage.say(
        mark("Void: {void} · replaced: {old} by {new} · blocked: {blocked} · paid later: {order}"),
        void=4, old=lost, new=new, blocked=2, order=paid,
    )  # fmt: skip


def void(stage: Stage, number: str) -> None:
    stage.clock.advance(60)
    tickets.void(stage.at(Post.CLERK), number, "Sold by mistake")
    stage.ledger.voided(number)


def replace(stage: Stage, number: str, name: str) -> str:
    """A new paper, printed and read; the guest has it from now on, and the old one is put aside as `name`."""
    stage.clock.advance(60)
    [new] = tickets.replace(stage.at(Post.CLERK), stage.keyring, number).tickets
    type_key = stage.programme.ticket_type(new.type_id).key
    stage.put_aside(number, name)
    stage.papers[type_key].append(new.number)
    stage.ledger.papers[type_key] += 1
    stage.ledger.replaced(number, new.number)
    read_back(stage, stage.print(Post.CLERK, [new.number], name, "a5"))
    return new.number


def pay(stage: Stage, number: str, method: Method) -> str:
    """Settles the order that a ticket belongs to, and gives its number."""
    stage.clock.advance(60)
    order = tickets.show(stage.at(Post.CLERK), number).order.number
    tickets.pay(stage.at(Post.CLERK), order, method)
    stage.ledger.paid(order, method)
    return order
