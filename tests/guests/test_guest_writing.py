from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from aspara_desk.domain.errors import BadInput, Misused, Refused
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.rights import Role
from aspara_desk.guests.finding import find
from aspara_desk.guests.importing import ImportReport
from aspara_desk.guests.writing import add_guest, change_guest
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.models import GUEST_WORDS, OUTBOX
from aspara_desk.store.unit import Store
from tests.rows import count_rows


def found(here: Workplace, text: str) -> list[str]:
    return [one.guest.details.name for one in find(here, text)]


def as_kept(here: Workplace, guest: Guest) -> Guest:
    return here.read(lambda unit: unit.guests.by_ids([guest.id]))[guest.id]


def actions(store: Store) -> list[tuple[str, UUID | None, object]]:
    with store.engine.connect() as connection:
        rows = connection.execute(select(OUTBOX.c.action, OUTBOX.c.subject_id, OUTBOX.c.facts))
        return [(row.action, row.subject_id, row.facts) for row in rows]


def test_a_guest_written_by_hand_is_kept_clean_and_found(office: Workplace, store: Store) -> None:
    guest = add_guest(office, GuestDetails("  Айгүл   Қалиева ", country="Казахстан", language="қазақша"))
    assert guest.details == GuestDetails("Айгүл Қалиева", "Aigul Kaliyeva", country="KZ", language="kk")
    assert as_kept(office, guest) == guest
    assert found(office, "kaliyeva") == ["Айгүл Қалиева"]
    assert actions(store) == [("guest_added", guest.id, {})]


def test_a_renamed_guest_is_found_by_the_new_name_and_no_more_by_the_old(office: Workplace, store: Store) -> None:
    guest = add_guest(office, GuestDetails("Айгүл Қалиева"))
    changed = change_guest(office, guest.id, replace(guest.details, name="Айгүл Омарова"), guest.revision)
    assert changed.details.latin == "Aigul Omarova"
    assert as_kept(office, changed) == changed
    assert changed.revision == 2
    assert found(office, "omarova") == found(office, "айгуль") == ["Айгүл Омарова"]
    assert found(office, "kaliyeva") == []
    assert count_rows(store, GUEST_WORDS) == 2
    assert actions(store)[-1] == ("guest_changed", guest.id, {"fields": ["latin", "name"]})


def test_a_spelling_given_by_hand_stays(office: Workplace) -> None:
    guest = add_guest(office, GuestDetails("Қалиева", latin="Qalieva"))
    changed = change_guest(office, guest.id, replace(guest.details, name="Қалиева Айгүл"), 1)
    assert changed.details.latin == "Qalieva"
    again = change_guest(office, guest.id, replace(changed.details, latin=""), 2)
    assert again.details.latin == "Kaliyeva Aigul"


def test_details_beside_the_name_change_alone(office: Workplace, store: Store) -> None:
    guest = add_guest(office, GuestDetails("Асан"))
    changed = change_guest(office, guest.id, replace(guest.details, email="asan@example.kz", attention="VIP"), 1)
    assert as_kept(office, changed).details.email == "asan@example.kz"
    assert found(office, "asan") == ["Асан"]
    assert actions(store)[-1][2] == {"fields": ["attention", "email"]}


def test_nothing_changed_writes_nothing(office: Workplace, store: Store) -> None:
    guest = add_guest(office, GuestDetails("Асан"))
    assert change_guest(office, guest.id, replace(guest.details, name=" Асан"), 1) == guest
    assert len(actions(store)) == 1


def test_a_guest_changed_meanwhile_is_not_overwritten(office: Workplace) -> None:
    guest = add_guest(office, GuestDetails("Асан"))
    change_guest(office, guest.id, replace(guest.details, note="first"), 1)
    with pytest.raises(Refused) as refused:
        change_guest(office, guest.id, replace(guest.details, note="second"), 1)
    assert (refused.value.kind, dict(refused.value.facts)) == ("guest_changed", {"name": "Асан"})
    assert as_kept(office, guest).details.note == "first"


def test_the_list_imported_again_finds_whom_it_was_corrected_to(
    office: Workplace, import_names: Callable[..., ImportReport]
) -> None:
    [guest_id] = import_names("Калиев Аба").guest_ids
    change_guest(office, guest_id, GuestDetails("Калиев Абай"), 1)
    assert import_names("Калиев Абай").guest_ids == (guest_id,)


def test_a_guest_who_is_not_there_cannot_be_changed(office: Workplace) -> None:
    with pytest.raises(Misused) as misused:
        change_guest(office, UUID(int=1), GuestDetails("Асан"), 1)
    assert misused.value.kind == "guest_unknown"


def test_every_field_that_is_wrong_is_named(office: Workplace) -> None:
    wrong = GuestDetails(
        " … ", organisation="x" * 201, country="Нигде", email="me", language="tlh", note="n" * 1000, phone="1" * 34
    )
    with pytest.raises(BadInput) as bad:
        add_guest(office, wrong)
    assert bad.value.kind == "guest_details_wrong"
    assert {(one.place.column, one.kind) for one in bad.value.problems} == {
        ("name", "guest_name_missing"), ("organisation", "guest_value_too_long"),
        ("country", "guest_country_unknown"), ("email", "guest_email_malformed"),
        ("language", "guest_language_unknown"),
    }  # fmt: skip


def test_a_code_in_a_field_is_not_kept(office: Workplace) -> None:
    from aspara_desk.domain.code import specimen

    with pytest.raises(BadInput) as bad:
        add_guest(office, GuestDetails("Асан", note=f"his code is {specimen().reveal()}"))
    [problem] = bad.value.problems
    assert (problem.kind, dict(problem.facts), problem.place.column) == ("code_in_text", {}, "note")


@pytest.mark.parametrize("role", [Role.STEWARD, Role.SUPERVISOR])
def test_guests_are_written_by_those_who_sell(at_desk: Callable[..., Workplace], role: Role) -> None:
    guest = add_guest(at_desk(role=Role.CLERK), GuestDetails("Асан"))
    with pytest.raises(Refused):
        add_guest(at_desk(role=role), GuestDetails("Асан"))
    with pytest.raises(Refused):
        change_guest(at_desk(role=role), guest.id, GuestDetails("Болат"), 1)
