"""Concentration of the value among the more or the less advantaged."""

import numpy as np
import pandas as pd

from indicators.measures.groups import (
    Array,
    Compared,
    Groups,
    compare,
    divide,
    refuse_zero_mean,
)
from indicators.measures.ranking import ridits


def absolute_concentration_index(
    values: pd.Series, population: pd.Series, *, order: pd.Series | None
) -> float:
    """
    Measure absolute inequality along an order.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, none missing, any sign.
    population
        People in each group, same index.
    order
        Place from the least (lowest) to the most advantaged (highest), same index. Groups on the
        same place share a rank.

    Returns
    -------
    index
        In the indicator's unit; positive when the value is concentrated among the more
        advantaged, 0 when all groups are equal.

    Raises
    ------
    MeasureError
        If there is no order (or one place for all), or something is missing.

    References
    ----------
    Kakwani, N., Wagstaff, A. and van Doorslaer, E. (1997). Socioeconomic inequalities in health:
    measurement, computation, and statistical inference. Journal of Econometrics 77, 87–103.
    https://doi.org/10.1016/S0304-4076(96)01807-6
    """
    groups = compare(Groups(values, population, order=order))
    return float(concentration_of(groups, groups.estimates))


def relative_concentration_index(
    values: pd.Series, population: pd.Series, *, order: pd.Series | None
) -> float:
    """
    Measure relative inequality along an order.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population, order
        As for `absolute_concentration_index`.

    Returns
    -------
    index
        Absolute index divided by the mean, −1 to 1, not multiplied by 100.

    Raises
    ------
    MeasureError
        If a value is negative, all are zero, or there is no order.

    References
    ----------
    Kakwani, N., Wagstaff, A. and van Doorslaer, E. (1997), as for `absolute_concentration_index`.
    """
    groups = compare(Groups(values, population, order=order))
    refuse_zero_mean(groups)
    return float(relative_concentration_of(groups, groups.estimates))


def concentration_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `absolute_concentration_index` along the last axis."""
    ranks = ridits(groups.required_places, groups.people)
    return np.asarray(values @ (groups.shares * (2 * ranks - 1)))


def relative_concentration_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `relative_concentration_index` along the last axis."""
    return divide(concentration_of(groups, values), groups.mean(values))
