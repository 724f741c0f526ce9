"""The app as Streamlit runs it: data once, language, header, page (draws)."""

from collections.abc import Callable
from functools import cache, partial

import streamlit as st

from explorer.i18n import Translator, translator
from explorer.settings import settings
from explorer.ui import live, state
from explorer.ui.assets import STATIC, DataFiles, write_data
from explorer.ui.header import draw_foot, draw_header
from explorer.ui.markup import render
from explorer.ui.pages import (
    accessibility,
    area,
    compare,
    effort,
    explore,
    gaps,
    initiatives,
    method,
)
from explorer.ui.problems import draw_data_problems
from explorer.workspace import Workspace, load_workspace
from geodata.problems import DataError

Page = Callable[[Workspace, DataFiles, Translator], None]
HOME = "map"
STYLE_SHEETS = ("page.css", "effort.css", "register.css", "finder.css", "area.css")
# Name in links -> address, page.
PAGES: dict[str, tuple[str, Page]] = {
    "map": ("map", explore.draw),
    "area": ("area", area.draw),
    "gaps": ("gaps", gaps.draw),
    "compare": ("compare", compare.draw),
    "effort": ("effort", effort.draw),
    "initiatives": ("initiatives", initiatives.draw),
    "method": ("method", method.draw),
    "accessibility": ("accessibility", accessibility.draw),
}


@cache
def style_sheet() -> str:
    """Join the style sheets of all pages."""
    return f"<style>{''.join((STATIC / name).read_text('utf-8') for name in STYLE_SHEETS)}</style>"


@st.cache_resource(show_spinner=False)
def load() -> tuple[Workspace, DataFiles]:
    """Load the data and write the frame's files, once for all sessions."""
    workspace = load_workspace(settings().data_dir)
    return workspace, write_data(workspace)


def run() -> None:
    """Run the app for one visitor."""
    st.set_page_config(
        page_title="Jämlikhetskartan", page_icon=str(STATIC / "icon.svg"), layout="wide"
    )
    st.html(style_sheet())
    try:
        base, base_files = load()
    except DataError as error:
        # The settings themselves may be what is wrong, so the language is asked of the link alone.
        draw_data_problems(error.problems, translator(st.query_params.get("lang", "sv")))
        return
    view = state.current(base)
    t = translator(view.lang)
    try:
        now = live.current(base, base_files, t)
    except DataError as error:
        draw_data_problems(error.problems, t)
        return
    titles = {
        "map": t("Map"),
        "area": t("My area"),
        "gaps": t("Gaps"),
        "compare": t("Compare"),
        "effort": t("Effort and need"),
        "initiatives": t("Initiatives"),
        "method": t("Data and method"),
        "accessibility": t("Accessibility"),
    }
    pages = {
        name: st.Page(
            partial(draw, now.workspace, now.files, t),
            title=titles[name],
            url_path=address,
            default=name == HOME,
        )
        for name, (address, draw) in PAGES.items()
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    if view.page != HOME:
        # A link may name a page; from then on the path of the address does.
        state.leave_page(HOME)
        st.switch_page(pages[view.page])
    # Streamlit's page says that it is in English; screen readers pronounce by what it says.
    st.html(
        f"<script>Object.assign(document.documentElement, {{lang: '{t.lang}',"
        f" dir: '{t.direction}'}})</script>",
        unsafe_allow_javascript=True,
    )
    draw_header(pages, titles, t)
    if now.trouble:
        st.html(render("trouble.html", sentence=now.trouble))
    chosen.run()
    draw_foot(pages, titles)
