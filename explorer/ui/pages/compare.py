"""The Compare page: maps side by side, change, profiles, pairs, similar areas, an index, own areas (draws)."""

from dataclasses import replace

import streamlit as st

from explorer.compare import widest_indicator
from explorer.i18n import N_, Translator
from explorer.names import LEVEL_NAMES
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.compare.index import draw_index
from explorer.ui.compare.likes import draw_similar
from explorer.ui.compare.maps import draw_change, draw_twin
from explorer.ui.compare.own import draw_own
from explorer.ui.compare.pairs import draw_pair
from explorer.ui.compare.profiles import draw_profiles
from explorer.ui.controls import draw_controls
from explorer.ui.downloads import draw_compare_downloads, draw_share
from explorer.ui.markup import render
from explorer.ui.problems import draw_problem
from explorer.ui.sources import standing_line
from explorer.ui.state import OnScreen
from explorer.view import ComparePart, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel

PARTS = {
    ComparePart.MAPS: N_("Two maps"),
    ComparePart.CHANGE: N_("Change"),
    ComparePart.TABLE: N_("Many indicators"),
    ComparePart.SCATTER: N_("Two indicators"),
    ComparePart.SIMILAR: N_("Similar areas"),
    ComparePart.INDEX: N_("An index"),
    ComparePart.OWN: N_("Own areas"),
}
TITLES = {
    ComparePart.MAPS: N_("Two maps that move together"),
    ComparePart.CHANGE: N_("What has changed between two periods"),
    ComparePart.TABLE: N_("Areas in many indicators at once"),
    ComparePart.SCATTER: N_("How two indicators go together between areas"),
    ComparePart.SIMILAR: N_("Areas with similar figures"),
    ComparePart.INDEX: N_("Several indicators in one, with weights of your own"),
    ComparePart.OWN: N_("Areas of your own"),
}
# Parts in which the indicator chosen above plays no role.
WITHOUT_INDICATOR = (ComparePart.TABLE, ComparePart.SIMILAR, ComparePart.INDEX, ComparePart.OWN)


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    """Draw the page."""
    for problem in state.link_problems():
        draw_problem(problem, t, icon=":material/link_off:")
    _sheet(workspace, files, t)
    st.html(render("foot.html", lines=[standing_line(workspace, t)]))


@st.fragment
def _sheet(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    view = state.current(workspace)
    screen = state.on_screen(workspace, _wish(workspace, view))
    notes = _notes(view, screen, t)
    st.html(render("headline.html", sentence=t(TITLES[view.compare]), caption="", notes=notes))
    _draw_part_choice(screen, t)
    with st.container(key="sheet", horizontal=True):
        draw_controls(
            workspace,
            screen,
            t,
            shows_asked=view.compare is ComparePart.MAPS,
            indicator_asked=view.compare not in WITHOUT_INDICATOR,
        )
        with st.popover(t("Share and download"), key="more_compare", on_change="rerun") as more:
            if more.open:
                draw_share(replace(view, page="compare"), t)
                draw_compare_downloads(workspace, screen.view, t)

    _draw_part(workspace, files, screen, t)


def _wish(workspace: Workspace, view: ViewState) -> ViewState:
    """Ask for a level whose areas can be compared, whatever indicator other pages show."""
    if view.compare is ComparePart.MAPS:
        return view
    areas = AreaLevel.PRIMARY_AREA if view.level is AreaLevel.MUNICIPALITY else view.level
    wish = replace(view, level=areas)
    if view.compare in WITHOUT_INDICATOR:
        wish = replace(wish, indicator=widest_indicator(workspace, view.indicator, areas))
    return wish


def _notes(view: ViewState, screen: OnScreen, t: Translator) -> list[str]:
    """Say what is shown in place of a level without figures."""
    level = t(LEVEL_NAMES[screen.view.level]).lower()
    wished = t(LEVEL_NAMES[view.level]).lower()
    if screen.view.level is view.level or view.compare is ComparePart.OWN:
        return []
    if view.level is AreaLevel.MUNICIPALITY:
        return [t("Shown for {level}: the whole city alone has no area beside it.", level=level)]
    return [t("Shown for {level}: there are no figures for {wished}.", level=level, wished=wished)]


def _draw_part_choice(screen: OnScreen, t: Translator) -> None:
    view = screen.view
    st.session_state["compare"] = view.compare
    st.segmented_control(
        t("Part of the page"),
        list(ComparePart),
        key="compare",
        format_func=lambda part: t(PARTS[part]),
        on_change=lambda: state.change(compare=st.session_state["compare"] or view.compare),
        label_visibility="collapsed",
    )


def _draw_part(workspace: Workspace, files: DataFiles, screen: OnScreen, t: Translator) -> None:
    view = screen.view
    match view.compare:
        case ComparePart.MAPS:
            draw_twin(workspace, files, screen, t)
        case ComparePart.CHANGE:
            draw_change(workspace, files, screen, t)
        case ComparePart.TABLE:
            draw_profiles(workspace, view, t)
        case ComparePart.SCATTER:
            draw_pair(workspace, view, t)
        case ComparePart.SIMILAR:
            draw_similar(workspace, view, t)
        case ComparePart.INDEX:
            draw_index(workspace, view, t)
        case ComparePart.OWN:
            draw_own(workspace, view, t, files=files)
