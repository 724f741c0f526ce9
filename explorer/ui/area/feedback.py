"""Does this look right? A reader tells what is wrong with the page about an area (draws, writes)."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from explorer.feedback_words import fault_text
from explorer.i18n import Translator
from explorer.initiatives.feedback import (
    MOST_CONTACT,
    MOST_TEXT,
    Fault,
    Message,
    Repeated,
    check_message,
    clean,
)
from explorer.initiatives.kept import Unavailable
from explorer.initiatives.restraint import Restraint
from explorer.ui import live
from explorer.ui.gaps.parts import words_html
from explorer.ui.problems import literal
from explorer.view import ViewState, to_query

# Nobody opens the form, writes and sends within this time; a program does.
SOONEST_S: Final = 3
# Of one visitor within ten minutes, and of all within an hour.
MOST_OF_ONE, SPAN_OF_ONE_S = 3, 600
MOST_OF_ALL, SPAN_OF_ALL_S = 60, 3600
FORM: Final = "feedback_form"
RESTRAINT: Final = "feedback_restraint"


@dataclass
class _Form:
    """
    The form about one area, in this session.

    `opened` is the moment it was first seen, `trouble` a sentence that says why nothing was saved.
    """

    area: str
    opened: float | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)
    trouble: str = ""
    sent: bool = False

    def key(self, name: str) -> str:
        """Key of a field: what is typed about one area is not sent about the next."""
        return f"feedback_{name}.{self.area}"


def draw_feedback(view: ViewState, t: Translator) -> None:
    """Draw the form about the view's area, closed until somebody opens it."""
    form = _form_about(view)
    with st.expander(t("Does this look right?"), key=form.key("open"), on_change="rerun") as box:
        if not box.open:
            return
        if form.opened is None:
            form.opened = now()
        if form.sent:
            _draw_thanks(form, t)
        else:
            _draw_form(form, view, t)


def now() -> float:
    """Give the seconds of a clock that never goes back."""
    return time.monotonic()


def query_of(view: ViewState) -> str:
    """
    Write the link to the page about an area as its reader saw it.

    Nothing else of the view goes with a message: where the map stands or what was searched for on
    other pages could tell something of the reader.
    """
    shown = ViewState(page="area", level=view.level, area=view.area, lang=view.lang, easy=view.easy)
    return urlencode(to_query(shown), safe=",")


def _form_about(view: ViewState) -> _Form:
    area = f"{view.level.value}.{view.area[0]}"
    form: _Form | None = st.session_state.get(FORM)
    if form is None or form.area != area:
        form = st.session_state[FORM] = _Form(area)
    return form


def _draw_form(form: _Form, view: ViewState, t: Translator) -> None:
    with st.container(key="feedback", gap="small"):
        st.text_area(
            t("What does not look right, or is missing?"),
            key=form.key("text"),
            max_chars=MOST_TEXT,
            height=140,
        )
        st.text_input(
            t("How can you be reached? (need not be filled in)"),
            key=form.key("contact"),
            max_chars=MOST_CONTACT,
            autocomplete="off",
        )
        # Hidden from people, and from what reads the page to them; programs fill in every field.
        with st.container(key="feedback_trap"):
            st.text_input(t("Leave this field empty"), key=form.key("more"), autocomplete="off")
        st.html(words_html((), notes=_notes(t)))
        for name, fault in form.faults.items():
            st.warning(literal(fault_text(fault, name, t)), icon=":material/warning:")
        if form.trouble:
            st.warning(literal(form.trouble), icon=":material/warning:")
        st.button(
            t("Send"),
            key="feedback_send",
            type="primary",
            on_click=_send,
            args=(form, view, t),
        )


def _notes(t: Translator) -> list[str]:
    return [
        t(
            "Kept are your text, the area and language of this page, the time, and how you can be"
            " reached if you say so. Nothing else about you is kept."
        ),
        t(
            "The editors of the map read it to put things right. It is not shown to others, and is"
            " kept until an editor deletes it. Please write nothing private about other people."
        ),
    ]


def _draw_thanks(form: _Form, t: Translator) -> None:
    with st.container(key="feedback", gap="small"):
        st.success(
            literal(t("Thank you. The editors of the map will read it.")), icon=":material/check:"
        )
        st.button(
            t("Write another message"), key="feedback_again", on_click=_begin_again, args=(form,)
        )


def _begin_again(form: _Form) -> None:
    form.sent, form.opened = False, None


def _send(form: _Form, view: ViewState, t: Translator) -> None:
    """Save the message, or say why not; what was typed stays in the form until it is saved."""
    typed = {
        name: clean(str(st.session_state.get(form.key(name), "")))
        for name in ("text", "contact", "more")
    }
    message = Message(
        view=query_of(view),
        level=view.level,
        code=view.area[0],
        lang=view.lang,
        text=typed["text"],
        contact=typed["contact"],
    )
    form.faults, form.trouble = check_message(message), ""
    if form.faults:
        return
    if typed["more"]:
        # Who is no person is not told how it was seen.
        form.sent = True
        return
    form.trouble = _keep(message, form, t)
    form.sent = not form.trouble


def _keep(message: Message, form: _Form, t: Translator) -> str:
    """Save a message; return why it was not saved, or ""."""
    if form.opened is None or now() - form.opened < SOONEST_S:
        return t("That was too fast to be saved. Wait a few seconds, then press “Send” again.")
    own, all_of_them = _own_restraint(), _restraint()
    if not own.take():
        return t(
            "You have sent {n} messages within ten minutes. Your text stays here: wait a while, then"
            " press “Send” again.",
            n=t.number(MOST_OF_ONE, 0),
        )
    if not all_of_them.take():
        own.give_back()
        return t(
            "Many messages are coming in at the moment. Your text stays here: wait a while, then"
            " press “Send” again."
        )
    try:
        live.store().send_feedback(message)
    except Repeated:
        reason = t("The same text has come within the last day, so it was not saved once more.")
    except Unavailable:
        reason = t(
            "Your message could not be saved, since the database does not answer at the moment. Your"
            " text stays here: wait a while, then press “Send” again."
        )
    else:
        return ""
    own.give_back()
    all_of_them.give_back()
    return reason


def _own_restraint() -> Restraint:
    if RESTRAINT not in st.session_state:
        st.session_state[RESTRAINT] = Restraint(MOST_OF_ONE, span_s=SPAN_OF_ONE_S, clock=now)
    found: Restraint = st.session_state[RESTRAINT]
    return found


@st.cache_resource(show_spinner=False)
def _restraint() -> Restraint:
    return Restraint(MOST_OF_ALL, span_s=SPAN_OF_ALL_S, clock=now)
