"""Pieces that several parts of the page about gaps draw: a measure's card, tables, words (draws)."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from explorer.charts.paper import Quantity
from explorer.charts.skyline import skyline
from explorer.gap_words import basis_sentences
from explorer.gaps import Gap
from explorer.i18n import Translator
from explorer.measure_names import (
    COEFFICIENTS,
    PER_THOUSAND,
    PERCENT_OF_MEAN,
    RATIOS,
    measure_name,
)
from explorer.measure_values import (
    decimals_of,
    gap_unit,
    interval_text,
    refusal_text,
    value_text,
)
from explorer.measure_words import explain
from explorer.plates import Plate
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.markup import render
from explorer.ui.paint import build_plate_payload, draw_map
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.definitions import IndicatorDefinition

# Columns that a phone has room for.
NARROW = 4


class Column(NamedTuple):
    """A column of a table; numbers stand to the right, sentences take room."""

    name: str
    number: bool = False
    prose: bool = False


class Row(NamedTuple):
    """A row of a table; the first cell names it."""

    cells: Sequence[str]
    chosen: bool = False


def table_html(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    title: str = "",
    sentences: Sequence[str] = (),
    notes: Sequence[str] = (),
    total: Sequence[str] = (),
) -> str:
    """
    Write a table with its title, what it says in words, and notes under it.

    On a phone a table with many columns, or with one of sentences, becomes a list.
    """
    return render(
        "gap_table.html",
        columns=columns,
        rows=rows,
        title=title,
        sentences=sentences,
        notes=notes,
        total=total,
        label=title or columns[0].name,
        wide=len(columns) > NARROW or any(column.prose for column in columns),
    )


def words_html(
    sentences: Sequence[str],
    *,
    title: str = "",
    notes: Sequence[str] = (),
    lead: bool = False,
) -> str:
    """Write paragraphs with a title."""
    return render("gap_words.html", title=title, sentences=sentences, notes=notes, lead=lead)


def draw_measure(
    workspace: Workspace, gap: Gap, view: ViewState, measure: str, t: Translator
) -> None:
    """Draw one measure: name, value, interval, and its three tabs."""
    estimate = gap.result.summary.measures.get(measure)
    refusal = gap.result.summary.not_applicable.get(measure, "")
    comparison, definition = gap.comparison, gap.definition
    words: dict[str, Any] = {"name": measure_name(measure, t), "value": "", "interval": ""}
    if estimate is not None:
        words["value"] = value_text(measure, estimate.estimate, definition, t)
        words["interval"] = interval_text(estimate, measure, definition, t, comparison=comparison)
    st.html(render("gap_measure.html", **words, refusal=refusal_text(refusal, t)))
    chart, figures, meaning = st.tabs(
        [t("Chart"), t("Figures"), t("What does this show?")], key=f"tabs_{measure}"
    )
    with chart:
        if estimate is None:
            st.html(words_html([refusal_text(refusal, t)]))
        else:
            st.altair_chart(
                skyline(comparison, measure, gap.names, t, chosen=view.area, dark=on_dark_paper()),
                theme=None,
                width="stretch",
                key=f"chart_{measure}",
            )
    with figures:
        st.html(render("gap_facts.html", facts=_facts(workspace, gap, measure, t)))
    with meaning:
        order = comparison.order
        named = (
            "" if order is None else workspace.table.definitions[order.indicator_id].name(t.lang)
        )
        told = explain(measure, comparison, gap.result.summary, gap.names, t, order_name=named)
        titles = [t("From the figures on screen"), t("How to read it"), t("What it does not show")]
        st.html(render("gap_meaning.html", told=told, titles=titles))


def _facts(workspace: Workspace, gap: Gap, measure: str, t: Translator) -> list[tuple[str, str]]:
    """Put together what a measure is computed from."""
    comparison, definition = gap.comparison, gap.definition
    groups = comparison.groups

    def unit(value: float) -> str:
        return t.unit(value, definition.unit, definition.decimals)

    facts = []
    estimate = gap.result.summary.measures.get(measure)
    if estimate is not None:
        facts.append(
            (measure_name(measure, t), value_text(measure, estimate.estimate, definition, t))
        )
        facts.append(
            (
                t("Interval"),
                interval_text(estimate, measure, definition, t, comparison=comparison),
            )
        )
    lowest, highest = (str(each) for each in (groups.estimates.idxmin(), groups.estimates.idxmax()))
    facts += [
        (t("Lowest"), f"{gap.names[lowest]}: {unit(float(groups.estimates.min()))}"),
        (t("Highest"), f"{gap.names[highest]}: {unit(float(groups.estimates.max()))}"),
        (t("Mean by people"), unit(comparison.mean)),
        (t("People in all"), t.number(float(groups.population.sum()), 0)),
    ]
    if measure in {"mdru", "mdrw"} and groups.reference is not None:
        facts.append((t("Reference area"), gap.names[str(groups.reference)]))
    if comparison.order is not None and measure in {"aci", "rci", "sii", "rii"}:
        order = workspace.table.definitions[comparison.order.indicator_id]
        facts.append(
            (t("Ordered by"), f"{order.name(t.lang)}, {comparison.order.period.replace('-', '–')}")
        )
    facts.append((t("Short name in the literature"), measure.upper()))
    return facts


def draw_plate(
    workspace: Workspace, files: DataFiles, gap: Gap, plate: Plate, view: ViewState, t: Translator
) -> None:
    """Draw a map of what is computed here; areas chosen on it are chosen everywhere."""
    draw_map(
        files,
        build_plate_payload(plate, t=t, chosen=view.area, echo=state.echo(state.PLATE)),
        key=state.PLATE,
        on_change=partial(state.take_plate_state, workspace, gap.selection),
    )


def on_dark_paper() -> bool:
    """Whether the browser shows the page in dark colours; charts have theirs from here."""
    return st.context.theme.type == "dark"


def quantity_of(
    measure: str, definition: IndicatorDefinition, *, size: float, signed: bool = False
) -> Quantity:
    """Say what a measure is in, for a chart's axis."""
    unit = gap_unit(definition)
    if measure in RATIOS:
        unit = "times"
    elif measure in PERCENT_OF_MEAN:
        unit = "percent"
    elif measure in COEFFICIENTS | PER_THOUSAND or measure == "bgv":
        unit = ""
    zero = 1.0 if measure in RATIOS else 0.0
    decimals = decimals_of(measure, size, definition)
    return Quantity(unit, decimals, zero=0.0 if signed else zero, signed=signed)


def basis_html(workspace: Workspace, gap: Gap, t: Translator) -> str:
    """Say what the measures rest on."""
    size = len(workspace.areas.codes(gap.selection.level))
    return words_html((), notes=[" ".join(basis_sentences(gap.comparison, t, level_size=size))])
