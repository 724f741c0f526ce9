"""
The figures of one level and period: as published, else computed from the level below, else refused.

Published and computed figures are never mixed on one level: as soon as a level has a row of its
own for the period, its other areas have no figure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from geodata.areas import AreaLevel, AreaRegister
from indicators.aggregation import Part, Refusal, Total, add_up, take_mean, take_ratio
from indicators.definitions import Aggregation, IndicatorDefinition
from indicators.disclosure import choose_withheld, list_cells
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
# All that is told of a withheld figure: the same for every one.
WITHHELD: Final = Figure(
    None,
    Status.SUPPRESSED,
    None,
    "",
    "withheld: too few people are behind it, or it would give away a neighbour that has too few",
)


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

    Withheld areas (status suppressed) are those of `find_withheld`. They look the same whether too
    few people are behind them or they would give away another area, and whether or not the
    indicator has a row for them: no value, no quality, no source, one note.
    """
    found = resolve(table, areas, definition, level, period)
    # A level that the indicator does not have stays so; one whose people are too few to divide by
    # would tell that there is nobody, and is withheld like its counts.
    absent = not found.figures and Refusal.NO_WEIGHT not in found.reasons.values()
    if definition.smallest_base is None or absent:
        return found
    withheld = find_withheld(table, areas, definition.base, definition.smallest_base, period)
    hidden = withheld.get(level, frozenset())
    figures = {**found.figures, **dict.fromkeys(sorted(hidden), WITHHELD)}
    reasons = {code: reason for code, reason in found.reasons.items() if code not in hidden}
    return LevelFigures(figures, reasons, found.computed, found.source_ids)


# Asked for at every level and period of an indicator; the data do not change under a table.
@lru_cache(maxsize=64)
def find_withheld(
    table: IndicatorTable,
    areas: AreaRegister,
    base: tuple[str, ...],
    smallest_base: int,
    period: str,
) -> Mapping[AreaLevel, frozenset[str]]:
    """
    Find the areas whose figures are withheld, together for all indicators with the same base.

    The base of an area is what the rules for adding up give for its indicators on its level; where
    that is not known it withholds nothing. An area withheld by its publisher for one of the
    indicators is withheld for all. What else is withheld, so that none of these can be computed
    from totals and their other parts, is said in `indicators.disclosure`; an indicator that is not
    added up (a median) gives nothing away.

    Returns
    -------
    withheld
        Area codes by level; a level without any is left out.
    """
    family = [
        each
        for each in table.definitions.values()
        if (each.base, each.smallest_base) == (base, smallest_base)
    ]
    cells = [
        cell
        for level in BY_SIZE
        for cell in list_cells(
            areas,
            level,
            [(each, resolve(table, areas, each, level, period).figures) for each in family],
            [
                resolve(table, areas, table.definitions[name], level, period).figures
                for name in base
            ],
        )
    ]
    withheld: dict[AreaLevel, frozenset[str]] = {}
    for cell in choose_withheld(cells, smallest_base=smallest_base):
        level = AreaLevel(cell.level)
        withheld[level] = withheld.get(level, frozenset()).union(cell.codes)
    return withheld


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
