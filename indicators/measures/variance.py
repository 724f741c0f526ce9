"""Squared distance from the mean: variance, standard deviation, coefficient of variation."""

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


def between_group_variance(values: pd.Series, population: pd.Series) -> float:
    """
    Measure absolute inequality by the squared distance from the mean, by people.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, none missing, any sign.
    population
        People in each group, same index.

    Returns
    -------
    variance
        In the square of the indicator's unit, 0 when all groups are equal.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.

    References
    ----------
    Harper, S. and Lynch, J. (2005). Methods for Measuring Cancer Disparities. National Cancer
    Institute, NIH Publication 05-5777.
    """
    groups = compare(Groups(values, population))
    return float(variance_of(groups, groups.estimates))


def between_group_standard_deviation(values: pd.Series, population: pd.Series) -> float:
    """
    Measure absolute inequality by the root of the between-group variance.

    Parameters
    ----------
    values, population
        As for `between_group_variance`.

    Returns
    -------
    deviation
        In the indicator's unit, 0 when all groups are equal.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022). https://doi.org/10.3390/ijerph19063697
    """
    groups = compare(Groups(values, population))
    return float(standard_deviation_of(groups, groups.estimates))


def coefficient_of_variation(values: pd.Series, population: pd.Series) -> float:
    """
    Measure relative inequality by the standard deviation in percent of the mean.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population
        People in each group, same index.

    Returns
    -------
    percent
        Between-group standard deviation in percent of the mean, 0 when all groups are equal.

    Raises
    ------
    MeasureError
        If a value is negative, or all are zero.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022). https://doi.org/10.3390/ijerph19063697
    """
    groups = compare(Groups(values, population))
    refuse_zero_mean(groups)
    return float(variation_of(groups, groups.estimates))


def variance_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `between_group_variance` along the last axis."""
    away = values - groups.mean(values)[..., np.newaxis]
    return np.asarray(away**2 @ groups.shares)


def standard_deviation_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `between_group_standard_deviation` along the last axis."""
    return np.asarray(np.sqrt(variance_of(groups, values)))


def variation_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `coefficient_of_variation` along the last axis."""
    return 100 * divide(standard_deviation_of(groups, values), groups.mean(values))
