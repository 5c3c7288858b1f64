"""A process of its own that looks at a store after a crash: `python -m aspara_desk.store.crash_check STORE`.

It ends without closing the store, because closing would write the log back into the file.
"""

import os
import sqlite3
import sys

from aspara_desk.store.sqlite_file import DAMAGED, IN_USE, SOUND, is_sound, lock_alone


def look(path: str) -> int:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    if not lock_alone(connection):
        return IN_USE
    os._exit(SOUND if is_sound(connection) else DAMAGED)


if __name__ == "__main__":
    sys.exit(look(sys.argv[1]))
