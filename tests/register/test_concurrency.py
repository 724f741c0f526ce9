import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa

from explorer.initiatives.kept import Action, Conflict, Kept, Kind, Plan, Unavailable
from explorer.initiatives.ledger import read_stamp
from explorer.initiatives.model import Initiative
from explorer.initiatives.store import Store
from geodata.problems import DataError
from tests.register.other_process import ROW

OpenStore = Callable[..., Store]
StartProcess = Callable[..., "subprocess.Popen[str]"]
EDITORS = 8


@pytest.fixture
def start_process(project_root: Path) -> Iterator[StartProcess]:
    """Return what starts one more process of the app, which is ready to act on a line."""
    started: list[subprocess.Popen[str]] = []

    def start(role: str, url: str, name: str = "somebody") -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.register.other_process", role, url, name],
            cwd=project_root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def answers(processes: list["subprocess.Popen[str]"]) -> list[str]:
    """Let all act at once, and read what each says."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.stdout.readline().strip() for process in processes if process.stdout]


def test_editors_who_save_at_once_lose_no_text(
    url: str, store: Store, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    names = {f"Text of editor {number}" for number in range(EDITORS)}
    start = Barrier(EDITORS)

    def save(name: str) -> bool:
        own = open_store(url)
        start.wait()
        try:
            own.edit(replace(built_in[0], name=name), seen=1, who=name)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(EDITORS) as pool:
        saved = list(pool.map(save, sorted(names)))
    assert saved.count(True) == 1
    current = store.find(Kind.INITIATIVE, built_in[0].id)
    assert current is not None
    assert current.revision == 2
    history = store.history(Kind.INITIATIVE, built_in[0].id)
    edited = [each for each in history if each.action is Action.EDITED]
    aside = [each for each in history if each.action is Action.SET_ASIDE]
    assert len(edited) == 1
    assert len(aside) == EDITORS - 1
    found = {each.after["name"] for each in (*edited, *aside) if each.after is not None}
    assert found == names


def test_editors_who_read_again_after_each_conflict_all_get_through(
    url: str, store: Store, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    """Each adds a mark to the text as it stands until it is in: no mark is lost, every state is kept."""
    marks = [f"[{number}]" for number in range(EDITORS)]
    start = Barrier(EDITORS)

    def add_mark(mark: str) -> None:
        own = open_store(url)
        start.wait()
        while True:
            found = own.find(Kind.INITIATIVE, built_in[0].id)
            assert found is not None
            assert isinstance(found.content, Initiative)
            new = replace(found.content, remark=found.content.remark + mark)
            try:
                own.edit(new, seen=found.revision, who=mark)
            except Conflict:
                continue
            return

    with ThreadPoolExecutor(EDITORS) as pool:
        list(pool.map(add_mark, marks))
    history = store.history(Kind.INITIATIVE, built_in[0].id)
    kept = [each for each in history if each.action is not Action.SET_ASIDE]
    assert [each.revision for each in kept] == list(range(EDITORS + 1, 0, -1))
    assert kept[0].after is not None
    assert sorted(kept[0].after["remark"][len(built_in[0].remark) :].split("]")) == sorted(
        ["", *(mark.rstrip("]") for mark in marks)]
    )
    for later, earlier in pairwise(kept):
        assert later.before == earlier.after


def test_one_id_is_given_once(
    url: str, store: Store, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    start = Barrier(EDITORS)

    def add(number: int) -> Kept | None:
        own = open_store(url)
        start.wait()
        try:
            return own.add(replace(built_in[0], id="ny", name=str(number)), who=str(number))
        except DataError:
            return None

    with ThreadPoolExecutor(EDITORS) as pool:
        added = [each for each in pool.map(add, range(EDITORS)) if each is not None]
    assert added == [store.find(Kind.INITIATIVE, "ny")]


def test_changes_are_numbered_without_gaps_in_the_order_in_which_they_are_kept(
    url: str, store: Store, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    """A reader who has seen change n has seen all before it, so the stamp misses none."""
    start = Barrier(EDITORS)

    def edit(number: int) -> None:
        own = open_store(url)
        start.wait()
        own.edit(replace(built_in[number], name="Ny"), seen=1, who=str(number))
        numbers = [each.number for each in own.recent(1000)]
        assert numbers == list(range(len(numbers), 0, -1))

    with ThreadPoolExecutor(EDITORS) as pool:
        list(pool.map(edit, range(EDITORS)))
    assert store.stamp().endswith(f"-{159 + EDITORS}")


def test_reader_sees_the_register_before_or_after_an_import_and_nothing_between(
    url: str, store: Store, open_store: OpenStore, built_in: tuple[Initiative, ...]
) -> None:
    before, after = {each.name for each in built_in}, {f"{each.name} (ny)" for each in built_in}
    plan = Plan((), tuple((replace(each, name=f"{each.name} (ny)"), 1) for each in built_in), ())
    reader = open_store(url)
    seen = []
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(store.apply, plan, who="Ann")
        while not writing.done():
            seen.append({each.name for each in reader.register().initiatives})
        assert writing.result() == 156
    seen.append({each.name for each in reader.register().initiatives})
    assert seen[-1] == after
    assert all(names in (before, after) for names in seen)


def test_stamp_and_rows_of_a_register_are_of_one_state(
    url: str,
    store: Store,
    open_store: OpenStore,
    built_in: tuple[Initiative, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody else saves between the reading of the stamp and of the rows."""
    before, other = store.stamp(), open_store(url)

    def read_then_let_another_save(connection: sa.Connection) -> str:
        stamp = read_stamp(connection)
        other.edit(replace(built_in[0], name="Ny"), seen=1, who="Bo")
        return stamp

    with monkeypatch.context() as between:
        between.setattr("explorer.initiatives.store.read_stamp", read_then_let_another_save)
        register = store.register()
    assert register.stamp == before
    assert register.initiatives == built_in
    assert store.register().initiatives[0].name == "Ny"


