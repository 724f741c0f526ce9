"""What the page about gaps, the command line and the files say of a view: measures, change, people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from explorer.layers import people_of
from explorer.measure_names import PARTNER
from explorer.view import HALF, ViewState
from explorer.workspace import Workspace
from geodata.adjacency import neighbours
from geodata.areas import PARENT_LEVEL, AreaLevel
from geodata.boundaries import BoundarySet
from indicators.clusters import Clusters, find_clusters
from indicators.comparison import (
    Comparison,
    NotComparable,
    Unfit,
    compare_areas,
    ordering_indicators,
)
from indicators.definitions import Direction, IndicatorDefinition, Kind
from indicators.development import (
    Development,
    base_periods,
    compare_periods,
    develop,
    disagree,
    same_units,
    usual_base,
)
from indicators.gaps import SEED, GapResult, groups_for, measure_gaps, rank_areas
from indicators.goal import Goal, Pace, pace
from indicators.measures.contributions import contributions, contributions_to_change
from indicators.measures.groups import MeasureError
from indicators.selection import NotAvailable, Selection, nearest

# The three that lead: between the ends, absolute and relative, and one that counts everybody.
LEADING: Final = ("d", "r", "mdmw")


@dataclass(frozen=True, eq=False)
class Gap:
    """
    The gap of one view.

    `names` are those of the units that are compared: of an area, or of areas that share a figure
    with a plus sign between them.
    """

    selection: Selection
    result: GapResult
    names: Mapping[str, str]

    @property
    def comparison(self) -> Comparison:
        """The areas that are compared."""
        return self.result.comparison

    @property
    def definition(self) -> IndicatorDefinition:
        """The indicator."""
        return self.result.comparison.definition


@dataclass(frozen=True, eq=False)
class Movement:
    """
    A measure over time, its partner (absolute to relative, or the other way), and the goal.

    `offered` are the periods that a change may be counted from.
    """

    development: Development
    partner: Development | None
    disagree: bool
    offered: tuple[str, ...]
    goal: Goal | None
    pace: Pace | None


@dataclass(frozen=True, eq=False)
class Split:
    """
    What each unit stands for in a measure, and in its change since the base period.

    `parts` is indexed by unit and sums to the measure; `change` has the columns before, after and
    change on the units that all periods have, None where there is no base period `base`. `refusal`
    says why a measure is not split.
    """

    parts: pd.Series | None
    change: pd.DataFrame | None
    base: str | None
    refusal: str


@dataclass(frozen=True, eq=False)
class BoardRow:
    """One headline indicator: its gap in the newest period, and what may be said of its change."""

    gap: Gap
    lowest: str
    highest: str
    development: Development


def build_gap(workspace: Workspace, view: ViewState) -> Gap:
    """
    Measure the gap of a view, on the nearest level and in the nearest period that have figures.

    Raises
    ------
    NotAvailable
        If the indicator has no values at all.
    NotComparable
        If the areas cannot be compared: a count, the city alone, or nobody to weigh by.
    """
    selection = settle_gap(workspace, view)
    comparison = compare_areas(
        workspace.table,
        workspace.areas,
        selection,
        order_by=order_of(workspace, view, selection.level),
        reference=view.area[0] if view.area else None,
    )
    names = unit_names(workspace, selection.level, comparison)
    return Gap(selection, measure_gaps(comparison), names)


def settle_gap(workspace: Workspace, view: ViewState) -> Selection:
    """Find the selection nearest to a view's wish; the city as a whole gives way to its areas."""
    level = AreaLevel.PRIMARY_AREA if view.level is AreaLevel.MUNICIPALITY else view.level
    found = nearest(
        workspace.table, workspace.areas, view.indicator, level=level, period=view.period
    )
    if found.level is AreaLevel.MUNICIPALITY:
        raise NotComparable(found, Unfit.ONE_AREA)
    return found


def order_of(workspace: Workspace, view: ViewState, level: AreaLevel) -> str | None:
    """Name the ordering indicator of a view; None if it cannot order the areas of the level."""
    offered = ordering_indicators(workspace.table, workspace.areas, level)
    return view.order if view.order in offered else None


def places_of(workspace: Workspace, selection: Selection) -> pd.DataFrame | None:
    """Give every area its place with its interval; None where areas are not compared, as counts."""
    try:
        return rank_areas(compare_areas(workspace.table, workspace.areas, selection))
    except (NotAvailable, NotComparable):
        return None


def unit_names(workspace: Workspace, level: AreaLevel, comparison: Comparison) -> dict[str, str]:
    """Name every unit of a comparison by its areas, and the larger areas that hold them."""
    names = workspace.areas.names(level)
    above = PARENT_LEVEL.get(level)
    parents = {} if above is None else dict(workspace.areas.names(above).items())
    return {str(code): str(name) for code, name in parents.items()} | {
        unit: " + ".join(str(names[code]) for code in codes)
        for unit, codes in comparison.members.items()
    }


