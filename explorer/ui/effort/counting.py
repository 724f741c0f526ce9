"""What counts: target areas, doubtful ones, city-wide ones (draws)."""

import streamlit as st

from explorer.effort.matching import WITHOUT_INDICATOR
from explorer.effort.subject import Subject
from explorer.i18n import Translator
from explorer.names import TARGET_AREA_NAMES
from explorer.ui import state
from indicators.definitions import TargetArea

SHARES = (0, 10, 25, 50, 100)


def draw_counting(subject: Subject, t: Translator) -> None:
    """Draw what decides which initiatives count, and how much."""
    view = subject.view
    st.session_state["themes"] = list(subject.rule.themes)
    st.session_state["doubtful"] = view.doubtful
    st.session_state["city_wide"] = view.city_wide

    def take_themes() -> None:
        chosen = tuple(each for each in TargetArea if each in st.session_state["themes"])
        # The indicator's own are the rule, whichever the indicator is.
        state.change(themes=() if chosen == subject.own_themes else chosen)

    def changed(key: str) -> None:
        state.change(**{key: st.session_state[key]})

    st.pills(
        t("Target areas whose initiatives count"),
        list(TargetArea),
        selection_mode="multi",
        key="themes",
        format_func=lambda area: t(TARGET_AREA_NAMES[area]),
        on_change=take_themes,
        help=t(
            "An indicator is held against the initiatives of its own target area. You can let others"
            " count too; if you choose none, its own count."
        )
        if subject.view.effort not in WITHOUT_INDICATOR
        else t("All target areas are shown unless you pick some."),
    )
    st.toggle(
        t("Count those of which nobody knows whether they still run"),
        key="doubtful",
        on_change=changed,
        args=("doubtful",),
    )
    st.select_slider(
        t("How much a city-wide initiative counts in each area"),
        sorted({*SHARES, view.city_wide}),
        key="city_wide",
        format_func=lambda share: t.percent(share, 0),
        on_change=changed,
        args=("city_wide",),
        help=t(
            "They have no place of their own, and are never counted at their office. At 0% they"
            " count nowhere. An area has an initiative when its count reaches 1."
        ),
    )
