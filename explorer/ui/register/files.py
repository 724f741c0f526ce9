"""The register as files: taken out by everybody, taken in by editors after a dry run (draws, writes)."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from explorer.draft_words import (
    cut_rows,
    derived_rows,
    difference_rows,
    draft_sentences,
    new_rows,
    row_text,
    tally,
)
from explorer.export.register import REGISTER_FORMATS, write_initiatives
from explorer.i18n import N_, Translator
from explorer.initiatives.draft import Draft, Ground, plan_import
from explorer.initiatives.files import Upload, check_size, read_upload
from explorer.initiatives.kept import Conflict, Unavailable
from explorer.initiatives.model import Initiative
from explorer.ui import live
from explorer.ui.gaps.parts import Column, Row, table_html, words_html
from explorer.ui.markup import render
from explorer.ui.problems import sentence
from explorer.ui.register.editor import (
    closed_html,
    draw_name,
    draw_said,
    say,
    unavailable_text,
)
from explorer.ui.register.listing import choose_initiatives
from explorer.view import ViewState
from explorer.workspace import Workspace

BUTTONS: Final = {
    "csv_excel": N_("CSV for Excel"),
    "csv": N_("CSV, plain"),
    "xlsx": N_("Excel workbook"),
    "geojson": N_("GeoJSON with places"),
}
# Rows of a table on the page; the file holds them all.
MOST_LISTED: Final = 50
ALL: Final = "files_all"
ACCEPTED: Final = "import_accepted"
# Which uploader is on the page: another one is empty.
TURN: Final = "import_turn"
DRAFT: Final = "import_draft"


def draw_files(workspace: Workspace, view: ViewState, t: Translator) -> None:
    """Draw the part."""
    # A message stays until another file is chosen, or the name that was missing is given.
    chosen = st.session_state.get(_uploader_key())
    draw_said(f"files {_uploader_key()} {getattr(chosen, 'file_id', '')} {live.editor()}")
    _draw_export(workspace, view, t)
    if live.may_edit():
        _draw_import(workspace, t)
    else:
        st.html(words_html((), title=t("Take initiatives in from a file")))
        st.html(closed_html(t))


def _draw_export(workspace: Workspace, view: ViewState, t: Translator) -> None:
    every: Sequence[Initiative] = workspace.register.initiatives
    chosen = choose_initiatives(workspace, view)
    taken = every if st.session_state.get(ALL) else chosen
    n, of = t.number(len(taken), 0), t.number(len(every), 0)
    told = t.plural("{n} initiative.", "{n} initiatives.", len(every))
    if len(taken) < len(every):
        told = t("{n} of {every} initiatives, those that the list shows.", n=n, every=of)
    columns = t(
        "The columns have the same names in every file and language, so that a file can be read in"
        " again."
    )
    st.html(words_html([told], title=t("Take the register out"), notes=[columns]))
    if len(chosen) < len(every):
        st.toggle(t("The whole register, also what the list leaves out"), key=ALL)
    with st.container(key="register_downloads", horizontal=True):
        for key, label in BUTTONS.items():
            file = REGISTER_FORMATS[key]
            st.download_button(
                t(label),
                data=partial(write_initiatives, key, taken, t=t),
                file_name=f"initiatives.{file.ending}",
                mime=file.mime,
                key=f"register_download_{key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _draw_import(workspace: Workspace, t: Translator) -> None:
    with st.container(key="register_import"):
        note = t(
            "First you see what the file would do. Nothing is written until you say so, and then all"
            " of it or nothing."
        )
        st.html(words_html([note], title=t("Take initiatives in from a file")))
        # The uploader's own word is English whatever the language of the page.
        st.html(render("register_upload.html", text=t("Choose a file")))
        file = st.file_uploader(
            t("CSV, Excel workbook or GeoJSON, at most 10 MB and 20,000 rows"),
            key=_uploader_key(),
            on_change=lambda: st.session_state.pop(ACCEPTED, None),
        )
        if file is None:
            st.session_state.pop(DRAFT, None)
            return
        accepted = bool(st.session_state.get(ACCEPTED))
        key = (file.file_id, accepted, workspace.register.stamp)
        if st.session_state.get(DRAFT, (None, None))[0] != key:
            too_large = check_size(file.name, file.size)
            upload = (
                read_upload(file.name, file.getvalue())
                if too_large is None
                else Upload(file.name, (), (too_large,))
            )
            try:
                draft = _plan(workspace, upload, accepted=accepted)
            except Unavailable:
                text = t("The register does not answer at the moment. The file stays chosen here.")
                st.html(words_html([text]))
                return
            st.session_state[DRAFT] = (key, draft)
        _draw_draft(workspace, st.session_state[DRAFT][1], t)


def _uploader_key() -> str:
    return f"import_file_{st.session_state.get(TURN, 0)}"


def _plan(workspace: Workspace, upload: Upload, *, accepted: bool) -> Draft:
    kept = {each.content.id: each for each in live.store().initiatives()}
    ground = Ground(workspace.areas, workspace.boundaries, workspace.land)
    return plan_import(upload, kept, ground, accept=accepted)


def _draw_draft(workspace: Workspace, draft: Draft, t: Translator) -> None:
    counts = tally(draft)
    labels = [
        (t("New"), counts.new),
        (t("Changed"), counts.changed),
        (t("Unchanged"), counts.unchanged),
        (t("Problems"), counts.problems),
    ]
    st.html(
        render(
            "register_draft.html",
            counts=[(label, t.number(count, 0), count > 0) for label, count in labels],
            sentences=draft_sentences(draft, t),
        )
    )
    _draw_problems(draft, t)
    _draw_proposals(draft, t)
    _draw_table(
        difference_rows(draft, workspace.areas, t),
        [t("Initiative"), t("Column"), t("Before"), t("After")],
        t("What would change"),
        t,
    )
    _draw_table(
        new_rows(draft, t),
        [t("Initiative"), t("Organiser"), t("Target area"), t("Place")],
        t("What would be new"),
        t,
    )
    _draw_table(
        derived_rows(draft, workspace.areas, t),
        [t("Where"), t("Place"), t("Primary area")],
        t("Primary areas that the positions give"),
        t,
    )
    if draft.plan is not None and draft.writes:
        _draw_writing(draft, t)


def _draw_problems(draft: Draft, t: Translator) -> None:
    rows = [
        [row_text(each.row, t), each.column or "–", sentence(each, t)] for each in draft.problems
    ]
    _draw_table(rows, [t("Where"), t("Column"), t("What to do")], t("What is wrong or doubtful"), t)


def _draw_proposals(draft: Draft, t: Translator) -> None:
    rows = [
        [row_text(each.number, t), each.record_id, each.found, each.proposal]
        for each in (*draft.repairs, *draft.repaired)
    ]
    columns = [t("Where"), t("Id"), t("In the file"), t("Proposal")]
    title = t("Positions as proposed") if draft.repaired else t("Positions that can be put right")
    _draw_table(rows, columns, title, t)
    if draft.repairs:
        st.button(
            t("Use the proposals"),
            key="import_accept",
            icon=":material/check:",
            on_click=lambda: st.session_state.update({ACCEPTED: True}),
        )
    elif draft.repaired:
        st.button(
            t("Do not use the proposals"),
            key="import_refuse",
            type="tertiary",
            on_click=lambda: st.session_state.pop(ACCEPTED, None),
        )


def _draw_table(
    rows: Sequence[list[str]], columns: Sequence[str], title: str, t: Translator
) -> None:
    if not rows:
        return
    shown, notes = cut_rows(rows, MOST_LISTED, t)
    # The last column holds the longest texts.
    named = [Column(name, prose=name == columns[-1]) for name in columns]
    st.html(table_html(named, [Row(cells) for cells in shown], title=title, notes=notes))


def _draw_writing(draft: Draft, t: Translator) -> None:
    with st.container(key="register_save", horizontal=True, vertical_alignment="bottom"):
        draw_name(t)
        st.button(
            t.plural("Import {n} row", "Import {n} rows", draft.writes),
            key="import_write",
            type="primary",
            icon=":material/upload:",
            on_click=_write,
            args=(draft, t),
        )


def _write(draft: Draft, t: Translator) -> None:
    """Write all of a draft; whatever keeps it from being written is said, and the file stays chosen."""
    plan, who = draft.plan, live.editor()
    if not live.may_edit():
        say(t("Editing is closed. Nothing has been saved."), failed=True)
    elif not who:
        say(t("Give your name first. Nothing has been saved yet."), failed=True)
    elif plan is not None:
        try:
            written = live.store().apply(plan, who=who)
        except Unavailable:
            say(unavailable_text(t), failed=True)
        except Conflict as conflict:
            say(
                t(
                    "{who} changed “{name}” a moment ago, so nothing has been imported. Look at what"
                    " the file would do now.",
                    who=conflict.change.who,
                    name=conflict.change.record_id,
                ),
                failed=True,
            )
        else:
            say(t.plural("{n} row has been imported.", "{n} rows have been imported.", written))
            st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
            st.session_state.pop(ACCEPTED, None)
            st.session_state.pop(DRAFT, None)
