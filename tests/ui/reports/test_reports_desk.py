import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from aspara_desk import bootstrap
from aspara_desk.box_office.selling import sell
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.domain.rights import Role
from aspara_desk.domain.sales import Method
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.reports import desk as reports
from aspara_desk.ui.desks.reports.desk import ReportsDesk
from aspara_desk.ui.tasks import Lane
from tests.ui.conftest import PATIENCE_MS

Settle = Callable[[Context], None]


@pytest.fixture
def desk(context: Context, qtbot: QtBot) -> Iterator[ReportsDesk]:
    made = ReportsDesk(context)
    qtbot.addWidget(made)
    made.set_words(context.t)
    made.resize(1600, 700)
    made.show()
    yield made
    made.leave()


@pytest.fixture
def sold(context: Context) -> int:
    """Two sales; what the first took in, in minor units."""
    key = next(one.key for one in context.programme.ticket_types if one.price.minor and not one.personal)
    first = sell(context.here, context.keyring, type_key=key, method=Method.CASH)
    sell(context.here, context.keyring, type_key=key, method=Method.LATER)
    return first.order.total.minor


def test_without_sales_and_scans_it_says_what_to_do(desk: ReportsDesk, context: Context, settle: Settle) -> None:
    desk.enter()
    settle(context)
    assert "Ctrl+2" in desk._attendance._empty.accessibleDescription()
    assert "Ctrl+1" in desk._takings._empty.accessibleDescription()
    assert not desk._attendance._save.isEnabled()


@pytest.mark.usefixtures("sold")
def test_a_sale_is_counted_when_the_room_is_entered_or_with_f5(
    desk: ReportsDesk, context: Context, settle: Settle
) -> None:
    desk.enter()
    settle(context)
    model = desk._takings._model
    assert model.index(0, 1).data() == f"Desk {context.here.actor.desk_letter}"
    assert model.rowCount() == 2
    assert desk._as_of.text() == "as of 18:42"
    key = next(one.key for one in context.programme.ticket_types if one.price.minor and not one.personal)
    sell(context.here, context.keyring, type_key=key, method=Method.KASPI)
    desk.look()
    settle(context)
    assert model.rowCount() == 3


@pytest.mark.usefixtures("sold")
def test_another_language_is_spoken_at_once(desk: ReportsDesk, context: Context, settle: Settle) -> None:
    desk.enter()
    settle(context)
    desk.set_words(bootstrap.one_translator("ru"))
    context.language.choose("ru")
    desk.set_words(context.t)
    assert desk._takings._model.index(0, 0).data() == "наличные"


@pytest.mark.usefixtures("sold")
def test_where_one_table_fits_f6_goes_to_the_other(desk: ReportsDesk, context: Context, settle: Settle) -> None:
    desk.enter()
    settle(context)
    assert desk._attendance.isVisible()
    assert desk._takings.isVisible()
    desk.resize(1000, 600)
    assert desk._choice.isVisible()
    assert (desk._attendance.isVisible(), desk._takings.isVisible()) == (True, False)
    desk._on_other()
    assert (desk._attendance.isVisible(), desk._takings.isVisible()) == (False, True)


