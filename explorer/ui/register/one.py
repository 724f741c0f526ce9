"""One initiative: what is known of it, where it is, its history, and what editors can do (draws)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from explorer.i18n import Translator
from explorer.initiatives.kept import Kept, Kind, Unavailable
from explorer.initiatives.model import Initiative, Place, Precision, Status
from explorer.initiatives.rows import YEARS
from explorer.names import ORGANISER_NAMES, PRECISION_NAMES, STATUS_NAMES, TARGET_AREA_NAMES
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds
from explorer.register_words import (
    CLOCK,
    capacity_text,
    money_text,
    place_text,
    review_text,
    served_text,
    years_text,
)
from explorer.ui import live, state
from explorer.ui.assets import DataFiles
from explorer.ui.gaps.likeness import GREY
from explorer.ui.gaps.parts import words_html
from explorer.ui.markup import render
from explorer.ui.paint import LOOK_ZOOM, add_points, build_plate_payload, draw_map
from explorer.ui.register.drafts import begin, find_draft
from explorer.ui.register.editor import draw_name, draw_said, step
from explorer.ui.register.form import draw_form
from explorer.ui.register.history import draw_history
from explorer.ui.register.position import HERE
from explorer.view import EffortPart, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel, AreaRegister
from indicators.selection import Selection

SERVED: Final = ("#c6dde4", "#264a56")


@dataclass(frozen=True)
class Fact:
    """A fact with its lines of text; `url` makes a link of the first one."""

    name: str
    lines: tuple[str, ...]
    url: str = ""


def draw_one(workspace: Workspace, files: DataFiles, view: ViewState, t: Translator) -> None:
    """Draw the page of the initiative that the view names."""
    draft = find_draft(Kind.INITIATIVE, view.initiative)
    writing = draft is not None and live.may_edit()
    draw_said(f"{view.initiative} {writing}")
    if draft is not None and writing:
        draw_form(workspace, files, draft, t)
        return
    st.button(
        t("All initiatives"),
        key="to_list",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=state.change,
        kwargs={"initiative": ""},
    )
    kept = find_kept(workspace, view.initiative)
    if kept is None:
        sentence = t("There is no initiative “{id}” in the register.", id=view.initiative)
        way_on = t("The link may be old or misspelt. All that there are stand in the list.")
        st.html(render("headline.html", sentence=sentence, caption=way_on, notes=[]))
        return
    initiative = kept.content
    if not isinstance(initiative, Initiative):
        raise TypeError(f"{view.initiative} is no initiative.")
    _draw_kept(workspace, files, view, kept, initiative, t)


def find_kept(workspace: Workspace, record_id: str) -> Kept | None:
    """
    Find an initiative in the database, withdrawn ones too.

    Where that does not answer it is looked for in the register last known, with revision 0.
    """
    try:
        return live.store().find(Kind.INITIATIVE, record_id)
    except Unavailable:
        known = {each.id: each for each in workspace.register.initiatives}
        return Kept(known[record_id], 0) if record_id in known else None


def facts_of(
    initiative: Initiative, workspace: Workspace, t: Translator, *, today: date, remark: bool
) -> list[Fact]:
    """
    Put together what is known of an initiative, and say of what is not that it is not.

    Parameters
    ----------
    remark
        Whether the remark for those who keep the register is told.
    """
    unknown = t("not known")
    areas = workspace.areas
    indicators = [
        each.name(t.lang)
        for each in workspace.table.definitions.values()
        if initiative.target_area in each.target_areas
    ]
    served = served_text(initiative, areas)
    source = initiative.source_title
    if initiative.source_year is not None:
        source = f"{source} ({initiative.source_year})"
    found = [
        Fact(
            t("Organiser"),
            (initiative.organisation, t(ORGANISER_NAMES[initiative.organisation_type.value])),
        ),
        Fact(
            t("Target area"),
            (
                t(TARGET_AREA_NAMES[initiative.target_area]),
                *(
                    [t("Its indicators: {names}", names=", ".join(indicators))]
                    if indicators
                    else ()
                ),
            ),
        ),
        Fact(t("For whom"), (initiative.target_group or unknown,)),
        Fact(t("Status"), (t(STATUS_NAMES[initiative.status.value]), years_text(initiative, t))),
        Fact(t("Place"), place_lines(initiative, areas, t)),
        *([Fact(t("Areas that it serves"), (served,))] if served else []),
        Fact(t("Budget"), (money_text(initiative, t) or unknown,)),
        Fact(t("Room for"), (capacity_text(initiative, t) or unknown,)),
        Fact(t("Contact"), (initiative.contact or unknown,)),
        Fact(
            t("To be looked at again"),
            (review_text(initiative, t, today=today) or t("no day set"),),
        ),
        Fact(t("Source"), (source,), initiative.source_url),
    ]
    if remark and initiative.remark:
        found.append(Fact(t("Remark for those who keep the register"), (initiative.remark,)))
    return found


def place_lines(initiative: Initiative, areas: AreaRegister, t: Translator) -> tuple[str, ...]:
    """Say where an initiative runs, a line for each of its places."""
    if initiative.places:
        return tuple(place_text(each, areas, t) for each in initiative.places)
    return (initiative.place, t(PRECISION_NAMES[initiative.location_precision.value]))


def plate_of_one(
    initiative: Initiative, areas: AreaRegister, t: Translator, *, indicator_id: str
) -> Plate | None:
    """Make a map of where an initiative is; None for one that has neither places nor served areas."""
    here = {each.primary_area_code for each in initiative.places} - {None}
    served = {
        code
        for each in initiative.serves
        for code in areas.children(each.level, each.code, AreaLevel.PRIMARY_AREA)
    }
    if not initiative.places and not served:
        return None
    kinds = pd.Series("none", index=pd.Index(areas.codes(AreaLevel.PRIMARY_AREA)))
    kinds[sorted(served)] = "served"
    kinds[sorted(str(code) for code in here)] = "here"
    names = {
        **({"here": t("one of its places is here")} if here else {}),
        **({"served": t("it serves this area")} if served - here else {}),
        "none": t("other areas"),
    }
    title = t("Where it is")
    return plate_of_kinds(
        kinds,
        about=PlateSubject(f"initiative.{initiative.id}", AreaLevel.PRIMARY_AREA, indicator_id),
        words=PlateWords(
            title=title, caption=t("{title}: {name}", title=title, name=initiative.name)
        ),
        names=names,
        colours={"here": HERE, "served": SERVED, "none": GREY},
    )


def _draw_kept(
    workspace: Workspace,
    files: DataFiles,
    view: ViewState,
    kept: Kept,
    initiative: Initiative,
    t: Translator,
) -> None:
    notes = []
    if kept.withdrawn:
        notes.append(t("This entry is withdrawn: it counts nowhere and stands in no list."))
    today = datetime.now(CLOCK).date()
    if initiative.review_date is not None and initiative.review_date < today:
        notes.append(t("This entry should have been looked at again; it may be out of date."))
    caption = initiative.description(t.lang)
    st.html(render("headline.html", sentence=initiative.name, caption=caption, notes=notes))
    editing = live.may_edit()
    if editing and kept.revision:
        _draw_actions(kept, initiative, t)
    plate = plate_of_one(initiative, workspace.areas, t, indicator_id=view.indicator)
    facts = facts_of(initiative, workspace, t, today=today, remark=editing)
    with st.container(key="one", horizontal=True, gap="large"):
        with st.container(key="one_facts"):
            st.html(render("register_facts.html", facts=facts, new_tab=t("(opens in a new tab)")))
            _draw_ways_on(initiative, t)
        with st.container(key="one_map"):
            if plate is None:
                st.html(
                    words_html(
                        [t("It has no place of its own, so no map is drawn.")],
                        title=t("Where it is"),
                    )
                )
            else:
                _draw_map(workspace, files, view, plate, initiative, t)
    if kept.revision:
        draw_history(kept, Kind.INITIATIVE, workspace.areas, t)


def _draw_map(
    workspace: Workspace,
    files: DataFiles,
    view: ViewState,
    plate: Plate,
    initiative: Initiative,
    t: Translator,
) -> None:
    key = f"one_map_{initiative.id}"
    selection = Selection(view.indicator, AreaLevel.PRIMARY_AREA, str(view.period))
    chosen = view.area if view.level is AreaLevel.PRIMARY_AREA else ()
    payload = build_plate_payload(
        plate, t=t, chosen=chosen, echo=state.echo(key, start_of(initiative.places))
    )
    draw_map(
        files,
        add_points({**payload, "finder": False}, initiative.places),
        key=key,
        on_change=partial(state.take_plate_state, workspace, selection, key=key),
    )
    if any(each.precision is Precision.AREA for each in initiative.places):
        note = t("A broken mark stands in the neighbourhood; the exact place is not known.")
        st.html(words_html((), notes=[note]))


def start_of(places: tuple[Place, ...]) -> str | None:
    """Say where a map of a few places opens: at a single one, else on the whole city."""
    if len(places) != 1:
        return None
    return f"{places[0].lat},{places[0].lon},{LOOK_ZOOM - 1.5}"


def _draw_ways_on(initiative: Initiative, t: Translator) -> None:
    """Lead to what the page about effort and need says of it."""
    ways = {EffortPart.CLOSING: t("Does the gap close where it runs?")}
    if initiative.places:
        ways = {EffortPart.REACH: t("Who lives near it?"), **ways}
    with st.container(key="one_ways", gap=None):
        for part, label in ways.items():
            st.button(
                label,
                key=f"to_{part.value}",
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=state.change,
                kwargs={"page": "effort", "effort": part},
            )


def _draw_actions(kept: Kept, initiative: Initiative, t: Translator) -> None:
    with st.container(key="one_actions", horizontal=True, vertical_alignment="bottom"):
        draw_name(t)
        st.button(t("Edit"), key="one_edit", icon=":material/edit:", on_click=begin, args=(kept,))
        if initiative.status is not Status.ENDED and not kept.withdrawn:
            with st.popover(t("Mark as ended"), key="one_ending", icon=":material/event_busy:"):
                _draw_end(kept, initiative, t)
        if kept.withdrawn:
            st.html(words_html((), notes=[t("Restore it from the history below to use it again.")]))
        else:
            with st.popover(t("Withdraw"), key="one_withdrawing", icon=":material/delete:"):
                st.markdown(
                    t(
                        "It leaves all lists, maps and counts. It stays kept with its history, and can"
                        " be restored."
                    )
                )
                st.button(t("Withdraw it"), key="one_withdraw", on_click=_withdraw, args=(kept, t))


def _draw_end(kept: Kept, initiative: Initiative, t: Translator) -> None:
    st.number_input(
        t("Last year, if it is known"),
        min_value=initiative.start_year or YEARS[0],
        max_value=YEARS[-1],
        value=None,
        step=1,
        format="%d",
        key="one_end_year",
    )
    st.button(t("It has ended"), key="one_end", on_click=_end, args=(kept, t))


def _end(kept: Kept, t: Translator) -> None:
    year: int | None = st.session_state.get("one_end_year")
    end = partial(live.store().end, kept.content.id, year=year, seen=kept.revision)
    step(lambda who: end(who=who), t("It is kept as ended."), t)


def _withdraw(kept: Kept, t: Translator) -> None:
    withdraw = partial(live.store().withdraw, Kind.INITIATIVE, kept.content.id, seen=kept.revision)
    step(lambda who: withdraw(who=who), t("It is withdrawn. The history can bring it back."), t)
