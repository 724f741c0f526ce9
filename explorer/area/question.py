"""From a name or a position to one area, or to the question which of several is meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from explorer.area.whereabouts import Position, Whereabouts, find_whereabouts
from explorer.initiatives.gazetteer import Candidate
from explorer.initiatives.spelling import alphabet
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel, AreaRegister
from geodata.gazetteer import Hit

# Step by step: nobody finds the own area among ninety-six.
PARTS: Final[Mapping[AreaLevel, AreaLevel]] = {
    AreaLevel.MUNICIPALITY: AreaLevel.CITY_AREA,
    AreaLevel.CITY_AREA: AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.INTERMEDIATE_AREA: AreaLevel.PRIMARY_AREA,
    AreaLevel.DISTRICT_2011: AreaLevel.PRIMARY_AREA,
}


@dataclass(frozen=True)
class Address:
    """An address that was looked up, as the search writes it, and how it lies to the areas."""

    label: str
    whereabouts: Whereabouts


@dataclass(frozen=True)
class Question:
    """
    Areas of which a person means one.

    Parameters
    ----------
    about
        What led to it: a place or an address that was found, an area whose parts are asked for, a
        position, or None for areas that were chosen on another page.
    options
        Areas to choose among: parts by the alphabet, areas near a position nearest first; () where
        a position leads to none.
    whole
        A larger area that can be meant as such.
    """

    about: Hit | Address | Area | Whereabouts | None
    options: tuple[Area, ...]
    whole: Area | None = None


def ask_about_hit(workspace: Workspace, hit: Hit) -> Area | Question:
    """Give the area of a place, or ask where it stands near a border or for several areas."""
    place = hit.place
    if place.lon is not None and place.lat is not None:
        found = locate_here(workspace, Position(place.lon, place.lat))
        # Its source knows better than the outlines; they tell alone what else may be meant.
        codes = tuple(dict.fromkeys((*place.primary, *found.codes)))
        if len(place.primary) > 1 or len(codes) > 1:
            return Question(hit, named(workspace.areas, codes))
    if len(place.primary) == 1:
        return named(workspace.areas, place.primary)[0]
    question = ask_for_part(workspace.areas, place.area)
    return question if isinstance(question, Area) else Question(hit, question.options, place.area)


def ask_for_part(areas: AreaRegister, area: Area) -> Area | Question:
    """Ask which part of an area is meant; an area with one primary area alone is that one."""
    primary = areas.children(area.level, area.code, AreaLevel.PRIMARY_AREA)
    if len(primary) == 1:
        return named(areas, primary)[0]
    parts = PARTS[area.level]
    found = (
        Area(parts, code, areas.name(parts, code))
        for code in areas.children(area.level, area.code, parts)
    )
    options = tuple(sorted(found, key=lambda each: alphabet(each.name)))
    # The city as a whole is what every area is compared with, and nobody's own area.
    return Question(area, options, None if area.level is AreaLevel.MUNICIPALITY else area)


def ask_about_position(workspace: Workspace, found: Whereabouts) -> Area | Question:
    """Give the area of a position where that is certain, else what can be said and chosen."""
    options = named(workspace.areas, found.codes)
    return options[0] if found.certain and options else Question(found, options)


def ask_about_address(workspace: Workspace, found: Candidate) -> Area | Question:
    """Give the area of an address where that is certain, else what can be said and chosen."""
    whereabouts = locate_here(workspace, Position(found.lon, found.lat))
    answer = ask_about_position(workspace, whereabouts)
    if isinstance(answer, Area):
        return answer
    return Question(Address(found.label, whereabouts), answer.options)


def locate_here(workspace: Workspace, position: Position) -> Whereabouts:
    """Find where a position lies with a workspace's outlines."""
    return find_whereabouts(
        position,
        boundaries=workspace.boundaries,
        areas=workspace.areas,
        land=workspace.land,
    )


def named(areas: AreaRegister, codes: tuple[str, ...]) -> tuple[Area, ...]:
    """Give primary areas by their codes."""
    level = AreaLevel.PRIMARY_AREA
    return tuple(Area(level, code, areas.name(level, code)) for code in codes)
