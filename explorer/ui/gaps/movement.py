"""The gap over time: verdict, chart, partner measure, and the goal (draws)."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from explorer.charts.trend import Goal, over_time
from explorer.gap_words import (
    goal_sentences,
    movement_sentences,
    span_text,
    verdict_sentences,
)
from explorer.gaps import Gap, Movement
from explorer.i18n import Translator
from explorer.measure_names import measure_name
from explorer.measure_values import refusal_text, value_text
from explorer.narrative import period_text
from explorer.ui import state
from explorer.ui.gaps.parts import (
    Column,
    Row,
    on_dark_paper,
    quantity_of,
    table_html,
    words_html,
)
from explorer.ui.markup import render
from explorer.view import GOAL_YEARS, HALF, ViewState
from indicators.comparison import year_of
from indicators.development import Development


def draw_movement(gap: Gap, movement: Movement, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    development, definition = movement.development, gap.definition
    _draw_choices(movement, view, t)
    sentences = verdict_sentences(development, t)
    sentences += movement_sentences(movement, definition, t)
    st.html(
        render(
            "gap_verdict.html",
            # Neither end of a context indicator is the better one, so it gets no colour.
            kind=development.judgement.verdict.value if gap.comparison.directed else "",
            word=sentences[0],
            sentences=sentences[1:],
        )
    )
    measured = sum(each.estimate is not None for each in development.readings)
    # A single point is told by the table; a goal gives it somewhere to go.
    if measured > 1 or (measured and movement.goal is not None):
        with st.container(key="movement", horizontal=True, gap="large"):
            with st.container(key="movement_chart"):
                st.html(words_html((), title=measure_name(view.measure, t)))
                st.altair_chart(
                    _chart(gap, movement, t), theme=None, width="stretch", key="chart_time"
                )
            with st.container(key="movement_goal"):
                st.html(words_html(_goal(gap, movement, view, t), title=t("The goal")))
    else:
        st.html(words_html(_goal(gap, movement, view, t), title=t("The goal")))
    st.html(_readings(gap, movement, t))


def _draw_choices(movement: Movement, view: ViewState, t: Translator) -> None:
    """Draw the base period and the goal."""
    fields = {
        "base": view.base or movement.development.wished,
        "goal_kind": "none" if view.goal is None else HALF if view.goal == HALF else "value",
        "by": view.by,
    }
    for key, value in fields.items():
        st.session_state[key] = value
    with st.container(key="goal_controls", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            t("Counted from"),
            sorted({*movement.offered, fields["base"]}),
            key="base",
            format_func=period_text,
            on_change=lambda: state.change(base=st.session_state["base"]),
            width=150,
        )
        st.selectbox(
            t("Goal"),
            ["none", HALF, "value"],
            key="goal_kind",
            format_func=lambda kind: {
                "none": t("No goal"),
                HALF: t("Halve the gap"),
                "value": t("Reach a value"),
            }[kind],
            on_change=_take_goal,
            args=(movement.development,),
            width=180,
        )
        if view.goal is None:
            return
        if view.goal != HALF:
            st.session_state["goal_value"] = float(view.goal)
            st.number_input(
                t("Value"),
                key="goal_value",
                step=0.1,
                format="%.2f",
                on_change=lambda: state.change(goal=float(st.session_state["goal_value"])),
                width=150,
            )
        st.number_input(
            t("By the year"),
            min_value=GOAL_YEARS.start,
            max_value=GOAL_YEARS.stop - 1,
            step=1,
            key="by",
            on_change=lambda: state.change(by=int(st.session_state["by"])),
            width=130,
        )


def _take_goal(development: Development) -> None:
    kind = st.session_state["goal_kind"]
    if kind != "value":
        state.change(goal=HALF if kind == HALF else None)
        return
    newest = development.newest.estimate
    state.change(goal=0.0 if newest is None else round(newest.estimate / 2, 2))


def _chart(gap: Gap, movement: Movement, t: Translator) -> alt.LayerChart:
    development = movement.development
    newest_break = max((each.period for each in development.breaks), default="")
    rows = []
    for reading in development.readings:
        estimate, lower, upper = reading.estimate or (np.nan, None, None)
        rows.append(
            {
                "period": reading.period,
                "year": float(year_of(reading.period)),
                "estimate": estimate,
                "lower": np.nan if lower is None else lower,
                "upper": np.nan if upper is None else upper,
                "comparable": reading.period >= newest_break,
            }
        )
    found = movement.pace
    goal = None
    if found is not None and movement.goal is not None:
        start = float(year_of(found.start_period))
        goal = Goal(start, found.start_value, float(movement.goal.year), found.target)
    series = pd.DataFrame(rows)
    return over_time(
        series,
        t,
        quantity=quantity_of(
            development.measure.short_name, gap.definition, size=float(series["estimate"].max())
        ),
        base=development.base,
        goal=goal,
        dark=on_dark_paper(),
    )


def _goal(gap: Gap, movement: Movement, view: ViewState, t: Translator) -> list[str]:
    if movement.goal is None:
        return [
            t(
                "Set a goal above, such as half the gap by a year, to see the pace that it takes and"
                " the pace so far."
            )
        ]
    if movement.pace is None:
        return [t("The measure cannot be computed from these figures, so it has no pace.")]
    return goal_sentences(movement.pace, view.measure, gap.definition, t, year=movement.goal.year)


def _readings(gap: Gap, movement: Movement, t: Translator) -> str:
    development, partner = movement.development, movement.partner
    names = [development.measure.short_name]
    if partner is not None:
        names.append(partner.measure.short_name)
    columns = [Column(t("Period"))]
    for name in names:
        columns += [Column(measure_name(name, t), number=True), Column(t("Interval (95%)"))]
    columns.append(Column(t("Figures compared"), number=True))
    rows = []
    for place, reading in enumerate(development.readings):
        cells = [period_text(reading.period)]
        for each in (development, partner):
            if each is None:
                continue
            found = each.readings[place]
            if found.estimate is None:
                cells += ["–", refusal_text(found.refusal, t)]
                continue
            short = each.measure.short_name
            cells.append(value_text(short, found.estimate.estimate, gap.definition, t))
            cells.append(span_text(found.estimate, short, gap.definition, t))
        rows.append(Row([*cells, str(len(reading.groups.estimates))]))
    notes = [
        t("The same areas are compared in every period: {n} figures.", n=development.units),
        *(each.text(t.lang) for each in development.breaks),
    ]
    return table_html(columns, rows, notes=notes)
