"""What the mean would gain if all groups were where the reference is: PAR and PAF."""

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


def population_attributable_risk(
    values: pd.Series,
    population: pd.Series,
    *,
    order: pd.Series | None = None,
    favourable: bool = True,
) -> float:
    """
    Measure how far the mean is from the most advantaged or best group.

    It is arithmetic and not a forecast: nothing says that a group would change, or why.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, none missing, any sign.
    population
        People in each group, same index.
    order
        Place from the least (lowest) to the most advantaged (highest). With an order the
        reference is the highest place (groups that share it by people), even where another group
        has a better value; without one it is the best value.
    favourable
        Whether a high value is the better end.

    Returns
    -------
    gain
        Reference less mean, in the indicator's unit: 0 or more for a favourable indicator, 0 or
        less for an unfavourable one. 0 also where the mean is better than the reference.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022). https://doi.org/10.3390/ijerph19063697
    """
    groups = compare(Groups(values, population, order=order, favourable=favourable))
    return float(attributable_risk_of(groups, groups.estimates))


def population_attributable_fraction(
    values: pd.Series,
    population: pd.Series,
    *,
    order: pd.Series | None = None,
    favourable: bool = True,
) -> float:
    """
    Measure the population attributable risk in percent of the mean.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population, order, favourable
        As for `population_attributable_risk`.

    Returns
    -------
    percent
        0 when all groups are equal; the sign is that of the risk.

    Raises
    ------
    MeasureError
        If a value is negative, or all are zero.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022), as for `population_attributable_risk`.
    """
    groups = compare(Groups(values, population, order=order, favourable=favourable))
    refuse_zero_mean(groups)
    return float(attributable_fraction_of(groups, groups.estimates))


def attributable_risk_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `population_attributable_risk` along the last axis."""
    if groups.places is not None:
        reference = np.asarray(values @ groups.highest)
    else:
        reference = values.max(axis=-1) if groups.favourable else values.min(axis=-1)
    gain = reference - groups.mean(values)
    return np.asarray(np.maximum(gain, 0.0) if groups.favourable else np.minimum(gain, 0.0))


def attributable_fraction_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `population_attributable_fraction` along the last axis."""
    return 100 * divide(attributable_risk_of(groups, values), groups.mean(values))
