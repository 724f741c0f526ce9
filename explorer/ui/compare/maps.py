"""Two maps side by side, and the map of change between two periods (draws)."""

from functools import partial

import streamlit as st

from explorer.change import Change, build_change
from explorer.change_plate import change_words, plate_of_change
from explorer.i18n import N_, Translator
from explorer.layers import MapLayer, periods_of
from explorer.names import LEVEL_NAMES, REFUSAL_NAMES
from explorer.narrative import caption, headline, period_text
from explorer.twin import Twin, Unshared, build_twin
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.compare.fields import draw_beside
from explorer.ui.gaps.parts import words_html
from explorer.ui.paint import build_linked_payload, build_plate_payload, draw_map
from explorer.ui.sources import source_lines
from explorer.ui.state import OnScreen
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.definitions import Kind
from indicators.selection import Selection

UNSHARED = {
    Unshared.UNIT: N_("The two are not in the same unit, so they cannot share a scale."),
    Unshared.SHOW: N_("The two cannot be shown in the same way, so they cannot share a scale."),
    Unshared.DIRECTION: N_(
        "A high figure is not the same end of both, so a shared scale would colour one of them"
        " the wrong way."
    ),
}


@st.cache_resource(show_spinner=False, max_entries=128)
def _twin(_workspace: Workspace, first: ViewState, second: ViewState, *, shared: bool) -> Twin:
    return build_twin(_workspace, first, second, shared=shared)


@st.cache_resource(show_spinner=False, max_entries=64)
def _change(_workspace: Workspace, selection: Selection, first: str) -> Change:
    return build_change(
        _workspace, selection.indicator_id, selection.level, first=first, last=selection.period
    )


def draw_twin(workspace: Workspace, files: DataFiles, screen: OnScreen, t: Translator) -> None:
    """Draw two linked maps."""
    view = screen.view
    twin = _twin(workspace, _plain(view), _plain(_second(view)), shared=view.shared)
    second = twin.second
    with st.container(key="beside_controls", horizontal=True, vertical_alignment="center"):
        draw_beside(
            workspace,
            view,
            periods_of(workspace, view.beside, view.level),
            str(view.then) if second is None else second.selection.period,
            t,
        )
        st.session_state["shared"] = view.shared and twin.unshared is None
        st.toggle(
            t("One scale for both"),
            key="shared",
            disabled=twin.unshared is not None,
            on_change=lambda: state.change(shared=st.session_state["shared"]),
            help=None if twin.unshared is None else t(UNSHARED[twin.unshared]),
        )
    with st.container(key="twins", horizontal=True, gap="medium"):
        with st.container(key="twin_first_box"):
            _draw_layer(workspace, files, twin.first, view, t, key="twin_first")
        with st.container(key="twin_second_box"):
            if second is None:
                st.html(words_html(_missing(workspace, twin, view, t)))
            else:
                _draw_layer(workspace, files, second, view, t, key="twin_second")
    lines = [each for layer in (twin.first, second) if layer for each in source_lines(layer, t)]
    st.html(words_html((), notes=list(dict.fromkeys(lines))))


def draw_change(workspace: Workspace, files: DataFiles, screen: OnScreen, t: Translator) -> None:
    """Draw the map of change between two periods."""
    view = screen.view
    last = str(view.period)
    older = [each for each in periods_of(workspace, view.indicator, view.level) if each < last]
    if not older:
        newest = period_text(last)
        st.html(
            words_html(
                [
                    t(
                        "There is nothing before {period} to compare with. Choose a later period, or"
                        " another indicator or level.",
                        period=newest,
                    )
                ]
            )
        )
        return
    first = view.base if view.base in older else older[0]
    st.session_state["since"] = first
    with st.container(key="beside_controls", horizontal=True, vertical_alignment="center"):
        st.selectbox(
            t("Counted from"),
            older,
            key="since",
            format_func=period_text,
            on_change=lambda: state.change(base=st.session_state["since"]),
            width=150,
        )
    selection = Selection(view.indicator, view.level, last)
    change = _change(workspace, selection, first)
    st.html(words_html(_change_sentences(change, t), notes=[b.text(t.lang) for b in change.breaks]))
    plate = plate_of_change(change, change_words(change, t), t)
    draw_map(
        files,
        build_plate_payload(plate, t=t, chosen=view.area, echo=state.echo(state.PLATE)),
        key=state.PLATE,
        on_change=partial(state.take_plate_state, workspace, selection),
    )


def _draw_layer(
    workspace: Workspace,
    files: DataFiles,
    layer: MapLayer,
    view: ViewState,
    t: Translator,
    *,
    key: str,
) -> None:
    st.html(words_html([headline(layer, t)], notes=[caption(layer, t)]))
    draw_map(
        files,
        build_linked_payload(
            layer,
            t,
            chosen=view.area,
            echo=state.echo(key),
            finder=key == "twin_first",
        ),
        key=key,
        on_change=partial(state.take_plate_state, workspace, layer.selection, key=key),
    )


def _missing(workspace: Workspace, twin: Twin, view: ViewState, t: Translator) -> list[str]:
    name = workspace.table.definitions[view.beside].name(t.lang)
    level = t(LEVEL_NAMES[twin.first.selection.level]).lower()
    reason = "" if twin.missing is None else t(REFUSAL_NAMES[twin.missing])
    return [
        t(
            "“{indicator}” cannot be shown for {level}: {reason}.",
            indicator=name,
            level=level,
            reason=reason,
        ),
        t("Choose another indicator beside it, or another level."),
    ]


def _change_sentences(change: Change, t: Translator) -> list[str]:
    city = change.city
    definition = change.definition
    if city is None or definition.kind is Kind.COUNT:
        return []
    sign = t.number(city.change, definition.decimals, signed=True)
    return [
        t(
            "{indicator} in the whole city: {before} in {first}, {after} in {last} ({change}).",
            indicator=definition.name(t.lang),
            before=t.unit(city.before, definition.unit, definition.decimals),
            first=period_text(change.first),
            after=t.unit(city.after, definition.unit, definition.decimals),
            last=period_text(change.last),
            change=sign,
        )
    ]


def _second(view: ViewState) -> ViewState:
    return ViewState(
        indicator=view.beside,
        level=view.level,
        period=view.then,
        show=view.show,
        scheme=view.scheme,
        classes=view.classes,
        breaks=view.breaks,
    )


def _plain(view: ViewState) -> ViewState:
    """Leave out what does not change the figures, so that the cache holds one copy of them."""
    return ViewState(
        indicator=view.indicator,
        level=view.level,
        period=view.period,
        show=view.show,
        scheme=view.scheme,
        classes=view.classes,
        breaks=view.breaks,
    )
