"""A process of its own that writes one backup: `python -m aspara_desk.store.backup_process STORE FILE`.

STORE is a path or a URL without its password, which comes in PGPASSWORD. One JSON object tells how it ended:
`{"bytes": …}`, or `{"error": …, "kind": …, "facts": {…}}`.
"""

import json
import os
import sqlite3
import sys
from pathlib import Path

from aspara_desk.domain.errors import DeskError

NICENESS = 10  # doors come first


def write(address: str, target: Path) -> int:
    """Gives the backup's size in bytes. A SQLite store needs none of the heavy libraries."""
    if "://" not in address:
        from aspara_desk.store import sqlite_copy  # noqa: PLC0415

        return sqlite_copy.back_up(Path(address), target)
    from aspara_desk.store import postgresql_dump  # noqa: PLC0415
    from aspara_desk.store.engine import store_url  # noqa: PLC0415

    return postgresql_dump.back_up(store_url(address).set(password=os.environ.get("PGPASSWORD")), target)


def main(address: str, target: str) -> int:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    told: dict[str, object]
    try:
        told = {"bytes": write(address, Path(target))}
    except DeskError as error:
        told = _told(error)
    except (sqlite3.Error, OSError) as error:
        told = _told(_fault(error, address))
    sys.stdout.write(json.dumps(told))
    return 0


def _told(error: DeskError) -> dict[str, object]:
    return {"error": type(error).__name__, "kind": error.kind, "facts": dict(error.facts)}


def _fault(error: Exception, where: str) -> DeskError:
    from aspara_desk.store.faults import translated  # noqa: PLC0415

    try:
        with translated(where):
            raise error
    except DeskError as fault:
        return fault


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
