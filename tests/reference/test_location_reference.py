"""
Our generalised outlines against the city's own boundary file of 2025.

The file is read from `../shared/reference` and never copied; its outlines reach far out to sea.
On land are the points inside a polygon of `land.geojson` or inside one of our areas: both have
the coastline of GSHHG, generalised differently. Points are spread evenly over the ground (in
metres), and those that lie in an area of the reference and on land are counted.
"""

from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.areas import AreaLevel, load_areas
from geodata.boundaries import load_boundaries, load_land
from geodata.location import locate

POINTS = 10_000
SEED = 2025
LON_LAT, METRES = "EPSG:4326", "EPSG:3006"


class Comparison(NamedTuple):
    """One row per point: `ours`, `theirs` (codes, ours may be missing) and `border_m`."""

    points: pd.DataFrame
    reference: gpd.GeoDataFrame


@pytest.fixture(scope="module")
def comparison(shared_reference: Path) -> Comparison:
    reference = gpd.read_file(shared_reference / "primary_areas_official_2025.geojson")
    assert reference.crs == LON_LAT
    reference = reference.rename(columns={"PRIMÄROMRÅ": "theirs"})[["theirs", "geometry"]]
    reference_m = reference.to_crs(METRES)
    areas = load_areas()
    boundaries = load_boundaries(areas)
    land = load_land()
    ground = gpd.GeoDataFrame(
        geometry=pd.concat([land.geometry, boundaries[AreaLevel.PRIMARY_AREA].frame.geometry]),
        crs=LON_LAT,
    )

    rng = np.random.default_rng(SEED)
    west, south, east, north = reference_m.total_bounds
    # About three points in ten of the bounding box are in the city and on land.
    drawn_m = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(
            rng.uniform(west, east, 6 * POINTS), rng.uniform(south, north, 6 * POINTS), crs=METRES
        )
    )
    drawn_m = drawn_m.sjoin(reference_m, predicate="within").drop(columns="index_right")
    drawn_m = drawn_m[~drawn_m.index.duplicated(keep=False)]
    on_land = drawn_m.to_crs(LON_LAT).sjoin(ground, predicate="within").index.unique()
    points_m = drawn_m.loc[on_land.sort_values()[:POINTS]]

    points = points_m.to_crs(LON_LAT).geometry
    located = locate(points.x, points.y, boundaries, areas, land)
    borders_m = shapely.union_all(reference_m.boundary.to_numpy())
    compared = pd.DataFrame(
        {
            "ours": located["primary_area"].to_numpy(),
            "theirs": points_m["theirs"].to_numpy(),
            "border_m": points_m.distance(borders_m).to_numpy(),
        }
    )
    return Comparison(compared, reference)


def test_both_files_have_the_same_primary_areas(comparison: Comparison) -> None:
    codes = load_areas().codes(AreaLevel.PRIMARY_AREA)
    assert tuple(sorted(comparison.reference["theirs"])) == codes


def test_at_least_99_percent_of_10_000_points_on_land_agree(comparison: Comparison) -> None:
    points = comparison.points
    assert len(points) == POINTS
    # The draw reaches nearly every area, so the comparison is one of the whole city.
    assert points["theirs"].nunique() >= 94
    assert (points["ours"] == points["theirs"]).mean() >= 0.99


def test_every_disagreement_lies_within_150_metres_of_a_border(comparison: Comparison) -> None:
    points = comparison.points
    differing = points[points["ours"] != points["theirs"]]
    # Outlines that are generalised to 60 m cannot agree everywhere: none would mean no comparison.
    assert not differing.empty
    assert differing["border_m"].max() <= 150
