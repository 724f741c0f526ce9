"""`python -m explorer initiatives check|import|export`, on a database of the test's own."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from explorer import cli, register_cli
from explorer.initiatives.files import read_upload
from explorer.initiatives.kept import Action, Kind
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import COLUMNS
from explorer.initiatives.store import Store
from explorer.settings import settings
from geodata.areas import load_areas
from tests.unit.explorer.register_rows import ROW, WHOLE_CITY

BUILT_IN = 156


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Name a database that is not there yet."""
    folder = tmp_path / "database"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EQUALITY_MAP_DATA_DIR", raising=False)
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{folder / 'register.sqlite'}")
    settings.cache_clear()
    yield folder / "register.sqlite"
    settings.cache_clear()


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    """Return the register, made and filled."""
    made = Store(f"sqlite:///{database}", load_areas())
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_cli, "_is_terminal", lambda: True)


def run(*arguments: object, keys: str | None = None) -> Result:
    words = ["initiatives", *(str(each) for each in arguments)]
    return CliRunner().invoke(cli.app, words, input=keys)


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def name_of(store: Store, record_id: str) -> str:
    kept = store.find(Kind.INITIATIVE, record_id)
    assert kept is not None
    assert isinstance(kept.content, Initiative)
    return kept.content.name


# --- import ----------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [["--dry-run"], ["--dry-run", "--yes"], []])
def test_import_says_what_it_would_do_and_does_nothing(
    tmp_path: Path, database: Path, options: list[str]
) -> None:
    """Without a terminal nobody can be asked, so it stays with saying."""
    path = write(tmp_path / "mine.csv", ROW, WHOLE_CITY)
    result = run("import", path, *options)
    assert result.exit_code == 0, result.output
    assert "mine.csv: 2 new, 0 changed, 0 unchanged, 0 problems." in result.stdout
    assert "Nothing has been written" in result.stdout
    assert not database.exists()


def test_import_writes_all_rows_under_the_name_that_is_given(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "mine.csv", ROW, WHOLE_CITY)
    result = run("import", path, "--yes", "--who", "Anna Ek")
    assert result.exit_code == 0, result.output
    assert "Written: 2 rows." in result.stdout
    assert len(store.register().initiatives) == BUILT_IN + 2
    (change,) = store.history(Kind.INITIATIVE, "laxhjalp")
    assert (change.who, change.action) == ("Anna Ek", Action.IMPORTED)
    again = run("import", path, "--yes", "--who", "Anna Ek")
    assert "0 new, 0 changed, 2 unchanged" in again.stdout
    assert len(store.history(Kind.INITIATIVE, "laxhjalp")) == 1


def test_import_makes_the_register_where_there_is_none(tmp_path: Path, database: Path) -> None:
    path = write(tmp_path / "mine.csv", ROW)
    assert run("import", path, "--yes", "--who", "Anna").exit_code == 0
    made = Store(f"sqlite:///{database}", load_areas())
    assert len(made.register().initiatives) == BUILT_IN + 1
    made.close()


def test_changed_row_is_told_cell_by_cell(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "mine.csv", ROW)
    run("import", tmp_path / "mine.csv", "--yes", "--who", "Anna")
    path = write(tmp_path / "mine.csv", ROW | {"name": "Läxhjälp för alla"})
    result = run("import", path, "--yes", "--who", "Bo")
    assert "name: “Läxhjälp i Hammarkullen” -> “Läxhjälp för alla”" in result.stdout
    assert name_of(store, "laxhjalp") == "Läxhjälp för alla"
    assert [each.who for each in store.history(Kind.INITIATIVE, "laxhjalp")] == ["Bo", "Anna"]


def test_one_problem_keeps_all_rows_out(tmp_path: Path, store: Store) -> None:
    before = store.stamp()
    path = write(tmp_path / "mine.csv", ROW, WHOLE_CITY | {"target_area": "health"})
    result = run("import", path, "--yes", "--who", "Anna")
    assert result.exit_code == 1
    assert "mine.csv, row 3, column target_area: “health”" in result.stdout
    assert "Nothing can be written" in result.stdout
    assert store.stamp() == before


