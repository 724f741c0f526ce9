"""Words in a skyline: placed one above the other where they would meet, with room for them."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt

from explorer.charts.paper import LINE_PX, draw_text, name_units, rows
from explorer.charts.sky import Sky

HEIGHT_PX: Final = 300
# How far from its side a label may reach, in percent of the width, on a telephone.
REACH: Final = 45.0
LABEL_CHARACTERS: Final = 22
LABEL_LINES: Final = 2
# Room for a mean's label above its line, and under the lowest bar where it does not stand on zero.
MEAN_PX: Final = 22
UNDER_PX: Final = 8
OVER_PX: Final = 4
ROUNDS: Final = 12


@dataclass(frozen=True)
class Scale:
    """Heights shown: all, those that need ticks, and how many one pixel is."""

    domain: tuple[float, float]
    within: tuple[float, float]
    pixel: float


@dataclass(frozen=True, eq=False)
class Words:
    """Rows of words and of the poles they stand on, and how high they reach."""

    texts: list[dict[str, object]]
    poles: list[dict[str, object]]
    top: float


def find_scale(sky: Sky, marked: Sequence[str]) -> Scale:
    """Find the heights that hold all bars and all words, which are as high as pixels are."""
    values = [*sky.bars["value"], sky.mean, sky.foot, *sky.heights]
    low, high = min(values), max(values)
    under = 0 if low == sky.foot else UNDER_PX
    pixel = ((high - low) or abs(high) or 1.0) / HEIGHT_PX
    # Words that stand higher make every pixel mean more, which lifts them again, less each time.
    for _ in range(ROUNDS):
        top = max(high, _place_words(sky, pixel, marked).top)
        pixel = (top - low) / (HEIGHT_PX - under - OVER_PX)
    bottom, top = sky.rounded(low - under * pixel), sky.rounded(top + OVER_PX * pixel)
    return Scale((bottom, top), (low, high), pixel)


def draw_words(sky: Sky, scale: Scale, marked: Sequence[str]) -> list[alt.Chart]:
    """Draw the label of the mean, the measure's own labels and the marks of chosen areas."""
    words = _place_words(sky, scale.pixel, marked)
    layers: list[alt.Chart] = []
    if words.poles:
        base = alt.Chart(rows(words.poles)).encode(x="x:Q", y="y:Q", y2="to:Q")
        layers.append(base.mark_rule(color=sky.paper.quiet, strokeWidth=1))
    if marked:
        layers.append(_chosen_marks(sky, marked))
    return [*layers, *draw_text(words.texts, paper=sky.paper)]


def _place_words(sky: Sky, pixel: float, marked: Sequence[str]) -> Words:
    texts: list[dict[str, object]] = []
    poles: list[dict[str, object]] = []
    tops: list[float] = []
    line = LINE_PX * pixel

    def put(x: float, y: float, text: str, *, left: bool | None, strong: bool) -> None:
        align, dx = {True: ("left", 5), False: ("right", -5), None: ("center", 0)}[left]
        place = {"x": round(x, 2), "y": sky.rounded(y), "align": align, "dx": dx}
        texts.append({**place, "text": text, "strong": strong})
        tops.append(y + line)

    def pole(x: float, foot: float, top: float) -> None:
        poles.append({"x": round(x, 2), "y": sky.rounded(foot), "to": sky.rounded(top)})

    # The height above which each side is free, left (True) and right.
    free = {
        left: max(
            sky.bars.loc[
                sky.bars["left"] <= REACH if left else sky.bars["right"] >= sky.end - REACH, "value"
            ].max(),
            sky.foot,
        )
        for left in (True, False)
    }
    # The label of the mean lies on the side with more air above its line.
    side = bool(free[True] <= free[False])
    mean = sky.t("average {value}", value=sky.write(sky.mean))
    put(0 if side else sky.end, sky.mean + 2 * pixel, mean, left=side, strong=False)
    free[side] = max(free[side], sky.mean + MEAN_PX * pixel)
    # One chosen area is named; of several the marks alone show where they are.
    for unit in marked if len(marked) == 1 else ():
        bar = sky.bars.loc[[unit]].iloc[0]
        x = float(bar["left"] + bar["right"]) / 2
        left = None if REACH <= x <= sky.end - REACH else x < REACH
        sides = (True, False) if left is None else (left,)
        y = max(free[each] for each in sides) + 4 * pixel
        pole(x, float(bar["value"]), y if left is None else y + line)
        put(x, y, _shorten(name_units(unit, sky.names)), left=left, strong=False)
        put(x, y + line, sky.write(bar["value"]), left=left, strong=True)
        free |= dict.fromkeys(sides, y + 2 * line)
    for flag in sky.flags:
        lines = textwrap.wrap(flag.name, LABEL_CHARACTERS, max_lines=LABEL_LINES, placeholder=" …")
        y = max(free[flag.left], flag.foot) + 4 * pixel
        top = y + len(lines) * line
        pole(flag.x, flag.foot, top)
        for place, words in enumerate(reversed(lines)):
            put(flag.x, y + place * line, words, left=flag.left, strong=False)
        put(flag.x, top, flag.value, left=flag.left, strong=True)
    return Words(texts, poles, max(tops))


def _shorten(name: str) -> str:
    return textwrap.shorten(name, LABEL_CHARACTERS + 6, placeholder=" …")


def _chosen_marks(sky: Sky, marked: Sequence[str]) -> alt.Chart:
    bars = sky.bars.loc[list(marked)]
    data = rows(
        {"x": round((left + right) / 2, 2), "y": sky.rounded(value)}
        for left, right, value in zip(bars["left"], bars["right"], bars["value"], strict=True)
    )
    shape = alt.Chart(data).mark_point(
        shape="triangle-down",
        size=90,
        filled=True,
        fill=sky.paper.ink,
        stroke=sky.paper.ground,
        strokeWidth=1,
        opacity=1,
        yOffset=-7,
    )
    drawn: alt.Chart = shape.encode(x="x:Q", y="y:Q")
    return drawn