def test_a_table_is_saved_while_an_import_runs(
    desk: ReportsDesk, context: Context, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    context.tasks.run(desk, Lane.LONG, lambda: go_on.wait(PATIENCE_MS / 1000), lambda _: None, lambda _: None)
    file = tmp_path / "table.csv"
    desk._save(lambda path: path.write_text("saved") and None, file)
    qtbot.waitUntil(lambda: desk._banner.kind == "ok", timeout=PATIENCE_MS)
    assert file.read_text() == "saved"
    go_on.set()
    settle(context)


@pytest.mark.parametrize(("country", "separator", "point"), [("en_GB", ",", "."), ("ru_KZ", ";", ",")])
def test_a_table_is_saved_as_csv_in_the_way_of_this_computer(
    desk: ReportsDesk, context: Context, settle: Settle, sold: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    country: str, separator: str, point: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(country))
    asked: list[QFileDialog] = []

    def note(dialog: QFileDialog) -> None:
        asked.append(dialog)

    monkeypatch.setattr(QFileDialog, "open", note)
    desk.enter()
    settle(context)
    desk._takings._save.click()
    asked[0].fileSelected.emit(str(tmp_path / "takings.csv"))
    settle(context)
    rows = (tmp_path / "takings.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].split(separator) == ["Paid by", "Taken by", "Payments", "Amount (KZT)"]
    assert rows[1].split(separator) == ["cash", "Desk B", "1", f"{sold // 100}{point}{sold % 100:02}"]
    assert desk._banner.kind == "ok"
    asked[0].deleteLater()
    settle(context)


@pytest.mark.usefixtures("sold")
def test_tables_are_saved_in_the_language_of_the_window_and_named_as_samples(
    desk: ReportsDesk, context: Context, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []
    file = tmp_path / "table.csv"

    def choose(dialog: QFileDialog) -> None:
        proposed.append(Path(dialog.selectedFiles()[0]).name)
        dialog.fileSelected.emit(str(file))
        dialog.deleteLater()

    monkeypatch.setattr(QFileDialog, "open", choose)
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("ru_KZ"))
    context.language.choose("ru")
    desk.set_words(context.t)
    desk.enter()
    settle(context)
    for _ in range(2):  # the second takes the place of the first
        desk._takings._save.click()
        settle(context)
        assert desk._banner.kind == "ok"
    assert proposed == ["sample-takings.csv"] * 2
    rows = [line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines()]
    assert rows[0] == [context.t(one) for one in ("Paid by", "Taken by", "Payments")] + [f"{context.t('Amount')} (KZT)"]
    assert rows[1][:2] == ["наличные", context.t("Desk {letter}", letter="B")]
    context.language.choose("en")
    desk.set_words(context.t)
    assert desk._banner.text == f"Saved as {file}"


@pytest.mark.usefixtures("sold")
def test_a_file_that_cannot_be_written_is_told_in_place(
    desk: ReportsDesk, context: Context, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QFileDialog] = []

    def note(dialog: QFileDialog) -> None:
        asked.append(dialog)

    monkeypatch.setattr(QFileDialog, "open", note)
    desk.enter()
    settle(context)
    desk._takings._save.click()
    asked[0].fileSelected.emit(str(tmp_path / "nowhere" / "takings.csv"))
    settle(context)
    assert desk._banner.kind == "error"
    assert "no folder" in desk._banner.text
    asked[0].deleteLater()


def test_it_counts_by_itself_once_the_store_answers_again(
    desk: ReportsDesk, context: Context, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_here: object) -> None:
        raise StoreUnusable("store_server_away", store="postgresql://server/season")

    desk._again.setInterval(1)
    answers = reports.find
    monkeypatch.setattr(reports, "find", away)
    desk.enter()
    settle(context)
    assert "does not answer" in desk._banner.text
    desk._banner.dismiss()
    qtbot.waitUntil(lambda: not desk._again.isActive(), timeout=PATIENCE_MS)
    settle(context)
    assert desk._banner.isHidden()  # whoever has read it is not told every two seconds
    desk.look()
    settle(context)
    assert desk._banner.isVisible()
    monkeypatch.setattr(reports, "find", answers)
    qtbot.waitUntil(desk._banner.isHidden, timeout=PATIENCE_MS)
    assert desk._as_of.text() == "as of 18:42"
    assert not desk._again.isActive()


def test_it_asks_no_more_once_it_is_left(
    desk: ReportsDesk, context: Context, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_here: object) -> None:
        raise StoreUnusable("store_server_away", store="postgresql://server/season")

    monkeypatch.setattr(reports, "find", away)
    desk.enter()
    settle(context)
    assert desk._again.isActive()
    desk.leave()
    assert not desk._again.isActive()


def test_whoever_may_not_read_reports_is_told_so(desk: ReportsDesk, context: Context, settle: Settle) -> None:
    context.here = replace(context.here, actor=replace(context.here.actor, role=Role.CLERK))
    desk.enter()
    settle(context)
    assert desk._closed.isVisible()
    assert "may not do this" in desk._closed.accessibleDescription()
    assert desk.hints() == ()
