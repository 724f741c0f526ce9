"""Further places and served areas as the text of one cell, and read back from it."""

import re
from collections.abc import Sequence
from typing import Final

from explorer.initiatives.cells import Row
from explorer.initiatives.coordinates import ALLOWED_DEGREES, read_position, write_degrees
from explorer.initiatives.model import POINT_PRECISIONS, Place, Precision, ServedArea
from geodata.areas import AreaLevel, AreaRegister
from geodata.problems import shorten

BETWEEN_PLACES: Final = " | "
BETWEEN_AREAS: Final = "; "
NO_AREA: Final = "-"
MOST_PLACES: Final = 100
MOST_LABEL: Final = 300
EXAMPLE_PLACE: Final = "12.0342 57.7806 place 606 Hammarkulletorget"
EXAMPLE_AREA: Final = "primary_area:606"
# The whole city is a precision of its own: it counts at a stated share, not as if it were a place.
SERVED_LEVELS: Final = tuple(level for level in AreaLevel if level is not AreaLevel.MUNICIPALITY)


def write_places(places: Sequence[Place]) -> str:
    """Write places as “lon lat precision code label”, with “-” for no area and “ | ” between them."""
    return BETWEEN_PLACES.join(
        f"{write_degrees(each.lon)} {write_degrees(each.lat)} {each.precision.value}"
        f" {each.primary_area_code or NO_AREA} {each.label}".rstrip()
        for each in places
    )


def write_served(served: Sequence[ServedArea]) -> str:
    """Write areas as “level:code”, with “; ” between them."""
    return BETWEEN_AREAS.join(f"{each.level.value}:{each.code}" for each in served)


def split_places(text: str) -> list[list[str]]:
    """Divide the cell into places, and each into its five parts; a label may be missing, then ""."""
    parts = [each.strip().split(maxsplit=4) for each in text.split("|")] if text else []
    return [[*each, ""] if len(each) == 4 else each for each in parts]


def join_places(places: Sequence[Sequence[str]]) -> str:
    """Put together what `split_places` has divided."""
    return BETWEEN_PLACES.join(" ".join(each).rstrip() for each in places)


def read_places(row: Row, areas: AreaRegister) -> tuple[Place, ...]:
    """Read the further places of a row; what is wrong with one is noted in the row."""
    column, found = "further_places", []
    parts = split_places(row.cells[column])
    if len(parts) > MOST_PLACES:
        row.add("value-out-of-range", column, value=str(len(parts)), allowed=f"0–{MOST_PLACES}")
        return ()
    known = frozenset(areas.codes(AreaLevel.PRIMARY_AREA))
    for each in parts:
        if len(each) != 5:
            row.add("place-format", column, value=" ".join(each), allowed=EXAMPLE_PLACE)
            continue
        lon, lat, precision, code, label = each
        reading = read_position(lon, lat)
        if reading.problem:
            allowed = reading.proposal or ALLOWED_DEGREES
            row.add(reading.problem, column, value=f"{lon}, {lat}", allowed=allowed)
        elif precision not in POINT_PRECISIONS:
            allowed = ", ".join(each for each in Precision if each in POINT_PRECISIONS)
            row.add("value-not-allowed", column, value=precision, allowed=allowed)
        elif code != NO_AREA and code not in known:
            row.add("unknown-area", column, value=code, allowed=shorten([*sorted(known), NO_AREA]))
        elif len(label) > MOST_LABEL:
            row.add("text-too-long", column, value=str(len(label)), allowed=str(MOST_LABEL))
        elif reading.lon is not None and reading.lat is not None:
            area = None if code == NO_AREA else code
            found.append(Place(label, reading.lon, reading.lat, Precision(precision), area))
    return tuple(found)


def read_served(row: Row, areas: AreaRegister) -> tuple[ServedArea, ...]:
    """Read the areas that a row serves, each once; what is wrong with one is noted in the row."""
    column, found = "serves", []
    for text in re.split(r"\s*;\s*", row.cells[column]) if row.cells[column] else ():
        name, _, code = text.partition(":")
        if name not in SERVED_LEVELS or not code:
            allowed = f"{EXAMPLE_AREA}; {', '.join(SERVED_LEVELS)}"
            row.add("served-format", column, value=text, allowed=allowed)
            continue
        level = AreaLevel(name)
        if code not in areas.codes(level):
            row.add("unknown-area", column, value=text, allowed=shorten(areas.codes(level)))
        else:
            found.append(ServedArea(level, code))
    return tuple(dict.fromkeys(found))
