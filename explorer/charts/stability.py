"""Places of areas by an index, with how far each moves under other weightings: dot and whisker."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

from explorer.charts.chosen import shorten
from explorer.charts.paper import (
    Paper,
    find_ticks,
    finish,
    is_known,
    make_axis,
    name_units,
    paper_of,
    rows,
)
from explorer.i18n import Translator

ROW_PX: Final = 36
DOT_PX: Final = 27
TEXT_OFFSET_PX: Final = -7
NAME_CHARACTERS: Final = 30
MOST: Final = 20


def places(
    ranked: pd.DataFrame,
    names: Mapping[str, str],
    t: Translator,
    *,
    most: int = MOST,
    chosen: Sequence[str] = (),
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw the first places, each a dot with a line over the places it may have, and the chosen ones.

    Parameters
    ----------
    ranked
        `rank` (1 the most favourable), `lower`, `upper` (the places it may have, missing where they are
        not known; the dot is then hollow), indexed by area_code. An area without a place is left
        out; the scale holds all that have one.
    most
        Areas drawn from the first place on. Chosen ones beyond them follow, under a line.
    """
    paper = paper_of(dark=dark)
    known = ranked.loc[ranked["rank"].notna()].sort_values("rank", kind="stable")
    first = [str(code) for code in known.index[:most]]
    beyond = [str(code) for code in known.index[most:] if code in chosen]
    records = [
        _record(known, code, names, t, row=row) for row, code in enumerate([*first, *beyond])
    ]
    height = max(len(records), 1) * ROW_PX
    total = len(known)
    ticks = [1.0, *(each for each in find_ticks(1, total) if each > 1)] if total else []
    x = alt.X(
        "place:Q",
        scale=alt.Scale(domain=[0.5, max(total, 1) + 0.5], nice=False, zero=False),
        axis=make_axis(ticks, [t.number(each, 0) for each in ticks], grid=True),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    layers: list[alt.Chart] = []
    if beyond:
        under = alt.Chart(rows([{"y": len(first) * ROW_PX}])).mark_rule(color=paper.edge)
        layers.append(under.encode(y=y))
    for marked in (False, True):
        group = [each for each in records if (each["code"] in chosen) is marked]
        # An empty picture keeps its scale.
        if group or not (marked or records):
            layers += _draw(group, (x, y), paper, t, marked=marked)
    return finish(
        layers,
        height=height,
        description=_describe(known, [*first, *beyond], names, t),
        title=t("place of {n}, the most favourable index to the left", n=t.number(total, 0)),
        paper=paper,
    )


def _record(
    known: pd.DataFrame, code: str, names: Mapping[str, str], t: Translator, *, row: int
) -> dict[str, object]:
    place, lower, upper = (known.loc[code, each] for each in ("rank", "lower", "upper"))
    whole = is_known(lower) and is_known(upper)
    interval = t("not known")
    text = t.number(float(place), None)  # type: ignore[arg-type]
    if whole:
        low, high = (t.number(float(each), None) for each in (lower, upper))  # type: ignore[arg-type]
        interval = low if low == high else f"{low}–{high}"
        text = f"{text} ({interval})"
    name = name_units(code, names)
    return {
        "code": code,
        "y": row * ROW_PX + DOT_PX,
        "place": float(place),  # type: ignore[arg-type]
        "lower": float(lower) if whole else None,  # type: ignore[arg-type]
        "upper": float(upper) if whole else None,  # type: ignore[arg-type]
        "name": name,
        "label": shorten(name, NAME_CHARACTERS),
        "at": t.number(float(place), None),  # type: ignore[arg-type]
        "text": text,
        "interval": interval,
    }


def _draw(
    records: list[dict[str, object]],
    axes: tuple[alt.X, alt.Y],
    paper: Paper,
    t: Translator,
    *,
    marked: bool,
) -> list[alt.Chart]:
    x, y = axes
    colour = paper.accent if marked else paper.edge
    base = alt.Chart(rows(records)).encode(y=y)
    whisker = (
        base.transform_filter("isValid(datum.lower)")
        .mark_rule(color=colour, strokeWidth=5, strokeCap="round", opacity=0.45)
        .encode(x="lower:Q", x2="upper:Q")
    )
    dot = base.mark_point(
        shape="diamond" if marked else "circle",
        size=100 if marked else 75,
        stroke=colour,
        strokeWidth=2,
        opacity=1,
    ).encode(
        x=x,
        # Hollow where nobody knows how far the place may move.
        fill=alt.condition("isValid(datum.lower)", alt.value(colour), alt.value(paper.ground)),
        tooltip=[
            alt.Tooltip("name:N", title=t("Area")),
            alt.Tooltip("at:N", title=t("Place")),
            alt.Tooltip("interval:N", title=t("Interval")),
        ],
    )
    shape: dict[str, Any] = {
        "baseline": "bottom",
        "yOffset": TEXT_OFFSET_PX,
        "fontWeight": "bold" if marked else "normal",
        "color": paper.ink,
    }
    name = base.mark_text(**shape, align="left", dx=1).encode(x=alt.value(0), text="label:N")
    value = base.mark_text(**shape, align="right", dx=-1).encode(
        x=alt.value("width"), text="text:N"
    )
    return [whisker, dot, name, value]


def _describe(
    known: pd.DataFrame, drawn: Sequence[str], names: Mapping[str, str], t: Translator
) -> str:
    if known.empty:
        return t("Chart of places, without any area that has one.")
    listed = "; ".join(
        f"{record['name']} {record['text']}"
        for record in (_record(known, code, names, t, row=0) for code in drawn)
    )
    return t(
        "Chart of places by the index, with the places each may have in brackets: {areas}.",
        areas=listed,
    )
