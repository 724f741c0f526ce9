"""Reports of goal attainment by committees and companies: a sentence, a chart, a table, and the form (draws)."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from explorer.attainment_words import attainment_sentences, bodies_text, subject_text
from explorer.charts.attainment import Reported, attainment
from explorer.i18n import N_, Translator
from explorer.initiatives.attainment_rows import check_attainment
from explorer.initiatives.form import NO_FILE, NO_ROW
from explorer.initiatives.kept import Attainment, Conflict, Kept, Kind, Level, Unavailable
from explorer.initiatives.spelling import slug
from explorer.names import TARGET_AREA_NAMES
from explorer.register_words import ATTAINMENT_NAMES, WHOLE_PROGRAMME
from explorer.ui import live
from explorer.ui.gaps.parts import on_dark_paper, words_html
from explorer.ui.markup import render
from explorer.ui.register.conflict import draw_conflict
from explorer.ui.register.drafts import NEW, Draft, begin, begin_new, drop, find_draft
from explorer.ui.register.editor import (
    attempt,
    closed_html,
    draw_name,
    draw_said,
    step,
)
from explorer.ui.register.fields import draw_choice, draw_summary, draw_text, take_typed
from explorer.ui.register.history import draw_history
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.problems import DataError

# The report whose history and form are open.
OPEN: Final = "attainment_open"
# A chart of more lines is no small one; earlier years stand in the table.
MOST_LINES: Final = 12
READING: Final = N_(
    "What a body says of itself is no measurement: it shows how far it judges that it has come."
)


def draw_attainment(workspace: Workspace, view: ViewState, t: Translator) -> None:  # noqa: ARG001  all parts take the view
    """Draw the part."""
    draft = _open_draft()
    draw_said(f"attainment {draft is not None}")
    try:
        kept = live.store().attainments()
    except Unavailable:
        st.html(words_html([t("The reports cannot be read at the moment.")]))
        return
    editing = live.may_edit()
    if editing and draft is not None:
        _draw_form(workspace, draft, t)
        return
    reports = [each.content for each in kept if isinstance(each.content, Attainment)]
    st.html(words_html(attainment_sentences(reports, t), lead=True, notes=[t(READING)]))
    if reports:
        with st.container(key="attainment", horizontal=True, gap="large"):
            with st.container(key="attainment_chart"):
                st.altair_chart(
                    attainment(lines_of(reports, t), t, dark=on_dark_paper()),
                    theme=None,
                    width="stretch",
                    key="chart_attainment",
                )
            with st.container(key="attainment_table"):
                st.html(_table(reports, t))
    if editing:
        _draw_editing(workspace, kept, t)
    else:
        st.html(closed_html(t))


def lines_of(reports: Sequence[Attainment], t: Translator) -> list[Reported]:
    """Put the reports in the chart's order: newest year first, good before some before none."""
    order = list(Level)
    ordered = sorted(reports, key=lambda each: (-each.year, order.index(each.level)))
    return [
        Reported(f"{each.year} · {t(ATTAINMENT_NAMES[each.level])}", each.body, each.bodies)
        for each in ordered[:MOST_LINES]
    ]


def _table(reports: Sequence[Attainment], t: Translator) -> str:
    columns = [
        t("Year"),
        t("Who reports"),
        t("How many"),
        t("Target area"),
        t("Goal attainment"),
        t("What the report says"),
    ]
    rows = [
        {
            "cells": [
                str(each.year),
                each.body,
                bodies_text(each, t),
                subject_text(each, t),
                t(ATTAINMENT_NAMES[each.level]),
                each.text(t.lang),
            ],
            "source": each.source_title,
            "url": each.source_url,
        }
        for each in reports
    ]
    return render(
        "register_attainment.html",
        columns=columns,
        rows=rows,
        label=t("Reports of goal attainment"),
        source=t("Source"),
        new_tab=t("(opens in a new tab)"),
    )


def _open_draft() -> Draft | None:
    return find_draft(Kind.ATTAINMENT, NEW) or find_draft(
        Kind.ATTAINMENT, str(st.session_state.get(OPEN, NEW))
    )


