"""The schema: one for SQLite and PostgreSQL. Queries are made of these tables; their rows never leave the store."""

from aspara_desk.store.models.base import METADATA
from aspara_desk.store.models.doors import CLEARANCES, HEADCOUNTS, MOVEMENTS, SCANS, UNDOS
from aspara_desk.store.models.people import DESKS, GUEST_WORDS, GUESTS, IMPORTS, NAME_WORDS, STAFF
from aspara_desk.store.models.programme import (
    DOOR_EVENTS,
    DOORS,
    EVENTS,
    GRANT_EVENTS,
    GRANTS,
    SEASON,
    SEASON_KEYS,
    SEATS,
    TICKET_TYPES,
    VENUES,
)
from aspara_desk.store.models.sales import ENTITLEMENTS, ORDER_LINES, ORDERS, PAYMENTS, PRINTS, SEAT_HOLDINGS, TICKETS
from aspara_desk.store.models.trail import COUNTERS, NUMBERS, OUTBOX

__all__ = [
    "CLEARANCES",
    "COUNTERS",
    "DESKS",
    "DOORS",
    "DOOR_EVENTS",
    "ENTITLEMENTS",
    "EVENTS",
    "GRANTS",
    "GRANT_EVENTS",
    "GUESTS",
    "GUEST_WORDS",
    "HEADCOUNTS",
    "IMPORTS",
    "METADATA",
    "MOVEMENTS",
    "NAME_WORDS",
    "NUMBERS",
    "ORDERS",
    "ORDER_LINES",
    "OUTBOX",
    "PAYMENTS",
    "PRINTS",
    "SCANS",
    "SEASON",
    "SEASON_KEYS",
    "SEATS",
    "SEAT_HOLDINGS",
    "STAFF",
    "TICKETS",
    "TICKET_TYPES",
    "UNDOS",
    "VENUES",
]
