"""People within circles, by hand: areas of 16 km², and a circle of πr²."""

from math import pi

import numpy as np
import pandas as pd
import pytest

from explorer.choices import ReachBy
from explorer.initiatives.model import Place
from explorer.initiatives.reach import (
    Basis,
    Spread,
    circles_about,
    people_within,
    spread_over_cells,
    spread_over_land,
)
from explorer.population_grid import PopulationGrid
from tests.unit.explorer.effort.squares import CODES, SIDE, SOUTH, WEST, people, place_at, squares

SURFACE = 16e6


@pytest.fixture(scope="module")
def land() -> Spread:
    return spread_over_land(squares(), people(1600, 3200, 800))


def within(
    spread: Spread, *places: Place, metres: float = 1000, by: ReachBy = ReachBy.LINE
) -> list[float]:
    counted = people_within(spread, circles_about(places, metres), by)
    assert counted.index.tolist() == list(CODES)
    assert counted.index.name == "area_code"
    assert counted.dtypes.tolist() == [np.dtype("float64")] * 2
    found: list[float] = counted["within"].tolist()
    return found


def test_circle_inside_an_area_takes_its_share_of_the_land(land: Spread) -> None:
    """By hand: π · 1 km² of 16 km², of 1 600 people."""
    found = within(land, place_at(2))
    assert found == pytest.approx([1600 * pi * 1e6 / SURFACE, 0, 0], rel=2e-3)


def test_circle_on_a_border_takes_half_from_either_side(land: Spread) -> None:
    half = pi * 1e6 / 2 / SURFACE
    assert within(land, place_at(4)) == pytest.approx([1600 * half, 3200 * half, 0], rel=2e-3)


def test_whoever_lives_near_several_places_counts_once(land: Spread) -> None:
    """By hand: two circles whose centres lie one radius apart share (2π/3 − √3/2) r²."""
    shared = 2 * pi / 3 - 3**0.5 / 2
    found = within(land, place_at(1.5), place_at(2.5))
    assert found[0] == pytest.approx(1600 * (2 * pi - shared) * 1e6 / SURFACE, rel=2e-3)
    assert within(land, place_at(2), place_at(2)) == within(land, place_at(2))


def test_whole_city_is_within_a_circle_that_is_large_enough(land: Spread) -> None:
    assert within(land, place_at(6), metres=10_000) == [1600, 3200, 800]


def test_area_that_a_circle_touches_counts_whole(land: Spread) -> None:
    assert within(land, place_at(3.5), by=ReachBy.AREAS) == [1600, 3200, 0]
    assert within(land, place_at(2), by=ReachBy.AREAS) == [1600, 0, 0]


def test_nobody_lives_near_no_place(land: Spread) -> None:
    for by in ReachBy:
        assert within(land, by=by) == [0, 0, 0]


def test_area_whose_residents_nobody_knows_is_missing_and_not_empty() -> None:
    spread = spread_over_land(squares(), people(1600, float("nan"), 800))
    for by in ReachBy:
        counted = people_within(spread, circles_about([place_at(4)], 1000), by)
        assert counted["people"].isna().tolist() == [False, True, False]
        assert counted["within"].isna().tolist() == [False, True, False]


# A finer grid


def grid(*cells: tuple[float, float, float, float]) -> PopulationGrid:
    """Make cells of (kilometres east, kilometres north, metres, people) from the corner."""
    rows = [(WEST + 1000 * e, SOUTH + 1000 * n, size, count) for e, n, size, count in cells]
    frame = pd.DataFrame(rows, columns=["east", "north", "size", "people"], dtype="float64")
    return PopulationGrid(frame)


def test_cell_of_a_grid_is_within_where_its_own_land_is() -> None:
    """Its people live in the cell, not anywhere in the area."""
    spread = spread_over_cells(squares(), grid((1.5, 1.5, 1000, 70), (0, 0, 1000, 30)))
    assert spread.basis is Basis.GRID
    counted = people_within(spread, circles_about([place_at(2)], 1000), ReachBy.LINE)
    assert counted["within"].tolist() == pytest.approx([70, 0, 0], rel=1e-6)
    assert counted["people"].tolist() == pytest.approx([100, 0, 0], rel=1e-6)


def test_cell_over_a_border_is_divided_by_its_land() -> None:
    """By hand: three quarters of the cell lie in the second area."""
    spread = spread_over_cells(squares(), grid((3.75, 1.5, 1000, 80)))
    counted = people_within(spread, circles_about([], 1000), ReachBy.LINE)
    assert counted["people"].tolist() == pytest.approx([20, 60, 0], rel=1e-3)


def test_people_of_a_cell_live_on_its_land_and_not_in_the_sea() -> None:
    """Half of the cell lies beyond the outermost area: its people are all in the other half."""
    spread = spread_over_cells(squares(), grid((-0.5, 1.5, 1000, 80), (-3, 0, 1000, 999)))
    counted = people_within(spread, circles_about([], 1000), ReachBy.LINE)
    assert counted["people"].tolist() == pytest.approx([80, 0, 0], rel=1e-6)


def test_even_grid_agrees_with_even_land(land: Spread) -> None:
    """The same people on the same land, by two ways."""
    step = SIDE / 1000 / 8
    cells = [
        (area * 4 + east * step, north * step, step * 1000, count / 64)
        for area, count in enumerate((1600, 3200, 800))
        for east in range(8)
        for north in range(8)
    ]
    fine = spread_over_cells(squares(), grid(*cells))
    for places in ([place_at(2)], [place_at(4), place_at(4.6, 2.5)], [place_at(11, 3.7)]):
        for by in ReachBy:
            assert within(fine, *places, by=by) == pytest.approx(
                within(land, *places, by=by), rel=5e-3, abs=1
            )
