"""A made-up town as a workspace: five primary areas, a figure each, and the initiatives that a test names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import geopandas as gpd
import pandas as pd

from explorer.initiatives.model import Initiative
from explorer.initiatives.register import build_register
from explorer.join import JoinReport
from explorer.workspace import Workspace
from indicators.definitions import Direction, IndicatorDefinition
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import PRIMARY, SHARE, Row, make_areas, make_table, primary

# Of the target area Work; more is more favourable.
JOBS: Final = replace(
    SHARE,
    indicator_id="jobs",
    name_sv="Arbete",
    name_en="Jobs",
    description_sv="Andel som har arbete.",
    description_en="Share who have a job.",
    direction=Direction.HIGHER_BETTER,
    decimals=1,
    headline=True,
)
CITY: Final = 50.0
# Each area is ten from the city, so that the standard deviation about it is ten as well: 101, 201 and
# 202 are one standard deviation less favourable, neither more nor less.
AT_THE_BORDER: Final = (40.0, 60.0, 60.0, 40.0, 40.0)


def figures(
    indicator_id: str = "jobs",
    values: Sequence[float | None] = AT_THE_BORDER,
    *,
    city: float | None = CITY,
    period: str = "2024",
) -> list[Row]:
    """Give the figures of the primary areas and of the town, None where there is none."""
    rows = primary(indicator_id, *values, period=period)
    if city is not None:
        rows.append(Row(indicator_id, "municipality", "9999", city, period))
    return rows


def make_town(
    initiatives: Iterable[Initiative] = (),
    *,
    rows: Sequence[Row] = (),
    definitions: Sequence[IndicatorDefinition] = (JOBS,),
) -> Workspace:
    """Put a workspace together; without rows the figures at the border."""
    table = make_table(rows or figures())
    index = pd.MultiIndex.from_product(
        [["primary_area"], PRIMARY], names=["area_level", "area_code"]
    )
    return Workspace(
        areas=make_areas(),
        boundaries={},
        land=gpd.GeoDataFrame(),
        table=IndicatorTable(
            {each.indicator_id: each for each in definitions}, table.observations, table.sources
        ),
        register=build_register(initiatives),
        people=pd.Series(1000.0, index=index, name="people"),
        people_period="2024",
        report=JoinReport((), ()),
    )
