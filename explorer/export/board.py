"""The gaps of all headline indicators as one table for people."""

from collections.abc import Sequence

import pandas as pd

from explorer.export.gap_tables import make_table, measure_unit
from explorer.export.table import Column, Table
from explorer.gap_words import VERDICT_NAMES, limit_text
from explorer.gaps import BoardRow
from explorer.i18n import Translator
from explorer.legend import UNIT_WORDS
from explorer.measure_names import measure_name
from explorer.measure_values import decimals_of
from explorer.names import DIRECTION_NAMES, LEVEL_NAMES
from explorer.workspace import Workspace


def board_table(
    workspace: Workspace, board: Sequence[BoardRow], measure: str, t: Translator
) -> Table:
    """Put every headline indicator into a row: its gap, its newest period and the verdict."""
    rows = []
    for each in board:
        definition, selection = each.gap.definition, each.gap.selection
        ends = each.gap.comparison.groups.estimates
        one = each.gap.result.summary.measures.get(measure)
        sources = (
            workspace.table.sources[name] for name in each.gap.comparison.selected.source_ids
        )
        rows.append(
            {
                "indicator": definition.name(t.lang),
                "better": t(DIRECTION_NAMES[definition.direction]),
                "level": t(LEVEL_NAMES[selection.level]),
                "period": selection.period,
                "unit": t(UNIT_WORDS[definition.unit]),
                "lowest_area": each.lowest,
                "lowest": float(ends.min()),
                "highest_area": each.highest,
                "highest": float(ends.max()),
                "difference": float(ends.max() - ends.min()),
                "estimate": None if one is None else one.estimate,
                "lower": None if one is None else one.lower,
                "upper": None if one is None else one.upper,
                "measure_unit": measure_unit(measure, definition, t),
                "base": each.development.base or "",
                "verdict": t(VERDICT_NAMES[each.development.judgement.verdict]),
                "why": limit_text(each.development, t),
                "source": "; ".join(f"{source.publisher}: {source.title}" for source in sources),
                "decimals": decimals_of(measure, one.estimate if one else 0.0, definition),
                "own": definition.decimals,
            }
        )
    name = measure_name(measure, t)
    columns = (
        Column("indicator", t("Indicator"), "text"),
        Column("better", t("Better end"), "text"),
        Column("level", t("Level"), "text"),
        Column("period", t("Newest figures"), "text"),
        Column("unit", t("Unit"), "text"),
        Column("lowest_area", t("Lowest: area"), "text"),
        Column("lowest", t("Lowest: value"), "number"),
        Column("highest_area", t("Highest: area"), "text"),
        Column("highest", t("Highest: value"), "number"),
        Column("difference", t("Difference"), "number"),
        Column("estimate", name, "number"),
        Column("lower", t("{measure}, lower end (95%)", measure=name), "number"),
        Column("upper", t("{measure}, upper end (95%)", measure=name), "number"),
        Column("measure_unit", t("{measure}, unit", measure=name), "text"),
        Column("base", t("Counted from"), "text"),
        Column("verdict", t("Verdict"), "text"),
        Column("why", t("Why"), "text"),
        Column("source", t("Source"), "text"),
    )
    table = make_table(columns, rows, by_row=("estimate", "lower", "upper"))
    own = pd.Series([row["own"] for row in rows], dtype="int64")
    ends_of = dict.fromkeys(("lowest", "highest", "difference"), own)
    return Table(columns, table.facts, {**table.decimals, **ends_of})
