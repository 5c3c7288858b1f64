"""Who may do what. Each role may do only what its work asks for."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    STEWARD = "steward"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


class Right(StrEnum):
    SCAN = "scan"
    UNDO_OWN = "undo_own"
    UNDO_ANY = "undo_any"
    OVERRIDE = "override"
    CONTROL_EVENTS = "control_events"
    COUNT = "count"
    SELL = "sell"
    GIVE = "give"
    VOID = "void"
    BLOCK = "block"
    IMPORT_GUESTS = "import_guests"
    FIND_GUESTS = "find_guests"
    LOAD_PROGRAMME = "load_programme"
    REPORT = "report"
    KEEP_STORE = "keep_store"


_UNNAMED = re.compile(r"desk ([A-Z]{1,2})")
_STEWARD = frozenset({Right.SCAN, Right.UNDO_OWN, Right.COUNT, Right.FIND_GUESTS})
_CLERK = frozenset({Right.SELL, Right.GIVE, Right.VOID, Right.BLOCK, Right.FIND_GUESTS, Right.SCAN})
_SUPERVISOR = _STEWARD | {Right.UNDO_ANY, Right.OVERRIDE, Right.CONTROL_EVENTS, Right.BLOCK, Right.REPORT}
_RIGHTS = {
    Role.STEWARD: _STEWARD,
    Role.CLERK: _CLERK,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.MANAGER: frozenset(Right),
}


def unnamed(desk_letter: str) -> str:
    """The name in the records of whoever is at a desk without having said who they are."""
    return f"desk {desk_letter}"


def desk_of_unnamed(name: str) -> str | None:
    """The letter of the desk, where a name in the records is nobody's own."""
    match = _UNNAMED.fullmatch(name)
    return match[1] if match else None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, at which desk. Every row that is written names its actor."""

    name: str
    role: Role
    desk_id: UUID
    desk_letter: str

    def may(self, right: Right) -> bool:
        return right in _RIGHTS[self.role]
