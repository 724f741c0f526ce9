"""The records of a GeoJSON file: the properties of its features, and their points."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from explorer.i18n import N_
from explorer.initiatives.coordinates import write_degrees
from explorer.initiatives.model import Precision
from explorer.initiatives.places import NO_AREA, join_places, split_places
from explorer.initiatives.sheet import JSON, MOST_ROWS, PLAIN_TEXT, Records, check_kind
from geodata.problems import DataError, Problem

EXPECTED: Final = N_("a GeoJSON feature collection")
ALLOWED_KINDS: Final = "Point, MultiPoint"
ALLOWED_PROPERTY: Final = N_("a text or a number")
LON, LAT, FURTHER, PRECISION = "lon", "lat", "further_places", "location_precision"
# Degrees that differ by less are the same place: about a centimetre.
SAME_PLACE: Final = 1e-7

Position = tuple[float, float]


def read_features(payload: bytes, file: str) -> Records:
    """
    Read a feature collection in UTF-8, one record a feature, numbered from 1.

    Properties are the columns. Without `lon` and `lat` the first point of the geometry gives them,
    and without `further_places` its other points do, without names. Where both stand, they must say
    the same.

    Raises
    ------
    DataError
        If it is no such file.
    """
    check_kind(payload, file, expected=EXPECTED)
    features = _list_features(payload, file)
    if len(features) > MOST_ROWS:
        raise DataError([Problem("too-many-rows", file, allowed=str(MOST_ROWS))])
    problems: list[Problem] = []
    rows: list[tuple[int, dict[str, str]]] = []
    for number, feature in enumerate(features, start=1):
        cells, found = _read_feature(feature, file, number)
        problems += found
        if cells is not None:
            rows.append((number, cells))
    header = list(dict.fromkeys(name for _, cells in rows for name in cells))
    texts = [(number, [cells.get(name, "") for name in header]) for number, cells in rows]
    return Records(header, texts, problems)


def _list_features(payload: bytes, file: str) -> list[Any]:
    if not payload.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        raise DataError([Problem("file-wrong-kind", file, value=PLAIN_TEXT, allowed=EXPECTED)])
    try:
        document = json.loads(payload.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        value = str(error.start + 1)
        raise DataError([Problem("file-not-utf8", file, value=value)]) from error
    except (ValueError, RecursionError) as error:
        raise DataError([Problem("file-damaged", file, allowed=EXPECTED)]) from error
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise DataError([Problem("file-wrong-kind", file, value=JSON, allowed=EXPECTED)])
    return features


def _read_feature(
    feature: object, file: str, number: int
) -> tuple[dict[str, str] | None, list[Problem]]:
    if not isinstance(feature, Mapping):
        problem = Problem("value-not-allowed", file, number, "features", _kind(feature), "Feature")
        return None, [problem]
    problems: list[Problem] = []
    properties = feature.get("properties")
    cells: dict[str, str] = {LON: "", LAT: ""}
    for name, value in properties.items() if isinstance(properties, Mapping) else ():
        if isinstance(value, str | int | float | None):
            cells[str(name)] = _write(value)
        else:
            found, allowed = _kind(value), ALLOWED_PROPERTY
            problems.append(Problem("value-not-allowed", file, number, str(name), found, allowed))
            cells[str(name)] = ""
    points = _read_points(feature.get("geometry"))
    if points is None:
        value = _kind(feature.get("geometry"))
        problems.append(Problem("geometry-kind", file, number, None, value, ALLOWED_KINDS))
    elif points:
        problems += _take_points(cells, points, file, number)
    return cells, problems


def _take_points(
    cells: dict[str, str], points: list[Position], file: str, number: int
) -> list[Problem]:
    """Put the points into the cells that say nothing; where a cell says another place, tell it."""
    first, *further = points
    if not cells[LON] and not cells[LAT]:
        cells[LON], cells[LAT] = map(write_degrees, first)
    elif not _agrees((cells[LON], cells[LAT]), first):
        value, allowed = _pair(*first), f"{cells[LON][:30]}, {cells[LAT][:30]}"
        return [Problem("geometry-disagrees", file, number, LON, value, allowed)]
    told = split_places(cells.get(FURTHER, ""))
    if not told:
        precision = cells.get(PRECISION) or Precision.AREA.value
        named = [[*map(write_degrees, each), precision, NO_AREA, ""] for each in further]
        if named:
            cells[FURTHER] = join_places(named)
    elif len(told) != len(further) or not all(
        _agrees((words[0], words[1]), point) if len(words) > 1 else True
        for words, point in zip(told, further, strict=True)
    ):
        value = "; ".join(_pair(*each) for each in further[:3])
        allowed = cells[FURTHER][:100]
        return [Problem("geometry-disagrees", file, number, FURTHER, value, allowed)]
    return []


def _read_points(geometry: object) -> list[Position] | None:
    """Read the points of a geometry; none where there is none, None where it is something else."""
    if geometry is None:
        return []
    if not isinstance(geometry, Mapping):
        return None
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        coordinates = [coordinates]
    elif geometry.get("type") != "MultiPoint":
        return None
    if not isinstance(coordinates, list):
        return None
    points = [_read_point(each) for each in coordinates]
    return None if None in points else [each for each in points if each is not None]


def _read_point(values: object) -> Position | None:
    # A third number is a height, which is passed over.
    if not isinstance(values, list) or len(values) not in (2, 3):
        return None
    lon, lat = values[:2]
    for each in (lon, lat):
        if isinstance(each, bool) or not isinstance(each, int | float) or abs(each) > 1e9:
            return None
    return float(lon), float(lat)


def _agrees(texts: tuple[str, str], point: Position) -> bool:
    try:
        numbers = tuple(float(text) for text in texts)
    except ValueError:
        # What is no number is told by the check of the cell.
        return True
    return all(
        math.isclose(one, other, rel_tol=0, abs_tol=SAME_PLACE)
        for one, other in zip(numbers, point, strict=True)
    )


def _write(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).replace("\r\n", "\n").strip()


def _pair(lon: float, lat: float) -> str:
    return f"{write_degrees(lon)}, {write_degrees(lat)}"


def _kind(value: object) -> str:
    """Name what stands there in the words of JSON; a geometry by its own."""
    if isinstance(value, Mapping):
        return str(value.get("type", "object"))[:100]
    names = {list: "array", bool: "boolean", str: "string", int: "number", float: "number"}
    return names.get(type(value), "null")


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
