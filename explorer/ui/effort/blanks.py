"""Blank spots: areas by target areas (draws)."""

import streamlit as st

from explorer.effort.blank_table import table_words
from explorer.effort.blank_words import (
    indicator_rows,
    lead_sentences,
    note_sentences,
)
from explorer.effort.blanks import Blanks, build_blanks
from explorer.effort.matching import Rule
from explorer.effort.subject import Subject
from explorer.i18n import Translator
from explorer.ui import state
from explorer.ui.gaps.parts import Column, Row, table_html, words_html
from explorer.ui.markup import render
from explorer.workspace import Workspace
from geodata.areas import AreaLevel


@st.cache_resource(show_spinner=False, max_entries=32)
def _blanks(_workspace: Workspace, stamp: str, level: AreaLevel, rule: Rule) -> Blanks:  # noqa: ARG001  the stamp tells registers apart
    return build_blanks(_workspace, level, rule)


def draw_blanks(workspace: Workspace, subject: Subject, t: Translator) -> None:
    """Draw the part."""
    view = subject.view
    blanks = _blanks(workspace, workspace.register.stamp, subject.level, subject.rule)
    st.html(words_html(lead_sentences(blanks, t), lead=True))
    st.session_state["blank"] = view.blank
    st.toggle(
        t("Only areas with a large gap, nothing running and nothing planned"),
        key="blank",
        on_change=lambda: state.change(blank=st.session_state["blank"]),
    )
    notes = note_sentences(blanks, t)
    if view.blank and not blanks.spots:
        st.html(words_html((), notes=notes))
        return
    chosen = view.area if view.level is subject.level else ()
    table = table_words(blanks, t, only_blank=view.blank, chosen=chosen)
    st.html(render("effort_blanks.html", table=table, notes=notes))
    with st.expander(t("What the gaps are of, and from whom"), key="standings"):
        columns = [
            Column(t("Target area")),
            Column(t("Indicator")),
            Column(t("What it counts"), prose=True),
            Column(t("Source"), prose=True),
        ]
        st.html(table_html(columns, [Row(each) for each in indicator_rows(workspace, blanks, t)]))
