"""Which cell of a random grid a point lies in can be worked out by comparing numbers."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import BoundarySet
from geodata.location import Place, locate

COLUMNS = ["area_level", "area_code", "name", "parent_code", "district_2011_code"]


@dataclass(frozen=True)
class Grid:
    """Edges of columns and rows in degrees; cells are numbered from 101, row by row."""

    lons: list[float]
    lats: list[float]

    @property
    def cells(self) -> dict[str, tuple[float, float, float, float]]:
        corners = [
            (west, south, east, north)
            for south, north in zip(self.lats[:-1], self.lats[1:], strict=True)
            for west, east in zip(self.lons[:-1], self.lons[1:], strict=True)
        ]
        return {str(101 + number): corner for number, corner in enumerate(corners)}

    def holders(self, lon: float, lat: float) -> list[str]:
        """Return the codes of all cells that hold the point, edges included, smallest first."""
        return [
            code
            for code, (west, south, east, north) in self.cells.items()
            if west <= lon <= east and south <= lat <= north
        ]

    def locate(self, lon: list[float], lat: list[float]) -> pd.DataFrame:
        level = AreaLevel.PRIMARY_AREA
        rows = [
            ("municipality", "1480", "City", None, None),
            ("city_area", "01", "Half", "1480", None),
            ("intermediate_area", "10", "Quarter", "01", None),
            *((level.value, code, code, "10", None) for code in self.cells),
        ]
        frame = pd.DataFrame(rows, columns=COLUMNS).astype("str").set_index(COLUMNS[:2])
        codes = pd.Index(list(self.cells), name="area_code", dtype="str")
        outlines = gpd.GeoDataFrame(
            {"name": codes},
            geometry=[box(*corners) for corners in self.cells.values()],
            index=codes,
            crs="EPSG:4326",
        )
        land = outlines[["geometry"]].reset_index(drop=True)
        areas = AreaRegister(frame.sort_index())
        return locate(lon, lat, {level: BoundarySet(level, outlines)}, areas, land)


def edges(start: float) -> st.SearchStrategy[list[float]]:
    steps = st.lists(st.integers(0, 400), min_size=2, max_size=6, unique=True)
    return steps.map(lambda found: [start + step / 1000 for step in sorted(found)])


@st.composite
def grids_with_points(draw: st.DrawFn) -> tuple[Grid, list[float], list[float]]:
    grid = Grid(draw(edges(12.0)), draw(edges(57.5)))
    # Points on edges and corners are drawn on purpose, they never come up by chance.
    lon = st.sampled_from(grid.lons) | st.floats(11.95, 12.45)
    lat = st.sampled_from(grid.lats) | st.floats(57.45, 57.95)
    points = draw(st.lists(st.tuples(lon, lat), max_size=20))
    return grid, [x for x, _ in points], [y for _, y in points]


@given(grids_with_points())
def test_point_in_a_grid_is_in_the_cell_that_arithmetic_says(
    case: tuple[Grid, list[float], list[float]],
) -> None:
    grid, lons, lats = case
    found = grid.locate(lons, lats)
    assert len(found) == len(lons)
    for lon, lat, row in zip(lons, lats, found.itertuples(), strict=True):
        holders = grid.holders(lon, lat)
        if holders:
            place = Place.INSIDE if len(holders) == 1 else Place.BORDER
            assert (row.primary_area, row.place) == (holders[0], place)
            assert row.municipality == "1480"
        else:
            assert row.place in {Place.SHORE, Place.SEA, Place.OUTSIDE}
            assert (row.primary_area is not None) == (row.place == Place.SHORE)


@given(grids_with_points(), st.randoms(use_true_random=False))
def test_order_of_the_points_does_not_matter(
    case: tuple[Grid, list[float], list[float]], random: np.random.Generator
) -> None:
    grid, lons, lats = case
    order = list(range(len(lons)))
    random.shuffle(order)
    shuffled = grid.locate([lons[i] for i in order], [lats[i] for i in order])
    expected = grid.locate(lons, lats).iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(shuffled, expected)
