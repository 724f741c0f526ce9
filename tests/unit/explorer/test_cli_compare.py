"""The command that writes comparisons: what it writes, and what it says when it cannot."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from explorer import cli
from explorer.workspace import Workspace
from tests.unit.explorer.test_cli import plain_settings as plain_settings
from tests.unit.explorer.test_cli import run


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Load the data once for all tests."""
    monkeypatch.setattr(cli, "load_workspace", lambda _folder: workspace)


def test_part_of_a_link_is_written_in_its_language(tmp_path: Path) -> None:
    view = "?page=compare&compare=own&own=Norra stranden~103,306:0.5&lang=en"
    path = tmp_path / "own.csv"
    result = run("export", "compare", "--out", path, "--view", view)
    assert result.exit_code == 0, result.output
    assert f"{path.stat().st_size:,} bytes" in result.stdout
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert {row["Own area"] for row in rows} == {"Norra stranden"}
    swedish = tmp_path / "index.csv"
    run("export", "compare", "--out", swedish, "--view", "compare=index&lang=sv")
    assert "Låg ekonomisk standard" in swedish.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("view", "sheets"),
    [
        ("", ["Figures", "Sources"]),
        ("compare=change&indicator=turnout_municipal", ["Change", "Sources"]),
        ("compare=table", ["Figures", "Sources"]),
        ("compare=scatter&beside=turnout_municipal", ["Figures", "Sources"]),
        ("compare=similar&area=306", ["Similar areas", "Sources"]),
        ("compare=index&scaling=rank", ["Index", "Sources"]),
        ("compare=own&own=A~101", ["Own areas", "Parts", "Sources"]),
    ],
)
def test_every_part_is_written_as_a_workbook(tmp_path: Path, view: str, sheets: list[str]) -> None:
    path = tmp_path / "part.XLSX"
    result = run("export", "compare", "--out", path, "--view", f"{view}&lang=en")
    assert result.exit_code == 0, result.output
    assert openpyxl.load_workbook(path).sheetnames == sheets


@pytest.mark.parametrize(
    ("name", "view", "said"),
    [
        ("compare.geojson", "", "csv, xlsx"),
        ("compare.csv", "compare=own", "area of one’s own"),
        ("compare.csv", "compare=similar", "Choose an area"),
        ("compare.csv", "compare=change", "no earlier period"),
        ("compare.csv", "compare=index&weights=low_economic_standard:0", "weights are 0"),
        (
            "compare.csv",
            "compare=scatter&indicator=turnout_municipal&level=city_area&beside=median_income",
            "median_income has no values for city_area",
        ),
        ("compare.csv", "compare=scatter&level=municipality", "in common"),
        ("compare.csv", "compare=everything", "“everything”"),
        ("nowhere/compare.csv", "", "nowhere"),
    ],
)
def test_file_that_cannot_be_written_is_a_bad_call(
    tmp_path: Path, name: str, view: str, said: str
) -> None:
    result = run("export", "compare", "--out", tmp_path / name, "--view", view)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []
