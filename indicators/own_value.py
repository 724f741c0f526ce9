"""
Values of areas of one's own, by each indicator's rule.

They follow from published values or are refused. Withheld values are never among them, so that
nothing can be worked out that is not shown already.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import Final, NamedTuple

from geodata.areas import Area, AreaLevel, AreaRegister
from indicators.aggregation import Part, Refusal, Total, add_up, take_mean, take_ratio
from indicators.comparison import BASE_YEARS, PERCENT, RESIDENTS
from indicators.definitions import Aggregation
from indicators.levels import BY_SIZE, LEVEL_WORDS
from indicators.measures.interval import Interval
from indicators.observations import Quality, Status, shared_areas
from indicators.own_area import OwnArea, find_same
from indicators.own_figures import Asked, choose_weights, count_own, count_people, estimate_interval
from indicators.selection import NO_FIGURE
from indicators.table import Figure, IndicatorTable

# A value of less than this share of an area's people says more of them than of the area.
FEWEST_COVERED: Final = 0.5
# Finest first: a set of areas of one's own is looked at in the smallest pieces that have figures.
PIECES: Final = tuple(level for level in reversed(BY_SIZE) if level is not AreaLevel.MUNICIPALITY)


class Uncovered(StrEnum):
    """Why the value of an area of one's own says nothing of a piece of it."""

    NO_FIGURE = "no-figure"
    WITHHELD = "withheld"
    SHARED = "shared"
    NO_WEIGHT = "no-weight"


class OwnPart(NamedTuple):
    """
    A piece that a value was made of.

    `code` is an area of the value's `level`; `share` of it belongs; `value` is its own figure, for
    a share of two counts 100 times the one over the other; `weight` is what it counts for: people,
    or the lower count, times the share; the share alone for a count.
    """

    code: str
    share: float
    value: float
    weight: float


@dataclass(frozen=True)
class OwnValue:
    """
    The value of an area of one's own.

    Parameters
    ----------
    value
        In the indicator's unit; None where there is none.
    status
        Ok with a value, suppressed where it is withheld, else missing.
    quality
        None without a value.
    reason
        Why there is no value; None with one, and for a withheld one.
    covered
        Share (0–1) of the residents who live in pieces that the value is of, 1 when it is of all;
        0 without a value.
    approximate
        Whether people had to be taken as spread evenly over an area that belongs in part, or the
        rule or a figure is approximate.
    parts
        The pieces that it was made of; () for the value of an area that is there already.
    uncovered
        The pieces that it says nothing of, by code, and why.
    level
        Level of the pieces, or of the area whose own value it is; None without any.
    same_as
        The area that is made of just the same primary areas; its own value is used.
    source_ids
        Sources of the figures used, those of weights and denominators too.
    note
        How it was made, in English.
    interval
        95 %: as published, else Wilson's for a share whose base is known; None otherwise.
    weights_of
        Period of the weights, which is another one than the value's where that has too few; "" for
        a value that is not made here.
    """

    value: float | None = None
    status: Status = Status.MISSING
    quality: Quality | None = None
    reason: Refusal | None = None
    covered: float = 0.0
    approximate: bool = False
    parts: tuple[OwnPart, ...] = ()
    uncovered: tuple[tuple[str, Uncovered], ...] = ()
    level: AreaLevel | None = None
    same_as: Area | None = None
    source_ids: tuple[str, ...] = ()
    note: str = ""
    interval: Interval | None = None
    weights_of: str = ""


