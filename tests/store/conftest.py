from collections.abc import Callable

import pytest

from aspara_desk.staff.workplace import Workplace
from tests.store.festival import Festival, load_sample


@pytest.fixture
def festival(at_desk: Callable[..., Workplace], clock) -> Festival:
    return load_sample(at_desk(), clock)
