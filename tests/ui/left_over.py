"""What a window still says in another language than the one that was chosen."""

import gettext
import re
from collections.abc import Iterator
from functools import cache

from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from aspara_desk.config import paths
from aspara_desk.i18n.translator import DOMAIN
from aspara_desk.ui.language import OWN_NAMES
from tests.ui.program_fixture import where

_FACT = re.compile(r"\{\w+\}")
_LETTERS_AT_LEAST = 8  # a message with facts has to have so many of its own, to be known by them
_PROPERTIES = ("text", "placeholderText", "toolTip", "accessibleName", "accessibleDescription", "windowTitle")


@cache
def _messages(language: str) -> dict[object, str]:
    """The catalogue: by message, or by message and form, what is said."""
    if language != "en":
        said = gettext.translation(DOMAIN, paths.resources() / "translations", [language])._catalog  # type: ignore[attr-defined]
        return {key: text for key, text in said.items() if key}
    others = gettext.translation(DOMAIN, paths.resources() / "translations", ["ru"])
    return {
        key: key[0] if isinstance(key, tuple) else key
        for key in others._catalog  # type: ignore[attr-defined]
        if key
    }


@cache
def _said_in(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Whole texts, and patterns of those with facts."""
    texts = {_bare(text) for text in _messages(language).values()}
    with_facts = {text for text in texts if _FACT.search(text)}
    known = [text for text in with_facts if sum(map(str.isalpha, _FACT.sub("", text))) >= _LETTERS_AT_LEAST]
    patterns = tuple(re.compile(".+".join(map(re.escape, _FACT.split(text))), re.DOTALL) for text in sorted(known))
    return frozenset(texts - with_facts), patterns


def _bare(text: str) -> str:
    """Without the marks of keys, and without what is there for the breaking of lines."""
    return text.replace("&", "").replace("\u200b", "").strip()


@cache
def _is_of(text: str, language: str) -> bool:
    texts, patterns = _said_in(language)
    return text in texts or any(pattern.fullmatch(text) for pattern in patterns)


def shown(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Each text in sight below a window, seen or spoken.

    Dialogs that ask for a file or a printer are left out: F12 is not heard before they close.
    """
    for one in (root, *root.findChildren(QWidget)):
        if not one.isVisible() or one.window().isModal():
            continue
        for name in _PROPERTIES:
            if name == "text" and isinstance(one, (QLineEdit, QPlainTextEdit)):
                continue  # what people wrote
            text = str(one.property(name) or "")
            if text and (name != "text" or isinstance(one, (QLabel, QAbstractButton, QComboBox))):
                yield one, text
        if isinstance(one, QComboBox):
            yield from ((one, one.itemText(at)) for at in range(one.count()))


def left_over(old: str, new: str) -> set[str]:
    """Whole texts in sight in any window that are said so in the old language and not in the new one."""
    found = set()
    for window in QApplication.topLevelWidgets():
        for one, text in shown(window):
            for line in {_bare(text), *map(_bare, text.splitlines())}:
                if line and line not in OWN_NAMES.values() and _is_of(line, old) and not _is_of(line, new):
                    found.add(f"{where(one)}: {line}")
    return found
