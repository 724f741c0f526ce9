from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from explorer.initiatives.database import Database
from explorer.initiatives.kept import Unavailable
from explorer.initiatives.migrate import FOLDER, read_version, upgrade
from explorer.initiatives.store import Store
from explorer.initiatives.tables import METADATA, VERSION, VERSION_TABLE
from tests.register.postgres import Server

OpenStore = Callable[..., Store]


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


OLDER = [each.revision for each in scripts().walk_revisions() if each.revision != VERSION]


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    database.create_file()
    yield database
    database.close()


@contextmanager
def looking(url: str) -> Iterator[sa.Connection]:
    """Look at a database with SQLAlchemy alone."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_newest_migration_is_the_version_that_the_program_asks_for() -> None:
    assert scripts().get_heads() == [VERSION]


def test_migrations_make_the_tables_that_the_program_uses(database: Database) -> None:
    with database.writing() as connection:
        upgrade(connection)
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSION_TABLE,
                "compare_type": True,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, METADATA) == []
        assert read_version(connection) == VERSION


def test_difference_between_tables_and_migrations_would_be_found(database: Database) -> None:
    """The comparison above can fail: a column less is seen."""
    with database.writing() as connection:
        upgrade(connection)
        connection.execute(sa.text("ALTER TABLE places DROP COLUMN lon"))
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) != []


@pytest.mark.parametrize("older", [None, *OLDER])
def test_register_of_every_older_version_is_brought_up_to_date(
    url: str, database: Database, open_store: OpenStore, older: str | None
) -> None:
    if older is not None:
        with database.writing() as connection:
            upgrade(connection, to=older)
    store = open_store(url)
    store.prepare()
    assert len(store.register().initiatives) == 156
    with database.reading() as connection:
        assert read_version(connection) == VERSION


def test_migration_that_fails_half_way_leaves_nothing(
    url: str, database: Database, open_store: OpenStore
) -> None:
    with database.writing() as connection:
        # Another program's table of one of our names, which the migration comes to in the middle.
        connection.execute(sa.text("CREATE TABLE places (id INTEGER)"))
    store = open_store(url)
    with pytest.raises(Unavailable):
        store.prepare()
    with looking(url) as connection:
        assert sa.inspect(connection).get_table_names() == ["places"]


def test_other_programs_tables_and_their_alembic_are_left_alone(
    url: str, database: Database, open_store: OpenStore
) -> None:
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('theirs')"))
    open_store(url).prepare()
    with looking(url) as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "theirs"


def test_database_of_a_newer_program_is_not_touched(
    url: str, store: Store, open_store: OpenStore
) -> None:
    before = store.stamp()
    with looking(url) as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(Unavailable, match="9999"):
        open_store(url).prepare()
    assert store.stamp() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET who = 'nobody' WHERE number = 1",
        "DELETE FROM changes WHERE number = 1",
        "DELETE FROM changes",
    ],
)
@pytest.mark.usefixtures("store")
def test_database_itself_refuses_to_rewrite_the_history(url: str, statement: str) -> None:
    with looking(url) as connection:
        with pytest.raises(sa.exc.DBAPIError, match="only ever added to"):
            connection.execute(sa.text(statement))
        connection.rollback()
        assert connection.scalar(sa.text("SELECT count(*) FROM changes")) == 159


def test_postgresql_refuses_to_empty_the_history(server: Server, open_store: OpenStore) -> None:
    name = server.create_database()
    open_store(server.url(name)).prepare()
    with (
        looking(server.url(name)) as connection,
        pytest.raises(sa.exc.DBAPIError, match="only ever added to"),
    ):
        connection.execute(sa.text("TRUNCATE changes"))
    server.drop_database(name)
