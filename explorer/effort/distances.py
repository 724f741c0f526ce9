"""How far areas are from the city, period by period, on the same areas in all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.breaks import Break, breaks_between
from indicators.comparison import Comparison
from indicators.development import same_units
from indicators.table import IndicatorTable


@dataclass(frozen=True, eq=False)
class Distances:
    """
    Values of the same units in every period, and the city's.

    A unit is an area, or areas that share one published figure ("101+102").

    Parameters
    ----------
    figures, errors
        Indexed by unit, one column for each period, oldest first: value in the indicator's unit,
        and its standard error, NaN where that is not known.
    shares
        Share (0–1) of the units' people who live in each unit in each period, same shape.
    city
        The whole city's value by period.
    people
        People of the newest period by unit: what areas are weighed by.
    members
        The areas of each unit.
    breaks
        Of the series, between the first and the newest of the periods, oldest first.
    """

    figures: pd.DataFrame
    errors: pd.DataFrame
    shares: pd.DataFrame
    city: pd.Series
    people: pd.Series
    members: dict[str, tuple[str, ...]]
    breaks: tuple[Break, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        """Periods with figures of the areas and of the city, oldest first."""
        return tuple(map(str, self.figures.columns))

    @property
    def comparable(self) -> tuple[str, ...]:
        """Those from the newest break on: figures from before it are not comparable with today's."""
        newest = max((each.period for each in self.breaks), default="")
        return tuple(period for period in self.periods if period >= newest)

    @property
    def newest(self) -> str:
        """The last period."""
        return self.periods[-1]

    def unit_of(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Name the units that hold any of the areas, in order."""
        wanted = set(codes)
        return tuple(unit for unit, inside in self.members.items() if wanted & set(inside))

    def line(self, weights: pd.Series) -> pd.Series:
        """
        Follow a group's distance to the city from period to period.

        Parameters
        ----------
        weights
            By unit, summing to 1: how much each counts in the group.

        Returns
        -------
        distance
            By period: the group's mean less the city's value, in the indicator's unit.
        """
        return self.figures.mul(
            weights.reindex(self.figures.index, fill_value=0.0), axis=0
        ).sum() - (self.city)

    def combine(self, weights: pd.DataFrame) -> tuple[float, float]:
        """
        Add up distances to the city with weights, and give the standard error of the sum.

        The figures are taken as independent, between areas and between periods. The city is the
        mean of its areas, so each area counts once with its weight in the group less its weight
        in the city. An area outside the group whose error is not known adds nothing to it.

        Parameters
        ----------
        weights
            Same shape as `figures`, 0 where a figure does not count.

        Returns
        -------
        total, error
            The error is NaN where that of any area in the group is not known.
        """
        by_period = weights.sum()
        total = float((weights * self.figures).to_numpy().sum() - (by_period * self.city).sum())
        part = weights - self.shares * by_period
        known = self.errors.notna()
        if not known.where(weights.ne(0), other=True).to_numpy().all():
            return total, float("nan")
        return total, float(np.sqrt((part * self.errors.fillna(0.0)).pow(2).to_numpy().sum()))


def measure_distances(
    table: IndicatorTable, comparisons: dict[str, Comparison]
) -> Distances | None:
    """
    Put the figures of all periods side by side.

    Areas without a figure in one of the periods are left out of all, and a period in which the city
    has no value is left out.

    Parameters
    ----------
    comparisons
        As `indicators.development.compare_periods` gives them.

    Returns
    -------
    distances
        None where no period has a value of the city.
    """
    with_city = {
        period: each for period, each in comparisons.items() if each.selected.city is not None
    }
    if not with_city:
        return None
    same, _ = same_units(with_city)
    first, last = next(iter(same)), next(reversed(same))
    units = same[last].groups.estimates.index
    # Where no two areas are common to all periods, only those of the newest are told.
    if any(not each.groups.estimates.index.equals(units) for each in same.values()):
        same, first = {last: same[last]}, last
    city = {period: each.selected.city for period, each in same.items()}
    indicator = same[last].definition.indicator_id
    return Distances(
        figures=pd.DataFrame({period: each.groups.estimates for period, each in same.items()}),
        errors=pd.DataFrame(
            {
                period: pd.Series(np.nan, index=units)
                if each.groups.standard_error is None
                else each.groups.standard_error
                for period, each in same.items()
            }
        ),
        shares=pd.DataFrame(
            {
                period: each.groups.population / each.groups.population.sum()
                for period, each in same.items()
            }
        ),
        city=pd.Series({period: value.value for period, value in city.items() if value}),
        people=same[last].groups.population,
        members=dict(same[last].members),
        breaks=breaks_between(table, indicator, first, last),
    )
