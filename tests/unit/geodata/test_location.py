from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pyproj import Geod
from shapely.geometry import Polygon

from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import BoundarySet
from geodata.location import SHORE_DISTANCE_M, Place, locate
from tests.unit.geodata.grid import CENTRE, EAST, MIDDLE, NORTH, SOUTH, WEST

Grid = tuple[dict[AreaLevel, BoundarySet], AreaRegister, gpd.GeoDataFrame]
CITY = tuple[Mapping[AreaLevel, BoundarySet], AreaRegister, gpd.GeoDataFrame]
COLUMNS = ["place", *(level.value for level in AreaLevel)]


@pytest.fixture
def grid(
    grid_boundaries: dict[AreaLevel, BoundarySet],
    grid_areas: AreaRegister,
    grid_land: gpd.GeoDataFrame,
) -> Grid:
    return grid_boundaries, grid_areas, grid_land


@pytest.fixture(scope="session")
def city(
    boundaries: Mapping[AreaLevel, BoundarySet], areas: AreaRegister, land: gpd.GeoDataFrame
) -> CITY:
    return boundaries, areas, land


def west_of_the_grid(distance_m: float) -> tuple[float, float]:
    """Return the point at a distance from the middle of 101's western edge, on the ellipsoid."""
    lon, lat, _ = Geod(ellps="WGS84").fwd(WEST, 57.705, 270, distance_m)
    return lon, lat


def test_point_inside_is_named_on_every_level(grid: Grid) -> None:
    found = locate([12.015, 12.005], [57.715, 57.715], *grid)
    expected = pd.DataFrame(
        {
            "place": ["inside", "inside"],
            "municipality": ["1480", "1480"],
            "city_area": ["02", "02"],
            "intermediate_area": ["20", "20"],
            "primary_area": ["104", "103"],
            "district_2011": ["132", "131"],
        },
        dtype=object,
    )
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize(
    ("lon", "lat", "code", "place"),
    [
        (MIDDLE, 57.705, "101", Place.BORDER),
        (MIDDLE, 57.715, "103", Place.BORDER),
        (12.005, CENTRE, "101", Place.BORDER),
        (12.015, CENTRE, "102", Place.BORDER),
        (MIDDLE, CENTRE, "101", Place.BORDER),
        (WEST, 57.705, "101", Place.INSIDE),
        (EAST, NORTH, "104", Place.INSIDE),
        (MIDDLE, SOUTH, "101", Place.BORDER),
    ],
)
def test_point_on_a_border_has_the_smallest_code_and_an_outer_edge_is_inside(
    grid: Grid, lon: float, lat: float, code: str, place: Place
) -> None:
    (found,) = locate(lon, lat, *grid).itertuples()
    assert (found.primary_area, found.place) == (code, place)


def test_levels_of_a_point_on_a_border_fit_together(grid: Grid) -> None:
    (found,) = locate(MIDDLE, CENTRE, *grid).itertuples()
    assert (found.intermediate_area, found.city_area, found.district_2011) == ("10", "01", "131")


@pytest.mark.parametrize(
    ("distance_m", "place", "code"),
    [
        (1, Place.SHORE, "101"),
        (100, Place.SHORE, "101"),
        (149, Place.SHORE, "101"),
        (151, Place.OUTSIDE, None),
        (200, Place.OUTSIDE, None),
    ],
)
def test_shore_ends_at_150_metres(
    grid: Grid, distance_m: float, place: Place, code: str | None
) -> None:
    assert SHORE_DISTANCE_M == 150
    lon, lat = west_of_the_grid(distance_m)
    (found,) = locate(lon, lat, *grid).itertuples()
    assert (found.place, found.primary_area) == (place, code)


def test_shore_is_named_on_every_level(grid: Grid) -> None:
    lon, lat = west_of_the_grid(100)
    (found,) = locate(lon, lat, *grid).itertuples()
    assert (found.municipality, found.city_area, found.district_2011) == ("1480", "01", "131")


