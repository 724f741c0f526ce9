"""One strip for each indicator: every area a tick, the city a longer one, chosen areas as marks."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import altair as alt
import pandas as pd

from explorer.charts.chosen import (
    CHARACTER_PX,
    NARROW_PX,
    mark_shapes,
    shape_of,
    shorten,
    stack,
)
from explorer.charts.paper import (
    LINE_PX,
    Quantity,
    draw_text,
    finish,
    is_known,
    name_units,
    paper_of,
    rows,
)
from explorer.i18n import Translator

ROW_PX = 20
TICK_PX, CITY_PX = 14, 28
GAP_PX = 26
TITLE_CHARACTERS = 44
# Nearer to an end than this, a label is written inwards from its place.
EDGE = 0.2


@dataclass(frozen=True, eq=False)
class Strip:
    """
    One indicator in all areas of a level, as charts and tables of a comparison take it.

    Parameters
    ----------
    title
        Short name, without the unit.
    figures
        In the indicator's unit, indexed by area_code, NaN where there is no figure to show.
    city
        The whole city's value; None where there is none, and for a count, of which an area has a
        part.
    higher_is_better
        None where neither end is the better one.
    absent
        Why areas have no figure, in words ("withheld"); without an entry it is "no figure".
    """

    indicator_id: str
    title: str
    figures: pd.Series
    city: float | None
    quantity: Quantity
    higher_is_better: bool | None
    absent: Mapping[str, str] = field(default_factory=dict)

    def absence(self, code: str, t: Translator) -> str:
        """Say in words that an area has no figure."""
        return self.absent.get(code) or t("no figure")

    def heading(self, t: Translator) -> str:
        """Title with the unit in words."""
        unit = self.quantity.words(t)
        return f"{self.title}, {unit}" if unit else self.title


@dataclass(frozen=True, eq=False)
class _Scene:
    """Rows of the chart as they are put together; heights are pixels from the top."""

    names: Mapping[str, str]
    t: Translator
    chosen: Sequence[str]
    numbers: dict[str, int] = field(default_factory=dict)
    ticks: list[dict[str, object]] = field(default_factory=list)
    cities: list[dict[str, object]] = field(default_factory=list)
    marks: list[dict[str, object]] = field(default_factory=list)
    texts: list[dict[str, object]] = field(default_factory=list)
    quiet: list[dict[str, object]] = field(default_factory=list)

    def number(self, code: str) -> int:
        """Give the place of an area's name in the list that the ticks share."""
        return self.numbers.setdefault(code, len(self.numbers))

    def write(self, x: float, y: float, text: str, *, align: str, strong: bool = False) -> None:
        place: dict[str, object] = {"x": round(x, 4), "y": y, "align": align, "dx": 0}
        self.texts.append({**place, "text": text, "strong": strong})


