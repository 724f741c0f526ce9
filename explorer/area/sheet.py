"""The headline figures of all areas of a level, with what the page about one area compares them by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from explorer.change import Change, build_change
from explorer.gaps import better_is_high
from explorer.layers import periods_of
from explorer.workspace import POPULATION, Workspace
from geodata.adjacency import neighbours
from geodata.areas import AreaLevel
from indicators.breaks import Break, breaks_between
from indicators.comparison import NotComparable, compare_areas
from indicators.definitions import IndicatorDefinition
from indicators.selection import NotAvailable, Selected, Selection, select

# Residents by age, youngest first: together they are everybody.
AGES: Final = ("population_0_18", "population_19_65", "population_66plus")
FEWEST_PERIODS: Final = 2


@dataclass(frozen=True, eq=False)
class Topic:
    """
    One indicator on one level.

    Parameters
    ----------
    selected
        Its newest period on the level.
    errors
        Standard error of each area's value, from the published interval or else from its base;
        indexed by area_code, NaN where it is not known.
    series
        All periods of the level, oldest first.
    change
        Over the newest run of periods without a break that has two; None without such a run.
    breaks
        Those between the first and the newest period, oldest first.
    """

    definition: IndicatorDefinition
    selected: Selected
    errors: pd.Series
    series: Mapping[str, Selected]
    change: Change | None
    breaks: tuple[Break, ...]

    @property
    def spread(self) -> float:
        """Standard deviation between areas, each counting once; NaN with fewer than two."""
        return float(self.selected.frame["value"].std())

    @property
    def higher_is_better(self) -> bool | None:
        """Whether a high value is the better end; None where neither is."""
        return better_is_high(self.definition)


@dataclass(frozen=True, eq=False)
class Sheet:
    """
    What is known of a level.

    Parameters
    ----------
    topics
        Headline indicators with figures on the level, in the order of the file.
    absent
        Headline indicators without any.
    residents
        The population; None without figures on the level.
    ages
        The three ages in their newest common period; empty unless all three have one.
    adjacent
        Neighbouring areas by area_code, a shared stretch of border makes two areas neighbours.
    """

    level: AreaLevel
    topics: tuple[Topic, ...]
    absent: tuple[IndicatorDefinition, ...]
    residents: Topic | None
    ages: tuple[Selected, ...]
    adjacent: Mapping[str, tuple[str, ...]]


def build_sheet(workspace: Workspace, level: AreaLevel) -> Sheet:
    """Gather the figures of a level; the register of initiatives plays no part in it."""
    headline = [each for each in workspace.table.definitions.values() if each.headline]
    found = [(each, _topic(workspace, each.indicator_id, level)) for each in headline]
    boundaries = workspace.boundaries.get(level)
    return Sheet(
        level=level,
        topics=tuple(topic for _, topic in found if topic is not None),
        absent=tuple(definition for definition, topic in found if topic is None),
        residents=_topic(workspace, POPULATION, level),
        ages=_ages(workspace, level),
        adjacent={} if boundaries is None else neighbours(boundaries),
    )


def _topic(workspace: Workspace, indicator: str, level: AreaLevel) -> Topic | None:
    definition = workspace.table.definitions.get(indicator)
    periods = () if definition is None else periods_of(workspace, indicator, level)
    if definition is None or not periods:
        return None
    series = {
        period: select(workspace.table, workspace.areas, Selection(indicator, level, period))
        for period in periods
    }
    newest = series[periods[-1]]
    run = newest_run(workspace, indicator, periods)
    change = None
    if len(run) >= FEWEST_PERIODS:
        change = build_change(workspace, indicator, level, first=run[0], last=run[-1])
    return Topic(
        definition=definition,
        selected=newest,
        errors=_errors(workspace, newest),
        series=series,
        change=change,
        breaks=breaks_between(workspace.table, indicator, periods[0], periods[-1]),
    )


def newest_run(workspace: Workspace, indicator: str, periods: tuple[str, ...]) -> tuple[str, ...]:
    """Take the newest periods that no break parts and that are two or more; () without any."""
    breaks = breaks_between(workspace.table, indicator, periods[0], periods[-1])
    runs: list[list[str]] = [[]]
    for place, period in enumerate(periods):
        if place and any(periods[place - 1] < each.period <= period for each in breaks):
            runs.append([])
        runs[-1].append(period)
    return next((tuple(run) for run in reversed(runs) if len(run) >= FEWEST_PERIODS), ())


def _errors(workspace: Workspace, selected: Selected) -> pd.Series:
    """Give every area the standard error of its figure; a shared figure has one error."""
    errors = pd.Series(np.nan, index=selected.frame.index, dtype="float64")
    try:
        compared = compare_areas(workspace.table, workspace.areas, selected.selection)
    except (NotComparable, NotAvailable):
        return errors
    known = compared.groups.standard_error
    for unit, codes in compared.members.items():
        errors.loc[list(codes)] = np.nan if known is None else float(known.loc[unit])
    return errors


def _ages(workspace: Workspace, level: AreaLevel) -> tuple[Selected, ...]:
    if any(name not in workspace.table.definitions for name in AGES):
        return ()
    periods = set.intersection(*(set(periods_of(workspace, name, level)) for name in AGES))
    if not periods:
        return ()
    return tuple(
        select(workspace.table, workspace.areas, Selection(name, level, max(periods)))
        for name in AGES
    )
