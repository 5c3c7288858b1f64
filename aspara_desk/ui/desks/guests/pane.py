"""The right of the room: the card of the guest who is chosen, or the form in its place."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from aspara_desk.domain.errors import DeskError
from aspara_desk.domain.guests import Guest
from aspara_desk.domain.rights import Right
from aspara_desk.guests.card import card
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.staff.workplace import Workplace
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.guests.card import GuestCardView
from aspara_desk.ui.desks.guests.card_words import CardView, card_view
from aspara_desk.ui.desks.guests.form import GuestForm
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import ROW, SPACE
from aspara_desk.ui.widgets.banner import Banner
from aspara_desk.ui.widgets.empty import EmptyState

_NOBODY = mark("No guest is chosen")
_LEAST_HIGH = 2 * ROW
_CHOOSE = mark("Go through the list with the arrows, or type a name.")


class Pane(QWidget):
    """Reads the card off the event loop; while somebody goes through the list, only where they stay."""

    changed = Signal()
    """Another card, or the form, is shown."""
    saved = Signal(object)
    """The `Guest` that was written down or corrected."""
    form_left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looking = context.latest(self)
        self._guest_id: UUID | None = None
        self._view: CardView | None = None
        self._stack = QStackedWidget(self)
        self._fault = Banner(self)
        self.card = GuestCardView(context.theme, self._stack)
        self._form: GuestForm | None = None  # built when it is needed first: it would hold up the first entering
        self._nobody = EmptyState("user", self._stack)
        self._lay_out()

    def _lay_out(self) -> None:
        role(self._stack, "panel")
        for page in (self._nobody, self.card):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._fault)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # it has what is left
        column.addWidget(self._stack, 1)

    def set_words(self, t: Translator) -> None:
        self._nobody.show_text(t(_NOBODY), t(_CHOOSE))
        self._fault.set_words(t)
        self.card.set_words(t)
        if self._form is not None:
            self._form.set_words(t)
        self.card.show_rights(may_sell=self._context.here.actor.may(Right.SELL))
        self.look()

    # --- the card ---

    @property
    def guest(self) -> Guest | None:
        """As the card that is shown has it; None while another card is being read."""
        if self._view is None or self._view.card.guest.id != self._guest_id:
            return None
        return self._view.card.guest

    @property
    def view(self) -> CardView | None:
        return self._view

    @property
    def is_editing(self) -> bool:
        return self._form is not None and self._stack.currentWidget() is self._form

    def show_guest(self, guest_id: UUID | None) -> None:
        if guest_id == self._guest_id:
            return
        self._guest_id = guest_id
        if guest_id is None:
            self._looking.forget()
            self._view = None
            self._show()
        else:
            self.look()

    def look(self) -> None:
        """Reads the card again."""
        if self._guest_id is None:
            return
        context = self._context
        work = partial(_read, context.here, self._guest_id, context.t)
        self._looking.run(work, self._on_card, self._on_failed)

    def _on_card(self, view: CardView) -> None:
        another = self._view is None or self._view.card.guest.id != view.card.guest.id
        self._view = view
        self._fault.dismiss()
        self.card.show_card(view)
        if another:
            self.card.scroll_to_top()
        self._show()

    def _on_failed(self, error: DeskError) -> None:
        self._view = None
        self._fault.show_problem(error.problem, self._context.t)
        self._show()

    def _show(self) -> None:
        if not self.is_editing:
            self._show_page(self._nobody if self._view is None else self.card)
        self.changed.emit()

    def _show_page(self, page: QWidget) -> None:
        """Cards and forms scroll; only the page without a guest needs as much room as all that it says."""
        self._stack.setCurrentWidget(page)
        least = page.minimumSizeHint().height() if page is self._nobody else self._context.theme.px(_LEAST_HIGH)
        self._stack.setMinimumHeight(least)

    # --- the form ---

    @property
    def form(self) -> GuestForm:
        if self._form is None:
            self._form = GuestForm(self._context, self._stack)
            self._form.set_words(self._context.t)
            self._form.saved.connect(self._on_saved)
            self._form.left.connect(self._on_form_left)
            self._form.not_saved.connect(self._on_not_saved)
            self._stack.addWidget(self._form)
        return self._form

    def add(self, name: str) -> None:
        self._show_page(self.form)
        self.form.add(name)
        self.changed.emit()

    def edit(self, field: str = "name") -> None:
        guest = self.guest
        if guest is not None and not self.is_editing:
            self._show_page(self.form)
            self.form.edit(guest, field)
            self.changed.emit()

    def _on_saved(self, guest: Guest) -> None:
        self._leave_form()
        self.saved.emit(guest)

    def _on_not_saved(self, error: DeskError) -> None:
        self._fault.show_problem(error.problem, self._context.t)

    def _on_form_left(self) -> None:
        self._leave_form()
        self.form_left.emit()

    def _leave_form(self) -> None:
        self._show_page(self._nobody if self._view is None else self.card)
        self.changed.emit()


def _read(here: Workplace, guest_id: UUID, t: Translator) -> CardView:
    return card_view(card(here, guest_id), here.clock(), t)
