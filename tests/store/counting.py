"""A process that counts: it says that it is ready, waits for a line, and adds one as often as it is let.

`python -m tests.store.counting STORE COUNTER TIMES`; prints how often it was let.
"""

import sys
from datetime import UTC, datetime
from uuid import UUID

from aspara_desk.domain.rights import Actor, Role
from aspara_desk.store.opening import open_store

ACTOR = Actor("counting", Role.MANAGER, UUID(int=1), "Z")
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def main(address: str, counter: str, times: str) -> None:
    store = open_store(address)
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    let = 0
    for _ in range(int(times)):
        let += store.write(ACTOR, NOW, UUID, lambda unit: unit.counters.add(counter, 1))
    print(let, flush=True)  # noqa: T201
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
