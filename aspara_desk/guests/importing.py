"""Importing a guest list: in short transactions, so that doors go on, and again without harm."""

import time
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from pathlib import Path
from uuid import UUID

from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.rights import Right
from aspara_desk.guests.reading import Column, GuestList, ListRow, open_list
from aspara_desk.guests.rejected import RejectedRows
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guests import NewGuest, new_guest
from aspara_desk.store.unit import Reading, Writing

AT_ONCE = 100
"""Rows in one transaction while others write: a door waits behind it."""

AT_ONCE_ALONE = 1_500
"""Rows in one transaction while nobody else writes; a door that opens then waits behind one of these, once."""

REST_SECONDS = 0.004
"""Between two transactions while others write, so that a door that waits finds the store free."""

_POLITE_FOR = 200  # transactions after somebody else was seen to write

MOST_PROBLEMS = 1_000
"""Problems that a report names; all of them are in the file of rejected rows."""

_ID_BYTES = 16
_TOLD = ("latin", "country", "language", "note", "attention")
"""What may differ in a list for somebody who is the same guest all the same: see `store.guests.identity`."""

_Told = tuple[str, ...]
_Listed = tuple[int, NewGuest]  # the number of a row, and its guest
_told: Callable[[GuestDetails], _Told] = attrgetter(*_TOLD)
Explain = Callable[[Problem], str]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import.

    `rows` = `new` + `same` + `rejected`; of the `same` ones, `repeated` are on the list above already, the others in
    the store; the list says something else of `differing`, who were left as they are. `problems` has warnings about
    columns, then what is wrong with rows, then what differs, at most `MOST_PROBLEMS`. `import_id` and
    `rejected_file` are None where nothing was written.
    """

    file: str
    encoding: str
    rows: int
    new: int
    same: int
    rejected: int
    problems: tuple[Problem, ...]
    import_id: UUID | None
    rejected_file: str | None
    packed_ids: bytes = field(default=b"", repr=False)
    differing: int = 0
    repeated: int = 0

    @property
    def guest_ids(self) -> tuple[UUID, ...]:
        """The guests of the accepted rows, in the order of the file; none after a dry run."""
        return tuple(
            UUID(bytes=self.packed_ids[start : start + _ID_BYTES])
            for start in range(0, len(self.packed_ids), _ID_BYTES)
        )


def import_file(
    here: Workplace,
    path: Path,
    *,
    explain: Explain,
    columns: Mapping[str, str] | Sequence[Column] | None = None,
    headless: bool = False,
    dry_run: bool = False,
    reason: str = "reason",
    progress: Callable[[int], None] | None = None,
    rest: Callable[[float], None] = time.sleep,
) -> ImportReport:
    """Writes the guests of a list into the store, and the rows that are wrong into a file beside it.

    The same person again, in the file or in the store, is counted as `same`; so an import that was interrupted
    is finished by importing again. `explain` makes the sentence for a rejected row, `reason` is the title of
    the column with it; `progress` is told the rows
    done so far after each transaction, and may raise to stop there; `rest` lets others go first for so many
    seconds. A dry run writes nothing at all. Raises Refused without the right to import, Misused and BadInput as
    `open_list` does.
    """
    here.require(Right.IMPORT_GUESTS)
    guests = open_list(path, columns, headless=headless)
    run = _Import(here, path, guests, explain, reason, dry_run=dry_run)
    try:
        while rows := list(islice(guests.rows, run.pace.at_once)):
            run.take(rows)
            run.pace.rest(rest)
            if progress is not None:
                progress(run.rows)
        return run.finished()
    finally:
        run.drop_unfinished()


class _Pace:
    """How much is written at once: much while this desk is alone, little while others write too."""

    def __init__(self) -> None:
        self._seen: int | None = None
        self._polite = 0

    @property
    def at_once(self) -> int:
        return AT_ONCE if self._polite else AT_ONCE_ALONE

    def note(self, version: int | None) -> None:
        """Takes the version of what others wrote, after each transaction."""
        self._polite = max(self._polite - 1, 0)
        if self._seen is not None and version != self._seen:
            self._polite = _POLITE_FOR
        self._seen = version

    def rest(self, rest: Callable[[float], None]) -> None:
        if self._polite:
            rest(REST_SECONDS)


class _Import:
    """One import, batch by batch."""

    def __init__(
        self, here: Workplace, path: Path, guests: GuestList, explain: Explain, reason: str, *, dry_run: bool
    ) -> None:
        self._here = here
        self._path = path
        self._guests = guests
        self._explain = explain
        self._reason = reason
        self._dry_run = dry_run
        self._began = here.clock()
        self._id = here.new_id(self._began)
        self._problems = list(guests.warnings)
        self._ids = bytearray()
        self._differing: list[Problem] = []
        # By a dry run, which cannot ask the store what it would have written; equal values are kept once.
        self._seen: dict[bytes, _Told] = {}
        self._kept_once: dict[_Told, _Told] = {}
        self._stored: set[bytes] = set()
        self._rejected_rows: RejectedRows | None = None
        self._can_write_rejected = not dry_run
        self.pace = _Pace()
        self.rows = self.new = self.same = self.rejected = self.differing = self.repeated = 0

    def take(self, rows: Sequence[ListRow]) -> None:
        for row in rows:
            self._problems += row.warnings[: max(MOST_PROBLEMS - len(self._problems), 0)]
            if row.details is None:
                self._reject(row)
        now = self._here.clock()
        listed = [
            (row.number, new_guest(self._here.new_id(now), row.details, self._id))
            for row in rows
            if row.details is not None
        ]
        new = self._try(listed) if self._dry_run else self._write(listed)
        self.new += new
        self.same += len(listed) - new
        self.rows += len(rows)

    def finished(self) -> ImportReport:
        rejected_file = self._keep_rejected()
        if not self._dry_run:
            self._here.write(self._conclude)
        return ImportReport(
            str(self._path), self._guests.source.label, self.rows, self.new, self.same, self.rejected,
            (*self._problems, *self._differing[: max(MOST_PROBLEMS - len(self._problems), 0)]),
            None if self._dry_run else self._id, rejected_file, bytes(self._ids), self.differing,
            self.repeated,
        )  # fmt: skip

    def drop_unfinished(self) -> None:
        if self._rejected_rows is not None:
            self._rejected_rows.drop()

    def _write(self, listed: Sequence[_Listed]) -> int:
        """Writes those that are new, in one transaction; gives how many that were."""
        if not listed:
            return 0
        added = self._here.write(lambda unit: self._add(unit, listed))
        self._ids += added.ids
        self.pace.note(added.others_version)
        self.repeated += added.repeated
        for one, kept in added.same:
            self._note_differing(one, kept)
        return len(listed) - len(added.same)

    def _add(self, unit: Writing, listed: Sequence[_Listed]) -> "_Added":
        unit.widen_cache()
        known, kept = _known(unit, {guest.identity for _number, guest in listed})
        fresh: dict[bytes, NewGuest] = {}
        same = []
        for one in listed:
            guest = one[1]
            if guest.identity in kept:
                same.append((one, kept[guest.identity]))
            elif guest.identity in fresh:
                same.append((one, _told(fresh[guest.identity].written)))
            else:
                fresh[guest.identity] = guest
                known[guest.identity] = guest.id
        if fresh:
            unit.guests.add(list(fresh.values()), unit.now)
            unit.record("guests_imported", self._id, new=len(fresh), same=len(same))
        ids = b"".join(known[guest.identity].bytes for _number, guest in listed)
        above = unit.guests.of_import(self._id, [known[one.identity] for (_number, one), _told in same])
        repeated = sum(known[one.identity] in above for (_number, one), _told in same)
        return _Added(ids, same, repeated, unit.others_version())

    def _try(self, listed: Sequence[_Listed]) -> int:
        identities = {guest.identity for _number, guest in listed} - self._seen.keys()
        known, kept = self._here.read(lambda unit: _known(unit, identities))
        self._stored.update(known)
        for one in listed:
            guest = one[1]
            self.repeated += guest.identity in self._seen and guest.identity not in self._stored
            told = kept.get(guest.identity) or _told(guest.details)
            self._note_differing(one, self._seen.setdefault(guest.identity, self._kept_once.setdefault(told, told)))
        return len(identities) - len(known)

    def _note_differing(self, one: _Listed, kept: _Told) -> None:
        """What the list says of somebody, and the store otherwise; where the list says nothing, nothing differs."""
        number, guest = one
        titles = [
            self._guests.titles[name]
            for name, told, before in zip(_TOLD, _told(guest.details), kept, strict=True)
            if told and told != before and (before or name != "latin")  # which is made where none is given
        ]
        self.differing += bool(titles)
        room = MOST_PROBLEMS - len(self._differing)
        places = [Place(str(self._path), number, title) for title in titles]
        self._differing += [Problem("guest_differs", {}, place) for place in places[: max(room, 0)]]

    def _conclude(self, unit: Writing) -> None:
        unit.guests.add_import({
            "id": self._id, "file": self._path.name, "encoding": self._guests.source.label, "at": self._began,
            "desk_id": unit.actor.desk_id, "actor": unit.actor.name, "rows": self.rows, "new": self.new,
            "same": self.same, "rejected": self.rejected,
        })  # fmt: skip
        unit.record(
            "guest_list_imported", self._id, rows=self.rows, new=self.new, same=self.same, rejected=self.rejected
        )

    def _reject(self, row: ListRow) -> None:
        self.rejected += 1
        self._problems += row.problems[: max(MOST_PROBLEMS - len(self._problems), 0)]
        if not self._can_write_rejected:
            return
        try:
            if self._rejected_rows is None:
                self._rejected_rows = RejectedRows(self._path, self._guests.header, self._reason)
            self._rejected_rows.add(row.cells, " ".join(map(self._explain, row.problems)))
        except OSError as error:
            self._cannot_write_rejected(error)

    def _keep_rejected(self) -> str | None:
        """The file of rejected rows, if there are any and it could be written."""
        kept, self._rejected_rows = self._rejected_rows, None
        if kept is None:
            return None
        try:
            return str(kept.keep())
        except OSError as error:
            kept.drop()
            self._cannot_write_rejected(error)
            return None

    def _cannot_write_rejected(self, error: OSError) -> None:
        """Says so in the report: the guests that can be imported are worth more than the list of the others."""
        self.drop_unfinished()
        self._rejected_rows = None
        self._can_write_rejected = False
        facts = {"folder": str(self._path.parent), "reason": error.strerror or type(error).__name__}
        self._problems.insert(0, Problem("rejected_file_unwritable", facts, Place(str(self._path))))


@dataclass(frozen=True, slots=True)
class _Added:
    """What one transaction made of its rows: all of their guests' ids, who was known already and as what, how many of
    these by rows above, and the version of what others wrote.
    """

    ids: bytes
    same: Sequence[tuple[_Listed, _Told]]
    repeated: int
    others_version: int | None


def _known(unit: Reading, identities: AbstractSet[bytes]) -> tuple[dict[bytes, UUID], dict[bytes, _Told]]:
    """Those of them that the store has, and what it tells of each."""
    known = dict(unit.guests.known(list(identities)))
    guests = unit.guests.by_ids(list(known.values()))
    return known, {identity: _told(guests[guest_id].details) for identity, guest_id in known.items()}
