"""The line on top of every page: name, pages, language; and the link under every page (draws)."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from explorer.i18n import Translator, language_name, languages
from explorer.ui import state
from explorer.ui.markup import render

# Pages that are linked at the foot of every page, and not at its head.
UNDER_THE_PAGE = ("accessibility",)


def draw_header(pages: dict[str, StreamlitPage], titles: dict[str, str], t: Translator) -> None:
    """
    Draw the header.

    Parameters
    ----------
    pages
        Pages by their name in links.
    titles
        Their titles in the page's language, same keys.
    """
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(render("brand.html", name=t("Equality map")), width="content")
        with st.container(key="pages", horizontal=True, gap="medium", width="content"):
            for name, page in pages.items():
                if name not in UNDER_THE_PAGE:
                    st.page_link(page, label=titles[name])
        with st.container(key="languages", horizontal=True, gap="small", width="content"):
            for language in languages():
                st.button(
                    language_name(language),
                    key=f"lang_{language}",
                    type="tertiary",
                    disabled=language == t.lang,
                    on_click=state.change,
                    kwargs={"lang": language},
                )


def draw_foot(pages: dict[str, StreamlitPage], titles: dict[str, str]) -> None:
    """Draw the links under every page; takes what `draw_header` takes."""
    with st.container(key="under", horizontal=True, gap="medium"):
        for name in UNDER_THE_PAGE:
            st.page_link(pages[name], label=titles[name])
