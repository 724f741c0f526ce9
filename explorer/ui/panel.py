"""What is known of the chosen areas, beside the map: value, place, small trend, parents, initiatives there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from explorer.i18n import Translator
from explorer.initiatives.model import Initiative
from explorer.initiatives.register import in_area
from explorer.layers import MapLayer
from explorer.narrative import area_sentence, period_text, quality_sentence, value_sentence
from explorer.own_words import own_words
from explorer.ui.markup import render
from explorer.ui.sources import source_lines
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.own_area import OwnArea
from indicators.own_value import aggregate_own

MOST_INITIATIVES: Final = 6
# Field of the lines in the small trend, in the drawing's units; numbers and years stand round it.
LEFT, RIGHT, TOP, BOTTOM = 8, 272, 18, 54


@dataclass(frozen=True, eq=False)
class Beside:
    """
    What is told of an area beside its figures.

    Parameters
    ----------
    shown
        The initiatives that pass the filters.
    places
        Places of the areas with their intervals, as `explorer.gaps.places_of` gives them.
    similar
        Names of the areas that are statistically most like an area, by its code.
    """

    shown: Sequence[Initiative]
    places: pd.DataFrame | None = None
    similar: Mapping[str, Sequence[str]] = field(default_factory=dict)


def panel_html(
    workspace: Workspace,
    layers: Mapping[str, MapLayer],
    view: ViewState,
    beside: Beside,
    t: Translator,
    *,
    publish: Callable[[str], str],
) -> str:
    """
    Write the panel for the chosen areas, or for the whole city where none is chosen.

    Parameters
    ----------
    layers
        All periods of the view's indicator and level.
    view
        What is on screen.
    publish
        Takes a drawing (SVG) and gives the address that it is served from.
    """
    if view.area:
        areas = [_area(workspace, layers, view, code, beside, t) for code in view.area]
    elif not view.own:
        areas = [_city(workspace, layers, view, t)]
    else:
        areas = []
    areas += [_own(workspace, layers, view, own, beside, t) for own in view.own]
    for each in areas:
        if each["trend"] is not None:
            # Streamlit takes drawings out of HTML, but leaves pictures in it.
            each["trend"]["picture"] = publish(each["trend"]["drawing"])
    lines = source_lines(layers[str(view.period)], t)
    return render("panel.html", areas=areas, label=t("Chosen areas"), lines=lines)


def _span(places: pd.DataFrame | None, code: str) -> tuple[int, int] | None:
    """Find the interval of an area's place; None where it is not known."""
    if places is None:
        return None
    lower, upper = (places[end].loc[code] for end in ("lower", "upper"))
    return None if pd.isna(lower) or pd.isna(upper) else (int(lower), int(upper))


def _area(
    workspace: Workspace,
    layers: Mapping[str, MapLayer],
    view: ViewState,
    code: str,
    beside: Beside,
    t: Translator,
) -> dict[str, Any]:
    layer = layers[str(view.period)]
    row = layer.frame.loc[[code]].to_dict("records")[0]
    name, definition = str(row["name"]), layer.definition
    known = row["status"] == "ok"
    values = [float(each.frame["value"].loc[code]) for each in layers.values()]
    sentence = area_sentence(layer, code, t, places=_span(beside.places, code))
    here = in_area(beside.shown, workspace.areas, view.level, code)
    return {
        "name": name,
        "parents": ", ".join(area.name for area in workspace.areas.parents(view.level, code)[:-1]),
        "known": known,
        "value": t.unit(float(row["value"]), definition.unit, definition.decimals)
        if known
        else t("No figure"),
        # Of a missing figure the sentence may have nothing to add.
        "sentence": "" if sentence == t("No figure") else sentence,
        "trend": _trend(layers, values, name, t),
        "note": quality_sentence(layer, code, t),
        "similar": _similar(beside.similar.get(code, ()), t),
        **_initiatives(here, t),
    }


def _own(
    workspace: Workspace,
    layers: Mapping[str, MapLayer],
    view: ViewState,
    own: OwnArea,
    beside: Beside,
    t: Translator,
) -> dict[str, Any]:
    layer = layers[str(view.period)]
    definition = layer.definition
    found = {
        period: aggregate_own(
            workspace.table, workspace.areas, own, definition.indicator_id, period
        )
        for period in layers
    }
    value = found[str(view.period)].value
    names = workspace.areas.names(AreaLevel.PRIMARY_AREA)
    # One that serves several of the areas still is one.
    inside = list(
        dict.fromkeys(
            each
            for code in own.codes
            for each in in_area(beside.shown, workspace.areas, AreaLevel.PRIMARY_AREA, code)
        )
    )
    values = [np.nan if each.value is None else each.value for each in found.values()]
    return {
        "name": own.name,
        "parents": t("Own area: {areas}", areas=", ".join(str(names[code]) for code in own.codes)),
        "known": value is not None,
        "value": t("No figure")
        if value is None
        else t.unit(value, definition.unit, definition.decimals),
        "sentence": "" if value is None else value_sentence(layer, value, t),
        "trend": _trend(layers, values, own.name, t),
        "note": own_words(
            found[str(view.period)], own, workspace.areas, t, period=str(view.period)
        ),
        "similar": "",
        **_initiatives(inside, t),
    }


