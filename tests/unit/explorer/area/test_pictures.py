"""The small pictures: where marks stand, worked by hand."""

from dataclasses import replace

import pytest

from explorer.area.pictures import locator_of, strip_of, trend_of
from explorer.area.profile import Card
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel
from tests.unit.explorer.area.town import look_at, make_town


def card_of(workspace: Workspace, indicator: str, code: str = "101") -> Card:
    """Return one card of the town; residents too."""
    _, profile, _ = look_at(make_town(workspace), code)
    every = (*profile.cards, *filter(None, [profile.residents]))
    (found,) = (card for card in every if card.topic.definition.indicator_id == indicator)
    return found


def test_strip_goes_from_the_least_to_the_most_favourable(workspace: Workspace) -> None:
    """Work from 60 to 80: 80 is right, the city's 70 in the middle, 71.5 at 0.575."""
    found = strip_of(card_of(workspace, "employment_rate"))
    assert found is not None
    assert (found.own, found.city, found.left, found.right) == (1.0, 0.5, 60.0, 80.0)
    assert found.ticks == (0.0, 0.5, 0.575, 1.0)


def test_strip_of_what_is_better_low_is_turned(workspace: Workspace) -> None:
    """Low income from 8 to 40: 8 is right, the city's 15 at 1 − 7 / 32."""
    found = strip_of(card_of(workspace, "low_economic_standard"))
    assert found is not None
    assert (found.own, found.left, found.right) == (1.0, 40.0, 8.0)
    assert found.city == pytest.approx(1 - 7 / 32, abs=1e-4)


def test_area_without_a_figure_has_no_mark(workspace: Workspace) -> None:
    found = strip_of(card_of(workspace, "employment_rate", "202"))
    assert found is not None
    assert found.own is None


def test_trend_is_parted_at_a_break(workspace: Workspace) -> None:
    """1 000, 1 001 | 1 062 with a break at 2024: one point, then a line of two."""
    found = trend_of(card_of(workspace, "population"), with_city=False)
    assert found is not None
    assert [len(run) for run in found.own] == [1, 2]
    assert found.own[0] == ((0.0, 0.0),)
    assert found.own[1][0] == pytest.approx((0.5, 1 / 62), abs=1e-4)
    assert found.own[1][1] == (1.0, 1.0)
    assert found.city == ()
    assert found.periods == ("2023", "2024", "2025")


def test_trend_holds_the_city_beside_the_area(workspace: Workspace) -> None:
    """81 and 88 beside the city's 80 and 81, on one scale from 80 to 88."""
    found = trend_of(card_of(workspace, "turnout_municipal"), with_city=True)
    assert found is not None
    assert found.own == (((0.0, 0.125), (1.0, 1.0)),)
    assert found.city == (((0.0, 0.0), (1.0, 0.125)),)


def test_one_figure_is_no_trend(workspace: Workspace) -> None:
    assert trend_of(card_of(workspace, "employment_rate"), with_city=True) is None


def test_small_area_has_a_ring_inside_the_picture(workspace: Workspace) -> None:
    found = locator_of(workspace, Area(AreaLevel.PRIMARY_AREA, "107", "Haga"))
    assert found is not None
    assert found.ring is not None
    x, y = found.ring
    assert 0 < x < found.width
    assert 0 < y < found.height
    assert len(found.parts) == 4
    assert found.own.startswith("M")
    assert max(found.width, found.height) == pytest.approx(200)


def test_large_area_has_none(workspace: Workspace) -> None:
    found = locator_of(workspace, Area(AreaLevel.CITY_AREA, "04", "Hisingen"))
    assert found is not None
    assert found.ring is None


def test_level_without_outlines_has_no_picture(workspace: Workspace) -> None:
    town = replace(workspace, boundaries={})
    assert locator_of(town, Area(AreaLevel.PRIMARY_AREA, "107", "Haga")) is None
