from collections.abc import Sequence
from math import inf

import numpy as np
import pandas as pd
import pytest

from indicators.breaks import Break, BreakKind
from indicators.development import Development, Reading
from indicators.gaps import MEASURES
from indicators.goal import Course, Goal, Pace, pace
from indicators.measures.groups import Array, Groups
from indicators.measures.toolkit import Estimate
from indicators.verdict import Judgement, Limit, Verdict

NOBODY = Groups(pd.Series([1.0, 2.0]), pd.Series([1.0, 1.0]))
BREAK = Break("work", "2018", BreakKind.METHOD, "Nytt sätt.", "New way.", "office")
# Evenly spread from −1 to 1: the outer 2.5 percent on each side begin at 0.95.
SPREAD = np.linspace(-1, 1, 2001)
NONE = np.zeros(2001)


def follow(
    values: dict[str, float | None],
    *,
    measure: str = "d",
    base: str | None = "2014",
    draws: tuple[Array, Array] | None = None,
    ends: tuple[float, float] | None = None,
    breaks: Sequence[Break] = (),
    covered: float = 1.0,
) -> Development:
    """
    Make a development of its readings.

    Parameters
    ----------
    draws
        Of the first and the newest reading.
    ends
        Interval of the change.
    """
    periods = list(values)
    drawn = dict(zip((periods[0], periods[-1]), draws, strict=False)) if draws else {}
    readings = tuple(
        Reading(
            period,
            None if value is None else Estimate(value, None, None),
            "" if value is not None else "It does not apply.",
            NOBODY,
            drawn.get(period),
        )
        for period, value in values.items()
    )
    first = values.get(base or "")
    newest = values[periods[-1]]
    change = None
    if first is not None and newest is not None:
        change = Estimate(newest - first, *(ends or (None, None)))
    return Development(
        measure=MEASURES[measure],
        readings=readings,
        base=base,
        wished=base or "2014",
        change=change,
        breaks=tuple(breaks),
        units=5,
        covered=covered,
        judgement=Judgement(Verdict.CANNOT_BE_SAID, Limit.INTERVAL_NOT_KNOWN),
    )


def stand(development: Development, goal: Goal) -> Pace:
    found = pace(development, goal)
    assert found is not None
    return found


def test_pace_that_halving_needs_is_set_against_the_pace_so_far() -> None:
    """
    From 10 in 2014 over 9 to 8 in 2022: −2 in 8 years is −0.25 a year.

    Half of 10 is 5, which is 3 less than now: in the 8 years to 2030 that is −0.375 a year, and at
    −0.25 a year it takes 12, until 2034.
    """
    found = stand(follow({"2014": 10, "2018": 9, "2022": 8}), Goal(2030))
    assert found == Pace(
        start_period="2014",
        start_value=10,
        target=5,
        needed=-0.375,
        so_far=Estimate(-0.25, None, None),
        reached=2034,
        earliest=None,
        latest=None,
        course=Course.TOO_SLOW,
    )


def test_goal_counts_from_the_base_period_and_not_from_the_oldest() -> None:
    """From 9 in 2018 to 8 in 2022 −0.25 a year; to 4.5 it takes 14 years."""
    found = stand(follow({"2014": 10, "2018": 9, "2022": 8}, base="2018"), Goal(2036))
    assert (found.start_period, found.start_value, found.target) == ("2018", 9, 4.5)
    assert found.so_far == (-0.25, None, None)
    assert (found.reached, found.needed) == (2036, -0.25)
    assert found.course is Course.ON_PACE


def test_goal_may_be_a_value() -> None:
    found = stand(follow({"2014": 10, "2022": 8}), Goal(2026, value=6))
    assert (found.target, found.needed, found.reached) == (6, -0.5, 2030)
    assert found.course is Course.TOO_SLOW
    assert stand(follow({"2014": 10, "2022": 8}), Goal(2030, value=6)).course is Course.ON_PACE
    assert stand(follow({"2014": 10, "2022": 8}), Goal(2029, value=6)).course is Course.TOO_SLOW


