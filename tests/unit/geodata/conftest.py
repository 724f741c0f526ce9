from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from geodata.areas import AreaLevel, AreaRegister, load_areas
from geodata.boundaries import BoundarySet, load_boundaries, load_land
from tests.unit.geodata.grid import squares, write_areas, write_features


@pytest.fixture(scope="session")
def areas() -> AreaRegister:
    return load_areas()


@pytest.fixture(scope="session")
def boundaries(areas: AreaRegister) -> Mapping[AreaLevel, BoundarySet]:
    return load_boundaries(areas)


@pytest.fixture(scope="session")
def land() -> gpd.GeoDataFrame:
    return load_land()


@pytest.fixture
def grid_areas(tmp_path: Path) -> AreaRegister:
    return load_areas(write_areas(tmp_path / "areas.csv"))


@pytest.fixture
def grid_boundaries(tmp_path: Path, grid_areas: AreaRegister) -> dict[AreaLevel, BoundarySet]:
    return load_boundaries(grid_areas, write_features(tmp_path / "grid.geojson", squares()))


@pytest.fixture
def grid_land() -> gpd.GeoDataFrame:
    """Land under the four squares and an island to the east of them, sea in between."""
    outlines = [box(12.00, 57.70, 12.02, 57.72), box(12.05, 57.70, 12.06, 57.72)]
    return gpd.GeoDataFrame(geometry=outlines, crs="EPSG:4326")
