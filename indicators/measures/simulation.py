"""
Intervals by simulation: values are drawn anew about the estimates, and measured again.

The generator comes in as `rng`; the same seed gives the same intervals.
"""

from typing import Final

import numpy as np
import pandas as pd

from indicators.measures.groups import Array, Compared, Groups, MeasureError, compare
from indicators.measures.interval import CONFIDENCE, Interval

DRAWS: Final = 2000


def draw_values(groups: Groups, *, rng: np.random.Generator, draws: int = DRAWS) -> Array | None:
    """
    Draw every group's value anew, independently, from a normal distribution.

    Parameters
    ----------
    groups
        Their standard errors say how wide the distributions are.
    rng
        Seeded by the caller.
    draws
        How often.

    Returns
    -------
    values
        One row per draw, one column per group with people, in the order of the values; below zero
        is set to zero where no value is negative. None if a standard error is not known, or all
        are zero (which says nothing).

    Raises
    ------
    MeasureError
        If a standard error is negative or infinite, or the groups cannot be compared.
    """
    compared = compare(groups)
    if groups.standard_error is None:
        return None
    errors = np.asarray(
        groups.standard_error.reindex(compared.names).astype("float64"), dtype=np.float64
    )
    if (errors < 0).any() or np.isinf(errors).any():
        raise MeasureError("A standard error is a number of 0 or more.")
    if np.isnan(errors).any() or not (errors > 0).any():
        return None
    return _draw(compared, errors, rng, draws)


def simulated_interval(
    estimate: float,
    simulated: Array,
    *,
    limits: tuple[float, float] = (-np.inf, np.inf),
    logarithmic: bool = False,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """
    Turn simulated measures into an interval about the estimate.

    Measures of spread grow with chance: the draws lie above the estimate, as the estimate lies
    above what it estimates. The interval therefore reaches equally far to both sides, as far as
    the farther of the two percentiles: it holds the percentile interval and its mirror image.

    Parameters
    ----------
    estimate
        The measure of the figures themselves.
    simulated
        The measure of every draw; infinite where it is not defined.
    limits
        Range of the measure; the interval is cut there.
    logarithmic
        Whether to mirror on the logarithmic scale, for ratios.
    confidence
        Above 0, below 1.

    Returns
    -------
    interval
        Holds the estimate. None (“not known”) if a percentile is not finite.

    References
    ----------
    Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application, section 5.2.
    Cambridge University Press. https://doi.org/10.1017/CBO9780511802843
    """
    if logarithmic and estimate <= 0:
        return None
    with np.errstate(divide="ignore"):
        rising = np.sort(np.log(simulated) if logarithmic else simulated)
    middle = float(np.log(estimate)) if logarithmic else estimate
    left = int((1 - confidence) / 2 * len(rising))
    low, high = float(rising[left]), float(rising[-1 - left])
    if not (np.isfinite(low) and np.isfinite(high)):
        return None
    reach = max(middle - low, high - middle)
    ends = np.array([middle - reach, middle + reach])
    ends = np.clip(np.exp(ends) if logarithmic else ends, *limits)
    # The way to the logarithm and back may lose the last digit of the estimate.
    return Interval(min(float(ends[0]), estimate), max(float(ends[1]), estimate))


def rank_intervals(
    values: pd.Series,
    standard_error: pd.Series,
    *,
    rng: np.random.Generator,
    areas: pd.Series | None = None,
    draws: int = DRAWS,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """
    Give the places that each area may have among all.

    Parameters
    ----------
    values
        Value of each area in the indicator's unit, NaN where there is no figure.
    standard_error
        Of each value, same index, NaN where it is not known.
    rng
        Seeded by the caller.
    areas
        How many areas each value stands for, same index; 1 unless some share a figure.
    draws
        How often.
    confidence
        Above 0, below 1; for each area by itself, not for all places at once.

    Returns
    -------
    places
        Index of the values; `Int64` columns `rank` (1 + number of areas with a higher value),
        `lower` and `upper`. NA in all three without a figure; NA in `lower` and `upper` of every
        area if one area with a figure has no standard error, or all are zero: each place depends
        on all.

    Raises
    ------
    MeasureError
        If the indexes differ, or fewer than two areas have a figure.

    References
    ----------
    Goldstein, H. and Spiegelhalter, D. J. (1996). League tables and their limitations. Journal of
    the Royal Statistical Society A 159, 385–443. https://doi.org/10.2307/2983325
    """
    if not values.index.is_unique or set(values.index) != set(standard_error.index):
        raise MeasureError("Values and standard errors are not given for the same areas.")
    known = values.dropna()
    everybody = pd.Series(1.0, index=known.index)
    groups = Groups(known, everybody, standard_error=standard_error.reindex(known.index))
    many = everybody if areas is None else areas.reindex(known.index).astype("float64")
    counts = np.asarray(many, dtype=np.float64)
    ranks = _ranks(compare(groups).estimates[np.newaxis, :], counts)[0]
    frame = pd.DataFrame({"rank": ranks}, index=known.index)
    drawn = draw_values(groups, rng=rng, draws=draws)
    if drawn is not None:
        rising = np.sort(_ranks(drawn, counts), axis=0)
        left = int((1 - confidence) / 2 * draws)
        frame["lower"] = np.minimum(rising[left], ranks)
        frame["upper"] = np.maximum(rising[-1 - left], ranks)
    return frame.reindex(index=values.index, columns=["rank", "lower", "upper"]).astype("Int64")


def _draw(groups: Compared, errors: Array, rng: np.random.Generator, draws: int) -> Array:
    drawn = rng.normal(groups.estimates, errors, size=(draws, len(errors)))
    return np.maximum(drawn, 0.0) if (groups.estimates >= 0).all() else drawn


def _ranks(values: Array, counts: Array) -> Array:
    """Count, in each row, the areas whose value is higher, and add one."""
    rising = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, rising, axis=-1)
    reached = np.cumsum(counts[rising], axis=-1)
    places = [
        np.searchsorted(row, own, "right") - 1 for row, own in zip(ordered, values, strict=True)
    ]
    return np.asarray(counts.sum() - np.take_along_axis(reached, np.array(places), axis=-1) + 1)
