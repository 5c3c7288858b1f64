import os
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from aspara_desk.domain.errors import BadInput, Place
from aspara_desk.scanning import files, images
from aspara_desk.scanning import pdf as pdf_pages
from aspara_desk.scanning.files import PageCodes, read_file
from aspara_desk.scanning.pdf import Document

FORMATS = ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"]


def refused(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        list(read_file(path))
    assert caught.value.place == Place(file=str(path))
    return caught.value


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def png(width: int, height: int) -> bytes:
    """A PNG that promises more pixels than it holds."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def blank_pdf(path: Path, points: tuple[float, float]) -> Path:
    canvas = Canvas(str(path), pagesize=points)
    canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("kind", FORMATS)
def test_pictures_are_told_by_content(tmp_path, symbol, kind):
    path = tmp_path / "photo.txt"
    symbol("A-000123").convert("RGB").save(path, kind)
    assert list(read_file(path)) == [PageCodes(str(path), 1, ("A-000123",))]


def test_a_photograph_is_turned_upright_before_reading(tmp_path, symbol):
    upright = Image.new("L", (700, 300), 255)
    upright.paste(symbol("left"), (20, 40))
    upright.paste(symbol("right"), (400, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held so that the picture must be turned by 90 degrees clockwise
    path = tmp_path / "phone.jpg"
    upright.rotate(90, expand=True).save(path, exif=exif)
    assert [page.codes for page in read_file(path)] == [("left", "right")]


def test_pages_of_a_pdf(pdf):
    path = pdf(["one", "two", "three", "two"], [], ["four"])
    assert list(read_file(path)) == [
        PageCodes(str(path), 1, ("one", "two", "three")),
        PageCodes(str(path), 2, ()),
        PageCodes(str(path), 3, ("four",)),
    ]


def test_a_small_code_is_read_at_the_second_resolution(pdf, monkeypatch):
    path = pdf(["1" * 34], width=5)
    assert [page.codes for page in read_file(path)] == [("1" * 34,)]
    monkeypatch.setattr(files, "SECOND_DPI", files.FIRST_DPI)
    assert [page.codes for page in read_file(path)] == [()]


def test_pages_give_colour_pictures_at_the_resolution_asked_for(pdf):
    with Document(pdf(["one"], ["two"])) as document:
        pictures = [document.render(page, 72) for page in (1, 2)]
    assert [(page.mode, page.size) for page in pictures] == [("RGB", (596, 842))] * 2


def test_a_half_read_pdf_can_be_left_and_another_begun(pdf):
    path = pdf(["one"], ["two"])
    first = read_file(path)
    assert next(first).codes == ("one",)
    second = read_file(path)
    assert next(second).codes == ("one",)
    assert isinstance(first, Iterator)
    assert next(first).codes == ("two",)
    second.close()


def test_a_huge_page_is_rendered_at_less(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_pages, "MAX_PAGE_PIXELS", 10_000)
    path = blank_pdf(tmp_path / "poster.pdf", (200, 800))
    with Document(path) as document:
        assert document.render(1, 300).size == (50, 200)


def test_missing(tmp_path):
    assert refused(tmp_path / "none.png").kind == "file_missing"
    assert refused(written(tmp_path / "file", b"x") / "below.png").kind == "file_missing"
    assert refused(Path("nul\0.png")).kind == "file_missing"


def test_folder(tmp_path):
    assert refused(tmp_path).kind == "file_is_folder"


def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert refused(path).kind == "file_not_regular"


def test_no_permission(tmp_path, monkeypatch):
    path = written(tmp_path / "private.png", b"x")

    def denied(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", denied)
        assert refused(path).kind == "file_forbidden"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", denied)
        assert refused(path).kind == "file_forbidden"


def test_other_faults_of_the_disk_say_what_they_are(tmp_path, monkeypatch):
    assert refused(tmp_path / ("x" * 300)).facts["reason"] == "File name too long"
    path = written(tmp_path / "bad.png", b"x")

    def broken(*_args: object, **_kwargs: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)
    error = refused(path)
    assert (error.kind, error.facts["reason"]) == ("file_unreadable", "Input/output error")


def test_empty(tmp_path):
    assert refused(written(tmp_path / "empty.pdf", b"")).kind == "file_empty"


def test_too_many_bytes(tmp_path, pdf, monkeypatch):
    monkeypatch.setattr(files, "MAX_PICTURE_BYTES", 1000)
    error = refused(written(tmp_path / "photo.png", bytes(3 * 1024 * 1024)))
    assert (error.kind, error.facts["megabytes"]) == ("file_too_large", 3)
    monkeypatch.setattr(files, "MAX_PDF_BYTES", 1000)
    assert refused(pdf(["one"])).kind == "file_too_large"


@pytest.mark.parametrize(
    "content", [b"name;phone\r\nA;1\r\n", "имя".encode("cp1251"), b"BMW", b"PK\x03\x04" + bytes(50)]
)
def test_neither_a_picture_nor_a_pdf(tmp_path, content):
    assert refused(written(tmp_path / "photo.png", content)).kind == "picture_unknown"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("kept", [0.05, 0.5])
def test_a_cut_off_picture(tmp_path, symbol, kind, kept):
    whole = BytesIO()
    symbol("A-000123").convert("RGB").save(whole, kind)
    content = whole.getvalue()
    assert refused(written(tmp_path / "cut", content[: int(len(content) * kept)])).kind == "picture_damaged"


@pytest.mark.parametrize("size", [(9_000, 9_000), (12_000, 12_000), (60_000, 60_000), (1, 2**31 - 1)])
def test_a_bomb_is_not_unpacked(tmp_path, size):
    assert refused(written(tmp_path / "bomb.png", png(*size))).kind == "picture_too_large"


def test_a_bomb_that_memory_cannot_hold(tmp_path, monkeypatch):
    def full(_path: Path, _place: Place) -> None:
        raise MemoryError

    monkeypatch.setattr(images, "_unpacked", full)
    assert refused(written(tmp_path / "big.png", png(8, 8))).kind == "picture_too_large"


def test_odd_metadata_is_no_fault(tmp_path, symbol):
    path = tmp_path / "odd.jpg"
    symbol("A-000123").save(path, exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\xff\xff\xff\x7f")
    assert [page.codes for page in read_file(path)] == [("A-000123",)]


def test_a_pdf_with_a_password(tmp_path):
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(50, 50, "locked")
    canvas.save()
    assert refused(path).kind == "pdf_encrypted"


def test_a_damaged_pdf(tmp_path, pdf):
    content = pdf(["one"]).read_bytes()
    assert refused(written(tmp_path / "cut.pdf", content[:200])).kind == "pdf_damaged"
    assert refused(written(tmp_path / "text.pdf", b"%PDF-1.7\nnothing more")).kind == "pdf_damaged"


def test_a_pdf_whose_page_is_damaged(tmp_path, pdf):
    content = pdf(["one"], ["two"]).read_bytes()
    first, second = content.split(b"/Type /Page\n", 2)[:2], content.split(b"/Type /Page\n", 2)[2]
    path = written(tmp_path / "odd.pdf", b"/Type /Page\n".join(first) + b"/Type /Xage\n" + second)
    reading = read_file(path)
    assert next(reading).codes == ("one",)
    with pytest.raises(BadInput) as caught:
        next(reading)
    assert (caught.value.kind, caught.value.facts["page"]) == ("pdf_page_damaged", 2)


def test_a_pdf_with_too_many_pages(pdf, monkeypatch):
    monkeypatch.setattr(pdf_pages, "MAX_PAGES", 1)
    error = refused(pdf(["one"], ["two"]))
    assert (error.kind, error.facts["pages"]) == ("pdf_too_many_pages", 2)


def test_a_pdf_with_an_absurd_page(tmp_path):
    path = blank_pdf(tmp_path / "strip.pdf", (0.5, 20_000))
    error = refused(path)
    assert (error.kind, error.facts["page"]) == ("pdf_page_too_large", 1)
