"""Which initiatives count for an indicator, whether they run, and how many each area has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from explorer.initiatives.model import Initiative, Precision, Status
from explorer.initiatives.register import codes_of
from explorer.view import EffortPart, ViewState
from geodata.areas import AreaLevel, AreaRegister
from indicators.definitions import IndicatorDefinition, TargetArea

# What counts as an initiative in an area: one of its own, or city-wide ones that add up to one.
ENOUGH = 1.0
PERCENT = 100.0
# Parts of the page in which no indicator says which initiatives count.
WITHOUT_INDICATOR = (EffortPart.BLANKS, EffortPart.TOGETHER)


class Runs(StrEnum):
    """Whether an initiative runs in a year, as far as its source tells."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Rule:
    """
    What counts.

    Parameters
    ----------
    themes
        Target areas whose initiatives count.
    doubtful
        Whether those count of which nobody knows whether they still run.
    city_wide
        How much one that runs in the whole city counts in each area, 0–1. It is never counted at
        the place of its office.
    """

    themes: tuple[TargetArea, ...]
    doubtful: bool = False
    city_wide: float = 0.0


@dataclass(frozen=True, eq=False)
class Effort:
    """
    Initiatives that count, by area.

    Parameters
    ----------
    counts
        Float named "effort", indexed by area_code, all areas of the level, sorted: how many run in
        each area, with the share of the city-wide ones. All missing where primary areas do not
        nest in the level.
    located
        Those that run in an area that is known.
    city_wide, unplaced
        Those of the whole city, and those whose areas nobody knows; the latter count nowhere.
    """

    counts: pd.Series
    located: tuple[Initiative, ...]
    city_wide: tuple[Initiative, ...]
    unplaced: tuple[Initiative, ...]

    @property
    def counted(self) -> tuple[Initiative, ...]:
        """Every initiative that fits, wherever it runs: what the page is about."""
        return (*self.located, *self.city_wide, *self.unplaced)

    @property
    def present(self) -> pd.Series:
        """Whether enough runs in each area, bool by area_code."""
        return self.counts >= ENOUGH


def themes_of(definition: IndicatorDefinition) -> tuple[TargetArea, ...]:
    """Give the target areas whose initiatives match an indicator; () for background."""
    return definition.target_areas


def rule_of(view: ViewState, definition: IndicatorDefinition) -> Rule:
    """
    Say what counts in a view.

    Without themes of its own it takes the indicator's; for background, which has none, all.
    """
    themes = view.themes or themes_of(definition) or tuple(TargetArea)
    ordered = tuple(each for each in TargetArea if each in themes)
    return Rule(ordered, view.doubtful, view.city_wide / PERCENT)


def rule_without_indicator(view: ViewState) -> Rule:
    """Say what counts in a part of the page that shows no indicator: without themes, all of them."""
    themes = tuple(each for each in TargetArea if each in view.themes) or tuple(TargetArea)
    return Rule(themes, view.doubtful, view.city_wide / PERCENT)


def widened(view: ViewState, definition: IndicatorDefinition) -> bool:
    """Whether initiatives of other target areas than the indicator's count as well."""
    return bool(set(rule_of(view, definition).themes) - set(themes_of(definition)))


def matching(initiatives: Iterable[Initiative], rule: Rule) -> tuple[Initiative, ...]:
    """Pick the initiatives of the rule's target areas, whatever their status, in the given order."""
    return tuple(each for each in initiatives if each.target_area in rule.themes)


def running(initiatives: Iterable[Initiative], rule: Rule) -> tuple[Initiative, ...]:
    """Pick those that match and run today."""
    statuses = {Status.RUNNING, Status.UNKNOWN} if rule.doubtful else {Status.RUNNING}
    return tuple(each for each in matching(initiatives, rule) if each.status in statuses)


def planned(initiatives: Iterable[Initiative], rule: Rule) -> tuple[Initiative, ...]:
    """Pick those that match and are planned."""
    return tuple(each for each in matching(initiatives, rule) if each.status is Status.PLANNED)


def runs_in(initiative: Initiative, year: int) -> Runs:
    """
    Tell whether an initiative ran in a year.

    One that ended in a year ran in that year. Without a start nobody knows of years gone by; one
    that has ended without a year is not known either; one that is planned has not run in any year
    before its start, and in none at all without one.
    """
    start, end = initiative.start_year, initiative.end_year
    if (start is not None and year < start) or (end is not None and year > end):
        return Runs.NO
    if initiative.status is Status.PLANNED:
        return Runs.NO
    if start is None:
        return Runs.NOT_KNOWN
    if end is None and initiative.status in {Status.ENDED, Status.UNKNOWN}:
        return Runs.NOT_KNOWN
    return Runs.YES


def effort_by_area(
    initiatives: Sequence[Initiative], areas: AreaRegister, level: AreaLevel, rule: Rule
) -> Effort:
    """
    Count initiatives by area.

    Parameters
    ----------
    initiatives
        Those that count, as `running` or `planned` picks them.
    rule
        Says how much a city-wide one counts in each area.
    """
    index = pd.Index(areas.codes(level), dtype="str", name="area_code")
    where = {each.id: codes_of(each, areas, level) for each in initiatives}
    city_wide = tuple(e for e in initiatives if e.location_precision is Precision.CITY_WIDE)
    others = [e for e in initiatives if e.location_precision is not Precision.CITY_WIDE]
    counts = pd.Series(0.0, index=index, name="effort")
    if areas.ancestors(AreaLevel.PRIMARY_AREA, level) is None:
        counts[:] = float("nan")
    for each in others:
        counts.loc[list(where[each.id])] += 1.0
    return Effort(
        counts=counts + rule.city_wide * len(city_wide),
        located=tuple(each for each in others if where[each.id]),
        city_wide=city_wide,
        unplaced=tuple(each for each in others if not where[each.id]),
    )
