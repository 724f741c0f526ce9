import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from explorer.initiatives.database import Absent
from explorer.initiatives.kept import Kind, Plan, Unavailable
from explorer.initiatives.model import Initiative
from explorer.initiatives.records import write_records
from explorer.initiatives.store import Store
from tests.register.plans import big_plan
from tests.register.postgres import Server

OpenStore = Callable[..., Store]
# Every call, with made-up arguments that would do if the database answered.
CALLS: dict[str, Callable[[Store, Initiative], object]] = {
    "stamp": lambda store, _: store.stamp(),
    "register": lambda store, _: store.register(),
    "initiatives": lambda store, _: store.initiatives(),
    "withdrawn": lambda store, _: store.withdrawn(),
    "attainments": lambda store, _: store.attainments(),
    "find": lambda store, row: store.find(Kind.INITIATIVE, row.id),
    "history": lambda store, row: store.history(Kind.INITIATIVE, row.id),
    "recent": lambda store, _: store.recent(),
    "add": lambda store, row: store.add(replace(row, id="ny"), who="Ann"),
    "edit": lambda store, row: store.edit(replace(row, name="Ny"), seen=1, who="Ann"),
    "end": lambda store, row: store.end(row.id, year=2026, seen=1, who="Ann"),
    "withdraw": lambda store, row: store.withdraw(Kind.INITIATIVE, row.id, seen=1, who="Ann"),
    "restore": lambda store, row: store.restore(
        Kind.INITIATIVE, row.id, number=1, seen=1, who="Ann"
    ),
    "apply": lambda store, row: store.apply(
        Plan((replace(row, id="ny"),), ((replace(row, name="Ny"), 1),), ()), who="Ann"
    ),
}
READING = (
    *("stamp", "register", "initiatives", "withdrawn", "attainments"),
    *("find", "history", "recent"),
)
WRITING = tuple(name for name in CALLS if name not in READING and name != "restore")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "register.sqlite"


@pytest.fixture
def kept(file: Path, open_store: OpenStore) -> Store:
    """Return a register in a file."""
    store = open_store(f"sqlite:///{file}")
    store.prepare()
    return store


