"""The change of an indicator between two periods, by area and with its uncertainty."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.breaks import Break, breaks_between
from indicators.comparison import (
    BASE_YEARS,
    PERCENT,
    Comparison,
    NotComparable,
    People,
    compare_areas,
    year_of,
)
from indicators.definitions import IndicatorDefinition, Kind, Source
from indicators.development import same_units
from indicators.levels import find_figures
from indicators.measures.interval import CONFIDENCE, quantile
from indicators.measures.wilson import wilson_interval
from indicators.observations import Quality, Status, shared_areas
from indicators.selection import NotAvailable, Selected, Selection, select

Z: Final = quantile(CONFIDENCE)


class ChangeKind(StrEnum):
    """What can be said of a change; of one whose uncertainty is not known nothing but its size."""

    UP = "up"
    DOWN = "down"
    WITHIN = "within_uncertainty"
    NOT_KNOWN = "not_known"


class NoChange(StrEnum):
    """Why an area has no change."""

    NO_FIGURE = "no-figure"
    WITHHELD = "withheld"
    # In one of the periods its figure is of several areas, and not all of them can be put together.
    SHARED = "shared"


class CityChange(NamedTuple):
    """The municipality's change; the interval is None where it is not known."""

    before: float
    after: float
    change: float
    lower: float | None
    upper: float | None
    kind: ChangeKind


@dataclass(frozen=True, eq=False)
class Change:
    """
    The change of an indicator from one period to another.

    Parameters
    ----------
    frame
        Indexed by area_code, all areas of the level, sorted. `before`, `after` and `change` (last
        less first, in the indicator's unit; of a share percentage points), `error` (standard error
        of the change), `lower` and `upper` (of its 95% interval): float, NaN where not known.
        `kind` (a ChangeKind, None without a change) and `reason` (a NoChange, None with one).
    city
        None where the municipality lacks one of the two values.
    breaks
        Those between the two periods, oldest first.
    united
        Areas that share a figure in one of the periods alone and are put together in both.
    bases
        What the uncertainty of the first and of the last period comes from, None where not known.
    sources
        Those behind the values of both periods, in order of first appearance.
    """

    definition: IndicatorDefinition
    level: AreaLevel
    first: str
    last: str
    frame: pd.DataFrame
    city: CityChange | None
    breaks: tuple[Break, ...]
    united: tuple[tuple[str, ...], ...]
    bases: tuple[People | None, People | None]
    sources: tuple[Source, ...]

    @property
    def certain(self) -> bool:
        """Whether the uncertainty of any area's change is known."""
        return bool(self.frame["error"].notna().any())

    def of_kind(self, kind: ChangeKind) -> tuple[str, ...]:
        """Name the areas whose change is of a kind."""
        return tuple(self.frame.index[self.frame["kind"] == kind])


def build_change(
    workspace: Workspace, indicator: str, level: AreaLevel, *, first: str, last: str
) -> Change:
    """
    Take the values of one period from those of another, area by area.

    The standard error of a change is the root of the two periods' squared ones, as if the figures
    were independent. Where the same people are counted twice it is smaller than that: a change that
    lies outside its interval does so all the more. Areas that share a figure in one period are put
    together in both (mean by people); a median is not averaged, and they have no change.

    Parameters
    ----------
    first, last
        Two different periods; the later one may come first.

    Raises
    ------
    NotAvailable
        If one of the periods has no values on the level.
    ValueError
        If the periods are the same.
    KeyError
        If there is no such indicator.
    """
    if first == last:
        raise ValueError(f"A change needs two different periods, not {first} twice.")
    table, areas = workspace.table, workspace.areas
    before, after = (
        select(table, areas, Selection(indicator, level, period)) for period in (first, last)
    )
    definition = table.definitions[indicator]
    pairs = tuple(_comparisons(workspace, before, after))
    joined, united = _join(pairs, definition)
    frame = _frame(before, after, joined)
    if level is AreaLevel.MUNICIPALITY:
        frame["error"] = _together(_city_error(workspace, before), _city_error(workspace, after))
    bases = (pairs[0].base, pairs[1].base) if pairs else (None, None)
    earlier, later = sorted((first, last))
    names = dict.fromkeys((*before.source_ids, *after.source_ids))
    return Change(
        definition=definition,
        level=level,
        first=first,
        last=last,
        frame=_judged(frame),
        city=_city(workspace, definition, first=first, last=last),
        breaks=breaks_between(table, indicator, earlier, later),
        united=united,
        bases=bases,
        sources=tuple(table.sources[name] for name in names),
    )


def judge_change(change: float, error: float) -> ChangeKind:
    """Tell a change from none by its 95% interval, whose ends belong to it."""
    if not np.isfinite(error):
        return ChangeKind.NOT_KNOWN
    if abs(change) <= Z * error:
        return ChangeKind.WITHIN
    return ChangeKind.UP if change > 0 else ChangeKind.DOWN


def _comparisons(workspace: Workspace, *periods: Selected) -> Iterator[Comparison]:
    """Compare the areas in each period; nothing where that cannot be done in every one."""
    try:
        yield from [
            compare_areas(workspace.table, workspace.areas, each.selection) for each in periods
        ]
    except (NotComparable, NotAvailable):
        return


