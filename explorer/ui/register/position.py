"""A position as it is typed: where it lies, and on the map (keeps what it has found)."""

from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from explorer.i18n import Translator
from explorer.initiatives.coordinates import read_position, split_pair
from explorer.initiatives.form import PlaceFields
from explorer.initiatives.model import Place, Precision
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds
from explorer.register_words import area_path
from explorer.ui.gaps.likeness import GREY
from explorer.workspace import Workspace
from geodata.areas import AreaLevel, AreaRegister
from geodata.location import Place as Lie
from geodata.location import locate

HERE: Final = ("#9cc6d3", "#2f6475")


def lie_sentence(workspace: Workspace, place: PlaceFields, t: Translator) -> str:
    """Say where a position lies: in which areas, or why in none; "" without a position."""
    reading = read_position(place.lon.strip(), place.lat.strip())
    if reading.problem or reading.lon is None or reading.lat is None:
        return ""
    lie, code = find_area(workspace, reading.lon, reading.lat)
    if place.code is not None and place.code != code:
        # Near a border the register may know better than these generalised outlines.
        path = area_path(workspace.areas, place.code)
        if not path:
            return t("Counted in no area, as the register has it.")
        return t("Counted in {areas}, as the register has it.", areas=path)
    path = area_path(workspace.areas, code)
    match lie:
        case Lie.INSIDE:
            return t("Lies in {areas}.", areas=path)
        case Lie.BORDER:
            return t("Lies on a border, and is counted in {areas}.", areas=path)
        case Lie.SHORE:
            return t("Lies just off the shore, and is counted in {areas}.", areas=path)
        case Lie.SEA:
            return t("Lies at sea: it counts in no area. Is the position right?")
    return t("Lies outside the city: it counts in none of its areas. Is the position right?")


# The boundaries stay the same for as long as the app runs.
@st.cache_resource(show_spinner=False, max_entries=512)
def find_area(_workspace: Workspace, lon: float, lat: float) -> tuple[Lie, str]:
    """Find how a position lies, and its primary area; "" outside all of them."""
    found = locate(lon, lat, _workspace.boundaries, _workspace.areas, _workspace.land)
    row = found.iloc[0]
    code = row[AreaLevel.PRIMARY_AREA.value]
    return Lie(row["place"]), "" if code is None or pd.isna(code) else str(code)


def settle(workspace: Workspace, places: tuple[PlaceFields, ...]) -> tuple[PlaceFields, ...]:
    """Find the areas of those places whose area is not known yet, as far as they have a position."""

    def settled(place: PlaceFields) -> PlaceFields:
        reading = read_position(place.lon.strip(), place.lat.strip())
        if place.code is not None or reading.problem:
            return place
        if reading.lon is None or reading.lat is None:
            return place
        return replace(place, code=find_area(workspace, reading.lon, reading.lat)[1])

    return tuple(map(settled, places))


def move(place: PlaceFields, lon: str, lat: str) -> PlaceFields:
    """
    Give a place the position that is typed; its area is to be found anew if it is another one.

    Two numbers that are pasted into the first field are parted.
    """
    pair = split_pair(lon) if not lat.strip() else None
    lon, lat = pair or (lon, lat)
    if (lon, lat) == (place.lon, place.lat):
        return place
    return replace(place, lon=lon, lat=lat, code=None)


def known_points(places: tuple[PlaceFields, ...]) -> tuple[Place, ...]:
    """Give the places of a form whose positions can be read, for the map."""
    found = []
    for each in places:
        reading = read_position(each.lon.strip(), each.lat.strip())
        if not reading.problem and reading.lon is not None and reading.lat is not None:
            found.append(
                Place(
                    each.label,
                    reading.lon,
                    reading.lat,
                    Precision(each.precision),
                    each.code or None,
                )
            )
    return tuple(found)


def plate_of_places(places: tuple[PlaceFields, ...], areas: AreaRegister, t: Translator) -> Plate:
    """Make a map of the areas that hold the places of a form."""
    kinds = pd.Series("none", index=pd.Index(areas.codes(AreaLevel.PRIMARY_AREA)))
    here = sorted({each.code or "" for each in places} & set(kinds.index))
    kinds[here] = "here"
    title = t("Click where it is")
    names = {"here": t("counted here"), "none": t("other areas")}
    return plate_of_kinds(
        kinds,
        about=PlateSubject("places", AreaLevel.PRIMARY_AREA, "places"),
        words=PlateWords(title=title, caption=title),
        names=names if here else {"none": t("no place yet")},
        colours={"here": HERE, "none": GREY},
    )
