from collections.abc import Callable

import pytest

from aspara_desk.staff.workplace import Workplace
from tests.door.festival import Festival
from tests.emptied import shared_database, store  # noqa: F401 - fixtures


@pytest.fixture
def festival(at_desk: Callable[..., Workplace]) -> Festival:
    return Festival(at_desk)
