"""Which areas a point lies in, on every level at once."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import BoundarySet
from geodata.features import LON_LAT, METRES

# The shoreline of the built-in data is generalised to about 60 m, so quays and piers stick out.
SHORE_DISTANCE_M: Final = 150.0


class Place(StrEnum):
    """How a point lies to the areas."""

    INSIDE = "inside"
    BORDER = "border"
    SHORE = "shore"
    SEA = "sea"
    OUTSIDE = "outside"


def locate(
    lon: ArrayLike,
    lat: ArrayLike,
    boundaries: Mapping[AreaLevel, BoundarySet],
    areas: AreaRegister,
    land: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """
    Find the area of every point on every level.

    The primary area decides, and the other levels are the areas that hold it, so that the answers
    of one point always fit together:

    - inside one primary area, its outer edge included: that area (`inside`);
    - on a border of several: the one with the smallest code (`border`);
    - in none, but at most `SHORE_DISTANCE_M` from one: the nearest, of several equally near the
      one with the smallest code (`shore`);
    - in none, on no land, and within the bounding box of the land: none (`sea`);
    - anything else, missing and infinite coordinates too: none (`outside`).

    Parameters
    ----------
    lon, lat
        Longitude and latitude in degrees (WGS 84), equally many; single numbers are one point.
    boundaries
        Outlines as `load_boundaries` gives them; the primary areas must be among them.
    areas
        Register that says which areas hold a primary area.
    land
        Land as `load_land` gives it, EPSG:4326.

    Returns
    -------
    located
        One row per point in the given order, RangeIndex. Column `place` holds a `Place`, one
        column per level, named as the level, the code or None.

    Raises
    ------
    ValueError
        If there are not as many longitudes as latitudes.
    """
    lon = np.atleast_1d(np.asarray(lon, dtype=float))
    lat = np.atleast_1d(np.asarray(lat, dtype=float))
    if lon.shape != lat.shape or lon.ndim != 1:
        raise ValueError(f"Longitudes {lon.shape} and latitudes {lat.shape} differ in number.")
    place = np.full(len(lon), Place.OUTSIDE, dtype=object)
    area = np.full(len(lon), -1)
    finite = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    points = shapely.points(lon[finite], lat[finite])

    primary = boundaries[AreaLevel.PRIMARY_AREA]
    found, several = _find_containing(points, primary.frame.geometry.to_numpy())
    area[finite] = found
    place[finite[found >= 0]] = Place.INSIDE
    place[finite[several]] = Place.BORDER

    left = np.flatnonzero(found < 0)
    near = _find_nearest(points[left], primary.outlines_m)
    area[finite[left]] = near
    place[finite[left[near >= 0]]] = Place.SHORE

    left = left[near < 0]
    at_sea = _is_at_sea(points[left], land)
    place[finite[left[at_sea]]] = Place.SEA

    return pd.DataFrame(
        {"place": pd.Series(place, dtype=object), **_name_areas(area, primary, areas)}
    )


def _find_containing(
    points: NDArray[np.object_], outlines: NDArray[np.object_]
) -> tuple[NDArray[np.int_], NDArray[np.bool_]]:
    """Position of the first outline that holds or touches each point (-1: none); if others do."""
    # Asked this way round, GEOS prepares the few complicated outlines and not the many points.
    outline, point = shapely.STRtree(points).query(outlines, predicate="intersects")
    first = np.full(len(points), len(outlines))
    np.minimum.at(first, point, outline)
    first[first == len(outlines)] = -1
    return first, np.bincount(point, minlength=len(points)) > 1


def _find_nearest(points: NDArray[np.object_], outlines_m: gpd.GeoSeries) -> NDArray[np.int_]:
    """Position of the nearest outline within the shore distance, -1 where there is none."""
    nearest = np.full(len(points), len(outlines_m))
    metres = gpd.GeoSeries(points, crs=LON_LAT).to_crs(METRES).to_numpy()
    usable = np.flatnonzero(np.isfinite(shapely.get_coordinates(metres)).all(axis=1))
    point, outline = shapely.STRtree(outlines_m.to_numpy()).query_nearest(
        metres[usable], max_distance=SHORE_DISTANCE_M, all_matches=True
    )
    np.minimum.at(nearest, usable[point], outline)
    nearest[nearest == len(outlines_m)] = -1
    return nearest


def _is_at_sea(points: NDArray[np.object_], land: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    on_land, _ = _find_containing(points, land.geometry.to_numpy())
    known = shapely.intersects(points, shapely.box(*land.total_bounds))
    at_sea: NDArray[np.bool_] = (on_land < 0) & known
    return at_sea


def _name_areas(
    area: NDArray[np.int_], primary: BoundarySet, areas: AreaRegister
) -> dict[str, pd.Series]:
    columns: dict[str, pd.Series] = {}
    for level in AreaLevel:
        codes = np.full(len(area), None, dtype=object)
        holders = areas.ancestors(AreaLevel.PRIMARY_AREA, level)
        if holders is not None:
            by_position = holders.reindex(primary.frame.index).to_numpy(dtype=object)
            codes[area >= 0] = by_position[area[area >= 0]]
        columns[level.value] = pd.Series(codes, dtype=object)
    return columns
