"""Areas by indicators: a table with the distance from the city, and a strip for each (draws)."""

import streamlit as st

from explorer.charts.strips import Strip, strips
from explorer.compare import build_profile, marked_areas, name_areas
from explorer.heat import Sorting, heat
from explorer.i18n import Translator
from explorer.narrative import period_text
from explorer.ui.gaps.parts import on_dark_paper, words_html
from explorer.ui.markup import render
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.similarity import profile_matrix


@st.cache_resource(show_spinner=False, max_entries=64)
def _profile(_workspace: Workspace, view: ViewState, _t: Translator) -> tuple[Strip, ...]:
    return build_profile(_workspace, view, _t)


def draw_profiles(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    profile = _profile(workspace, ViewState(level=view.level, own=view.own, lang=view.lang), t)
    names = name_areas(workspace, view.level, view.own)
    marked = marked_areas(view)
    titles = {each.indicator_id: each.title for each in profile}
    st.html(
        words_html(
            [
                t(
                    "Every area in the headline indicators, beside the whole city. Choose areas on a"
                    " map to mark them here."
                )
            ]
            if not marked
            else ()
        )
    )
    st.altair_chart(
        strips(profile, names, t, chosen=marked, dark=on_dark_paper()),
        theme=None,
        width="stretch",
        key="chart_strips",
    )
    with st.container(key="heat_controls", horizontal=True, vertical_alignment="center"):
        order = st.selectbox(
            t("Sort by"),
            ["", *titles],
            key="heat_order",
            format_func=lambda each: titles.get(each, t("Area")),
            width=340,
        )
        descending = st.toggle(t("Highest first"), key="heat_descending", value=True)
    table = heat(
        profile,
        names,
        t,
        sorting=Sorting(order, descending=descending and bool(order)),
        chosen=marked,
    )
    st.html(render("heat.html", heat=table))
    _, periods = profile_matrix(workspace.table, workspace.areas, view.level, list(titles))
    listed = "; ".join(f"{titles[name]} {period_text(each)}" for name, each in periods.items())
    st.html(words_html((), notes=[t("Periods: {periods}.", periods=listed)]))
