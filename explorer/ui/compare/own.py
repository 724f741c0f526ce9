"""Areas of one's own: put together, drawn, or read from a boundary, and what their values are (draws)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from explorer.compare import own_people, own_values
from explorer.i18n import N_, Translator
from explorer.narrative import period_text
from explorer.own_words import own_words
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.gaps.likeness import GREY
from explorer.ui.gaps.parts import Column, Row, table_html, words_html
from explorer.ui.paint import build_plate_payload, draw_map, let_draw
from explorer.ui.problems import draw_problem
from explorer.view import MOST_OWN, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from geodata.problems import DataError, Problem
from geodata.shapes import Shape, overlap_shares, read_shape, shape_from_geojson
from indicators.own_area import MOST_LETTERS, OwnArea, make_own_area
from indicators.selection import Selection

SHARE_OF_LAND = N_(
    "Where an area belongs in part, its people are taken as spread evenly over its land: the figures"
    " are approximate."
)
MAP: Final = "own_map"
MOST_CORNERS: Final = 200
# Of what lies in an area of one's own as a whole, and in part; none of them is the better one.
COLOURS: Final = (
    (("#1d6f8a", "#6cc5da"), ("#9cc6d3", "#2f6475")),
    (("#8a6420", "#e0bd74"), ("#dcc79b", "#6b5730")),
    (("#7a3b5d", "#e39cc0"), ("#d6b3c5", "#6e4058")),
)
SEVERAL: Final = ("#37424a", "#f2f5f7")


def draw_own(
    workspace: Workspace, view: ViewState, t: Translator, *, files: DataFiles | None = None
) -> None:
    """Draw the part; without the frame's files there is no map."""
    st.html(
        words_html(
            [
                t(
                    "Put areas together, or load a boundary, and give it a name. It is kept in the"
                    " link and shown wherever chosen areas are."
                )
            ]
        )
    )
    for problem in st.session_state.pop("own_problems", ()):
        draw_problem(problem, t, icon=":material/warning:")
    if len(view.own) < MOST_OWN:
        _draw_form(workspace, view, t)
    else:
        st.html(
            words_html(
                [t("There is room for {n} areas of one’s own; take one away first.", n=MOST_OWN)]
            )
        )
    if files is not None:
        _draw_own_map(workspace, files, view, t)
    for place, own in enumerate(view.own):
        _draw_one(workspace, view, own, place, t)


def _draw_form(workspace: Workspace, view: ViewState, t: Translator) -> None:
    names = workspace.areas.names(AreaLevel.PRIMARY_AREA)
    with st.container(key="own_form", horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("Name"), key="own_name", max_chars=MOST_LETTERS, width=260)
        st.multiselect(
            t("Primary areas"),
            list(names.index),
            key="own_areas",
            format_func=names.__getitem__,
            placeholder=t("Choose areas"),
            width=420,
        )
        st.button(
            t("Add"),
            key="own_add",
            on_click=_add_picked,
            args=(workspace, view),
            icon=":material/add:",
        )
        if view.area and view.level is AreaLevel.PRIMARY_AREA:
            st.button(
                t("Take the chosen areas"),
                key="own_take",
                on_click=lambda: st.session_state.update(own_areas=list(view.area)),
            )
    with st.expander(t("From a boundary (GeoJSON)"), key="own_upload"):
        file = st.file_uploader(
            t("A file with one or several polygons, at most 2 MB"),
            key="own_file",
            type=["geojson", "json"],
        )
        if file is not None:
            st.button(
                t("Add"),
                key="own_add_file",
                on_click=_add_file,
                args=(workspace, view, file.getvalue(), file.name),
                icon=":material/add:",
            )


def _draw_own_map(workspace: Workspace, files: DataFiles, view: ViewState, t: Translator) -> None:
    chosen = view.area if view.level is AreaLevel.PRIMARY_AREA else ()
    plate = plate_of_own(
        view.own, workspace.areas.codes(AreaLevel.PRIMARY_AREA), t, indicator_id=view.indicator
    )
    payload = build_plate_payload(plate, t=t, chosen=chosen, echo=state.echo(MAP))
    draw_map(
        files,
        payload if len(view.own) == MOST_OWN else let_draw(payload),
        key=MAP,
        on_change=partial(_take_map, workspace, view, t),
    )


def plate_of_own(
    owns: Sequence[OwnArea], codes: Sequence[str], t: Translator, *, indicator_id: str
) -> Plate:
    """
    Make a map that shows which primary areas belong to which area of one's own.

    Parameters
    ----------
    codes
        Of all primary areas.
    """
    kinds = pd.Series("none", index=pd.Index(codes))
    names: dict[str, str] = {}
    colours: dict[str, tuple[str, str]] = {}
    for place, own in enumerate(owns):
        for code, share in own.pairs:
            kind = f"whole_{place}" if share == 1 else f"part_{place}"
            kinds[code] = kind if kinds[code] == "none" else "several"
    found = set(kinds)
    for place, own in enumerate(owns):
        whole, part = f"whole_{place}", f"part_{place}"
        (colours[whole], colours[part]), names[whole] = COLOURS[place], own.name
        if part in found:
            names[part] = t("{name}, in part", name=own.name)
    if "several" in found:
        names["several"], colours["several"] = t("in several of them"), SEVERAL
    names["none"], colours["none"] = t("in no own area"), GREY
    title = t("Areas of your own")
    return plate_of_kinds(
        kinds,
        about=PlateSubject("own", AreaLevel.PRIMARY_AREA, indicator_id),
        words=PlateWords(title=title, caption=title),
        names=names,
        colours=colours,
    )


