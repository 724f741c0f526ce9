"""Which differences count, worked by hand."""

from dataclasses import replace
from math import nan

import pytest

from explorer.area.standing import (
    Against,
    is_approximate,
    left_open,
    stand_against_before,
    stand_against_city,
)
from tests.unit.explorer.layers_by_hand import MEDIAN, SHARE
from tests.unit.indicators.made_up import PLAIN

TURNOUT = replace(SHARE, indicator_id="turnout_municipal")


@pytest.mark.parametrize(
    ("value", "against"),
    [
        # A standard error of 1 leaves 1.96 points open.
        (71.95, Against.LIKE),
        (71.97, Against.HIGHER),
        (68.05, Against.LIKE),
        (68.03, Against.LOWER),
        (70.0, Against.LIKE),
    ],
)
def test_difference_within_its_interval_is_none(value: float, against: Against) -> None:
    found = stand_against_city(SHARE, value, 70.0, error=1.0, quality="published")
    assert found is against


@pytest.mark.parametrize("quality", ["approximate", "union"])
def test_figure_that_is_not_exact_takes_two_points_at_least(quality: str) -> None:
    def stand(value: float, error: float) -> Against:
        return stand_against_city(SHARE, value, 70.0, error=error, quality=quality)

    assert stand(71.9, 0.1) is Against.LIKE
    assert stand(72.1, 0.1) is Against.HIGHER
    # Its interval counts where it is wider.
    assert stand(72.1, 2.0) is Against.LIKE


def test_without_an_interval_it_takes_two_points_or_two_percent() -> None:
    assert left_open(SHARE, 70.0, error=nan, quality="published") == 2.0
    assert left_open(MEDIAN, 340.0, error=nan, quality="published") == pytest.approx(6.8)


@pytest.mark.parametrize(
    ("value", "against"),
    [
        # Areas are about two points too low: 77.5 is about 79.5 and lies within two of 81.
        (77.5, Against.LIKE),
        (76.9, Against.LOWER),
        (82.9, Against.LIKE),
        (83.1, Against.HIGHER),
    ],
)
def test_known_shift_of_areas_is_no_difference(value: float, against: Against) -> None:
    found = stand_against_city(TURNOUT, value, 81.0, error=nan, quality="published")
    assert found is against
    assert is_approximate(TURNOUT, "published")


def test_shift_plays_no_part_between_two_years_of_one_area() -> None:
    def move(after: float) -> Against:
        return stand_against_before(TURNOUT, 52.0, after, error=nan, quality="published")

    assert [move(each) for each in (54.1, 54.0, 50.0, 49.9)] == [
        Against.HIGHER,
        Against.LIKE,
        Against.LIKE,
        Against.LOWER,
    ]


def test_number_of_people_that_moved_by_a_hundredth_is_about_the_same() -> None:
    def move(after: float) -> Against:
        return stand_against_before(PLAIN, 1000, after, error=nan, quality="published")

    assert [move(each) for each in (1011, 1010, 990, 989)] == [
        Against.HIGHER,
        Against.LIKE,
        Against.LIKE,
        Against.LOWER,
    ]
