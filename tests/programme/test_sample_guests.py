import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.domain.ticket_types import Category

COUNTRIES = {"KZ", "BR", "NL", "IN", "AZ", "UZ", "KG", "TJ", "RU"}


@pytest.fixture(scope="module")
def rows(sample: Path) -> list[dict[str, str]]:
    with (sample.parent / "guests.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_column_is_a_detail_of_a_guest(rows: list[dict[str, str]]) -> None:
    assert len(rows) == 420
    for row in rows:
        GuestDetails(**{**row, "category": Category(row["category"])})


def test_all_categories_languages_countries_and_scripts_are_there(rows: list[dict[str, str]]) -> None:
    assert {row["category"] for row in rows} == {one.value for one in Category}
    assert {row["language"] for row in rows} == set(LANGUAGES)
    assert {row["country"] for row in rows} == COUNTRIES
    letters = "".join(row["name"] for row in rows)
    assert set("ӘәҒғҚқңӨөҰұҮүһІіƏəğ’") & set(letters) >= set("ӘғҚңӨұүі")
    assert sum(bool(row["attention"]) for row in rows) >= 5
    assert max(Counter(row["name"] for row in rows).values()) == 1


def test_nobody_can_be_called_or_written_to(rows: list[dict[str, str]]) -> None:
    assert all(re.fullmatch(r"\+\d{1,3} 000 \d{3} \d{4}|", row["phone"]) for row in rows)
    assert all(re.fullmatch(r"[a-z0-9.]+@example\.(kz|com|org)|", row["email"]) for row in rows)
