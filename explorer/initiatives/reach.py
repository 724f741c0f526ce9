"""How many people live near places: circles in metres, and where people live."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from explorer.choices import ReachBy
from explorer.initiatives.model import Place, Precision
from explorer.population_grid import PopulationGrid, cell_squares
from geodata.boundaries import BoundarySet
from geodata.features import LON_LAT, METRES

# Corners of a quarter of a circle: the polygon lacks less than a ten-thousandth of its surface.
CORNERS: Final = 64


class Basis(StrEnum):
    """What tells where in an area its people live."""

    LAND = "land"
    GRID = "grid"


@dataclass(frozen=True, eq=False)
class Spread:
    """
    Where people live, as pieces of land over which they are spread evenly.

    Parameters
    ----------
    areas
        Outlines of all primary areas in metres (EPSG:3006), by area_code.
    outlines
        Of the pieces, in metres too.
    codes
        The primary area that each piece lies in.
    people
        How many live in each piece; NaN where nobody knows.
    basis
        Whether the pieces are whole areas, or cells of a grid.
    """

    areas: gpd.GeoSeries
    outlines: NDArray[np.object_]
    codes: NDArray[np.object_]
    people: NDArray[np.float64]
    basis: Basis


def spread_over_land(boundaries: BoundarySet, people: pd.Series) -> Spread:
    """
    Spread the people of each primary area evenly over its land.

    Parameters
    ----------
    boundaries
        Outlines of the primary areas, clipped to the coastline. Lakes, woods and works within them
        count as land where people live.
    people
        By area_code; an area that is not in it has an unknown number.
    """
    outlines = boundaries.outlines_m
    return Spread(
        areas=outlines,
        outlines=outlines.to_numpy(),
        codes=outlines.index.to_numpy(dtype=object),
        people=people.reindex(outlines.index).to_numpy(dtype="float64"),
        basis=Basis.LAND,
    )


# Asked for at every step of the distance; neither of the two changes.
@lru_cache(maxsize=4)
def spread_over_cells(boundaries: BoundarySet, grid: PopulationGrid) -> Spread:
    """
    Spread the people of each cell evenly over the land of primary areas that lies in it.

    A cell in which no area has any land is passed over: its people do not live in the city.
    """
    outlines = boundaries.outlines_m
    squares = cell_squares(grid.cells)
    cell, area = shapely.STRtree(outlines.to_numpy()).query(squares, predicate="intersects")
    pieces = shapely.intersection(squares[cell], outlines.to_numpy()[area])
    surface = shapely.area(pieces)
    whole = np.bincount(cell, weights=surface, minlength=len(squares))
    lies = surface > 0
    cell, area, pieces, surface = cell[lies], area[lies], pieces[lies], surface[lies]
    people = grid.cells["people"].to_numpy(dtype="float64")
    return Spread(
        areas=outlines,
        outlines=pieces,
        codes=outlines.index.to_numpy(dtype=object)[area],
        people=people[cell] * surface / whole[cell],
        basis=Basis.GRID,
    )


def circles_about(places: Iterable[Place], distance_m: float) -> shapely.Geometry:
    """
    Draw everything that lies within a distance of any of the places, in metres (EPSG:3006).

    The distance is a straight line in the plane of SWEREF 99 TM, which in Gothenburg differs from
    that on the ground by less than a ten-thousandth. No place gives an empty shape.
    """
    # Several initiatives often stand at one point.
    points = sorted({(place.lon, place.lat) for place in places})
    lon, lat = np.array(points, dtype="float64").reshape(-1, 2).T
    metres = gpd.GeoSeries(shapely.points(lon, lat), crs=LON_LAT).to_crs(METRES)
    return shapely.union_all(shapely.buffer(metres.to_numpy(), distance_m, quad_segs=CORNERS))


def people_within(spread: Spread, circles: shapely.Geometry, by: ReachBy) -> pd.DataFrame:
    """
    Count the people within circles, by primary area; whoever lies within several counts once.

    Parameters
    ----------
    by
        `LINE` counts of each piece of land the share that lies within, `AREAS` all people of every
        area that the circles touch: never fewer.

    Returns
    -------
    counted
        Indexed by area_code, sorted, all primary areas; float columns `people` and `within`, NaN
        where nobody knows how many live there. An area without any cell of a grid has nobody.
    """
    shapely.prepare(circles)
    near = shapely.intersects(circles, spread.outlines)
    share = shapely.contains(circles, spread.outlines).astype("float64")
    crossed = near & (share == 0)
    cut = shapely.area(shapely.intersection(spread.outlines[crossed], circles))
    # What rounding adds would let more people in than live there.
    share[crossed] = np.minimum(cut / shapely.area(spread.outlines[crossed]), 1.0)
    pieces = pd.DataFrame({"people": spread.people, "within": spread.people * share})
    counted = pieces.groupby(spread.codes).sum(min_count=1)
    index = pd.Index(spread.areas.index, dtype="str", name="area_code")
    nobody = 0.0 if spread.basis is Basis.GRID else np.nan
    counted = counted.reindex(index, fill_value=nobody).sort_index()
    if by is ReachBy.AREAS:
        touched = pd.Series(shapely.intersects(circles, spread.areas.to_numpy()), index=index)
        counted["within"] = counted["people"].where(counted["people"].isna() | touched, 0.0)
    return counted


def is_exact(place: Place) -> bool:
    """Whether the point is the place itself, and does not stand for its neighbourhood."""
    return place.precision is not Precision.AREA
