"""The store's safety: where it is, a backup now, and a check of everything in it; long work that can be stopped."""

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from aspara_desk import __version__, bootstrap
from aspara_desk.bootstrap import Checked
from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.rights import Right
from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.store.backup import Backup
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.settings.section import Section, words_label
from aspara_desk.ui.file_dialogs import ask_for_file, ask_where_to_save
from aspara_desk.ui.tasks import Lane, Progress, Task
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.progress import ProgressRow

T = TypeVar("T")
_KILOBYTE = 1024
_MOST_FINDINGS = 12
_BACK_UP = mark("&Back up now…")
_CHECK = mark("&Check the season")
_WHERE_TO = mark("Write the backup to")
_FILTER = mark("Backups (*.backup *.db);;All files (*)")
_BACKING_UP = mark("Writing the backup, in kilobytes")
_CHECKING = mark("Checking the season")
_WRITTEN = mark("The backup is written and verified: {file}. It holds the season’s keys: keep it safe.")
_STOPPED = mark("Stopped. No backup was written.")
_SOUND = mark("Everything in the season agrees.")
_WITHOUT_CODES = mark("Everything else agrees. The codes could not be compared without the passphrase.")
_FINDINGS = mark_plural("{count} thing does not agree:", "{count} things do not agree:")
_MORE = mark_plural("and {count} more", "and {count} more")
_SHOW_THEM = mark("Sh&ow the backups")
_NO_FOLDER = mark("The folder cannot be shown here. It is {folder}")
_GO_BACK = mark("&Go back to a backup…")
_WHICH = mark("Choose a backup")
_GO_BACK_BY_COMMAND = mark(
    "Close the window on every desk, then call in a terminal: {command} – FILE is the backup, and the database has to "
    "be a new, empty one."
)
_BUSY = mark("Wait until the work that runs has ended, or stop it first.")


def _run_check(settings: bootstrap.Settings, _progress: Progress) -> Checked:
    return bootstrap.check_store(settings)


