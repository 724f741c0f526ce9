"""The register of the database in the place of the built-in one, for commands that only read."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from explorer.initiatives.kept import Unavailable
from explorer.initiatives.store import Store
from explorer.workspace import Workspace, with_kept_register, with_register
from tests.unit.explorer.test_cli import loaded as loaded
from tests.unit.explorer.test_cli import plain_settings as plain_settings
from tests.unit.explorer.test_cli import run


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address that the settings name."""
    return f"sqlite:///{tmp_path / 'register.sqlite'}"


@pytest.fixture
def store(url: str, workspace: Workspace) -> Store:
    """Return a database whose first initiative has a made-up name and lies in the wrong area."""
    store = Store(url, workspace.areas)
    store.prepare()
    first = store.register().initiatives[0]
    store.edit(replace(first, name="Påhittat namn", primary_area_code="306"), seen=1, who="Ann")
    return store


@pytest.mark.usefixtures("store")
def test_register_of_the_database_goes_before_the_built_in_one(
    workspace: Workspace, url: str
) -> None:
    found = with_kept_register(workspace, url)
    first = found.register.initiatives[0]
    assert first.name == "Påhittat namn"
    assert found.register.initiatives[1:] == workspace.register.initiatives[1:]
    # Its points are compared with the boundaries anew.
    assert (first.id, "306", "102") in found.report.moved
    assert set(found.report.moved) - {(first.id, "306", "102")} == set(workspace.report.moved)
    assert found.report.levels == workspace.report.levels


def test_no_database_is_made_by_reading(workspace: Workspace, url: str, tmp_path: Path) -> None:
    assert with_kept_register(workspace, url) is workspace
    assert list(tmp_path.iterdir()) == []


def test_database_that_does_not_answer_is_said(
    workspace: Workspace, url: str, tmp_path: Path
) -> None:
    (tmp_path / "register.sqlite").write_text("no database" * 100)
    with pytest.raises(Unavailable):
        with_kept_register(workspace, url)


def test_register_without_points_has_none_that_moved(workspace: Workspace) -> None:
    bare = replace(workspace.register, initiatives=())
    assert with_register(workspace, bare).report.moved == ()


@pytest.mark.usefixtures("store", "loaded")
def test_table_of_a_view_is_written_with_the_register_of_the_database(tmp_path: Path) -> None:
    path = tmp_path / "view.xlsx"
    result = run("export", "table", "--out", path, "--view", "initiatives=early_years")
    assert result.exit_code == 0, result.output
    sheets = openpyxl.load_workbook(path).worksheets
    assert "Påhittat namn" in [cell for sheet in sheets for row in sheet.values for cell in row]


@pytest.mark.usefixtures("loaded")
def test_table_is_written_with_the_built_in_register_where_the_database_does_not_answer(
    tmp_path: Path,
) -> None:
    (tmp_path / "register.sqlite").write_text("no database" * 100)
    path = tmp_path / "view.geojson"
    result = run("export", "table", "--out", path)
    assert result.exit_code == 0, result.output
    assert "The database of the register does not answer" in result.output
    assert path.is_file()
