"""A straight line through all groups by their rank: slope and relative index of inequality."""

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
from indicators.measures.ranking import ridits


def slope_index(
    values: pd.Series, population: pd.Series, *, order: pd.Series | None, favourable: bool = True
) -> float:
    """
    Measure the absolute gap between the two ends of a line through all groups.

    The line is fitted by least squares of the value on the ridit, each group weighted by its
    people once. (Where grouped counts are fitted with populations as weights on top, the weight
    is the population squared; that is not done here.)

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, none missing, any sign.
    population
        People in each group, same index.
    order
        Place from the least (lowest) to the most advantaged (highest), same index. Groups on the
        same place share a rank.
    favourable
        Whether a high value is the better end.

    Returns
    -------
    gap
        In the indicator's unit: the line at rank 1 less the line at rank 0, and the other way
        round for an unfavourable indicator. 0 when all groups are equal.

    Raises
    ------
    MeasureError
        If there is no order (or one place for all), or something is missing.

    References
    ----------
    Mackenbach, J. P. and Kunst, A. E. (1997). Measuring the magnitude of socio-economic
    inequalities in health. Social Science & Medicine 44, 757–771.
    https://doi.org/10.1016/S0277-9536(96)00073-1
    """
    groups = compare(Groups(values, population, order=order, favourable=favourable))
    return float(slope_of(groups, groups.estimates))


def relative_index(
    values: pd.Series, population: pd.Series, *, order: pd.Series | None, favourable: bool = True
) -> float:
    """
    Measure the relative gap between the two ends of a line through all groups, as a ratio.

    Elsewhere the slope index divided by the mean goes by the same name; this is the ratio of the
    two ends.

    Parameters
    ----------
    values
        Value of each group in the indicator's unit, 0 or more, none missing.
    population, order, favourable
        As for `slope_index`.

    Returns
    -------
    ratio
        The line at rank 1 divided by the line at rank 0, and the other way round for an
        unfavourable indicator. 1 when all groups are equal.

    Raises
    ------
    MeasureError
        If a value is negative, there is no order, or the line is not above zero at
        both ends.

    References
    ----------
    Mackenbach, J. P. and Kunst, A. E. (1997), as for `slope_index`.
    """
    groups = compare(Groups(values, population, order=order, favourable=favourable))
    refuse_negative(groups)
    if min(map(float, _ends(groups, groups.estimates))) <= 0:
        raise MeasureError(
            "The line through the groups is not above 0 at both ends, so they have no ratio."
        )
    return float(relative_index_of(groups, groups.estimates))


def slope_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `slope_index` along the last axis."""
    above, below = _ends(groups, values)
    return above - below


def relative_index_of(groups: Compared, values: Array) -> Array:
    """Apply the formula of `relative_index` along the last axis; infinite or 0 where it ends."""
    above, below = _ends(groups, values)
    return divide(np.maximum(above, 0.0), below)


def _ends(groups: Compared, values: Array) -> tuple[Array, Array]:
    """Heights of the line at the favoured and at the other end."""
    away = ridits(groups.required_places, groups.people) - 0.5
    spread = groups.shares * away
    steepness = np.asarray(values @ (spread / (spread @ away)))
    middle = groups.mean(values)
    top, bottom = middle + steepness / 2, middle - steepness / 2
    return (top, bottom) if groups.favourable else (bottom, top)
