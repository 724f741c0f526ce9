"""Every area as a bar, as wide as its residents and as high as its value, with the measure drawn in."""

from collections.abc import Collection, Mapping
from typing import Final

import altair as alt

from explorer.charts.labels import HEIGHT_PX, draw_words, find_scale
from explorer.charts.paper import (
    find_ticks,
    finish,
    make_axis,
    name_units,
    number_axis,
    paper_of,
)
from explorer.charts.readings import PARENTS, draw_reading
from explorer.charts.sky import Sky, bar_rows, level_rule, marked_units, place_bars
from explorer.i18n import Translator
from indicators.comparison import Comparison
from indicators.gaps import NEED_ORDER
from indicators.measures.groups import compare

NAMED_PARENTS: Final = 6


def skyline(
    comparison: Comparison,
    measure: str,
    names: Mapping[str, str],
    t: Translator,
    *,
    chosen: Collection[str] = (),
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw the areas behind a measure, and how it reads them.

    Bars rise to the right by value, or stand by the ordering indicator where the measure needs it. Their
    widths are shares of people and sum to 100 percent. Groups without people are left out.

    Parameters
    ----------
    measure
        Short name; one that has no drawing of its own gets the bars and their mean.
    names
        Of areas by code, and of their parents.
    chosen
        Codes of areas to mark.

    Raises
    ------
    MeasureError
        If something is missing or fewer than two groups have people.
    """
    ordered = measure in NEED_ORDER and comparison.ordered is not None
    compared = comparison.ordered if ordered else comparison.groups
    groups = compare(compared or comparison.groups)
    paper = paper_of(dark=dark)
    grouped = measure in PARENTS and groups.parents is not None
    ordered = ordered and groups.places is not None
    bars = place_bars(comparison, groups, ordered=ordered, grouped=grouped)
    sky = Sky(comparison, groups, ordered, grouped, bars, names, t, paper)
    marked = marked_units(sky, chosen)
    draw_reading(sky, measure)
    scale = find_scale(sky, marked)
    tooltip = [
        alt.Tooltip("name:N", title=t("Area")),
        alt.Tooltip("text:N", title=t("Value")),
        alt.Tooltip("people:N", title=_people_words(sky)),
    ]
    if grouped:
        tooltip.append(alt.Tooltip("parent:N", title=t("Part of")))
    data = bar_rows(sky)
    width = alt.X(
        "from:Q",
        scale=alt.Scale(domain=[0, round(sky.end, 2)], nice=False, zero=False),
        axis=_width_axis(sky),
    )
    ticks = find_ticks(*scale.within)
    height = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=list(scale.domain), nice=False, zero=False),
        axis=number_axis(ticks, t),
    )
    base = alt.Chart(data).encode(x=width, x2="to:Q", y=height)
    ground = base.mark_rect(fill=paper.bar, stroke=paper.ground, strokeWidth=0.3).encode(
        y2=alt.datum(sky.rounded(sky.foot))
    )
    outline = base.mark_rule(color=paper.edge, strokeWidth=1.5, strokeCap="butt")
    # The whole column answers to the pointer, however low its bar.
    column = (
        alt.Chart(data)
        .mark_rect(opacity=0)
        .encode(
            x=alt.X("from:Q"),
            x2="to:Q",
            y=alt.datum(scale.domain[0]),
            y2=alt.datum(scale.domain[1]),
            tooltip=tooltip,
        )
    )
    words = draw_words(sky, scale, marked)
    layers = [
        ground,
        *sky.layers,
        outline,
        level_rule(sky, sky.mean, color=paper.ink, width=1.25),
        *words,
        column,
    ]
    return finish(
        layers,
        height=HEIGHT_PX,
        description=_describe(sky),
        title=sky.quantity.words(t),
        paper=paper,
    )


def _width_axis(sky: Sky) -> alt.Axis:
    t = sky.t
    if sky.grouped:
        spans = sky.bars.groupby("parent", sort=False).agg(
            left=("left", "min"), right=("right", "max")
        )
        if len(spans) > NAMED_PARENTS:
            spans = spans.iloc[:0]
        at = [round(float(each), 2) for each in (spans["left"] + spans["right"]) / 2]
        labels = [str(sky.names.get(str(code), code)) for code in spans.index]
        axis = make_axis(at, labels, grid=False, labelOverlap=False, labelLimit=110)
    else:
        shares = [0, 25, 50, 75, 100]
        axis = make_axis(
            shares, [t.percent(each, 0) for each in shares], grid=False, labelFlush=True
        )
    if sky.grouped:
        title = t("Residents, area by area") if sky.of_residents else t("People, area by area")
    elif sky.ordered:
        title = (
            t("Residents, from less to more advantaged areas")
            if sky.of_residents
            else t("People, from less to more advantaged areas")
        )
    else:
        title = (
            t("Residents, from low to high values")
            if sky.of_residents
            else t("People, from low to high values")
        )
    axis.title = title
    return axis


def _people_words(sky: Sky) -> str:
    return sky.t("Residents") if sky.of_residents else sky.t("People")


def _describe(sky: Sky) -> str:
    t = sky.t
    values = sky.bars["value"]
    ends = {
        f"{end}_{what}": text
        for end, unit in (("low", str(values.idxmin())), ("high", str(values.idxmax())))
        for what, text in (
            ("area", name_units(str(unit), sky.names)),
            ("value", sky.write(values.loc[unit])),
        )
    }
    parts = [
        t(
            "Chart: {indicator}, {period}. Each area is a bar, as wide as its share of people and as high as its value.",
            indicator=sky.comparison.definition.name(t.lang),
            period=sky.comparison.selected.selection.period.replace("-", "–"),
        ),
        t(
            "The lowest is {low_area}, {low_value}; the highest is {high_area}, {high_value}.",
            **ends,
        ),
        t("The average is {value}.", value=sky.write(sky.mean)),
    ]
    if sky.ordered:
        parts.append(t("The bars stand in order from less to more advantaged areas."))
    return " ".join(parts)
