"""The only wiring: builds stores, clocks, ids, keys and paths, and hands them to the use cases."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from aspara_desk.config import installation, paths
from aspara_desk.domain.errors import DeskError, Misused, Problem, StoreUnusable
from aspara_desk.domain.ids import ENTROPY_BYTES, uuid7
from aspara_desk.domain.rights import Actor, Right, Role, unnamed
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, translator

if TYPE_CHECKING:  # the store and what draws on it load slowly: only what a call needs is imported, when it is needed
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path
    from uuid import UUID

    from aspara_desk.box_office.faces import Words
    from aspara_desk.box_office.printing import Press
    from aspara_desk.domain.programme import Programme
    from aspara_desk.programme.loading import LoadReport
    from aspara_desk.staff.workplace import Workplace
    from aspara_desk.store.backup import Backup, Running
    from aspara_desk.store.restore import Restored
    from aspara_desk.store.season_keys import Keyring
    from aspara_desk.store.unit import Store, Writing
    from aspara_desk.store.upgrade import UpgradeReport

_LOOK_EVERY = timedelta(minutes=10)
_PATIENCE_SECONDS = 60.0
_WATCH_SECONDS = 0.1
_NOTHING_ELSE_CHECKED = {"check_damaged", "check_orphan"}  # findings after which a check of the store stops
PASSPHRASE_VARIABLE = "ASPARA_PASSPHRASE"  # noqa: S105 - the name of a variable


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a call was started with. `store` is a path or URL; `letter` and `staff` are None where not given.

    `data_folder` holds what this computer knows about itself, such as which desk it is; None is the user's own.
    `clock` gives the time in UTC by which people work here.
    """

    store: str = field(repr=False)  # a URL may hold a password
    language: str
    letter: str | None = None
    staff: str | None = None
    data_folder: Path | None = None
    clock: Callable[[], datetime] = field(default=clock, repr=False)

    @property
    def home(self) -> Path:
        return self.data_folder or paths.user_data()

    @property
    def store_shown(self) -> str:
        """The store's address for people, without a password. Raises StoreUnusable for what is no address."""
        from aspara_desk.store.engine import shown, store_url

        return shown(store_url(self.store))

    @property
    def store_path(self) -> Path | None:
        """The file of a SQLite store. Raises StoreUnusable for what is no address of a store."""
        from aspara_desk.store.engine import database_path, store_url

        return database_path(store_url(self.store))


def new_id(at: datetime) -> UUID:
    return uuid7(at, secrets.token_bytes(ENTROPY_BYTES))


def passphrase() -> str | None:
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def translators() -> Mapping[str, Translator]:
    folder = paths.resources() / "translations"
    return {language: translator(language, folder) for language in LANGUAGES}


def one_translator(language: str) -> Translator:
    return translator(language, paths.resources() / "translations")


def open_workplace(settings: Settings, *, claim: bool = False, create: bool = False) -> Workplace:
    """The store, opened, with this desk and whoever is at it.

    With `claim` the desk's letter is claimed in the store, as everything that writes needs; with `create` a store
    that is not there yet is made. Raises StoreUnusable and Misused.
    """
    from aspara_desk.store.opening import open_store

    path = settings.store_path
    if create and path is not None and path.parent == paths.user_data():
        path.parent.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.store, create=create)
    try:
        return _at_desk(store, settings, claim=claim)
    except BaseException:
        store.close()
        raise


def _at_desk(store: Store, settings: Settings, *, claim: bool) -> Workplace:
    from aspara_desk.staff.workplace import Workplace

    kept = installation.load(settings.home, new_id(clock()))
    while True:
        season_id, claims = store.read(lambda unit: (unit.identity.season_id(), unit.identity.claims()))
        letter = _letter(settings, kept, season_id, claims)
        desk_id = kept.desk_id(letter)
        here = Workplace(store, _actor(store, settings, desk_id, letter), settings.clock, new_id)
        if not claim or season_id is None:
            return here
        if letter in claims or here.write(partial(_claim, letter=letter, desk_id=desk_id)):
            break  # else another desk claimed it first
    kept = installation.load(settings.home, kept.id)
    claimed = kept.with_claim(season_id, letter, own=settings.letter is None)
    if claimed != kept:
        installation.save(settings.home, claimed)
    return here


def _letter(
    settings: Settings, kept: installation.Installation, season_id: UUID | None, claims: Mapping[str, UUID | None]
) -> str:
    if season_id is None:
        return settings.letter or "A"
    if settings.letter is None:
        return kept.letter_for(season_id, claims)
    if not kept.is_free(settings.letter, season_id, claims):
        raise Misused("desk_letter_taken", letter=settings.letter, free=kept.letter_for(season_id, claims))
    return settings.letter


def _claim(unit: Writing, letter: str, desk_id: UUID) -> bool:
    """Whether the letter is this desk's now; of desks that race for one, the first has it."""
    claims = unit.identity.claims()
    if letter in claims:
        return claims[letter] == desk_id
    unit.identity.claim(letter, desk_id, unit.now)
    unit.record("desk_claimed", desk_id, letter=letter)
    return True


