import uuid

import pytest

from aspara_desk.domain.errors import Misused
from tests.door.festival import Festival

SCAN = uuid.UUID("0192f0c4-5a3e-7b1d-9c44-0000000000ff")


def test_one_guest_s_answer_is_not_given_to_another(festival: Festival) -> None:
    first, second = festival.ticket(), festival.ticket()
    festival.scan(first, scan_id=SCAN)
    with pytest.raises(Misused, match="scan_id_taken"):
        festival.scan(second, scan_id=SCAN)
    assert festival.scans(second) == ()
