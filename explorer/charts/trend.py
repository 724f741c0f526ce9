"""A measure over time, with its intervals, breaks in the series, and a goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import numpy as np
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

HEIGHT_PX: Final = 280
TOP_PX: Final = 2 * LINE_PX + 14
COLUMNS: Final = ("period", "year", "estimate", "lower", "upper", "comparable")


@dataclass(frozen=True)
class Goal:
    """Where a measure is to be, and where it started from."""

    start_year: float
    start_value: float
    year: float
    value: float


def over_time(
    series: pd.DataFrame,
    t: Translator,
    *,
    quantity: Quantity,
    base: str | None = None,
    goal: Goal | None = None,
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw a measure for every period.

    A point without a known interval is hollow. No line crosses a break in the series, nor a period
    without a figure.

    Parameters
    ----------
    series
        `period` ("2018", "2024-2025"), `year` (where it stands), `estimate`, `lower`, `upper`,
        `comparable` (False before a break), any order. A row without an estimate is a gap.
    base
        The period that others are compared with.

    Raises
    ------
    KeyError
        If a column is missing.
    """
    paper = paper_of(dark=dark)
    points = _points(series)
    low, high = _limits(points, quantity, goal)
    pixel = (high - low) / (HEIGHT_PX - TOP_PX)
    domain = [low, high + TOP_PX * pixel]
    data = rows(_records(points, quantity, t))
    x, y = _axes(points, quantity, t, goal, domain, high)
    shown = alt.Chart(data).encode(x=x, y=y)
    line = shown.mark_line(color=paper.accent, strokeWidth=2).encode(
        detail="part:N", opacity=_faded()
    )
    interval = (
        shown.transform_filter("isValid(datum.lower)")
        .mark_rule(color=paper.accent, strokeWidth=5, strokeCap="round")
        .encode(y="lower:Q", y2="upper:Q", opacity=_faded(0.32, 0.18))
    )
    dot = shown.mark_point(
        shape="circle", size=80, stroke=paper.accent, strokeWidth=2, opacity=1
    ).encode(
        # Hollow where nobody knows how sure the figure is.
        fill=alt.condition(
            "isValid(datum.lower)", alt.value(paper.accent), alt.value(paper.ground)
        ),
        tooltip=[
            alt.Tooltip("period:N", title=t("Period")),
            alt.Tooltip("text:N", title=t("Value")),
            alt.Tooltip("interval:N", title=t("Interval")),
        ],
    )
    nothing = _rule(quantity.zero, color=paper.edge) if low <= quantity.zero <= high else []
    layers = [
        *nothing,
        *_breaks(points, paper, domain),
        *_goal_line(goal, paper),
        interval,
        line,
        *_base_mark(points, base, paper),
        dot,
        *draw_text(
            _words(Labels(points, quantity, t, base, goal), floor=low, pixel=pixel), paper=paper
        ),
    ]
    return finish(
        layers,
        height=HEIGHT_PX,
        description=_describe(points, quantity, t, base, goal),
        title=quantity.words(t),
        paper=paper,
    )


def _points(series: pd.DataFrame) -> pd.DataFrame:
    found = series.loc[:, list(COLUMNS)].sort_values("year", kind="stable").reset_index(drop=True)
    known = found["estimate"].notna()
    comparable = found["comparable"].astype(bool)
    found["part"] = ((comparable != comparable.shift()) | ~known).cumsum()
    found = found.loc[known].reset_index(drop=True)
    whole = found["lower"].notna() & found["upper"].notna()
    found[["lower", "upper"]] = found[["lower", "upper"]].astype("float64").where(whole)
    return found


def _records(points: pd.DataFrame, quantity: Quantity, t: Translator) -> list[dict[str, object]]:
    digits = quantity.decimals + 2
    found = []
    for row in points.to_dict("records"):
        interval = t("not known")
        if is_known(row["lower"]):
            interval = t(
                "{low} to {high}",
                low=quantity.number(row["lower"], t),
                high=quantity.number(row["upper"], t),
            )
        found.append(
            {
                "period": str(row["period"]).replace("-", "–"),
                "year": float(row["year"]),
                "estimate": round(float(row["estimate"]), digits),
                "lower": round(float(row["lower"]), digits),
                "upper": round(float(row["upper"]), digits),
                "part": int(row["part"]),
                "comparable": bool(row["comparable"]),
                "text": quantity.write(row["estimate"], t),
                "interval": interval,
            }
        )
    return found


def _limits(points: pd.DataFrame, quantity: Quantity, goal: Goal | None) -> tuple[float, float]:
    cells = points[["estimate", "lower", "upper"]].to_numpy(dtype="float64").ravel()
    values = [quantity.zero, *cells[np.isfinite(cells)]]
    if goal is not None:
        values += [goal.start_value, goal.value]
    low, high = float(min(values)), float(max(values))
    return (low, high) if high > low else (low, low + 1.0)


def _axes(
    points: pd.DataFrame,
    quantity: Quantity,
    t: Translator,
    goal: Goal | None,
    domain: Sequence[float],
    high: float,
) -> tuple[alt.X, alt.Y]:
    years = [float(year) for year in points["year"]]
    labels = [str(period).replace("-", "–") for period in points["period"]]
    if goal is not None:
        labels = [*labels, *([f"{goal.year:.0f}"] if goal.year not in years else [])]
        years = [*years, *([float(goal.year)] if goal.year not in years else [])]
    first, last = (min(years), max(years)) if years else (0.0, 1.0)
    edge = max((last - first) * 0.05, 0.25)
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first - edge, last + edge], nice=False, zero=False),
        axis=make_axis(years, labels, grid=False, labelOverlap="greedy", labelSeparation=8),
    )
    digits = quantity.decimals + 2
    y = alt.Y(
        "estimate:Q",
        scale=alt.Scale(domain=[round(end, digits) for end in domain], nice=False, zero=False),
        axis=number_axis(find_ticks(domain[0], high), t, signed=quantity.signed),
    )
    return x, y


