"""Which area a position lies in, and what can be said where it lies in none or may lie in several."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import BoundarySet
from geodata.features import LON_LAT, METRES
from geodata.location import SHORE_DISTANCE_M, Place, locate

# The outlines are generalised to about this: nearer to a border the other side may be meant.
NEAR_BORDER_M: Final = 60.0
# A position that is known more roughly says no more than a part of the city.
ROUGH_M: Final = 1000.0
# Further away an area of the city is no answer to anybody.
FAR_M: Final = 50_000.0
MOST_CHOICES: Final = 6


@dataclass(frozen=True)
class Whereabouts:
    """
    How a position lies to the primary areas. It holds no coordinates.

    Parameters
    ----------
    place
        `BORDER` wherever the position may lie in several areas.
    codes
        Primary areas to choose from, nearest first: one alone where it is certain, the nearest
        where the position lies in none, () where all are far away or the position is too rough.
    distance_m
        To the nearest area; 0 within one. None where it is not known.
    rough_m
        How far the position may be wrong, if that is too much to name an area; else None.
    """

    place: Place
    codes: tuple[str, ...]
    distance_m: float | None = 0.0
    rough_m: float | None = None

    @property
    def certain(self) -> bool:
        """Whether the position lies in one area and no other."""
        return self.place is Place.INSIDE


@dataclass(frozen=True)
class Position:
    """
    A position in degrees (WGS 84), and how many metres it may be wrong; 0 for a point on a map.

    It says where a person is: never keep one longer than it takes to find the area.
    """

    lon: float
    lat: float
    accuracy_m: float = 0.0


def find_whereabouts(
    position: Position,
    *,
    boundaries: Mapping[AreaLevel, BoundarySet],
    areas: AreaRegister,
    land: gpd.GeoDataFrame,
) -> Whereabouts:
    """
    Find the area of a position, or those that it may lie in.

    A position may lie in every area that is at most `NEAR_BORDER_M`, or its own uncertainty, away.

    Parameters
    ----------
    position
        Any numbers; what is no position on earth is outside.
    boundaries, areas, land
        As `geodata.location.locate` takes them.
    """
    found = locate(position.lon, position.lat, boundaries, areas, land).iloc[0]
    place = Place(found["place"])
    if position.accuracy_m > ROUGH_M or math.isnan(position.accuracy_m):
        return Whereabouts(place, (), distance_m=None, rough_m=position.accuracy_m)
    distances = _distances(position, boundaries[AreaLevel.PRIMARY_AREA])
    if not distances or distances[0][0] > FAR_M:
        return Whereabouts(place, (), distance_m=None)
    nearest_m, nearest = distances[0]
    if place in {Place.SEA, Place.OUTSIDE}:
        return Whereabouts(place, (nearest,), distance_m=nearest_m)
    reach = max(NEAR_BORDER_M, position.accuracy_m)
    if place is Place.SHORE:
        reach = max(reach, SHORE_DISTANCE_M)
    choices = tuple(code for metres, code in distances if metres <= reach)[:MOST_CHOICES]
    if place is not Place.SHORE:
        place = Place.BORDER if len(choices) > 1 else Place.INSIDE
    return Whereabouts(place, choices, distance_m=nearest_m)


def _distances(position: Position, primary: BoundarySet) -> list[tuple[float, str]]:
    """Metres to every area, nearest first, of equally near ones the smallest code; [] for no position."""
    point = gpd.GeoSeries([shapely.Point(position.lon, position.lat)], crs=LON_LAT)
    metres = point.to_crs(METRES).iloc[0]
    if not np.isfinite(shapely.get_coordinates(metres)).all():
        return []
    # A whole metre is finer than any of this is known.
    away = primary.outlines_m.distance(metres).round()
    return sorted((float(distance), str(code)) for code, distance in away.items())
