"""What the page about effort and need is about: an indicator on a level, and the initiatives that count."""

from dataclasses import dataclass, replace

import pandas as pd

from explorer.compare import widest_indicator
from explorer.effort.matching import (
    WITHOUT_INDICATOR,
    Effort,
    Rule,
    effort_by_area,
    planned,
    rule_of,
    rule_without_indicator,
    running,
    themes_of,
)
from explorer.initiatives.model import Initiative
from explorer.layers import people_of
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Direction, IndicatorDefinition, Kind, TargetArea
from indicators.selection import Selected, Selection, nearest, select


@dataclass(frozen=True, eq=False)
class Subject:
    """
    One view of the page about effort and need.

    Parameters
    ----------
    view
        With the level and the period that exist in `effort_level` and `period`.
    selected
        The figures of the indicator.
    rule
        Which initiatives count.
    running, planned
        Those that count and run today, and those that count and are planned.
    effort, intended
        The same by area.
    people
        Residents by area_code, all areas of the level, NaN where unknown.
    """

    view: ViewState
    selected: Selected
    definition: IndicatorDefinition
    rule: Rule
    running: tuple[Initiative, ...]
    planned: tuple[Initiative, ...]
    effort: Effort
    intended: Effort
    people: pd.Series

    @property
    def level(self) -> AreaLevel:
        """Level of the areas."""
        return self.selected.selection.level

    @property
    def selection(self) -> Selection:
        """What figures are shown."""
        return self.selected.selection

    @property
    def own_themes(self) -> tuple[TargetArea, ...]:
        """Target areas that count when none are picked."""
        if self.view.effort in WITHOUT_INDICATOR:
            return tuple(TargetArea)
        return themes_of(self.definition)

    @property
    def has_need(self) -> bool:
        """Whether areas can be worse than the city: there is a better end, and a city to compare with."""
        return (
            self.definition.direction is not Direction.CONTEXT
            and self.definition.kind is not Kind.COUNT
            and self.selected.city is not None
        )

    @property
    def worse(self) -> pd.Series:
        """Whether each area is worse than the city, see `worse_than_city`."""
        return worse_than_city(self.selected, self.definition)


def worse_than_city(selected: Selected, definition: IndicatorDefinition) -> pd.Series:
    """
    Tell the areas whose value is less favourable than the city's.

    Returns
    -------
    worse
        Nullable boolean named "worse", indexed by area_code, all areas of the level, sorted. An
        area that is equal to the city is not worse. Missing where the value is, and everywhere for
        an indicator without a better end, a count, or one without a value of the city.
    """
    values = selected.frame["value"]
    city = selected.city
    if city is None or definition.direction is Direction.CONTEXT or definition.kind is Kind.COUNT:
        return pd.Series(pd.NA, index=values.index, dtype="boolean", name="worse")
    low = definition.direction is Direction.HIGHER_BETTER
    worse = values < city.value if low else values > city.value
    return worse.astype("boolean").mask(values.isna()).rename("worse")


def build_subject(workspace: Workspace, view: ViewState) -> Subject:
    """
    Put together what a view of the page is about, on the nearest level and period with figures.

    The whole city has no areas to hold against each other: it gives way to intermediate areas.
    In a part that shows no indicator all target areas count unless some are picked, and the figures
    are those of an indicator that the wished level has.

    Raises
    ------
    NotAvailable
        If the indicator has no values at all.
    """
    wished = view.effort_level
    if wished is AreaLevel.MUNICIPALITY:
        wished = AreaLevel.INTERMEDIATE_AREA
    indicator = view.indicator
    if without := view.effort in WITHOUT_INDICATOR:
        # The indicator that other parts show must not decide which levels there are.
        indicator = widest_indicator(workspace, indicator, wished)
    selection = nearest(
        workspace.table, workspace.areas, indicator, level=wished, period=view.period
    )
    definition = workspace.table.definitions[indicator]
    rule = rule_without_indicator(view) if without else rule_of(view, definition)
    every = workspace.register.initiatives
    now, later = running(every, rule), planned(every, rule)
    level = selection.level
    return Subject(
        view=replace(view, effort_level=level, period=selection.period),
        selected=select(workspace.table, workspace.areas, selection),
        definition=definition,
        rule=rule,
        running=now,
        planned=later,
        effort=effort_by_area(now, workspace.areas, level, rule),
        intended=effort_by_area(later, workspace.areas, level, rule),
        people=people_of(workspace, level),
    )
