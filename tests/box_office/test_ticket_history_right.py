from collections.abc import Callable

import pytest

from aspara_desk.box_office.tickets import show
from aspara_desk.domain import rights
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.rights import Right, Role
from aspara_desk.staff.workplace import Workplace


def test_only_whoever_may_find_guests_sees_a_ticket_with_its_guest(
    at_desk: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rights._RIGHTS, Role.STEWARD, frozenset(Right) - {Right.FIND_GUESTS})
    with pytest.raises(Refused) as caught:
        show(at_desk(Role.STEWARD), "A-000001")
    assert caught.value.facts["right"] == "find_guests"