def test_proposals_are_used_only_when_they_are_accepted(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "mine.csv", ROW | {"lon": "57.7806", "lat": "12.0342"})
    refused = run("import", path, "--yes", "--who", "Anna")
    assert refused.exit_code == 1
    assert "Proposed, row 2: 57.7806, 12.0342 -> 12.0342, 57.7806" in refused.stdout
    assert store.find(Kind.INITIATIVE, "laxhjalp") is None
    taken = run("import", path, "--yes", "--who", "Anna", "--accept-proposals")
    assert taken.exit_code == 0, taken.output
    assert "Accepted, row 2" in taken.stdout
    kept = store.find(Kind.INITIATIVE, "laxhjalp")
    assert kept is not None
    assert isinstance(kept.content, Initiative)
    assert (kept.content.lon, kept.content.lat) == (12.0342, 57.7806)


@pytest.mark.usefixtures("terminal")
def test_at_a_terminal_it_asks_first_and_then_for_a_name(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "mine.csv", ROW)
    no = run("import", path, keys="n\n")
    assert no.exit_code == 0
    assert "Write 1 row?" in no.output
    assert store.find(Kind.INITIATIVE, "laxhjalp") is None
    yes = run("import", path, keys="y\nAnna Ek\n")
    assert yes.exit_code == 0, yes.output
    (change,) = store.history(Kind.INITIATIVE, "laxhjalp")
    assert change.who == "Anna Ek"


@pytest.mark.usefixtures("terminal")
def test_nothing_to_write_is_not_asked_about(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "mine.csv", ROW)
    run("import", path, "--yes", "--who", "Anna")
    result = run("import", path, keys="")
    assert result.exit_code == 0
    assert "Write" not in result.output
    assert len(store.history(Kind.INITIATIVE, "laxhjalp")) == 1


def test_writing_without_a_name_is_a_bad_call(tmp_path: Path, database: Path) -> None:
    result = run("import", write(tmp_path / "mine.csv", ROW), "--yes")
    assert result.exit_code == 2
    assert "--who" in result.stderr
    assert not database.exists()


@pytest.mark.usefixtures("terminal")
def test_change_in_the_meantime_is_told_and_nothing_is_written(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "mine.csv", ROW)
    run("import", tmp_path / "mine.csv", "--yes", "--who", "Anna")
    path = write(tmp_path / "mine.csv", ROW | {"name": "Annas"}, WHOLE_CITY)

    def somebody_else(_question: str) -> bool:
        kept = store.find(Kind.INITIATIVE, "laxhjalp")
        assert kept is not None
        store.withdraw(Kind.INITIATIVE, "laxhjalp", seen=kept.revision, who="Bo Ek")
        return True

    monkeypatch.setattr(typer, "confirm", somebody_else)
    result = run("import", path, "--who", "Anna")
    assert result.exit_code == 1
    assert "Bo Ek changed “laxhjalp”" in result.stderr
    assert name_of(store, "laxhjalp") == ROW["name"]
    assert store.find(Kind.INITIATIVE, "bokstart") is None


def test_database_that_is_none_is_told_and_left_alone(tmp_path: Path, database: Path) -> None:
    database.write_bytes(b"not a database at all" * 500)
    path = write(tmp_path / "mine.csv", ROW)
    for words in (["import", path, "--yes", "--who", "Anna"], ["export", tmp_path / "out.csv"]):
        result = run(*words)
        assert result.exit_code == 1
        assert "does not answer" in result.stderr
        assert "Traceback" not in result.output
    assert not (tmp_path / "out.csv").exists()
    assert database.read_bytes().startswith(b"not a database")


def test_json_says_the_same_as_one_object(tmp_path: Path, store: Store) -> None:
    path = write(
        tmp_path / "mine.csv",
        ROW | {"lon": "57.7806", "lat": "12.0342", "primary_area_code": ""},
        WHOLE_CITY,
    )
    dry = run("import", path, "--format", "json")
    assert dry.exit_code == 1
    found = json.loads(dry.stdout)
    assert found["new"] == ["bokstart"]
    assert found["written"] is None
    assert [each["code"] for each in found["problems"]] == ["coordinates-swapped"]
    assert [(each["proposal"], each["accepted"]) for each in found["proposals"]] == [
        ("12.0342, 57.7806", False)
    ]
    options = ["--accept-proposals", "--yes", "--who", "Anna", "--format", "json"]
    done = run("import", path, *options)
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (found["new"], found["written"]) == (["laxhjalp", "bokstart"], 2)
    assert [each["primary_area_code"] for each in found["derived"]] == ["606"]
    assert store.find(Kind.INITIATIVE, "laxhjalp") is not None


