"""The folder in which a dialog for a file begins."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents() -> Path:
    """The user's documents; their home where there is no such folder: a dialog would take its name for a file's."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
