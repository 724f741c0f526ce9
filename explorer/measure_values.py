"""Measures as they are written: the number with its unit, its interval, and why there is none."""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

from explorer.i18n import N_, Translator
from explorer.measure_names import COEFFICIENTS, PER_THOUSAND, PERCENT_OF_MEAN, RATIOS
from indicators.comparison import Comparison
from indicators.definitions import IndicatorDefinition, Kind
from indicators.measures.toolkit import Estimate

# Gaps between two areas have the decimals of the indicator; averages below this at least one.
LARGE: Final = 100.0
BETWEEN_TWO: Final = frozenset({"d", "p90p10d"})
# A ratio has two decimals below, one from here on.
LARGE_RATIO: Final = 10.0

_SQUARED: Final[Mapping[str, str]] = {
    "percent": N_("{n} squared percentage points"),
    "thousand SEK": N_("{n} (thousand SEK, squared)"),
    "SEK/year": N_("{n} (SEK a year, squared)"),
}
_NO_BASE: Final = N_(
    "Interval not known: for some of the areas it is not known how many people the figure rests on."
)
_NOT_A_SHARE: Final = N_(
    "Interval not known: the source gives none, and for this kind of figure it cannot be computed."
)
_NO_END: Final = N_("Interval not known: what is divided by may be as low as 0.")

CANNOT: Final = N_("It cannot be computed from these figures.")
_NOT_TOGETHER: Final = N_("It cannot be computed: some numbers are not given for every area.")
_NOT_A_NUMBER: Final = N_("It cannot be computed: something that should be a number is not.")
_MISSING: Final = N_("It cannot be computed: something is missing for one of the areas.")
_NO_PARENTS: Final = N_("It cannot be computed: the areas do not lie in several larger areas.")
# Every sentence of a MeasureError in `indicators.measures`, and what a reader is told.
REFUSALS: Final = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (
            r"The end that is divided by is 0",
            N_("It cannot be computed: the figure that is divided by is 0, so there is no ratio."),
        ),
        (
            r"The indicator has no better end",
            N_(
                "It cannot be computed: neither end is the more favourable one for this indicator,"
                " and the measure needs one."
            ),
        ),
        (r"P10 is 0", N_("It cannot be computed: the lower of the two figures, P10, is 0.")),
        (
            r"No group is named as the reference",
            N_("It cannot be computed: no area is chosen as the reference."),
        ),
        (
            r"The reference group “.*” has no value or no people",
            N_("It cannot be computed: the reference area has no figure or no people."),
        ),
        (
            r"A value is 0, which has no logarithm",
            N_("It cannot be computed: one figure is 0, and 0 has no logarithm."),
        ),
        (r"The groups belong to no larger areas", _NO_PARENTS),
        (
            r"The groups have no order, and this measure needs one",
            N_(
                "It cannot be computed until the areas have an order. Choose an indicator that"
                " orders them."
            ),
        ),
        (
            r"Each group may stand once; .* repeats",
            N_("It cannot be computed: one area stands twice among the figures."),
        ),
        (
            r"The population is negative for ",
            N_("It cannot be computed: the number of people in one area is below 0."),
        ),
        (
            r"It takes at least two groups with people to compare",
            N_("It cannot be computed: it takes at least two areas with a figure."),
        ),
        (
            r"The value is negative for .*; a relative measure needs values of 0 or more",
            N_(
                "It cannot be computed: one figure is below 0, and a relative measure needs figures"
                " of 0 or more."
            ),
        ),
        (
            r"Every value is 0, so there is no mean to relate the gap to",
            N_("It cannot be computed: every figure is 0, so there is no mean to relate it to."),
        ),
        (
            r"The line through the groups is not above 0 at both ends",
            N_(
                "It cannot be computed: the line through the areas reaches 0 at one end, so there"
                " is no ratio."
            ),
        ),
        (
            r"The figures are too large to compute it",
            N_("It cannot be computed: the figures are too large."),
        ),
        (
            r"A ratio is not a sum of parts",
            N_("It cannot be split: a ratio is not a sum of parts. The difference can be split."),
        ),
        (
            r"A change needs the same groups at both times",
            N_("It cannot be computed: not all areas have a figure at both times."),
        ),
        (
            r"The groups have an order at one of the two times only",
            N_("It cannot be computed: the areas have an order at one of the two times only."),
        ),
        (
            r"The two indicators have (no area|fewer than \d+ areas) in common",
            N_("Too few areas have figures for both indicators."),
        ),
        (
            r"(The first indicator is|The second indicator is|Both indicators are) equal in every",
            N_("The figures of one indicator are equal in every area, so nothing goes together."),
        ),
        (
            r"(There is no area “|The area “.*” has \d+ of the figures)",
            N_("The area has too few figures to be compared."),
        ),
        (
            r"(Fewer than \d+ areas (share|have)|\d+ areas share enough|No indicator tells)",
            N_("Too few areas have the figures that it takes."),
        ),
        (
            r"All weights are 0",
            N_("All weights are 0, so there is nothing to add up."),
        ),
        (
            r"The weight of “.*” is not a number",
            N_("A weight is not a number of 0 or more."),
        ),
        (
            r"The indicator “.*” has no better end",
            N_("One indicator has no better end, so it cannot be in an index."),
        ),
        (
            r"The indicator “.*” is equal in every area",
            N_("One indicator is equal in every area and tells nothing apart; give it no weight."),
        ),
        (
            r"There are no figures for the indicator “",
            N_("One indicator has no figures on this level; give it no weight."),
        ),
        (r"(Values|Shares) and [\w ]+ are not given for the same ", _NOT_TOGETHER),
        (r"The [\w ]+ is missing for ", _MISSING),
        (r"The [\w ]+ is infinite for ", _NOT_A_NUMBER),
        (r"Not every [\w ]+ is a number", _NOT_A_NUMBER),
        (r"A standard error is a number of 0 or more", _NOT_A_NUMBER),
        (r"A percentile needs a share above 0 and at most 1", _NOT_A_NUMBER),
        (r"A share lies between 0 and 1", _NOT_A_NUMBER),
        (r"A base is a number of people, 0 or more", _NOT_A_NUMBER),
    )
)


