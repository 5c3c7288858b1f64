"""The order's sheet where there is little room: nothing stands upon something else, and no message is cut."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from aspara_desk.domain.errors import Problem
from aspara_desk.ui.desks.box_office.checkout import Unsure
from aspara_desk.ui.desks.box_office.order_sheet import OrderSheet
from aspara_desk.ui.desks.box_office.sale import Remark, Stage
from aspara_desk.ui.theme.theme import Theme
from tests.conftest import Clock
from tests.ui.box_office.conftest import Clerk
from tests.ui.conftest import EVENING

LOCKED = Unsure(Problem("store_locked", {"store": "/media/kassa/Documents/Aspara/season-x.db"}))


def sheet(clerk: Clerk) -> OrderSheet:
    return clerk.desk._sale._order


def place(one: QWidget, among: QWidget) -> QRect:
    return QRect(one.mapTo(among, QPoint(0, 0)), one.size())


def parts(sheet: OrderSheet) -> dict[str, QRect]:
    """Whatever is in sight below the lines, and where."""
    payment = sheet.payment
    shown: dict[str, QWidget] = {"message": sheet._problem, "total": payment._total, "cash": payment.cash_edit}
    buttons = (*payment._methods.findChildren(QPushButton), *payment._cash._proposals, payment.sell_button)
    shown |= {one.text(): one for one in buttons}
    return {name: place(one, sheet) for name, one in shown.items() if one.isVisible()}


def test_a_question_before_the_payment_cuts_no_button(clerk: Clerk, theme: Theme, evening: Clock) -> None:
    theme.set_text_scale(1.3)
    evening.now = EVENING
    clerk.context.language.choose("kk")
    clerk.keys(*"734569", "Enter")
    assert clerk.sale.problem is Remark.OVER
    for height in range(640, 520, -8):
        clerk.desk.resize(1150, height)
        for _ in range(2):
            QApplication.processEvents()
        methods = sheet(clerk).payment._methods
        assert methods.height() >= methods.sizeHint().height(), height
    theme.set_text_scale(1.0)


@pytest.mark.parametrize("size", [(1180, 640), (1180, 596), (860, 520)])
@pytest.mark.parametrize("scale", [1.0, 1.3])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_long_message_at_the_payment_covers_nothing(
    clerk: Clerk, theme: Theme, language: str, scale: float, size: tuple[int, int]
) -> None:
    theme.set_text_scale(scale)
    clerk.context.language.choose(language)
    clerk.desk.resize(*size)
    clerk.keys(*"456789", "Enter")
    clerk.sale.problem = LOCKED
    clerk.desk._sale._show()
    for _ in range(3):
        QApplication.processEvents()
    shown = parts(sheet(clerk))
    whole = sheet(clerk).rect()
    assert {"message", "cash"} <= set(shown)
    for name, where in shown.items():
        assert whole.contains(where), name
    for (first, one), (second, other) in combinations(shown.items(), 2):
        assert not one.intersects(other), (first, second)
    [text] = [one for one in sheet(clerk)._problem.findChildren(QLabel) if one.text()]
    assert text.heightForWidth(text.width()) <= text.height()
    clerk.keys("Esc")  # the lines are back
    assert sheet(clerk).basket.isVisible()
    theme.set_text_scale(1.0)


def test_while_it_is_paid_the_lines_are_read_from_the_first(clerk: Clerk) -> None:
    clerk.keys(*"3456789", "Enter")
    assert clerk.sale.stage is Stage.PAYING
    basket = sheet(clerk).basket
    view = basket._scroll.viewport()
    in_sight = [row for row in basket._rows if view.rect().contains(place(row, view))]
    assert in_sight[0] is basket._rows[0]
    assert len(in_sight) >= 4
