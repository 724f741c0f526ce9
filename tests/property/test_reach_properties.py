"""What holds for all places and distances."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.choices import ReachBy
from explorer.initiatives.model import Place
from explorer.initiatives.reach import Spread, circles_about, people_within, spread_over_land
from tests.unit.explorer.effort.squares import people, place_at, squares

places = st.lists(st.builds(place_at, st.floats(-2, 14), st.floats(-2, 6)), min_size=1, max_size=5)
distances = st.integers(100, 10_000)


@cache
def land() -> Spread:
    return spread_over_land(squares(), people(1600, 3200, 800))


def within(found: list[Place], metres: float, by: ReachBy = ReachBy.LINE) -> float:
    return float(people_within(land(), circles_about(found, metres), by)["within"].sum())


@settings(deadline=None, max_examples=60)
@given(places, distances, distances)
def test_larger_distance_never_reaches_fewer(found: list[Place], first: int, second: int) -> None:
    near, far = sorted((first, second))
    for by in ReachBy:
        assert within(found, near, by) <= within(found, far, by) + 1e-6


@settings(deadline=None, max_examples=60)
@given(places, distances)
def test_all_together_reach_no_more_than_the_sum_and_no_fewer_than_any(
    found: list[Place], metres: int
) -> None:
    together = within(found, metres)
    alone = [within([each], metres) for each in found]
    assert together <= sum(alone) + 1e-6
    assert together >= max(alone) - 1e-6
    assert together <= 5600


@settings(deadline=None, max_examples=60)
@given(places, distances)
def test_touched_areas_hold_no_fewer_than_the_circles(found: list[Place], metres: int) -> None:
    assert within(found, metres) <= within(found, metres, ReachBy.AREAS) + 1e-6


@settings(deadline=None, max_examples=30)
@given(places, distances)
def test_order_of_the_places_changes_nothing(found: list[Place], metres: int) -> None:
    assert within(found, metres) == pytest.approx(within(found[::-1], metres), abs=1e-6)
