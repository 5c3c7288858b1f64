from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.box_office.faces import Words
from aspara_desk.box_office.printing import Press, preview_pdf, print_tickets, specimen_pdf
from aspara_desk.box_office.selling import guest_named
from aspara_desk.domain import code
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.rights import Role
from aspara_desk.i18n.translator import translator
from aspara_desk.programme.loading import load
from aspara_desk.scanning.files import read_file
from aspara_desk.tickets.layouts import SHEETS
from tests.door.festival import ENTROPY, SEASON, Festival

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def press() -> Press:
    by_language = {one: translator(one, RESOURCES / "translations") for one in ("kk", "ru", "en")}
    return Press(RESOURCES / "fonts", Words(by_language, "en"))


@pytest.fixture
def festival(festival: Festival, tmp_path: Path) -> Festival:
    """One that is no sample itself."""
    file = tmp_path / "season.toml"
    file.write_text(SEASON.read_text(encoding="utf-8").replace("sample = true", "sample = false"), encoding="utf-8")
    load(festival.office, file, key_entropy=ENTROPY)
    return festival


def refused(act) -> str:
    with pytest.raises(DeskError) as error:
        act()
    return error.value.kind


def pages(pdf: bytes) -> Sequence[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def codes(pdf: bytes, folder: Path) -> list[str]:
    file = folder / "preview.pdf"
    file.write_bytes(pdf)
    return [text for page in read_file(file) for text in page.codes]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("layout", SHEETS)
def test_a_sold_ticket_is_previewed_as_sold_but_for_its_code(
    festival: Festival, press: Press, tmp_path: Path, layout: str
) -> None:
    _first, ticket = festival.sell("seat", 2, name="Айгүл Қалиева").tickets
    pdf = preview_pdf(festival.office, Press(press.fonts_dir, press.words, layout), ticket.number)
    [text] = pages(pdf)
    assert all(one in text for one in ("A-000002", "Айгүл Қалиева", "Row A · seat 2", "SAMPLE"))
    assert codes(pdf, tmp_path) == [code.specimen().reveal()]
    assert box_office.show(festival.office, ticket.number).prints == ()


def test_a_preview_is_of_the_next_copy(festival: Festival, press: Press, tmp_path: Path) -> None:
    number = festival.ticket().number
    assert "copy" not in pages(preview_pdf(festival.office, press, number))[0]
    print_tickets(festival.office, festival.keys, press, [number], tmp_path / "ticket.pdf")
    assert "SAMPLE · copy 2" in pages(preview_pdf(festival.office, press, number))[0]


def test_what_cannot_be_printed_is_not_previewed(festival: Festival, press: Press) -> None:
    void, replaced = festival.sell(count=2).tickets
    box_office.void(festival.office, void.number, "refunded")
    box_office.replace(festival.office, festival.keys, replaced.number)
    for number, kind in (
        (void.number, "ticket_not_printable"),
        (replaced.number, "ticket_not_printable"),
        ("A-000777", "ticket_unknown"),
    ):
        assert refused(lambda number=number: preview_pdf(festival.office, press, number)) == kind


def test_a_newer_paper_is_printed_under_its_own_code(festival: Festival, press: Press, tmp_path: Path) -> None:
    [old] = festival.sell("seat", name="Saule").tickets
    [new] = box_office.replace(festival.office, festival.keys, old.number).tickets
    assert new.number in pages(preview_pdf(festival.office, press, new.number))[0]
    out = tmp_path / "ticket.pdf"
    assert print_tickets(festival.office, festival.keys, press, [new.number], out) == 1
    assert [text for page in read_file(out) for text in page.codes] == [festival.code(new)]


def test_who_may_not_print_sees_no_preview(festival: Festival, press: Press) -> None:
    number = festival.ticket().number
    assert refused(lambda: preview_pdf(festival.at_desk(role=Role.STEWARD), press, number)) == "not_allowed"


@pytest.mark.parametrize("guest", [None, "Әсел Ұлы"])
def test_a_specimen_shows_what_is_about_to_be_sold(
    festival: Festival, press: Press, tmp_path: Path, guest: str | None
) -> None:
    show = festival.programme.ticket_types[0]
    pdf = specimen_pdf(festival.office, press, show, guest_named(guest) if guest else None)
    [text] = pages(pdf)
    assert all(one in text for one in ("A-000000", "SAMPLE", guest or ""))
    assert codes(pdf, tmp_path) == [code.specimen().reveal()]


def test_a_name_without_glyphs_has_no_specimen(festival: Festival, press: Press) -> None:
    show = festival.programme.ticket_types[0]
    assert refused(lambda: specimen_pdf(festival.office, press, show, guest_named("王小明"))) == "glyph_missing"


def test_no_paper_that_opens_a_door_is_marked_as_a_sample(festival: Festival, press: Press, tmp_path: Path) -> None:
    out = tmp_path / "ticket.pdf"
    print_tickets(festival.office, festival.keys, press, [festival.ticket().number], out)
    assert "SAMPLE" not in pages(out.read_bytes())[0]
