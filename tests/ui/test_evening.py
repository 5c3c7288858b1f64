"""The acceptance of the window: a whole evening by keys alone, and what is in the store afterwards."""

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aspara_desk.bootstrap import Settings
from aspara_desk.domain.admission import Reason
from aspara_desk.domain.layouts import typed_for_cyrillic
from aspara_desk.domain.sales import Method
from aspara_desk.ui.desks.box_office.receipt import ReceiptCard
from aspara_desk.ui.desks.door.head import DoorHead
from aspara_desk.ui.desks.door.verdict_panel import VerdictPanel
from aspara_desk.ui.sounds import Sounds
from aspara_desk.ui.theme.theme import current
from aspara_desk.ui.widgets.verdict_shape import paint_verdict
from tests.conftest import Clock
from tests.ui import evening
from tests.ui.conftest import PATIENCE_MS
from tests.ui.durable import Durable
from tests.ui.evening import CONFIRMED, EXIT, ORDERS, OVERRIDDEN, SIGHTS, Order, Paper, Sight
from tests.ui.program_fixture import Hands, started_program, traces
from tests.ui.typing import CTRL, ENTER, TAB, scan_code

ESC = Qt.Key.Key_Escape
SCANS = 200


class Evening:
    """One person with one keyboard and one scanner."""

    def __init__(self, hands: Hands, clock: Clock, settings: Settings, heard: list[str]) -> None:
        self.hands = hands
        self.clock = clock
        self.settings = settings
        self.heard = heard
        self.shown: Counter[tuple[str, str]] = Counter()
        self.scans = 0
        self.looked_at: set[Reason] = set()
        self.manners = evening.manners()
        self.visits: Counter[int] = Counter()

    # --- the box office ---

    def sell(self, order: Order) -> None:
        hands = self.hands
        if order.buyer is not None:
            self._find(order)
        for type_key, count in order.lines:
            page, digit = evening.TILES[type_key]
            hands.press(*("0" for _ in range(self._page_turns(page))), digit)
            if order.how == "F3":
                hands.press("F3")
                hands.write(str(count))
                hands.press(ENTER)
            else:
                hands.press(*("+" for _ in range(count - 1)))
        hands.press(ENTER) if order.method is Method.CASH else hands.press(evening.METHOD_KEYS[order.method])
        if order.lines[0][0] == "press":  # a name is asked for, once
            hands.press(ENTER, evening.METHOD_KEYS[order.method])
        hands.write(order.given)
        hands.press(ENTER)
        self.clock.advance(seconds=5)

    def _page_turns(self, page: int) -> int:
        turns = (page - self._page) % evening.PAGES
        self._page = page
        return turns

    _page = 0

    def _find(self, order: Order) -> None:
        assert order.buyer is not None
        self.hands.write(order.buyer.name, order.buyer.layout)
        self.hands.press(ENTER, modifiers=CTRL if order.buyer.new else Qt.KeyboardModifier.NoModifier)

    def sell_all(self) -> None:
        for place, order in enumerate(ORDERS, start=1):
            self._page = 0  # after a sale the first page is shown
            if place in {6, 10}:
                self.hands.press("F12")
            self.sell(order)
            receipt = self.hands.sees(ReceiptCard).accessibleName()
            assert f"OA-{place:06}" in receipt
            assert order.change in receipt

    def open_ticket(self, serial: int) -> None:
        self.hands.press("F", modifiers=CTRL)
        self.hands.write(f"{serial}")
        self.hands.press(ENTER)

    def back_to_sale(self) -> None:
        self.hands.press(ESC, ESC, ESC)

    def correct(self) -> None:
        """One ticket void, one blocked, one replaced, each found by its number."""
        hands = self.hands
        self.open_ticket(evening.VOID)
        hands.press("D", modifiers=CTRL)
        hands.write("Sold twice")
        hands.press(ENTER)
        hands.press("F2")
        hands.write(f"{evening.BLOCKED}")
        hands.press(ENTER, "F3")
        hands.write("Stolen")
        hands.press(ENTER)
        hands.press("F2")
        hands.write(f"A-{evening.REPLACED:06}")
        hands.press(ENTER, "F6", ENTER)
        self.back_to_sale()

    # --- the door ---

    def scan(self, digits: str, expected: Reason, sight: Sight | None = None) -> None:
        """A scanner fires, and what is on the screen and in the ear afterwards is as it must be."""
        self.manner = manner = next(self.manners)
        heard = len(self.heard)
        self.clock.advance(seconds=7)
        self.durable.made += 1
        ending = ENTER if manner["enter"] else None
        scan_code(self.hands.window, digits, str(manner["layout"]), ending, caps=bool(manner["caps"]))
        self.scans += 1
        self.see(expected, sight, heard)

    def see(self, expected: Reason, sight: Sight | None, heard: int) -> None:
        self.hands.settle()
        wanted = sight or SIGHTS[expected]
        panel = self.hands.sees(VerdictPanel)
        view = panel.view
        assert (view.face, view.word) == (wanted.face, wanted.word), (expected, view)
        assert view.sentence.startswith(wanted.begins), (expected, view)
        assert self.heard[heard:] == [wanted.sound], (expected, self.heard[heard:], self.scans, self.manner)
        assert view.spoken() == panel.accessibleName()
        assert not self.durable.shown_too_early
        self.shown["admit" if wanted is EXIT else wanted.face, expected.value] += 1
        if expected not in self.looked_at:
            self.looked_at.add(expected)
            self.look_at(panel)

    def look_at(self, panel: VerdictPanel) -> None:
        """The colour fills the ground, and the shape is the verdict's own."""
        picture, face = panel.grab().toImage(), panel.view.face
        ground, shape = current().colour(face), panel.placed().shape
        assert picture.pixelColor(picture.width() - 30, picture.height() - 10) == ground
        alone = QImage(picture.size(), picture.format())
        alone.fill(ground)
        painter = QPainter(alone)
        paint_verdict(painter, face, QRectF(shape), current().colour(f"on_{face}"), ground)
        painter.end()
        part = shape.toAlignedRect()
        assert picture.copy(part) == alone.copy(part), face

    def visit(self, paper: Paper) -> None:
        self.visits[paper.serial] += 1
        self.scan(paper.digits, evening.at_visit(paper, self.visits[paper.serial]))

    def choose_door(self, *keys: str) -> None:
        """F5, the arrows to the door and on to its event, Enter."""
        self.hands.press("F5", *keys, ENTER)

    def begin_at_door(self) -> None:
        self.hands.press("2", modifiers=CTRL)
        self.durable = Durable(self.hands.sees(VerdictPanel), self.settings.store)

    def let_in(self, papers: tuple[Paper, ...]) -> None:
        """All of them twice; what has the focus, and what is open, changes from one to the next."""
        in_the_way = itertools.cycle(
            [(), ("F2",), ("F4",), ("F5",), ("Down",), (TAB,), ("F2", "a", "b"), ("F5", "Right")]
        )
        for paper in papers:
            self.hands.press(*next(in_the_way))
            self.visit(paper)
        again = papers[-1]
        self.clock.advance(seconds=-5)  # a beep, two seconds later
        self.scan(again.digits, Reason.JUST_ADMITTED)
        for paper in papers:
            self.visit(paper)
        self.visit(next(paper for paper in papers if paper.type_key == "buyer"))  # a third time, on two entries

    def refuse_strangers(self, paper: Paper) -> None:
        for digits in evening.forged(17):
            self.scan(digits, Reason.UNKNOWN)
        for way in range(20):
            self.scan(evening.misread(paper.digits, way), Reason.MISREAD)
        for text in evening.OTHER_PAPERS * 2:
            self.scan(text, Reason.NOT_A_TICKET)

    def answer(self, papers: tuple[Paper, ...]) -> None:
        """A number typed by hand is confirmed, an admission taken back, a refusal overridden."""
        one = next(paper for paper in papers if paper.type_key == "crew")
        heard = len(self.heard)
        self.clock.advance(seconds=60)
        self.durable.made += 1
        self.hands.press("F2")
        self.hands.write(one.number)
        self.hands.press(ENTER)
        self.see(Reason.CHECK_PERSON, None, heard)
        self.clock.advance(seconds=1)
        self.durable.made += 1
        self.hands.press(ENTER)
        self.see(Reason.OK, CONFIRMED, heard + 1)
        self.hands.press(ESC, "F4", ENTER)
        assert self.hands.sees(VerdictPanel).view.face == "taken_back"
        self.clock.advance(seconds=60)
        self.scan(papers[0].digits, Reason.ALREADY_IN)
        heard = len(self.heard)
        self.hands.press("F6", "2")
        self.durable.made += 1
        self.hands.press(ENTER)
        self.see(Reason.ALREADY_IN, OVERRIDDEN, heard)

    def let_out_and_in(self, papers: tuple[Paper, ...]) -> None:
        """Everybody leaves by the other door, whatever became of the ticket; those who may come back do."""
        self.choose_door("Down", "Down")
        for paper in papers:
            self.scan(paper.digits, Reason.OK, EXIT)
        self.choose_door("Up", "Up", "Right", "Down", "Down")  # for the evening show, in the order of the day
        for paper in papers:
            self.scan(paper.digits, evening.standing(paper) or Reason.OK)
        self.choose_door("Down", "Down")
        for paper in papers[:9]:
            self.scan(paper.digits, Reason.OK, EXIT)
        self.choose_door("Up", "Up")

    def fill_the_hall(self, papers: tuple[Paper, ...]) -> None:
        """A delegation of six hundred without tickets, of whom ten leave again."""
        self.hands.press("+")
        self.hands.write("600")
        self.hands.press(ENTER)
        inside = self.hands.sees(DoorHead).accessibleName()
        assert "/ 600" in inside
        for paper in papers[:4]:
            self.scan(paper.digits, Reason.FULL)
        self.hands.press("-")
        self.hands.write("600")
        self.hands.press(ENTER)
        for paper in papers[:3]:
            self.scan(paper.digits, Reason.OK)

    def decide(self, papers: tuple[Paper, ...]) -> None:
        """What a supervisor decides holds from the next scan on, and is taken back by the same key."""
        held, closed, delayed = papers[4:8], papers[4:8], papers[4:6]
        self.hands.press("F8", ENTER)
        for paper in held:
            self.scan(paper.digits, Reason.TOO_EARLY)
        self.hands.press("F8", ENTER)
        self.hands.press("F10", ENTER)
        for paper in closed:
            self.scan(paper.digits, Reason.TOO_LATE)
        self.hands.press("F10", ENTER)
        self.hands.press("F9")
        self.hands.write("120")
        self.hands.press(ENTER)
        for paper in delayed:
            self.scan(paper.digits, Reason.TOO_EARLY)
        self.hands.press("F7", ENTER)  # the guests are there: open now, whatever the hour
        while self.scans < SCANS:
            self.scan(papers[4 + self.scans % 4].digits, self.newly(papers[4 + self.scans % 4]))

    def newly(self, paper: Paper) -> Reason:
        """Out, and now in again: once."""
        self.visits[-paper.serial] += 1
        return Reason.OK if self.visits[-paper.serial] == 1 else Reason.ALREADY_IN

    # --- afterwards ---

    def check_store(self) -> None:
        """Another process reads the same counts out of the store, and nothing in it disagrees."""
        recorded = evening.called(self.settings, "report", "scans")
        assert evening.counted(recorded) == self.shown
        assert [one["reason"] for one in recorded if one["undone_at"]] == ["ok"]
        assert [one["reason"] for one in recorded if one["override"]] == ["already_in"]
        assert evening.called(self.settings, "store", "check")[0]["findings"] == []
        [takings] = evening.called(self.settings, "report", "takings")
        assert takings["orders"] == {"paid": len(ORDERS) - 2, "pending": 2}


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sounds that were asked for, by name, in order."""
    names: list[str] = []
    play = Sounds.play

    def listen(sounds: Sounds, name: str) -> None:
        names.append(name)
        play(sounds, name)

    monkeypatch.setattr(Sounds, "play", listen)
    return names


@pytest.fixture
def settings(tmp_path: Path, clock: Clock) -> Settings:
    """A computer on which nothing was ever opened."""
    (tmp_path / "data").mkdir()
    return Settings(str(tmp_path / "data" / "season.db"), "en", data_folder=tmp_path / "data", clock=clock)


@pytest.fixture
def hands(qapp: QApplication, qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Hands]:
    before = traces(tmp_path)
    with started_program(qapp, settings) as program:
        yield Hands(program, qtbot)
    left = traces(tmp_path).left_since(before)
    left.pop("files", None)
    assert left == {}


@pytest.mark.usefixtures("watchdog")
@pytest.mark.heavy
def test_a_whole_evening_by_keys_alone(
    hands: Hands, settings: Settings, clock: Clock, heard: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    hands.program.open()
    hands.settle()
    with qtbot.waitSignal(hands.program.opened, timeout=PATIENCE_MS):
        hands.press(ENTER)
    one = Evening(hands, clock, settings, heard)
    one.sell_all()
    one.correct()
    one.begin_at_door()
    hands.press("F12")  # Kazakh and Russian were on while tickets were sold
    papers = evening.papers(settings)
    texts = hands.texts()
    one.let_in(papers)
    one.refuse_strangers(papers[0])
    one.answer(papers)
    texts |= hands.texts()
    one.let_out_and_in(papers)
    one.fill_the_hall(papers)
    one.decide(papers)
    texts |= hands.texts()
    one.durable.stop()
    assert one.scans == SCANS
    assert one.looked_at == set(Reason)
    one.check_store()
    secrets = secrets_of(papers)
    assert not any(secret in text for secret in secrets for text in texts)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            assert not any(secret.encode() in held for secret in secrets), file.name


def secrets_of(papers: tuple[Paper, ...]) -> set[str]:
    """The codes, also without their ends, and as a Kazakh keyboard garbles them."""
    codes = {paper.digits[1:-2] for paper in papers}
    return codes | {typed_for_cyrillic(digits)[1] for digits in codes}
