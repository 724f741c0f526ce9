"""Fields that several parts of the page that compares share (draws)."""

from collections.abc import Sequence

import streamlit as st

from explorer.i18n import Translator
from explorer.narrative import period_text
from explorer.ui import state
from explorer.ui.controls import group_name, ordered_indicators
from explorer.view import ViewState
from explorer.workspace import Workspace


def draw_beside(
    workspace: Workspace, view: ViewState, periods: Sequence[str], period: str, t: Translator
) -> None:
    """Draw the second indicator, and its period where it has figures on the level."""
    definitions = dict(workspace.table.definitions)
    st.session_state["beside"] = view.beside
    st.session_state["then"] = period
    st.selectbox(
        t("Beside it"),
        ordered_indicators(definitions),
        key="beside",
        format_func=lambda each: (
            f"{definitions[each].name(t.lang)} · {group_name(definitions[each], t)}"
        ),
        on_change=lambda: state.change(beside=st.session_state["beside"], then=None),
        width=340,
    )
    if not periods:
        return
    st.selectbox(
        t("Period"),
        sorted({*periods, period}, reverse=True),
        key="then",
        format_func=period_text,
        on_change=lambda: state.change(then=st.session_state["then"]),
        width=120,
    )
