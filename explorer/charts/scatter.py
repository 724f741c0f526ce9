"""Two indicators against each other: every area a bubble, as large as its people are many."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import altair as alt

from explorer.charts.chosen import (
    CHARACTER_PX,
    NARROW_PX,
    REACH_PX,
    mark_shapes,
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
    describe,
    legend_sizes,
    line_ends,
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
from explorer.i18n import Translator

TITLE_CHARACTERS: Final = 44
KEY_CHARACTERS: Final = 40
# Small enough to leave the bubble visible round it.
MARK_PX2: Final = 56
# Room for the numbers of the axis before its title.
AXIS_PX: Final = 28
MOST_NAMED: Final = 4
DASHES: Final = [6, 4]


def scatter(
    cloud: Cloud,
    names: Mapping[str, str],
    t: Translator,
    *,
    chosen: Sequence[str] = (),
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw areas as bubbles whose areas are in proportion to their people.

    Parameters
    ----------
    chosen
        Codes of areas to mark by shape; up to four are named in the picture, more have numbers
        with a key under it. One without both figures is not drawn.
    """
    paper = paper_of(dark=dark)
    scene = set_scene(cloud, names, t, chosen=chosen)
    x, y = _axes(scene)
    accent, edge = json.dumps(paper.accent), json.dumps(paper.edge)
    bubbles = alt.Chart(rows(bubble_rows(scene))).mark_point(
        shape="circle",
        size=alt.expr("datum.size"),
        fill=alt.expr(f"datum.m ? {accent} : {edge}"),
        fillOpacity=alt.expr("datum.m ? 0.9 : 0.6"),
        stroke=paper.ground,
        strokeWidth=1,
        opacity=1,
    )
    tooltip = [
        alt.Tooltip("name:N", title=t("Area")),
        alt.Tooltip("a:N", title=cloud.x.heading(t)),
        alt.Tooltip("b:N", title=cloud.y.heading(t)),
        alt.Tooltip("n:N", title=t("People")),
    ]
    layers = [
        *city_lines(scene, paper),
        bubbles.encode(x=x, y=y, tooltip=tooltip),
        *_line(scene, paper),
    ]
    if scene.marked:
        layers.append(mark_areas(scene, paper))
    layers += [*draw_text(_words(scene), paper=paper), *_draw_below(_set_below(scene), paper)]
    chart = finish(
        layers,
        height=HEIGHT_PX,
        description=describe(scene),
        title="\n".join(textwrap.wrap(f"↑ {cloud.y.heading(t)}", TITLE_CHARACTERS)),
        paper=paper,
    )
    chart.config.lineBreak = "\n"
    return chart


def _axes(scene: Scene) -> tuple[alt.X, alt.Y]:
    def ticks(column: str, limits: tuple[float, float]) -> list[float]:
        negative = bool((scene.known[column] < 0).any())
        # Room beyond the figures may lie where no figure can be.
        return [each for each in find_ticks(*limits) if each >= 0 or negative]

    cloud, t = scene.cloud, scene.t
    across, up = ticks("x", scene.across), ticks("y", scene.up)
    labels = [t.number(each, None, signed=cloud.x.quantity.signed) for each in across]
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=list(scene.across), nice=False, zero=False),
        axis=make_axis(across, labels, grid=True, labelOverlap="greedy", labelSeparation=6),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=list(scene.up), nice=False, zero=False),
        axis=number_axis(up, t, signed=cloud.y.quantity.signed),
    )
    return x, y


def city_lines(scene: Scene, paper: Paper) -> list[alt.Chart]:
    """Draw the two values of the city across the whole field; nothing where one is missing."""
    if scene.cloud.city is None:
        return []
    x, y = scene.cloud.city
    cross = [
        {"x": x, "x2": x, "y": scene.up[0], "y2": scene.up[1]},
        {"x": scene.across[0], "x2": scene.across[1], "y": y, "y2": y},
    ]
    rule = alt.Chart(rows(cross)).mark_rule(color=paper.quiet, strokeWidth=1)
    return [rule.encode(x="x:Q", y="y:Q", x2="x2:Q", y2="y2:Q")]


def _line(scene: Scene, paper: Paper) -> list[alt.Chart]:
    ends = line_ends(scene)
    if not ends:
        return []
    data = rows({"x": round(x, 6), "y": round(y, 6)} for x, y in ends)
    line = alt.Chart(data).mark_line(color=paper.ink, strokeWidth=1.75, strokeDash=DASHES)
    return [line.encode(x="x:Q", y="y:Q")]


