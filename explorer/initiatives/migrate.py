"""Brings a database to the newest tables (writes)."""

from importlib.resources import files
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from explorer.initiatives.kept import Unavailable
from explorer.initiatives.tables import VERSION, VERSION_TABLE

FOLDER: Final = Path(str(files("explorer.initiatives") / "migrations"))


def read_version(connection: sa.Connection) -> str | None:
    """Name the newest migration that a database has seen; None for one without tables of ours."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(
        sa.select(sa.column("version_num")).select_from(sa.table(VERSION_TABLE))
    )


def upgrade(connection: sa.Connection, *, to: str = "head") -> None:
    """
    Run the migrations that a database lacks, within the transaction of the connection.

    Parameters
    ----------
    to
        Where to stop.

    Raises
    ------
    Unavailable
        If a newer version of the program has been at the database.
    """
    # Only the first start and a new version need alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    # A percent sign in the folder's name would be read as the start of a placeholder.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise Unavailable(
            f"The database is of version {read_version(connection)}, newer than {VERSION}, which"
            " this program knows."
        ) from error
