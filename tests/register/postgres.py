"""
A PostgreSQL server of the tests' own: found, or installed, started on this machine, stopped; starts processes.

`python -m tests.register.postgres` prints the folder of the programs that the tests would use.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.installing import install_commands, run_until_one_fails

VARIABLE = "EQUALITY_MAP_POSTGRESQL"
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
PROGRAMS = ("initdb", "pg_ctl", "postgres")
INSTALLERS: Mapping[str, Sequence[Sequence[str]]] = {
    "apt-get": (
        ("apt-get", "update"),
        (
            *("env", "DEBIAN_FRONTEND=noninteractive"),
            *("apt-get", "install", "-y", "--no-install-recommends", "postgresql"),
        ),
    ),
    "dnf": (("dnf", "install", "-y", "postgresql-server"),),
}
ADVICE = f"""\
The tests of the register need the programs of a PostgreSQL server, and none were found.
  Debian, Ubuntu   sudo apt-get install postgresql
  Fedora           sudo dnf install postgresql-server
  macOS            brew install postgresql@17
Installed somewhere else? Name the folder of initdb in the environment variable {VARIABLE}."""
USER = "tester"
# PostgreSQL refuses to run as root; it runs as one of these then.
UNPRIVILEGED = ("postgres", "nobody")
ATTEMPTS = 3


class NoServer(Exception):  # noqa: N818 - a reason to skip
    """There is no PostgreSQL here, and why."""


@dataclass(frozen=True)
class Server:
    """A server that can be stopped and started again; the password is made up for it alone."""

    programs: Path
    folder: Path
    port: int
    password: str = field(repr=False)
    owner: Mapping[str, Any]

    def url(self, database: str) -> str:
        """Return the address of a database as the app's setting takes it."""
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self) -> str:
        """Make an empty database; return its name."""
        name = f"test_{secrets.token_hex(8)}"
        with self._connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with self._connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        # No socket file and no other address: nobody but this machine can ask.
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
            " -c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=16MB"
        )
        self._control("start", "-l", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        """Stop the server at once, as a machine does that loses its power."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        command: list[str | Path] = [
            self.programs / "pg_ctl",
            "-D",
            self.folder / "data",
            "-w",
            "-t",
            "60",
            *arguments,
        ]
        _run(command, cwd=self.folder, owner=self.owner)

    def _connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(self.url("postgres"), autocommit=True)


def find_programs(environ: Mapping[str, str] = os.environ) -> Path | None:
    """
    Find the folder of a server's programs, the newest version first, without installing anything.

    Raises
    ------
    NoServer
        If the environment variable names a folder without them: taking others than those asked
        for would hide the mistake.
    """
    named = environ.get(VARIABLE)
    if named:
        if _has_programs(Path(named)):
            return Path(named)
        raise NoServer(f"{VARIABLE} is {named!r}, but there is no initdb and pg_ctl in it.")
    on_path = shutil.which("initdb", path=environ.get("PATH", ""))
    # A link on the path leads to the folder in which the other programs stand.
    candidates = [Path(on_path).resolve().parent] if on_path else []
    for pattern in FOLDERS:
        found = [Path("/") / each for each in Path("/").glob(pattern.lstrip("/"))]
        candidates += sorted(found, key=_version, reverse=True)
    return next((folder for folder in candidates if _has_programs(folder)), None)


def ensure_programs() -> Path:
    """
    Find a server's programs; where there are none, install the system's if the rights allow it.

    Raises
    ------
    NoServer
        If there are still none: with what to install.
    """
    found = find_programs()
    if found is None:
        run_until_one_fails(install_commands(INSTALLERS))
        found = find_programs()
    if found is None:
        raise NoServer(ADVICE)
    return found


@contextmanager
def start_server() -> Iterator[Server]:
    """
    Run a server with a folder of its own until the block ends.

    Raises
    ------
    NoServer
        If there are no programs, or they may not run here.
    """
    programs = ensure_programs()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="equality-map-postgresql-"))
    try:
        if owner:
            shutil.chown(folder, owner["user"], owner["group"])
        server = _set_up(programs, folder, owner)
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _set_up(programs: Path, folder: Path, owner: Mapping[str, Any]) -> Server:
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    if owner:
        shutil.chown(secret, owner["user"], owner["group"])
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        USER,
        "--no-sync",
    ]
    command += ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C"]
    _run(command, cwd=folder, owner=owner)
    for attempt in range(ATTEMPTS):
        server = Server(programs, folder, _free_port(), password, owner)
        try:
            server.start()
        except NoServer:
            # Somebody else may have taken the port in between.
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    return server


def _run(command: Sequence[str | Path], *, cwd: Path, owner: Mapping[str, Any]) -> None:
    # Words, not a pipe: a server that stays would hold the pipe open, and this would wait for it.
    log = cwd / "commands.log"
    with log.open("ab") as output:
        done = subprocess.run(
            [str(each) for each in command],
            cwd=cwd,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(cwd)},
            check=False,
            **owner,
        )
    if done.returncode:
        texts = [each.read_text("utf-8", "replace") for each in (log, cwd / "log") if each.exists()]
        raise NoServer(f"{Path(command[0]).name} failed:\n{''.join(texts)[-2000:]}")


def _owner() -> dict[str, Any]:
    """Say as whom the server runs: nothing for the one who runs the tests, unless that is root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import grp
    import pwd

    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
            group = grp.getgrgid(entry.pw_gid).gr_name
        except KeyError:
            continue
        return {"user": name, "group": group, "extra_groups": []}
    raise NoServer(f"PostgreSQL does not run as root, and there is no user {UNPRIVILEGED}.")


def _has_programs(folder: Path) -> bool:
    return all(shutil.which(name, path=str(folder)) for name in PROGRAMS)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(folder)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.stdout.write(f"{ensure_programs()}\n")
