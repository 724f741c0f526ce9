"""The distance to the city over time where initiatives run, and in areas like these without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from explorer.charts.paper import (
    LINE_PX,
    Paper,
    Quantity,
    draw_text,
    find_ticks,
    finish,
    is_known,
    make_axis,
    number_axis,
    paper_of,
    rows,
)
from explorer.i18n import Translator

HEIGHT_PX: Final = 300
TOP_PX: Final = LINE_PX + 10
COLUMNS: Final = ("period", "year", "own", "alike", "comparable")
BELOW_PX: Final = LINE_PX + 8
# How much of the width, from the right, the names of the lines take on a phone.
NAMED_PART: Final = 0.5
# Years that a start or an end may lie outside the figures and still be drawn.
NEAR: Final = 2


@dataclass(frozen=True)
class Marks:
    """
    Years that are marked.

    `starts` are those in which initiatives start, each once, rising; `end` is None for none.
    """

    starts: tuple[int, ...]
    end: int | None = None


def closing_chart(
    series: pd.DataFrame,
    t: Translator,
    *,
    quantity: Quantity,
    marks: Marks,
    title: str,
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw distances to the city over time, the city itself as a line at zero.

    No line crosses a break in the series. The one of similar areas is dashed, and lacks where there
    is none.

    Parameters
    ----------
    series
        `period`, `year` (where it stands), `own` and `alike` (distances in the indicator's unit, NaN
        where there is none), `comparable` (False before a break), any order.
    quantity
        Signed, of a difference.
    title
        What the vertical axis is in.

    Raises
    ------
    KeyError
        If a column is missing.
    """
    paper = paper_of(dark=dark)
    points = series.loc[:, list(COLUMNS)].sort_values("year", kind="stable").reset_index(drop=True)
    points["part"] = points["comparable"].astype(bool).diff().fillna(value=False).cumsum()
    low, high = _limits(points)
    pixel = (high - low) / (HEIGHT_PX - TOP_PX - BELOW_PX)
    domain = [low - (BELOW_PX + 6) * pixel, high + TOP_PX * pixel]
    x, y = _axes(points, t, marks=marks, domain=domain, high=high)
    layers = [
        alt.Chart(rows([{"y": 0.0}])).mark_rule(strokeWidth=1.5, color=paper.edge).encode(y="y:Q"),
        *_rules(points, marks, domain, paper),
        *_line(points, "alike", (x, y), quantity, t, paper=paper),
        *_line(points, "own", (x, y), quantity, t, paper=paper),
        *draw_text(_words(points, t, marks=marks, limits=(low, high), pixel=pixel), paper=paper),
    ]
    return finish(
        layers,
        height=HEIGHT_PX,
        description=_describe(points, quantity, t, marks),
        title=title,
        paper=paper,
    )


def _limits(points: pd.DataFrame) -> tuple[float, float]:
    known = [each for name in ("own", "alike") for each in points[name].dropna()]
    low, high = min(0.0, *known), max(0.0, *known)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _span(points: pd.DataFrame, marks: Marks) -> tuple[float, float]:
    """Give the years that are drawn: those with figures, and marked ones close to them."""
    first, last = float(points["year"].min()), float(points["year"].max())
    marked = [*marks.starts, *([] if marks.end is None else [marks.end])]
    # One long before the figures begin would press them together at the edge.
    near = [float(year) for year in marked if first - NEAR <= year <= last + NEAR]
    return min([first, *near]), max([last, *near])


def _axes(
    points: pd.DataFrame, t: Translator, *, marks: Marks, domain: Sequence[float], high: float
) -> tuple[alt.X, alt.Y]:
    years = [float(year) for year in points["year"]]
    labels = [str(period).replace("-", "–") for period in points["period"]]
    first, last = _span(points, marks)
    edge = max((last - first) * 0.06, 0.4)
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first - edge, last + edge], nice=False, zero=False),
        axis=make_axis(years, labels, grid=False, labelOverlap="greedy", labelSeparation=8),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[round(end, 6) for end in domain], nice=False, zero=False),
        axis=number_axis(find_ticks(min(domain[0], 0.0), high), t, signed=True),
    )
    return x, y


def _rules(
    points: pd.DataFrame, marks: Marks, domain: Sequence[float], paper: Paper
) -> list[alt.Chart]:
    first, last = _span(points, marks)
    marked = [
        *((year, True) for year in marks.starts),
        *([] if marks.end is None else [(marks.end, False)]),
    ]
    found = [
        {"x": float(year), "y": domain[0], "to": domain[1], "start": start}
        for year, start in marked
        if first <= year <= last
    ]
    found += [
        {"x": year, "y": domain[0], "to": domain[1], "start": False} for year in _breaks(points)
    ]
    if not found:
        return []
    rule = alt.Chart(rows(found)).mark_rule(color=paper.quiet, strokeDash=[2, 3])
    return [rule.encode(x="x:Q", y="y:Q", y2="to:Q")]


def _breaks(points: pd.DataFrame) -> list[float]:
    """Give the years half way between two periods that are not counted in the same way."""
    turns = points.index[points["part"].diff().fillna(0).ne(0)]
    return [float(points["year"].iloc[at - 1] + points["year"].iloc[at]) / 2 for at in turns]


