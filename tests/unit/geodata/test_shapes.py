"""Shapes of one's own over four squares that can be worked out by hand; see `grid`."""

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geodata.areas import AreaLevel
from geodata.boundaries import BoundarySet
from geodata.problems import DataError
from geodata.shapes import (
    MOST_BYTES,
    MOST_PARTS,
    MOST_POINTS,
    OverlapShares,
    Shape,
    overlap_shares,
    read_shape,
    shape_from_geojson,
)
from tests.unit.geodata.grid import CENTRE, EAST, MIDDLE, NORTH, SOUTH, WEST, square

Boundaries = Mapping[AreaLevel, BoundarySet]
# The same triangle in the city's grid and in the national one.
RING_3006 = [[319_000, 6_400_000], [320_000, 6_400_000], [320_000, 6_401_000]]
RING_3007 = [[147_000, 6_398_000], [148_000, 6_398_000], [148_000, 6_399_000]]


def polygon(*rings: Sequence[Any]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(ring) for ring in rings]}


def collection(*geometries: object, **members: object) -> dict[str, Any]:
    features = [{"type": "Feature", "properties": {}, "geometry": each} for each in geometries]
    return {"type": "FeatureCollection", **members, "features": features}


def named_crs(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def read(document: object) -> Shape:
    return read_shape(json.dumps(document).encode(), "own.geojson")


def refused(document: object) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as caught:
        read(document)
    return [(problem.code, problem.value) for problem in caught.value.problems]


def over(grid_boundaries: Boundaries, grid_land: gpd.GeoDataFrame, *sides: float) -> OverlapShares:
    shape = shape_from_geojson(square(*sides))
    return overlap_shares(shape, grid_boundaries[AreaLevel.PRIMARY_AREA], land=grid_land)


@pytest.mark.parametrize(
    "document",
    [
        square(WEST, SOUTH, MIDDLE, CENTRE),
        {"type": "Feature", "geometry": square(WEST, SOUTH, MIDDLE, CENTRE)},
        collection(square(WEST, SOUTH, MIDDLE, CENTRE)),
        collection(square(WEST, SOUTH, MIDDLE, CENTRE), crs=named_crs("urn:ogc:def:crs:OGC:1.3:CRS84")),
        collection(square(WEST, SOUTH, MIDDLE, CENTRE), crs=named_crs("EPSG:4326")),
    ],
)  # fmt: skip
def test_geometry_feature_and_collection_are_read_alike(document: dict[str, Any]) -> None:
    found = read(document)
    assert found.outline.equals(shapely.box(WEST, SOUTH, MIDDLE, CENTRE))
    assert found.source_crs == "WGS 84 (EPSG:4326)"
    assert shape_from_geojson(document).outline.equals(found.outline)


def test_several_features_are_united() -> None:
    found = read(collection(square(WEST, SOUTH, MIDDLE, NORTH), square(MIDDLE, SOUTH, EAST, NORTH)))
    assert found.outline.geom_type == "Polygon"
    assert found.outline.equals(shapely.box(WEST, SOUTH, EAST, NORTH))


def test_hole_stays_a_hole_and_heights_are_dropped() -> None:
    outer = [[12, 57, 3], [12.4, 57, 3], [12.4, 57.4, 3], [12, 57.4, 3], [12, 57, 3]]
    hole = [[12.1, 57.1], [12.2, 57.1], [12.2, 57.2], [12.1, 57.2], [12.1, 57.1]]
    found = read(polygon(outer, hole))
    assert found.outline.area == pytest.approx(0.16 - 0.01)
    assert not found.outline.has_z


@pytest.mark.parametrize(
    ("crs", "ring", "name"),
    [
        ("urn:ogc:def:crs:EPSG::3006", RING_3006, "SWEREF 99 TM (EPSG:3006)"),
        ("EPSG:3007", RING_3007, "SWEREF 99 12 00 (EPSG:3007)"),
    ],
)
def test_grid_that_the_file_names_is_converted(crs: str, ring: list[Any], name: str) -> None:
    found = read({**polygon(ring), "crs": named_crs(crs)})
    assert found.source_crs == name
    # Half a square kilometre near Gothenburg, in whatever system it is measured.
    (in_metres,) = gpd.GeoSeries([found.outline], crs="EPSG:4326").to_crs("EPSG:3006")
    assert in_metres.area == pytest.approx(500_000, rel=1e-3)
    west, south, east, north = found.outline.bounds
    assert 11.8 < west < east < 12.1
    assert 57.6 < south < north < 57.8


@pytest.mark.parametrize(
    ("ring", "code", "allowed"),
    [
        (RING_3006, "likely-crs", "SWEREF 99 TM (EPSG:3006)"),
        (RING_3007, "likely-crs", "SWEREF 99 12 00 (EPSG:3007)"),
        (
            [[y, x] for x, y in RING_3006],
            "likely-crs",
            "SWEREF 99 TM (EPSG:3006), northing first",
        ),
        ([[57.7, 12.0], [57.8, 12.0], [57.8, 12.1]], "coordinates-outside", "Göteborg"),
        ([[1e7, 1e7], [2e7, 1e7], [2e7, 2e7]], "wrong-crs", ""),
    ],
)
def test_other_coordinates_are_refused_with_a_proposal(
    ring: list[Any], code: str, allowed: str
) -> None:
    with pytest.raises(DataError) as caught:
        read(polygon(ring))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert allowed in problem.hint


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        (None, "no-crs"),
        ({"type": "name"}, "no-crs"),
        (named_crs("EPSG:3857"), "wrong-crs"),
        (named_crs("/etc/passwd"), "wrong-crs"),
    ],
)
def test_system_that_is_not_known_is_refused(crs: object, code: str) -> None:
    document = {**square(WEST, SOUTH, EAST, NORTH), "crs": crs}
    assert [found for found, _ in refused(document)] == [code]


