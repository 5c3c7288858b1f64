from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.money import Money
from aspara_desk.domain.programme import Seat
from aspara_desk.domain.season import Titles
from aspara_desk.domain.seating import seats_for
from aspara_desk.domain.ticket_types import Category, TicketType

HALL, TENT = UUID(int=1), UUID(int=2)
FREE = tuple(
    Seat(UUID(int=100 * rank + number), HALL, row, number, rank)
    for rank, row in enumerate("ABCD", 1)
    for number in range(1, 4)
)


def seated(key: str, *rows: str, venue: UUID | None = HALL) -> TicketType:
    type_id = UUID(bytes=key.encode().ljust(16, b"-"))
    price = Money(100, "KZT")
    return TicketType(type_id, key, Titles({}), Category.PUBLIC, price, "#123456", seated_in=venue, rows=rows)


def rows_of(seats: tuple[Seat, ...]) -> str:
    return "".join(sorted({seat.row for seat in seats}))


def test_a_type_takes_its_own_rows_and_leaves_those_of_others() -> None:
    vip, press, show = seated("vip", "A"), seated("press", "B", "D"), seated("show")
    everything = (show, vip, press)
    assert [rows_of(seats_for(one, everything, FREE)) for one in everything] == ["C", "A", "BD"]


def test_without_rows_for_anybody_every_seat_may_be_taken() -> None:
    show = seated("show")
    assert seats_for(show, (show, seated("other")), FREE) == FREE


def test_rows_of_the_same_name_elsewhere_are_no_matter() -> None:
    show = seated("show")
    assert seats_for(show, (show, seated("vip", "A", venue=TENT)), FREE) == FREE


def test_taken_seats_stay_taken() -> None:
    vip = seated("vip", "A")
    assert [seat.label for seat in seats_for(vip, (vip,), FREE[1:])] == ["A 2", "A 3"]
    assert seats_for(vip, (vip,), FREE[3:]) == ()


@given(st.lists(st.sampled_from(["vip", "press", "nobody"]), min_size=4, max_size=4))
def test_no_seat_is_for_two_types_with_rows_and_none_is_lost(owners: list[str]) -> None:
    rows = {key: [row for row, owner in zip("ABCD", owners, strict=True) if owner == key] for key in ("vip", "press")}
    claiming = [seated(key, *its) for key, its in rows.items() if its]
    everything = (*claiming, seated("show"))
    parts = [set(seats_for(one, everything, FREE)) for one in everything]
    assert sum(map(len, parts)) == len(FREE)
    assert set().union(*parts) == set(FREE)
