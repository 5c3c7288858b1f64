"""What Alembic runs: on the connection that `store.upgrade` hands over, within its transaction."""

from alembic import context

from aspara_desk.store.models import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # also SQLite's is, with an explicit BEGIN
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
