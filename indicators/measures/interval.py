"""An interval about an estimate; None, never zero wide, where it is not known."""

from statistics import NormalDist
from typing import Final, NamedTuple

CONFIDENCE: Final = 0.95


class Interval(NamedTuple):
    """Both ends belong to the interval."""

    lower: float
    upper: float


def quantile(confidence: float) -> float:
    """Give the number of standard errors on each side of a normal estimate; 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)
