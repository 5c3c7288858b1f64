from collections.abc import Callable
from uuid import UUID

import pytest

from aspara_desk.domain.errors import Refused
from aspara_desk.domain.guests import GuestDetails, GuestFilter, sort_key
from aspara_desk.domain.rights import Role
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests import listing
from aspara_desk.guests.writing import add_guest
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guest_lists import ID_BYTES


def written(here: Workplace, *guests: GuestDetails | str) -> list[UUID]:
    return [add_guest(here, GuestDetails(one) if isinstance(one, str) else one).id for one in guests]


def names(here: Workplace, wanted: GuestFilter = GuestFilter()) -> list[str]:  # noqa: B008 - frozen
    packed = listing.guest_ids(here, None, wanted)
    ids = listing.unpacked(packed, 0, len(packed) // ID_BYTES)
    return [one.name for one in listing.page(here, ids)]


def test_the_list_is_in_the_order_of_latin_spellings_without_case_and_marks(office: Workplace) -> None:
    written(office, "Yusupov", "Әлия", "şäripov", "Саулебай", "Ерлан", "SAULE", "ıңкар", "Jansen")
    assert names(office) == ["Әлия", "ıңкар", "Jansen", "şäripov", "SAULE", "Саулебай", "Ерлан", "Yusupov"]


def test_equal_names_stand_in_the_order_they_were_written(office: Workplace) -> None:
    ids = written(office, "Асан", "Асан", "Асан")
    assert listing.unpacked(listing.guest_ids(office), 0, 9) == tuple(ids)


def test_ids_come_in_parts_that_make_up_the_whole(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    written(office, *"abcde")
    parts: list[bytes] = []
    packed = listing.guest_ids(office, parts.append)
    assert b"".join(parts) == packed
    assert [len(one) // ID_BYTES for one in parts] == [2, 2, 1]


def test_whoever_takes_the_parts_may_stop(office: Workplace) -> None:
    written(office, "a")

    def stop(_part: bytes) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        listing.guest_ids(office, stop)
    assert listing.count(office) == 1


def test_lists_are_narrowed(office: Workplace) -> None:
    written(
        office, GuestDetails("a"), GuestDetails("b", category=Category.VIP),
        GuestDetails("c", category=Category.VIP, attention="call Dana"),
    )  # fmt: skip
    for wanted, expected in [
        (GuestFilter(category=Category.VIP), ["b", "c"]),
        (GuestFilter(attention=True), ["c"]),
        (GuestFilter(category=Category.PRESS), []),
        (GuestFilter(category=Category.VIP, attention=True, without_ticket=True), ["c"]),
        (GuestFilter(), ["a", "b", "c"]),
    ]:
        assert names(office, wanted) == expected
        assert listing.count(office, wanted) == len(expected)


def test_a_page_is_in_the_order_asked_for_and_leaves_out_the_unknown(office: Workplace) -> None:
    a, b = written(office, GuestDetails("Алия", organisation="ТОО", attention="x"), "Болат")
    [second, first] = listing.page(office, [b, UUID(int=1), a])
    assert (first.name, first.latin, first.organisation, first.tickets, first.attention) == (
        "Алия", "Aliya", "ТОО", 0, True
    )  # fmt: skip
    assert (second.id, second.category, second.attention) == (b, Category.PUBLIC, False)


def test_a_page_may_be_long(office: Workplace) -> None:
    ids = written(office, *(f"n{number}" for number in range(3)))
    assert len(listing.page(office, ids * 300)) == 900


def test_unpacked_gives_what_is_there() -> None:
    packed = bytearray(UUID(int=1).bytes + UUID(int=2).bytes)
    assert listing.unpacked(packed, 1, 5) == (UUID(int=2),)
    assert listing.unpacked(packed, 2, 5) == ()


def test_lists_are_for_those_who_may_find_guests(
    at_desk: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aspara_desk.domain.rights._RIGHTS", {Role.STEWARD: frozenset()})
    here = at_desk(role=Role.STEWARD)
    for call in (lambda: listing.guest_ids(here), lambda: listing.count(here), lambda: listing.page(here, [])):
        with pytest.raises(Refused):
            call()


@pytest.mark.parametrize(
    ("latin", "key"),
    [("Kaliyeva Aigul", "kaliyeva aigul"), ("Şükrü", "sukru"), ("İlker", "ilker"), ("ılık", "ilik"), ("Groß", "gross")],
)
def test_sort_keys(latin: str, key: str) -> None:
    assert sort_key(latin) == key
