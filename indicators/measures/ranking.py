"""Relative rank of groups in an order: ridits."""

import numpy as np

from indicators.measures.groups import Array


def ridits(places: Array, people: Array) -> Array:
    """
    Place groups on a scale from 0 to 1 by the people below them.

    Parameters
    ----------
    places
        Place of each group, lowest first in the order.
    people
        People in each group, positive.

    Returns
    -------
    ridits
        Share of people on lower places plus half the share on the group's own place. Groups on
        the same place have the same ridit. Their mean by people is one half.

    References
    ----------
    Bross, I. D. J. (1958). How to use ridit analysis. Biometrics 14, 18–38.
    https://doi.org/10.2307/2527727
    """
    _, on = np.unique(places, return_inverse=True)
    shares = np.bincount(on, weights=people) / people.sum()
    middles = np.cumsum(shares) - shares / 2
    return np.asarray(middles[on])
