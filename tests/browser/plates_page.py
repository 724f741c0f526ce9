"""A page of made-up plates in the map's frame: numbers, a change, and kinds (draws)."""

import numpy as np
import pandas as pd
import streamlit as st

from explorer.i18n import translator
from explorer.palette import ORANGE, ORANGE_DARK, PURPLE, PURPLE_DARK
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds, plate_of_numbers
from explorer.ui.assets import STATIC, DataFiles, write_data
from explorer.ui.paint import Echo, build_plate_payload, draw_map, frame_state
from explorer.workspace import Workspace, load_workspace
from geodata.areas import AreaLevel

PLATES = ("numbers", "change", "kinds", "short")
NAMES = {
    "high": "More among more",
    "low": "Fewer among fewer",
    "fewer": "Fewer among more",
    "more": "More among fewer",
    "none": "No clear pattern",
}
COLOURS = {
    "high": (ORANGE[3], ORANGE_DARK[3]),
    "low": (PURPLE[3], PURPLE_DARK[3]),
    "fewer": (PURPLE[1], PURPLE_DARK[1]),
    "more": (ORANGE[1], ORANGE_DARK[1]),
    "none": (PURPLE[0], PURPLE_DARK[0]),
}


@st.cache_resource(show_spinner=False)
def load() -> tuple[Workspace, DataFiles]:
    """Load the built-in data and write the frame's files, once."""
    workspace = load_workspace()
    return workspace, write_data(workspace)


def make(name: str, codes: tuple[str, ...], lang: str) -> Plate:
    """Make up a plate; the second area, 102, never has a figure, and "short" forgets the last one."""
    about = PlateSubject(f"{name}.made_up", AreaLevel.PRIMARY_AREA, "low_economic_standard")
    if name == "short":
        codes = codes[:-1]
    order = np.arange(len(codes))
    numbers = pd.Series(((order * 37) % 96) ** 2 / 20_000, index=list(codes))
    numbers.iloc[1] = np.nan
    if name == "kinds":
        kinds = pd.Series(np.array(list(NAMES))[np.minimum(order % 9, 4)], index=list(codes))
        kinds.iloc[1] = None
        words = PlateWords("Area and its neighbours", "Made-up map: areas and their neighbours")
        return plate_of_kinds(kinds, about=about, words=words, names=NAMES, colours=COLOURS)
    words = PlateWords(
        title="Share of the average distance (percentage points)",
        caption="Made-up map: what each area adds to the average distance",
        unit="percentage points",
        decimals=2,
        ends=("a smaller gap", "a larger gap") if name == "change" else None,
    )
    shift = numbers.median() if name == "change" else 0.0
    return plate_of_numbers(
        numbers - shift,
        about=about,
        words=words,
        t=translator(lang),
        diverging=name == "change",
    )


def draw() -> None:
    """Draw the page that a link asks for: ?plate=kinds&lang=en."""
    st.set_page_config(layout="wide")
    st.html(STATIC / "page.css")
    _sheet()


@st.fragment
def _sheet() -> None:
    workspace, files = load()
    lang = st.query_params.get("lang", "sv")
    asked = PLATES.index(st.query_params.get("plate", PLATES[0]))
    name = st.radio("Plate", PLATES, index=asked, horizontal=True)
    told = frame_state("plates")
    chosen = tuple(told.get("areas", ()))
    payload = build_plate_payload(
        make(name, workspace.areas.codes(AreaLevel.PRIMARY_AREA), lang),
        t=translator(lang),
        chosen=chosen,
        echo=Echo(taken=told.get("sequence", 0), start_at=None),
    )
    draw_map(files, payload, key="plates", on_change=lambda: None)
    st.text(f"Chosen: {' '.join(chosen)}.")


draw()
