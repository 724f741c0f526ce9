"""All headline indicators in one table, and the gaps that the city's own reports state (draws)."""

from collections.abc import Callable

import streamlit as st

from explorer.gap_words import VERDICT_NAMES, limit_text, span_text
from explorer.gaps import BoardRow, Gap
from explorer.i18n import Translator
from explorer.measure_names import measure_name
from explorer.measure_values import value_text
from explorer.names import DIRECTION_NAMES, LEVEL_NAMES
from explorer.narrative import period_text
from explorer.reported_words import reported_words
from explorer.ui.gaps.parts import Column, Row, table_html
from explorer.ui.markup import render
from explorer.view import ViewState
from explorer.workspace import Workspace


def draw_board(
    workspace: Workspace,
    board: tuple[BoardRow, ...],
    view: ViewState,
    t: Translator,
    *,
    beside: Callable[[str], Gap | None],
) -> None:
    """Draw the part; `beside` gives the gap of an indicator that stands beside a reported one."""
    st.html(_board(board, view, t))
    gaps = [
        reported_words(each, None if each.beside is None else beside(each.beside), t)
        for each in workspace.table.reported
    ]
    st.html(
        render(
            "gap_reported.html",
            title=t("Gaps that the city’s own reports state"),
            lead=t(
                "Shown as the reports have them, with their source. For these themes there is no"
                " table by area, so nothing here can be computed anew."
            ),
            gaps=gaps,
        )
    )


def _board(board: tuple[BoardRow, ...], view: ViewState, t: Translator) -> str:
    measure = view.measure
    rows = []
    for each in board:
        definition, selection = each.gap.definition, each.gap.selection
        estimates = each.gap.comparison.groups.estimates
        estimate = each.gap.result.summary.measures.get(measure)
        decimals = definition.decimals
        low, high = (t.number(float(end), decimals) for end in (estimates.min(), estimates.max()))
        rows.append(
            Row(
                (
                    definition.name(t.lang),
                    t(DIRECTION_NAMES[definition.direction]),
                    f"{period_text(selection.period)} · {t(LEVEL_NAMES[selection.level]).lower()}",
                    f"{low} ({each.lowest}) – {high} ({each.highest})",
                    value_text("d", float(estimates.max() - estimates.min()), definition, t),
                    "–"
                    if estimate is None
                    else value_text(measure, estimate.estimate, definition, t),
                    "" if estimate is None else span_text(estimate, measure, definition, t),
                    t(VERDICT_NAMES[each.development.judgement.verdict]),
                    limit_text(each.development, t),
                )
            )
        )
    columns = (
        Column(t("Indicator")),
        Column(t("Better end")),
        Column(t("Newest figures")),
        Column(t("From – to")),
        Column(t("Difference"), number=True),
        Column(measure_name(measure, t), number=True),
        Column(t("Interval (95%)")),
        Column(t("Since the base year")),
        Column(t("Why")),
    )
    return table_html(columns, rows, title=t("All headline indicators"))
