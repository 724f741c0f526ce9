"""Blank spots: areas by target areas, each with its gap from the city and what runs and is planned there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from explorer.effort.matching import (
    ENOUGH,
    Effort,
    Rule,
    effort_by_area,
    matching,
    planned,
    running,
)
from explorer.effort.standing import Standing, find_standing
from explorer.heat import STEPS, find_spread, find_tone
from explorer.initiatives.model import Initiative, Status
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea

# A gap is large from this many standard deviations of the areas about the city on: the second tone.
LARGE: Final = STEPS[1]
LARGE_TONE: Final = -2


@dataclass(frozen=True)
class Cell:
    """
    A target area in an area.

    Parameters
    ----------
    running, planned
        Initiatives of the target area that run here, and that are planned here: rows of the
        register with a known area. None where places cannot be told apart on the level.
    doubtful
        Those here of which nobody knows whether they still run, where they do not count.
    placeless
        Those of the running ones that have no place here: the area, or a larger one round it, is
        among those that they serve.
    city_wide, city_wide_planned
        What those of the whole city add to what runs, and to what is planned.
    difference
        From the city, with its sign, in the unit of the indicator; None where one of the two is
        missing or no indicator stands for the target area.
    distance
        The same in standard deviations of the areas about the city, positive where it is less
        favourable; None where the areas have no spread to speak of.
    tone
        As `explorer.heat.find_tone` gives it; 0 is near the city or not known.
    """

    target_area: TargetArea
    running: int | None
    planned: int | None
    doubtful: int | None
    placeless: int = 0
    city_wide: float = 0.0
    city_wide_planned: float = 0.0
    difference: float | None = None
    distance: float | None = None
    tone: int = 0

    @property
    def large(self) -> bool:
        """Whether the gap is large, on the less favourable side."""
        return self.tone <= LARGE_TONE

    @property
    def without_local(self) -> bool:
        """Whether the gap is large and nothing that has its place here runs or is planned."""
        return self.large and self.running == 0 and self.planned == 0

    @property
    def blank(self) -> bool:
        """Whether the gap is large and nothing runs or is planned, by the rule of what counts."""
        return self.without_local and self.city_wide < ENOUGH and self.city_wide_planned < ENOUGH


@dataclass(frozen=True, eq=False)
class Column:
    """
    A target area.

    Parameters
    ----------
    standing
        The indicator whose gap is shown; None where there is none.
    running, planned, doubtful
        Initiatives by area. Doubtful are those of which nobody knows whether they still run, where
        they do not count.
    placed
        The running ones by the areas of their places alone.
    """

    target_area: TargetArea
    standing: Standing | None
    running: Effort
    planned: Effort
    doubtful: Effort
    placed: Effort


@dataclass(frozen=True)
class Row:
    """An area with a cell for each column."""

    code: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def blanks(self) -> tuple[Cell, ...]:
        """Its blank spots."""
        return tuple(cell for cell in self.cells if cell.blank)

    @property
    def farthest(self) -> float:
        """Its largest gap in standard deviations; minus infinity without any figure."""
        return max(
            (cell.distance for cell in self.cells if cell.distance is not None), default=-math.inf
        )


@dataclass(frozen=True, eq=False)
class Blanks:
    """
    The table of a level.

    Parameters
    ----------
    rows
        All areas: most blank spots first, among equals the largest gap first, then by name.
    """

    level: AreaLevel
    rule: Rule
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def blank_rows(self) -> tuple[Row, ...]:
        """Areas with a blank spot."""
        return tuple(row for row in self.rows if row.blanks)

    @property
    def spots(self) -> tuple[Cell, ...]:
        """Every blank spot."""
        return tuple(cell for row in self.rows for cell in row.blanks)

    @property
    def unjudged(self) -> int:
        """
        How many cells lack a figure for the gap, so that nobody knows whether they are blank.

        Target areas that no indicator stands for are not among them.
        """
        held = {each.target_area for each in self.columns if each.standing is not None}
        cells = (cell for row in self.rows for cell in row.cells)
        return sum(cell.difference is None and cell.target_area in held for cell in cells)


def build_blanks(workspace: Workspace, level: AreaLevel, rule: Rule) -> Blanks:
    """
    Put areas and target areas into a table.

    The gap of a cell is that of the indicator that stands for its target area (`find_standing`),
    in standard deviations of all areas with a figure about the city, as on the heat table of the
    page that compares. A blank spot has a gap of one or more on the less favourable side, nothing
    that runs and nothing that is planned, by the rule; an area without a figure is never one.
    """
    columns = tuple(_column(workspace, level, rule, each) for each in rule.themes)
    cells = [_cells(column, rule) for column in columns]
    names = workspace.areas.names(level)
    rows = [
        Row(code, str(names[code]), tuple(each[code] for each in cells))
        for code in workspace.areas.codes(level)
    ]
    rows.sort(key=lambda row: (-len(row.blanks), -row.farthest, row.name, row.code))
    return Blanks(level, rule, columns, tuple(rows))


def _column(workspace: Workspace, level: AreaLevel, rule: Rule, target_area: TargetArea) -> Column:
    every = workspace.register.initiatives
    # Cells count rows; what those of the whole city add is kept apart.
    own = Rule((target_area,), rule.doubtful)
    now = running(every, own)
    doubtful = [
        each for each in matching(every, own) if each.status is Status.UNKNOWN and each not in now
    ]

    def by_area(chosen: Sequence[Initiative]) -> Effort:
        return effort_by_area(chosen, workspace.areas, level, own)

    return Column(
        target_area,
        find_standing(workspace, target_area, level),
        running=by_area(now),
        planned=by_area(planned(every, own)),
        doubtful=by_area(doubtful),
        placed=by_area([replace(each, serves=()) for each in now]),
    )


def _cells(column: Column, rule: Rule) -> dict[str, Cell]:
    standing = column.standing
    values = pd.Series(dtype="float64")
    city: float | None = None
    if standing is not None:
        values, city = standing.selected.frame["value"], standing.city.value
    spread = find_spread(values, city)
    found = {}
    for code in map(str, column.running.counts.index):
        here = _count(column.running, code)
        cell = Cell(
            column.target_area,
            running=here,
            planned=_count(column.planned, code),
            doubtful=_count(column.doubtful, code),
            placeless=(here or 0) - (_count(column.placed, code) or 0),
            city_wide=rule.city_wide * len(column.running.city_wide),
            city_wide_planned=rule.city_wide * len(column.planned.city_wide),
        )
        value = values.get(code, math.nan)
        if standing is not None and city is not None and not math.isnan(value):
            better_high = standing.higher_is_better
            difference = float(value) - city
            cell = replace(
                cell,
                difference=difference,
                distance=(-difference if better_high else difference) / spread if spread else None,
                tone=find_tone(difference, spread, higher_is_better=better_high),
            )
        found[code] = cell
    return found


def _count(effort: Effort, code: str) -> int | None:
    count = effort.counts.loc[code]
    return None if pd.isna(count) else int(count)
