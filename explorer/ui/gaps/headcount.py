"""The gap in people: how many it stands for, in all and by area (draws)."""

import streamlit as st

from explorer.gap_words import (
    UNKNOWN_SENTENCES,
    headcount_interval,
    headcount_text,
    people_sentence,
    people_text,
)
from explorer.gaps import Gap
from explorer.i18n import Translator
from explorer.ui.gaps.parts import Column, Row, table_html, words_html
from explorer.view import ViewState
from indicators.people import ROUNDING, Unknown, count_people

# With the rest a click away, the sum stays on the same screen as the areas that weigh most.
MOST_LISTED = 12


def draw_headcount(gap: Gap, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    found = count_people(gap.comparison)
    if isinstance(found, Unknown):
        st.html(words_html([t(UNKNOWN_SENTENCES[found])]))
        return
    definition = gap.definition
    estimates = gap.comparison.groups.estimates
    chosen = {unit for unit, codes in gap.comparison.members.items() if set(codes) & set(view.area)}
    rows = [
        Row(
            (
                gap.names[unit],
                t.unit(float(estimates[unit]), definition.unit, definition.decimals),
                headcount_text(count, t),
                headcount_interval(count, t),
            ),
            chosen=unit in chosen,
        )
        for unit, count in found.areas.items()
    ]
    notes = [
        t("Counted among {people}.", people=people_text(found.base, gap.comparison, t)),
        t("It is arithmetic on the shares: it does not say that areas should be alike, or how."),
        t(
            "Numbers are rounded: to 5 up to 100, to 10 up to {limit}, above that to 100.",
            limit=t.number(ROUNDING[1][0], 0),
        ),
    ]
    if found.hidden:
        notes.append(
            t.plural(
                "{n} area is left out, because too few people are behind it.",
                "{n} areas are left out, because too few people are behind them.",
                len(found.hidden),
                n=len(found.hidden),
            )
        )
    columns = (
        Column(t("Area")),
        Column(t("Value"), number=True),
        Column(t("More people") if found.more else t("Fewer people"), number=True),
        Column(t("Interval (95%)"), number=True),
    )
    total = (t("In all"), "", headcount_text(found.total, t), headcount_interval(found.total, t))
    st.html(words_html([people_sentence(found, definition, t)], lead=True))
    st.html(table_html(columns, rows[:MOST_LISTED], total=total, notes=notes))
    if len(rows) > MOST_LISTED:
        with st.expander(t("All {n} areas", n=len(rows)), key="all_people"):
            st.html(table_html(columns, rows))