def test_processes_that_start_at_once_fill_the_register_once(
    url: str, start_process: StartProcess, open_store: OpenStore
) -> None:
    processes = [start_process("prepare", url) for _ in range(4)]
    assert answers(processes) == ["done"] * 4
    store = open_store(url)
    assert len(store.register().initiatives) == 156
    assert len(store.recent(1000)) == 159


def test_processes_that_save_at_once_lose_no_text(
    url: str, store: Store, start_process: StartProcess
) -> None:
    names = ["Ann", "Bo", "Cia", "Dan"]
    processes = [start_process("edit", url, name) for name in names]
    assert sorted(answers(processes)) == ["saved", "told", "told", "told"]
    history = store.history(Kind.INITIATIVE, ROW)
    assert sorted(each.after["name"] for each in history[:-1] if each.after is not None) == names


def test_process_killed_in_the_middle_of_an_import_leaves_the_old_state_whole(
    url: str, store: Store, start_process: StartProcess, built_in: tuple[Initiative, ...]
) -> None:
    stamp, changes = store.stamp(), store.recent(1000)
    process = start_process("import", url)
    assert answers([process]) == ["in the middle"]
    if url.startswith("sqlite"):
        # Half of it has reached the disk, so there was something to lose.
        log = Path(url.removeprefix("sqlite:///") + "-wal")
        assert log.stat().st_size > 1_000_000
    # Nobody sees the half that is there.
    assert store.stamp() == stamp
    process.kill()
    assert process.wait() != 0
    assert store.register().initiatives == built_in
    assert store.recent(1000) == changes
    assert store.stamp() == stamp
    # And the lock is gone with the process.
    assert store.edit(replace(built_in[0], name="Ny"), seen=1, who="Ann").revision == 2


def test_writer_who_waits_too_long_is_told_and_has_saved_nothing(
    url: str,
    start_process: StartProcess,
    open_store: OpenStore,
    built_in: tuple[Initiative, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("explorer.initiatives.database.WRITE_WAIT_S", 1)
    store = open_store(url)
    store.prepare()
    process = start_process("import", url)
    assert answers([process]) == ["in the middle"]
    with pytest.raises(Unavailable):
        store.edit(replace(built_in[0], name="Ny"), seen=1, who="Ann")
    # Whoever only reads does not wait.
    assert store.register().initiatives == built_in
