import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aspara_desk.domain.code import (
    LENGTH,
    SPECIMEN_BODY,
    TicketCode,
    TicketNumber,
    Unreadable,
    derive,
    is_well_formed,
    read,
    specimen,
)

VECTORS = json.loads((Path(__file__).parent / "ticket_code_vectors.json").read_text(encoding="utf-8"))["vectors"]
KEY = bytes(range(32))
US = "`1234567890-=]\\qQeEcCdD"
RU = "ё1234567890-=ъ\\йЙуУсСвВ"
KZ = '("әіңғ,.үұқөһъ\\йЙуУсСвВ'
PREFIXES = ("", "]Q1", "]Q3", "]C0", "]d2", "\\000026", "]Q1\\000026")

keys = st.binary(min_size=32, max_size=32)
codes = st.builds(derive, keys, st.uuids()).map(TicketCode.reveal)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["ticket_id"])
def test_known_answers(vector: dict[str, str]) -> None:
    code = derive(bytes.fromhex(vector["season_key"]), UUID(vector["ticket_id"]))
    assert code.reveal() == vector["code"]
    assert code.digest.hex() == vector["sha256"]


@given(keys, st.uuids())
def test_a_code_is_34_digits_that_check_and_are_read_back(key: bytes, ticket_id: UUID) -> None:
    code = derive(key, ticket_id)
    assert len(code.reveal()) == LENGTH
    assert code.reveal().isdecimal()
    assert code.reveal().startswith("1")
    assert int(code.reveal()) % 97 == 1
    assert read(code.reveal()) == code == derive(key, ticket_id)


@given(codes, st.integers(0, LENGTH - 1), st.integers(1, 9))
def test_one_wrong_digit_is_a_misread(code: str, place: int, by: int) -> None:
    wrong = str((int(code[place]) + by) % 10)
    assert read(code[:place] + wrong + code[place + 1 :]) is Unreadable.MISREAD


@given(codes, st.integers(0, LENGTH - 2))
def test_two_digits_that_changed_places_are_a_misread(code: str, place: int) -> None:
    one, two = code[place], code[place + 1]
    assume(one != two)
    assert read(code[:place] + two + one + code[place + 2 :]) is Unreadable.MISREAD


@given(codes, st.integers(20, LENGTH - 1))
def test_a_code_cut_short_is_a_misread(code: str, kept: int) -> None:
    assert read(code[:kept]) is Unreadable.MISREAD
    assert read(code[LENGTH - kept :]) is Unreadable.MISREAD


@given(codes, codes)
def test_two_codes_run_together_are_a_misread(code: str, other: str) -> None:
    assert read(code + other) is Unreadable.MISREAD


@given(
    codes, st.sampled_from(PREFIXES), st.sampled_from([US, RU, KZ]), st.booleans(), st.sampled_from(["", " ", "\r\n"])
)
def test_layout_caps_lock_prefix_and_spaces_do_not_matter(
    code: str,
    prefix: str,
    layout: str,
    caps: bool,  # noqa: FBT001
    around: str,
) -> None:
    typed = (prefix + code).translate(str.maketrans(US, layout))
    if caps:
        typed = typed.swapcase()
    assert read(around + typed + around) == TicketCode(code)


@pytest.mark.parametrize("length", [20, 33, 35, 80])
def test_so_many_digits_are_a_misread(length: int) -> None:
    assert read("1" * length) is Unreadable.MISREAD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "0",
        "0000000",
        "12345678",
        "1" * 19,
        "1" * 81,
        "4006381333931",
        "https://example.org/ticket/1",
        "WIFI:T:WPA;S:hall;;",
        "hello",
        "Қалиев",
        "-5",
        "1.5",
        "01.10",
        "１２３",
        "A-1234567890123",
        "ABC-000123",
        "x" * 5000,
        "1" * 5000,
    ],
)
def test_anything_else_is_not_a_ticket(text: str) -> None:
    assert read(text) is Unreadable.NOT_A_TICKET


@given(st.text())
def test_any_text_is_read_as_something(text: str) -> None:
    assert isinstance(read(text), TicketCode | TicketNumber | Unreadable)


@pytest.mark.parametrize(
    ("text", "letters", "serial"),
    [
        ("A-000123", ("A",), 123),
        ("a-000123", ("A",), 123),
        ("  a 123 ", ("A",), 123),
        ("A–123", ("A",), 123),
        ("А-000123", ("A", "F"), 123),  # Cyrillic А; that key is F on a US keyboard
        ("а-000123", ("A", "F"), 123),
        ("Ф-000123", ("A",), 123),  # the key A with the Russian layout on
        ("ф-000123", ("A",), 123),
        ('фө000"әі', ("A",), 123),  # the same on the Kazakh layout, digits and all
        ("AB-7", ("AB",), 7),
        ("123", (), 123),
        ("0000123", (), 123),
        ("9999999", (), 9_999_999),
        ('"әі', (), 123),
    ],
)
def test_a_printed_number_is_read_however_it_was_typed(text: str, letters: tuple[str, ...], serial: int) -> None:
    zero_on_kazakh = text.replace("000", "қққ") if "ө" in text else text
    assert read(zero_on_kazakh) == TicketNumber(letters, serial)


def test_a_specimen_is_well_formed_and_nobodys() -> None:
    assert specimen().reveal()[1:32] == SPECIMEN_BODY
    assert read(specimen().reveal()) == specimen()


def test_a_code_does_not_show_itself() -> None:
    code = derive(KEY, UUID(int=7))
    shown = f"{code} {code!r} {[code]}"
    assert code.reveal() not in shown
    assert shown == "<ticket code> <ticket code> [<ticket code>]"


def test_codes_compare_by_their_digits() -> None:
    code = derive(KEY, UUID(int=7))
    assert code == TicketCode(code.reveal())
    assert hash(code) == hash(TicketCode(code.reveal()))
    assert code != derive(KEY, UUID(int=8))
    assert code != code.reveal()


@pytest.mark.parametrize("digits", ["", "1" * 34, "2" + "0" * 33, "1" * 33, "x" * 34])
def test_only_well_formed_digits_make_a_code(digits: str) -> None:
    assert not is_well_formed(digits)
    with pytest.raises(ValueError, match="well-formed"):
        TicketCode(digits)


def test_a_key_of_another_length_is_rejected() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        derive(KEY[:16], UUID(int=7))
