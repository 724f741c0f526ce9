"""Reach: residents near an initiative (draws)."""

from functools import partial
from typing import Any

import streamlit as st

from explorer.charts.paper import is_known
from explorer.effort.reach import Reach, Within, build_reach, offered_initiatives
from explorer.effort.reach_words import (
    distance_text,
    map_title,
    reach_notes,
    reach_sentences,
    share_text,
    unmet_wish,
)
from explorer.effort.subject import Subject
from explorer.i18n import N_, Translator
from explorer.initiatives.reach import is_exact
from explorer.names import LEVEL_NAMES
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_numbers
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.gaps.parts import Column, Row, table_html, words_html
from explorer.ui.paint import build_plate_payload, draw_map
from explorer.view import DISTANCES, ReachBy, ViewState
from explorer.workspace import Workspace

ALL = ""
STEP_M = 100
REACH_NAMES = {
    ReachBy.LINE: N_("Straight line"),
    ReachBy.AREAS: N_("Areas that it touches"),
}


@st.cache_resource(show_spinner=False, max_entries=64)
def _reach(_workspace: Workspace, _subject: Subject, view: ViewState, stamp: str) -> Reach:  # noqa: ARG001  the key
    return build_reach(_workspace, _subject)


def draw_reach(workspace: Workspace, files: DataFiles, subject: Subject, t: Translator) -> None:
    """Draw the part."""
    reach = _reach(workspace, subject, subject.view, workspace.register.stamp)
    _draw_choices(subject, reach, t)
    if wish := unmet_wish(reach, subject, workspace, t):
        st.html(words_html([wish]))
    st.html(words_html(reach_sentences(reach, subject, t), lead=True))
    if not reach.places:
        return
    with st.container(key="effort_reach_map"):
        draw_map(
            files,
            _payload(subject, reach, t),
            key=state.PLATE,
            on_change=partial(state.take_plate_state, workspace, subject.selection),
        )
    st.html(words_html((), notes=reach_notes(reach, workspace, t)))
    with st.expander(t("All areas with their reach"), key="reach_areas"):
        st.html(_table(workspace, subject, reach, t))


def _draw_choices(subject: Subject, reach: Reach, t: Translator) -> None:
    view = subject.view
    names = {each.id: each.name for each in offered_initiatives(subject)}
    fields = {
        "reach_initiative": ALL if reach.one is None else reach.one.id,
        "distance": view.distance,
        "reach_by": view.reach_by,
    }
    for key, value in fields.items():
        st.session_state[key] = value
    everybody = t.plural("The one that runs", "All {n} that run", len(names))
    with st.container(key="beside_controls", horizontal=True, vertical_alignment="center"):
        st.selectbox(
            t("Near"),
            [ALL, *names],
            key="reach_initiative",
            format_func=lambda each: names.get(each, everybody),
            on_change=lambda: state.change(initiative=st.session_state["reach_initiative"]),
            width=340,
        )
        st.number_input(
            t("Distance in metres"),
            min_value=DISTANCES.start,
            max_value=DISTANCES.stop - 1,
            step=STEP_M,
            key="distance",
            on_change=lambda: state.change(distance=int(st.session_state["distance"])),
            width=180,
        )
        st.segmented_control(
            t("Reckoned by"),
            list(ReachBy),
            key="reach_by",
            format_func=lambda each: t(REACH_NAMES[each]),
            on_change=lambda: state.change(reach_by=st.session_state["reach_by"] or view.reach_by),
            label_visibility="collapsed",
        )


def _payload(subject: Subject, reach: Reach, t: Translator) -> dict[str, Any]:
    payload = build_plate_payload(
        _plate(subject, reach, t), t=t, chosen=subject.view.area, echo=state.echo(state.PLATE)
    )
    rings = [
        [round(place.lon, 5), round(place.lat, 5), reach.distance_m, is_exact(place)]
        for place in reach.places
    ]
    return {**payload, "rings": rings}


def _plate(subject: Subject, reach: Reach, t: Translator) -> Plate:
    title = map_title(reach, t)
    level = t(LEVEL_NAMES[subject.level]).lower()
    who = t("all that run") if reach.one is None else reach.one.name
    words = PlateWords(
        title=title,
        caption=t("{title}: {who}, {level}", title=title, who=who, level=level),
        unit="%",
        decimals=0,
    )
    about = PlateSubject(
        f"reach.{reach.by.value}.{reach.distance_m}.{'' if reach.one is None else reach.one.id}",
        subject.level,
        subject.definition.indicator_id,
    )
    return plate_of_numbers(100 * reach.frame["share"], about=about, words=words, t=t)


def _table(workspace: Workspace, subject: Subject, reach: Reach, t: Translator) -> str:
    names = workspace.areas.names(subject.level)
    frame = reach.frame.sort_values("share", ascending=False, kind="stable", na_position="last")
    compared = {True: t("less favourable"), False: t("as the city or more favourable")}
    rows = []
    for code, people, within, share, worse in zip(
        frame.index, frame["people"], frame["within"], frame["share"], frame["worse"], strict=True
    ):
        cells = [
            str(names[code]),
            t.number(people, 0) if is_known(people) else t("no figure"),
            share_text(Within(within, people), t) if is_known(share) else t("no figure"),
        ]
        if subject.has_need:
            cells.append(compared[bool(worse)] if is_known(worse) else t("no figure"))
        rows.append(Row(cells, chosen=code in subject.view.area))
    columns = [
        Column(t("Area")),
        Column(t("Residents"), number=True),
        Column(
            t("Within {distance}", distance=distance_text(reach.distance_m, t)),
            number=True,
        ),
    ]
    if subject.has_need:
        columns.append(Column(t("Compared with the city")))
    return table_html(columns, rows)
