"""The list of initiatives: searched, filtered, sorted, a sheet at a time (draws)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from explorer.i18n import N_, Translator
from explorer.initiatives.browse import Sheet, cut_sheet, sort_initiatives
from explorer.initiatives.kept import Kind, Unavailable
from explorer.initiatives.model import Initiative, Status
from explorer.initiatives.register import choose
from explorer.names import STATUS_NAMES, TARGET_AREA_NAMES
from explorer.palette import TARGET_AREA_MARKS
from explorer.register_words import years_text
from explorer.ui import live, state
from explorer.ui.controls import draw_initiative_filters
from explorer.ui.gaps.parts import words_html
from explorer.ui.markup import render
from explorer.ui.problems import literal
from explorer.ui.register.drafts import begin_new
from explorer.ui.register.editor import closed_html
from explorer.view import RegisterPart, Sort, ViewState
from explorer.workspace import Workspace

SORT_NAMES: Final[Mapping[Sort, str]] = {
    Sort.NAME: N_("Name"),
    Sort.ORGANISER: N_("Organiser"),
    Sort.TARGET_AREA: N_("Target area"),
    Sort.STATUS: N_("Status"),
    Sort.START: N_("First year"),
    Sort.PLACE: N_("Place"),
}
# What a filter changes besides itself: another list begins with its first sheet.
FROM_THE_START: Final[Mapping[str, Any]] = {"sheet": 1}


def draw_list(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    _draw_controls(view, t)
    found = choose_initiatives(workspace, view)
    sheet = cut_sheet(sort_initiatives(found, by=view.sort, descending=view.descending), view.sheet)
    with st.container(key="register_said", horizontal=True):
        st.html(words_html(count_sentences(workspace, view, sheet, t)), width="content")
        _draw_ways_on(workspace, view, sheet, t)
    with st.container(key="register_list", gap=None):
        for number, each in enumerate(sheet.items):
            _draw_row(each, number, t)
    if sheet.sheets > 1:
        _draw_pages(sheet, t)
    if live.may_edit():
        _draw_withdrawn(t)
    else:
        st.html(closed_html(t))


def choose_initiatives(workspace: Workspace, view: ViewState) -> tuple[Initiative, ...]:
    """Pick the initiatives that the view asks for."""
    return choose(
        workspace.register,
        target_areas=view.initiatives,
        statuses=view.status,
        organisers=view.organiser,
        words=view.words,
    )


def count_sentences(
    workspace: Workspace, view: ViewState, sheet: Sheet, t: Translator
) -> list[str]:
    """Say how many there are, and how many the filters leave."""
    every = len(workspace.register.initiatives)
    if not sheet.total:
        words = t("No initiative fits what you ask for.")
        if view.words:
            words = t("No initiative fits what you ask for with “{words}”.", words=view.words)
        return [words]
    if sheet.total == every:
        return [t.plural("{n} initiative.", "{n} initiatives.", every)]
    return [
        t(
            "{n} of {every} initiatives fit what you ask for.",
            n=t.number(sheet.total, 0),
            every=t.number(every, 0),
        )
    ]


def _draw_controls(view: ViewState, t: Translator) -> None:
    for key in ("words", "sort", "descending"):
        st.session_state[key] = getattr(view, key)
    with st.container(key="register_controls", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            t("Search"),
            key="words",
            max_chars=100,
            placeholder=t("Name, place, organiser or text"),
            icon=":material/search:",
            on_change=lambda: state.change(
                words=st.session_state["words"].strip(), **FROM_THE_START
            ),
            width=340,
        )
        with st.popover(_filter_label(view, t), key="register_filters", on_change="rerun") as more:
            if more.open:
                draw_initiative_filters(view, t, words_asked=False, also=FROM_THE_START)
        st.selectbox(
            t("Sort by"),
            list(Sort),
            key="sort",
            format_func=lambda sort: t(SORT_NAMES[sort]),
            on_change=lambda: state.change(sort=st.session_state["sort"], **FROM_THE_START),
            width=180,
        )
        st.toggle(
            t("Other way round"),
            key="descending",
            on_change=lambda: state.change(
                descending=st.session_state["descending"], **FROM_THE_START
            ),
        )
        if live.may_edit():
            st.button(
                t("Add an initiative"),
                key="register_add",
                icon=":material/add:",
                on_click=begin_new,
                args=(Kind.INITIATIVE,),
            )


def _filter_label(view: ViewState, t: Translator) -> str:
    plain = ViewState()
    active = sum(
        getattr(view, name) != getattr(plain, name)
        for name in ("initiatives", "status", "organiser")
    )
    return t("Filters ({n})", n=active) if active else t("Filters")


def _draw_ways_on(workspace: Workspace, view: ViewState, sheet: Sheet, t: Translator) -> None:
    """Offer what the filters keep from view: those that have ended, or all."""
    plain = ViewState()
    filtered = any(
        getattr(view, name) != getattr(plain, name)
        for name in ("words", "initiatives", "status", "organiser")
    )
    wider = ViewState(
        initiatives=view.initiatives,
        status=(*view.status, Status.ENDED.value),
        organiser=view.organiser,
        words=view.words,
    )
    ended = 0
    if Status.ENDED.value not in view.status:
        ended = len(choose_initiatives(workspace, wider)) - sheet.total
    if not ended and (sheet.total or not filtered):
        return
    if ended:
        st.button(
            t.plural("Show {n} that has ended", "Show {n} that have ended", ended),
            key="register_ended",
            type="tertiary",
            on_click=state.change,
            kwargs={"status": wider.status, **FROM_THE_START},
        )
    if not sheet.total:
        st.button(
            t("Show the whole register"),
            key="register_all",
            type="tertiary",
            on_click=state.change,
            kwargs={
                "words": "",
                "initiatives": plain.initiatives,
                "status": tuple(each.value for each in Status),
                "organiser": (),
                **FROM_THE_START,
            },
        )


def _draw_row(initiative: Initiative, number: int, t: Translator) -> None:
    mark = TARGET_AREA_MARKS[initiative.target_area]
    with st.container(key=f"register_row_{number}", horizontal=True, gap=None):
        st.button(
            literal(initiative.name),
            key=f"open_{initiative.id}",
            type="tertiary",
            on_click=state.change,
            kwargs={"initiative": initiative.id},
        )
        st.html(
            render(
                "register_row.html",
                organiser=initiative.organisation,
                shape=mark.shape,
                colours=(mark.light, mark.dark),
                theme=t(TARGET_AREA_NAMES[initiative.target_area]),
                years=years_text(initiative, t),
                status=t(STATUS_NAMES[initiative.status]),
                place=initiative.place,
            )
        )


def _draw_pages(sheet: Sheet, t: Translator) -> None:
    def turn(label: str, *, key: str, to: int, icon: str) -> None:
        st.button(
            label,
            key=key,
            type="tertiary",
            icon=icon,
            disabled=not 1 <= to <= sheet.sheets,
            on_click=state.change,
            kwargs={"sheet": to},
        )

    with st.container(
        key="register_pages", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        turn(t("Previous"), key="sheet_before", to=sheet.number - 1, icon=":material/chevron_left:")
        st.html(
            render(
                "register_count.html",
                text=t(
                    "{first}–{last} of {total}",
                    first=sheet.first,
                    last=sheet.last,
                    total=t.number(sheet.total, 0),
                ),
            ),
            width="content",
        )
        turn(t("Next"), key="sheet_after", to=sheet.number + 1, icon=":material/chevron_right:")
        st.button(
            t("Download these"),
            key="to_files",
            type="tertiary",
            icon=":material/download:",
            on_click=state.change,
            kwargs={"register": RegisterPart.FILES},
        )


def _draw_withdrawn(t: Translator) -> None:
    """Let editors reach what is withdrawn, so that it can be restored."""
    try:
        withdrawn = live.store().withdrawn()
    except Unavailable:
        return
    names: Sequence[Initiative] = [
        each.content for each in withdrawn if isinstance(each.content, Initiative)
    ]
    if not names:
        return
    with st.expander(t("Withdrawn ({n})", n=len(names)), key="register_withdrawn"):
        for each in names:
            st.button(
                literal(each.name),
                key=f"open_{each.id}",
                type="tertiary",
                on_click=state.change,
                kwargs={"initiative": each.id},
            )
