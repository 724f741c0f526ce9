"""Theil's index with its parts within and between larger areas, and the mean log deviation."""

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
    refuse_zero_mean,
)


def theil(values: pd.Series, population: pd.Series) -> float:
    """
    Measure relative inequality between groups with Theil's index.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing. A value of 0 adds
        nothing (the limit of its term).
    population
        People in each group, same index; need not sum to one.

    Returns
    -------
    index
        Natural-log units, 0 when all groups are equal. The health-equity literature prints it
        times 1000.

    Raises
    ------
    MeasureError
        If a value is negative, or all are zero.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    """
    groups = compare(Groups(values, population))
    refuse_zero_mean(groups)
    return float(theil_of(groups, groups.estimates))


def theil_between(values: pd.Series, population: pd.Series, *, parents: pd.Series) -> float:
    """
    Measure the part of Theil's index that lies between larger areas.

    Parameters
    ----------
    values, population
        As for `theil`.
    parents
        The larger area of each group, same index, none missing.

    Returns
    -------
    index
        Theil's index of the parents' means by people, natural-log units. With `theil_within` it
        sums to `theil`.

    Raises
    ------
    MeasureError
        If a value is negative, all are zero, or a parent is missing.

    References
    ----------
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica
    48, 613–625. https://doi.org/10.2307/1913126
    """
    groups = compare(Groups(values, population, parents=parents))
    refuse_zero_mean(groups)
    return float(theil_between_of(groups, groups.estimates))


def theil_within(values: pd.Series, population: pd.Series, *, parents: pd.Series) -> float:
    """
    Measure the part of Theil's index that lies within larger areas.

    Parameters
    ----------
    values, population, parents
        As for `theil_between`.

    Returns
    -------
    index
        Sum of the parents' own Theil indexes, each by its share of the total value; natural-log
        units.

    Raises
    ------
    MeasureError
        If a value is negative, all are zero, or a parent is missing.

    References
    ----------
    Shorrocks, A. F. (1980), as for `theil_between`.
    """
    groups = compare(Groups(values, population, parents=parents))
    refuse_zero_mean(groups)
    return float(theil_within_of(groups, groups.estimates))


def mean_log_deviation(values: pd.Series, population: pd.Series) -> float:
    """
    Measure relative inequality between groups by the mean logarithm of mean over value.

    Parameters
    ----------
    values
        Positive value of each group in the indicator's unit, none missing.
    population
        People in each group, same index.

    Returns
    -------
    deviation
        Natural-log units, 0 when all groups are equal. The health-equity literature prints it
        times 1000.

    Raises
    ------
    MeasureError
        If a value is zero or negative.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    """
    groups = compare(Groups(values, population))
    refuse_negative(groups)
    if (groups.estimates == 0).any():
        raise MeasureError("A value is 0, which has no logarithm.")
    return float(log_deviation_of(groups, groups.estimates))


def theil_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `theil` along the last axis."""
    relative = divide(values, groups.mean(values)[..., np.newaxis])
    return _never_negative(_times_log(relative) @ groups.shares)


def theil_between_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `theil_between` along the last axis."""
    member, shares = _membership(groups)
    means = (values * groups.shares) @ member / shares
    relative = divide(means, groups.mean(values)[..., np.newaxis])
    return _never_negative(_times_log(relative) @ shares)


def theil_within_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `theil_within` along the last axis."""
    member, shares = _membership(groups)
    means = (values * groups.shares) @ member / shares
    own = means @ member.T
    # A parent whose groups are all zero has no inequality within and no share of the total.
    relative = np.where(own > 0, values / np.where(own > 0, own, 1.0), 1.0)
    weights = groups.shares * divide(own, groups.mean(values)[..., np.newaxis])
    return _never_negative(np.sum(weights * _times_log(relative), axis=-1))


def log_deviation_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `mean_log_deviation` along the last axis; infinite with a zero."""
    positive = values > 0
    logs = np.log(np.where(positive, values, 1.0))
    mean = groups.mean(values)
    whole = np.log(np.where(mean > 0, mean, 1.0)) - logs @ groups.shares
    return np.where(positive.all(axis=-1), _never_negative(whole), np.inf)


def _membership(groups: Compared) -> tuple[Array, Array]:
    """Mark which group belongs to which parent (1 or 0), and give each parent's share of people."""
    if groups.parents is None:
        raise MeasureError("The groups belong to no larger areas.")
    member = np.eye(groups.parents.max() + 1)[groups.parents]
    return member, np.asarray(groups.shares @ member)


def _times_log(relative: Array) -> Array:
    positive = relative > 0
    return np.asarray(np.where(positive, relative * np.log(np.where(positive, relative, 1.0)), 0.0))


def _never_negative(found: Array) -> Array:
    """Take away what rounding leaves below zero."""
    return np.asarray(np.maximum(found, 0.0))
