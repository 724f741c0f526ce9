"""How figures, boundaries and initiatives meet: by code, one to one, with a report of what did not match."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from explorer.initiatives.model import Initiative
from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import BoundarySet


@dataclass(frozen=True)
class LevelMatch:
    """
    The join of one level, as code lists.

    `matched` counts the areas that have a boundary. The two tuples name what was left over: codes
    with figures but no boundary, and boundaries that no figure of the level mentions.
    """

    level: AreaLevel
    matched: int
    without_boundary: tuple[str, ...]
    without_figures: tuple[str, ...]


@dataclass(frozen=True)
class JoinReport:
    """
    What matched and what did not, over all levels and for the initiatives.

    `moved` holds the initiatives whose point lies in another primary area than the register says,
    as (id, stated code, code found by the boundaries); borders here are generalised to about 60 m.
    """

    levels: tuple[LevelMatch, ...]
    moved: tuple[tuple[str, str, str], ...]

    @property
    def complete(self) -> bool:
        """True when nothing was left over on either side of any level."""
        return not any(match.without_boundary or match.without_figures for match in self.levels)


def match_levels(
    observations: pd.DataFrame, boundaries: Mapping[AreaLevel, BoundarySet], areas: AreaRegister
) -> tuple[LevelMatch, ...]:
    """
    Compare, level by level, the codes that have figures with the codes that have a boundary.

    Parameters
    ----------
    observations
        Columns `area_level` and `area_code`, any number of rows for each area.
    boundaries
        One boundary set for each level; a level that is not there has none.
    areas
        The register that both sides refer to.
    """
    found = []
    for level in AreaLevel:
        figures = set(observations.loc[observations["area_level"] == level.value, "area_code"])
        outlines = set(boundaries[level].frame.index) if level in boundaries else set()
        registered = set(areas.codes(level))
        found.append(
            LevelMatch(
                level=level,
                matched=len(registered & outlines),
                without_boundary=tuple(sorted((figures | registered) - outlines)),
                without_figures=tuple(sorted(outlines - figures)),
            )
        )
    return tuple(found)


def join_values(boundary_set: BoundarySet, values: pd.DataFrame) -> gpd.GeoDataFrame:
    """
    Put values beside the boundaries of a level, one to one by area_code.

    Returns
    -------
    joined
        Indexed by area_code in the order of the boundaries; `geometry`, then the values' columns.

    Raises
    ------
    ValueError
        If a code occurs twice on a side, or only one side has it: `select` always returns every
        area of its level, so a difference is a fault of ours and not of the data.
    """
    outlines = boundary_set.frame
    if not outlines.index.is_unique or not values.index.is_unique:
        raise ValueError("An area code occurs twice in the join.")
    if set(outlines.index) != set(values.index):
        different = sorted(set(outlines.index) ^ set(values.index), key=str)
        raise ValueError(f"These areas are on one side of the join only: {different}")
    return outlines[["geometry"]].join(values, validate="one_to_one")


def find_moved(
    initiatives: tuple[Initiative, ...], located: pd.DataFrame
) -> tuple[tuple[str, str, str], ...]:
    """
    Name the initiatives whose point lies in another primary area than the register says.

    Parameters
    ----------
    initiatives
        Those with a point, in the order of `located`; one without a stated area cannot have moved.
    located
        Result of `geodata.location.locate` for their points.
    """
    codes = located[AreaLevel.PRIMARY_AREA.value].to_numpy(dtype=object)
    stated = np.array([each.primary_area_code for each in initiatives], dtype=object)
    return tuple(
        (each.id, str(said), "" if found is None else str(found))
        for each, said, found in zip(initiatives, stated, codes, strict=True)
        if said is not None and said != found
    )
