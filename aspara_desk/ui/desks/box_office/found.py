"""What was found for what stands in the find box: a list of choices, painted a row at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from aspara_desk.domain.ticket_types import Category
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.desks.box_office.choices import (
    Choice,
    NewGuest,
    OpenOrder,
    OpenTicket,
    PickGuest,
    PickType,
)
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import ICON, RADIUS, SPACE

_Index = QModelIndex | QPersistentModelIndex
_CHOICE = Qt.ItemDataRole.UserRole
_HEIGHT = 52
_NAME = mark("Guests found")
_NEW_GUEST = mark("New guest: {name}")
_TICKET = mark("Open ticket {number}")
_ORDER = mark("Open order {number}")
_TICKETS = mark_plural("{count} ticket", "{count} tickets")
_BY_PLACE = mark("Key {digit}: Enter · at once: Alt+{digit}")
_NEW_KEY = "Ctrl+Enter"
_NOTHING = QModelIndex()


def title(choice: Choice, t: Translator) -> str:
    match choice:
        case PickType(one):
            return one.titles.to(t.language)
        case PickGuest(found):
            return found.guest.details.name
        case OpenTicket(number):
            return t(_TICKET, number=number)
        case OpenOrder(number):
            return t(_ORDER, number=number)
        case NewGuest(name):
            return t(_NEW_GUEST, name=name)


def second_line(choice: Choice, t: Translator) -> str:
    """What tells apart two of one name; empty where there is nothing to say."""
    match choice:
        case PickType(_, int(digit)):
            return t(_BY_PLACE, digit=digit)
        case PickType(one):
            return vocabulary.word(vocabulary.CATEGORIES, one.category, t)
        case PickGuest(found):
            details = found.guest.details
            latin = details.latin if details.latin != details.name else ""
            public = details.category is Category.PUBLIC
            category = "" if public else vocabulary.word(vocabulary.CATEGORIES, details.category, t)
            parts = (latin, details.organisation, category)
            return " · ".join(part for part in parts if part)
        case _:
            return ""


def beside(choice: Choice, t: Translator) -> str:
    """What stands at the right: a price, how many tickets somebody has, a key."""
    match choice:
        case PickType(one):
            return formats.money(one.price)
        case PickGuest(found):
            standing = sum(one.state.stands for one in found.tickets)
            return t.plural(*_TICKETS, standing) if standing else ""
        case NewGuest():
            return _NEW_KEY
        case _:
            return ""


_ICONS = {PickType: "ticket", PickGuest: "user", OpenTicket: "qr-code", OpenOrder: "file-text", NewGuest: "user-plus"}


class FoundModel(QAbstractListModel):
    """The choices of one search. Qt's UserRole gives the choice itself."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.t = t
        self._choices: Sequence[Choice] = ()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def set_words(self, t: Translator) -> None:
        self.t = t
        if self._choices:
            self.dataChanged.emit(self.index(0), self.index(len(self._choices) - 1))

    @override
    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._choices)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == _CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return title(choice, self.t)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (title(choice, self.t), second_line(choice, self.t), beside(choice, self.t))))
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, model: FoundModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, current().px(_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        choice, t, theme = index.data(_CHOICE), self._model.t, current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._ground(option)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), theme.px(RADIUS), theme.px(RADIUS))
        inner = option.rect.adjusted(theme.px(3 * SPACE), 0, -theme.px(3 * SPACE), 0)
        side = theme.px(ICON)
        mark_at = QRect(inner.left(), inner.center().y() - side // 2, side, side)
        accent = isinstance(choice, NewGuest)
        theme.icon(_ICONS[type(choice)], "accent" if accent else "muted").paint(painter, mark_at)
        inner.setLeft(mark_at.right() + theme.px(3 * SPACE))
        self._write(painter, inner, choice, t)
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem) -> QColor | None:
        if option.state & QStyle.StateFlag.State_Selected:
            return current().colour("selection")
        return current().colour("hover") if option.state & QStyle.StateFlag.State_MouseOver else None

    def _write(self, painter: QPainter, inner: QRect, choice: Choice, t: Translator) -> None:
        theme = current()
        at_right, below = beside(choice, t), second_line(choice, t)
        painter.setFont(theme.font("body", tabular=True))
        painter.setPen(theme.colour("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, at_right)
        width = QFontMetrics(painter.font()).horizontalAdvance(at_right)
        words = inner.adjusted(0, 0, -width - theme.px(4 * SPACE), 0)
        if below:
            halves = words.adjusted(0, theme.px(5), 0, -theme.px(5))
            small = theme.font("caption")
            painter.setFont(small)
            text = QFontMetrics(small).elidedText(below, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(halves, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
        else:
            halves = words
        bold = theme.font("body", bold=True)
        painter.setFont(bold)
        painter.setPen(theme.colour("accent" if isinstance(choice, NewGuest) else "text"))
        text = QFontMetrics(bold).elidedText(title(choice, t), Qt.TextElideMode.ElideRight, words.width())
        vertical = Qt.AlignmentFlag.AlignTop if below else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(halves, Qt.AlignmentFlag.AlignLeft | vertical, text)


class Found(QListView):
    """The list. Its keys come from the find box, which keeps the focus; a click picks."""

    picked = Signal(object)
    """A Choice."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FoundModel(t, self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self._model, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_clicked)
        self.set_words(t)

    def set_words(self, t: Translator) -> None:
        self.setAccessibleName(t(_NAME))
        self._model.set_words(t)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Another search: its first choice is proposed."""
        self._model.show_choices(choices)
        self.setCurrentIndex(self._model.index(0))
        self.scrollToTop()

    def move_by(self, step: int) -> None:
        """Single steps go round: up from the first is the last, which is a new guest."""
        count = self._model.rowCount()
        if not count:
            return
        at = self.currentIndex().row() + step
        at = at % count if abs(step) == 1 else min(max(at, 0), count - 1)
        self.setCurrentIndex(self._model.index(at))

    @property
    def chosen(self) -> Choice | None:
        choice: Choice | None = self.currentIndex().data(_CHOICE)
        return choice

    @property
    def choices(self) -> Sequence[Choice]:
        return [self._model.index(row).data(_CHOICE) for row in range(self._model.rowCount())]

    def _on_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(index.data(_CHOICE))
