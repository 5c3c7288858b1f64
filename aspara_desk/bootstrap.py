"""The only wiring: builds stores, clocks, ids, keys and paths, and hands them to the use cases."""

import os
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from aspara_desk.config import installation, paths
from aspara_desk.domain.errors import Misused
from aspara_desk.domain.ids import ENTROPY_BYTES, uuid7
from aspara_desk.domain.rights import Actor, Role
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, translator
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.opening import open_store
from aspara_desk.store.season_keys import ENTROPY_BYTES as KEY_ENTROPY_BYTES
from aspara_desk.store.season_keys import Keyring, unlock
from aspara_desk.store.unit import Store, Writing

if TYPE_CHECKING:
    from aspara_desk.box_office.faces import Words
    from aspara_desk.box_office.printing import Press
    from aspara_desk.programme.loading import LoadReport

PASSPHRASE_VARIABLE = "ASPARA_PASSPHRASE"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True)
class Settings:
    """What a call was started with. `store` is a path or URL; `letter` and `staff` are None where not given."""

    store: str
    language: str
    letter: str | None = None
    staff: str | None = None

    @property
    def store_path(self) -> Path | None:
        return None if "://" in self.store else Path(self.store).expanduser().absolute()


def clock() -> datetime:
    return datetime.now(UTC)


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
    kept = installation.load(paths.user_data(), new_id(clock()))
    season_id, claimed = store.read(lambda unit: (unit.identity.season_id(), unit.identity.desks()))
    if season_id is None:
        letter = settings.letter or "A"
    elif settings.letter is None:
        letter = kept.letter_for(season_id, claimed)
    elif kept.is_free(settings.letter, season_id, claimed):
        letter = settings.letter
    else:
        raise Misused("desk_letter_taken", letter=settings.letter, free=kept.letter_for(season_id, claimed))
    desk_id = kept.desk_id(letter)
    here = Workplace(store, _actor(store, settings, desk_id, letter), clock, new_id)
    if claim and season_id is not None and letter not in claimed:
        here.write(partial(_claim, letter=letter, desk_id=desk_id))
    if claim and season_id is not None and settings.letter is None and kept.letters.get(season_id.hex) != letter:
        installation.save(paths.user_data(), kept.with_letter(season_id, letter))
    return here


def _claim(unit: Writing, letter: str, desk_id: UUID) -> None:
    if letter not in unit.identity.desks():
        unit.identity.claim(letter, desk_id, unit.now)
        unit.record("desk_claimed", desk_id, letter=letter)


def _actor(store: Store, settings: Settings, desk_id: UUID, letter: str) -> Actor:
    """Who acts. A name on the staff list has its role; whoever else has the store in hand may do everything."""
    name = settings.staff or f"desk {letter}"
    role = store.read(lambda unit: unit.identity.role_of(name))
    return Actor(name, role or Role.MANAGER, desk_id, letter)


def keyring(here: Workplace) -> Keyring:
    """The season keys, unwrapped by the passphrase in the environment where they are wrapped."""
    return unlock(here.read(lambda unit: unit.identity.keys()), passphrase())


def words(language: str) -> "Words":
    from aspara_desk.box_office.faces import Words

    return Words(translators(), language)


def load_programme(here: Workplace, file: Path) -> "LoadReport":
    """Loads a season file; the season's key is made at the first load."""
    from aspara_desk.programme.loading import load

    return load(here, file, key_entropy=secrets.token_bytes(KEY_ENTROPY_BYTES), passphrase=passphrase())


def press(language: str, layout: str, progress: Callable[[int], None] | None = None) -> "Press":
    from aspara_desk.box_office.printing import Press

    return Press(paths.resources() / "fonts", words(language), layout, progress)


def retire_letters(season_id: UUID, used: Collection[str]) -> None:
    """After a restore: this desk takes a new letter, so that no number is given twice."""
    kept = installation.load(paths.user_data(), new_id(clock()))
    installation.save(paths.user_data(), kept.after_restore(season_id, used))
