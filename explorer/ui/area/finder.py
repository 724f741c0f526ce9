"""Finding one's own area: by its name or a place in it, by position, on a map, step by step (draws)."""

from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from explorer.area.place_words import (
    address_sentence,
    describe,
    describe_area,
    place_question,
    whereabouts_sentence,
)
from explorer.area.question import (
    Address,
    Question,
    ask_about_address,
    ask_about_hit,
    ask_about_position,
    ask_for_part,
    locate_here,
)
from explorer.area.whereabouts import Whereabouts
from explorer.i18n import Translator
from explorer.initiatives.gazetteer import Candidate
from explorer.palette import BLUE_GREY, BLUE_GREY_DARK
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds
from explorer.ui import state
from explorer.ui.area.address import draw_address_search, forget_addresses
from explorer.ui.assets import DataFiles
from explorer.ui.markup import render
from explorer.ui.paint import build_plate_payload, draw_map
from explorer.ui.position import draw_position, take_position
from explorer.ui.problems import literal
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel
from geodata.gazetteer import MOST_LETTERS, Hit
from indicators.selection import Selection

WORDS: Final = "area_words"
QUESTION: Final = "area_question"
POSITION: Final = "area_position"
MAP: Final = "area_map"
# A single letter finds half of all names.
FEWEST_LETTERS: Final = 2
# Parts of the city have no order: neighbours differ, and no tone stands for more.
TONES: Final = (
    *((BLUE_GREY[0], BLUE_GREY_DARK[0]), ("#9fb4bf", "#43555f")),
    *(("#dfe5e0", "#243029"), ("#b9c7bd", "#3d4d43")),
)


@dataclass(frozen=True)
class _Finder:
    """What the parts of the form need."""

    workspace: Workspace
    t: Translator

    def choose(self, answer: Area | Question) -> None:
        """Go to an area that is certain; ask on where it is not."""
        if isinstance(answer, Question):
            st.session_state[QUESTION] = answer
            return
        forget()
        state.change(area=(answer.code,), level=answer.level)

    def choose_area(self, area: Area) -> None:
        """Go to a primary area; of a larger one, ask which part."""
        if area.level is AreaLevel.PRIMARY_AREA:
            self.choose(area)
        else:
            self.choose(ask_for_part(self.workspace.areas, area))


def forget() -> None:
    """Let go of what was typed, asked and found."""
    _forget_question()
    # Set, not taken out: the browser would fill the field with what it remembers.
    st.session_state[WORDS] = ""
    forget_addresses()


def draw_finder(workspace: Workspace, files: DataFiles, view: ViewState, t: Translator) -> None:
    """Draw the form; choosing an area puts it into the view."""
    finder = _Finder(workspace, t)
    with st.container(key="area_finder", gap="small"):
        title, lead = t("Find your area"), t("See how it is where you live, and what runs there.")
        st.html(render("headline.html", sentence=title, caption=lead, notes=[]))
        words = st.text_input(
            t("Name of an area, a square or a neighbourhood"),
            key=WORDS,
            max_chars=MOST_LETTERS,
            type="search",
            placeholder=t("Type a name"),
            autocomplete="off",
            live=True,
            on_change=_forget_question,
        )
        _draw_answer(finder, view, str(words or "").strip())
        draw_position(t, key=POSITION, on_change=partial(_take_position, finder))
        _draw_parts(finder)
        with st.expander(t("Choose on the map"), key="area_map_open", on_change="rerun") as box:
            if box.open:
                _draw_map(finder, files, view)


def _draw_answer(finder: _Finder, view: ViewState, words: str) -> None:
    """Draw what was asked last, else what the words find, else what was chosen on other pages."""
    question = st.session_state.get(QUESTION)
    if question is None and len(words) >= FEWEST_LETTERS:
        _draw_hits(finder, words)
        return
    question = question or _several_chosen(finder.workspace, view)
    if question is not None:
        _draw_question(finder, question)


def _forget_question() -> None:
    st.session_state.pop(QUESTION, None)


def _several_chosen(workspace: Workspace, view: ViewState) -> Question | None:
    """Ask which of the areas that were chosen on other pages is meant."""
    if not view.area:
        return None
    chosen = (Area(view.level, each, workspace.areas.name(view.level, each)) for each in view.area)
    return Question(None, tuple(chosen))


