"""A page of two linked maps and a map of change, as a page about comparing draws them (draws)."""

import streamlit as st

from explorer.change import build_change
from explorer.change_plate import change_words, plate_of_change
from explorer.i18n import translator
from explorer.layers import MapLayer
from explorer.twin import build_twin
from explorer.ui.assets import STATIC, DataFiles, write_data
from explorer.ui.paint import (
    Echo,
    build_linked_payload,
    build_plate_payload,
    draw_map,
    frame_state,
    link_payload,
)
from explorer.view import Show, ViewState
from explorer.workspace import Workspace, load_workspace
from geodata.areas import AreaLevel

KEYS = ("first", "second", "change")
PRIMARY = AreaLevel.PRIMARY_AREA
FIRST = ViewState(indicator="foreign_born_share", level=PRIMARY, period="2020", show=Show.VALUE)
SECOND = ViewState(indicator="foreign_born_share", level=PRIMARY, period="2023", show=Show.VALUE)
# With ?second=other, which has no scale in common with the first.
OTHER = ViewState(indicator="median_economic_standard", level=PRIMARY)


@st.cache_resource(show_spinner=False)
def load() -> tuple[Workspace, DataFiles]:
    """Load the built-in data and write the frame's files, once."""
    workspace = load_workspace()
    return workspace, write_data(workspace)


def heard(key: str) -> None:
    """Count what a frame reports, and take its choice."""
    told = frame_state(key)
    st.session_state["chosen"] = tuple(told.get("areas", ()))
    st.session_state[f"{key}_heard"] = st.session_state.get(f"{key}_heard", 0) + 1


def draw_layer(layer: MapLayer, key: str, files: DataFiles, lang: str) -> None:
    """Draw one of the two maps; the field to find an area stands at the first."""
    payload = build_linked_payload(
        layer,
        translator(lang),
        chosen=st.session_state.get("chosen", ()),
        echo=echo_of(key),
        finder=key == "first",
    )
    draw_map(files, payload, key=key, on_change=lambda: heard(key))


def echo_of(key: str) -> Echo:
    """Give the number of the last message that a frame sent."""
    return Echo(taken=frame_state(key).get("sequence", 0), start_at=None)


def draw() -> None:
    """Draw the page that a link asks for: ?lang=en&second=other&change=population."""
    st.set_page_config(layout="wide")
    st.html(STATIC / "page.css")
    workspace, files = load()
    lang = st.query_params.get("lang", "sv")
    second = OTHER if st.query_params.get("second") == "other" else SECOND
    twin = build_twin(workspace, FIRST, second, shared=True)
    with st.container(key="twins"):
        left, right = st.columns(2)
        with left:
            draw_layer(twin.first, "first", files, lang)
        with right:
            if twin.second is not None:
                draw_layer(twin.second, "second", files, lang)
    indicator = st.query_params.get("change", "foreign_born_share")
    level = AreaLevel(st.query_params.get("level", PRIMARY.value))
    periods = workspace.table.periods(indicator)
    first = st.query_params.get("first", min(periods))
    change = build_change(
        workspace, indicator, level, first=first, last=st.query_params.get("last", max(periods))
    )
    t = translator(lang)
    payload = build_plate_payload(
        plate_of_change(change, change_words(change, t), t),
        t=t,
        chosen=st.session_state.get("chosen", ()),
        echo=echo_of("change"),
    )
    draw_map(
        files, link_payload(payload, finder=False), key="change", on_change=lambda: heard("change")
    )
    told = " ".join(f"{key} {st.session_state.get(f'{key}_heard', 0)}" for key in KEYS)
    st.text(f"Chosen: {' '.join(st.session_state.get('chosen', ()))}. Heard: {told}.")


draw()
