from collections.abc import Mapping

import pytest

from aspara_desk.domain.season import LANGUAGES
from aspara_desk.i18n.translator import Translator, translator
from tests.i18n.catalogues import FOLDER


@pytest.fixture(scope="session")
def translators() -> Mapping[str, Translator]:
    return {language: translator(language, FOLDER) for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest, translators: Mapping[str, Translator]) -> Translator:
    return translators[request.param]
