"""A made-up town with made-up figures, small enough to work every value by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from geodata.areas import AreaRegister
from indicators.definitions import (
    Aggregation,
    Direction,
    IndicatorDefinition,
    Kind,
    Source,
    TargetArea,
)
from indicators.observations import ALL, COLUMNS, KEY
from indicators.table import IndicatorTable

# Primary areas 101-103 lie in the north (01), 201 and 202 in the south (02).
# The old districts cut across the intermediate areas: 20 lies in both.
AREAS: Final = (
    ("municipality", "9999", "Town", None, None),
    ("city_area", "01", "North", "9999", None),
    ("city_area", "02", "South", "9999", None),
    ("intermediate_area", "10", "Hill", "01", None),
    ("intermediate_area", "11", "Wood", "01", None),
    ("intermediate_area", "20", "Shore", "02", None),
    ("primary_area", "101", "Hilltop", "10", "131"),
    ("primary_area", "102", "Hillside", "10", "131"),
    ("primary_area", "103", "Wood", "11", "132"),
    ("primary_area", "201", "Beach", "20", "131"),
    ("primary_area", "202", "Harbour", "20", "132"),
    ("district_2011", "131", "West", "9999", None),
    ("district_2011", "132", "East", "9999", None),
)
PRIMARY: Final = ("101", "102", "103", "201", "202")
PLAIN: Final = IndicatorDefinition(
    indicator_id="people",
    name_sv="Invånare",
    name_en="People",
    description_sv="Antal invånare.",
    description_en="Number of residents.",
    definition_sv="Folkmängd",
    unit="persons",
    decimals=0,
    direction=Direction.CONTEXT,
    kind=Kind.COUNT,
    aggregation=Aggregation.SUM,
)
SHARE: Final = replace(
    PLAIN,
    indicator_id="share",
    unit="percent",
    kind=Kind.SHARE,
    aggregation=Aggregation.WEIGHTED_MEAN,
    weight_indicator="people",
    target_areas=(TargetArea.WORK,),
)
DEFINITIONS: Final = {
    definition.indicator_id: definition
    for definition in (
        PLAIN,
        replace(PLAIN, indicator_id="passed"),
        replace(PLAIN, indicator_id="failed"),
        SHARE,
        replace(SHARE, indicator_id="exact_share", denominator=("people",)),
        replace(
            SHARE,
            indicator_id="pass_rate",
            aggregation=Aggregation.RATIO,
            numerator=("passed",),
            denominator=("passed", "failed"),
            weight_indicator=None,
            smallest_base=10,
            base=("passed", "failed"),
        ),
        replace(PLAIN, indicator_id="median", kind=Kind.MEDIAN, aggregation=Aggregation.NONE),
    )
}


class Row(NamedTuple):
    """One made-up observation."""

    indicator_id: str
    area_level: str
    area_code: str
    value: float | None
    period: str = "2024"
    quality: str = "published"
    status: str = "ok"
    source_id: str = "office"


def make_areas() -> AreaRegister:
    columns = ["area_level", "area_code", "name", "parent_code", "district_2011_code"]
    frame = pd.DataFrame(AREAS, columns=columns, dtype="str")
    return AreaRegister(frame.set_index(["area_level", "area_code"]).sort_index())


def make_table(rows: Iterable[Row]) -> IndicatorTable:
    """Put rows into a table, in the form that the loader gives."""
    frame = pd.DataFrame([row._asdict() for row in rows])
    frame = frame.assign(group=ALL, note="", value=frame["value"].astype("float64"))
    frame = frame.reindex(columns=list(COLUMNS)).sort_values(list(KEY)).reset_index(drop=True)
    sources = {name: Source(name, "Town office", name, "made up") for name in ("office", "other")}
    return IndicatorTable(DEFINITIONS, frame, sources)


def on_level(
    indicator_id: str,
    level: str,
    values: Mapping[str, float | None],
    *,
    period: str = "2024",
    quality: str = "published",
) -> list[Row]:
    """Give one row per area that has a value."""
    return [
        Row(indicator_id, level, code, value, period, quality) for code, value in values.items()
    ]


def primary(indicator_id: str, *values: float | None, period: str = "2024") -> list[Row]:
    """Give one row per primary area, in the order 101, 102, 103, 201, 202; None leaves it out."""
    given = {code: value for code, value in zip(PRIMARY, values, strict=True) if value is not None}
    return on_level(indicator_id, "primary_area", given, period=period)


def write_csv(path: Path, header: str, *lines: str) -> Path:
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path
