"""The made-up town with eight periods of made-up figures, to follow initiatives by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from explorer.effort.subject import Subject, build_subject
from explorer.effort.working import Working, build_working
from explorer.initiatives.model import Initiative
from explorer.initiatives.register import build_register
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.breaks import Break, BreakKind
from indicators.similarity import DEFAULT_PROFILE
from tests.unit.indicators.gaps_by_hand import WORK, Cell, make_gap_table, published
from tests.unit.indicators.made_up import PRIMARY, Row, make_areas, on_level, primary

YEARS: Final = tuple(str(year) for year in range(2010, 2018))
CITY: Final = 50.0
# As far below the city in every year: what does not matter in a test.
STEADY: Final = (40.0,) * len(YEARS)
# What areas are like: 102 is most like 101, then 201; 103 is most like 202.
PROFILE: Final = {"101": 10.0, "102": 11.0, "103": 30.0, "201": 13.0, "202": 31.0}

Values = Sequence[float | None]


def town_with(
    workspace: Workspace,
    *initiatives: Initiative,
    values: Mapping[str, Values] | None = None,
    error: float | None = 0.1,
    indicator: str = "work",
    breaks: Sequence[str] = (),
    years: Sequence[str] = YEARS,
    city: float | None = CITY,
    more: Sequence[Row] = (),
) -> Workspace:
    """
    Put the figures of some areas, 40 percent in all others, and initiatives into the town.

    Parameters
    ----------
    values
        By primary area, one for each year.
    error
        Published standard error of every figure; None leaves it out.
    """
    given = {code: (values or {}).get(code, STEADY) for code in PRIMARY}
    rows: list[Row] = [*more]
    cells: dict[tuple[str, str, str], dict[str, Cell]] = {}
    for at, year in enumerate(years):
        column = [given[code][at] for code in PRIMARY]
        rows += primary(indicator, *column, period=year)
        rows += primary("population", *(1000,) * len(PRIMARY), period=year)
        if city is not None:
            rows += on_level(indicator, "municipality", {"9999": city}, period=year)
        known = {code: value for code, value in zip(PRIMARY, column, strict=True) if value}
        if error is not None:
            cells |= published(indicator, known, error=error, period=year)
    rows += [
        row
        for name in DEFAULT_PROFILE
        for row in on_level(name, "primary_area", PROFILE, period=years[-1])
    ]
    definitions = [replace(WORK, indicator_id=name, base=()) for name in DEFAULT_PROFILE]
    table = make_gap_table(rows, cells=cells, definitions=definitions)
    table = replace(
        table,
        breaks=tuple(
            Break(indicator, year, BreakKind.METHOD, "Bruten.", "Broken.", "office")
            for year in breaks
        ),
    )
    areas = make_areas()
    residents = {(level.value, code): 1000.0 for level in AreaLevel for code in areas.codes(level)}
    people = pd.Series(residents, dtype="float64", name="people")
    people.index.names = ["area_level", "area_code"]
    return replace(
        workspace,
        areas=areas,
        table=table,
        people=people,
        people_period=years[-1],
        register=build_register(initiatives),
    )


def subject_of(town: Workspace, *, indicator: str = "work", **view: Any) -> Subject:
    """View the town on the level of primary areas."""
    asked = {"effort_level": AreaLevel.PRIMARY_AREA, "indicator": indicator, **view}
    return build_subject(town, ViewState(**asked))


def working_of(town: Workspace, **view: Any) -> Working:
    """Follow what the view asks for."""
    return build_working(town, subject_of(town, **view))
