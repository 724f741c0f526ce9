"""Initiatives by kind of organiser, each bar divided by target area."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

from explorer.charts.paper import finish, paper_of, rows
from explorer.i18n import Translator
from explorer.palette import TARGET_AREA_MARKS
from indicators.definitions import TargetArea

ROW_PX: Final = 42
BAR_PX: Final = 17
# What the narrowest place on a page leaves for the bars, and what a number in a bar takes.
NARROW_PX: Final = 340
NUMBER_PX: Final = 15


def together_bars(
    counts: pd.DataFrame,
    kinds: Mapping[str, str],
    target_areas: Mapping[str, str],
    t: Translator,
    *,
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw a bar for each kind of organiser under its name, with the sum to the right.

    Parameters
    ----------
    counts
        Kinds of organiser by target areas, in the order of drawing, from the top and from the left.
    kinds, target_areas
        Their names. The colours of the target areas are those of their marks on the map.
    """
    paper = paper_of(dark=dark)
    most = max(int(counts.sum(axis="columns").max()), 1)
    segments: list[dict[str, object]] = []
    heads: list[dict[str, object]] = []
    for place, (kind, row) in enumerate(counts.to_dict("index").items()):
        end = 0
        for target_area, count in row.items():
            start, end = end, end + int(count)
            if count:
                wide = NARROW_PX * count / most >= NUMBER_PX * len(str(count))
                segments.append(
                    {
                        "row": place,
                        "start": start,
                        "end": end,
                        "middle": (start + end) / 2,
                        "target_area": str(target_area),
                        "name": target_areas[str(target_area)],
                        "kind": kinds[str(kind)],
                        "text": t.number(int(count), 0),
                        "label": t.number(int(count), 0) if wide else "",
                    }
                )
        heads.append({"row": place, "name": kinds[str(kind)], "text": t.number(end, 0)})
    return finish(
        _draw(segments, heads, most, dark=dark),
        height=max(len(counts), 1) * ROW_PX,
        description=_describe(counts, kinds, target_areas, t),
        title="",
        paper=paper,
    )


def _draw(
    segments: Sequence[Mapping[str, object]],
    heads: Sequence[Mapping[str, object]],
    most: int,
    *,
    dark: bool,
) -> list[alt.Chart]:
    paper = paper_of(dark=dark)
    scale = alt.Scale(domain=[0, most], nice=False)
    y = alt.Y("row:O", axis=None, scale=alt.Scale(padding=0))
    marks = {each.value: TARGET_AREA_MARKS[each] for each in TargetArea}
    colours = [mark.dark if dark else mark.light for mark in marks.values()]
    head = alt.Chart(rows(heads)).encode(y=y)
    shape: dict[str, Any] = {"baseline": "middle", "yOffset": -8, "color": paper.ink}
    layers = [
        head.mark_text(**shape, align="left", dx=1).encode(x=alt.value(0), text="name:N"),
        head.mark_text(**shape, align="right", dx=-1, fontWeight="bold").encode(
            x=alt.value("width"), text="text:N"
        ),
    ]
    if not segments:
        return layers
    base = alt.Chart(rows(segments)).encode(y=y)
    bars = base.mark_bar(height=BAR_PX, yOffset=10, stroke=paper.ground, strokeWidth=1.5).encode(
        x=alt.X("start:Q", scale=scale, axis=None),
        x2="end:Q",
        color=alt.Color(
            "target_area:N", scale=alt.Scale(domain=list(marks), range=colours), legend=None
        ),
    )
    labels = base.mark_text(
        align="center", baseline="middle", yOffset=10.5, color=paper.ground, fontWeight="bold"
    ).encode(x=alt.X("middle:Q", scale=scale, axis=None), text="label:N")
    return [bars, labels, *layers]


def _describe(
    counts: pd.DataFrame, kinds: Mapping[str, str], target_areas: Mapping[str, str], t: Translator
) -> str:
    parts = []
    for kind, row in counts.to_dict("index").items():
        if total := int(sum(row.values())):
            inside = ", ".join(
                f"{target_areas[str(each)]} {t.number(int(count), 0)}"
                for each, count in row.items()
                if count
            )
            parts.append(f"{kinds[str(kind)]} {t.number(total, 0)} ({inside})")
    if not parts:
        return t("Bars of initiatives by kind of organiser, without any initiative.")
    return t(
        "Bars of initiatives by kind of organiser, divided by target area: {kinds}.",
        kinds="; ".join(parts),
    )
