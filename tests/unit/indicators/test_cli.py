import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from indicators.cli import app
from tests.unit.indicators.made_up import write_csv

HEADER = "area_level,area_code,indicator_id,period,value,quality,source_id"
GOOD = "primary_area,101,population,2024,12,published,scb_tab6680"
runner = CliRunner()


def test_check_accepts_a_good_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "figures.csv", HEADER, GOOD)
    result = runner.invoke(app, ["check", str(path)])
    assert (result.exit_code, result.stdout) == (0, f"{path}: 0 errors, 0 warnings.\n")


def test_check_lists_every_problem_and_fails(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "figures.csv", HEADER, GOOD.replace("101", "999"), GOOD.replace("12,", "x,")
    )
    result = runner.invoke(app, ["check", str(path)])
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("error: figures.csv, row 2, column area_code: There is no area")
    assert lines[1].startswith("error: figures.csv, row 3, column value: “x” is not a number.")
    assert lines[2] == f"{path}: 2 errors, 0 warnings."


def test_check_gives_one_json_object(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "figures.csv", HEADER, GOOD.replace("12,", '"12,5",'))
    result = runner.invoke(app, ["check", str(path), "--format", "json"])
    assert result.exit_code == 1
    payload = json.loads(result.stdout)
    assert (payload["path"], payload["usable"]) == (str(path), False)
    (problem,) = payload["problems"]
    assert problem["code"] == "decimal-comma"
    assert (problem["row"], problem["column"]) == (2, "value")
    assert problem["hint"]


def test_warning_is_listed_but_does_not_fail(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "figures.csv", f"{HEADER},colour", f"{GOOD},red")
    result = runner.invoke(app, ["check", str(path)])
    assert result.exit_code == 0
    assert result.stdout.startswith("warning: figures.csv, column colour:")
    assert result.stdout.endswith("0 errors, 1 warning.\n")


def test_check_of_a_folder_asks_for_its_three_files(tmp_path: Path) -> None:
    result = runner.invoke(app, ["check", str(tmp_path), "--format", "json"])
    assert result.exit_code == 1
    found = [
        (one["file"], one["code"], one["row"]) for one in json.loads(result.stdout)["problems"]
    ]
    assert found == [
        ("indicators.csv", "file-missing", None),
        ("sources.csv", "file-missing", None),
        ("observations.csv", "file-missing", None),
    ]


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "no-such-file.csv"], ["list", "--format", "xml"], ["x"]]
)
def test_bad_call_has_exit_code_2(arguments: list[str]) -> None:
    assert runner.invoke(app, arguments).exit_code == 2


def test_list_names_levels_and_periods_that_can_be_shown() -> None:
    result = runner.invoke(app, ["list", "--format", "json"])
    assert result.exit_code == 0
    rows = {row["indicator_id"]: row for row in json.loads(result.stdout)["indicators"]}
    assert len(rows) == 27
    assert rows["median_income"] == {
        "indicator_id": "median_income",
        "name_en": "Median earned income, ages 18+",
        "unit": "SEK/year",
        "direction": "higher_better",
        "levels": ["primary_area"],
        "periods": ["2022"],
    }


def test_list_as_csv_and_as_table_hold_the_same_rows() -> None:
    as_csv = runner.invoke(app, ["list", "--format", "csv"])
    as_table = runner.invoke(app, ["list"])
    rows = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    assert len(rows) == 27
    lines = as_table.stdout.splitlines()
    assert len(lines) == 28
    for row, line in zip(rows, lines[1:], strict=True):
        assert line.split()[0] == row["indicator_id"]
        assert line.endswith(row["periods"])
