from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain import code
from aspara_desk.domain.code import TicketCode, Unreadable, holds_code, read
from aspara_desk.domain.errors import Place, Problem
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator

ENGLISH = Translator("en")
KAZAKH = str.maketrans("1234567890", '"әіңғ,.үұқ')
KAZAKH_CAPS = str.maketrans("1234567890", '"ӘІҢҒ,.ҮҰҚ')
LAYOUTS = [{}, KAZAKH, KAZAKH_CAPS]
CODE = code.derive(bytes(range(32)), UUID(int=7)).reveal()


def said(text: str) -> str:
    return sentence(Problem("order_unknown", {"order": text}), ENGLISH)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("around", ["{}", "OA {} x", "]Q1{}", "tickets/{}.pdf", "\u202e{}"])
def test_a_code_is_not_repeated_whatever_layout_was_on(layout: dict[int, str], around: str) -> None:
    typed = CODE.translate(layout)
    told = said(around.format(typed))
    assert typed not in told
    assert "…" in told
    assert not any(typed[start : start + 8] in told for start in range(len(typed) - 8))


@given(st.text('0123456789"әіңғ,.үұқӘІҢҒҮҰҚ', min_size=20, max_size=80))
def test_nothing_that_reads_as_a_code_is_repeated(typed: str) -> None:
    reading = read(typed)
    told = said(typed)
    if isinstance(reading, TicketCode) or reading is Unreadable.MISREAD:
        assert typed.strip() not in told
    assert not holds_code(told)


def test_a_code_in_the_place_of_an_error_is_not_repeated() -> None:
    problem = Problem("file_empty", {}, Place(file=f"{CODE.translate(KAZAKH)}.csv", column=CODE))
    assert not holds_code(sentence(problem, ENGLISH))


@pytest.mark.parametrize(
    "text", ["OA-000418", "+7 701 000 00 00", "гость@тараз.kz", "2022-10-01T18:15:00+06:00", "4006381333931"]
)
def test_other_texts_are_repeated(text: str) -> None:
    assert text in said(text)
