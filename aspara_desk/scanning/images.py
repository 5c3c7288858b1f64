"""QR codes in a picture, and pictures in files.

zxing-cpp does the reading. What it does not see at first is shown to it again, prepared in the ways that
were measured to pay, the cheap ones first.
"""

import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from aspara_desk.domain.errors import BadInput, Place

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

PICTURE_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
# The first bytes of those formats; BMP's two letters also begin words.
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8", b"II*\0", b"MM\0*")

MAX_PIXELS = 64 * 1024 * 1024
"""The largest picture that is unpacked: 64 megapixels, the sensor of a large phone; 256 MiB of memory in colour."""

MAX_ENLARGED_PIXELS = 4_000_000
"""Larger pictures are not enlarged: their modules are wide enough, and it would take seconds."""

_DARKEN = tuple(round(255 * (level / 255) ** 2.2) for level in range(256))
_LIGHTEN = tuple(round(255 * (level / 255) ** 0.45) for level in range(256))

# What Pillow's decoders let through when the bytes are not what the header promised.
_DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    OverflowError,
    EOFError,
    NotImplementedError,
    struct.error,
    zlib.error,
)


def read_image(image: Image.Image) -> tuple[str, ...]:
    """The texts of all QR codes in `image`, in reading order: rows from the top, each from the left.

    A text that occurs several times is given once; an empty one is left out. Takes any Pillow mode and leaves
    the image as it is. Transparent parts count as white paper.
    """
    grey = _grey(image)
    for attempt in _ATTEMPTS:
        codes = attempt(grey)
        if codes:
            ordered = (code.text for code in _reading_order(codes))
            return tuple(dict.fromkeys(text for text in ordered if text))
    return ()


def open_picture(path: Path) -> Image.Image:
    """The picture in the readable file `path` (one of `PICTURE_FORMATS`, its first frame), unpacked and turned upright.

    Raises `BadInput`: `picture_unknown`, `picture_too_large` (`megapixels`, where known), `picture_damaged`.
    """
    place = Place(file=str(path))
    try:
        # Pillow warns of odd metadata, which does not matter here, and of bombs, which does.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _unpacked(path, place)
    except UnidentifiedImageError as error:
        kind = "picture_damaged" if _begins_as_picture(path) else "picture_unknown"
        raise BadInput(kind, place=place) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise BadInput("picture_too_large", place=place, limit=_megapixels(MAX_PIXELS)) from error
    except _DAMAGE as error:
        raise BadInput("picture_damaged", place=place) from error


def _unpacked(path: Path, place: Place) -> Image.Image:
    with Image.open(path, formats=PICTURE_FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise BadInput("picture_too_large", place=place, limit=_megapixels(MAX_PIXELS))
        image.draft("L", image.size)  # a JPEG gives its brightness alone, at a third of the cost
        image.load()
        return ImageOps.exif_transpose(image)


def _begins_as_picture(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4).startswith(_SIGNATURES)


def _megapixels(pixels: int) -> int:
    return round(pixels / 1_000_000)


def _grey(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), layered)
    elif image.mode.startswith(("I", "F")):
        image = _eight_bits(image)
    return image if image.mode == "L" else image.convert("L")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Levels of 16 bits or more scaled to 0 to 255, where Pillow's own conversion would cut them off."""
    levels = image.convert("F")
    low, high = cast("tuple[float, float]", levels.getextrema())
    scale = 255 / ((high - low) or 1)
    return levels.point(lambda level: level * scale - low * scale)


def _decoded(
    grey: Image.Image, binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage
) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(grey, formats=_QR, binarizer=binarizer, text_mode=zxingcpp.TextMode.Plain)


def _as_it_is(grey: Image.Image) -> list[zxingcpp.Barcode]:
    return _decoded(grey)


def _by_one_threshold(grey: Image.Image) -> list[zxingcpp.Barcode]:
    return _decoded(grey, zxingcpp.Binarizer.GlobalHistogram)


def _stretched(grey: Image.Image) -> list[zxingcpp.Barcode]:
    return _decoded(ImageOps.autocontrast(grey, cutoff=1))


def _lightened(grey: Image.Image) -> list[zxingcpp.Barcode]:
    return _decoded(grey.point(_LIGHTEN))


def _darkened(grey: Image.Image) -> list[zxingcpp.Barcode]:
    return _decoded(grey.point(_DARKEN))


def _enlarged(grey: Image.Image) -> list[zxingcpp.Barcode]:
    if grey.width * grey.height > MAX_ENLARGED_PIXELS:
        return []
    twice = grey.resize((2 * grey.width, 2 * grey.height), Image.Resampling.BICUBIC)
    return _decoded(twice) or _by_one_threshold(twice)


_ATTEMPTS: tuple[Callable[[Image.Image], list[zxingcpp.Barcode]], ...] = (
    _as_it_is,
    _by_one_threshold,
    _stretched,
    _lightened,
    _darkened,
    _enlarged,
)


def _reading_order(codes: list[zxingcpp.Barcode]) -> Iterator[zxingcpp.Barcode]:
    """Codes whose centre lies within half a height of the row's highest centre are on the same row."""
    waiting = sorted(codes, key=lambda code: _middle(code)[1])
    while waiting:
        first = waiting[0]
        reach = _middle(first)[1] + _height(first) / 2
        row = [code for code in waiting if _middle(code)[1] <= reach]
        waiting = waiting[len(row) :]
        yield from sorted(row, key=lambda code: _middle(code)[0])


def _corners(code: zxingcpp.Barcode) -> tuple[zxingcpp.Point, ...]:
    place = code.position
    return place.top_left, place.top_right, place.bottom_right, place.bottom_left


def _middle(code: zxingcpp.Barcode) -> tuple[float, float]:
    corners = _corners(code)
    return sum(corner.x for corner in corners) / 4, sum(corner.y for corner in corners) / 4


def _height(code: zxingcpp.Barcode) -> int:
    ys = [corner.y for corner in _corners(code)]
    return max(ys) - min(ys)
