"""Colours as red, green and blue from 0 to 1, and what must hold between them to be read."""

RGB = tuple[float, float, float]


def parse(colour: str) -> RGB:
    """From "#RRGGBB". Raises ValueError on anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError("a colour is #RRGGBB")
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


# The tokens of the light theme (LOOK.md).
GROUND = parse("#F7F3EA")
PANEL = parse("#FFFFFF")
LINE = parse("#E4DCCB")
TEXT = parse("#16202E")
MUTED = parse("#5B6675")
BLACK: RGB = (0.0, 0.0, 0.0)

READABLE = 4.5  # contrast of text on its ground, WCAG 2.2, 1.4.3


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """`one` with `share` (0 to 1) of `other` in it."""
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
        one[2] + (other[2] - one[2]) * share,
    )


def luminance(colour: RGB) -> float:
    """Relative luminance, WCAG 2.2."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of two colours, 1 to 21, WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: RGB, ground: RGB) -> RGB:
    """The colour, darkened towards the text's until it can be read on a light ground."""
    shares = (step / 20 for step in range(21))
    return next(
        (mixed for mixed in (mix(colour, TEXT, share) for share in shares) if contrast(mixed, ground) >= READABLE),
        TEXT,
    )
