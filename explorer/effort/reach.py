"""Who lives within reach: residents near the places of the initiatives that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from explorer.effort.subject import Subject
from explorer.initiatives.model import Initiative, Place
from explorer.initiatives.reach import (
    Basis,
    Spread,
    circles_about,
    is_exact,
    people_within,
    spread_over_cells,
    spread_over_land,
)
from explorer.layers import people_of
from explorer.view import ReachBy
from explorer.workspace import Workspace
from geodata.areas import AreaLevel

# What is spread evenly over land is not known to the last resident, and where a point stands for a
# neighbourhood not even to the last hundred.
STEP: Final = 100
ROUGH_STEP: Final = 1_000


@dataclass(frozen=True)
class Within:
    """
    Residents within reach, out of all.

    Parameters
    ----------
    within, people
        Unrounded; of the areas whose number of residents is known.
    """

    within: float
    people: float

    @property
    def share(self) -> float | None:
        """Share 0–1, None where nobody lives."""
        return self.within / self.people if self.people > 0 else None


@dataclass(frozen=True, eq=False)
class Reach:
    """
    Residents within a distance of places.

    Parameters
    ----------
    one
        The initiative that is asked about; None asks about all that run.
    asked
        Whether the view asks for one that is not among those that run and count.
    placed
        Initiatives whose places the circles stand about.
    without_place
        Those that run and count and have no point: several places, a whole city part, the city.
    places
        Points of the circles, each once.
    distance_m
        Radius.
    basis
        What tells where in an area its people live.
    frame
        Indexed by area_code, all areas of the level, sorted: float `people`, `within` and `share`
        (0–1, NaN where nobody lives or nobody knows), and `worse`, whether the area is less
        favourable than the city (boolean, missing where that is not known).
    city
        All residents.
    worse
        Residents of the areas that are less favourable than the city; None where the indicator
        has no better end or no area is.
    unknown
        Primary areas whose number of residents nobody knows.
    """

    one: Initiative | None
    asked: bool
    placed: tuple[Initiative, ...]
    without_place: tuple[Initiative, ...]
    places: tuple[Place, ...]
    distance_m: int
    by: ReachBy
    basis: Basis
    frame: pd.DataFrame
    city: Within
    worse: Within | None
    unknown: int

    @property
    def rough(self) -> bool:
        """Whether any of the points stands for a neighbourhood."""
        return not all(is_exact(place) for place in self.places)


def build_reach(workspace: Workspace, subject: Subject) -> Reach:
    """Count the residents within the view's distance of the one initiative it names, or of all."""
    view = subject.view
    offered = offered_initiatives(subject)
    one = next((each for each in offered if each.id == view.initiative), None)
    placed = offered if one is None else (one,)
    places = distinct_places(placed)
    counted = people_within(
        spread_of(workspace), circles_about(places, view.distance), view.reach_by
    )
    frame = _by_area(workspace, subject, counted)
    return Reach(
        one=one,
        asked=bool(view.initiative) and one is None,
        placed=placed,
        without_place=tuple(each for each in subject.running if not each.places),
        places=places,
        distance_m=view.distance,
        by=view.reach_by,
        basis=spread_of(workspace).basis,
        frame=frame,
        city=_sum(counted),
        worse=_worse(subject, frame),
        unknown=int(counted["people"].isna().sum()),
    )


def offered_initiatives(subject: Subject) -> tuple[Initiative, ...]:
    """List those that run and count and have a place, in the order of the register."""
    return tuple(each for each in subject.running if each.places)


def distinct_places(initiatives: Sequence[Initiative]) -> tuple[Place, ...]:
    """Give every point once; where one is both a place and a neighbourhood it is the place."""
    every = [place for each in initiatives for place in each.places]
    points: dict[tuple[float, float], Place] = {}
    for place in sorted(every, key=is_exact, reverse=True):
        points.setdefault((place.lon, place.lat), place)
    return tuple(points.values())


def spread_of(workspace: Workspace) -> Spread:
    """Say where people live: by the grid where one is loaded, else evenly over each area's land."""
    boundaries = workspace.boundaries[AreaLevel.PRIMARY_AREA]
    if workspace.grid is not None:
        return spread_over_cells(boundaries, workspace.grid)
    return spread_over_land(boundaries, people_of(workspace, AreaLevel.PRIMARY_AREA))


def round_reach(people: float, *, rough: bool) -> int:
    """Round to hundreds, to thousands where points stand for neighbourhoods."""
    step = ROUGH_STEP if rough else STEP
    return int(step * np.floor(people / step + 0.5))


def _by_area(workspace: Workspace, subject: Subject, counted: pd.DataFrame) -> pd.DataFrame:
    index = pd.Index(workspace.areas.codes(subject.level), dtype="str", name="area_code")
    holders = workspace.areas.ancestors(AreaLevel.PRIMARY_AREA, subject.level)
    frame = pd.DataFrame({"people": np.nan, "within": np.nan}, index=index)
    if holders is not None:
        # A sum with a part that nobody knows is not known either.
        held = counted.assign(holder=holders.reindex(counted.index)).groupby("holder")
        sums = held.sum().where(held["people"].count().eq(held.size()))
        frame = sums.reindex(index)
    people = frame["people"]
    frame["share"] = (frame["within"] / people.where(people > 0)).clip(upper=1.0)
    frame["worse"] = subject.worse.reindex(index)
    return frame


def _worse(subject: Subject, frame: pd.DataFrame) -> Within | None:
    worse = frame["worse"].fillna(value=False).astype(bool)
    if not subject.has_need or not worse.any():
        return None
    return _sum(frame.loc[worse])


def _sum(counted: pd.DataFrame) -> Within:
    known = counted.dropna(subset=["people"])
    return Within(float(known["within"].sum()), float(known["people"].sum()))
