"""
A register on both databases: each test that asks for `url` or `store` runs on SQLite and on PostgreSQL.

The server is started once and stopped at the end; each test has a database of its own.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer.initiatives.model import Initiative
from explorer.initiatives.register import load_register
from explorer.initiatives.store import Store
from geodata.areas import AreaRegister, load_areas
from tests.register.postgres import NoServer, Server, start_server

OpenStore = Callable[..., Store]
BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def areas() -> AreaRegister:
    return load_areas()


@pytest.fixture(scope="session")
def built_in(areas: AreaRegister) -> tuple[Initiative, ...]:
    return load_register(areas).initiatives


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    yield from _serve()


@pytest.fixture
def own_server() -> Iterator[Server]:
    """Start a server for one test alone, which stops it."""
    yield from _serve()


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'register.sqlite'}"
        return
    server: Server = request.getfixturevalue("server")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def open_store(areas: AreaRegister) -> Iterator[OpenStore]:
    """Return what opens a database as one more process of the app does."""
    opened: list[Store] = []

    def open_one(url: str, *, seed: Path | None = None) -> Store:
        opened.append(Store(url, areas, seed=seed))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def store(url: str, open_store: OpenStore) -> Store:
    """Return a register that holds the built-in initiatives."""
    store = open_store(url)
    store.prepare()
    return store


def _serve() -> Iterator[Server]:
    try:
        with start_server() as server:
            yield server
    except NoServer as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL: {reason}")
