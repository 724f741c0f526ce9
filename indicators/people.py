"""The gap in people: how many more or fewer it would be if each area had the city's value."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from indicators.comparison import PERCENT, Comparison, People
from indicators.definitions import Direction, Kind
from indicators.gaps import SEED
from indicators.measures.interval import CONFIDENCE, Interval, quantile
from indicators.measures.simulation import DRAWS

# Where an indicator names no smallest base, areas with fewer people than this are not told of.
SMALLEST_BASE: Final = 10
# A number of people under this is told as “fewer than five”.
FEWEST_TOLD: Final = 5
# Up to which number people are rounded to what.
ROUNDING: Final[tuple[tuple[float, int], ...]] = ((100, 5), (10_000, 10), (np.inf, 100))


class Unknown(StrEnum):
    """Why a gap is not told in people."""

    NOT_A_SHARE = "not-a-share"
    NO_BETTER_END = "no-better-end"
    NO_BASE = "no-base"
    NO_CITY = "no-city"


class Headcount(NamedTuple):
    """A number of people, unrounded, with its interval; None where that is not known."""

    people: float
    interval: Interval | None


@dataclass(frozen=True, eq=False)
class GapInPeople:
    """
    The gap of a share in people.

    Parameters
    ----------
    areas
        By unit, only those on the less favourable side of the city and with a base that is large
        enough, largest first: how many people more (or fewer, for a share that had better be low)
        it would be with the city's share.
    total
        The sum over these units; the interval is of the sum.
    city
        The city's value, in percent.
    more
        Whether it would be more people (a share that had better be high), or fewer.
    base
        Whom the share is a share of.
    hidden
        Units on the less favourable side whose base is under the smallest one.
    """

    areas: Mapping[str, Headcount]
    total: Headcount
    city: float
    more: bool
    base: People
    hidden: tuple[str, ...]


def count_people(comparison: Comparison, *, seed: int = SEED) -> GapInPeople | Unknown:
    """
    Count the people that the gap stands for.

    An area's number is its base times the distance of its share from the city's. It is arithmetic:
    nothing says that the areas could or should become alike, or by what.
    """
    definition, city = comparison.definition, comparison.selected.city
    if definition.kind is not Kind.SHARE:
        return Unknown.NOT_A_SHARE
    if definition.direction is Direction.CONTEXT:
        return Unknown.NO_BETTER_END
    if city is None:
        return Unknown.NO_CITY
    if comparison.base is None or comparison.behind.isna().all():
        return Unknown.NO_BASE
    more = definition.direction is Direction.HIGHER_BETTER
    groups = comparison.groups
    lacking = (city.value - groups.estimates) * (1 if more else -1) / PERCENT
    behind = comparison.behind.reindex(lacking.index)
    worse = lacking[(lacking > 0) & behind.notna()]
    small = behind[worse.index] < (definition.smallest_base or SMALLEST_BASE)
    told = worse[~small]
    people = (told * behind[told.index]).sort_values(ascending=False, kind="stable")
    errors = (
        pd.Series(np.nan, index=people.index)
        if groups.standard_error is None
        else groups.standard_error.reindex(people.index) * behind[people.index] / PERCENT
    )
    half = quantile(CONFIDENCE) * errors
    numbers = zip(people.index, people.to_list(), half.to_list(), strict=True)
    return GapInPeople(
        areas={str(unit): _headcount(number, reach) for unit, number, reach in numbers},
        total=Headcount(float(people.sum()), _total_interval(people, errors, seed)),
        city=city.value,
        more=more,
        base=comparison.base,
        hidden=tuple(str(unit) for unit in worse.index[small]),
    )


def _headcount(number: float, reach: float) -> Headcount:
    if np.isnan(reach):
        return Headcount(number, None)
    return Headcount(number, Interval(max(0.0, number - reach), number + reach))


def round_people(number: float) -> int:
    """Round to 5 up to 100, to 10 up to 10 000, to 100 above."""
    step = next(step for limit, step in ROUNDING if abs(number) < limit)
    return int(step * round(number / step))


def _total_interval(people: pd.Series, errors: pd.Series, seed: int) -> Interval | None:
    """Simulate the sum over the same areas; an area that comes out on the other side counts as 0."""
    if people.empty or errors.isna().any():
        return None
    rng = np.random.default_rng(seed)
    drawn = rng.normal(people.to_numpy(), errors.to_numpy(), size=(DRAWS, len(people)))
    rising = np.sort(np.maximum(drawn, 0.0).sum(axis=1))
    left = int((1 - CONFIDENCE) / 2 * DRAWS)
    total = float(people.sum())
    return Interval(min(float(rising[left]), total), max(float(rising[-1 - left]), total))
