"""
Rules by which the value of an area follows from the values of its parts.

Pure arithmetic on the parts of one area. A rule is refused rather than bent: no part is left out,
guessed or counted as zero.
"""

from collections.abc import Sequence
from enum import StrEnum
from math import fsum
from typing import NamedTuple

from indicators.observations import Quality


class Refusal(StrEnum):
    """Why there is no value to show."""

    NO_FIGURES = "no-figures"
    NOT_ADDED_UP = "not-added-up"
    PARTS_MISSING = "parts-missing"
    NO_WEIGHT = "no-weight"
    LEVELS_DO_NOT_NEST = "levels-do-not-nest"


class Part(NamedTuple):
    """What one part brings: its value, None where there is none, and how that was made."""

    value: float | None
    quality: str | None = Quality.PUBLISHED


class Total(NamedTuple):
    """Value of the whole and how good it is."""

    value: float
    quality: Quality


def add_up(parts: Sequence[Part]) -> Total | Refusal:
    """
    Add counts.

    A value that two areas share (union) cannot be added: it would count twice, or in the wrong
    area.

    Returns
    -------
    total
        Derived; approximate if a part is. PARTS_MISSING if a part has no value of its own, or if
        there are no parts.
    """
    values = [part.value for part in parts if part.quality != Quality.UNION]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(parts):
        return Refusal.PARTS_MISSING
    return Total(fsum(known), _quality(parts))


def take_ratio(numerator: Sequence[Part], denominator: Sequence[Part]) -> Total | Refusal:
    """
    Divide the sum of one kind of count by the sum of another.

    Returns
    -------
    percent
        100 · Σ numerator / Σ denominator. PARTS_MISSING as for `add_up`; NO_WEIGHT if nobody is
        counted in the denominator.
    """
    above, below = add_up(numerator), add_up(denominator)
    if isinstance(above, Refusal):
        return above
    if isinstance(below, Refusal):
        return below
    if below.value <= 0:
        return Refusal.NO_WEIGHT
    return Total(100 * above.value / below.value, _quality([*numerator, *denominator]))


def take_mean(parts: Sequence[Part], weights: Sequence[Part], *, exact: bool) -> Total | Refusal:
    """
    Average shares or means by the people behind them.

    Parameters
    ----------
    parts
        Shares or means. A value that two areas share (union) may stand for both.
    weights
        People of each part, same order. A weight of zero counts for nothing, but its part must
        still have a value: what is not known is not left out in silence.
    exact
        Whether the weight is the very number that the share was divided by.

    Returns
    -------
    mean
        Σ weight · value / Σ weight, never outside the range of the values. Derived if `exact` and
        no part is approximate or shared, else approximate. PARTS_MISSING if a part has no value;
        NO_WEIGHT if one has no weight of its own, or if the weights add up to zero.
    """
    values = [part.value for part in parts if part.value is not None]
    if not values or len(values) < len(parts):
        return Refusal.PARTS_MISSING
    people = add_up(weights)
    if isinstance(people, Refusal) or people.value <= 0:
        return Refusal.NO_WEIGHT
    shares = [(weight.value or 0.0) / people.value for weight in weights]
    mean = fsum(share * value for share, value in zip(shares, values, strict=True))
    mean = min(max(mean, min(values)), max(values))
    quality = _quality([*parts, *weights]) if exact else Quality.APPROXIMATE
    return Total(mean, quality)


def _quality(parts: Sequence[Part]) -> Quality:
    rough = (Quality.APPROXIMATE, Quality.UNION)
    return Quality.APPROXIMATE if any(part.quality in rough for part in parts) else Quality.DERIVED
