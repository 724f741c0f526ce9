"""What has happened to a record: who, when, before and after (draws)."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from explorer.i18n import Translator
from explorer.initiatives.kept import Action, Change, Kept, Kind, Unavailable
from explorer.register_words import ACTION_NAMES, WHO_NAMES, field_changes, moment_text
from explorer.ui import live
from explorer.ui.gaps.parts import words_html
from explorer.ui.markup import render
from explorer.ui.register.editor import step
from geodata.areas import AreaRegister

MOST_SHOWN: Final = 10


def draw_history(kept: Kept, kind: Kind, areas: AreaRegister, t: Translator) -> None:
    """Draw the changes of a record, newest first; editors can go back to any of them."""
    try:
        changes = live.store().history(kind, kept.content.id)
    except Unavailable:
        st.html(words_html([t("The history cannot be read at the moment.")]))
        return
    st.html(words_html((), title=t("History"), notes=[_count(changes, t)]))
    whole = f"history_{kept.content.id}"
    shown = changes if st.session_state.get(whole) else changes[:MOST_SHOWN]
    # The newest one that counted is how the record stands.
    standing = next((each.number for each in changes if each.action is not Action.SET_ASIDE), None)
    with st.container(key="history", gap="small"):
        for change in shown:
            _draw_change(change, kept, areas, t, standing=change.number == standing)
    if len(shown) < len(changes):
        st.button(
            t.plural(
                "Show the earlier change",
                "Show the {n} earlier changes",
                len(changes) - len(shown),
            ),
            key="history_all",
            type="tertiary",
            on_click=lambda: st.session_state.update({whole: True}),
        )


def change_html(change: Change, areas: AreaRegister, t: Translator, *, title: str = "") -> str:
    """Write one change: when, who, what, and each column before and after."""
    return render(
        "register_change.html",
        title=title,
        moment=moment_text(change.at, t),
        who=t(WHO_NAMES[change.who]) if change.who in WHO_NAMES else change.who,
        action=t(ACTION_NAMES[change.action]),
        aside=change.action is Action.SET_ASIDE,
        fields=field_changes(change, areas, t),
        words={"before": t("Before"), "after": t("After")},
    )


def _count(changes: Sequence[Change], t: Translator) -> str:
    return t.plural(
        "{n} change is kept, with its time, its author, and what stood before.",
        "{n} changes are kept, each with its time, its author, and what stood before.",
        len(changes),
    )


def _draw_change(
    change: Change, kept: Kept, areas: AreaRegister, t: Translator, *, standing: bool
) -> None:
    with st.container(key=f"change_{change.number}", horizontal=True, gap="small"):
        st.html(change_html(change, areas, t))
        if live.may_edit() and not standing and change.after is not None:
            st.button(
                t("Use this text") if change.action is Action.SET_ASIDE else t("Restore to this"),
                key=f"restore_{change.number}",
                type="tertiary",
                icon=":material/history:",
                on_click=_restore,
                args=(change, kept, t),
            )


def _restore(change: Change, kept: Kept, t: Translator) -> None:
    restore = partial(
        live.store().restore,
        change.kind,
        change.record_id,
        number=change.number,
        seen=kept.revision,
    )
    step(lambda who: restore(who=who), t("Restored. What stood before is in the history."), t)
