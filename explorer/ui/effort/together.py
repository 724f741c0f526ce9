"""Who works together: kinds of organiser by target area (draws)."""

import streamlit as st

from explorer.charts.together import together_bars
from explorer.effort.subject import Subject
from explorer.effort.together import Together, build_together, ranked_kinds
from explorer.effort.together_words import (
    lead_sentences,
    note_sentences,
    partner_cells,
    table_rows,
)
from explorer.i18n import Translator
from explorer.names import ORGANISER_NAMES, TARGET_AREA_NAMES
from explorer.ui.gaps.parts import Column, Row, on_dark_paper, table_html, words_html
from explorer.ui.markup import render
from explorer.workspace import Workspace


def draw_together(workspace: Workspace, subject: Subject, t: Translator) -> None:  # noqa: ARG001  parts are called alike
    """Draw the part."""
    found = build_together(subject.running, subject.rule)
    st.html(words_html(lead_sentences(found, t), lead=True))
    if not found.total:
        return
    themes = {each.value: t(TARGET_AREA_NAMES[each]) for each in found.rule.themes}
    kinds = {each.value: t(ORGANISER_NAMES[each]) for each in ranked_kinds(found)}
    with st.container(key="together"):
        st.html(render("effort_key.html", themes=themes.items()))
        st.altair_chart(
            together_bars(found.counts.loc[list(kinds)], kinds, themes, t, dark=on_dark_paper()),
            theme=None,
            width="stretch",
            key="chart_together",
        )
    st.html(_kinds_html(found, list(themes.values()), t))
    if not found.partnerships:
        return
    with st.expander(
        t(
            "The partnerships ({n}), as the register names who takes part",
            n=len(found.partnerships),
        ),
        key="partnerships",
    ):
        st.html(_partners_html(found, t))


def _kinds_html(found: Together, themes: list[str], t: Translator) -> str:
    rows, total = table_rows(found, t)
    columns = [
        Column(t("Kind of organiser")),
        *(Column(name, number=True) for name in (*themes, t("All target areas"))),
    ]
    return table_html(
        columns,
        [Row(cells) for cells in rows],
        title=t("Running initiatives by kind of organiser"),
        notes=note_sentences(found, t),
        total=total,
    )


def _partners_html(found: Together, t: Translator) -> str:
    columns = [
        Column(t("Partnership")),
        Column(t("Organiser"), prose=True),
        Column(t("Target area")),
        Column(t("Start"), number=True),
    ]
    return table_html(
        columns,
        [Row(partner_cells(each, t)) for each in found.partnerships],
    )
