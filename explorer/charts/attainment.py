"""How many committees and boards stand behind each report of goal attainment, year by year."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt

from explorer.charts.chosen import shorten
from explorer.charts.paper import LINE_PX, draw_text, finish, paper_of, rows
from explorer.i18n import Translator

BAR_PX: Final = 14
GAP_PX: Final = 24
# A line of the chart on a telephone.
MOST_LETTERS: Final = 46
# Room to the right of the longest bar, for its number.
ROOM: Final = 1.12


@dataclass(frozen=True)
class Reported:
    """
    One line of the chart.

    Parameters
    ----------
    title
        Year and level, in the user's language.
    body
        Who reports.
    bodies
        How many stand behind it; None where nobody knows.
    """

    title: str
    body: str
    bodies: int | None


def attainment(reports: Sequence[Reported], t: Translator, *, dark: bool = False) -> alt.LayerChart:
    """
    Draw a bar for each report, as long as the number of bodies behind it.

    Where the number is not known there is no bar but a broken line across the whole width, and
    words: it may be any number.
    """
    paper = paper_of(dark=dark)
    longest = max((each.bodies for each in reports if each.bodies is not None), default=1)
    bars, broken, texts = [], [], []
    top = 0.0
    for each in reports:
        words = [each.title, *textwrap.wrap(shorten(each.body, 2 * MOST_LETTERS), MOST_LETTERS)]
        for line, text in enumerate(words):
            texts.append(_text(0, top + (line + 1) * LINE_PX, text, strong=not line))
        middle = top + len(words) * LINE_PX + 6 + BAR_PX / 2
        if each.bodies is None:
            broken.append({"x": 0, "x2": longest * ROOM, "y": middle})
            texts.append(_text(0, middle + LINE_PX + 2, t("number not known")))
        else:
            bars.append({"x": 0, "x2": each.bodies, "y": middle})
            texts.append(_text(each.bodies, middle + 7, t.number(each.bodies, 0), strong=True))
        top = middle + BAR_PX / 2 + GAP_PX
    height = max(round(top), LINE_PX)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, longest * ROOM], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    layers = [
        alt.Chart(rows(bars))
        .mark_rule(strokeWidth=BAR_PX, color=paper.edge)
        .encode(x=x, x2="x2:Q", y=y),
        alt.Chart(rows(broken))
        .mark_rule(strokeWidth=2, strokeDash=[3, 5], color=paper.quiet)
        .encode(x=x, x2="x2:Q", y=y),
        *draw_text(texts, paper=paper),
    ]
    return finish(layers, height=height, description=_describe(reports, t), title="", paper=paper)


def _text(x: float, y: float, text: str, *, strong: bool = False) -> dict[str, object]:
    return {"x": x, "y": y, "text": text, "align": "left", "dx": 6 if x else 0, "strong": strong}


def _describe(reports: Sequence[Reported], t: Translator) -> str:
    told = []
    for each in reports:
        number = t("number not known") if each.bodies is None else t.number(each.bodies, 0)
        told.append(f"{each.title}, {each.body}: {number}")
    return t("Bars: how many stand behind each report. {reports}.", reports="; ".join(told))
