"""
Areas of one selection as groups that measures of inequality compare.

People weigh each area, its base gives its value an interval, and an indicator that the reader has
chosen may put the areas in an order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.areas import PARENT_LEVEL, AreaLevel, AreaRegister
from indicators.definitions import Direction, IndicatorDefinition, Kind
from indicators.levels import find_figures
from indicators.measures.groups import FEWEST, Groups
from indicators.measures.interval import CONFIDENCE, quantile
from indicators.measures.wilson import wilson_intervals
from indicators.observations import Quality, Status, shared_areas
from indicators.selection import NotAvailable, Refusal, Selected, Selection, select
from indicators.table import IndicatorTable

RESIDENTS: Final = "population"
PERCENT: Final = 100.0
# A base this many years from the value still tells how wide its interval is: an area of 5 000
# people that grows by a tenth changes the width by a twentieth.
BASE_YEARS: Final = 2


class LeftOut(StrEnum):
    """Why an area is in no comparison."""

    NO_FIGURE = "no-figure"
    WITHHELD = "withheld"
    NO_PEOPLE = "no-people"


class Unfit(StrEnum):
    """Why a selection is not compared at all."""

    COUNT = "count"
    ONE_AREA = "one-area"
    NO_PEOPLE = "no-people"


class NotComparable(Exception):  # noqa: N818 - a refusal with its reason, not a fault
    """The areas of a selection cannot be compared; `reason` says why."""

    def __init__(self, selection: Selection, reason: Unfit) -> None:
        self.selection = selection
        self.reason = reason
        super().__init__(
            f"{selection.indicator_id} for {selection.level.value} in {selection.period}"
            f" is not compared: {reason.value}."
        )


class People(NamedTuple):
    """
    What was counted and when.

    `indicators` are added up; they are empty where the publisher gives the count with the value.
    """

    indicators: tuple[str, ...]
    period: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """
    Areas of one selection as groups.

    Parameters
    ----------
    groups
        One for each unit: an area, or the areas that share one published figure. Named by the
        area's code, or by all codes with a plus sign between them. They have no order; the parents
        are codes of the next larger areas, the reference is the unit asked for or the middle one.
    ordered
        Those of the groups that the ordering indicator has a value for, with their places, which
        count upwards to the more advantaged; None where no order was asked for.
    members
        The areas of each unit.
    left_out
        Why an area of the level is in no unit.
    people
        What the units are weighted by: the people that the indicator counts, where that is known.
    base
        What the intervals come from; None where they are not known.
    behind
        People that each share is a share of, by unit, NaN where that is not known.
    order
        The indicator that orders the units, None where none was asked for.
    """

    selected: Selected
    definition: IndicatorDefinition
    groups: Groups
    ordered: Groups | None
    members: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, LeftOut]
    people: People
    base: People | None
    behind: pd.Series
    order: Selection | None

    @property
    def directed(self) -> bool:
        """Whether the indicator has a better end."""
        return self.definition.direction is not Direction.CONTEXT

    @property
    def mean(self) -> float:
        """Mean of the values by people, in the indicator's unit."""
        return float(np.average(self.groups.estimates, weights=self.groups.population))


def compare_areas(
    table: IndicatorTable,
    areas: AreaRegister,
    selection: Selection,
    *,
    order_by: str | None = None,
    reference: str | None = None,
) -> Comparison:
    """
    Make groups of the areas of a selection.

    Parameters
    ----------
    order_by
        The indicator whose better end is the more advantaged one, on the same level, in the period
        nearest to the selection's.
    reference
        Code of the area that the others are held against. None, or one without a figure: the area
        in the middle, where the resident lives whose area has the median value.

    Raises
    ------
    NotAvailable
        If the selection, or the ordering indicator, has no values on the level.
    NotComparable
        If the indicator is a count (which grows with the area), fewer than two units have a value,
        or nobody knows how many people live in them.
    KeyError
        If there is no such indicator.
    """
    selected = select(table, areas, selection)
    definition = table.definitions[selection.indicator_id]
    if definition.kind is Kind.COUNT:
        raise NotComparable(selection, Unfit.COUNT)
    level = selection.level
    frame = selected.frame
    left_out = _without_value(frame)
    people, counted = _people(table, areas, definition, selected)
    if counted is None:
        raise NotComparable(selection, Unfit.NO_PEOPLE)
    order = None if order_by is None else _order(table, areas, order_by, selection)
    places = None if order is None else _places(table, select(table, areas, order))
    members = _units(frame.drop(index=list(left_out)))
    kept = {}
    counts = per_unit(members, people, np.sum)
    for (unit, codes), count in zip(members.items(), counts, strict=True):
        # Not known (NaN) is no more than 0 either.
        if not count > 0:
            left_out |= dict.fromkeys(codes, LeftOut.NO_PEOPLE)
        else:
            kept[unit] = codes
    if len(kept) < FEWEST:
        raise NotComparable(selection, Unfit.ONE_AREA)
    base, behind = _base(table, areas, definition, selected, kept)
    errors = _standard_errors(frame, behind, kept, definition)
    estimates = per_unit(kept, frame["value"], lambda values: values[0])
    population = per_unit(kept, people, np.sum)
    groups = Groups(
        estimates,
        population,
        favourable=definition.direction is not Direction.LOWER_BETTER,
        standard_error=errors,
        parents=_parents(areas, level, kept),
        reference=next(
            (unit for unit, codes in kept.items() if reference in codes),
            middle_unit(estimates, population),
        ),
    )
    return Comparison(
        selected=selected,
        definition=definition,
        groups=groups,
        ordered=None if places is None else _in_order(groups, kept, places, people),
        members=kept,
        left_out=dict(sorted(left_out.items())),
        people=counted,
        base=None if errors is None else base,
        behind=behind,
        order=order,
    )


