"""Shapes of one's own, drawn or uploaded as GeoJSON, and how much of each area lies in them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, NamedTuple, NoReturn

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from geodata.boundaries import BoundarySet
from geodata.features import ALLOWED_CRS, LON_LAT, METRES, POLYGON_KINDS, SWEDEN
from geodata.problems import DataError, Problem

MOST_BYTES: Final = 2_000_000
MOST_PARTS: Final = 200
MOST_POINTS: Final = 10_000
# Lines that cross each other, counted by their boxes: what uniting outlines takes grows with it.
MOST_CROSSINGS: Final = 200_000
# Borders are generalised to about 60 m: less than this share is a border drawn twice, not an area.
SNAP_SHARE: Final = 0.005
SHARE_DECIMALS: Final = 4
MOST_PROBLEMS: Final = 20
# Far beyond the numbers of any coordinate system in metres.
LARGEST: Final = 1e8
CHUNK: Final = 100
GEOMETRY_KINDS: Final = ("Point", "MultiPoint", "LineString", "MultiLineString", *POLYGON_KINDS)
ALLOWED_FILE: Final = "GeoJSON (Polygon, MultiPolygon)"
ALLOWED_PLACE: Final = "Göteborg"
# Old GeoJSON names its system; RFC 7946 knows WGS 84 alone.
NAMED_CRS: Final = re.compile(r"EPSG:(?:[0-9.]{0,8}:)?([0-9]{4,6})$|CRS84$", re.IGNORECASE)
# Differ from WGS 84 by less than a metre.
DEGREES: Final = ("4326", "4258", "4619")


class _Grid(NamedTuple):
    """A system in metres and where Sweden lies in it: west, south, east, north."""

    crs: str
    name: str
    bounds: tuple[float, float, float, float]


GRIDS: Final = (
    _Grid("EPSG:3006", "SWEREF 99 TM (EPSG:3006)", (250_000, 6.1e6, 930_000, 7.7e6)),
    _Grid("EPSG:3007", "SWEREF 99 12 00 (EPSG:3007)", (50_000, 6.1e6, 250_000, 7.7e6)),
)


@dataclass(frozen=True, eq=False)
class Shape:
    """
    One area of one's own, all parts united.

    Parameters
    ----------
    outline
        Valid Polygon or MultiPolygon with a surface, longitude and latitude (WGS 84), two
        dimensions.
    source_crs
        Name of the system that the coordinates were given in; they have been converted from it.
    """

    outline: Polygon | MultiPolygon
    source_crs: str = ALLOWED_CRS


@dataclass(frozen=True, eq=False)
class OverlapShares:
    """
    How a shape lies over the areas.

    Parameters
    ----------
    shares
        By area_code, sorted, areas that lie in the shape only: share of the area's surface, above 0
        and at most 1, rounded to four decimals. Under 0.5 % is left out, over 99.5 % is 1.
    outside_share
        Share (0–1) of the shape's land that lies in none of the areas, such as in another
        municipality. The sea counts for nothing, nor does what lies beyond the land that is known.
    """

    shares: Mapping[str, float]
    outside_share: float


def read_shape(payload: bytes, filename: str) -> Shape:
    """
    Read an uploaded boundary.

    Parameters
    ----------
    payload
        GeoJSON in UTF-8: a feature collection, a feature or a geometry. Without a `crs` member it
        is WGS 84; with one it may be that, SWEREF 99 TM or SWEREF 99 12 00, and is converted. Other
        formats (GeoPackage, shapefile) are refused: a database or an archive from a stranger is
        not opened.
    filename
        Name that the problems carry.

    Raises
    ------
    DataError
        With what is wrong with the file, whatever it holds.
    """
    file = _clean(PurePath(filename.replace("\\", "/")).name)
    if len(payload) > MOST_BYTES:
        value, allowed = f"{len(payload) / 1e6:.1f} MB", f"{MOST_BYTES / 1e6:.0f} MB"
        raise DataError([Problem("file-too-large", file, value=value, allowed=allowed)])
    if not payload.strip():
        raise DataError([Problem("shape-empty", file)])
    try:
        document = json.loads(payload.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        reason = _explain_bytes(payload) or str(error)
        raise _unreadable(file, reason) from error
    return _make_shape(document, file)


def shape_from_geojson(geometry: Mapping[str, Any]) -> Shape:
    """
    Make a shape of what was drawn: a GeoJSON geometry, feature or feature collection, WGS 84.

    Raises
    ------
    DataError
        With what is wrong, as for `read_shape`.
    """
    return _make_shape(geometry, "")


def overlap_shares(
    shape: Shape, boundaries: BoundarySet, *, land: gpd.GeoDataFrame
) -> OverlapShares:
    """
    Measure how much of each area's surface lies in a shape, in SWEREF 99 TM (EPSG:3006).

    Parameters
    ----------
    boundaries
        Outlines of one level, usually of the primary areas.
    land
        Land as `load_land` gives it, EPSG:4326; tells the sea from another municipality.

    Raises
    ------
    DataError
        If the shape lies at sea, outside the city, or covers under 0.5 % of every area.
    """
    known = shapely.box(*shapely.total_bounds([_box(boundaries.frame), _box(land)]))
    # A system in metres holds only around its own country.
    outline = shapely.intersection(shape.outline, known)
    outlines = boundaries.outlines_m.to_numpy()
    codes = boundaries.frame.index.to_numpy()
    (in_metres,) = gpd.GeoSeries([outline], crs=LON_LAT).to_crs(METRES)
    touched = np.sort(shapely.STRtree(outlines).query(in_metres, predicate="intersects"))
    inside_m2 = shapely.area(shapely.intersection(outlines[touched], in_metres))
    if not inside_m2.sum() > 0:
        raise DataError([_place_outside(outline, land)])
    shares = dict(zip(codes[touched], inside_m2 / shapely.area(outlines[touched]), strict=True))
    snapped = {
        str(code): 1.0 if share > 1 - SNAP_SHARE else round(float(share), SHARE_DECIMALS)
        for code, share in shares.items()
        if share >= SNAP_SHARE
    }
    if not snapped:
        raise DataError([Problem("shape-too-small", allowed=f"{100 * SNAP_SHARE:g} %")])
    outside_m2 = _measure_outside(outline, boundaries, touched, land)
    return OverlapShares(snapped, outside_m2 / (outside_m2 + float(inside_m2.sum())))


def _make_shape(document: object, file: str) -> Shape:
    polygons: list[Polygon] = []
    problems: list[Problem] = []
    geometries = _list_geometries(document, file)
    _check_size(geometries, file)
    grid = _find_crs(document, file)
    for row, geometry in geometries:
        found = _read_polygons(geometry, file, row)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            polygons += found
    if problems:
        raise DataError(problems[:MOST_PROBLEMS])
    if not polygons:
        raise DataError([Problem("shape-empty", file)])
    _check_position(shapely.total_bounds(polygons), grid, file)
    _check_crossings(polygons, file)
    problems = [_explain_outline(polygon, file) for polygon in polygons if not polygon.is_valid]
    if problems:
        raise DataError(problems[:MOST_PROBLEMS])
    crs = LON_LAT if grid is None else grid.crs
    united = gpd.GeoSeries([shapely.union_all(polygons)], crs=crs).to_crs(LON_LAT).iloc[0]
    united = united if united.is_valid else shapely.make_valid(united)
    if united.geom_type not in POLYGON_KINDS or not united.area > 0:
        raise DataError([Problem("shape-empty", file)])
    if grid is not None:
        _check_position(shapely.total_bounds(united), None, file)
    return Shape(united, ALLOWED_CRS if grid is None else grid.name)


def _list_geometries(document: object, file: str) -> list[tuple[int | None, object]]:
    """List the geometries with the numbers of their features; one alone has no number."""
    if not isinstance(document, Mapping):
        raise _unreadable(file, type(document).__name__)
    kind = document.get("type")
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list | tuple):
            raise _unreadable(file, "no features")
        if len(features) > MOST_PARTS:
            raise _too_detailed(file, f"{len(features)} parts", f"{MOST_PARTS} parts")
        return [
            (row, feature.get("geometry") if isinstance(feature, Mapping) else feature)
            for row, feature in enumerate(features, start=1)
        ]
    if kind == "Feature":
        return [(None, document.get("geometry"))]
    if kind == "GeometryCollection" or kind in GEOMETRY_KINDS:
        return [(None, document)]
    raise _unreadable(file, "no type" if kind is None else _clean(str(kind)))


def _check_size(geometries: Iterable[tuple[int | None, object]], file: str) -> None:
    """Count parts and corner points before anything is made of them."""
    parts = points = 0
    for _, geometry in geometries:
        for polygon in _list_raw_polygons(geometry):
            parts += 1
            rings = polygon if isinstance(polygon, list | tuple) else ()
            points += sum(len(ring) for ring in rings if isinstance(ring, list | tuple))
    if parts > MOST_PARTS:
        raise _too_detailed(file, f"{parts} parts", f"{MOST_PARTS} parts")
    if points > MOST_POINTS:
        raise _too_detailed(file, f"{points} points", f"{MOST_POINTS} points")


def _list_raw_polygons(geometry: object) -> list[Any]:
    if not isinstance(geometry, Mapping):
        return []
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        return [coordinates]
    is_multi = geometry.get("type") == "MultiPolygon"
    return list(coordinates) if is_multi and isinstance(coordinates, list | tuple) else []


def _read_polygons(geometry: object, file: str, row: int | None) -> list[Polygon] | Problem:
    if geometry is None:
        return Problem("shape-empty", file, row)
    kind = geometry.get("type") if isinstance(geometry, Mapping) else type(geometry).__name__
    if kind not in POLYGON_KINDS:
        return Problem("not-polygon", file, row, value=_clean(str(kind)))
    raw = _list_raw_polygons(geometry)
    if not any(raw):
        return Problem("shape-empty", file, row)
    try:
        return [Polygon(rings[0], rings[1:]) for rings in map(_read_rings, raw)]
    except (
        TypeError,
        ValueError,
        LookupError,
        OverflowError,
        shapely.errors.ShapelyError,
    ) as error:
        return Problem("invalid-geometry", file, row, value=_clean(str(error)))


def _read_rings(polygon: object) -> list[NDArray[np.float64]]:
    if not isinstance(polygon, list | tuple) or not polygon:
        raise TypeError("a part without coordinates")
    rings = []
    for ring in polygon:
        if not isinstance(ring, list | tuple):
            raise TypeError("a ring that is no list of positions")
        rings.append(np.array([_read_position(position) for position in ring], dtype="float64"))
    return rings


def _read_position(position: object) -> tuple[float, float]:
    if not isinstance(position, list | tuple) or len(position) < 2:
        raise TypeError(f"{_clean(repr(position)[:100])} is no position")
    x, y = position[:2]
    for number in (x, y):
        # A number of four thousand digits is an int like any other until it is made a float.
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise TypeError(f"{_clean(repr(number)[:100])} is no number")
        if not abs(number) <= LARGEST:
            raise ValueError("a coordinate that is too large")
    return float(x), float(y)


def _find_crs(document: object, file: str) -> _Grid | None:
    """Find the system in metres that a file says it uses; None where it is in degrees."""
    if not isinstance(document, Mapping) or "crs" not in document:
        return None
    try:
        name = document["crs"]["properties"]["name"]
    except (TypeError, LookupError):
        raise DataError([Problem("no-crs", file, allowed=_name_systems())]) from None
    found = NAMED_CRS.search(str(name)[-60:])
    code = "" if found is None else found[1] or DEGREES[0]
    if code in DEGREES:
        return None
    for grid in GRIDS:
        if grid.crs == f"EPSG:{code}":
            return grid
    raise DataError([Problem("wrong-crs", file, value=_clean(str(name)), allowed=_name_systems())])


def _check_position(bounds: NDArray[np.float64], grid: _Grid | None, file: str) -> None:
    """Refuse coordinates that are plainly in another system or order, and name a likely one."""
    if not np.isfinite(bounds).all():
        raise DataError([Problem("wrong-crs", file, allowed=_name_systems())])
    west, south, _, _ = bounds
    swapped = bounds[[1, 0, 3, 2]]
    if grid is not None:
        if _lies_in(swapped, grid.bounds):
            raise _likely(file, bounds, f"{grid.name}, northing first")
        return
    if _lies_in(bounds, (-180, -90, 180, 90)):
        if _lies_in(swapped, SWEDEN) and not _lies_in(bounds, SWEDEN):
            value = f"{west:.4f}, {south:.4f}"
            raise DataError(
                [Problem("coordinates-outside", file, value=value, allowed=ALLOWED_PLACE)]
            )
        return
    for each in GRIDS:
        if _lies_in(bounds, each.bounds):
            raise _likely(file, bounds, each.name)
        if _lies_in(swapped, each.bounds):
            raise _likely(file, bounds, f"{each.name}, northing first")
    value = f"{west:.0f}, {south:.0f}"
    raise DataError([Problem("wrong-crs", file, value=value, allowed=_name_systems())])


def _lies_in(bounds: NDArray[np.float64], limits: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return bool(
        limits[0] <= west and limits[1] <= south and east <= limits[2] and north <= limits[3]
    )


def _check_crossings(polygons: list[Polygon], file: str) -> None:
    """Count lines whose boxes meet, a hundred lines at a time, and stop at too many."""
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    points, ring_numbers = shapely.get_coordinates(rings, return_index=True)
    same = ring_numbers[:-1] == ring_numbers[1:]
    lines = shapely.linestrings(np.stack([points[:-1][same], points[1:][same]], axis=1))
    tree = shapely.STRtree(lines)
    # Each line meets itself and its two neighbours.
    crossings = -3 * len(lines)
    for start in range(0, len(lines), CHUNK):
        crossings += tree.query(lines[start : start + CHUNK]).shape[1]
        if crossings > MOST_CROSSINGS:
            value = f"more than {MOST_CROSSINGS} crossing lines"
            raise _too_detailed(file, value, f"{MOST_CROSSINGS} crossing lines")


def _explain_outline(polygon: Polygon, file: str) -> Problem:
    """Name the place where an outline crosses itself."""
    reason = str(shapely.is_valid_reason(polygon))
    place = re.search(r"elf-intersection\[(\S+) (\S+)\]", reason)
    if place is None:
        return Problem("invalid-geometry", file, value=_clean(reason))
    x, y = (float(number) for number in place.groups())
    decimals = 5 if max(abs(x), abs(y)) <= 180 else 0
    return Problem("shape-crosses-itself", file, value=f"{x:.{decimals}f}, {y:.{decimals}f}")


def _place_outside(outline: Polygon | MultiPolygon, land: gpd.GeoDataFrame) -> Problem:
    """Say where a shape lies that touches none of the areas."""
    on_land = shapely.intersects(land.geometry.to_numpy(), outline).any()
    if on_land or outline.is_empty:
        return Problem("shape-outside", allowed=ALLOWED_PLACE)
    return Problem("shape-at-sea", allowed=ALLOWED_PLACE)


def _measure_outside(
    outline: Polygon | MultiPolygon,
    boundaries: BoundarySet,
    touched: NDArray[np.int_],
    land: gpd.GeoDataFrame,
) -> float:
    """Measure the land of a shape that lies in no area, in square metres."""
    covered = shapely.coverage_union_all(boundaries.frame.geometry.to_numpy()[touched])
    rest = shapely.difference(outline, covered)
    ground = land.geometry.to_numpy()
    on_land = shapely.intersection(ground[shapely.intersects(ground, rest)], rest)
    return float(gpd.GeoSeries(on_land, crs=LON_LAT).to_crs(METRES).area.sum())


def _box(frame: gpd.GeoDataFrame) -> Polygon:
    return shapely.box(*frame.total_bounds)


def _name_systems() -> str:
    return ", ".join([ALLOWED_CRS, *(grid.name for grid in GRIDS)])


def _likely(file: str, bounds: NDArray[np.float64], name: str) -> DataError:
    value = f"{bounds[0]:.0f}, {bounds[1]:.0f}"
    return DataError([Problem("likely-crs", file, value=value, allowed=name)])


def _too_detailed(file: str, value: str, allowed: str) -> DataError:
    return DataError([Problem("shape-too-detailed", file, value=value, allowed=allowed)])


def _unreadable(file: str, reason: str) -> DataError:
    return DataError([Problem("file-unreadable", file, value=_clean(reason), allowed=ALLOWED_FILE)])


def _explain_bytes(payload: bytes) -> str:
    """Name a format that people upload in good faith; "" for others."""
    if payload.startswith(b"PK\x03\x04"):
        return "a zip archive"
    return "a GeoPackage" if payload.startswith(b"SQLite format 3") else ""


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _clean(text: str) -> str:
    """Keep what a stranger wrote short and on one line."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:100]).strip()
