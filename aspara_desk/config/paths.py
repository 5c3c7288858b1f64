"""Where things lie: the program's own resources, and the data of whoever uses it."""

from pathlib import Path

import platformdirs

APP_NAME = "aspara-desk"
_PACKAGE = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Fonts, catalogues and the sample season: inside the package when installed, beside it in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def user_data() -> Path:
    """The user's data folder for this program; it may not be there yet."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def default_store() -> Path:
    return user_data() / "season.db"
