"""`door scan`: a line in, an answer out, at once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

from aspara_desk.cli import shapes
from aspara_desk.cli.call import REFUSED, Call, exit_code
from aspara_desk.domain.admission import VerdictKind
from aspara_desk.domain.errors import BadInput, DeskError, Misused, Place
from aspara_desk.domain.programme import Direction, Programme
from aspara_desk.door.check_in import Answer, Attempt, check_in
from aspara_desk.door.gates import Gate
from aspara_desk.i18n import verdicts

if TYPE_CHECKING:
    from aspara_desk.staff.workplace import Workplace

LONGEST_LINE = 16_384  # bytes; a symbol holds 7,089 digits at most
_KEYS = {"code", "at", "scan_id", "direction", "confirm", "override"}
_SHAPES = {
    VerdictKind.ADMIT: "✔",
    VerdictKind.REFUSE: "✖",
    VerdictKind.ASK: "?",
}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the call was started with; a line in JSON may say otherwise. `at` None is the time of each line."""

    at: datetime | None
    confirm: bool
    override: str | None


class Scanner:
    """Answers line by line. A line that cannot be used is said so, and the next one is answered all the same."""

    def __init__(self, call: Call, here: "Workplace", gate: Gate, defaults: Defaults) -> None:
        self.call = call
        self.here = here
        self.gate = gate
        self.defaults = defaults

    def run(self, lines: BinaryIO) -> None:
        for row, line in enumerate(_lines(lines), start=1):
            try:
                self._answer(line, row)
            except DeskError as error:
                self.call.fail(error)
                self.call.note(exit_code(error))
            self.call.keep_safe()

    def _answer(self, line: bytes, row: int) -> None:
        text = line.decode("utf-8", errors="replace").strip("\r\n")
        if text.lstrip("\ufeff \t").startswith("{"):
            gate, attempt = self._from_json(text.lstrip("\ufeff \t"), row)
        else:
            gate, attempt = self.gate, self._attempt(text.lstrip("\ufeff"))
        answer = check_in(self.here, gate, attempt)
        programme = self.here.read(lambda unit: unit.programme)
        show_answer(self.call, programme, answer, recorded=True)
        if answer.verdict.kind is not VerdictKind.ADMIT:
            self.call.note(REFUSED)

    def _attempt(self, text: str) -> Attempt:
        at = self.defaults.at or self.here.clock()
        return Attempt(text, at, self.here.new_id(self.here.clock()), self.defaults.confirm, self.defaults.override)

    def _from_json(self, text: str, row: int) -> tuple[Gate, Attempt]:
        """A line in JSON. Raises BadInput that names the row and the key that is wrong."""
        try:
            line = json.loads(text)
        except (ValueError, RecursionError):
            raise BadInput("scan_line_not_json", place=Place(row=row)) from None
        unknown = sorted(set(line) - _KEYS)
        if unknown:
            place = Place(row=row, column=unknown[0])
            raise BadInput("scan_key_unknown", place=place, key=unknown[0], known=", ".join(sorted(_KEYS)))
        base = self._attempt(_text(line, "code", row) or "")
        at = _moment(line, row, self.here.read(lambda unit: unit.programme)) or base.at
        confirm = line.get("confirm", base.confirm)
        answers = None
        if isinstance(confirm, str):
            answers, confirm = _id(confirm, row, "confirm"), True
        if confirm is not None and not isinstance(confirm, bool):
            raise _wrong(row, "confirm")
        override = _text(line, "override", row) or base.override
        given = _text(line, "scan_id", row)
        scan_id = base.scan_id if given is None else _id(given, row, "scan_id")
        return self._turned(line, row), Attempt(base.text, at, scan_id, bool(confirm), override, answers)

    def _turned(self, line: dict[str, Any], row: int) -> Gate:
        text = _text(line, "direction", row)
        if text is None:
            return self.gate
        try:
            return replace(self.gate, direction=Direction(text))
        except ValueError:
            raise _wrong(row, "direction") from None


def _lines(stream: BinaryIO) -> Iterable[bytes]:
    """Lines as they come. Of one that is far too long only the beginning is kept, and it is no ticket."""
    while line := stream.readline(LONGEST_LINE):
        rest = line
        while not rest.endswith(b"\n") and len(rest) == LONGEST_LINE:
            rest = stream.readline(LONGEST_LINE)
        yield line


def _wrong(row: int, key: str) -> BadInput:
    return BadInput("scan_value_wrong", place=Place(row=row, column=key), key=key)


def _text(line: dict[str, Any], key: str, row: int) -> str | None:
    value = line.get(key)
    if value is not None and not isinstance(value, str):
        raise _wrong(row, key)
    return value


def _id(text: str, row: int, key: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _wrong(row, key) from None


def _moment(line: dict[str, Any], row: int, programme: Programme) -> datetime | None:
    from aspara_desk.cli.door import moment

    try:
        return moment(_text(line, "at", row), programme.season)
    except Misused:
        raise _wrong(row, "at") from None


def show_answer(call: Call, programme: Programme, answer: Answer, *, recorded: bool) -> None:
    """Prints an answer; its record is durable by now, unless it was only looked up."""
    verdict = answer.verdict
    text = verdicts.text(verdict, programme, answer.at, call.t, answer.direction)
    notice = verdicts.notice(verdict, answer.ticket_type, call.t)
    word = call.t(verdicts.VERDICTS[verdict.kind])
    kind = answer.ticket_type
    elsewhere = kind and verdict.event_id and not programme.has_seat_at(kind.id, verdict.event_id)
    person = " · ".join(filter(None, [answer.ticket, answer.guest, None if elsewhere else answer.seat]))
    scan = f"  [{answer.scan_id}]" if recorded else ""  # what a scan is taken back by
    call.answer(
        {
            "verdict": verdict.kind.value,
            "reason": verdict.reason.value,
            "text": text,
            "notice": notice,
            "ticket": answer.ticket,
            "guest": answer.guest,
            "type": answer.ticket_type.key if answer.ticket_type else None,
            "seat": answer.seat,
            "event": shapes.key(programme.find_event(verdict.event_id)),
            "at": shapes.moment(programme.season, answer.at),
            "scan_id": str(answer.scan_id) if recorded else None,
            "confirmed": verdict.confirmed,
            "override": verdict.override,
        },
        f"{_SHAPES[verdict.kind]} {word}  " + " — ".join(filter(None, [person, text, notice])) + scan,
    )
