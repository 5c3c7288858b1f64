"""`tickets …`: sell, issue, pay, print, void, replace, block, unblock, show."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aspara_desk.cli import shapes
from aspara_desk.cli.call import Call, answer_in_any_case, progress, the_call
from aspara_desk.domain.sales import Method
from aspara_desk.i18n.translator import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from aspara_desk.box_office.selling import Sold
    from aspara_desk.domain.programme import Programme
    from aspara_desk.domain.sales import Ticket
    from aspara_desk.staff.workplace import Workplace

app = typer.Typer(help=mark("Sell, give, print and change tickets."))

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=mark("The ticket's number."))]
TypeKey = Annotated[str, typer.Option("--type", metavar="T", help=mark("Key of the ticket type."))]
Why = Annotated[str, typer.Option(help=mark("The reason, for the record."))]
OutFile = Annotated[Path, typer.Option("--out", metavar="FILE.pdf", help=mark("The PDF to write."))]
MaybeOut = Annotated[Path | None, typer.Option("--out", metavar="FILE.pdf", help=mark("The PDF to write."))]
Layout = Annotated[str, typer.Option(metavar="L", help=mark("Layout of the paper: a5, a4 or dl."))]


@app.command(help=mark("Sell or give tickets of one type."))
def sell(
    ctx: typer.Context,
    type_key: TypeKey,
    name: Annotated[str | None, typer.Option(help=mark("The guest's name."))] = None,
    count: Annotated[int, typer.Option(help=mark("How many."))] = 1,
    pay: Annotated[Method, typer.Option(help=mark("How it is paid."))] = Method.CASH,
    out: MaybeOut = None,
    layout: Layout = "a5",
) -> None:
    from aspara_desk import bootstrap
    from aspara_desk.box_office.printable import sell_printable
    from aspara_desk.box_office.selling import BasketLine, guest_named, sell_basket

    call = the_call(ctx)
    guest = guest_named(name) if name is not None else None
    with call.workplace(claim=True) as here:
        keys, lines = bootstrap.keyring(here), [BasketLine(type_key, count)]
        if out is None:
            sold = sell_basket(here, keys, lines, method=pay, guest=guest)
        else:
            press = bootstrap.press(call.language, layout)
            sold = sell_printable(here, keys, press, lines, method=pay, guest=guest, out=out)
        programme = here.read(lambda unit: unit.programme)
        numbers = [one.number for one in sold.tickets]
        _print_and_answer(call, here, numbers, out, layout, lambda file: _answer_sold(call, programme, sold, file))


def _print_and_answer(
    call: Call, here: "Workplace", numbers: "Sequence[str]", out: Path | None, layout: str,
    answer: "Callable[[Path | None], None]",
) -> None:  # fmt: skip
    """The tickets are there already. `answer` is told the file, or None where there is none."""
    if out is None:
        answer(None)
        return
    answer_in_any_case(
        call,
        lambda: _print(call, here, numbers, out, layout),
        lambda printed: answer(out) if printed else _answer_unprinted(call, answer),
    )


def _answer_unprinted(call: Call, answer: "Callable[[Path | None], None]") -> None:
    answer(None)
    call.tell(call.t(mark("Not printed. To print them: tickets print NUMBER… --out FILE.pdf")))


def _answer_sold(call: Call, programme: "Programme", sold: "Sold", out: Path | None) -> None:
    from aspara_desk.i18n import formats, vocabulary

    lines = [
        call.t(
            mark("Order {order}, {state}: {total}"), order=sold.order.number,
            state=call.t(vocabulary.ORDER_STATES[sold.order.state]), total=formats.money(sold.order.total),
        )
    ]  # fmt: skip
    for one in sold.tickets:
        title = programme.ticket_type(one.type_id).titles.to(call.language)
        lines.append("  " + " · ".join(filter(None, [one.number, title, one.guest_name, one.seat])))
    if out is not None:
        lines.append(call.t(mark("Saved as {file}"), file=out))
    call.answer(shapes.order(sold.order, sold.tickets, programme, str(out) if out else None), *lines)


def _print(call: Call, here: "Workplace", numbers: "Sequence[str]", out: Path, layout: str) -> int:
    from aspara_desk import bootstrap
    from aspara_desk.box_office.printing import print_tickets

    with _bar(call, len(numbers)) as tell:
        press = bootstrap.press(call.language, layout, tell)
        return print_tickets(here, bootstrap.keyring(here), press, numbers, out)


def _bar(call: Call, total: int) -> "AbstractContextManager[Callable[[int], None]]":
    return progress(call, call.t(mark("Tickets")), total)


@app.command(help=mark("Give one ticket to every guest of a list, as one PDF."))
def issue(
    ctx: typer.Context,
    type_key: TypeKey,
    guests: Annotated[Path, typer.Option(metavar="FILE", readable=False, help=mark("The guest list, CSV or XLSX."))],
    out: OutFile,
    layout: Layout = "a5",
    column: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help=mark("Which column is which field."))
    ] = None,
) -> None:
    from aspara_desk import bootstrap
    from aspara_desk.cli.batch import plan

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        batch = plan(call, here, type_key, guests, column or [], bootstrap.press(call.language, layout), out)
        answer_in_any_case(call, batch.carry_out, batch.answer)


@app.command(help=mark("Settle an order that was left unpaid."))
def pay(
    ctx: typer.Context,
    order: Annotated[str, typer.Argument(metavar="ORDER", help=mark("The order's number."))],
    method: Annotated[Method, typer.Option("--pay", help=mark("How it is paid."))] = Method.CASH,
) -> None:
    from aspara_desk.box_office.tickets import pay as settle
    from aspara_desk.i18n import formats

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        paid = settle(here, order, method)
        programme = here.read(lambda unit: unit.programme)
    call.answer(
        {**shapes.order(paid.order, paid.tickets, programme, None), "paid": shapes.money(paid.amount)},
        call.t(mark("Order {order} is paid: {amount}"), order=paid.order.number, amount=formats.money(paid.amount)),
    )


@app.command("print", help=mark("Print tickets again: a new copy of the same paper."))
def print_again(
    ctx: typer.Context,
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER…", help=mark("The tickets' numbers."))],
    out: OutFile,
    layout: Layout = "a5",
) -> None:
    from aspara_desk.box_office import tickets

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        wanted = list(dict.fromkeys(tickets.number_of(here, one) for one in numbers))
        count = _print(call, here, wanted, out, layout)
    call.answer(
        {"tickets": wanted, "printed": count, "file": str(out)},
        call.t(mark("Saved as {file}"), file=out),
    )


@app.command(help=mark("End a ticket for good."))
def void(ctx: typer.Context, number: Number, why: Why) -> None:
    from aspara_desk.box_office import tickets

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        ticket = tickets.void(here, tickets.number_of(here, number), why)
        _answer_ticket(call, here, ticket, mark("Ticket {number} is void."))


@app.command(help=mark("Give a new paper for the same right; the old one stops working."))
def replace(ctx: typer.Context, number: Number, out: MaybeOut = None, layout: Layout = "a5") -> None:
    from aspara_desk import bootstrap
    from aspara_desk.box_office import tickets
    from aspara_desk.box_office.printable import replace_printable

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        old = tickets.number_of(here, number)
        keys = bootstrap.keyring(here)
        if out is None:
            [new] = tickets.replace(here, keys, old).tickets
        else:
            new = replace_printable(here, keys, bootstrap.press(call.language, layout), old, out)
        programme = here.read(lambda unit: unit.programme)

        def answer(file: Path | None) -> None:
            call.answer(
                {**shapes.ticket(new, programme), "replaces": old, "file": str(file) if file else None},
                call.t(mark("Ticket {number} replaces {old}."), number=new.number, old=old),
                *([call.t(mark("Saved as {file}"), file=file)] if file else []),
            )

        _print_and_answer(call, here, [new.number], out, layout, answer)


@app.command(help=mark("Stop a ticket for now."))
def block(ctx: typer.Context, number: Number, why: Why) -> None:
    from aspara_desk.box_office import tickets

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        ticket = tickets.block(here, tickets.number_of(here, number), why)
        _answer_ticket(call, here, ticket, mark("Ticket {number} is blocked."))


@app.command(help=mark("Let a blocked ticket work again."))
def unblock(ctx: typer.Context, number: Number) -> None:
    from aspara_desk.box_office import tickets

    call = the_call(ctx)
    with call.workplace(claim=True) as here:
        ticket = tickets.unblock(here, tickets.number_of(here, number))
        _answer_ticket(call, here, ticket, mark("Ticket {number} is valid again."))


def _answer_ticket(call: Call, here: "Workplace", ticket: "Ticket", message: str) -> None:
    programme = here.read(lambda unit: unit.programme)
    call.answer({**shapes.ticket(ticket, programme), "why": ticket.why}, call.t(message, number=ticket.number))


@app.command(help=mark("Show a ticket with its whole history."))
def show(ctx: typer.Context, number: Number) -> None:
    from aspara_desk.box_office import tickets
    from aspara_desk.cli.history import as_data, as_lines

    call = the_call(ctx)
    with call.workplace() as here:
        history = tickets.show(here, tickets.number_of(here, number))
        programme = here.read(lambda unit: unit.programme)
    call.answer(as_data(history, programme), *(() if call.as_json else as_lines(history, programme, call.t)))
