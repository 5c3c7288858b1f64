"""What a ticket says: every word of it already in the languages to print. A plain value."""

from dataclasses import dataclass

from aspara_desk.domain.code import TicketCode


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in the guest's language and in a second one. `second` is None where one language is enough."""

    first: str
    second: str | None = None


@dataclass(frozen=True, slots=True)
class TicketFace:
    """One ticket as it will be printed.

    `colour` is the ticket type's, as "#RRGGBB". `title` is the event's, or the pass's own. `day` is printed large:
    where `weekday` and `doors` are given they stand smaller beside the day and below the time, which is then
    printed once for both languages; else `day` and `time` may hold all. `time`, `venue` and `seat` are None where
    a pass has none. `price` is formatted money, or the word for "free". `copy_text` is the small mark of a
    reprint, such as "copy 2"; `sample`, the word that marks sample data. `language` is the BCP 47 tag of the first
    language.
    """

    number: str
    code: TicketCode
    colour: str
    language: str
    festival: Bilingual
    title: Bilingual
    day: Bilingual
    type_title: Bilingual
    price: str
    motto: Bilingual | None = None
    place: Bilingual | None = None
    weekday: Bilingual | None = None
    time: Bilingual | None = None
    doors: Bilingual | None = None
    venue: Bilingual | None = None
    seat: Bilingual | None = None
    guest: str | None = None
    organisation: str | None = None
    notice: Bilingual | None = None
    copy_text: str | None = None
    sample: str | None = None
