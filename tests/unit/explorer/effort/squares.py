"""
Three made-up square areas of 4 × 4 km in SWEREF 99 TM, side by side from west to east.

    101 | 102 | 103      east 310–314, 314–318, 318–322 km; north 6 400–6 404 km
"""

from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import Transformer

from explorer.initiatives.model import Place, Precision
from geodata.areas import AreaLevel
from geodata.boundaries import BoundarySet

WEST, SOUTH, SIDE = 310_000.0, 6_400_000.0, 4_000.0
CODES: Final = ("101", "102", "103")
TO_DEGREES: Final = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)


def squares() -> BoundarySet:
    """Draw the three areas."""
    outlines = [
        shapely.box(WEST + at * SIDE, SOUTH, WEST + (at + 1) * SIDE, SOUTH + SIDE)
        for at in range(len(CODES))
    ]
    # Without corners on the way a straight border in one system is a slightly bent one in the other.
    frame = gpd.GeoDataFrame(
        {"name": list(CODES)},
        geometry=[shapely.segmentize(outline, 100) for outline in outlines],
        index=pd.Index(CODES, name="area_code", dtype="str"),
        crs="EPSG:3006",
    )
    return BoundarySet(AreaLevel.PRIMARY_AREA, frame.to_crs("EPSG:4326"))


def people(*counts: float) -> pd.Series:
    """Let so many people live in the areas, from west to east."""
    return pd.Series(counts, index=pd.Index(CODES, name="area_code", dtype="str"), dtype="float64")


def place_at(
    east_km: float, north_km: float = 2.0, precision: Precision = Precision.PLACE
) -> Place:
    """Put a place so many kilometres from the south-western corner."""
    lon, lat = TO_DEGREES.transform(WEST + 1000 * east_km, SOUTH + 1000 * north_km)
    return Place("Made up", lon, lat, precision, None)
