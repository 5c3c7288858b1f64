"""The identity of this desk: kept outside the store, so that a copied store does not copy the desk."""

import json
import os
import string
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid5

from aspara_desk.domain.errors import Misused

FILE = "installation.json"


@dataclass(frozen=True, slots=True)
class Installation:
    """Which installation it is, and by season the letter it uses and those it may not use again."""

    id: UUID
    letters: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def desk_id(self, letter: str) -> UUID:
        """The desk that this installation is under a letter."""
        return uuid5(self.id, f"aspara-desk/{letter}")

    def letter_for(self, season_id: UUID, claimed: Mapping[str, UUID]) -> str:
        """The letter of this desk in a season: its own, else the first that nobody has claimed or given up."""
        own = self.letters.get(season_id.hex)
        if own is not None and claimed.get(own, self.desk_id(own)) == self.desk_id(own):
            return own
        return next(letter for letter in _letters() if self.is_free(letter, season_id, claimed))

    def is_free(self, letter: str, season_id: UUID, claimed: Mapping[str, UUID]) -> bool:
        """Whether this desk may use a letter: not another desk's, and not given up by this one."""
        taken = claimed.get(letter, self.desk_id(letter)) != self.desk_id(letter)
        return not taken and letter not in self.retired.get(season_id.hex, ())

    def with_letter(self, season_id: UUID, letter: str) -> "Installation":
        return Installation(self.id, {**self.letters, season_id.hex: letter}, self.retired)

    def after_restore(self, season_id: UUID, used: Collection[str]) -> "Installation":
        """After a restore no letter used before is used again: its numbers may be on papers already."""
        letters = {season: letter for season, letter in self.letters.items() if season != season_id.hex}
        given_up = {*self.retired.get(season_id.hex, ()), *used, *filter(None, [self.letters.get(season_id.hex)])}
        return Installation(self.id, letters, {**self.retired, season_id.hex: tuple(sorted(given_up))})


def _letters() -> Iterator[str]:
    yield from string.ascii_uppercase
    for first in string.ascii_uppercase:
        yield from (first + second for second in string.ascii_uppercase)


def is_letter(text: str) -> bool:
    return 1 <= len(text) <= 2 and all(letter in string.ascii_uppercase for letter in text)


def load(folder: Path, new_id: UUID) -> Installation:
    """The installation kept in a folder. `new_id` becomes its id where there is none yet; it is saved at once."""
    path = folder / FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        retired = {season: tuple(letters) for season, letters in kept["retired"].items()}
        return Installation(UUID(kept["installation"]), dict(kept["letters"]), retired)
    except FileNotFoundError:
        return _create(folder, new_id)
    except OSError as error:
        raise Misused("installation_unreadable", path=str(path), reason=error.strerror or "") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Misused("installation_damaged", path=str(path)) from None


def _create(folder: Path, new_id: UUID) -> Installation:
    """Two programs that start at once agree on one id: only the first file is linked into place."""
    made = Installation(new_id)
    written = _write_beside(folder, made)
    try:
        os.link(written, folder / FILE)
    except FileExistsError:
        return load(folder, new_id)
    finally:
        written.unlink()
    return made


def save(folder: Path, installation: Installation) -> None:
    """Replaces what was kept, whole or not at all."""
    _write_beside(folder, installation).replace(folder / FILE)


def _write_beside(folder: Path, installation: Installation) -> Path:
    kept = {
        "installation": str(installation.id),
        "letters": dict(installation.letters),
        "retired": {season: list(letters) for season, letters in installation.retired.items()},
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".installation-", suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Misused("installation_not_saved", path=str(folder), reason=error.strerror or "") from None
    return Path(name)
