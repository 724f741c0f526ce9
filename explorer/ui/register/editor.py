"""Who edits, what editing needs, and what comes of a change of the register (draws, writes)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import streamlit as st

from explorer.i18n import Translator
from explorer.initiatives.kept import Conflict, Kept, Unavailable
from explorer.ui import live
from explorer.ui.gaps.parts import words_html
from explorer.ui.problems import literal, sentence
from geodata.problems import DataError

NAME: Final = "editor_name"
SAID: Final = "register_said"
MOST_LETTERS: Final = 100

Done = TypeVar("Done")


@dataclass(frozen=True)
class Said:
    """What a step came to, in the user's language."""

    text: str
    failed: bool = False


@dataclass
class _Kept:
    """A message and where it was first drawn; "" before."""

    said: Said
    where: str = ""


def draw_name(t: Translator) -> None:
    """Ask for the editor's name, once in a session."""
    st.text_input(
        t("Your name"),
        live.editor(),
        key=NAME,
        max_chars=MOST_LETTERS,
        help=t("It stands beside what you change, in a history that everybody can read."),
        on_change=lambda: st.session_state.update({live.EDITOR: st.session_state[NAME].strip()}),
        width=260,
    )


def closed_html(t: Translator) -> str:
    """Say that editing is closed, and how it is opened."""
    return words_html(
        (),
        notes=[
            t(
                "Editing is closed. Whoever runs the app can open it for browsers on the same machine"
                " with the setting {setting}.",
                setting="EQUALITY_MAP_EDITING=localhost",
            )
        ],
    )


def say(text: str, *, failed: bool = False) -> None:
    """Keep a message for the next drawing of the page."""
    st.session_state[SAID] = _Kept(Said(text, failed))


def draw_said(where: str) -> None:
    """
    Draw the message that the last step left, for as long as the page shows the same thing.

    A map that opens has the page drawn once more; a message that went with it nobody could read.
    """
    kept: _Kept | None = st.session_state.get(SAID)
    if kept is None:
        return
    kept.where = kept.where or where
    if kept.where != where:
        del st.session_state[SAID]
        return
    said = kept.said
    if said.failed:
        st.warning(literal(said.text), icon=":material/warning:")
    else:
        st.success(literal(said.text), icon=":material/check:")


def attempt(change: Callable[[str], Done], done: str, t: Translator) -> Done | None:
    """
    Change the register in the editor's name, and say what came of it.

    Parameters
    ----------
    change
        Takes the name, and raises as a call of the store does.
    done
        What is said when it is saved.

    Returns
    -------
    kept
        What `change` returns, for a record that which stands after; None where nothing was saved.

    Raises
    ------
    Conflict
        If somebody else was first; the one who calls knows better what to do then.
    DataError
        If the record is not sound.
    """
    if not live.may_edit():
        say(t("Editing is closed. Nothing has been saved."), failed=True)
        return None
    # Who types the name and presses a button at once may have the button heard first.
    typed = st.session_state.get(NAME)
    if isinstance(typed, str):
        st.session_state[live.EDITOR] = typed.strip()
    who = live.editor()
    if not who:
        say(t("Give your name first. Nothing has been saved yet."), failed=True)
        return None
    try:
        kept = change(who)
    except Unavailable:
        say(unavailable_text(t), failed=True)
        return None
    say(done)
    return kept


def step(change: Callable[[str], Kept], done: str, t: Translator) -> Kept | None:
    """Make a change that has no text of its own, such as to end: who was overtaken looks again."""
    try:
        return attempt(change, done, t)
    except Conflict as conflict:
        say(
            t(
                "{who} changed this a moment ago, so nothing has been done. Look at it as it is now,"
                " and try again.",
                who=conflict.change.who,
            ),
            failed=True,
        )
    except DataError as error:
        say(" ".join(sentence(each, t) for each in error.problems), failed=True)
    return None


def unavailable_text(t: Translator) -> str:
    """Say that the database does not answer."""
    return t(
        "The register does not answer at the moment, so nothing has been saved. Your text is kept"
        " on this page: try again in a while."
    )
