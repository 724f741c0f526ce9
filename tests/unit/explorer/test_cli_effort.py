"""The command that writes what the page about effort and need shows."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from explorer import cli
from explorer.view import EffortPart
from explorer.workspace import Workspace
from tests.unit.explorer.test_cli import plain_settings as plain_settings
from tests.unit.explorer.test_cli import run


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Load the data once for all tests."""
    monkeypatch.setattr(cli, "_load", lambda: workspace)


def test_part_of_a_link_is_written_in_its_language(tmp_path: Path) -> None:
    path = tmp_path / "blanks.csv"
    link = "?page=effort&effort=blanks&blank=1&themes=participation_trust&lang=sv"
    result = run("export", "effort", "--out", path, "--view", link)
    assert result.exit_code == 0, result.output
    assert f"{path.stat().st_size:,} bytes" in result.stdout
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert {row["Målområde"] for row in rows} == {"Delaktighet och tillit"}
    assert {row["Vit fläck"] for row in rows} <= {"ja", "ja, såvitt känt"}


@pytest.mark.parametrize("part", EffortPart)
def test_every_part_is_written_as_a_workbook(tmp_path: Path, part: EffortPart) -> None:
    path = tmp_path / "part.XLSX"
    result = run("export", "effort", "--out", path, "--view", f"effort={part.value}&lang=en")
    assert result.exit_code == 0, result.output
    assert openpyxl.load_workbook(path).sheetnames[-2:] == ["Initiatives", "Sources"]


@pytest.mark.parametrize(
    ("name", "view", "said"),
    [
        ("effort.geojson", "", "csv, xlsx"),
        ("effort.csv", "effort=everything", "“everything”"),
        ("effort.csv", "effort=blanks&city_wide=101", "“101”"),
        ("nowhere/effort.csv", "", "nowhere"),
    ],
)
def test_file_that_cannot_be_written_is_a_bad_call(
    tmp_path: Path, name: str, view: str, said: str
) -> None:
    result = run("export", "effort", "--out", tmp_path / name, "--view", view)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []
