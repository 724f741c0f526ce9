"""
Where a figure stands: against the city's, or against the same area's in an earlier year.

A difference counts only where it lies outside what the figures leave open:

- its 95% interval, where one is published or follows from the base (Wilson);
- and no less than `MARGIN`, where the interval is not known, or the figure is approximate or covers
  two areas together: what is not known exactly is not told apart by a point.

An area is part of the city, so the error of their difference is that of the area times the root of
the share of people outside it: less than the area's own error, which is taken here.
"""

from collections.abc import Mapping
from enum import StrEnum
from math import isfinite
from typing import Final

from indicators.comparison import PERCENT
from indicators.definitions import IndicatorDefinition, Kind
from indicators.measures.interval import CONFIDENCE, quantile
from indicators.observations import Quality

Z: Final = quantile(CONFIDENCE)
# In percentage points for a share, in percent of the value for all else.
MARGIN: Final = 2.0
# A share of the value before: a number of people that moved less is told as “about as many”.
STEADY: Final = 0.01
# What every area's figure is off from the city's, in the indicator's unit (see its caveat): both
# readings, as published and put right, must lie on the same side.
KNOWN_SHIFT: Final[Mapping[str, float]] = {"turnout_municipal": -2.0}
UNSURE: Final = frozenset({Quality.APPROXIMATE.value, Quality.UNION.value})


class Against(StrEnum):
    """Where a figure stands against another one."""

    HIGHER = "higher"
    LIKE = "like"
    LOWER = "lower"


def stand_against_city(
    definition: IndicatorDefinition, value: float, city: float, *, error: float, quality: str
) -> Against:
    """
    Hold an area's figure against the city's.

    Parameters
    ----------
    error
        Standard error of the area's figure, NaN where it is not known.
    quality
        Of the area's figure.
    """
    shift = KNOWN_SHIFT.get(definition.indicator_id, 0.0)
    open_ = left_open(definition, city, error=error, quality=quality)
    as_published, put_right = value - city, value - shift - city
    if min(as_published, put_right) > open_:
        return Against.HIGHER
    if max(as_published, put_right) < -open_:
        return Against.LOWER
    return Against.LIKE


def stand_against_before(
    definition: IndicatorDefinition, before: float, after: float, *, error: float, quality: str
) -> Against:
    """Hold an area's figure against its own in an earlier period; `error` is that of the change."""
    if definition.kind is Kind.COUNT:
        open_ = STEADY * abs(before)
    else:
        open_ = left_open(definition, before, error=error, quality=quality)
    if abs(after - before) <= open_:
        return Against.LIKE
    return Against.HIGHER if after > before else Against.LOWER


def left_open(
    definition: IndicatorDefinition, other: float, *, error: float, quality: str
) -> float:
    """Say how large a difference from another value may be and still be none, in the unit."""
    known = isfinite(error)
    own = Z * error if known else 0.0
    if known and quality not in UNSURE:
        return own
    share = definition.kind is Kind.SHARE
    return max(own, MARGIN if share else MARGIN / PERCENT * abs(other))


def is_approximate(definition: IndicatorDefinition, quality: str) -> bool:
    """Whether a figure is told as “about”."""
    return quality in UNSURE or definition.indicator_id in KNOWN_SHIFT
