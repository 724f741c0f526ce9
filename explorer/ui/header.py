"""The line on top of every page: name, pages, language (draws)."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from explorer.i18n import LANGUAGE_NAMES, Translator, languages
from explorer.ui import state
from explorer.ui.markup import render


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
                st.page_link(page, label=titles[name])
        with st.container(key="languages", horizontal=True, gap="small", width="content"):
            for language in languages():
                st.button(
                    LANGUAGE_NAMES.get(language, language),
                    key=f"lang_{language}",
                    type="tertiary",
                    disabled=language == t.lang,
                    on_click=state.change,
                    kwargs={"lang": language},
                )
