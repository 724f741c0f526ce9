"""Mean distance from the mean, from the best and from a reference group; index of disparity."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from indicators.measures.groups import (
    Array,
    Compared,
    Groups,
    MeasureError,
    compare,
    divide,
    refuse_zero_mean,
)


def mean_difference_from_mean(
    values: pd.Series, population: pd.Series, *, weighted: bool = True
) -> float:
    """
    Measure absolute inequality by how far groups are from the mean.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, none missing, any sign.
    population
        People in each group, same index. The mean is always taken by people.
    weighted
        Whether the distances are averaged by people, else every group counts the same.

    Returns
    -------
    distance
        Mean absolute distance in the indicator's unit, 0 when all groups are equal.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022). https://doi.org/10.3390/ijerph19063697
    """
    groups = compare(Groups(values, population))
    return float(distance_from_mean(groups, groups.estimates, weighted=weighted))


def mean_difference_from_best(
    values: pd.Series, population: pd.Series, *, weighted: bool = True, favourable: bool = True
) -> float:
    """
    Measure absolute inequality by how far groups are from the best one.

    Parameters
    ----------
    values, population, weighted
        As for `mean_difference_from_mean`.
    favourable
        Whether the best value is the highest, else the lowest.

    Returns
    -------
    distance
        Mean absolute distance in the indicator's unit, 0 when all groups are equal. The best
        group counts in the mean with its distance of 0.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022). https://doi.org/10.3390/ijerph19063697
    """
    groups = compare(Groups(values, population, favourable=favourable))
    return float(distance_from_best(groups, groups.estimates, weighted=weighted))


def mean_difference_from_reference(
    values: pd.Series, population: pd.Series, *, reference: Hashable | None, weighted: bool = True
) -> float:
    """
    Measure absolute inequality by how far groups are from a chosen one.

    Parameters
    ----------
    values, population, weighted
        As for `mean_difference_from_mean`.
    reference
        Name of the group in the index.

    Returns
    -------
    distance
        Mean absolute distance in the indicator's unit, 0 when all groups are equal. The reference
        group counts in the mean with its distance of 0.

    Raises
    ------
    MeasureError
        If there is no such group, or it has no people.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022). https://doi.org/10.3390/ijerph19063697
    """
    groups = compare(Groups(values, population, reference=reference))
    return float(distance_from_reference(groups, groups.estimates, weighted=weighted))


def index_of_disparity(values: pd.Series, population: pd.Series, *, weighted: bool = True) -> float:
    """
    Measure relative inequality by the mean distance from the mean, in percent of the mean.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population, weighted
        As for `mean_difference_from_mean`.

    Returns
    -------
    percent
        0 when all groups are equal.

    Raises
    ------
    MeasureError
        If a value is negative, or all are zero.

    References
    ----------
    Pearcy, J. N. and Keppel, K. G. (2002). A summary measure of health disparity. Public Health
    Reports 117, 273–280. https://doi.org/10.1016/S0033-3549(04)50161-9
    """
    groups = compare(Groups(values, population))
    refuse_zero_mean(groups)
    return float(disparity_of(groups, groups.estimates, weighted=weighted))


def distance_from_mean(groups: Compared, values: Array, *, weighted: bool) -> Array:
    """Apply the formula of `mean_difference_from_mean` along the last axis."""
    return _mean_distance(groups, values, groups.mean(values), weighted=weighted)


def distance_from_best(groups: Compared, values: Array, *, weighted: bool) -> Array:
    """Apply the formula of `mean_difference_from_best` along the last axis."""
    best = values.max(axis=-1) if groups.favourable else values.min(axis=-1)
    return _mean_distance(groups, values, best, weighted=weighted)


def distance_from_reference(groups: Compared, values: Array, *, weighted: bool) -> Array:
    """Apply the formula of `mean_difference_from_reference` along the last axis."""
    reference = groups.reference
    if reference is None:
        raise MeasureError("No group is named as the reference.")
    if reference not in groups.names:
        raise MeasureError(f"The reference group “{reference}” has no value or no people.")
    place = np.asarray(groups.names == reference).argmax()
    return _mean_distance(groups, values, values[..., place], weighted=weighted)


def disparity_of(groups: Compared, values: Array, *, weighted: bool) -> Array:
    """Apply the formula of `index_of_disparity` along the last axis."""
    distance = distance_from_mean(groups, values, weighted=weighted)
    return 100 * divide(distance, groups.mean(values))


def _mean_distance(groups: Compared, values: Array, point: Array, *, weighted: bool) -> Array:
    distance = np.abs(values - np.asarray(point)[..., np.newaxis])
    return np.asarray(distance @ groups.shares if weighted else distance.mean(axis=-1))
