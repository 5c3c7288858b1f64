"""Made-up people who buy tickets at the counter, named in the three ways that Taraz writes names."""

from collections.abc import Iterator
from itertools import cycle
from random import Random

from aspara_desk.domain.guests import GuestDetails

_NAMES = (
    (
        ("Айсұлу", "Ерлан", "Жұлдыз", "Қайрат", "Мөлдір", "Нұрсұлтан", "Сымбат", "Үміт", "Әлия", "Өмір", "Іңкәр"),
        ("Бұлақбай", "Қарағайлы", "Тасөткел", "Өркен", "Шымыр", "Ақжелең", "Жусанды", "Үйсінбай", "Көкжиек", "Самұрық"),
    ),
    (
        ("Виктория", "Тимофей", "Ксения", "Глеб", "Любовь", "Ярослав", "Софья", "Фёдор", "Эльвира", "Юрий"),
        ("Полынь", "Журавель", "Черемша", "Белозуб", "Цветень", "Щедрик", "Рябинюк", "Ковыль", "Степняк"),
    ),
    (
        ("Aruzhan", "Elif", "João", "Zoë", "Björn", "Leyla", "Marguerite", "Dilnoza", "Søren", "Priya"),
        ("Altynqum", "Tasótkel", "van der Linden", "Yıldızlı", "Okafor", "Müller-Steppe", "Nurbaq"),
    ),
)  # fmt: skip
# What a careless program would print as markup, cut off, or leave out.
_HARD = (
    "Анна-Мария Луиза Кристина фон Штерненберг-Тасөткел-Қарағайлы",
    "<b>Жұлдыз & Co</b>",
    "Þórdís Ægisdóttir-Łukasiewicz",
)


def buyers(chance: Random) -> Iterator[GuestDetails]:
    """One after the other, without end; the hard names come first."""
    yield from (GuestDetails(name) for name in _HARD)
    for given, family in cycle(_NAMES):
        yield GuestDetails(f"{chance.choice(given)} {chance.choice(family)}")
