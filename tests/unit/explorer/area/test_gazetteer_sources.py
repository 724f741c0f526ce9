"""The built-in names of places against the initiatives that they were taken from, and the outlines."""

from collections import defaultdict

import pytest

from explorer.area.question import locate_here
from explorer.area.whereabouts import Position
from explorer.initiatives.model import Initiative
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from geodata.gazetteer import NamedPlace, PlaceKind


@pytest.fixture(scope="module")
def places(workspace: Workspace) -> tuple[NamedPlace, ...]:
    found = tuple(each for each in workspace.gazetteer.places if each.kind is not PlaceKind.AREA)
    assert len(found) > 40
    return found


@pytest.fixture(scope="module")
def by_source(workspace: Workspace) -> dict[str, list[Initiative]]:
    found: dict[str, list[Initiative]] = defaultdict(list)
    for each in workspace.register.initiatives:
        found[each.source_url].append(each)
    return found


def test_every_place_names_a_page_that_an_initiative_names_too(
    places: tuple[NamedPlace, ...], by_source: dict[str, list[Initiative]]
) -> None:
    assert [each.name for each in places if each.source not in by_source] == []


def test_every_place_lies_where_its_initiative_does(
    places: tuple[NamedPlace, ...], by_source: dict[str, list[Initiative]]
) -> None:
    for place in places:
        codes = {each.primary_area_code for each in by_source[place.source]} - {None}
        if place.area.level is AreaLevel.PRIMARY_AREA:
            assert place.area.code in codes, place.name
        else:
            # The source names the part of the city alone, or an area within it.
            assert codes <= set(place.primary), place.name


def test_every_position_is_that_of_its_initiative(
    places: tuple[NamedPlace, ...], by_source: dict[str, list[Initiative]]
) -> None:
    for place in places:
        if place.lon is not None:
            points = {(each.lon, each.lat) for each in by_source[place.source]}
            assert (place.lon, place.lat) in points, place.name


def test_every_position_lies_in_the_area_that_the_file_names(
    places: tuple[NamedPlace, ...], workspace: Workspace
) -> None:
    placed = [each for each in places if each.lon is not None and each.lat is not None]
    assert len(placed) > 20
    for place in placed:
        assert place.lon is not None
        assert place.lat is not None
        found = locate_here(workspace, Position(place.lon, place.lat))
        assert place.area.code in found.codes, place.name


def test_no_street_is_in_the_file(places: tuple[NamedPlace, ...]) -> None:
    """A street may run through several areas, of which its source would name one."""
    ends = ("gatan", "vägen", "leden", "stigen")
    assert [each.name for each in places if each.name.lower().endswith(ends)] == []
