"""The commands of `python -m explorer`, without starting a server or a browser."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

import explorer.bench
from explorer import cli
from explorer.settings import settings
from explorer.workspace import Workspace
from geodata.problems import DataError, Problem

REGISTER = files("explorer.initiatives") / "data" / "initiatives.csv"


@pytest.fixture(autouse=True)
def plain_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Take no setting from the machine that the tests run on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EQUALITY_MAP_DATA_DIR", raising=False)
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{tmp_path / 'register.sqlite'}")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Load the data once for all tests."""
    monkeypatch.setattr(cli, "load_workspace", lambda _folder: workspace)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(each) for each in arguments])


def said(result: Result) -> str:
    """Return the output without the frame and line breaks that a terminal's width brings."""
    return " ".join(result.output.replace("│", " ").split())


def export(path: Path, view: str = "") -> Result:
    return run("export", "table", "--out", path, "--view", view)


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


@pytest.mark.usefixtures("loaded")
def test_first_view_as_csv_has_a_row_for_every_area(tmp_path: Path) -> None:
    path = tmp_path / "first.csv"
    result = export(path)
    assert result.exit_code == 0, result.output
    header, *rows = rows_of(path)
    assert len(rows) == 96
    assert all(len(row) == len(header) for row in rows)
    (row,) = (row for row in rows if "306" in row)
    assert "Östra Bergsjön" in row
    assert "39.14" in row
    assert f"{path.stat().st_size:,} bytes" in result.output


@pytest.mark.usefixtures("loaded")
def test_view_is_the_part_of_a_link_after_the_question_mark(tmp_path: Path) -> None:
    path = tmp_path / "turnout.csv"
    query = "indicator=turnout_municipal&level=city_area&period=2018&show=value&lang=en"
    assert export(path, f"?{query}").exit_code == 0
    _, *rows = rows_of(path)
    assert len(rows) == 4
    (row,) = (row for row in rows if "Nordost" in row)
    assert "64.98" in row
    without = tmp_path / "same.csv"
    export(without, query)
    assert without.read_bytes() == path.read_bytes()


@pytest.mark.usefixtures("loaded")
def test_workbook_opens_with_the_figures_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "first.XLSX"
    assert export(path, "lang=en").exit_code == 0
    book = openpyxl.load_workbook(path)
    cells = list(book.worksheets[0].iter_rows(values_only=True))
    assert sum(39.14 in row for row in cells) == 1


@pytest.mark.usefixtures("loaded")
def test_geojson_has_an_outline_for_every_area_of_the_level_shown(tmp_path: Path) -> None:
    """Reported crimes have no figures by primary area: the file follows what is shown."""
    path = tmp_path / "crimes.geojson"
    assert export(path, "indicator=reported_crimes").exit_code == 0
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["type"] == "FeatureCollection"
    assert len(document["features"]) == 4
    assert all(each["geometry"]["coordinates"] for each in document["features"])


@pytest.mark.parametrize("name", ["table.pdf", "table", "table.csv_excel", ".csv"])
@pytest.mark.usefixtures("loaded")
def test_unknown_ending_is_a_bad_call(tmp_path: Path, name: str) -> None:
    result = export(tmp_path / name)
    assert result.exit_code == 2
    for ending in ("csv", "xlsx", "geojson"):
        assert ending in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("view", "column", "value"),
    [
        ("indicator=happiness", "indicator", "happiness"),
        ("level=street", "level", "street"),
        ("colour=red", "colour", "red"),
        ("classes=12", "classes", "12"),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_view_that_does_not_exist_is_a_bad_call_that_names_it(
    tmp_path: Path, view: str, column: str, value: str
) -> None:
    path = tmp_path / "table.csv"
    result = export(path, view)
    assert result.exit_code == 2
    assert f"“{value}”" in result.stderr
    assert f"column {column}" in result.stderr or f"“{column}”" in result.stderr
    assert not path.exists()


@pytest.mark.usefixtures("loaded")
def test_folder_that_is_not_there_is_a_bad_call(tmp_path: Path) -> None:
    result = export(tmp_path / "nowhere" / "table.csv")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.output


def test_damaged_data_exit_with_1_and_their_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path | None) -> Workspace:
        raise DataError([Problem("file-missing", "observations.csv")])

    monkeypatch.setattr(cli, "load_workspace", fail)
    result = export(tmp_path / "table.csv")
    assert result.exit_code == 1
    assert "observations.csv" in result.stderr
    assert result.stdout == ""


def test_bad_setting_exits_with_1_and_names_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(tmp_path / "nowhere"))
    result = export(tmp_path / "table.csv")
    assert result.exit_code == 1
    assert "EQUALITY_MAP_DATA_DIR" in result.stderr


def test_data_folder_of_the_settings_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    asked: list[Path | None] = []

    def load(folder: Path | None) -> Workspace:
        asked.append(folder)
        return workspace

    monkeypatch.setattr(cli, "load_workspace", load)
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(tmp_path))
    assert export(tmp_path / "table.csv").exit_code == 0
    assert asked == [tmp_path]


