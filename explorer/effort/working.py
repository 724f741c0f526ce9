"""Where initiatives run and since when, what became of the distance there, and in similar areas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import pandas as pd

from explorer.effort.closing import (
    Obstacle,
    Outcome,
    follow,
    judge_readings,
    read,
    refuse,
    suffices,
)
from explorer.effort.distances import Distances, measure_distances
from explorer.effort.matching import Rule, matching, rule_of
from explorer.effort.subject import Subject
from explorer.initiatives.model import Initiative, Status
from explorer.initiatives.register import codes_of
from explorer.layers import people_of, periods_of
from explorer.workspace import Workspace
from indicators.breaks import breaks_between
from indicators.definitions import Kind
from indicators.development import compare_periods
from indicators.measures.groups import MeasureError
from indicators.similarity import DEFAULT_PROFILE, profile_matrix, similar_areas

MOST_ALIKE: Final = 3
# Two before, and two after, the start; one in the year of the start need not be there.
FEWEST_PERIODS: Final = 4


class Row(NamedTuple):
    """One initiative with the areas where it runs, and what may be said of them."""

    initiative: Initiative
    codes: tuple[str, ...]
    outcome: Outcome


class LongSeries(NamedTuple):
    """
    An indicator that has figures for more than one period.

    `comparable` are the periods from the newest break of the series on, and `answers` counts the
    matching initiatives with a known start and area that have two of them before, and two after.
    """

    indicator_id: str
    periods: tuple[str, ...]
    comparable: tuple[str, ...]
    answers: int


@dataclass(frozen=True, eq=False)
class Alike:
    """
    The areas most like those where initiatives run, in which none of them does.

    Parameters
    ----------
    codes
        Those areas, nearest first for each area in turn.
    outcome
        What may be said of them by the same rules, at the same periods.
    line
        Their distance to the city by period.
    indicators
        What they are alike in.
    unmatched
        How many of the areas have none: too few figures to be compared by.
    """

    codes: tuple[str, ...]
    outcome: Outcome
    line: pd.Series
    indicators: tuple[str, ...]
    unmatched: int


@dataclass(frozen=True, eq=False)
class Working:
    """
    Whether the gap closes where initiatives run.

    Parameters
    ----------
    rows
        Every initiative that counts, in the order of the register.
    one
        The initiative that is asked about; None asks about all together.
    asked
        Whether the view asks for one that is not among them.
    starts
        Year of the start by area_code: of the one, or the first known one in each area.
    ends
        Year in which the one has ended, None for all together.
    line
        Distance of the areas to the city by period; None where there is none.
    alike
        None where nothing is compared, or no area without an initiative is like any of these.
    longer
        Indicators with more than one period on the level, the longest series first.
    """

    rows: tuple[Row, ...]
    one: Initiative | None
    asked: bool
    starts: Mapping[str, int]
    ends: int | None
    outcome: Outcome
    distances: Distances | None
    line: pd.Series | None
    alike: Alike | None
    longer: tuple[LongSeries, ...]


def build_working(workspace: Workspace, subject: Subject) -> Working:
    """Follow the initiative that the view names, or all of its themes together."""
    distances = follow_city(workspace, subject)
    rows = tuple(
        _row(workspace, subject, distances, each)
        for each in counted_initiatives(workspace, subject)
    )
    one = next((row for row in rows if row.initiative.id == subject.view.initiative), None)
    if one is None:
        starts = first_starts(rows)
        outcome = follow(distances, starts, subject.people)
        codes: Iterable[str] = starts
    else:
        start = one.initiative.start_year
        starts = {} if start is None else dict.fromkeys(one.codes, start)
        outcome, codes = one.outcome, one.codes
    return Working(
        rows=rows,
        one=None if one is None else one.initiative,
        asked=bool(subject.view.initiative) and one is None,
        starts=starts,
        ends=None if one is None else one.initiative.end_year,
        outcome=outcome,
        distances=distances,
        line=_line(distances, outcome, codes),
        alike=_alike(workspace, subject, distances, outcome),
        longer=longer_series(workspace, subject),
    )


def follow_city(workspace: Workspace, subject: Subject) -> Distances | None:
    """
    Measure the distances to the city up to the period that the view shows, which is “now”.

    None for a count, and where the city has no value.
    """
    if subject.definition.kind is Kind.COUNT:
        return None
    comparisons = compare_periods(
        workspace.table, workspace.areas, subject.definition.indicator_id, subject.level
    )
    until = {
        period: each for period, each in comparisons.items() if period <= subject.selection.period
    }
    return measure_distances(workspace.table, until)


def counted_initiatives(workspace: Workspace, subject: Subject) -> tuple[Initiative, ...]:
    """List those of the themes that run, have ended or are planned; doubtful ones where they count."""
    return tuple(
        each
        for each in matching(workspace.register.initiatives, subject.rule)
        if is_followed(each, subject.rule) or each.status is Status.PLANNED
    )


def is_followed(initiative: Initiative, rule: Rule) -> bool:
    """Whether an initiative has begun, as far as is known or the rule takes for known."""
    return initiative.status in {Status.RUNNING, Status.ENDED} or (
        initiative.status is Status.UNKNOWN and rule.doubtful
    )


def first_starts(rows: Iterable[Row]) -> dict[str, int]:
    """Give the first known start in each area; those that have not begun start nothing."""
    found: dict[str, int] = {}
    for row in rows:
        start = row.initiative.start_year
        if start is None or row.initiative.status is Status.PLANNED:
            continue
        for code in row.codes:
            found[code] = min(start, found.get(code, start))
    return dict(sorted(found.items()))


def areas_with(workspace: Workspace, subject: Subject) -> frozenset[str]:
    """
    Name the areas in which a matching initiative runs, has run, or may have run.

    Wider than what counts as running, so that an area called “without” is without as far as
    anybody knows; those that are only planned have not run.
    """
    return frozenset(
        code
        for each in matching(workspace.register.initiatives, subject.rule)
        if each.status is not Status.PLANNED
        for code in codes_of(each, workspace.areas, subject.level)
    )


def longer_series(workspace: Workspace, subject: Subject) -> tuple[LongSeries, ...]:
    """List the indicators with several periods on the level: those that answer most come first."""
    found = []
    for name, definition in workspace.table.definitions.items():
        periods = periods_of(workspace, name, subject.level)
        if definition.kind is Kind.COUNT or len(periods) <= 1:
            continue
        breaks = breaks_between(workspace.table, name, periods[0], periods[-1])
        newest = max((each.period for each in breaks), default="")
        comparable = tuple(period for period in periods if period >= newest)
        rule = rule_of(subject.view, definition)
        starts = [
            each.start_year
            for each in matching(workspace.register.initiatives, rule)
            if is_followed(each, rule) and codes_of(each, workspace.areas, subject.level)
        ]
        answers = sum(start is not None and suffices(comparable, start) for start in starts)
        found.append(LongSeries(name, periods, comparable, answers))
    return tuple(
        sorted(found, key=lambda one: (-one.answers, -len(one.comparable), -len(one.periods)))
    )


def _row(
    workspace: Workspace, subject: Subject, distances: Distances | None, initiative: Initiative
) -> Row:
    codes = tuple(sorted(codes_of(initiative, workspace.areas, subject.level)))
    start = initiative.start_year
    if initiative.status is Status.PLANNED:
        return Row(initiative, codes, refuse(Obstacle.NOT_BEGUN))
    if start is None:
        return Row(initiative, codes, refuse(Obstacle.NO_START))
    return Row(initiative, codes, follow(distances, dict.fromkeys(codes, start), subject.people))


def _line(distances: Distances | None, outcome: Outcome, codes: Iterable[str]) -> pd.Series | None:
    """Follow those that are compared; where nothing is, all areas that have figures."""
    if distances is None:
        return None
    weights = outcome.weights
    if weights is None:
        units = list(distances.unit_of(codes))
        if not units:
            return None
        weights = distances.people.loc[units] / distances.people.loc[units].sum()
    return distances.line(weights)


def _alike(
    workspace: Workspace, subject: Subject, distances: Distances | None, outcome: Outcome
) -> Alike | None:
    if distances is None or outcome.weights is None or outcome.starts is None:
        return None
    # What is followed must not choose whom it is held against.
    wanted = [
        each
        for each in DEFAULT_PROFILE
        if each in workspace.table.definitions and each != subject.definition.indicator_id
    ]
    matrix, _ = profile_matrix(workspace.table, workspace.areas, subject.level, wanted)
    taken = set(distances.unit_of(areas_with(workspace, subject)))
    free = [unit for unit in distances.members if unit not in taken]
    people = people_of(workspace, subject.level)
    pairs: dict[str, pd.Series] = {}
    codes: dict[str, None] = {}
    used: dict[str, None] = {}
    for unit in outcome.starts:
        try:
            similar = similar_areas(
                matrix, distances.members[unit][0], people=people, most=len(matrix)
            )
        except MeasureError:
            continue
        near = [distances.unit_of([each.code]) for each in similar.neighbours]
        units = list(dict.fromkeys(each[0] for each in near if each and each[0] in free))
        if not units:
            continue
        weighed = distances.people.loc[units[:MOST_ALIKE]]
        pairs[unit] = weighed / weighed.sum()
        codes |= dict.fromkeys(code for each in weighed.index for code in distances.members[each])
        used |= dict.fromkeys(similar.used)
    if not pairs:
        return None
    weights = outcome.weights.loc[list(pairs)] / outcome.weights.loc[list(pairs)].sum()
    starts = {unit: outcome.starts[unit] for unit in pairs}
    readings = read(distances, starts, weights, pairs)
    periods = len(outcome.before) + len(outcome.after)
    verdict, limit = judge_readings(readings, 1.0, periods=periods)
    together = pd.concat([float(weights[unit]) * each for unit, each in pairs.items()])
    together = together.groupby(level=0).sum()
    return Alike(
        codes=tuple(codes),
        outcome=Outcome(
            verdict, limit=limit, before=outcome.before, after=outcome.after, readings=readings
        ),
        line=distances.line(together),
        indicators=tuple(used),
        unmatched=len(outcome.starts) - len(pairs),
    )
