"""Published figures of an indicator, and of the people behind it, for areas of one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import fsum

from geodata.areas import AreaLevel, AreaRegister
from indicators.aggregation import Part
from indicators.comparison import BASE_YEARS, PERCENT, year_of
from indicators.definitions import Aggregation, IndicatorDefinition, Kind
from indicators.levels import LevelFigures, find_figures
from indicators.measures.interval import Interval
from indicators.measures.wilson import wilson_interval
from indicators.observations import Quality
from indicators.selection import NO_FIGURE
from indicators.table import IndicatorTable


@dataclass(frozen=True, eq=False)
class Asked:
    """
    An indicator in a period, and the figures that may be shown for it.

    `weights_of` is the period of the weights, `_kept` what has been looked up.
    """

    table: IndicatorTable
    areas: AreaRegister
    definition: IndicatorDefinition
    period: str
    weights_of: str
    _kept: dict[tuple[str, AreaLevel, str], LevelFigures] = field(default_factory=dict)

    def figures(self, name: str, level: AreaLevel, period: str | None = None) -> LevelFigures:
        """Give the figures of an indicator; of this period if none is named."""
        key = (name, level, period or self.period)
        if key not in self._kept:
            self._kept[key] = find_figures(
                self.table, self.areas, self.table.definitions[name], level, key[2]
            )
        return self._kept[key]

    @cached_property
    def made_of(self) -> tuple[str, ...]:
        """Indicators that a value is made of, without weights."""
        if self.definition.aggregation is Aggregation.RATIO:
            return (*self.definition.numerator, *self.definition.denominator)
        return (self.definition.indicator_id,)

    def has_rows(self, level: AreaLevel) -> bool:
        """Whether the level has values of all that the rule adds up."""
        return all(self.figures(name, level).available for name in self.made_of)


def count_own(
    asked: Asked, name: str, level: AreaLevel, code: str, period: str | None = None
) -> Part | None:
    """Count the people of one area; None where that is not known, or known for several together."""
    if name not in asked.table.definitions:
        return None
    figure = asked.figures(name, level, period).figures.get(code, NO_FIGURE)
    if figure.value is None or figure.quality == Quality.UNION:
        return None
    return Part(figure.value, figure.quality)


def choose_weights(
    asked: Asked, level: AreaLevel, pieces: Mapping[str, float], within: int
) -> Asked:
    """Take the weights of the period, within so many years, that has most pieces; nearest first."""
    weight = asked.definition.weight_indicator
    if asked.definition.aggregation is not Aggregation.WEIGHTED_MEAN or weight is None:
        return asked
    year = year_of(asked.period)
    near = [
        period
        for period in {asked.period, *asked.table.periods(weight)}
        if period == asked.period or (within and abs(year_of(period) - year) <= within)
    ]

    def rank(period: str) -> tuple[int, bool, int, str]:
        counted = sum(count_own(asked, weight, level, code, period) is not None for code in pieces)
        return -counted, period != asked.period, abs(year_of(period) - year), period

    return replace(asked, weights_of=min(near, key=rank))


def count_people(
    asked: Asked,
    names: Sequence[str],
    level: AreaLevel,
    pieces: Mapping[str, float],
    *,
    within: int | None = None,
) -> dict[str, float] | None:
    """Add counts up for each piece, times its share, in the nearest period that has them all."""
    if not names or not all(name in asked.table.definitions for name in names):
        return None
    common = set.intersection(*(set(asked.table.periods(name)) for name in names))
    year = year_of(asked.period)
    for period in sorted(common, key=lambda each: (abs(year_of(each) - year), each)):
        if within is not None and abs(year_of(period) - year) > within:
            break
        people: dict[str, float] = {}
        for code, share in pieces.items():
            counts = [count_own(asked, name, level, code, period) for name in names]
            known = [count.value for count in counts if count and count.value is not None]
            if len(known) < len(names):
                break
            people[code] = fsum(known) * share
        else:
            return people
    return None


def estimate_interval(
    asked: Asked, level: AreaLevel, pieces: Mapping[str, float], value: float
) -> Interval | None:
    """Give the interval of a share by the people behind all pieces, where they are known."""
    if asked.definition.kind is not Kind.SHARE or not 0 <= value <= PERCENT:
        return None
    base = count_people(asked, asked.definition.base, level, pieces, within=BASE_YEARS)
    found = None if base is None else wilson_interval(value / PERCENT, fsum(base.values()))
    return None if found is None else Interval(PERCENT * found.lower, PERCENT * found.upper)
