"""Everything the explorer works on, loaded and checked once (reads)."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from explorer.i18n import languages
from explorer.initiatives.database import Absent
from explorer.initiatives.model import OrganisationType, Status
from explorer.initiatives.register import Register, load_register
from explorer.initiatives.store import Store
from explorer.join import JoinReport, find_moved, match_levels
from explorer.population_grid import GRID_FILE, PopulationGrid, load_grid
from explorer.view import Known
from geodata.areas import AreaLevel, AreaRegister, load_areas
from geodata.boundaries import BoundarySet, load_boundaries, load_land
from geodata.gazetteer import Gazetteer, areas_alone, load_gazetteer
from geodata.location import locate
from geodata.problems import DataError, Problem
from indicators.selection import Selection, combinations, select
from indicators.table import IndicatorTable, load_table

POPULATION = "population"
GAZETTEER_FILE = "gazetteer.csv"


@dataclass(frozen=True, eq=False)
class Workspace:
    """
    The data of one city: areas, boundaries, figures, initiatives, and how they joined.

    `people` holds residents of every area, indexed by (area_level, area_code), in the newest period
    that has figures for a level's areas; `people_period` names that period. `grid` tells more finely
    where people live, None where the data folder has no such file. `gazetteer` knows names of places.
    """

    areas: AreaRegister
    boundaries: dict[AreaLevel, BoundarySet]
    land: gpd.GeoDataFrame
    table: IndicatorTable
    register: Register
    people: pd.Series
    people_period: str
    report: JoinReport
    grid: PopulationGrid | None = None
    gazetteer: Gazetteer = field(default_factory=Gazetteer)


def load_workspace(data_dir: Path | None = None) -> Workspace:
    """
    Load all data sets and join them.

    Parameters
    ----------
    data_dir
        Folder whose files replace the built-in ones of the same name; None uses the built-in data.

    Raises
    ------
    DataError
        With the problems of every file that could be read, not only of the first bad one.
    """
    problems: list[Problem] = []

    def replaced(name: str) -> Path | None:
        return own_file(data_dir, name)

    if data_dir is not None and not data_dir.is_dir():
        raise DataError([Problem("file-missing", str(data_dir.name))])
    # Everything else refers to the areas, so nothing can be checked without them.
    areas = load_areas(replaced("areas.csv"))
    boundaries, table, register, land = None, None, None, None
    try:
        boundaries = load_boundaries(areas, replaced("primary_areas.geojson"))
    except DataError as error:
        problems += error.problems
    try:
        table = load_table(areas, directory=data_dir)
    except DataError as error:
        problems += error.problems
    try:
        register = load_register(areas, replaced("initiatives.csv"))
    except DataError as error:
        problems += error.problems
    try:
        land = load_land(replaced("land.geojson"))
    except DataError as error:
        problems += error.problems
    grid, grid_file = None, replaced(GRID_FILE)
    try:
        grid = None if grid_file is None else load_grid(grid_file)
    except DataError as error:
        problems += error.problems
    gazetteer = areas_alone(areas)
    try:
        # Built-in names of places belong to the built-in areas alone.
        if replaced("areas.csv") is None or replaced(GAZETTEER_FILE) is not None:
            gazetteer = load_gazetteer(areas, replaced(GAZETTEER_FILE))
    except DataError as error:
        problems += error.problems
    if problems or boundaries is None or table is None or register is None or land is None:
        raise DataError(problems)
    people, period = _count_people(table, areas)
    report = JoinReport(levels=match_levels(table.observations, boundaries, areas), moved=())
    workspace = Workspace(
        areas, boundaries, land, table, register, people, period, report, grid, gazetteer
    )
    return with_register(workspace, register)


def own_file(data_dir: Path | None, name: str) -> Path | None:
    """Find the file that replaces a built-in one; None where the built-in one holds."""
    path = None if data_dir is None else data_dir / name
    return path if path is not None and path.exists() else None


def with_register(workspace: Workspace, register: Register) -> Workspace:
    """Put a register in the place of a workspace's own, and say anew whose points do not fit."""
    placed = tuple(each for each in register.initiatives if each.has_point)
    lon, lat = (
        np.array([getattr(each, name) for each in placed], dtype="float64")
        for name in ("lon", "lat")
    )
    located = locate(lon, lat, workspace.boundaries, workspace.areas, workspace.land)
    report = replace(workspace.report, moved=find_moved(placed, located))
    return replace(workspace, register=register, report=report)


def open_store(url: str, areas: AreaRegister, *, data_dir: Path | None = None) -> Store:
    """Name the database of the register; nothing is opened yet. Files of one's own fill an empty one."""
    return Store(
        url,
        areas,
        seed=own_file(data_dir, "initiatives.csv"),
        attainment_seed=own_file(data_dir, "attainment.csv"),
    )


def with_kept_register(workspace: Workspace, url: str) -> Workspace:
    """
    Take the register from its database, where there is one; no database is ever made here.

    Raises
    ------
    Unavailable
        If there is one that does not answer.
    """
    try:
        return with_register(workspace, Store(url, workspace.areas).register())
    except Absent:
        return workspace


# Asked for at every message of the map's frame; the data do not change under a workspace.
# As many as there are states of the register in use at once.
@lru_cache(maxsize=8)
def known_names(workspace: Workspace) -> Known:
    """Names that a link may use with these data."""
    return Known(
        indicators=frozenset(workspace.table.definitions),
        areas={level: frozenset(workspace.areas.codes(level)) for level in AreaLevel},
        languages=languages(),
        organisers=frozenset(each.value for each in OrganisationType),
        statuses=frozenset(each.value for each in Status),
        periods=frozenset(workspace.table.observations["period"]),
    )


def _count_people(table: IndicatorTable, areas: AreaRegister) -> tuple[pd.Series, str]:
    """Residents of every area at all levels, in the newest period that all levels have."""
    available = combinations(table, areas, POPULATION) if POPULATION in table.definitions else ()
    levels_of: dict[str, set[AreaLevel]] = {}
    for each in available:
        if each.available:
            levels_of.setdefault(each.period, set()).add(each.level)
    wanted = [level for level in AreaLevel if areas.codes(level)]
    complete = [period for period, levels in levels_of.items() if levels == set(wanted)]
    if not complete:
        empty = pd.MultiIndex.from_arrays([[], []], names=["area_level", "area_code"])
        return pd.Series([], index=empty, dtype="float64", name="people"), ""
    period = max(complete)
    by_level = {
        level.value: select(table, areas, Selection(POPULATION, level, period)).frame["value"]
        for level in wanted
    }
    people = pd.concat(by_level, names=["area_level", "area_code"]).rename("people")
    return people, period
