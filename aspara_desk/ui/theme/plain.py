"""What people wrote, kept plain where Qt guesses whether a text is markup: in tool tips."""

from html import escape

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """For a tool tip that shows `text` letter by letter, also where it looks like markup."""
    return f"<span>{escape(text)}</span>" if Qt.mightBeRichText(text) else text


def breakable(text: str) -> str:
    """A line may end after each part of a path: so a long one is seen whole."""
    return text.replace("/", "/\u200b").replace("\\", "\\\u200b")
