"""
Positions in the four squares of `tests/unit/geodata/grid.py`, and off them.

In these latitudes a thousandth of a degree is about 60 m from west to east and 111 m from south to
north.
"""

import math
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from explorer.area.whereabouts import Position, Whereabouts, find_whereabouts
from geodata.areas import AreaLevel, AreaRegister, load_areas
from geodata.boundaries import BoundarySet, load_boundaries
from geodata.location import Place
from tests.unit.geodata.grid import squares, write_areas, write_features

Here = tuple[AreaRegister, Mapping[AreaLevel, BoundarySet], gpd.GeoDataFrame]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Here:
    folder: Path = tmp_path_factory.mktemp("grid")
    areas = load_areas(write_areas(folder / "areas.csv"))
    boundaries = load_boundaries(areas, write_features(folder / "grid.geojson", squares()))
    # Land under the squares, and an island to the east with sea in between.
    outlines = [box(12.00, 57.70, 12.02, 57.72), box(12.05, 57.70, 12.06, 57.72)]
    return areas, boundaries, gpd.GeoDataFrame(geometry=outlines, crs="EPSG:4326")


def find(here: Here, lon: float, lat: float, accuracy_m: float = 0.0) -> Whereabouts:
    areas, boundaries, land = here
    position = Position(lon, lat, accuracy_m)
    return find_whereabouts(position, boundaries=boundaries, areas=areas, land=land)


def test_position_well_inside_an_area_is_certain(here: Here) -> None:
    found = find(here, 12.005, 57.705)
    assert found == Whereabouts(Place.INSIDE, ("101",))
    assert found.certain


def test_position_near_a_border_may_lie_on_both_sides_of_it_the_own_side_first(here: Here) -> None:
    # 0.0005 degrees of longitude are about 30 m.
    assert find(here, 12.0095, 57.705) == Whereabouts(Place.BORDER, ("101", "102"))
    assert find(here, 12.0105, 57.705) == Whereabouts(Place.BORDER, ("102", "101"))


def test_position_near_a_corner_may_lie_in_all_areas_that_meet_there(here: Here) -> None:
    found = find(here, 12.0099, 57.7099)
    assert found.place is Place.BORDER
    assert found.codes[0] == "101"
    assert set(found.codes) == {"101", "102", "103", "104"}


def test_position_on_a_border_is_one_near_a_border(here: Here) -> None:
    found = find(here, 12.01, 57.705)
    assert found == Whereabouts(Place.BORDER, ("101", "102"))
    assert not found.certain


def test_rougher_position_may_lie_in_more_areas(here: Here) -> None:
    # About 240 m from the border to the east.
    assert find(here, 12.006, 57.705, 100).codes == ("101",)
    assert find(here, 12.006, 57.705, 400).codes == ("101", "102")


def test_position_that_is_known_too_roughly_names_no_area(here: Here) -> None:
    found = find(here, 12.005, 57.705, 1500)
    assert found.codes == ()
    assert found.rough_m == 1500


def test_position_just_off_the_shore_offers_the_areas_along_it(here: Here) -> None:
    # About 60 m to the south of the western square, 130 m from the border to the next one.
    found = find(here, 12.0078, 57.6995)
    assert found.place is Place.SHORE
    assert found.codes[0] == "101"
    assert found.distance_m == pytest.approx(56, abs=3)


def test_position_at_sea_names_the_nearest_area_and_how_far_it_is(here: Here) -> None:
    # 0.02 degrees east of the squares, about 1.19 km.
    found = find(here, 12.04, 57.705)
    assert (found.place, found.codes) == (Place.SEA, ("102",))
    assert found.distance_m == pytest.approx(1193, abs=10)


def test_position_outside_names_the_nearest_area(here: Here) -> None:
    # 0.05 degrees of latitude, about 5.6 km, is further out than the land that is known.
    found = find(here, 12.005, 57.77)
    assert (found.place, found.codes) == (Place.OUTSIDE, ("103",))
    assert found.distance_m == pytest.approx(5568, abs=20)


@pytest.mark.parametrize(
    ("lon", "lat"), [(18.07, 59.33), (-122.4, 37.8), (0.0, 0.0), (math.nan, 57.7), (12.0, math.inf)]
)
def test_position_far_away_or_nowhere_names_no_area(here: Here, lon: float, lat: float) -> None:
    assert find(here, lon, lat) == Whereabouts(Place.OUTSIDE, (), distance_m=None)


def test_uncertainty_that_is_no_number_counts_as_too_rough(here: Here) -> None:
    assert find(here, 12.005, 57.705, math.nan).codes == ()
    assert find(here, 12.005, 57.705, math.inf).codes == ()


def test_whereabouts_hold_no_coordinates(here: Here) -> None:
    found = find(here, 12.00512, 57.70534)
    assert "12.005" not in repr(found)
    assert "57.705" not in repr(found)
