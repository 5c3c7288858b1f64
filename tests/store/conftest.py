from collections.abc import Callable

import pytest

from aspara_desk.programme.loading import load
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import ENTROPY_BYTES, unlock
from tests.store.festival import DURING_YOUNG, SAMPLE, Festival


@pytest.fixture
def festival(at_desk: Callable[..., Workplace], clock) -> Festival:
    here = at_desk()
    load(here, SAMPLE, key_entropy=bytes(range(ENTROPY_BYTES)))
    clock.now = DURING_YOUNG
    return Festival(here, clock, unlock(here.read(lambda unit: unit.identity.keys()), None))
