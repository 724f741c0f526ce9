"""Fields of a form that keep what is typed in a draft, each with what is wrong with it (draws)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from explorer.i18n import N_, Translator
from explorer.register_words import COLUMN_NAMES
from explorer.ui.markup import render
from explorer.ui.problems import sentence
from explorer.ui.register.drafts import Draft
from geodata.problems import Problem

# What `ALLOWED_DEGREES` says, in the user's language.
SURROUNDINGS_WORDS: Final = N_("longitude 11.4 to 12.4 and latitude 57.4 to 58.0")


def take_typed(draft: Draft) -> None:
    """
    Take in what stands in the fields now.

    Who types and presses a button at once may have the button heard before the field.
    """
    typed = {
        column: st.session_state.get(draft.key(f"field_{column}")) for column in draft.form.cells
    }
    # A choice of several has its own way into the draft.
    texts = {column: text for column, text in typed.items() if isinstance(text, str)}
    draft.alter(lambda form: replace(form, cells={**form.cells, **texts}))


def field_label(column: str, t: Translator, *, required: bool = False) -> str:
    """Name a field; one that must be filled in has an asterisk."""
    name = t(COLUMN_NAMES[column])
    return f"{name} *" if required else name


def draw_text(
    draft: Draft,
    column: str,
    t: Translator,
    *,
    required: bool = False,
    lines: int = 1,
    help_text: str = "",
) -> None:
    """Draw a field of text; several lines make it an area."""
    name = f"field_{column}"
    key = draft.key(name)
    begun = draft.start(name, draft.form.cells.get(column, ""))

    def changed() -> None:
        text = st.session_state[key]
        draft.alter(lambda form: form.with_cell(column, text))

    label = field_label(column, t, required=required)
    if lines > 1:
        st.text_area(
            label,
            begun,
            key=key,
            on_change=changed,
            help=help_text or None,
            height=24 + 24 * lines,
        )
    else:
        st.text_input(label, begun, key=key, on_change=changed, help=help_text or None)
    draw_problems(draft.problems.get(column, ()), t)


def draw_choice(
    draft: Draft,
    column: str,
    names: Mapping[str, str],
    t: Translator,
    *,
    required: bool = True,
    help_text: str = "",
) -> None:
    """Draw a choice between names in words; "" among them is a choice of its own."""
    name = f"field_{column}"
    key = draft.key(name)
    begun = draft.start(name, draft.form.cells.get(column, ""))

    def changed() -> None:
        text = st.session_state[key] or ""
        draft.alter(lambda form: form.with_cell(column, text))

    st.selectbox(
        field_label(column, t, required=required),
        list(names),
        list(names).index(begun) if begun in names else None,
        key=key,
        format_func=lambda each: t(names[each]),
        placeholder=t("Choose"),
        on_change=changed,
        help=help_text or None,
    )
    draw_problems(draft.problems.get(column, ()), t)


def draw_problems(problems: Sequence[Problem], t: Translator) -> None:
    """Say under a field what is wrong with it."""
    if not problems:
        # A place that stays: what follows, the map above all, is not made anew when it is filled.
        st.empty()
        return
    told = [problem_sentence(each, t) for each in problems]
    st.html(render("register_problem.html", sentences=told))


def problem_sentence(problem: Problem, t: Translator) -> str:
    """Write a problem for the one who fills in a form, who sees the field and no column."""
    if problem.code == "value-missing":
        return t("This is needed. Fill it in.")
    if problem.code == "value-not-allowed" and problem.column == "source_url":
        return t("This is no web address. Write it in full, from https:// on.")
    if problem.code == "coordinates-outside":
        return sentence(replace(problem, allowed=SURROUNDINGS_WORDS), t)
    return sentence(problem, t)


def draw_summary(draft: Draft, t: Translator) -> None:
    """Say on top of a form how much is to be put right, and where."""
    if not draft.problems:
        st.empty()
        return
    names = [t(COLUMN_NAMES[column]) for column in draft.problems if column in COLUMN_NAMES]
    text = t.plural(
        "Nothing has been saved yet: {n} field needs another look.",
        "Nothing has been saved yet: {n} fields need another look.",
        len(draft.problems),
    )
    st.html(render("register_summary.html", text=text, names=names))
