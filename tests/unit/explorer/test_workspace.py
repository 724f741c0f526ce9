"""All data sets loaded together: built in, replaced file by file, and damaged in every way."""

import csv
import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from shapely import box
from shapely.geometry import mapping, shape

from explorer.initiatives.rows import COLUMNS
from explorer.layers import build_layer
from explorer.view import Show, ViewState
from explorer.workspace import Workspace, load_workspace
from geodata.areas import AreaLevel
from geodata.problems import DataError, Problem
from tests.unit.geodata.grid import AREAS, square, squares, write_areas, write_features

FOLDERS = {
    "areas.csv": files("geodata") / "data",
    "primary_areas.geojson": files("geodata") / "data",
    "land.geojson": files("geodata") / "data",
    "observations.csv": files("indicators") / "data",
    "indicators.csv": files("indicators") / "data",
    "sources.csv": files("indicators") / "data",
    "initiatives.csv": files("explorer.initiatives") / "data",
}
Rows = list[dict[str, str]]


def built_in(name: str) -> str:
    return (FOLDERS[name] / name).read_text(encoding="utf-8")


def change_rows(folder: Path, name: str, change: Callable[[Rows], object]) -> None:
    """Write a built-in CSV file into a folder with its rows changed."""
    rows = list(csv.DictReader(built_in(name).splitlines()))
    columns = list(rows[0])
    change(rows)
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)


