"""The Explore page: one sentence, a row of controls, the map, and what is known of the chosen areas (draws)."""

from functools import partial

import pandas as pd
import streamlit as st

from explorer.compare import similar_names
from explorer.gaps import places_of
from explorer.i18n import Translator
from explorer.initiatives.register import choose
from explorer.layers import MapLayer, build_layers
from explorer.names import LEVEL_NAMES
from explorer.narrative import caption, headline, period_text
from explorer.ui import state
from explorer.ui.assets import DataFiles, write_drawing
from explorer.ui.controls import draw_class_controls, draw_controls, draw_initiative_filters
from explorer.ui.downloads import draw_downloads, draw_share
from explorer.ui.markup import render
from explorer.ui.paint import build_payload, draw_map
from explorer.ui.panel import Beside, panel_html
from explorer.ui.problems import draw_problem
from explorer.ui.sources import standing_line
from explorer.ui.state import OnScreen
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.selection import Selection


# Kept as they are, not copied: layers are never changed once they are built.
@st.cache_resource(show_spinner=False, max_entries=512)
def _layers(_workspace: Workspace, view: ViewState) -> dict[str, MapLayer]:
    return build_layers(_workspace, view)


@st.cache_resource(show_spinner=False, max_entries=256)
def _places(_workspace: Workspace, selection: Selection) -> pd.DataFrame | None:
    return places_of(_workspace, selection)


@st.cache_resource(show_spinner=False, max_entries=512)
def _similar(_workspace: Workspace, level: AreaLevel, code: str) -> tuple[str, ...]:
    return similar_names(_workspace, level, code)


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    """Draw the page."""
    for problem in state.link_problems():
        draw_problem(problem, t, icon=":material/link_off:")
    at = state.current(workspace).at
    # A frame that opens starts where the link says; from then on it knows its own position.
    _sheet(workspace, files, t, None if at is None else f"{at.lat},{at.lon},{at.zoom}")
    st.html(render("foot.html", lines=[standing_line(workspace, t)]))


# A change of indicator sends all of this again, so the sheet has as few parts as it can do with.
@st.fragment
def _sheet(workspace: Workspace, files: DataFiles, t: Translator, start_at: str | None) -> None:
    screen = state.on_screen(workspace, state.current(workspace))
    layers = _layers(workspace, _drawn(screen.view))
    layer = layers[str(screen.view.period)]
    shown = choose(
        workspace.register,
        target_areas=screen.view.initiatives,
        statuses=screen.view.status,
        organisers=screen.view.organiser,
        words=screen.view.words,
    )
    places = {each.id: place for place, each in enumerate(workspace.register.initiatives)}
    # All is made before the first part is sent: the browser draws the page anew for every part that
    # arrives late, and so a recolouring that trickles in takes twice as long.
    words = render(
        "headline.html",
        sentence=headline(layer, t),
        caption=caption(layer, t),
        notes=_notes(screen, layer, t),
    )
    payload = build_payload(
        layers,
        screen.view,
        t,
        shown_initiatives=[places[each.id] for each in shown],
        echo=state.echo(state.MAP, start_at),
    )
    publish = partial(write_drawing, files_=files)
    panel = panel_html(
        workspace,
        layers,
        screen.view,
        Beside(
            shown,
            _places(workspace, layer.selection) if screen.view.area else None,
            {code: _similar(workspace, screen.view.level, code) for code in screen.view.area},
        ),
        t,
        publish=publish,
    )
    with st.container(key="sheet", horizontal=True):
        st.html(words)
        draw_controls(workspace, screen, t)
        with st.popover(t("Initiatives"), key="more_initiatives", on_change="rerun") as filters:
            if filters.open:
                draw_initiative_filters(screen.view, t)
        with st.popover(t("More"), key="more", on_change="rerun") as more:
            if more.open:
                draw_class_controls(screen, t)
                st.divider()
                draw_share(screen.wish, t)
                draw_downloads(workspace, layer, shown, screen, t)
        draw_map(
            files, payload, key=state.MAP, on_change=partial(state.take_frame_state, workspace)
        )
        st.html(panel)


def _drawn(view: ViewState) -> ViewState:
    """Leave out what does not change the figures, so that the cache holds one copy of them."""
    plain = ViewState()
    return ViewState(
        indicator=view.indicator,
        level=view.level,
        period=view.period,
        show=view.show,
        scheme=view.scheme,
        classes=view.classes,
        breaks=view.breaks,
        lock=view.lock,
        lang=plain.lang,
    )


def _notes(screen: OnScreen, layer: MapLayer, t: Translator) -> list[str]:
    """Say what is shown in place of a wish that no figures answer."""
    wish, view = screen.wish, screen.view
    notes = []
    if screen.level_changed:
        notes.append(
            t(
                "Shown for {level}: there are no figures for {wished}.",
                level=t(LEVEL_NAMES[view.level]).lower(),
                wished=t(LEVEL_NAMES[wish.level]).lower(),
            )
        )
    if screen.period_changed:
        notes.append(
            t(
                "Shown for {period}: there are no figures for {wished}.",
                period=period_text(str(view.period)),
                wished=period_text(str(wish.period)),
            )
        )
    # Why a count is not compared stands at the control, and the city is not compared with itself.
    compared = layer.definition.kind != "count" and view.level is not AreaLevel.MUNICIPALITY
    if screen.show_changed and compared:
        notes.append(t("Shown as values: the whole city has no value to compare with."))
    return notes
