import pytest

from aspara_desk.domain.errors import BadInput, DeskError, Place, Problem, Refused


def test_an_error_carries_its_kind_its_facts_and_its_place() -> None:
    error = Refused("sold_out", type="show", left=0)
    assert (error.kind, dict(error.facts), error.place) == ("sold_out", {"type": "show", "left": 0}, Place())
    assert str(error) == "sold_out(type='show', left=0)"
    assert error.problem == Problem("sold_out", {"type": "show", "left": 0})
    assert isinstance(error, DeskError)


def test_facts_cannot_be_changed_on_the_way() -> None:
    with pytest.raises(TypeError):
        Refused("sold_out", left=0).facts["left"] = 1


def test_a_bad_input_names_all_its_problems() -> None:
    problems = [Problem("one", {}, Place(row=1)), Problem("two", {}, Place(row=2, column="name"))]
    error = BadInput("guest_file", place=problems[0].place, problems=problems, name="g.csv")
    assert error.problems == tuple(problems)
    assert error.place == Place(row=1)
