"""A finer grid of where people live, which may stand in the data folder (reads)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geodata.problems import DataError, Problem
from indicators.rows import read_rows

GRID_FILE: Final = "population_grid.csv"
COLUMNS: Final = ("east", "north", "size", "people")
NUMBER: Final = r"[+-]?[0-9]{1,15}(\.[0-9]+)?"
DECIMAL_COMMA: Final = r"[+-]?[0-9]+,[0-9]+"
# Two cells are told apart by more than what rounding to whole metres leaves.
ROUNDING_M2: Final = 1.0
MOST_PROBLEMS: Final = 50


class _Range(NamedTuple):
    """What a column may hold, and in words."""

    low: float
    high: float
    words: str


# Sweden in SWEREF 99 TM (EPSG:3006); in SWEREF 99 12 00, which the city uses, east is smaller.
RANGES: Final = {
    "east": _Range(250_000, 930_000, "250000–930000 (SWEREF 99 TM, metres)"),
    "north": _Range(6_100_000, 7_700_000, "6100000–7700000 (SWEREF 99 TM, metres)"),
    "size": _Range(1, 10_000, "1–10000 (metres)"),
    "people": _Range(0, 1_000_000, "0–1000000"),
}


@dataclass(frozen=True, eq=False)
class PopulationGrid:
    """
    Squares with the number of people who live in each.

    Parameters
    ----------
    cells
        Float columns `east` and `north` (lower-left corner), `size` (side), all in metres in SWEREF
        99 TM (EPSG:3006), and `people`; none missing, none overlapping another, RangeIndex.
    """

    cells: pd.DataFrame


def load_grid(path: Path) -> PopulationGrid:
    """
    Read a grid.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns east, north, size and people; further columns are ignored.

    Raises
    ------
    DataError
        With everything that is wrong with the file.
    """
    rows, found = read_rows(path, required=COLUMNS)
    problems = [problem for problem in found if problem.severity == "error"]
    if rows is None:
        raise DataError(problems)
    numbers = pd.DataFrame(index=rows.index, columns=list(COLUMNS), dtype="float64")
    for column in COLUMNS:
        numbers[column], wrong = _read_numbers(rows[column], path.name)
        problems += wrong
    if not problems:
        problems = _overlaps(numbers, path.name)
    if problems:
        problems.sort(key=lambda problem: problem.row or 0)
        raise DataError(problems[:MOST_PROBLEMS])
    return PopulationGrid(numbers.reset_index(drop=True))


def _read_numbers(cells: pd.Series, file: str) -> tuple[pd.Series, list[Problem]]:
    column = str(cells.name)
    allowed = RANGES[column]
    empty = cells.eq("")
    comma = cells.str.fullmatch(DECIMAL_COMMA)
    odd = ~empty & ~comma & ~cells.str.fullmatch(NUMBER)
    numbers = pd.to_numeric(cells.where(~(empty | comma | odd)), errors="coerce")
    outside = numbers.notna() & ~numbers.between(allowed.low, allowed.high)
    kinds = {
        "value-missing": (empty, allowed.words),
        "decimal-comma": (comma, "12.5"),
        "not-a-number": (odd, ""),
        "value-out-of-range": (outside, allowed.words),
    }
    return numbers.astype("float64"), [
        Problem(code, file, int(row), column, str(cells.loc[row]), words)
        for code, (wrong, words) in kinds.items()
        for row in cells.index[wrong]
    ]


def _overlaps(numbers: pd.DataFrame, file: str) -> list[Problem]:
    """List the cells that lie over an earlier one: their people would count twice."""
    squares = cell_squares(numbers)
    first, second = shapely.STRtree(squares).query(squares, predicate="intersects")
    first, second = first[first < second], second[first < second]
    shared = shapely.area(shapely.intersection(squares[first], squares[second]))
    doubled = np.unique(second[shared > ROUNDING_M2])
    return [
        Problem(
            "cells-overlap",
            file,
            int(numbers.index[place]),
            "east",
            f"{numbers['east'].iloc[place]:.0f}, {numbers['north'].iloc[place]:.0f}",
        )
        for place in doubled
    ]


def cell_squares(cells: pd.DataFrame) -> np.ndarray:
    """Draw the squares of cells, in metres."""
    east, north, size = (
        cells[name].to_numpy(dtype="float64") for name in ("east", "north", "size")
    )
    return np.asarray(shapely.box(east, north, east + size, north + size))
