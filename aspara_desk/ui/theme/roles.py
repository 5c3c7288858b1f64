"""What a control is for: its role, which the style sheet dresses.

`role(widget, "primary")` once, after making it; again to change it while it is shown.

QPushButton
    primary    the one act of the place: sell and print
    secondary  the other acts; a button without a role looks the same
    quiet      an act beside text: no edge until the pointer or the focus is there
    danger     what takes something away: void, block
    tile       a large button to choose with, text at the left
QToolButton
    nav        a room in the navigation: icon above a word, checkable
    quiet      an icon alone: dismiss, a menu
    segment    one of an exclusive row of choices (`Segmented` makes them)
QLabel
    display    28 px serif: the first-start page, a season's title
    title      28 px: the name of a page
    heading    20 px: the name of a part
    body       15 px; a label without a role looks the same
    strong     15 px bold
    muted      15 px, quieter: a hint, a second line
    caption    13 px, quieter: above a field, below a figure
    label      13 px bold: the name of a field or of a column of facts
    figure     28 px bold: a number to be seen from afar
    amount     20 px bold: a total
    badge      13 px bold on a ground (`Badge` has colours by category and kind)
    error      words about a fault, beside what caused it
    error-caption  the same in 13 px, below a field
    ok         words about what went well
    warning    words about what wants care
    key        a key's cap
QFrame, QWidget
    panel      a white (dark: lighter) sheet with an edge and round corners
    card       a sheet without an edge, to lie on a panel or in a list
    header     the band on top: season, day, clock, desk
    nav        the band at the left
    keybar     the band below: keys in sight
    banner-error, banner-warning, banner-info, banner-ok
    ground     the ground itself, for a page inside a scroll area
    rule       a thin line between parts: give it a height (or width) of 1
    track      the ground of a row of choices (`Segmented`)
    pill       a small round ground, for a few words that stand out
QLineEdit
    find       the large box at the head of a desk
"""

from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

PROPERTY: Final = "role"
BANNERS: Final = ("banner-error", "banner-warning", "banner-info", "banner-ok")
SHEETS: Final = frozenset({"panel", "card", "header", "nav", "keybar", "ground", "rule", "pill", "track", *BANNERS})
ROLES: Final = SHEETS | {
    *("primary", "secondary", "quiet", "danger", "tile", "segment", "find"),
    *("display", "title", "heading", "body", "strong", "muted", "caption", "label", "figure", "amount", "badge"),
    *("error", "error-caption", "ok", "warning", "key"),
}


W = TypeVar("W", bound=QWidget)


def role(widget: W, name: str) -> W:
    """Gives a control its role, and the control back. Labels become plain text: what people typed is no markup.

    Raises ValueError for a role that is none.
    """
    if name not in ROLES:
        raise ValueError(f"{name} is no role")
    if isinstance(widget, QLabel):
        widget.setTextFormat(Qt.TextFormat.PlainText)
    elif name in SHEETS:
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    dress(widget, PROPERTY, name)
    return widget


def dress(widget: QWidget, name: str, value: str) -> None:
    """Sets a property that the style sheet looks at, and has the widget look accordingly."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
