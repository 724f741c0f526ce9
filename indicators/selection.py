"""One value per area for an indicator, a level and a period, and what can be chosen at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.areas import AreaLevel, AreaRegister

# Named here as well because those who select need the reason for a refusal.
from indicators.aggregation import Refusal as Refusal
from indicators.definitions import IndicatorDefinition
from indicators.levels import LevelFigures, find_figures
from indicators.observations import Status
from indicators.table import Figure, IndicatorTable

NO_FIGURE: Final = Figure(None, Status.MISSING, None, "", "")
# Where to look when a level has nothing: finer levels first, the division of 2011 late.
NEXT_LEVELS: Final[Mapping[AreaLevel, tuple[AreaLevel, ...]]] = {
    AreaLevel.PRIMARY_AREA: (
        AreaLevel.INTERMEDIATE_AREA,
        AreaLevel.CITY_AREA,
        AreaLevel.DISTRICT_2011,
        AreaLevel.MUNICIPALITY,
    ),
    AreaLevel.INTERMEDIATE_AREA: (
        AreaLevel.PRIMARY_AREA,
        AreaLevel.CITY_AREA,
        AreaLevel.DISTRICT_2011,
        AreaLevel.MUNICIPALITY,
    ),
    AreaLevel.CITY_AREA: (
        AreaLevel.INTERMEDIATE_AREA,
        AreaLevel.PRIMARY_AREA,
        AreaLevel.DISTRICT_2011,
        AreaLevel.MUNICIPALITY,
    ),
    AreaLevel.DISTRICT_2011: (
        AreaLevel.INTERMEDIATE_AREA,
        AreaLevel.PRIMARY_AREA,
        AreaLevel.CITY_AREA,
        AreaLevel.MUNICIPALITY,
    ),
    AreaLevel.MUNICIPALITY: (
        AreaLevel.CITY_AREA,
        AreaLevel.INTERMEDIATE_AREA,
        AreaLevel.PRIMARY_AREA,
        AreaLevel.DISTRICT_2011,
    ),
}


@dataclass(frozen=True, order=True)
class Selection:
    """An indicator on a level in a period."""

    indicator_id: str
    level: AreaLevel
    period: str


@dataclass(frozen=True)
class CityValue:
    """The value of the whole municipality, in the indicator's unit."""

    value: float
    quality: str
    source_id: str
    note: str
    computed: bool


@dataclass(frozen=True, eq=False)
class Selected:
    """
    Values of one selection.

    Parameters
    ----------
    frame
        Indexed by area_code, all codes of the level, sorted. Columns: `value` (float, NaN exactly
        when the status is not ok), `status`, `quality` (None without a value), `source_id` and
        `note` ("" where there is no row); `lower`, `upper` and `denominator` as published (NaN
        where they are not).
    city
        The municipality in the same period; None if it has no value.
    city_reason
        Why the municipality has no value; None if it has one.
    computed
        Whether the values of the level were computed here from a finer level.
    reasons
        Why an area has no figure; areas with a status of their own (suppressed, not applicable)
        are not in it.
    source_ids
        Sources of all figures used, those of weights and denominators too.
    """

    selection: Selection
    frame: pd.DataFrame
    city: CityValue | None
    city_reason: Refusal | None
    computed: bool
    reasons: Mapping[str, Refusal]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Combination:
    """A level and a period of an indicator; `reason` is None exactly when it is available."""

    level: AreaLevel
    period: str
    available: bool
    computed: bool
    reason: Refusal | None


class NotAvailable(Exception):  # noqa: N818 - a refusal with its reason, not a fault
    """No area has a value for the selection; `reason` says why."""

    def __init__(self, selection: Selection, reason: Refusal) -> None:
        self.selection = selection
        self.reason = reason
        super().__init__(
            f"{selection.indicator_id} has no values for {selection.level.value}"
            f" in {selection.period}: {reason.value}."
        )


def select(table: IndicatorTable, areas: AreaRegister, selection: Selection) -> Selected:
    """
    Pick one value per area of a level.

    Raises
    ------
    NotAvailable
        If no area has a value: the level has no figures and they cannot be computed either.
    KeyError
        If there is no such indicator.
    """
    definition = _definition(table, selection.indicator_id)
    level, period = selection.level, selection.period
    found = find_figures(table, areas, definition, level, period)
    if (refusal := found.refusal) is not None:
        raise NotAvailable(selection, refusal)
    city, city_reason = _city(table, areas, definition, period)
    return Selected(
        selection=selection,
        frame=_frame(found, areas.codes(level)),
        city=city,
        city_reason=city_reason,
        computed=found.computed,
        reasons=found.reasons,
        source_ids=found.source_ids,
    )


