import importlib
import pkgutil

from sqlalchemy.orm import Mapper

from aspara_desk.store import models
from aspara_desk.store.models import Base


def classes() -> dict[str, Mapper[object]]:
    return {mapper.class_.__name__: mapper for mapper in Base.registry.mappers}


def test_the_schema_is_complete_with_its_package() -> None:
    known = set(classes())
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"{models.__name__}.{module.name}")
    assert set(classes()) == known
    assert known <= set(models.__all__)
