"""Two editors of one record: what each of them wants, and the choice between the texts (draws)."""

import streamlit as st

from explorer.i18n import Translator
from explorer.initiatives.attainment_rows import attainment_cells, check_attainment
from explorer.initiatives.form import NO_FILE, NO_ROW, Form, fill_form
from explorer.initiatives.kept import Attainment, Conflict, Kept, Kind
from explorer.initiatives.merging import Difference, Side, find_differences, merge
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import check_row, to_cells
from explorer.register_words import COLUMN_NAMES, value_text
from explorer.ui import live, state
from explorer.ui.gaps.parts import words_html
from explorer.ui.markup import render
from explorer.ui.register.drafts import Draft, drop
from explorer.ui.register.editor import attempt, draw_name
from explorer.ui.register.fields import problem_sentence
from explorer.ui.register.history import change_html
from geodata.areas import AreaRegister
from geodata.problems import DataError, Problem


def cells_of(kept: Kept) -> dict[str, str]:
    """Write a record as the text of its cells."""
    content = kept.content
    return attainment_cells(content) if isinstance(content, Attainment) else to_cells(content)


def draw_conflict(draft: Draft, areas: AreaRegister, t: Translator) -> None:
    """Draw what somebody else has saved, and a choice for each column in which the texts differ."""
    conflict = draft.conflict
    if conflict is None:
        return
    theirs = cells_of(conflict.theirs)
    differences = find_differences(draft.before, draft.cells(), theirs)
    sentences = [
        t(
            "{who} saved this while you were writing. Nothing of yours is lost: your text is kept in"
            " the history, whatever you choose here.",
            who=conflict.change.who,
        )
    ]
    if conflict.theirs.withdrawn:
        sentences.append(t("It has been withdrawn from the register meanwhile."))
    if not differences:
        sentences.append(t("The two texts say the same, so there is nothing to choose."))
    st.html(words_html(sentences, title=t("Somebody else was first")))
    st.html(change_html(conflict.change, areas, t, title=t("What they changed")))
    with st.container(key="conflict", gap="medium"):
        for each in differences:
            _draw_difference(each, areas, t)
    open_ones = [each for each in differences if _choice(each) is None]
    if open_ones:
        text = t.plural(
            "Choose in the {n} place where both of you changed the text.",
            "Choose in the {n} places where both of you changed the text.",
            len(open_ones),
        )
        st.html(words_html((), notes=[text]))
    for column, problems in draft.problems.items():
        names = t(COLUMN_NAMES.get(column, column))
        told = [f"{names}: {problem_sentence(each, t)}" for each in problems]
        st.html(render("register_problem.html", sentences=told))
    with st.container(key="conflict_end", horizontal=True, vertical_alignment="bottom"):
        draw_name(t)
        st.button(
            t("Save what is chosen"),
            key="conflict_save",
            type="primary",
            icon=":material/check:",
            disabled=bool(open_ones),
            on_click=_save,
            args=(draft, conflict, areas, t),
        )
        st.button(
            t("Go on writing"), key="conflict_back", on_click=_go_on, args=(draft, conflict, areas)
        )
        st.button(t("Leave theirs as it is"), key="conflict_leave", on_click=drop, args=(draft,))


def _draw_difference(difference: Difference, areas: AreaRegister, t: Translator) -> None:
    names = [t(COLUMN_NAMES.get(column, column)) for column in difference.columns]
    rows = [
        {
            "name": name,
            "mine": value_text(column, mine, areas, t),
            "theirs": value_text(column, other, areas, t),
        }
        for name, column, mine, other in zip(
            names, difference.columns, difference.mine, difference.theirs, strict=True
        )
        if mine != other
    ]
    words = {"mine": t("Yours"), "theirs": t("Theirs")}
    with st.container(key=f"difference_{difference.key}"):
        st.html(render("register_difference.html", rows=rows, words=words))
        key = f"side_{difference.key}"
        if key not in st.session_state:
            st.session_state[key] = difference.preset
        st.radio(
            t("Take, for {name}", name=", ".join(row["name"] for row in rows)),
            list(Side),
            key=key,
            format_func=lambda side: words[side.value],
            horizontal=True,
        )


def _choice(difference: Difference) -> Side | None:
    chosen: Side | None = st.session_state.get(f"side_{difference.key}", difference.preset)
    return chosen


def _go_on(draft: Draft, conflict: Conflict, areas: AreaRegister) -> None:
    """Go back to the form: one's own text, with what they alone have changed."""
    theirs = cells_of(conflict.theirs)
    differences = find_differences(draft.before, draft.cells(), theirs)
    choices = {each.key: _choice(each) or Side.MINE for each in differences}
    cells = merge(theirs, differences, choices)
    content, problems = _check(draft.kind, cells, areas)
    draft.problems = {each.column or "": (each,) for each in problems}
    if content is None:
        return
    draft.form = fill_form(content) if isinstance(content, Initiative) else Form(cells)
    draft.before, draft.seen, draft.conflict = theirs, conflict.theirs.revision, None
    draft.remake(*(f"field_{column}" for column in cells))
    _forget(differences)


def _save(draft: Draft, conflict: Conflict, areas: AreaRegister, t: Translator) -> None:
    theirs = cells_of(conflict.theirs)
    differences = find_differences(draft.before, draft.cells(), theirs)
    choices = {each.key: side for each in differences if (side := _choice(each)) is not None}
    cells = merge(theirs, differences, choices)
    content, problems = _check(draft.kind, cells, areas)
    draft.problems = {each.column or "": (each,) for each in problems}
    if content is None:
        return
    seen = conflict.theirs.revision
    try:
        kept = attempt(lambda who: live.store().edit(content, seen=seen, who=who), t("Saved."), t)
    except Conflict as newer:
        # A third one was faster still: the same choice again, with what is chosen so far as one's own.
        draft.before, draft.seen = theirs, seen
        draft.form = fill_form(content) if isinstance(content, Initiative) else Form(cells)
        draft.conflict = newer
        _forget(differences)
        return
    except DataError as error:
        draft.problems = {each.column or "": (each,) for each in error.problems}
        return
    if kept is not None:
        _forget(differences)
        drop(draft)
        if draft.kind is Kind.INITIATIVE:
            state.change(initiative=kept.content.id)


def _check(
    kind: Kind, cells: dict[str, str], areas: AreaRegister
) -> tuple[Initiative | Attainment | None, list[Problem]]:
    if kind is Kind.INITIATIVE:
        return check_row(cells, areas, file=NO_FILE, number=NO_ROW)
    return check_attainment(cells, file=NO_FILE, number=NO_ROW)


def _forget(differences: tuple[Difference, ...]) -> None:
    for each in differences:
        st.session_state.pop(f"side_{each.key}", None)
