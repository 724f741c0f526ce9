"""What all charts share: colours on light and dark paper, and axes in the reader's language."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd

from explorer.i18n import N_, Translator
from explorer.palette import ORANGE, ORANGE_DARK, PURPLE, PURPLE_DARK

FONT: Final = '"Source Sans", sans-serif'
TEXT_PX: Final = 13
LINE_PX: Final = 16
MOST_TICKS: Final = 5
# The unit in words above the axis. What is not here stands as it is.
UNIT_WORDS: Final[Mapping[str, str]] = {
    "percent": N_("percent"),
    "percentage points": N_("percentage points"),
    "thousand SEK": N_("thousand SEK"),
    "SEK/year": N_("SEK a year"),
    "persons": N_("people"),
    "pupils": N_("pupils"),
    "times": N_("times"),
}


@dataclass(frozen=True)
class Paper:
    """
    Colours of a chart, readable on its ground.

    `bar` fills what is not in focus and `edge` draws its outline; `better` and `worse` tint the
    two sides of a mean, `low` and `high` where neither is the better one.
    """

    ground: str
    ink: str
    quiet: str
    line: str
    bar: str
    edge: str
    accent: str
    better: str
    worse: str
    low: str
    high: str


LIGHT: Final = Paper(
    ground="#ffffff",
    ink="#14212b",
    quiet="#4b5a66",
    line="#d8dee3",
    bar="#dbe3e8",
    edge="#6b8998",
    accent="#00627a",
    better=PURPLE[2],
    worse=ORANGE[2],
    low="#8fb0bf",
    high="#4f7182",
)
DARK: Final = Paper(
    ground="#10181f",
    ink="#e9eef1",
    quiet="#a9b7c0",
    line="#2d3a44",
    bar="#2c3a43",
    edge="#7d9aa8",
    accent="#6cc5da",
    better=PURPLE_DARK[2],
    worse=ORANGE_DARK[2],
    low="#54707e",
    high="#a3c2cf",
)


@dataclass(frozen=True)
class Quantity:
    """
    What the figures of a chart are in.

    Parameters
    ----------
    unit
        A unit of an indicator, "percentage points", or "" for a number without one.
    decimals
        How many are shown.
    zero
        Where there is no gap: 0 for a difference, 1 for a ratio.
    signed
        Whether the figures are changes, so that a plus stands before a positive one.
    """

    unit: str
    decimals: int
    zero: float = 0.0
    signed: bool = False

    def write(self, value: float, t: Translator) -> str:
        """Write a value with its unit."""
        if not self.unit:
            return self.number(value, t)
        return t.unit(value, self.unit, self.decimals, signed=self.signed)

    def number(self, value: float, t: Translator) -> str:
        """Write a value without its unit, where the axis or the title has it."""
        return t.number(value, self.decimals, signed=self.signed)

    def words(self, t: Translator) -> str:
        """Name the unit, "" where there is none."""
        return t(UNIT_WORDS.get(self.unit, self.unit)) if self.unit else ""


def paper_of(*, dark: bool) -> Paper:
    """Choose the colours."""
    return DARK if dark else LIGHT


def find_ticks(low: float, high: float, *, most: int = MOST_TICKS) -> list[float]:
    """Find at most so many round numbers with equal steps from low to high, both included."""
    if not high > low:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0):
        step = power * factor
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    digits = max(0, 2 - math.floor(math.log10(step)))
    # Adding 0.0 turns a negative zero into zero.
    return [round(place * step, digits) + 0.0 for place in range(first, last + 1)]


def make_axis(ticks: Sequence[float], labels: Sequence[str], **options: Any) -> alt.Axis:
    """
    Make an axis whose labels are written here.

    The browser would write numbers in its own language and with a hyphen for a minus sign.
    """
    at, words = json.dumps(list(ticks), allow_nan=False), json.dumps(list(labels))
    return alt.Axis(
        values=list(ticks), labelExpr=f"{words}[indexof({at}, datum.value)]", title=None, **options
    )


def number_axis(ticks: Sequence[float], t: Translator, *, signed: bool = False) -> alt.Axis:
    """Make a vertical axis of numbers with as many decimals as they have."""
    return make_axis(ticks, [t.number(tick, None, signed=signed) for tick in ticks], grid=True)


def rows(records: Iterable[Mapping[str, object]]) -> alt.InlineData:
    """Put rows into a chart as they are, a missing value as null."""
    cleaned = [
        {
            key: None if isinstance(cell, float) and math.isnan(cell) else cell
            for key, cell in each.items()
        }
        for each in records
    ]
    return alt.InlineData(values=cleaned)


def name_units(code: str, names: Mapping[str, str]) -> str:
    """Name a unit: an area, or areas that share a figure ("609+610"); its code where it has no name."""
    return ", ".join(str(names.get(each, each)) for each in str(code).split("+"))


def finish(
    layers: Sequence[alt.Chart], *, height: int, description: str, title: str, paper: Paper
) -> alt.LayerChart:
    """
    Lay layers over each other, as wide as their place on the page.

    Parameters
    ----------
    description
        What the chart shows, for those who do not see it.
    title
        What the vertical axis is in; "" for none.
    """
    options: dict[str, Any] = {}
    if title:
        options["title"] = alt.TitleParams(
            text=title,
            anchor="start",
            frame="bounds",
            fontSize=TEXT_PX,
            fontWeight="normal",
            color=paper.quiet,
            font=FONT,
            offset=6,
        )
    chart = alt.layer(*layers).properties(
        width="container",
        height=height,
        background="transparent",
        description=description,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        **options,
    )
    drawn: alt.LayerChart = (
        chart.configure(font=FONT, padding=2)
        .configure_view(stroke=None)
        # One description for the whole; hundreds of marks read aloud would bury it.
        .configure_mark(aria=False)
        .configure_axis(
            aria=False,
            labelColor=paper.quiet,
            labelFontSize=TEXT_PX,
            titleColor=paper.quiet,
            titleFontSize=TEXT_PX,
            titleFontWeight="normal",
            gridColor=paper.line,
            domain=False,
            ticks=False,
            labelPadding=6,
        )
        .configure_text(fontSize=TEXT_PX, color=paper.ink)
    )
    return drawn


def draw_text(records: Sequence[Mapping[str, object]], *, paper: Paper) -> list[alt.Chart]:
    """
    Draw words over everything else, with the paper showing round them.

    Parameters
    ----------
    records
        `x`, `y`, `text`; `align` ("left", "right", "center"), `dx` in pixels, `strong` (bool).
    """
    data = rows(records)
    base = alt.Chart(data).encode(
        x=alt.X("x:Q"), y=alt.Y("y:Q"), text=alt.Text("text:N", format="")
    )
    shape: dict[str, Any] = {
        "align": alt.expr("datum.align"),
        "dx": alt.expr("datum.dx"),
        "baseline": "bottom",
        "fontWeight": alt.expr("datum.strong ? 'bold' : 'normal'"),
        "tooltip": None,
    }
    halo = base.mark_text(
        **shape, stroke=paper.ground, strokeWidth=4, strokeJoin="round", opacity=0.85
    )
    words = base.mark_text(**shape, color=paper.ink)
    return [halo, words]


def is_known(value: object) -> bool:
    """Whether a cell holds a number."""
    return bool(pd.notna(value))  # type: ignore[call-overload]