def _line(
    points: pd.DataFrame,
    name: str,
    axes: tuple[alt.X, alt.Y],
    quantity: Quantity,
    t: Translator,
    *,
    paper: Paper,
) -> list[alt.Chart]:
    known = points.dropna(subset=[name])
    if known.empty:
        return []
    own = name == "own"
    who = t("where initiatives run") if own else t("similar areas without")
    data = rows(
        {
            "period": str(row["period"]).replace("-", "–"),
            "year": float(row["year"]),
            "value": round(float(row[name]), quantity.decimals + 2),
            "part": int(row["part"]),
            "who": who,
            "text": quantity.write(row[name], t),
        }
        for row in known.to_dict("records")
    )
    colour = paper.accent if own else paper.quiet
    shown = alt.Chart(data).encode(x=axes[0], y=axes[1])
    return [
        shown.mark_line(
            color=colour, strokeWidth=2.4 if own else 1.6, strokeDash=[1, 0] if own else [6, 4]
        ).encode(detail="part:N"),
        shown.mark_point(
            shape="circle", size=70 if own else 40, filled=True, fill=colour, opacity=1
        ).encode(
            tooltip=[
                alt.Tooltip("who:N", title=t("Areas")),
                alt.Tooltip("period:N", title=t("Period")),
                alt.Tooltip("text:N", title=t("Distance to the city")),
            ]
        ),
    ]


def _words(
    points: pd.DataFrame, t: Translator, *, marks: Marks, limits: tuple[float, float], pixel: float
) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    low, high = limits

    def put(x: float, y: float, text: str, *, align: str, strong: bool = False) -> None:
        dx = {"left": 5, "right": -5}.get(align, 0)
        place = {"x": x, "y": round(y, 4), "align": align, "dx": dx}
        found.append({**place, "text": text, "strong": strong})

    years = points["year"].astype("float64")
    middle = (years.min() + years.max()) / 2
    ends = _span(points, marks)

    def place(year: int) -> float:
        # What lies farther away is told at the edge.
        return min(max(float(year), ends[0]), ends[1])

    if marks.starts:
        first = marks.starts[0]
        words = (
            t("start {year}", year=first)
            if len(marks.starts) == 1
            else t("first starts {first}–{last}", first=first, last=marks.starts[-1])
        )
        put(place(first), high + 4 * pixel, words, align="left" if first <= middle else "right")
    if marks.end is not None:
        put(place(marks.end), high + 4 * pixel, t("end {year}", year=marks.end), align="right")
    for value, words, strong in _ends(points, t, pixel=pixel):
        put(float(years.max()), value, words, align="right", strong=strong)
    for year in _breaks(points):
        put(year, low - BELOW_PX * pixel, t("series break"), align="right")
    # Where all lie below the city, the words about the start stand over its line.
    under = -(LINE_PX + 3) if high <= 0 else 3
    put(float(years.min()), under * pixel, t("the city"), align="left")
    return found


def _ends(points: pd.DataFrame, t: Translator, *, pixel: float) -> list[tuple[float, str, bool]]:
    """Place a name over the upper line and one under the lower, clear of what is drawn there."""
    names = {"own": t("where initiatives run"), "alike": t("similar areas without")}
    there = {name: points[name].dropna() for name in names if points[name].notna().any()}
    since = points["year"].max() - NAMED_PART * (points["year"].max() - points["year"].min())
    drawn = [
        float(value)
        for name in there
        for value in points.loc[points["year"] >= since, name].dropna()
    ]
    over, under = max(drawn, default=0.0) + 8 * pixel, min(drawn, default=0.0) - BELOW_PX * pixel
    last = {name: float(line.iloc[-1]) for name, line in there.items()}
    upper = max(last, key=last.__getitem__, default="")
    if len(there) == 1 and there[upper].iloc[-1] < there[upper].iloc[0]:
        # A line that falls has its room below.
        upper = ""
    return [(over if name == upper else under, names[name], name == "own") for name in there]


def _describe(points: pd.DataFrame, quantity: Quantity, t: Translator, marks: Marks) -> str:
    known = points.dropna(subset=["own"])
    if known.empty:
        return t("Chart over time, without any figure.")
    first, last = known.iloc[0], known.iloc[-1]
    parts = [
        t(
            "Distance to the city over time where initiatives run: {first_value} in {first},"
            " {last_value} in {last}.",
            first_value=quantity.write(first["own"], t),
            first=str(first["period"]).replace("-", "–"),
            last_value=quantity.write(last["own"], t),
            last=str(last["period"]).replace("-", "–"),
        )
    ]
    beside = points.dropna(subset=["alike"])
    if not beside.empty:
        parts.append(
            t(
                "In similar areas without: {first_value}, then {last_value}.",
                first_value=quantity.write(beside["alike"].iloc[0], t),
                last_value=quantity.write(beside["alike"].iloc[-1], t),
            )
        )
    if marks.starts:
        years = dict.fromkeys((marks.starts[0], marks.starts[-1]))
        parts.append(t("Start: {year}.", year="–".join(map(str, years))))
    if not is_known(points["comparable"].iloc[0]) or not points["comparable"].all():
        parts.append(t("The series has a break, and figures on either side are not comparable."))
    return " ".join(parts)
