"""Names of people: cleaned, spelled in Latin letters, and found again however they were written.

A skeleton is the key a word is searched by. Қалиев, Калиев, Kaliyev, Qaliev and KALIEV fold to the same
one. Every letter of every script becomes one spelling in Latin letters first, and all further rules work on
that spelling alone, so that they hold for all scripts alike:

* ә а ä → a, ө о ö → o, ұ ү у ū ü → u, ы і и й y ı → i, е э ё ye ie yo io → e, я → ia, ю → iu (u after a
  consonant: Люда, Lyuda, Luda), ь ъ and apostrophes vanish;
* қ к q c → k, ғ г gh → g, ң ñ → n, ж дж j dzh → zh, ш щ ş shch sch → sh, ч ç → ch, х һ h → kh, ц → ts,
  w → v, x → ks, ph → f;
* diacritics fall away, doubled letters count once. A word typed that has little else (zzzzz, ффии) is not folded.

Digraphs stay digraphs (х is `kh`, not a letter of its own), so that what is typed of a name so far is mostly
a prefix of its skeleton as it stands; `prefix_keys` knows the exceptions.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, product

from aspara_desk.domain.layouts import typed_for_cyrillic, typed_for_us

AS_TYPED, FOLDED, GUESSED, ONE_TYPO = range(4)
"""The ranks: begins as typed; begins so when folded; after a guess at what was meant; after a correction."""

LONGEST = 200
"""Characters of a name that is kept."""

MIN_LETTERS = 2
"""Letters that must be typed before a search begins."""

MIN_TYPO_LETTERS = 4
"""Shorter words are not corrected: one letter away from three there are too many names."""

PATRONYMIC_ENDINGS = ("ich", "ovna", "evna", "ichna", "uli", "kizi")
"""How folded patronymics end. A query with one also means those of whom none is written down."""

MAX_WORDS = 8
"""Words of a query that count; what was pasted beyond them is left out."""

MAX_MEANINGS = 16
"""How many meanings of a query are tried for each keyboard layout."""


def _table(pairs: str) -> dict[str, str]:
    """Spellings by letter from `letter:spelling` pairs; an empty spelling drops the letter."""
    return {letter: spelling for letter, _, spelling in (pair.partition(":") for pair in pairs.split())}


_CYRILLIC = _table(
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch "
    "ш:sh щ:shch ъ: ы:i ь: э:e ю:iu я:ia ә:a ғ:g қ:k ң:n ө:o ұ:u ү:u һ:kh і:i "
    "ї:i є:ie ґ:g ў:u ҳ:kh ҷ:zh җ:zh ӣ:i ӯ:u"
)
_LATIN = _table(
    "j:zh q:k w:v x:ks y:i ı:i ş:sh ș:sh š:sh ś:sh ç:ch č:ch ć:ch ž:zh ż:zh ß:s æ:e œ:e þ:t ø:o ł:l đ:d ð:d ħ:kh ŋ:n"
) | {letter: letter for letter in "abcdefghiklmnoprstuvz0123456789"}
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʻʹʺ′＇"), "")


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it.

    Letters become lower-case Latin ones, letters of other scripts their lower case, marks vanish, and
    whatever separates words becomes a space.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = letter.casefold()
        if plain == letter:
            plain = unicodedata.normalize("NFKD", letter)
        if plain != letter:
            found = plain.translate(self)
        elif letter.isalnum():
            found = letter
        else:
            found = "" if unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"} else " "
        self[code] = found
        return found


_LETTERS = _Letters({ord(letter): spelling for letter, spelling in (_CYRILLIC | _LATIN).items()})
_LETTERS.update(_WITHOUT_APOSTROPHES)
_LETTERS[ord("İ")] = "i"

_CYRILLIC_LETTER = re.compile("[Ѐ-ӿ]")
_LONE_H = re.compile("(?<![kszc])h")
_SOFT_C = re.compile("c(?=[ei])")
_HARD_C = re.compile("c(?!h)")
_YE = re.compile("i+[eo]")
_YU = re.compile("(?<=[bcdfghklmnprstvz])i+u")
_DOUBLED = re.compile(r"([a-z])\1+")


def clean(text: str) -> str:
    """What a person typed, as plain text: composed (NFC), without control, format and bidi characters or
    lone surrogates, every run of white space one space, none at the ends.
    """
    if not text.isprintable():
        text = "".join(
            letter for letter in text if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}
        )
    return unicodedata.normalize("NFC", " ".join(text.split()))


def skeleton(word: str) -> str:
    """The key of one word, in lower-case Latin letters and digits as far as its script is known.

    Empty if the word has no letter or digit. Separators inside the word are ignored.
    """
    return _folded(_spelled(word).replace(" ", ""))


def skeletons(name: str) -> tuple[str, ...]:
    """The keys of a full name's words, in their order. Words end at anything but letters, digits, marks and
    apostrophes: a double-barrelled name has two, O'Neil one.
    """
    return tuple(chain.from_iterable(map(_keys, name.split())))


def prefix_keys(word: str) -> tuple[str, ...]:
    """The skeletons with which a word may begin that has been typed as far as `word`; the likeliest first.

    The next letter may change what the last ones mean: i before e or o is e, before u it may vanish; c may
    become ch or sh and sounds like k or s; p may become ph; d and dz may become dzh. J and Ю or Я at the
    beginning stand for each other (Julia, Юлия), which the skeleton does not fold: Kazakh j is ж.
    """
    spelled = _spelled(word).replace(" ", "")
    keys = [_folded(spelled)]
    keys += [_folded(spelled + following) for following in _followers(spelled)]
    if spelled.endswith("c"):
        keys.append(_folded(spelled[:-1] + "s"))
    if word[:1] in {"J", "j"}:
        keys += [_folded("i" + key[2:]) for key in keys]
    elif spelled.startswith(("iu", "ia")):
        keys += ["zh" + key[1:] for key in keys]
    return tuple(filter(None, dict.fromkeys(keys)))


def queries(text: str) -> tuple[tuple[str, ...], ...]:
    """What a typed query may mean: one key for each of its words, the likeliest meaning first.

    A guest is found by a meaning if different words of the name begin with its keys. Besides the query as
    it stands there are its readings in another keyboard layout, and, where two words or more remain, the
    query without its patronymics. Nothing before the second letter.
    """
    meanings: dict[tuple[str, ...], None] = {}
    for reading in _readings(text):
        words = _words(reading)[:MAX_WORDS]
        if sum(map(len, words)) < MIN_LETTERS or (reading != text and any(map(_is_drawn_out, words))):
            continue
        for chosen in filter(None, (words, _without_patronymics(words))):
            meanings.update(dict.fromkeys(islice(product(*map(prefix_keys, chosen)), MAX_MEANINGS)))
    return tuple(meanings)


def rank(query: str, name: str) -> int | None:
    """How well `name` answers `query`: one of the ranks above, lower is better; None if it does not.

    Each word of the query must be the beginning of a different word of the name, in any order; the word that
    fits worst decides. `GUESSED` are the other keyboard layouts, and a query with a patronymic for a name
    without. A typo is one letter too many, too few or wrong, or two that changed places, in the skeletons of
    words of four letters or more.
    """
    names = _words(name)
    words = _words(query)[:MAX_WORDS]
    if not words:
        return None
    keys = tuple(map(skeleton, names))
    if _placed(words, names, str.startswith):
        return AS_TYPED
    if _placed(words, keys, _begins):
        return FOLDED
    if any(_placed(meant, keys, _begins) for meant in _guesses(query, keys)):
        return GUESSED
    return ONE_TYPO if _placed(words, keys, _nearly_begins) else None


def latin(name: str) -> str:
    """A name in Latin letters, spelled as in passports of Kazakhstan: Қалиева Айгүл → Kaliyeva Aigul.

    What is not Cyrillic stays as it is.
    """
    return " ".join(map(_latin_word, name.split(" "))) if _has_cyrillic(name) else name


def _spelled(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)  # a cedilla of its own would be lost
    return text.translate(_LETTERS)


@lru_cache(maxsize=1 << 14)
def _keys(written: str) -> tuple[str, ...]:
    """The skeletons in what stands between two spaces: none in a dash, two in a double-barrelled name."""
    return tuple(filter(None, map(_folded, _spelled(written).split())))


@lru_cache(maxsize=1 << 16)
def _folded(spelled: str) -> str:
    if "h" in spelled:
        spelled = _fold_h(spelled)
    if "c" in spelled:
        spelled = _HARD_C.sub("k", _SOFT_C.sub("s", spelled))
    if "i" in spelled:
        spelled = _YU.sub("u", _YE.sub("e", spelled))
    return _DOUBLED.sub(r"\1", spelled)


def _fold_h(spelled: str) -> str:
    if spelled.startswith("th"):
        spelled = "t" + spelled[2:]  # Thomas; later in a word it is т and х, as in Бақытхан
    spelled = spelled.replace("shch", "sh").replace("sch", "sh").replace("ph", "f").replace("gh", "g")
    return _LONE_H.sub("kh", spelled).replace("dzh", "zh")


def _followers(spelled: str) -> tuple[str, ...]:
    """Letters that would change what comes before them."""
    if spelled.endswith("i"):
        return "e", "u"
    if spelled.endswith(("c", "p", "dz")):
        return ("h",)
    return ("zh",) if spelled.endswith("d") else ()


def _words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without apostrophes; split as `skeletons` does."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_WITHOUT_APOSTROPHES)
    spaced = "".join(" " if _LETTERS[ord(letter)] == " " else letter for letter in plain)
    return tuple(word for word in spaced.split() if skeleton(word))


def _has_cyrillic(text: str) -> bool:
    return _CYRILLIC_LETTER.search(text) is not None


def _readings(text: str) -> Iterator[str]:
    yield text
    yield from typed_for_us(text) if _has_cyrillic(text) else typed_for_cyrillic(text)


def _guesses(query: str, keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    named = any(map(_is_patronymic, keys))
    for reading in _readings(query):
        words = _words(reading)[:MAX_WORDS]
        if words:
            yield words
        shorter = () if named else _without_patronymics(words)
        if shorter:
            yield shorter


def _is_patronymic(key: str) -> bool:
    return key.endswith(PATRONYMIC_ENDINGS)


def _without_patronymics(words: tuple[str, ...]) -> tuple[str, ...]:
    """The other words, if there are patronymics and two words or more beside them; else nothing."""
    others = tuple(word for word in words if not _is_patronymic(skeleton(word)))
    return others if 2 <= len(others) < len(words) else ()


def _begins(key: str, word: str) -> bool:
    return not _is_drawn_out(word) and key.startswith(prefix_keys(word))


@lru_cache(maxsize=1 << 10)
def _is_drawn_out(word: str) -> bool:
    """Whether folding leaves no more letters than it takes away as doubled: zzzzz is not the beginning of every Z."""
    spelled = _spelled(word)
    left = len(_DOUBLED.sub(r"\1", spelled))
    return len(spelled) >= 2 * left > 0


def _nearly_begins(key: str, word: str) -> bool:
    if _begins(key, word):
        return True
    typed = skeleton(word)
    if len(typed) < MIN_TYPO_LETTERS or _is_drawn_out(word):
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - slow to load, and only a search for a mistyped name needs it

    lengths = range(len(typed) - 1, len(typed) + 2)
    return any(OSA.distance(typed, key[:length], score_cutoff=1) <= 1 for length in lengths)


def _placed(words: Sequence[str], places: Sequence[str], fits: Callable[[str, str], bool]) -> bool:
    """Whether every word fits a place of its own: a matching, found by augmenting paths."""
    taken: dict[int, str] = {}

    def seated(word: str, tried: set[int]) -> bool:
        for index, place in enumerate(places):
            if index in tried or not fits(place, word):
                continue
            tried.add(index)
            if index not in taken or seated(taken[index], tried):
                taken[index] = word
                return True
        return False

    return all(seated(word, set()) for word in words)


_PASSPORT = _table(
    "а:a б:b в:v г:g д:d ё:yo ж:zh з:z и:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh "
    "щ:shch ъ: ы:y ь: э:e ю:yu я:ya ә:a ғ:g қ:k ң:n ө:o ұ:u ү:u һ:h і:i ї:i є:ye ґ:g ў:u"
)
_VOWELS = frozenset("аәеёиіоөуұүыэюя")


@lru_cache(maxsize=1 << 16)
def _latin_word(word: str) -> str:
    around = zip(" " + word, word, word[1:] + " ", strict=False)
    return "".join(_passport_letter(letter, before, after) for before, letter, after in around)


def _passport_letter(letter: str, before: str, after: str) -> str:
    small, before_small, after_small = letter.lower(), before.lower(), after.lower()
    if small == "е":
        spelled = "ye" if not before.isalpha() or before_small in _VOWELS | {"ь", "ъ"} else "e"
    elif small == "й":
        spelled = "y" if before_small in {"и", "ы"} or after_small in _VOWELS else "i"
    else:
        spelled = _PASSPORT.get(small, letter)
    if small == letter:
        return spelled
    return spelled.upper() if before.isupper() or after.isupper() else spelled.capitalize()
