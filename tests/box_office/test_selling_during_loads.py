"""A sale that waits behind a load, on PostgreSQL: it goes on by what was loaded, not by what it read before."""

from functools import partial
from pathlib import Path

import pytest

from aspara_desk.box_office.selling import Sold, sell
from aspara_desk.domain.errors import DeskError
from aspara_desk.programme.loading import load
from tests.door.festival import ENTROPY, SEASON, Festival
from tests.door.meanwhile import before_the_next_commit

pytestmark = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
TYPE = """
[[ticket_type]]
key = "late"
titles = { kk = "late", ru = "late", en = "late" }
category = "public"
price = "%s"
colour = "#123456"
on_sale = %s
quota = 4
seated_in = "theatre"
[[ticket_type.grant]]
events = [%s]
"""
EVENT = """
[[event]]
key = "matinee"
kind = "theatre"
titles = { kk = "matinee", ru = "matinee", en = "matinee" }
venue = "theatre"
day = 2022-10-02
start = "12:00"
end = "14:00"
"""
PLAY, BOTH = '"d1-play"', '"d1-play", "matinee"'


def load_season(festival: Festival, file: Path, more: str) -> None:
    file.write_text(SEASON.read_text(encoding="utf-8") + more, encoding="utf-8")
    load(festival.office, file, key_entropy=ENTROPY)


def sold_meanwhile(festival: Festival, file: Path, before: str, after: str) -> Sold | DeskError:
    """What a sale at desk B comes to that begins before a load is committed."""
    load_season(festival, file, before)
    sale = partial(sell, festival.at_desk(letter="B"), festival.keys, type_key="late")
    with before_the_next_commit(festival.office.store, sale) as other:
        load_season(festival, file, after)
    return other.result()


def test_what_is_taken_off_sale_is_not_sold(festival: Festival, tmp_path: Path) -> None:
    outcome = sold_meanwhile(festival, tmp_path / "s.toml", TYPE % (100, "true", PLAY), TYPE % (100, "false", PLAY))
    assert isinstance(outcome, DeskError)
    assert outcome.kind == "not_on_sale"
    assert festival.counters_off() == {}


def test_what_becomes_dearer_is_sold_at_the_new_price(festival: Festival, tmp_path: Path) -> None:
    outcome = sold_meanwhile(festival, tmp_path / "s.toml", TYPE % (100, "true", PLAY), TYPE % (200, "true", PLAY))
    assert isinstance(outcome, Sold), outcome
    assert outcome.order.total.minor == 200_00


def test_a_seat_is_held_at_the_events_that_are_left(festival: Festival, tmp_path: Path) -> None:
    before, after = EVENT + TYPE % (100, "true", BOTH), TYPE % (100, "true", PLAY)
    outcome = sold_meanwhile(festival, tmp_path / "s.toml", before, after)
    assert isinstance(outcome, Sold), outcome
    assert outcome.tickets[0].seat is not None


def test_a_type_that_is_gone_is_unknown(festival: Festival, tmp_path: Path) -> None:
    outcome = sold_meanwhile(festival, tmp_path / "s.toml", TYPE % (100, "true", PLAY), "")
    assert isinstance(outcome, DeskError)
    assert outcome.kind == "ticket_type_unknown"
