"""How each measure reads the bars of a skyline: its ends, its distances, its line."""

from typing import Any, Final

import altair as alt
import pandas as pd

from explorer.charts.paper import name_units, rows
from explorer.charts.sky import Flag, Sky, bar_rows, level_rule
from indicators.measures.percentiles import HIGH, LOW, percentile_of
from indicators.measures.slope import slope_of

ENDS: Final = frozenset({"d", "r"})
FROM_MEAN: Final = frozenset(
    {"bgv", "bgsd", "cov", "mdmu", "mdmw", "idisu", "idisw", "ti", "mld", "gini"}
)
FROM_BEST: Final = frozenset({"mdbu", "mdbw"})
FROM_REFERENCE: Final = frozenset({"mdru", "mdrw"})
GAIN: Final = frozenset({"par", "paf"})
LINE: Final = frozenset({"sii", "rii"})
PERCENTILES: Final = frozenset({"p90p10d", "p90p10r"})
PARENTS: Final = frozenset({"tb", "tw"})


def draw_reading(sky: Sky, measure: str) -> None:
    """Add to the sky what a measure looks at; nothing where it has no drawing of its own."""
    values = sky.bars["value"]
    if measure in ENDS and values.min() < values.max():
        for extreme, left in ((values.min(), True), (values.max(), False)):
            _raise_flag(sky, sky.bars.loc[values == extreme], left=left)
    elif measure in FROM_MEAN:
        sky.layers.append(_tinted(sky, sky.mean, *sky.tones))
    elif measure in FROM_BEST | GAIN and sky.comparison.directed:
        _draw_best(sky, gain=measure in GAIN)
    elif measure in FROM_REFERENCE and sky.groups.reference in sky.bars.index:
        units = sky.bars.loc[[sky.groups.reference]]
        level = float(units["value"].iloc[0])
        sky.layers.append(_tinted(sky, level, *sky.tones))
        _draw_reference(sky, units, level)
    elif measure in LINE and sky.ordered:
        _draw_line(sky)
    elif measure in PERCENTILES:
        _draw_percentiles(sky)
    elif sky.grouped:
        _draw_parents(sky, within=measure == "tw")


def _draw_best(sky: Sky, *, gain: bool) -> None:
    """Draw every area's distance from the best value, or the mean's."""
    values = sky.bars["value"]
    level = float(values.max() if sky.groups.favourable else values.min())
    if gain:
        band = {"from": 0, "to": round(sky.end, 2), "y": sky.rounded(sky.mean)}
        drawn = alt.Chart(rows([band])).mark_rect(fill=sky.paper.worse, opacity=0.45)
        drawn = drawn.encode(x="from:Q", x2="to:Q", y="y:Q", y2=alt.datum(sky.rounded(level)))
        sky.layers.append(drawn)
    else:
        sky.layers.append(_tinted(sky, level, sky.paper.worse, sky.paper.worse))
    _draw_reference(sky, sky.bars.loc[values == level], level)


def _draw_reference(sky: Sky, units: pd.DataFrame, level: float) -> None:
    sky.layers.append(level_rule(sky, level, color=sky.paper.accent, width=2, dashed=True))
    middle = float(units["left"].min() + units["right"].max()) / 2
    _raise_flag(sky, units, left=middle < sky.end / 2)


def _draw_line(sky: Sky) -> None:
    slope = float(slope_of(sky.groups, sky.groups.estimates))
    half = slope / 2 if sky.groups.favourable else -slope / 2
    ends = ((0.0, sky.mean - half), (sky.end, sky.mean + half))
    sky.heights += [height for _, height in ends]
    points = [{"x": round(x, 2), "y": sky.rounded(y)} for x, y in ends]
    line = alt.Chart(rows(points)).mark_line(color=sky.paper.accent, strokeWidth=2.5)
    sky.layers.append(line.encode(x="x:Q", y="y:Q"))
    for (x, y), left in zip(ends, (True, False), strict=True):
        words = sky.t("start of the line") if left else sky.t("end of the line")
        sky.flags.append(Flag(x, y, sky.write(y), words, left))


def _draw_percentiles(sky: Sky) -> None:
    for share, left in ((LOW, True), (HIGH, False)):
        value = float(percentile_of(sky.groups, sky.groups.estimates, share=share))
        x = 100 * share
        # Just left of a border between two bars, the place belongs to the left one.
        on = sky.bars.loc[(sky.bars["right"] >= x - 1e-9) & (sky.bars["value"] == value)].iloc[:1]
        sky.layers.append(_filled(sky, on))
        words = sky.t("at most, for {n}", n=sky.t.percent(x, 0))
        sky.flags.append(Flag(x, value, sky.write(value), words, left))


def _draw_parents(sky: Sky, *, within: bool) -> None:
    above, below = sky.tones
    if within:
        sky.layers.append(_tinted(sky, None, above, below))
    spans = sky.bars.groupby("parent", sort=False).agg(
        left=("left", "min"), right=("right", "max"), height=("height", "first")
    )
    data = rows(
        {"from": round(left, 2), "to": round(right, 2), "y": sky.rounded(height)}
        for left, right, height in spans.itertuples(index=False)
    )
    base = alt.Chart(data).encode(x="from:Q", x2="to:Q", y="y:Q")
    if not within:
        sky.layers.append(_tint(base, sky, sky.mean, above, below))
    sky.layers.append(base.mark_rule(color=sky.paper.accent, strokeWidth=2.5))


def _tinted(sky: Sky, level: float | None, above: str, below: str) -> alt.Chart:
    base = alt.Chart(bar_rows(sky)).encode(x="from:Q", x2="to:Q", y="y:Q")
    return _tint(base, sky, level, above, below)


def _tint(base: alt.Chart, sky: Sky, level: float | None, above: str, below: str) -> alt.Chart:
    """Fill from each bar's top to a height, or to the `level` of its own where that is None."""
    height = "datum.level" if level is None else repr(sky.rounded(level))
    y2: Any = alt.Y2("level:Q") if level is None else alt.datum(sky.rounded(level))
    drawn: alt.Chart = base.mark_rect(stroke=sky.paper.ground, strokeWidth=0.3, opacity=0.9).encode(
        y2=y2,
        fill=alt.condition(f"datum.y > {height}", alt.value(above), alt.value(below)),
    )
    return drawn


def _filled(sky: Sky, units: pd.DataFrame) -> alt.Chart:
    data = rows(
        {
            "from": round(float(bar["left"]), 2),
            "to": round(float(bar["right"]), 2),
            "y": sky.rounded(bar["value"]),
        }
        for _, bar in units.iterrows()
    )
    base = alt.Chart(data).encode(x="from:Q", x2="to:Q", y="y:Q")
    drawn: alt.Chart = base.mark_rect(fill=sky.paper.accent).encode(
        y2=alt.datum(sky.rounded(sky.foot))
    )
    return drawn


def _raise_flag(sky: Sky, units: pd.DataFrame, *, left: bool) -> None:
    """Fill the bars of units that share a value, and name them over the outermost."""
    sky.layers.append(_filled(sky, units))
    first = name_units(str(units.index[0]), sky.names)
    name = first if len(units) == 1 else sky.t("{name} and {n} more", name=first, n=len(units) - 1)
    bar = units.iloc[0] if left else units.iloc[-1]
    value = float(bar["value"])
    middle = float(bar["left"] + bar["right"]) / 2
    sky.flags.append(Flag(middle, value, sky.write(value), name, left))