def take_units(groups: Groups, units: pd.Index) -> Groups:
    """Keep some of the groups."""

    def keep(cells: pd.Series | None) -> pd.Series | None:
        return None if cells is None else cells.loc[units]

    return replace(
        groups,
        estimates=groups.estimates.loc[units],
        population=groups.population.loc[units],
        order=keep(groups.order),
        standard_error=keep(groups.standard_error),
        parents=keep(groups.parents),
        reference=groups.reference if groups.reference in units else None,
    )


def year_of(period: str) -> int:
    """Give the year that a period begins in."""
    return int(period[:4])


def ordering_indicators(table: IndicatorTable, areas: AreaRegister, level: AreaLevel) -> list[str]:
    """Name the indicators that can order the areas of a level: those with a better end and values."""
    found = []
    for definition in table.definitions.values():
        if definition.direction is Direction.CONTEXT or definition.kind is Kind.COUNT:
            continue
        name = definition.indicator_id
        if any(
            find_figures(table, areas, definition, level, period).available
            for period in table.periods(name)
        ):
            found.append(name)
    return found


def _without_value(frame: pd.DataFrame) -> dict[str, LeftOut]:
    gone = frame.loc[frame["value"].isna(), "status"]
    return {
        str(code): LeftOut.WITHHELD if status == Status.SUPPRESSED else LeftOut.NO_FIGURE
        for code, status in gone.items()
    }