@pytest.fixture
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait long for a lock; ask for it before the database is opened."""
    monkeypatch.setattr("explorer.initiatives.database.WRITE_WAIT_S", 1)


@contextmanager
def holding(url: str) -> Iterator[None]:
    """Have another program write to the database without coming to an end."""
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        file.execute("BEGIN IMMEDIATE")
        yield
        file.close()
    else:
        with psycopg.connect(url) as other:
            other.execute("UPDATE register_state SET number = number")
            yield
            other.rollback()


def all_unavailable(store: Store, row: Initiative) -> None:
    for call in CALLS.values():
        with pytest.raises(Unavailable):
            call(store, row)


def test_folder_that_is_missing_is_made_at_the_first_start(kept: Store, file: Path) -> None:
    assert file.is_file()
    assert kept.stamp()


@pytest.mark.usefixtures("file")
def test_reading_and_writing_never_make_a_database(
    tmp_path: Path, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'none.sqlite'}")
    for call in CALLS.values():
        with pytest.raises(Absent):
            call(store, built_in[0])
    assert list(tmp_path.iterdir()) == []


def test_postgresql_database_without_a_register_is_absent(
    server: Server, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    name = server.create_database()
    store = open_store(server.url(name))
    for call in CALLS.values():
        with pytest.raises(Absent):
            call(store, built_in[0])
    store.close()
    server.drop_database(name)


@pytest.mark.parametrize("gone", ["file", "folder"])
def test_file_that_was_taken_away_is_missed_and_not_made_anew(
    kept: Store, file: Path, built_in: tuple[Initiative, ...], gone: str
) -> None:
    kept.register()
    if gone == "file":
        file.unlink()
    else:
        shutil.rmtree(file.parent)
    all_unavailable(kept, built_in[0])
    assert not file.exists()


def test_file_that_comes_back_is_read_again(kept: Store, file: Path) -> None:
    stamp = kept.stamp()
    aside = file.rename(file.with_suffix(".aside"))
    with pytest.raises(Unavailable):
        kept.stamp()
    aside.rename(file)
    assert kept.stamp() == stamp


@pytest.mark.parametrize(
    "content", [b"", b"This is no database." * 500, b"SQLite format 3\0" * 900]
)
def test_file_that_is_no_register_is_said_and_left_alone(
    kept: Store, file: Path, built_in: tuple[Initiative, ...], content: bytes
) -> None:
    file.write_bytes(content)
    all_unavailable(kept, built_in[0])
    assert file.read_bytes() == content


def test_start_on_a_file_that_is_no_database_is_said_and_leaves_it_alone(
    file: Path, open_store: OpenStore
) -> None:
    file.parent.mkdir()
    content = b"Somebody's notes, not a database." * 500
    file.write_bytes(content)
    with pytest.raises(Unavailable):
        open_store(f"sqlite:///{file}").prepare()
    assert file.read_bytes() == content


def test_database_that_cannot_be_made_is_said(tmp_path: Path, open_store: OpenStore) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(Unavailable):
        open_store(f"sqlite:///{tmp_path / 'a file' / 'register.sqlite'}").prepare()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "nonsense",
        "postgresql://127.0.0.1:no-number/x",
        "oracle://127.0.0.1/x",
    ],
)
def test_address_that_leads_nowhere_is_said_at_the_first_call(
    url: str, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    store = open_store(url)
    all_unavailable(store, built_in[0])
    with pytest.raises(Unavailable):
        store.prepare()


@pytest.mark.usefixtures("little_patience")
@pytest.mark.parametrize("name", WRITING)
def test_locked_database_saves_nothing_and_can_still_be_read(
    url: str, open_store: OpenStore, built_in: tuple[Initiative, ...], name: str
) -> None:
    store = open_store(url)
    store.prepare()
    stamp = store.stamp()
    with holding(url):
        with pytest.raises(Unavailable):
            CALLS[name](store, built_in[0])
        assert store.stamp() == stamp
        assert store.register().initiatives == built_in
    assert store.stamp() == stamp
    CALLS[name](store, built_in[0])
    assert store.stamp() != stamp


def test_full_disk_saves_nothing(kept: Store, file: Path, built_in: tuple[Initiative, ...]) -> None:
    stamp = kept.stamp()

    def leave_no_room(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {file.stat().st_size // 4096}")

    sa.event.listen(sa.NullPool, "connect", leave_no_room)
    try:
        with pytest.raises(Unavailable, match="full"):
            kept.apply(big_plan(kept.initiatives()), who="Ann")
    finally:
        sa.event.remove(sa.NullPool, "connect", leave_no_room)
    assert kept.stamp() == stamp
    assert kept.register().initiatives == built_in


def test_server_that_stops_is_missed_and_found_again(
    own_server: Server, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    store = open_store(own_server.url(own_server.create_database()))
    store.prepare()
    own_server.stop()
    all_unavailable(store, built_in[0])
    own_server.start()
    assert store.register().initiatives == built_in


def test_server_that_was_started_anew_between_two_questions_is_not_even_missed(
    own_server: Server, open_store: OpenStore
) -> None:
    store = open_store(own_server.url(own_server.create_database()))
    store.prepare()
    stamp = store.stamp()
    own_server.stop()
    own_server.start()
    assert store.stamp() == stamp


def test_server_that_stops_in_the_middle_of_an_import_has_saved_nothing(
    own_server: Server,
    open_store: OpenStore,
    built_in: tuple[Initiative, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store(own_server.url(own_server.create_database()))
    store.prepare()
    stamp = store.stamp()
    write = write_records

    def write_then_lose_the_server(*arguments: Any, **options: Any) -> None:
        write(*arguments, **options)
        if not options["new"]:
            own_server.stop()

    monkeypatch.setattr("explorer.initiatives.ledger.write_records", write_then_lose_the_server)
    with pytest.raises(Unavailable):
        store.apply(big_plan(store.initiatives()), who="Ann")
    monkeypatch.undo()
    own_server.start()
    assert store.stamp() == stamp
    assert store.register().initiatives == built_in


def test_connection_that_is_cut_in_the_middle_of_a_save_has_saved_nothing(
    server: Server,
    open_store: OpenStore,
    built_in: tuple[Initiative, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = server.create_database()
    store = open_store(server.url(name))
    store.prepare()
    stamp = store.stamp()
    write = write_records

    def write_then_be_cut(*arguments: Any, **options: Any) -> None:
        write(*arguments, **options)
        with psycopg.connect(server.url("postgres"), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )

    monkeypatch.setattr("explorer.initiatives.ledger.write_records", write_then_be_cut)
    with pytest.raises(Unavailable):
        store.edit(replace(built_in[0], name="Ny"), seen=1, who="Ann")
    monkeypatch.undo()
    assert store.stamp() == stamp
    assert store.register().initiatives == built_in
    store.close()
    server.drop_database(name)


def test_reason_holds_no_password(own_server: Server, open_store: OpenStore) -> None:
    url = own_server.url("no-such-database")
    with pytest.raises(Unavailable) as wrong_name:
        open_store(url).prepare()
    own_server.stop()
    with pytest.raises(Unavailable) as stopped:
        open_store(url).prepare()
    for reason in (wrong_name.value.reason, stopped.value.reason):
        assert own_server.password not in reason