def _take_map(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Take in a shape that was drawn, or the areas that were chosen."""
    before = view.area if view.level is AreaLevel.PRIMARY_AREA else ()
    selection = Selection(view.indicator, AreaLevel.PRIMARY_AREA, str(view.period))
    told = state.take_shape(MAP)
    wish: ViewState = st.session_state[state.VIEW]
    state.take_plate_state(workspace, selection, key=MAP)
    chosen = st.session_state[state.VIEW].area
    if chosen == before:
        # A shape alone changes neither the level nor what is chosen on it.
        state.change(area=wish.area, level=wish.level)
    else:
        st.session_state["own_areas"] = list(chosen)
    if not isinstance(told, list) or not told or len(view.own) == MOST_OWN:
        return
    try:
        shape = shape_of(told)
    except DataError as error:
        st.session_state["own_problems"] = error.problems
        return
    taken = {own.name for own in view.own}
    name = next(name for name in _own_names(t) if name not in taken)
    _add_shape(workspace, view, shape, name)


def _own_names(t: Translator) -> Iterator[str]:
    """Give names for an area without one."""
    for n in range(1, MOST_OWN + 2):
        yield t("Own area {n}", n=n)


def shape_of(corners: Sequence[object]) -> Shape:
    """
    Make a shape of the corners that were drawn, as [longitude, latitude].

    Raises
    ------
    DataError
        With what is wrong, whatever the frame sent.
    """
    if len(corners) > MOST_CORNERS:
        value, allowed = f"{len(corners)} points", f"{MOST_CORNERS} points"
        raise DataError([Problem("shape-too-detailed", value=value, allowed=allowed)])
    return shape_from_geojson({"type": "Polygon", "coordinates": [[*corners, *corners[:1]]]})


def _add_picked(workspace: Workspace, view: ViewState) -> None:
    _add(workspace, view, dict.fromkeys(st.session_state.get("own_areas", []), 1.0))


def _add_file(workspace: Workspace, view: ViewState, payload: bytes, name: str) -> None:
    try:
        shape = read_shape(payload, name)
    except DataError as error:
        st.session_state["own_problems"] = error.problems
        return
    _add_shape(workspace, view, shape, name.rsplit(".", 1)[0][:MOST_LETTERS])


def _add_shape(workspace: Workspace, view: ViewState, shape: Shape, name: str) -> None:
    boundaries = workspace.boundaries[AreaLevel.PRIMARY_AREA]
    try:
        found = overlap_shares(shape, boundaries, land=workspace.land)
    except DataError as error:
        st.session_state["own_problems"] = error.problems
        return
    _add(workspace, view, found.shares, name=name)


def _add(
    workspace: Workspace, view: ViewState, shares: Mapping[str, float], *, name: str = ""
) -> None:
    known = workspace.areas.codes(AreaLevel.PRIMARY_AREA)
    wanted = str(st.session_state.get("own_name", "")).strip() or name
    try:
        own = make_own_area(wanted, shares, known=known)
    except DataError as error:
        st.session_state["own_problems"] = error.problems
        return
    kept = tuple(each for each in view.own if each.name != own.name)
    state.change(own=(*kept, own)[-MOST_OWN:])
    st.session_state["own_name"] = ""
    st.session_state["own_areas"] = []


def _draw_one(
    workspace: Workspace, view: ViewState, own: OwnArea, place: int, t: Translator
) -> None:
    names = workspace.areas.names(AreaLevel.PRIMARY_AREA)
    listed = ", ".join(
        str(names[code]) if share == 1 else f"{names[code]} ({t.percent(100 * share, 0)})"
        for code, share in own.pairs
    )
    st.html(
        words_html(
            [t("About {n} residents.", n=t.number(round(own_people(workspace, own), -1), 0))],
            title=own.name,
            notes=[listed, *([] if own.whole else [t(SHARE_OF_LAND)])],
        )
    )
    st.html(_values(workspace, own, t))
    st.button(
        t("Take {name} away", name=own.name),
        key=f"own_remove_{place}",
        on_click=lambda: state.change(own=tuple(each for each in view.own if each != own)),
        icon=":material/delete:",
    )


def _values(workspace: Workspace, own: OwnArea, t: Translator) -> str:
    rows = []
    for definition in workspace.table.definitions.values():
        name = definition.indicator_id
        period = max(workspace.table.periods(name), default="")
        found = next(iter(own_values(workspace, [own], name, period).values()))
        for older in sorted(workspace.table.periods(name), reverse=True):
            found = next(iter(own_values(workspace, [own], name, older).values()))
            period = older
            if found.value is not None:
                break
        value = (
            t("no figure")
            if found.value is None
            else t.unit(found.value, definition.unit, definition.decimals)
        )
        rows.append(
            Row(
                (
                    definition.name(t.lang),
                    value,
                    period_text(period),
                    own_words(found, own, workspace.areas, t, period=period, brief=True),
                )
            )
        )
    columns = (
        Column(t("Indicator")),
        Column(t("Value"), number=True),
        Column(t("Period")),
        Column(t("How it was made"), prose=True),
    )
    return table_html(columns, rows)
