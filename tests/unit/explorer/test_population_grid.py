"""A grid of where people live: what is read, and what is said of what cannot be."""

from pathlib import Path

import pytest

from explorer.population_grid import GRID_FILE, load_grid
from explorer.workspace import load_workspace
from geodata.problems import DataError, Problem
from tests.unit.indicators.made_up import write_csv

HEADER = "east,north,size,people"
GOOD = ("319000,6397000,250,12", "319250,6397000,250,0", "319000,6397250,250,7.5")


def problems_of(folder: Path, *lines: str, header: str = HEADER) -> list[Problem]:
    with pytest.raises(DataError) as raised:
        load_grid(write_csv(folder / GRID_FILE, header, *lines))
    return list(raised.value.problems)


def test_cells_are_read_as_numbers_and_further_columns_are_passed_over(tmp_path: Path) -> None:
    path = write_csv(tmp_path / GRID_FILE, f"{HEADER},year", *(f"{each},2024" for each in GOOD))
    cells = load_grid(path).cells
    assert list(cells.columns) == ["east", "north", "size", "people"]
    assert cells["people"].tolist() == [12, 0, 7.5]
    assert [str(each) for each in cells.dtypes] == ["float64"] * 4
    assert cells.index.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (",6397000,250,12", "value-missing", "east"),
        ("319000,many,250,12", "not-a-number", "north"),
        ("319000,6397000,250,inf", "not-a-number", "people"),
        ('319000,6397000,250,"12,5"', "decimal-comma", "people"),
        ("319000,6397000,250,-1", "value-out-of-range", "people"),
        ("319000,6397000,0,12", "value-out-of-range", "size"),
        # SWEREF 99 12 00, which the city itself uses.
        ("147000,6397000,250,12", "value-out-of-range", "east"),
        ("11.97,57.7,250,12", "value-out-of-range", "east"),
        ("6397000,319000,250,12", "value-out-of-range", "east"),
    ],
)
def test_wrong_cell_is_named_with_its_row(
    tmp_path: Path, line: str, code: str, column: str
) -> None:
    found = problems_of(tmp_path, *GOOD, line)
    assert (found[0].code, found[0].row, found[0].column) == (code, 5, column)
    assert found[0].file == GRID_FILE
    assert found[0].hint


def test_cells_over_each_other_are_refused_and_neighbours_are_not(tmp_path: Path) -> None:
    """Their people would count twice; sides and corners in common are no overlap."""
    found = problems_of(tmp_path, *GOOD, "319100,6397100,100,3")
    assert [(each.code, each.row) for each in found] == [("cells-overlap", 5)]
    twice = problems_of(tmp_path, *GOOD, GOOD[0])
    assert [(each.code, each.row) for each in twice] == [("cells-overlap", 5)]


def test_missing_column_and_empty_file_are_told(tmp_path: Path) -> None:
    assert [each.code for each in problems_of(tmp_path, "1,2,3", header="east,north,size")] == [
        "column-missing"
    ]
    assert [each.code for each in problems_of(tmp_path)] == ["file-empty"]


def test_grid_in_the_data_folder_is_loaded_with_the_rest_and_is_none_without(
    tmp_path: Path,
) -> None:
    assert load_workspace(tmp_path).grid is None
    write_csv(tmp_path / GRID_FILE, HEADER, *GOOD)
    grid = load_workspace(tmp_path).grid
    assert grid is not None
    assert len(grid.cells) == 3
    write_csv(tmp_path / GRID_FILE, HEADER, "319000,6397000,250,some")
    with pytest.raises(DataError) as raised:
        load_workspace(tmp_path)
    assert [each.code for each in raised.value.problems] == ["not-a-number"]
