"""Who drove it: each area's part of a measure and of its change, as a map and a list (draws)."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from explorer.charts.contributions import contributions_bar
from explorer.charts.paper import Quantity
from explorer.gaps import Gap, Split, spread_parts
from explorer.i18n import Translator
from explorer.measure_names import measure_name
from explorer.measure_values import decimals_of, refusal_text, value_text
from explorer.narrative import period_text
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_numbers
from explorer.ui.assets import DataFiles
from explorer.ui.gaps.parts import (
    Column,
    Row,
    draw_plate,
    on_dark_paper,
    quantity_of,
    table_html,
    words_html,
)
from explorer.view import ViewState
from explorer.workspace import Workspace

MOST_LISTED = 12
# A contribution is a small part of its measure.
MORE_DECIMALS = 1


def draw_split(
    workspace: Workspace, files: DataFiles, gap: Gap, split: Split, view: ViewState, t: Translator
) -> None:
    """Draw the part."""
    measure = view.measure
    if split.parts is None:
        st.html(
            words_html(
                [
                    t("“{measure}” cannot be split by area.", measure=measure_name(measure, t)),
                    refusal_text(split.refusal, t),
                    t(
                        "Choose another measure above, such as the difference or an average distance."
                    ),
                ]
            )
        )
        return
    changing = split.change is not None and st.session_state.get("split_of") == "change"
    if split.change is not None:
        st.segmented_control(
            t("Show"),
            ["newest", "change"],
            key="split_of",
            format_func=lambda each: {
                "newest": t("The gap in {period}", period=period_text(gap.selection.period)),
                "change": t("The change since {period}", period=period_text(str(split.base))),
            }[each],
            default="newest",
            label_visibility="collapsed",
        )
    parts = split.change["change"] if changing and split.change is not None else split.parts
    total = float(parts.sum())
    st.html(words_html(_sentences(gap, parts, split, t, measure=measure, changing=changing)))
    plate = _plate(workspace, gap, parts, t, measure=measure, changing=changing)
    with st.container(key="split", horizontal=True, gap="large"):
        with st.container(key="split_map"):
            draw_plate(workspace, files, gap, plate, view, t)
        with st.container(key="split_list"):
            st.altair_chart(
                contributions_bar(
                    parts,
                    _names(gap, parts),
                    t,
                    quantity=_quantity(gap, parts, measure=measure, changing=changing),
                    dark=on_dark_paper(),
                ),
                theme=None,
                width="stretch",
                key="chart_split",
            )
    with st.expander(t("All areas with their parts"), key="all_parts"):
        st.html(_table(gap, parts, t, measure=measure, total=total, changing=changing))


def _names(gap: Gap, parts: pd.Series) -> dict[str, str]:
    singles = {
        code: name
        for unit, codes in gap.comparison.members.items()
        for code, name in zip(codes, gap.names[unit].split(" + "), strict=True)
    }
    return {
        str(unit): " + ".join(singles.get(code, code) for code in str(unit).split("+"))
        for unit in parts.index
    }


def _text(gap: Gap, measure: str, value: float, t: Translator, *, signed: bool) -> str:
    decimals = decimals_of(measure, value, gap.definition) + MORE_DECIMALS
    return t.number(value, decimals, signed=signed)


def _sentences(
    gap: Gap, parts: pd.Series, split: Split, t: Translator, *, measure: str, changing: bool
) -> list[str]:
    name = measure_name(measure, t)
    total = float(parts.sum())
    if changing:
        return [
            t(
                "Between {base} and {newest} “{measure}” changed by {total}. The map shows what each"
                " area added to that (+) or took off (−).",
                base=period_text(str(split.base)),
                newest=period_text(gap.selection.period),
                measure=name,
                total=_text(gap, measure, total, t, signed=True),
            )
        ]
    largest = parts.sort_values(ascending=False)
    half = int((largest.cumsum() < total / 2).sum()) + 1
    return [
        t(
            "“{measure}” is {total} in all. The map shows each area’s part of it; all parts add up"
            " to the measure.",
            measure=name,
            total=value_text(measure, total, gap.definition, t),
        ),
        t.plural(
            "{n} area of {of} makes up half of it.",
            "{n} areas of {of} make up half of it.",
            half,
            n=half,
            of=len(parts),
        ),
    ]


def _plate(
    workspace: Workspace, gap: Gap, parts: pd.Series, t: Translator, *, measure: str, changing: bool
) -> Plate:
    name = measure_name(measure, t)
    quantity = _quantity(gap, parts, measure=measure, changing=changing)
    title = t("Part of the change") if changing else t("Part of the gap")
    words = PlateWords(
        title=title,
        caption=t(
            "{title}: {measure}, {indicator}, {period}",
            title=title,
            measure=name,
            indicator=gap.definition.name(t.lang),
            period=period_text(gap.selection.period),
        ),
        unit=quantity.words(t),
        decimals=quantity.decimals,
    )
    kind = "change" if changing else "contribution"
    about = PlateSubject(f"{kind}.{measure}", gap.selection.level, gap.selection.indicator_id)
    values = spread_parts(workspace, gap, parts)
    return plate_of_numbers(
        values, about=about, words=words, t=t, diverging=changing or bool((parts < 0).any())
    )


def _quantity(gap: Gap, parts: pd.Series, *, measure: str, changing: bool) -> Quantity:
    size = float(parts.abs().max())
    quantity = quantity_of(measure, gap.definition, size=size, signed=changing)
    return replace(quantity, decimals=quantity.decimals + MORE_DECIMALS)


def _table(
    gap: Gap, parts: pd.Series, t: Translator, *, measure: str, total: float, changing: bool
) -> str:
    names = _names(gap, parts)
    rows = [
        Row(
            (
                names[str(unit)],
                _text(gap, measure, float(part), t, signed=changing),
                t.percent(100 * float(part) / total, 1) if total else "–",
            )
        )
        for unit, part in parts.sort_values(ascending=False, key=lambda each: each.abs()).items()
    ]
    columns = (
        Column(t("Area")),
        Column(t("Part"), number=True),
        Column(t("Share of the whole"), number=True),
    )
    return table_html(
        columns,
        rows,
        total=(t("In all"), _text(gap, measure, total, t, signed=changing), t.percent(100, 0)),
    )
