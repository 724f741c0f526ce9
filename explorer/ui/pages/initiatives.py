"""The register of initiatives: list, one initiative, goal attainment, files, what readers told (draws)."""

import streamlit as st

from explorer.i18n import N_, Translator
from explorer.initiatives.kept import Kind
from explorer.ui import live, state
from explorer.ui.assets import DataFiles
from explorer.ui.markup import render
from explorer.ui.problems import draw_problem
from explorer.ui.register.attainment import draw_attainment
from explorer.ui.register.drafts import NEW, find_draft
from explorer.ui.register.editor import draw_said
from explorer.ui.register.feedback import draw_inbox
from explorer.ui.register.files import draw_files
from explorer.ui.register.form import draw_form
from explorer.ui.register.listing import draw_list
from explorer.ui.register.one import draw_one
from explorer.ui.sources import standing_line
from explorer.view import RegisterPart, ViewState
from explorer.workspace import Workspace

PARTS = {
    RegisterPart.LIST: N_("Register"),
    RegisterPart.ATTAINMENT: N_("Goal attainment"),
    RegisterPart.FILES: N_("Import and export"),
    RegisterPart.FEEDBACK: N_("Feedback"),
}
TITLES = {
    RegisterPart.LIST: N_("Initiatives for a more equal city"),
    RegisterPart.ATTAINMENT: N_("How far committees and companies say they have come"),
    RegisterPart.FILES: N_("The register as files"),
    RegisterPart.FEEDBACK: N_("What readers have told"),
}


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    """Draw the page."""
    for problem in state.link_problems():
        draw_problem(problem, t, icon=":material/link_off:")
    view = state.current(workspace)
    draft = find_draft(Kind.INITIATIVE, NEW)
    if view.initiative:
        draw_one(workspace, files, view, t)
    elif draft is not None and view.register is RegisterPart.LIST and live.may_edit():
        draw_said("new")
        draw_form(workspace, files, draft, t)
    else:
        _draw_part(workspace, view, t)
    st.html(render("foot.html", lines=[standing_line(workspace, t)]))


def _draw_part(workspace: Workspace, view: ViewState, t: Translator) -> None:
    st.html(render("headline.html", sentence=t(TITLES[view.register]), caption="", notes=[]))
    _draw_part_choice(view, t)
    match view.register:
        case RegisterPart.LIST:
            draw_said("list")
            draw_list(workspace, view, t)
        case RegisterPart.ATTAINMENT:
            draw_attainment(workspace, view, t)
        case RegisterPart.FILES:
            draw_files(workspace, view, t)
        case RegisterPart.FEEDBACK:
            draw_inbox(workspace, t)


def _draw_part_choice(view: ViewState, t: Translator) -> None:
    # A choice that opens nothing is not offered, but a link may have led to it.
    offered = live.may_edit() or view.register is RegisterPart.FEEDBACK
    parts = [each for each in RegisterPart if offered or each is not RegisterPart.FEEDBACK]
    st.session_state["register"] = view.register
    st.segmented_control(
        t("Part of the page"),
        parts,
        key="register",
        format_func=lambda part: t(PARTS[part]),
        on_change=lambda: state.change(register=st.session_state["register"] or view.register),
        label_visibility="collapsed",
    )
