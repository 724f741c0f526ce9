"""Need beside effort as a table: a row for each area."""

from typing import Any

import pandas as pd

from explorer.effort.need import PER, Need, build_need, find_unfit, initiatives_by_area
from explorer.effort.need_words import (
    NEED_NAMES,
    SIDE_NAMES,
    rate_decimals,
    rate_names,
    rate_title,
)
from explorer.effort.subject import Subject
from explorer.export.compare_rows import head_column, table_of_rows
from explorer.export.table import STATUS_WORDS, Column, Table
from explorer.i18n import Translator
from explorer.layers import parent_names
from explorer.legend import DIFFERENCE_UNIT_WORDS
from explorer.names import QUALITY_NAMES
from explorer.workspace import Workspace

RATE_DECIMALS = 3


def need_tables(workspace: Workspace, subject: Subject, t: Translator) -> dict[str, Table]:
    """
    Put every area's figure, what runs there, its residents and its classes into a row.

    Where need cannot be told the columns about it are left out.
    """
    need = None if find_unfit(subject) else build_need(workspace, subject)
    rows = _rows(workspace, subject, need, t)
    return {t("Need and effort"): table_of_rows(_columns(workspace, subject, need, t), rows)}


def _columns(
    workspace: Workspace, subject: Subject, need: Need | None, t: Translator
) -> tuple[Column, ...]:
    definition = subject.definition
    columns = [
        Column("area_code", t("Area code"), "text"),
        Column("name", t("Area"), "text"),
        Column("part_of", t("Part of"), "text"),
        Column(
            "value",
            head_column(definition, subject.selection.period, t),
            "number",
            definition.decimals,
        ),
        Column("quality", t("Quality"), "text"),
    ]
    if need is not None:
        unit = t(DIFFERENCE_UNIT_WORDS[definition.unit])
        heading = t("Difference from the city ({unit})", unit=unit)
        columns += [
            Column("difference", heading, "difference", definition.decimals),
            Column("side", t("Beside the city, and matching initiatives"), "text"),
            Column("need", t("Need in three classes"), "text"),
            Column("rate_class", t("Initiatives per resident in three classes"), "text"),
        ]
    decimals = max(RATE_DECIMALS, 0 if need is None else rate_decimals(need))
    people = t("Residents ({period})", period=workspace.people_period)
    return (
        *columns,
        Column("effort", t("Initiatives that run"), "number", 2 if _has_share(subject) else 0),
        Column("placed", t("Of which in this area"), "number"),
        Column("rate", rate_title(t), "number", decimals),
        Column("people", people, "number"),
        Column("names", t("Names of those running"), "text"),
    )


def _has_share(subject: Subject) -> bool:
    return bool(subject.rule.city_wide and subject.effort.city_wide)


def _rows(
    workspace: Workspace, subject: Subject, need: Need | None, t: Translator
) -> list[dict[str, Any]]:
    figures = subject.selected.frame
    names = workspace.areas.names(subject.level)
    parents = parent_names(workspace, subject.level)
    here = initiatives_by_area(workspace, subject)
    known = subject.effort.counts.notna()
    rows = []
    for code in map(str, figures.index):
        value, people = figures["value"].loc[code], subject.people.loc[code]
        effort = subject.effort.counts.loc[code]
        status = STATUS_WORDS.get(str(figures["status"].loc[code]), "")
        quality = QUALITY_NAMES.get(str(figures["quality"].loc[code]), "")
        row: dict[str, Any] = {
            "area_code": code,
            "name": names[code],
            "part_of": parents[code],
            "value": value,
            "quality": t(quality if pd.notna(value) else status),
            "effort": effort,
            "placed": len(here[code]) if known[code] else None,
            "rate": PER * effort / people if people > 0 else None,
            "people": people,
            "names": "; ".join(each.name for each in here[code]),
        }
        rows.append(row if need is None else row | _need_cells(need, code, t))
    return rows


def _need_cells(need: Need, code: str, t: Translator) -> dict[str, Any]:
    row: dict[Any, Any] = need.frame.loc[code].to_dict()
    sides: dict[Any, str] = {side: t(words) for side, words in SIDE_NAMES.items()}
    classes: dict[Any, str] = {each: t(words) for each, words in NEED_NAMES.items()}
    rates: dict[Any, str] = {**rate_names(need, t)}
    return {
        "difference": row["value"] - need.city,
        "side": sides.get(row["side"], ""),
        "need": classes.get(row["need"], ""),
        "rate_class": rates.get(row["rate_class"], ""),
    }
