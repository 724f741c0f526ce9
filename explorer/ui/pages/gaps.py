"""The Gaps page: how large each gap is, whether it closes, and how sure that is (draws)."""

from dataclasses import replace
from functools import partial

import streamlit as st

from explorer.gap_words import PART_NAMES, UNFIT_SENTENCES, gap_sentence
from explorer.gaps import (
    BoardRow,
    Gap,
    Movement,
    base_of,
    build_board,
    build_gap,
    build_movement,
    periods_compared,
    split_measure,
)
from explorer.i18n import Translator
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.controls import draw_controls, draw_measure_controls
from explorer.ui.downloads import draw_gap_downloads, draw_share
from explorer.ui.gaps.board import draw_board
from explorer.ui.gaps.headcount import draw_headcount
from explorer.ui.gaps.likeness import draw_clusters
from explorer.ui.gaps.movement import draw_movement
from explorer.ui.gaps.parts import words_html
from explorer.ui.gaps.size import draw_size
from explorer.ui.gaps.split import draw_split
from explorer.ui.markup import render
from explorer.ui.problems import draw_problem
from explorer.ui.sources import gap_lines, standing_line
from explorer.view import GapPart, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.comparison import Comparison, NotComparable
from indicators.selection import NotAvailable


# Kept as they are, not copied: nothing of it is changed once it is built.
@st.cache_resource(show_spinner=False, max_entries=256)
def _gap(_workspace: Workspace, view: ViewState) -> Gap:
    return build_gap(_workspace, view)


@st.cache_resource(show_spinner=False, max_entries=64)
def _periods(_workspace: Workspace, view: ViewState) -> dict[str, Comparison]:
    return periods_compared(_workspace, view)


@st.cache_resource(show_spinner=False, max_entries=64)
def _board(_workspace: Workspace, view: ViewState) -> tuple[BoardRow, ...]:
    return build_board(_workspace, view)


def draw(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    """Draw the page."""
    for problem in state.link_problems():
        draw_problem(problem, t, icon=":material/link_off:")
    _sheet(workspace, files, t)
    st.html(render("foot.html", lines=[standing_line(workspace, t)]))


@st.fragment
def _sheet(workspace: Workspace, files: DataFiles, t: Translator) -> None:
    view = state.current(workspace)
    screen = state.on_screen(workspace, view)
    try:
        gap = _gap(workspace, _measured(view))
    except (NotComparable, NotAvailable) as refusal:
        name = workspace.table.definitions[view.indicator].name(t.lang)
        reason = (
            t(UNFIT_SENTENCES[refusal.reason], indicator=name)
            if isinstance(refusal, NotComparable)
            else t("There are no figures for “{indicator}”.", indicator=name)
        )
        st.html(render("headline.html", sentence=reason, caption="", notes=[]))
        with st.container(key="sheet", horizontal=True):
            draw_controls(workspace, screen, t, shows_asked=False)
        return
    # The city as a whole gives way to its areas, so the level may be another than on the map.
    screen = state.on_screen(workspace, replace(view, level=gap.selection.level))
    notes = _notes(view, gap, t)
    st.html(
        render(
            "headline.html",
            sentence=gap_sentence(gap, t),
            caption=gap.definition.description(t.lang),
            notes=notes,
        )
    )
    with st.container(key="sheet", horizontal=True):
        draw_controls(workspace, screen, t, shows_asked=False)
        draw_measure_controls(workspace, gap, view, t)
        with st.popover(t("Share and download"), key="more_gaps", on_change="rerun") as more:
            if more.open:
                draw_share(replace(view, page="gaps"), t)
                draw_gap_downloads(workspace, gap, view, t)
    _draw_part_choice(view, t)
    _draw_part(workspace, files, gap, view, t)
    st.html(words_html((), notes=gap_lines(workspace, gap.comparison, t)))


def _draw_part_choice(view: ViewState, t: Translator) -> None:
    st.session_state["part"] = view.part
    st.segmented_control(
        t("Part of the page"),
        list(GapPart),
        key="part",
        format_func=lambda part: t(PART_NAMES[part]),
        on_change=lambda: state.change(part=st.session_state["part"] or view.part),
        label_visibility="collapsed",
    )


def _draw_part(
    workspace: Workspace, files: DataFiles, gap: Gap, view: ViewState, t: Translator
) -> None:
    match view.part:
        case GapPart.SIZE:
            draw_size(workspace, gap, view, t)
        case GapPart.TIME:
            draw_movement(gap, _movement(workspace, view), view, t)
        case GapPart.PEOPLE:
            draw_headcount(gap, view, t)
        case GapPart.AREAS:
            comparisons = _periods(workspace, _measured(view))
            split = split_measure(view, gap, comparisons, base_of(comparisons, view))
            draw_split(workspace, files, gap, split, view, t)
        case GapPart.CLUSTERS:
            draw_clusters(workspace, files, gap, view, t)
        case GapPart.BOARD:
            # All indicators in their newest period, whichever one is on screen.
            wanted = ViewState(
                level=view.level, order=view.order, measure=view.measure, base=view.base
            )
            draw_board(
                workspace,
                _board(workspace, wanted),
                view,
                t,
                beside=partial(_beside, workspace, view),
            )


def _beside(workspace: Workspace, view: ViewState, indicator: str) -> Gap | None:
    try:
        return _gap(workspace, ViewState(indicator=indicator, level=view.level, order=view.order))
    except (NotComparable, NotAvailable):
        return None


def _movement(workspace: Workspace, view: ViewState) -> Movement:
    return build_movement(workspace, view, _periods(workspace, _measured(view)))


def _measured(view: ViewState) -> ViewState:
    """Leave out what changes no measure, so that the cache holds one copy of each."""
    return ViewState(
        indicator=view.indicator,
        level=view.level,
        period=view.period,
        order=view.order,
        area=view.area[:1],
    )


def _notes(view: ViewState, gap: Gap, t: Translator) -> list[str]:
    notes = []
    level = t(LEVEL_NAMES[gap.selection.level]).lower()
    if view.level is AreaLevel.MUNICIPALITY:
        notes.append(t("Shown for {level}: the whole city alone has no gap.", level=level))
    elif view.level is not gap.selection.level:
        notes.append(
            t(
                "Shown for {level}: there are no figures for {wished}.",
                level=level,
                wished=t(LEVEL_NAMES[view.level]).lower(),
            )
        )
    if view.period not in {None, gap.selection.period}:
        notes.append(
            t(
                "Shown for {period}: there are no figures for {wished}.",
                period=period_text(gap.selection.period),
                wished=period_text(str(view.period)),
            )
        )
    return notes
