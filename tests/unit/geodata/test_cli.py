import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from geodata import cli
from geodata.areas import AreaLevel
from geodata.problems import DataError, Problem
from tests.unit.geodata.grid import square, squares, write_features


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


def answer(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def said(result: Result) -> str:
    """Return the output without the frame and line breaks that a terminal's width brings."""
    return " ".join(result.output.replace("│", " ").split())


def test_position_is_named_on_every_level() -> None:
    assert answer("locate", "12.0342", "57.7806") == {
        "lon": 12.0342,
        "lat": 57.7806,
        "place": "inside",
        "areas": {
            "municipality": {"code": "1480", "name": "Göteborg"},
            "city_area": {"code": "01", "name": "Nordost"},
            "intermediate_area": {"code": "14", "name": "Södra Angered"},
            "primary_area": {"code": "606", "name": "Hammarkullen"},
            "district_2011": {"code": "131", "name": "Angered"},
        },
    }


def test_level_that_was_asked_for_stands_apart_too() -> None:
    found = answer("locate", "12.0342", "57.7806", "--level", "primary_area")
    assert found["area"] == {"level": "primary_area", "code": "606", "name": "Hammarkullen"}
    assert set(found["areas"]) == {level.value for level in AreaLevel}


def test_module_can_be_run_from_the_command_line(project_root: Path) -> None:
    command = [sys.executable, "-m", "geodata", "locate", "12.0342", "57.7806", "--format", "json"]
    done = subprocess.run(command, cwd=project_root, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["areas"]["primary_area"]["name"] == "Hammarkullen"
    assert done.stderr == b""


def test_table_shows_every_level_and_one_when_asked() -> None:
    every = run("locate", "12.0342", "57.7806").stdout.splitlines()
    assert [line.split()[0] for line in every] == ["place", *AreaLevel]
    one = run("locate", "12.0342", "57.7806", "--level", "city_area").stdout.splitlines()
    assert [line.split() for line in one] == [["place", "inside"], ["city_area", "01", "Nordost"]]


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [("11.65", "57.60", "sea"), ("12.0137", "57.6554", "outside"), ("-3.2", "-57", "outside")],
)
def test_place_in_no_area_is_an_answer_and_no_error(lon: str, lat: str, place: str) -> None:
    found = answer("locate", lon, lat, "--level", "city_area")
    assert found["place"] == place
    assert found["area"] is None
    assert found["areas"] == dict.fromkeys(AreaLevel)
    assert "city_area         –" in run("locate", lon, lat).stdout


def test_latitude_first_is_a_bad_call_with_the_right_order_in_the_hint() -> None:
    result = run("locate", "57.7806", "12.0342")
    assert result.exit_code == 2
    assert "Give the longitude first: 12.0342 57.7806" in said(result)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [("181", "57"), ("12", "-90.5"), ("319000", "6400000"), ("nan", "57"), ("12", "inf")],
)
def test_coordinates_out_of_range_are_a_bad_call(lon: str, lat: str) -> None:
    result = run("locate", lon, lat)
    assert result.exit_code == 2
    assert "is no position" in said(result)


@pytest.mark.parametrize(
    "arguments",
    [
        ("locate", "12"),
        ("locate", "twelve", "57"),
        ("locate", "12", "57", "--level", "street"),
        ("locate", "12", "57", "--levle", "city_area"),
        ("locate", "12", "57", "--format", "xml"),
        ("check", "missing.geojson", "--level", "primary_area"),
        ("check",),
        ("unknown",),
    ],
)
def test_bad_call_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_check_asks_for_the_level(tmp_path: Path) -> None:
    path = write_features(tmp_path / "grid.geojson", squares())
    result = run("check", str(path))
    assert result.exit_code == 2
    assert "--level" in said(result)


def test_damaged_built_in_data_is_listed_and_exits_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DataError([Problem("file-missing", "areas.csv")])

    monkeypatch.setattr(cli, "load_areas", fail)
    result = run("locate", "12", "57.7")
    assert result.exit_code == 1
    assert "areas.csv" in result.stderr
    assert result.stdout == ""


def test_good_file_has_no_problems(project_root: Path) -> None:
    path = str(project_root / "geodata" / "data" / "primary_areas.geojson")
    result = run("check", path, "--level", "primary_area")
    assert result.exit_code == 0
    assert result.stdout == "Problems in primary_areas.geojson: none.\n"
    found = answer("check", path, "--level", "primary_area")
    assert found == {
        "file": "primary_areas.geojson",
        "level": "primary_area",
        "usable": True,
        "problems": [],
    }


def test_problems_of_a_bad_file_are_listed_and_exit_with_1(tmp_path: Path) -> None:
    path = write_features(
        tmp_path / "bad.geojson",
        {
            "1": square(12.00, 57.70, 12.01, 57.71),
            "99": square(12.01, 57.70, 12.02, 57.71),
        },
    )
    call = ("check", str(path), "--level", "city_area")
    result = run(*call)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[-1] == "Problems in bad.geojson: 6."
    assert "error code-format: bad.geojson, row 1, column area_code: “1” does not" in lines[-3]
    result = run(*call, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["usable"] is False
    assert len(found["problems"]) == 6
    assert {each: found["problems"][-1][each] for each in ("code", "row", "value", "severity")} == {
        "code": "boundary-without-area",
        "row": 2,
        "value": "99",
        "severity": "error",
    }
    assert "01, 02, 03, 04" in found["problems"][-1]["hint"]


def test_warnings_alone_leave_a_file_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = Problem("gap-in-coverage", "grid.geojson", value="101 + 102", severity="warning")
    monkeypatch.setattr(cli, "check_boundaries", lambda *_, **__: [warning])
    path = write_features(tmp_path / "grid.geojson", squares())
    result = run("check", str(path), "--level", "primary_area")
    assert result.exit_code == 0
    assert result.stdout.startswith("warning gap-in-coverage:")
