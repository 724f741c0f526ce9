"""
The view of this session: in the address, in the widgets, in the map's frame (reads and writes session state).

`ViewState` is the one truth. Widgets are filled from it before they are drawn; what they change is
written back to it in their callbacks, and from it to the address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from explorer.layers import settle
from explorer.settings import settings
from explorer.ui.paint import Echo, frame_state
from explorer.view import MOST_AREAS, ViewState, from_query, to_query
from explorer.workspace import Workspace, known_names
from geodata.areas import AreaLevel
from geodata.problems import Problem
from indicators.selection import Selection

VIEW = "view"
PROBLEMS = "link_problems"
MAP = "map"
PLATE = "plate"


@dataclass(frozen=True)
class OnScreen:
    """
    A wish and what is shown of it.

    `view` has the level, period and way to show that exist; the three flags say where that differs
    from the wish.
    """

    wish: ViewState
    view: ViewState
    level_changed: bool
    period_changed: bool
    show_changed: bool


def current(workspace: Workspace) -> ViewState:
    """
    Return the session's view; at the session's start the one that the address describes.

    Moving between pages empties the address, so it is written again.
    """
    if VIEW not in st.session_state:
        view, problems = from_query(st.query_params.to_dict(), known=known_names(workspace))
        if "lang" not in st.query_params:
            view = replace(view, lang=settings().default_language)
        st.session_state[VIEW] = view
        st.session_state[PROBLEMS] = problems
    wanted: ViewState = st.session_state[VIEW]
    _write_address(wanted)
    return wanted


def link_problems() -> tuple[Problem, ...]:
    """Name what the link that opened this session asked for in vain."""
    return tuple(st.session_state.get(PROBLEMS, ()))


def change(**changes: Any) -> None:
    """Change parts of the view and write the address; what the link asked in vain is settled."""
    st.session_state[PROBLEMS] = ()
    view = replace(st.session_state[VIEW], **changes)
    st.session_state[VIEW] = view
    _write_address(view)


def leave_page(home: str) -> None:
    """Let the path of the address name the page from now on; what the link asked in vain is still told."""
    st.session_state[VIEW] = replace(st.session_state[VIEW], page=home)


def _write_address(view: ViewState) -> None:
    wanted = {name: text for name, text in to_query(view).items() if name != "lang"}
    # A link without a language opens in the one that is set, which need not be Swedish.
    if view.lang != settings().default_language:
        wanted["lang"] = view.lang
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def on_screen(workspace: Workspace, wish: ViewState) -> OnScreen:
    """Settle a wish: the nearest level, period and way to show that exist, and areas of that level."""
    selection, show = settle(workspace, wish)
    codes = set(workspace.areas.codes(selection.level))
    view = replace(
        wish,
        level=selection.level,
        period=selection.period,
        show=show,
        area=tuple(code for code in wish.area if code in codes),
    )
    return OnScreen(
        wish=wish,
        view=view,
        level_changed=view.level != wish.level,
        period_changed=wish.period is not None and view.period != wish.period,
        show_changed=view.show != wish.show,
    )


def change_level(workspace: Workspace, level: AreaLevel) -> None:
    """Go to another level; chosen areas are carried up to the areas that hold them."""
    view = on_screen(workspace, st.session_state[VIEW]).view
    holders = workspace.areas.ancestors(view.level, level)
    carried = () if holders is None else tuple(dict.fromkeys(holders.loc[list(view.area)]))
    change(level=level, area=carried)


def take_frame_state(workspace: Workspace) -> None:
    """Take in what the map's frame reported: chosen areas, period, position. Anything odd is ignored."""
    state = frame_state(MAP)
    shown = on_screen(workspace, st.session_state[VIEW])
    query = to_query(replace(shown.view, area=(), at=None))
    areas = state.get("areas")
    query["area"] = ",".join(map(str, areas)) if isinstance(areas, list) else ""
    query["period"] = str(state.get("period") or shown.view.period)
    if state.get("at"):
        query["at"] = str(state["at"])
    told, _ = from_query(
        {name: text for name, text in query.items() if text}, known=known_names(workspace)
    )
    _keep_sequence(MAP, state)
    changes: dict[str, Any] = {"at": told.at}
    if told.area != shown.view.area:
        changes |= {"area": told.area, "level": shown.view.level}
    if told.period != shown.view.period:
        changes["period"] = told.period
    change(**changes)


def take_plate_state(workspace: Workspace, selection: Selection, *, key: str = PLATE) -> None:
    """Take in the areas chosen on a map of computed figures. Anything odd is ignored."""
    state = frame_state(key)
    _keep_sequence(key, state)
    areas = state.get("areas")
    codes = [str(code) for code in areas] if isinstance(areas, list) else []
    known = set(workspace.areas.codes(selection.level))
    chosen = tuple(dict.fromkeys(code for code in codes if code in known))[:MOST_AREAS]
    change(area=chosen, level=selection.level)


def take_shape(key: str) -> object:
    """
    Take in a shape that was drawn on a map, once; None where there is none, or none that is new.

    The frame sends a shape until it has heard that it was taken. What it sent is not looked at here.
    """
    return _take_once(key, "drawn", "shape")


def take_point(key: str) -> object:
    """Take in a point that was set on a map, [longitude, latitude], once; None as for a shape."""
    found = _take_once(key, "picked", "point")
    _keep_sequence(key, frame_state(key))
    return found


def echo(key: str, start_at: str | None = None) -> Echo:
    """Give what a map's frame has to be told of its own messages."""
    return Echo(taken=st.session_state.get(f"{key}_echo", 0), start_at=start_at)


def _take_once(key: str, number: str, thing: str) -> object:
    state = frame_state(key)
    told = state.get(number)
    taken = f"{key}_{number}"
    if not isinstance(told, int) or told <= st.session_state.get(taken, 0):
        return None
    st.session_state[taken] = told
    return state.get(thing)


def _keep_sequence(key: str, state: Mapping[str, Any]) -> None:
    sequence = state.get("sequence")
    st.session_state[f"{key}_echo"] = sequence if isinstance(sequence, int) else 0
