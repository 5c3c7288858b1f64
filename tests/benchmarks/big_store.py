"""Stores of any size: the sample season with so many tickets and guests, written in bulk."""

import hashlib
import hmac
import itertools
import random
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.config import paths
from aspara_desk.domain import code
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guests import new_guest
from aspara_desk.store.types import to_microseconds

TYPE = "fair"  # free, without a quota, good at both fair gates every day
SURNAMES = (
    "Қалиев", "Әбдірахманов", "Нұрғалиев", "Жұмабаев", "Сейітқали", "Омаров", "Ахметов", "Ысқақов", "Тілеуберді",
    "Шәріпов", "Иванов", "Петров", "Смирнов", "Кузнецова", "Соколова", "Морозов", "Волкова", "Фёдоров",
    "Михайлова", "Новиков", "Kaliyev", "Akhmetov", "Silva", "Jansen", "Sharma", "Aliyeva", "Karimov", "Toktogulov",
    "Rahimova", "Petrenko", "Bekova", "Santos", "Visser", "Gupta", "Mammadov", "Yusupov", "Asanov", "Nazarova",
    "Zaripov", "Garipova",
)  # fmt: skip
FIRST_NAMES = (
    "Айгүл", "Нұрсұлтан", "Жәңгір", "Ақмарал", "Ерлан", "Гүлнара", "Бауыржан", "Сәуле", "Дәурен", "Меруерт",
    "Иван", "Мария", "Алексей", "Ольга", "Сергей", "Анна", "Дмитрий", "Елена", "Юлия", "Павел", "Aigul", "Nurlan",
    "Joao", "Anneke", "Priya", "Leyla", "Timur", "Aizada", "Farrukh", "Olena", "Marta", "Pieter", "Arjun", "Elvin",
)  # fmt: skip
_START = datetime(2022, 9, 1, tzinfo=UTC)
_AT_ONCE = 50_000
_GUESTS_AT_ONCE = 5_000


@dataclass(frozen=True)
class BigStore:
    path: Path
    settings: Settings
    tickets: list[UUID]
    secret: bytes

    def open(self) -> Workplace:
        return bootstrap.open_workplace(self.settings, claim=True)

    def code(self, ticket_id: UUID) -> str:
        return code.derive(self.secret, ticket_id).reveal()


def names(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    while True:
        surname, first = chance.choice(SURNAMES), chance.choice(FIRST_NAMES)
        yield f"{surname}{chance.choice(('', 'а', 'ов', 'ева'))} {first} {chance.choice(FIRST_NAMES)}ұлы"


def build(folder: Path, tickets: int, *, guests: int = 0) -> BigStore:
    """A SQLite store with the sample season, so many valid tickets of one type, and so many guests."""
    settings = Settings(str(folder / f"store-{tickets}-{guests}.db"), "en", data_folder=folder)
    here = bootstrap.open_workplace(settings, create=True)
    bootstrap.load_programme(here, paths.resources() / "season" / "aspara-2022.toml")
    here.store.close()
    here = bootstrap.open_workplace(settings, claim=True)
    keys = here.read(lambda unit: unit.identity.keys())
    programme = here.read(lambda unit: unit.programme)
    _add_guests(here, guests)
    here.store.close()
    ticket_type = next(one for one in programme.ticket_types if one.key == TYPE)
    connection = sqlite3.connect(str(settings.store_path), isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    ids = _add_tickets(connection, tickets, ticket_type.id, keys[0].id, keys[0].secret)
    connection.execute("COMMIT")
    connection.close()
    return BigStore(Path(settings.store), settings, ids, keys[0].secret)


def _id(kind: int, number: int) -> UUID:
    return UUID(int=(0x0190_0000_0000 + number) << 80 | 0x7 << 76 | kind << 64 | 0x2 << 62 | number)


def _add_tickets(connection: sqlite3.Connection, count: int, type_id: UUID, key_id: UUID, secret: bytes) -> list[UUID]:
    at, desk = to_microseconds(_START), _id(9, 0).bytes
    order, line = _id(1, 0).bytes, _id(2, 0).bytes
    _insert(connection, "orders", [
        {"id": order, "number": "OZ-000001", "state": "paid", "currency": "KZT", "total_minor": 0, "guest_id": None,
         "created_at": at, "desk_id": desk, "actor": "bench", "revision": 1}
    ])  # fmt: skip
    _insert(connection, "order_lines", [
        {"id": line, "order_id": order, "type_id": type_id.bytes, "count": max(count, 1), "price_minor": 0}
    ])  # fmt: skip
    ids = [_id(4, number) for number in range(count)]
    _insert(connection, "entitlements", (
        {"id": _id(3, number).bytes, "line_id": line, "order_id": order, "type_id": type_id.bytes, "guest_id": None,
         "seat_id": None, "revision": 1}
        for number in range(count)
    ))  # fmt: skip
    _insert(connection, "tickets", (
        {"id": one.bytes, "number": f"Z-{number + 1:06d}", "serial": number + 1,
         "entitlement_id": _id(3, number).bytes, "key_id": key_id.bytes, "code_hash": _digest(secret, one),
         "state": "valid", "created_at": at, "desk_id": desk, "actor": "bench", "revision": 1}
        for number, one in enumerate(ids)
    ))  # fmt: skip
    return ids


def _digest(secret: bytes, ticket_id: UUID) -> bytes:
    """As `domain.code` derives it; written out, for a million of them."""
    mac = hmac.digest(secret, b"aspara-ticket-v1:" + ticket_id.bytes, "sha256")
    payload = f"1{int.from_bytes(mac, 'big') % 10**31:031d}"
    return hashlib.sha256(f"{payload}{98 - int(payload) * 100 % 97:02d}".encode()).digest()


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    while part := list(itertools.islice(rows, _AT_ONCE)):
        columns = ", ".join(part[0])
        marks = ", ".join(f":{column}" for column in part[0])
        connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", part)  # noqa: S608 - our own names


def _add_guests(here: Workplace, count: int) -> None:
    made = names(7)
    for start in range(0, count, _GUESTS_AT_ONCE):
        part = [
            new_guest(_id(5, number), GuestDetails(next(made)))
            for number in range(start, min(start + _GUESTS_AT_ONCE, count))
        ]
        here.write(lambda unit, part=part: unit.guests.add(part, unit.now))
