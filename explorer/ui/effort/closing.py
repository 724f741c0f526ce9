"""Whether gaps close where initiatives run (draws)."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from explorer.charts.closing import Marks, closing_chart
from explorer.charts.paper import Quantity
from explorer.compare import quantity_of
from explorer.effort.closing_words import (
    alike_note,
    compared_codes,
    kind_of,
    names_text,
    need_sentences,
    outcome_sentences,
    reason_text,
    series_text,
    span_text,
    unmet_wish,
    word_sentence,
)
from explorer.effort.subject import Subject
from explorer.effort.working import Row as Followed
from explorer.effort.working import Working, build_working
from explorer.gap_words import VERDICT_NAMES
from explorer.i18n import Translator
from explorer.legend import DIFFERENCE_UNIT_WORDS
from explorer.names import STATUS_NAMES
from explorer.narrative import period_text
from explorer.ui import state
from explorer.ui.gaps.parts import Column, Row, on_dark_paper, table_html, words_html
from explorer.ui.markup import render
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.comparison import year_of
from indicators.definitions import IndicatorDefinition

ALL = ""
MOST_SERIES = 6


@st.cache_resource(show_spinner=False, max_entries=64)
def _working(_workspace: Workspace, _subject: Subject, view: ViewState, stamp: str) -> Working:  # noqa: ARG001  the key
    return build_working(_workspace, _subject)


def draw_closing(workspace: Workspace, subject: Subject, t: Translator) -> None:
    """Draw the part."""
    working = _working(workspace, subject, subject.view, workspace.register.stamp)
    _draw_choice(workspace, subject, working, t)
    st.html(
        render(
            "gap_verdict.html",
            kind=kind_of(working.outcome, subject.definition),
            word=word_sentence(working.outcome, t),
            sentences=outcome_sentences(subject, working, t),
        )
    )
    if working.line is not None and len(working.line) > 1:
        with st.container(key="closing_chart_box"):
            _draw_chart(subject, working, t)
    if working.outcome.readings is not None:
        st.html(_readings(workspace, subject, working, t))
    else:
        _draw_longer(workspace, subject, working, t)
    if note := alike_note(workspace, working, t):
        st.html(words_html((), notes=[note]))
    label = t.plural(
        "The one initiative that runs, has ended or is planned",
        "All {n} initiatives that run, have ended or are planned, one by one",
        len(working.rows),
    )
    with st.expander(label, key="closing_rows", expanded=working.outcome.readings is None):
        st.html(_table(workspace, subject, working, t))


def _draw_choice(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> None:
    names = {row.initiative.id: row.initiative.name for row in working.rows}
    st.session_state["closing_initiative"] = ALL if working.one is None else working.one.id
    together = t("All together, area by area")
    with st.container(key="beside_controls", horizontal=True):
        st.selectbox(
            t("Followed"),
            [ALL, *names],
            key="closing_initiative",
            format_func=lambda each: names.get(each, together),
            on_change=lambda: state.change(initiative=st.session_state["closing_initiative"]),
            width=420,
        )
    if wish := unmet_wish(workspace, subject, working, t):
        st.html(words_html([wish]))


def _draw_chart(subject: Subject, working: Working, t: Translator) -> None:
    distances, line = working.distances, working.line
    assert distances is not None and line is not None  # noqa: S101, PT018  the caller has looked
    alike = working.alike
    series = pd.DataFrame(
        {
            "period": list(line.index),
            "year": [float(year_of(period)) for period in line.index],
            "own": line.to_numpy(dtype="float64"),
            "alike": float("nan") if alike is None else alike.line.to_numpy(dtype="float64"),
            "comparable": [period in distances.comparable for period in line.index],
        }
    )
    starts = working.outcome.starts or working.starts
    st.altair_chart(
        closing_chart(
            series,
            t,
            quantity=_quantity(subject.definition),
            marks=Marks(tuple(sorted(set(starts.values()))), working.ends),
            title=t(
                "Distance to the city ({unit})",
                unit=t(DIFFERENCE_UNIT_WORDS[subject.definition.unit]),
            ),
            dark=on_dark_paper(),
        ),
        theme=None,
        width="stretch",
        key="chart_closing",
    )


def _quantity(definition: IndicatorDefinition) -> Quantity:
    unit = "percentage points" if definition.unit == "percent" else definition.unit
    return replace(quantity_of(definition), unit=unit, zero=0.0, signed=True)


def _draw_longer(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> None:
    """Say what it would take, and let an indicator with a longer series be chosen."""
    st.html(words_html(need_sentences(subject, working, t), title=t("What it would take")))
    own = subject.definition.indicator_id
    others = [each for each in working.longer if each.indicator_id != own][:MOST_SERIES]
    if not others:
        return
    st.html(words_html((), notes=[t("The longest series on this level:")]))
    with st.container(key="longer_series"):
        for each in others:
            st.button(
                series_text(workspace, each, t),
                key=f"longer_{each.indicator_id}",
                type="tertiary",
                icon=":material/timeline:",
                on_click=state.change,
                kwargs={"indicator": each.indicator_id, "period": None},
            )


def _readings(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> str:
    """Set the distances of both groups of areas side by side."""
    assert working.distances is not None  # noqa: S101  the caller has looked
    groups = [(t("Where initiatives run"), compared_codes(working), working.outcome)]
    if working.alike is not None:
        groups.append((t("Similar areas without"), working.alike.codes, working.alike.outcome))
    rows = []
    for name, codes, outcome in groups:
        readings = outcome.readings
        if readings is None:
            continue
        told = (readings.before, readings.start, readings.now)
        rows.append(
            Row(
                (
                    name,
                    names_text(workspace, subject, codes, t),
                    *(t.number(each, subject.definition.decimals, signed=True) for each in told),
                    span_text(readings, subject.definition, t),
                    t(VERDICT_NAMES[outcome.verdict]),
                )
            )
        )
    columns = (
        Column(t("Areas")),
        Column(t("Which"), prose=True),
        Column(t("Before the start")),
        Column(t("At the start")),
        Column(period_text(working.distances.newest)),
        Column(t("Change of the gap (95% interval)")),
        Column(t("Gap to the city")),
    )
    unit = t(DIFFERENCE_UNIT_WORDS[subject.definition.unit])
    return table_html(columns, rows, title=t("Distance to the city ({unit})", unit=unit))


def _table(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> str:
    columns = (
        Column(t("Initiative")),
        Column(t("Status")),
        Column(t("Start")),
        Column(t("End")),
        Column(t("Areas")),
        Column(t("Periods before / after")),
        Column(t("Gap to the city")),
        Column(t("Why"), prose=True),
    )
    rows = [_row(workspace, subject, each, t) for each in working.rows]
    return table_html(columns, rows)


def _row(workspace: Workspace, subject: Subject, row: Followed, t: Translator) -> Row:
    one, outcome = row.initiative, row.outcome
    known = one.start_year is not None and row.codes
    return Row(
        (
            one.name,
            t(STATUS_NAMES[one.status.value]),
            t("not known") if one.start_year is None else str(one.start_year),
            "" if one.end_year is None else str(one.end_year),
            names_text(workspace, subject, row.codes, t),
            f"{len(outcome.before)} / {len(outcome.after)}" if known else "",
            t(VERDICT_NAMES[outcome.verdict]),
            reason_text(outcome, t),
        )
    )
