"""The row of controls over the map: what, where, when, how; the rest in popovers (draws)."""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from explorer.gaps import Gap
from explorer.i18n import Translator
from explorer.layers import shows_of
from explorer.measure_names import measure_name
from explorer.names import (
    BACKGROUND,
    GROWING_UP,
    LEVEL_NAMES,
    ORGANISER_NAMES,
    REFUSAL_NAMES,
    SCHEME_NAMES,
    SHOW_NAMES,
    STATUS_NAMES,
    TARGET_AREA_NAMES,
)
from explorer.ui import state
from explorer.ui.state import OnScreen
from explorer.view import Scheme, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.comparison import ordering_indicators
from indicators.definitions import IndicatorDefinition, TargetArea
from indicators.gaps import MEASURES, NEED_ORDER
from indicators.selection import Combination, Selection, combinations

EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


def group_name(definition: IndicatorDefinition, t: Translator) -> str:
    """Name of the target area that an indicator stands under in the list."""
    if not definition.target_areas:
        return t(BACKGROUND)
    if len(definition.target_areas) > 1:
        return t(GROWING_UP)
    return t(TARGET_AREA_NAMES[definition.target_areas[0]])


def ordered_indicators(definitions: dict[str, IndicatorDefinition]) -> list[str]:
    """Order indicators by target area in the programme's order, headline ones first, background last."""
    order = list(TargetArea)

    def place(each: IndicatorDefinition) -> tuple[int, bool]:
        group = min((order.index(area) for area in each.target_areas), default=len(order))
        return group, not each.headline

    # sorted() keeps the order of the file among equals.
    return [each.indicator_id for each in sorted(definitions.values(), key=place)]


def draw_controls(
    workspace: Workspace,
    screen: OnScreen,
    t: Translator,
    *,
    shows_asked: bool = True,
    indicator_asked: bool = True,
    own_level: str = "",
) -> None:
    """
    Draw what is chosen most: indicator, level, period, way to show, as far as they are asked for.

    Parameters
    ----------
    own_level
        The part of the view that keeps the page's own level; "" for the one that pages share.
    """
    view = screen.view
    definitions = dict(workspace.table.definitions)
    every = combinations(workspace.table, workspace.areas, view.indicator)
    levels = [level for level in AreaLevel if any(c.available and c.level == level for c in every)]
    periods = sorted(
        {c.period for c in every if c.available and c.level == view.level}, reverse=True
    )
    if not shows_asked:
        # The city alone has no gap.
        levels = [level for level in levels if level is not AreaLevel.MUNICIPALITY] or levels
    shows = list(shows_of(workspace, Selection(view.indicator, view.level, str(view.period))))
    fields = {
        "indicator": view.indicator,
        "level": view.level,
        "period": view.period,
        "show": view.show,
    }
    # Widgets follow the view: it may have changed by a link, the map or another control.
    for key, value in fields.items():
        st.session_state[key] = value

    def changed(key: str) -> None:
        value = st.session_state[key]
        if key == "level" and own_level:
            state.change(**{own_level: value})
        elif key == "level":
            state.change_level(workspace, value)
        else:
            state.change(**{key: value})

    if indicator_asked:
        st.selectbox(
            t("Show"),
            ordered_indicators(definitions),
            key="indicator",
            format_func=lambda each: (
                f"{definitions[each].name(t.lang)} · {group_name(definitions[each], t)}"
            ),
            on_change=changed,
            args=("indicator",),
            width=340,
        )
    st.selectbox(
        t("Level"),
        levels,
        key="level",
        format_func=lambda level: f"{t(LEVEL_NAMES[level])} ({len(workspace.areas.codes(level))})",
        on_change=changed,
        args=("level",),
        help=_reasons(every, t) or None,
        width=220,
    )
    if not indicator_asked:
        return
    st.selectbox(
        t("Period"),
        periods,
        key="period",
        format_func=lambda period: period.replace("-", "–"),
        on_change=changed,
        args=("period",),
        width=120,
    )
    if not shows_asked:
        return
    st.selectbox(
        t("As"),
        shows,
        key="show",
        format_func=lambda show: t(SHOW_NAMES[show]),
        on_change=changed,
        args=("show",),
        help=t("A count is not compared with the city: the city is the sum of its areas.")
        if definitions[view.indicator].kind == "count"
        else None,
        width=220,
    )


def draw_measure_controls(workspace: Workspace, gap: Gap, view: ViewState, t: Translator) -> None:
    """Draw what measures of inequality need: which one, and what puts the areas in an order."""
    definitions = workspace.table.definitions
    orders = ordering_indicators(workspace.table, workspace.areas, gap.selection.level)
    st.session_state["measure"] = view.measure
    st.selectbox(
        t("Measure"),
        list(MEASURES),
        key="measure",
        format_func=lambda measure: measure_name(measure, t),
        on_change=lambda: state.change(measure=st.session_state["measure"]),
        width=300,
    )
    if view.measure not in NEED_ORDER or not orders:
        return
    st.session_state["order"] = view.order if view.order in orders else orders[0]
    st.selectbox(
        t("Areas ordered by"),
        orders,
        key="order",
        format_func=lambda each: definitions[each].name(t.lang),
        on_change=lambda: state.change(order=st.session_state["order"]),
        help=t(
            "Areas have no order by themselves. The slope and concentration indices need one, from"
            " the least to the most advantaged by an indicator that you choose."
        ),
        width=300,
    )


