"""
How much of a measure each group stands for, and how much of its change.

`SPLIT` names the measures that are a sum of one part per group, with the formula of the parts.
Every part is held against the mean by people: a group whose value is the mean has a part of 0,
unless the measure holds groups against the best, the reference or each other. Ratios (`INSTEAD`)
are no such sum. A part says what a group stands for in the measure, not why it is where it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from indicators.measures.groups import Array, Compared, Groups, MeasureError, compare
from indicators.measures.percentiles import HIGH, LOW, percentile_of
from indicators.measures.ranking import ridits
from indicators.measures.toolkit import FURTHER, TOOLKIT, whole_people

PERCENT: Final = 100.0
# The difference that says in the indicator's unit what the ratio says in times.
INSTEAD: Final[Mapping[str, str]] = {"r": "d", "rii": "sii", "p90p10r": "p90p10d"}
_MEASURES: Final = {measure.short_name: measure for measure in (*TOOLKIT, *FURTHER)}
# Measures that are refused without an order do not stand here.
_OTHER_WITHOUT_ORDER: Final = frozenset({"d", "par", "paf"})


def contributions(groups: Groups, measure: str) -> pd.Series:
    """
    Split a measure into what each group stands for.

    Parameters
    ----------
    groups
        As `summarise` takes them; standard errors are not used.
    measure
        Short name.

    Returns
    -------
    parts
        Float, indexed by the names of the groups that have people, in the unit and on the scale
        of `summarise`. Their sum is its estimate, to one part in 10⁹ or to what rounding leaves
        where groups are all but equal. Parts of measures that may be negative, of `par` and
        `paf`, of `d` with an order and of `p90p10d` may be negative: they make the measure
        smaller.

    Raises
    ------
    MeasureError
        If the measure is a ratio, or is itself refused.
    KeyError
        If there is no such measure.

    References
    ----------
    Shorrocks, A. F. (1982). Inequality decomposition by factor components. Econometrica 50,
    193–211 (why a measure has no single split: the rule has to be chosen and said).
    https://doi.org/10.2307/1912537
    """
    chosen = _MEASURES[measure]
    if measure in INSTEAD:
        difference = _MEASURES[INSTEAD[measure]]
        raise MeasureError(
            "A ratio is not a sum of parts, so no group stands for a part of it;"
            f" see “{difference.name}” ({difference.short_name})."
        )
    # What overflows is refused with a sentence in place of a warning.
    with np.errstate(over="ignore", invalid="ignore"):
        estimate = chosen.scale * chosen.estimate(groups)
        compared = compare(groups)
        parts = chosen.scale * SPLIT[measure](compared) if np.isfinite(estimate) else estimate
    if not np.isfinite(parts).all():
        raise MeasureError("The figures are too large to compute it.")
    return pd.Series(parts, index=compared.names, dtype="float64", name=measure)


def contributions_to_change(before: Groups, after: Groups, measure: str) -> pd.DataFrame:
    """
    Split the change of a measure into what each group stands for.

    A part may change though the group's own value does not: the mean may have moved, or people.

    Parameters
    ----------
    before, after
        The same groups at two times, in any order.
    measure
        Short name.

    Returns
    -------
    parts
        Indexed as `before`; float columns `before` and `after` as `contributions` gives them, and
        `change`, after less before, whose sum is the change of the measure.

    Raises
    ------
    MeasureError
        If a group has people in one of the two only, the measure is a ratio or is refused at one
        of the two times, or only one of them has an order that the measure would use.
    KeyError
        If there is no such measure.
    """
    earlier, later = contributions(before, measure), contributions(after, measure)
    apart = earlier.index.symmetric_difference(later.index, sort=False)
    if len(apart):
        listed = ", ".join(f"“{name}”" for name in apart)
        raise MeasureError(f"A change needs the same groups at both times; not in both: {listed}.")
    ordered = [compare(groups).places is not None for groups in (before, after)]
    if measure in _OTHER_WITHOUT_ORDER and ordered[0] != ordered[1]:
        raise MeasureError(
            "The groups have an order at one of the two times only,"
            " so the measure is not the same at both."
        )
    frame = pd.DataFrame({"before": earlier, "after": later.reindex(earlier.index)})
    return frame.assign(change=frame["after"] - frame["before"])


def _difference_parts(groups: Compared) -> Array:
    """
    Give each end its distance from the mean, and the groups between the ends 0.

    The mean is the one point that all groups share, so the ends need no say about who moved: the
    upper end stands for what lies above the mean, the lower for what lies below. Groups that share
    an end share its part by people.
    """
    if groups.places is None:
        values = groups.estimates
        return _parts_of_ends(groups, _at(groups, values.max()), _at(groups, values.min()))
    if groups.favourable:
        return _parts_of_ends(groups, groups.highest, groups.lowest)
    return _parts_of_ends(groups, groups.lowest, groups.highest)


def _percentile_parts(groups: Compared) -> Array:
    """Split as the difference: all groups with the value of a percentile share its end."""
    high, low = (
        _at(groups, float(percentile_of(groups, groups.estimates, share=share)))
        for share in (HIGH, LOW)
    )
    return _parts_of_ends(groups, high, low)


def _parts_of_ends(groups: Compared, above: Array, below: Array) -> Array:
    # Each end on its own: a group that holds both has a part of exactly 0.
    away = _from_mean(groups)
    return np.asarray(above * away - below * away)


def _at(groups: Compared, value: float) -> Array:
    """Weights that give the mean of the groups with this value, by people."""
    people = np.where(groups.estimates == value, groups.people, 0.0)
    return np.asarray(people / people.sum())


def _from_mean(groups: Compared) -> Array:
    return np.asarray(groups.estimates - groups.mean(groups.estimates))


def _variance_parts(groups: Compared) -> Array:
    """Give p (y − μ)²: the group's own term of the sum."""
    return np.asarray(groups.shares * _from_mean(groups) ** 2)


