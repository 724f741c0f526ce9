"""
The database of the register: its engine, its transactions, and what is said when it does not answer (reads and writes).

SQLite and PostgreSQL are used the same way: one writer at a time, readers who see one state and wait
for nobody, all or nothing.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import exc

from explorer.initiatives.kept import Unavailable

# A reader waits for a lock only while the tables themselves are changed; a page must not stand still.
READ_WAIT_S: Final = 1
WRITE_WAIT_S: Final = 5
STATEMENT_WAIT_S: Final = 60
# How the two say that the tables are not there: PostgreSQL in a code, SQLite in words.
_NO_TABLE: Final = ("42P01", "no such table")


class Absent(Unavailable):
    """There is no register at the address yet: no file, or no tables in it."""


class Database:
    """
    A database by its address; nothing is opened before it is asked for something.

    Parameters
    ----------
    url
        `sqlite:///FILE` or `postgresql://…`. A register of SQLite is a file; one in memory would be
        gone with its connection.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def url(self) -> sa.URL:
        """
        The address in parts, with the driver that comes with the requirements.

        Raises
        ------
        Unavailable
            If it is no address.
        """
        try:
            url = sa.make_url(self._url)
        except (exc.ArgumentError, ValueError) as error:
            raise Unavailable("The address of the register's database cannot be read.") from error
        if url.drivername == "postgresql":
            return url.set(drivername="postgresql+psycopg")
        if url.drivername == "sqlite" and (url.database or ":memory:").startswith(":memory:"):
            raise Unavailable("The register needs a file: sqlite:///FILE.")
        return url

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None for a server."""
        return Path(self.url.database or "") if self.url.drivername == "sqlite" else None

    @cached_property
    def engine(self) -> sa.Engine:
        """The engine; raises `Unavailable` where there is no driver for the address."""
        file = self.file
        if file is not None:
            return _sqlite_engine(file)
        try:
            return sa.create_engine(
                self.url,
                # A server that was started anew is noticed before a connection is used.
                pool_pre_ping=True,
                pool_timeout=WRITE_WAIT_S,
                connect_args=_postgresql_arguments(self.url),
            )
        except (ImportError, exc.ArgumentError) as error:
            raise Unavailable(f"There is no driver for {self.url.drivername}.") from error

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection whose statements all see the same state."""
        options: dict[str, Any] = {}
        if self.file is None:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            _telling(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are all kept when the block ends, or none if it fails."""
        with (
            _telling(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close the connections that wait for their next use."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    def create_file(self) -> None:
        """Make the file of a SQLite database, and its folder, where they are missing; a server has none."""
        file = self.file
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with sqlite3.connect(file, timeout=WRITE_WAIT_S) as connection:
                # Readers and a writer do not wait for each other. The file itself remembers it.
                connection.execute("PRAGMA journal_mode = WAL")
            connection.close()
        except (OSError, sqlite3.Error) as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from error


def _sqlite_engine(file: Path) -> sa.Engine:
    # mode=rw: a file that has been taken away is missed, and not made anew without a word.
    address = f"{file.absolute().as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        if not file.exists():
            raise Absent(f"There is no file {file.name}.")
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    # No pool: a connection that stays open would go on writing into a file that has been deleted.
    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # The module sqlite3 would begin late and commit by itself; see SQLAlchemy's notes on it.
        writes = connection.get_execution_options().get("writes", False)
        wait = WRITE_WAIT_S if writes else READ_WAIT_S
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait * 1000}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_arguments(url: sa.URL) -> dict[str, Any]:
    ours: dict[str, Any] = {
        "connect_timeout": WRITE_WAIT_S,
        "tcp_user_timeout": WRITE_WAIT_S * 1000,
        "options": f"-c lock_timeout={WRITE_WAIT_S}s -c statement_timeout={STATEMENT_WAIT_S}s",
    }
    # What the address itself says goes before it.
    return {name: value for name, value in ours.items() if name not in url.query}


@contextmanager
def _telling() -> Iterator[None]:
    """Say `Unavailable` for everything that the database can do to us; our own mistakes pass."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Unavailable("All connections to the database are taken.") from error
    except exc.DBAPIError as error:
        reason = f"{type(error.orig).__name__}: {error.orig}"
        sqlstate = getattr(error.orig, "sqlstate", None)
        if any(sign in (sqlstate, *reason.split(": ")) for sign in _NO_TABLE):
            raise Absent(reason) from error
        if isinstance(error, (exc.IntegrityError, exc.DataError)):
            raise
        raise Unavailable(reason) from error
    except OSError as error:
        raise Unavailable(f"{type(error).__name__}: {error}") from error
