"""How chosen areas are told apart in a chart: a shape and a number each, and labels that keep apart."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from explorer.charts.paper import LINE_PX, Paper

# Told apart without colour; more than these take the shapes again, and their number tells.
SHAPES: Final = ("diamond", "square", "triangle-up", "cross", "triangle-down", "triangle-right")
MARK_PX2: Final = 90
# Half of a mark with its rim.
REACH_PX: Final = 6.0
# Characters of the chart's typeface are narrower than this on average, wide ones included.
CHARACTER_PX: Final = 7.0
# The plot on a telephone of 390 pixels, where labels meet first.
NARROW_PX: Final = 310
NAME_CHARACTERS: Final = 24


def shape_of(place: int) -> str:
    """Give the shape of the chosen area at a place in the order of choosing, 0 the first."""
    return SHAPES[place % len(SHAPES)]


def shorten(name: str, characters: int = NAME_CHARACTERS) -> str:
    """Shorten a name at a space where it has one, inside a long word where it has none."""
    short = textwrap.shorten(name, characters, placeholder=" …")
    return short if short != "…" else name[: characters - 1] + "…"


def mark_shapes(
    base: alt.Chart, paper: Paper, *, size: float = MARK_PX2, **place: Any
) -> alt.Chart:
    """Draw a mark for each row by its `shape`, in ink with the paper showing round it."""
    drawn: alt.Chart = base.mark_point(
        **place,
        # As a channel the shape would ask for a legend.
        shape=alt.expr("datum.shape"),
        filled=True,
        size=size,
        fill=paper.ink,
        stroke=paper.ground,
        strokeWidth=1.5,
        opacity=1,
    )
    return drawn


@dataclass(frozen=True)
class Spot:
    """Where a label stands beside its mark: to the right or left, and how many pixels lower."""

    right: bool
    down: float


def place_labels(
    marks: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    *,
    width: float,
    height: float,
) -> list[Spot]:
    """
    Choose a place for each label in which it covers no mark and no other label, if there is one.

    Parameters
    ----------
    marks
        Pixels from the left and from the top.
    sizes
        How far each label stands from its mark, and how long it is.
    width, height
        Of the picture, which labels do not leave sideways as long as they fit on one side.
    """
    taken = [(x - REACH_PX, x + REACH_PX, y - REACH_PX, y + REACH_PX) for x, y in marks]
    found = []
    for at, ((x, y), (away, length)) in enumerate(zip(marks, sizes, strict=True)):
        best: tuple[float, Spot, tuple[float, float, float, float]] | None = None
        for down in sorted(range(-3, 4), key=abs):
            for right in (True, False):
                left = x + away if right else x - away - length
                middle = y + down * LINE_PX
                box = (left, left + length, middle - LINE_PX / 2, middle + LINE_PX / 2)
                meets = sum(
                    box[0] < b and a < box[1] and box[2] < d and c < box[3]
                    for other, (a, b, c, d) in enumerate(taken)
                    if other != at
                )
                outside = left < 0 or left + length > width or not 0 < middle < height
                cost = 10 * meets + 5 * outside + abs(down)
                if best is None or cost < best[0]:
                    best = (cost, Spot(right, down * LINE_PX), box)
        if best is not None:
            taken.append(best[2])
            found.append(best[1])
    return found


def stack(spans: Sequence[tuple[float, float]], *, gap: float) -> list[int]:
    """Give each span the first row, from 0, in which it meets no span before it."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for left, right in spans:
        free = (
            row
            for row, others in enumerate(taken)
            if all(right + gap <= begin or end + gap <= left for begin, end in others)
        )
        row = next(free, len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        found.append(row)
    return found