def _units(frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Put areas that share one figure together, as far as they have it; others stand alone."""
    shared = {
        str(code): shared_areas(note) if quality == Quality.UNION else ()
        for code, quality, note in zip(frame.index, frame["quality"], frame["note"], strict=True)
    }
    units: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for code, named in shared.items():
        if code in taken:
            continue
        # An area that is named by another but has a figure of its own stands by itself.
        together = tuple(each for each in named if shared.get(each) == named)
        codes = together if code in together else (code,)
        taken.update(codes)
        units["+".join(codes)] = codes
    return units


def _people(
    table: IndicatorTable,
    areas: AreaRegister,
    definition: IndicatorDefinition,
    selected: Selected,
) -> tuple[pd.Series, People | None]:
    """Count the people that weigh each area: those that are counted, else its weight, else residents."""
    weight = definition.weight_indicator
    for names in (definition.base, () if weight is None else (weight,), (RESIDENTS,)):
        found, counted = _count(table, areas, names, selected)
        if counted is not None:
            return found, counted
    return pd.Series(dtype="float64"), None


def _base(
    table: IndicatorTable,
    areas: AreaRegister,
    definition: IndicatorDefinition,
    selected: Selected,
    units: Mapping[str, tuple[str, ...]],
) -> tuple[People | None, pd.Series]:
    """Count the people that each unit's share is a share of; NaN where that is not known."""
    # What is published with a shared figure is of all its areas together, like the figure itself.
    published = per_unit(units, selected.frame["denominator"], lambda values: values[0])
    if published.notna().any() or selected.frame["lower"].notna().any():
        return People((), selected.selection.period), published
    found, counted = _count(table, areas, definition.base, selected, within=BASE_YEARS)
    if counted is None:
        return None, published
    return counted, per_unit(units, found, np.sum)


def _count(
    table: IndicatorTable,
    areas: AreaRegister,
    names: Sequence[str],
    selected: Selected,
    *,
    within: int | None = None,
) -> tuple[pd.Series, People | None]:
    """
    Add indicators up by area, in the period that has most of the areas with a value.

    Of those with equally many the nearest to the selection's, and of two equally near the earlier
    one; `within` so many years. A count that areas share is no area's own, and not known.
    """
    selection = selected.selection
    wanted = selected.frame.index[selected.frame["value"].notna()]
    periods = [set(table.periods(name)) if name in table.definitions else set() for name in names]
    best: tuple[pd.Series, People | None] = (pd.Series(dtype="float64"), None)
    most = 0
    common = set.intersection(*periods) if periods else set()
    for period in sorted(common, key=lambda each: (_apart(each, selection.period), each)):
        if within is not None and _apart(period, selection.period) > within:
            break
        columns = []
        for name in names:
            found = find_figures(table, areas, table.definitions[name], selection.level, period)
            figures = {
                code: figure.value
                for code, figure in found.figures.items()
                if figure.quality != Quality.UNION
            }
            columns.append(pd.Series(figures, dtype="float64"))
        total = pd.concat(columns, axis=1).sum(axis=1, skipna=False)
        covered = int(total.reindex(wanted).notna().sum())
        if covered > most:
            best, most = (total, People(tuple(names), period)), covered
    return best


def _apart(period: str, other: str) -> int:
    return abs(year_of(period) - year_of(other))


def _order(
    table: IndicatorTable, areas: AreaRegister, order_by: str, selection: Selection
) -> Selection:
    if order_by not in table.definitions:
        raise KeyError(f"There is no indicator {order_by!r}.")
    definition = table.definitions[order_by]
    available = [
        period
        for period in table.periods(order_by)
        if find_figures(table, areas, definition, selection.level, period).available
    ]
    wanted = Selection(order_by, selection.level, selection.period)
    if not available:
        raise NotAvailable(wanted, Refusal.NO_FIGURES)
    period = min(available, key=lambda each: (_apart(each, selection.period), each))
    return Selection(order_by, selection.level, period)


def _places(table: IndicatorTable, selected: Selected) -> pd.Series:
    """Count upwards to the better end."""
    lower = table.definitions[selected.selection.indicator_id].direction is Direction.LOWER_BETTER
    values = selected.frame["value"]
    return -values if lower else values


def _standard_errors(
    frame: pd.DataFrame,
    behind: pd.Series,
    units: Mapping[str, tuple[str, ...]],
    definition: IndicatorDefinition,
) -> pd.Series | None:
    """Take the published interval, else Wilson's from the base; None where none is known."""
    first = [codes[0] for codes in units.values()]
    width = (frame["upper"] - frame["lower"]).reindex(first) / (2 * quantile(CONFIDENCE))
    errors = pd.Series(width.to_numpy(dtype="float64"), index=pd.Index(units, dtype="str"))
    if definition.kind is Kind.SHARE:
        shares = per_unit(units, frame["value"], lambda values: values[0]) / PERCENT
        whole = shares.between(0, 1)
        wilson = wilson_intervals(shares.where(whole), behind)["standard_error"]
        errors = errors.fillna(PERCENT * wilson)
    return errors if errors.notna().any() else None


def per_unit(
    units: Mapping[str, tuple[str, ...]],
    values: pd.Series,
    combine: Callable[[npt.NDArray[np.float64]], float],
) -> pd.Series:
    """Combine the values of the areas in each unit; NaN and missing ones are handed on as NaN."""
    cells = dict(zip(values.index, values.to_numpy(dtype="float64"), strict=True))
    found = [
        combine(np.array([cells.get(code, np.nan) for code in codes])) for codes in units.values()
    ]
    return pd.Series(found, index=pd.Index(units, name="unit", dtype="str"), dtype="float64")


def middle_unit(estimates: pd.Series, population: pd.Series) -> str:
    """Name the unit where the resident lives whose unit has the median value."""
    rising = estimates.sort_values(kind="stable").index
    reached = population.loc[rising].cumsum() >= population.sum() / 2
    return str(reached.idxmax())


def _in_order(
    groups: Groups, units: Mapping[str, tuple[str, ...]], places: pd.Series, people: pd.Series
) -> Groups:
    """Keep the groups that have a place; the place of areas together is their mean by people."""
    total = per_unit(units, places * people, np.sum)
    own = (total / per_unit(units, people, np.sum)).dropna()
    return replace(take_units(groups, own.index), order=own)


def _parents(
    areas: AreaRegister, level: AreaLevel, units: Mapping[str, tuple[str, ...]]
) -> pd.Series | None:
    above = PARENT_LEVEL.get(level)
    holders = None if above is None else areas.ancestors(level, above)
    if holders is None:
        return None
    found = [str(holders.loc[codes[0]]) for codes in units.values()]
    # With one parent for all nothing lies between parents.
    index = pd.Index(units, name="unit", dtype="str")
    return pd.Series(found, index=index) if len(set(found)) > 1 else None