def test_grid_with_coordinates_that_do_not_fit_it_is_refused() -> None:
    document = {**polygon([[y, x] for x, y in RING_3006]), "crs": named_crs("EPSG:3006")}
    assert [code for code, _ in refused(document)] == ["likely-crs"]


def test_outline_that_crosses_itself_names_the_place() -> None:
    bow = [[12.0, 57.0], [12.2, 57.2], [12.2, 57.0], [12.0, 57.2], [12.0, 57.0]]
    assert refused(polygon(bow)) == [("shape-crosses-itself", "12.10000, 57.10000")]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"type": "Point", "coordinates": [12, 57]}, "not-polygon"),
        ({"type": "LineString", "coordinates": [[12, 57], [13, 57]]}, "not-polygon"),
        ({"type": "GeometryCollection", "geometries": []}, "not-polygon"),
        ({"type": "Polygon", "coordinates": []}, "shape-empty"),
        ({"type": "Feature", "geometry": None}, "shape-empty"),
        (collection(), "shape-empty"),
        (polygon([[12, 57], [13, 57], [12, 57]]), "invalid-geometry"),
        (polygon([["12", "57"], ["13", "57"], ["13", "58"]]), "invalid-geometry"),
        (polygon([[True, 57], [13, 57], [13, 58]]), "invalid-geometry"),
        ([1, 2], "file-unreadable"),
        ({}, "file-unreadable"),
        ({"type": "Topology"}, "file-unreadable"),
        ({"type": {"type": "Polygon"}}, "file-unreadable"),
    ],
)
def test_what_is_no_area_is_refused(document: object, code: str) -> None:
    assert [found for found, _ in refused(document)] == [code]


def test_every_feature_that_is_wrong_is_named() -> None:
    document = collection(
        {"type": "Point", "coordinates": [12, 57]}, square(WEST, SOUTH, EAST, NORTH), None
    )
    with pytest.raises(DataError) as caught:
        read(document)
    found = [(problem.code, problem.row) for problem in caught.value.problems]
    assert found == [("not-polygon", 1), ("shape-empty", 3)]


@pytest.mark.parametrize(
    "payload",
    [
        b"[" * 100_000,
        b'{"type":' * 50_000,
        b'{"type":"Polygon","coordinates":' + b"[" * 90_000,
        b'{"type":"Polygon","coordinates":[[[NaN,1],[2,3],[3,4]]]}',
        b'{"type":"Polygon","coordinates":[[[Infinity,1],[2,3],[3,4]]]}',
        b'{"type":"Polygon","coordinates":[[[1e999,1],[2,3],[3,4]]]}',
        b'{"type":"Polygon","coordinates":[[[' + b"9" * 4000 + b",1],[2,3],[3,4]]]}",
        b'{"type":"Polygon","coordinates":[[[' + b"9" * 5000 + b",1],[2,3],[3,4]]]}",
        b"\xff\xfe\x00",
        b"",
        b"  \n",
        b"PK\x03\x04",
        b"SQLite format 3\x00",
    ],
)
def test_hostile_bytes_are_refused_with_words(payload: bytes) -> None:
    with pytest.raises(DataError) as caught:
        read_shape(payload, "../\x00own\n.geojson")
    assert "\n" not in str(caught.value)
    assert "\x00" not in str(caught.value)


def test_limits_are_told_before_any_work() -> None:
    with pytest.raises(DataError) as caught:
        read_shape(b" " * (MOST_BYTES + 1), "own.geojson")
    assert caught.value.problems[0].code == "file-too-large"
    parts = [[[[12, 57], [12.1, 57], [12.1, 57.1]]]] * (MOST_PARTS + 1)
    assert refused({"type": "MultiPolygon", "coordinates": parts}) == [
        ("shape-too-detailed", "201 parts")
    ]
    assert refused(collection(*[None] * (MOST_PARTS + 1))) == [("shape-too-detailed", "201 parts")]
    ring = [[12 + n / 1e6, 57] for n in range(MOST_POINTS + 1)]
    assert refused(polygon(ring)) == [("shape-too-detailed", "10001 points")]


