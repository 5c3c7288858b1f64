"""Every colour and size of the window, in its two schemes. Nothing else names one.

Colours are `#RRGGBB`. Sizes are pixels at a system font of usual size; `Theme.px` scales them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

SPACE = 4
RADIUS = 8
RING = 2  # the focus ring's width
ROW = 40  # the height of a control and of a row in a list
TYPE: Mapping[str, int] = MappingProxyType({"caption": 13, "body": 15, "heading": 20, "title": 28})
TEXT_SCALES = (0.9, 1.0, 1.15, 1.3)
ICON = 20  # an icon beside body text


@dataclass(frozen=True, slots=True)
class Tint:
    """A colour in three strengths: `fill` to write on with `ink`, and `bar`, strong enough to be told by itself."""

    fill: str
    ink: str
    bar: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One set of colours. `x` and `on_x` belong together: a ground, and what is written on it."""

    dark: bool
    ground: str
    panel: str
    line: str
    line_strong: str  # the edge of what can be typed into or pressed
    text: str
    muted: str
    disabled: str
    hover: str
    pressed: str
    raised: str  # the choice that holds, on a `pressed` track
    selection: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    focus: str
    focus_on_accent: str
    link: str
    admit: str
    on_admit: str
    refuse: str
    refuse_hover: str
    on_refuse: str
    ask: str
    on_ask: str
    error: str  # words about a fault, on the ground or a panel
    warning: str
    ok: str
    banner_error: str
    banner_warning: str
    banner_info: str
    banner_ok: str
    scroll: str
    scroll_hover: str
    shadow: str
    kinds: Mapping[str, Tint]
    categories: Mapping[str, Tint]

    def colour(self, name: str) -> str:
        """A colour by name; `kind.show`, `kind.show.fill`, `category.vip.ink` reach into the tints (bar by default).

        Raises KeyError for a name that is none.
        """
        family, _, rest = name.partition(".")
        tints = {"kind": self.kinds, "category": self.categories}.get(family)
        if tints is not None:
            key, _, strength = rest.partition(".")
            return str(getattr(tints[key], strength or "bar"))
        if name not in PLAIN_COLOURS:
            raise KeyError(name)
        return str(getattr(self, name))


PLAIN_COLOURS = tuple(one.name for one in fields(Scheme) if one.name not in {"dark", "kinds", "categories"})


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, ground: str, share: float) -> str:
    """`colour` laid over `ground` with an opacity of `share` (0 to 1)."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """What to write with on any colour, such as a ticket type's own: the better of the two inks."""
    return max((_WHITE, _INK), key=lambda ink: contrast(ink, colour))


def seen_on(ground: str, colour: str) -> str:
    """Any colour, such as a ticket type's own, or as much lighter or darker as it takes to be seen on `ground`."""
    ink = ink_on(ground)
    steps = (mixed(ink, colour, share / 20) for share in range(21))
    return next((step for step in steps if contrast(step, ground) >= _SEEN), ink)


_SEEN = 3.0  # WCAG's measure for what is no text
_INK = "#16202E"
_WHITE = "#FFFFFF"
_LIGHT_PANEL, _LIGHT_TEXT = _WHITE, _INK
_DARK_PANEL, _DARK_TEXT = "#17202A", "#EEF2F6"

# By kind of event and category of ticket: the strong colour on light ground, and on dark ground.
_KINDS = {
    "show": ("#A02670", "#EE85BF"),
    "exhibition": ("#00729E", "#63C3E6"),
    "fair": ("#8F6200", "#E5B64C"),
    "concert": ("#4F46B5", "#A29CF5"),
    "theatre": ("#AD4423", "#F29B7C"),
    "tour": ("#2F7D38", "#82CF86"),
    "ceremony": ("#1D4E9E", "#86B2F7"),
    "meeting": ("#50607A", "#A6B8CC"),
    "workshop": ("#66700F", "#C9D062"),
    "party": ("#8A33B0", "#D594F2"),
    "access": ("#6B6862", "#B5B1A8"),
}
_CATEGORIES = {
    "public": ("#0B6E6A", "#35C2B8"),
    "vip": ("#8F6200", "#E5B64C"),
    "press": ("#1D4E9E", "#86B2F7"),
    "buyer": ("#3F7A22", "#98CC72"),
    "designer": ("#A02670", "#EE85BF"),
    "artisan": ("#AD4423", "#F29B7C"),
    "delegation": ("#6A3FB5", "#B99CF7"),
    "staff": ("#4E6580", "#A6B8CC"),
}


def _tints(colours: Mapping[str, tuple[str, str]], *, dark: bool) -> Mapping[str, Tint]:
    panel, text, share, inked = (
        (_DARK_PANEL, _DARK_TEXT, 0.16, 0.35) if dark else (_LIGHT_PANEL, _LIGHT_TEXT, 0.13, 0.7)
    )
    strong = {name: pair[dark] for name, pair in colours.items()}
    return MappingProxyType(
        {name: Tint(mixed(bar, panel, share), mixed(bar, text, inked), bar) for name, bar in strong.items()}
    )


LIGHT = Scheme(
    dark=False,
    ground="#F7F3EA",
    panel=_LIGHT_PANEL,
    line="#E4DCCB",
    line_strong="#958C7A",
    text=_LIGHT_TEXT,
    muted="#5B6675",
    disabled="#66707D",
    hover="#F1EBDD",
    pressed="#EAE3D2",
    raised=_WHITE,
    selection="#D8ECE9",
    accent="#0B6E6A",
    accent_hover="#095F5B",
    accent_pressed="#07504D",
    on_accent=_WHITE,
    focus="#0B6E6A",
    focus_on_accent=_INK,
    link="#0B6E6A",
    admit="#0F7A46",
    on_admit=_WHITE,
    refuse="#B3263A",
    refuse_hover="#9A1E30",
    on_refuse=_WHITE,
    ask="#F0A51E",
    on_ask=_INK,
    error="#A61F33",
    warning="#835400",
    ok="#0D6B3D",
    banner_error="#FBE8E9",
    banner_warning="#FCEFD3",
    banner_info="#E2F0EE",
    banner_ok="#E1F2E8",
    scroll="#CFC6B3",
    scroll_hover="#A79E8B",
    shadow="#C9BFA9",
    kinds=_tints(_KINDS, dark=False),
    categories=_tints(_CATEGORIES, dark=False),
)
DARK = Scheme(
    dark=True,
    ground="#0E141B",
    panel=_DARK_PANEL,
    line="#273341",
    line_strong="#5F7085",
    text=_DARK_TEXT,
    muted="#9AA7B5",
    disabled="#8592A1",
    hover="#1F2A36",
    pressed="#283544",
    raised="#405165",
    selection="#15403F",
    accent="#35C2B8",
    accent_hover="#52D0C7",
    accent_pressed="#2AA89F",
    on_accent="#0E141B",
    focus="#35C2B8",
    focus_on_accent=_DARK_TEXT,
    link="#35C2B8",
    admit="#0F7A46",
    on_admit=_WHITE,
    refuse="#B3263A",
    refuse_hover="#C53549",
    on_refuse=_WHITE,
    ask="#F0A51E",
    on_ask=_INK,
    error="#FF8F99",
    warning="#F2B84B",
    ok="#5CCB90",
    banner_error="#381B22",
    banner_warning="#33270F",
    banner_info="#12302F",
    banner_ok="#11301F",
    scroll="#3A4858",
    scroll_hover="#566678",
    shadow="#05080B",
    kinds=_tints(_KINDS, dark=True),
    categories=_tints(_CATEGORIES, dark=True),
)
