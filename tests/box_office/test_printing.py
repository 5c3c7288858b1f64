from dataclasses import replace
from pathlib import Path

import pytest

from aspara_desk.box_office import batch, printing
from aspara_desk.box_office import tickets as box_office
from aspara_desk.box_office.faces import Words
from aspara_desk.box_office.printing import Press, print_tickets
from aspara_desk.box_office.selling import guest_named
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Medium
from aspara_desk.i18n.translator import translator
from aspara_desk.scanning.files import read_file
from tests.door.festival import Festival

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def press() -> Press:
    by_language = {one: translator(one, RESOURCES / "translations") for one in ("kk", "ru", "en")}
    return Press(RESOURCES / "fonts", Words(by_language, "kk"), "dl")


def printed(festival: Festival, press: Press, out: Path, *numbers: str, role: Role = Role.CLERK) -> int:
    return print_tickets(festival.at_desk(role=role), festival.keys, press, numbers, out)


def copies(festival: Festival, number: str) -> list[int]:
    return [one.copy for one in box_office.show(festival.office, number).prints]


def refused(act) -> str:
    with pytest.raises(DeskError) as error:
        act()
    return error.value.kind


def codes(out: Path) -> list[str]:
    return [text for page in read_file(out) for text in page.codes]


def test_printed_tickets_carry_their_codes_in_the_order_asked_for(
    festival: Festival, press: Press, tmp_path: Path
) -> None:
    first, second = festival.sell(count=2, name="Айгүл Қалиева").tickets
    out = tmp_path / "tickets.pdf"
    assert printed(festival, press, out, second.number, first.number) == 2
    assert codes(out) == [festival.code(second), festival.code(first)]


def test_every_copy_has_its_number_in_the_log(festival: Festival, press: Press, tmp_path: Path) -> None:
    number = festival.ticket().number
    for _ in range(3):
        printed(festival, press, tmp_path / "ticket.pdf", number)
    history = box_office.show(festival.office, number)
    assert [(one.copy, one.layout, one.actor) for one in history.prints] == [
        (copy, "dl", "Saule") for copy in (1, 2, 3)
    ]


def test_the_log_tells_paper_from_a_file(festival: Festival, press: Press, tmp_path: Path) -> None:
    number, out = festival.ticket().number, tmp_path / "ticket.pdf"
    for medium in (Medium.PAPER, Medium.FILE):
        print_tickets(festival.office, festival.keys, press, [number], out, medium)
    history = box_office.show(festival.office, number)
    assert [(one.copy, one.medium) for one in history.prints] == [(1, Medium.PAPER), (2, Medium.FILE)]


def test_a_ticket_named_twice_is_printed_once(festival: Festival, press: Press, tmp_path: Path) -> None:
    number = festival.ticket().number
    assert printed(festival, press, tmp_path / "ticket.pdf", number, number) == 1
    assert copies(festival, number) == [1]


def test_void_and_replaced_tickets_are_not_printed(festival: Festival, press: Press, tmp_path: Path) -> None:
    good, void, replaced, blocked = festival.sell(count=4).tickets
    box_office.void(festival.office, void.number, "refunded")
    box_office.replace(festival.office, festival.keys, replaced.number)
    box_office.block(festival.office, blocked.number, "lost")
    out = tmp_path / "tickets.pdf"
    for number, kind in (
        (void.number, "ticket_not_printable"),
        (replaced.number, "ticket_not_printable"),
        ("A-000777", "ticket_unknown"),
    ):
        assert refused(lambda number=number: printed(festival, press, out, good.number, number)) == kind
    assert not out.exists()
    assert copies(festival, good.number) == []
    assert printed(festival, press, out, good.number, blocked.number) == 2


def test_an_interrupted_print_leaves_no_file_and_no_line(festival: Festival, press: Press, tmp_path: Path) -> None:
    tickets = festival.sell(count=5).tickets
    out = tmp_path / "tickets.pdf"

    def interrupted(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printed(festival, replace(press, progress=interrupted), out, *(one.number for one in tickets))
    assert list(tmp_path.glob("*.pdf*")) == []
    assert [copies(festival, one.number) for one in tickets] == [[]] * 5


def test_an_older_file_survives_an_interrupted_print(festival: Festival, press: Press, tmp_path: Path) -> None:
    out = tmp_path / "tickets.pdf"
    printed(festival, press, out, festival.ticket().number)
    older = out.read_bytes()

    def interrupted(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printed(festival, replace(press, progress=interrupted), out, festival.ticket().number)
    assert out.read_bytes() == older


def test_a_batch_that_was_interrupted_before_printing_prints_what_it_gave(
    festival: Festival, press: Press, tmp_path: Path
) -> None:
    sold = festival.sell("press", name="Saule")
    [guest] = {one.guest_id for one in sold.tickets}
    plan = batch.plan(festival.office, "press", [guest])
    assert [one.number for one in plan.unprinted] == ["A-000001"]
    printed(festival, press, tmp_path / "ticket.pdf", "A-000001")
    again = batch.plan(festival.office, "press", [guest])
    assert (again.unprinted, [one.number for one in again.holders]) == ((), ["A-000001"])


def test_what_cannot_be_printed_is_said_before_anything_is_sold(
    festival: Festival, press: Press, tmp_path: Path
) -> None:
    programme = festival.programme
    show = programme.ticket_types[0]
    printing.require_printable(programme, press, show, guest_named("Әсел Ұлы"))
    assert refused(lambda: printing.require_printable(programme, press, show, guest_named("王小明"))) == "glyph_missing"
    printing.require_writable(press, tmp_path / "ticket.pdf")
    assert list(tmp_path.glob("*.pdf*")) == []
    unknown = replace(press, layout="a0")
    assert refused(lambda: printing.require_writable(unknown, tmp_path / "ticket.pdf")) == "layout_unknown"


def test_who_may_not_sell_may_not_print(festival: Festival, press: Press, tmp_path: Path) -> None:
    number = festival.ticket().number
    for role in (Role.STEWARD, Role.SUPERVISOR):
        act = lambda role=role: printed(festival, press, tmp_path / "ticket.pdf", number, role=role)  # noqa: E731
        assert refused(act) == "not_allowed"
    assert not (tmp_path / "ticket.pdf").exists()
