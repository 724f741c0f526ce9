"""Rows and headings that the tables of a comparison have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from explorer.compare import OWN, name_areas
from explorer.export.compare_parts import CompareReport
from explorer.export.table import EXACT_DECIMALS, Column, Table
from explorer.i18n import N_, Translator
from explorer.layers import parent_names
from explorer.legend import UNIT_WORDS
from explorer.narrative import period_text
from geodata.areas import AreaLevel
from indicators.definitions import IndicatorDefinition
from indicators.selection import Selection

AREA, OWN_AREA, CITY = N_("area"), N_("own area"), N_("the whole city")
Rows = list[dict[str, Any]]


def head_column(definition: IndicatorDefinition, period: str, t: Translator, *, n: int = 0) -> str:
    """Name an indicator with its period and unit; `n` tells two of them apart."""
    words = t(
        "{indicator}, {period} ({unit})",
        indicator=definition.name(t.lang),
        period=period_text(period),
        unit=t(UNIT_WORDS[definition.unit]),
    )
    return f"{n}. {words}" if n else words


def definition_of(report: CompareReport, selection: Selection) -> IndicatorDefinition:
    """Give the definition of the indicator that figures were picked from."""
    return report.workspace.table.definitions[selection.indicator_id]


def area_columns(t: Translator) -> tuple[Column, ...]:
    """Give the columns that say whose figures stand in a row."""
    return (
        Column("area_code", t("Area code"), "text"),
        Column("name", t("Area"), "text"),
        Column("row", t("Kind of row"), "text"),
    )


def area_rows(report: CompareReport, t: Translator) -> Rows:
    """Begin a row for each area of the level, in the order of codes."""
    level = report.view.level
    kind = t(CITY if level is AreaLevel.MUNICIPALITY else AREA)
    parents = parent_names(report.workspace, level)
    return [
        {"key": code, "area_code": code, "name": name, "row": kind, "part_of": parents[code]}
        for code, name in name_areas(report.workspace, level, ()).items()
    ]


def own_rows(codes: Iterable[object], t: Translator) -> Rows:
    """Begin a row for each area of one's own that is among the codes; they have no code in a file."""
    return [
        {"key": code, "area_code": "", "name": code.removeprefix(OWN), "row": t(OWN_AREA)}
        for code in map(str, codes)
        if code.startswith(OWN)
    ]


def city_row(report: CompareReport, t: Translator) -> dict[str, Any]:
    """Begin the row of the whole city."""
    (code,) = report.workspace.areas.codes(AreaLevel.MUNICIPALITY)
    name = report.workspace.areas.name(AreaLevel.MUNICIPALITY, code)
    return {"key": "", "area_code": code, "name": name, "row": t(CITY)}


def subtract(value: float | None, other: float | None) -> float | None:
    """Take one figure from another; None where one of the two is not there."""
    return None if value is None or other is None else value - other


def table_of_rows(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> Table:
    """Make a table; whatever a row does not have is missing, and so is what is no number."""
    facts = pd.DataFrame(index=range(len(rows)))
    for column in columns:
        cells = [row.get(column.key) for row in rows]
        if column.kind == "text":
            known = [None if pd.isna(cell) or cell == "" else str(cell) for cell in cells]
            facts[column.key] = pd.Series(known, dtype="object")
        else:
            numbers = pd.Series([np.nan if pd.isna(each) else float(each) for each in cells])
            facts[column.key] = numbers.astype("float64").round(EXACT_DECIMALS)
    return Table(tuple(columns), facts)
