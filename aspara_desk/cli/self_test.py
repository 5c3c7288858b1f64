"""The self-test: the installed program proves itself, in a temporary folder, without touching anybody's data.

A check imports what it needs: a library that is missing fails that check, and not the program.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.cli.call import REFUSED, Call
from aspara_desk.config.paths import resources
from aspara_desk.domain import code
from aspara_desk.domain.admission import Reason
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.sales import Ticket
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import mark
from aspara_desk.staff.workplace import Workplace

_ALPHABETS = {
    "kk": "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ" + "aäbcdefgğhıijklmnñoöpqrsştuūüvwxyz",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_SIGNS = "0123456789₸«»“”–—·&№'’"
_FILES = ("fonts/OFL.txt", "season/aspara-2022.toml", "season/guests.csv", "season/FORMAT.md")
# Known answers of DESIGN.md 4.1: season key, ticket id, code, and SHA-256 of the code.
_VECTORS = (
    ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "00000000-0000-7000-8000-000000000001",
     "1241513272232097486041033654519392", "f3ac96ca4f88f1e751af786ffbb43969a4588895f8a9f8e94208597d111cc2cf"),
    ("ff" * 32, "ffffffff-ffff-7fff-bfff-ffffffffffff",
     "1241369720289339600534310156334832", "0a380249a165c4c64679da21001811ecdd07e54e8e83c1239a5e24242cd681f0"),
    ("3e974eb4d9d3b8df51d0bbeae6c4ae949da39521f7a529c998a1bf0ebf5cf237", "0192f0c4-5a3e-7b1d-9c44-2f6a1b0d7e55",
     "1111066863450385177245042097790287", "d4899f4e26e6633a9dad8c1ac1f24f8f3a65877f38ed03e54b8fd3b954e4dfaa"),
)  # fmt: skip
_TYPE, _DOOR = "show-d1", "friendship-main"
_NAME = "Әлия Ғазизқызы Ёлкина-Þórsdóttir"
_DOORS_OPEN = datetime(2022, 10, 1, 11, 5, tzinfo=UTC)  # five past five in the afternoon in Taraz


class NotProved(Exception):
    """A check came out otherwise than it must; the message is what is said of it."""


@dataclass(slots=True)
class Trial:
    """What the checks share: a folder of their own, and what the earlier ones have made there."""

    call: Call
    folder: Path
    here: Workplace | None = None
    ticket: Ticket | None = None
    text: str | None = None  # what was read from paper

    @property
    def settings(self) -> Settings:
        return Settings(str(self.folder / "season.db"), self.call.language, data_folder=self.folder / "desk")

    def desk(self) -> Workplace:
        if self.here is None:
            raise NotProved(self.call.t(mark("An earlier check failed.")))
        return self.here

    def require(self, holds: bool, message: str, **facts: object) -> None:
        if not holds:
            raise NotProved(self.call.t(message, **facts))


def _resources(trial: Trial) -> str:
    missing = [name for name in _FILES if not (resources() / name).is_file()]
    trial.require(not missing, mark("Missing: {names}"), names=", ".join(missing))
    return str(resources())


def _fonts(trial: Trial) -> str:
    from aspara_desk.tickets import fonts

    faces = fonts.load(resources() / "fonts")
    letters = "".join(letters + letters.lower() for letters in _ALPHABETS.values())
    missing = faces.missing(letters + _SIGNS)
    trial.require(not missing, mark("Missing: {names}"), names=" ".join(missing))
    return ", ".join(fonts.NAMES)


def _catalogues(trial: Trial) -> str:
    words = {language: t.translated("Welcome.") for language, t in bootstrap.translators().items()}
    trial.require(len(set(words.values())) == len(LANGUAGES), mark("Not translated: {names}"), names=str(words))
    return " ".join(words.values())


def _codes(trial: Trial) -> str:
    for key, ticket_id, digits, digest in _VECTORS:
        made = code.derive(bytes.fromhex(key), UUID(ticket_id))
        right = made.reveal() == digits and made.digest.hex() == digest and code.read(digits) == made
        trial.require(right, mark("Codes are made wrongly."))
    return trial.call.t(mark("{count} known answers"), count=len(_VECTORS))


def _store(trial: Trial) -> str:
    """A new store with the sample season; everything in it agrees."""
    here = bootstrap.open_workplace(trial.settings, create=True)
    try:
        report = bootstrap.load_programme(here, resources() / "season" / "aspara-2022.toml")
    finally:
        here.store.close()
    findings = bootstrap.check_store(trial.settings).findings
    trial.require(not findings, "{finding}", finding=sentence(findings[0], trial.call.t) if findings else "")
    trial.here = replace(bootstrap.open_workplace(trial.settings, claim=True), clock=lambda: _DOORS_OPEN)
    return trial.call.t(mark("{count} rows of a season"), count=len(report.created))


def _paper(trial: Trial) -> str:
    """A ticket sold, printed, looked at as a picture, and its code read."""
    from aspara_desk.box_office import selling
    from aspara_desk.box_office.printing import print_tickets
    from aspara_desk.scanning.files import read_file

    here, file = trial.desk(), trial.folder / "ticket.pdf"
    keys = bootstrap.keyring(here)
    sold = selling.sell(here, keys, type_key=_TYPE, guest=selling.guest_named(_NAME))
    [trial.ticket] = sold.tickets
    print_tickets(here, keys, bootstrap.press(trial.call.language, "a5"), [trial.ticket.number], file)
    read = [text for page in read_file(file) for text in page.codes]
    wanted = keys.code(trial.ticket.key_id, trial.ticket.id)
    trial.require([code.read(text) for text in read] == [wanted], mark("The code on paper cannot be read."))
    [trial.text] = read
    return f"{trial.ticket.number}, {_NAME}"


def _door(trial: Trial) -> str:
    """Once in, twice not."""
    from aspara_desk.door.check_in import Attempt, check_in
    from aspara_desk.door.gates import gate

    here, answers = trial.desk(), []
    trial.require(trial.text is not None, mark("An earlier check failed."))
    place = gate(here.read(lambda unit: unit.programme), _DOOR, None, None)
    for seconds in (0, 2, 60):
        at = _DOORS_OPEN + timedelta(seconds=seconds)
        answers.append(check_in(here, place, Attempt(trial.text or "", at, here.new_id(at))).verdict.reason)
    due = [Reason.OK, Reason.JUST_ADMITTED, Reason.ALREADY_IN]
    trial.require(answers == due, mark("The door answered: {answers}"), answers=", ".join(answers))
    return ", ".join(answers)


def _backup(trial: Trial) -> str:
    """Written and verified by a process of its own, restored, and everything in it agrees."""
    from aspara_desk.store.backup import backup

    trial.desk()
    written = backup(trial.settings.store, trial.folder / "backup.db")
    restored = replace(trial.settings, store=str(trial.folder / "restored.db"))
    bootstrap.restore_store(restored, written.file)
    findings = bootstrap.check_store(restored).findings
    trial.require(not findings, "{finding}", finding=sentence(findings[0], trial.call.t) if findings else "")
    return trial.call.t(mark("{kilobytes} KB, verified and restored"), kilobytes=written.size // 1024)


CHECKS: tuple[tuple[str, str, Callable[[Trial], str]], ...] = (
    ("resources", mark("Resources"), _resources),
    ("fonts", mark("Fonts"), _fonts),
    ("languages", mark("Languages"), _catalogues),
    ("codes", mark("Ticket codes"), _codes),
    ("store", mark("Store"), _store),
    ("paper", mark("A ticket on paper"), _paper),
    ("door", mark("A door"), _door),
    ("backup", mark("Backup"), _backup),
)


def run(call: Call) -> None:
    """Answers with a line for each check, and notes a refusal where one failed."""
    results = []
    with tempfile.TemporaryDirectory(prefix="aspara-self-test-") as folder:
        trial = Trial(call, Path(folder))
        try:
            for key, title, check in CHECKS:
                ok, detail = _carry_out(trial, check)
                results.append({"check": key, "ok": ok, "detail": detail})
                if not call.as_json:
                    call.answer({}, f"{'✔' if ok else '✖'} {call.t(title)}: {detail}")
        finally:
            if trial.here is not None:
                trial.here.store.close()
    if not (held := all(one["ok"] for one in results)):
        call.note(REFUSED)
    message = mark("The program is sound.") if held else mark("The program is not sound: install it again.")
    call.answer({"ok": held, "checks": results}, call.t(message))


def _carry_out(trial: Trial, check: Callable[[Trial], str]) -> tuple[bool, str]:
    try:
        return True, check(trial)
    except NotProved as error:
        return False, str(error)
    except DeskError as error:
        return False, sentence(error.problem, trial.call.t)
    except Exception as error:  # noqa: BLE001 - whatever is broken in an installation, a check of it has failed
        return False, f"{type(error).__name__}: {error}"
