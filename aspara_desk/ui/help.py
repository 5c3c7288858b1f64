"""The help: one page a language, opened at the part about the room one stands in."""

from PySide6.QtCore import QPoint, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFont,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk import bootstrap
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.ui.rooms import ROOMS
from aspara_desk.ui.theme.theme import Theme
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.verdict_shape import PLAIN_INK, VERDICTS, paint_verdict

_TITLE = mark("Help")
_WIDTH, _HEIGHT = 190, 170  # in steps of spacing
_COLUMN = 160  # steps of spacing: about seventy characters
_SHAPE = 36  # pixels
_HEADINGS = {1: ("title", 0, 4), 2: ("heading", 9, 3), 3: ("body", 6, 2)}  # size, and steps of room above and below
_KEY_COLUMN, _NAME_COLUMN = 26, 34  # per cent of the width of a table


class HelpPage(QTextBrowser):
    """A page of Markdown in the theme's type and colours, set in one column."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._set: QTextDocument | None = None
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        theme.changed.connect(self._on_theme_changed)

    def show_markdown(self, text: str) -> None:
        """Whoever reads stays at the paragraph that was uppermost: the page is built alike in every language."""
        uppermost = self.cursorForPosition(QPoint(self.width() // 2, 2 * SPACE)).block().blockNumber()
        at_top = self.verticalScrollBar().value() == 0
        self._text = text
        self._set_type()
        if not at_top:
            self._scroll_to(self.document().findBlockByNumber(uppermost))

    def scroll_to(self, heading: str) -> None:
        """To the heading with these words; to the top where there is none."""
        for block in _blocks(self.document()):
            if _is_heading(block) and block.text() == heading:
                self._scroll_to(block)
                return
        self.verticalScrollBar().setValue(0)

    def _scroll_to(self, block: QTextBlock) -> None:
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - 4 * SPACE)

    # --- how it is set ---

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._text:
            self.show_markdown(self._text)

    def _set_type(self) -> None:
        """Sets a document that is not shown yet: it is laid out once, when it is."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._theme.font("body"))
        document.setMarkdown(self._text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        for block in _blocks(document):
            self._set_block(block)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)
        for verdict in VERDICTS:
            self._add_shape(document, verdict)
        self._centre(document)
        before, self._set = self._set, document
        self.setDocument(document)
        if before is not None:  # the first one is Qt's own, which takes it away itself
            before.deleteLater()

    def _set_block(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level:
            size, above, below = _HEADINGS[level]
            shape.setTopMargin(self._theme.px(above * SPACE))
            shape.setBottomMargin(self._theme.px(below * SPACE))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            look = QTextCharFormat()
            look.setFont(self._theme.font(size, bold=True, serif=level == 1))
            look.setForeground(self._theme.colour("text"))
            cursor.mergeCharFormat(look)
        elif cursor.currentTable() is None:
            shape.setBottomMargin(self._theme.px((1 if block.textList() else 2) * SPACE))
        cursor.mergeBlockFormat(shape)
        self._set_keys(block)

    def _set_keys(self, block: QTextBlock) -> None:
        """What is written as code is a key, or words to type: set apart, in the page's own type."""
        places = []
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().fontFixedPitch():
                places.append((fragment.position(), fragment.length()))
            fragments += 1
        look = QTextCharFormat()
        look.setFont(self._theme.font("body", bold=True))
        look.setFontFixedPitch(False)
        look.setForeground(self._theme.colour("link"))
        for position, length in places:
            cursor = QTextCursor(block)
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)

    def _set_table(self, table: QTextTable) -> None:
        shape = table.format()
        shape.setBorder(1)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(self._theme.colour("line"))
        shape.setBorderCollapse(True)
        shape.setCellPadding(self._theme.px(1.5 * SPACE))
        shape.setBottomMargin(self._theme.px(3 * SPACE))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        first = _KEY_COLUMN if table.columns() == 2 else _KEY_COLUMN / 2
        widths = [first, 100 - first] if table.columns() == 2 else [first, _NAME_COLUMN, 100 - first - _NAME_COLUMN]
        shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, one) for one in widths])
        table.setFormat(shape)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            look = cell.format()
            look.setBackground(self._theme.colour("hover"))
            look.setForeground(self._theme.colour("muted"))
            look.setFontWeight(QFont.Weight.Bold)
            cell.setFormat(look)

    def _add_shape(self, document: QTextDocument, verdict: str) -> None:
        """A verdict's shape, as it is drawn at the door."""
        side, ratio = self._theme.px(_SHAPE), self.devicePixelRatioF()
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        ink, hole = self._theme.colour(PLAIN_INK[verdict]), self._theme.colour("panel")
        paint_verdict(painter, verdict, QRectF(0, 0, side, side), ink, hole)
        painter.end()
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(verdict), picture)

    def _centre(self, document: QTextDocument) -> None:
        column = min(self.viewport().width() - 12 * SPACE, self._theme.px(_COLUMN * SPACE))
        frame = document.rootFrame()
        shape = frame.frameFormat()
        beside = max(6 * SPACE, (self.viewport().width() - column) // 2)
        shape.setLeftMargin(beside)
        shape.setRightMargin(beside)
        shape.setTopMargin(8 * SPACE)
        shape.setBottomMargin(16 * SPACE)
        frame.setFrameFormat(shape)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._centre(self.document())


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    blocks = []
    block = document.begin()
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks


def _is_heading(block: QTextBlock) -> bool:
    return block.blockFormat().headingLevel() > 0


class HelpWindow(QWidget):
    """Beside the window, so that one can read and do. Esc closes it."""

    language_wished = Signal()
    """The next one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._headings: dict[str, str] = {}  # of the rooms, by their keys, as the page has them
        self.page = HelpPage(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        leave = QAction(self)
        leave.setShortcuts([QKeySequence("Esc"), QKeySequence("F1")])
        leave.triggered.connect(self.close)
        self.addAction(leave)
        another = QAction(self)
        another.setShortcut(QKeySequence("F12"))
        another.triggered.connect(self.language_wished)
        self.addAction(another)
        self.resize(_WIDTH * SPACE, _HEIGHT * SPACE)

    def set_words(self, t: Translator) -> None:
        self._headings = {room.key: t(room.word) for room in ROOMS}
        self.setWindowTitle(t(_TITLE))
        self.page.setAccessibleName(t(_TITLE))
        self.page.show_markdown(bootstrap.help_file(t.language).read_text(encoding="utf-8"))

    def show_room(self, room: str) -> None:
        """Opens at the heading that has the room's name, else at the top."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()
        self.page.scroll_to(self._headings.get(room, ""))