def bad_register(folder: Path) -> Path:
    lines = REGISTER.read_text(encoding="utf-8").splitlines()
    path = folder / "mine.csv"
    rows = [lines[0], lines[1].replace(",early_years,", ",wrk,"), lines[2], lines[2]]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_good_register_has_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(REGISTER.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("initiatives", "check", path)
    assert result.exit_code == 0
    assert result.stdout.startswith("mine.csv: ")
    assert result.stdout.endswith("initiatives, no problems.\n")


def test_bad_register_lists_every_problem_with_its_row(tmp_path: Path) -> None:
    result = run("initiatives", "check", bad_register(tmp_path))
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("mine.csv, row 2, column target_area: “wrk”")
    assert second.startswith("mine.csv, row 4, column id:")


@pytest.mark.parametrize("good", [True, False])
def test_json_is_one_object_whatever_was_found(tmp_path: Path, good: bool) -> None:
    path = bad_register(tmp_path)
    if good:
        path.write_text(REGISTER.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("initiatives", "check", path, "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == (0 if good else 1)
    assert set(found) == {"initiatives", "problems"}
    assert bool(found["initiatives"]) == good
    places = [(each["row"], each["column"], each["value"]) for each in found["problems"]]
    if good:
        assert places == []
    else:
        assert places[0] == (2, "target_area", "wrk")
        assert places[1][:2] == (4, "id")
        assert all(each["hint"] and each["code"] for each in found["problems"])


def test_register_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    result = run("initiatives", "check", tmp_path / "nowhere.csv")
    assert result.exit_code in {1, 2}
    assert "nowhere.csv" in said(result)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "commands"),
    [
        (["--help"], ["run", "gaps", "export", "initiatives", "bench"]),
        (["export", "--help"], ["table", "gaps", "board"]),
        (["initiatives", "--help"], ["check"]),
        (["export", "table", "--help"], ["--out", "--view"]),
        (["run", "--help"], ["--port", "--address"]),
    ],
)
def test_help_lists_commands_and_options(arguments: list[str], commands: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    for command in commands:
        assert command in result.output


@pytest.mark.parametrize(
    "arguments",
    [("unknown",), ("export", "table"), ("initiatives", "check"), ("run", "--port", "many")],
)
def test_bad_call_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], Path]]:
    """Collect what would be started."""
    calls: list[tuple[list[str], Path]] = []

    def start(command: list[str], *, cwd: Path, check: bool) -> subprocess.CompletedProcess[bytes]:
        assert check is False
        calls.append((command, cwd))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", start)
    return calls


def test_run_starts_streamlit_with_this_python_in_the_projects_folder(
    started: list[tuple[list[str], Path]], project_root: Path
) -> None:
    result = run("run")
    ((command, folder),) = started
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(command[4]) == project_root / "streamlit_app.py"
    assert Path(command[4]).is_file()
    assert folder == project_root
    # Nobody else on the network reaches it unless that is asked for.
    assert command[5:] == ["--server.port", "8501", "--server.address", "localhost"]
    # The server's own exit code is handed on.
    assert result.exit_code == 3


def test_run_takes_port_address_and_no_browser(started: list[tuple[list[str], Path]]) -> None:
    run("run", "--port", "9000", "--address", "0.0.0.0", "--no-browser")
    ((command, _),) = started
    assert command[5:] == [
        "--server.port",
        "9000",
        "--server.address",
        "0.0.0.0",
        "--server.headless",
        "true",
    ]


def test_stopping_the_app_with_the_keyboard_is_no_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", stop)
    assert run("run").exit_code == 0


RESULTS = {
    "areas": 96,
    "rounds": 2,
    "app": {"first_paint_ms": 500.0, "recolour_ms": 20.0, "bytes": 4_000, "kept": True},
    "plain": {"first_paint_ms": 1_000.0, "recolour_ms": 400.0, "bytes": 400_000, "kept": False},
    "ratio": {"first_paint_ms": 2.0, "recolour_ms": 20.0, "bytes": 100.0},
}


def test_benchmark_is_printed_side_by_side_or_as_one_object(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(explorer.bench, "measure_both", lambda **_options: RESULTS)
    table = run("bench").stdout
    assert "400,000" in table
    assert "100.0" in table
    assert re.search(r"the map stays in place +yes +no", table)
    assert "96 areas, median of 2 rounds." in table
    assert json.loads(run("bench", "--format", "json").stdout) == RESULTS


def test_benchmark_without_a_browser_is_a_bad_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_options: object) -> None:
        raise RuntimeError("The benchmark needs Chromium or Chrome; none was found on the path.")

    monkeypatch.setattr(explorer.bench, "measure_both", fail)
    result = run("bench")
    assert result.exit_code == 2
    assert "Chromium" in result.stderr


def test_module_can_be_run_from_the_command_line(project_root: Path) -> None:
    command = [sys.executable, "-m", "explorer", "--help"]
    done = subprocess.run(command, cwd=project_root, capture_output=True, check=True, timeout=60)
    assert b"initiatives" in done.stdout
    assert done.stderr == b""
