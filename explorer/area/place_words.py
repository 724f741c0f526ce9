"""Words for finding one's area: what a name stands for, where a position lies."""

from collections.abc import Mapping, Sequence
from typing import Final

from explorer.area.whereabouts import Whereabouts
from explorer.i18n import N_, Translator
from geodata.areas import Area, AreaLevel, AreaRegister
from geodata.gazetteer import Hit, NamedPlace, PlaceKind
from geodata.location import Place

# Each a whole phrase: in other languages the word for “in” can depend on what lies there.
KINDS: Final[Mapping[PlaceKind, str]] = {
    PlaceKind.SQUARE: N_("square in {area}"),
    PlaceKind.STOP: N_("stop in {area}"),
    PlaceKind.NEIGHBOURHOOD: N_("part of {area}"),
    PlaceKind.BUILDING: N_("building in {area}"),
    PlaceKind.SCHOOL: N_("school in {area}"),
    PlaceKind.PARK: N_("park in {area}"),
    PlaceKind.ISLAND: N_("island in {area}"),
}
METRES_A_KM: Final = 1000


def describe(hit: Hit, areas: AreaRegister, t: Translator) -> str:
    """Say what was found and where it lies: “square in Hammarkullen”."""
    place = hit.place
    text = describe_area(place.area, areas, t) if place.kind is PlaceKind.AREA else _lies(place, t)
    if hit.name == place.name:
        return text
    # Found by another name than the one that stands on the next page.
    if place.kind is PlaceKind.AREA:
        return t("another name for {area}", area=place.area.name)
    return t("another name for {place}, {what}", place=place.name, what=text)


def describe_area(area: Area, areas: AreaRegister, t: Translator) -> str:
    """Say what an area is and where it lies: “area in Södra Angered, Nordost”."""
    above = [each.name for each in areas.parents(area.level, area.code)]
    if area.level is AreaLevel.PRIMARY_AREA:
        # Some areas are a larger one by themselves, and the city is where all of them lie.
        around = [name for name in above[:-1] if name != area.name]
        return t("area in {parents}", parents=", ".join(around)) if around else t("area")
    n = len(areas.children(area.level, area.code, AreaLevel.PRIMARY_AREA))
    match area.level:
        case AreaLevel.INTERMEDIATE_AREA:
            return t.plural("{n} area in {parent}", "{n} areas in {parent}", n, parent=above[0])
        case AreaLevel.CITY_AREA:
            return t.plural("part of the city, {n} area", "part of the city, {n} areas", n)
        case AreaLevel.DISTRICT_2011:
            return t.plural("district until 2020, {n} area", "district until 2020, {n} areas", n)
    return t.plural("the whole city, {n} area", "the whole city, {n} areas", n)


def whereabouts_sentence(found: Whereabouts, names: Sequence[str], t: Translator) -> str:
    """
    Say where a position lies and what to do next, in one or two sentences.

    Parameters
    ----------
    names
        Of `found.codes`, in their order.
    """
    if found.rough_m is not None:
        return _too_rough(found.rough_m, t)
    if found.place is Place.INSIDE:
        return t("You are in {area}.", area=names[0])
    if found.place is Place.BORDER:
        return t("You are close to a border between areas. Which one do you mean?")
    if found.place is Place.SHORE:
        if len(names) > 1:
            return t("You are just off the shore. Which area do you mean?")
        return t("You are just off the shore. The nearest area is {area}.", area=names[0])
    if not names or found.distance_m is None:
        return t(
            "You are outside Gothenburg, and the figures here are about Gothenburg alone. You can"
            " still look up an area by its name."
        )
    away = _distance(found.distance_m, t)
    if found.place is Place.SEA:
        return t(
            "You are at sea. The nearest area is {area}, {distance} away.",
            area=names[0],
            distance=away,
        )
    return t(
        "You are outside Gothenburg. The nearest area is {area}, {distance} away.",
        area=names[0],
        distance=away,
    )


def address_sentence(label: str, found: Whereabouts, names: Sequence[str], t: Translator) -> str:
    """Say how an address lies that is not within one area; `names` as for `whereabouts_sentence`."""
    if found.place is Place.BORDER:
        return t("{place} is close to a border between areas. Which one do you mean?", place=label)
    if not names or found.distance_m is None:
        return t("{place} lies outside Gothenburg.", place=label)
    return t(
        "{place} lies in none of the areas of Gothenburg. The nearest is {area}, {distance} away.",
        place=label,
        area=names[0],
        distance=_distance(found.distance_m, t),
    )


def place_question(hit: Hit, t: Translator) -> str:
    """Ask which area is meant, where a name stands for several."""
    place = hit.place
    if place.kind is PlaceKind.AREA:
        return t("{place} has several areas. Which one do you mean?", place=hit.name)
    if len(place.primary) > 1:
        return t(
            "{place} is in {area}, which has several areas. Which one do you mean?",
            place=hit.name,
            area=place.area.name,
        )
    return t("{place} is close to a border between areas. Which one do you mean?", place=hit.name)


def _lies(place: NamedPlace, t: Translator) -> str:
    return t(KINDS[place.kind], area=place.area.name)


def _too_rough(rough_m: float, t: Translator) -> str:
    if rough_m < 100 * METRES_A_KM:
        return t(
            "Your device knows only to within {distance} where you are. That is too rough to tell"
            " the area. Type a place instead.",
            distance=_distance(rough_m, t),
        )
    return t("Your device does not know where you are. Type a place instead.")


def _distance(metres: float, t: Translator) -> str:
    """Round a distance to what it is good for: hundreds of metres, then whole kilometres."""
    hundreds = max(100, round(metres, -2))
    if hundreds < METRES_A_KM:
        return t("about {n} m", n=t.number(hundreds, 0))
    return t("about {n} km", n=t.number(metres / METRES_A_KM, 0))
