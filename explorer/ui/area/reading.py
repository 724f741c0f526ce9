"""A minute's reading about one area, its figures, the initiatives there and the way to others (draws)."""

from collections.abc import Sequence

import streamlit as st

from explorer.area.profile import Profile, build_profile
from explorer.area.profile_words import (
    age_words,
    base_sentence,
    entries_of,
    passage_sources,
    where_sentences,
)
from explorer.area.sentences import PART_NAMES, write_story
from explorer.area.sheet import Sheet, build_sheet
from explorer.area.story import Story, build_story
from explorer.easy import LANGUAGE, easy_translator
from explorer.i18n import Translator
from explorer.ui import state
from explorer.ui.area.feedback import draw_feedback
from explorer.ui.area.figures import draw_locator, theme_rows
from explorer.ui.area.keep import draw_keep
from explorer.ui.assets import DataFiles
from explorer.ui.markup import render
from explorer.ui.problems import literal
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel


# Kept as they are, not copied: nothing of it is changed once it is built.
@st.cache_resource(show_spinner=False, max_entries=len(AreaLevel))
def _sheet(_workspace: Workspace, level: AreaLevel) -> Sheet:
    return build_sheet(_workspace, level)


# The register changes under the same data, so its stamp is part of the key.
@st.cache_resource(show_spinner=False, max_entries=256)
def _profile(
    _workspace: Workspace,
    level: AreaLevel,
    code: str,
    stamp: str,  # noqa: ARG001  tells one state of the register from another
) -> tuple[Profile, Story]:
    sheet = _sheet(_workspace, level)
    profile = build_profile(_workspace, sheet, code)
    return profile, build_story(sheet, profile, known=_workspace.table.definitions)


def draw_reading(workspace: Workspace, files: DataFiles, view: ViewState, t: Translator) -> None:
    """Draw what is known of the view's first area."""
    code = view.area[0]
    profile, story = _profile(workspace, view.level, code, workspace.register.stamp)
    easy = view.easy and t.lang == LANGUAGE
    plain = easy_translator() if easy else t
    with st.container(key="area_reading", gap="small"):
        _draw_head(workspace, files, profile, t)
        if t.lang == LANGUAGE:
            _draw_toggle(view, t)
        _draw_story(workspace, story, plain, t, easy=easy)
        st.html(
            render(
                "area_figures.html",
                t=t,
                themes=theme_rows(workspace, files, profile, t, plain=plain),
                ages=age_words(profile.ages, t),
                base=base_sentence(profile.ages, workspace.table.sources, t)
                if profile.ages
                else "",
            )
        )
        _draw_efforts(profile, t)
        _draw_ways_on(profile, t)
        draw_keep(workspace, view, (profile, story), t)
        draw_feedback(view, t)


def _draw_head(workspace: Workspace, files: DataFiles, profile: Profile, t: Translator) -> None:
    st.html(
        render(
            "area_head.html",
            name=profile.area.name,
            where=where_sentences(profile.surroundings, t),
            locator=draw_locator(workspace, files, profile.area),
            alt=t("Map of the city with {area} marked.", area=profile.area.name),
        )
    )


def _draw_toggle(view: ViewState, t: Translator) -> None:
    st.session_state["easy"] = view.easy
    st.toggle(
        t("Easy Swedish"),
        key="easy",
        on_change=lambda: state.change(easy=st.session_state["easy"]),
    )


def _draw_story(
    workspace: Workspace, story: Story, plain: Translator, t: Translator, *, easy: bool
) -> None:
    passages = write_story(story, plain, easy=easy)
    st.html(
        render(
            "area_story.html",
            label=t("{area} in a minute", area=story.area.name),
            passages=[
                {
                    "heading": plain(PART_NAMES[each.part]),
                    "text": each.text,
                    "sources": passage_sources(each, workspace.table.sources, t),
                    "links": entries_of(each.examples, t),
                }
                for each in passages
            ],
            note=t(
                "“About” stands at a figure that is not exact. A difference is told only where it is"
                " larger than what the figures leave open."
            ),
        )
    )


def _draw_efforts(profile: Profile, t: Translator) -> None:
    efforts = profile.efforts
    st.html(
        render(
            "area_efforts.html",
            heading=t("Initiatives"),
            here_heading=t("Here ({n})", n=len(efforts.here)),
            here=entries_of(efforts.here, t),
            none_here=t("The register knows of none that has its place here."),
            groups=[
                (heading, entries_of(each, t))
                for heading, each in (
                    (t("In areas next to it ({n})", n=len(efforts.nearby)), efforts.nearby),
                    (
                        t(
                            "In the whole city or in several places ({n})",
                            n=len(efforts.everywhere),
                        ),
                        efforts.everywhere,
                    ),
                )
                if each
            ],
            note=t("Each name leads to the public page that it was read from."),
        )
    )


def _draw_ways_on(profile: Profile, t: Translator) -> None:
    around = profile.surroundings
    st.html(render("area_ways.html", heading=t("Go on from here"), sentence=""))
    for key, label, areas in (
        ("up", t("The larger area"), around.parents),
        ("beside", t("Areas next to it"), around.neighbours),
        ("like", t("Areas with similar figures"), around.similar),
    ):
        if areas:
            _draw_ways(key, label, areas)


def _draw_ways(key: str, label: str, areas: Sequence[Area]) -> None:
    with st.container(key=f"area_ways_{key}", horizontal=True, gap="small"):
        st.html(render("area_way.html", label=label))
        for area in areas:
            st.button(
                literal(area.name),
                key=f"area_way_{key}_{area.level.value}_{area.code}",
                on_click=state.change,
                kwargs={"area": (area.code,), "level": area.level},
            )
