from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "resources" / "season" / "aspara-2022.toml"


@pytest.fixture(scope="session")
def sample_text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def sample() -> Path:
    return SAMPLE
