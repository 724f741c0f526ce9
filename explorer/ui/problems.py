"""Bad data told to a person: every problem at once, where it is and what to do, never a traceback (draws)."""

import re
from collections.abc import Sequence
from typing import Final

import streamlit as st

from explorer.i18n import Translator
from explorer.ui.markup import render
from geodata.problems import HINTS, Problem

# Problems whose value is a text of ours too.
WORDED: Final = frozenset({"file-wrong-kind"})
# Streamlit's messages are Markdown, in which a stranger's link could load a picture from elsewhere.
MARKS: Final = re.compile(r"([!-/:-@\[-`{-~])")


def sentence(problem: Problem, t: Translator) -> str:
    """Write a problem's sentence in the page's language."""
    return t(
        HINTS[problem.code],
        file=problem.file,
        row="" if problem.row is None else problem.row,
        column=problem.column or "",
        value=t(problem.value) if problem.code in WORDED else problem.value,
        # What is allowed may be a sentence of ours; codes and numbers come back as they are.
        allowed=t(problem.allowed) if problem.allowed else "",
    )


def literal(text: str) -> str:
    """Write a text so that it stays as it is in a label or message, which Streamlit takes for Markdown."""
    return MARKS.sub(r"\\\1", text)


def draw_problem(problem: Problem, t: Translator, *, icon: str) -> None:
    """Draw a problem's sentence with what a stranger wrote as plain text."""
    st.warning(literal(sentence(problem, t)), icon=icon)


def problem_rows(problems: Sequence[Problem], t: Translator) -> list[dict[str, str]]:
    """Lay problems out as rows of text: file, row, column, value, what to do."""
    return [
        {
            "file": each.file,
            "row": "" if each.row is None else str(each.row),
            "column": each.column or "",
            "value": each.value,
            "hint": sentence(each, t),
        }
        for each in problems
    ]


def draw_data_problems(problems: Sequence[Problem], t: Translator) -> None:
    """Draw the page that stands in for all others when the data cannot be used."""
    st.html(
        render(
            "problems.html",
            title=t("The data cannot be shown yet"),
            lead=t.plural(
                "One thing is wrong in the data files. Mend it and reload the page.",
                "{n} things are wrong in the data files. Mend them and reload the page.",
                len(problems),
                n=len(problems),
            ),
            headings=[t("File"), t("Row"), t("Column"), t("Value"), t("What to do")],
            rows=problem_rows(problems, t),
        )
    )
