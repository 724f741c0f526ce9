"""A gap over time: one measure in every period, on the same areas, its change and the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from geodata.areas import AreaLevel, AreaRegister
from indicators.breaks import Break, breaks_between
from indicators.comparison import (
    Comparison,
    NotComparable,
    compare_areas,
    middle_unit,
    take_units,
)
from indicators.gaps import MEASURES, SEED, groups_for
from indicators.measures.groups import FEWEST, Array, Groups, MeasureError, compare
from indicators.measures.interval import Interval
from indicators.measures.simulation import DRAWS, draw_values, simulated_interval
from indicators.measures.toolkit import Estimate, Measure
from indicators.selection import NotAvailable, Selection
from indicators.table import IndicatorTable
from indicators.verdict import Evidence, Judgement, judge

# The programme's years: its first report, and the year that its goals count from.
PROGRAMME_YEARS: Final = ("2014", "2018")


@dataclass(frozen=True, eq=False)
class Reading:
    """
    The measure in one period.

    `estimate` is None where the measure does not apply, and `refusal` says why. `draws` are the
    simulated measures, None where the interval is not known.
    """

    period: str
    estimate: Estimate | None
    refusal: str
    groups: Groups
    draws: Array | None


@dataclass(frozen=True, eq=False)
class Development:
    """
    A measure over time.

    Parameters
    ----------
    readings
        Oldest first, each on the same areas.
    base
        The period that the change is counted from; None if the wished one has no figures.
    wished
        The base period that was asked for.
    change
        Newest less base, in the measure's own terms; None without both.
    breaks
        Those between the base period and the newest.
    units
        How many areas (or areas together) are compared.
    covered
        Share (0–1) of the newest period's people who live in them.
    """

    measure: Measure
    readings: tuple[Reading, ...]
    base: str | None
    wished: str
    change: Estimate | None
    breaks: tuple[Break, ...]
    units: int
    covered: float
    judgement: Judgement

    @property
    def newest(self) -> Reading:
        """The last reading."""
        return self.readings[-1]

    @property
    def first(self) -> Reading | None:
        """The reading of the base period."""
        return next((each for each in self.readings if each.period == self.base), None)


def compare_periods(
    table: IndicatorTable,
    areas: AreaRegister,
    indicator_id: str,
    level: AreaLevel,
    *,
    order_by: str | None = None,
    reference: str | None = None,
) -> dict[str, Comparison]:
    """Compare the areas of a level in every period that has figures, oldest first."""
    found = {}
    for period in sorted(table.periods(indicator_id)):
        try:
            found[period] = compare_areas(
                table,
                areas,
                Selection(indicator_id, level, period),
                order_by=order_by,
                reference=reference,
            )
        except (NotAvailable, NotComparable):
            continue
    return found


def base_periods(comparisons: Mapping[str, Comparison]) -> tuple[str, ...]:
    """Offer the periods to count from: those that have figures but the newest, and the programme's."""
    return tuple(sorted({*list(comparisons)[:-1], *PROGRAMME_YEARS}))


def usual_base(comparisons: Mapping[str, Comparison]) -> str:
    """Count from the programme's goal year where it has figures, else from its report, else the first."""
    older = list(comparisons)[:-1]
    wanted = [year for year in reversed(PROGRAMME_YEARS) if year in older]
    return (wanted or older or [PROGRAMME_YEARS[-1]])[0]