def test_goal_of_zero_is_a_goal() -> None:
    found = stand(follow({"2014": 10, "2022": 8}), Goal(2030, value=0))
    assert (found.target, found.needed, found.reached) == (0, -1, 2054)


@pytest.mark.parametrize(("start", "target"), [(3.0, 2.0), (1.5, 1.25), (0.5, 0.75)])
def test_ratio_halves_its_distance_from_one(start: float, target: float) -> None:
    """A ratio of 3 is 2 above equal: half of it is 1, at a ratio of 2 and not of 1.5."""
    assert stand(follow({"2014": start, "2022": start}, measure="r"), Goal(2030)).target == target


def test_slope_below_zero_halves_its_size() -> None:
    """From −10 to −8 in 8 years; −5 is 3 more, at 0.25 a year in 2034."""
    found = stand(follow({"2014": -10, "2022": -8}, measure="sii"), Goal(2030))
    assert (found.target, found.needed, found.reached) == (-5, 0.375, 2034)
    assert found.course is Course.TOO_SLOW


@pytest.mark.parametrize("newest", [10.0, 12.0])
def test_gap_that_grows_or_stands_still_never_reaches_the_goal(newest: float) -> None:
    found = stand(follow({"2014": 10, "2022": newest}), Goal(2030))
    assert found.reached is None
    assert found.course is Course.AWAY
    assert found.needed == (5 - newest) / 8


@pytest.mark.parametrize("newest", [5.0, 4.0, -5.0])
def test_goal_that_is_reached_is_reached_now(newest: float) -> None:
    found = stand(follow({"2014": 10, "2022": newest}), Goal(2030))
    assert found.course is Course.REACHED
    assert found.reached == 2022


def test_gap_that_grows_within_its_goal_is_not_on_the_way_to_it() -> None:
    """From 4 to 4.5 with a goal of 6: the line meets 6 in 2046, which would be too far off."""
    found = stand(follow({"2014": 4, "2022": 4.5}), Goal(2030, value=6))
    assert (found.course, found.reached) == (Course.REACHED, 2022)


@pytest.mark.parametrize("year", [2022, 2020])
def test_year_that_is_over_needs_no_pace(year: int) -> None:
    found = stand(follow({"2014": 10, "2022": 8}), Goal(year))
    assert found.needed is None
    assert found.reached == 2034
    assert found.course is Course.TOO_SLOW


def test_one_period_has_a_goal_and_a_needed_pace_alone() -> None:
    """Half of 8 is 4, in 8 years."""
    found = stand(follow({"2022": 8}, base=None), Goal(2030))
    assert found == Pace("2022", 8, 4, -0.5, None, None, None, None, Course.NOT_KNOWN)


def test_measure_that_does_not_apply_now_has_no_pace() -> None:
    assert pace(follow({"2014": 10, "2022": None}), Goal(2030)) is None


def test_goal_counts_from_now_where_the_measure_did_not_apply_before() -> None:
    found = stand(follow({"2014": None, "2022": 8}), Goal(2030))
    assert (found.start_period, found.target, found.so_far) == ("2022", 4, None)
    assert found.course is Course.NOT_KNOWN


@pytest.mark.parametrize(
    ("breaks", "covered", "known"),
    [([BREAK], 1.0, False), ([], 0.89, False), ([], 0.9, True), ([], 1.0, True)],
)
def test_periods_that_cannot_be_compared_have_no_pace_so_far(
    breaks: list[Break], covered: float, known: bool
) -> None:
    """A break, or too few areas in both: the goal then counts from the newest figures."""
    found = stand(follow({"2014": 10, "2022": 8}, breaks=breaks, covered=covered), Goal(2030))
    assert (found.so_far is not None) == known
    assert (found.reached is not None) == known
    assert (found.course is Course.NOT_KNOWN) == (not known)
    assert (found.start_period, found.target) == (("2014", 5) if known else ("2022", 4))