def _run_backup(settings: bootstrap.Settings, file: Path, progress: Progress) -> Backup:
    source = settings.store_path
    size = source.stat().st_size // _KILOBYTE if source is not None else 0
    progress.expect(size)
    progress(0)  # nobody may want it any more
    return bootstrap.back_up_watched(settings, file, lambda done: progress(min(done // _KILOBYTE, size or done)))


def _findings(checked: Checked, t: Translator) -> str:
    lines = [t.plural(*_FINDINGS, len(checked.findings))]
    lines += [sentence(one, t) for one in checked.findings[:_MOST_FINDINGS]]
    if len(checked.findings) > _MOST_FINDINGS:
        lines.append(t.plural(*_MORE, len(checked.findings) - _MOST_FINDINGS))
    return "\n".join(lines)


def _restoring(settings: bootstrap.Settings) -> str:
    """The call that goes back to a backup of this store; FILE is to be put in."""
    return f"aspara-desk --store {shlex.quote(settings.store_shown)} store restore FILE"


class Safety(QWidget):
    told = Signal()
    """Something is said below the buttons that should be seen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self._what = ""  # is being done, or was last
        self._where, self._desk = words_label("body"), words_label("body")
        self._backups, self._version = words_label("body"), words_label("body")
        self._by_command = None if self._is_file else words_label("body")
        self._go_back, self._open = role(QPushButton(), "secondary"), role(QPushButton(), "secondary")
        for label in filter(None, (self._where, self._backups, self._by_command)):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._back_up, self._check = role(QPushButton(), "secondary"), role(QPushButton(), "secondary")
        self._banner = Banner(self)
        self._progress = ProgressRow(self)
        self._section = Section(
            mark("Season store"),
            [
                (mark("Kept in"), self._where),
                (mark("This desk"), self._desk),
                (mark("Automatic backups"), self._backups),
                *([] if self._by_command is None else [(mark("Going back to a backup"), self._by_command)]),
                (mark("Version"), self._version),
                (mark("Safety"), self._buttons()),
            ],
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        for widget in (self._section, self._progress, self._banner):
            column.addWidget(widget)
        for button in (self._back_up, self._check, self._open, self._go_back):
            button.setAutoDefault(True)
        self._go_back.setVisible(self._is_file)
        self._go_back.clicked.connect(self._on_go_back)
        self._open.clicked.connect(self._on_open)
        self._back_up.clicked.connect(self._on_back_up)
        self._check.clicked.connect(self._on_check)
        self._progress.cancelled.connect(self._on_cancelled)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(3 * SPACE)
        for place, button in enumerate((self._back_up, self._check, self._open, self._go_back)):
            grid.addWidget(button, *divmod(place, 2))  # four beside one another are wider than a small window
        return holder

    def set_words(self, t: Translator) -> None:
        settings, actor = self._context.settings, self._context.here.actor
        self._section.set_words(t)
        self._where.setText(settings.store_shown)
        self._desk.setText(vocabulary.desk_and_person(actor.desk_letter, actor.name, t))
        self._backups.setText(str(bootstrap.backups_folder(settings)))
        self._open.setText(t(_SHOW_THEM))
        self._go_back.setText(t(_GO_BACK))
        if self._by_command is not None:
            self._by_command.setText(t(_GO_BACK_BY_COMMAND, command=_restoring(settings)))
        self._version.setText(__version__)
        self._back_up.setText(t(_BACK_UP))
        self._check.setText(t(_CHECK))
        self._progress.set_words(t)
        if self._what:
            self._progress.say(t(self._what))
        self._banner.set_words(t)

    @property
    def says(self) -> QWidget:
        """What tells how far the work is, or what came of it."""
        return self._banner if self._progress.isHidden() else self._progress

    @Slot()
    def _on_open(self) -> None:
        """In the system's own view of files; before the first backup, the folder beside."""
        folder = bootstrap.backups_folder(self._context.settings)
        there = next(one for one in (folder, *folder.parents) if one.is_dir())
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(there))):
            self._tell("info", lambda t: t(_NO_FOLDER, folder=folder))

    def _tell(self, kind: str, say: Callable[[Translator], str]) -> None:
        self._banner.say(kind, say, self._context.t)
        self.told.emit()

    # --- going back ---

    @property
    def _is_file(self) -> bool:
        return self._context.settings.store_path is not None

    @Slot()
    def _on_go_back(self) -> None:
        """Asks which; what is given up by it is asked once the season is closed here."""
        context = self._context
        try:
            context.here.require(Right.KEEP_STORE)
        except DeskError as error:
            self._tell("error", partial(sentence, error.problem))
            return
        if context.tasks.is_taken(Lane.LONG):
            self._tell("info", lambda t: t(_BUSY))
            return
        t, chosen, folder = context.t, context.restore_wished.emit, bootstrap.backups_folder(context.settings)
        ask_for_file(self, t, t(_WHICH), t(_FILTER), chosen, folder)

    # --- backup ---

    @Slot()
    def _on_back_up(self) -> None:
        if self._task is not None:
            return
        t, season = self._context.t, self._context.programme.season
        now = season.local(self._context.settings.clock())
        name = f"{season.key}-{now:%Y-%m-%d-%H%M}.backup"
        ask_where_to_save(self, t, t(_WHERE_TO), t(_FILTER), self.back_up_to, name, Path.home())

    def back_up_to(self, file: Path) -> None:
        work = partial(_run_backup, self._context.settings, file)
        self._begin(_BACKING_UP, work, self._on_backed_up).progressed.connect(self._progress.show_done)

    def _on_backed_up(self, backup: Backup) -> None:
        self._end("ok", lambda t: t(_WRITTEN, file=backup.file))

    def _on_stopped(self) -> None:
        self._end("info", lambda t: t(_STOPPED))

    # --- check ---

    @Slot()
    def _on_check(self) -> None:
        if self._task is not None:
            return
        work = partial(_run_check, self._context.settings)
        self._begin(_CHECKING, work, self._on_checked, can_cancel=False)

    def _on_checked(self, checked: Checked) -> None:
        if checked.findings:
            self._end("error", partial(_findings, checked))
        else:
            self._end("ok", lambda t: t(_SOUND if checked.codes_checked else _WITHOUT_CODES))

    # --- both ---

    def _begin(
        self, what: str, work: Callable[[Progress], T], done: Callable[[T], None], *, can_cancel: bool = True
    ) -> Task:
        self._banner.dismiss()
        self._what = what
        self._progress.start(self._context.t(what), can_cancel=can_cancel)
        for button in (self._back_up, self._check):
            button.setEnabled(button.hasFocus())  # what is off would lose the focus to the top of the page
        self.told.emit()
        tasks = self._context.tasks
        waits = tasks.is_taken(Lane.LONG)
        self._task = tasks.run_long(self, work, done, self._on_failed, self._on_stopped)
        self._progress.follow(self._task, waits=waits)
        return self._task

    def _end(self, kind: str, say: Callable[[Translator], str]) -> None:
        self._task = None
        self._progress.finish()
        self._tell(kind, say)
        for button in (self._back_up, self._check):
            button.setEnabled(True)

    def _on_failed(self, error: DeskError) -> None:
        self._end("error", partial(sentence, error.problem))

    @Slot()
    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.cancel()