def value_text(measure: str, value: float, definition: IndicatorDefinition, t: Translator) -> str:
    """
    Write the value of a measure with its unit.

    A gap between shares is in percentage points. Ratios have two decimals, from 10 one; what is in
    percent of the mean, and what the literature prints times 1000, has one; coefficients have three.

    Parameters
    ----------
    value
        On the scale of `indicators.measures.toolkit`.

    Raises
    ------
    ValueError
        If the value is not a finite number.
    """
    decimals = decimals_of(measure, value, definition)
    n = t.number(value, decimals)
    if measure in RATIOS:
        return t("{n} times", n=n)
    if measure in PERCENT_OF_MEAN:
        return t("{n} percent of the mean", n=n)
    if measure in COEFFICIENTS | PER_THOUSAND:
        return n
    if measure == "bgv":
        return t(_SQUARED[definition.unit], n=n) if definition.unit in _SQUARED else n
    return t.unit(value, gap_unit(definition), decimals)


def interval_text(
    estimate: Estimate,
    measure: str,
    definition: IndicatorDefinition,
    t: Translator,
    *,
    comparison: Comparison | None = None,
) -> str:
    """
    Write the interval of a measure, or why it is not known.

    Parameters
    ----------
    comparison
        Where the estimate comes from. With it an interval that is not known for want of a base is
        told from one that has no end.
    """
    lower, upper = estimate.lower, estimate.upper
    if lower is None or upper is None:
        based = comparison is not None and _has_errors(comparison)
        if based:
            return t(_NO_END)
        return t(_NO_BASE if definition.kind is Kind.SHARE else _NOT_A_SHARE)
    decimals = decimals_of(measure, estimate.estimate, definition)
    low, high = t.number(lower, decimals), t.number(upper, decimals)
    # A dash between numbers is hard to tell from a minus sign.
    words = N_("95% interval {low} to {high}") if lower < 0 else N_("95% interval {low}–{high}")
    return t(words, low=low, high=high)


def decimals_of(measure: str, value: float, definition: IndicatorDefinition) -> int:
    """Choose how many decimals a measure is shown with, and both ends of its interval."""
    if measure in RATIOS:
        return 2 if round(abs(value), 2) < LARGE_RATIO else 1
    if measure in COEFFICIENTS:
        return 3
    if measure in PERCENT_OF_MEAN | PER_THOUSAND:
        return 1
    if measure in BETWEEN_TWO or abs(value) >= LARGE:
        return definition.decimals
    return max(1, definition.decimals)


def gap_unit(definition: IndicatorDefinition) -> str:
    """Name the unit of a difference between two values."""
    return "percentage points" if definition.unit == "percent" else definition.unit


def refusal_text(sentence: str, t: Translator) -> str:
    """Say in the reader's language why a measure is refused; in general words where it is not known."""
    for pattern, message in REFUSALS:
        if pattern.match(sentence):
            return t(message)
    return t(CANNOT)


def _has_errors(comparison: Comparison) -> bool:
    errors = comparison.groups.standard_error
    return errors is not None and bool(np.isfinite(errors.to_numpy(dtype="float64")).all())
