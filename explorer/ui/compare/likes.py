"""Areas that are statistically similar to one (draws)."""

import pandas as pd
import streamlit as st

from explorer.compare import build_similar, name_areas, own_code
from explorer.compare_words import similar_sentence
from explorer.i18n import Translator
from explorer.measure_values import refusal_text
from explorer.ui import state
from explorer.ui.gaps.parts import Column, Row, table_html, words_html
from explorer.view import MOST_AREAS, ViewState
from explorer.workspace import Workspace
from indicators.measures.groups import MeasureError
from indicators.similarity import Similar


@st.cache_resource(show_spinner=False, max_entries=256)
def _similar(_workspace: Workspace, view: ViewState, code: str) -> tuple[Similar, pd.DataFrame]:
    return build_similar(_workspace, view, code)


def draw_similar(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    names = name_areas(workspace, view.level, view.own)
    own = [own_code(each) for each in view.own]
    codes = sorted(names, key=lambda code: (code not in own, names[code]))
    wished = next(iter(view.area), own[0] if own else codes[0])
    if st.session_state.get("similar_to") not in codes or view.area[:1] != st.session_state.get(
        "similar_seen"
    ):
        st.session_state["similar_to"] = wished
        st.session_state["similar_seen"] = view.area[:1]
    with st.container(key="beside_controls", horizontal=True):
        code = st.selectbox(
            t("Similar to"), codes, key="similar_to", format_func=names.__getitem__, width=340
        )
    try:
        found, matrix = _similar(workspace, ViewState(level=view.level, own=view.own), code)
    except MeasureError as error:
        st.html(words_html([refusal_text(str(error), t)]))
        return
    nearest = [(names[each.code], each.distance) for each in found.neighbours]
    st.html(
        words_html(
            [similar_sentence(names[code], nearest, found.typical, t, indicators=len(found.used))]
        )
    )
    st.html(_table(workspace, found, matrix, names, t))
    chosen = [each for each in (code, *(n.code for n in found.neighbours)) if each not in own]
    st.button(
        t("Choose these areas on all pages"),
        on_click=lambda: state.change(area=tuple(chosen)[:MOST_AREAS], level=view.level),
        icon=":material/select_check_box:",
    )
    st.html(
        words_html(
            (),
            notes=[
                t(
                    "Each indicator is measured in standard deviations, so that none counts more for"
                    " its unit; the distance is the root of the mean squared difference. Similar"
                    " figures do not mean the same history or the same reasons."
                )
            ],
        )
    )


def _table(
    workspace: Workspace,
    found: Similar,
    matrix: pd.DataFrame,
    names: dict[str, str],
    t: Translator,
) -> str:
    definitions = workspace.table.definitions
    columns = (
        Column(t("Area")),
        Column(t("Distance"), number=True),
        *(Column(definitions[name].name(t.lang), number=True) for name in found.used),
    )
    rows = []
    for code, distance in [(found.code, 0.0), *((n.code, n.distance) for n in found.neighbours)]:
        cells = []
        for name in found.used:
            value = float(matrix[name].loc[code])
            unit, decimals = definitions[name].unit, definitions[name].decimals
            cells.append(t("no figure") if pd.isna(value) else t.unit(value, unit, decimals))
        rows.append(Row((names[code], t.number(distance, 2), *cells), chosen=code == found.code))
    return table_html(columns, rows)
