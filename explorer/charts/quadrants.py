"""Need against effort: every area a bubble, right of the middle where it is less favourable than the city."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import altair as alt

from explorer.charts.below import Below, draw_below
from explorer.charts.chosen import (
    CHARACTER_PX,
    NARROW_PX,
    REACH_PX,
    place_labels,
    shape_of,
    shorten,
)
from explorer.charts.cloud import (
    HEIGHT_PX,
    Cloud,
    Scene,
    bubble_rows,
    bubble_size,
    legend_sizes,
    radius,
    set_scene,
)
from explorer.charts.paper import (
    LINE_PX,
    Paper,
    draw_text,
    find_ticks,
    finish,
    make_axis,
    name_units,
    number_axis,
    paper_of,
    rows,
)
from explorer.charts.scatter import city_lines, mark_areas
from explorer.i18n import Translator

TITLE_CHARACTERS: Final = 44
AXIS_PX: Final = 28
MOST_NAMED: Final = 4
KEY_CHARACTERS: Final = 40
# Room above and below the areas for the words in the corners, two lines each.
CORNER_PX: Final = 2 * LINE_PX + 12
CORNER_CHARACTERS: Final = 20


class Kind(NamedTuple):
    """What areas of one colour have in common."""

    name: str
    colour: str


@dataclass(frozen=True, eq=False)
class Quadrants:
    """
    Areas by their distance from the city and by what runs there for their residents.

    Parameters
    ----------
    cloud
        `x` is the distance from the city, positive where it is less favourable; `y` is a rate.
        `Cloud.city` is where the lines cross: no distance, and the mean rate.
    kinds
        The kind of each area, by area_code: a key of `names`.
    names
        The kinds in the order of the key under the picture.
    corners
        What areas have in common above left, above right, below left and below right.
    """

    cloud: Cloud
    kinds: Mapping[str, str]
    names: Mapping[str, Kind]
    corners: tuple[str, str, str, str]


def quadrants(
    subject: Quadrants,
    names: Mapping[str, str],
    t: Translator,
    *,
    chosen: Sequence[str] = (),
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw areas as bubbles whose areas are in proportion to their people, in the colour of their kind.

    Parameters
    ----------
    chosen
        Codes of areas to mark by shape; up to four are named in the picture, more have numbers with
        a key under it. One that lacks a figure or people is not drawn.
    """
    paper = paper_of(dark=dark)
    scene = _room(set_scene(subject.cloud, names, t, chosen=chosen))
    records = [
        row | {"kind": subject.names[subject.kinds[code]].name, "fill": _fill(subject, code)}
        for code, row in zip(_order(scene), bubble_rows(scene), strict=True)
    ]
    x, y = _axes(scene)
    bubbles = alt.Chart(rows(records)).mark_point(
        shape="circle",
        size=alt.expr("datum.size"),
        fill=alt.expr("datum.fill"),
        fillOpacity=0.88,
        # Pale bubbles need an edge to stand out from the paper.
        stroke=paper.quiet,
        strokeWidth=0.9,
        opacity=1,
    )
    tooltip = [
        alt.Tooltip("name:N", title=t("Area")),
        alt.Tooltip("kind:N", title=t("Kind")),
        alt.Tooltip("a:N", title=subject.cloud.x.heading(t)),
        alt.Tooltip("b:N", title=subject.cloud.y.heading(t)),
        alt.Tooltip("n:N", title=t("People")),
    ]
    layers = [*city_lines(scene, paper), bubbles.encode(x=x, y=y, tooltip=tooltip)]
    if scene.marked:
        layers.append(mark_areas(scene, paper))
    words = [*_mean_words(scene), *_corner_words(subject, scene), *_name_words(scene)]
    layers += [
        *draw_text(words, paper=paper),
        *draw_below(_set_below(subject, scene, paper), paper),
    ]
    chart = finish(
        layers,
        height=HEIGHT_PX,
        description=_describe(subject, scene),
        title="\n".join(textwrap.wrap(f"↑ {subject.cloud.y.heading(t)}", TITLE_CHARACTERS)),
        paper=paper,
    )
    chart.config.lineBreak = "\n"
    return chart


def _order(scene: Scene) -> list[str]:
    """Give the codes in the order of `bubble_rows`."""
    codes = [str(code) for code in scene.known.index]
    return [*(code for code in codes if code not in scene.marked), *scene.marked]


def _fill(subject: Quadrants, code: str) -> str:
    return subject.names[subject.kinds[code]].colour


def _room(scene: Scene) -> Scene:
    """Make room for the words in the corners, above and below all bubbles."""
    low, high = scene.up
    pixel = (high - low) / (HEIGHT_PX - 2 * CORNER_PX)
    digits = scene.cloud.y.quantity.decimals + 2
    return replace(
        scene,
        up=(round(low - CORNER_PX * pixel, digits), round(high + CORNER_PX * pixel, digits)),
    )


def _axes(scene: Scene) -> tuple[alt.X, alt.Y]:
    cloud, t = scene.cloud, scene.t
    across = find_ticks(*scene.across)
    labels = [t.number(each, None, signed=True) if each else t("as the city") for each in across]
    low, high = scene.up
    room = CORNER_PX * scene.pixel
    # A rate is never below zero, and the corners hold no area.
    up = [each for each in find_ticks(max(low, 0.0), high - room) if each >= 0]
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=list(scene.across), nice=False, zero=False),
        axis=make_axis(across, labels, grid=False, labelOverlap="greedy", labelSeparation=6),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=list(scene.up), nice=False, zero=False),
        axis=number_axis(up, t, signed=cloud.y.quantity.signed),
    )
    return x, y


