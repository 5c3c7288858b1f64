"""Where the parts of the sale stand on their page."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aspara_desk.ui.theme.tokens import SPACE

_GAP = 3 * SPACE
_SHARES = (5, 6)  # of the strip's width


def lay_out(page: QWidget, choosing: Sequence[QWidget], strip: Sequence[QWidget], order: QWidget) -> None:
    """At the left what is chosen from, one above the other, over a strip of what was sold; at the right the order."""
    below = QHBoxLayout()
    below.setSpacing(_GAP)
    for widget, share in zip(strip, _SHARES, strict=True):
        below.addWidget(widget, share)
    left = QVBoxLayout()
    left.setSpacing(_GAP)
    for widget in choosing:
        left.addWidget(widget)
    left.addLayout(below, 1)
    row = QHBoxLayout(page)
    row.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
    row.setSpacing(_GAP)
    row.addLayout(left, 1)
    row.addWidget(order)
