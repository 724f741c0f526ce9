"""What measures of inequality are called, which are absolute or relative, and what they need."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from explorer.i18n import N_, Translator
from indicators.gaps import NEED_BETTER_END, NEED_ORDER


class MeasureKind(StrEnum):
    """Whether a measure keeps the indicator's unit or relates the gap to the level of the values."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"


# By the short names of `indicators.measures.toolkit`; the standard term stays recognisable.
MEASURE_NAMES: Final[Mapping[str, str]] = {
    "d": N_("Difference between the ends"),
    "r": N_("Ratio between the ends"),
    "bgv": N_("Variance between areas"),
    "bgsd": N_("Standard deviation between areas"),
    "cov": N_("Coefficient of variation"),
    "mdmu": N_("Average distance from the mean, all areas alike"),
    "mdmw": N_("Average distance from the mean"),
    "mdbu": N_("Average distance from the most favourable area, all areas alike"),
    "mdbw": N_("Average distance from the most favourable area"),
    "mdru": N_("Average distance from a reference area, all areas alike"),
    "mdrw": N_("Average distance from a reference area"),
    "idisu": N_("Index of disparity, all areas alike"),
    "idisw": N_("Index of disparity"),
    "ti": N_("Theil index"),
    "mld": N_("Mean log deviation (MLD)"),
    "aci": N_("Absolute concentration index (ACI)"),
    "rci": N_("Relative concentration index (RCI)"),
    "sii": N_("Slope index of inequality (SII)"),
    "rii": N_("Relative index of inequality (RII)"),
    "par": N_("Population attributable risk (PAR)"),
    "paf": N_("Population attributable fraction (PAF)"),
    "gini": N_("Gini coefficient"),
    "tb": N_("Theil index between larger areas"),
    "tw": N_("Theil index within larger areas"),
    "p90p10d": N_("Percentile gap (P90 − P10)"),
    "p90p10r": N_("Percentile ratio (P90/P10)"),
}

# Relative measures by the unit that they are shown in; all others are absolute.
RATIOS: Final = frozenset({"r", "rii", "p90p10r"})
PERCENT_OF_MEAN: Final = frozenset({"cov", "idisu", "idisw", "paf"})
COEFFICIENTS: Final = frozenset({"rci", "gini"})
PER_THOUSAND: Final = frozenset({"ti", "mld", "tb", "tw"})
RELATIVE: Final = RATIOS | PERCENT_OF_MEAN | COEFFICIENTS | PER_THOUSAND

_PAIRS: Final = (
    ("d", "r"),
    ("mdmw", "idisw"),
    ("mdmu", "idisu"),
    ("bgsd", "cov"),
    ("aci", "rci"),
    ("sii", "rii"),
    ("par", "paf"),
    ("p90p10d", "p90p10r"),
)
# The absolute and the relative measure of the same distances, both ways. The variance goes with the
# coefficient of variation, which goes back to the standard deviation. Distances from the best and
# from a reference area have no relative measure here, and those of Theil, the mean log deviation
# and Gini no absolute one: they have no partner, so that nothing is said to disagree that does not
# measure the same.
PARTNER: Final[Mapping[str, str]] = {
    **dict(_PAIRS),
    **{relative: absolute for absolute, relative in _PAIRS},
    "bgv": "cov",
}


def measure_name(measure: str, t: Translator) -> str:
    """
    Name a measure for people.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    return t(MEASURE_NAMES[measure])


def measure_kind(measure: str) -> MeasureKind:
    """
    Say whether a measure is absolute or relative.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    if measure not in MEASURE_NAMES:
        raise KeyError(measure)
    return MeasureKind.RELATIVE if measure in RELATIVE else MeasureKind.ABSOLUTE


def needs_order(measure: str) -> bool:
    """Whether a measure is refused where the areas have no order."""
    return measure in NEED_ORDER


def needs_better_end(measure: str) -> bool:
    """Whether a measure means nothing for an indicator that has no better end."""
    return measure in NEED_BETTER_END
