"""What the tests of backups and of restoring share."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aspara_desk.domain.errors import DeskError
from aspara_desk.store.backup import backup
from aspara_desk.store.restore import Restored
from aspara_desk.store.restore import restore as bring_back

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def restore(backup: Path, address: str, now: datetime) -> Restored:
    """As it is; what becomes of the desks' letters is tested with the desks."""
    return bring_back(backup, address, now, lambda _store: None)


on_postgresql = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def refused(address: str, target: Path) -> DeskError:
    with pytest.raises(DeskError) as caught:
        backup(address, target)
    return caught.value


def everything(address: str) -> list[str]:
    with closing(sqlite3.connect(address)) as connection:
        return list(connection.iterdump())
