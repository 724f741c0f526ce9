"""The register of initiatives: read and checked (reads), filtered, and counted by area."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import pandas as pd

from explorer.initiatives.model import Initiative, Status
from explorer.initiatives.rows import COLUMNS, FURTHER, check_row
from explorer.initiatives.spelling import mentions
from geodata.areas import AreaLevel, AreaRegister
from geodata.problems import DataError, Problem
from indicators.definitions import TargetArea
from indicators.rows import read_rows

SEARCHED: Final = (
    "name",
    "description_sv",
    "description_en",
    "organisation",
    "place",
    "target_group",
)
_TYPES: Final = {"start_year": "Int64", "end_year": "Int64", "source_year": "Int64"} | {
    "lon": "float64",
    "lat": "float64",
}


@dataclass(frozen=True, eq=False)
class Register:
    """
    Checked initiatives in the order of their file.

    Parameters
    ----------
    frame
        Indexed by id, one column for each other field of `Initiative`; years are Int64,
        coordinates float64, the rest `str`. Unknown years, areas and points are missing.
    initiatives
        The same rows as objects, in the same order.
    stamp
        Changes whenever any row does; "" for a register that was read from a file.
    """

    frame: pd.DataFrame
    initiatives: tuple[Initiative, ...]
    stamp: str = ""


def load_register(areas: AreaRegister, path: Path | None = None) -> Register:
    """
    Read the register of initiatives.

    Parameters
    ----------
    areas
        The areas that the rows refer to.
    path
        CSV file in UTF-8 with a column for each field of `Initiative`, those of `FURTHER` if it
        has them; others are ignored. None reads the built-in file of Gothenburg.

    Raises
    ------
    DataError
        With every problem found in the file, not only the first.
    """
    if path is None:
        with as_file(files("explorer.initiatives") / "data" / "initiatives.csv") as built_in:
            return load_register(areas, built_in)
    required = [column for column in COLUMNS if column not in FURTHER]
    cells, found = read_rows(path, required=required, optional=FURTHER)
    # A column of somebody's own is no reason to refuse the file.
    problems = [problem for problem in found if problem.severity == "error"]
    if cells is None:
        raise DataError(problems)
    initiatives: list[Initiative] = []
    seen: set[str] = set()
    for number, values in zip(cells.index, cells.to_numpy(), strict=True):
        row = dict(zip(COLUMNS, values, strict=True))
        initiative, found = check_row(row, areas, file=path.name, number=number)
        problems += found
        if (identifier := row["id"]) and identifier in seen:
            problems.append(Problem("duplicate-row", path.name, number, "id", identifier))
        seen.add(identifier)
        if initiative is not None:
            initiatives.append(initiative)
    if problems:
        raise DataError(sorted(problems, key=lambda problem: problem.row or 0))
    return build_register(initiatives)


def build_register(initiatives: Iterable[Initiative]) -> Register:
    """Put initiatives that are known to be sound into a register, in the given order."""
    kept = tuple(initiatives)
    names = [field.name for field in fields(Initiative)]
    rows = [[getattr(each, name) for name in names] for each in kept]
    frame = pd.DataFrame(rows, columns=names).astype(
        {name: _TYPES.get(name, "str") for name in names}
    )
    return Register(frame.set_index("id"), kept)


def choose(
    register: Register,
    *,
    target_areas: Collection[TargetArea],
    statuses: Collection[str] = tuple(Status),
    organisers: Collection[str] = (),
    words: str = "",
) -> tuple[Initiative, ...]:
    """
    Pick the initiatives that pass every filter, in the order of the register.

    Parameters
    ----------
    target_areas, statuses
        Those to keep; an empty collection keeps nothing.
    organisers
        Kinds of organiser to keep; an empty collection keeps all.
    words
        Each word, split at blanks, must occur somewhere in the name, a description (either
        language), the organisation, the place or the target group. Case does not matter. A word
        without accents finds accented text too (“hjallbo” finds Hjällbo); a word with accents
        finds only the same accents, so that “ö” does not find every “o”.
    """
    return tuple(
        each
        for each in register.initiatives
        if each.target_area in target_areas
        and each.status in statuses
        and (not organisers or each.organisation_type in organisers)
        and _mentions(each, words)
    )


def counts_by_area(
    initiatives: Iterable[Initiative], areas: AreaRegister, level: AreaLevel
) -> pd.Series:
    """
    Count the initiatives that have a known place in each area of a level.

    Returns
    -------
    counts
        Int64 named "initiatives", indexed by area_code, all areas of the level, sorted. Each
        initiative counts once in every area that `codes_of` names. Zero means that none of these
        runs there as far as places and served areas are known; those of the whole city are counted
        nowhere. All missing where primary areas do not nest in the level.
    """
    codes = pd.Index(areas.codes(level), dtype="str", name="area_code")
    if areas.ancestors(AreaLevel.PRIMARY_AREA, level) is None:
        return pd.Series(pd.NA, index=codes, dtype="Int64", name="initiatives")
    found = [code for each in initiatives for code in codes_of(each, areas, level)]
    counts = pd.Series(found, dtype="str").value_counts()
    return counts.reindex(codes, fill_value=0).astype("Int64").rename("initiatives")


def codes_of(initiative: Initiative, areas: AreaRegister, level: AreaLevel) -> frozenset[str]:
    """
    Name the areas of a level in which an initiative runs.

    Those that hold one of its places, and those that it serves: a served area that is larger than
    those of the level stands for all areas inside it, a smaller one for the area that holds it.
    Nothing where the levels do not nest, and for one that has neither places nor served areas.
    """
    holders = areas.ancestors(AreaLevel.PRIMARY_AREA, level)
    if holders is None:
        return frozenset()
    inside = {place.primary_area_code for place in initiative.places}
    if initiative.primary_area_code is not None:
        inside.add(initiative.primary_area_code)
    for served in initiative.serves:
        inside.update(areas.children(served.level, served.code, AreaLevel.PRIMARY_AREA))
    return frozenset(str(holders[code]) for code in inside if code is not None)


def in_area(
    initiatives: Iterable[Initiative], areas: AreaRegister, level: AreaLevel, code: str
) -> tuple[Initiative, ...]:
    """
    Pick the initiatives that run in an area, by a place there or by serving it, in the given order.

    Raises
    ------
    KeyError
        If the level has no such code.
    """
    areas.name(level, code)
    return tuple(each for each in initiatives if code in codes_of(each, areas, level))


def _mentions(initiative: Initiative, words: str) -> bool:
    return mentions("\n".join(getattr(initiative, name) for name in SEARCHED), words)
