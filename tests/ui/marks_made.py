"""The marks inside controls (arrows, ticks), which the style sheet wants as files: `python -m tests.ui.marks_made`.

A test compares the files with what this makes from the tokens.
"""

import re
from pathlib import Path

from aspara_desk.config.paths import resources
from aspara_desk.ui.theme.tokens import DARK, LIGHT, Scheme

FOLDER = resources() / "icons" / "controls"
# mark, the icon it is drawn from, its colour, the width of its line
MARKS = [
    ("up", "chevron-up", "muted", 2),
    ("down", "chevron-down", "muted", 2),
    ("check", "check", "on_accent", 3),
    ("minus", "minus", "on_accent", 3),
]
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><circle cx="12" cy="12" r="7" fill="{}" /></svg>\n'  # noqa: E501


def marks(scheme: Scheme) -> dict[str, str]:
    made = {"dot": DOT.format(scheme.accent), "off": DOT.format(scheme.line_strong)}
    for mark, icon, colour, width in MARKS:
        drawing = (resources() / "icons" / f"{icon}.svg").read_text(encoding="utf-8")
        drawing = re.sub(r'stroke-width="\d+"', f'stroke-width="{width}"', drawing)
        made[mark] = drawing.replace("currentColor", scheme.colour(colour))
    return made


def folder(scheme: Scheme) -> Path:
    return FOLDER / ("dark" if scheme.dark else "light")


if __name__ == "__main__":
    for one in (LIGHT, DARK):
        folder(one).mkdir(parents=True, exist_ok=True)
        for name, text in marks(one).items():
            (folder(one) / f"{name}.svg").write_text(text, encoding="utf-8", newline="\n")
