from collections.abc import Callable
from pathlib import Path

import pytest

from aspara_desk.domain.errors import Refused
from aspara_desk.staff.workplace import Workplace
from tests.programme.rows_hall import Hall


@pytest.fixture
def hall(at_desk: Callable[..., Workplace], tmp_path: Path) -> Hall:
    hall = Hall(at_desk(), tmp_path / "season.toml")
    hall.load()
    return hall


def refusal(hall: Hall, type_key: str, count: int = 1) -> tuple[str, object, object]:
    with pytest.raises(Refused) as raised:
        hall.sell(type_key, count)
    return raised.value.kind, raised.value.facts["wanted"], raised.value.facts["left"]


def test_vip_guests_sit_in_front_however_many_came_before(hall: Hall) -> None:
    assert list(hall.sell("show", 4)) == ["B 1", "B 2", "B 3", "B 4"]
    assert list(hall.sell("show")) == ["C 1"]
    assert list(hall.sell("vip", 2)) == ["A 1", "A 2"]


def test_a_free_front_row_is_for_nobody_else(hall: Hall) -> None:
    hall.sell("show", 5)
    assert refusal(hall, "other", 2) == ("no_seats_left", 2, 1)
    hall.sell("other")
    assert refusal(hall, "other") == ("no_seats_left", 1, 0)
    assert list(hall.sell("vip", 4)) == ["A 1", "A 2", "A 3", "A 4"]


def test_a_full_front_row_is_sold_out_although_others_are_free(hall: Hall) -> None:
    hall.sell("vip", 4)
    assert refusal(hall, "vip") == ("sold_out", 1, 0)


def test_a_seat_given_back_is_for_the_same_type_again(hall: Hall) -> None:
    seats = hall.sell("vip", 4)
    hall.void(seats["A 3"])
    assert list(hall.sell("show")) == ["B 1"]
    assert list(hall.sell("vip")) == ["A 3"]
