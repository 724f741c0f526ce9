"""What stands under a chart's axis: words, and a key of colours, sizes and shapes."""

import textwrap
from dataclasses import dataclass, field
from typing import Any, Final

import altair as alt

from explorer.charts.chosen import mark_shapes
from explorer.charts.paper import LINE_PX, Paper, rows

KEY_PX2: Final = 110.0
# Where the words of a key begin, beside its circles.
WORDS_PX: Final = 18
ENTRY_CHARACTERS: Final = 44


@dataclass
class Below:
    """
    Words and marks, filled line by line.

    Parameters
    ----------
    y
        Pixels from the picture's upper edge to the middle of the line.
    """

    y: float
    texts: list[dict[str, object]] = field(default_factory=list)
    circles: list[dict[str, object]] = field(default_factory=list)
    marks: list[dict[str, object]] = field(default_factory=list)

    def step(self, more: float = 3) -> None:
        """Go to the next line, so many pixels farther than words need."""
        self.y += LINE_PX + more

    def write(self, text: str, px: float = 0) -> None:
        """Put words on the line, so many pixels from the left."""
        self.texts.append({"px": round(px, 1), "py": self.y, "text": text})

    def circle(self, fill: str, px: float = 6, *, size: float = KEY_PX2) -> None:
        """Put a circle on the line; its size is the square of its width."""
        self.circles.append({"px": round(px, 1), "py": self.y, "size": size, "fill": fill})

    def entry(self, fill: str, text: str) -> None:
        """Put an entry of the key: a colour and whose it is, on as many lines as a phone needs."""
        for place, words in enumerate(textwrap.wrap(text, ENTRY_CHARACTERS)):
            self.step(0 if place else 3)
            if not place:
                self.circle(fill)
            self.write(words, WORDS_PX)

    def mark(self, shape: str) -> None:
        """Put the mark of a chosen area on the line."""
        self.marks.append({"px": 8, "py": self.y, "shape": shape})


def draw_below(below: Below, paper: Paper) -> list[alt.Chart]:
    """Draw it; nothing of it is read aloud or has a tooltip."""
    at: dict[str, Any] = {"x": alt.expr("datum.px"), "y": alt.expr("datum.py")}
    words = alt.Chart(rows(below.texts)).mark_text(
        **at, align="left", baseline="middle", color=paper.quiet
    )
    layers = [words.encode(text=alt.Text("text:N", format=""))]
    # The browser takes no layer without a channel.
    silent = alt.value(None)
    if below.circles:
        circles = alt.Chart(rows(below.circles)).mark_point(
            **at,
            shape="circle",
            size=alt.expr("datum.size"),
            fill=alt.expr("datum.fill"),
            stroke=paper.quiet,
            strokeWidth=0.9,
            opacity=1,
        )
        layers.append(circles.encode(tooltip=silent))
    if below.marks:
        marks = mark_shapes(alt.Chart(rows(below.marks)), paper, **at)
        layers.append(marks.encode(tooltip=silent))
    return layers
