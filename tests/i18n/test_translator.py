from collections.abc import Mapping

import pytest

from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, mark, mark_plural, translator
from tests.i18n.catalogues import FOLDER

ISSUED = ("{count} ticket issued.", "{count} tickets issued.")


def test_a_message_is_said_in_its_reader_s_language(translators: Mapping[str, Translator]) -> None:
    said = [translators[language]("There is no ticket {ticket}.", ticket="A-1") for language in LANGUAGES]
    assert said == ["A-1 билеті жоқ.", "Билета A-1 нет.", "There is no ticket A-1."]


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", {1: "1 ticket issued.", 2: "2 tickets issued.", 0: "0 tickets issued."}),
        ("ru", {1: "Выдан 1 билет.", 2: "Выдано 2 билета.", 5: "Выдано 5 билетов.", 21: "Выдан 21 билет."}),
        ("kk", {1: "1 билет берілді.", 5: "5 билет берілді."}),
    ],
)
def test_a_language_counts_by_its_own_rule(
    language: str, counted: dict[int, str], translators: Mapping[str, Translator]
) -> None:
    assert {count: translators[language].plural(*ISSUED, count) for count in counted} == counted


def test_what_a_fact_holds_is_never_read_as_a_format(t: Translator) -> None:
    assert "{0.__class__} {path} %s" in t("{path} cannot be written.", path="{0.__class__} {path} %s")
    assert "{count}" in t.plural("one {x}", "many {x}", 2, x="{count}")


def test_a_message_that_no_catalogue_has_is_said_in_english(t: Translator) -> None:
    assert t("Nobody {wrote} this down.", wrote="has written") == "Nobody has written this down."
    assert t.translated("{braces} stay") == "{braces} stay"


def test_a_marked_message_stays_what_it_is() -> None:
    assert mark("word") == "word"
    assert mark_plural("one", "many") == ("one", "many")


def test_another_language_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="de is not one of kk, ru, en"):
        translator("de", FOLDER)