def aggregate_own(
    table: IndicatorTable, areas: AreaRegister, own: OwnArea, indicator_id: str, period: str
) -> OwnValue:
    """
    Give the value of an area of one's own.

    An area that is made of just the primary areas of one that is there already, on any level, has
    that area's value, or its reason for having none. Any other follows from its pieces by the
    indicator's rule: whole areas of the finest level that covers all of it, else of the one that
    covers most. A count must have all pieces; a share or a mean is of those that have a figure of
    their own, and is refused where these hold less than half of the residents. A median is refused.

    Weights are those of the period; where it has too few, those of the nearest one within two years
    that has most, and the value is approximate.

    A figure that two areas share stands for both, where both belong with the same share, and only
    in a mean; else neither is covered. Of a piece that belongs in part, counts and weights are
    multiplied by the share. A value with fewer people behind it than the indicator's smallest base
    is withheld. All that is used is shown, so a withheld value cannot be solved for.

    Parameters
    ----------
    own
        Its codes must be in the register.

    Raises
    ------
    KeyError
        If there is no such indicator.
    """
    if indicator_id not in table.definitions:
        raise KeyError(f"There is no indicator {indicator_id!r}.")
    asked = Asked(table, areas, table.definitions[indicator_id], period, period)
    if same := find_same(areas, own):
        return _take_same(asked, same)
    found = [
        (level, pieces)
        for level in PIECES
        if (pieces := _list_pieces(areas, own, level)) is not None
    ]
    if asked.definition.aggregation is Aggregation.NONE:
        there = any(asked.figures(indicator_id, level).available for level in BY_SIZE)
        return OwnValue(reason=Refusal.NOT_ADDED_UP if there else Refusal.NO_FIGURES)
    best = OwnValue(reason=_explain_absence(asked))
    # Weights of the same period on any level come before those of another one.
    for within in (0, BASE_YEARS):
        for level, pieces in found:
            if not asked.has_rows(level):
                continue
            value = _combine(choose_weights(asked, level, pieces, within), level, pieces)
            if value.value is not None and value.covered == 1.0:
                return value
            if _rank(value) > _rank(best):
                best = value
    return best


def trend_own(
    table: IndicatorTable, areas: AreaRegister, own: OwnArea, indicator_id: str
) -> dict[str, OwnValue]:
    """
    Give the value of an area of one's own for every period of an indicator, oldest first.

    Raises
    ------
    KeyError
        If there is no such indicator.
    """
    if indicator_id not in table.definitions:
        raise KeyError(f"There is no indicator {indicator_id!r}.")
    return {
        period: aggregate_own(table, areas, own, indicator_id, period)
        for period in table.periods(indicator_id)
    }


class _Piece(NamedTuple):
    """What a covered piece brings to the rule, counts and weights times its share."""

    above: tuple[Part, ...]
    under: tuple[Part, ...]
    part: OwnPart


def _take_same(asked: Asked, same: Sequence[Area]) -> OwnValue:
    name = asked.definition.indicator_id
    all_found = [(area, asked.figures(name, area.level)) for area in same]
    cells = [(area, found, found.figures.get(area.code, NO_FIGURE)) for area, found in all_found]
    for area, _, figure in cells:
        if figure.status is Status.SUPPRESSED:
            # What is withheld on one level is not shown under another name.
            return OwnValue(
                status=Status.SUPPRESSED, level=area.level, same_as=area, note=figure.note
            )
    for area, found, figure in cells:
        if figure.value is None or figure.quality is None:
            continue
        quality = Quality(figure.quality)
        return OwnValue(
            value=figure.value,
            status=Status.OK,
            quality=quality,
            covered=1.0,
            approximate=quality is Quality.APPROXIMATE,
            level=area.level,
            same_as=area,
            source_ids=found.source_ids if found.computed else (figure.source_id,),
            note=figure.note,
            interval=_published_interval(figure) or _same_interval(asked, area, figure),
        )
    area, found, figure = cells[0]
    reason = found.reasons.get(area.code, Refusal.NO_FIGURES)
    return OwnValue(status=figure.status, reason=reason, level=area.level, same_as=area)


def _list_pieces(areas: AreaRegister, own: OwnArea, level: AreaLevel) -> dict[str, float] | None:
    """List the areas of a level that make up all of it, with their shares; None where none do."""
    if level is AreaLevel.PRIMARY_AREA:
        return own.shares
    holders = areas.ancestors(AreaLevel.PRIMARY_AREA, level)
    if holders is None or not own.whole:
        return None
    pieces = dict.fromkeys(sorted({str(code) for code in holders[list(own.codes)]}), 1.0)
    inside = [
        part for code in pieces for part in areas.children(level, code, AreaLevel.PRIMARY_AREA)
    ]
    return pieces if sorted(inside) == list(own.codes) else None


