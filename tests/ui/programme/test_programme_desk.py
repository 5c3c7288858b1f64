from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.programme import Control
from aspara_desk.domain.rights import Role
from aspara_desk.domain.season import LANGUAGES, Titles
from aspara_desk.ui.context import Change, Context
from aspara_desk.ui.desks.programme import fill_watch
from aspara_desk.ui.desks.programme.desk import ProgrammeDesk
from aspara_desk.ui.desks.programme.painting import Brush
from aspara_desk.ui.theme.tokens import TEXT_SCALES
from tests.conftest import Clock
from tests.ui.conftest import PATIENCE_MS

Settle = Callable[[Context], None]


@pytest.fixture
def desk(context: Context, qtbot: QtBot, settle: Settle) -> Iterator[ProgrammeDesk]:
    made = ProgrammeDesk(context)
    qtbot.addWidget(made)
    made.set_words(context.t)
    made.resize(1180, 620)
    made.show()
    made.enter()
    settle(context)
    yield made
    made.leave()


def press(qtbot: QtBot, desk: ProgrammeDesk, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(desk._view, key)


def shown(desk: ProgrammeDesk) -> str | None:
    event = desk._view.current_event()
    return event.key if event else None


def test_today_is_proposed_and_what_comes_next_is_chosen(desk: ProgrammeDesk) -> None:
    assert desk._bar._title.text() == "Sunday, 2 October"
    assert shown(desk) == "d2-show-evening"


def test_before_the_season_its_first_day_is_proposed(
    context: Context, evening: Clock, qtbot: QtBot, settle: Settle
) -> None:
    evening.now -= timedelta(days=90)
    desk = ProgrammeDesk(context)
    qtbot.addWidget(desk)
    desk.set_words(context.t)
    desk.enter()
    settle(context)
    assert desk._bar._title.text() == "Saturday, 1 October"
    desk.leave()


def test_digits_choose_a_day_or_all_of_them(desk: ProgrammeDesk, qtbot: QtBot) -> None:
    press(qtbot, desk, Qt.Key.Key_4)
    assert desk._bar._title.text() == "Tuesday, 4 October"
    assert shown(desk) == "d4-fair"
    press(qtbot, desk, Qt.Key.Key_0)
    assert desk._view.model().rowCount() == len(desk.context.programme.events)
    assert desk._days.key == "all"
    press(qtbot, desk, Qt.Key.Key_7)
    assert desk._days.key == "all"


def test_arrows_go_through_the_events_and_on_to_the_next_day(desk: ProgrammeDesk, qtbot: QtBot) -> None:
    press(qtbot, desk, Qt.Key.Key_Up)
    assert shown(desk) == "d2-show-young"
    press(qtbot, desk, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert shown(desk) == "d2-tour"
    press(qtbot, desk, Qt.Key.Key_Right)
    assert desk._bar._title.text() == "Monday, 3 October"
    press(qtbot, desk, Qt.Key.Key_Left)
    assert desk._bar._title.text() == "Sunday, 2 October"
    press(qtbot, desk, Qt.Key.Key_Home)
    assert shown(desk) == "d2-show-evening"


def test_enter_opens_the_card_which_follows_and_esc_closes_it(desk: ProgrammeDesk, qtbot: QtBot) -> None:
    press(qtbot, desk, Qt.Key.Key_Return)
    assert desk._card.isVisible()
    assert "Evening show" in desk._card.accessibleName()
    assert "Esc" in [hint.key for hint in desk.hints()]
    press(qtbot, desk, Qt.Key.Key_Up)
    assert "Young designers" in desk._card.accessibleName()
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert not desk._card.isVisible()


def test_a_click_opens_the_card_and_on_a_day_of_the_leaflet_goes_there(desk: ProgrammeDesk, qtbot: QtBot) -> None:
    rect = desk._view.visualRect(desk._view.currentIndex())
    qtbot.mouseClick(desk._view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert desk._card.isVisible()
    press(qtbot, desk, Qt.Key.Key_Escape, Qt.Key.Key_0)
    qtbot.mouseClick(desk._view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    assert desk._bar._title.text() == "Saturday, 1 October"


def test_another_language_is_spoken_at_once(desk: ProgrammeDesk, qtbot: QtBot) -> None:
    press(qtbot, desk, Qt.Key.Key_Return)
    desk.context.language.choose("ru")
    desk.set_words(desk.context.t)
    assert desk._bar._title.text() == "Воскресенье, 2 октября"
    assert "Вечерний показ" in desk._view.currentIndex().data()
    assert "Вечерний показ" in desk._card.accessibleName()


def test_what_a_supervisor_decides_shows_with_the_next_look(
    desk: ProgrammeDesk, context: Context, settle: Settle
) -> None:
    events = [
        replace(one, control=Control.HOLD) if one.key == "d2-concert" else one for one in context.programme.events
    ]
    context.programme = replace(context.programme, events=tuple(events))
    context.changed.emit(Change.PROGRAMME)
    settle(context)
    said = [desk._view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(10)]
    assert any("on hold" in one for one in said if one)
    assert shown(desk) == "d2-show-evening"


def test_a_day_with_nothing_says_what_to_do(desk: ProgrammeDesk, context: Context, qtbot: QtBot) -> None:
    events = [one for one in context.programme.events if one.day != date(2022, 10, 3)]
    context.programme = replace(context.programme, events=tuple(events))
    context.changed.emit(Change.PROGRAMME)
    press(qtbot, desk, Qt.Key.Key_3)
    assert desk._nothing.isVisible()
    qtbot.keyClick(desk, Qt.Key.Key_Right)
    assert desk._bar._title.text() == "Tuesday, 4 October"


def test_the_model_behind_it_is_sound(desk: ProgrammeDesk, qtbot: QtBot) -> None:
    QAbstractItemModelTester(desk._view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    press(qtbot, desk, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_2)
    assert all(desk._view.visualRect(desk._view.model().index(row, 0)).isValid() for row in range(3))


# --- the season file ---


def season_file(folder: Path, *changed: tuple[str, str]) -> Path:
    text = bootstrap.sample_season().read_text(encoding="utf-8")
    for old, new in changed:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "season.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_changed_season_file_is_loaded_and_shown(
    desk: ProgrammeDesk, context: Context, settle: Settle, tmp_path: Path
) -> None:
    desk._file.load(season_file(tmp_path, ("Evening show: designers of Central Asia", "The great evening show")))
    settle(context)
    assert desk._file._banner.kind == "ok"
    assert "1 changed" in desk._file._banner.text
    assert desk._view.currentIndex().data() == "The great evening show"


def test_what_is_wrong_with_a_file_is_listed_and_nothing_of_it_is_loaded(
    desk: ProgrammeDesk, context: Context, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    before = context.programme
    path = season_file(
        tmp_path, ("Evening show: designers of Central Asia", "Other"), ('kind = "concert"', 'kind = "noise"')
    )
    desk._file.load(path)
    settle(context)
    assert desk._file._banner.kind == "error"
    told = [desk._file._problems.item(row).text() for row in range(desk._file._problems.count())]
    assert len(told) == 1
    assert "row" in told[0]
    assert "column" in told[0]
    context.look_at_programme()
    settle(context)
    assert context.programme is before
    desk.set_words(bootstrap.one_translator("ru"))
    assert "строка" in desk._file._problems.item(0).text()
    qtbot.keyClick(desk, Qt.Key.Key_Escape)
    assert desk._file.isHidden()


def test_another_season_is_refused_in_one_sentence_and_the_keys_of_the_days_go_on(
    desk: ProgrammeDesk, context: Context, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    key = context.programme.season.key
    desk._file.load(season_file(tmp_path, (f'key = "{key}"', 'key = "next-year"')))
    settle(context)
    problems = desk._file._problems
    shown = [desk._file._banner.text, *(problems.item(row).text() for row in range(problems.count()))]
    assert sum("next-year" in one for one in shown) == 1
    assert any("--store" in one for one in shown)
    problems.setFocus()
    qtbot.keyClick(problems, Qt.Key.Key_3)
    assert desk._days.key.endswith("-03")
    qtbot.keyClick(problems, Qt.Key.Key_0)
    assert desk._day is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_day_is_cut_in_the_smallest_window_and_the_largest_letters(
    desk: ProgrammeDesk, context: Context, language: str, settle: Settle
) -> None:
    context.theme.set_text_scale(max(TEXT_SCALES))
    context.language.choose(language)
    desk.set_words(context.t)
    desk.resize(835, 481)
    settle(context)
    for _layout in range(3):
        QCoreApplication.processEvents()
    assert desk._days.width() >= desk._days.sizeHint().width()
    assert desk._open.mapTo(desk, desk._open.rect().topRight()).x() <= desk.width()
    context.theme.set_text_scale(1.0)


def test_ctrl_o_asks_for_a_file(
    desk: ProgrammeDesk, context: Context, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QFileDialog] = []

    def note(dialog: QFileDialog) -> None:
        asked.append(dialog)

    monkeypatch.setattr(QFileDialog, "open", note)
    desk._file.choose()
    asked[0].fileSelected.emit(str(tmp_path / "missing.toml"))
    settle(context)
    assert "no such file" in desk._file._problems.item(0).text()
    asked[0].deleteLater()


def test_whoever_may_not_load_a_season_is_told_so(desk: ProgrammeDesk, context: Context) -> None:
    context.here = replace(context.here, actor=replace(context.here.actor, role=Role.CLERK))
    assert "Ctrl+O" not in [hint.key for hint in desk.hints()]
    desk._file.choose()
    assert "may not do this" in desk._file._banner.text
    assert desk._file.isVisible()


def test_a_screen_reader_finds_every_event_and_the_chosen_one(desk: ProgrammeDesk, qtbot: QtBot) -> None:
    assert desk._view.accessibleDescription().startswith("Evening show: designers of Central Asia, show,")
    found = QAccessible.queryAccessibleInterface(desk._view)
    names = [found.child(place).text(QAccessible.Text.Name) for place in range(found.childCount())]
    assert any(name.startswith("Young designers, show,") for name in names)
    press(qtbot, desk, Qt.Key.Key_Up)
    assert desk._view.accessibleDescription().startswith("Young designers")


LONG = "«Ұлы Жібек жолы» халықаралық сән апталығы және қолөнершілер көрмесі · Х мерейтойлық маусым, Тараз 2022"


@pytest.mark.parametrize("width", [1160, 1800])
@pytest.mark.parametrize("scale", TEXT_SCALES)
@pytest.mark.parametrize("title", ["", LONG])
def test_a_title_is_read_beside_or_above_the_days(
    desk: ProgrammeDesk, context: Context, settle: Settle, title: str, scale: float, width: int
) -> None:
    season = context.programme.season
    if title:
        context.programme = replace(context.programme, season=replace(season, titles=Titles({"kk": title})))
    context.theme.set_text_scale(scale)
    desk.resize(width, 620)
    for language in ("kk", "ru", "en"):
        context.language.choose(language)
        desk.set_words(context.t)
        for key in ("0", "2"):
            QTest.keyClick(desk._view, key)
            settle(context)
            for _round in range(5):  # of layouts in layouts
                QCoreApplication.processEvents()
            label = desk._bar._title
            assert not label.is_cut_in(label.width())
            assert label.height() >= label.fitted(label.width()).height
            assert label.geometry().bottom() <= desk._bar.height()
            assert desk._days.width() >= desk._days.sizeHint().width()
    context.theme.set_text_scale(1.0)


def test_it_counts_again_by_itself_once_the_store_answers(
    desk: ProgrammeDesk, context: Context, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def away(*arguments: object) -> None:
        asked.append(arguments)
        raise StoreUnusable("store_server_away", store="postgresql://server/season")

    answers = fill_watch.fill
    monkeypatch.setattr(fill_watch, "_AGAIN_MS", 1)
    monkeypatch.setattr(fill_watch, "fill", away)
    desk._watch.look()
    settle(context)
    assert "does not answer" in desk._fault.text
    desk._fault.dismiss()
    qtbot.waitUntil(lambda: len(asked) > 3, timeout=PATIENCE_MS)
    assert desk._fault.isHidden()  # whoever has read it is not told again and again
    desk.enter()
    settle(context)
    assert desk._fault.isVisible()
    monkeypatch.setattr(fill_watch, "fill", answers)
    qtbot.waitUntil(desk._fault.isHidden, timeout=PATIENCE_MS)
    assert desk._watch._regular.interval() == fill_watch._EVERY_MS


# --- what is written on the sheet ---


def test_all_days_say_in_words_what_they_count(desk: ProgrammeDesk, context: Context) -> None:
    desk._show_day(None)
    context.language.choose("kk")
    desk.set_words(context.t)
    events = [block.event for block in desk._view.sheet.blocks]
    counted = [(event, face) for event, face in zip(events, desk._view._faces, strict=True) if face.count is not None]
    assert len(counted) == 34
    for event, face in counted:
        fullness = desk._words().fullness(event)
        assert fullness is not None
        assert face.count is not None
        assert face.count.text == fullness.text
        assert face.caption is not None
        venue, count = face.caption.rect, face.count.rect
        ends = venue.left() + desk._view._fonts.of_caption.horizontalAdvance(face.caption.text)
        assert count.top() >= venue.bottom() or count.left() >= ends


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_venue_is_cut_in_its_head(desk: ProgrammeDesk, context: Context, language: str) -> None:
    context.language.choose(language)
    desk.set_words(context.t)
    heads = [line.text for head in desk._view._heads for line in head.lines]
    assert heads
    assert not [text for text in heads if "…" in text]


def test_the_time_covers_no_hour(desk: ProgrammeDesk, evening: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def note(_brush: Brush, _y: float, _left: float, _right: float, text: str) -> None:
        written.append(text)

    monkeypatch.setattr(Brush, "hour", note)
    evening.now += timedelta(minutes=15)  # 18:57
    desk._show()
    desk._view.grab()
    assert "19:00" not in written
    assert {"18:00", "20:00"} <= set(written)


def test_what_is_scrolled_stays_off_the_hours(desk: ProgrammeDesk) -> None:
    desk.resize(520, 620)
    view = desk._view
    hours = QRect(0, round(view._head_height) + 4, round(view._axis) - 2, view.viewport().height())
    before = view.viewport().grab(hours).toImage()
    for sideways in range(1, 40, 3):
        view.horizontalScrollBar().setValue(sideways)
        assert view.viewport().grab(hours).toImage() == before
    assert view.horizontalScrollBar().value() > 30
