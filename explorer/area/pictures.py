"""What the small pictures of an area's page show, as positions: a strip, a trend, where the area lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import shapely

from explorer.area.profile import Card
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel
from indicators.breaks import Break
from indicators.comparison import year_of

# Metres that an outline may be off in the picture of where an area lies, and its longer side.
ROUGH_M: Final = 150.0
LOCATOR_PX: Final = 200.0
# An area with sides shorter than this gets a ring.
SMALL_PX: Final = 26.0


@dataclass(frozen=True)
class StripPicture:
    """
    Every area of the level on one line, from 0 (left) to 1, the more favourable end to the right.

    `low` and `high` are the values at the left and the right end; `own` and `city` are None where
    there is no figure.
    """

    ticks: tuple[float, ...]
    own: float | None
    city: float | None
    left: float
    right: float


@dataclass(frozen=True)
class TrendPicture:
    """
    One area's figures over time, and the city's, each in runs that no break of the series parts.

    Points are (x, y) from 0 to 1, y upwards; `values` and `periods` are those of the area, in order.
    """

    own: tuple[tuple[tuple[float, float], ...], ...]
    city: tuple[tuple[tuple[float, float], ...], ...]
    values: tuple[float, ...]
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Locator:
    """
    Paths (SVG) of the city's parts and of one area, in a box of `width` by `height`.

    `ring` is the place (x, y) to draw a ring round an area too small to be seen, else None.
    """

    width: float
    height: float
    parts: tuple[str, ...]
    own: str
    ring: tuple[float, float] | None


def strip_of(card: Card) -> StripPicture | None:
    """Lay out a card's strip; None with fewer than two different figures."""
    known = card.topic.selected.frame["value"].dropna()
    ends = [*known, *([] if card.city is None else [card.city.value])]
    if len(known) < 2 or min(ends) == max(ends):
        return None
    low, high = float(min(ends)), float(max(ends))
    turned = card.topic.higher_is_better is False

    def place(value: float) -> float:
        share = (value - low) / (high - low)
        return round(1 - share if turned else share, 4)

    return StripPicture(
        ticks=tuple(sorted({place(float(each)) for each in known})),
        own=None if card.figure is None else place(card.figure.value),
        city=None if card.city is None else place(card.city.value),
        left=high if turned else low,
        right=low if turned else high,
    )


def trend_of(card: Card, *, with_city: bool) -> TrendPicture | None:
    """Lay out a card's figures over time; None with fewer than two."""
    own = [(each.period, each.value) for each in card.history]
    if len(own) < 2:
        return None
    city = [
        (period, selected.city.value)
        for period, selected in card.topic.series.items()
        if with_city and selected.city is not None
    ]
    every = [value for _, value in (*own, *city)]
    low, spread = min(every), (max(every) - min(every)) or 1.0
    years = [year_of(period) for period in card.topic.series]
    first, length = min(years), (max(years) - min(years)) or 1

    def points(series: Sequence[tuple[str, float]]) -> tuple[tuple[tuple[float, float], ...], ...]:
        return tuple(
            tuple(
                (round((year_of(period) - first) / length, 4), round((value - low) / spread, 4))
                for period, value in run
            )
            for run in _runs(series, card.topic.breaks)
        )

    return TrendPicture(
        own=points(own),
        city=points(city),
        values=tuple(value for _, value in own),
        periods=tuple(period for period, _ in own),
    )


def locator_of(workspace: Workspace, area: Area) -> Locator | None:
    """Draw where an area lies in the city, roughly; None where its level has no outlines."""
    if area.level not in workspace.boundaries:
        return None
    parts = workspace.boundaries[AreaLevel.CITY_AREA].outlines_m
    own = workspace.boundaries[area.level].outlines_m.loc[area.code]
    west, south, east, north = parts.total_bounds
    scale = LOCATOR_PX / max(east - west, north - south)
    left, bottom, right, top = own.bounds
    middle = own.representative_point()

    def path(outline: shapely.Geometry) -> str:
        rough = shapely.simplify(outline, ROUGH_M)
        rings = [
            ring
            for polygon in shapely.get_parts(rough)
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        return "".join(_ring(ring, west, north, scale) for ring in rings)

    return Locator(
        width=round((east - west) * scale, 1),
        height=round((north - south) * scale, 1),
        parts=tuple(path(each) for each in parts),
        own=path(own),
        ring=(
            round((middle.x - west) * scale, 1),
            round((north - middle.y) * scale, 1),
        )
        if max(right - left, top - bottom) * scale < SMALL_PX
        else None,
    )


def _ring(ring: shapely.LinearRing, west: float, north: float, scale: float) -> str:
    corners = shapely.get_coordinates(ring)
    placed = np.column_stack([(corners[:, 0] - west) * scale, (north - corners[:, 1]) * scale])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in placed[:-1]) + "Z"


def _runs(
    series: Sequence[tuple[str, float]], breaks: Sequence[Break]
) -> list[list[tuple[str, float]]]:
    runs: list[list[tuple[str, float]]] = []
    last = ""
    for period, value in series:
        if not runs or any(last < each.period <= period for each in breaks):
            runs.append([])
        if pd.notna(value):
            runs[-1].append((period, value))
        last = period
    return [run for run in runs if run]