def _combine(asked: Asked, level: AreaLevel, pieces: Mapping[str, float]) -> OwnValue:
    definition = asked.definition
    covered: dict[str, _Piece] = {}
    uncovered: dict[str, Uncovered] = {}
    for code, share in pieces.items():
        found = _read_piece(asked, level, code, share, pieces)
        if isinstance(found, Uncovered):
            uncovered[code] = found
        else:
            covered[code] = found
    left_out = tuple(uncovered.items())
    if not covered or (left_out and definition.aggregation is Aggregation.SUM):
        return _refuse(level, left_out, none_covered=not covered)
    reach = _share_covered(asked, level, pieces, uncovered)
    if reach is None or reach < FEWEST_COVERED:
        return _refuse(level, left_out, none_covered=False)
    held = {code: pieces[code] for code in covered}
    if _is_too_few(asked, level, held):
        return OwnValue(status=Status.SUPPRESSED, uncovered=left_out, level=level)
    total = _apply(asked, list(covered.values()))
    if isinstance(total, Refusal):
        return OwnValue(reason=total, uncovered=left_out, level=level)
    partial = any(share < 1 for share in held.values())
    quality = Quality.APPROXIMATE if partial else total.quality
    return OwnValue(
        value=total.value,
        status=Status.OK,
        quality=quality,
        covered=reach,
        approximate=quality is Quality.APPROXIMATE,
        parts=tuple(piece.part for piece in covered.values()),
        uncovered=left_out,
        level=level,
        source_ids=_list_sources(asked, level, covered),
        note=_describe(asked, level, len(covered)),
        weights_of=asked.weights_of,
        interval=estimate_interval(asked, level, held, total.value),
    )


def _is_too_few(asked: Asked, level: AreaLevel, pieces: Mapping[str, float]) -> bool:
    """Whether the people behind the pieces are fewer than the indicator's smallest base."""
    definition = asked.definition
    if definition.smallest_base is None:
        return False
    base = count_people(asked, definition.base, level, pieces, within=0)
    return base is not None and fsum(base.values()) < definition.smallest_base


def _refuse(
    level: AreaLevel, uncovered: tuple[tuple[str, Uncovered], ...], *, none_covered: bool
) -> OwnValue:
    """Refuse, with the one reason of all pieces where none is covered and all have the same."""
    why = {each for _, each in uncovered}
    if none_covered and why == {Uncovered.WITHHELD}:
        return OwnValue(status=Status.SUPPRESSED, uncovered=uncovered, level=level)
    reason = Refusal.PARTS_MISSING
    if none_covered and why == {Uncovered.NO_WEIGHT}:
        reason = Refusal.NO_WEIGHT
    if none_covered and why == {Uncovered.NO_FIGURE}:
        reason = Refusal.NO_FIGURES
    return OwnValue(reason=reason, uncovered=uncovered, level=level)


def _read_piece(
    asked: Asked, level: AreaLevel, code: str, share: float, pieces: Mapping[str, float]
) -> _Piece | Uncovered:
    """Take what a piece brings, or say why it is not covered."""
    definition = asked.definition
    own = asked.figures(definition.indicator_id, level).figures.get(code, NO_FIGURE)
    # Counts may be public where their share is not; what is withheld once is not made again.
    if own.status is Status.SUPPRESSED:
        return Uncovered.WITHHELD
    if definition.aggregation is Aggregation.WEIGHTED_MEAN:
        if own.value is None:
            return Uncovered.NO_FIGURE
        if own.quality == Quality.UNION:
            sharing = shared_areas(own.note)
            if not sharing or any(pieces.get(each) != share for each in sharing):
                return Uncovered.SHARED
        name = definition.weight_indicator or ""
        weight = count_own(asked, name, level, code, asked.weights_of)
        if weight is None:
            return Uncovered.NO_WEIGHT
        people = (weight.value or 0.0) * share
        part = OwnPart(code, share, own.value, people)
        return _Piece((Part(own.value, own.quality),), (Part(people, weight.quality),), part)
    names = asked.made_of
    found = [asked.figures(name, level).figures.get(code, NO_FIGURE) for name in names]
    for figure in found:
        if figure.status is Status.SUPPRESSED:
            return Uncovered.WITHHELD
        if figure.value is None:
            return Uncovered.NO_FIGURE
        if figure.quality == Quality.UNION:
            return Uncovered.SHARED
    counts = [Part((figure.value or 0.0) * share, figure.quality) for figure in found]
    if definition.aggregation is Aggregation.SUM:
        return _Piece(tuple(counts), (), OwnPart(code, share, found[0].value or 0.0, share))
    cut = len(definition.numerator)
    above, under = (
        fsum(part.value or 0.0 for part in each) for each in (counts[:cut], counts[cut:])
    )
    part = OwnPart(code, share, PERCENT * above / under if under > 0 else 0.0, under)
    return _Piece(tuple(counts[:cut]), tuple(counts[cut:]), part)


