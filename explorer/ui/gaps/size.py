"""How large the gap is: three measures that lead, all others, and every area's place (draws)."""

import pandas as pd
import streamlit as st

from explorer.gap_words import LEFT_OUT_NAMES, place_text, span_text
from explorer.gaps import LEADING, Gap
from explorer.i18n import Translator
from explorer.measure_names import measure_name
from explorer.measure_values import refusal_text, value_text
from explorer.own_words import own_words
from explorer.ui.gaps.parts import Column, Row, basis_html, draw_measure, table_html
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.gaps import MEASURES
from indicators.own_value import aggregate_own


def draw_size(workspace: Workspace, gap: Gap, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    with st.container(key="measures", horizontal=True, gap="large"):
        for measure in LEADING:
            with st.container(key=f"measure_{measure}"):
                draw_measure(workspace, gap, view, measure, t)
    st.html(basis_html(workspace, gap, t))
    if view.measure not in LEADING:
        with st.container(key="measure_more"):
            draw_measure(workspace, gap, view, view.measure, t)
    with st.expander(t("More measures ({n})", n=len(MEASURES) - len(LEADING)), key="more_measures"):
        st.html(_all_measures(gap, t))
    with st.expander(t("All areas with their places"), key="all_places"):
        st.html(_places(workspace, gap, view, t))


def _all_measures(gap: Gap, t: Translator) -> str:
    rows = []
    for measure in MEASURES:
        if measure in LEADING:
            continue
        estimate = gap.result.summary.measures.get(measure)
        name = measure_name(measure, t)
        if estimate is None:
            reason = refusal_text(gap.result.summary.not_applicable[measure], t)
            rows.append(Row((name, "–", reason)))
            continue
        value = value_text(measure, estimate.estimate, gap.definition, t)
        interval = span_text(estimate, measure, gap.definition, t)
        rows.append(Row((name, value, interval)))
    columns = (Column(t("Measure")), Column(t("Value"), number=True), Column(t("Interval (95%)")))
    notes = [t("Choose one under “Measure” above to see its chart, its figures and what it shows.")]
    return table_html(columns, rows, notes=notes)


def _places(workspace: Workspace, gap: Gap, view: ViewState, t: Translator) -> str:
    definition, places = gap.definition, gap.result.places
    frame = gap.comparison.selected.frame
    names = workspace.areas.names(gap.selection.level)
    total = int(places["rank"].notna().sum())
    ordered = places.sort_values("rank", kind="stable", na_position="last").index
    rows = []
    for code in ordered:
        rank, lower, upper = (
            None if pd.isna(each) else int(each) for each in places.loc[code].to_list()
        )
        if rank is None:
            left_out = gap.comparison.left_out[str(code)]
            cells = (str(names[code]), "–", t(LEFT_OUT_NAMES[left_out]))
        else:
            value = t.unit(float(frame.loc[code, "value"]), definition.unit, definition.decimals)
            cells = (str(names[code]), value, place_text(rank, lower, upper, total, t))
        rows.append(Row(cells, chosen=str(code) in view.area))
    rows = [*_own_places(workspace, gap, view, total, t), *rows]
    columns = (
        Column(t("Area")),
        Column(t("Value"), number=True),
        Column(t("Place from the highest")),
    )
    notes = [
        t(
            "A place from 3 to 9 means: with the chance that is in the figures the area may stand"
            " anywhere from the third to the ninth place (95%)."
        )
    ]
    return table_html(columns, rows, notes=notes)


def _own_places(
    workspace: Workspace, gap: Gap, view: ViewState, total: int, t: Translator
) -> list[Row]:
    """Set areas of one's own among the others; they take no place from them."""
    definition, selection = gap.definition, gap.selection
    values = gap.comparison.selected.frame["value"]
    rows = []
    for own in view.own:
        found = aggregate_own(
            workspace.table, workspace.areas, own, selection.indicator_id, selection.period
        )
        if found.value is None:
            words = own_words(found, own, workspace.areas, t, period=selection.period)
            rows.append(Row((own.name, "–", words), chosen=True))
            continue
        value = t.unit(found.value, definition.unit, definition.decimals)
        place = t(
            "own area; it would stand at place {rank} among the {n}",
            rank=1 + int((values > found.value).sum()),
            n=total,
        )
        rows.append(Row((own.name, value, place), chosen=True))
    return rows
