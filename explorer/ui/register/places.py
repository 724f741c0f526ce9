"""Where an initiative is delivered, as its form asks for it: by the map, by a position, by a name (draws)."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from explorer.i18n import N_, Translator
from explorer.initiatives.coordinates import ALLOWED_DEGREES, Reading, read_position
from explorer.initiatives.form import Form, PlaceFields
from explorer.initiatives.gazetteer import Candidate
from explorer.initiatives.model import Precision
from explorer.initiatives.places import MOST_PLACES, SERVED_LEVELS
from explorer.names import LEVEL_NAMES
from explorer.register_words import KNOWN_TO
from explorer.ui import state
from explorer.ui.assets import DataFiles
from explorer.ui.markup import render
from explorer.ui.paint import add_points, build_plate_payload, draw_map, let_pick
from explorer.ui.register.drafts import Draft
from explorer.ui.register.fields import draw_problems, field_label
from explorer.ui.register.position import (
    known_points,
    lie_sentence,
    move,
    plate_of_places,
    settle,
)
from explorer.ui.register.search import draw_search
from explorer.workspace import Workspace
from geodata.areas import AreaRegister
from geodata.problems import Problem

MAP: Final = "edit_map"
POINTS: Final = "points"
# What is typed of a place.
FIELDS: Final = ("label", "precision", "lon", "lat")
WAYS: Final[Mapping[str, str]] = {
    POINTS: N_("At one place or several, each on the map"),
    Precision.SEVERAL_PLACES.value: N_("In several places, without known points"),
    Precision.CITY_WIDE.value: N_("In the whole city"),
}


def draw_places(workspace: Workspace, files: DataFiles, draft: Draft, t: Translator) -> None:
    """Draw the fields about where."""
    _draw_way(draft, t)
    if draft.form.places:
        _draw_active(draft, t)
        draw_search(workspace, draft, t, take=partial(_take_found, draft))
        for number, place in enumerate(draft.form.places):
            _draw_place(workspace, draft, number, place, t)
        draw_problems(draft.problems.get("further_places", ()), t)
        # The first one stands beside the others in the register.
        if len(draft.form.places) <= MOST_PLACES:
            st.button(
                t("Add a place"),
                key="place_add",
                type="tertiary",
                icon=":material/add:",
                on_click=_add_place,
                args=(draft,),
            )
        _draw_map(workspace, files, draft, t)
    else:
        _draw_words(draft, t)
    if draft.form.places or draft.form.cells.get("location_precision") != Precision.CITY_WIDE:
        _draw_served(workspace.areas, draft, t)


def take_typed_places(draft: Draft) -> None:
    """Take in what stands in the fields of the places now, as `take_typed` does."""
    typed = [
        {name: st.session_state.get(draft.key(field_name(name, number))) for name in FIELDS}
        for number in range(len(draft.form.places))
    ]

    def taken(place: PlaceFields, now: Mapping[str, object]) -> PlaceFields:
        texts = {
            name: text if isinstance(text := now[name], str) else getattr(place, name)
            for name in FIELDS
        }
        named = replace(place, label=texts["label"], precision=texts["precision"])
        return move(named, texts["lon"], texts["lat"])

    # One that was added or taken away meanwhile has its own way into the draft.
    draft.alter(
        lambda form: (
            replace(form, places=tuple(map(taken, form.places, typed)))
            if len(form.places) == len(typed)
            else form
        )
    )


def field_name(name: str, number: int) -> str:
    """Name the field of a place."""
    return f"place_{name}_{number}"


def _draw_way(draft: Draft, t: Translator) -> None:
    precision = draft.form.cells.get("location_precision", "")
    begun = draft.start("place_way", POINTS if draft.form.places else precision)
    key = draft.key("place_way")

    def changed() -> None:
        way = st.session_state[key]
        draft.alter(lambda form: _go_way(form, way))
        draft.remake("field_place", "field_serves", *_names(max(1, len(draft.form.places))))

    st.radio(
        t("Where it is delivered"),
        list(WAYS),
        list(WAYS).index(begun),
        key=key,
        format_func=lambda way: t(WAYS[way]),
        on_change=changed,
    )
    draw_problems(draft.problems.get("location_precision", ()), t)


def _go_way(form: Form, way: str) -> Form:
    """Go over to places on the map or away from them; the words that say where are carried along."""
    if way == POINTS:
        return replace(form, places=(PlaceFields(label=form.cells.get("place", "")),))
    label = form.places[0].label if form.places else ""
    without = replace(form, places=()).with_cell("location_precision", way)
    without = without.with_cell("place", form.cells.get("place") or label)
    # What runs in the whole city serves no areas of its own.
    return without.with_cell("serves", "") if way == Precision.CITY_WIDE else without


def _names(count: int) -> list[str]:
    return [field_name(name, number) for number in range(count) for name in FIELDS]


def _draw_words(draft: Draft, t: Translator) -> None:
    key = draft.key("field_place")
    begun = draft.start("field_place", draft.form.cells.get("place", ""))

    def changed() -> None:
        text = st.session_state[key]
        draft.alter(lambda form: form.with_cell("place", text))

    st.text_input(
        f"{t('Where, in words')} *",
        begun,
        key=key,
        on_change=changed,
        help=t("For example: the whole city, or schools in Angered."),
    )
    draw_problems(draft.problems.get("place", ()), t)


def _draw_place(
    workspace: Workspace, draft: Draft, number: int, place: PlaceFields, t: Translator
) -> None:
    several = len(draft.form.places) > 1

    def changed(name: str, key: str) -> None:
        typed = st.session_state[key]

        def taken(form: Form) -> Form:
            now = form.places[number]
            if name == "lon":
                return form.with_place(number, move(now, typed, now.lat))
            if name == "lat":
                return form.with_place(number, move(now, now.lon, typed))
            return form.with_place(number, replace(now, **{name: typed}))

        draft.alter(taken)
        _turn_to(draft, number)
        if getattr(draft.form.places[number], name) != typed:
            # Two numbers in one field have been parted.
            draft.remake(field_name("lon", number), field_name("lat", number))

    def field(name: str, label: str, width: int) -> None:
        own = field_name(name, number)
        key = draft.key(own)
        st.text_input(
            label,
            draft.start(own, getattr(place, name)),
            key=key,
            on_change=changed,
            args=(name, key),
            width=width,
        )

    with st.container(key=f"place_{number}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            label = t("Place {n}", n=number + 1) if several else t("Place")
            field("label", f"{label} *", 340)
            own = field_name("precision", number)
            key = draft.key(own)
            options = [each.value for each in Precision if each in KNOWN_TO]
            st.selectbox(
                t("How exactly"),
                options,
                options.index(draft.start(own, place.precision)),
                key=key,
                format_func=lambda each: t(KNOWN_TO[Precision(each)]),
                on_change=changed,
                args=("precision", key),
                width=260,
            )
            field("lon", field_label("lon", t), 130)
            field("lat", field_label("lat", t), 130)
            if several:
                st.button(
                    t("Take place {n} away", n=number + 1),
                    key=f"place_remove_{number}",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=_remove_place,
                    args=(draft, number),
                )
        _draw_told(workspace, draft, number, place, t)
        if number == 0:
            columns = ("place", "lon", "lat", "primary_area_code")
            draw_problems([each for name in columns for each in draft.problems.get(name, ())], t)


def _draw_told(
    workspace: Workspace, draft: Draft, number: int, place: PlaceFields, t: Translator
) -> None:
    """Say what a position means, or what else it looks like, with a way to take that."""
    if not place.lon.strip() and not place.lat.strip():
        text = t("No position yet. Click on the map, find an address, or type the position.")
        st.html(render("register_told.html", text=text))
        return
    reading = read_position(place.lon.strip(), place.lat.strip())
    if not reading.problem:
        st.html(render("register_told.html", text=lie_sentence(workspace, place, t)))
        return
    problem = _position_problem(reading, place)
    # What was saved in vain says the same of the first place.
    if not draft.problems.get("lon") or number:
        draw_problems([problem], t)
    if reading.proposal:
        lon, lat = reading.proposal.split(", ")
        st.button(
            t("Use {position}", position=reading.proposal),
            key=f"place_proposal_{number}",
            icon=":material/my_location:",
            on_click=_set_position,
            args=(draft, number, lon, lat),
        )


def _position_problem(reading: Reading, place: PlaceFields) -> Problem:
    return Problem(
        reading.problem,
        column="lon",
        value=f"{place.lon}, {place.lat}"[:80],
        allowed=reading.proposal or ALLOWED_DEGREES,
    )


def _set_position(draft: Draft, number: int, lon: str, lat: str) -> None:
    draft.alter(
        lambda form: (
            form.with_place(number, move(form.places[number], lon, lat))
            if number < len(form.places)
            else form
        )
    )
    draft.remake(field_name("lon", number), field_name("lat", number))
    draft.problems = {
        column: found for column, found in draft.problems.items() if column not in {"lon", "lat"}
    }
    _turn_to(draft, number)


def _turn_to(draft: Draft, number: int) -> None:
    """Let the map and the search set this place from now on."""
    if draft.active != number:
        draft.active = number
        draft.remake("place_active")


def _add_place(draft: Draft) -> None:
    draft.active = len(draft.form.places)
    draft.alter(lambda form: form.with_place(len(form.places), PlaceFields()))
    draft.remake("place_active", *_names(len(draft.form.places)))


def _remove_place(draft: Draft, number: int) -> None:
    draft.alter(lambda form: form.without_place(number))
    draft.active = 0
    draft.remake("place_active", *_names(len(draft.form.places) + 1))


def _draw_active(draft: Draft, t: Translator) -> None:
    """Ask which of several places the map and the search set."""
    if len(draft.form.places) > 1:
        numbers = list(range(len(draft.form.places)))
        begun = draft.start("place_active", min(draft.active, numbers[-1]))
        key = draft.key("place_active")

        def chosen() -> None:
            draft.active = st.session_state[key]

        st.radio(
            t("The map and the search set"),
            numbers,
            begun,
            key=key,
            format_func=lambda number: t("Place {n}", n=number + 1),
            on_change=chosen,
            horizontal=True,
        )


def _draw_map(workspace: Workspace, files: DataFiles, draft: Draft, t: Translator) -> None:
    points = known_points(draft.form.places)
    active = known_points(draft.form.places[draft.active : draft.active + 1])
    plate = plate_of_places(settle(workspace, draft.form.places), workspace.areas, t)
    payload = build_plate_payload(plate, t=t, chosen=(), echo=state.echo(MAP))
    draw_map(
        files,
        let_pick(add_points(payload, points, look=active[0] if active else None)),
        key=MAP,
        on_change=partial(_take_map, draft),
    )


def _take_map(draft: Draft) -> None:
    """Take in the point that was set. Anything odd is ignored."""
    told = state.take_point(MAP)
    if not isinstance(told, list) or len(told) != 2 or not draft.form.places:
        return
    if not all(isinstance(each, int | float) for each in told):
        return
    number = min(draft.active, len(draft.form.places) - 1)
    _set_position(draft, number, repr(float(told[0])), repr(float(told[1])))


def _draw_served(areas: AreaRegister, draft: Draft, t: Translator) -> None:
    options = {
        f"{level.value}:{code}": f"{areas.name(level, code)} ({t(LEVEL_NAMES[level]).lower()})"
        for level in SERVED_LEVELS
        for code in areas.codes(level)
    }
    told = [each.strip() for each in draft.form.cells.get("serves", "").split(";")]
    begun = draft.start("field_serves", [each for each in told if each in options])
    key = draft.key("field_serves")

    def changed() -> None:
        text = "; ".join(st.session_state[key])
        draft.alter(lambda form: form.with_cell("serves", text))

    st.multiselect(
        field_label("serves", t),
        list(options),
        begun,
        key=key,
        format_func=options.__getitem__,
        placeholder=t("Choose areas"),
        on_change=changed,
        help=t("Only areas that it serves as a whole, as its source says."),
    )
    draw_problems(draft.problems.get("serves", ()), t)


def _take_found(draft: Draft, found: Candidate) -> None:
    number = min(draft.active, len(draft.form.places) - 1)

    def named(form: Form) -> Form:
        place = form.places[number]
        label = place.label if place.label.strip() else found.label
        return form.with_place(number, replace(place, label=label, precision=found.precision.value))

    draft.alter(named)
    draft.found = None
    draft.remake(*(field_name(name, number) for name in ("label", "precision")))
    _set_position(draft, number, repr(found.lon), repr(found.lat))
