import string
import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.errors import BadInput, Place, Problem, Refused
from aspara_desk.domain.money import Money
from aspara_desk.domain.rights import Right, Role
from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.errors import SENTENCES, sentence
from aspara_desk.i18n.translator import Translator

ENGLISH = Translator("en")
TEXTS = st.text(st.characters(exclude_categories=()), max_size=300)


def fields(message: str | tuple[str, str]) -> set[str]:
    forms = (message,) if isinstance(message, str) else message
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def said(kind: str, /, place: Place | None = None, t: Translator = ENGLISH, **facts: object) -> str:
    return sentence(Problem(kind, facts, place or Place()), t)


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_kind_is_said_in_every_language(kind: str, t: Translator) -> None:
    names = fields(SENTENCES[kind])
    for count in (1, 3, 5):
        facts = {name: count if name == "count" else f"<{name}>" for name in names}
        text = said(kind, t=t, **facts)
        assert text
        assert all(f"<{name}>" in text for name in names - {"count"})
        assert not {"{", "}"} & set(text) or kind == "bad_window"


def test_it_begins_with_the_place() -> None:
    place = Place("lists/guests.csv", 12, "Phone")
    assert said("guest_name_missing", place) == "guests.csv, row 12, column “Phone”: The guest's name is missing."
    assert said("toml_twice", Place("season.toml", 3, 5)) == "season.toml, row 3, column 5: This is given twice."
    assert said("scan_line_not_json", Place(row=2)).startswith("row 2: ")
    assert said("file_empty", Place("lists/guests.csv")) == "lists/guests.csv: The file is empty."
    assert said("file_empty") == "The file is empty."


def test_the_place_is_in_the_reader_s_language(translators) -> None:
    place = Place("C:\\lists\\guests.csv", 12, "Телефон")
    assert said("guest_name_missing", place, translators["kk"]).startswith("guests.csv, 12-жол, «Телефон» бағаны: ")
    assert said("guest_name_missing", place, translators["ru"]).startswith(
        "guests.csv, строка 12, столбец «Телефон»: "
    )  # fmt: skip


def test_a_summary_counts_and_leaves_places_to_its_problems(translators) -> None:
    def summary(count: int, language: str) -> str:
        place = Place("season.toml", 4)
        return sentence(
            BadInput("season_file", place=place, name="season.toml", count=count).problem, translators[language]
        )

    assert summary(1, "en").startswith("season.toml cannot be used as a season file. Correct this")
    assert "these 21 mistakes" in summary(21, "en")
    assert [
        word
        for word in ("1 ошибку", "3 ошибки", "5 ошибок", "21 ошибку")
        if word in "".join(summary(count, "ru") for count in (1, 3, 5, 21))
    ] == ["1 ошибку", "3 ошибки", "5 ошибок", "21 ошибку"]
    assert "21 қатені" in summary(21, "kk")


def test_states_roles_and_rights_are_in_the_reader_s_language(translators) -> None:
    refused = Refused("not_allowed", actor="Dana", role=Role.STEWARD.value, right=Right.VOID.value)
    assert sentence(refused.problem, translators["kk"]).startswith(
        "Dana (бақылаушы) мұны істей алмайды: билеттердің күшін жою."
    )
    assert "заблокирован" in said("ticket_state", t=translators["ru"], ticket="A-1", state="blocked")
    assert "void for good" in said("ticket_state", ticket="A-1", state="void")
    assert "crew" in said("crew_changed", key="t", before="staff", sold=3)
    assert said("sold_out", type="vip", wanted=3, left=0) == "“vip” is sold out: 3 wanted, 0 left."
    assert said("sold_out", type="vip", wanted=3, left=2) == "“vip”: only 2 left, 3 wanted."


