import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from aspara_desk.domain import code
from aspara_desk.domain.errors import Misused
from aspara_desk.tickets.face import Bilingual, TicketFace
from aspara_desk.tickets.layouts import POINTS, SHEETS
from aspara_desk.tickets.pdf import missing_characters, write_pdf

DPI = 150
SAFE = 5 * POINTS  # what many printers leave white


def pages(file: Path) -> list[Image.Image]:
    with pdfium.PdfDocument(file) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]


def words_of(file: Path, page: int = 0) -> str:
    with pdfium.PdfDocument(file) as document:
        return document[page].get_textpage().get_text_range()


def objects(file: Path) -> Iterator[bytes]:
    """The content of every stream, unpacked where it is packed by Flate alone."""
    for packed in re.findall(rb"FlateDecode[^\n]*>>\s*stream\n(.*?)\s*endstream", file.read_bytes(), re.DOTALL):
        yield zlib.decompressobj().decompress(packed)


def read_codes(picture: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [barcode.text for barcode in sorted(found, key=lambda barcode: barcode.position.top_left.y)]


@pytest.mark.parametrize("layout", SHEETS)
def test_every_code_is_read_from_paper(tmp_path, print_to, faces, layout):
    file = print_to(tmp_path / "t.pdf", faces, layout=layout)
    assert [text for page in pages(file) for text in read_codes(page)] == [face.code.reveal() for face in faces]


@pytest.mark.parametrize(("layout", "count"), [("a5", 7), ("dl", 7), ("a4", 3)])
def test_a_sheet_holds_its_tickets(tmp_path, print_to, faces, layout, count):
    assert len(pages(print_to(tmp_path / "t.pdf", faces, layout=layout))) == count


@pytest.mark.parametrize("layout", SHEETS)
def test_the_symbol_is_large_and_alone_on_white(tmp_path, print_to, face, layout):
    picture = pages(print_to(tmp_path / "t.pdf", [face], layout=layout))[0]
    [found] = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    corner, opposite = found.position.top_left, found.position.bottom_right
    width = opposite.x - corner.x
    assert width / DPI * 25.4 >= 32
    quiet = round(4 * width / 25) - 1
    card = picture.crop((corner.x - quiet, corner.y - quiet, opposite.x + quiet, opposite.y + quiet))
    for side in (
        card.crop((0, 0, card.width, quiet - 2)),
        card.crop((0, card.height - quiet + 2, card.width, card.height)),
        card.crop((0, 0, quiet - 2, card.height)),
        card.crop((card.width - quiet + 2, 0, card.width, card.height)),
    ):
        assert side.getextrema() == ((255, 255), (255, 255), (255, 255))


def test_words_can_be_selected_but_never_the_code(tmp_path, print_to, face):
    text = words_of(print_to(tmp_path / "t.pdf", [face]))
    for words in ("Айгүл Қалиева", "A-000123", "A қатары · 12 орын", "Ряд A · место 12", "2 қазан", "24 000 ₸"):
        assert words in text.replace("\u00a0", " ")
    assert max(map(len, re.findall(r"\d+", text))) < 10


def test_the_code_is_nowhere_in_the_file(tmp_path, print_to, faces):
    file = print_to(tmp_path / "t.pdf", faces)
    everything = b"".join([file.read_bytes(), *objects(file)])
    assert not any(face.code.reveal().encode() in everything for face in faces)


def test_the_document_says_what_it_is(tmp_path, print_to, face):
    file = print_to(tmp_path / "t.pdf", [face])
    with pdfium.PdfDocument(file) as document:
        facts = document.get_metadata_dict()
    assert facts["Title"] == "Билеттер"
    assert facts["Author"] == "ASPARA FASHION WEEK"
    assert facts["CreationDate"] == "D:20220901060000+00'00'"
    assert re.search(rb"/Lang \(kk\)", file.read_bytes())


def test_fonts_are_embedded_and_cut_down(tmp_path, print_to, face):
    content = print_to(tmp_path / "t.pdf", [face]).read_bytes()
    fonts = set(re.findall(rb"/BaseFont /(\S+)", content))
    assert {font.partition(b"+")[2] for font in fonts} == {
        b"NotoSans-Regular",
        b"NotoSans-Bold",
        b"NotoSerifDisplay-Bold",
        b"NotoSerifDisplay-Italic",
    }
    assert all(re.match(rb"[A-Z]{6}\+", font) for font in fonts)
    assert content.count(b"/FontFile2") == len(fonts)
    assert len(content) < 60_000  # a font file alone has half a million


def test_artwork_is_stored_once(tmp_path, print_to, face):
    twin = replace(face, number="A-000124", code=code.derive(b"k" * 32, UUID(int=124)))
    one = print_to(tmp_path / "1.pdf", [face]).stat().st_size
    two = print_to(tmp_path / "2.pdf", [face, twin]).stat().st_size
    assert two - one < 3_000


def test_a_batch_takes_little_room(tmp_path, print_to, faces):
    many = [
        replace(faces[serial % 7], number=f"A-{serial:06d}", code=code.derive(b"k" * 32, UUID(int=serial)))
        for serial in range(200)
    ]
    size = print_to(tmp_path / "t.pdf", many).stat().st_size
    assert size / len(many) < 3_000


@pytest.mark.parametrize("name", ['<img src="x">', "<b", "a & b &amp; c", "O'Neill (Jr.) \\ %s {0} 100%"])
def test_a_name_prints_as_typed(tmp_path, print_to, face, name):
    assert name in words_of(print_to(tmp_path / "t.pdf", [replace(face, guest=name)]))


def test_what_cannot_be_seen_does_not_print(tmp_path, print_to, face):
    guest = "\u202eАй\u200dгүл\x00\t \u00adҚалиева\u2069"
    assert "Айгүл Қалиева" in words_of(print_to(tmp_path / "t.pdf", [replace(face, guest=guest)]))


def test_letters_of_many_names_are_there(face, fonts_dir):
    names = "Әміржан Ғұмар Қаһарман Ңұр Өмірзақ Ұлан Үміт Іңкәр Ёлкин Łukasz Nguyễn Şükrü Ærø Ægir Γιώργος Ђорђе İpek"
    assert missing_characters(replace(face, guest=names), fonts_dir) == ()


def test_the_same_words_are_not_said_twice(tmp_path, print_to, face):
    assert words_of(print_to(tmp_path / "t.pdf", [face])).count("ASPARA FASHION WEEK") == 1


@pytest.mark.parametrize("name", ["محمد", "नेहा", "王小明", "Айгүл 🎉"])
def test_a_letter_without_a_glyph_stops_before_printing(tmp_path, print_to, face, faces, fonts_dir, name):
    strange = replace(face, guest=name)
    out = tmp_path / "t.pdf"
    with pytest.raises(Misused) as caught:
        print_to(out, [*faces, strange])
    letter, text = missing_characters(strange, fonts_dir)[0]
    assert caught.value.kind == "glyph_missing"
    assert caught.value.facts == {"number": "A-000123", "character": f"U+{ord(letter):04X}", "text": name}
    assert text == name
    assert list(tmp_path.iterdir()) == []


def test_a_letter_without_a_glyph_is_found_in_any_field(face, fonts_dir):
    strange = replace(face, title=Bilingual("Көрсетілім", "展示"), copy_text="再")
    assert missing_characters(strange, fonts_dir) == (("展", "展示"), ("示", "展示"), ("再", "再"))


def test_the_same_tickets_give_the_same_bytes(tmp_path, print_to, faces):
    one = print_to(tmp_path / "1.pdf", faces, layout="a4").read_bytes()
    two = print_to(tmp_path / "2.pdf", [replace(face) for face in faces], layout="a4").read_bytes()
    assert one == two


def test_another_code_gives_another_file_id(tmp_path, print_to, face):
    def file_id(file: Path) -> bytes:
        return re.findall(rb"/ID\s*\[(<[0-9a-f]+>)", file.read_bytes())[0]

    other = replace(face, code=code.specimen())
    assert file_id(print_to(tmp_path / "1.pdf", [face])) != file_id(print_to(tmp_path / "2.pdf", [other]))


def test_progress_is_told_after_each_ticket(tmp_path, print_to, faces):
    told: list[int] = []
    print_to(tmp_path / "t.pdf", faces, layout="a4", progress=told.append)
    assert told == [1, 2, 3, 4, 5, 6, 7]


def test_an_interrupted_batch_leaves_nothing(tmp_path, print_to, faces):
    def interrupted(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_to(tmp_path / "t.pdf", faces, progress=interrupted)
    assert list(tmp_path.iterdir()) == []


def test_what_is_done_before_the_file_has_its_name_may_still_stop_it(tmp_path, print_to, faces):
    out = tmp_path / "t.pdf"

    def stopped() -> None:
        [part] = tmp_path.iterdir()
        assert part != out
        assert part.read_bytes().rstrip().endswith(b"%%EOF")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_to(out, faces, before_naming=stopped)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_batch_leaves_the_old_file(tmp_path, print_to, faces):
    def interrupted() -> Iterator[TicketFace]:
        yield from faces
        raise KeyboardInterrupt

    out = tmp_path / "t.pdf"
    out.write_bytes(b"%PDF older")
    with pytest.raises(KeyboardInterrupt):
        print_to(out, interrupted())
    assert out.read_bytes() == b"%PDF older"
    assert list(tmp_path.iterdir()) == [out]


def test_no_tickets_make_no_file(tmp_path, print_to):
    with pytest.raises(Misused) as caught:
        print_to(tmp_path / "t.pdf", [])
    assert caught.value.kind == "nothing_to_print"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_layout_is_named(tmp_path, print_to, face):
    with pytest.raises(Misused) as caught:
        print_to(tmp_path / "t.pdf", [face], layout="letter")
    assert (caught.value.kind, caught.value.facts["known"]) == ("layout_unknown", "a5, dl, a4")


def test_a_missing_font_is_named(tmp_path, print_to, face):
    with pytest.raises(Misused) as caught:
        print_to(tmp_path / "t.pdf", [face], fonts_dir=tmp_path)
    assert caught.value.kind == "font_missing"
    assert caught.value.facts["path"] == str(tmp_path / "NotoSans-Regular.ttf")


# Each field in a letter of its own, so that every glyph on paper tells which field it belongs to.
PAIRS = (
    "festival",
    "title",
    "time",
    "doors",
    "venue",
    "place",
    "seat",
    "type_title",
    "notice",
    "motto",
    "day",
    "weekday",
)
SINGLES = ("guest", "organisation", "price", "sample", "copy_text")
ON_ONE_LINE = {"motto", "day", "weekday"}  # the second language stands beside other words
MAY_LACK = {"motto", "weekday", "time", "doors", "venue", "place", "seat", "notice", *SINGLES} - {"price"}
LETTERS = "ÇĢĶĻŅŖŞŢȘȚḐḨḄḌḤḲḶṂṆṚṢṬṾẒẠẸỊỌỤỴĄĘĮŲЦЩҚҢҲҶДQ"  # all of them reach below the line
lengths = st.lists(st.integers(1, 30) | st.just(80), min_size=1, max_size=12)


@st.composite
def crowded(draw: st.DrawFn, face: TicketFace) -> tuple[TicketFace, dict[str, str]]:
    letters = iter(draw(st.permutations(LETTERS)))
    owner: dict[str, str] = {}
    words: dict[str, object] = {}
    for field in (*PAIRS, *SINGLES):
        first, second = next(letters), next(letters) if field in PAIRS else ""
        owner[first] = field
        text = " ".join(first * length for length in draw(lengths))
        if field in MAY_LACK and draw(st.integers(0, 5)) == 0:
            words[field] = None
        elif field in SINGLES:
            words[field] = text
        else:
            owner[second] = f"{field} again" if field in ON_ONE_LINE else field
            words[field] = Bilingual(text, " ".join(second * length for length in draw(lengths)))
    return replace(face, number="0-000123", **words), owner


def boxes_of(file: Path, owner: dict[str, str]) -> tuple[dict[str, list[float]], tuple[float, float]]:
    found: dict[str, list[float]] = {}
    with pdfium.PdfDocument(file) as document:
        page = document[0]
        text = page.get_textpage()
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            field = "number" if character.isdigit() else owner.get(character)
            if field is None:
                continue
            left, bottom, right, top = text.get_charbox(index)
            box = found.setdefault(field, [left, bottom, right, top])
            box[:] = min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)
        return found, page.get_size()


@pytest.mark.parametrize("layout", ["a5", "dl"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_words_never_collide(tmp_path, print_to, face, layout, data):
    crowd, owner = data.draw(crowded(face))
    boxes, (width, height) = boxes_of(print_to(tmp_path / "t.pdf", [crowd], layout=layout), owner)
    design = SHEETS[layout].design
    boxes["tear"] = [design.tear * POINTS, SAFE, design.tear * POINTS + 1, height - SAFE]
    x, y, side = design.card
    boxes["card"] = [x * POINTS, height - (y + side) * POINTS, (x + side) * POINTS, height - y * POINTS]
    assert {"festival", "title", "number", "card"} <= set(boxes)
    fields = sorted(boxes)
    for index, one in enumerate(fields):
        left, bottom, right, top = boxes[one]
        assert min(left, bottom, width - right, height - top) >= SAFE, one
        for other in fields[index + 1 :]:
            across = min(right, boxes[other][2]) - max(left, boxes[other][0])
            along = min(top, boxes[other][3]) - max(bottom, boxes[other][1])
            assert min(across, along) <= 0.1, (one, other)


def test_a_word_of_eighty_letters_stays_in_its_box_whole(tmp_path, print_to, face):
    name = "Ъ" * 80
    file = print_to(tmp_path / "t.pdf", [replace(face, guest=name)])
    assert words_of(file).count("Ъ") == 80


def test_write_pdf_gives_the_number_of_tickets(tmp_path, fonts_dir, faces):
    count = write_pdf(
        iter(faces),
        tmp_path / "t.pdf",
        layout="a4",
        fonts_dir=fonts_dir,
        title="T",
        author="A",
        language="en",
        created=datetime(2022, 9, 1, tzinfo=UTC),
    )
    assert count == 7
