from pathlib import Path

import pytest

from tests.emptied import shared_database, store  # noqa: F401 - fixtures


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample season that ships with the program."""
    return Path(__file__).parents[2] / "resources" / "season" / "aspara-2022.toml"
