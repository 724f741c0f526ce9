"""Coverage: of the residents in areas less favourable than the city, how many live where something runs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from explorer.effort.matching import (
    ENOUGH,
    Effort,
    Runs,
    effort_by_area,
    matching,
    running,
    runs_in,
)
from explorer.effort.standing import find_standing
from explorer.effort.subject import Subject, worse_than_city
from explorer.initiatives.model import Initiative
from explorer.layers import periods_of
from explorer.workspace import Workspace
from indicators.comparison import year_of
from indicators.definitions import TargetArea
from indicators.selection import Selected, Selection, select

# The register tells little of initiatives that had ended before its programme began to be followed up.
FIRST_YEAR: Final = 2010
PERCENT: Final = 100.0


@dataclass(frozen=True)
class Covered:
    """
    Residents, and those of them who live where something runs.

    Residents of areas whose people or whose initiatives nobody knows are in neither.
    """

    people: float
    covered: float

    @property
    def percent(self) -> float | None:
        """Share in percent; None where there is nobody."""
        return PERCENT * self.covered / self.people if self.people > 0 else None


@dataclass(frozen=True)
class Coverage:
    """
    Coverage at one time.

    Parameters
    ----------
    need
        Of those who live in areas less favourable than the city; None where nobody can tell which
        areas these are.
    everyone
        Of all residents.
    """

    need: Covered | None
    everyone: Covered


@dataclass(frozen=True, eq=False)
class TargetCoverage:
    """
    Coverage of a target area today.

    Parameters
    ----------
    selected
        The figures that need is told by; None where no indicator of the target area has any.
    initiatives
        Those that run today, wherever.
    """

    target_area: TargetArea
    selected: Selected | None
    initiatives: tuple[Initiative, ...]
    coverage: Coverage


@dataclass(frozen=True)
class YearCoverage:
    """
    Coverage in a year: at least, by what is known to have run, and at most, by what may have.

    Parameters
    ----------
    period
        Whose figures tell which areas are less favourable: the nearest to the year; "" for none.
    known, possible
        How many initiatives are known to have run, and how many more may have.
    """

    year: int
    period: str
    known: int
    possible: int
    least: Coverage
    most: Coverage


def coverage_today(subject: Subject) -> Coverage:
    """Tell coverage by what counts in a view and runs today."""
    worse = subject.worse if subject.has_need else None
    return _cover(subject.effort.counts, subject.people, worse)


def coverage_by_target(workspace: Workspace, subject: Subject) -> tuple[TargetCoverage, ...]:
    """
    Tell coverage today for each target area, by its own initiatives alone.

    Need is told by the chosen indicator where the target area is its own, else by the indicator
    that stands for the target area, see `explorer.effort.standing.find_standing`.
    """
    return tuple(_target_coverage(workspace, subject, each) for each in TargetArea)


def coverage_by_year(
    workspace: Workspace, subject: Subject, *, this_year: int
) -> tuple[YearCoverage, ...]:
    """
    Tell coverage for every year since the first that a matching initiative is known to have started in.

    Residents are the newest ones throughout, so that a change comes from initiatives and figures
    alone. The years begin in 2010 at the earliest, and end with the newest year that figures or
    residents are of, never after this one.

    Returns
    -------
    years
        Oldest first; empty where no matching initiative has a known start in them.
    """
    fit = matching(workspace.register.initiatives, subject.rule)
    selected = _selected_by_period(workspace, subject)
    worse = {period: worse_than_city(each, subject.definition) for period, each in selected.items()}
    found = []
    for year in years_of(workspace, subject, fit, this_year=this_year):
        answers = {each.id: runs_in(each, year) for each in fit}
        known = tuple(each for each in fit if answers[each.id] is Runs.YES)
        may = tuple(each for each in fit if answers[each.id] is not Runs.NO)
        period = nearest_period(worse, year)
        least, most = (
            _cover(
                effort_by_area(each, workspace.areas, subject.level, subject.rule).counts,
                subject.people,
                worse.get(period),
            )
            for each in (known, may)
        )
        found.append(YearCoverage(year, period, len(known), len(may) - len(known), least, most))
    return tuple(found)


def years_of(
    workspace: Workspace, subject: Subject, initiatives: Sequence[Initiative], *, this_year: int
) -> range:
    """Find the years that coverage can be told of."""
    starts = [each.start_year for each in initiatives if each.start_year is not None]
    newest = [year_of(subject.selection.period)]
    if workspace.people_period:
        newest.append(year_of(workspace.people_period))
    last = min(max(newest), this_year)
    return range(max(min(starts), FIRST_YEAR), last + 1) if starts else range(0)


def nearest_period(periods: Collection[str], year: int) -> str:
    """Find the period nearest to a year, of two the later; "" without any."""
    return min(periods, key=lambda each: (abs(year_of(each) - year), -year_of(each)), default="")


def _cover(counts: pd.Series, people: pd.Series, worse: pd.Series | None) -> Coverage:
    known = people.notna() & counts.notna()
    runs = counts >= ENOUGH

    def among(chosen: pd.Series) -> Covered:
        here = chosen & known
        return Covered(float(people[here].sum()), float(people[here & runs].sum()))

    everyone = among(pd.Series(data=True, index=people.index))
    if worse is None:
        return Coverage(None, everyone)
    return Coverage(among(worse.fillna(value=False).astype(bool)), everyone)


def _target_coverage(
    workspace: Workspace, subject: Subject, target_area: TargetArea
) -> TargetCoverage:
    rule = replace(subject.rule, themes=(target_area,))
    now = running(workspace.register.initiatives, rule)
    selected, worse = _need_of(workspace, subject, target_area)
    effort: Effort = effort_by_area(now, workspace.areas, subject.level, rule)
    return TargetCoverage(target_area, selected, now, _cover(effort.counts, subject.people, worse))


def _need_of(
    workspace: Workspace, subject: Subject, target_area: TargetArea
) -> tuple[Selected | None, pd.Series | None]:
    if subject.has_need and target_area in subject.definition.target_areas:
        return subject.selected, subject.worse
    standing = find_standing(workspace, target_area, subject.level)
    if standing is None:
        return None, None
    return standing.selected, worse_than_city(standing.selected, standing.definition)


def _selected_by_period(workspace: Workspace, subject: Subject) -> dict[str, Selected]:
    """Pick the figures of every period in which areas can be held against the city."""
    if not subject.has_need:
        return {}
    indicator, level = subject.selection.indicator_id, subject.level
    found = {
        period: select(workspace.table, workspace.areas, Selection(indicator, level, period))
        for period in periods_of(workspace, indicator, level)
    }
    return {period: each for period, each in found.items() if each.city is not None}
