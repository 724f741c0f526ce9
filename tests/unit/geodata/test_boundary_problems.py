"""Every way in which a boundary file can be wrong, each in a file made for it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import box

from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import check_boundaries, load_boundaries
from geodata.coverage import fit_borders
from geodata.problems import Problem
from tests.unit.geodata.grid import square, squares, write_features

FILE = "grid.geojson"


def named(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def check(path: Path, areas: AreaRegister) -> list[Problem]:
    return check_boundaries(path, areas, level=AreaLevel.PRIMARY_AREA)


def test_good_file_has_no_problems(path: Path, grid_areas: AreaRegister) -> None:
    assert check(write_features(path, squares()), grid_areas) == []


@pytest.mark.parametrize(
    "name", ["EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"]
)
def test_wgs_84_by_any_of_its_names_is_fine(
    path: Path, grid_areas: AreaRegister, name: str
) -> None:
    assert check(write_features(path, squares(), members={"crs": named(name)}), grid_areas) == []


def test_missing_file(path: Path, grid_areas: AreaRegister) -> None:
    assert check(path, grid_areas) == [Problem("file-missing", FILE)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        '{"type": "FeatureCollection", "features": [{"type": "Feat',
        "[]",
        "null",
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": {}}',
        '{"type": "FeatureCollection", "features": [7]}',
        '{"type": "FeatureCollection", "features": [{"type": "Polygon"}]}',
        "[" * 100_000,
    ],
)
def test_damaged_file_is_unreadable(path: Path, grid_areas: AreaRegister, text: str) -> None:
    path.write_text(text)
    (problem,) = check(path, grid_areas)
    assert (problem.code, problem.file) == ("file-unreadable", FILE)
    assert "FeatureCollection" in problem.hint
    assert problem.value


def test_file_in_another_encoding_is_unreadable(path: Path, grid_areas: AreaRegister) -> None:
    path.write_bytes('{"name": "Göteborg"}'.encode("latin-1"))
    assert [problem.code for problem in check(path, grid_areas)] == ["file-unreadable"]


def test_file_without_features_is_empty(path: Path, grid_areas: AreaRegister) -> None:
    assert check(write_features(path, {}), grid_areas) == [Problem("file-empty", FILE)]


def test_missing_column_is_named(path: Path, grid_areas: AreaRegister) -> None:
    (problem,) = check(write_features(path, squares(), column="code"), grid_areas)
    assert (problem.code, problem.column) == ("column-missing", "area_code")


def test_undefined_crs_is_not_guessed(path: Path, grid_areas: AreaRegister) -> None:
    (problem,) = check(write_features(path, squares(), members={"crs": None}), grid_areas)
    assert problem.code == "no-crs"
    assert "EPSG:4326" in problem.hint


@pytest.mark.parametrize("name", ["EPSG:3006", "EPSG:3857", "EPSG:99999999", "nonsense", ""])
def test_other_crs_is_named(path: Path, grid_areas: AreaRegister, name: str) -> None:
    (problem,) = check(write_features(path, squares(), members={"crs": named(name)}), grid_areas)
    assert (problem.code, problem.value) == ("wrong-crs", name)


@pytest.mark.parametrize(
    ("members", "code"), [({}, "no-crs"), ({"crs": named("EPSG:4326")}, "wrong-crs")]
)
def test_metres_that_pretend_to_be_degrees_are_found(
    path: Path, grid_areas: AreaRegister, members: Mapping[str, object], code: str
) -> None:
    outlines = squares() | {"103": square(319000, 6400000, 320000, 6401000)}
    (problem,) = check(write_features(path, outlines, members=members), grid_areas)
    assert (problem.code, problem.row, problem.value) == (code, 3, "319000, 6400000")


def test_latitude_before_longitude_is_found(path: Path, grid_areas: AreaRegister) -> None:
    outlines = {
        code: square(south, west, north, east)
        for code, (west, south, east, north) in {
            "101": (12.00, 57.70, 12.01, 57.71),
            "102": (12.01, 57.70, 12.02, 57.71),
            "103": (12.00, 57.71, 12.01, 57.72),
            "104": (12.01, 57.71, 12.02, 57.72),
        }.items()
    }
    (problem,) = check(write_features(path, outlines), grid_areas)
    assert (problem.code, problem.value) == ("wrong-crs", "57.7000, 12.0000")
    assert "longitude first" in problem.hint


@pytest.mark.parametrize("geometry", [None, {"type": "Polygon", "coordinates": []}])
def test_feature_without_an_outline_is_named(
    path: Path, grid_areas: AreaRegister, geometry: dict[str, Any] | None
) -> None:
    (problem,) = check(write_features(path, squares() | {"102": geometry}), grid_areas)
    assert (problem.code, problem.row, problem.column) == ("value-missing", 2, "geometry")


def test_file_in_which_no_feature_has_an_outline(path: Path, grid_areas: AreaRegister) -> None:
    found = check(write_features(path, dict.fromkeys(squares())), grid_areas)
    assert [(problem.code, problem.row) for problem in found] == [
        ("value-missing", row) for row in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [("Point", [12.0, 57.7]), ("LineString", [[12.0, 57.7], [12.01, 57.71]])],
)
def test_shape_that_is_no_polygon(
    path: Path, grid_areas: AreaRegister, kind: str, coordinates: object
) -> None:
    outlines = squares() | {"104": {"type": kind, "coordinates": coordinates}}
    (problem,) = check(write_features(path, outlines), grid_areas)
    assert (problem.code, problem.row, problem.value) == ("not-polygon", 4, kind)


def test_outline_that_crosses_itself_says_where(path: Path, grid_areas: AreaRegister) -> None:
    # A bow tie: its two diagonals cross in the middle of the square.
    ring = [[12.01, 57.71], [12.02, 57.72], [12.02, 57.71], [12.01, 57.72], [12.01, 57.71]]
    outlines = squares() | {"104": {"type": "Polygon", "coordinates": [ring]}}
    (problem,) = check(write_features(path, outlines), grid_areas)
    assert (problem.code, problem.row) == ("invalid-geometry", 4)
    assert problem.value.startswith("Self-intersection[12.015 57.71")


@pytest.mark.parametrize(
    "coordinates",
    [
        [[[12.01, 57.71], [12.02, 57.71], [12.02, 57.72], [12.01, 57.72]]],
        [[[12.01, 57.71], [12.01, 57.71]]],
        "abc",
    ],
)
def test_outline_that_cannot_be_built(
    path: Path, grid_areas: AreaRegister, coordinates: object
) -> None:
    outlines = squares() | {"104": {"type": "Polygon", "coordinates": coordinates}}
    (problem,) = check(write_features(path, outlines), grid_areas)
    assert (problem.code, problem.row) == ("invalid-geometry", 4)
    assert problem.value


def test_overlap_names_both_codes_and_the_area(path: Path, grid_areas: AreaRegister) -> None:
    # 103 reaches 0.001° into the southern squares, and 0.001° east into 104.
    outlines = squares() | {"103": square(12.00, 57.709, 12.011, 57.72)}
    found = check(write_features(path, outlines), grid_areas)
    assert [(problem.code, problem.row) for problem in found] == [
        ("overlap", 3),
        ("overlap", 3),
        ("overlap", 4),
    ]
    # One degree is 111.4 km of latitude and 59.6 km of longitude here (WGS 84 at 57.71° north).
    expected_m2 = {"101 + 103": 596 * 111.4, "102 + 103": 59.6 * 111.4, "103 + 104": 59.6 * 1114}
    shown_m2 = {}
    for problem in found:
        pair, _, size = problem.value.partition(": ")
        shown_m2[pair] = float(size.removesuffix(" m²"))
    assert shown_m2 == pytest.approx(expected_m2, rel=0.005)


def test_overlap_below_the_tolerance_is_closed(path: Path, grid_areas: AreaRegister) -> None:
    # 1e-9° is a tenth of a millimetre, times 600 m: 0.07 m².
    outlines = squares() | {"103": square(12.00, 57.71 - 1e-9, 12.01, 57.72)}
    write_features(path, outlines)
    assert check(path, grid_areas) == []
    frame = load_boundaries(grid_areas, path)[AreaLevel.MUNICIPALITY].frame
    assert len(frame.geometry.iloc[0].interiors) == 0


def test_corner_on_one_side_of_a_border_only_is_closed(
    path: Path, grid_areas: AreaRegister
) -> None:
    ring = square(12.00, 57.70, 12.01, 57.71)["coordinates"][0]
    ring = [*ring[:2], [12.01, 57.705], *ring[2:]]
    outlines = squares() | {"101": {"type": "Polygon", "coordinates": [ring]}}
    write_features(path, outlines)
    assert check(path, grid_areas) == []
    assert load_boundaries(grid_areas, path)[AreaLevel.PRIMARY_AREA].frame.is_valid.all()


def test_borders_that_cannot_be_closed_within_the_tolerance_are_a_gap_in_the_coverage() -> None:
    # 103 reaches 0.00001° over the border with 101, about 660 m²: no closing for free.
    frame = gpd.GeoDataFrame(
        {"area_code": ["101", "103", "104"]},
        geometry=[
            box(12.00, 57.70, 12.01, 57.71),
            box(12.00, 57.70999, 12.01, 57.72),
            box(12.01, 57.71, 12.02, 57.72),
        ],
        index=[1, 2, 3],
        crs="EPSG:4326",
    )
    fitted, found = fit_borders(frame, FILE)
    assert fitted is frame
    assert {(problem.code, problem.severity) for problem in found} == {("gap-in-coverage", "error")}
    assert [problem.row for problem in found][:2] == [1, 2]
    assert found[0].value.startswith("101 (12.0")


def test_sliver_between_areas_is_a_warning_and_a_lake_is_none(
    path: Path, grid_areas: AreaRegister
) -> None:
    def leave_out(width: float) -> dict[str, Any]:
        # The eastern border of 101 is bent inwards: a triangle stays between 101 and 102.
        ring = [[12.00, 57.70], [12.01, 57.70], [12.01 - width, 57.705], [12.01, 57.71]]
        return {"type": "Polygon", "coordinates": [[*ring, [12.00, 57.71], [12.00, 57.70]]]}

    # 0.00001° of longitude is 0.6 m; half of that times 1114 m is 332 m².
    path = write_features(path, squares() | {"101": leave_out(0.00001)})
    (problem,) = check(path, grid_areas)
    assert (problem.code, problem.severity) == ("gap-in-coverage", "warning")
    assert problem.value.startswith("101 + 102 (12.01")
    assert float(problem.value.split(": ")[1].removesuffix(" m²")) == pytest.approx(332, rel=0.01)
    assert len(load_boundaries(grid_areas, path)) == 5

    lake = write_features(path, squares() | {"101": leave_out(0.001)})
    assert check(lake, grid_areas) == []


def test_second_outline_of_a_code_is_a_duplicate(path: Path, grid_areas: AreaRegister) -> None:
    pairs = [*squares().items(), ("101", square(12.03, 57.70, 12.04, 57.71))]
    found = check(write_features(path, pairs), grid_areas)
    assert [(problem.code, problem.row, problem.value) for problem in found] == [
        ("duplicate-row", 5, "101")
    ]


def test_unknown_code_and_area_without_boundary_are_told_apart(
    path: Path, grid_areas: AreaRegister
) -> None:
    outlines = squares()
    outlines["199"] = outlines.pop("104")
    found = check(write_features(path, outlines), grid_areas)
    assert [(problem.code, problem.row, problem.value) for problem in found] == [
        ("area-without-boundary", None, "104 North-east"),
        ("boundary-without-area", 4, "199"),
    ]
    assert "101, 102, 103, 104" in found[1].hint


@pytest.mark.parametrize("code", [1, "1", 1.0, "001 a", [1], True])
def test_code_of_the_wrong_form_is_not_called_unknown_as_well(
    path: Path, grid_areas: AreaRegister, code: object
) -> None:
    pairs = [*squares().items(), (code, square(12.03, 57.70, 12.04, 57.71))]
    (problem,) = check(write_features(path, pairs), grid_areas)
    assert (problem.code, problem.row, problem.allowed) == ("code-format", 5, "3")


def test_numbers_as_codes_are_told_about_the_zeros_they_lost(
    path: Path, grid_areas: AreaRegister
) -> None:
    pairs = [
        (1, square(12.00, 57.70, 12.02, 57.71)),
        (2, square(12.00, 57.71, 12.02, 57.72)),
    ]
    write_features(path, pairs)
    found = check_boundaries(path, grid_areas, level=AreaLevel.CITY_AREA)
    assert [(problem.code, problem.value) for problem in found if problem.row] == [
        ("code-format", "1"),
        ("code-format", "2"),
    ]


@pytest.mark.parametrize("code", [None, "", "  "])
def test_outline_without_a_code_is_named(
    path: Path, grid_areas: AreaRegister, code: str | None
) -> None:
    pairs = [*squares().items(), (code, square(12.03, 57.70, 12.04, 57.71))]
    (problem,) = check(write_features(path, pairs), grid_areas)
    assert (problem.code, problem.row, problem.column) == ("value-missing", 5, "area_code")


def test_problems_of_every_kind_are_listed_at_once(path: Path, grid_areas: AreaRegister) -> None:
    pairs = [
        ("101", {"type": "Point", "coordinates": [12.0, 57.7]}),
        ("101", square(12.00, 57.70, 12.01, 57.71)),
        ("9", None),
    ]
    found = check(write_features(path, pairs, members={"crs": named("EPSG:3006")}), grid_areas)
    assert [(problem.code, problem.row) for problem in found] == [
        ("wrong-crs", None),
        ("area-without-boundary", None),
        ("area-without-boundary", None),
        ("area-without-boundary", None),
        ("not-polygon", 1),
        ("duplicate-row", 2),
        ("value-missing", 3),
        ("code-format", 3),
    ]
    assert all(problem.file == FILE for problem in found)
    json.dumps([problem.hint for problem in found])
