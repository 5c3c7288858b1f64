"""Finding a guest by some letters of the name, in whatever script, order or layout they are typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from rapidfuzz.distance import OSA

from aspara_desk.domain import names
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.rights import Right
from aspara_desk.domain.sales import Ticket
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guests import Guests
from aspara_desk.store.unit import Reading

MOST = 200
"""Guests that one search gives at most."""

_LONGEST = 200  # letters of a query that count
_CANDIDATES = 2  # times as many as asked for are looked at, so that of many the best come first
_COUNTED = 8000  # words; which of two words is rarer matters no more beyond that
_NEAR = 300  # words looked at for each way in which a typo may have happened
_CORRECTIONS = 12  # words tried instead of one with a typo


@dataclass(frozen=True, slots=True)
class FoundGuest:
    """`rank` is one of `domain.names`: lower is better."""

    guest: Guest
    tickets: tuple[Ticket, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class _Term:
    """One word of a query: how a word of the name begins, folded, or whole words that may be meant instead."""

    beginning: str
    instead: tuple[str, ...] = ()


def find(here: Workplace, text: str, limit: int = 20) -> tuple[FoundGuest, ...]:
    """The guests whose name answers `text`, best first, at most `limit` (and `MOST`).

    None before the second letter. Of a beginning that very many share, those with exactly this word come first
    and not all others are looked at. Raises Refused without the right to find guests.
    """
    here.require(Right.FIND_GUESTS)
    most = min(limit, MOST)
    wanted = names.clean(text)[:_LONGEST]
    return here.read(lambda unit: _found(unit, wanted, most)) if most > 0 else ()


def _found(unit: Reading, text: str, limit: int) -> tuple[FoundGuest, ...]:
    queries = names.queries(text)
    search = _Search(unit.guests)
    ids: dict[UUID, None] = {}
    for keys in _widest(queries):
        if len(ids) < limit * _CANDIDATES:
            without = names.PATRONYMIC_ENDINGS if _is_shortened(keys, queries) else ()
            ids.update(dict.fromkeys(search.run([_Term(key) for key in keys], limit, without)))
    best = _ranked(unit.guests, text, ids)[:limit]
    if queries and len(best) < limit:
        near = [_Term(key, _near(unit.guests, key)) for key in queries[0]]
        if any(term.instead for term in near):
            others = [one for one in search.run(near, limit + len(ids)) if one not in ids]
            best += _ranked(unit.guests, text, others[: limit - len(best)])
    tickets = unit.sales.tickets_of_guests([guest.id for _, guest in best])
    return tuple(FoundGuest(guest, tuple(tickets[guest.id]), rank) for rank, guest in best)


def _widest(queries: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The meanings of a query without those that only narrow another one: who answers `sergei` answers `serge`."""

    def narrows(keys: tuple[str, ...], other: tuple[str, ...]) -> bool:
        return len(keys) == len(other) and keys != other and all(map(str.startswith, keys, other))

    return [keys for keys in queries if not any(narrows(keys, other) for other in queries)]


def _is_shortened(keys: Sequence[str], queries: Sequence[Sequence[str]]) -> bool:
    """Whether this is another meaning without its patronymics."""
    return any(set(keys) < set(other) for other in queries)


class _Search:
    """Searches of one query; how common its words are is counted once."""

    def __init__(self, guests: Guests) -> None:
        self._guests = guests
        self._counts: dict[str, int] = {}

    def run(self, terms: Sequence[_Term], limit: int, without: Sequence[str] = ()) -> list[UUID]:
        """At most `limit` guests who have a word for every term, led to by the words of the rarest.

        Those with a word that ends as one of `without` are left out.
        """
        rarest = self._rarest(terms)
        if rarest is None:
            return []
        beside = [(term.beginning, *term.instead) for index, term in enumerate(terms) if index != rarest]
        led = terms[rarest]
        rows = self._guests.with_word_beginning(led.beginning, beside, limit, without=without)
        if len(set(rows)) < len(rows) == limit:  # some have two such words, and others have not come for that
            rows = self._guests.with_word_beginning(led.beginning, beside, limit * _CANDIDATES, without=without)
        found = dict.fromkeys(islice(dict.fromkeys(rows), limit))
        for word in led.instead:
            if len(found) < limit:
                found.update(dict.fromkeys(self._guests.with_word(word, beside, limit - len(found))))
        return list(found)

    def _rarest(self, terms: Sequence[_Term]) -> int | None:
        """The place of the term with the fewest words; None if one has none at all."""
        if len(terms) == 1:
            return 0
        counts = []
        for term in terms:
            counts.append(sum(map(self._count, (term.beginning, *term.instead))))
            if not counts[-1]:
                return None
        return counts.index(min(counts))

    def _count(self, beginning: str) -> int:
        if beginning not in self._counts:
            self._counts[beginning] = self._guests.count_beginning(beginning, _COUNTED)
        return self._counts[beginning]


def _near(guests: Guests, typed: str) -> tuple[str, ...]:
    if len(typed) < names.MIN_TYPO_LETTERS:
        return ()
    lengths = range(len(typed) - 1, len(typed) + 2)

    def nearly(word: str) -> bool:
        return any(OSA.distance(typed, word[:length], score_cutoff=1) <= 1 for length in lengths)

    found = [word for word in guests.words_near(typed, _NEAR) if not word.startswith(typed) and nearly(word)]
    return tuple(sorted(found, key=lambda word: (abs(len(word) - len(typed)), word))[:_CORRECTIONS])


def _ranked(guests: Guests, text: str, ids: Iterable[UUID]) -> list[tuple[int, Guest]]:
    """Those who do answer the query, best first; among equals, those whose words are typed in full, then by name."""
    typed = set(text.casefold().split())
    found = []
    for guest in guests.by_ids(list(ids)).values():
        rank = _rank(text, guest.details)
        if rank is not None:
            written = f"{guest.details.name} {guest.details.latin}"
            unfinished = len(typed.difference(written.casefold().split()))
            found.append(((rank, unfinished, guest.details.name.casefold(), guest.id), guest))
    return [(order[0], guest) for order, guest in sorted(found, key=lambda one: one[0])]


def _rank(text: str, details: GuestDetails) -> int | None:
    """The better of the ranks of both spellings. Only Latin letters may fit the Latin one better."""
    rank = names.rank(text, details.name)
    if rank == names.AS_TYPED or details.latin == details.name or (rank is not None and not text.isascii()):
        return rank
    latin = names.rank(text, details.latin)
    return rank if latin is None or (rank is not None and rank <= latin) else latin
