from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from aspara_desk.domain import code
from aspara_desk.tickets.face import Bilingual, TicketFace
from aspara_desk.tickets.pdf import write_pdf

FONTS = Path(__file__).parents[2] / "resources" / "fonts"

FACE = TicketFace(
    number="A-000123",
    code=code.derive(b"k" * 32, UUID(int=123)),
    colour="#0B6E6A",
    language="kk",
    festival=Bilingual("ASPARA FASHION WEEK · X", "ASPARA FASHION WEEK · X"),
    motto=Bilingual("Мәдениеттер диалогы", "Диалог культур"),
    title=Bilingual("Орталық Азия дизайнерлерінің кешкі көрсетілімі", "Вечерний показ дизайнеров Центральной Азии"),
    day=Bilingual("2 қазан", "2 октября"),
    weekday=Bilingual("жексенбі", "воскресенье"),
    time=Bilingual("19:00"),
    doors=Bilingual("есік 18:15", "двери 18:15"),
    venue=Bilingual("Шахристан көрме залы", "Выставочный зал «Шахристан»"),
    place=Bilingual("Тараз, Қазақстан", "Тараз, Казахстан"),
    seat=Bilingual("A қатары · 12 орын", "Ряд A · место 12"),
    guest="Айгүл Қалиева",
    organisation="Жамбыл облыстық өнер мұражайы",
    type_title=Bilingual("VIP · бірінші қатар", "VIP · первый ряд"),
    price="24\u00a0000\u00a0₸",
    notice=Bilingual("Жеке куәлігіңізді ала келіңіз", "Возьмите удостоверение личности"),
    sample="үлгі деректер",
)

Print = Callable[..., Path]


@pytest.fixture(scope="session")
def fonts_dir() -> Path:
    return FONTS


@pytest.fixture
def face() -> TicketFace:
    return FACE


@pytest.fixture
def faces() -> list[TicketFace]:
    """Tickets of three types that differ in everything a ticket may lack."""
    bare = {"time": None, "doors": None, "venue": None, "seat": None, "weekday": None, "organisation": None}
    kinds = (
        FACE,
        replace(FACE, **bare, colour="#F0C419", title=Bilingual("Four-day pass"), day=Bilingual("1–4 October")),
        replace(FACE, colour="#1A1A1A", guest=None, motto=None, place=None, notice=None, sample=None),
    )
    return [
        replace(kinds[serial % 3], number=f"A-{serial:06d}", code=code.derive(b"k" * 32, UUID(int=serial)))
        for serial in range(1, 8)
    ]


@pytest.fixture
def print_to(fonts_dir: Path) -> Print:
    def run(out: Path, faces: Sequence[TicketFace], **options: object) -> Path:
        facts = {
            "layout": "a5",
            "fonts_dir": fonts_dir,
            "title": "Билеттер",
            "author": "ASPARA FASHION WEEK",
            "language": "kk",
            "created": datetime(2022, 9, 1, 6, 0, tzinfo=UTC),
        }
        write_pdf(faces, out, **{**facts, **options})
        return out

    return run
