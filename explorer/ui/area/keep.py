"""What a visitor takes along about an area: two pages, a picture, the link (draws)."""

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from explorer.area.profile import Profile
from explorer.area.story import Story
from explorer.export.report import REPORT_FORMATS, write_report
from explorer.export.report_words import AreaReport
from explorer.i18n import N_, Translator
from explorer.ui.downloads import draw_share, link_of
from explorer.ui.markup import render
from explorer.view import ViewState
from explorer.workspace import Workspace

# Ending of the file -> what its button says.
BUTTONS: Final = {"pdf": N_("Two pages (PDF)"), "png": N_("Picture (PNG)")}


def draw_keep(
    workspace: Workspace, view: ViewState, told: tuple[Profile, Story], t: Translator
) -> None:
    """Draw a button for each file, which is made when it is pressed, and the link."""
    here = replace(view, page="area")
    report = AreaReport(workspace, *told, easy=view.easy, link=link_of(here))
    st.html(render("area_keep.html", t=t))
    with st.container(key="area_keep_files", horizontal=True, gap="small"):
        for ending, label in BUTTONS.items():
            st.download_button(
                t(label),
                data=partial(write_report, ending, report, t=t),
                file_name=f"{view.level.value}_{view.area[0]}_{t.lang}.{ending}",
                mime=REPORT_FORMATS[ending].mime,
                key=f"keep_{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
    with st.container(key="area_keep_link"):
        draw_share(here, t)
