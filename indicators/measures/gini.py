"""The Gini coefficient by people."""

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


def gini(values: pd.Series, population: pd.Series) -> float:
    """
    Measure relative inequality between groups by the mean distance of two people's values.

    Everybody is given the value of their group: inequality within groups is not seen.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population
        People in each group, same index.

    Returns
    -------
    coefficient
        Half the mean distance between two people's values, divided by the mean. 0 when all groups
        are equal, below 1.

    Raises
    ------
    MeasureError
        If a value is negative, or all are zero.

    References
    ----------
    Lerman, R. I. and Yitzhaki, S. (1989). Improving the accuracy of estimates of Gini coefficients.
    Journal of Econometrics 42, 43–47. https://doi.org/10.1016/0304-4076(89)90074-2
    """
    groups = compare(Groups(values, population))
    refuse_zero_mean(groups)
    return float(gini_of(groups, groups.estimates))


def gini_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `gini` along the last axis."""
    rising = np.argsort(values, axis=-1, kind="stable")
    shares = groups.shares[rising]
    ranks = np.cumsum(shares, axis=-1) - shares / 2
    away = np.take_along_axis(values, rising, axis=-1) * (2 * ranks - 1)
    # Rounding may leave a trace below zero when all are equal.
    return np.maximum(divide(np.sum(shares * away, axis=-1), groups.mean(values)), 0.0)
