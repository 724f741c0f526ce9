"""Initiatives by kind of organiser and target area, as a table."""

from typing import Any

from explorer.effort.subject import Subject
from explorer.effort.together import build_together, ranked_kinds
from explorer.export.compare_rows import table_of_rows
from explorer.export.table import Column, Table
from explorer.i18n import Translator
from explorer.names import ORGANISER_NAMES, TARGET_AREA_NAMES
from explorer.workspace import Workspace


def together_tables(workspace: Workspace, subject: Subject, t: Translator) -> dict[str, Table]:  # noqa: ARG001  parts are called alike
    """Put every kind of organiser into a row, and their sums into the last one."""
    found = build_together(subject.running, subject.rule)
    rows: list[dict[str, Any]] = [
        {
            "kind": t(ORGANISER_NAMES[kind]),
            **found.counts.loc[kind.value],
            "all": found.of(kind),
        }
        for kind in ranked_kinds(found)
    ]
    rows.append({"kind": t("All kinds"), **found.by_target_area, "all": found.total})
    columns = (
        Column("kind", t("Kind of organiser"), "text"),
        *(Column(each.value, t(TARGET_AREA_NAMES[each]), "number") for each in found.rule.themes),
        Column("all", t("All target areas"), "number"),
    )
    return {t("Kinds of organiser"): table_of_rows(columns, rows)}
