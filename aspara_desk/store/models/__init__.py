"""The schema: one for SQLite and PostgreSQL. Rows of these classes never leave the store."""

from aspara_desk.store.models.base import Base
from aspara_desk.store.models.doors import ClearanceRow, HeadcountRow, MovementRow, ScanRow, UndoRow
from aspara_desk.store.models.people import DeskRow, GuestRow, GuestWordRow, ImportRow, NameWordRow, StaffRow
from aspara_desk.store.models.programme import (
    DoorEventRow,
    DoorRow,
    EventRow,
    GrantEventRow,
    GrantRow,
    SeasonKeyRow,
    SeasonRow,
    SeatRow,
    TicketTypeRow,
    VenueRow,
)
from aspara_desk.store.models.sales import (
    EntitlementRow,
    OrderLineRow,
    OrderRow,
    PaymentRow,
    PrintRow,
    SeatHoldingRow,
    TicketRow,
)
from aspara_desk.store.models.trail import CounterRow, NumberRow, OutboxRow

__all__ = [
    "Base",
    "ClearanceRow",
    "CounterRow",
    "DeskRow",
    "DoorEventRow",
    "DoorRow",
    "EntitlementRow",
    "EventRow",
    "GrantEventRow",
    "GrantRow",
    "GuestRow",
    "GuestWordRow",
    "HeadcountRow",
    "ImportRow",
    "MovementRow",
    "NameWordRow",
    "NumberRow",
    "OrderLineRow",
    "OrderRow",
    "OutboxRow",
    "PaymentRow",
    "PrintRow",
    "ScanRow",
    "SeasonKeyRow",
    "SeasonRow",
    "SeatHoldingRow",
    "SeatRow",
    "StaffRow",
    "TicketRow",
    "TicketTypeRow",
    "UndoRow",
    "VenueRow",
]
