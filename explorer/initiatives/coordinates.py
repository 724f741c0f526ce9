"""What a position given as two texts means: degrees, or what else it looks like and as which degrees."""

import math
import re
from functools import cache
from typing import Final, NamedTuple

from pyproj import Transformer

from explorer.i18n import N_
from geodata.features import LON_LAT

# The city with its surroundings, about 15 km to each side: west, south, east, north.
SURROUNDINGS: Final = (11.4, 57.4, 12.4, 58.0)
ALLOWED_DEGREES: Final = N_("longitude 11.4–12.4, latitude 57.4–58.0")
# A tenth of a metre: metres are seldom given with decimals.
DECIMALS: Final = 6
# A centimetre; what stands behind is left over from somebody's conversion, and not every spreadsheet
# keeps it.
KEPT_DECIMALS: Final = 7
# Code of the problem -> the system in metres that it names.
GRIDS: Final = {
    "coordinates-sweref99-tm": "EPSG:3006",
    "coordinates-sweref99-1200": "EPSG:3007",
}
# Far beyond the metres of any system.
LARGEST: Final = 1e8
_PLAIN: Final = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?")
_LOOSE: Final = re.compile(
    r"([+-]?)([0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,3}|[0-9]{1,20})(?:[.,]([0-9]{1,20}))?"
)
# What stands between two numbers, the surest first.
_BETWEEN: Final = (r"\s*;\s*", r"\s*,\s+", r"\s+")


class Reading(NamedTuple):
    """
    What two texts say.

    Parameters
    ----------
    lon, lat
        Degrees (WGS 84) in the city's surroundings; with a problem those that are proposed in
        place of what was given, None when there is nothing to propose.
    problem
        Code of what is wrong (`geodata.problems.HINTS`); "" when nothing is.
    proposal
        The degrees that are proposed, as “12.0342, 57.7806”; "" when there is nothing to propose.
    """

    lon: float | None
    lat: float | None
    problem: str = ""
    proposal: str = ""


def read_position(lon: str, lat: str) -> Reading:
    """
    Read a position, and recognise what people give in its place.

    Decimal commas and blanks between thousands, latitude first, and metres in SWEREF 99 TM
    (EPSG:3006) or SWEREF 99 12 00 (EPSG:3007), easting or northing first. Only what then lies in
    `SURROUNDINGS` is proposed; nothing is corrected without being told, except that degrees are
    rounded to `KEPT_DECIMALS`.
    """
    if not lon or not lat:
        return Reading(None, None, "coordinates-incomplete")
    x, y = _number(lon), _number(lat)
    if x is None or y is None:
        return Reading(None, None, "not-a-number")
    plain = all(map(_PLAIN.fullmatch, (lon, lat)))
    if in_surroundings(x, y):
        return Reading(x, y) if plain else _propose(x, y, "coordinates-comma")
    if in_surroundings(y, x):
        return _propose(y, x, "coordinates-swapped")
    for problem, crs in GRIDS.items():
        for easting, northing in ((x, y), (y, x)):
            degrees = _degrees_of(crs, easting, northing)
            if degrees is not None:
                return _propose(*degrees, problem)
    return Reading(None, None, "coordinates-outside")


def split_pair(text: str) -> tuple[str, str] | None:
    """
    Divide a position that was pasted as one text, such as “57.7806, 12.0342”, in the order given.

    None for anything but two numbers with a comma, a semicolon or blanks between them.
    """
    text = text.strip()
    # A comma alone may be a decimal mark, unless there are points.
    for between in (*_BETWEEN, ",") if "." in text else _BETWEEN:
        parts = re.split(between, text)
        if len(parts) == 2 and None not in map(_number, parts):
            return parts[0], parts[1]
    return None


def in_surroundings(lon: float, lat: float) -> bool:
    """Tell whether degrees lie in the city or near it."""
    west, south, east, north = SURROUNDINGS
    return west <= lon <= east and south <= lat <= north


def write_degrees(value: float) -> str:
    """Write degrees so that they can be read back exactly."""
    return repr(float(value))


def _number(text: str) -> float | None:
    found = _LOOSE.fullmatch(text)
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    value = float(f"{sign}{re.sub('[^0-9]', '', whole)}.{decimals or 0}")
    return round(value, KEPT_DECIMALS) if math.isfinite(value) else None


def _propose(lon: float, lat: float, problem: str) -> Reading:
    return Reading(lon, lat, problem, f"{write_degrees(lon)}, {write_degrees(lat)}")


def _degrees_of(crs: str, easting: float, northing: float) -> tuple[float, float] | None:
    """Degrees of a point in metres; None where they are not in the city's surroundings."""
    # Degrees taken for metres would land in the sea off Africa; that need not be computed.
    if not all(1000 < each < LARGEST for each in (easting, northing)):
        return None
    lon, lat = (round(each, DECIMALS) for each in _to_degrees(crs).transform(easting, northing))
    return (lon, lat) if in_surroundings(lon, lat) else None


@cache
def _to_degrees(crs: str) -> Transformer:
    return Transformer.from_crs(crs, LON_LAT, always_xy=True)