def _draw_hits(finder: _Finder, words: str) -> None:
    t, areas = finder.t, finder.workspace.areas
    hits = finder.workspace.gazetteer.find(words)
    if hits:
        text = t.plural("{n} place found.", "{n} places found.", len(hits))
        st.html(render("finder_told.html", text=text, quiet=True))
    else:
        text = t(
            "No place here has the name “{words}”. Try the name of a neighbourhood or a square"
            " near you, or one of the ways below.",
            words=words,
        )
        st.html(render("finder_told.html", text=text, quiet=False))
    with st.container(key="area_hits", gap=None):
        for number, hit in enumerate(hits):
            _draw_choice(
                f"hit_{number}",
                hit.name,
                describe(hit, areas, t),
                partial(_choose_hit, finder, hit),
            )
    draw_address_search(words, t, choose=partial(_choose_address, finder))


def _choose_hit(finder: _Finder, hit: Hit) -> None:
    finder.choose(ask_about_hit(finder.workspace, hit))


def _choose_address(finder: _Finder, found: Candidate) -> None:
    forget()
    finder.choose(ask_about_address(finder.workspace, found))


def _draw_question(finder: _Finder, question: Question) -> None:
    t, areas = finder.t, finder.workspace.areas
    # What was chosen on another page was meant as a whole.
    choose = finder.choose if question.about is None else finder.choose_area
    st.html(render("finder_told.html", text=_sentence(question, t), quiet=False))
    with st.container(key="area_options", gap=None):
        for number, area in enumerate(question.options):
            what = describe_area(area, areas, t)
            _draw_choice(f"option_{number}", area.name, what, partial(choose, area))
        if question.whole is not None:
            whole = question.whole
            name = t("All of {area}", area=whole.name)
            what = describe_area(whole, areas, t)
            _draw_choice("whole", name, what, partial(finder.choose, whole))


def _sentence(question: Question, t: Translator) -> str:
    about = question.about
    if isinstance(about, Whereabouts):
        return whereabouts_sentence(about, [each.name for each in question.options], t)
    if isinstance(about, Address):
        names = [each.name for each in question.options]
        return address_sentence(about.label, about.whereabouts, names, t)
    if isinstance(about, Hit):
        return place_question(about, t)
    if isinstance(about, Area):
        return t("Which part of {area} do you mean?", area=about.name)
    return t("You have chosen several areas. Which one do you want to read about?")


def _draw_choice(key: str, name: str, what: str, choose: partial[None]) -> None:
    st.button(
        f"**{literal(name)}** {literal(what)}",
        key=f"area_{key}",
        type="tertiary",
        width="stretch",
        wrap=True,
        on_click=choose,
    )


def _take_position(finder: _Finder) -> None:
    position = take_position(POSITION)
    if position is None:
        return
    # What was typed has had its answer, or has none.
    forget()
    finder.choose(ask_about_position(finder.workspace, locate_here(finder.workspace, position)))


def _draw_parts(finder: _Finder) -> None:
    t, areas = finder.t, finder.workspace.areas
    level = AreaLevel.CITY_AREA
    if not areas.codes(level):
        return
    with st.container(key="area_parts", horizontal=True, gap="small", vertical_alignment="center"):
        told = render("finder_told.html", text=t("Or start with a part of the city:"), quiet=True)
        st.html(told, width="content")
        for code in areas.codes(level):
            area = Area(level, code, areas.name(level, code))
            st.button(
                literal(area.name),
                key=f"area_part_{code}",
                type="tertiary",
                on_click=partial(finder.choose_area, area),
            )


def _draw_map(finder: _Finder, files: DataFiles, view: ViewState) -> None:
    plate = plate_of_parts(finder.workspace, finder.t)
    payload = build_plate_payload(plate, t=finder.t, chosen=(), echo=state.echo(MAP))
    selection = Selection(view.indicator, AreaLevel.PRIMARY_AREA, view.period or "")
    take = partial(state.take_plate_state, finder.workspace, selection, key=MAP)
    # The field above finds more names than the map's own.
    draw_map(files, {**payload, "finder": False}, key=MAP, on_change=take)


def plate_of_parts(workspace: Workspace, t: Translator) -> Plate:
    """Make a map of the primary areas in the tones of the parts of the city that they lie in."""
    areas = workspace.areas
    parts = areas.ancestors(AreaLevel.PRIMARY_AREA, AreaLevel.CITY_AREA)
    kinds = pd.Series("", index=pd.Index(areas.codes(AreaLevel.PRIMARY_AREA)))
    kinds = kinds if parts is None else parts
    names = {code: areas.name(AreaLevel.CITY_AREA, code) for code in sorted(set(kinds)) if code}
    return plate_of_kinds(
        kinds,
        about=PlateSubject("finder", AreaLevel.PRIMARY_AREA, "finder"),
        words=PlateWords(title=t("Parts of the city"), caption=t("Choose your area")),
        names=names or {"": t("areas")},
        colours={code: TONES[place % len(TONES)] for place, code in enumerate(names or {"": ""})},
    )
