"""
The measures by their short names, and all that apply to a set of groups at once.

`TOOLKIT` are the 21 of the WHO Health Equity Assessment Toolkit on its scale, `FURTHER` our own
additions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from indicators.measures.attribution import (
    attributable_fraction_of,
    attributable_risk_of,
    population_attributable_fraction,
    population_attributable_risk,
)
from indicators.measures.concentration import (
    absolute_concentration_index,
    concentration_of,
    relative_concentration_index,
    relative_concentration_of,
)
from indicators.measures.contrast import difference, difference_of, ratio, ratio_of
from indicators.measures.deviation import (
    disparity_of,
    distance_from_best,
    distance_from_mean,
    distance_from_reference,
    index_of_disparity,
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
)
from indicators.measures.entropy import (
    log_deviation_of,
    mean_log_deviation,
    theil,
    theil_between,
    theil_between_of,
    theil_of,
    theil_within,
    theil_within_of,
)
from indicators.measures.gini import gini, gini_of
from indicators.measures.groups import Array, Compared, Groups, MeasureError, compare
from indicators.measures.interval import CONFIDENCE
from indicators.measures.percentiles import (
    percentile_gap,
    percentile_gap_of,
    percentile_ratio,
    percentile_ratio_of,
)
from indicators.measures.simulation import DRAWS, draw_values, simulated_interval
from indicators.measures.slope import (
    relative_index,
    relative_index_of,
    slope_index,
    slope_of,
)
from indicators.measures.variance import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
    standard_deviation_of,
    variance_of,
    variation_of,
)

Limits = tuple[float, float]
PER_THOUSAND: Final = 1000.0
# A population that sums to no more than this is read as shares or percent, not as people.
SHARES: Final = 100.0


class Estimate(NamedTuple):
    """A measure with its interval; both ends are None where it is not known."""

    estimate: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, eq=False)
class Summary:
    """What `summarise` finds: each measure stands in one of the two, by its short name."""

    measures: Mapping[str, Estimate]
    not_applicable: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Measure:
    """
    One measure.

    Parameters
    ----------
    short_name
        As the literature shortens it; the key on the command line.
    name
        In words, as METHODS.md has it.
    estimate
        The measure of groups, refused with a sentence where it does not apply.
    formula
        The same along the last axis of an array, infinite where it is not defined.
    scale
        What both are multiplied by before they are shown.
    limits
        Range of the measure after scaling.
    logarithmic
        Whether the measure is a ratio.
    """

    short_name: str
    name: str
    estimate: Callable[[Groups], float]
    formula: Callable[[Compared, Array], Array]
    scale: float = 1.0
    limits: Callable[[Compared], Limits] = lambda _: (-np.inf, np.inf)
    logarithmic: bool = False


def summarise(
    groups: Groups,
    *,
    rng: np.random.Generator,
    measures: Sequence[Measure] | None = None,
    draws: int = DRAWS,
    confidence: float = CONFIDENCE,
) -> Summary:
    """
    Compute every measure that applies.

    Parameters
    ----------
    groups
        With standard errors every measure gets an interval; all are made from the same draws.
    rng
        Seeded by the caller.
    measures
        `TOOLKIT` unless others are named.
    draws, confidence
        Of the simulation.

    Returns
    -------
    summary
        Estimates on the toolkit's scale, finite; and a sentence for each measure that is refused.
    """
    chosen = TOOLKIT if measures is None else measures
    try:
        compared = compare(groups)
        drawn = draw_values(groups, rng=rng, draws=draws)
    except MeasureError as error:
        return Summary({}, {measure.short_name: str(error) for measure in chosen})
    found: dict[str, Estimate] = {}
    refused: dict[str, str] = {}
    for measure in chosen:
        try:
            # What overflows is refused below, with a sentence in place of a warning.
            with np.errstate(over="ignore", invalid="ignore"):
                estimate = measure.scale * measure.estimate(groups)
                if not np.isfinite(estimate):
                    raise MeasureError("The figures are too large to compute it.")
                interval = None
                if drawn is not None:
                    interval = simulated_interval(
                        estimate,
                        measure.scale * measure.formula(compared, drawn),
                        limits=measure.limits(compared),
                        logarithmic=measure.logarithmic,
                        confidence=confidence,
                    )
        except MeasureError as error:
            refused[measure.short_name] = str(error)
        else:
            lower, upper = interval or (None, None)
            found[measure.short_name] = Estimate(estimate, lower, upper)
    return Summary(found, refused)


def whole_people(people: Array) -> Array:
    """
    Round parts of people up to whole people, as the reference package does for SII and RII.

    Populations of weighted surveys have parts of people. Shares and percent (a sum of at most
    100) are left as they are.
    """
    return np.asarray(np.ceil(people) if people.sum() > SHARES else people)


def _with_whole_people(groups: Groups) -> Groups:
    people = groups.population.astype("float64")
    whole = whole_people(np.asarray(people, dtype=np.float64))
    return replace(groups, population=people.where(people.isna(), whole))


def _whole(compared: Compared) -> Compared:
    return replace(compared, people=whole_people(compared.people))


def _slope(groups: Groups) -> float:
    whole = _with_whole_people(groups)
    return slope_index(
        whole.estimates, whole.population, order=whole.order, favourable=whole.favourable
    )


def _relative(groups: Groups) -> float:
    whole = _with_whole_people(groups)
    return relative_index(
        whole.estimates, whole.population, order=whole.order, favourable=whole.favourable
    )


def _parents(
    function: Callable[..., float],
) -> Callable[[Groups], float]:
    def estimate(groups: Groups) -> float:
        if groups.parents is None:
            raise MeasureError("The groups belong to no larger areas.")
        return function(groups.estimates, groups.population, parents=groups.parents)

    return estimate


def _plain(function: Callable[..., float], **options: bool) -> Callable[[Groups], float]:
    return lambda groups: function(groups.estimates, groups.population, **options)


def _directed(function: Callable[..., float]) -> Callable[[Groups], float]:
    return lambda groups: function(
        groups.estimates, groups.population, order=groups.order, favourable=groups.favourable
    )


def _ordered(function: Callable[..., float]) -> Callable[[Groups], float]:
    return lambda groups: function(groups.estimates, groups.population, order=groups.order)


def _best(*, weighted: bool) -> Callable[[Groups], float]:
    return lambda groups: mean_difference_from_best(
        groups.estimates, groups.population, weighted=weighted, favourable=groups.favourable
    )


def _reference(*, weighted: bool) -> Callable[[Groups], float]:
    return lambda groups: mean_difference_from_reference(
        groups.estimates, groups.population, reference=groups.reference, weighted=weighted
    )


def _at_least(lowest: float, *, without_order: bool = False) -> Callable[[Compared], Limits]:
    """Make a lower limit that always holds, or one for groups without order alone."""
    otherwise = 0.0 if lowest == 1.0 else -np.inf
    return lambda groups: (
        otherwise if without_order and groups.places is not None else lowest,
        np.inf,
    )


def _gain(groups: Compared) -> Limits:
    return (0.0, np.inf) if groups.favourable else (-np.inf, 0.0)


def _loss_in_percent(groups: Compared) -> Limits:
    return (0.0, np.inf) if groups.favourable else (-100.0, 0.0)


_ZERO: Final = _at_least(0.0)

TOOLKIT: Final = (
    Measure(
        "d",
        "Difference",
        _directed(difference),
        difference_of,
        limits=_at_least(0.0, without_order=True),
    ),
    Measure(
        "r",
        "Ratio",
        _directed(ratio),
        ratio_of,
        limits=_at_least(1.0, without_order=True),
        logarithmic=True,
    ),
    Measure(
        "bgv", "Between-group variance", _plain(between_group_variance), variance_of, limits=_ZERO
    ),
    Measure(
        "bgsd",
        "Between-group standard deviation",
        _plain(between_group_standard_deviation),
        standard_deviation_of,
        limits=_ZERO,
    ),
    Measure(
        "cov",
        "Coefficient of variation",
        _plain(coefficient_of_variation),
        variation_of,
        limits=_ZERO,
    ),
    Measure(
        "mdmu",
        "Mean difference from mean, unweighted",
        _plain(mean_difference_from_mean, weighted=False),
        partial(distance_from_mean, weighted=False),
        limits=_ZERO,
    ),
    Measure(
        "mdmw",
        "Mean difference from mean, weighted",
        _plain(mean_difference_from_mean, weighted=True),
        partial(distance_from_mean, weighted=True),
        limits=_ZERO,
    ),
    Measure(
        "mdbu",
        "Mean difference from best, unweighted",
        _best(weighted=False),
        partial(distance_from_best, weighted=False),
        limits=_ZERO,
    ),
    Measure(
        "mdbw",
        "Mean difference from best, weighted",
        _best(weighted=True),
        partial(distance_from_best, weighted=True),
        limits=_ZERO,
    ),
    Measure(
        "mdru",
        "Mean difference from reference, unweighted",
        _reference(weighted=False),
        partial(distance_from_reference, weighted=False),
        limits=_ZERO,
    ),
    Measure(
        "mdrw",
        "Mean difference from reference, weighted",
        _reference(weighted=True),
        partial(distance_from_reference, weighted=True),
        limits=_ZERO,
    ),
    Measure(
        "idisu",
        "Index of disparity, unweighted",
        _plain(index_of_disparity, weighted=False),
        partial(disparity_of, weighted=False),
        limits=_ZERO,
    ),
    Measure(
        "idisw",
        "Index of disparity, weighted",
        _plain(index_of_disparity, weighted=True),
        partial(disparity_of, weighted=True),
        limits=_ZERO,
    ),
    Measure("ti", "Theil index", _plain(theil), theil_of, scale=PER_THOUSAND, limits=_ZERO),
    Measure(
        "mld",
        "Mean log deviation",
        _plain(mean_log_deviation),
        log_deviation_of,
        scale=PER_THOUSAND,
        limits=_ZERO,
    ),
    Measure(
        "aci",
        "Absolute concentration index",
        _ordered(absolute_concentration_index),
        concentration_of,
    ),
    Measure(
        "rci",
        "Relative concentration index",
        _ordered(relative_concentration_index),
        relative_concentration_of,
        limits=lambda _: (-1.0, 1.0),
    ),
    Measure(
        "sii",
        "Slope index of inequality",
        _slope,
        lambda groups, values: slope_of(_whole(groups), values),
    ),
    Measure(
        "rii",
        "Relative index of inequality",
        _relative,
        lambda groups, values: relative_index_of(_whole(groups), values),
        limits=_ZERO,
        logarithmic=True,
    ),
    Measure(
        "par",
        "Population attributable risk",
        _directed(population_attributable_risk),
        attributable_risk_of,
        limits=_gain,
    ),
    Measure(
        "paf",
        "Population attributable fraction",
        _directed(population_attributable_fraction),
        attributable_fraction_of,
        limits=_loss_in_percent,
    ),
)

FURTHER: Final = (
    Measure("gini", "Gini coefficient", _plain(gini), gini_of, limits=lambda _: (0.0, 1.0)),
    Measure(
        "tb",
        "Theil index between parents",
        _parents(theil_between),
        theil_between_of,
        scale=PER_THOUSAND,
        limits=_ZERO,
    ),
    Measure(
        "tw",
        "Theil index within parents",
        _parents(theil_within),
        theil_within_of,
        scale=PER_THOUSAND,
        limits=_ZERO,
    ),
    Measure(
        "p90p10d",
        "Percentile gap, difference",
        _plain(percentile_gap),
        percentile_gap_of,
        limits=_ZERO,
    ),
    Measure(
        "p90p10r",
        "Percentile gap, ratio",
        _plain(percentile_ratio),
        percentile_ratio_of,
        limits=_at_least(1.0),
        logarithmic=True,
    ),
)
