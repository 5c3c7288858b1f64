from collections.abc import Callable
from pathlib import Path

import pytest

from aspara_desk.domain.errors import Problem
from aspara_desk.domain.rights import Role
from aspara_desk.guests.importing import ImportReport, import_file
from aspara_desk.staff.workplace import Workplace
from tests.emptied import shared_database, store  # noqa: F401 - fixtures
from tests.guests.lists import csv_bytes


def kind_and_column(problem: Problem) -> str:
    return f"{problem.kind} in {problem.place.column}."


@pytest.fixture
def office(at_desk: Callable[..., Workplace]) -> Workplace:
    return at_desk(role=Role.MANAGER)


@pytest.fixture
def import_names(office: Workplace, tmp_path: Path) -> Callable[..., ImportReport]:
    """Imports a list of names into the store."""

    def take(*names: str) -> ImportReport:
        path = tmp_path / "names.csv"
        path.write_bytes(csv_bytes([["name"], *([name] for name in names)]))
        return import_file(office, path, explain=kind_and_column)

    return take
