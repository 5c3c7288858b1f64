"""The words of guest lists in Kazakh, Russian and English: headers, categories, languages, countries."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from aspara_desk.domain.names import clean
from aspara_desk.domain.ticket_types import Category

FIELDS = (
    "name", "surname", "given", "patronymic", "latin", "organisation", "country", "phone", "email", "category",
    "language", "note", "attention",
)  # fmt: skip
"""What a column may hold. A name is one column, or up to three that are joined in this order."""

_HEADERS = {
    "name": (
        "name, full name, guest, guest name, name and surname, participant, имя, имя гостя, фио, ф. и. о., фио гостя, "
        "фио участника, полное имя, гость, участник, имя и фамилия, имя фамилия, фамилия и имя, фамилия имя, "
        "фамилия имя отчество, аты, аты-жөні, толық аты, толық аты-жөні, қонақ, қонақтың аты, қонақтың аты-жөні, "
        "қатысушы, тегі аты, аты тегі, тегі аты әкесінің аты, т. а. ә., есімі"
    ),
    "surname": "surname, last name, family name, фамилия, тегі, тек",
    "given": "given name, first name, forename, өз аты",
    "patronymic": "patronymic, middle name, отчество, әкесінің аты",
    "latin": "latin, latin name, name in latin, passport name, латиницей, имя латиницей, латын, латынша, латын аты",
    "organisation": (
        "organisation, organization, company, media, organisation name, company name, employer, place of work, "
        "организация, название организации, компания, название компании, фирма, издание, редакция, учреждение, "
        "место работы, ұйым, ұйым атауы, ұйымның атауы, мекеме, мекеме атауы, компания атауы, жұмыс орны, басылым"
    ),
    "country": "country, country code, citizenship, страна, код страны, гражданство, ел, мемлекет, азаматтығы",
    "phone": (
        "phone, phone number, telephone, telephone number, mobile, mobile phone, cell, телефон, номер телефона, "
        "мобильный, мобильный телефон, моб. телефон, сотовый, сотовый телефон, контактный телефон, тел, ұялы телефон, "
        "телефон нөмірі, байланыс телефоны"
    ),
    "email": (
        "email, e-mail, mail, email address, e-mail address, почта, электронная почта, эл. почта, электронный адрес, "
        "адрес электронной почты, имейл, мейл, пошта, электрондық пошта, эл. пошта, электрондық мекенжай"
    ),
    "category": "category, type, guest category, категория, категория гостя, тип, санат, санаты",
    "language": "language, lang, язык, язык гостя, тіл, тілі",
    "note": (
        "note, notes, comment, comments, remark, примечание, примечания, заметка, комментарий, ескерту, ескертпе, "
        "түсініктеме"
    ),
    "attention": "attention, внимание, особое внимание, назар, назар аударыңыз",
}
_CATEGORIES = {
    Category.PUBLIC: "public, guest, visitor, зритель, гость, публика, посетитель, көрермен, қонақ, келуші",
    Category.VIP: "vip, v. i. p., вип, құрметті қонақ, почётный гость",
    Category.PRESS: "press, media, journalist, пресса, сми, журналист, баспасөз, бұқ",
    Category.BUYER: "buyer, байер, закупщик, сатып алушы",
    Category.DESIGNER: "designer, дизайнер, модельер",
    Category.ARTISAN: "artisan, craftsman, crafts, ремесленник, мастер, қолөнерші, шебер",
    Category.DELEGATION: "delegation, delegate, делегация, делегат, делегациясы",
    Category.STAFF: "staff, crew, персонал, сотрудник, команда, қызметкер, персоналы",
}
_LANGUAGES = {
    "kk": "kk, kz, kaz, kazakh, казахский, каз, қазақ, қазақша, қазақ тілі, қаз",
    "ru": "ru, rus, russian, русский, рус, орыс, орысша, орыс тілі",
    "en": "en, eng, english, английский, англ, ағылшын, ағылшынша, ағылшын тілі",
}
# What people write beside the names of Unicode's territory lists.
_COUNTRIES = {
    "KZ": "рк, қр, kaz, республика казахстан, қазақстан республикасы, republic of kazakhstan",
    "RU": "рф, rus, россия, российская федерация, russian federation",
    "KG": "kgz, кыргызстан, кыргызская республика",
    "UZ": "uzb", "TJ": "tjk", "AZ": "aze", "TM": "tkm, туркмения", "CN": "chn, кнр, prc",
    "US": "usa, сша, ақш, соединённые штаты америки, united states of america, америка",
    "GB": "uk, gbr, великобритания, соединённое королевство, англия, great britain, england",
    "AE": "uae, оаэ, біріккен араб әмірліктері", "TR": "tur, turkey, турция", "KR": "корея, южная корея, south korea",
    "BY": "белоруссия, белорусь", "CZ": "czech republic, чешская республика", "MD": "молдавия", "DE": "фрг",
    "NL": "holland, голландия, nederland", "BR": "brasil", "IN": "bharat", "AM": "armenia",
}  # fmt: skip


_POSSESSIVE = ("сы", "сі", "ы", "і")
_REASONS = frozenset({"reason", "причина", "себебі"})
_HEADING_TITLES = 2


def folded(word: str) -> str:
    """A word of a list as it is compared: its letters and digits only, in lower case, ё as е."""
    return "".join(filter(str.isalnum, clean(word).casefold().replace("ё", "е")))


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {folded(word): meaning for meaning, listed in words.items() for word in listed.split(",")}


@lru_cache(maxsize=1)
def _headers() -> Mapping[str, str]:
    return _by_word(_HEADERS) | {folded(field): field for field in FIELDS}


@lru_cache(maxsize=1)
def _categories() -> Mapping[str, str]:
    return _by_word({one.value: listed for one, listed in _CATEGORIES.items()}) | {
        one.value: one.value for one in Category
    }


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, str]:
    return _by_word(_LANGUAGES)


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 - slow to load; the command line must be ready at once

    found: dict[str, str] = {}
    for language in ("en", "ru", "kk"):
        territories = Locale(language).territories.items()
        found.update({folded(name): code for code, name in territories if len(code) == 2 and code.isalpha()})
    pseudo = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    codes = {folded(code): code for code in found.values()}
    return {word: code for word, code in (found | codes | _by_word(_COUNTRIES)).items() if code not in pseudo}


def field_of(header: str) -> str | None:
    """Which field a column of this name holds, if it is known; in Kazakh also as what the guest has: ұйым, ұйымы."""
    known, word = _headers(), folded(header)
    forms = (word, *(word.removesuffix(ending) for ending in _POSSESSIVE if word.endswith(ending)))
    return next((known[form] for form in forms if form in known), None)


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows of a list has the titles of its columns: the first, or one below in which two cells or
    more, and most of those with any text, are known titles, if the first has none.
    """
    for at, cells in enumerate(rows):
        titles = [cell for cell in cells if cell.strip()]
        known = sum(field is not None for field in map(field_of, titles))
        if at == 0 and known:
            break
        if known >= _HEADING_TITLES and 2 * known > len(titles):
            return at
    return 0


def is_reason(header: str) -> bool:
    """Whether this is the column that a file of rejected rows has beside those of the list."""
    return folded(header) in _REASONS


def fields_of(headers: Iterable[str]) -> list[str | None]:
    """The field of each column. "Name" is the given name where another column has the surname."""
    fields = [field_of(header) for header in headers]
    if "surname" in fields and "given" not in fields:
        fields = ["given" if field == "name" else field for field in fields]
    return fields


@lru_cache(maxsize=1024)
def category_of(text: str) -> Category | None:
    known = _categories().get(folded(text))
    return None if known is None else Category(known)


@lru_cache(maxsize=1024)
def language_of(text: str) -> str | None:
    """`kk`, `ru` or `en`."""
    return _languages().get(folded(text))


@lru_cache(maxsize=1024)
def country_of(text: str) -> str | None:
    """ISO 3166-1 alpha-2, from a code or a name in Kazakh, Russian or English."""
    return _countries().get(folded(text)) if text else None  # for no text their names need not be loaded