def _actor(store: Store, settings: Settings, desk_id: UUID, letter: str) -> Actor:
    """Who acts. A name on the staff list has its role; whoever else has the store in hand may do everything."""
    name = settings.staff or unnamed(letter)
    role = store.read(lambda unit: unit.identity.role_of(name))
    return Actor(name, role or Role.MANAGER, desk_id, letter)


@dataclass(frozen=True, slots=True)
class OpenSeason:
    """A season, open at this desk and ready to sell and scan."""

    here: Workplace
    programme: Programme
    keyring: Keyring


def open_season(settings: Settings) -> OpenSeason | None:
    """The season of the store, with this desk's letter claimed; None where there is no store, or no season in it yet.

    Raises StoreUnusable and Misused as `open_workplace` does.
    """
    try:
        here = open_workplace(settings, claim=True)
    except StoreUnusable as error:
        if error.kind == "store_missing":
            return None
        raise
    try:
        if here.read(lambda unit: unit.identity.season_id()) is not None:
            return OpenSeason(here, here.read(lambda unit: unit.programme), keyring(here))
    except BaseException:
        here.store.close()
        raise
    here.store.close()
    return None


def first_season(settings: Settings, file: Path, guests: Path | None = None) -> OpenSeason | None:
    """Makes the store where there is none, loads a season file into it, then a guest list, and opens the season.

    Raises what `load_programme` raises; the store has no season then, and another file can be tried.
    """
    from aspara_desk.guests.importing import import_file
    from aspara_desk.i18n.errors import sentence

    here = open_workplace(settings, create=True)
    try:
        load_programme(here, file)
        if guests is not None:
            t = one_translator(settings.language)
            import_file(here, guests, explain=lambda problem: sentence(problem, t))
    finally:
        here.store.close()
    return open_season(settings)


def sample_season() -> Path:
    return paths.resources() / "season" / "aspara-2022.toml"


def sample_guests() -> Path:
    return paths.resources() / "season" / "guests.csv"


def help_file(language: str) -> Path:
    """The pages of the help in a language, as Markdown."""
    return paths.resources() / "help" / f"{language}.md"


def keyring(here: Workplace) -> Keyring:
    """The season keys, unwrapped by the passphrase in the environment where they are wrapped."""
    from aspara_desk.store.season_keys import unlock

    return unlock(here.read(lambda unit: unit.identity.keys()), passphrase())


def words(language: str) -> Words:
    from aspara_desk.box_office.faces import Words

    return Words(translators(), language)


def load_programme(here: Workplace, file: Path) -> LoadReport:
    """Loads a season file; the season's key is made at the first load."""
    from aspara_desk.programme.loading import load
    from aspara_desk.store import season_keys

    return load(here, file, key_entropy=secrets.token_bytes(season_keys.ENTROPY_BYTES), passphrase=passphrase())


def press(language: str, layout: str, progress: Callable[[int], None] | None = None) -> Press:
    from aspara_desk.box_office.printing import Press

    return Press(paths.resources() / "fonts", words(language), layout, progress)


@dataclass(frozen=True, slots=True)
class Checked:
    """`codes_checked` is False where the season's keys are wrapped and no passphrase was given, or the file is damaged:
    then the codes of the tickets were not derived again to be compared.
    """

    findings: Sequence[Problem]
    codes_checked: bool


def check_store(settings: Settings) -> Checked:
    """Everything that does not agree in a store. Raises Refused for whoever may not keep it."""
    from aspara_desk.store.check import check
    from aspara_desk.store.season_keys import unlock

    here = open_workplace(settings)
    try:
        here.require(Right.KEEP_STORE)
        keys = here.read(lambda unit: unit.identity.keys())
        bare = bool(passphrase()) or all(key.wrapping is None for key in keys)
        ring = unlock(keys, passphrase()) if keys and bare else None
        findings = check(here.store, (lambda key, ticket: ring.code(key, ticket).digest) if ring else None)
    finally:
        here.store.close()
    return Checked(findings, bare and not any(one.kind in _NOTHING_ELSE_CHECKED for one in findings))


def back_up_store(settings: Settings, file: Path) -> Backup:
    """Writes a verified copy, which holds the season's keys. Raises Refused for whoever may not keep the store."""
    from aspara_desk.store.backup import backup

    _keeper(settings).store.close()
    return backup(settings.store, file)


def back_up_watched(settings: Settings, file: Path, progress: Callable[[int], None]) -> Backup:
    """The same, telling again and again how many bytes are written; `progress` may raise to stop it there."""
    from aspara_desk.store.backup import start_backup
    from aspara_desk.store.backup_files import part_of

    _keeper(settings).store.close()
    running = start_backup(settings.store, file)
    try:
        while not running.ends_within(_WATCH_SECONDS):
            part = part_of(file)
            progress(part.stat().st_size if part.exists() else 0)
    except BaseException:
        running.finish(timeout=0)
        raise
    answer = running.finish()
    if isinstance(answer, DeskError):
        raise answer
    return answer