def _draw_editing(workspace: Workspace, kept: Sequence[Kept], t: Translator) -> None:
    names = {each.content.id: _title(each, t) for each in kept}
    with st.container(key="attainment_edit", horizontal=True, vertical_alignment="bottom"):
        draw_name(t)
        st.button(
            t("Add a report"),
            key="attainment_add",
            icon=":material/add:",
            on_click=begin_new,
            args=(Kind.ATTAINMENT,),
        )
        st.selectbox(
            t("Report"),
            list(names),
            key="attainment_pick",
            index=None,
            format_func=lambda each: names.get(each, each),
            placeholder=t("Choose one to change it or see its history"),
            on_change=lambda: st.session_state.update({OPEN: st.session_state["attainment_pick"]}),
            width=420,
        )
    record_id = st.session_state.get(OPEN)
    chosen = _find(str(record_id)) if record_id else None
    if chosen is None:
        return
    with st.container(key="attainment_actions", horizontal=True, vertical_alignment="bottom"):
        if not chosen.withdrawn:
            st.button(
                t("Edit"), key="report_edit", icon=":material/edit:", on_click=begin, args=(chosen,)
            )
            st.button(
                t("Withdraw"),
                key="report_withdraw",
                icon=":material/delete:",
                on_click=_withdraw,
                args=(chosen, t),
            )
        else:
            st.html(words_html([t("This report is withdrawn. Its history can bring it back.")]))
    draw_history(chosen, Kind.ATTAINMENT, workspace.areas, t)


def _title(kept: Kept, t: Translator) -> str:
    report = kept.content
    if not isinstance(report, Attainment):
        raise TypeError(f"{report.id} is no report.")
    return f"{report.year}, {report.body}: {t(ATTAINMENT_NAMES[report.level])}"


def _find(record_id: str) -> Kept | None:
    try:
        return live.store().find(Kind.ATTAINMENT, record_id)
    except Unavailable:
        return None


def _withdraw(kept: Kept, t: Translator) -> None:
    withdraw = partial(live.store().withdraw, Kind.ATTAINMENT, kept.content.id, seen=kept.revision)
    step(lambda who: withdraw(who=who), t("It is withdrawn. The history can bring it back."), t)


def _draw_form(workspace: Workspace, draft: Draft, t: Translator) -> None:
    title = t("A new report of goal attainment") if draft.is_new else t("Edit a report")
    st.html(words_html((), title=title, notes=[t("Fields with an asterisk (*) are needed.")]))
    if draft.conflict is not None:
        draw_conflict(draft, workspace.areas, t)
        return
    draw_summary(draft, t)
    with st.container(key="register_form", gap="small"):
        draw_text(draft, "year", t, required=True)
        draw_text(draft, "body", t, required=True)
        draw_text(
            draft,
            "bodies",
            t,
            help_text=t("Leave it empty where nobody knows: it is then shown as not known."),
        )
        areas = {"": WHOLE_PROGRAMME} | {
            area.value: name for area, name in TARGET_AREA_NAMES.items()
        }
        draw_choice(draft, "target_area", areas, t, required=False)
        draw_choice(
            draft, "level", {level.value: name for level, name in ATTAINMENT_NAMES.items()}, t
        )
        draw_text(draft, "text_sv", t, required=True, lines=3)
        draw_text(draft, "text_en", t, required=True, lines=3)
        draw_text(draft, "source_title", t, required=True)
        draw_text(draft, "source_url", t)
    with st.container(key="register_save", horizontal=True, vertical_alignment="bottom"):
        draw_name(t)
        st.button(
            t("Save"),
            key="form_save",
            type="primary",
            icon=":material/check:",
            on_click=_save,
            args=(draft, t),
        )
        if draft.differs:
            with st.popover(t("Leave without saving"), key="form_leaving"):
                st.markdown(t("What you have written here is lost."))
                st.button(t("Leave it"), key="form_leave", on_click=drop, args=(draft,))
        else:
            st.button(t("Leave"), key="form_leave", on_click=drop, args=(draft,))


def _save(draft: Draft, t: Translator) -> None:
    take_typed(draft)
    cells = draft.cells()
    try:
        if draft.is_new:
            taken = {each.content.id for each in live.store().attainments()}
            cells["id"] = slug(f"{cells['year']} {cells['body']}", taken)
    except Unavailable:
        # The same is told when it is saved; the id is made anew then.
        cells["id"] = slug(f"{cells['year']} {cells['body']}")
    report, problems = check_attainment(cells, file=NO_FILE, number=NO_ROW)
    draft.problems = {}
    for each in problems:
        column = each.column or ""
        draft.problems[column] = (*draft.problems.get(column, ()), each)
    if report is None:
        return

    def write(who: str) -> Kept:
        if draft.is_new:
            return live.store().add(report, who=who)
        return live.store().edit(report, seen=draft.seen, who=who)

    try:
        kept = attempt(write, t("Saved."), t)
    except Conflict as conflict:
        draft.conflict = conflict
        return
    except DataError as error:
        draft.problems = {each.column or "": (each,) for each in error.problems}
        return
    if kept is not None:
        drop(draft)
        st.session_state[OPEN] = kept.content.id
