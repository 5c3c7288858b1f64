"""The line above the verdict: the door, what goes on there, how many are inside, and what the day has come to."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.ui.desks.door.elided import ElidedLabel
from aspara_desk.ui.desks.door.head_view import HeadView
from aspara_desk.ui.models.event_notes import Note
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.badge import Badge

_BESIDE_DOOR = 2  # marks; more of them stand beside the event
_WIDE = 350 * SPACE  # from here on it is read from as far away as the verdict
_NEAR, _FAR = ("heading", "body", "strong"), ("title", "heading", "heading")  # the door, the event and its hours
_DOOR_LEAST = 30 * SPACE  # which door it is can be told even beside many marks: the tally gives way


class DoorHead(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "panel")
        self._door, self._event, self._hours = ElidedLabel(_NEAR[0]), ElidedLabel(_NEAR[1]), _label(_NEAR[2])
        self._roles = _NEAR
        self._inside, self._tally = _label("figure"), ElidedLabel("muted")
        self._marks, self._more_marks = QHBoxLayout(), QHBoxLayout()
        self._shown_marks: tuple[Note, ...] = ()
        self._lay_out()

    def _lay_out(self) -> None:
        self._door.setMinimumWidth(_DOOR_LEAST)
        self._tally.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._tally.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(3 * SPACE)
        lower.setSpacing(3 * SPACE)
        upper.addWidget(self._door, 1)
        for marks in (self._marks, self._more_marks):
            marks.setSpacing(2 * SPACE)
        upper.addLayout(self._marks)
        lower.addWidget(self._hours)
        lower.addWidget(self._event, 1)
        lower.addLayout(self._more_marks)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(upper)
        left.addLayout(lower)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._inside, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._tally, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(6 * SPACE)
        row.addLayout(left, 1)
        row.addLayout(right)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roles = _FAR if self.width() >= _WIDE else _NEAR
        if roles != self._roles:
            self._roles = roles
            for label, kind in zip((self._door, self._event, self._hours), roles, strict=True):
                role(label, kind)

    def show_view(self, view: HeadView) -> None:
        place = view.door if not view.venue else f"{view.door} · {view.venue}"
        self._door.setText(place)
        self._event.setText(view.event)
        self._hours.setText(view.hours)
        self._inside.setText(view.inside)
        self._tally.setText(" · ".join(filter(None, (view.rest, view.tally))))
        self._show_marks(view.marks)
        marks = ", ".join(one.text for one in view.marks)
        spoken = (place, marks, view.event, view.hours, view.inside, view.rest, view.tally)
        self.setAccessibleName(". ".join(filter(None, spoken)))

    def _show_marks(self, marks: tuple[Note, ...]) -> None:
        if marks == self._shown_marks:
            return
        self._shown_marks = marks
        for place, some in ((self._marks, marks[:_BESIDE_DOOR]), (self._more_marks, marks[_BESIDE_DOOR:])):
            while (item := place.takeAt(0)) is not None:
                badge = item.widget()
                assert badge is not None
                badge.hide()
                badge.deleteLater()
            for one in some:
                place.addWidget(Badge(one.text, one.colour))


def _label(kind: str) -> QLabel:
    label = QLabel()
    role(label, kind)
    return label
