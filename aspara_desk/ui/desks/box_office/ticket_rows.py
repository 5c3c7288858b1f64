"""How the rows of the ticket page are painted: tickets under their orders, and moments of a history."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import OrderState, Ticket, TicketState
from aspara_desk.i18n import formats, vocabulary
from aspara_desk.i18n.translator import mark
from aspara_desk.ui.context import Context
from aspara_desk.ui.models.history import MOMENT_ROLE
from aspara_desk.ui.models.orders import ROW_ROLE, OrderRow
from aspara_desk.ui.models.timeline import Moment
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import ICON, RING, ROW, SPACE

TICKET_COLOURS = {
    TicketState.VALID: "ok",
    TicketState.BLOCKED: "warning",
    TicketState.VOID: "error",
    TicketState.REPLACED: "muted",
}
ORDER_COLOURS = {OrderState.PENDING: "warning", OrderState.PAID: "ok", OrderState.CANCELLED: "muted"}

_Index = QModelIndex | QPersistentModelIndex
_MORE = mark("and {count} more: find {order}")
_BAR = 4
_MOMENT_HEIGHT = 52
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def type_title(programme: Programme, ticket: Ticket, language: str) -> str:
    """A season file that was loaded since may have renamed the type; none is ever removed once sold."""
    return programme.ticket_type(ticket.type_id).titles.to(language)


class _Rows(QStyledItemDelegate):
    """Paints the ground of a row by itself, so that all rows look the same in both schemes."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, line: str = "line") -> None:
        theme = current()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver and option.state & QStyle.StateFlag.State_Enabled:
            painter.fillRect(option.rect, theme.colour("hover"))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), theme.colour(line))

    def _write(
        self, painter: QPainter, rect: QRect, text: str, colour: str, size: str = "body", *, bold: bool = False,
        right: bool = False,
    ) -> int:  # fmt: skip
        """One line, cut where it does not fit; gives its width."""
        font = current().font(size, bold=bold, tabular=True)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(current().colour(colour))
        painter.drawText(rect, _RIGHT if right else _LEFT, shown)
        return metrics.horizontalAdvance(shown)


class TicketRows(_Rows):
    """An order or a guest as the head of its tickets; a ticket by its number, type and guest."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(current().px(60 * SPACE), current().px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        assert isinstance(row, OrderRow)
        gap = current().px(3 * SPACE)
        inner = option.rect.adjusted(gap, 0, -gap, 0)
        painter.save()
        if row.ticket is not None:
            self._ground(painter, option)
            self._ticket(painter, inner, row.ticket, row.under)
        else:
            if index.row():  # the first one lies in the round corners of the list
                painter.fillRect(option.rect, current().colour("ground"))
            self._head(painter, inner, row)
        painter.restore()

    def _head(self, painter: QPainter, inner: QRect, row: OrderRow) -> None:
        left, right, colour = self._words_of_head(row)
        taken = self._write(painter, inner, right, colour, "caption", right=True)
        inner.setRight(inner.right() - taken - current().px(2 * SPACE))
        self._write(painter, inner, left, "muted", "caption", bold=True)

    def _words_of_head(self, row: OrderRow) -> tuple[str, str, str]:
        t, season = self.context.t, self.context.programme.season
        if row.order is not None:
            order = row.order.order
            when = formats.when(season, order.created_at, self.context.now(), t.language)
            left = " · ".join(filter(None, [order.number, when, row.order.guest_name]))
            if order.state is OrderState.PAID:
                return left, formats.money(order.total), "muted"
            colour = ORDER_COLOURS[order.state]
            return left, t(vocabulary.ORDER_STATES[order.state]), colour
        if row.guest is not None:
            details = row.guest.guest.details
            return details.name, details.organisation or details.phone or details.email, "muted"
        return t(_MORE, count=row.more, order=row.of), "", "muted"

    def _ticket(self, painter: QPainter, inner: QRect, ticket: Ticket, under: str | None) -> None:
        theme, t = current(), self.context.t
        programme = self.context.programme
        kind = programme.ticket_type(ticket.type_id)
        bar = QRect(inner.left(), inner.top() + theme.px(9), theme.px(_BAR), inner.height() - 2 * theme.px(9))
        painter.fillRect(bar, QColor(kind.colour))
        inner.setLeft(inner.left() + theme.px(_BAR + 2 * SPACE))
        stands = ticket.state is TicketState.VALID
        taken = self._write(painter, inner, ticket.number, "text" if stands else "muted", bold=True)
        inner.setLeft(inner.left() + taken + theme.px(3 * SPACE))
        if not stands:
            word = t(vocabulary.TICKET_STATES[ticket.state])
            taken = self._write(painter, inner, word, TICKET_COLOURS[ticket.state], "caption", right=True)
            inner.setRight(inner.right() - taken - theme.px(2 * SPACE))
        name = ticket.guest_name if ticket.guest_name != under else None
        words = " · ".join(filter(None, [ticket.seat, kind.titles.to(t.language), name]))  # what tells them apart first
        self._write(painter, inner, words, "text" if stands else "muted", "caption")


class MomentRows(_Rows):
    """When, a sign for what, and the words: what happened above, the rest below.

    `widest` is the longest of all times in the list: the signs stand below each other.
    """

    widest = ""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(current().px(60 * SPACE), current().px(_MOMENT_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        moment = index.data(MOMENT_ROLE)
        assert isinstance(moment, Moment)
        theme = current()
        painter.save()
        self._ground(painter, option)
        gap = theme.px(3 * SPACE)
        inner = option.rect.adjusted(gap, 0, -gap, 0)
        metrics = QFontMetrics(theme.font("caption", tabular=True))
        width = min(metrics.horizontalAdvance(self.widest) + gap, option.rect.width() // 3)
        self._write(painter, QRect(inner.left(), inner.top(), width, inner.height()), moment.when, "muted", "caption")
        inner.setLeft(inner.left() + width + gap)
        side = theme.px(ICON)
        sign = QRect(inner.left(), inner.center().y() - side // 2, side, side)
        theme.icon(moment.icon, moment.tone).paint(painter, sign)
        inner.setLeft(inner.left() + side + gap)
        self._words(painter, inner, moment)
        painter.restore()

    def _words(self, painter: QPainter, inner: QRect, moment: Moment) -> None:
        if not moment.detail:
            self._write(painter, inner, moment.what, "text")
            return
        edge = current().px(RING * 2)
        half = inner.height() // 2
        self._write(painter, inner.adjusted(0, edge, 0, edge - half), moment.what, "text")
        self._write(painter, inner.adjusted(0, half - edge, 0, -edge), moment.detail, "muted", "caption")