def test_goal_that_is_reached_is_reached_whatever_was_before() -> None:
    found = stand(follow({"2014": 10, "2022": 3}, breaks=[BREAK]), Goal(2030, value=4))
    assert found.course is Course.REACHED


def test_periods_of_two_years_count_by_their_first() -> None:
    """From 2014–2015 to 2022–2023 are 8 years."""
    found = stand(follow({"2014-2015": 10, "2022-2023": 8}, base="2014-2015"), Goal(2030))
    assert found.so_far == (-0.25, None, None)
    assert found.reached == 2034


def test_interval_of_the_pace_is_that_of_the_change_by_years() -> None:
    found = stand(follow({"2014": 10, "2022": 8}, ends=(-4, 0.8)), Goal(2030))
    assert found.so_far == (-0.25, -0.5, 0.1)


def test_ends_of_the_year_are_those_of_the_draws() -> None:
    """
    From 10 for sure to 8 ± 0.95: at 7.05 it is −0.36875 a year, at 8.95 −0.13125.

    To 5 that takes 2.05/0.36875 = 5.559 years, or 3.95/0.13125 = 30.095.
    """
    found = stand(follow({"2014": 10, "2022": 8}, draws=(10 + NONE, 8 + SPREAD)), Goal(2030))
    assert found.earliest == pytest.approx(2027.559, abs=0.01)
    assert found.latest == pytest.approx(2052.095, abs=0.05)
    assert found.reached is not None
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.reached <= found.latest


def test_what_chance_adds_to_a_gap_is_taken_off_the_draws() -> None:
    """Draws that lie 3 above the estimate on the whole give the same years."""
    plain = stand(follow({"2014": 10, "2022": 8}, draws=(10 + NONE, 8 + SPREAD)), Goal(2030))
    above = stand(follow({"2014": 10, "2022": 8}, draws=(13 + NONE, 11 + SPREAD)), Goal(2030))
    assert above.earliest == pytest.approx(plain.earliest)
    assert above.latest == pytest.approx(plain.latest)


def test_latest_year_is_open_where_the_gap_may_not_shrink() -> None:
    """8 ± 2.85 lies above 10 in some draws: the gap may have grown."""
    found = stand(follow({"2014": 10, "2022": 8}, draws=(10 + NONE, 8 + 3 * SPREAD)), Goal(2030))
    # At 5.15 it is −0.60625 a year, and to 5 it takes a quarter of a year.
    assert found.earliest == pytest.approx(2022.25, abs=0.01)
    assert found.latest == inf


def test_draw_that_is_at_the_goal_has_reached_it() -> None:
    """The goal of 7.5 lies within 8 ± 0.95; draws under it are there, not moving away from it."""
    development = follow({"2014": 10, "2022": 8}, draws=(10 + NONE, 8 + SPREAD))
    found = stand(development, Goal(2030, value=7.5))
    assert found.reached == 2024
    assert found.earliest == 2022
    # At 8.95 it takes 1.45/0.13125 = 11.05 years.
    assert found.latest == pytest.approx(2033.048, abs=0.01)


def test_gap_that_surely_grows_has_no_year_at_either_end() -> None:
    found = stand(follow({"2014": 10, "2022": 14}, draws=(10 + NONE, 14 + SPREAD)), Goal(2030))
    assert (found.reached, found.earliest, found.latest) == (None, inf, inf)
    assert found.course is Course.AWAY


@pytest.mark.parametrize("value", [inf, np.nan])
def test_draws_that_are_no_numbers_leave_the_ends_open(value: float) -> None:
    broken = 8 + SPREAD
    broken[3] = value
    found = stand(follow({"2014": 10, "2022": 8}, draws=(10 + NONE, broken)), Goal(2030))
    assert (found.earliest, found.latest, found.reached) == (None, None, 2034)


def test_draws_are_not_changed() -> None:
    drawn = 8 + SPREAD
    stand(follow({"2014": 10, "2022": 8}, draws=(10 + NONE, drawn)), Goal(2030))
    assert np.array_equal(drawn, 8 + SPREAD)
