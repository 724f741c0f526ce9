"""Need and effort: the sentence, two maps, areas in quadrants, and the table behind them (draws)."""

import math
from collections.abc import Collection
from functools import partial

import streamlit as st

from explorer.charts.quadrants import quadrants
from explorer.effort.need import Need, Side, build_need, find_unfit, in_order
from explorer.effort.need_pictures import (
    grid_of_both,
    grid_of_sides,
    plate_of_both,
    plate_of_sides,
    quadrants_of,
)
from explorer.effort.need_words import (
    class_note,
    counted_notes,
    lacking_sentences,
    lead_sentence,
    rate_decimals,
    rate_title,
    unfit_sentences,
)
from explorer.effort.subject import Subject
from explorer.i18n import N_, Translator
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.gaps.parts import Column, Row, on_dark_paper, table_html, words_html
from explorer.ui.paint import build_plate_payload, draw_map
from explorer.ui.sources import selected_lines
from explorer.view import EffortMap
from explorer.workspace import Workspace

MAPS = {
    EffortMap.CLASSES: N_("Four classes"),
    EffortMap.BIVARIATE: N_("Need and initiatives per resident"),
}
BESIDE = {
    Side.WORSE_WITHOUT: N_("less favourable"),
    Side.WORSE_WITH: N_("less favourable"),
    Side.BETTER_WITHOUT: N_("as the city or more favourable"),
    Side.BETTER_WITH: N_("as the city or more favourable"),
}


def draw_need(workspace: Workspace, files: DataFiles, subject: Subject, t: Translator) -> None:
    """Draw the part."""
    if (reason := find_unfit(subject)) is not None:
        st.html(words_html(unfit_sentences(subject, reason, t)))
        return
    need = build_need(workspace, subject)
    lacking = lacking_sentences(need, workspace.people_period, t)
    st.html(words_html([lead_sentence(need, t), *lacking], lead=True))
    chosen = subject.view.area if subject.view.level is subject.level else ()
    _draw_map_choice(subject.view.effort_map, t)
    with st.container(key="need_split", horizontal=True, gap="large"):
        with st.container(key="need_map"):
            _draw_map(workspace, files, need, t, chosen=chosen)
        with st.container(key="need_chart"):
            st.altair_chart(
                quadrants(
                    quadrants_of(need, t, dark=on_dark_paper()),
                    dict(need.frame["name"]),
                    t,
                    chosen=chosen,
                    dark=on_dark_paper(),
                ),
                theme=None,
                width="stretch",
                key="chart_need",
            )
    notes = [*counted_notes(subject, t), *selected_lines(workspace, subject.selected, t)]
    st.html(words_html((), notes=notes))
    with st.expander(t("All areas with need and effort"), key="need_areas"):
        st.html(_table(need, t, chosen=chosen))


def _draw_map_choice(shown: EffortMap, t: Translator) -> None:
    st.session_state["effort_map"] = shown
    st.segmented_control(
        t("Map"),
        list(EffortMap),
        key="effort_map",
        format_func=lambda each: t(MAPS[each]),
        on_change=lambda: state.change(effort_map=st.session_state["effort_map"] or shown),
        label_visibility="collapsed",
    )


def _draw_map(
    workspace: Workspace, files: DataFiles, need: Need, t: Translator, *, chosen: tuple[str, ...]
) -> None:
    both = need.subject.view.effort_map is EffortMap.BIVARIATE
    if both and need.near is None:
        sentence = t(
            "Too few areas have a figure to tell near from far: the map shows four classes."
        )
        st.html(words_html((), notes=[sentence]))
        both = False
    plate = plate_of_both(need, t) if both else plate_of_sides(need, t)
    payload = build_plate_payload(plate, t=t, chosen=chosen, echo=state.echo(state.PLATE))
    payload["grid"] = grid_of_both(need, t) if both else grid_of_sides(t)
    if both:
        payload["note"] = class_note(need, t)
    draw_map(
        files,
        payload,
        key=state.PLATE,
        on_change=partial(state.take_plate_state, workspace, need.subject.selection),
    )


def _table(need: Need, t: Translator, *, chosen: Collection[str]) -> str:
    definition = need.subject.definition
    columns = [
        Column(t("Area")),
        Column(t("Beside the city")),
        Column(definition.name(t.lang), number=True),
        Column(t("Difference from the city"), number=True),
        Column(t("Initiatives that run"), number=True),
        Column(rate_title(t), number=True),
        Column(t("Residents"), number=True),
        Column(t("Which"), prose=True),
    ]
    decimals = rate_decimals(need)
    beside = {side: t(words) for side, words in BESIDE.items()}

    def cell(value: float, places: int | None, *, signed: bool = False) -> str:
        return t("no figure") if math.isnan(value) else t.number(value, places, signed=signed)

    rows = [
        Row(
            (
                row["name"],
                beside[row["side"]] if row["side"] else t("no figure"),
                t("no figure")
                if math.isnan(row["value"])
                else t.unit(row["value"], definition.unit, definition.decimals),
                cell(row["value"] - need.city, definition.decimals, signed=True),
                cell(row["effort"], None),
                cell(row["rate"], decimals),
                cell(row["people"], 0),
                "; ".join(each.name for each in need.here[str(code)]),
            ),
            code in chosen,
        )
        for code, row in in_order(need).to_dict("index").items()
    ]
    return table_html(columns, rows)
