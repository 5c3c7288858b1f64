"""The folder of a demo. What anybody else has put there is never touched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aspara_desk.domain.errors import Misused

_MARK = ".aspara-demo"
# Everything a demo may leave, also one that was ended in the middle.
_OURS = re.compile(
    r"\.aspara-demo"
    r"|(?:season|restored)\.db(?:-wal|-shm|-journal)?"
    r"|(?:season-backup|restored)\.db\.[a-z]+(?:-wal|-shm|-journal)?"
    r"|season-backup\.db"
    r"|desk(?:/installation\.json|/\.installation-[^/]+)?"
    r"|tickets(?:/[a-z0-9-]+\.pdf|/\.[^/]+\.part)?"
)


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a demo keeps what."""

    root: Path

    @property
    def store(self) -> Path:
        return self.root / "season.db"

    @property
    def backup(self) -> Path:
        return self.root / "season-backup.db"

    @property
    def restored(self) -> Path:
        return self.root / "restored.db"

    @property
    def desk(self) -> Path:
        """The identity of the demo's desks, apart from the one of whoever runs it."""
        return self.root / "desk"

    @property
    def tickets(self) -> Path:
        return self.root / "tickets"

    def prepare(self) -> None:
        """Makes the folder, or empties it of an earlier demo. Raises Misused where it holds anything else."""
        try:
            self._require_ours()
            self.clear()
            self.root.mkdir(parents=True, exist_ok=True)
            (self.root / _MARK).touch()  # first of all: whatever ends the demo, the next one knows its folder
            self.tickets.mkdir()
        except OSError as error:
            raise Misused("demo_folder_unwritable", path=str(self.root), reason=error.strerror or "") from None

    def _require_ours(self) -> None:
        if not self.root.exists():
            return
        marked = (self.root / _MARK).is_file()
        found = self._contents() if marked else self.root.iterdir()
        foreign = [name for name in map(self._name, found) if not (marked and _OURS.fullmatch(name))]
        if foreign:
            raise Misused("demo_folder_taken", path=str(self.root), found=min(foreign))

    def clear(self) -> None:
        """Removes what a demo has written, and nothing else."""
        if not self.root.is_dir():
            return
        for path in sorted(self._contents(), reverse=True):  # what is in a folder before the folder
            if _OURS.fullmatch(self._name(path)):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()

    def _contents(self) -> Iterator[Path]:
        """Everything below the folder; a link is a thing of its own, what it points to is not."""
        waiting = list(self.root.iterdir())
        while waiting:
            path = waiting.pop()
            yield path
            if path.is_dir() and not path.is_symlink():
                waiting += path.iterdir()

    def _name(self, path: Path) -> str:
        name = path.relative_to(self.root).as_posix()
        return f"{name}@" if path.is_symlink() else name  # a link is not ours, whatever it is called
