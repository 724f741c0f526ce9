"""What each area contributes to a measure, largest first."""

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from explorer.charts.paper import Paper, Quantity, finish, name_units, paper_of, rows
from explorer.i18n import Translator

ROW_PX: Final = 38
BAR_PX: Final = 9
MOST: Final = 12
OTHERS: Final = ""  # no unit has an empty code


def contributions_bar(
    contributions: pd.Series,
    names: Mapping[str, str],
    t: Translator,
    *,
    quantity: Quantity,
    most: int = MOST,
    dark: bool = False,
) -> alt.LayerChart:
    """
    Draw contributions as bars under their names, the largest first, the small ones as one.

    Parameters
    ----------
    contributions
        By unit, in the unit of the measure, any sign; one without a figure is left out.
    quantity
        Signed for contributions to a change: the bars then leave zero to both sides, as they do
        whenever one is negative.
    most
        Areas that have a bar of their own. The rest are summed, unless it is a single one; a sum
        that is larger than the largest bar stands there as a number without a bar.
    """
    paper = paper_of(dark=dark)
    shown = gather(contributions, most=most)
    count = int(contributions.notna().sum()) - len(shown) + 1
    own = shown.drop(OTHERS, errors="ignore")
    low, high = min([0.0, *own]), max([0.0, *own])
    if quantity.signed:
        low, high = min(low, -high), max(high, -low)
    digits = quantity.decimals + 2
    records: list[dict[str, object]] = []
    for place, (unit, value) in enumerate(shown.items()):
        others = unit == OTHERS
        name = (
            t.plural("other areas ({n})", "other areas ({n})", count)
            if others
            else name_units(str(unit), names)
        )
        records.append(
            {
                "row": place,
                # The rest is often larger than any area; its bar would dwarf all others.
                "bar": round(float(value), digits) if low <= value <= high else None,
                "name": name,
                "text": quantity.number(value, t),
                "others": others,
            }
        )
    scale = [round(low, digits), round(high if high > low else low + 1, digits)]
    return finish(
        _draw(records, scale, paper, t),
        height=max(len(shown), 1) * ROW_PX,
        description=_describe(shown, names, quantity, t),
        title=quantity.words(t),
        paper=paper,
    )


def gather(contributions: pd.Series, *, most: int) -> pd.Series:
    """
    Keep the largest by size, and sum the rest under `OTHERS`, last.

    The sum stays that of all contributions.
    """
    known = contributions.dropna().astype("float64")
    order = known.abs().sort_values(ascending=False, kind="stable").index
    ranked = known.loc[order]
    if len(ranked) <= most + 1:
        return ranked
    rest = pd.Series([ranked.iloc[most:].sum()], index=[OTHERS])
    return pd.concat([ranked.iloc[:most], rest])


def _draw(
    records: list[dict[str, object]], scale: list[float], paper: Paper, t: Translator
) -> list[alt.Chart]:
    x = alt.X("bar:Q", scale=alt.Scale(domain=scale, nice=False), axis=None)
    y = alt.Y("row:O", axis=None, scale=alt.Scale(padding=0))
    base = alt.Chart(rows(records)).encode(y=y)
    bars = base.mark_bar(height=BAR_PX, yOffset=9, cornerRadius=1).encode(
        x=x,
        color=alt.condition("datum.others", alt.value(paper.edge), alt.value(paper.accent)),
        tooltip=[
            alt.Tooltip("name:N", title=t("Area")),
            alt.Tooltip("text:N", title=t("Contribution")),
        ],
    )
    name = base.mark_text(align="left", baseline="middle", yOffset=-6, color=paper.ink, dx=1)
    value = base.mark_text(
        align="right", baseline="middle", yOffset=-6, color=paper.ink, fontWeight="bold", dx=-1
    )
    zero = alt.Chart(rows([{"x": 0}])).mark_rule(color=paper.edge, strokeWidth=1)
    return [
        bars,
        zero.encode(x="x:Q"),
        name.encode(x=alt.value(0), text="name:N"),
        value.encode(x=alt.value("width"), text="text:N"),
    ]


def _describe(shown: pd.Series, names: Mapping[str, str], quantity: Quantity, t: Translator) -> str:
    own = shown.drop(OTHERS, errors="ignore").iloc[:3]
    if own.empty:
        return t("Chart of contributions, without any figure.")
    listed = "; ".join(
        f"{name_units(str(unit), names)} {quantity.write(value, t)}" for unit, value in own.items()
    )
    return t("Chart of contributions, largest first: {areas}.", areas=listed)
