import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain import code
from aspara_desk.domain.code import holds_code
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.reasons import clean_reason

KAZAKH = str.maketrans("1234567890", '"әіңғ,.үұқ')


@given(st.binary(min_size=32, max_size=32), st.uuids(), st.text(max_size=5), st.text(max_size=5))
def test_a_code_is_noticed_wherever_it_stands(key: bytes, ticket_id: object, before: str, after: str) -> None:
    digits = code.derive(key, ticket_id).reveal()  # type: ignore[arg-type]
    assert holds_code(before + digits + after)
    assert holds_code(digits.translate(KAZAKH))


@pytest.mark.parametrize("text", ["", "Айгүл Қалиева", "+7 701 000 00 00", "1" * 34, "9" * 200, "4006381333931"])
def test_other_texts_hold_none(text: str) -> None:
    assert not holds_code(text)


def test_no_reason_keeps_a_code() -> None:
    with pytest.raises(Misused, match="code_in_text"):
        clean_reason(f"lost {code.specimen().reveal()}")
