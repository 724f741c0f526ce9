"""
Which figures to withhold so that none with too few people behind it can be worked out.

Every area is a set of primary areas, and a figure of an area is one linear equation over the primary
areas in it: a sum or, with public weights, a share or a mean. A withheld figure can be solved for
exactly when its equation is a combination of published ones, that is, when its row lies in the row
space of theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
import numpy.typing as npt

from geodata.areas import AreaLevel, AreaRegister
from indicators.definitions import Aggregation, IndicatorDefinition
from indicators.observations import Quality, Status, shared_areas
from indicators.table import Figure

# Primary areas that one figure adds up.
Parts = frozenset[str]
# Rows are of zeros and ones: a combination that meets one is off by rounding alone, any other by more.
ROUNDING: Final = 1e-6


@dataclass(frozen=True)
class Cell:
    """
    The figures of one area, of all indicators that are made of the same people.

    Parameters
    ----------
    level
        Level of the area.
    codes
        Its code; those of all areas that share one figure.
    parts
        For every figure that would be shown and can be added up, the primary areas in it: one set,
        or two where one indicator has a figure for the area and another shares it. Empty where
        nothing adds up, as with medians.
    base
        People behind it; the fewest where its figures differ. None: not known.
    refused
        Whether the publisher withholds one of its figures.
    """

    level: str
    codes: tuple[str, ...]
    parts: frozenset[Parts]
    base: float | None
    refused: bool = False


@dataclass(frozen=True)
class _Target:
    """What must not be solved for: a withheld figure, or a sum of some with too few people."""

    level: str
    parts: Parts


def list_cells(
    areas: AreaRegister,
    level: AreaLevel,
    family: Sequence[tuple[IndicatorDefinition, Mapping[str, Figure]]],
    bases: Sequence[Mapping[str, Figure]],
) -> list[Cell]:
    """
    Put the areas of a level into cells; areas that share a figure go into one.

    Parameters
    ----------
    family
        Indicators made of the same people, with their figures by area code.
    bases
        Figures of the indicators whose sum is the number of people.

    Returns
    -------
    cells
        An area in which no indicator has a value, nor is withheld by its publisher, is in none.
    """
    holders = areas.ancestors(AreaLevel.PRIMARY_AREA, level)
    inside: dict[str, set[str]] = {}
    for part, code in () if holders is None else holders.items():
        inside.setdefault(str(code), set()).add(str(part))
    # Every figure as the areas that it is of, and whether it can be added up.
    told = {
        (_sharing(figure, code), definition.aggregation != Aggregation.NONE)
        for definition, figures in family
        for code, figure in figures.items()
        if figure.status in (Status.OK, Status.SUPPRESSED)
    }
    refused = {
        code
        for _, figures in family
        for code, figure in figures.items()
        if figure.status == Status.SUPPRESSED
    }
    groups: list[frozenset[str]] = []
    for codes, _ in told:
        touching = [group for group in groups if group & codes]
        groups = [group for group in groups if not group & codes] + [codes.union(*touching)]
    cells = []
    for group in groups:
        own = {(codes, adds_up) for codes, adds_up in told if codes <= group}
        counts = [count for codes, _ in own if (count := _count(bases, codes)) is not None]
        parts = {
            frozenset(part for code in codes for part in inside.get(code, ()))
            for codes, adds_up in own
            if adds_up
        }
        cells.append(
            Cell(
                level=level.value,
                codes=tuple(sorted(group)),
                parts=frozenset(parts - {frozenset()}),
                base=min(counts, default=None),
                refused=not refused.isdisjoint(group),
            )
        )
    return cells


def choose_withheld(cells: Iterable[Cell], *, smallest_base: float) -> frozenset[Cell]:
    """
    Choose the cells to withhold.

    First those whose base is known and under the smallest one, and those that their publisher
    withholds. Then, as long as a withheld cell can be solved for, or the sum of withheld cells of
    one area that together are under the smallest base, one more: of the same level and in the
    smallest published area around it the one with the smallest base that ends it, else the smallest
    that takes part in the solution: those that end it come first, then those of the same level. In
    the end every further cell that is not needed after all is given back. Equal ones go by level and code, so that the same cells give the same answer in
    whatever order they come.

    Parameters
    ----------
    cells
        All levels of one period, every area at most once.
    smallest_base
        People; a cell with exactly as many is shown.

    Returns
    -------
    withheld
        Nothing is told of which came first: all are to look the same.
    """
    ordered = sorted(cells, key=_by_size)
    withheld = [
        cell
        for cell in ordered
        if cell.refused or (cell.base is not None and cell.base < smallest_base)
    ]
    further: list[Cell] = []
    while (target := _find_exposed(ordered, [*withheld, *further], smallest_base)) is not None:
        further.append(_choose_next(_without(ordered, [*withheld, *further]), target))
    for cell in tuple(further):
        fewer = [each for each in further if each != cell]
        if _find_exposed(ordered, [*withheld, *fewer], smallest_base) is None:
            further = fewer
    return frozenset([*withheld, *further])


def solvable(published: Iterable[Parts], wanted: Sequence[Parts]) -> npt.NDArray[np.bool_]:
    """
    Say which sums over primary areas follow from published ones.

    Parameters
    ----------
    published, wanted
        Sets of primary areas, each standing for the sum over them; none empty among the wanted.

    Returns
    -------
    solvable
        One for each that is wanted, same order.
    """
    rows = set(published)
    known: frozenset[str] = frozenset()
    # What is known of a single primary area is taken out first: that leaves few rows and columns.
    while singles := frozenset[str]().union(*(row for row in rows if len(row) == 1)):
        known |= singles
        rows = {row - singles for row in rows} - {frozenset()}
    left = [each - known for each in wanted]
    if not rows or not any(left):
        return np.array([not each for each in left], dtype=bool)
    atoms = sorted(frozenset[str]().union(*rows, *left))
    equations, unknowns = (_matrix(sets, atoms) for sets in (sorted(rows, key=sorted), left))
    weights = np.linalg.lstsq(equations.T, unknowns.T, rcond=None)[0]
    found: npt.NDArray[np.bool_] = np.abs(equations.T @ weights - unknowns.T).max(axis=0) < ROUNDING
    return found


def _find_exposed(
    cells: Sequence[Cell], withheld: Sequence[Cell], smallest_base: float
) -> _Target | None:
    """Find the first target that follows from what is published; None when nothing does."""
    targets = [_Target(cell.level, parts) for cell in withheld for parts in _sorted_parts(cell)]
    targets += _small_sums(cells, withheld, smallest_base)
    if not targets:
        return None
    rows = [parts for cell in _without(cells, withheld) for parts in cell.parts]
    found = np.flatnonzero(solvable(rows, [target.parts for target in targets]))
    return targets[found[0]] if len(found) else None


def _small_sums(
    cells: Sequence[Cell], withheld: Sequence[Cell], smallest_base: float
) -> list[_Target]:
    """List the sums of withheld cells within one area that are under the smallest base together."""
    counted = [cell for cell in withheld if cell.base is not None and cell.parts]
    whole = {cell: frozenset[str]().union(*cell.parts) for cell in counted}
    found: dict[_Target, None] = {}
    for around in (parts for cell in cells for parts in _sorted_parts(cell)):
        for level in sorted({cell.level for cell in counted}):
            inside = [cell for cell in counted if cell.level == level and whole[cell] <= around]
            people = sum(cell.base or 0.0 for cell in inside)
            if len(inside) > 1 and people < smallest_base:
                found[_Target(level, frozenset[str]().union(*(whole[c] for c in inside)))] = None
    return list(found)


def _choose_next(published: Sequence[Cell], target: _Target) -> Cell:
    """Choose what else to withhold; the published cells come smallest first."""
    around = {parts for cell in published for parts in cell.parts if target.parts < parts}
    beside = [cell for cell in published if cell.level == target.level]
    for area in sorted(around, key=lambda parts: (len(parts), sorted(parts))):
        enough = []
        for cell in beside:
            if not any(parts <= area for parts in cell.parts):
                continue
            rows = [parts for other in published if other != cell for parts in other.parts]
            exposed = solvable(rows, [target.parts, *_sorted_parts(cell)])
            if not exposed.any():
                return cell
            if not exposed[0]:
                enough.append(cell)
        if enough:
            return enough[0]
    involved = _list_involved(published, target)
    involved.sort(key=lambda cell: cell.level != target.level)
    for cell in involved:
        rows = [parts for other in published if other != cell for parts in other.parts]
        if not solvable(rows, [target.parts]).any():
            return cell
    return involved[0]


def _list_involved(published: Sequence[Cell], target: _Target) -> list[Cell]:
    """List the cells that take part in the shortest solution for a target."""
    rows = [(cell, parts) for cell in published for parts in _sorted_parts(cell)]
    atoms = sorted(target.parts.union(*(parts for _, parts in rows)))
    equations = _matrix([parts for _, parts in rows], atoms)
    (wanted,) = _matrix([target.parts], atoms)
    weights = np.linalg.lstsq(equations.T, wanted, rcond=None)[0]
    return [cell for (cell, _), weight in zip(rows, weights, strict=True) if abs(weight) > ROUNDING]


def _matrix(sets: Sequence[Parts], atoms: Sequence[str]) -> npt.NDArray[np.float64]:
    return np.array([[atom in each for atom in atoms] for each in sets], dtype="float64")


def _without(cells: Sequence[Cell], withheld: Sequence[Cell]) -> list[Cell]:
    gone = set(withheld)
    return [cell for cell in cells if cell not in gone]


def _sorted_parts(cell: Cell) -> list[Parts]:
    """Put the sets of a cell in an order that is the same on every run."""
    return sorted(cell.parts, key=sorted)


def _by_size(cell: Cell) -> tuple[float, str, tuple[str, ...]]:
    return (inf if cell.base is None else cell.base, cell.level, cell.codes)


def _sharing(figure: Figure, code: str) -> frozenset[str]:
    """Areas that a figure is of: its own, and those that its note says share it."""
    named = shared_areas(figure.note) if figure.quality == Quality.UNION else ()
    return frozenset([code, *named])


def _count(bases: Sequence[Mapping[str, Figure]], codes: frozenset[str]) -> float | None:
    """Count the people behind a figure of some areas; None where that is not known."""
    counts = {
        (place, frozenset([code]) if figure is None else _sharing(figure, code)): (
            None if figure is None else figure.value
        )
        for place, base in enumerate(bases)
        for code in codes
        for figure in [base.get(code)]
    }
    known = [count for count in counts.values() if count is not None]
    return sum(known) if len(known) == len(counts) else None
