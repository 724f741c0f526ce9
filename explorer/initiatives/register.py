"""The register of initiatives: read and checked (reads), filtered, and counted by area."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import pandas as pd

from explorer.initiatives.model import Initiative, Status
from explorer.initiatives.rows import COLUMNS, check_row
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
    """

    frame: pd.DataFrame
    initiatives: tuple[Initiative, ...]


def load_register(areas: AreaRegister, path: Path | None = None) -> Register:
    """
    Read the register of initiatives.

    Parameters
    ----------
    areas
        The areas that `primary_area_code` refers to.
    path
        CSV file in UTF-8 with a column for each field of `Initiative`; further columns are
        ignored. None reads the built-in file of Gothenburg.

    Raises
    ------
    DataError
        With every problem found in the file, not only the first.
    """
    if path is None:
        with as_file(files("explorer.initiatives") / "data" / "initiatives.csv") as built_in:
            return load_register(areas, built_in)
    cells, found = read_rows(path, required=COLUMNS)
    # A column of somebody's own is no reason to refuse the file.
    problems = [problem for problem in found if problem.severity == "error"]
    if cells is None:
        raise DataError(problems)
    known_areas = areas.codes(AreaLevel.PRIMARY_AREA)
    initiatives: list[Initiative] = []
    seen: set[str] = set()
    for number, values in zip(cells.index, cells.to_numpy(), strict=True):
        row = dict(zip(COLUMNS, values, strict=True))
        initiative, found = check_row(row, known_areas, file=path.name, number=number)
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
    wanted_words = _exact(words).split()
    return tuple(
        each
        for each in register.initiatives
        if each.target_area in target_areas
        and each.status in statuses
        and (not organisers or each.organisation_type in organisers)
        and _mentions(each, wanted_words)
    )


def counts_by_area(
    initiatives: Iterable[Initiative], areas: AreaRegister, level: AreaLevel
) -> pd.Series:
    """
    Count the initiatives that have a known place in each area of a level.

    Returns
    -------
    counts
        Int64 named "initiatives", indexed by area_code, all areas of the level, sorted. Zero means
        that none of these has its place there; those of the whole city or of several places are
        counted nowhere. All missing where primary areas do not nest in the level.
    """
    codes = pd.Index(areas.codes(level), dtype="str", name="area_code")
    holders = areas.ancestors(AreaLevel.PRIMARY_AREA, level)
    if holders is None:
        return pd.Series(pd.NA, index=codes, dtype="Int64", name="initiatives")
    stated = [each.primary_area_code for each in initiatives if each.primary_area_code is not None]
    counts = pd.Series(stated, dtype="str").map(holders).value_counts()
    return counts.reindex(codes, fill_value=0).astype("Int64").rename("initiatives")


def in_area(
    initiatives: Iterable[Initiative], areas: AreaRegister, level: AreaLevel, code: str
) -> tuple[Initiative, ...]:
    """
    Pick the initiatives whose known place lies in an area, in the given order.

    Raises
    ------
    KeyError
        If the level has no such code.
    """
    inside = frozenset(areas.children(level, code, AreaLevel.PRIMARY_AREA))
    return tuple(each for each in initiatives if each.primary_area_code in inside)


def _exact(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _without_accents(text: str) -> str:
    return "".join(
        each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
    )


def _mentions(initiative: Initiative, wanted_words: list[str]) -> bool:
    if not wanted_words:
        return True
    exact = _exact("\n".join(getattr(initiative, name) for name in SEARCHED))
    plain = _without_accents(exact)
    return all(word in exact or word in plain for word in wanted_words)
