"""
Groups to be compared: checked once, before any formula sees them.

Formulas work on arrays whose last axis is the groups, so that one formula gives the estimate and
every simulated draw of it.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[np.float64]
FEWEST: Final = 2  # with one group there is nothing to compare
NAMED: Final = 3  # groups named in a refusal


class MeasureError(Exception):
    """A measure is refused; the text is a sentence for a person that says why."""


@dataclass(frozen=True, eq=False)
class Groups:
    """
    Groups that measures compare.

    Parameters
    ----------
    estimates
        Value of each group in the indicator's unit, indexed by the group's name or area_code.
    population
        People in each group, same index; need not sum to one. A group without people (0) is left
        out of every measure.
    order
        Place of each group from the least (lowest) to the most advantaged (highest), same index.
        Groups on the same place count as one with their mean by people. None, or one place for
        all: the groups have no order.
    reference
        Name of the group that the others are held against, None if there is none.
    favourable
        Whether a high value is the better end.
    standard_error
        Of each value, in its unit, same index, NaN where it is not known; None if none is known.
    parents
        The area or class that each group belongs to, same index, None if there is none.
    """

    estimates: pd.Series
    population: pd.Series
    order: pd.Series | None = None
    reference: Hashable | None = None
    favourable: bool = True
    standard_error: pd.Series | None = None
    parents: pd.Series | None = None


@dataclass(frozen=True, eq=False)
class Compared:
    """Checked groups as arrays in the order of the estimates, those without people left out."""

    names: pd.Index
    estimates: Array
    people: Array
    favourable: bool = True
    places: Array | None = None
    parents: npt.NDArray[np.intp] | None = None
    reference: Hashable | None = None

    @property
    def shares(self) -> Array:
        """Share of all people in each group; they sum to one."""
        return np.asarray(self.people / self.people.sum())

    def mean(self, values: Array) -> Array:
        """Mean of the values by people."""
        return np.asarray(values @ self.shares)

    @property
    def lowest(self) -> Array:
        """Weights that give the mean of the groups on the lowest place, by people."""
        return self._on(self.required_places.min())

    @property
    def highest(self) -> Array:
        """Weights that give the mean of the groups on the highest place, by people."""
        return self._on(self.required_places.max())

    @property
    def required_places(self) -> Array:
        """Places of the groups; refused where there is no order."""
        if self.places is None:
            raise MeasureError("The groups have no order, and this measure needs one.")
        return self.places

    def _on(self, place: float) -> Array:
        people = np.where(self.required_places == place, self.people, 0.0)
        return np.asarray(people / people.sum())


def compare(groups: Groups) -> Compared:
    """
    Check groups and turn them into arrays.

    Raises
    ------
    MeasureError
        If an index differs or repeats a name, something is missing, infinite or not a number, a
        population is negative, nobody lives there, or fewer than two groups have people.
    """
    index = groups.estimates.index
    if not index.is_unique:
        raise MeasureError(
            f"Each group may stand once; {_name(index[index.duplicated()])} repeats."
        )
    values = _numbers(groups.estimates, index, "value")
    people = _numbers(groups.population, index, "population")
    if (people < 0).any():
        raise MeasureError(f"The population is negative for {_name(index[people < 0])}.")
    kept = people > 0
    if kept.sum() < FEWEST:
        raise MeasureError("It takes at least two groups with people to compare.")
    places = None if groups.order is None else _numbers(groups.order, index, "order")[kept]
    if places is not None and np.ptp(places) == 0:
        places = None
    parents = None
    if groups.parents is not None:
        belongs = _align(groups.parents, index, "parent")[kept]
        parents = pd.factorize(belongs)[0]
    return Compared(
        index[kept],
        values[kept],
        people[kept],
        groups.favourable,
        places,
        parents,
        groups.reference,
    )


def refuse_negative(groups: Compared) -> None:
    """Refuse values below zero, for which a relative measure has no meaning."""
    below = groups.estimates < 0
    if below.any():
        raise MeasureError(
            f"The value is negative for {_name(groups.names[below])};"
            " a relative measure needs values of 0 or more."
        )


def refuse_zero_mean(groups: Compared) -> None:
    """Refuse values that are all zero (or negative) where they are divided by their mean."""
    refuse_negative(groups)
    if not (groups.estimates > 0).any():
        raise MeasureError("Every value is 0, so there is no mean to relate the gap to.")


def divide(above: Array, below: Array) -> Array:
    """Divide; infinite where what stands below is not positive."""
    positive = np.asarray(below) > 0
    ratio = np.asarray(above) / np.where(positive, below, 1.0)
    return np.asarray(np.where(positive, ratio, np.inf))


def _numbers(cells: pd.Series, index: pd.Index, what: str) -> Array:
    try:
        numbers = _align(cells, index, what).astype("float64")
    except (TypeError, ValueError):
        raise MeasureError(f"Not every {what} is a number.") from None
    found = np.asarray(numbers, dtype=np.float64)
    if not np.isfinite(found).all():
        raise MeasureError(f"The {what} is infinite for {_name(index[~np.isfinite(found)])}.")
    return found


def _align(cells: pd.Series, index: pd.Index, what: str) -> pd.Series:
    if not cells.index.is_unique or len(cells) != len(index) or not index.isin(cells.index).all():
        raise MeasureError(f"Values and {what} are not given for the same groups.")
    aligned = cells.reindex(index)
    gone = np.asarray(aligned.isna(), dtype=bool)
    if gone.any():
        raise MeasureError(f"The {what} is missing for {_name(index[gone])}.")
    return aligned


def _name(names: pd.Index) -> str:
    listed = ", ".join(f"“{name}”" for name in names[:NAMED])
    return listed if len(names) <= NAMED else f"{listed} and {len(names) - NAMED} more"
