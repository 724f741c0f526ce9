"""How alembic runs the migrations: on the connection that it is given, in the caller's transaction (writes)."""

from alembic import context

from explorer.initiatives.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
