"""A composite index with weights of one's own, and how firm its places are (draws)."""

import streamlit as st

from explorer.charts.stability import places
from explorer.compare import (
    SCALING_NAMES,
    Index,
    build_index,
    headline_indicators,
    name_areas,
    weights_of,
)
from explorer.compare_words import Placing, stability_sentence
from explorer.i18n import Translator
from explorer.measure_values import refusal_text
from explorer.narrative import period_text
from explorer.ui import state
from explorer.ui.gaps.parts import Column, Row, on_dark_paper, table_html, words_html
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.composite import DRAWS, Normalisation
from indicators.definitions import Direction
from indicators.measures.groups import MeasureError

MOST_TOLD = 3


@st.cache_resource(show_spinner=False, max_entries=64)
def _index(_workspace: Workspace, view: ViewState) -> Index:
    return build_index(_workspace, view)


def draw_index(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    _draw_weights(workspace, view, t)
    try:
        found = _index(
            workspace, ViewState(level=view.level, weights=view.weights, scaling=view.scaling)
        )
    except MeasureError as error:
        way_on = (
            t("Choose another level, or give only indicators with figures there a weight.")
            if any(weight > 0 for weight in weights_of(workspace, view).values())
            else t("Give at least one indicator a weight.")
        )
        st.html(words_html([refusal_text(str(error), t), way_on]))
        return
    names = name_areas(workspace, view.level, ())
    ranked = found.places
    told = [code for code in view.area if code in ranked.index] or list(
        ranked.sort_values("rank", kind="stable").index[:MOST_TOLD]
    )
    st.html(words_html([_placing(found, str(code), names, t) for code in told[:MOST_TOLD]]))
    st.altair_chart(
        places(ranked, names, t, chosen=view.area, dark=on_dark_paper()),
        theme=None,
        width="stretch",
        key="chart_places",
    )
    with st.expander(t("All areas with their index"), key="all_index"):
        st.html(_table(workspace, found, view, names, t))
    listed = "; ".join(
        f"{workspace.table.definitions[name].name(t.lang)} {period_text(period)}"
        for name, period in found.periods.items()
    )
    notes = [
        t(
            "A higher index is more favourable. It is the mean of the indicators by their weights,"
            " each turned so that more is more favourable; a high value in one makes up for a low"
            " one in another. Which indicators stand in it is a choice, not a finding."
        ),
        t("Periods: {periods}.", periods=listed),
    ]
    if found.index.left_out:
        notes.append(
            t.plural(
                "{n} area lacks a figure and has no index.",
                "{n} areas lack a figure and have no index.",
                len(found.index.left_out),
                n=len(found.index.left_out),
            )
        )
    st.html(words_html((), notes=notes))


def _draw_weights(workspace: Workspace, view: ViewState, t: Translator) -> None:
    definitions = workspace.table.definitions
    offered = [
        name
        for name in headline_indicators(workspace)
        if definitions[name].direction is not Direction.CONTEXT
    ]
    weights = weights_of(workspace, view)
    st.session_state["scaling"] = view.scaling
    for name in offered:
        st.session_state[f"weight_{name}"] = float(weights.get(name, 0.0))

    def take() -> None:
        given = tuple((name, float(st.session_state[f"weight_{name}"])) for name in offered)
        even = all(weight == 1.0 for _, weight in given)
        state.change(weights=() if even else given)

    with st.expander(t("Weights and scale"), key="index_weights", expanded=True):
        with st.container(key="weights", horizontal=True):
            for name in offered:
                st.number_input(
                    definitions[name].name(t.lang),
                    min_value=0.0,
                    max_value=100.0,
                    step=0.5,
                    format="%.1f",
                    key=f"weight_{name}",
                    on_change=take,
                    width=230,
                )
        st.selectbox(
            t("Common scale"),
            list(Normalisation),
            key="scaling",
            format_func=lambda each: t(SCALING_NAMES[each]),
            on_change=lambda: state.change(scaling=st.session_state["scaling"]),
            width=340,
        )


def _placing(found: Index, code: str, names: dict[str, str], t: Translator) -> str:
    rank, lower, upper = (int(found.places[each].loc[code]) for each in ("rank", "lower", "upper"))
    placing = Placing(
        rank=rank,
        lower=lower,
        upper=upper,
        total=len(found.places),
        weightings=DRAWS,
    )
    return stability_sentence(names[code], placing, t)


def _table(
    workspace: Workspace, found: Index, view: ViewState, names: dict[str, str], t: Translator
) -> str:
    definitions = workspace.table.definitions
    columns = (
        Column(t("Area")),
        Column(t("Place"), number=True),
        Column(t("Places it may have (95%)"), number=True),
        Column(t("Index"), number=True),
        *(Column(definitions[str(name)].name(t.lang), number=True) for name in found.index.parts),
    )
    rows = []
    for code in found.places.sort_values("rank", kind="stable").index:
        place = found.places.loc[code]
        parts = [t.number(float(each), 2, signed=True) for each in found.index.parts.loc[code]]
        rows.append(
            Row(
                (
                    names[str(code)],
                    str(int(place["rank"])),
                    f"{int(place['lower'])}–{int(place['upper'])}",
                    t.number(float(found.index.scores[code]), 2),
                    *parts,
                ),
                chosen=str(code) in view.area,
            )
        )
    return table_html(columns, rows)
