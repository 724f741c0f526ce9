"""
The button “Use my position” (draws).

The browser asks the person; the answer comes as a trigger, which lives for one run of the page, and is
never written anywhere: not into the view, the address, a file or a log.
"""

import math
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeGuard

import streamlit as st

from explorer.area.whereabouts import Position
from explorer.i18n import N_, Translator
from explorer.ui.assets import STATIC

PARTS: Final = STATIC / "position"
TRIGGER: Final = "position"
# By the names that the script uses.
WORDS: Final[Mapping[str, str]] = {
    "label": N_("Use my position"),
    "calm": N_("Your position is used once, to find your area. It is not saved."),
    "waiting": N_("Asking your device where you are …"),
    "denied": N_(
        "Your browser does not tell this page where you are. Allow it in the browser, or type a"
        " place."
    ),
    "unavailable": N_("Your device cannot tell where you are. Type a place instead."),
    "timeout": N_("Your device took too long to tell where you are. Try again, or type a place."),
}


@cache
def _component() -> Callable[..., Any]:
    html, css, js = (
        (PARTS / f"position.{end}").read_text("utf-8") for end in ("html", "css", "js")
    )
    mount: Callable[..., Any] = st.components.v2.component("position", html=html, css=css, js=js)
    return mount


def draw_position(t: Translator, *, key: str, on_change: Callable[[], None]) -> None:
    """Draw the button; in `on_change`, and nowhere else, `take_position` gives what it found."""
    words = {name: t(text) for name, text in WORDS.items()}
    _component()(key=key, data={"words": words}, on_position_change=on_change)


def take_position(key: str) -> Position | None:
    """Give the position that was just found; None where there is none, or what came is none."""
    found = st.session_state.get(key)
    return read_position(found.get(TRIGGER) if isinstance(found, Mapping) else None)


def read_position(told: object) -> Position | None:
    """Read what a browser sent; anything that is no position on earth is None."""
    if not isinstance(told, Mapping):
        return None
    found = [told.get(name) for name in ("lon", "lat", "accuracy")]
    numbers = [float(each) for each in found if _is_number(each)]
    if len(numbers) < len(found) or not all(map(math.isfinite, numbers)):
        return None
    lon, lat, accuracy = numbers
    if abs(lon) > 180 or abs(lat) > 90 or accuracy < 0:
        return None
    return Position(lon, lat, accuracy)


def _is_number(told: object) -> TypeGuard[int | float]:
    # True and False are numbers to Python.
    return isinstance(told, int | float) and not isinstance(told, bool)