def develop(
    table: IndicatorTable,
    comparisons: Mapping[str, Comparison],
    measure: str,
    *,
    base: str | None = None,
    seed: int = SEED,
) -> Development:
    """
    Follow a measure from period to period, and judge its change.

    Areas without a figure in one of the periods are left out of all, so that the areas stay the
    same; areas that share a figure in one period are taken together in all.

    Parameters
    ----------
    comparisons
        As `compare_periods` gives them, at least one.
    base
        Period to count from; None takes the usual one.
    """
    wished = base or usual_base(comparisons)
    same, covered = same_units(comparisons)
    rng = np.random.default_rng(seed)
    readings = tuple(
        read_measure(comparison, measure, period=period, rng=rng)
        for period, comparison in same.items()
    )
    newest = readings[-1].period
    found = wished if wished in same and wished != newest else None
    chosen = MEASURES[measure]
    first = next((each for each in readings if each.period == found), None)
    change = _change(first, readings[-1]) if first is not None else None
    sizes = _sizes(first, readings[-1], chosen) if first is not None else (None, None, None)
    last = list(comparisons.values())[-1]
    name = last.definition.indicator_id
    breaks = () if found is None else breaks_between(table, name, found, newest)
    # Where an order is needed, areas without a place in it are left out as well.
    reached = readings[-1].groups.population.sum() / last.groups.population.sum()
    covered = float(min(covered, reached))
    evidence = Evidence(
        periods=sum(each.period >= (found or "") for each in readings),
        has_base=found is not None,
        before=sizes[0],
        change=sizes[1],
        interval=sizes[2],
        breaks=len(breaks),
        covered=covered,
    )
    return Development(
        measure=chosen,
        readings=readings,
        base=found,
        wished=wished,
        change=change,
        breaks=breaks,
        units=len(readings[-1].groups.estimates),
        covered=covered,
        judgement=judge(evidence),
    )


def read_measure(
    comparison: Comparison, measure: str, *, period: str, rng: np.random.Generator
) -> Reading:
    """Compute one measure with its draws."""
    chosen = MEASURES[measure]
    try:
        groups = groups_for(comparison, measure)
        with np.errstate(over="ignore", invalid="ignore"):
            value = chosen.scale * chosen.estimate(groups)
            if not np.isfinite(value):
                raise MeasureError("The figures are too large to compute it.")
            drawn = draw_values(groups, rng=rng, draws=DRAWS)
            draws = None
            if drawn is not None:
                draws = np.asarray(chosen.scale * chosen.formula(compare(groups), drawn))
    except MeasureError as error:
        return Reading(period, None, str(error), comparison.groups, None)
    interval = None
    if draws is not None:
        interval = simulated_interval(
            value,
            draws,
            limits=chosen.limits(compare(groups)),
            logarithmic=chosen.logarithmic,
        )
    lower, upper = interval or (None, None)
    return Reading(period, Estimate(value, lower, upper), "", groups, draws)


def size_of(value: float | Array, measure: Measure) -> Array:
    """Give the distance from “all equal”, so that ratios and signed measures can be judged alike."""
    with np.errstate(divide="ignore"):
        return np.abs(np.log(value) if measure.logarithmic else np.asarray(value, dtype=float))


def disagree(one: Development, other: Development) -> bool:
    """Whether one measure's gap grew while the other's shrank, between the same periods."""
    moves = []
    for each in (one, other):
        if each.first is None or each.first.estimate is None or each.newest.estimate is None:
            return False
        before, after = (
            float(size_of(reading.estimate.estimate, each.measure))
            for reading in (each.first, each.newest)
            if reading.estimate is not None
        )
        # What rounding leaves of two equal gaps is no move.
        moves.append(0.0 if np.isclose(before, after, rtol=1e-9) else np.sign(after - before))
    return bool(moves[0] * moves[1] < 0)


def same_units(comparisons: Mapping[str, Comparison]) -> tuple[dict[str, Comparison], float]:
    """
    Bring the comparisons of several periods to the same areas.

    Returns
    -------
    comparisons
        With the same units in each, and the same in each order; if no two are common, as they came.
    covered
        Share of the newest period's people who live in the units that are kept.
    """
    blocks = _common_blocks([each.members for each in comparisons.values()])
    last = list(comparisons.values())[-1]
    if len(blocks) < FEWEST:
        return dict(comparisons), 0.0
    placed = _placed_blocks(list(comparisons.values()), blocks)
    same = {period: _regroup(each, blocks, placed) for period, each in comparisons.items()}
    kept = next(reversed(same.values())).groups.population.sum()
    return same, float(kept / last.groups.population.sum())


