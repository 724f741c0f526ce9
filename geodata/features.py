"""Reads a GeoJSON file of areas drawn as polygons and says what is wrong with it."""

import json
import warnings
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.problems import DataError, Problem

LON_LAT: Final = "EPSG:4326"
METRES: Final = "EPSG:3006"  # SWEREF 99 TM, the national grid
POLYGON_KINDS: Final = ("Polygon", "MultiPolygon")
ALLOWED_CRS: Final = "WGS 84 (EPSG:4326)"
# West, south, east, north of Sweden: coordinates that fit only when swapped are latitude first.
SWEDEN: Final = (10.0, 55.0, 25.0, 70.0)


def read_features(path: Path) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """
    Read polygons in longitude and latitude and check file, coordinate system and outlines.

    Parameters
    ----------
    path
        GeoJSON feature collection. Without a `crs` member it is taken to be WGS 84, as RFC 7946
        says, unless its coordinates show that it is not.

    Returns
    -------
    frame, problems
        One row per feature in the file's order, index from 1 (the number of the feature), the
        properties as columns, EPSG:4326; the geometry is missing where it could not be read.

    Raises
    ------
    DataError
        If the file is missing, damaged, no feature collection, or empty.
    """
    document = _read_document(path)
    features = document["features"]
    try:
        with warnings.catch_warnings():
            # GDAL warns of what is checked and reported with its row further down.
            warnings.simplefilter("ignore", RuntimeWarning)
            frame = gpd.read_file(path, engine="pyogrio", on_invalid="ignore")
    except (DataSourceError, DataLayerError) as error:
        raise _unreadable(path, str(error)) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        # No feature has a geometry, so GDAL answers with a plain table.
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame)))
    if len(frame) != len(features):
        raise _unreadable(path, f"{len(features)} features, {len(frame)} of them readable")
    frame.index = range(1, len(frame) + 1)
    problems = _check_crs(document, frame, path.name)
    problems += _check_outlines(features, frame, path.name)
    return frame.set_crs(LON_LAT, allow_override=True), problems


def _unreadable(path: Path, reason: str) -> DataError:
    allowed = "GeoJSON (FeatureCollection)"
    return DataError([Problem("file-unreadable", path.name, value=reason, allowed=allowed)])


def _read_document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DataError([Problem("file-missing", path.name)]) from None
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(path, str(error)) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        kind = document.get("type") if isinstance(document, dict) else type(document).__name__
        raise _unreadable(path, str(kind))
    features = document.get("features")
    if not isinstance(features, list):
        raise _unreadable(path, "no features")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise _unreadable(path, f"feature {number}")
    if not features:
        raise DataError([Problem("file-empty", path.name)])
    return document


def _check_crs(document: dict[str, Any], frame: gpd.GeoDataFrame, file: str) -> list[Problem]:
    """GDAL takes WGS 84 where the file is silent or names nonsense, so the file itself is asked."""
    code = "wrong-crs"
    if "crs" in document:
        try:
            name = str(document["crs"]["properties"]["name"])
        except (TypeError, KeyError):
            return [Problem("no-crs", file, allowed=ALLOWED_CRS)]
        try:
            known = CRS.from_user_input(name)
        except CRSError:
            return [Problem(code, file, value=name, allowed=ALLOWED_CRS)]
        if not known.equals(CRS.from_user_input(LON_LAT), ignore_axis_order=True):
            return [Problem(code, file, value=name, allowed=ALLOWED_CRS)]
    else:
        code = "no-crs"
    bounds = frame.bounds.to_numpy()
    outside = (bounds < [-180, -90, -180, -90]) | (bounds > [180, 90, 180, 90])
    if outside.any():
        row = int(np.flatnonzero(outside.any(axis=1))[0])
        position = f"{bounds[row, 0]:.0f}, {bounds[row, 1]:.0f}"
        return [Problem(code, file, row + 1, "geometry", position, ALLOWED_CRS)]
    west, south, east, north = frame.total_bounds
    swapped = SWEDEN[1] <= west and east <= SWEDEN[3] and SWEDEN[0] <= south and north <= SWEDEN[2]
    if swapped:
        position = f"{west:.4f}, {south:.4f}"
        return [Problem("wrong-crs", file, 1, "geometry", position, ALLOWED_CRS)]
    return []


def _check_outlines(
    features: list[dict[str, Any]], frame: gpd.GeoDataFrame, file: str
) -> list[Problem]:
    problems: list[Problem] = []
    for (row, outline), feature in zip(frame.geometry.items(), features, strict=True):
        raw = feature.get("geometry")
        if outline is None and raw is not None:
            problems.append(Problem("invalid-geometry", file, row, "geometry", _explain(raw)))
        elif outline is None or outline.is_empty:
            allowed = ", ".join(POLYGON_KINDS)
            problems.append(Problem("value-missing", file, row, "geometry", allowed=allowed))
        elif outline.geom_type not in POLYGON_KINDS:
            problems.append(Problem("not-polygon", file, row, "geometry", outline.geom_type))
        elif not outline.is_valid:
            reason = shapely.is_valid_reason(outline)
            problems.append(Problem("invalid-geometry", file, row, "geometry", reason))
    return problems


def _explain(raw: object) -> str:
    """Say why an outline cannot be built at all, such as a ring that is not closed."""
    try:
        shapely.from_geojson(json.dumps(raw))
    except shapely.errors.GEOSException as error:
        return str(error)
    return "unreadable"
