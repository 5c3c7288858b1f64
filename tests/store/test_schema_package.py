import importlib
import pkgutil

from aspara_desk.store import models


def test_the_schema_is_complete_with_its_package() -> None:
    known = set(models.METADATA.tables)
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"{models.__name__}.{module.name}")
    assert set(models.METADATA.tables) == known
    assert {name.upper() for name in known} <= set(models.__all__)
