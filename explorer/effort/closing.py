"""
Does the gap close where we work: the distance to the city before a start, at it, and now.

What may be said is one of five words (`indicators.verdict.Verdict`). The rules are applied from the
top; the first that holds decides. They are applied to every area with its own start.

1. It has not begun. Too early.
2. Its start, or the area where it runs, is not known; or the indicator has no distance to the city
   (a count, or no value of the city). Cannot be said.
3. It starts in the newest period, or later. Too early.
4. Fewer than two periods lie before its start. Cannot be said. Periods from before the newest break
   of the series are not comparable with today's and do not count; where that is why, it is said.
5. Fewer than two periods lie after its start. Too early.
6. Areas that hold more than a tenth of the residents lack a figure in one of the periods. Cannot be
   said.
7. The interval of the change decides as in `indicators.verdict`: narrower, wider, unchanged (within
   a tenth of the distance before), or cannot be said.

A period lies before a start if it begins in an earlier year, and after it if it begins in a later
one. The distance before is the mean of all periods before the start; the distance at the start is
that of the last period not after it; now is the newest period that is shown. Distances are told with their sign;
narrower and wider are about their size, whichever side of the city they lie on, so that the words
mean the same for an indicator without a better end.

None of this says that the initiative is why: it is an association, not an effect.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pandas as pd

from explorer.effort.distances import Distances
from indicators.breaks import Break
from indicators.comparison import year_of
from indicators.measures.interval import CONFIDENCE, Interval, quantile
from indicators.measures.toolkit import Estimate
from indicators.verdict import Evidence, Limit, Verdict, judge

FEWEST_BEFORE: Final = 2
FEWEST_AFTER: Final = 2
Z: Final = quantile(CONFIDENCE)


class Obstacle(StrEnum):
    """Why nothing is compared, in the order of the rules."""

    NOT_BEGUN = "not-begun"
    NO_START = "no-start"
    NO_AREA = "no-area"
    NO_DISTANCE = "no-distance"
    STARTS_LAST = "starts-last"
    SERIES_BREAK = "series-break"
    FEW_BEFORE = "few-before"
    FEW_AFTER = "few-after"
    NO_FIGURE = "no-figure"


EARLY: Final = frozenset({Obstacle.NOT_BEGUN, Obstacle.STARTS_LAST, Obstacle.FEW_AFTER})


@dataclass(frozen=True)
class Readings:
    """
    Distances to the city in the indicator's unit.

    `change` is the size now less the size before, negative where the distance is narrower; its ends
    are None where the interval is not known.
    """

    before: float
    start: float
    now: float
    change: Estimate


@dataclass(frozen=True, eq=False)
class Outcome:
    """
    What may be said of a group of areas, and what it rests on.

    Parameters
    ----------
    obstacle
        What kept it from being compared; None if it was.
    limit
        What kept the comparison from saying more.
    before, after
        Comparable periods before the last and after the first of the starts.
    breaks
        Those that hide periods, where that is why nothing is compared.
    readings
        None where nothing is compared.
    weights
        How much each unit counts in the group, summing to 1.
    starts
        Year of the start by unit, of those that are compared.
    covered
        Share (0–1) of the residents of the group's areas who live in areas with figures.
    """

    verdict: Verdict
    obstacle: Obstacle | None = None
    limit: Limit | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    readings: Readings | None = None
    weights: pd.Series | None = None
    starts: Mapping[str, int] | None = None
    covered: float = 1.0


def refuse(obstacle: Obstacle, **more: Any) -> Outcome:
    """Say that nothing is compared, and why."""
    verdict = Verdict.TOO_EARLY if obstacle in EARLY else Verdict.CANNOT_BE_SAID
    return replace(Outcome(verdict, obstacle), **more)


def follow(distances: Distances | None, starts: Mapping[str, int], residents: pd.Series) -> Outcome:
    """
    Follow a group of areas, each from its own start.

    Parameters
    ----------
    distances
        None where the indicator has no distance to the city.
    starts
        Year of the start by area_code.
    residents
        By area_code; they tell how much of the group has figures.
    """
    if not starts:
        return refuse(Obstacle.NO_AREA)
    if distances is None:
        return refuse(Obstacle.NO_DISTANCE)
    hindered = {code: _obstacle(distances, start) for code, start in starts.items()}
    fit = {code: start for code, start in starts.items() if hindered[code] is None}
    counted: dict[str, Any] = {
        "before": _earlier(distances.comparable, max((fit or starts).values())),
        "after": _later(distances.comparable, min((fit or starts).values())),
    }
    if not fit:
        commonest = Counter(each for each in hindered.values() if each is not None)
        most = max(commonest.values())
        obstacle = next(each for each in Obstacle if commonest[each] == most)
        breaks = distances.breaks if obstacle is Obstacle.SERIES_BREAK else ()
        return refuse(obstacle, breaks=breaks, **counted)
    units = distances.unit_of(fit)
    covered = _covered(distances, units, fit, residents)
    if not units:
        return refuse(Obstacle.NO_FIGURE, covered=covered, **counted)
    begins = {
        unit: min(fit[code] for code in distances.members[unit] if code in fit) for unit in units
    }
    people = distances.people.loc[list(units)]
    weights = people / people.sum()
    pairs = {unit: pd.Series({unit: 1.0}) for unit in units}
    readings = read(distances, begins, weights, pairs)
    judgement = judge_readings(readings, covered, periods=sum(map(len, counted.values())))
    return Outcome(
        verdict=judgement[0],
        limit=judgement[1],
        readings=readings,
        weights=weights,
        starts=begins,
        covered=covered,
        **counted,
    )


def read(
    distances: Distances,
    starts: Mapping[str, int],
    weights: pd.Series,
    pairs: Mapping[str, pd.Series],
) -> Readings:
    """
    Take the distances before the starts, at them, and now.

    Parameters
    ----------
    starts
        Year of the start by unit; each has two comparable periods before it and two after.
    weights
        How much each of these units counts.
    pairs
        By unit, whose figures are read at its periods: its own (1.0), or those of similar units
        with weights that sum to 1.
    """
    shape = distances.figures
    before, begin, now = (
        pd.DataFrame(0.0, index=shape.index, columns=shape.columns) for _ in range(3)
    )
    for unit, start in starts.items():
        earlier = list(_earlier(distances.comparable, start))
        share = float(weights[unit]) * pairs[unit]
        for period in earlier:
            before.loc[share.index, period] += share / len(earlier)
        begin.loc[share.index, _at(distances.comparable, start)] += share
        now.loc[share.index, distances.newest] += share
    first, middle, last = (distances.combine(each)[0] for each in (before, begin, now))
    moved = now * np.sign(last) - before * np.sign(first)
    change, error = distances.combine(moved)
    ends = (None, None) if np.isnan(error) else (change - Z * error, change + Z * error)
    return Readings(first, middle, last, Estimate(change, *ends))


def judge_readings(
    readings: Readings, covered: float, *, periods: int
) -> tuple[Verdict, Limit | None]:
    """Decide by the rules of `indicators.verdict`."""
    change = readings.change
    interval = None
    if change.lower is not None and change.upper is not None:
        interval = Interval(change.lower, change.upper)
    judgement = judge(
        Evidence(
            periods=periods,
            has_base=True,
            before=abs(readings.before),
            change=change.estimate,
            interval=interval,
            covered=covered,
        )
    )
    return judgement.verdict, judgement.limit


def suffices(periods: Sequence[str], start: int) -> bool:
    """Whether two of the periods lie before a start, and two after it."""
    enough = len(_earlier(periods, start)) >= FEWEST_BEFORE
    return enough and len(_later(periods, start)) >= FEWEST_AFTER


def _obstacle(distances: Distances, start: int) -> Obstacle | None:
    if start >= year_of(distances.newest):
        return Obstacle.STARTS_LAST
    if len(_earlier(distances.comparable, start)) < FEWEST_BEFORE:
        hidden = len(_earlier(distances.periods, start)) >= FEWEST_BEFORE
        return Obstacle.SERIES_BREAK if hidden else Obstacle.FEW_BEFORE
    if len(_later(distances.comparable, start)) < FEWEST_AFTER:
        return Obstacle.FEW_AFTER
    return None


def _earlier(periods: Sequence[str], start: int) -> tuple[str, ...]:
    return tuple(each for each in periods if year_of(each) < start)


def _later(periods: Sequence[str], start: int) -> tuple[str, ...]:
    return tuple(each for each in periods if year_of(each) > start)


def _at(periods: Sequence[str], start: int) -> str:
    return [each for each in periods if year_of(each) <= start][-1]


def _covered(
    distances: Distances, units: tuple[str, ...], codes: Mapping[str, int], residents: pd.Series
) -> float:
    """Share of the areas' residents who live in those with figures; of the areas where unknown."""
    inside = {code for unit in units for code in distances.members[unit]}
    people = residents.reindex(list(codes)).fillna(0.0)
    if not people.sum() > 0:
        people = pd.Series(1.0, index=list(codes))
    return float(people[[code for code in codes if code in inside]].sum() / people.sum())
