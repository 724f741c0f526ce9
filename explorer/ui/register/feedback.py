"""What readers have told, for editors: read, answered, closed, deleted (draws, writes)."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from explorer.feedback_words import STATUS_NAMES, fault_text, handling_text, origin_text
from explorer.i18n import Translator
from explorer.initiatives.feedback import (
    MOST_TEXT,
    Feedback,
    FeedbackStatus,
    Overtaken,
    check_text,
    clean,
)
from explorer.initiatives.kept import Unavailable
from explorer.ui import live
from explorer.ui.gaps.parts import words_html
from explorer.ui.markup import render
from explorer.ui.register.editor import attempt, closed_html, draw_name, draw_said, say
from explorer.view import from_query, to_query
from explorer.workspace import Workspace, known_names

STATUS: Final = "feedback_status"
SHOWN: Final = "feedback_shown"
AT_A_TIME: Final = 20
ALL: Final = "all"


def draw_inbox(workspace: Workspace, t: Translator) -> None:
    """Draw the part; whoever may not edit sees no message, since some hold personal data."""
    if not live.may_edit():
        st.html(closed_html(t))
        return
    draw_said("feedback")
    try:
        every = live.store().feedback()
    except Unavailable:
        st.html(words_html([t("The messages cannot be read at the moment.")]))
        return
    with st.container(key="feedback_controls", horizontal=True, vertical_alignment="bottom"):
        draw_name(t)
        chosen = _draw_filter(every, t)
    found = [each for each in every if chosen in {ALL, each.status.value}]
    st.html(words_html([_count(found, t)], notes=[_reading(t)]))
    shown = int(st.session_state.get(SHOWN, AT_A_TIME))
    with st.container(key="feedback_list", gap="medium"):
        for each in found[:shown]:
            _draw_message(workspace, each, t)
    if len(found) > shown:
        st.button(
            t.plural("Show {n} earlier message", "Show {n} earlier messages", len(found) - shown),
            key="feedback_more",
            on_click=lambda: st.session_state.update({SHOWN: len(found)}),
        )


def link_of(workspace: Workspace, query: str) -> str:
    """Write the link to what a reader saw; what these data do not have is left out of it."""
    view, _ = from_query(dict(parse_qsl(query)), known=known_names(workspace))
    return f"./?{urlencode(to_query(view), safe=',')}"


def _draw_filter(every: Sequence[Feedback], t: Translator) -> str:
    counts = {each: sum(one.status is each for one in every) for each in FeedbackStatus}
    names = {each.value: f"{t(STATUS_NAMES[each])} ({n})" for each, n in counts.items()}
    names[ALL] = t("All ({n})", n=len(every))
    chosen = st.segmented_control(
        t("Status"),
        list(names),
        key=STATUS,
        default=FeedbackStatus.NEW.value,
        required=True,
        format_func=lambda each: names[each],
        on_change=lambda: st.session_state.pop(SHOWN, None),
    )
    return str(chosen or FeedbackStatus.NEW.value)


def _count(found: Sequence[Feedback], t: Translator) -> str:
    if not found:
        return t("There are no messages here.")
    return t.plural("{n} message, newest first.", "{n} messages, newest first.", len(found))


def _reading(t: Translator) -> str:
    return t(
        "An answer is kept here beside the message and is not sent to anybody: write to those who"
        " said how they can be reached. Delete a message when it is no longer needed."
    )


def _draw_message(workspace: Workspace, feedback: Feedback, t: Translator) -> None:
    message = feedback.message
    names = workspace.areas.names(message.level)
    with st.container(key=f"feedback_one_{feedback.id}", gap="small"):
        st.html(
            render(
                "register_feedback.html",
                area=names.get(message.code, message.code),
                origin=origin_text(feedback, t),
                text=message.text,
                contact=message.contact,
                answer=feedback.answer,
                handling=handling_text(feedback, t),
                link=link_of(workspace, message.view),
                words={
                    "contact": t("Contact"),
                    "link": t("Open the page that it is about"),
                    "new_tab": t("(opens in a new tab)"),
                },
            )
        )
        st.text_area(
            t("Answer"),
            feedback.answer,
            key=f"feedback_answer_{feedback.id}",
            max_chars=MOST_TEXT,
            height=90,
        )
        _draw_steps(feedback, t)


def _draw_steps(feedback: Feedback, t: Translator) -> None:
    closed = feedback.status is FeedbackStatus.CLOSED
    with st.container(
        key=f"feedback_steps_{feedback.id}", horizontal=True, vertical_alignment="bottom"
    ):
        _button("save", t("Save the answer"), _answer, feedback, t)
        if closed:
            _button("reopen", t("Open it again"), _reopen, feedback, t)
        else:
            _button("close", t("Close the matter"), _close, feedback, t)
        with st.popover(t("Delete"), key=f"feedback_delete_{feedback.id}"):
            st.markdown(t("The message and its answer are then gone for good."))
            _button("erase", t("Delete it"), _erase, feedback, t)


def _button(
    name: str, label: str, step: Callable[[Feedback, Translator], None], *about: Any
) -> None:
    st.button(label, key=f"feedback_{name}_{about[0].id}", on_click=step, args=about)


def _answer(feedback: Feedback, t: Translator) -> None:
    answer = clean(str(st.session_state.get(f"feedback_answer_{feedback.id}", "")))
    # An editor may point to as many pages as it takes.
    fault = check_text(answer, links=None)
    if fault is not None:
        say(fault_text(fault, "answer", t), failed=True)
        return
    _rewrite(feedback, answer, FeedbackStatus.ANSWERED, t("The answer is saved."), t)


def _close(feedback: Feedback, t: Translator) -> None:
    _rewrite(feedback, feedback.answer, FeedbackStatus.CLOSED, t("The matter is closed."), t)


def _reopen(feedback: Feedback, t: Translator) -> None:
    _rewrite(feedback, feedback.answer, FeedbackStatus.NEW, t("The matter is open again."), t)


def _rewrite(
    feedback: Feedback, answer: str, status: FeedbackStatus, done: str, t: Translator
) -> None:
    def write(who: str) -> Feedback:
        return live.store().answer_feedback(feedback, answer=answer, status=status, who=who)

    try:
        attempt(write, done, t)
    except Overtaken as other:
        say(
            t(
                "{who} changed this a moment ago, so nothing has been done. Look at it as it is now,"
                " and try again.",
                who=other.theirs.answered_by,
            ),
            failed=True,
        )
    except KeyError:
        say(t("Another editor has deleted this message."), failed=True)


def _erase(feedback: Feedback, t: Translator) -> None:
    attempt(lambda _who: live.store().delete_feedback(feedback.id), t("The message is deleted."), t)
