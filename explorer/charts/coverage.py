"""Coverage: who lives where something runs, target area by target area and year by year."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import altair as alt

from explorer.charts.below import Below, draw_below
from explorer.charts.paper import (
    LINE_PX,
    Paper,
    draw_text,
    finish,
    make_axis,
    paper_of,
    rows,
)
from explorer.i18n import Translator

HEIGHT_PX: Final = 280
# A target area: its name, what its need is told by, and under them the line with its two dots.
ROW_PX: Final = 76
DOTS_PX: Final = 55
AXIS_PX: Final = 28
TICKS: Final = (0.0, 25.0, 50.0, 75.0, 100.0)
# Room for numbers beside dots at either end, in percentage points.
SIDE: Final = 9.0
DOT_PX2: Final = 110


class Target(NamedTuple):
    """
    Percent of residents in a target area's need, and of all; None where there is no figure.

    `measure` names the figures that need is told by.
    """

    name: str
    measure: str
    need: float | None
    everyone: float | None


class Span(NamedTuple):
    """Percent at least and at most."""

    least: float
    most: float


class Year(NamedTuple):
    """Coverage in a year."""

    year: int
    need: Span | None
    everyone: Span | None


class Today(NamedTuple):
    """Coverage as the register has it now."""

    need: float | None
    everyone: float | None


def coverage_by_target(
    targets: Sequence[Target], t: Translator, *, dark: bool = False
) -> alt.LayerChart:
    """Draw two dots on a line for each target area: those in need, and all residents."""
    paper = paper_of(dark=dark)
    height = ROW_PX * len(targets)
    dots, lines, words = [], [], []
    line = LINE_PX / ROW_PX
    for place, (name, measure, need, everyone) in enumerate(targets):
        top = float(len(targets) - place)
        y = top - DOTS_PX / ROW_PX
        words.append(_word(-SIDE, top - 1.2 * line, name, align="left", strong=True))
        words.append(_word(-SIDE, top - 2.25 * line, measure, align="left"))
        known = [each for each in (need, everyone) if each is not None]
        if known:
            lines.append({"x": min(known), "x2": max(known), "y": y})
        for value, fill in ((everyone, paper.edge), (need, paper.worse)):
            if value is None:
                continue
            text = t.percent(value, 0)
            dots.append({"x": value, "y": y, "fill": fill, "name": name, "text": text})
            # The lower number stands left of its dot; of two equal ones that of all residents.
            left = len(known) > 1 and (
                value < max(known) or (need == everyone and fill == paper.edge)
            )
            align = "right" if left else "left"
            words.append(_word(value, y - line / 2, text, align=align, away=10))
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[-SIDE, 100 + SIDE], nice=False),
        axis=make_axis(TICKS, [t.percent(each, 0) for each in TICKS], grid=True),
    )
    y_axis = alt.Y("y:Q", scale=alt.Scale(domain=[0, len(targets)], nice=False), axis=None)
    rule = alt.Chart(rows(lines)).mark_rule(color=paper.quiet, strokeWidth=2)
    point = alt.Chart(rows(dots)).mark_point(
        shape="circle",
        size=DOT_PX2,
        fill=alt.expr("datum.fill"),
        stroke=paper.ground,
        strokeWidth=1.5,
        opacity=1,
    )
    tooltip = [
        alt.Tooltip("name:N", title=t("Target area")),
        alt.Tooltip("text:N", title=t("Share")),
    ]
    layers = [
        rule.encode(x=x, x2="x2:Q", y=y_axis),
        point.encode(x=x, y=y_axis, tooltip=tooltip),
        *draw_text(words, paper=paper),
        *_key(t, paper, height=height, need=any(each.need is not None for each in targets)),
    ]
    return finish(
        layers,
        height=height,
        description=_describe_targets(targets, t),
        title="",
        paper=paper,
    )


def coverage_by_year(
    years: Sequence[Year], today: Today, t: Translator, *, dark: bool = False
) -> alt.LayerChart:
    """
    Draw what is known at least as a line, and up to what may be as a band; dots at the end are today.

    Raises
    ------
    ValueError
        If there is no year.
    """
    if not years:
        raise ValueError("There is no year to draw.")
    paper = paper_of(dark=dark)
    first, last = years[0].year, years[-1].year
    now = last + 1
    ticks = [float(each.year) for each in years]
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first - 0.6, now + 0.9], nice=False, zero=False),
        axis=make_axis(
            [*ticks, float(now)],
            [*(str(each.year) for each in years), t("today")],
            grid=False,
            labelOverlap="greedy",
            labelSeparation=8,
        ),
    )
    y = alt.Y(
        "least:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=make_axis(TICKS, [t.percent(each, 0) for each in TICKS], grid=True),
    )
    layers: list[alt.Chart] = []
    for column, colour in (("everyone", paper.edge), ("need", paper.worse)):
        spans = [(each.year, getattr(each, column)) for each in years]
        records = [
            {"year": year, **_span_cells(span, t)} for year, span in spans if span is not None
        ]
        if records:
            layers += _band(records, x, y, colour, t)
    layers += _today_dots(today, now, t, paper)
    layers += _key(t, paper, height=HEIGHT_PX, need=any(each.need for each in years), band=True)
    return finish(
        layers,
        height=HEIGHT_PX,
        description=_describe_years(years, today, t),
        title=t("Share of residents"),
        paper=paper,
    )


def _span_cells(span: Span, t: Translator) -> dict[str, object]:
    return {
        "least": round(span.least, 3),
        "most": round(span.most, 3),
        "low": t.percent(span.least, 0),
        "high": t.percent(span.most, 0),
    }


def _band(
    records: Sequence[dict[str, object]], x: alt.X, y: alt.Y, colour: str, t: Translator
) -> list[alt.Chart]:
    # A year is a year: the line is level over it and steps at the next.
    base = alt.Chart(rows(records)).encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("year:Q", title=t("Year"), format="d"),
        alt.Tooltip("low:N", title=t("At least")),
        alt.Tooltip("high:N", title=t("At most")),
    ]
    area = base.mark_area(color=colour, opacity=0.22, interpolate="step").encode(y2="most:Q")
    edge = base.mark_line(color=colour, strokeWidth=1, strokeDash=[3, 3], interpolate="step")
    line = base.mark_line(color=colour, strokeWidth=2.5, interpolate="step")
    touch = base.mark_point(size=160, opacity=0)
    return [area, edge.encode(y="most:Q"), line, touch.encode(tooltip=tooltip)]


def _today_dots(today: Today, now: int, t: Translator, paper: Paper) -> list[alt.Chart]:
    known = [
        (value, colour)
        for value, colour in ((today.everyone, paper.edge), (today.need, paper.worse))
        if value is not None
    ]
    data = [
        {"year": float(now), "least": round(value, 3), "fill": colour, "text": t.percent(value, 0)}
        for value, colour in known
    ]
    if not data:
        return []
    dots = alt.Chart(rows(data)).mark_point(
        shape="circle",
        size=DOT_PX2,
        fill=alt.expr("datum.fill"),
        stroke=paper.ground,
        strokeWidth=1.5,
        opacity=1,
    )
    pixel = 100 / HEIGHT_PX
    values = sorted(value for value, _ in known)
    words = []
    for place, value in enumerate(values):
        # Of two the higher one has its number above, so that they never meet.
        above = place == len(values) - 1
        y = value + 8 * pixel if above else value - (8 + LINE_PX) * pixel
        if not above and y < 0:
            y = value + 8 * pixel if values[-1] - value > 2 * LINE_PX * pixel else 0.0
        words.append(
            _word(float(now), min(y, 100 - LINE_PX * pixel), t.percent(value, 0), align="center")
        )
    tooltip = [alt.Tooltip("text:N", title=t("Today"))]
    return [
        dots.encode(x="year:Q", y="least:Q", tooltip=tooltip),
        *draw_text(words, paper=paper),
    ]


def _word(
    x: float, y: float, text: str, *, align: str, away: float = 0, strong: bool = False
) -> dict[str, object]:
    dx = {"left": away, "right": -away}.get(align, 0)
    return {"x": x, "y": round(y, 4), "text": text, "align": align, "dx": dx, "strong": strong}


def _key(
    t: Translator, paper: Paper, *, height: int, need: bool, band: bool = False
) -> list[alt.Chart]:
    """Say under the axis which colour is whose, and what line and band are."""
    below = Below(height + AXIS_PX + 4)
    if need:
        below.entry(paper.worse, t("residents in areas less favourable than the city"))
    below.entry(paper.edge, t("all residents"))
    if band:
        for words in (
            t("Line: known to run that year."),
            t("Band: may have run, years not known."),
        ):
            below.step()
            below.write(words)
    return draw_below(below, paper)


def _describe_targets(targets: Sequence[Target], t: Translator) -> str:
    """Say what the chart shows to those who do not see it."""
    parts = [t("Share of residents who live where an initiative of the target area runs.")]
    for name, measure, need, everyone in targets:
        need_text = t("no figure") if need is None else t.percent(need, 0)
        every_text = t("no figure") if everyone is None else t.percent(everyone, 0)
        parts.append(
            t(
                "{target} ({measure}): {need} in areas less favourable than the city, {everyone} of"
                " all.",
                target=name,
                measure=measure,
                need=need_text,
                everyone=every_text,
            )
        )
    return " ".join(parts)


def _describe_years(years: Sequence[Year], today: Today, t: Translator) -> str:
    parts = [t("Share of residents who live where a matching initiative runs, year by year.")]
    for each in (years[0], years[-1]):
        for span, words in (
            (each.need, t("in areas less favourable than the city")),
            (each.everyone, t("of all residents")),
        ):
            if span is not None:
                parts.append(
                    t(
                        "{year}, {whom}: at least {low}, at most {high}.",
                        year=str(each.year),
                        whom=words,
                        low=t.percent(span.least, 0),
                        high=t.percent(span.most, 0),
                    )
                )
    if today.need is not None and today.everyone is not None:
        parts.append(
            t(
                "Today {need} in areas less favourable than the city, {everyone} of all residents.",
                need=t.percent(today.need, 0),
                everyone=t.percent(today.everyone, 0),
            )
        )
    return " ".join(parts)
