"""Percentiles of people by the value of their group, and the gap between two of them."""

from typing import Final

import numpy as np
import pandas as pd

from indicators.measures.groups import (
    Array,
    Compared,
    Groups,
    MeasureError,
    compare,
    divide,
    refuse_negative,
)

LOW: Final = 0.1
HIGH: Final = 0.9
# Cumulated shares are sums: one that meets the percentile exactly may fall short by rounding.
ROUNDING: Final = 1e-12


def percentile(values: pd.Series, population: pd.Series, *, share: float) -> float:
    """
    Find the value that a share of people do not exceed.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, none missing, any sign.
    population
        People in each group, same index.
    share
        Above 0, at most 1; 0.9 gives P90.

    Returns
    -------
    value
        The lowest value of a group such that at least this share of people live in groups with
        that value or a lower one. Always the value of a group, nothing in between.

    Raises
    ------
    MeasureError
        If the share is out of range, or something is missing.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. American
    Statistician 50, 361–365 (definition 1, with weights). https://doi.org/10.2307/2684934
    """
    if not 0 < share <= 1:
        raise MeasureError(f"A percentile needs a share above 0 and at most 1, not {share}.")
    groups = compare(Groups(values, population))
    return float(percentile_of(groups, groups.estimates, share=share))


def percentile_gap(values: pd.Series, population: pd.Series) -> float:
    """
    Measure the absolute gap between P90 and P10 of people.

    Parameters
    ----------
    values, population
        As for `percentile`.

    Returns
    -------
    gap
        P90 less P10 in the indicator's unit, 0 when all groups are equal.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996), as for `percentile`.
    """
    groups = compare(Groups(values, population))
    return float(percentile_gap_of(groups, groups.estimates))


def percentile_ratio(values: pd.Series, population: pd.Series) -> float:
    """
    Measure the relative gap between P90 and P10 of people.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population
        People in each group, same index.

    Returns
    -------
    ratio
        P90 divided by P10, 1 when all groups are equal.

    Raises
    ------
    MeasureError
        If a value is negative, or P10 is zero.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996), as for `percentile`.
    """
    groups = compare(Groups(values, population))
    refuse_negative(groups)
    found = float(percentile_ratio_of(groups, groups.estimates))
    if np.isinf(found):
        raise MeasureError("P10 is 0, so there is no ratio.")
    return found


def percentile_of(groups: Compared, values: Array, *, share: float) -> Array:
    """Apply the formula of `percentile` along the last axis."""
    rising = np.argsort(values, axis=-1, kind="stable")
    reached = np.cumsum(groups.shares[rising], axis=-1) >= share - ROUNDING
    # The last sum may miss 1 by more than that with very many groups.
    reached[..., -1] = True
    first = np.expand_dims(reached.argmax(axis=-1), -1)
    return np.take_along_axis(np.take_along_axis(values, rising, axis=-1), first, axis=-1)[..., 0]


def percentile_gap_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `percentile_gap` along the last axis."""
    high = percentile_of(groups, values, share=HIGH)
    return high - percentile_of(groups, values, share=LOW)


def percentile_ratio_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `percentile_ratio` along the last axis."""
    high = percentile_of(groups, values, share=HIGH)
    return divide(high, percentile_of(groups, values, share=LOW))
