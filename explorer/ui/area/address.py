"""Addresses looked up for a resident, where a search for them is set up (draws, asks the network)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st

from explorer.i18n import N_, Translator
from explorer.initiatives.gazetteer import Candidate
from explorer.initiatives.geocoder import Geocoder, GeocoderError
from explorer.ui.addresses import geocoder
from explorer.ui.markup import render
from explorer.ui.problems import literal

FEWEST_LETTERS: Final = 3
FOUND: Final = "area_addresses"
TROUBLE: Final[Mapping[str, str]] = {
    "no-answer": N_("The search for addresses does not answer. Choose in another way."),
    "refused": N_("The search for addresses refuses to answer. Choose in another way."),
    "not-understood": N_(
        "The search for addresses gave an answer that cannot be read. Choose in another way."
    ),
}


def draw_address_search(words: str, t: Translator, *, choose: Callable[[Candidate], None]) -> None:
    """
    Offer to look words up as an address, and what was found by them.

    Nothing is drawn where no search is set up, and nothing is asked before the button is pressed.
    """
    search = geocoder()
    if search is None or len(words) < FEWEST_LETTERS:
        return
    asked, answer = st.session_state.get(FOUND, ("", ()))
    if asked != words:
        st.button(
            literal(t("Look up “{words}” as an address", words=words)),
            key="area_address",
            icon=":material/search:",
            on_click=partial(_search, search, words),
            help=literal(t("Your words are sent to {host}.", host=search.host)),
        )
        return
    if isinstance(answer, str):
        st.html(render("finder_told.html", text=t(TROUBLE[answer]), quiet=False))
        return
    text = t.plural("{n} address found.", "{n} addresses found.", len(answer))
    st.html(render("finder_told.html", text=text, quiet=True))
    with st.container(key="area_addresses_found", gap=None):
        for number, each in enumerate(answer):
            st.button(
                literal(each.label),
                key=f"area_address_{number}",
                type="tertiary",
                width="stretch",
                wrap=True,
                on_click=partial(choose, each),
            )


def forget_addresses() -> None:
    """Let go of what was found: it may be where a person lives."""
    st.session_state.pop(FOUND, None)


def _search(search: Geocoder, words: str) -> None:
    try:
        st.session_state[FOUND] = (words, search.search(words))
    except GeocoderError as error:
        st.session_state[FOUND] = (words, error.code)
