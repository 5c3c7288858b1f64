"""What people wrote, kept plain where Qt guesses whether a text is markup: in tool tips."""

from html import escape

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """For a tool tip that shows `text` letter by letter, also where it looks like markup."""
    return f"<span>{escape(text)}</span>" if Qt.mightBeRichText(text) else text
