"""Every error that can be raised has a sentence, and every sentence finds its facts."""

import ast
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from tests.architecture.sources import at, modules, nodes

sentences = pytest.importorskip("aspara_desk.i18n.errors")
SENTENCES: Mapping[str, object] = sentences.SENTENCES


@dataclass(frozen=True)
class Raised:
    kind: str
    where: str
    facts: frozenset[str] | None  # None where they are handed over as a mapping


def error_classes() -> set[str]:
    """`DeskError`, `Problem` and whatever is derived from the former anywhere in the program."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for _, node in nodes()
        if isinstance(node, ast.ClassDef)
    }
    found = {"DeskError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found | {"Problem"}


def kinds_in(expression: ast.expr) -> Iterator[str]:
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from kinds_in(expression.body)
        yield from kinds_in(expression.orelse)


def facts_of(call: ast.Call) -> frozenset[str] | None:
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}
    if ast.unparse(call.func).endswith("Problem"):
        mapping = given.get("facts") or (call.args[1] if len(call.args) > 1 else ast.Dict(keys=[], values=[]))
        keys = mapping.keys if isinstance(mapping, ast.Dict) else [None]
        names = [key.value if isinstance(key, ast.Constant) else None for key in keys]
        return None if None in names else frozenset(str(name) for name in names)
    return frozenset(given) - {"kind", "place", "problems"}


def raised() -> list[Raised]:
    classes = error_classes()
    calls = [
        (path, node)
        for path, node in nodes()
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in classes
    ]
    return [
        Raised(kind, at(path, call), facts_of(call))
        for path, call in calls
        for argument in [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "kind")]
        for kind in kinds_in(argument)
    ]


def placeholders(sentence: object) -> set[str]:
    """The names in braces, of every plural form."""
    forms = sentence if isinstance(sentence, tuple) else (sentence,)
    fields = [name for form in forms for _, name, _, _ in string.Formatter().parse(str(form)) if name]
    return {name.partition(".")[0].partition("[")[0] for name in fields}


def test_there_is_something_to_check() -> None:
    assert len(raised()) > 20


def test_every_kind_has_a_sentence() -> None:
    assert [f"{one.where} {one.kind}" for one in raised() if one.kind not in SENTENCES] == []


def test_every_sentence_finds_its_facts() -> None:
    lacking = [
        f"{one.where} {one.kind} {sorted(missing)}"
        for one in raised()
        if one.facts is not None and (missing := placeholders(SENTENCES.get(one.kind, "")) - one.facts)
    ]
    assert lacking == []


def test_no_sentence_is_for_nothing() -> None:
    own = next(path for path in modules() if path.endswith("i18n/errors.py"))
    said = {
        node.value
        for path, node in nodes()
        if path != own and isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(SENTENCES) - said) == []