def _join(
    pairs: tuple[Comparison, ...], definition: IndicatorDefinition
) -> tuple[pd.DataFrame, tuple[tuple[str, ...], ...]]:
    """Bring both periods to the same units and give each area its unit's values and error."""
    nothing = pd.DataFrame(columns=["before", "after", "error"], dtype="float64")
    if not pairs:
        return nothing, ()
    same, _ = same_units({each.selected.selection.period: each for each in pairs})
    earlier, later = same.values()
    if earlier.members != later.members:
        return nothing, ()
    unit_of: dict[str, str] = {}
    united = []
    for unit, codes in earlier.members.items():
        if not all(unit in each.members for each in pairs):
            if definition.kind is Kind.MEDIAN:
                continue
            united.append(codes)
        unit_of |= dict.fromkeys(codes, unit)
    values = pd.DataFrame(
        {
            "before": earlier.groups.estimates,
            "after": later.groups.estimates,
            "error": _errors(earlier).pow(2).add(_errors(later).pow(2)).pow(0.5),
        }
    )
    areas = pd.Index(unit_of, dtype="str")
    return values.loc[list(unit_of.values())].set_axis(areas, axis="index"), tuple(united)


def _errors(comparison: Comparison) -> pd.Series:
    found = comparison.groups.standard_error
    index = comparison.groups.estimates.index
    return pd.Series(np.nan, index=index) if found is None else found


def _frame(before: Selected, after: Selected, joined: pd.DataFrame) -> pd.DataFrame:
    """Put the values of both periods side by side, those of joined units first, with what lacks."""
    first, last = before.frame, after.frame
    frame = pd.DataFrame({"before": first["value"], "after": last["value"], "error": np.nan})
    lacks = frame[["before", "after"]].isna().any(axis="columns")
    frame.loc[joined.index] = joined
    withheld = (first["status"] == Status.SUPPRESSED) | (last["status"] == Status.SUPPRESSED)
    apart = _shared(first) != _shared(last)
    apart.loc[joined.index] = False
    # Of type object, so that None stays None.
    reason = pd.Series([None] * len(frame), index=frame.index, dtype="object")
    reason[apart] = NoChange.SHARED
    reason[lacks] = NoChange.NO_FIGURE
    reason[lacks & withheld] = NoChange.WITHHELD
    # A figure of several areas stands beside one of a single area: neither is the area's own.
    frame.loc[apart, ["before", "after"]] = np.nan
    return frame.assign(reason=reason)


def _shared(frame: pd.DataFrame) -> pd.Series:
    """Name the areas that each figure is of."""
    found = [
        "+".join(shared_areas(note)) if quality == Quality.UNION else str(code)
        for code, quality, note in zip(frame.index, frame["quality"], frame["note"], strict=True)
    ]
    return pd.Series(found, index=frame.index)


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    change = frame["after"] - frame["before"]
    error = frame["error"].where(change.notna())
    kinds = [
        judge_change(moved, spread) if np.isfinite(moved) else None
        for moved, spread in zip(change, error, strict=True)
    ]
    return pd.DataFrame(
        {
            "before": frame["before"],
            "after": frame["after"],
            "change": change,
            "error": error,
            "lower": change - Z * error,
            "upper": change + Z * error,
            "kind": pd.Series(kinds, index=frame.index, dtype="object"),
            "reason": frame["reason"],
        }
    )


def _city(
    workspace: Workspace, definition: IndicatorDefinition, *, first: str, last: str
) -> CityChange | None:
    def of_city(period: str) -> Selected:
        wanted = Selection(definition.indicator_id, AreaLevel.MUNICIPALITY, period)
        return select(workspace.table, workspace.areas, wanted)

    try:
        ends = [of_city(first), of_city(last)]
    except NotAvailable:
        return None
    before, after = (float(each.frame["value"].iloc[0]) for each in ends)
    first_error, last_error = (_city_error(workspace, each) for each in ends)
    change, error = after - before, _together(first_error, last_error)
    known = bool(np.isfinite(error))
    return CityChange(
        before,
        after,
        change,
        change - Z * error if known else None,
        change + Z * error if known else None,
        judge_change(change, error),
    )


def _together(first: float, last: float) -> float:
    """Give the standard error of a difference; NaN where one of the two is not known."""
    return float(np.hypot(first, last))


def _city_error(workspace: Workspace, selected: Selected) -> float:
    """Take the city's published interval, else Wilson's from its base, as areas do; NaN without."""
    row = selected.frame.iloc[0]
    published = float(row["upper"] - row["lower"]) / (2 * Z)
    definition = workspace.table.definitions[selected.selection.indicator_id]
    share = float(row["value"]) / PERCENT
    if np.isfinite(published) or definition.kind is not Kind.SHARE or not 0 <= share <= 1:
        return published
    behind: float | None = float(row["denominator"])
    if behind is None or not np.isfinite(behind):
        behind = _city_base(workspace, definition, selected)
    found = wilson_interval(share, behind)
    return float("nan") if found is None else PERCENT * (found.upper - found.lower) / (2 * Z)


def _city_base(
    workspace: Workspace, definition: IndicatorDefinition, selected: Selected
) -> float | None:
    """Add up whom the share is a share of, in the nearest period that is near enough."""
    table, areas = workspace.table, workspace.areas
    (code,) = areas.codes(AreaLevel.MUNICIPALITY)
    year = year_of(selected.selection.period)
    known = [name for name in definition.base if name in table.definitions]
    if not known or len(known) < len(definition.base):
        return None
    periods = set.intersection(*(set(table.periods(name)) for name in known))
    for period in sorted(periods, key=lambda each: (abs(year_of(each) - year), each)):
        if abs(year_of(period) - year) > BASE_YEARS:
            return None
        counts = []
        for name in known:
            found = find_figures(
                table, areas, table.definitions[name], selected.selection.level, period
            )
            counts.append(found.figures[code].value if code in found.figures else None)
        numbers = [each for each in counts if each is not None]
        if len(numbers) == len(known):
            return float(sum(numbers))
    return None
