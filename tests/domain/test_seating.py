from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.programme import Seat
from aspara_desk.domain.seating import best_seats, seats_for
from tests.domain.planning import type_of

VENUE = UUID(int=1)


def seat(row: str, number: int, rank: int = 0) -> Seat:
    return Seat(UUID(int=ord(row) * 1000 + number), VENUE, row, number, rank or ord(row) - ord("A") + 1)


def row(name: str, *numbers: int, rank: int = 0) -> list[Seat]:
    return [seat(name, number, rank) for number in numbers]


def labels(free: list[Seat], count: int) -> list[str] | None:
    chosen = best_seats(free, count)
    return None if chosen is None else [one.label for one in chosen]


def test_the_best_row_first_whatever_its_name() -> None:
    assert labels([*row("A", 1, 2, rank=2), *row("B", 1, 2, rank=1)], 1) == ["B 1"]


def test_together_in_a_worse_row_beats_apart_in_a_better_one() -> None:
    assert labels([*row("A", 1, 3, 5), *row("B", 4, 5, 6, 7)], 3) == ["B 4", "B 5", "B 6"]


def test_a_gap_in_a_row_is_not_side_by_side() -> None:
    assert labels(row("A", 1, 2, 4, 5, 6), 3) == ["A 4", "A 5", "A 6"]


def test_apart_in_the_best_rows_where_nobody_can_sit_together() -> None:
    assert labels([*row("B", 1, 3), *row("A", 2, 9)], 3) == ["A 2", "A 9", "B 1"]


def test_two_rows_of_one_rank_are_still_two_rows() -> None:
    assert labels([*row("A", 1, rank=1), *row("B", 2, 3, rank=1)], 2) == ["B 2", "B 3"]


def test_too_few_is_none() -> None:
    assert labels(row("A", 1, 2), 3) is None


def test_rows_that_a_type_has_for_itself_are_for_it_alone() -> None:
    free = [*row("A", 1), *row("B", 1), *row("C", 1)]
    vip = type_of(seated_in=VENUE, rows=("A",))
    elsewhere = type_of(seated_in=UUID(int=2), rows=("B",))
    plain = type_of(seated_in=VENUE)
    for_type = [[one.row for one in seats_for(kind, [vip, plain, elsewhere], free)] for kind in (vip, plain)]
    assert for_type == [["A"], ["B", "C"]]


@given(st.sets(st.tuples(st.sampled_from("ABC"), st.integers(1, 9))), st.integers(1, 6))
def test_seats_are_free_ones_as_many_as_wanted_and_together_if_any_row_has_room(
    free: set[tuple[str, int]], count: int
) -> None:
    seats = [seat(name, number) for name, number in free]
    chosen = best_seats(seats, count)
    assert (chosen is None) == (len(seats) < count)
    if chosen is None:
        return
    assert len(set(chosen)) == count
    assert set(chosen) <= set(seats)
    blocks = [
        name for name in "ABC" for start in range(1, 10)
        if all((name, start + step) in free for step in range(count))
    ]  # fmt: skip
    if blocks:
        numbers = [one.number for one in chosen]
        assert {one.row for one in chosen} == {min(blocks)}
        assert numbers == list(range(numbers[0], numbers[0] + count))