def _word(
    x: float, y: float, text: str, *, left: bool, away: float = 2, strong: bool = False
) -> dict[str, object]:
    align, dx = ("left", away) if left else ("right", -away)
    place = {"x": x, "y": round(y, 6), "align": align, "dx": round(dx, 1)}
    return {**place, "text": text, "strong": strong}


def _mean_words(scene: Scene) -> list[dict[str, object]]:
    if scene.cloud.city is None:
        return []
    mean = scene.cloud.city[1]
    label = scene.t("mean {n}", n=scene.cloud.y.quantity.number(mean, scene.t))
    return [_word(scene.across[1], mean + 2 * scene.pixel, label, left=False)]


def _corner_words(subject: Quadrants, scene: Scene) -> list[dict[str, object]]:
    found = []
    line = LINE_PX * scene.pixel
    for place, text in enumerate(subject.corners):
        left, above = place % 2 == 0, place < 2
        lines = textwrap.wrap(text, CORNER_CHARACTERS)
        top = scene.up[1] if above else scene.up[0] + (len(lines) + 0.25) * line
        x = scene.across[0] if left else scene.across[1]
        for number, words in enumerate(lines, start=1):
            found.append(_word(x, top - number * line, words, left=left))
    return found


def _name_words(scene: Scene) -> list[dict[str, object]]:
    """Name the marked areas beside their marks, or number them where they are many."""
    many = len(scene.marked) > MOST_NAMED
    labels = [
        str(place + 1) if many else shorten(name_units(code, scene.names))
        for place, code in enumerate(scene.marked)
    ]
    away = [
        max(radius(bubble_size(scene.at(code, "people"), scene.most)), REACH_PX) + 3
        for code in scene.marked
    ]
    across = NARROW_PX / (scene.across[1] - scene.across[0])
    spots = place_labels(
        [
            (
                (scene.at(code, "x") - scene.across[0]) * across,
                (scene.up[1] - scene.at(code, "y")) / scene.pixel,
            )
            for code in scene.marked
        ],
        [(gap, len(label) * CHARACTER_PX) for gap, label in zip(away, labels, strict=True)],
        width=NARROW_PX,
        height=HEIGHT_PX,
    )
    half = LINE_PX * scene.pixel / 2
    return [
        _word(
            scene.at(code, "x"),
            scene.at(code, "y") - spot.down * scene.pixel - half,
            label,
            left=spot.right,
            away=gap,
            strong=True,
        )
        for code, label, gap, spot in zip(scene.marked, labels, away, spots, strict=True)
    ]


def _set_below(subject: Quadrants, scene: Scene, paper: Paper) -> Below:
    """Write the title of the axis, the key of colours and sizes, and that of many marks."""
    below, t = Below(HEIGHT_PX + AXIS_PX), scene.t
    for words in textwrap.wrap(f"{scene.cloud.x.heading(t)} →", TITLE_CHARACTERS):
        below.step(0)
        below.write(words)
    below.y += 8
    for kind in subject.names.values():
        below.entry(kind.colour, kind.name)
    if len(scene.known):
        below.step(14)
        words = t("People in a bubble:")
        below.write(words)
        px = len(words) * CHARACTER_PX + 4
        for people in legend_sizes(scene.most):
            size = bubble_size(people, scene.most)
            px += radius(size)
            below.circle(paper.bar, px, size=size)
            px += radius(size) + 4
            below.write(t.number(people, 0), px)
            px += len(t.number(people, 0)) * CHARACTER_PX + 12
        below.y += 8
    for place, code in enumerate(scene.marked if len(scene.marked) > MOST_NAMED else ()):
        below.step(4 if place else 12)
        below.mark(shape_of(place))
        below.write(f"{place + 1}  {shorten(name_units(code, scene.names), KEY_CHARACTERS)}", 22)
    return below


def _describe(subject: Quadrants, scene: Scene) -> str:
    """Say what the chart shows to those who do not see it."""
    cloud, known, t = scene.cloud, scene.known, scene.t
    if known.empty:
        return t("Scatter chart without any area that has both figures.")
    parts = [
        t.plural(
            "Scatter chart of {n} area, a bubble as large as its people are many.",
            "Scatter chart of {n} areas, each a bubble as large as its people are many.",
            len(known),
        ),
        t("Across: {title}. Upwards: {other}.", title=cloud.x.heading(t), other=cloud.y.heading(t)),
    ]
    drawn = [subject.kinds[str(code)] for code in known.index]
    parts += [
        f"{kind.name}: {t.number(drawn.count(key), 0)}." for key, kind in subject.names.items()
    ]
    for code in scene.marked:
        x, y = (
            words.quantity.write(scene.at(code, column), t)
            for words, column in ((cloud.x, "x"), (cloud.y, "y"))
        )
        parts.append(f"{name_units(code, scene.names)}: {x}; {y}.")
    if len(known) < len(cloud.points):
        parts.append(
            t.plural(
                "{n} area lacks a figure and is left out.",
                "{n} areas lack a figure and are left out.",
                len(cloud.points) - len(known),
            )
        )
    return " ".join(parts)