@pytest.mark.parametrize("codes", [["101", "102"], ["102", "101"]])
def test_shore_equally_near_to_two_areas_has_the_smallest_code(
    grid_areas: AreaRegister, grid_land: gpd.GeoDataFrame, codes: list[str]
) -> None:
    # Two wedges meet in their southern tips, and the point lies 56 m south of the tips.
    tip = (12.01, 57.70)
    wedges = [
        Polygon([tip, (12.005, 57.71), (12.00, 57.71)]),
        Polygon([tip, (12.02, 57.71), (12.015, 57.71)]),
    ]
    frame = gpd.GeoDataFrame(geometry=wedges, index=codes, crs="EPSG:4326").sort_index()
    level = AreaLevel.PRIMARY_AREA
    boundaries = {level: BoundarySet(level, frame)}
    (found,) = locate(12.01, 57.6995, boundaries, grid_areas, grid_land).itertuples()
    assert (found.place, found.primary_area) == (Place.SHORE, "101")


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [
        (12.035, 57.71, Place.SEA),
        (12.055, 57.71, Place.OUTSIDE),  # on the island, which is in no area
        (12.10, 57.71, Place.OUTSIDE),  # beyond what the land file covers
    ],
)
def test_sea_is_where_the_land_file_has_no_land(
    grid: Grid, lon: float, lat: float, place: Place
) -> None:
    (found,) = locate(lon, lat, *grid).itertuples()
    assert found.place == place
    assert all(getattr(found, level.value) is None for level in AreaLevel)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (np.nan, 57.71),
        (12.01, np.nan),
        (np.nan, np.nan),
        (np.inf, 57.71),
        (12.01, -np.inf),
        (12.01, 91),
        (500, 57.71),
        (57.71, 12.01),
        (319000, 6400000),
        (-168, -57.7),
    ],
)
def test_coordinates_that_are_no_place_here_are_outside(grid: Grid, lon: float, lat: float) -> None:
    # The good points in the same call keep their answers.
    shore_lon, shore_lat = west_of_the_grid(100)
    found = locate([lon, 12.005, shore_lon], [lat, 57.705, shore_lat], *grid)
    assert list(found["place"]) == [Place.OUTSIDE, Place.INSIDE, Place.SHORE]
    assert list(found["primary_area"]) == [None, "101", "101"]


def test_no_points_give_no_rows(grid: Grid) -> None:
    found = locate([], [], *grid)
    assert list(found.columns) == COLUMNS
    assert len(found) == 0


def test_only_bad_points_are_answered_too(grid: Grid) -> None:
    assert list(locate([np.nan], [np.nan], *grid)["place"]) == [Place.OUTSIDE]


def test_rows_are_numbered_in_the_order_of_the_points_whatever_index_they_have(grid: Grid) -> None:
    points = pd.DataFrame(
        {"lon": [12.015, 12.10, 12.005], "lat": [57.715, 57.71, 57.705]}, index=["c", "a", "b"]
    )
    found = locate(points["lon"], points["lat"], *grid)
    assert list(found.index) == [0, 1, 2]
    assert list(found.columns) == COLUMNS
    assert list(found["primary_area"]) == ["104", None, "101"]


def test_unequal_numbers_of_longitudes_and_latitudes_are_refused(grid: Grid) -> None:
    with pytest.raises(ValueError, match=r"\(2,\) and latitudes \(1,\)"):
        locate([12.0, 12.1], [57.7], *grid)


# Where these stand in the city's own boundary file; the names speak for themselves.
@pytest.mark.parametrize(
    ("lon", "lat", "code", "name"),
    [
        (12.0342, 57.7806, "606", "Hammarkullen"),
        (12.0483, 57.7973, "604", "Angereds centrum"),
        (11.9117, 57.6522, "517", "Frölunda Torg"),
        (11.9735, 57.7087, "117", "Stampen"),  # the Central Station
        (11.9555, 57.7205, "402", "Kvillebäcken"),  # Hjalmar Brantingsplatsen
        (11.6055, 57.6320, "505", "Södra Skärgården"),  # Vinga, the outermost island
    ],
)
def test_stations_and_squares_lie_in_their_areas(
    city: CITY, lon: float, lat: float, code: str, name: str
) -> None:
    _, areas, _ = city
    (found,) = locate(lon, lat, *city).itertuples()
    assert (found.place, found.primary_area) == (Place.INSIDE, code)
    assert areas.name(AreaLevel.PRIMARY_AREA, code) == name


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [
        (11.65, 57.60, Place.SEA),  # the Kattegat
        (12.0137, 57.6554, Place.OUTSIDE),  # Mölndal, the next municipality
        (18.07, 59.33, Place.OUTSIDE),  # Stockholm
    ],
)
def test_sea_and_neighbours_are_in_no_area(
    city: CITY, lon: float, lat: float, place: Place
) -> None:
    (found,) = locate(lon, lat, *city).itertuples()
    assert (found.place, found.municipality) == (place, None)