def restore_store(settings: Settings, backup: Path) -> Restored:
    """Brings a backup back. Every desk takes a new letter then, so that no number is given twice.

    Raises Refused for whoever may not keep the store that is there. Where none is there, or it cannot be opened, its
    staff list cannot be asked: then whoever holds the files may do it.
    """
    from aspara_desk.store.restore import restore

    path = settings.store_path
    if path is not None and path.parent == paths.user_data():
        path.parent.mkdir(parents=True, exist_ok=True)
    return restore(backup, settings.store, clock(), partial(_give_up_letters, settings, _letters_there(settings)))


def upgrade_store(settings: Settings) -> UpgradeReport:
    """Raises Refused for whoever may not keep the store."""
    from aspara_desk.store.upgrade import upgrade

    _keeper(settings).store.close()
    folder = backups_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    return upgrade(settings.store, backup_folder=folder, now=clock())


def _keeper(settings: Settings) -> Workplace:
    """Whoever keeps the store, at a store of any revision. Raises Refused for whoever may not."""
    from aspara_desk.store.opening import open_store

    store = open_store(settings.store, any_revision=True)
    try:
        here = _beside_desks(store, settings)
        here.require(Right.KEEP_STORE)
    except BaseException:
        store.close()
        raise
    return here


def _beside_desks(store: Store, settings: Settings) -> Workplace:
    """For work on the store itself, whatever its letters have come to: nothing is sold there."""
    from aspara_desk.staff.workplace import Workplace

    kept = installation.load(settings.home, new_id(clock()))
    season_id = store.read(lambda unit: unit.identity.season_id())
    letter = settings.letter or (kept.letters.get(season_id.hex) if season_id else None) or "A"
    desk_id = kept.desk_id(letter)
    return Workplace(store, _actor(store, settings, desk_id, letter), clock, new_id)


def _letters_there(settings: Settings) -> tuple[UUID | None, Collection[str]]:
    """The season of the store that is there, and the letters claimed in it; no season where it cannot be opened."""
    try:
        here = _keeper(settings)
    except StoreUnusable:
        return None, ()
    try:
        return here.read(lambda unit: (unit.identity.season_id(), unit.identity.desks().keys()))
    finally:
        here.store.close()


def _give_up_letters(settings: Settings, there: tuple[UUID | None, Collection[str]], store: Store) -> None:
    """In a restored store nobody uses a letter any more that may have been used before.

    Where the store before it cannot tell which were claimed since the backup, the next ones count as claimed.
    """
    before, letters = there
    season_id, known = store.read(lambda unit: (unit.identity.season_id(), unit.identity.desks().keys()))
    if season_id is None:
        return
    if before != season_id:
        letters = installation.given_since(known)
    _beside_desks(store, settings).write(partial(_give_up, letters=letters))


def _give_up(unit: Writing, letters: Collection[str]) -> None:
    from aspara_desk.store.identity import LETTER_GIVEN_UP

    for letter in sorted({*letters} - unit.identity.desks().keys()):
        unit.identity.claim(letter, unit.new_id(), unit.now)
    for letter, desk_id in unit.identity.desks().items():
        unit.record(LETTER_GIVEN_UP, desk_id, letter=letter)


def backups_folder(settings: Settings) -> Path:
    """Where automatic backups lie: beside a SQLite store, or in the user's data folder by the database's name."""
    from aspara_desk.store.automatic import backups_folder as beside
    from aspara_desk.store.engine import store_url

    path = settings.store_path
    return beside(path) if path else settings.home / "backups" / str(store_url(settings.store).database)


class AutomaticBackups:
    """Backups at start-up and every hour of use, in a process of their own; what fails is told and stops nothing.

    `tell` hears of each that failed, with why, and of each that was written, with None.
    """

    def __init__(self, settings: Settings, tell: Callable[[DeskError | None], None]) -> None:
        self._settings = settings
        self._tell = tell
        self._running: Running | None = None
        self._looked_at: datetime | None = None

    def tick(self) -> None:
        """Begins a backup where one is due. Costs nothing in between, so it may be called at every scan."""
        now = clock()
        if self._looked_at is not None and now - self._looked_at < _LOOK_EVERY:
            return
        self._looked_at = now
        if self._running is None or self._running.done:  # a scan never waits for a slow one
            self.finish()
            self._begin(now)

    def _begin(self, now: datetime) -> None:
        from aspara_desk.store.automatic import start_automatic

        try:
            folder = backups_folder(self._settings)
            folder.parent.mkdir(parents=True, exist_ok=True)
            self._running = start_automatic(self._settings.store, folder, now)
        except DeskError as error:
            self._tell(error)

    def finish(self) -> None:
        """Waits a minute at most for a backup that is being written; a longer one goes on by itself, and it is said."""
        running, self._running = self._running, None
        if running is None:
            return
        if not running.ends_within(_PATIENCE_SECONDS):
            self._tell(StoreUnusable("backup_goes_on", path=str(running.target), store=running.store))
        else:
            outcome = running.finish()
            self._tell(outcome if isinstance(outcome, DeskError) else None)
