"""Sharing and downloading what is shown (draws)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from explorer.export.compare import COMPARE_FORMATS, write_compare
from explorer.export.compare_parts import CompareReport, report_compare
from explorer.export.compare_refusals import REFUSALS, refusal_sentence
from explorer.export.formats import FORMATS, write
from explorer.export.gaps import (
    GAP_FORMATS,
    GapReport,
    measure_view,
    report_board,
    report_gap,
    write_gaps,
)
from explorer.gaps import Gap
from explorer.i18n import N_, Translator
from explorer.initiatives.model import Initiative
from explorer.layers import MapLayer
from explorer.ui.state import OnScreen
from explorer.view import ComparePart, GapPart, ViewState, to_query
from explorer.workspace import Workspace

# Key of a format -> what its button says.
BUTTONS = {
    "csv_excel": N_("CSV for Excel"),
    "csv": N_("CSV, plain"),
    "xlsx": N_("Excel workbook with sources"),
    "geojson": N_("GeoJSON with boundaries"),
}

GAP_BUTTONS = {
    "xlsx": N_("Excel workbook with sources"),
    "csv_excel": N_("Areas as CSV for Excel"),
    "csv": N_("Areas as CSV, plain"),
}
BOARD_BUTTONS = {
    "board_xlsx": N_("Excel workbook with sources"),
    "board_csv_excel": N_("CSV for Excel"),
    "board_csv": N_("CSV, plain"),
}
COMPARE_BUTTONS = {
    "xlsx": N_("Excel workbook with sources"),
    "csv_excel": N_("CSV for Excel"),
    "csv": N_("CSV, plain"),
}


def link_of(view: ViewState) -> str:
    """Address that restores a view, whole."""
    base = (st.context.url or "").split("?")[0].rstrip("/") + "/"
    query = urlencode(to_query(view), safe=",")
    return f"{base}?{query}" if query else base


def draw_share(view: ViewState, t: Translator) -> None:
    """Draw the link to what is on screen."""
    st.markdown(t("This link opens what you see now. The address bar holds the same."))
    st.code(link_of(view), language=None, wrap_lines=True)


def draw_downloads(
    workspace: Workspace,
    layer: MapLayer,
    shown: Sequence[Initiative],
    screen: OnScreen,
    t: Translator,
) -> None:
    """Draw one button for each format; a file is made when its button is pressed."""
    link, view = link_of(screen.wish), screen.view
    name = f"{view.indicator}_{view.level.value}_{view.period}"

    def made(key: str) -> Callable[[], bytes]:
        boundaries = workspace.boundaries[view.level]
        return partial(write, key, layer, boundaries=boundaries, initiatives=shown, t=t, link=link)

    st.markdown(t("The figures on the map, with quality and source for every area."))
    for key, label in BUTTONS.items():
        file = FORMATS[key]
        st.download_button(
            t(label),
            data=made(key),
            file_name=f"{name}.{file.ending}",
            mime=file.mime,
            key=f"download_{key}",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )


def draw_gap_downloads(workspace: Workspace, gap: Gap, view: ViewState, t: Translator) -> None:
    """Draw one button for each file about gaps; a file is made when its button is pressed."""
    board = view.part is GapPart.BOARD
    link = link_of(replace(view, page="gaps"))
    selection = gap.selection
    name = f"{selection.indicator_id}_{selection.level.value}_{selection.period}"

    def made(key: str) -> bytes:
        if board:
            report = report_board(workspace, view, link=link)
        elif key == "xlsx":
            report = report_gap(workspace, view, link=link)
        else:
            # The board takes seconds, and a file of areas has none.
            report = GapReport(workspace, view, measure_view(workspace, view), link=link)
        return write_gaps(key, report, t=t)

    st.markdown(
        t("All headline indicators, each in its newest period.")
        if board
        else t("Measures, places and change over time, with sources.")
    )
    for key, label in (BOARD_BUTTONS if board else GAP_BUTTONS).items():
        file = GAP_FORMATS[key]
        st.download_button(
            t(label),
            data=partial(made, key),
            file_name=f"headline_{view.level.value}.{file.ending}"
            if board
            else f"gap_{name}.{file.ending}",
            mime=file.mime,
            key=f"download_{key}",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )


@st.cache_resource(show_spinner=False, max_entries=16)
def _report(_workspace: Workspace, view: ViewState, link: str, like: str | None) -> CompareReport:
    return report_compare(_workspace, view, link=link, like=like)


def draw_compare_downloads(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Draw one button for each file about what is compared, or say why there is none."""
    link = link_of(replace(view, page="compare"))
    # The area that others are like is chosen on the page, and need not be among those of the view.
    like = st.session_state.get("similar_to") if view.compare is ComparePart.SIMILAR else None
    try:
        report = _report(workspace, view, link, like)
    except REFUSALS as refusal:
        st.info(refusal_sentence(refusal, t), icon=":material/info:")
        return
    st.markdown(t("The figures of this part of the page, with sources."))
    for key, label in COMPARE_BUTTONS.items():
        file = COMPARE_FORMATS[key]
        st.download_button(
            t(label),
            data=partial(write_compare, key, report, t=t),
            file_name=f"compare_{view.compare.value}_{report.view.level.value}.{file.ending}",
            mime=file.mime,
            key=f"download_{key}",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
