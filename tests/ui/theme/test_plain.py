import pytest
from PySide6.QtGui import QTextDocument

from aspara_desk.ui.theme.plain import plain


@pytest.mark.parametrize("text", ["<b>Aidana</b> & <i>friends</i>", '<img src="secret.png">', "<qt>x</qt>"])
def test_what_looks_like_markup_is_shown_letter_by_letter(text: str) -> None:
    document = QTextDocument()
    document.setHtml(plain(text))
    assert document.toPlainText() == text


@pytest.mark.parametrize("text", ["", "Main hall", "Fish & chips", "1 < 2 > 0", "a\nb"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text
