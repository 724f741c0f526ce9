"""How large the gap of one selection is: every measure that applies, and every area's place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from indicators.comparison import Comparison
from indicators.measures.groups import Groups, MeasureError
from indicators.measures.simulation import rank_intervals
from indicators.measures.toolkit import FURTHER, TOOLKIT, Measure, Summary, summarise

# The same figures give the same intervals, whoever asks and in whatever order.
SEED: Final = 1
MEASURES: Final[Mapping[str, Measure]] = {each.short_name: each for each in (*TOOLKIT, *FURTHER)}
NEED_ORDER: Final = frozenset({"aci", "rci", "sii", "rii"})
# These hold the areas against the best one, which an indicator without a better end has not.
NEED_BETTER_END: Final = frozenset({"mdbu", "mdbw", "par", "paf"})
NO_ORDER: Final = "The groups have no order, and this measure needs one."
NO_BETTER_END: Final = "The indicator has no better end, and this measure needs one."


@dataclass(frozen=True, eq=False)
class GapResult:
    """
    Measures of one comparison.

    Parameters
    ----------
    summary
        All measures, those of the toolkit and the further ones, in their order.
    places
        Indexed by area_code, all areas of the level, sorted; Int64 columns `rank` (1 is the
        highest value), `lower` and `upper`, NA as in `rank_intervals`.
    """

    comparison: Comparison
    summary: Summary
    places: pd.DataFrame


def measure_gaps(comparison: Comparison, *, seed: int = SEED) -> GapResult:
    """Compute every measure that applies, with intervals, and the places of the areas."""
    found: list[Summary] = []
    for needed in (False, True):
        measures = [each for name, each in MEASURES.items() if (name in NEED_ORDER) == needed]
        allowed = [each for each in measures if _refusal(comparison, each.short_name) is None]
        reasons = {each.short_name: _refusal(comparison, each.short_name) for each in measures}
        refused = {name: reason for name, reason in reasons.items() if reason is not None}
        if allowed:
            groups = groups_for(comparison, allowed[0].short_name)
            summary = summarise(groups, rng=np.random.default_rng(seed), measures=allowed)
            found.append(Summary(summary.measures, {**summary.not_applicable, **refused}))
        else:
            found.append(Summary({}, refused))
    measured = {name: value for one in found for name, value in one.measures.items()}
    refused = {name: reason for one in found for name, reason in one.not_applicable.items()}
    return GapResult(
        comparison,
        Summary(
            {name: measured[name] for name in MEASURES if name in measured},
            {name: refused[name] for name in MEASURES if name in refused},
        ),
        rank_areas(comparison, seed=seed),
    )


def groups_for(comparison: Comparison, measure: str) -> Groups:
    """
    Pick the groups that a measure compares.

    Districts have no order by themselves: the chosen one is used by the measures that need one, and
    by no other.

    Raises
    ------
    MeasureError
        If the measure needs an order or a better end, and there is none.
    """
    if (reason := _refusal(comparison, measure)) is not None:
        raise MeasureError(reason)
    if measure in NEED_ORDER and comparison.ordered is not None:
        return comparison.ordered
    return comparison.groups


def rank_areas(comparison: Comparison, *, seed: int = SEED) -> pd.DataFrame:
    """Give every area of the level its place with its interval; see `GapResult.places`."""
    groups = comparison.groups
    unknown = pd.Series(np.nan, index=groups.estimates.index)
    members = pd.Series({unit: len(codes) for unit, codes in comparison.members.items()})
    places = rank_intervals(
        groups.estimates,
        unknown if groups.standard_error is None else groups.standard_error,
        rng=np.random.default_rng(seed),
        areas=members,
    )
    codes = comparison.selected.frame.index
    unit_of = {code: unit for unit, inside in comparison.members.items() for code in inside}
    return places.reindex([unit_of.get(code, "") for code in codes]).set_axis(codes)


def _refusal(comparison: Comparison, measure: str) -> str | None:
    if measure in NEED_BETTER_END and not comparison.directed:
        return NO_BETTER_END
    return NO_ORDER if measure in NEED_ORDER and comparison.ordered is None else None