def _reasons(every: tuple[Combination, ...], t: Translator) -> str:
    """Say which levels and periods cannot be chosen, and why, one line for each level and reason."""
    refused: dict[tuple[AreaLevel, str], list[str]] = {}
    for each in every:
        if each.reason is not None:
            refused.setdefault((each.level, t(REFUSAL_NAMES[each.reason])), []).append(
                each.period.replace("-", "–")
            )
    if not refused:
        return ""
    lines = [
        f"- {t(LEVEL_NAMES[level])}, {', '.join(sorted(periods))}: {reason}"
        for (level, reason), periods in refused.items()
    ]
    return "\n".join([t("Cannot be chosen:"), "", *lines])


def draw_initiative_filters(
    view: ViewState, t: Translator, *, words_asked: bool = True, also: Mapping[str, Any] = EMPTY
) -> None:
    """
    Draw the filters of the initiatives: target area, organiser, status, words.

    Parameters
    ----------
    also
        What else of the view changes with a filter, such as the sheet of a list.
    """
    st.session_state["initiatives"] = list(view.initiatives)
    st.session_state["status"] = list(view.status)
    st.session_state["organiser"] = list(view.organiser)

    def changed(key: str) -> None:
        value = st.session_state[key]
        state.change(**{key: value.strip() if key == "words" else tuple(value)}, **also)

    st.pills(
        t("Target areas"),
        list(TargetArea),
        selection_mode="multi",
        key="initiatives",
        format_func=lambda area: t(TARGET_AREA_NAMES[area]),
        on_change=changed,
        args=("initiatives",),
    )
    st.pills(
        t("Status"),
        list(STATUS_NAMES),
        selection_mode="multi",
        key="status",
        format_func=lambda status: t(STATUS_NAMES[status]),
        on_change=changed,
        args=("status",),
    )
    st.multiselect(
        t("Organisers"),
        list(ORGANISER_NAMES),
        key="organiser",
        format_func=lambda kind: t(ORGANISER_NAMES[kind]),
        placeholder=t("All kinds"),
        on_change=changed,
        args=("organiser",),
    )
    if not words_asked:
        return
    st.session_state["words"] = view.words
    st.text_input(
        t("Words"),
        key="words",
        max_chars=100,
        placeholder=t("Name, place, organiser or text"),
        on_change=changed,
        args=("words",),
    )


def draw_class_controls(screen: OnScreen, t: Translator) -> None:
    """Draw how values are put into classes: scheme, number, own breaks, lock."""
    view = screen.view
    st.session_state["scheme"] = view.scheme
    st.session_state["classes"] = view.classes
    st.session_state["lock"] = view.lock
    mark = t.number(0.5, 1)[1]
    st.session_state["breaks"] = "; ".join(
        f"{each:.12g}".replace(".", mark) for each in view.breaks
    )

    def changed(key: str) -> None:
        state.change(**{key: st.session_state[key]})

    st.selectbox(
        t("Classes"),
        list(Scheme),
        key="scheme",
        format_func=lambda scheme: t(SCHEME_NAMES[scheme]),
        on_change=changed,
        args=("scheme",),
    )
    if view.scheme is Scheme.OWN:
        st.text_input(
            t("Breaks between classes, lowest first, separated by semicolons"),
            key="breaks",
            on_change=_take_breaks,
            placeholder=t("for example {example}", example="−10; −5; 5; 10"),
        )
        if "breaks_refused" in st.session_state:
            st.error(
                t(
                    "“{text}” was not used. Give two to eight different numbers, lowest first,"
                    " with semicolons between them.",
                    text=st.session_state["breaks_refused"],
                )
            )
    else:
        st.slider(t("Number of classes"), 3, 9, key="classes", on_change=changed, args=("classes",))
    st.toggle(
        t("Same scale for all periods"),
        key="lock",
        on_change=changed,
        args=("lock",),
        help=t("With one scale a colour means the same in every period."),
    )


def _take_breaks() -> None:
    text = st.session_state["breaks"]
    st.session_state.pop("breaks_refused", None)
    try:
        numbers = tuple(
            float("".join(part.split()).replace("−", "-").replace(",", "."))
            for part in text.split(";")
            if part.strip()
        )
    except ValueError:
        numbers = ()
    ascending = all(low < high for low, high in pairwise(numbers))
    if 2 <= len(numbers) <= 8 and ascending and all(abs(each) < 1e12 for each in numbers):
        state.change(breaks=numbers)
    else:
        st.session_state["breaks_refused"] = text
