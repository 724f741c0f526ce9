"""Files of the page about effort and need (draws)."""

from dataclasses import replace
from functools import partial

import streamlit as st

from explorer.effort.subject import Subject
from explorer.export.effort import EFFORT_FORMATS, EffortReport, write_effort
from explorer.i18n import N_, Translator
from explorer.ui import state
from explorer.ui.downloads import link_of
from explorer.workspace import Workspace

BUTTONS = {
    "xlsx": N_("Excel workbook with sources"),
    "csv_excel": N_("CSV for Excel"),
    "csv": N_("CSV, plain"),
}


def draw_effort_downloads(workspace: Workspace, subject: Subject, t: Translator) -> None:
    """Draw one button for each file; a file is made when its button is pressed."""
    link = link_of(replace(state.current(workspace), page="effort"))
    report = EffortReport(workspace, subject, link)
    st.markdown(
        t(
            "The figures of this part of the page; the workbook has the initiatives behind every count."
        )
    )
    for key, label in BUTTONS.items():
        file = EFFORT_FORMATS[key]
        st.download_button(
            t(label),
            data=partial(write_effort, key, report, t=t),
            file_name=f"{report.name}.{file.ending}",
            mime=file.mime,
            key=f"download_{key}",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
