"""Places found by their name or address: in the register itself, and by a search that can be set up (draws)."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from explorer.i18n import N_, Translator
from explorer.initiatives.gazetteer import Candidate, find_known
from explorer.initiatives.geocoder import GeocoderError
from explorer.register_words import KNOWN_TO
from explorer.ui.addresses import geocoder
from explorer.ui.markup import render
from explorer.ui.problems import literal
from explorer.ui.register.drafts import Draft
from explorer.workspace import Workspace

GEOCODER_TROUBLE: Final[Mapping[str, str]] = {
    "no-answer": N_("The search for addresses does not answer. Set the place on the map instead."),
    "refused": N_("The search for addresses refuses to answer. Set the place on the map instead."),
    "not-understood": N_(
        "The search for addresses gave an answer that cannot be read. Set the place on the map"
        " instead."
    ),
}


def draw_search(
    workspace: Workspace, draft: Draft, t: Translator, *, take: Callable[[Candidate], None]
) -> None:
    """Draw the field and what was found; `take` is called with what is chosen."""
    with st.container(key="place_search", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            t("Find an address or a place"),
            key="place_words",
            max_chars=200,
            width=340,
            help=_search_help(t),
        )
        st.button(
            t("Find"),
            key="place_find",
            icon=":material/search:",
            on_click=_search,
            args=(workspace, draft, t),
        )
    if draft.trouble:
        st.warning(literal(draft.trouble), icon=":material/warning:")
    if draft.found is None:
        return
    if not draft.found:
        text = t(
            "Nothing was found by these words. Set the place on the map, or type its position."
        )
        st.html(render("register_told.html", text=text))
    with st.container(key="place_found", gap=None):
        for number, each in enumerate(draft.found):
            st.button(
                literal(
                    t(
                        "{label} ({precision}; {source})",
                        label=each.label,
                        precision=t(KNOWN_TO[each.precision]),
                        source=each.source,
                    )
                ),
                key=f"place_take_{number}",
                type="tertiary",
                icon=":material/place:",
                on_click=take,
                args=(each,),
            )


def _search_help(t: Translator) -> str:
    if (asked := geocoder()) is not None:
        return t(
            "Looks among the places of the register, and asks {host}.", host=literal(asked.host)
        )
    return t(
        "Looks among the places of the register. A search for all addresses can be set up with the"
        " setting {setting}.",
        setting="EQUALITY_MAP_GEOCODER_URL",
    )


def _search(workspace: Workspace, draft: Draft, t: Translator) -> None:
    words = str(st.session_state.get("place_words", ""))
    draft.trouble = ""
    found = find_known(workspace.register.initiatives, words)
    if (asked := geocoder()) is not None:
        try:
            found = (*found, *asked.search(words))
        except GeocoderError as error:
            draft.trouble = t(GEOCODER_TROUBLE[error.code])
    draft.found = found
