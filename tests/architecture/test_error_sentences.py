import ast
import string
from collections.abc import Mapping

import pytest

from tests.architecture.error_kinds import find
from tests.architecture.sources import modules, nodes

RAISED, LOST = find(modules())


@pytest.fixture(scope="module")
def sentences() -> Mapping[str, object]:
    found: Mapping[str, object] = pytest.importorskip("aspara_desk.i18n.errors").SENTENCES
    return found


def placeholders(sentence: object) -> set[str]:
    """The names in braces, of every plural form."""
    forms = sentence if isinstance(sentence, tuple) else (sentence,)
    fields = [name for form in forms for _, name, _, _ in string.Formatter().parse(str(form)) if name]
    return {name.partition(".")[0].partition("[")[0] for name in fields}


def test_every_kind_can_be_followed() -> None:
    assert LOST == []
    assert len(RAISED) > 100


def test_every_kind_has_a_sentence(sentences: Mapping[str, object]) -> None:
    assert [f"{one.where} {one.kind}" for one in RAISED if one.kind not in sentences] == []


def test_every_sentence_finds_its_facts(sentences: Mapping[str, object]) -> None:
    lacking = [
        f"{one.where} {one.kind} {sorted(missing)}"
        for one in RAISED
        if one.facts is not None and (missing := placeholders(sentences.get(one.kind, "")) - one.facts)
    ]
    assert lacking == []


def test_no_sentence_is_for_nothing(sentences: Mapping[str, object]) -> None:
    said = {
        node.value
        for path, node in nodes()
        if "/i18n/" not in path and isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(sentences) - said) == []


def test_a_kind_is_followed_through_tables_variables_and_functions() -> None:
    source = """
class Refused(DeskError): ...
KINDS = {1: "in_table"}
STARTS = (("a", "in_rows"),)
def direct(): raise Refused("direct", seat=1)
def either(x): raise Refused("one" if x else "other")
def variable():
    kind = KINDS.get(1, "by_default")
    raise Refused(kind)
def rows():
    kind = next((kind for start, kind in STARTS), "no_row")
    raise Refused(kind)
def _kind(): return "returned"
def function(): raise Refused(_kind())
def wrong(kind, name, **facts): note(Problem(kind, MappingProxyType({"key": name, **facts})))
def wraps(): wrong("wrapped", "price", most=3)
def mapping(facts): raise Refused("mapped", **facts)
def loop():
    for kind, seats in (("first", 1), ("second", 2)):
        raise Refused(kind)
def lost(x): raise Refused(x.upper())
"""
    elsewhere = """
from example import wrong as note_wrong
def refuse(kind): pass
def others(door): refuse("nothing"); door.wrong("nothing"); wrong("nothing")
def imported(): note_wrong("imported", "price")
"""
    raised, lost = find({"example.py": ast.parse(source), "elsewhere.py": ast.parse(elsewhere)})
    assert {one.kind: one.facts for one in raised} == {
        "direct": {"seat"},
        **dict.fromkeys(
            ("one", "other", "in_table", "by_default", "in_rows", "no_row", "returned", "first", "second"), frozenset()
        ),
        "wrapped": {"key", "most"},
        "imported": {"key"},
        "mapped": None,
    }
    assert lost == ["example.py:21 x.upper()"]
