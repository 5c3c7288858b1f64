from uuid import UUID

import pytest

from aspara_desk.domain.rights import Actor, Right, Role

MAY = {
    Role.STEWARD: {"scan", "undo_own", "count", "find_guests"},
    Role.CLERK: {"sell", "give", "void", "block", "find_guests", "scan"},
    Role.SUPERVISOR: {
        "scan", "undo_own", "count", "find_guests", "undo_any", "override", "control_events", "block", "report",
    },
    Role.MANAGER: {one.value for one in Right},
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_its_own_work_and_nothing_else(role: Role) -> None:
    actor = Actor("Saule", role, UUID(int=1), "A")
    assert {right.value for right in Right if actor.may(right)} == MAY[role]