def combinations(
    table: IndicatorTable, areas: AreaRegister, indicator_id: str
) -> tuple[Combination, ...]:
    """
    List every level with every period that the indicator has on any level, oldest period first.

    Raises
    ------
    KeyError
        If there is no such indicator.
    """
    definition = _definition(table, indicator_id)
    found: list[Combination] = []
    for level in AreaLevel:
        for period in table.periods(indicator_id):
            figures = find_figures(table, areas, definition, level, period)
            found.append(
                Combination(level, period, figures.available, figures.computed, figures.refusal)
            )
    return tuple(found)


def nearest(
    table: IndicatorTable,
    areas: AreaRegister,
    indicator_id: str,
    *,
    level: AreaLevel,
    period: str | None,
) -> Selection:
    """
    Find what comes closest to a wish.

    The wish itself if it is available, else the newest period of the same level, else the next
    level that has any period, finer ones first; there, too, the wished period before the newest.

    Parameters
    ----------
    period
        None asks for the newest.

    Raises
    ------
    NotAvailable
        If the indicator has no values anywhere.
    KeyError
        If there is no such indicator.
    """
    available = [
        combination
        for combination in combinations(table, areas, indicator_id)
        if combination.available
    ]
    for candidate in (level, *NEXT_LEVELS[level]):
        periods = [found.period for found in available if found.level == candidate]
        if periods:
            chosen = period if period is not None and period in periods else max(periods)
            return Selection(indicator_id, candidate, chosen)
    raise NotAvailable(Selection(indicator_id, level, period or ""), Refusal.NO_FIGURES)


def trend(
    table: IndicatorTable, areas: AreaRegister, indicator_id: str, level: AreaLevel
) -> pd.DataFrame:
    """
    Put the values of all periods side by side.

    Returns
    -------
    values
        Indexed by area_code, all codes of the level, sorted; one float column for each period
        that the indicator has on any level, oldest first. NaN where there is no value, by the
        same rules as `select`.

    Raises
    ------
    KeyError
        If there is no such indicator.
    """
    definition = _definition(table, indicator_id)
    codes = pd.Index(areas.codes(level), name="area_code", dtype="str")
    columns = {
        period: _values(find_figures(table, areas, definition, level, period), list(codes))
        for period in table.periods(indicator_id)
    }
    return pd.DataFrame(columns, index=codes).rename_axis(columns="period")


def _definition(table: IndicatorTable, indicator_id: str) -> IndicatorDefinition:
    try:
        return table.definitions[indicator_id]
    except KeyError:
        raise KeyError(f"There is no indicator {indicator_id!r}.") from None


def _city(
    table: IndicatorTable, areas: AreaRegister, definition: IndicatorDefinition, period: str
) -> tuple[CityValue | None, Refusal | None]:
    (code,) = areas.codes(AreaLevel.MUNICIPALITY)
    found = find_figures(table, areas, definition, AreaLevel.MUNICIPALITY, period)
    figure = found.figures.get(code, NO_FIGURE)
    if figure.value is None or figure.quality is None:
        return None, found.refusal
    city = CityValue(figure.value, figure.quality, figure.source_id, figure.note, found.computed)
    return city, None


def _frame(found: LevelFigures, codes: tuple[str, ...]) -> pd.DataFrame:
    figures = [found.figures.get(code, NO_FIGURE) for code in codes]
    index = pd.Index(codes, name="area_code", dtype="str")
    # Of type object, so that None stays None.
    quality = pd.Series([figure.quality for figure in figures], index=index, dtype="object")
    return pd.DataFrame(
        {
            "value": _values(found, list(codes)),
            "status": [figure.status.value for figure in figures],
            "quality": quality,
            "source_id": [figure.source_id for figure in figures],
            "note": [figure.note for figure in figures],
            **{
                name: np.array([getattr(figure, name) for figure in figures], dtype="float64")
                for name in ("lower", "upper", "denominator")
            },
        },
        index=index,
    )


def _values(found: LevelFigures, codes: list[str]) -> npt.NDArray[np.float64]:
    values = (found.figures.get(code, NO_FIGURE).value for code in codes)
    return np.array([np.nan if value is None else value for value in values], dtype="float64")
