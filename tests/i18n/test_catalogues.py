import ast
import gettext
import io
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract

from aspara_desk.tickets import fonts
from tests.architecture.sources import ROOT, at, nodes
from tests.i18n import catalogues
from tests.i18n.catalogues import KEYWORDS, PLURALS, TRANSLATED, compiled, in_code, kept, lacking, path_of, said

pytestmark = pytest.mark.parametrize("language", TRANSLATED)


def forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def unlike(message: Message) -> bool:
    """Whether a translation has other facts than its source. Only the form for one may leave out the count."""
    source = set().union(*map(fields, forms(message.id)))
    least = source - {"count"} if message.pluralizable else source
    return not all(least <= fields(form) <= source for form in forms(message.string))


def translations(language: str) -> Iterator[tuple[Message, str]]:
    yield from ((message, form) for message in said(kept(language)) for form in forms(message.string))


def ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in said(catalogue)}


def test_a_catalogue_holds_what_the_code_says_and_nothing_else(language: str) -> None:
    assert len(ids(in_code())) > 300
    assert sorted(map(str, ids(in_code()) ^ ids(kept(language)))) == [], "make translations"


def test_nothing_lacks_a_translation(language: str) -> None:
    assert [message.id for message in lacking(kept(language))] == []


def test_there_are_as_many_plural_forms_as_the_language_has(language: str) -> None:
    counts = {len(message.string) for message in said(kept(language)) if message.pluralizable}
    assert counts == {kept(language).num_plurals}
    assert f'"Plural-Forms: {PLURALS[language]}\\n"' in path_of(language, "po").read_text(encoding="utf-8")
    assert str(kept(language).plural_forms) == PLURALS[language]


def test_a_translation_has_the_facts_of_its_source(language: str) -> None:
    assert [message.id for message in said(kept(language)) if unlike(message)] == []


def test_a_translation_ends_as_its_source_does(language: str) -> None:
    """A sentence stays a sentence, and a word a word: blanks and full stops are easily lost."""
    ends = [
        (message.id, form)
        for message, form in translations(language)
        if form != form.strip() or form.endswith(".") != forms(message.id)[0].endswith(".")
    ]
    assert ends == []


def test_a_translation_needs_no_letter_that_the_fonts_lack(language: str) -> None:
    typefaces = fonts.load(ROOT / "resources" / "fonts")
    added = [
        (form, missing)
        for message, form in translations(language)
        if (missing := set(typefaces.missing(form)) - set(forms(message.id)[0]))
    ]
    assert added == []


def test_what_the_program_reads_is_what_people_wrote(language: str) -> None:
    assert path_of(language, "mo").read_bytes() == compiled(language), "make translations"
    with path_of(language, "mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    message = "There is no ticket {ticket}."
    assert read.gettext(message) != message


def test_a_catalogue_is_written_the_same_way_again(language: str) -> None:
    again = catalogues.written(catalogues.updated(language), language, catalogues.comment_of(language))
    assert path_of(language, "po").read_bytes() == again, "make translations"


def test_every_help_text_is_marked(language: str) -> None:
    plain = [
        at(path, node)
        for path, node in nodes()
        if path.startswith("aspara_desk/cli/") and isinstance(node, ast.keyword) and node.arg == "help"
        if not (isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "mark")
    ]
    assert plain == []
    assert language in TRANSLATED


def test_messages_are_found_in_every_way_of_saying_them(language: str) -> None:
    source = b"""
KIND = mark("marked")
BOTH = mark_plural("one thing", "{count} things")
def say(self, t: Translator, n: int) -> None:
    self.t("called", name=t(mark("nested")))
    t.plural("one {x}", "many {x}", n, x=KIND)
    t(KIND), t.translated(KIND), other("not a message")
"""
    found = {messages for _row, messages, _comments, _context in extract("python", io.BytesIO(source), KEYWORDS)}
    assert found == {"marked", ("one thing", "{count} things"), "called", "nested", ("one {x}", "many {x}")}
    assert language in TRANSLATED


@pytest.mark.parametrize(
    ("source", "translation", "wrong"),
    [
        ("Seat {seat}", "Место {seat}", False),
        ("Seat {seat}", "Место", True),
        ("Seat {seat}", "Место {place}", True),
        ("Seat", "Место {seat}", True),
        (("one {x}", "{count} {x}"), ("{count} {x}", "{x}", "{count} {x}"), False),
        (("one {x}", "{count} {x}"), ("{count} {x}", "{count} {x}", "{count}"), True),
    ],
)
def test_a_lost_fact_is_noticed(language: str, source: object, translation: object, *, wrong: bool) -> None:
    assert unlike(Message(source, translation)) is wrong
    assert language in TRANSLATED