def test_two_combs_that_cross_everywhere_do_not_take_the_server() -> None:
    teeth = [(11.6 + n * 2e-4, 11.6 + n * 2e-4 + 1e-4) for n in range(1000)]
    lying: list[list[float]] = []
    for first, last in teeth:
        lying += [[first, 57.5], [first, 57.8], [last, 57.8], [last, 57.5]]
    lying += [[12.0, 57.49], [11.6, 57.49]]
    standing = [[11.7 + (lat - 57.5), 57.55 + (lon - 11.6)] for lon, lat in lying]
    started = time.perf_counter()
    assert [code for code, _ in refused(collection(polygon(lying), polygon(standing)))] == [
        "shape-too-detailed"
    ]
    assert time.perf_counter() - started < 5


def test_shape_that_is_an_area_covers_that_area_alone(
    grid_boundaries: Boundaries, grid_land: gpd.GeoDataFrame
) -> None:
    found = over(grid_boundaries, grid_land, WEST, SOUTH, MIDDLE, CENTRE)
    assert found.shares == {"101": 1.0}
    assert found.outside_share == pytest.approx(0, abs=1e-9)


def test_share_is_that_of_the_surface(
    grid_boundaries: Boundaries, grid_land: gpd.GeoDataFrame
) -> None:
    # The western half of the whole south-west, a quarter of the north-west.
    found = over(grid_boundaries, grid_land, WEST, SOUTH, 12.005, 57.715)
    assert found.shares == {
        "101": pytest.approx(0.5, abs=1e-3),
        "103": pytest.approx(0.25, abs=1e-3),
    }
    assert list(found.shares) == ["101", "103"]


@pytest.mark.parametrize(
    ("share", "expected"), [(0.004, None), (0.006, 0.006), (0.994, 0.994), (0.996, 1.0)]
)
def test_share_of_a_border_drawn_twice_snaps(
    grid_boundaries: Boundaries, grid_land: gpd.GeoDataFrame, share: float, expected: float | None
) -> None:
    found = over(grid_boundaries, grid_land, WEST, SOUTH, MIDDLE + share * (EAST - MIDDLE), CENTRE)
    assert found.shares["101"] == 1.0
    assert found.shares.get("102") == (
        None if expected is None else pytest.approx(expected, abs=1e-4)
    )


def test_land_beyond_the_city_is_outside_and_the_sea_is_not(
    grid_boundaries: Boundaries, grid_land: gpd.GeoDataFrame
) -> None:
    # 0.02° of city, 0.03° of sea and 0.01° of island: a third of the land is outside.
    found = over(grid_boundaries, grid_land, WEST, SOUTH, 12.06, NORTH)
    assert found.shares == dict.fromkeys(("101", "102", "103", "104"), 1.0)
    assert found.outside_share == pytest.approx(1 / 3, abs=1e-3)


@pytest.mark.parametrize(
    ("sides", "code"),
    [
        ((12.03, 57.70, 12.04, 57.71), "shape-at-sea"),
        ((12.05, 57.70, 12.06, 57.71), "shape-outside"),
        ((18.0, 59.3, 18.1, 59.4), "shape-outside"),
        ((12.001, 57.701, 12.0011, 57.7011), "shape-too-small"),
    ],
)
def test_shape_that_covers_no_area_says_where_it_lies(
    grid_boundaries: Boundaries,
    grid_land: gpd.GeoDataFrame,
    sides: tuple[float, float, float, float],
    code: str,
) -> None:
    with pytest.raises(DataError) as caught:
        over(grid_boundaries, grid_land, *sides)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_shape_as_large_as_the_world_covers_every_area(
    boundaries: Boundaries, land: gpd.GeoDataFrame
) -> None:
    primary = boundaries[AreaLevel.PRIMARY_AREA]
    found = overlap_shares(shape_from_geojson(square(-180, -90, 180, 90)), primary, land=land)
    assert found.shares == dict.fromkeys(primary.frame.index, 1.0)
    assert 0 < found.outside_share < 1


def test_outline_of_a_city_area_is_its_primary_areas(
    boundaries: Boundaries, land: gpd.GeoDataFrame, areas: Any
) -> None:
    city_areas = boundaries[AreaLevel.CITY_AREA].frame
    for code, outline in city_areas.geometry.items():
        shape = read(json.loads(shapely.to_geojson(outline)))
        found = overlap_shares(shape, boundaries[AreaLevel.PRIMARY_AREA], land=land)
        inside = areas.children(AreaLevel.CITY_AREA, code, AreaLevel.PRIMARY_AREA)
        assert found.shares == dict.fromkeys(inside, 1.0)
        assert found.outside_share == pytest.approx(0, abs=1e-4)
