"""Areas that share their borders: overlaps, borders that do not fit, and larger areas of them."""

from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.features import METRES
from geodata.problems import Problem

TOLERANCE_M2: Final = 1.0
# A hole narrower than this on average is a slip of the pen, not a lake.
SLIVER_WIDTH_M: Final = 5.0
# Corner points closer than this are the same point: about a millimetre, far below five decimals.
SNAP_DEGREES: Final = 1e-8


def check_overlaps(frame: gpd.GeoDataFrame, file: str) -> list[Problem]:
    """
    Find pairs of areas that overlap by more than `TOLERANCE_M2`.

    Parameters
    ----------
    frame
        Valid polygons in EPSG:4326, index the number of the feature, column `area_code`.
    file
        Name of the file for the problems.

    Returns
    -------
    problems
        One per pair, on the row of the later feature; the value names both codes and the shared
        area in square metres.
    """
    outlines = frame.geometry.to_numpy()
    if shapely.coverage_is_valid(outlines):
        return []
    metres = frame.geometry.to_crs(METRES).to_numpy()
    first, second = shapely.STRtree(metres).query(metres, predicate="intersects")
    first, second = first[first < second], second[first < second]
    shared_m2 = shapely.area(shapely.intersection(metres[first], metres[second]))
    codes = frame["area_code"].to_numpy()
    found = sorted(
        (int(frame.index[b]), str(codes[a]), str(codes[b]), float(area))
        for a, b, area in zip(first, second, shared_m2, strict=True)
        if area > TOLERANCE_M2
    )
    allowed = f"{TOLERANCE_M2:.0f} m²"
    return [
        Problem("overlap", file, row, "geometry", f"{one} + {other}: {area:.1f} m²", allowed)
        for row, one, other, area in found
    ]


def fit_borders(frame: gpd.GeoDataFrame, file: str) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """
    Make neighbours share the corner points of their border, where that moves next to nothing.

    Parameters
    ----------
    frame
        Valid polygons in EPSG:4326 without overlaps, index the number of the feature.
    file
        Name of the file for the problems.

    Returns
    -------
    frame, problems
        A valid coverage, in which no area differs by more than `TOLERANCE_M2`; the same frame and
        a problem per misfitting feature where that cannot be had.
    """
    outlines = frame.geometry.to_numpy()
    if shapely.coverage_is_valid(outlines):
        return frame, []
    cleaned = shapely.coverage_clean(outlines, snapping_distance=SNAP_DEGREES)
    fitted = frame.set_geometry(gpd.GeoSeries(cleaned, index=frame.index, crs=frame.crs))
    moved_m2 = (
        frame.geometry.to_crs(METRES)
        .symmetric_difference(fitted.geometry.to_crs(METRES), align=False)
        .area
    )
    if shapely.coverage_is_valid(cleaned) and (moved_m2 <= TOLERANCE_M2).all():
        return fitted, []
    edges = shapely.coverage_invalid_edges(outlines)
    problems = [
        Problem("gap-in-coverage", file, int(row), "geometry", _name_place(code, edge))
        for row, code, edge in zip(frame.index, frame["area_code"], edges, strict=True)
        if not edge.is_empty
    ]
    return frame, problems


def check_slivers(frame: gpd.GeoDataFrame, file: str) -> list[Problem]:
    """
    Find narrow holes between areas, which show as lines inside the larger areas.

    Parameters
    ----------
    frame
        A valid coverage in EPSG:4326, column `area_code`.
    file
        Name of the file for the problems.

    Returns
    -------
    problems
        A warning per hole whose mean width is below `SLIVER_WIDTH_M`; the value names the areas
        around it, where it is, and its size. Holes that are wider count as lakes.
    """
    outlines = frame.geometry.to_numpy()
    parts = shapely.get_parts(shapely.coverage_union_all(outlines))
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    holes_m = gpd.GeoSeries(holes, crs=frame.crs).to_crs(METRES)
    problems: list[Problem] = []
    for hole, hole_m in zip(holes, holes_m, strict=True):
        if 2 * hole_m.area / hole_m.length >= SLIVER_WIDTH_M:
            continue
        shared = shapely.length(shapely.intersection(outlines, hole.exterior))
        around = sorted(frame["area_code"][shared > 0])
        place = f"{' + '.join(around)} ({hole.centroid.x:.5f}, {hole.centroid.y:.5f})"
        value = f"{place}: {hole_m.area:.1f} m²"
        problems.append(
            Problem("gap-in-coverage", file, None, "geometry", value, severity="warning")
        )
    return problems


def _name_place(code: str, edge: BaseGeometry) -> str:
    point = edge.representative_point()
    return f"{code} ({point.x:.5f}, {point.y:.5f})"


def dissolve(frame: gpd.GeoDataFrame, holders: pd.Series) -> gpd.GeoDataFrame:
    """
    Put areas together into the larger areas that hold them, keeping shared borders shared.

    Parameters
    ----------
    frame
        A valid coverage, indexed by area_code.
    holders
        Code of the larger area for every area_code of the frame, none missing.

    Returns
    -------
    dissolved
        Geometry alone, indexed by the larger areas' codes, sorted, same CRS, a valid coverage.
    """
    by = holders.reindex(frame.index).rename("area_code")
    if by.isna().any():
        raise ValueError(f"Areas without a larger area: {', '.join(by.index[by.isna()])}.")
    dissolved = frame[["geometry"]].dissolve(by=by, method="coverage").sort_index()
    if not shapely.coverage_is_valid(dissolved.geometry.to_numpy()):
        raise RuntimeError(f"Dissolving to {holders.name} did not give a valid coverage.")
    return dissolved
