"""The guests room: find, see, add and correct guests, import lists, and give tickets to all on a list."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.guests import Guest
from aspara_desk.domain.rights import Right
from aspara_desk.guests.finding import MOST
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desk import Desk, Hint, SellTo, ShowGuest, ShowTicket, Wish
from aspara_desk.ui.desks.guests.batch import BatchPanel
from aspara_desk.ui.desks.guests.importing import ImportPanel
from aspara_desk.ui.desks.guests.lists import Lists
from aspara_desk.ui.desks.guests.pane import Pane
from aspara_desk.ui.desks.guests.work_panel import WorkPanel
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import Banner

_LOW = 560  # below this the room has no place for everything at once
_WIDEST_CARD, _NARROWEST_CARD, _NARROWEST_BOX, _SHARES = 480, 260, 240, (9, 5)
_ADD, _IMPORT, _BATCH = mark("Add a guest"), mark("Import a list…"), mark("Tickets for all…")
_FIND, _SHOW, _CATEGORY = mark("Find"), mark("Show"), mark("Category")
_SELL, _EDIT, _ATTENTION = mark("Sell"), mark("Edit"), mark("Attention")
_ALL = mark("All guests")
_CANCEL, _TICKETS, _CLOSE, _BACK, _OPEN = (
    mark("Cancel"),
    mark("Tickets"),
    mark("Close"),
    mark("Back"),
    mark("Open ticket"),
)
_STILL_READING = mark("The list is still being read. Try again in a moment.")
_MORE_MATCH = mark(
    "Only the best {number} are shown, and more guests may match. Type more of the name, or choose guests by category."
)
_ADD_HINT, _IMPORT_HINT, _BATCH_HINT, _COLUMNS = mark("Add"), mark("Import"), mark("Tickets for all"), mark("Columns")


class GuestsDesk(Desk):
    key: ClassVar[str] = "guests"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown = False
        self._stale: set[Change] = set(Change)  # what has changed since the room was looked at
        self._fault = Banner(self)
        self._lists = Lists(context, self)
        self._pane = Pane(context, self)
        self._import_panel: ImportPanel | None = None  # both are built when they are first needed: see Pane.form
        self._batch_panel: BatchPanel | None = None
        self._panels: list[WorkPanel] = []  # those of them that are there
        self._place_of_panels = QVBoxLayout()
        self._add, self._import, self._batch = (role(QPushButton(self), "secondary") for _ in range(3))
        self._lay_out()
        self._connect()
        self._add_actions()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._lists.box, 1)
        icons = ((self._add, "user-plus"), (self._import, "upload"), (self._batch, "ticket-plus"))
        for button, icon in icons:
            button.setIcon(self.context.theme.icon(icon, "accent"))
            head.addWidget(button)
        middle = QHBoxLayout()
        middle.setSpacing(3 * SPACE)
        middle.addWidget(self._lists, _SHARES[0])
        middle.addWidget(self._pane, _SHARES[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._fault)
        self._place_of_panels.setSpacing(2 * SPACE)
        column.addLayout(self._place_of_panels)
        column.addLayout(middle, 1)
        for one, following in pairwise((self._lists.box, self._add, self._import, self._batch)):
            self.setTabOrder(one, following)
        self._fit()

    def _fit(self) -> None:
        px = self.context.theme.px
        self._pane.setMaximumWidth(px(_WIDEST_CARD))
        self._pane.setMinimumWidth(px(_NARROWEST_CARD))
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """In a narrow window they are their icons: their words are in the tool tips, and at the foot."""
        t, px = self.context.t, self.context.theme.px
        buttons = {self._add: _ADD, self._import: _IMPORT, self._batch: _BATCH}
        for button, word in buttons.items():
            button.setText(t(word))
        wanted = sum(button.sizeHint().width() + 2 * SPACE for button in buttons)
        if wanted + px(_NARROWEST_BOX) > self.width() - 8 * SPACE:
            for button in buttons:
                button.setText("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()
        self._make_room()

    def _make_room(self) -> None:
        """In a low window the filters of the list give way to what is to be chosen above it."""
        low = self.height() < self.context.theme.px(_LOW)
        self._lists.filters.setHidden(low and any(panel.is_asking for panel in self._panels))

    def _connect(self) -> None:
        lists, pane = self._lists, self._pane
        lists.chosen.connect(pane.show_guest)
        lists.opened.connect(self._on_opened)
        lists.add_wished.connect(self._on_add_wished)
        lists.import_wished.connect(self._on_import_wished)
        lists.failed.connect(self._on_failed)
        lists.read.connect(self._on_read)
        pane.changed.connect(self.hints_changed)
        pane.saved.connect(self._on_saved)
        pane.form_left.connect(self._on_form_left)
        pane.card.sell_wished.connect(self._on_sell)
        pane.card.edit_wished.connect(self._on_edit)
        pane.card.attention_wished.connect(self._on_attention)
        pane.card.ticket_opened.connect(self._on_ticket_opened)
        self._add.clicked.connect(self._on_add_new)
        self._import.clicked.connect(self._on_import_wished)
        self._batch.clicked.connect(self._on_batch_wished)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus_moved)
        self.context.changed.connect(self._on_changed)
        self.context.clock_set.connect(pane.look)
        self.context.theme.changed.connect(self._fit)

    def _add_actions(self) -> None:
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("F2", self._on_find), ("F3", self._on_filter), ("F4", self._on_category), ("F5", self._on_sell),
            ("F6", self._on_edit), ("F7", self._on_attention), ("Ctrl+N", self._on_add_new),
            ("Ctrl+O", self._on_import_wished), ("F8", self._on_batch_wished),
            ("F9", self._on_columns), ("F10", self._on_cancel),
        )  # fmt: skip
        for key, act in acts:
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    # --- long work ---

    @property
    def _importing(self) -> ImportPanel:
        if self._import_panel is None:
            self._import_panel = ImportPanel(self.context, self)
            self._import_panel.tickets_wished.connect(self._on_tickets_wished)
            self._take_in(self._import_panel)
        return self._import_panel

    @property
    def _giving(self) -> BatchPanel:
        if self._batch_panel is None:
            self._batch_panel = BatchPanel(self.context, self)
            self._take_in(self._batch_panel)
        return self._batch_panel

    def _take_in(self, panel: WorkPanel) -> None:
        self._panels.append(panel)
        self._place_of_panels.addWidget(panel)
        panel.set_tab_order_after(self._batch)
        panel.set_words(self.context.t)
        panel.left.connect(self._lists.focus)
        panel.told.connect(self._on_told)

    def _on_told(self) -> None:
        self._make_room()
        self.hints_changed.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """In a panel, or on the card, Enter does something else."""
        moved = [widget for widget in (before, now) if widget is not None]
        if any(part.isAncestorOf(widget) for part in (self._pane, *self._panels) for widget in moved):
            self.hints_changed.emit()

    # --- what the window asks of a room ---

    @override
    def set_words(self, t: Translator) -> None:
        for button, word, key in (
            (self._add, _ADD, "Ctrl+N"), (self._import, _IMPORT, "Ctrl+O"), (self._batch, _BATCH, "F8"),
        ):  # fmt: skip
            button.setAccessibleName(t(word))
            button.setToolTip(f"{t(word)} · {key}")
        self._fit_buttons()
        self._fault.set_words(t)
        self._lists.set_words(t)
        self._pane.set_words(t)
        for panel in self._panels:
            panel.set_words(t)

    @override
    def hints(self) -> Sequence[Hint]:
        t = self.context.t
        if self._pane.is_editing:
            return [Hint("Enter", self._pane.form.enter_does), Hint("Esc", t(_BACK)), Hint("F2", t(_FIND))]
        for panel in self._panels:
            if panel.tells and panel.has_focus:
                word = panel.enter_does
                enter = [Hint("Enter", word)] if word is not None else []
                return [*enter, *self._hints_of_import(panel), Hint("Esc", t(_CLOSE)), Hint("F2", t(_FIND))]
        running = any(panel.is_running for panel in self._panels)
        cancel = [Hint("F10", t(_CANCEL))] if running else []
        return [*cancel, Hint("F2", t(_FIND)), *self._hints_of_list(), *self._hints_of_rights()]

    def _hints_of_import(self, panel: WorkPanel) -> Iterator[Hint]:
        if panel is self._import_panel:
            if self._import_panel.offers_columns:
                yield Hint("F9", self.context.t(_COLUMNS))
            if self._import_panel.offers_tickets:
                yield Hint("F8", self._import_panel.secondary.text())

    def _hints_of_list(self) -> Iterator[Hint]:
        t = self.context.t
        if self._lists.proposes_new:
            yield Hint("Enter", t(_ADD_HINT))
        elif self._pane.card.tickets.hasFocus():
            yield Hint("Enter", t(_OPEN))
        elif self._pane.view is not None and not self._lists.wants_letters:
            yield Hint("Enter", t(_TICKETS))
        if self._lists.is_searching:
            yield Hint("Esc", t(_ALL))
        else:
            yield from (Hint("F3", t(_SHOW)), Hint("F4", t(_CATEGORY)))

    def _hints_of_rights(self) -> Iterator[Hint]:
        t, actor = self.context.t, self.context.here.actor
        if actor.may(Right.SELL):
            if self._pane.view is not None:
                yield from (Hint("F5", t(_SELL)), Hint("F6", t(_EDIT)), Hint("F7", t(_ATTENTION)))
            yield Hint("Ctrl+N", t(_ADD_HINT))
        if actor.may(Right.IMPORT_GUESTS):
            yield Hint("Ctrl+O", t(_IMPORT_HINT))
        if actor.may(Right.GIVE) and actor.may(Right.SELL):
            yield Hint("F8", t(_BATCH_HINT))

    @override
    def enter(self) -> None:
        self._shown = True
        self._stale.add(Change.GUESTS)  # other desks write guests down too
        self._look()
        if self._pane.is_editing:
            self._pane.form.setFocus()
        else:
            self._lists.focus()

    @override
    def leave(self) -> None:
        self._shown = False

    @override
    def grant_wish(self, wish: Wish) -> None:
        if isinstance(wish, ShowGuest):
            self._lists.choose(wish.guest_id)
            self._pane.show_guest(wish.guest_id)

    # --- what happens ---

    def _look(self) -> None:
        """Reads again what has changed since it was looked at."""
        stale, self._stale = self._stale, set()
        if Change.GUESTS in stale:
            self._lists.look()
        if Change.SALES in stale:
            self._lists.look_at_lines()
        if stale:
            self._pane.look()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        self._stale.add(change)
        if self._shown:
            self._look()

    @Slot(object)
    def _on_failed(self, error: DeskError) -> None:
        self._fault.show_problem(error.problem, self.context.t)

    def _on_read(self) -> None:
        self._fault.dismiss()
        self.hints_changed.emit()

    def _may(self, right: Right) -> bool:
        """Whoever may not is told so in place."""
        try:
            self.context.here.require(right)
        except DeskError as error:
            self._on_failed(error)
            return False
        return True

    # --- keys ---

    def _on_find(self) -> None:
        self._lists.box.setFocus()
        self._lists.box.selectAll()

    def _on_filter(self) -> None:
        if not self._lists.is_searching:
            self._lists.filters.choose_next()

    def _on_category(self) -> None:
        if not self._lists.is_searching and self._lists.filters.isVisible():
            self._lists.filters.open_categories()

    def _on_opened(self) -> None:
        """Enter on a guest goes on to their tickets."""
        if self._pane.card.tickets.isVisible():
            self._pane.card.tickets.setFocus()

    def _on_ticket_opened(self, number: str) -> None:
        self.wished.emit(ShowTicket(number))

    def _on_sell(self) -> None:
        guest = self._pane.guest
        if guest is not None and not self._pane.is_editing and self._may(Right.SELL):
            self.wished.emit(SellTo(guest.id, guest.details.name))

    def _on_edit(self) -> None:
        if self._may(Right.SELL):
            self._pane.edit()

    def _on_attention(self) -> None:
        if self._may(Right.SELL):
            self._pane.edit("attention")

    def _on_add_new(self) -> None:
        self._on_add_wished("")

    @Slot(str)
    def _on_add_wished(self, name: str) -> None:
        if self._pane.is_editing:
            self._pane.form.setFocus()
        elif self._may(Right.SELL):
            self._pane.add(name)

    def _on_import_wished(self) -> None:
        if self._may(Right.IMPORT_GUESTS):
            self._importing.choose()

    def _on_columns(self) -> None:
        if self._import_panel is not None:
            self._import_panel.choose_columns()

    def _on_cancel(self) -> None:
        """Stops the long work that is shown."""
        for panel in self._panels:
            if panel.is_running:
                panel.progress.cancel()
                break

    def _on_batch_wished(self) -> None:
        """Tickets for all on the list that was imported just now, or else for all that are shown."""
        panel, packed = self._import_panel, self._lists.shown_ids
        if panel is not None and panel.has_focus and panel.offers_tickets:
            panel.secondary.click()
        elif packed is None:
            self._fault.say("info", lambda t: t(_STILL_READING), self.context.t)
        elif self._lists.may_hide_some:
            self._fault.say("info", lambda t: t(_MORE_MATCH, number=formats.number(MOST)), self.context.t)
        elif packed:
            self._on_tickets_wished(packed)

    @Slot(object)
    def _on_tickets_wished(self, packed: bytes) -> None:
        if self._may(Right.GIVE) and self._may(Right.SELL):
            self._giving.open(packed, self._lists.wanted.category)

    @Slot(object)
    def _on_saved(self, guest: Guest) -> None:
        self._lists.choose(guest.id)
        self._pane.show_guest(guest.id)

    def _on_form_left(self) -> None:
        self._lists.focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._step_back():
            return
        super().keyPressEvent(event)

    def _step_back(self) -> bool:
        """One thing at a time, the uppermost first; False: there is none."""
        if not self._fault.isHidden():
            self._fault.dismiss()
        elif telling := [panel for panel in self._panels if panel.tells]:
            telling[0].put_away()
        elif self._pane.isAncestorOf(self.focusWidget()):
            self._lists.focus()
        elif self._lists.is_searching:
            self._lists.end_search()
        else:
            return False
        return True
