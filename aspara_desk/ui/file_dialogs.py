"""The system's dialogs for a file to open and for one to write: the same everywhere, in a folder that is there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from aspara_desk.i18n.translator import Translator, mark

# Qt's own dialog, where the system has none, has these words in no Russian catalogue.
_LABELS = {QFileDialog.DialogLabel.LookIn: mark("Folder:"), QFileDialog.DialogLabel.FileType: mark("Kind of file:")}


def documents() -> Path:
    """The user's documents; their home where there is no such folder: a dialog would take its name for a file's."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()


def ask_for_file(
    owner: QWidget, t: Translator, title: str, kinds: str, chosen: Callable[[Path], None], folder: Path | None = None
) -> None:
    """Calls `chosen` with the file that is to be opened, if one is. `kinds` are Qt's: `PDF (*.pdf);;All files (*)`."""
    dialog = _dialog(owner, t, title, kinds, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def ask_where_to_save(
    owner: QWidget | None, t: Translator, title: str, kinds: str, chosen: Callable[[Path], None],
    name: str, folder: Path | None = None,
) -> None:  # fmt: skip
    """Calls `chosen` with the file that is to be written, if one is; it proposes `name`, whose suffix it adds."""
    dialog = _dialog(owner, t, title, kinds, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def _dialog(owner: QWidget | None, t: Translator, title: str, kinds: str, folder: Path | None) -> QFileDialog:
    there = folder if folder is not None and folder.is_dir() else documents()
    dialog = QFileDialog(owner, title, str(there), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for label, word in _LABELS.items():
        dialog.setLabelText(label, t(word))
    return dialog
