"""Two ends against each other: difference and ratio."""

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


def difference(
    values: pd.Series,
    population: pd.Series,
    *,
    order: pd.Series | None = None,
    favourable: bool = True,
) -> float:
    """
    Measure the absolute gap between the two ends.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, none missing, any sign.
    population
        People in each group, same index. They weigh nothing here but where groups share a place.
    order
        Place from the least (lowest) to the most advantaged (highest); None for groups without
        order.
    favourable
        Whether a high value is the better end; matters only with an order.

    Returns
    -------
    gap
        In the indicator's unit. Without order the highest value less the lowest, never negative.
        With an order the most advantaged less the least advantaged, and the other way round for
        an unfavourable indicator: negative where the less advantaged are better off.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022). Summary measures of health inequality: a review
    of existing measures and their application. International Journal of Environmental Research and
    Public Health 19, 3697. https://doi.org/10.3390/ijerph19063697
    """
    groups = compare(Groups(values, population, order=order, favourable=favourable))
    return float(difference_of(groups, groups.estimates))


def ratio(
    values: pd.Series,
    population: pd.Series,
    *,
    order: pd.Series | None = None,
    favourable: bool = True,
) -> float:
    """
    Measure the relative gap between the two ends.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population, order, favourable
        As for `difference`.

    Returns
    -------
    ratio
        The end that `difference` takes from, divided by the other; 1 when both are equal.

    Raises
    ------
    MeasureError
        If a value is negative, or the end that is divided by is zero.

    References
    ----------
    Schlotheuber, A. and Hosseinpoor, A. R. (2022), as for `difference`.
    """
    groups = compare(Groups(values, population, order=order, favourable=favourable))
    refuse_negative(groups)
    found = float(ratio_of(groups, groups.estimates))
    if np.isinf(found):
        raise MeasureError("The end that is divided by is 0, so there is no ratio.")
    return found


def difference_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `difference` along the last axis."""
    above, below = _ends(groups, values)
    return above - below


def ratio_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `ratio` along the last axis; infinite where it is not defined."""
    above, below = _ends(groups, values)
    return divide(above, below)


def _ends(groups: Compared, values: Array) -> tuple[Array, Array]:
    if groups.places is None:
        return values.max(axis=-1), values.min(axis=-1)
    top, bottom = np.asarray(values @ groups.highest), np.asarray(values @ groups.lowest)
    return (top, bottom) if groups.favourable else (bottom, top)
