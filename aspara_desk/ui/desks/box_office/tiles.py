"""The ticket types of one page as nine tiles, three in a row as on a keyboard's block of digits, from the top."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.ticket_types import TicketType
from aspara_desk.i18n import formats
from aspara_desk.i18n.translator import Translator, mark, mark_plural
from aspara_desk.ui.desks.box_office.sale import Sale
from aspara_desk.ui.desks.box_office.type_pages import MOST, TypePage
from aspara_desk.ui.desks.box_office.words import page_title
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.empty import EmptyState
from aspara_desk.ui.widgets.key_hint import KeyHint
from aspara_desk.ui.widgets.segmented import Segmented
from aspara_desk.ui.widgets.tile import Tile, TileFace

_COLUMNS = 3
_FEW = 10  # so many left are worth a warning
_MOST_NAMED = 5  # pages whose names fit side by side
_SHORT = 12  # characters
_USUAL_PAGE, _TILE, _PART = 640, 80, 0.17  # heights, and how much of what is more each row of tiles takes
_LEFT = mark_plural("{amount} left", "{amount} left")
_SOLD_OUT = mark("sold out")
_OVER = mark("over")
_COUNT = mark("×{count}")
_PAGES = mark("Pages of ticket types")
_NEXT_PAGE = mark("Next page")
_NOTHING = mark("Nothing is on sale")
_NOTHING_SAYS = mark("Add ticket types to the season file and load it again.")


class Tiles(QWidget):
    """A page of types. The mouse and Space choose here; digits are the page's affair."""

    taken = Signal(object)
    """A TicketType."""
    turned = Signal(int)
    """The index of the page that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = TypePage(())
        self._pages = Segmented(self)
        self._pages.setMinimumWidth(1)  # names that do not fit become numbers
        self._names: Sequence[Sequence[tuple[str, str]]] = ()  # the longest first
        self._next = KeyHint("0", "", self)
        self._tiles = [Tile(parent=self) for _ in range(MOST)]
        self._empty = EmptyState("ticket", self)
        self._lay_out()
        self._pages.chosen.connect(self._on_page_chosen)
        for place, tile in enumerate(self._tiles):
            tile.clicked.connect(lambda _checked=False, place=place: self._on_chosen(place))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(self._pages)
        head.addWidget(self._next, alignment=Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(2 * SPACE)
        for place, tile in enumerate(self._tiles):
            grid.addWidget(tile, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(2 * SPACE)
        column_of_all.addLayout(head)
        column_of_all.addLayout(grid)
        column_of_all.addWidget(self._empty)

    def show_page(self, pages: Sequence[TypePage], at: int, sale: Sale, t: Translator) -> None:
        """Everything on the page as it is now, in this language."""
        self._page = pages[at] if pages else TypePage(())
        self._pages.setAccessibleName(t(_PAGES))
        self._names = [page_names(pages, at, t, most_named=most) for most in (_MOST_NAMED, 1)]
        self._name_pages()
        if pages:
            self._pages.choose(str(at))
        self._next.setToolTip(t(_NEXT_PAGE))
        self._pages.setVisible(len(pages) > 1)
        self._next.setVisible(len(pages) > 1)
        self._empty.setVisible(not pages)
        self._empty.show_text(t(_NOTHING), t(_NOTHING_SAYS))
        for place, tile in enumerate(self._tiles):
            one = self._page.at(place + 1)
            hidden = one is None
            policy = tile.sizePolicy()
            policy.setRetainSizeWhenHidden(bool(pages))  # a short page leaves the others' places empty
            tile.setSizePolicy(policy)
            tile.setHidden(hidden)
            if one is not None:
                tile.show_face(face(one, str(place + 1), sale, t))

    def fit_in(self, height: int) -> None:
        """The page is so high: of what is more than it must be, the tiles take their part."""
        theme = current()
        spare = max(height - theme.px(_USUAL_PAGE), 0)
        for tile in self._tiles:
            tile.prefer_height(theme.px(_TILE) + round(spare * _PART))

    def _name_pages(self) -> None:
        """With the longest names for which there is room."""
        room = self.width() - self._next.sizeHint().width() - 3 * SPACE
        for names in self._names:
            self._pages.set_choices(names)
            if self._pages.sizeHint().width() <= room:
                return

    @override
    def sizeHint(self) -> QSize:
        """No wider than it must be: the layout gives it what others leave."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_pages()

    def _on_page_chosen(self, key: str) -> None:
        self.turned.emit(int(key))

    def _on_chosen(self, place: int) -> None:
        one = self._page.at(place + 1)
        if one is not None:
            self.taken.emit(one)


def face(one: TicketType, key: str, sale: Sale, t: Translator) -> TileFace:
    """What stands on a type's tile: what is left is counted without those in the order."""
    known = sale.stock.get(one.id)
    left = sale.left(one)
    wanted = sum(line.count for line in sale.lines if line.type.id == one.id)
    sold_out = known is not None and known.sold_out
    over = one.id in sale.expired and not sold_out
    words = t(_SOLD_OUT) if sold_out else "" if left is None else left_text(left, t)
    return TileFace(
        key=key,
        title=kept_together(one.titles.to(t.language)),
        price=formats.money(one.price),
        left=" · ".join(filter(None, [t(_OVER) if over else "", words])),
        colour=one.colour,
        sold_out=sold_out,
        selected=sale.line is not None and sale.line.type.id == one.id,
        muted=over,
        few_left=left is not None and left <= _FEW,
        count=t(_COUNT, count=formats.number(wanted)) if wanted else "",
        amount=t(_OVER) if over else "" if sold_out or left is None else formats.number(left),
    )


def page_names(
    pages: Sequence[TypePage], at: int, t: Translator, *, most_named: int = _MOST_NAMED
) -> list[tuple[str, str]]:  # fmt: skip
    """The key and the word of each page; of more than `most_named`, only the one that is shown is named."""
    few = len(pages) <= most_named
    return [
        (str(index), page_title(page, t) if few or index == at else formats.number(index + 1))
        for index, page in enumerate(pages)
    ]


def kept_together(title: str) -> str:
    """A title whose short end after a dot, such as “day 2”, is not torn apart where lines break."""
    head, dot, tail = title.rpartition(" · ")
    if not dot or len(tail) > _SHORT:
        return title
    return head + dot + tail.replace(" ", "\u00a0").replace("-", "\u2011")


def left_text(left: int, t: Translator) -> str:
    return t.plural(*_LEFT, left, amount=formats.number(left))