def _deviation_parts(groups: Compared) -> Array:
    """
    Give p (y − μ)² / standard deviation; 0 where all are equal.

    By Euler's theorem each distance times how fast the root grows with it: the group's share of
    the standard deviation is its share of the variance.
    """
    parts = _variance_parts(groups)
    deviation = np.sqrt(parts.sum())
    return np.asarray(parts / deviation if deviation > 0 else np.zeros_like(parts))


def _distance_parts(groups: Compared, point: Callable[[Compared], float], weighted: bool) -> Array:
    """Give p |y − point|, or |y − point| / k where every group counts the same: the own term."""
    weights = groups.shares if weighted else 1 / len(groups.people)
    return np.asarray(weights * np.abs(groups.estimates - point(groups)))


def _mean(groups: Compared) -> float:
    return float(groups.mean(groups.estimates))


def _best(groups: Compared) -> float:
    values = groups.estimates
    return float(values.max() if groups.favourable else values.min())


def _reference(groups: Compared) -> float:
    return float(groups.estimates[groups.names == groups.reference][0])


def _relative(parts: Callable[[Compared], Array], times: float) -> Callable[[Compared], Array]:
    """Divide the parts by the mean, which is held as it is."""
    return lambda groups: times * (parts(groups) / _mean(groups))


def _theil_parts(groups: Compared) -> Array:
    """
    Give p [(y/μ) ln(y/μ) − y/μ + 1].

    The terms p (y/μ) ln(y/μ) of the formula are negative below the mean, though such a group makes
    inequality larger. What is added here sums to 0 over the groups, and it is the one such change
    in proportion to y − μ that leaves no part negative: the distance of the curve from its tangent
    at the mean.
    """
    return groups.shares * _above_tangent(groups.estimates / _mean(groups))


def _log_deviation_parts(groups: Compared) -> Array:
    """Give p [ln(μ/y) + y/μ − 1], changed as in `_theil_parts` and for the same reason."""
    relative = groups.estimates / _mean(groups)
    # The logarithm of the quotient itself is lost where a value is beyond all measure smaller.
    logarithm = np.log(groups.estimates) - np.log(_mean(groups))
    return np.asarray(groups.shares * np.maximum(relative - 1 - logarithm, 0.0))


def _theil_between_parts(groups: Compared) -> Array:
    """Give p [(m/μ) ln(m/μ) − m/μ + 1]: the parent's part, with its mean m, divided by people."""
    return groups.shares * _above_tangent(_parent_means(groups) / _mean(groups))