def _common_blocks(
    members: Sequence[Mapping[str, tuple[str, ...]]],
) -> dict[str, tuple[str, ...]]:
    """Join areas that are one unit in any period; keep the blocks that all periods have whole."""
    block_of: dict[str, frozenset[str]] = {}
    for units in members:
        for codes in units.values():
            joined = frozenset(codes).union(*(block_of.get(code, ()) for code in codes))
            block_of |= dict.fromkeys(joined, joined)
    everywhere = set.intersection(
        *({code for codes in units.values() for code in codes} for units in members)
    )
    blocks = sorted({tuple(sorted(block)) for block in block_of.values() if block <= everywhere})
    return {"+".join(block): block for block in blocks}


def _placed_blocks(
    comparisons: Sequence[Comparison], blocks: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:
    """Name the blocks that have a place in the order, as a whole and in every period."""
    everywhere = [
        {code for unit in each.ordered.estimates.index for code in each.members[unit]}
        for each in comparisons
        if each.ordered is not None
    ]
    return frozenset(
        name
        for name, codes in blocks.items()
        if all(found.issuperset(codes) for found in everywhere)
    )


def _regroup(
    comparison: Comparison, blocks: Mapping[str, tuple[str, ...]], placed: frozenset[str]
) -> Comparison:
    """Take units together to blocks: the mean by people, its standard error, the sum of people."""
    block_of = {code: name for name, codes in blocks.items() for code in codes}
    belongs = pd.Series(
        {unit: block_of.get(codes[0]) for unit, codes in comparison.members.items()}, dtype="object"
    ).dropna()
    groups = comparison.groups

    def together(source: Groups, own: pd.Series) -> Groups:
        kept = take_units(source, pd.Index(own.index))
        people = kept.population.groupby(own).sum()
        shares = kept.population / own.map(people)

        def mean(cells: pd.Series) -> pd.Series:
            return _sum_by(cells * shares, own)

        errors = kept.standard_error
        parents = None if kept.parents is None else kept.parents.groupby(own).first()
        return replace(
            kept,
            estimates=mean(kept.estimates),
            population=people,
            order=None if kept.order is None else mean(kept.order),
            standard_error=None
            if errors is None
            else _sum_by((errors * shares) ** 2, own).pow(0.5),
            parents=None if parents is None or parents.nunique() < FEWEST else parents,
            reference=own.get(groups.reference),
        )

    def with_reference(source: Groups) -> Groups:
        found = source.reference or middle_unit(source.estimates, source.population)
        return replace(source, reference=found)

    with_place = belongs.loc[belongs.isin(placed)]
    return replace(
        comparison,
        groups=with_reference(together(groups, belongs)),
        ordered=None if comparison.ordered is None else together(comparison.ordered, with_place),
        behind=_sum_by(comparison.behind.reindex(belongs.index), belongs),
        members=dict(blocks),
    )


def _sum_by(cells: pd.Series, own: pd.Series) -> pd.Series:
    """Add up by block; a sum with a part that is not known is not known either."""
    return cells.groupby(own).sum().where(cells.notna().groupby(own).all())


def _change(first: Reading, last: Reading) -> Estimate | None:
    if first.estimate is None or last.estimate is None:
        return None
    change = last.estimate.estimate - first.estimate.estimate
    if first.draws is None or last.draws is None:
        return Estimate(change, None, None)
    with np.errstate(invalid="ignore"):
        drawn = last.draws - first.draws
    # The same as for its size below: where a draw has no ratio, the change has no interval.
    interval = simulated_interval(change, drawn) if np.isfinite(drawn).all() else None
    return Estimate(change, *(interval or (None, None)))


def _sizes(
    first: Reading, last: Reading, measure: Measure
) -> tuple[float | None, float | None, Interval | None]:
    """Size of the gap before, its change, and the interval of that."""
    if first.estimate is None or last.estimate is None:
        return None, None, None
    before, after = (
        float(size_of(each.estimate.estimate, measure))
        for each in (first, last)
        if each.estimate is not None
    )
    if first.draws is None or last.draws is None:
        return before, after - before, None
    with np.errstate(invalid="ignore"):
        drawn = size_of(last.draws, measure) - size_of(first.draws, measure)
    if not np.isfinite(drawn).all():
        return before, after - before, None
    return before, after - before, simulated_interval(after - before, drawn)
