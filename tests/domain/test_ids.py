from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.ids import ENTROPY_BYTES, uuid7

entropy = st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001


@given(moments, entropy)
def test_an_id_is_a_uuid_of_version_7_with_its_moment(moment: datetime, random: bytes) -> None:
    made = uuid7(moment, random)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(moment.timestamp() * 1000)


@given(moments, entropy, entropy)
def test_a_later_id_sorts_after_an_earlier_one(moment: datetime, one: bytes, other: bytes) -> None:
    assert uuid7(moment, one) < uuid7(moment + timedelta(milliseconds=1), other)


def test_other_chance_gives_another_id() -> None:
    moment = datetime(2022, 10, 1, tzinfo=UTC)
    made = {uuid7(moment, number.to_bytes(10, "big")) for number in range(1000)}
    assert len(made) == 1000


def test_the_example_of_rfc_9562() -> None:
    """Appendix A.6: 2022-02-22 14:22:22.000 -05:00, rand_a = 0xCC3, rand_b = 0x18C4DC0C0C07398F."""
    moment = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    random = (0xCC3 << 64 | 0x18C4DC0C0C07398F).to_bytes(10, "big")
    assert str(uuid7(moment, random)) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@pytest.mark.parametrize("size", [0, 9, 11])
def test_chance_is_ten_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="ten random bytes"):
        uuid7(datetime(2022, 10, 1, tzinfo=UTC), bytes(size))
