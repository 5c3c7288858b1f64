"""The identity of this desk: kept outside the store, so that a copied store does not copy the desk."""

import json
import os
import string
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

from aspara_desk.domain.errors import Misused

FILE = "installation.json"
_NEWCOMERS = 25  # desks that may have claimed a letter after a backup; with the one that made it, as many as A to Z
_READS = 20  # of a file that another program may be writing
_READ_AGAIN_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Installation:
    """Which installation it is, and by season the letter it uses and all that it ever claimed."""

    id: UUID
    letters: Mapping[str, str] = field(default_factory=dict)
    used: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def desk_id(self, letter: str) -> UUID:
        """The desk that this installation is under a letter."""
        return uuid5(self.id, f"aspara-desk/{letter}")

    def letter_for(self, season_id: UUID, claims: Mapping[str, UUID | None]) -> str:
        """The letter of this desk in a season: its own, else the first that is free.

        `claims` says which desk may use a letter; nobody may, once it was given up. Raises Misused where all are used.
        """
        own = self.letters.get(season_id.hex)
        if own is not None and claims.get(own) == self.desk_id(own):
            return own
        free = (letter for letter in _letters() if self.is_free(letter, season_id, claims))
        letter = next(free, None)
        if letter is None:
            raise Misused("desk_letters_used_up")
        return letter

    def is_free(self, letter: str, season_id: UUID, claims: Mapping[str, UUID | None]) -> bool:
        """Whether this desk may use a letter: its own claim, or one that nobody has claimed.

        A letter that it claimed and of which the store knows nothing was claimed after the backup that the store was
        restored from: its numbers may be on papers already.
        """
        if letter in claims:
            return claims[letter] == self.desk_id(letter)
        return letter not in self.used.get(season_id.hex, ())

    def with_claim(self, season_id: UUID, letter: str, *, own: bool) -> "Installation":
        """After a claim. With `own` it is the letter that this desk takes unless it is told another."""
        season = season_id.hex
        letters = {**self.letters, season: letter} if own else self.letters
        used = tuple(sorted({*self.used.get(season, ()), letter}))
        return Installation(self.id, letters, {**self.used, season: used})


def given_since(known: Collection[str]) -> list[str]:
    """The letters that desks may have claimed since a backup that knows these: the next ones, in their order."""
    return list(islice((letter for letter in _letters() if letter not in known), _NEWCOMERS))


def _letters() -> Iterator[str]:
    yield from string.ascii_uppercase
    for first in string.ascii_uppercase:
        yield from (first + second for second in string.ascii_uppercase)


def load(folder: Path, new_id: UUID) -> Installation:
    """The installation kept in a folder. `new_id` becomes its id where there is none yet; it is saved at once."""
    path = folder / FILE
    for _ in range(_READS):
        try:
            return _parsed(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return _create(folder, new_id)
        except OSError as error:
            raise Misused("installation_unreadable", path=str(path), reason=error.strerror or "") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            time.sleep(_READ_AGAIN_SECONDS)  # where there are no links, another program may be writing it just now
    raise Misused("installation_damaged", path=str(path))


def _parsed(text: str) -> Installation:
    kept = json.loads(text)
    used = {season: tuple(letters) for season, letters in kept["used"].items()}
    return Installation(UUID(kept["installation"]), dict(kept["letters"]), used)


def _create(folder: Path, new_id: UUID) -> Installation:
    """Two programs that start at once agree on one id: only the first file gets the name."""
    made = Installation(new_id)
    try:
        with _written_beside(folder, made) as written:
            _name_unless_there(written, folder / FILE)
    except FileExistsError:
        return load(folder, new_id)
    return made


def _name_unless_there(written: Path, path: Path) -> None:
    """Raises FileExistsError where another program was first."""
    try:
        os.link(written, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on most memory sticks
        with path.open("xb") as file:
            file.write(written.read_bytes())
            file.flush()
            os.fsync(file.fileno())


def save(folder: Path, installation: Installation) -> None:
    """Replaces what was kept, whole or not at all."""
    with _written_beside(folder, installation) as written:
        written.replace(folder / FILE)


@contextmanager
def _written_beside(folder: Path, installation: Installation) -> Iterator[Path]:
    """A durable file beside the one that is kept, for as long as the block runs.

    Raises Misused where the folder does not take it, or the block ends in an OSError other than FileExistsError.
    """
    kept = {
        "installation": str(installation.id),
        "letters": dict(installation.letters),
        "used": {season: list(letters) for season, letters in installation.used.items()},
    }
    written = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".installation-", suffix=".json")
        written = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        yield written
    except OSError as error:
        if isinstance(error, FileExistsError) and written is not None:
            raise
        raise Misused("installation_not_saved", path=str(folder), reason=error.strerror or "") from None
    finally:
        if written is not None:
            written.unlink(missing_ok=True)
