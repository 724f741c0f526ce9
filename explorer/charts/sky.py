"""The bars of a skyline: where each stands, and the rows it is drawn from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import altair as alt
import pandas as pd

from explorer.charts.paper import Paper, Quantity, name_units, rows
from explorer.i18n import Translator
from indicators.comparison import RESIDENTS, Comparison
from indicators.measures.groups import Compared

# Where the lowest value is more than this share of the highest, bars from zero would all look the
# same: they hang on the mean instead, which is as honest a foot to stand on.
FLAT: Final = 0.5
# Between two parents, and between all of them together at most, in percent of the width.
PARENT_GAP: Final = 1.5
ALL_GAPS: Final = 15.0


@dataclass(frozen=True)
class Flag:
    """A label that stands over a place: a value and what has it."""

    x: float
    foot: float
    value: str
    name: str
    left: bool


@dataclass(eq=False)
class Sky:
    """
    What is drawn, in the indicator's unit and in percent of the width.

    `bars` is indexed by unit in the order drawn, with `left`, `right`, `value`, `people`, `parent`.
    """

    comparison: Comparison
    groups: Compared
    ordered: bool
    grouped: bool
    bars: pd.DataFrame
    names: Mapping[str, str]
    t: Translator
    paper: Paper
    layers: list[alt.Chart] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    # Heights besides the bars' that must be inside.
    heights: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """Mean of the values by people."""
        return float(self.groups.mean(self.groups.estimates))

    @property
    def foot(self) -> float:
        """Height that the bars stand on."""
        values = self.bars["value"]
        return self.mean if values.min() > FLAT * values.max() else 0.0

    @property
    def end(self) -> float:
        """Right end of the last bar."""
        return float(self.bars["right"].iloc[-1])

    @property
    def quantity(self) -> Quantity:
        """What the values are in."""
        return Quantity(self.comparison.definition.unit, self.comparison.definition.decimals)

    @property
    def tones(self) -> tuple[str, str]:
        """Colours above and below the mean."""
        if not self.comparison.directed:
            return self.paper.high, self.paper.low
        better, worse = self.paper.better, self.paper.worse
        return (better, worse) if self.groups.favourable else (worse, better)

    @property
    def of_residents(self) -> bool:
        """Whether all residents are counted, and not pupils or an age group."""
        return self.comparison.people.indicators == (RESIDENTS,)

    def write(self, value: float) -> str:
        """Write a value with its unit."""
        return self.quantity.write(value, self.t)

    def rounded(self, value: float) -> float:
        """Round to one decimal more than is shown: finer than a pixel."""
        return round(float(value), self.quantity.decimals + 1)


def place_bars(
    comparison: Comparison, groups: Compared, *, ordered: bool, grouped: bool
) -> pd.DataFrame:
    """
    Put the bars side by side: by value, by place in the order, or by parent with gaps between.

    Returns
    -------
    bars
        As in `Sky`. Widths are in percent of all people; with gaps the last bar ends above 100.
    """
    bars = pd.DataFrame(
        {"value": groups.estimates, "people": groups.people, "width": 100 * groups.shares},
        index=groups.names,
    )
    belongs = comparison.groups.parents
    bars["parent"] = "" if belongs is None else belongs.reindex(groups.names).astype(str)
    keys = ["value"]
    if ordered:
        bars["place"] = groups.places
        keys = ["place", "value"]
    elif grouped:
        bars["height"] = _parent_means(bars).reindex(bars["parent"]).to_numpy()
        keys = ["height", "parent", "value"]
    bars = bars.sort_values(keys, kind="stable")
    gap: pd.Series | float = 0.0
    if grouped:
        opens = (bars["parent"] != bars["parent"].shift()).cumsum() - 1
        gap = opens * min(PARENT_GAP, ALL_GAPS / max(int(opens.iloc[-1]), 1))
    bars["right"] = bars["width"].cumsum() + gap
    bars["left"] = bars["right"] - bars["width"]
    return bars


def _parent_means(bars: pd.DataFrame) -> pd.Series:
    grouped = bars.assign(total=bars["value"] * bars["people"]).groupby("parent")
    return grouped["total"].sum() / grouped["people"].sum()


def bar_rows(sky: Sky) -> alt.InlineData:
    """Give each bar its row: place and height as drawn, and the words for a reader who points at it."""
    found = []
    for unit, bar in sky.bars.iterrows():
        record: dict[str, object] = {
            "from": round(float(bar["left"]), 2),
            "to": round(float(bar["right"]), 2),
            "y": sky.rounded(bar["value"]),
            "name": name_units(str(unit), sky.names),
            "text": sky.write(bar["value"]),
            "people": sky.t.number(bar["people"], 0),
        }
        if sky.grouped:
            record["parent"] = sky.names.get(bar["parent"], bar["parent"])
            record["level"] = sky.rounded(bar["height"])
        found.append(record)
    return rows(found)


def marked_units(sky: Sky, chosen: Collection[str]) -> list[str]:
    """Find the units that hold a chosen area, in the order drawn."""
    members = sky.comparison.members
    wanted = set(chosen)
    return [
        str(unit)
        for unit in sky.bars.index
        if wanted.intersection((str(unit), *members.get(str(unit), ())))
    ]


def level_rule(
    sky: Sky, height: float, *, color: str, width: float, dashed: bool = False
) -> alt.Chart:
    """Draw a line across all bars."""
    data = rows([{"from": 0, "to": round(sky.end, 2), "y": sky.rounded(height)}])
    dash = [6, 3] if dashed else [1, 0]
    rule = alt.Chart(data).mark_rule(color=color, strokeWidth=width, strokeDash=dash)
    drawn: alt.Chart = rule.encode(x="from:Q", x2="to:Q", y="y:Q")
    return drawn
