"""The form about an initiative: everything the register holds, saved whole or not at all (draws)."""

from dataclasses import replace

import streamlit as st

from explorer.i18n import Translator
from explorer.initiatives.form import check_form
from explorer.initiatives.kept import Conflict, Kept
from explorer.initiatives.spelling import slug
from explorer.names import ORGANISER_NAMES, STATUS_NAMES, TARGET_AREA_NAMES
from explorer.ui import live, state
from explorer.ui.assets import DataFiles
from explorer.ui.gaps.parts import words_html
from explorer.ui.markup import render
from explorer.ui.register.conflict import draw_conflict
from explorer.ui.register.drafts import Draft, drop
from explorer.ui.register.editor import attempt, draw_name
from explorer.ui.register.fields import draw_choice, draw_summary, draw_text, take_typed
from explorer.ui.register.places import draw_places, take_typed_places
from explorer.ui.register.position import settle
from explorer.workspace import Workspace
from geodata.problems import DataError


def draw_form(workspace: Workspace, files: DataFiles, draft: Draft, t: Translator) -> None:
    """Draw the form, or where somebody else has saved meanwhile, the choice between the texts."""
    name = draft.form.cells.get("name", "")
    title = t("A new initiative") if draft.is_new else t("Edit “{name}”", name=name)
    st.html(render("headline.html", sentence=title, caption="", notes=[]))
    if draft.conflict is not None:
        draw_conflict(draft, workspace.areas, t)
        return
    draw_summary(draft, t)
    with st.container(key="register_form", gap="small"):
        _draw_what(draft, t)
        _draw_who(draft, t)
        _draw_when(draft, t)
        st.html(words_html((), title=t("Where")))
        draw_places(workspace, files, draft, t)
        _draw_amounts(draft, t)
        _draw_source(draft, t)
        _draw_keeping(draft, t)
    draw_end(draft, t, workspace=workspace)


def draw_end(draft: Draft, t: Translator, *, workspace: Workspace) -> None:
    """Draw what ends the form: the name, save, leave."""
    with st.container(key="register_save", horizontal=True, vertical_alignment="bottom"):
        draw_name(t)
        st.button(
            t("Save"),
            key="form_save",
            type="primary",
            icon=":material/check:",
            on_click=save,
            args=(workspace, draft, t),
        )
        if draft.differs:
            with st.popover(t("Leave without saving"), key="form_leaving"):
                st.markdown(t("What you have written here is lost."))
                st.button(t("Leave it"), key="form_leave", on_click=drop, args=(draft,))
        else:
            st.button(t("Leave"), key="form_leave", on_click=drop, args=(draft,))


def save(workspace: Workspace, draft: Draft, t: Translator) -> None:
    """Check what is typed and save it; what is wrong stays in the draft with the text."""
    take_typed(draft)
    take_typed_places(draft)
    draft.alter(lambda form: replace(form, places=settle(workspace, form.places)))
    if draft.is_new:
        taken = {each.id for each in workspace.register.initiatives}
        name = draft.form.cells.get("name", "")
        draft.alter(lambda form: form.with_cell("id", slug(name, taken)))
    content, draft.problems = check_form(draft.form, workspace.areas)
    if content is None:
        return

    def write(who: str) -> Kept:
        if draft.is_new:
            return live.store().add(content, who=who)
        return live.store().edit(content, seen=draft.seen, who=who)

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
        state.change(initiative=kept.content.id)


def _draw_what(draft: Draft, t: Translator) -> None:
    st.html(words_html((), title=t("What"), notes=[t("Fields with an asterisk (*) are needed.")]))
    draw_text(draft, "name", t, required=True)
    draw_text(
        draft,
        "description_sv",
        t,
        required=True,
        lines=3,
        help_text=t("One or two plain sentences."),
    )
    draw_text(draft, "description_en", t, required=True, lines=3)
    with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
        with st.container(key="form_target"):
            names = {area.value: name for area, name in TARGET_AREA_NAMES.items()}
            draw_choice(draft, "target_area", names, t)
        with st.container(key="form_group"):
            draw_text(draft, "target_group", t)


def _draw_who(draft: Draft, t: Translator) -> None:
    st.html(words_html((), title=t("Who")))
    with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
        with st.container(key="form_organiser"):
            draw_text(draft, "organisation", t, required=True)
        with st.container(key="form_kind"):
            draw_choice(
                draft,
                "organisation_type",
                ORGANISER_NAMES,
                t,
                help_text=t("Partnership: several of different kinds run it together."),
            )
    draw_text(
        draft,
        "contact",
        t,
        help_text=t("A mailbox or a telephone number of the organiser, no private person’s."),
    )


def _draw_when(draft: Draft, t: Translator) -> None:
    st.html(words_html((), title=t("When")))
    with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
        with st.container(key="form_status"):
            draw_choice(draft, "status", STATUS_NAMES, t)
        with st.container(key="form_start"):
            draw_text(
                draft,
                "start_year",
                t,
                help_text=t("Leave it empty where the source does not tell."),
            )
        with st.container(key="form_finish"):
            draw_text(draft, "end_year", t)


def _draw_amounts(draft: Draft, t: Translator) -> None:
    st.html(words_html((), title=t("How much"), notes=[t("Only where it is known.")]))
    for amount, words, example in (
        ("budget_sek", "budget_of", t("For example: a year, or 2018–2020 in all.")),
        ("capacity", "capacity_of", t("For example: places for children, or visits a year.")),
    ):
        with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
            with st.container(key=f"form_{amount}"):
                draw_text(draft, amount, t)
            with st.container(key=f"form_{words}"):
                draw_text(draft, words, t, help_text=example)


def _draw_source(draft: Draft, t: Translator) -> None:
    st.html(
        words_html(
            (),
            title=t("Source"),
            notes=[t("A public page where everybody can read it for themselves.")],
        )
    )
    draw_text(draft, "source_title", t, required=True)
    with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
        with st.container(key="form_address"):
            draw_text(draft, "source_url", t, required=True)
        with st.container(key="form_source_year"):
            draw_text(draft, "source_year", t)


def _draw_keeping(draft: Draft, t: Translator) -> None:
    st.html(words_html((), title=t("For those who keep the register")))
    draw_text(draft, "review_date", t, help_text=t("Year, month and day, for example 2026-05-31."))
    draw_text(draft, "remark", t, lines=2)