def _theil_within_parts(groups: Compared) -> Array:
    """Give p (m/μ) [(y/m) ln(y/m) − y/m + 1] with the mean m of the own parent; 0 where m is 0."""
    own = _parent_means(groups)
    relative = np.where(own > 0, groups.estimates / np.where(own > 0, own, 1.0), 1.0)
    return np.asarray(groups.shares * (own / _mean(groups)) * _above_tangent(relative))


def _parent_means(groups: Compared) -> Array:
    """Mean by people of the parent that each group belongs to."""
    if groups.parents is None:
        raise MeasureError("The groups belong to no larger areas.")
    shares = np.bincount(groups.parents, weights=groups.shares)
    totals = np.bincount(groups.parents, weights=groups.shares * groups.estimates)
    return np.asarray((totals / shares)[groups.parents])


def _above_tangent(relative: Array) -> Array:
    """Give x ln x − x + 1, the distance of x ln x from its tangent at 1; 1 where x is 0."""
    logs = np.log(np.where(relative > 0, relative, 1.0))
    # Rounding may leave a trace below zero close to the mean.
    return np.asarray(np.maximum(relative * logs - relative + 1, 0.0))


def _concentration_parts(groups: Compared) -> Array:
    """
    Give p (y − μ)(2R − 1) with the ridit R.

    The mean may be taken away because p (2R − 1) sums to 0; otherwise a group at the far end would
    stand for much of the measure only because its value is above 0.
    """
    ranks = ridits(groups.required_places, groups.people)
    return np.asarray(groups.shares * _from_mean(groups) * (2 * ranks - 1))


def _slope_parts(groups: Compared) -> Array:
    """
    Give p (R − ½)(y − μ) / Σ p (R − ½)², with the other sign for an unfavourable indicator.

    The slope of the line by least squares is this sum; people are whole as `slope_index` gets
    them from the toolkit.
    """
    whole = replace(groups, people=whole_people(groups.people))
    away = ridits(whole.required_places, whole.people) - 0.5
    spread = whole.shares * away
    steepness = spread / (spread @ away) * _from_mean(whole)
    return np.asarray(steepness if groups.favourable else -steepness)


def _gain_parts(groups: Compared) -> Array:
    """Give p (reference − y): what the mean gains with this group; 0 for all where the measure is."""
    if groups.places is not None:
        reference = float(groups.estimates @ groups.highest)
    else:
        reference = _best(groups)
    gain = reference - _mean(groups)
    if gain <= 0 if groups.favourable else gain >= 0:
        return np.zeros_like(groups.estimates)
    return np.asarray(groups.shares * (reference - groups.estimates))


def _gini_parts(groups: Compared) -> Array:
    """Give pᵢ Σⱼ pⱼ |yᵢ − yⱼ| / 2μ: the mean distance of the group's people from all others."""
    distances = np.abs(np.subtract.outer(groups.estimates, groups.estimates)) @ groups.shares
    return np.asarray(groups.shares * (distances / _mean(groups) / 2))


def _distance(point: Callable[[Compared], float], *, weighted: bool) -> Callable[[Compared], Array]:
    return partial(_distance_parts, point=point, weighted=weighted)


SPLIT: Final[Mapping[str, Callable[[Compared], Array]]] = {
    "d": _difference_parts,
    "bgv": _variance_parts,
    "bgsd": _deviation_parts,
    "cov": _relative(_deviation_parts, PERCENT),
    "mdmu": _distance(_mean, weighted=False),
    "mdmw": _distance(_mean, weighted=True),
    "mdbu": _distance(_best, weighted=False),
    "mdbw": _distance(_best, weighted=True),
    "mdru": _distance(_reference, weighted=False),
    "mdrw": _distance(_reference, weighted=True),
    "idisu": _relative(_distance(_mean, weighted=False), PERCENT),
    "idisw": _relative(_distance(_mean, weighted=True), PERCENT),
    "ti": _theil_parts,
    "mld": _log_deviation_parts,
    "aci": _concentration_parts,
    "rci": _relative(_concentration_parts, 1.0),
    "sii": _slope_parts,
    "par": _gain_parts,
    "paf": _relative(_gain_parts, PERCENT),
    "gini": _gini_parts,
    "tb": _theil_between_parts,
    "tw": _theil_within_parts,
    "p90p10d": _percentile_parts,
}
