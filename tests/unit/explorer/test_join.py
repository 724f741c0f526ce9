"""Figures, boundaries and initiatives meet one to one, and what does not match is named."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from explorer.initiatives.model import Initiative
from explorer.join import JoinReport, LevelMatch, find_moved, join_values, match_levels
from explorer.layers import build_layer
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel, AreaRegister, load_areas
from geodata.boundaries import BoundarySet, load_boundaries
from geodata.location import Place
from tests.unit.geodata.grid import squares, write_areas, write_features

PRIMARY = AreaLevel.PRIMARY_AREA
# Every area of the made-up town: level and codes.
TOWN = {
    "municipality": ["1480"],
    "city_area": ["01", "02"],
    "intermediate_area": ["10", "20"],
    "primary_area": ["101", "102", "103", "104"],
    "district_2011": ["131", "132"],
}


@pytest.fixture
def areas(tmp_path: Path) -> AreaRegister:
    return load_areas(write_areas(tmp_path / "areas.csv"))


@pytest.fixture
def boundaries(tmp_path: Path, areas: AreaRegister) -> dict[AreaLevel, BoundarySet]:
    return load_boundaries(areas, write_features(tmp_path / "grid.geojson", squares()))


def observations(codes: dict[str, list[str]]) -> pd.DataFrame:
    rows = [(level, code) for level, some in codes.items() for code in some]
    return pd.DataFrame(rows, columns=["area_level", "area_code"])


def match(
    codes: dict[str, list[str]],
    boundaries: dict[AreaLevel, BoundarySet],
    areas: AreaRegister,
) -> dict[AreaLevel, LevelMatch]:
    return {each.level: each for each in match_levels(observations(codes), boundaries, areas)}


def without(boundaries: dict[AreaLevel, BoundarySet], code: str) -> dict[AreaLevel, BoundarySet]:
    frame = boundaries[PRIMARY].frame.drop(index=code)
    return {**boundaries, PRIMARY: BoundarySet(PRIMARY, frame)}


def initiatives_in(workspace: Workspace, codes: Sequence[str | None]) -> tuple[Initiative, ...]:
    some = [each for each in workspace.register.initiatives if each.has_point][: len(codes)]
    return tuple(
        replace(each, id=f"made-up-{place}", primary_area_code=code)
        for place, (each, code) in enumerate(zip(some, codes, strict=True))
    )


def located(codes: Sequence[str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place": [Place.OUTSIDE if code is None else Place.INSIDE for code in codes],
            PRIMARY.value: pd.Series(list(codes), dtype="object"),
        }
    )


def test_everything_matches(boundaries: dict[AreaLevel, BoundarySet], areas: AreaRegister) -> None:
    found = match_levels(observations(TOWN), boundaries, areas)
    assert [each.level for each in found] == list(AreaLevel)
    assert [each.matched for each in found] == [1, 2, 2, 4, 2]
    assert JoinReport(found, ()).complete


def test_several_figures_for_an_area_count_once(
    boundaries: dict[AreaLevel, BoundarySet], areas: AreaRegister
) -> None:
    twice = {level: [*codes, *codes] for level, codes in TOWN.items()}
    assert JoinReport(tuple(match(twice, boundaries, areas).values()), ()).complete


def test_boundary_that_no_figure_mentions_is_named(
    boundaries: dict[AreaLevel, BoundarySet], areas: AreaRegister
) -> None:
    found = match(TOWN | {"primary_area": ["101", "104"]}, boundaries, areas)
    assert found[PRIMARY] == LevelMatch(PRIMARY, 4, (), ("102", "103"))
    assert found[AreaLevel.CITY_AREA] == LevelMatch(AreaLevel.CITY_AREA, 2, (), ())
    assert not JoinReport(tuple(found.values()), ()).complete


def test_figure_without_a_boundary_is_named(
    boundaries: dict[AreaLevel, BoundarySet], areas: AreaRegister
) -> None:
    found = match(TOWN | {"primary_area": ["101", "102", "103", "104", "999"]}, boundaries, areas)
    assert found[PRIMARY] == LevelMatch(PRIMARY, 4, ("999",), ())
    assert not JoinReport(tuple(found.values()), ()).complete


def test_area_of_the_register_without_a_boundary_is_named_even_without_figures(
    boundaries: dict[AreaLevel, BoundarySet], areas: AreaRegister
) -> None:
    codes = TOWN | {"primary_area": ["101", "102", "104"]}
    found = match(codes, without(boundaries, "103"), areas)
    assert found[PRIMARY] == LevelMatch(PRIMARY, 3, ("103",), ())


def test_code_of_another_level_does_not_match(
    boundaries: dict[AreaLevel, BoundarySet], areas: AreaRegister
) -> None:
    """131 is a district; as the code of a primary area it is unknown."""
    found = match(TOWN | {"primary_area": ["101", "102", "103", "131"]}, boundaries, areas)
    assert found[PRIMARY].without_boundary == ("131",)
    assert found[PRIMARY].without_figures == ("104",)


def test_level_without_boundaries_is_left_over_and_no_crash(
    boundaries: dict[AreaLevel, BoundarySet], areas: AreaRegister
) -> None:
    """Primary areas that name no district of 2011 cannot be dissolved to districts."""
    level = AreaLevel.DISTRICT_2011
    found = match(TOWN, dict(list(boundaries.items())[:-1]), areas)
    assert found[level] == LevelMatch(level, 0, ("131", "132"), ())


def test_values_stand_beside_the_boundary_with_the_same_code(
    boundaries: dict[AreaLevel, BoundarySet],
) -> None:
    values = pd.DataFrame({"value": [4.0, 1.0, 3.0, 2.0]}, index=["104", "101", "103", "102"])
    before = values.copy()
    joined = join_values(boundaries[PRIMARY], values)
    assert isinstance(joined, gpd.GeoDataFrame)
    assert joined.crs == "EPSG:4326"
    assert joined["value"].to_dict() == {"101": 1.0, "102": 2.0, "103": 3.0, "104": 4.0}
    assert list(joined.index) == ["101", "102", "103", "104"]
    assert joined.geometry["104"].equals(boundaries[PRIMARY].frame.geometry["104"])
    pd.testing.assert_frame_equal(values, before)


@pytest.mark.parametrize("codes", [["101", "102", "103"], ["101", "102", "103", "104", "105"]])
def test_code_on_one_side_only_is_refused_by_name(
    boundaries: dict[AreaLevel, BoundarySet], codes: list[str]
) -> None:
    values = pd.DataFrame({"value": 1.0}, index=codes)
    with pytest.raises(ValueError, match=r"10[45]"):
        join_values(boundaries[PRIMARY], values)


def test_code_that_occurs_twice_is_refused(boundaries: dict[AreaLevel, BoundarySet]) -> None:
    values = pd.DataFrame({"value": 1.0}, index=["101", "102", "103", "104", "104"])
    with pytest.raises(ValueError, match="twice"):
        join_values(boundaries[PRIMARY], values)
    frame = boundaries[PRIMARY].frame
    doubled = BoundarySet(PRIMARY, frame.loc[["101", "101", "102"]])
    with pytest.raises(ValueError, match="twice"):
        join_values(doubled, pd.DataFrame({"value": 1.0}, index=["101", "102"]))


def test_number_codes_do_not_match_text_codes(
    boundaries: dict[AreaLevel, BoundarySet],
) -> None:
    values = pd.DataFrame({"value": 1.0}, index=[101, 102, 103, 104])
    with pytest.raises(ValueError, match="one side"):
        join_values(boundaries[PRIMARY], values)


@pytest.mark.parametrize("level", AreaLevel)
def test_every_layer_of_the_built_in_data_joins(workspace: Workspace, level: AreaLevel) -> None:
    layer = build_layer(workspace, ViewState(level=level))
    joined = join_values(workspace.boundaries[level], layer.frame)
    assert len(joined) == len(workspace.areas.codes(level))
    assert joined.geometry.notna().all()


def test_initiative_whose_point_lies_elsewhere_is_named(workspace: Workspace) -> None:
    some = initiatives_in(workspace, ["101", "102", "103"])
    moved = find_moved(some, located(["101", "104", None]))
    assert moved == (("made-up-1", "102", "104"), ("made-up-2", "103", ""))


def test_no_initiative_has_moved_when_all_agree(workspace: Workspace) -> None:
    codes = ["101", "102"]
    assert find_moved(initiatives_in(workspace, codes), located(codes)) == ()
    assert find_moved((), located([])) == ()


def test_initiative_without_a_stated_area_has_not_moved(workspace: Workspace) -> None:
    """The register says nothing, so the point does not contradict it."""
    assert find_moved(initiatives_in(workspace, [None, None]), located(["101", None])) == ()


def test_points_and_initiatives_must_be_equally_many(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="argument"):
        find_moved(initiatives_in(workspace, ["101", "102"]), located(["101"]))


def test_built_in_data_join_completely(workspace: Workspace) -> None:
    """Figures and boundaries match on every level, one to one, with nothing left over."""
    found = {each.level: each for each in workspace.report.levels}
    assert {level: each.matched for level, each in found.items()} == {
        AreaLevel.MUNICIPALITY: 1,
        AreaLevel.CITY_AREA: 4,
        AreaLevel.INTERMEDIATE_AREA: 36,
        AreaLevel.PRIMARY_AREA: 96,
        AreaLevel.DISTRICT_2011: 10,
    }
    left_over = {
        level: (each.without_boundary, each.without_figures)
        for level, each in found.items()
        if each.without_boundary or each.without_figures
    }
    assert left_over == {}
    assert workspace.report.complete


def test_few_built_in_initiatives_lie_in_another_area_than_the_register_says(
    workspace: Workspace,
) -> None:
    """Borders are generalised to about 60 m: a handful near one may fall on its other side."""
    moved = workspace.report.moved
    with_point = sum(each.has_point for each in workspace.register.initiatives)
    assert with_point > 20
    assert len(moved) <= 0.05 * with_point
    known = set(workspace.areas.codes(PRIMARY))
    initiatives = {each.id: each for each in workspace.register.initiatives}
    for name, said, found in moved:
        assert initiatives[name].primary_area_code == said
        assert said in known
        assert found in known | {""}
        assert found != said
