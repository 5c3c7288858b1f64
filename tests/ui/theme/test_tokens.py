import itertools
import re
from dataclasses import fields

import pytest

from aspara_desk.domain.programme import EventKind
from aspara_desk.domain.ticket_types import Category
from aspara_desk.ui.theme import tokens
from aspara_desk.ui.theme.tokens import DARK, LIGHT, PLAIN_COLOURS, Scheme, contrast

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("ground", "panel", "hover", "pressed", "selection")
BANNERS = ("banner_error", "banner_warning", "banner_info", "banner_ok")
# What is written, and on what.
WRITTEN = [
    *itertools.product(("text",), (*GROUNDS, *BANNERS)),
    *itertools.product(("muted",), ("ground", "panel", "hover", "pressed", "selection")),
    *itertools.product(("disabled",), ("ground", "panel")),
    *itertools.product(("error", "warning", "ok", "link"), ("ground", "panel", "hover")),
    ("error", "banner_error"),
    ("warning", "banner_warning"),
    ("link", "banner_info"),
    ("ok", "banner_ok"),
    *itertools.product(("on_accent",), ("accent", "accent_hover", "accent_pressed")),
    *itertools.product(("on_refuse",), ("refuse", "refuse_hover")),
    ("on_admit", "admit"),
    ("on_ask", "ask"),
]
# What has to be seen, though nothing is written with it.
SEEN = [
    *itertools.product(("line_strong", "focus_on_accent"), ("panel", "ground")),
    *itertools.product(("focus",), ("panel", "ground", "hover")),
]


@SCHEMES
def test_what_is_written_can_be_read(scheme: Scheme) -> None:
    found = {(ink, on): contrast(scheme.colour(ink), scheme.colour(on)) for ink, on in WRITTEN}
    assert {pair: round(value, 2) for pair, value in found.items() if value < 4.5} == {}


@SCHEMES
def test_edges_and_focus_can_be_seen(scheme: Scheme) -> None:
    found = {pair: round(contrast(*map(scheme.colour, pair)), 2) for pair in SEEN}
    assert {pair: value for pair, value in found.items() if value < 3} == {}


@SCHEMES
@pytest.mark.parametrize("family", ["kinds", "categories"])
def test_tints_can_be_read_and_seen(scheme: Scheme, family: str) -> None:
    for name, tint in getattr(scheme, family).items():
        assert contrast(tint.ink, tint.fill) >= 4.5, name
        assert contrast(scheme.text, tint.fill) >= 4.5, name
        assert contrast(scheme.muted, tint.fill) >= 4.5, name
        assert contrast(tint.bar, scheme.panel) >= 4.5, name
        assert contrast(tint.bar, scheme.ground) >= 4.5, name


def lab(colour: str) -> tuple[float, float, float]:
    """CIE 1976 L*a*b* under D65."""
    rgb = [part / 255 for part in tokens.channels(colour)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@SCHEMES
@pytest.mark.parametrize("family", ["kinds", "categories"])
def test_no_two_tints_look_alike(scheme: Scheme, family: str) -> None:
    tints = getattr(scheme, family)
    for one, other in itertools.combinations(tints, 2):
        distance = sum((a - b) ** 2 for a, b in zip(lab(tints[one].bar), lab(tints[other].bar), strict=True)) ** 0.5
        assert distance > 15, (one, other)


@SCHEMES
def test_every_kind_and_category_has_its_colour(scheme: Scheme) -> None:
    assert set(scheme.kinds) == set(EventKind)
    assert set(scheme.categories) == set(Category)
    assert scheme.colour("kind.show") == scheme.kinds["show"].bar
    assert scheme.colour("category.vip.fill") == scheme.categories["vip"].fill


@SCHEMES
@pytest.mark.parametrize("name", ["", "dark", "kinds", "colour", "text.fill"])
def test_what_is_no_colour_is_told(scheme: Scheme, name: str) -> None:
    with pytest.raises(KeyError):
        scheme.colour(name)


@SCHEMES
def test_colours_are_written_one_way(scheme: Scheme) -> None:
    assert len(PLAIN_COLOURS) == len(fields(Scheme)) - 3
    for name in PLAIN_COLOURS:
        assert re.fullmatch("#[0-9A-F]{6}", scheme.colour(name)), name


def test_the_schemes_are_those_that_were_agreed() -> None:
    agreed = ("ground", "panel", "line", "text", "muted", "accent", "on_accent")
    assert [LIGHT.colour(name) for name in agreed] == [
        *("#F7F3EA", "#FFFFFF", "#E4DCCB", "#16202E", "#5B6675", "#0B6E6A", "#FFFFFF")
    ]
    assert [DARK.colour(name) for name in agreed] == [
        *("#0E141B", "#17202A", "#273341", "#EEF2F6", "#9AA7B5", "#35C2B8", "#0E141B")
    ]
    for scheme in (LIGHT, DARK):
        assert (scheme.admit, scheme.refuse, scheme.ask) == ("#0F7A46", "#B3263A", "#F0A51E")
    assert tokens.TYPE == {"caption": 13, "body": 15, "heading": 20, "title": 28}
    assert (tokens.SPACE, tokens.RADIUS) == (4, 8)


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#F0A51E", "#866D50", "#777777", "#2067F3"])
def test_the_ink_on_any_colour_can_be_read(colour: str) -> None:
    assert contrast(tokens.ink_on(colour), colour) >= 4


def test_contrast_as_it_is_defined() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#17202A"])
@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#223936", "#F0A51E"])
def test_any_colour_can_be_made_to_be_seen(ground: str, colour: str) -> None:
    shown = tokens.seen_on(ground, colour)
    assert contrast(shown, ground) >= 3
    if contrast(colour, ground) >= 3:
        assert shown == colour
