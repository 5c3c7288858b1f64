import pytest

from aspara_desk.domain.spreadsheets import plain_cell


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1"])
def test_a_formula_is_written_as_text(cell: str) -> None:
    assert plain_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Айгүл", "1", "a=1", "'=1", "—", " x"])
def test_other_texts_stay_as_they_are(cell: str) -> None:
    assert plain_cell(cell) == cell
