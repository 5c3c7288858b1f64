"""The catalogues: collected from the code, kept in .po files for people, compiled to .mo files for the program.

`make translations` runs this. It is no part of the program, which reads only what is compiled.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import DOMAIN
from tests.architecture.sources import ROOT, modules

FOLDER = ROOT / "resources" / "translations"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
# Functions whose literals are messages, and which of their arguments.
KEYWORDS = {"mark": None, "mark_plural": (1, 2), "t": None, "plural": (1, 2)}
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Aspara Desk\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # the same messages give the same bytes


def path_of(language: str, suffix: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def in_code() -> Catalog:
    """Every message that the code marks, with the files that use it."""
    catalogue = Catalog()
    for path in modules():
        for _row, messages, comments, _context in extract_from_file("python", str(ROOT / path), KEYWORDS):
            catalogue.add(messages, locations=[(path, 0)], auto_comments=comments)
    return catalogue


def kept(language: str) -> Catalog:
    with path_of(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def said(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def updated(language: str) -> Catalog:
    """What the code marks, with the translations that there are. What the code no longer says is dropped."""
    old = kept(language) if path_of(language, "po").exists() else Catalog(locale=language)
    new = Catalog(locale=language)
    for message in said(in_code()):
        known = old.get(message.id)
        translation = known.string if known is not None else ""
        new.add(message.id, translation, sorted(set(message.locations)), message.flags)
    return new


def written(catalogue: Catalog, language: str, comment: str) -> bytes:
    body = io.BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, sort_by_file=True, include_lineno=False)
    header = _HEADER.format(language=language, plurals=PLURALS[language])
    return f"{comment}{header}".encode() + body.getvalue()


def comment_of(language: str) -> str:
    """The lines at the top of a .po file: its glossary."""
    path = path_of(language, "po")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return "".join(lines[: next((at for at, line in enumerate(lines) if not line.startswith("#")), 0)])


def compiled(language: str) -> bytes:
    catalogue = kept(language)
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def lacking(catalogue: Catalog) -> list[Message]:
    """Messages without a translation, or without one of its plural forms."""
    return [
        message
        for message in said(catalogue)
        if message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
    ]


def main() -> int:
    untranslated = 0
    for language in TRANSLATED:
        path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
        path_of(language, "po").write_bytes(written(updated(language), language, comment_of(language)))
        path_of(language, "mo").write_bytes(compiled(language))
        for message in lacking(kept(language)):
            untranslated += 1
            sys.stdout.write(f"{language}: {message.id}\n")
    return 1 if untranslated else 0


if __name__ == "__main__":
    sys.exit(main())
