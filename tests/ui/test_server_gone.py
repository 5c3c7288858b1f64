"""A PostgreSQL server that goes away under the window and comes back: nothing is sold twice, nobody let in unseen."""

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import create_engine, text

from aspara_desk import bootstrap
from aspara_desk.bootstrap import Settings
from aspara_desk.ui.desks.door.verdict_panel import VerdictPanel
from aspara_desk.ui.desks.door.verdict_view import Face
from aspara_desk.ui.frame import Foot
from aspara_desk.ui.widgets.badge import Badge
from aspara_desk.ui.widgets.banner import Banner
from tests.postgres import PostgresServer, unavailable
from tests.ui import evening as festival
from tests.ui.program_fixture import Hands, opened_program
from tests.ui.typing import CTRL, ENTER, scan_code

BOX_OFFICE, DOOR, PROGRAMME, GUESTS, REPORTS = "12345"
TWO_DAY_PASSES = ("4", "+")


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    if reason := unavailable():
        pytest.skip(reason)
    with PostgresServer() as running:
        yield running


def counted(store: str, table: str) -> int:
    engine = create_engine(store)
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - own word
    finally:
        engine.dispose()


def health(hands: Hands) -> str:
    return hands.sees(Foot).findChild(Badge).text()


def banners(hands: Hands) -> list[str]:
    return [one.text for one in hands.window.findChildren(Banner) if one.isVisible()]


@pytest.mark.heavy
def test_a_server_that_goes_away_stops_nobody_for_long(
    qapp: QApplication, qtbot: QtBot, settings: Settings, server: PostgresServer
) -> None:
    there = replace(settings, store=server.url(server.create_database()))
    season = bootstrap.first_season(there, bootstrap.sample_season(), bootstrap.sample_guests())
    assert season is not None
    season.here.store.close()
    with opened_program(qapp, qtbot, there) as program:
        hands = Hands(program, qtbot)
        hands.settle()
        hands.press(*TWO_DAY_PASSES)
        server.kill()

        hands.press(ENTER, ENTER)
        assert [said for said in banners(hands) if "does not answer" in said]
        assert health(hands) == "not saved"
        for room in (PROGRAMME, GUESTS, REPORTS):
            hands.press(room, modifiers=CTRL)
            assert [said for said in banners(hands) if "does not answer" in said]
        hands.press(DOOR, modifiers=CTRL)
        digits = festival.forged(1)[0]
        scan_code(hands.window, digits)
        hands.settle()
        assert hands.sees(VerdictPanel).view.face is Face.NOT_RECORDED

        server.restart()
        scan_code(hands.window, digits)
        hands.settle()
        assert hands.sees(VerdictPanel).view.face is Face.REFUSE
        hands.press(BOX_OFFICE, modifiers=CTRL)
        hands.press(ENTER)
        assert banners(hands) == []
        assert health(hands) == "saved"
        assert (counted(there.store, "tickets"), counted(there.store, "orders"), counted(there.store, "scans")) == (
            2, 1, 1,
        )  # fmt: skip
    gc.collect()
