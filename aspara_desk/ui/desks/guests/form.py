"""The form of a guest, in the place of the card: to write one down, and to correct what is written."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from aspara_desk.domain.errors import BadInput, DeskError, Refused
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.names import clean
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests.card import GuestCard, card
from aspara_desk.guests.writing import add_guest, change_guest
from aspara_desk.i18n import vocabulary
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.guests.card_words import LANGUAGES
from aspara_desk.ui.desks.guests.choice import Choice
from aspara_desk.ui.desks.guests.form_fields import HINTS, LABELS, TYPED, Draft, details_of, rebased, values_of
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.field import Field

_NEW, _EDIT = mark("New guest"), mark("Edit {name}")
_SAVE, _ADD, _CANCEL = mark("Save"), mark("Add"), mark("Cancel")
_NO_LANGUAGE = mark("As the window")
_MERGED = mark("Somebody else has changed this guest meanwhile. What they changed is shown; what you typed is kept.")
_RESUMED = mark("What you had typed is here again. “Cancel” throws it away.")
_PLACES = {
    "name": (0, 0, 2), "latin": (1, 0, 2), "organisation": (2, 0, 2), "category": (3, 0, 1), "language": (3, 1, 1),
    "phone": (4, 0, 1), "country": (4, 1, 1), "email": (5, 0, 2), "attention": (6, 0, 2), "note": (7, 0, 2),
}  # fmt: skip


class GuestForm(QFrame):
    """Enter saves, Esc leaves. What is wrong stands beside its field, and nothing that was typed is lost by it.

    Nor by Esc: the next form of the same guest, or of a new one, begins with what was typed. Cancel throws it away.
    """

    saved = Signal(object)
    """The `Guest`, after it is durable."""
    left = Signal()
    not_saved = Signal(object)
    """The DeskError of a save that was left while it was on its way; what was typed is kept."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._guest: Guest | None = None
        self._began_with: Mapping[str, str] = {}
        self._saves = 0
        self._saving: int | None = None  # the save on its way: an answer to an earlier one is not about this form
        self._draft: Draft | None = None
        self._resumed = False  # the form began with the draft
        self._title = role(QLabel(), "heading")
        self._scroll = QScrollArea(self)
        inner = QWidget(self._scroll.viewport())
        self._banner = Banner(inner)
        everything = {
            field: (Field if field in TYPED else Choice)(inner) for field in _PLACES
        }  # Tab goes in this order
        self._fields = {field: one for field, one in everything.items() if isinstance(one, Field)}
        self._choices = {field: one for field, one in everything.items() if isinstance(one, Choice)}
        self._save, self._cancel = role(QPushButton(self), "primary"), role(QPushButton(self), "secondary")
        self._lay_out(inner)
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._reveal)
        inner.installEventFilter(self)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus_moved)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._on_cancelled)

    def _lay_out(self, inner: QWidget) -> None:
        self._title.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        everything: dict[str, QWidget] = {**self._fields, **self._choices}
        for field, (row, column, span) in _PLACES.items():
            grid.addWidget(everything[field], row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        column_of_all = QVBoxLayout(inner)
        column_of_all.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column_of_all.setSpacing(3 * SPACE)
        column_of_all.addWidget(self._title)
        column_of_all.addWidget(self._banner)
        column_of_all.addLayout(grid)
        column_of_all.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 3 * SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(buttons)

    # --- words ---

    def set_words(self, t: Translator) -> None:
        for field, line in self._fields.items():
            line.set_label(t(LABELS[field]), t(HINTS[field]) if field in HINTS else "")
            line.set_words(t)
        for field, choice in self._choices.items():
            choice.set_label(t(LABELS[field]))
        self._choices["category"].set_words([(one.value, t(vocabulary.CATEGORIES[one])) for one in Category])
        self._choices["language"].set_words([("", t(_NO_LANGUAGE)), *LANGUAGES.items()])
        self._cancel.setText(t(_CANCEL))
        self._banner.set_words(t)
        self._show_title(t)

    def _show_title(self, t: Translator) -> None:
        if self._guest is None:
            self._title.setText(t(_NEW))
        else:
            self._title.setText(t(_EDIT, name=clean(self._guest.details.name)))
        self._save.setText(self.enter_does)

    @property
    def enter_does(self) -> str:
        """In a word."""
        return self._context.t(_ADD if self._guest is None else _SAVE)

    # --- what is in sight ---

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self._reveal()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once all has its size, and when what is wrong stands below a field; the area learns of it after this."""
        if event.type() is QEvent.Type.Resize:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _reveal(self) -> None:
        """The field that has the focus, with its name and what is said below it."""
        focused = QApplication.focusWidget()
        for one in (*self._fields.values(), *self._choices.values()):
            if focused is not None and one.isAncestorOf(focused):
                self._scroll.ensureWidgetVisible(one, 0, 2 * SPACE)

    # --- what is in it ---

    def add(self, name: str) -> None:
        """A new guest, whose name may be typed already."""
        self._begin(None, GuestDetails(name))
        self._fields["latin" if name else "name"].setFocus()

    def edit(self, guest: Guest, field: str = "name") -> None:
        self._begin(guest, guest.details)
        self._fields[field].setFocus()
        self._fields[field].edit.selectAll()

    def _begin(self, guest: Guest | None, details: GuestDetails) -> None:
        self._guest = guest
        self._saving = None
        self._save.setEnabled(True)
        self._banner.dismiss()
        self._began_with = values_of(details, self._context.language.key)
        draft = self._draft_for(guest, details)
        self._resumed = draft is not None
        if draft is not None:
            self._show(rebased(draft.typed, draft.began_with, self._began_with))
            self._banner.say("info", lambda t: t(_RESUMED), self._context.t)
        else:
            self._show(self._began_with)
        for line in self._fields.values():
            line.clear_error()
            line.edit.setCursorPosition(0)
        self._scroll.verticalScrollBar().setValue(0)
        self._show_title(self._context.t)

    def _draft_for(self, guest: Guest | None, details: GuestDetails) -> Draft | None:
        """What was typed for them before; a new guest who is named already is another one."""
        draft = self._draft
        if draft is None or draft.guest_id != (None if guest is None else guest.id):
            return None
        return None if guest is None and details.name else draft

    @property
    def values(self) -> dict[str, str]:
        typed = {field: line.text for field, line in self._fields.items()}
        return typed | {field: choice.value for field, choice in self._choices.items()}

    def _show(self, values: Mapping[str, str]) -> None:
        for field, line in self._fields.items():
            if line.text != values[field]:
                line.edit.setText(values[field])
        for field, choice in self._choices.items():
            choice.choose(values[field])

    # --- saving ---

    def save(self) -> None:
        if self._saving is not None:
            return
        self._saves += 1
        self._saving = self._saves
        self._save.setEnabled(False)
        details, here = details_of(self.values), self._context.here
        if self._guest is None:
            work = partial(add_guest, here, details)
        else:
            work = partial(change_guest, here, self._guest.id, details, self._guest.revision)
        saved, not_saved = partial(self._on_saved, self._saving), partial(self._on_not_saved, self._saving)
        self._context.act(self, work, saved, not_saved, changes=Change.GUESTS)

    def _on_saved(self, save: int, guest: Guest) -> None:
        if save != self._saving:
            if self._draft is not None and self._draft.save == save:
                self._draft = None
            return
        self._saving = None
        if self._resumed:
            self._draft = None
        self.saved.emit(guest)

    def _on_not_saved(self, save: int, error: DeskError) -> None:
        if save != self._saving:
            self.not_saved.emit(error)
            return
        self._saving = None
        self._save.setEnabled(True)
        if isinstance(error, Refused) and error.kind == "guest_changed" and self._guest is not None:
            self._context.ask(self, partial(card, self._context.here, self._guest.id), self._on_theirs, self._on_fault)
        elif isinstance(error, BadInput) and error.problems:
            self._show_problems(error)
        else:
            self._on_fault(error)

    def _on_fault(self, error: DeskError) -> None:
        self._banner.show_problem(error.problem, self._context.t)
        self._scroll.ensureWidgetVisible(self._banner)

    def _show_problems(self, error: BadInput) -> None:
        """Each beside its field; the first of them gets the focus. The place says only what the label says."""
        first: QWidget | None = None
        for problem in error.problems:
            line = self._fields.get(str(problem.place.column))
            if line is None:
                self._on_fault(error)
                continue
            line.show_problem(type(problem)(problem.kind, problem.facts), self._context.t)
            first = first or line
        if first is not None:
            first.setFocus()
            self._scroll.ensureWidgetVisible(first)

    def _on_theirs(self, theirs: GuestCard) -> None:
        """Enter again saves what was typed on top of what somebody else has changed, which is in sight now."""
        if self._guest is None or self._guest.id != theirs.guest.id:
            return
        now = values_of(theirs.guest.details, self._context.language.key)
        merged = rebased(self.values, self._began_with, now)
        self._guest, self._began_with = theirs.guest, now
        self._show(merged)
        self._banner.say("warning", lambda t: t(_MERGED), self._context.t)
        self._show_title(self._context.t)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._set_aside()
        else:
            super().keyPressEvent(event)

    # --- leaving ---

    def _set_aside(self) -> None:
        typed = self.values
        if typed != self._began_with:
            guest_id = None if self._guest is None else self._guest.id
            self._draft = Draft(guest_id, self._began_with, typed, self._saving)
        elif self._resumed:
            self._draft = None
        self._leave()

    @Slot()
    def _on_cancelled(self) -> None:
        if self._resumed:
            self._draft = None
        self._leave()

    def _leave(self) -> None:
        self._saving = None
        self.left.emit()
