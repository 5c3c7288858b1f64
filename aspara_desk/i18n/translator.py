"""Messages in the language of whoever reads them. The English of the code is the key of the catalogue (gettext)."""

import gettext
from dataclasses import dataclass, field
from pathlib import Path

from aspara_desk.domain.season import LANGUAGES

DOMAIN = "aspara_desk"
_SOURCE_LANGUAGE = "en"
# A message as it is written down: a sentence, or one that counts, for one and for many.
Message = str | tuple[str, str]


def mark(message: str) -> str:
    """Marks a message for the catalogue where it is written down, to be translated where it is shown."""
    return message


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """Marks a message that counts something; `Translator.plural` takes both forms."""
    return one, many


@dataclass(frozen=True, slots=True)
class Translator:
    """Turns messages into one language. Facts are put in by name; what they hold is never read as a format."""

    language: str
    _catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, repr=False)

    def __call__(self, message: str, /, **facts: object) -> str:
        return self._catalogue.gettext(message).format_map(facts)

    def plural(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """The form for `count`, by the language's own rule; the message may use {count}."""
        return self._catalogue.ngettext(one, many, count).format_map({"count": count, **facts})

    def translated(self, message: str) -> str:
        """A message without facts, braces left as they are."""
        return self._catalogue.gettext(message)


def translator(language: str, catalogues: Path) -> Translator:
    """The translator for one of `LANGUAGES`; `catalogues` holds `<language>/LC_MESSAGES/aspara_desk.mo`."""
    if language not in LANGUAGES:
        raise ValueError(f"{language} is not one of {', '.join(LANGUAGES)}")
    if language == _SOURCE_LANGUAGE:
        return Translator(language)
    return Translator(language, gettext.translation(DOMAIN, catalogues, [language]))
