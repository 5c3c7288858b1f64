"""Looks at a store after a crash, in a process of its own: `python crash_check.py STORE`.

It ends without closing the store, because closing would write the log back into the file. It runs whenever a desk
opens a store that another has open, so it imports nothing that takes time.
"""

import os
import sqlite3
import sys

SOUND, DAMAGED, IN_USE = 40, 41, 42  # how the process ends


def lock_alone(connection: sqlite3.Connection) -> bool:
    """Keeps everybody else out until the connection is closed; False where somebody is in already.

    A connection holds a shared lock for as long as it has a store in WAL mode open, also when it does nothing.
    """
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return True


def is_sound(connection: sqlite3.Connection) -> bool:
    """Looks at every page (`quick_check`)."""
    try:
        found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError:
        return False
    return found == ("ok",)


def look(path: str) -> int:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    if not lock_alone(connection):
        return IN_USE
    os._exit(SOUND if is_sound(connection) else DAMAGED)


if __name__ == "__main__":
    sys.exit(look(sys.argv[1]))
