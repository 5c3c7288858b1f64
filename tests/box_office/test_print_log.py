"""The print log and the paper say the same, also where two print at once or one is killed."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from aspara_desk.box_office import tickets as box_office
from aspara_desk.box_office.faces import Words
from aspara_desk.box_office.printing import Press, print_tickets
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.i18n.translator import translator
from aspara_desk.store.season_keys import unlock
from aspara_desk.store.unit import Writing
from tests.conftest import address_of
from tests.door.festival import Festival
from tests.e2e.crowd import Crowd, Meet, workplace

RESOURCES = Path(__file__).parents[2] / "resources"


def new_press() -> Press:
    by_language = {one: translator(one, RESOURCES / "translations") for one in ("kk", "ru", "en")}
    return Press(RESOURCES / "fonts", Words(by_language, "en"), "dl")


@pytest.fixture
def press() -> Press:
    return new_press()


def copies_on_paper(out: Path) -> list[int]:
    """The copy that each page says it is; the first says nothing."""
    document = pypdfium2.PdfDocument(out)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    found = [re.search(r"copy (\d+)", text) for text in texts]
    return [int(one[1]) if one else 1 for one in found]


def logged(festival: Festival, number: str) -> list[int]:
    return [one.copy for one in box_office.show(festival.office, number).prints]


def test_a_paper_says_which_copy_it_is(festival: Festival, press: Press, tmp_path: Path) -> None:
    number = festival.ticket().number
    for copy in (1, 2, 3):
        print_tickets(festival.office, festival.keys, press, [number], tmp_path / "t.pdf")
        assert copies_on_paper(tmp_path / "t.pdf") == [copy]


@pytest.mark.parametrize("of", ["first", "both"])
def test_a_print_that_is_overtaken_is_drawn_again(festival: Festival, press: Press, tmp_path: Path, of: str) -> None:
    numbers = [one.number for one in festival.sell(count=2).tickets]
    other = iter([numbers if of == "both" else numbers[:1]])

    def overtake(_done: int) -> None:
        for wanted in other:
            print_tickets(festival.office, festival.keys, press, wanted, tmp_path / "other.pdf")

    slow = replace(press, progress=overtake)
    assert print_tickets(festival.office, festival.keys, slow, numbers, tmp_path / "t.pdf") == 2
    assert copies_on_paper(tmp_path / "other.pdf") == ([1, 1] if of == "both" else [1])
    assert copies_on_paper(tmp_path / "t.pdf") == ([2, 2] if of == "both" else [2, 1])
    assert [logged(festival, one) for one in numbers] == ([[1, 2], [1, 2]] if of == "both" else [[1, 2], [1]])


def test_a_print_that_is_always_overtaken_is_given_up(festival: Festival, press: Press, tmp_path: Path) -> None:
    number = festival.ticket().number

    def overtake(_done: int) -> None:
        print_tickets(festival.office, festival.keys, press, [number], tmp_path / "other.pdf")

    with pytest.raises(StoreUnusable, match="store_locked"):
        print_tickets(
            festival.office, festival.keys, replace(press, progress=overtake), [number], tmp_path / "t.pdf"
        )  # fmt: skip
    assert not (tmp_path / "t.pdf").exists()


def test_the_line_is_there_before_the_file(
    festival: Festival, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, out = festival.ticket().number, tmp_path / "t.pdf"
    seen: list[tuple[bool, list[int]]] = []
    original = Path.replace

    def watched(path: Path, target: Path) -> Path:
        seen.append((out.exists(), logged(festival, number)))
        return original(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    print_tickets(festival.office, festival.keys, press, [number], out)
    assert seen == [(False, [1])]


def test_no_file_without_its_lines(
    festival: Festival, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_facts: object) -> None:
        raise StoreUnusable("disk_full", store="here")

    number = festival.ticket().number
    monkeypatch.setattr(Writing, "record", full)
    with pytest.raises(StoreUnusable):
        print_tickets(festival.office, festival.keys, press, [number], tmp_path / "t.pdf")
    assert list(tmp_path.glob("*.p*")) == []
    assert logged(festival, number) == []


def print_often(address: str, letter: str, number: str, folder: Path, rounds: int, meet: Meet) -> list[Any]:
    press, papers = new_press(), []
    with workplace(address, letter) as here:
        keys = unlock(here.read(lambda unit: unit.identity.keys()), None)
        for _ in range(rounds):
            meet()
            print_tickets(here, keys, press, [number], folder / f"{letter}.pdf")
            papers += copies_on_paper(folder / f"{letter}.pdf")
    return papers


@pytest.mark.heavy
def test_two_desks_that_print_at_once_never_print_the_same_copy(festival: Festival, tmp_path: Path) -> None:
    rounds, number = 15, festival.ticket().number
    address = address_of(festival.office)
    with Crowd(2) as crowd:
        papers = crowd.race(*(partial(print_often, address, one, number, tmp_path, rounds) for one in "AB"))
    assert sorted(copy for pair in papers for copy in pair) == list(range(1, 2 * rounds + 1))
    assert logged(festival, number) == list(range(1, 2 * rounds + 1))
