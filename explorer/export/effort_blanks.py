"""Blank spots as a table: a row for each area and target area."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from explorer.effort.blank_table import gap_text
from explorer.effort.blanks import Blanks, Cell, Column, Row, build_blanks
from explorer.effort.matching import Effort
from explorer.effort.subject import Subject
from explorer.export.compare_rows import table_of_rows
from explorer.export.table import Column as TableColumn
from explorer.export.table import Table
from explorer.i18n import Translator
from explorer.initiatives.register import codes_of
from explorer.layers import parent_names
from explorer.legend import DIFFERENCE_UNIT_WORDS
from explorer.names import TARGET_AREA_NAMES
from explorer.narrative import period_text
from explorer.workspace import Workspace

DISTANCE_DECIMALS = 2


def blanks_tables(workspace: Workspace, subject: Subject, t: Translator) -> dict[str, Table]:
    """
    Put every cell of the table of blank spots into a row, in the order of the page.

    With the page's filter on, only areas with a blank spot.
    """
    blanks = build_blanks(workspace, subject.level, subject.rule)
    names = [
        (
            _names_by_area(workspace, column.running, blanks),
            _names_by_area(workspace, column.planned, blanks),
        )
        for column in blanks.columns
    ]
    parents = parent_names(workspace, subject.level)
    rows: list[dict[str, Any]] = []
    for row in blanks.blank_rows if subject.view.blank else blanks.rows:
        for cell, column, (now, later) in zip(row.cells, blanks.columns, names, strict=True):
            rows.append(
                _area_cells(row, str(parents[row.code]))
                | _gap_cells(cell, row.code, column, t)
                | _count_cells(cell, t)
                | {"names": now.get(row.code, ""), "planned_names": later.get(row.code, "")}
            )
    table = table_of_rows(_columns(t), rows)
    decimals = pd.Series([row["decimals"] for row in rows], index=table.facts.index, dtype="int64")
    own = dict.fromkeys(("value", "city", "difference"), decimals)
    return {t("Blank spots"): Table(table.columns, table.facts, own)}


def _columns(t: Translator) -> tuple[TableColumn, ...]:
    return (
        TableColumn("area_code", t("Area code"), "text"),
        TableColumn("name", t("Area"), "text"),
        TableColumn("part_of", t("Part of"), "text"),
        TableColumn("target_area", t("Target area"), "text"),
        TableColumn("blank", t("Blank spot"), "text"),
        TableColumn("running", t("Running initiatives"), "number"),
        TableColumn("placeless", t("Of these without a place in the area"), "number"),
        TableColumn("planned", t("Planned initiatives"), "number"),
        TableColumn("doubtful", t("Not known whether they still run, not counted"), "number"),
        TableColumn("city_wide", t("Added by running city-wide ones"), "number", 2),
        TableColumn("city_wide_planned", t("Added by planned city-wide ones"), "number", 2),
        TableColumn("indicator", t("Indicator that the gap is of"), "text"),
        TableColumn("period", t("Period"), "text"),
        TableColumn("unit", t("Unit of the difference"), "text"),
        TableColumn("value", t("Value"), "number"),
        TableColumn("city", t("The whole city"), "number"),
        TableColumn("difference", t("Difference from the city"), "difference"),
        TableColumn(
            "distance",
            t("Standard deviations from the city, plus is less favourable"),
            "difference",
            DISTANCE_DECIMALS,
        ),
        TableColumn("gap", t("Gap in words"), "text"),
        TableColumn("names", t("Names of those running"), "text"),
        TableColumn("planned_names", t("Names of those planned"), "text"),
    )


def _area_cells(row: Row, parent: str) -> dict[str, Any]:
    return {"area_code": row.code, "name": row.name, "part_of": parent}


def _gap_cells(cell: Cell, code: str, column: Column, t: Translator) -> dict[str, Any]:
    found: dict[str, Any] = {
        "target_area": t(TARGET_AREA_NAMES[column.target_area]),
        "difference": cell.difference,
        "distance": cell.distance,
        "decimals": 0,
    }
    if (standing := column.standing) is None:
        return found | {"gap": gap_text(cell, None, t)}
    definition = standing.definition
    return found | {
        "indicator": definition.name(t.lang),
        "period": period_text(standing.selection.period),
        "unit": t(DIFFERENCE_UNIT_WORDS[definition.unit]),
        "value": standing.selected.frame["value"].get(code),
        "city": standing.city.value,
        "gap": gap_text(cell, definition, t),
        "decimals": definition.decimals,
    }


def _count_cells(cell: Cell, t: Translator) -> dict[str, Any]:
    mark = ""
    if cell.blank:
        mark = t("yes, as far as is known") if cell.doubtful else t("yes")
    return {
        "blank": mark or t("no"),
        "running": cell.running,
        "placeless": cell.placeless,
        "planned": cell.planned,
        "doubtful": cell.doubtful,
        "city_wide": cell.city_wide,
        "city_wide_planned": cell.city_wide_planned,
    }


def _names_by_area(workspace: Workspace, effort: Effort, blanks: Blanks) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for each in effort.located:
        for code in codes_of(each, workspace.areas, blanks.level):
            found.setdefault(code, []).append(each.name)
    return {code: "; ".join(names) for code, names in found.items()}
