from collections.abc import Mapping

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from geodata.adjacency import neighbours
from geodata.areas import AreaLevel
from geodata.boundaries import BoundarySet


def make_set(outlines: Mapping[str, Polygon | MultiPolygon]) -> BoundarySet:
    frame = gpd.GeoDataFrame(
        {"name": list(outlines)},
        geometry=list(outlines.values()),
        index=list(outlines),
        crs="EPSG:4326",
    )
    return BoundarySet(AreaLevel.PRIMARY_AREA, frame)


def test_squares_that_meet_in_a_corner_are_no_neighbours(
    grid_boundaries: dict[AreaLevel, BoundarySet],
) -> None:
    # 103 | 104
    # 101 | 102
    assert neighbours(grid_boundaries[AreaLevel.PRIMARY_AREA]) == {
        "101": ("102", "103"),
        "102": ("101", "104"),
        "103": ("101", "104"),
        "104": ("102", "103"),
    }


def test_island_is_listed_without_neighbours() -> None:
    found = neighbours(
        make_set({"101": box(0, 0, 1, 1), "102": box(1, 0, 2, 1), "900": box(2.001, 0, 3, 1)})
    )
    assert found == {"101": ("102",), "102": ("101",), "900": ()}


def test_corner_beside_a_shared_line_changes_nothing() -> None:
    """102 meets 101 along a line and, with its second part, in a corner besides."""
    two_parts = MultiPolygon([box(1, 0, 2, 1), box(1, -1, 2, -0.5), box(-1, 1, 0, 2)])
    found = neighbours(make_set({"101": box(0, 0, 1, 1), "102": two_parts}))
    assert found == {"101": ("102",), "102": ("101",)}


def test_area_around_another_is_its_neighbour() -> None:
    ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    found = neighbours(make_set({"102": ring, "101": box(1, 1, 2, 2)}))
    assert found == {"101": ("102",), "102": ("101",)}
    assert list(found) == ["101", "102"]


@pytest.mark.parametrize("level", list(AreaLevel))
def test_neighbours_are_mutual_sorted_and_complete(
    boundaries: Mapping[AreaLevel, BoundarySet], level: AreaLevel
) -> None:
    found = neighbours(boundaries[level])
    assert list(found) == list(boundaries[level].frame.index)
    for code, others in found.items():
        assert list(others) == sorted(set(others) - {code})
        assert all(code in found[other] for other in others)


@pytest.mark.parametrize(
    ("level", "code", "names"),
    [
        # Read off the city's map: Hovås lies on the coast between Askim and Billdal.
        (AreaLevel.PRIMARY_AREA, "524", {"Askim", "Billdal"}),
        # The southernmost area has one neighbour in the city.
        (AreaLevel.PRIMARY_AREA, "525", {"Hovås"}),
        (AreaLevel.PRIMARY_AREA, "408", {"Säve", "Kärra"}),
        # The archipelago borders in the water on the peninsula that its ferries leave from.
        (AreaLevel.PRIMARY_AREA, "505", {"Näset"}),
        # Three parts lie south of the river, and the centre is between the other two.
        (AreaLevel.CITY_AREA, "02", {"Nordost", "Sydväst", "Hisingen"}),
    ],
)
def test_neighbours_are_those_on_the_map(
    boundaries: Mapping[AreaLevel, BoundarySet], level: AreaLevel, code: str, names: set[str]
) -> None:
    name = boundaries[level].frame["name"]
    assert {name[other] for other in neighbours(boundaries[level])[code]} == names


def test_point_in_the_river_joins_nobody(boundaries: Mapping[AreaLevel, BoundarySet]) -> None:
    """Gamlestaden and Kvillebäcken meet in one point, with the river between them."""
    primary = boundaries[AreaLevel.PRIMARY_AREA]
    assert shapely.touches(primary.frame.geometry["301"], primary.frame.geometry["402"])
    assert "402" not in neighbours(primary)["301"]


def test_shared_length_in_metres_gives_the_same_neighbours(
    boundaries: Mapping[AreaLevel, BoundarySet],
) -> None:
    """Another way to the same answer: cut the outlines in the national grid and measure."""
    outlines_m = boundaries[AreaLevel.PRIMARY_AREA].outlines_m
    found = neighbours(boundaries[AreaLevel.PRIMARY_AREA])
    for code, outline in outlines_m.items():
        length_m = shapely.length(shapely.intersection(outline, outlines_m.to_numpy()))
        near = set(outlines_m.index[length_m > 1]) - {code}
        # The shortest shared border is 15 m long, so that no rounding decides.
        assert not ((length_m > 1e-6) & (length_m < 10)).any()
        assert near == set(found[str(code)])