def _apply(asked: Asked, pieces: Sequence[_Piece]) -> Total | Refusal:
    definition = asked.definition
    above = [part for piece in pieces for part in piece.above]
    under = [part for piece in pieces for part in piece.under]
    if definition.aggregation is Aggregation.RATIO:
        return take_ratio(above, under)
    if definition.aggregation is Aggregation.WEIGHTED_MEAN:
        exact = definition.denominator == (definition.weight_indicator,)
        exact = exact and asked.weights_of == asked.period
        return take_mean(above, under, exact=exact)
    return add_up(above)


def _share_covered(
    asked: Asked,
    level: AreaLevel,
    pieces: Mapping[str, float],
    uncovered: Mapping[str, Uncovered],
) -> float | None:
    """Share of the residents who live in covered pieces; None where they are not counted."""
    if not uncovered:
        return 1.0
    definition = asked.definition
    weight = definition.weight_indicator
    for names in ((RESIDENTS,), () if weight is None else (weight,), definition.base):
        people = count_people(asked, names, level, pieces)
        if people is not None and (total := fsum(people.values())) > 0:
            return fsum(people[code] for code in pieces if code not in uncovered) / total
    return None


def _same_interval(asked: Asked, area: Area, figure: Figure) -> Interval | None:
    """Give Wilson's interval of an area's own value; not where others share it, with their people."""
    if figure.value is None or figure.quality == Quality.UNION:
        return None
    return estimate_interval(asked, area.level, {area.code: 1.0}, figure.value)


def _published_interval(figure: Figure) -> Interval | None:
    if figure.lower is None or figure.upper is None:
        return None
    return Interval(figure.lower, figure.upper)


def _explain_absence(asked: Asked) -> Refusal:
    """Say why no level has pieces: no figures at all, or only for areas that cut across this one."""
    there = any(asked.has_rows(level) for level in BY_SIZE)
    return Refusal.LEVELS_DO_NOT_NEST if there else Refusal.NO_FIGURES


def _rank(value: OwnValue) -> tuple[bool, float, bool]:
    """Order values: one before none, then by what is covered, then a reason of its own."""
    return value.value is not None, value.covered, value.level is not None


def _list_sources(asked: Asked, level: AreaLevel, covered: Collection[str]) -> tuple[str, ...]:
    names = [(name, asked.period) for name in asked.made_of]
    weight = asked.definition.weight_indicator
    if weight is not None and asked.definition.aggregation is Aggregation.WEIGHTED_MEAN:
        names.append((weight, asked.weights_of))
    used: dict[str, None] = {}
    for name, period in names:
        found = asked.figures(name, level, period)
        if found.computed:
            used |= dict.fromkeys(found.source_ids)
        else:
            used |= dict.fromkeys(found.figures[code].source_id for code in covered)
    return tuple(used)


def _describe(asked: Asked, level: AreaLevel, count: int) -> str:
    definition = asked.definition
    of = "" if asked.weights_of == asked.period else f" of {asked.weights_of}"
    how = {
        Aggregation.SUM: "sum",
        Aggregation.RATIO: "sum of counts over sum of counts",
        Aggregation.WEIGHTED_MEAN: f"mean weighted by {definition.weight_indicator}{of}",
    }[definition.aggregation]
    one, many = LEVEL_WORDS[level]
    return f"computed here: {how}, {count} {one if count == 1 else many}"
