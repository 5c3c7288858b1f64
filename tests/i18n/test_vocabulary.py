from collections.abc import Mapping

from aspara_desk.domain.rights import unnamed
from aspara_desk.i18n.translator import Translator
from aspara_desk.i18n.vocabulary import actor


def test_a_desk_without_a_name_is_called_in_the_language_of_the_screen(translators: Mapping[str, Translator]) -> None:
    said = {actor(unnamed("AB"), t) for t in translators.values()}
    assert len(said) == len(translators)
    assert all("AB" in words for words in said)


def test_a_name_stays_as_it_was_given(t: Translator) -> None:
    for name in ("Сәуле", "desk a", "the desk A", "desk A "):
        assert actor(name, t) == name
