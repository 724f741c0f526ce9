"""
The map as folium and streamlit-folium draw it: one script that never changes, and one paint that does.

The base script stays the same from run to run, so the component keeps its frame, its zoom and its
geometry. What changes travels as a feature group whose script hands figures and class numbers to the
frame: a few kilobytes instead of the whole map.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

import folium
import pandas as pd
import streamlit as st
from folium.template import Template
from streamlit_folium import st_folium

from explorer.change_plate import ChangePlate
from explorer.i18n import Translator
from explorer.initiatives.display import ranges
from explorer.initiatives.model import Place, Precision
from explorer.layers import MapLayer
from explorer.narrative import caption, legend_ends, legend_labels, legend_title
from explorer.palette import colours
from explorer.plates import Plate
from explorer.ui.assets import DataFiles
from explorer.view import Show, ViewState
from geodata.areas import AreaLevel

# Height before the frame's own script takes over and follows the window.
FIRST_HEIGHT = 640
MOST_DIGITS = 15
# Near enough to see streets' worth of difference, far enough to see the area round it.
LOOK_ZOOM = 14


@dataclass(frozen=True)
class Echo:
    """
    What the frame has to be told of its own messages.

    `taken` is the number of the last one that the server has taken in; `start_at` is the position
    "lat,lon,zoom" of a frame that opens, or None for the whole city.
    """

    taken: int
    start_at: str | None


class AtlasMap(folium.Map):
    """
    A folium map whose script hands the map's element to our own and says no more.

    What folium writes into the page's head is left out: our style sheet has what is needed of it,
    and its viewport line would keep people from zooming in on the text.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = EqualityMap.create('{{ this.get_name() }}', '{{ this.site }}');"
        "{% endmacro %}"
    )

    def __init__(self, files: DataFiles) -> None:
        super().__init__(tiles=None)
        self.site = files.site
        # folium's lists name four third-party servers; these name the app itself.
        self.default_js = [("frame", files.address(files.script))]
        self.default_css = [("frame_css", files.address(files.style))]

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002  folium's own signature
        """Add nothing to the head of the page."""
        return ""


class Paint(folium.FeatureGroup):
    """A feature group without features: its script recolours the areas that are already there."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup();"
        "EqualityMap.paint({{ this.payload }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: Mapping[str, Any]) -> None:
        super().__init__(name="paint", control=False)
        self.payload = dump(payload)

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002  folium's own signature
        """Add nothing but the script above."""
        return ""


def dump(payload: object) -> str:
    """
    Write JSON that is safe inside a script, compactly.

    Raises
    ------
    ValueError
        If a figure is not finite: missing ones must be null.
    """
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # The script is put into the page's own markup once: nothing in it may close an element there.
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def build_payload(
    layers: Mapping[str, MapLayer],
    view: ViewState,
    t: Translator,
    *,
    shown_initiatives: list[int],
    echo: Echo,
) -> dict[str, Any]:
    """
    Put together what the frame needs to draw a view, next to the files that it has.

    Parameters
    ----------
    layers
        All periods of the view's indicator and level, oldest first.
    shown_initiatives
        Positions in the register of those that pass the filters.
    """
    layer = layers[str(view.period)]
    definition = layer.definition
    labels = [list(legend_labels(each, t)) for each in layers.values()]
    payload = {
        "echo": echo.taken,
        "at": echo.start_at,
        "lang": t.lang,
        "level": layer.selection.level.value,
        "shown": ranges(shown_initiatives),
        "indicator": definition.indicator_id,
        "name": definition.name(t.lang),
        "unit": definition.unit,
        "decimals": definition.decimals,
        "show": view.show.value,
        # The city's count is the sum of its areas: it has no place on the strip of areas.
        "compared": definition.kind != "count",
        "legend": legend_title(layer, t),
        "ends": legend_ends(layer, t),
        "caption": caption(layer, t),
        "colours": {
            name: colours(layer.scale, direction=definition.direction, dark=dark)
            for name, dark in (("light", False), ("dark", True))
        },
        "classes": [_classes(each.frame["map_class"]) for each in layers.values()],
        # Under one scale the labels of all periods are the same, and told once.
        "labels": labels[:1] if all(each == labels[0] for each in labels) else labels,
        "period": view.period,
        "chosen": list(view.area),
    }
    if view.own and layer.selection.level is AreaLevel.PRIMARY_AREA:
        payload["own"] = sorted({code for each in view.own for code in each.codes})
    return payload


def build_plate_payload(
    plate: Plate, *, t: Translator, chosen: tuple[str, ...], echo: Echo
) -> dict[str, Any]:
    """
    Put together what the frame needs to draw a plate, whose figures are in no file.

    There is one period without a name, no city to compare with, and no initiative.

    Parameters
    ----------
    chosen
        Codes of the chosen areas; those of another level are ignored by the frame.
    """
    values = plate.values  # noqa: PD011  a plate is no frame
    payload = {
        "echo": echo.taken,
        "at": echo.start_at,
        "lang": t.lang,
        "level": plate.level.value,
        "shown": "",
        "plate": plate.key,
        "indicator": plate.indicator_id,
        "name": _heading(plate),
        "pattern": _pattern(plate.unit, t),
        "decimals": plate.decimals,
        "signed": plate.signed,
        "show": Show.VALUE.value,
        "compared": False,
        "legend": plate.title,
        "ends": plate.ends,
        "caption": plate.caption,
        "colours": {"light": plate.light, "dark": plate.dark},
        "figures": [
            {
                "period": "",
                "label": "",
                "city": None,
                "values": None
                if values is None
                else [_figure(value, plate.decimals) for value in values],
            }
        ],
        "classes": [_classes(plate.classes)],
        "labels": [plate.labels],
        "period": "",
        "chosen": list(chosen),
    }
    if isinstance(plate, ChangePlate):
        _add_uncertainty(payload, plate)
    return payload


def build_linked_payload(
    layer: MapLayer, t: Translator, *, chosen: tuple[str, ...], echo: Echo, finder: bool = True
) -> dict[str, Any]:
    """
    Put together what the frame needs to draw one of several linked maps: one period, no initiatives.

    Parameters
    ----------
    chosen
        Codes of the chosen areas, the same on all maps of the page.
    finder
        Whether the field to find an area stands at this map; at one of them is enough.
    """
    selection = layer.selection
    view = ViewState(
        indicator=selection.indicator_id,
        level=selection.level,
        period=selection.period,
        show=layer.show,
        area=chosen,
    )
    layers = {selection.period: layer}
    payload = build_payload(layers, view, t, shown_initiatives=[], echo=echo)
    return link_payload({**payload, "single": True}, finder=finder)


def link_payload(payload: Mapping[str, Any], *, finder: bool = True) -> dict[str, Any]:
    """Link a map or plate to the others of its page that are linked: position, pointer and choice."""
    return {**payload, "linked": True, **({} if finder else {"finder": False})}


def let_draw(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Let a shape be drawn on a map; `state.take_shape` takes it in."""
    return {**payload, "draw": True}


