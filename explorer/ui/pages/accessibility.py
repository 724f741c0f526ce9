"""Accessibility: what the app promises, where it falls short, how that was tested, how to tell (draws)."""

from datetime import date
from typing import Final

import streamlit as st

from explorer.i18n import N_, Translator
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.markup import render
from explorer.ui.problems import draw_problem
from explorer.workspace import Workspace

# The day on which the lists below were last held against the app. Change it with them.
ASSESSED: Final = date(2026, 11, 25)
WORKS: Final = (
    N_("Every page can be used with the keyboard alone, and what has the focus is marked."),
    N_(
        "The figures of a map stand in a table under it too, and can be downloaded: nobody needs the"
        " map to read them."
    ),
    N_("Colour is never alone: classes have numbers, words or patterns beside it."),
    N_(
        "Pages fit a screen 320 pixels wide, which is what is left at 400 percent; wide tables"
        " scroll by themselves."
    ),
    N_(
        "Nothing moves by itself: periods are played only when a button is pressed, and stop with the same button."
    ),
    N_("The page about an area can be read in easy Swedish."),
)
FALLS_SHORT: Final = (
    N_(
        "The map itself is moved with a pointer or with keys; a screen reader is better off with the table."
    ),
    N_("It has not been tried with real screen readers, only with what the browser tells them."),
    N_("It has not been tried by people with disabilities."),
    N_("Documents to print are checked by the project’s own tests, not by an independent checker."),
    N_(
        "Some parts come from Streamlit, the tool that the pages are built with. A few of their"
        " hints are in English in every language, and some of their buttons are small."
    ),
    N_(
        "Names and descriptions in the data are in Swedish, and some in English, whatever the page’s language."
    ),
    N_(
        "On narrow screens some words in charts are cut off. The figures stand in a sentence or a"
        " table beside them."
    ),
    N_("The pages need JavaScript."),
)


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:  # noqa: ARG001  pages share a signature
    """Draw the page."""
    for problem in state.link_problems():
        draw_problem(problem, t, icon=":material/link_off:")
    st.html(
        render(
            "accessibility.html",
            t=t,
            works=[t(line) for line in WORKS],
            short=[t(line) for line in FALLS_SHORT],
            day=t.date(ASSESSED),
        )
    )