def strips(
    profile: Sequence[Strip],
    names: Mapping[str, str],
    t: Translator,
    *,
    chosen: Sequence[str] = (),
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw one strip under the other, each on its own scale from its least to its greatest figure.

    The more favourable end lies to the right; where there is none, low lies to the left. An area
    without a figure has no tick, and where it is chosen that is said in words.

    Parameters
    ----------
    chosen
        Codes of areas to mark. One is named beside its mark; several have a number, with a key.
    """
    paper = paper_of(dark=dark)
    scene = _Scene(names, t, tuple(dict.fromkeys(chosen)))
    height = _draw_key(scene)
    for strip in profile:
        height = _draw_strip(scene, strip, height)
    height = max(height - GAP_PX, ROW_PX)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    tooltip = [alt.Tooltip("name:N", title=t("Area")), alt.Tooltip("text:N", title=t("Value"))]
    listed = json.dumps([name_units(code, names) for code in scene.numbers])
    # Each name once: every area has a tick in every strip.
    named = alt.Chart(rows(scene.ticks)).transform_calculate(name=f"{listed}[datum.n]")
    ticks = named.mark_tick(
        orient="vertical", size=TICK_PX, thickness=2, color=paper.edge, opacity=0.55
    )
    city = alt.Chart(rows(scene.cities)).mark_tick(
        orient="vertical", size=CITY_PX, thickness=2.5, color=paper.ink, opacity=1
    )
    layers = [
        ticks.encode(x=x, y=y, tooltip=tooltip),
        city.encode(x="x:Q", y="y:Q", tooltip=tooltip),
    ]
    if scene.marks:
        marked = alt.Chart(rows(scene.marks)).encode(x="x:Q", y="y:Q", tooltip=tooltip)
        layers.append(mark_shapes(marked, paper))
    quiet = alt.Chart(rows(scene.quiet)).mark_text(
        align=alt.expr("datum.align"), baseline="bottom", color=paper.quiet
    )
    layers.append(quiet.encode(x="x:Q", y="y:Q", text=alt.Text("text:N", format="")))
    layers += draw_text(scene.texts, paper=paper)
    return finish(
        layers, height=height, description=_describe(profile, scene), title="", paper=paper
    )


def _draw_key(scene: _Scene) -> int:
    if len(scene.chosen) < 2:
        return 0
    for place, code in enumerate(scene.chosen):
        y = (place + 1) * ROW_PX
        scene.marks.append(
            {"x": 0.02, "y": y - ROW_PX // 2 + 1, "shape": shape_of(place), "name": "", "text": ""}
        )
        name = shorten(name_units(code, scene.names), 40)
        scene.write(0.06, y, f"{place + 1}  {name}", align="left")
    return len(scene.chosen) * ROW_PX + GAP_PX // 2


def _draw_strip(scene: _Scene, strip: Strip, top: int) -> int:
    t, quantity = scene.t, strip.quantity
    known = strip.figures.dropna().astype("float64")
    y = top
    for line in textwrap.wrap(strip.heading(t), TITLE_CHARACTERS):
        y += LINE_PX
        scene.write(0, y, line, align="left", strong=True)
    if known.empty:
        scene.write(0, y + ROW_PX, t("No area has a figure."), align="left")
        return y + ROW_PX + GAP_PX
    ends = [*known, *([strip.city] if is_known(strip.city) else [])]
    low, high = min(ends), max(ends)

    def place_of(value: float) -> float:
        share = 0.5 if high == low else (value - low) / (high - low)
        return 1 - share if strip.higher_is_better is False else share

    middle = y + LINE_PX + 4 + CITY_PX // 2
    for code, value in known.items():
        scene.ticks.append(
            {
                "x": round(place_of(value), 4),
                "y": middle,
                "n": scene.number(str(code)),
                "text": quantity.number(value, t),
            }
        )
    if strip.city is not None and is_known(strip.city):
        x = place_of(strip.city)
        name, text = t("The whole city"), quantity.write(strip.city, t)
        scene.cities.append({"x": round(x, 4), "y": middle, "name": name, "text": text})
        label = t("whole city {value}", value=quantity.number(strip.city, t))
        scene.write(x, y + LINE_PX + 2, label, align=_align(x))
    bottom = _draw_chosen(
        scene, strip, {str(code): place_of(value) for code, value in known.items()}, middle
    )
    for x, text, align in _ends(strip, low, high, t):
        scene.quiet.append({"x": x, "y": bottom + LINE_PX, "text": text, "align": align})
    return bottom + LINE_PX + GAP_PX


def _draw_chosen(scene: _Scene, strip: Strip, places: Mapping[str, float], middle: int) -> int:
    t, several = scene.t, len(scene.chosen) > 1
    foot = middle + CITY_PX // 2
    labels: list[tuple[float, str]] = []
    absent: list[str] = []
    for number, code in enumerate(scene.chosen):
        name = name_units(code, scene.names)
        called = str(number + 1) if several else shorten(name)
        if code not in places:
            absent.append(f"{called}: {strip.absence(code, t)}")
            continue
        value = float(strip.figures.loc[code])
        x = places[code]
        scene.marks.append(
            {
                "x": round(x, 4),
                "y": middle,
                "shape": shape_of(number),
                "name": name,
                "text": strip.quantity.write(value, t),
            }
        )
        labels.append((x, f"{called}: {strip.quantity.number(value, t)}"))
    stacked = stack([_span(x, text) for x, text in labels], gap=8 / NARROW_PX)
    for (x, text), row in zip(labels, stacked, strict=True):
        y = foot + (row + 1) * LINE_PX
        scene.write(x, y, text, align=_align(x), strong=not several)
    used = max(stacked, default=-1) + 1
    for text in absent:
        used += 1
        scene.write(0, foot + used * LINE_PX, text, align="left")
    return foot + used * LINE_PX


def _align(x: float) -> str:
    return "left" if x < EDGE else "right" if x > 1 - EDGE else "center"


def _span(x: float, text: str) -> tuple[float, float]:
    width = len(text) * CHARACTER_PX / NARROW_PX
    left = {"left": x, "center": x - width / 2, "right": x - width}[_align(x)]
    return left, left + width


def _ends(strip: Strip, low: float, high: float, t: Translator) -> list[tuple[float, str, str]]:
    least, most = (strip.quantity.number(each, t) for each in (low, high))
    if strip.higher_is_better is None:
        below, above = t("lower"), t("higher")
    else:
        below, above = t("less favourable"), t("more favourable")
        if not strip.higher_is_better:
            least, most = most, least
    left, right = f"{least} {below}", f"{above} {most}"
    return [(0.0, left, "left"), (1.0, right, "right")]


def _describe(profile: Sequence[Strip], scene: _Scene) -> str:
    t = scene.t
    if not profile:
        return t("Strips without any indicator.")
    parts = [
        t(
            "Strips: for each indicator every area is a tick, with the more favourable end to the right."
        )
    ]
    for strip in profile:
        told = (
            []
            if not is_known(strip.city)
            else [t("whole city {value}", value=strip.quantity.write(float(strip.city or 0), t))]
        )
        for code in scene.chosen:
            name = name_units(code, scene.names)
            value = strip.figures.get(code)
            known = is_known(value)
            told.append(
                f"{name} {strip.quantity.write(float(strip.figures.loc[code]), t)}"
                if known
                else f"{name}: {strip.absence(code, t)}"
            )
        parts.append(f"{strip.title}: {'; '.join(told) or t('no figure')}.")
    return " ".join(parts)