def let_pick(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Let a point be set on a map instead of an area chosen; `state.take_point` takes it in."""
    return {**payload, "pick": True}


def add_points(
    payload: Mapping[str, Any], places: Sequence[Place], *, look: Place | None = None
) -> dict[str, Any]:
    """
    Show places on a map, with broken marks where only the neighbourhood is known.

    Parameters
    ----------
    look
        A place that the map goes to when it is another one than before.
    """
    points = [
        {"lon": each.lon, "lat": each.lat, "loose": each.precision is Precision.AREA}
        for each in places
    ]
    told: dict[str, Any] = {**payload, "points": points}
    if look is not None:
        told["look"] = f"{look.lat:.5f},{look.lon:.5f},{LOOK_ZOOM}"
    return told


def _add_uncertainty(payload: dict[str, Any], plate: ChangePlate) -> None:
    if plate.note:
        payload["note"] = plate.note
    if plate.dotted is not None:
        payload["dotted"] = plate.dotted
    if plate.margins is not None:
        payload["figures"][0]["margins"] = [
            _figure(margin, plate.decimals) for margin in plate.margins
        ]


def _heading(plate: Plate) -> str:
    """Head the column of numbers, in which the unit is not repeated."""
    told = not plate.unit or plate.unit in plate.title
    return plate.title if told else f"{plate.title} ({plate.unit})"


def _pattern(unit: str, t: Translator) -> str:
    """Say where a number stands among the words of its unit, with {n} in its place."""
    if unit == "%":
        return t("{n}%")
    # The number and the first word of its unit stay on one line.
    return f"{{n}}\u00a0{unit}" if unit else "{n}"


def _figure(value: float, decimals: int) -> float | int | None:
    """
    Cut a number to one decimal more than is shown, None for a missing one.

    Cut, not rounded: the frame rounds it again, and 0.0451 by way of 0.05 would become 0.1.
    """
    if not math.isfinite(value):
        return None
    # The shortest decimal that stands for the number, as `Translator.number` reads it.
    exact = Decimal(repr(float(value)))
    # Decimal refuses more digits than its context has; floats this large are whole numbers.
    if exact.adjusted() <= MOST_DIGITS:
        exact = exact.quantize(Decimal(1).scaleb(-decimals - 1), rounding=ROUND_DOWN)
    number = float(exact)
    return int(number) if number.is_integer() else number


def _classes(marks: pd.Series) -> str:
    """One character for each area: its class, or "-" where there is no figure."""
    return "".join("-" if mark is pd.NA else str(mark) for mark in marks)


def draw_map(
    files: DataFiles, payload: Mapping[str, Any], *, key: str, on_change: Callable[[], None]
) -> None:
    """Draw the map; `on_change` runs when the frame reports a choice, a period or a position."""
    st_folium(
        AtlasMap(files),
        key=key,
        height=FIRST_HEIGHT,
        use_container_width=True,
        # Ours is the only message that the frame sends back; st_folium's own list stays empty.
        returned_objects=[],
        feature_group_to_add=Paint(payload),
        on_change=on_change,
    )


def frame_state(key: str) -> Mapping[str, Any]:
    """Last state that the frame reported, {} before the first."""
    state = st.session_state.get(key)
    return state if isinstance(state, dict) else {}