def test_long_check_draws_a_bar_on_stderr_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "mine.csv", *(ROW | {"id": f"id-{n}"} for n in range(50)))
    quiet = run("import", path, "--format", "json")
    assert quiet.stderr == ""
    monkeypatch.setattr(register_cli, "PATIENCE_S", -1.0)
    result = run("import", path, "--format", "json")
    assert "Checking" in result.stderr
    assert json.loads(result.stdout) == json.loads(quiet.stdout)


# --- files that cannot be taken --------------------------------------------------------------


def test_file_of_100_megabytes_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    read = Path.read_bytes

    def read_others(asked: Path) -> bytes:
        assert asked != path
        return read(asked)

    monkeypatch.setattr(Path, "read_bytes", read_others)
    for command in ("check", "import"):
        result = run(command, path)
        assert result.exit_code == 1
        assert "100.0 MB" in result.stdout


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize("name", ["nowhere.csv", ".", "mine.exe"])
def test_file_that_cannot_be_read_is_told(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "mine.exe").write_bytes(b"MZ")
    result = run(command, tmp_path / name)
    assert result.exit_code == 1
    assert result.stdout
    assert "Traceback" not in result.output


def test_check_takes_all_three_forms(tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "geojson"):
        path = tmp_path / f"all.{ending}"
        assert run("export", path).exit_code == 0
        result = run("check", path)
        assert result.exit_code == 0, result.output
        assert result.stdout == f"all.{ending}: {BUILT_IN} initiatives, no problems.\n"


def test_check_shows_a_warning_and_passes(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(",".join([*ROW, "mood"]) + "\n" + ",".join([*ROW.values(), "good"]), "utf-8")
    result = run("check", path)
    assert result.exit_code == 0
    assert "“mood” is not used" in result.stdout
    assert result.stdout.endswith("mine.csv: 1 initiative, no problems.\n")


# --- export ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson"])
def test_export_holds_the_register_as_its_database_has_it(
    tmp_path: Path, store: Store, ending: str
) -> None:
    kept = store.find(Kind.INITIATIVE, "familjecentral-sandarna")
    assert kept is not None
    store.withdraw(Kind.INITIATIVE, "familjecentral-sandarna", seen=kept.revision, who="Bo")
    path = tmp_path / f"out.{ending}"
    result = run("export", path)
    assert result.exit_code == 0, result.output
    assert f"{BUILT_IN - 1} initiatives" in result.stdout
    ids = [row.cells["id"] for row in read_upload(path.name, path.read_bytes()).rows]
    assert ids == [each.id for each in store.register().initiatives]
    assert "familjecentral-sandarna" not in ids


def test_export_before_there_is_a_database_makes_none(tmp_path: Path, database: Path) -> None:
    assert run("export", tmp_path / "out.csv").exit_code == 0
    rows = read_upload("out.csv", (tmp_path / "out.csv").read_bytes()).rows
    assert len(rows) == BUILT_IN
    assert not database.exists()


def test_export_can_be_narrowed(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    options = ["--target-area", "work", "--target-area", "schooling", "--status", "running"]
    assert run("export", path, *options).exit_code == 0
    rows = [row.cells for row in read_upload("out.csv", path.read_bytes()).rows]
    assert {(each["target_area"], each["status"]) for each in rows} == {
        ("work", "running"),
        ("schooling", "running"),
    }


def test_export_to_an_unknown_ending_or_folder_is_a_bad_call(tmp_path: Path) -> None:
    wrong = run("export", tmp_path / "out.pdf")
    assert wrong.exit_code == 2
    assert "csv, xlsx, geojson" in wrong.stderr
    nowhere = run("export", tmp_path / "nowhere" / "out.csv")
    assert nowhere.exit_code == 2
    assert "Cannot write" in nowhere.stderr
