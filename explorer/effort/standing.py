"""The indicator that stands for a target area on a level: whose gap its initiatives are held against."""

from dataclasses import dataclass

from explorer.layers import periods_of
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Direction, IndicatorDefinition, Kind, TargetArea
from indicators.selection import CityValue, Selected, Selection, select


@dataclass(frozen=True, eq=False)
class Standing:
    """Figures of an indicator with a better end, and the city's value that they are held against."""

    definition: IndicatorDefinition
    selected: Selected
    city: CityValue

    @property
    def selection(self) -> Selection:
        """Which figures these are."""
        return self.selected.selection

    @property
    def higher_is_better(self) -> bool:
        """Which end of the scale is the better one."""
        return self.definition.direction is Direction.HIGHER_BETTER


def find_standing(
    workspace: Workspace, target_area: TargetArea, level: AreaLevel
) -> Standing | None:
    """
    Find the indicator that stands for a target area, in its newest period on a level.

    It is the first headline indicator of the target area, in the order of the file, that has a
    better end, figures on the level, and a value of the city in the same period; where no headline
    indicator has, the first other one that has. A count never stands for anything: the city is the
    sum of its areas.

    Returns
    -------
    standing
        None where no indicator of the target area can be held against the city.
    """
    fit = [
        definition
        for definition in workspace.table.definitions.values()
        if target_area in definition.target_areas
        and definition.direction is not Direction.CONTEXT
        and definition.kind is not Kind.COUNT
    ]
    for definition in sorted(fit, key=lambda each: not each.headline):
        periods = periods_of(workspace, definition.indicator_id, level)
        if not periods:
            continue
        selection = Selection(definition.indicator_id, level, max(periods))
        selected = select(workspace.table, workspace.areas, selection)
        if selected.city is not None:
            return Standing(definition, selected, selected.city)
    return None