def change_outlines(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Write the built-in boundary file into a folder with its document changed."""
    document = json.loads(built_in("primary_areas.geojson"))
    change(document)
    text = json.dumps(document, ensure_ascii=False)
    (folder / "primary_areas.geojson").write_text(text, encoding="utf-8")


def set_cells(row: int, **cells: str) -> Callable[[Rows], object]:
    """Change cells of a row, counted as a spreadsheet does: the first below the header is 2."""
    return lambda rows: rows[row - 2].update(cells)


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        load_workspace(folder)
    return caught.value.problems


def only_problem(folder: Path) -> Problem:
    (problem,) = problems_of(folder)
    return problem


def test_built_in_data_load_without_a_setting(workspace: Workspace) -> None:
    assert set(workspace.boundaries) == set(AreaLevel)
    assert [len(workspace.areas.codes(level)) for level in AreaLevel] == [1, 4, 36, 96, 10]
    assert len(workspace.table.definitions) == 27
    assert len(workspace.register.initiatives) == built_in("initiatives.csv").count("\n") - 1
    assert len(workspace.land) > 0
    # Every area of every level has residents.
    assert workspace.people.notna().all()
    assert workspace.people.groupby("area_level").size().to_dict() == {
        level.value: len(workspace.areas.codes(level)) for level in AreaLevel
    }


def test_empty_folder_replaces_nothing(tmp_path: Path, workspace: Workspace) -> None:
    loaded = load_workspace(tmp_path)
    assert loaded.report == workspace.report
    assert loaded.table.observations.equals(workspace.table.observations)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_copy_of_any_file_changes_nothing(
    tmp_path: Path, name: str, workspace: Workspace
) -> None:
    (tmp_path / name).write_text(built_in(name), encoding="utf-8")
    loaded = load_workspace(tmp_path)
    assert loaded.report == workspace.report
    assert loaded.register.initiatives == workspace.register.initiatives
    assert loaded.table.observations.equals(workspace.table.observations)


def test_one_file_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        for row in rows:
            key = (row["indicator_id"], row["area_level"], row["area_code"])
            if key == ("low_economic_standard", "city_area", "01"):
                row["value"] = "31.5"

    change_rows(tmp_path, "observations.csv", change)
    loaded = load_workspace(tmp_path)
    view = ViewState(level=AreaLevel.CITY_AREA, show=Show.VALUE)
    assert build_layer(loaded, view).frame["value"].to_dict()["01"] == 31.5
    assert len(loaded.table.definitions) == 27
    assert len(loaded.register.initiatives) > 100


def test_name_of_an_area_is_replaced_everywhere(tmp_path: Path) -> None:
    def rename(rows: Rows) -> None:
        (row,) = (each for each in rows if each["area_code"] == "306")
        row["name"] = "Bergsjön i öster"

    change_rows(tmp_path, "areas.csv", rename)
    loaded = load_workspace(tmp_path)
    level = AreaLevel.PRIMARY_AREA
    assert loaded.areas.name(level, "306") == "Bergsjön i öster"
    assert loaded.boundaries[level].frame["name"]["306"] == "Bergsjön i öster"
    assert build_layer(loaded, ViewState()).frame["name"]["306"] == "Bergsjön i öster"


def test_register_without_a_single_point_loads(tmp_path: Path) -> None:
    def keep_bands(rows: Rows) -> None:
        rows[:] = [row for row in rows if not row["lon"]]

    change_rows(tmp_path, "initiatives.csv", keep_bands)
    loaded = load_workspace(tmp_path)
    assert loaded.register.initiatives
    assert not any(each.has_point for each in loaded.register.initiatives)
    assert loaded.report.moved == ()


def test_missing_folder_is_told_by_name(tmp_path: Path) -> None:
    problem = only_problem(tmp_path / "figures-2026")
    assert (problem.code, problem.file) == ("file-missing", "figures-2026")
    assert "Check the name" in problem.hint


def test_file_in_place_of_the_folder_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_text("x", encoding="utf-8")
    assert only_problem(path).code == "file-missing"


def test_problems_of_several_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "primary_areas.geojson").write_text('{"type": "FeatureColl', encoding="utf-8")
    change_rows(tmp_path, "initiatives.csv", set_cells(5, target_area="wrk", lon="57,68"))
    change_rows(tmp_path, "observations.csv", set_cells(9, value="11,5"))
    problems = problems_of(tmp_path)
    found = {
        (each.file, each.row, each.column): (each.code, each.value)
        for each in problems
        if each.file != "primary_areas.geojson"
    }
    assert found == {
        ("initiatives.csv", 5, "target_area"): ("unknown-target-area", "wrk"),
        ("initiatives.csv", 5, "lon"): ("coordinates-outside", "57,68, 57.71280"),
        ("observations.csv", 9, "value"): ("decimal-comma", "11,5"),
    }
    (boundary,) = (each for each in problems if each.file == "primary_areas.geojson")
    assert boundary.code == "file-unreadable"
    assert all(each.severity == "error" and each.hint for each in problems)


def test_every_problem_of_a_file_is_told_not_only_the_first(tmp_path: Path) -> None:
    def damage(rows: Rows) -> None:
        for number in (2, 3, 4):
            set_cells(number, area_code="48")(rows)

    change_rows(tmp_path, "observations.csv", damage)
    assert {each.row for each in problems_of(tmp_path)} == {2, 3, 4}


def test_unknown_area_in_the_figures(tmp_path: Path) -> None:
    rows = list(csv.DictReader(built_in("observations.csv").splitlines()))
    number = next(
        place for place, row in enumerate(rows, start=2) if row["area_level"] == "primary_area"
    )
    change_rows(tmp_path, "observations.csv", set_cells(number, area_code="999"))
    problem = only_problem(tmp_path)
    assert (problem.code, problem.file, problem.row, problem.column, problem.value) == (
        "unknown-area",
        "observations.csv",
        number,
        "area_code",
        "999",
    )
    assert "Check the code and its level" in str(problem)


def test_row_that_stands_twice_in_the_figures(tmp_path: Path) -> None:
    change_rows(tmp_path, "observations.csv", lambda rows: rows.insert(1, dict(rows[0])))
    problem = only_problem(tmp_path)
    assert (problem.code, problem.file, problem.row) == ("duplicate-row", "observations.csv", 3)
    assert "Delete one of the rows" in problem.hint


def test_dropped_zero_in_a_code_of_the_areas(tmp_path: Path) -> None:
    def drop(rows: Rows) -> None:
        (row,) = (each for each in rows if each["area_code"] == "01")
        row["area_code"] = "1"

    change_rows(tmp_path, "areas.csv", drop)
    problems = problems_of(tmp_path)
    assert "code-format" in {each.code for each in problems}
    assert {each.file for each in problems} == {"areas.csv"}
    assert any("leading zero" in each.hint for each in problems)


def test_unknown_area_in_the_register(tmp_path: Path) -> None:
    rows = list(csv.DictReader(built_in("initiatives.csv").splitlines()))
    number = next(place for place, row in enumerate(rows, start=2) if row["primary_area_code"])
    change_rows(tmp_path, "initiatives.csv", set_cells(number, primary_area_code="999"))
    problem = only_problem(tmp_path)
    assert (problem.code, problem.file, problem.row, problem.value) == (
        "unknown-area",
        "initiatives.csv",
        number,
        "999",
    )


def test_boundaries_in_metres(tmp_path: Path) -> None:
    """The file says EPSG:3006, as one exported in SWEREF 99 TM does."""
    name = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    change_outlines(tmp_path, lambda document: document.update(crs=name))
    problem = only_problem(tmp_path)
    assert (problem.code, problem.file) == ("wrong-crs", "primary_areas.geojson")
    assert "3006" in problem.value
    assert "Transform the file" in problem.hint


def test_coordinates_in_metres_without_a_word_about_it(tmp_path: Path) -> None:
    def move(document: dict[str, Any]) -> None:
        for feature in document["features"]:
            feature["geometry"] = mapping(box(319_000, 6_399_000, 320_000, 6_400_000))

    change_outlines(tmp_path, move)
    problems = problems_of(tmp_path)
    assert {each.code for each in problems} == {"wrong-crs"}
    assert all("Transform the file" in each.hint for each in problems)


def test_overlapping_areas(tmp_path: Path) -> None:
    """One area grows by about 200 m over its neighbours."""

    def grow(document: dict[str, Any]) -> None:
        feature = document["features"][10]
        feature["geometry"] = mapping(shape(feature["geometry"]).buffer(0.002))

    change_outlines(tmp_path, grow)
    problems = problems_of(tmp_path)
    code = json.loads(built_in("primary_areas.geojson"))["features"][10]["properties"]["area_code"]
    assert {each.code for each in problems} == {"overlap"}
    assert all(code in each.value for each in problems)
    assert all(each.file == "primary_areas.geojson" and each.row for each in problems)
    assert all("snap geometries" in each.hint for each in problems)


def test_area_without_a_boundary_is_named(tmp_path: Path) -> None:
    change_outlines(tmp_path, lambda document: document["features"].pop(0))
    problem = only_problem(tmp_path)
    assert (problem.code, problem.file) == ("area-without-boundary", "primary_areas.geojson")
    code = json.loads(built_in("primary_areas.geojson"))["features"][0]["properties"]["area_code"]
    assert problem.value.startswith(code)


def test_damaged_land_is_told(tmp_path: Path) -> None:
    (tmp_path / "land.geojson").write_text("", encoding="utf-8")
    problem = only_problem(tmp_path)
    assert (problem.code, problem.file) == ("file-unreadable", "land.geojson")


def write_table(folder: Path, name: str, rows: list[Mapping[str, str]]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_town(folder: Path) -> Path:
    """Write a whole town of its own: four areas, their residents, and no districts of 2011."""
    lines = [line for line in AREAS.splitlines() if "district_2011," not in line]
    text = "\n".join(line.replace(",131", ",").replace(",132", ",") for line in lines)
    write_areas(folder / "areas.csv", f"area_level{text.removeprefix('area_level')}\n")
    write_features(folder / "primary_areas.geojson", squares())
    write_features(folder / "land.geojson", {"": square(11.9, 57.6, 12.1, 57.8)})
    definitions = list(csv.DictReader(built_in("indicators.csv").splitlines()))
    population = next(row for row in definitions if row["indicator_id"] == "population")
    write_table(folder, "indicators.csv", [population])
    source = {"source_id": "town", "publisher": "Town", "title": "People", "read_from": "x"}
    write_table(folder, "sources.csv", [source])
    people = {"101": "10", "102": "20", "103": "30", "104": "40"}
    figures = [
        {
            "area_level": "primary_area",
            "area_code": code,
            "indicator_id": "population",
            "period": "2025",
            "value": value,
            "quality": "published",
            "source_id": "town",
        }
        for code, value in people.items()
    ]
    write_table(folder, "observations.csv", [*figures])
    initiative = next(csv.DictReader(built_in("initiatives.csv").splitlines()))
    where = {"primary_area_code": "101", "lon": "12.005", "lat": "57.705"}
    write_table(folder, "initiatives.csv", [{**initiative, **where}])
    return folder


def test_another_town_loads_with_levels_of_its_own(tmp_path: Path) -> None:
    """It has no districts of 2011: nothing is missing, and people are still counted."""
    town = load_workspace(write_town(tmp_path))
    assert town.areas.codes(AreaLevel.DISTRICT_2011) == ()
    assert AreaLevel.DISTRICT_2011 not in town.boundaries
    assert town.people_period == "2025"
    # 10 + 20 in the south, 30 + 40 in the north.
    assert town.people["city_area"].to_dict() == {"01": 30.0, "02": 70.0}
    assert town.report.moved == ()
    found = {each.level: each for each in town.report.levels}
    assert found[AreaLevel.PRIMARY_AREA].without_figures == ()
    # Only the primary areas have rows of their own; the others are computed from them.
    assert found[AreaLevel.CITY_AREA].without_figures == ("01", "02")
    layer = build_layer(town, ViewState(indicator="population", level=AreaLevel.CITY_AREA))
    assert layer.frame["value"].to_dict() == {"01": 30.0, "02": 70.0}


def test_figures_without_residents_load_with_unknown_people(tmp_path: Path) -> None:
    write_town(tmp_path)
    rows = list(csv.DictReader((tmp_path / "indicators.csv").read_text("utf-8").splitlines()))
    for row in rows:
        row["indicator_id"] = "dwellers"
    write_table(tmp_path, "indicators.csv", [*rows])
    path = tmp_path / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("population", "dwellers"), encoding="utf-8")
    town = load_workspace(tmp_path)
    assert town.people_period == ""
    view = ViewState(indicator="dwellers", level=AreaLevel.PRIMARY_AREA)
    assert build_layer(town, view).frame["people"].isna().all()


def test_register_has_every_column_that_is_read() -> None:
    """The built-in file itself is the example to copy: no column more, none less."""
    header = built_in("initiatives.csv").splitlines()[0].split(",")
    assert set(header) == set(COLUMNS)
