from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import box

from geodata.areas import AreaLevel, AreaRegister, load_areas
from geodata.boundaries import BoundarySet, check_boundaries, load_boundaries, load_land
from geodata.problems import DataError
from tests.unit.geodata.grid import AREAS, squares, write_areas, write_features

LEVELS = list(AreaLevel)


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_a_valid_coverage_of_all_its_areas(
    areas: AreaRegister, boundaries: Mapping[AreaLevel, BoundarySet], level: AreaLevel
) -> None:
    frame = boundaries[level].frame
    assert boundaries[level].level is level
    assert tuple(frame.index) == areas.codes(level)
    assert frame.index.name == "area_code"
    assert frame.index.dtype == "str"
    assert list(frame.columns) == ["name", "geometry"]
    assert frame["name"].equals(areas.names(level))
    assert frame.crs == "EPSG:4326"
    assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}
    assert frame.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())


@pytest.mark.parametrize("level", LEVELS)
def test_areas_of_every_level_add_up_to_the_city(
    boundaries: Mapping[AreaLevel, BoundarySet], level: AreaLevel
) -> None:
    # Overlay union is another algorithm than the coverage union that made the levels.
    city_m2 = shapely.union_all(boundaries[AreaLevel.PRIMARY_AREA].outlines_m.to_numpy()).area
    assert boundaries[level].outlines_m.area.sum() == pytest.approx(city_m2, rel=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_each_area_is_as_large_as_the_primary_areas_in_it(
    areas: AreaRegister, boundaries: Mapping[AreaLevel, BoundarySet], level: AreaLevel
) -> None:
    primary_m2 = boundaries[AreaLevel.PRIMARY_AREA].outlines_m.area
    for code, area_m2 in boundaries[level].outlines_m.area.items():
        children = areas.children(level, str(code), AreaLevel.PRIMARY_AREA)
        assert area_m2 == pytest.approx(primary_m2[list(children)].sum(), rel=1e-9)


def test_no_slivers_lie_between_the_built_in_areas(
    boundaries: Mapping[AreaLevel, BoundarySet],
) -> None:
    outline = boundaries[AreaLevel.MUNICIPALITY].frame.geometry.iloc[0]
    assert sum(len(part.interiors) for part in outline.geoms) == 0


def test_outlines_in_metres_are_in_the_national_grid(
    boundaries: Mapping[AreaLevel, BoundarySet],
) -> None:
    outlines_m = boundaries[AreaLevel.CITY_AREA].outlines_m
    assert outlines_m.crs == "EPSG:3006"
    assert list(outlines_m.index) == ["01", "02", "03", "04"]
    # The municipality has about 448 km² of land (Statistics Sweden); lakes and much of the river
    # are inside the outlines too, the sea is not.
    assert 448 < outlines_m.area.sum() / 1e6 < 500


def test_larger_areas_are_their_squares_put_together(
    grid_boundaries: dict[AreaLevel, BoundarySet],
) -> None:
    expected = {
        AreaLevel.MUNICIPALITY: {"1480": box(12.00, 57.70, 12.02, 57.72)},
        AreaLevel.CITY_AREA: {
            "01": box(12.00, 57.70, 12.02, 57.71),
            "02": box(12.00, 57.71, 12.02, 57.72),
        },
        AreaLevel.INTERMEDIATE_AREA: {
            "10": box(12.00, 57.70, 12.02, 57.71),
            "20": box(12.00, 57.71, 12.02, 57.72),
        },
        AreaLevel.DISTRICT_2011: {
            "131": box(12.00, 57.70, 12.01, 57.72),
            "132": box(12.01, 57.70, 12.02, 57.72),
        },
    }
    for level, outlines in expected.items():
        frame = grid_boundaries[level].frame
        assert list(frame.index) == list(outlines)
        for code, outline in outlines.items():
            assert shapely.equals(frame.geometry[code], outline), (level, code)


def test_areas_come_in_the_order_of_codes_whatever_the_order_in_the_file(
    tmp_path: Path, grid_areas: AreaRegister
) -> None:
    backwards = dict(reversed(squares().items()))
    found = load_boundaries(grid_areas, write_features(tmp_path / "grid.geojson", backwards))
    frame = found[AreaLevel.PRIMARY_AREA].frame
    assert list(frame.index) == ["101", "102", "103", "104"]
    assert frame["name"].to_dict() == {
        "101": "South-west",
        "102": "South-east",
        "103": "North-west",
        "104": "North-east",
    }
    assert shapely.equals(frame.geometry["104"], box(12.01, 57.71, 12.02, 57.72))


def test_register_without_districts_has_no_outlines_of_them(tmp_path: Path) -> None:
    lines = [line for line in AREAS.splitlines() if not line.startswith("district")]
    text = "\n".join(lines).replace(",131", ",").replace(",132", ",")
    areas = load_areas(write_areas(tmp_path / "areas.csv", text))
    found = load_boundaries(areas, write_features(tmp_path / "grid.geojson", squares()))
    assert set(found) == set(AreaLevel) - {AreaLevel.DISTRICT_2011}


def test_larger_area_that_holds_no_primary_area_has_no_boundary(tmp_path: Path) -> None:
    text = AREAS + "city_area,03,Empty,1480,\n"
    areas = load_areas(write_areas(tmp_path / "areas.csv", text))
    with pytest.raises(DataError) as caught:
        load_boundaries(areas, write_features(tmp_path / "grid.geojson", squares()))
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("area-without-boundary", "03 Empty")


def test_loading_a_bad_file_raises_what_checking_it_lists(
    tmp_path: Path, grid_areas: AreaRegister
) -> None:
    outlines = squares() | {"104": None}
    path = write_features(tmp_path / "grid.geojson", outlines)
    with pytest.raises(DataError) as caught:
        load_boundaries(grid_areas, path)
    expected = check_boundaries(path, grid_areas, level=AreaLevel.PRIMARY_AREA)
    assert list(caught.value.problems) == expected
    assert len(expected) == 1


def test_land_is_polygons_in_longitude_and_latitude(land: gpd.GeoDataFrame) -> None:
    assert list(land.columns) == ["geometry"]
    assert land.crs == "EPSG:4326"
    assert len(land) == 111
    assert list(land.index) == list(range(111))
    assert land.is_valid.all()
    # The extent stated in geodata/data/README.md.
    np.testing.assert_allclose(land.total_bounds, [11.4875, 57.4403, 12.4, 57.9461])


def test_damaged_land_file_is_a_list_of_problems(tmp_path: Path) -> None:
    path = tmp_path / "land.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [')
    with pytest.raises(DataError) as caught:
        load_land(path)
    assert [problem.code for problem in caught.value.problems] == ["file-unreadable"]
