"""Areas whose figures are alike, wherever they lie: nearest in statistical distance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.areas import AreaLevel, AreaRegister
from indicators.levels import find_figures
from indicators.measures.groups import Array, MeasureError
from indicators.selection import Selection, select
from indicators.table import IndicatorTable

# One side of living conditions each, so that none counts twice: means, work, school, education,
# homes, and how many stay. Unemployment and median income would repeat the first two. Where people
# were born is left out on purpose: the question is which areas have like conditions, not like
# people. Ages are counts of people and turnout is old by area; both are left out.
DEFAULT_PROFILE: Final = (
    "low_economic_standard",
    "employment_rate",
    "upper_secondary_eligible",
    "higher_education_share",
    "rental_dwellings_share",
    "stayers_share",
)
MOST: Final = 5
FEWEST_AREAS: Final = 3  # of two, each is the other's nearest, whatever the figures
# Of the indicators that have figures; fewer, and two areas would be held against each other by
# other things than the next two.
SHARED: Final = (2, 3)
# Spread smaller than this part of the largest value is rounding.
ROUNDING: Final = 1e-12


@dataclass(frozen=True, eq=False)
class Neighbour:
    """
    One area held against the area asked for.

    Parameters
    ----------
    distance
        In standard deviations: root of the mean squared difference over the shared indicators; 0
        when all are equal.
    differences
        Its value less that of the area asked for in standard deviations, by indicator, only the
        shared ones, the largest difference first.
    """

    code: str
    distance: float
    differences: pd.Series

    @property
    def most_different(self) -> str:
        """The indicator in which the two differ most."""
        return str(self.differences.index[0])

    @property
    def most_alike(self) -> str:
        """The indicator in which the two differ least."""
        return str(self.differences.index[-1])


@dataclass(frozen=True, eq=False)
class Similar:
    """
    The areas most like one.

    Parameters
    ----------
    neighbours
        Nearest first; equally near ones by code.
    typical
        Median distance from the area to all others that were compared: what a distance is held
        against.
    compared
        How many other areas were compared.
    fewest_shared
        How many indicators two areas had to share.
    used
        Indicators that told areas apart.
    unused
        Those that did not: no area, or no two different areas, had a figure.
    left_out
        How many indicators an area shares that shares too few.
    """

    code: str
    neighbours: tuple[Neighbour, ...]
    typical: float
    compared: int
    fewest_shared: int
    used: tuple[str, ...]
    unused: tuple[str, ...]
    left_out: Mapping[str, int]


def similar_areas(
    matrix: pd.DataFrame,
    code: str,
    *,
    people: pd.Series | None = None,
    most: int = MOST,
    fewest_shared: int | None = None,
) -> Similar:
    """
    Find the areas whose figures are most like those of one.

    Each indicator is set to mean 0 and standard deviation 1 by people, so that none counts more for
    its unit. The distance of two areas is the root of the mean squared difference over the
    indicators that both have: a missing one neither shortens nor lengthens it. It is 0 for equal
    figures and the same both ways. Through a third area it may be shorter, where another indicator
    is missing. Indicators that go together count their common part more than once.

    Parameters
    ----------
    matrix
        Indexed by area_code, one float column per indicator_id in its own unit, NaN where there is
        no figure.
    code
        The area asked for.
    people
        Weights of mean and standard deviation by area; an area that is missing, NaN or 0 is
        compared but does not count in them (such as an area of one's own, whose people would count
        twice). None: each area counts once.
    most
        How many to give, at least 1.
    fewest_shared
        How many indicators two areas must share; None: two thirds of those used, rounded up.

    Raises
    ------
    MeasureError
        If there is no such area, an area repeats, a figure is infinite, people are negative or
        nobody's, no indicator tells areas apart, the area has too few figures, or fewer than three
        areas can be compared.

    References
    ----------
    Chartered Institute of Public Finance and Accountancy. Nearest Neighbours Model. (Indicators
    set to mean 0 and standard deviation 1, Euclidean distance.)
    Office for National Statistics. Clustering similar local authorities and statistical nearest
    neighbours in the UK, methodology. (What such lists are for.)
    """
    if most < 1:
        raise ValueError(f"It takes at least one area to give, not {most}.")
    if not matrix.index.is_unique:
        raise MeasureError("Each area may stand once.")
    if code not in matrix.index:
        raise MeasureError(f"There is no area “{code}” among those compared.")
    standard = _standardise(matrix, people)
    if not standard.shape[1]:
        raise MeasureError("No indicator tells the areas apart.")
    needed = _needed(standard.shape[1], fewest_shared)
    own = standard.to_numpy(dtype="float64")[matrix.index.get_loc(code)]
    if (has := int((~np.isnan(own)).sum())) < needed:
        raise MeasureError(f"The area “{code}” has {has} of the figures; it takes {needed}.")
    apart = standard.drop(index=code) - own
    shared = apart.notna().sum(axis=1)
    near = apart[shared >= needed]
    if len(near) + 1 < FEWEST_AREAS:
        raise MeasureError(f"Fewer than {FEWEST_AREAS} areas share enough figures to be compared.")
    distances = np.sqrt((near**2).mean(axis=1)).rename("distance")
    # Equal up to rounding is equally near.
    order = distances.to_frame().assign(near=distances.round(9), name=distances.index.astype(str))
    nearest = order.sort_values(["near", "name"]).index[:most]
    too_few = shared[shared < needed]
    return Similar(
        code=code,
        neighbours=tuple(
            Neighbour(str(each), float(distances.loc[each]), _by_size(near.loc[each]))
            for each in nearest
        ),
        typical=float(distances.median()),
        compared=len(near),
        fewest_shared=needed,
        used=tuple(map(str, standard.columns)),
        unused=tuple(str(each) for each in matrix.columns if each not in standard.columns),
        left_out={str(each): int(count) for each, count in too_few.sort_index().items()},
    )


def profile_matrix(
    table: IndicatorTable, areas: AreaRegister, level: AreaLevel, indicator_ids: Sequence[str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """
    Put the newest values of several indicators side by side.

    Returns
    -------
    matrix
        Indexed by area_code, all codes of the level, sorted; one float column per indicator in the
        order asked for, in its own unit. NaN where there is no figure or it is withheld; a column
        of NaN for an indicator that has nothing on the level.
    periods
        The newest period in which any area of the level has a value, by indicator; an indicator
        that has nothing on the level is not in it.

    Raises
    ------
    KeyError
        If there is no such indicator.
    """
    index = pd.Index(areas.codes(level), name="area_code", dtype="str")
    columns: dict[str, pd.Series] = {}
    periods: dict[str, str] = {}
    for name in dict.fromkeys(indicator_ids):
        if name not in table.definitions:
            raise KeyError(f"There is no indicator {name!r}.")
        period = _newest(table, areas, level, name)
        if period is None:
            columns[name] = pd.Series(np.nan, index=index)
            continue
        periods[name] = period
        columns[name] = select(table, areas, Selection(name, level, period)).frame["value"]
    return pd.DataFrame(columns, index=index, dtype="float64"), periods


def _newest(table: IndicatorTable, areas: AreaRegister, level: AreaLevel, name: str) -> str | None:
    definition = table.definitions[name]
    for period in sorted(table.periods(name), reverse=True):
        if find_figures(table, areas, definition, level, period).available:
            return period
    return None


def _needed(used: int, fewest_shared: int | None) -> int:
    above, below = SHARED
    return -(-used * above // below) if fewest_shared is None else max(1, fewest_shared)


def _standardise(matrix: pd.DataFrame, people: pd.Series | None) -> pd.DataFrame:
    """Set each indicator to mean 0 and standard deviation 1 by people; without spread it goes."""
    values = matrix.to_numpy(dtype="float64")
    if np.isinf(values).any():
        raise MeasureError("A figure is infinite.")
    weights = _weights(matrix.index, people)
    found: dict[str, Array] = {}
    for name, column in zip(map(str, matrix.columns), values.T, strict=True):
        counts: npt.NDArray[np.bool_] = ~np.isnan(column) & (weights > 0)
        if not counts.any():
            continue
        shares = weights[counts] / weights[counts].sum()
        mean = shares @ column[counts]
        spread = float(np.sqrt(shares @ (column[counts] - mean) ** 2))
        if spread > ROUNDING * np.abs(column[counts]).max():
            found[name] = (column - mean) / spread
    return pd.DataFrame(found, index=matrix.index)


def _weights(index: pd.Index, people: pd.Series | None) -> Array:
    if people is None:
        return np.ones(len(index))
    if not people.index.is_unique:
        raise MeasureError("Each area may stand once.")
    weights = people.reindex(index).to_numpy(dtype="float64")
    if np.isinf(weights).any() or (weights < 0).any():
        raise MeasureError("The number of people is negative or infinite in an area.")
    if not (weights > 0).any():
        raise MeasureError("Nobody is known to live in the areas.")
    return np.asarray(np.nan_to_num(weights))


def _by_size(differences: pd.Series) -> pd.Series:
    shared = differences.dropna()
    return shared.reindex(shared.abs().sort_values(ascending=False, kind="stable").index)
