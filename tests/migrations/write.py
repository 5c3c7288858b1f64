"""Writes a migration from the models: `python -m tests.migrations.write 0001 first`.

Run it again for the newest revision until that is released; afterwards take the next number and add it to
`store.opening.REVISIONS`. Read what it has written: it sees neither renamed columns nor data that has to move.
"""

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import DefaultClause, create_engine
from sqlalchemy.sql.elements import False_, True_

from aspara_desk.store import opening, types
from aspara_desk.store.models import METADATA
from aspara_desk.store.upgrade import VERSIONS, migrate

OURS = {
    types.Id: "types.Id()",
    types.Moment: "types.Moment()",
    types.Minor: "types.Minor()",
    types.TitlesJson: "types.TitlesJson(none_as_null=True)",
}
TEMPLATE = '''"""{words}"""

import sqlalchemy as sa
from alembic import op

from aspara_desk.store import types

revision = "{revision}"
down_revision = {before!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
{upgrades}


def downgrade() -> None:
{downgrades}
'''


def render_item(kind: str, item: object, _context: object) -> str | bool:
    if kind == "server_default" and isinstance(item, DefaultClause) and isinstance(item.arg, (True_, False_)):
        return f"sa.{item.arg}()"  # each engine has its own word for it
    return OURS.get(type(item), False) if kind == "type" else False


def without_comments(code: str) -> str:
    return "\n".join(line for line in code.splitlines() if not line.strip().startswith("#"))


def write(revision: str, words: str) -> Path:
    earlier = [one for one in opening.REVISIONS if one < revision]
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        if earlier:
            migrate(connection, earlier[-1])
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        script = produce_migrations(context, METADATA)
    assert script.upgrade_ops is not None
    assert script.downgrade_ops is not None
    rendered = {
        name: without_comments(
            render_python_code(ops, render_item=render_item, render_as_batch=bool(earlier), migration_context=context)
        )
        for name, ops in (("upgrades", script.upgrade_ops), ("downgrades", script.downgrade_ops))
    }
    file = VERSIONS[0] / f"{revision}_{'_'.join(words.split())}.py"
    before = earlier[-1] if earlier else None
    file.write_text(
        TEMPLATE.format(words=words.capitalize() + ".", revision=revision, before=before, **rendered), encoding="utf-8"
    )
    ruff = Path(sys.executable).with_name("ruff")
    subprocess.run([ruff, "check", "--quiet", "--fix", "--select", "I,F401", file], check=False)
    subprocess.run([ruff, "format", "--quiet", file], check=True)
    return file


if __name__ == "__main__":
    sys.stdout.write(f"{write(sys.argv[1], ' '.join(sys.argv[2:]))}\n")
