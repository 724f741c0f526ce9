"""What a scatter chart is made of: areas by two indicators, sizes of bubbles, and their words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from explorer.charts.paper import Quantity, find_ticks, name_units
from explorer.i18n import Translator

HEIGHT_PX: Final = 360
LARGEST_PX2: Final = 900.0
# Room for the largest bubble beyond the outermost figures, as a share of their range.
ROOM: Final = 0.07
COLUMNS: Final = ["x", "y", "people"]


@dataclass(frozen=True)
class AxisWords:
    """What an axis shows: the indicator with its period in words, and what it is in."""

    title: str
    quantity: Quantity

    def heading(self, t: Translator) -> str:
        """Title with the unit in words."""
        unit = self.quantity.words(t)
        return f"{self.title}, {unit}" if unit else self.title


@dataclass(frozen=True, eq=False)
class Cloud:
    """
    Areas by two indicators.

    Parameters
    ----------
    points
        `x`, `y` in the units of the indicators and `people`, indexed by area_code; an area that
        lacks one of them, or in which nobody is counted, is left out and told of.
    line
        Slope and intercept of the least-squares line weighted by people.
    city
        The whole city's two values.
    """

    points: pd.DataFrame
    x: AxisWords
    y: AxisWords
    line: tuple[float, float] | None = None
    city: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Scene:
    """
    What is drawn of a cloud.

    Parameters
    ----------
    known
        Areas with both figures and people, the largest first so that small ones lie on top.
    marked
        Those of the chosen areas that are among them.
    across, up
        The values that the axes span.
    """

    cloud: Cloud
    known: pd.DataFrame
    marked: tuple[str, ...]
    across: tuple[float, float]
    up: tuple[float, float]
    names: Mapping[str, str]
    t: Translator

    @property
    def most(self) -> float:
        """People of the largest area."""
        return float(self.known["people"].max()) if len(self.known) else 1.0

    @property
    def pixel(self) -> float:
        """How much of the upward axis one pixel is."""
        return (self.up[1] - self.up[0]) / HEIGHT_PX

    def at(self, code: str, column: str) -> float:
        """Give a figure of an area."""
        return float(self.known[column].loc[code])


def set_scene(
    cloud: Cloud, names: Mapping[str, str], t: Translator, *, chosen: Sequence[str]
) -> Scene:
    """Choose what is drawn and what the axes span."""
    found = cloud.points.loc[:, COLUMNS].astype("float64")
    whole = np.isfinite(found.to_numpy()).all(axis=1) & (found["people"] > 0).to_numpy()
    known = found.loc[whole].sort_values("people", ascending=False, kind="stable")
    known.index = known.index.astype("str")
    x, y = cloud.city or (None, None)
    return Scene(
        cloud=cloud,
        known=known,
        marked=tuple(code for code in dict.fromkeys(chosen) if code in known.index),
        across=_limits(known["x"], x, cloud.x.quantity),
        up=_limits(known["y"], y, cloud.y.quantity),
        names=names,
        t=t,
    )


def _limits(values: pd.Series, city: float | None, quantity: Quantity) -> tuple[float, float]:
    all_values = [float(each) for each in values] + ([] if city is None else [city])
    low, high = (min(all_values), max(all_values)) if all_values else (0.0, 1.0)
    room = ROOM * (high - low) or 1.0
    digits = quantity.decimals + 2
    return round(low - room, digits), round(high + room, digits)


def bubble_size(people: float, most: float) -> float:
    """Square of a bubble's width in pixels, so that its area is in proportion to its people."""
    return round(LARGEST_PX2 * people / most)


def radius(size: float) -> float:
    """Radius in pixels of a bubble whose width squared is the size."""
    return math.sqrt(size) / 2


def legend_sizes(most: float) -> list[float]:
    """Choose one or two round numbers of people, the last near the largest there is."""
    ticks = [each for each in find_ticks(0, most) if each > 0]
    return [ticks[(len(ticks) - 1) // 3], ticks[-1]] if len(ticks) > 1 else ticks


def line_ends(scene: Scene) -> list[tuple[float, float]]:
    """Give the ends of the line over the figures there are, cut where it leaves the picture."""
    line, known = scene.cloud.line, scene.known
    if line is None or not np.isfinite(line).all() or len(known) < 2:
        return []
    slope, intercept = line
    first, last = float(known["x"].min()), float(known["x"].max())
    if slope:
        crossings = sorted((limit - intercept) / slope for limit in scene.up)
        first, last = max(first, crossings[0]), min(last, crossings[1])
    elif not scene.up[0] <= intercept <= scene.up[1]:
        return []
    return [(x, intercept + slope * x) for x in (first, last)] if first < last else []


def bubble_rows(scene: Scene) -> list[dict[str, object]]:
    """Give each area's place, size and words, the marked ones last with an `m`."""
    x, y, t = scene.cloud.x.quantity, scene.cloud.y.quantity, scene.t
    found: list[dict[str, object]] = []
    others = [str(code) for code in scene.known.index if code not in scene.marked]
    for code in [*others, *scene.marked]:
        across, up, people = (scene.at(code, column) for column in COLUMNS)
        row: dict[str, object] = {
            "name": name_units(code, scene.names),
            "x": round(across, x.decimals),
            "y": round(up, y.decimals),
            "size": bubble_size(people, scene.most),
            "a": x.number(across, t),
            "b": y.number(up, t),
            "n": t.number(people, 0),
        }
        found.append(row | ({"m": 1} if code in scene.marked else {}))
    return found


def describe(scene: Scene) -> str:
    """Say what the chart shows to those who do not see it."""
    cloud, known, t = scene.cloud, scene.known, scene.t
    if known.empty:
        return t("Scatter chart without any area that has both figures.")
    x, y = cloud.x.quantity, cloud.y.quantity

    def span(column: str, words: AxisWords) -> dict[str, str]:
        low, high = float(known[column].min()), float(known[column].max())
        write = words.quantity.write
        return {"low": write(low, t), "high": write(high, t), "indicator": words.title}

    parts = [
        t.plural(
            "Scatter chart of {n} area, a bubble as large as its people are many.",
            "Scatter chart of {n} areas, each a bubble as large as its people are many.",
            len(known),
        ),
        t("Across: {indicator}, from {low} to {high}.", **span("x", cloud.x)),
        t("Upwards: {indicator}, from {low} to {high}.", **span("y", cloud.y)),
    ]
    if cloud.city is not None:
        city = {"x": x.write(cloud.city[0], t), "y": y.write(cloud.city[1], t)}
        parts.append(t("The whole city: {x}; {y}.", **city))
    for code in scene.marked:
        figures = f"{x.write(scene.at(code, 'x'), t)}; {y.write(scene.at(code, 'y'), t)}"
        parts.append(f"{name_units(code, scene.names)}: {figures}.")
    if len(known) < len(cloud.points):
        parts.append(
            t.plural(
                "{n} area lacks a figure and is left out.",
                "{n} areas lack a figure and are left out.",
                len(cloud.points) - len(known),
            )
        )
    return " ".join(parts)
