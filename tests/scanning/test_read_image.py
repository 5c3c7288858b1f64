import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from aspara_desk.scanning import images
from aspara_desk.scanning.images import open_picture, read_image

PHOTOS = Path(__file__).parent / "photos"
CODE = "1357924680135792468013579246801357"


def sheet(*placed: tuple[Image.Image, tuple[int, int]], size: tuple[int, int] = (1000, 800)) -> Image.Image:
    paper = Image.new("L", size, 255)
    for picture, place in placed:
        paper.paste(picture, place)
    return paper


def test_photographs_are_read():
    pictures = [path for path in sorted(PHOTOS.rglob("*")) if path.suffix in {".jpg", ".png", ".webp"}]
    assert len(pictures) == 82
    # Text mode turns the line ends of the expected texts into "\n".
    missed = [
        path.name
        for path in pictures
        if path.with_suffix(".txt").read_text("utf-8")
        not in [text.replace("\r\n", "\n") for text in read_image(open_picture(path))]
    ]
    assert len(missed) <= 2, missed  # one was missed when this was written, of 82


def test_a_clean_code_is_read(symbol):
    assert read_image(symbol(CODE)) == (CODE,)


def test_codes_come_in_reading_order_and_once(symbol):
    codes = {name: symbol(name) for name in ("A1", "A2", "B1", "B2")}
    paper = sheet(
        (codes["B2"], (600, 430)),
        (codes["A2"], (620, 20)),  # a little higher than its neighbour, still the same row
        (codes["A1"], (100, 50)),
        (codes["B1"], (80, 400)),
        (codes["A1"], (350, 400)),
    )
    assert read_image(paper) == ("A1", "A2", "B1", "B2")


def test_a_page_without_a_code_gives_nothing():
    assert read_image(sheet()) == ()


@pytest.mark.parametrize("angle", [0, 33, 90, 145, 180, 270])
def test_a_turned_code_is_read(symbol, angle):
    assert read_image(symbol(CODE).rotate(angle, expand=True, fillcolor=255)) == (CODE,)


def test_an_inverted_code_is_read(symbol):
    assert read_image(ImageOps.invert(symbol(CODE))) == (CODE,)


def test_a_mirrored_code_is_read(symbol):
    assert read_image(ImageOps.mirror(symbol(CODE))) == (CODE,)


@pytest.mark.parametrize(
    "degrade",
    [
        lambda image: image.filter(ImageFilter.GaussianBlur(2)),
        lambda image: ImageEnhance.Brightness(ImageEnhance.Contrast(image).enhance(0.15)).enhance(0.3),
        lambda image: image.resize((image.width // 3, image.height // 3), Image.Resampling.BILINEAR),
        lambda image: image.point(lambda level: 28 + level // 20),
    ],
    ids=["blurred", "dim", "small", "nearly dark"],
)
def test_a_degraded_code_is_read(symbol, degrade):
    assert read_image(degrade(symbol(CODE))) == (CODE,)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "YCbCr", "I", "F"])
def test_every_mode_is_read(symbol, mode):
    assert read_image(symbol(CODE).convert(mode)) == (CODE,)


def test_sixteen_bits_are_read(symbol):
    levels = symbol(CODE).convert("I").point(lambda level: level * 128 + 8000)
    assert read_image(levels) == (CODE,)
    assert read_image(levels.convert("I;16")) == (CODE,)


def test_transparent_is_paper(symbol):
    code = symbol(CODE)
    ink = Image.new("RGBA", code.size, (0, 0, 0, 0))
    ink.putalpha(ImageOps.invert(code))
    assert read_image(ink) == (CODE,)


def test_the_picture_is_left_as_it_was(symbol):
    picture = symbol(CODE).convert("RGB")
    before = picture.tobytes()
    read_image(picture)
    assert (picture.mode, picture.tobytes()) == ("RGB", before)


def shaded(picture: Image.Image, blur: float, low: int, high: int, gamma: float) -> Image.Image:
    levels = [low + round((high - low) * (level / 255) ** gamma) for level in range(256)]
    return picture.filter(ImageFilter.GaussianBlur(blur)).point(levels)


def noisy(picture: Image.Image, sigma: float) -> Image.Image:
    chance = random.Random(1)
    levels = (max(0, min(255, int(level + chance.gauss(0, sigma)))) for level in picture.tobytes())
    return Image.frombytes("L", picture.size, bytes(levels))


@pytest.mark.parametrize(
    ("needed", "degrade"),
    [
        (images._stretched, lambda code: shaded(code, 2.2, 0, 60, 0.3)),
        (images._lightened, lambda code: shaded(code, 2.5, 0, 120, 3)),
        (images._darkened, lambda code: noisy(shaded(code, 2.7, 200, 255, 0.3), 10 * 55 / 255)),
        (images._enlarged, lambda code: noisy(shaded(code, 2.2, 0, 255, 3), 10)),
    ],
)
def test_each_retry_reads_what_the_others_do_not(symbol, monkeypatch, needed, degrade):
    picture = degrade(symbol(CODE))
    assert read_image(picture) == (CODE,)
    others = tuple(attempt for attempt in images._ATTEMPTS if attempt is not needed)
    monkeypatch.setattr(images, "_ATTEMPTS", others)
    assert read_image(picture) == ()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40))
def test_text_survives(text):
    import qrcode

    code = qrcode.QRCode(box_size=5)
    code.add_data(text.encode())
    assert read_image(code.make_image().get_image()) == (text,)
