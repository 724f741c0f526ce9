"""
The figures of one level and period: as published, else computed from the level below, else refused.

Published and computed figures are never mixed on one level: as soon as a level has a row of its
own for the period, its other areas have no figure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from geodata.areas import AreaLevel, AreaRegister
from indicators.aggregation import Part, Refusal, Total, add_up, take_mean, take_ratio
from indicators.definitions import Aggregation, IndicatorDefinition
from indicators.observations import Status
from indicators.table import Figure, IndicatorTable

# Coarsest first. A level is computed from one further down, the finest that has figures.
BY_SIZE: Final = (
    AreaLevel.MUNICIPALITY,
    AreaLevel.CITY_AREA,
    AreaLevel.DISTRICT_2011,
    AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.PRIMARY_AREA,
)
LEVEL_WORDS: Final[Mapping[AreaLevel, tuple[str, str]]] = {
    AreaLevel.MUNICIPALITY: ("municipality", "municipalities"),
    AreaLevel.CITY_AREA: ("city area", "city areas"),
    AreaLevel.DISTRICT_2011: ("district of 2011", "districts of 2011"),
    AreaLevel.INTERMEDIATE_AREA: ("intermediate area", "intermediate areas"),
    AreaLevel.PRIMARY_AREA: ("primary area", "primary areas"),
}


@dataclass(frozen=True, eq=False)
class LevelFigures:
    """
    What there is for one indicator on one level in one period.

    Parameters
    ----------
    figures
        By area code; an area that is not in it has no figure.
    reasons
        For every area that has no figure and no status of its own: why.
    computed
        Whether the figures were computed from a finer level.
    source_ids
        Sources of all figures that were used, those of weights and denominators too.
    """

    figures: Mapping[str, Figure] = field(default_factory=dict)
    reasons: Mapping[str, Refusal] = field(default_factory=dict)
    computed: bool = False
    source_ids: tuple[str, ...] = ()

    @property
    def available(self) -> bool:
        """Whether at least one area has a value."""
        return any(figure.status == Status.OK for figure in self.figures.values())

    @property
    def refusal(self) -> Refusal | None:
        """Why no area has a value: the commonest reason; None when one has."""
        if self.available:
            return None
        commonest = Counter(self.reasons.values()).most_common(1)
        return commonest[0][0] if commonest else Refusal.NO_FIGURES


def find_figures(
    table: IndicatorTable,
    areas: AreaRegister,
    definition: IndicatorDefinition,
    level: AreaLevel,
    period: str,
) -> LevelFigures:
    """
    Give the figures of a level as they may be shown.

    Values with a base under the indicator's smallest one are withheld (status suppressed). The
    base is what the same rules give for its indicators on this level; where that is not known,
    the value stays. Totals of larger areas still contain what is withheld here: nothing else is
    withheld to hide what could be found by subtraction (secondary suppression).
    """
    found = resolve(table, areas, definition, level, period)
    if definition.smallest_base is None:
        return found
    bases = [
        resolve(table, areas, table.definitions[name], level, period).figures
        for name in definition.base
    ]
    figures = dict(found.figures)
    for code, figure in found.figures.items():
        counts = [base[code].value if code in base else None for base in bases]
        known = [count for count in counts if count is not None]
        too_few = len(known) == len(counts) and sum(known) < definition.smallest_base
        if figure.status == Status.OK and too_few:
            note = f"withheld: the base is under {definition.smallest_base}"
            figures[code] = Figure(None, Status.SUPPRESSED, None, figure.source_id, note)
    return LevelFigures(figures, found.reasons, found.computed, found.source_ids)


def resolve(
    table: IndicatorTable,
    areas: AreaRegister,
    definition: IndicatorDefinition,
    level: AreaLevel,
    period: str,
) -> LevelFigures:
    """Give the figures of a level before any is withheld; they may be added up further."""
    rows = table.figures(definition.indicator_id, level, period)
    if not rows:
        return _compute(table, areas, definition, level, period)
    without = [
        code
        for code in areas.codes(level)
        if code not in rows or rows[code].status == Status.MISSING
    ]
    used = {figure.source_id: None for figure in rows.values() if figure.status == Status.OK}
    return LevelFigures(rows, dict.fromkeys(without, Refusal.NO_FIGURES), source_ids=tuple(used))


def _compute(
    table: IndicatorTable,
    areas: AreaRegister,
    definition: IndicatorDefinition,
    level: AreaLevel,
    period: str,
) -> LevelFigures:
    # A ratio is made of the counts behind it; an area with no one to count needs no share.
    made_of: Sequence[str] = (definition.indicator_id,)
    if definition.aggregation == Aggregation.RATIO:
        made_of = (*definition.numerator, *definition.denominator)
    below = [
        finer
        for finer in reversed(BY_SIZE[BY_SIZE.index(level) + 1 :])
        if all(_has_values(table.figures(name, finer, period)) for name in made_of)
    ]
    holders = {finer: areas.ancestors(finer, level) for finer in below}
    nested = next((finer for finer in below if holders[finer] is not None), None)
    if not below:
        return _refuse(areas, level, Refusal.NO_FIGURES)
    if definition.aggregation == Aggregation.NONE:
        return _refuse(areas, level, Refusal.NOT_ADDED_UP)
    if nested is None or (holder := holders[nested]) is None:
        return _refuse(areas, level, Refusal.LEVELS_DO_NOT_NEST)

    children: dict[str, list[str]] = {code: [] for code in areas.codes(level)}
    for child, code in holder.items():
        children[str(code)].append(str(child))
    weight = definition.weight_indicator
    if weight is not None and definition.aggregation == Aggregation.WEIGHTED_MEAN:
        made_of = (*made_of, weight)
    parts = {name: table.figures(name, nested, period) for name in made_of}
    figures: dict[str, Figure] = {}
    reasons: dict[str, Refusal] = {}
    for code, inside in children.items():
        total = _combine(definition, parts, inside)
        if isinstance(total, Refusal):
            reasons[code] = total
            continue
        source = parts[made_of[0]][inside[0]].source_id
        note = _describe(definition, nested, len(inside))
        figures[code] = Figure(total.value, Status.OK, total.quality.value, source, note)
    used = {
        figure.source_id: None for name in made_of for figure in parts[name].values() if figures
    }
    return LevelFigures(figures, reasons, bool(figures), tuple(used))


def _combine(
    definition: IndicatorDefinition,
    parts: Mapping[str, Mapping[str, Figure]],
    inside: Sequence[str],
) -> Total | Refusal:
    def take(name: str) -> list[Part]:
        rows = parts[name]
        return [
            Part(rows[code].value, rows[code].quality) if code in rows else Part(None)
            for code in inside
        ]

    weight = definition.weight_indicator
    if definition.aggregation == Aggregation.RATIO:
        above = [part for name in definition.numerator for part in take(name)]
        under = [part for name in definition.denominator for part in take(name)]
        return take_ratio(above, under)
    if definition.aggregation == Aggregation.WEIGHTED_MEAN and weight is not None:
        exact = definition.denominator == (weight,)
        return take_mean(take(definition.indicator_id), take(weight), exact=exact)
    return add_up(take(definition.indicator_id))


def _describe(definition: IndicatorDefinition, level: AreaLevel, count: int) -> str:
    how = {
        Aggregation.SUM: "sum",
        Aggregation.RATIO: "sum of counts over sum of counts",
        Aggregation.WEIGHTED_MEAN: f"mean weighted by {definition.weight_indicator}",
    }[definition.aggregation]
    one, many = LEVEL_WORDS[level]
    return f"computed here: {how}, {count} {one if count == 1 else many}"


def _has_values(rows: Mapping[str, Figure]) -> bool:
    return any(figure.status == Status.OK for figure in rows.values())


def _refuse(areas: AreaRegister, level: AreaLevel, reason: Refusal) -> LevelFigures:
    return LevelFigures(reasons=dict.fromkeys(areas.codes(level), reason))
