"""How two indicators go together between areas; says nothing of why, nor of single people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.measures.groups import Array, MeasureError
from indicators.measures.simulation import DRAWS, simulated_interval
from indicators.measures.toolkit import Estimate

# Two different areas always lie on a line. One draw in three of four areas has no more than two; of
# five, one in ten.
FEWEST_AREAS: Final = 5
# Further draws without spread than this, and the interval would rest on a chosen part of them.
MOST_UNDEFINED: Final = 0.05
# A coefficient nearer to 1 than this is 1, up to the order in which sums were added up.
ROUNDING: Final = 1e-12
# Draws of 1 are infinite on Fisher's scale; this one turns back into 1 to nine decimals.
FARTHEST: Final = float(np.arctanh(1 - 1e-9))
CELLS: Final = 1_000_000  # of draws times areas held in memory at once


class Absent(StrEnum):
    """Why an area is left out of an association."""

    NO_FIRST = "no-first"
    NO_SECOND = "no-second"
    NEITHER = "neither"
    NO_PEOPLE = "no-people"


class Line(NamedTuple):
    """A straight line: the second indicator is `intercept` + `slope` times the first."""

    slope: float
    intercept: float


@dataclass(frozen=True, eq=False)
class Association:
    """
    How two indicators go together between areas, each area weighted by its people.

    Parameters
    ----------
    pearson
        Weighted correlation of the values, from −1 to 1: how near the areas lie to a line.
    spearman
        Weighted correlation of the ridits, from −1 to 1: how near to one order.
    line
        Weighted least squares of the second indicator on the first, in their units.
    areas
        Codes of the areas that have both figures and people, sorted.
    effective_areas
        (Σ people)² / Σ people²: as many areas of one size would tell as much.
    people
        Who lives in these areas.
    left_out
        Why an area of either indicator is not among them.
    """

    pearson: Estimate
    spearman: Estimate
    line: Line
    areas: tuple[str, ...]
    effective_areas: float
    people: float
    left_out: Mapping[str, Absent]


def associate(
    first: pd.Series,
    second: pd.Series,
    people: pd.Series,
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> Association:
    """
    Measure how two indicators go together between areas.

    Spearman's coefficient is Pearson's of the ridits: the share of people in areas with a lower
    value plus half the share in areas with the same value. With as many people in every area it is
    the usual one of the ranks. An area that is cut in two with the same values changes none of the
    coefficients and not the line, but it narrows the interval, because both parts are drawn as if
    they told something of their own: areas that share one published figure are therefore handed in
    as one.

    The intervals hold 95 %. The areas are drawn anew with replacement, each with its people, and
    the 2.5 and 97.5 percentiles are mirrored about the estimate on Fisher's scale, as in
    `simulated_interval`. They speak of areas as if these were a sample of possible areas.

    Parameters
    ----------
    first, second
        Values by area_code (or by unit, where areas share a figure) in the indicators' units, NaN
        where there is no figure. The indexes may differ.
    people
        Who lives in each area; an area that is missing, NaN or 0 is left out.
    rng
        Seeded by the caller. The same seed gives the same answer, in whatever order areas come.
    draws
        How often the areas are drawn.

    Returns
    -------
    association
        Ends of an interval are None where it is not known: when the coefficient is 1 or −1, or
        when in more than one draw of twenty all drawn areas are equal.

    Raises
    ------
    MeasureError
        If an area repeats, a value is infinite, people are negative or infinite, the indicators
        have no area in common or fewer than five, or one of them is equal everywhere.

    References
    ----------
    Bross, I. D. J. (1958). How to use ridit analysis. Biometrics 14, 18–38.
    https://doi.org/10.2307/2527727
    Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application, chapter 5.
    Cambridge University Press. https://doi.org/10.1017/CBO9780511802843
    Kish, L. (1965). Survey Sampling. Wiley. (effective number)
    """
    for values in (first, second, people):
        _check(values)
    if (people < 0).any():
        raise MeasureError("The number of people is negative in an area.")
    index = first.index.union(second.index).sort_values()
    table = pd.DataFrame({"first": first, "second": second, "people": people}, dtype="float64")
    table = table.reindex(index)
    left_out = _left_out(table)
    kept = table.drop(index=list(left_out))
    _refuse(kept, left_out)
    x, y, weights = (kept[name].to_numpy(dtype="float64") for name in table.columns)
    shares = weights / weights.sum()
    drawn = _draw(x, y, shares, rng=rng, draws=draws)
    return Association(
        pearson=_estimate(_correlate(x, y, shares), drawn[0]),
        spearman=_estimate(_correlate(_ridits(x, shares), _ridits(y, shares), shares), drawn[1]),
        line=_fit(x, y, shares),
        areas=tuple(map(str, kept.index)),
        effective_areas=float(1 / (shares**2).sum()),
        people=float(weights.sum()),
        left_out=left_out,
    )


def _check(values: pd.Series) -> None:
    if not values.index.is_unique:
        raise MeasureError("Each area may stand once.")
    if np.isinf(values.to_numpy(dtype="float64")).any():
        raise MeasureError("A figure is infinite.")


def _left_out(table: pd.DataFrame) -> dict[str, Absent]:
    found: dict[str, Absent] = {}
    lacks = table.isna()
    for code, no_first, no_second, people in zip(
        map(str, table.index), lacks["first"], lacks["second"], table["people"], strict=True
    ):
        if no_first or no_second:
            both = no_first and no_second
            one = Absent.NO_FIRST if no_first else Absent.NO_SECOND
            found[code] = Absent.NEITHER if both else one
        elif not people > 0:
            found[code] = Absent.NO_PEOPLE
    return found


def _refuse(kept: pd.DataFrame, left_out: Mapping[str, Absent]) -> None:
    if not len(kept) and Absent.NO_PEOPLE in left_out.values():
        raise MeasureError("Nobody is known to live in the areas that have both figures.")
    if not len(kept):
        raise MeasureError("The two indicators have no area in common.")
    if len(kept) < FEWEST_AREAS:
        raise MeasureError(f"The two indicators have fewer than {FEWEST_AREAS} areas in common.")
    equal = [name for name in ("first", "second") if _is_equal(kept[name].to_numpy("float64"))]
    if equal:
        which = "Both indicators are" if len(equal) > 1 else f"The {equal[0]} indicator is"
        raise MeasureError(f"{which} equal in every area, so there is nothing to go together.")


def _is_equal(values: Array) -> bool:
    return bool(np.ptp(values) <= ROUNDING * np.abs(values).max())


def _estimate(found: Array, drawn: Array) -> Estimate:
    coefficient = float(found)
    undefined = np.isnan(drawn)
    if abs(coefficient) > 1 - ROUNDING or undefined.mean() > MOST_UNDEFINED:
        return Estimate(coefficient, None, None)
    with np.errstate(divide="ignore"):
        far = np.clip(np.arctanh(drawn[~undefined]), -FARTHEST, FARTHEST)
    ends = simulated_interval(float(np.arctanh(coefficient)), far)
    if ends is None:
        return Estimate(coefficient, None, None)
    # The way to Fisher's scale and back may lose the last digit of the estimate.
    lower, upper = (float(np.tanh(end)) for end in ends)
    return Estimate(coefficient, min(lower, coefficient), max(upper, coefficient))


def _draw(
    x: Array, y: Array, shares: Array, *, rng: np.random.Generator, draws: int
) -> tuple[Array, Array]:
    """Draw areas with replacement: Pearson's and Spearman's of each draw, NaN where undefined."""
    count = len(x)
    pearson, spearman = [np.empty(0)], [np.empty(0)]
    block = max(1, CELLS // count)
    for start in range(0, draws, block):
        size = min(block, draws - start)
        times = rng.multinomial(count, np.full(count, 1 / count), size=size)
        weights = times * shares
        pearson.append(_correlate(x, y, weights))
        spearman.append(_correlate(_ridits(x, weights), _ridits(y, weights), weights))
    return np.concatenate(pearson), np.concatenate(spearman)


def _correlate(x: Array, y: Array, weights: Array) -> Array:
    """Correlate along the last axis; NaN where one of the two has no spread."""
    shares = weights / weights.sum(axis=-1, keepdims=True)
    away_x, spread_x = _centre(x, shares)
    away_y, spread_y = _centre(y, shares)
    together = (shares * away_x * away_y).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = together / (spread_x * spread_y)
    flat = (spread_x == 0) | (spread_y == 0)
    return np.asarray(np.where(flat, np.nan, np.clip(found, -1.0, 1.0)))


def _centre(values: Array, shares: Array) -> tuple[Array, Array]:
    """Give the distances from the mean and their standard deviation, 0 where it is rounding."""
    size = np.abs(values).max(axis=-1, keepdims=True)
    # Large and small units alike: squares would overflow or vanish.
    scaled = values / np.where(size > 0, size, 1.0)
    away = scaled - (shares * scaled).sum(axis=-1, keepdims=True)
    spread = np.sqrt((shares * away**2).sum(axis=-1))
    return away, np.where(spread > ROUNDING, spread, 0.0)


def _ridits(values: Array, weights: Array) -> Array:
    """
    Place each value by the weight below it and half of that beside it, for every row of weights.

    As `measures.ranking.ridits`, which takes one row.
    """
    _, on = np.unique(values, return_inverse=True)
    rising = np.argsort(on, kind="stable")
    starts: npt.NDArray[np.intp] = np.flatnonzero(np.diff(on[rising], prepend=-1))
    shares = np.add.reduceat(weights[..., rising], starts, axis=-1)
    middles = np.cumsum(shares, axis=-1) - shares / 2
    return np.asarray((middles / weights.sum(axis=-1, keepdims=True))[..., on])


def _fit(x: Array, y: Array, shares: Array) -> Line:
    middle_x, middle_y = float(shares @ x), float(shares @ y)
    away = x - middle_x
    slope = float((shares * away) @ (y - middle_y) / ((shares * away) @ away))
    return Line(slope, middle_y - slope * middle_x)