def periods_compared(workspace: Workspace, view: ViewState) -> dict[str, Comparison]:
    """Compare the areas of a view's level in every period that has figures, oldest first."""
    selection = settle_gap(workspace, view)
    return compare_periods(
        workspace.table,
        workspace.areas,
        view.indicator,
        selection.level,
        order_by=order_of(workspace, view, selection.level),
        reference=view.area[0] if view.area else None,
    )


def build_movement(
    workspace: Workspace, view: ViewState, comparisons: Mapping[str, Comparison]
) -> Movement:
    """Follow the view's measure over the periods, beside its partner and against the goal."""

    def follow(measure: str) -> Development:
        return develop(workspace.table, comparisons, measure, base=view.base)

    development = follow(view.measure)
    other = PARTNER.get(view.measure)
    partner = None if other is None else follow(other)
    goal = goal_of(view)
    return Movement(
        development=development,
        partner=partner,
        disagree=partner is not None and disagree(development, partner),
        offered=base_periods(comparisons),
        goal=goal,
        pace=None if goal is None else pace(development, goal),
    )


def goal_of(view: ViewState) -> Goal | None:
    """Read the goal of a view; None without one."""
    if view.goal is None:
        return None
    return Goal(view.by, None if view.goal == HALF else float(view.goal))


def split_measure(
    view: ViewState, gap: Gap, comparisons: Mapping[str, Comparison], base: str | None
) -> Split:
    """Split the view's measure by area, and its change since a base period."""
    measure = view.measure
    try:
        parts = contributions(groups_for(gap.comparison, measure), measure)
    except MeasureError as error:
        return Split(None, None, None, str(error))
    same, _ = same_units(comparisons)
    newest = next(reversed(same), "")
    change = None
    if base in same and base != newest:
        try:
            before, after = (groups_for(same[each], measure) for each in (base, newest))
            change = contributions_to_change(before, after, measure)
        except MeasureError:
            change = None
    return Split(parts, change, base, "")


def spread_parts(workspace: Workspace, gap: Gap, parts: pd.Series) -> pd.Series:
    """
    Give every area of the level its part, NaN where it has none.

    Areas that share one published figure divide their part by their residents.
    """
    codes = gap.comparison.selected.frame.index
    people = people_of(workspace, gap.selection.level)
    found = pd.Series(np.nan, index=codes)
    for unit, part in parts.items():
        inside = str(unit).split("+")
        weights = people.reindex(inside).fillna(0.0)
        shares = weights / weights.sum() if weights.sum() > 0 else weights + 1 / len(inside)
        found.loc[inside] = float(part) * shares
    return found


def clusters_of(workspace: Workspace, gap: Gap) -> Clusters:
    """
    Find areas that are like their neighbours beyond chance.

    Raises
    ------
    MeasureError
        If there are too few areas, or all are equal.
    """
    return find_clusters(
        gap.comparison.groups.estimates,
        _neighbours(workspace.boundaries[gap.selection.level]),
        rng=np.random.default_rng(SEED),
        members=gap.comparison.members,
    )


@lru_cache(maxsize=8)
def _neighbours(boundaries: BoundarySet) -> dict[str, tuple[str, ...]]:
    return neighbours(boundaries)


def build_board(workspace: Workspace, view: ViewState) -> tuple[BoardRow, ...]:
    """
    Measure all headline indicators on the view's level, each in its newest period.

    An indicator without figures on the level is shown on the nearest level that has them, as
    everywhere; its row says which.
    """
    rows = []
    for definition in workspace.table.definitions.values():
        if not definition.headline or definition.kind is Kind.COUNT:
            continue
        wish = ViewState(
            indicator=definition.indicator_id, level=view.level, order=view.order, base=view.base
        )
        try:
            gap = build_gap(workspace, wish)
        except (NotAvailable, NotComparable):
            continue
        development = develop(
            workspace.table, periods_compared(workspace, wish), view.measure, base=view.base
        )
        estimates = gap.comparison.groups.estimates
        rows.append(
            BoardRow(
                gap=gap,
                lowest=gap.names[str(estimates.idxmin())],
                highest=gap.names[str(estimates.idxmax())],
                development=development,
            )
        )
    return tuple(rows)


def better_is_high(definition: IndicatorDefinition) -> bool | None:
    """Whether a high value is the better end; None where neither is."""
    if definition.direction is Direction.CONTEXT:
        return None
    return definition.direction is Direction.HIGHER_BETTER


def base_of(comparisons: Mapping[str, Comparison], view: ViewState) -> str | None:
    """Give the base period of a view if it has figures and is not the newest, else None."""
    wished = view.base or usual_base(comparisons)
    return wished if wished in list(comparisons)[:-1] else None