def test_what_may_help_is_said_where_it_is_known() -> None:
    assert said("unknown_key", key="nam", meant="name") == "There is no key “nam” here. Did you mean “name”?"
    assert said("unknown_key", key="nam", meant=None) == "There is no key “nam” here."
    assert said("door_unknown", key="x", known="a, b") == "There is no door “x”. Known: a, b."
    assert said("door_unknown", key="x", known="") == "There is no door “x”."
    assert said("output_unwritable", path="o.pdf", reason="Input/output error").endswith(
        "The system says: Input/output error."
    )
    assert said("output_disk_full", path="o.pdf", reason="No space left on device").endswith("try again.")


def test_facts_are_written_as_people_write_them() -> None:
    assert "12\u00a0500" in said("capacity_lowered", key="hall", before=12_500, now=600)
    assert "row 1200." in said("duplicate_key", key="key", value="a", first_row=1200)
    assert "2022-10-04" in said("day_outside_season", key="day", first=date(2022, 10, 1), last=date(2022, 10, 4))
    assert "04:00" in said("day_turn_changed", before=time(4))
    assert "a, b" in said("not_one_of", key="k", value="x", allowed=["a", "b"])
    assert "12\u00a0500\u00a0₸" in said("ticket_unknown", ticket=Money(1_250_000, "KZT"))


def test_a_fact_that_nobody_knows_leaves_a_dash() -> None:
    assert said("ticket_unknown") == "There is no ticket –."
    assert said("check_quota", type="vip", found=5, expected=None).endswith("but its quota is –.")
    assert said("season_file") == "– cannot be used as a season file. Correct these – mistakes and load it again:"


def test_a_kind_without_a_sentence_is_named() -> None:
    assert said("from_the_future", x=1) == "Something went wrong: from_the_future."


@given(
    st.sampled_from(sorted(SENTENCES)), TEXTS,
    st.builds(Place, st.none() | TEXTS, st.none() | st.integers(1), st.none() | st.integers(1) | TEXTS),
)  # fmt: skip
def test_no_fact_breaks_a_sentence(kind: str, text: str, place: Place) -> None:
    """Not a control or direction character, a line, or a brace that would be read; nor is it ever too long."""
    names = fields(SENTENCES[kind])
    answer = said(kind, place, **dict.fromkeys(names, text))
    assert {unicodedata.category(character) for character in answer}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert len(answer) < 200 + 301 * (len(names) + 3)


def test_braces_and_formats_in_a_fact_stay_as_they_are(t: Translator) -> None:
    for text in ("{ticket}", "{0}", "{", "%s %(x)s", "{ticket.__class__}", "\\N{BEL}"):
        assert text in said("ticket_unknown", t=t, ticket=text)


def test_a_long_fact_keeps_its_beginning_and_its_end() -> None:
    answer = said("output_unwritable", path="/data/" + "x" * 5000 + "/tickets.pdf")
    assert answer.startswith("/data/")
    assert "…" in answer
    assert "/tickets.pdf" in answer
    assert len(answer) < 250


def test_all_that_can_be_chosen_is_listed() -> None:
    keys = ", ".join(f"ticket-type-{number}" for number in range(40))
    assert said("ticket_type_unknown", key="x", known=keys).endswith(f"Known: {keys}.")
    assert len(said("ticket_type_unknown", key="x", known=keys * 9)) < 1100


def test_every_value_that_people_meet_has_a_word(t: Translator) -> None:
    for words, values in (
        (vocabulary.ROLES, Role), (vocabulary.RIGHTS, Right), (vocabulary.METHODS, vocabulary.Method),
        (vocabulary.TICKET_STATES, vocabulary.TicketState), (vocabulary.ORDER_STATES, vocabulary.OrderState),
        (vocabulary.CATEGORIES, vocabulary.Category), (vocabulary.EVENT_KINDS, vocabulary.EventKind),
        (vocabulary.CONTROLS, vocabulary.Control), (vocabulary.DIRECTIONS, vocabulary.Direction),
    ):  # fmt: skip
        assert set(words) == set(values)
        assert all(vocabulary.word(words, value, t) for value in values)
    assert vocabulary.word(vocabulary.ROLES, "ghost", t) == "ghost"
