"""The door: used in a dark doorway, from two metres. Every scan is answered at once, whatever else is open."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from aspara_desk.domain.admission import went_out
from aspara_desk.domain.errors import DeskError, Problem
from aspara_desk.domain.programme import Control, Direction
from aspara_desk.domain.rights import Right
from aspara_desk.door.check_in import Answer
from aspara_desk.door.gates import Gate
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator, mark
from aspara_desk.scanning.wedge import Scan
from aspara_desk.ui import key_places
from aspara_desk.ui.context import Context
from aspara_desk.ui.desk import Desk, Hint
from aspara_desk.ui.desks.door import prompts
from aspara_desk.ui.desks.door.actions import Actions, Say
from aspara_desk.ui.desks.door.chooser import Chooser
from aspara_desk.ui.desks.door.door_state import Answered, Showing, Together, Waiting
from aspara_desk.ui.desks.door.finder import Finder
from aspara_desk.ui.desks.door.finds import Choice
from aspara_desk.ui.desks.door.head import DoorHead
from aspara_desk.ui.desks.door.head_view import head, idle
from aspara_desk.ui.desks.door.prompt_panel import PromptPanel
from aspara_desk.ui.desks.door.readings import Readings
from aspara_desk.ui.desks.door.scan_lines import lines
from aspara_desk.ui.desks.door.scan_list import ScanList
from aspara_desk.ui.desks.door.station import Station
from aspara_desk.ui.desks.door.verdict_panel import VerdictPanel
from aspara_desk.ui.desks.door.verdict_view import Face, view, with_warning
from aspara_desk.ui.models.scans import ScanLine
from aspara_desk.ui.theme.roles import role
from aspara_desk.ui.theme.tokens import SPACE
from aspara_desk.ui.widgets.banner import KINDS
from aspara_desk.ui.widgets.icon_label import IconLabel

_FIND = mark("Find")
_CONFIRM = mark("Let in")
_LEAVE = mark("leave it")
_UNDO = mark("Take back")
_OVERRIDE = mark("Override")
_PEOPLE = mark("No ticket")
_DOOR = mark("Door")
_OPEN, _HOLD, _DELAY, _CLOSE = mark("Open now"), mark("Hold"), mark("Delay"), mark("Close, cancel")
_CONTROLS = (("F7", Control.OPEN, _OPEN), ("F8", Control.HOLD, _HOLD), ("F10", Control.CLOSE, _CLOSE))
_ON_SCHEDULE = mark("By schedule")
_EVERYONE_OUT = mark("Everyone out")
_LOST = mark("{why} The door was set again: look at the line above.")
_TELL_MS = 12_000  # what was done is told for so long; errors stay
_AGAIN_MS = 900  # after the verdict's own sound: what was not recorded before it is heard as well
_BELOW_LEAST = 182  # a question with its reasons; where text is large, it takes more while it is open
_PARTS = (13, 5)  # the verdict's share of the height, and that of the list below
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -4, Qt.Key.Key_PageDown: 4}
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class DoorDesk(Desk):
    key: ClassVar[str] = "door"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._say: Say | None = None
        self._digits_are_letters = False  # on the layout that is on, as far as keys have told
        self._station = Station(context, self)
        self._readings = Readings(context, self)
        self._head = DoorHead(self)
        self._stack = QStackedWidget(self)
        self._watching = QWidget(self._stack)
        self._panel = VerdictPanel(context.theme, self._watching)
        self._lower = QWidget(self._watching)
        self._told, self._sign = role(QLabel(self._lower), "muted"), IconLabel("info", parent=self._lower)
        self._below = QStackedWidget(self._lower)
        self._list = ScanList(context.theme, self._below)
        self._prompt = PromptPanel(self._below)
        self._chooser, self._finder = Chooser(context, self._stack), Finder(context, self._stack)
        self._acts = Actions(context, self._station, self._readings, self._prompt, self)
        self._telling = QTimer(self, singleShot=True)
        self._again = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect()
        self._add_actions()
        self.setFocusProxy(self._panel)

    def _lay_out(self) -> None:
        self._told.setWordWrap(True)
        self._tell_nothing()
        for below in (self._list, self._prompt):
            self._below.addWidget(below)
        self._lower.setMinimumHeight(_BELOW_LEAST)
        for one in (self._lower, self._below):
            one.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        page = QVBoxLayout(self._watching)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(3 * SPACE)
        page.addWidget(self._panel, _PARTS[0])
        page.addWidget(self._lower, _PARTS[1])
        lower = QVBoxLayout(self._lower)  # the verdict keeps its size when something is told
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(2 * SPACE)
        telling = QHBoxLayout()
        telling.setSpacing(2 * SPACE)
        telling.addWidget(self._sign)
        telling.addWidget(self._told, 1)
        lower.addLayout(telling)
        lower.addWidget(self._below, 1)
        for one in (self._watching, self._chooser, self._finder):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._station.changed.connect(self._show_station)
        self._station.moved.connect(self._on_moved)
        self._station.lost.connect(self._on_lost)
        self._readings.shown.connect(self._show_verdict)
        self._readings.answered.connect(self._on_answered)
        self._readings.failed.connect(self._on_failed)
        self._acts.opened.connect(self._on_prompt_opened)
        self._prompt.said.connect(self._make_room_below)
        self._acts.closed.connect(self._on_prompt_closed)
        self._acts.told.connect(self._tell)
        self._chooser.chosen.connect(self._on_gate_chosen)
        self._chooser.left.connect(self._watch)
        self._finder.chosen.connect(self._on_found)
        self._finder.left.connect(self._on_finder_left)
        self._stack.currentChanged.connect(self.hints_changed)
        self._telling.timeout.connect(self._tell_nothing)
        self._again.timeout.connect(self._say_missed)

    def _add_actions(self) -> None:
        acts = self._acts
        for key, act in (
            ("F2", self._on_find), ("F4", self._on_undo), ("F5", self._on_choose), ("F6", acts.override),
            ("F7", lambda: acts.control(Control.OPEN)), ("F8", lambda: acts.control(Control.HOLD)),
            ("F9", acts.delay), ("F10", lambda: acts.control(Control.CLOSE)), ("Ctrl+E", acts.everyone_out),
        ):  # fmt: skip
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(act)
            self.addAction(action)

    # --- the room ---

    @override
    def set_words(self, t: Translator) -> None:
        for part in (self._list, self._prompt, self._chooser, self._finder):
            part.set_words(t)
        if self._say is not None:
            self._told.setText(self._say(t))
        self._show_station()
        self._show_verdict()

    @override
    def hints(self) -> Sequence[Hint]:
        """While something is open, it says its keys itself, and those of the door behind it do nothing."""
        if self._acts.is_open:
            return ()
        t = self.context.t
        if self._stack.currentWidget() is not self._watching:
            return (Hint("F2", t(_FIND)), Hint("F5", t(_DOOR)))
        hints = [*self._verdict_hints(), Hint("F2", t(_FIND)), Hint("F4", t(_UNDO)), Hint("F5", t(_DOOR))]
        if self._acts.may(Right.COUNT):
            hints.append(Hint("Alt+= Alt+−" if self._digits_are_letters else "+ −", t(_PEOPLE)))
        return [*hints, *(self._control_hints() if self._acts.may(Right.CONTROL_EVENTS) else ())]

    def _verdict_hints(self) -> Sequence[Hint]:
        """What may be answered to the verdict on the screen."""
        t, shown = self.context.t, self._readings.showing
        verdict = shown.answer.verdict if isinstance(shown, Answered) else None
        if verdict is not None and verdict.may_be_confirmed:
            return (Hint("Enter", t(_CONFIRM)), Hint("Esc", t(_LEAVE)))
        overrides = verdict is not None and verdict.may_be_overridden and self._acts.may(Right.OVERRIDE)
        return (Hint("F6", t(_OVERRIDE)),) if overrides else ()

    def _control_hints(self) -> Sequence[Hint]:
        """What supervisors decide; the key that decided something takes it back."""
        t, event = self.context.t, self._station.works_for
        keys = ((key, prompts.offered_controls(event, control)[0] if event else control, word)
                for key, control, word in _CONTROLS)  # fmt: skip
        opens, holds, closes = (
            Hint(key, t(_ON_SCHEDULE if control is Control.SCHEDULE else word)) for key, control, word in keys
        )
        return (opens, holds, Hint("F9", t(_DELAY)), closes, Hint("Ctrl+E", t(_EVERYONE_OUT)))

    @override
    def enter(self) -> None:
        self._station.start()
        if self._stack.currentIndex() == 0 and not self._acts.is_open:
            self._panel.setFocus()

    @override
    def leave(self) -> None:
        self._station.stop()
        self._acts.interrupt()
        self._watch()

    @override
    def take_scan(self, scan: Scan) -> bool:
        """Checks the scan at once and closes whatever is open; what was chosen in the list is of another guest."""
        self._tell_nothing()
        self._list.choose_none()
        self._readings.read(self._station.gate, scan.text)
        self._acts.interrupt()
        self._watch()
        return True

    # --- what is shown ---

    def _watch(self) -> None:
        """Back to the verdict."""
        if self._stack.currentIndex() != 0:
            self._finder.close_search()
            self._stack.setCurrentIndex(0)
        if not self._acts.is_open:
            self._panel.setFocus()

    def _show_station(self) -> None:
        watch, t, missed = self._station.watch, self.context.t, self._readings.state.missed
        self._head.setVisible(watch is not None)
        if watch is not None:
            muted = self.context.sounds.muted
            self._head.show_view(head(watch, self.context.now(), t, missed=len(missed), muted=muted))
        programme = watch.programme if watch else self.context.programme
        self._list.scans.show(lines(watch.recent if watch else (), missed, programme, t))
        self._show_verdict()

    def _show_verdict(self) -> None:
        watch, event = self._station.watch, self._station.works_for
        programme = watch.programme if watch else self.context.programme
        shown = self._readings.showing
        why = self._idle() if isinstance(shown, Waiting) else ""
        leaves = watch is not None and watch.direction is Direction.OUT
        seen = view(
            shown, programme, self.context.t, event.id if event else None, idle=why, leaves=leaves,
            trouble=self._station.trouble if watch is None else None,
        )  # fmt: skip
        if not self._is_answerable(shown):
            seen = replace(seen, act="")
        self._panel.show_view(with_warning(seen, self._readings.state.warns_of, self.context.t))
        self.hints_changed.emit()

    def _is_answerable(self, shown: Showing) -> bool:
        """Whether the key that answers a verdict does so now, for whoever works here."""
        if self._acts.is_open or not isinstance(shown, Answered):
            return False
        return shown.answer.verdict.may_be_confirmed or self._acts.may(Right.OVERRIDE)

    def _on_moved(self) -> None:
        gate = self._station.gate
        self._readings.stand_at(gate.door_key if gate else "")

    def _idle(self) -> str:
        """Why nobody will come here, if so."""
        if self._station.gate is None:
            return sentence(Problem("door_missing"), self.context.t)
        watch = self._station.watch
        return "" if watch is None else idle(watch, self.context.now(), self.context.t)

    def _on_answered(self, answer: Answer) -> None:
        self._acts.reading_ended()
        if self._readings.state.warns_of:
            self._again.start(_AGAIN_MS)
        if isinstance(self._readings.showing, Together) and self._panel.view.face is Face.SEVERAL:
            self.context.sounds.play("ask")
            return
        leaves = went_out(answer.verdict, answer.direction)
        self.context.sounds.play("exit" if leaves else answer.verdict.kind.value)

    def _on_failed(self, _error: DeskError) -> None:
        self._acts.reading_ended()
        self._show_station()
        self._say_missed()

    def _say_missed(self) -> None:
        self.context.sounds.play("unreadable")

    # --- telling ---

    def _tell(self, say: Say, kind: str) -> None:
        self._say = say
        role(self._told, kind)
        words = say(self.context.t)
        self._told.setText(words)
        self._sign.show_icon(*KINDS[kind])
        for one in (self._sign, self._told):
            one.show()
        self._make_room_below()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._told, words))
        if kind == "error":
            self._telling.stop()
        else:
            self._telling.start(_TELL_MS)

    def _tell_nothing(self) -> None:
        self._say = None
        for one in (self._sign, self._told):
            one.hide()
        self._make_room_below()

    def _tell_error(self, error: DeskError) -> None:
        self._tell(lambda t: sentence(error.problem, t), "error")

    def _on_lost(self, error: DeskError) -> None:
        self._tell(lambda t: t(_LOST, why=sentence(error.problem, t)), "error")

    # --- what is opened ---

    def _on_find(self) -> None:
        self._find("")

    def _find(self, typed: str) -> None:
        if self._acts.insists():
            return
        self._acts.close()
        self._stack.setCurrentWidget(self._finder)
        watch = self._station.watch
        self._finder.open(typed, leaves=watch is not None and watch.direction is Direction.OUT)

    def _on_finder_left(self) -> None:
        self._readings.uncovered()
        self._watch()

    def _on_found(self, choice: Choice, only_look: bool) -> None:  # noqa: FBT001 - a signal's
        self._tell_nothing()
        self._watch()
        gate = self._station.gate
        if only_look:
            self._readings.look_up(gate, choice.text, picked=choice.picked, failed=self._tell_error)
        else:
            self._readings.read(gate, choice.text, picked=choice.picked)

    def _on_choose(self) -> None:
        if self._acts.insists():
            return
        self._acts.close()
        self._stack.setCurrentWidget(self._chooser)
        self._chooser.offer(self._station.gate)

    def _on_gate_chosen(self, gate: Gate) -> None:
        self._tell_nothing()
        self._station.choose(gate)
        self._watch()

    def _on_undo(self) -> None:
        newest = next((one for one in self._list.scans.lines() if one.admitted and not one.undone), None)
        self._acts.undo(self._chosen_line(), newest)

    def _chosen_line(self) -> ScanLine | None:
        return self._list.chosen

    def _on_prompt_opened(self) -> None:
        self._tell_nothing()
        self._watch()
        self._below.setCurrentWidget(self._prompt)
        self._show_verdict()

    def _make_room_below(self) -> None:
        """A prompt is whole, whatever is told above it; the list may be cut."""
        needed = self._prompt.sizeHint().height() if self._acts.is_open else 0
        if needed and not self._told.isHidden():
            needed += self._told.sizeHint().height() + 2 * SPACE
        self._lower.setMinimumHeight(max(needed, _BELOW_LEAST))

    def _on_prompt_closed(self) -> None:
        self._readings.uncovered()
        self._make_room_below()
        self._below.setCurrentWidget(self._list)
        self._list.choose_none()
        self._tell_nothing()
        if self._readings.state.is_checking:  # its answer is shown next
            self.hints_changed.emit()
        else:
            self._show_verdict()
        self._panel.setFocus()

    # --- keys ---

    def _learn_layout(self, event: QKeyEvent) -> None:
        are_letters = key_places.gives_letter(event)
        if are_letters is not None and are_letters is not self._digits_are_letters:
            self._digits_are_letters = are_letters
            self.hints_changed.emit()

    def _on_escape(self) -> None:
        self._list.choose_none()
        self._tell_nothing()
        self._readings.acknowledge()
        self._readings.leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text, step = event.key(), event.text(), key_places.step(event)
        self._learn_layout(event)
        if self._acts.awaits_answer:
            self._prompt.keyPressEvent(event)  # whatever has the focus: a key has one meaning
        elif key in _ENTERS:
            if not event.isAutoRepeat():  # a key that is held was meant for what stood here before
                self._readings.confirm(self._station.gate)
        elif step:
            self._acts.count(step)
        elif key in _MOVES:
            self._list.move_by(_MOVES[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self._on_escape()
        elif text.isalnum() and not event.modifiers() & _COMMANDING:
            self._find(text)  # a number or a name, typed by somebody who did not look for the field
        else:
            super().keyPressEvent(event)
