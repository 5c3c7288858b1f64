"""Pictures of every role and small widget, light and dark, to look at: `python -m tests.ui.gallery OUT_DIR`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from aspara_desk.config.paths import resources
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.theme import Choice, Theme, current
from aspara_desk.ui.theme.tokens import DARK, LIGHT, PLAIN_COLOURS, ink_on
from aspara_desk.ui.widgets.badge import Badge
from aspara_desk.ui.widgets.banner import KINDS, Banner
from aspara_desk.ui.widgets.empty import EmptyState
from aspara_desk.ui.widgets.field import Field
from aspara_desk.ui.widgets.key_hint import KeyBar
from aspara_desk.ui.widgets.progress import ProgressRow
from aspara_desk.ui.widgets.segmented import Segmented
from aspara_desk.ui.widgets.tile import Tile, TileFace
from aspara_desk.ui.widgets.verdict_shape import PLAIN_INK, VERDICTS, VerdictShape, paint_verdict

T = Translator("en")
LABELS = (
    *("display", "title", "heading", "body", "strong", "muted", "caption", "label", "figure", "amount", "badge"),
    *("error", "error-caption", "warning", "ok", "key"),
)
TILES = (
    TileFace("1", "Four-day pass", "24 000 ₸", "312 left", "#0B6E6A"),
    TileFace("2", "Day 2 pass", "8 000 ₸", "41 left", "#1F7A49", selected=True, count="×2"),
    TileFace("3", "Evening concert", "6 000 ₸", "sold out", "#0B72CB", sold_out=True),
    TileFace("4", "Кешкі көрсетілім: Орталық Азия дизайнерлері", "12 500 ₸", "7 орын қалды", "#995C70", few_left=True),
    TileFace("5", "«Тараз – қолөнершілер қаласы» халықаралық көрмесі · 1-күн", "тегін", "шексіз", "#815C99"),
    TileFace("6", "Театрализованное представление в амфитеатре, день 3", "4 500 ₸", "осталось 1 204", "#AE092A"),
    TileFace("", "Press accreditation", "free", "18 left", "#866713"),
    TileFace("8", "Ынтымақтастықтыдамытуғабағытталғанкездесу", "1 250 000 ₸", "5 орын қалды", "#223936"),
    TileFace("9", "VIP алдыңғы қатар", "90 000 ₸", "билет қалмады", "#C4302B", sold_out=True),
)


def page(*rows: QWidget, kind: str = "ground") -> QWidget:
    made = role(QWidget(), kind)
    column = QVBoxLayout(made)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    for widget in rows:
        column.addWidget(widget)
    column.addStretch(1)
    return made


def across(*widgets: QWidget, kind: str = "") -> QWidget:
    made = role(QWidget(), kind) if kind else QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(*((16, 16, 16, 16) if kind else (0, 0, 0, 0)))
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return made


def button(kind: str, text: str, icon: str = "", *, enabled: bool = True) -> QPushButton:
    made = role(QPushButton(text), kind)
    if icon:
        made.setIcon(current().icon(icon, {"primary": "on_accent", "danger": "error"}.get(kind, "text")))
    made.setEnabled(enabled)
    return made


def labels() -> QWidget:
    return page(*(role(QLabel(f"Айгүл Қалиева 12 500 ₸ · {kind}"), kind) for kind in LABELS))


def buttons() -> QWidget:
    kinds = ("primary", "secondary", "quiet", "danger", "tile")
    rows = [
        across(button(kind, "Сату және басып шығару", "printer"), button(kind, "Sell and print"),
               button(kind, "Sold out", "ban", enabled=False), kind=ground)
        for kind in kinds for ground in ("", "panel")
    ]  # fmt: skip
    nav = []
    for word, icon in (("Box office", "ticket"), ("Door", "door-open"), ("Programme", "calendar-days")):
        tool = role(QToolButton(), "nav")
        tool.setText(word)
        tool.setIcon(current().icon(icon, "muted", checked="accent"))
        tool.setIconSize(QSize(24, 24))
        tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tool.setCheckable(True)
        tool.setChecked(word == "Door")
        nav.append(tool)
    quiet = role(QToolButton(), "quiet")
    quiet.setIcon(current().icon("x"))
    return page(*rows, across(*nav, quiet))


def fields() -> QWidget:
    combo, spin, area = QComboBox(), QSpinBox(), QPlainTextEdit("Жеңілдік куәлігі\nтексерілді")
    combo.addItems(["Door B · Shakhristan hall", "Door C"])
    spin.setValue(12)
    area.setMaximumHeight(72)
    off = QLineEdit("cannot be typed into")
    off.setEnabled(False)
    find = role(QLineEdit(), "find")
    find.setPlaceholderText("Find or new guest")
    wrong, hint = Field(), Field()
    wrong.set_label("Phone")
    wrong.edit.setText("8 701 12")
    wrong.show_error("“8 701 12” is too short for a telephone number. Leave it out, or write all of it.")
    hint.set_label("Latin spelling", "As in the passport; found out from the name where left empty")
    checks = []
    for made, text in ((QCheckBox, "Check"), (QRadioButton, "Radio")):
        for state in range(3):
            one = made(f"{text} {state}")
            one.setAutoExclusive(False)
            one.setChecked(state > 0)
            one.setEnabled(state < 2)
            checks.append(one)
    return page(find, across(combo, spin, QLineEdit("Қалиев")), off, wrong, hint, area, across(*checks))


def lists() -> QWidget:
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["Name", "Organisation", "Category", "Tickets"])
    for number in range(30):
        cells = ["Айгүл Қалиева", "«Шеберлер ауылы» қолөнершілер бірлестігі", "artisan", str(number)]
        cells[0] += " Нұрланқызы" * (number % 2)
        items = [QStandardItem(cell) for cell in cells]
        items[3].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        model.appendRow(items)
    table = QTableView()
    table.setModel(model)
    current().dress_table(table)
    table.selectRow(2)
    table.setColumnWidth(0, 180)
    table.setColumnWidth(1, 330)
    table.setMinimumHeight(260)
    tabs = QTabWidget()
    for word in ("Day 1", "Day 2", "Day 3"):
        tabs.addTab(QLabel("  what runs on this day"), word)
    tabs.setMaximumHeight(90)
    items = QListWidget()
    items.addItems(["Sold 18:41", "Printed 18:42", "Scanned 19:02"])
    items.setCurrentRow(1)
    items.setMaximumHeight(140)
    menu = QMenu()
    menu.addAction(current().icon("printer"), "Print again")
    menu.addAction(current().icon("ban"), "Void…")
    menu.addSeparator()
    menu.addAction("Block").setEnabled(False)
    shown = QLabel()
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    shown.setPixmap(menu.grab())
    return page(table, tabs, across(items, shown))


def messages() -> QWidget:
    rows: list[QWidget] = []
    for kind in KINDS:
        banner = Banner()
        banner.set_words(T)
        banner.show_text(
            kind, f"{kind}: the printer “HP LaserJet” does not answer. Switch it on, or choose another printer.",
            "Choose a printer" if kind in {"error", "info"} else "",
        )  # fmt: skip
        rows.append(banner)
    progress, busy = ProgressRow(), ProgressRow()
    for row in (progress, busy):
        row.set_words(T)
    progress.start("Making tickets for guests.xlsx", 1300)
    progress.show_done(412)
    busy.start("Reading guests.xlsx")
    keys = KeyBar()
    keys.show_hints([("F1", "Help"), ("F2", "Find"), ("Enter", "Sell and print"), ("F9", "Cash"), ("F12", "Language")])
    narrow = KeyBar()
    narrow.show_hints([("F1", "Көмек"), ("F2", "Іздеу"), ("Enter", "Сату және басып шығару"), ("F12", "Тіл")])
    narrow.setFixedWidth(330)
    choices = Segmented()
    choices.set_choices([("system", "As the system"), ("light", "Light"), ("dark", "Dark")])
    choices.choose("light")
    empty = EmptyState("users")
    empty.show_text("No guest is called “Қалтаев”", "Press Enter to add a new guest, or read a list from a file.")
    empty.add_button("primary").setText("Add “Қалтаев”")
    empty.add_button().setText("Read a guest list…")
    sheet = role(QWidget(), "panel")
    QVBoxLayout(sheet).addWidget(empty)
    return page(*rows, across(progress, kind="panel"), busy, keys, narrow, across(choices), sheet)


def tiles() -> QWidget:
    made = role(QWidget(), "ground")
    grid = QGridLayout(made)
    grid.setContentsMargins(24, 24, 24, 24)
    grid.setSpacing(12)
    for number, face in enumerate(TILES):
        tile = Tile(face)
        tile.setFixedSize(260, 72 if number >= 6 else 80)
        grid.addWidget(tile, number // 3, number % 3)
    return made


class Verdicts(QWidget):
    """The three as large as at a door, as small as in a list, and a tenth of the size in grey."""

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        painter.fillRect(self.rect(), theme.colour("panel"))
        for number, verdict in enumerate(VERDICTS):
            ground, ink = theme.colour(verdict), theme.colour(f"on_{verdict}")
            box = QRect(20 + number * 320, 20, 300, 300)
            painter.fillRect(box, ground)
            paint_verdict(painter, verdict, QRectF(box.adjusted(50, 50, -50, -50)), ink, ground)
            for step, side in enumerate((16, 20, 24, 32, 48)):
                where = QRectF(20 + number * 320 + step * 56, 340, side, side)
                paint_verdict(painter, verdict, where, theme.colour(PLAIN_INK[verdict]), theme.colour("panel"))
        painter.end()


def verdicts() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    big = Verdicts()
    big.setFixedSize(980, 400)
    shrunk = QLabel()
    picture = big.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    tenth = picture.scaled(98, 40, mode=Qt.TransformationMode.SmoothTransformation)
    shrunk.setPixmap(current().icon("x").pixmap(1, 1).fromImage(tenth.scaled(490, 200)))
    shapes = across(*(VerdictShape(verdict, plain=True) for verdict in VERDICTS), kind="panel")
    column.addWidget(big)
    column.addWidget(shrunk)
    column.addWidget(shapes)
    return made


def colours() -> QWidget:
    scheme = current().scheme
    kinds = [Badge(name, f"kind.{name}") for name in scheme.kinds]
    categories = [Badge(name, f"category.{name}") for name in scheme.categories]
    states = [
        Badge(name, name) for name in ("admit", "refuse", "ask", "accent", "error", "warning", "ok", "info", "muted")
    ]
    bars = [swatch(scheme.kinds[name].bar, name) for name in scheme.kinds]
    plain = [swatch(scheme.colour(name), name) for name in PLAIN_COLOURS]
    half = len(plain) // 4
    rows = [across(*plain[at : at + half]) for at in range(0, len(plain), half)]
    return page(across(*states), across(*kinds), across(*categories), across(*bars), *rows)


def swatch(colour: str, word: str) -> QLabel:
    made = QLabel(word)
    made.setStyleSheet(f"background: {colour}; color: {ink_on(colour)}; padding: 10px; font-size: 13px;")
    return made


def icons() -> QWidget:
    made = role(QWidget(), "panel")
    grid = QGridLayout(made)
    for number, path in enumerate(sorted((resources() / "icons").glob("*.svg"))):
        shown = QLabel()
        shown.setPixmap(current().icon(path.stem).pixmap(QSize(24, 24), 2.0))
        cell = QVBoxLayout()
        cell.addWidget(shown, alignment=Qt.AlignmentFlag.AlignHCenter)
        cell.addWidget(role(QLabel(path.stem), "caption"), alignment=Qt.AlignmentFlag.AlignHCenter)
        grid.addLayout(cell, number // 12, number % 12)
    return made


PAGES: dict[str, Callable[[], QWidget]] = {
    "labels": labels, "buttons": buttons, "fields": fields, "lists": lists, "messages": messages, "tiles": tiles,
    "verdicts": verdicts, "colours": colours, "icons": icons,
}  # fmt: skip


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    theme = Theme(resources())
    theme.apply(app)
    for scheme in (LIGHT, DARK):
        theme.choose(Choice.DARK if scheme.dark else Choice.LIGHT)
        for name, build in PAGES.items():
            shown = build()
            shown.resize(max(960, shown.sizeHint().width()), shown.sizeHint().height())
            shown.show()
            app.processEvents()
            shown.grab().save(str(folder / f"{name}-{'dark' if scheme.dark else 'light'}.png"))
            shown.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
