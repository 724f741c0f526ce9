"""Wilson's interval for a share from its base."""

from math import isnan, sqrt

import numpy as np
import pandas as pd

from indicators.measures.groups import MeasureError
from indicators.measures.interval import CONFIDENCE, Interval, quantile


def wilson_interval(
    share: float | None, base: float | None, *, confidence: float = CONFIDENCE
) -> Interval | None:
    """
    Give the interval of a share by how many people it was counted among.

    Parameters
    ----------
    share
        0–1. None or NaN where there is no figure.
    base
        People that the share is a share of. None, NaN or 0 where the base is not known.
    confidence
        Above 0, below 1.

    Returns
    -------
    interval
        Within 0–1 and never zero wide. None (“not known”) where share or base is not known.

    Raises
    ------
    MeasureError
        If the share is outside 0–1 or the base is negative.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209–212.
    https://doi.org/10.1080/01621459.1927.10502953
    """
    if share is None or isnan(share) or base is None or isnan(base) or base == 0:
        return None
    if not 0 <= share <= 1:
        raise MeasureError(f"A share lies between 0 and 1; {share} does not.")
    if base < 0:
        raise MeasureError(f"A base is a number of people, 0 or more; {base} is not.")
    square = quantile(confidence) ** 2 / base
    middle = (share + square / 2) / (1 + square)
    half = sqrt(square * (share * (1 - share) + square / 4)) / (1 + square)
    # At 0 and 1 the end is exact; rounding may put it a trace beyond.
    return Interval(max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share)))


def wilson_intervals(
    shares: pd.Series, base: pd.Series, *, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """
    Give the interval and the standard error of every share.

    Parameters
    ----------
    shares
        0–1, indexed by area_code, NaN where there is no figure.
    base
        People behind each share, same index, NaN or 0 where it is not known.
    confidence
        Above 0, below 1.

    Returns
    -------
    intervals
        Index of the shares; float columns `lower`, `upper` and `standard_error` (half the width
        in standard errors of a normal estimate, so that it is above zero even for a share of 0 or
        1). NaN in all three where share or base is not known.

    Raises
    ------
    MeasureError
        If a share is outside 0–1, a base is negative, or the indexes differ.

    References
    ----------
    Wilson, E. B. (1927), as for `wilson_interval`.
    """
    if not shares.index.is_unique or set(shares.index) != set(base.index):
        raise MeasureError("Shares and bases are not given for the same areas.")
    pairs = zip(shares.astype("float64"), base[shares.index].astype("float64"), strict=True)
    found = [wilson_interval(share, people, confidence=confidence) for share, people in pairs]
    ends = np.array([one or (np.nan, np.nan) for one in found], dtype=np.float64).reshape(-1, 2)
    frame = pd.DataFrame(ends, index=shares.index, columns=["lower", "upper"])
    width = frame["upper"] - frame["lower"]
    return frame.assign(standard_error=width / (2 * quantile(confidence)))
