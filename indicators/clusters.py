"""
Whether neighbouring areas have figures that are alike (Moran's I), and where they are.

The statistics come from esda. The shuffling is done here, with a generator that is passed in: esda
draws from numpy's global state, which other threads of a server draw from as well, its p-values
look at one end only, and its draws differ with and without numba.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.measures.groups import MeasureError

Array = npt.NDArray[np.float64]
# With 96 areas the rule for many tests asks the first of them for a p below 0.05 / 96 = 0.0005.
# The smallest p of 999 shuffles is 0.002, so that no cluster could be found alone; of 9999 it is
# 0.0002.
PERMUTATIONS: Final = 9999
FALSE_DISCOVERY_RATE: Final = 0.05
# With 10 areas and 4 neighbours there are 126 ways to draw the neighbours, so p is at least 0.016,
# and the first needs 0.005: no cluster could be found. With 20 there are 3876: 0.0005 and 0.0025.
FEWEST_AREAS: Final = 20
# Equal sums that were added up in another order differ by less than this.
ROUNDING: Final = 1e-10


class ClusterKind(StrEnum):
    """How an area's value stands to its neighbours' values, above (high) or below (low) the mean."""

    HIGH_HIGH = "high-high"
    LOW_LOW = "low-low"
    HIGH_LOW = "high-low"
    LOW_HIGH = "low-high"
    NOT_SIGNIFICANT = "not-significant"
    LEFT_OUT = "left-out"


class NoCluster(StrEnum):
    """Why an area is left out."""

    NO_FIGURE = "no-figure"
    NO_NEIGHBOUR = "no-neighbour"


# esda's numbers for the quadrants.
QUADRANTS: Final = {
    1: ClusterKind.HIGH_HIGH,
    2: ClusterKind.LOW_HIGH,
    3: ClusterKind.LOW_LOW,
    4: ClusterKind.HIGH_LOW,
}


@dataclass(frozen=True)
class Moran:
    """
    Moran's I of all areas together.

    `expected` is the mean of I over all orders of the values, −1 / (areas − 1); `z` says how many
    standard deviations of the shuffled ones I lies from their mean; `p` is two-sided.
    """

    index: float
    expected: float
    z: float
    p: float


@dataclass(frozen=True, eq=False)
class Clusters:
    """
    Likeness of neighbours, for all areas together and for each.

    Parameters
    ----------
    local
        Index area_code, sorted, every area that has an entry among the neighbours. Columns
        `local_i`, `p` and `neighbour_mean` (mean of the neighbours, in the values' unit), NaN for
        an area that is left out, and `kind` (str, of `ClusterKind`).
    left_out
        Why, for every area that is left out.
    threshold
        A local p must be below it: Benjamini and Hochberg's for `FALSE_DISCOVERY_RATE`.
    permutations
        How often the values were shuffled.
    """

    moran: Moran
    local: pd.DataFrame
    left_out: Mapping[str, NoCluster]
    threshold: float
    permutations: int


def find_clusters(
    values: pd.Series,
    neighbours: Mapping[str, Sequence[str]],
    *,
    rng: np.random.Generator,
    members: Mapping[str, Sequence[str]] | None = None,
    permutations: int = PERMUTATIONS,
) -> Clusters:
    """
    Measure how alike neighbours are, and find areas that are so beyond chance.

    Each neighbour of an area counts equally (row-standardised weights). Areas without a figure,
    and then those that have no neighbour with a figure, are left out and named.

    Parameters
    ----------
    values
        By area_code, or by unit where `members` are given; NaN where there is no figure.
    neighbours
        Codes of the neighbours by area_code, symmetric, every area of the level.
    rng
        What shuffles the values. The same seed gives the same answer, in whatever order the
        values come.
    members
        The areas of each unit, where several share one published figure. They count as one: a
        figure that stands in two areas says nothing about whether neighbours are alike.
    permutations
        How often the values are shuffled.

    Raises
    ------
    MeasureError
        If fewer than `FEWEST_AREAS` are left, all values are equal, or one is infinite.
    KeyError
        If a value belongs to an area that is not among the neighbours.

    References
    ----------
    Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37, 17–23.
    Anselin, L. (1995). Local indicators of spatial association – LISA. Geographical Analysis 27,
    93–115.
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289–300.
    """
    # Both take nearly a second to load, which nobody should wait for who looks at something else.
    import esda
    from libpysal.weights import W

    known = values.dropna().astype("float64").sort_index()
    units = {str(unit): [str(unit)] for unit in known.index}
    if members is not None:
        units = {unit: list(members[unit]) for unit in units}
    if unknown := sorted({code for codes in units.values() for code in codes} - set(neighbours)):
        raise KeyError(f"No neighbours are given for {', '.join(unknown)}.")
    beside = _join_units(units, neighbours)
    kept = [unit for unit, others in beside.items() if others]
    given = np.asarray(known.loc[kept], dtype=np.float64)
    _refuse(known, given)
    # There are no islands among these any more. That some areas hang together only among
    # themselves, which is all that libpysal would warn of, changes nothing in the formulas.
    weights = W({unit: beside[unit] for unit in kept}, id_order=kept, silence_warnings=True)
    whole = esda.Moran(given, weights, transformation="r", permutations=0)
    each = esda.Moran_Local(given, weights, transformation="r", permutations=0)
    matrix = weights.sparse.toarray()
    shuffled = _shuffle_all(given, matrix, rng, permutations)
    local_p = _local_p(each.Is, given, matrix, rng, permutations)
    threshold = float(esda.fdr(local_p, alpha=FALSE_DISCOVERY_RATE))
    kinds = [
        QUADRANTS[quadrant] if p < threshold else ClusterKind.NOT_SIGNIFICANT
        for quadrant, p in zip(each.q.tolist(), local_p, strict=True)
    ]
    rows = pd.DataFrame(
        {
            "local_i": each.Is,
            "p": local_p,
            "neighbour_mean": matrix @ given,
            "kind": [kind.value for kind in kinds],
        },
        index=kept,
    )
    left_out = dict.fromkeys(set(neighbours).difference(*units.values()), NoCluster.NO_FIGURE) | {
        code: NoCluster.NO_NEIGHBOUR for unit in set(beside) - set(kept) for code in units[unit]
    }
    return Clusters(
        moran=Moran(
            index=float(whole.I),
            expected=float(whole.EI),
            z=float((whole.I - shuffled.mean()) / shuffled.std()),
            p=float(_two_sided(np.array([whole.I]), shuffled[:, None])[0]),
        ),
        local=_per_area(rows, units, neighbours),
        left_out=dict(sorted(left_out.items())),
        threshold=threshold,
        permutations=permutations,
    )


def _join_units(
    units: Mapping[str, Sequence[str]], neighbours: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Name the units with a figure that each unit borders on."""
    owner = {code: unit for unit, codes in units.items() for code in codes}
    return {
        unit: sorted(
            {owner[other] for code in codes for other in neighbours[code] if other in owner}
            - {unit}
        )
        for unit, codes in units.items()
    }


def _refuse(known: pd.Series, given: Array) -> None:
    infinite = known.index[~np.isfinite(known)]
    if len(infinite):
        raise MeasureError(f"The value is infinite for {', '.join(map(str, infinite))}.")
    if len(given) < FEWEST_AREAS:
        raise MeasureError(
            f"{len(given)} areas have a figure and a neighbour with one;"
            f" clusters need at least {FEWEST_AREAS}, or chance cannot be told from a pattern."
        )
    if np.ptp(given) == 0:
        raise MeasureError("Every area has the same value, so no neighbours are more alike.")


def _shuffle_all(
    values: Array, matrix: Array, rng: np.random.Generator, permutations: int
) -> Array:
    """Compute Moran's I of the values in orders drawn at random."""
    off = values - values.mean()
    drawn = rng.permuted(np.tile(off, (permutations, 1)), axis=1)
    products = (drawn * (drawn @ matrix.T)).sum(axis=1)
    return np.asarray(len(off) / matrix.sum() * products / (off @ off))


def _local_p(
    observed: Array,
    values: Array,
    matrix: Array,
    rng: np.random.Generator,
    permutations: int,
) -> Array:
    """Keep each area's value and draw its neighbours from all other areas."""
    off = values - values.mean()
    number = (matrix > 0).sum(axis=1)
    others = len(off) - 1
    # The first k of a random order are k areas drawn without replacement; every area uses the
    # same draws, as in esda.
    orders = rng.permuted(np.tile(np.arange(others), (permutations, 1)), axis=1)
    drawn = np.empty((permutations, len(off)))
    for place in range(len(off)):
        rest = np.delete(off, place)
        means = rest[orders[:, : number[place]]].mean(axis=1)
        drawn[:, place] = others * off[place] * means / (off @ off)
    return _two_sided(observed, drawn)


def _two_sided(observed: Array, drawn: Array) -> Array:
    """Double the smaller tail, the observed value counted among the draws."""
    above = (drawn >= observed - ROUNDING).sum(axis=0)
    below = (drawn <= observed + ROUNDING).sum(axis=0)
    return np.asarray(np.minimum(1.0, 2 * (np.minimum(above, below) + 1) / (len(drawn) + 1)))


def _per_area(
    rows: pd.DataFrame, units: Mapping[str, Sequence[str]], neighbours: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Give every area the row of its unit."""
    owner = {code: unit for unit in rows.index for code in units[unit]}
    codes = pd.Index(sorted(neighbours), name="area_code", dtype="str")
    found = rows.reindex([owner.get(code) for code in codes]).set_axis(codes)
    return found.assign(kind=found["kind"].fillna(ClusterKind.LEFT_OUT.value).astype("str"))
