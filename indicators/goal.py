"""A goal for a gap: the pace that it needs, the pace so far, and the year it would be reached."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite
from typing import Final

import numpy as np

from indicators.comparison import year_of
from indicators.development import Development, Reading
from indicators.measures.groups import Array
from indicators.measures.interval import CONFIDENCE, Interval
from indicators.measures.toolkit import Estimate
from indicators.verdict import COVERED

# Nobody plans further ahead; a year beyond is told as “not within this century”.
LAST_YEAR: Final = 2100


class Course(StrEnum):
    """Where the gap is going, by its figures so far."""

    REACHED = "reached"
    ON_PACE = "on-pace"
    TOO_SLOW = "too-slow"
    AWAY = "away"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Goal:
    """
    What is to be reached and when.

    Parameters
    ----------
    value
        Of the measure, in its own terms; None halves the gap of the base period (for a ratio, its
        distance from 1).
    year
        The year in which it is to be reached.
    """

    year: int
    value: float | None = None


@dataclass(frozen=True)
class Pace:
    """
    How a goal stands.

    Parameters
    ----------
    start_period, start_value
        What the goal counts from: the base period, or the newest if that has no figures or cannot
        be compared with it.
    target
        Value of the measure that is the goal.
    needed
        Change a year from the newest period on that reaches the goal in its year; None if that
        year is over.
    so_far
        Change a year from the base period to the newest; None without both.
    reached
        The year in which the pace so far would reach the goal, the newest period's if it has; None
        if it never would, or nothing is known of it.
    earliest, latest
        The same at both ends of its interval; `latest` is infinite where the figures leave open
        that it never comes. None where it is not known.
    course
        By the estimates alone, and not known where the series breaks or the areas differ.
    """

    start_period: str
    start_value: float
    target: float
    needed: float | None
    so_far: Estimate | None
    reached: float | None
    earliest: float | None
    latest: float | None
    course: Course


def pace(development: Development, goal: Goal) -> Pace | None:
    """
    Set a measure's development against a goal, along a straight line.

    It is arithmetic on what has been, and no forecast. Periods count by the year they begin in.

    Returns
    -------
    pace
        None if the measure has no value in the newest period.
    """
    newest, first = development.newest, development.first
    if newest.estimate is None:
        return None
    broken = bool(development.breaks) or development.covered < COVERED
    usable = first if first is not None and first.estimate is not None and not broken else None
    start = usable or newest
    assert start.estimate is not None  # noqa: S101  both are checked above
    equal = 1.0 if development.measure.logarithmic else 0.0
    start_value = start.estimate.estimate
    target = equal + (start_value - equal) / 2 if goal.value is None else goal.value
    now, year = newest.estimate.estimate, year_of(newest.period)
    left = goal.year - year
    so_far = _pace_so_far(usable, newest, development)
    reached, ends = None, None
    if so_far is not None and usable is not None:
        there = _is_reached(now, target, equal)
        reached = float(year) if there else _year_reached(now, so_far.estimate, target, year)
        ends = _years_reached(usable, newest, target, equal=equal)
    return Pace(
        start_period=start.period,
        start_value=start_value,
        target=target,
        needed=(target - now) / left if left > 0 else None,
        so_far=so_far,
        reached=reached,
        earliest=None if ends is None else ends.lower,
        latest=None if ends is None else ends.upper,
        course=_course(now, target, so_far, reached, goal, equal=equal),
    )


def _pace_so_far(
    first: Reading | None, newest: Reading, development: Development
) -> Estimate | None:
    change = development.change
    years = 0 if first is None else year_of(newest.period) - year_of(first.period)
    if change is None or years <= 0:
        return None
    ends = (None if each is None else each / years for each in (change.lower, change.upper))
    return Estimate(change.estimate / years, *ends)


def _year_reached(now: float, a_year: float, target: float, year: int) -> float | None:
    """Follow the straight line from now; None where it leads away or nowhere."""
    found = year + (target - now) / a_year if a_year else inf
    return found if year <= found < inf else None


def _is_reached(now: float, target: float, equal: float) -> bool:
    """Nearer to “all equal” than the goal counts as reached, from whichever side it comes."""
    return abs(now - equal) <= abs(target - equal)


def _years_reached(
    first: Reading, newest: Reading, target: float, *, equal: float
) -> Interval | None:
    if first.draws is None or newest.draws is None or first.estimate is None:
        return None
    assert newest.estimate is not None  # noqa: S101  the caller has checked it
    before = _centred(first.draws, first.estimate.estimate)
    now = _centred(newest.draws, newest.estimate.estimate)
    if not (np.isfinite(before).all() and np.isfinite(now).all()):
        return None
    years = year_of(newest.period) - year_of(first.period)
    a_year = (now - before) / years
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = (target - now) / a_year
    wait[~(wait >= 0)] = inf
    wait[np.abs(now - equal) <= abs(target - equal)] = 0.0
    rising = np.sort(year_of(newest.period) + wait)
    left = int((1 - CONFIDENCE) / 2 * len(rising))
    low, high = float(rising[left]), float(rising[-1 - left])
    return Interval(low, high) if isfinite(low) else Interval(inf, inf)


def _centred(draws: Array, estimate: float) -> Array:
    """Take off what chance adds to a measure of spread on the whole (see `simulated_interval`)."""
    return np.asarray(draws - np.median(draws) + estimate)


def _course(
    now: float,
    target: float,
    so_far: Estimate | None,
    reached: float | None,
    goal: Goal,
    *,
    equal: float,
) -> Course:
    if _is_reached(now, target, equal):
        return Course.REACHED
    if so_far is None:
        return Course.NOT_KNOWN
    if reached is None:
        return Course.AWAY
    return Course.ON_PACE if reached <= goal.year else Course.TOO_SLOW