def mark_areas(scene: Scene, paper: Paper) -> alt.Chart:
    """Mark the chosen areas, each by a shape of its own."""
    data = rows(
        {"x": scene.at(code, "x"), "y": scene.at(code, "y"), "shape": shape_of(place)}
        for place, code in enumerate(scene.marked)
    )
    return mark_shapes(alt.Chart(data).encode(x="x:Q", y="y:Q"), paper, size=MARK_PX2)


def _words(scene: Scene) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []

    def put(x: float, y: float, text: str, *, left: bool, away: float, strong: bool) -> None:
        align, dx = ("left", away) if left else ("right", -away)
        place = {"x": x, "y": round(y, 6), "align": align, "dx": round(dx, 1)}
        found.append({**place, "text": text, "strong": strong})

    cloud, t = scene.cloud, scene.t
    middle, line = sum(scene.across) / 2, LINE_PX * scene.pixel
    if cloud.city is not None:
        x, y = cloud.city
        label = t("whole city {value}", value=cloud.x.quantity.number(x, t))
        put(x, scene.up[1] - line, label, left=x < middle, away=5, strong=False)
        label = t("whole city {value}", value=cloud.y.quantity.number(y, t))
        put(scene.across[1], y + 2 * scene.pixel, label, left=False, away=2, strong=False)
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
    for code, label, gap, spot in zip(scene.marked, labels, away, spots, strict=True):
        y = scene.at(code, "y") - spot.down * scene.pixel - line / 2
        put(scene.at(code, "x"), y, label, left=spot.right, away=gap, strong=True)
    return found


@dataclass(frozen=True)
class _Below:
    """What stands under the axis, in pixels from the picture's upper left corner."""

    texts: list[dict[str, object]] = field(default_factory=list)
    circles: list[dict[str, object]] = field(default_factory=list)
    marks: list[dict[str, object]] = field(default_factory=list)

    def write(self, px: float, py: float, text: str) -> None:
        self.texts.append({"px": round(px, 1), "py": py, "text": text})


def _set_below(scene: Scene) -> _Below:
    below, t = _Below(), scene.t
    y = HEIGHT_PX + AXIS_PX
    for words in textwrap.wrap(f"{scene.cloud.x.heading(t)} →", TITLE_CHARACTERS):
        below.write(0, y + LINE_PX // 2, words)
        y += LINE_PX
    if len(scene.known):
        y += 24
        words = t("People in a bubble:")
        below.write(0, y, words)
        px = len(words) * CHARACTER_PX + 4
        for people in legend_sizes(scene.most):
            size = bubble_size(people, scene.most)
            px += radius(size)
            below.circles.append({"px": round(px, 1), "py": y, "size": size})
            px += radius(size) + 4
            below.write(px, y, t.number(people, 0))
            px += len(t.number(people, 0)) * CHARACTER_PX + 12
        y += 8
    if line_ends(scene):
        y += LINE_PX + 4
        below.write(0, y, "– – –")
        below.write(36, y, t("straight line nearest to the areas, by people"))
    for place, code in enumerate(scene.marked if len(scene.marked) > MOST_NAMED else ()):
        y += LINE_PX + (4 if place else 12)
        below.marks.append({"px": 8, "py": y, "shape": shape_of(place)})
        name = shorten(name_units(code, scene.names), KEY_CHARACTERS)
        below.write(22, y, f"{place + 1}  {name}")
    return below


def _draw_below(below: _Below, paper: Paper) -> list[alt.Chart]:
    at: dict[str, Any] = {"x": alt.expr("datum.px"), "y": alt.expr("datum.py")}
    # The browser takes no layer without a channel.
    silent = alt.value(None)
    words = alt.Chart(rows(below.texts)).mark_text(
        **at, align="left", baseline="middle", color=paper.quiet
    )
    layers = [words.encode(text=alt.Text("text:N", format=""))]
    if below.circles:
        circle = alt.Chart(rows(below.circles)).mark_point(
            **at,
            shape="circle",
            size=alt.expr("datum.size"),
            fill=paper.edge,
            fillOpacity=0.6,
            strokeWidth=0,
            opacity=1,
        )
        layers.append(circle.encode(tooltip=silent))
    if below.marks:
        marks = mark_shapes(alt.Chart(rows(below.marks)), paper, **at)
        layers.append(marks.encode(tooltip=silent))
    return layers