def _faded(full: float = 1.0, faint: float = 0.45) -> alt.Opacity:
    """Step back from what is not comparable with the newest."""
    return alt.condition("datum.comparable", alt.value(full), alt.value(faint))  # type: ignore[return-value]


def _rule(height: float, color: str) -> list[alt.Chart]:
    base = alt.Chart(rows([{"y": height}]))
    return [base.mark_rule(strokeWidth=1, color=color).encode(y="y:Q")]


def _break_years(points: pd.DataFrame) -> list[float]:
    comparable = points["comparable"].astype(bool)
    turns = comparable.ne(comparable.shift()) & (points.index > 0)
    return [
        float(points["year"].iloc[at - 1] + points["year"].iloc[at]) / 2
        for at in points.index[turns]
    ]


def _breaks(points: pd.DataFrame, paper: Paper, domain: Sequence[float]) -> list[alt.Chart]:
    found = [{"x": year, "y": domain[0], "to": domain[1]} for year in _break_years(points)]
    if not found:
        return []
    base = alt.Chart(rows(found)).mark_rule(color=paper.quiet, strokeDash=[2, 3])
    return [base.encode(x="x:Q", y="y:Q", y2="to:Q")]


def _goal_line(goal: Goal | None, paper: Paper) -> list[alt.Chart]:
    if goal is None:
        return []
    ends = [
        {"x": goal.start_year, "y": goal.start_value},
        {"x": goal.year, "y": goal.value},
    ]
    line = alt.Chart(rows(ends)).mark_line(color=paper.ink, strokeDash=[6, 4], strokeWidth=1.5)
    end = alt.Chart(rows(ends[1:])).mark_point(
        shape="diamond", size=110, filled=True, fill=paper.ink, opacity=1
    )
    return [line.encode(x="x:Q", y="y:Q"), end.encode(x="x:Q", y="y:Q")]


def _base_mark(points: pd.DataFrame, base: str | None, paper: Paper) -> list[alt.Chart]:
    at = points.loc[points["period"].astype(str) == base]
    data = rows({"x": float(row["year"]), "y": float(row["estimate"])} for _, row in at.iterrows())
    if at.empty:
        return []
    ring = alt.Chart(data).mark_point(
        shape="circle", size=260, stroke=paper.ink, strokeWidth=1.5, opacity=1
    )
    return [ring.encode(x="x:Q", y="y:Q")]


@dataclass(frozen=True, eq=False)
class Labels:
    """What the words in the chart are about."""

    points: pd.DataFrame
    quantity: Quantity
    t: Translator
    base: str | None
    goal: Goal | None


def _words(labels: Labels, *, floor: float, pixel: float) -> list[Mapping[str, object]]:
    points, quantity, t, goal = labels.points, labels.quantity, labels.t, labels.goal
    found: list[Mapping[str, object]] = []

    def put(x: float, y: float, text: str, *, align: str = "center", strong: bool = False) -> None:
        dx = {"left": 4, "right": -4}.get(align, 0)
        place = {"x": x, "y": round(y, 4), "align": align, "dx": dx}
        found.append({**place, "text": text, "strong": strong})

    def side(year: float) -> str:
        first, last = points["year"].min(), points["year"].max()
        last = last if goal is None else max(last, goal.year)
        if last <= first:
            return "center"
        share = (year - first) / (last - first)
        return "left" if share < 0.12 else "right" if share > 0.88 else "center"

    labelled: dict[int, str] = {}
    if len(points):
        labelled[len(points) - 1] = ""
    for at in points.index[points["period"].astype(str) == labels.base]:
        labelled[int(at)] = t("base year")
    for at, words in labelled.items():
        row = points.iloc[at]
        top = row["upper"] if is_known(row["upper"]) else row["estimate"]
        y = float(top) + 12 * pixel
        if words:
            put(float(row["year"]), y, words, align=side(row["year"]))
            y += LINE_PX * pixel
        put(
            float(row["year"]),
            y,
            quantity.number(row["estimate"], t),
            align=side(row["year"]),
            strong=True,
        )
    if goal is not None:
        words = t(
            "goal {year}: {value}", year=f"{goal.year:.0f}", value=quantity.number(goal.value, t)
        )
        under = goal.value - (LINE_PX + 12) * pixel
        sinks = goal.value < goal.start_value and under > floor
        put(goal.year, under if sinks else goal.value + 10 * pixel, words, align="right")
    for year in _break_years(points):
        put(year, floor + 4 * pixel, t("series break"), align="left")
    return found


def _describe(
    points: pd.DataFrame, quantity: Quantity, t: Translator, base: str | None, goal: Goal | None
) -> str:
    if points.empty:
        return t("Chart over time, without any figure.")
    first, last = points.iloc[0], points.iloc[-1]
    parts = [
        t(
            "Chart over time: {first_value} in {first}, {last_value} in {last}.",
            first_value=quantity.write(first["estimate"], t),
            first=str(first["period"]).replace("-", "–"),
            last_value=quantity.write(last["estimate"], t),
            last=str(last["period"]).replace("-", "–"),
        )
    ]
    if base is not None:
        parts.append(t("The base year is {period}.", period=base.replace("-", "–")))
    if _break_years(points):
        parts.append(t("The series has a break, and figures on either side are not comparable."))
    if goal is not None:
        value = quantity.write(goal.value, t)
        parts.append(t("The goal is {value} in {year}.", value=value, year=f"{goal.year:.0f}"))
    return " ".join(parts)
