"""Effort against need: do the initiatives run where the gaps are, and do gaps close there (draws)."""

from dataclasses import replace

import streamlit as st

from explorer.effort.matching import WITHOUT_INDICATOR
from explorer.effort.subject import Subject, build_subject
from explorer.i18n import N_, Translator
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.controls import draw_controls
from explorer.ui.downloads import draw_share
from explorer.ui.effort.blanks import draw_blanks
from explorer.ui.effort.closing import draw_closing
from explorer.ui.effort.counting import draw_counting
from explorer.ui.effort.coverage import draw_coverage
from explorer.ui.effort.downloads import draw_effort_downloads
from explorer.ui.effort.need import draw_need
from explorer.ui.effort.quality import quality_html
from explorer.ui.effort.reach import draw_reach
from explorer.ui.effort.together import draw_together
from explorer.ui.markup import render
from explorer.ui.problems import draw_problem
from explorer.ui.sources import standing_line
from explorer.view import EffortPart, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.selection import NotAvailable

PARTS = {
    EffortPart.NEED: N_("Need and effort"),
    EffortPart.COVERAGE: N_("Coverage"),
    EffortPart.BLANKS: N_("Blank spots"),
    EffortPart.REACH: N_("Reach"),
    EffortPart.CLOSING: N_("Gaps where we work"),
    EffortPart.TOGETHER: N_("Who does it together"),
}
TITLES = {
    EffortPart.NEED: N_("Do the initiatives run where the gaps are?"),
    EffortPart.COVERAGE: N_("How many live where a matching initiative runs?"),
    EffortPart.BLANKS: N_("Where is a gap and nothing that runs?"),
    EffortPart.REACH: N_("How many live near an initiative?"),
    EffortPart.CLOSING: N_("Does the gap close where we work?"),
    EffortPart.TOGETHER: N_("Who works together?"),
}


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    """Draw the page."""
    for problem in state.link_problems():
        draw_problem(problem, t, icon=":material/link_off:")
    _sheet(workspace, files, t)
    st.html(render("foot.html", lines=[standing_line(workspace, t)]))


@st.fragment
def _sheet(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    view = state.current(workspace)
    try:
        subject = build_subject(workspace, view)
    except NotAvailable:
        name = workspace.table.definitions[view.indicator].name(t.lang)
        reason = t("There are no figures for “{indicator}”.", indicator=name)
        st.html(render("headline.html", sentence=reason, caption="", notes=[]))
        return
    title = t(TITLES[view.effort])
    st.html(render("headline.html", sentence=title, caption="", notes=_notes(view, subject, t)))
    _draw_part_choice(view, t)
    with st.container(key="sheet", horizontal=True):
        draw_controls(
            workspace,
            state.on_screen(
                workspace,
                replace(view, indicator=subject.selection.indicator_id, level=subject.level),
            ),
            t,
            shows_asked=False,
            indicator_asked=view.effort not in WITHOUT_INDICATOR,
            own_level="effort_level",
        )
        with st.popover(t("What counts"), key="counting", on_change="rerun") as counting:
            if counting.open:
                draw_counting(subject, t)
        with st.popover(t("Share and download"), key="more_effort", on_change="rerun") as more:
            if more.open:
                draw_share(replace(view, page="effort"), t)
                draw_effort_downloads(workspace, subject, t)
    _draw_part(workspace, files, subject, t)
    st.html(quality_html(workspace, subject, t))


def _draw_part_choice(view: ViewState, t: Translator) -> None:
    st.session_state["effort"] = view.effort
    st.segmented_control(
        t("Part of the page"),
        list(EffortPart),
        key="effort",
        format_func=lambda part: t(PARTS[part]),
        on_change=lambda: state.change(effort=st.session_state["effort"] or view.effort),
        label_visibility="collapsed",
    )


def _draw_part(workspace: Workspace, files: DataFiles, subject: Subject, t: Translator) -> None:
    match subject.view.effort:
        case EffortPart.NEED:
            draw_need(workspace, files, subject, t)
        case EffortPart.COVERAGE:
            draw_coverage(workspace, subject, t)
        case EffortPart.BLANKS:
            draw_blanks(workspace, subject, t)
        case EffortPart.REACH:
            draw_reach(workspace, files, subject, t)
        case EffortPart.CLOSING:
            draw_closing(workspace, subject, t)
        case EffortPart.TOGETHER:
            draw_together(workspace, subject, t)


def _notes(view: ViewState, subject: Subject, t: Translator) -> list[str]:
    """Say what is shown in place of a wish that no figures answer."""
    if view.effort in WITHOUT_INDICATOR:
        return []
    notes = []
    level = t(LEVEL_NAMES[subject.level]).lower()
    if view.effort_level is AreaLevel.MUNICIPALITY:
        notes.append(
            t("Shown for {level}: the whole city alone has no area beside it.", level=level)
        )
    elif subject.level is not view.effort_level:
        wished = t(LEVEL_NAMES[view.effort_level]).lower()
        notes.append(
            t("Shown for {level}: there are no figures for {wished}.", level=level, wished=wished)
        )
    if view.period not in {None, subject.selection.period}:
        notes.append(
            t(
                "Shown for {period}: there are no figures for {wished}.",
                period=period_text(subject.selection.period),
                wished=period_text(str(view.period)),
            )
        )
    return notes
