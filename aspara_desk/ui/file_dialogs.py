"""The system's dialogs for a file to open and for one to write: the same everywhere, in a folder that is there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QToolButton, QTreeView, QWidget

from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.theme.theme import current

# Qt's own dialog, where the system has none, has these words in no Russian catalogue.
_LABELS = {QFileDialog.DialogLabel.LookIn: mark("Folder:"), QFileDialog.DialogLabel.FileType: mark("Kind of file:")}

# The parts of that dialog by Qt's own names, and what they show in place of Qt's coloured drawings.
_ICONS = {
    "backButton": "chevron-left", "forwardButton": "chevron-right", "toParentButton": "chevron-up",
    "newFolderButton": "folder-plus", "listModeButton": "layout-grid", "detailModeButton": "list",
}  # fmt: skip
_WIDTH, _HEIGHT, _PLACES = 860, 540, 150
_KIND = 2  # the column of files' kinds: long words of which some are in no catalogue, and names tell as much


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
    _dress(dialog)
    return dialog


def _dress(dialog: QFileDialog) -> None:
    """Where the system has no dialog of its own: icons of the theme, and columns that show all that is in them."""
    files = dialog.findChild(QTreeView, "treeView")
    if files is None:
        return
    theme = current()
    for name, icon in _ICONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(theme.icon(icon))
    header = files.header()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setStretchLastSection(False)
    header.hideSection(_KIND)
    dialog.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
    beside = dialog.findChild(QSplitter, "splitter")
    if beside is not None:
        beside.setSizes([theme.px(_PLACES), theme.px(_WIDTH - _PLACES)])
