"""Every model of the window is put to Qt's own examination of models somewhere; one that is not fails here."""

import importlib
import pkgutil
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel
from pytestqt.modeltest import ModelTester

from aspara_desk import ui
from aspara_desk.ui.context import Context
from aspara_desk.ui.desks.programme.model import EventModel
from aspara_desk.ui.desks.programme.wording import EventWords
from aspara_desk.ui.models.report_table import Cell, Column, Line, Report, ReportModel
from aspara_desk.ui.models.rows import Look, Row, RowsModel

TESTS = Path(__file__).parent


def models() -> set[str]:
    """The name of every class of a model that is defined anywhere in the window's package."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for name, one in vars(importlib.import_module(module.name)).items():
            if isinstance(one, type) and issubclass(one, QAbstractItemModel) and one.__module__ == module.name:
                found.add(name)
    return found


def test_every_model_is_examined() -> None:
    examining = [
        text for file in TESTS.rglob("test_*.py") if "qtmodeltester.check(" in (text := file.read_text("utf-8"))
    ]
    assert models()
    assert {name for name in models() if not any(name in text for text in examining)} == set()


def test_short_lists_are_lists(qtmodeltester: ModelTester) -> None:
    model = RowsModel()
    qtmodeltester.check(model)
    model.show((Row("Open ticket A-000001"), Row("New guest: Айгүл", look=Look("user-plus"))))
    model.say_again((Row("A-000001 билетін ашу"), Row("Жаңа қонақ: Айгүл")))
    model.show(())
    model.say_again(())


def test_a_report_is_a_table(qtmodeltester: ModelTester) -> None:
    model = ReportModel()
    qtmodeltester.check(model)
    columns = (Column("Event"), Column("People", number=True))
    model.show(Report(columns, (Line((Cell("Gala"), Cell("12"))), Line((Cell("In all"), Cell("12")), total=True))))
    model.show(Report())


def test_the_events_of_a_picture_are_a_list(context: Context, qtmodeltester: ModelTester) -> None:
    model, programme = EventModel(), context.programme
    words = EventWords(context.t, programme, {}, context.now())
    qtmodeltester.check(model)
    model.show(programme.events[:5], words)
    model.show(programme.events[:5], words)
    model.show((), words)
