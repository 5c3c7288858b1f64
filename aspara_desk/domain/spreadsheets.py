"""What a spreadsheet makes of a text in a table. https://owasp.org/www-community/attacks/CSV_Injection"""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(text: str) -> str:
    """The text; with an apostrophe before it where a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_FORMULA) else text