def _initiatives(here: Sequence[Initiative], t: Translator) -> dict[str, Any]:
    rest = len(here) - MOST_INITIATIVES
    return {
        "initiatives_heading": t("Initiatives here ({n})", n=len(here)),
        "initiatives": [
            {"name": each.name, "url": each.source_url, "organiser": each.organisation}
            for each in here[:MOST_INITIATIVES]
        ],
        "initiatives_rest": t.plural(
            "and {n} more, in the list under the map",
            "and {n} more, in the list under the map",
            rest,
            n=rest,
        )
        if rest > 0
        else "",
    }


def _similar(names: Sequence[str], t: Translator) -> str:
    return t("Similar areas: {areas}.", areas=", ".join(names)) if names else ""


def _city(
    workspace: Workspace, layers: Mapping[str, MapLayer], view: ViewState, t: Translator
) -> dict[str, Any]:
    layer = layers[str(view.period)]
    definition = layer.definition
    city = layer.city
    values = [np.nan if each.city is None else each.city.value for each in layers.values()]
    return {
        "name": workspace.areas.names(AreaLevel.MUNICIPALITY).iloc[0],
        "parents": t("The whole city"),
        "known": city is not None,
        "value": t("No figure for the whole city")
        if city is None
        else t.unit(city.value, definition.unit, definition.decimals),
        "sentence": definition.description(t.lang),
        "trend": _trend(layers, values, "", t),
        "note": t("Choose an area on the map, or find it by name, to see how it compares."),
        "similar": "",
        "initiatives_heading": "",
        "initiatives": None,
        "initiatives_rest": "",
    }


def _trend(
    layers: Mapping[str, MapLayer], values: Sequence[float], name: str, t: Translator
) -> dict[str, Any] | None:
    """Lay out the small trend: the area's line over the city's; None with fewer than two figures."""
    if np.isfinite(values).sum() < 2:
        return None
    layer = next(iter(layers.values()))
    decimals = layer.definition.decimals
    periods = list(layers)
    city = [np.nan if each.city is None else each.city.value for each in layers.values()]
    compared = bool(name) and layer.definition.kind != "count" and np.isfinite(city).sum() > 1
    every = np.array([*values, *(city if compared else [])], dtype=float)
    low, high = float(np.nanmin(every)), float(np.nanmax(every))
    spread = (high - low) or 1.0
    times = _positions(periods)

    def point(place: int, value: float) -> tuple[float, float]:
        x = LEFT + (RIGHT - LEFT) * times[place]
        return round(x, 1), round(BOTTOM - (BOTTOM - TOP) * (value - low) / spread, 1)

    def line(series: Sequence[float]) -> str:
        return " ".join(
            f"{x},{y}"
            for x, y in (point(i, each) for i, each in enumerate(series) if np.isfinite(each))
        )

    own = [(i, each) for i, each in enumerate(values) if np.isfinite(each)]
    first, last = own[0], own[-1]
    # A number stands on the side of its point that the line does not take.
    rises_first, rises_last = own[1][1] > first[1], last[1] >= own[-2][1]
    texts = []
    for (place, value), anchor, above in (
        (first, "start", not rises_first),
        (last, "end", rises_last),
    ):
        x, y = point(place, value)
        texts += [
            {
                "x": x,
                "y": round(y - 8 if above else y + 16, 1),
                "anchor": anchor,
                "kind": "",
                "text": t.number(value, decimals),
            },
            {
                "x": x,
                "y": 86,
                "anchor": anchor,
                "kind": "quiet",
                "text": period_text(periods[place]),
            },
        ]
    drawing = render(
        "trend.svg",
        own=line(values),
        city=line(city) if compared else "",
        points=[(*point(i, each), i == last[0]) for i, each in own],
        texts=texts,
    )
    return {
        "drawing": drawing,
        "label": t(
            "{first_value} in {first}, {last_value} in {last}.",
            first_value=t.number(first[1], decimals),
            first=periods[first[0]],
            last_value=t.number(last[1], decimals),
            last=periods[last[0]],
        ),
        "caption": t("Solid: {name}. Dashed: the city.", name=name) if compared else "",
    }


def _positions(periods: Sequence[str]) -> list[float]:
    """Place periods on a time axis from 0 to 1, by the year they begin in."""
    years = pd.Series([int(period[:4]) for period in periods], dtype="float64")
    span = years.max() - years.min()
    return [0.5] * len(periods) if span == 0 else list((years - years.min()) / span)
