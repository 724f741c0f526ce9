"""The lists of indicators and of sources, checked cell by cell (reads)."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd
import pandera.pandas as pa

from geodata.problems import Problem, shorten
from indicators.definitions import (
    UNITS,
    Aggregation,
    Direction,
    IndicatorDefinition,
    Kind,
    Source,
    TargetArea,
)
from indicators.rows import read_rows
from indicators.schema import failures, filled, like, one_of

SOURCE_COLUMNS: Final = ("source_id", "publisher", "title", "read_from")
# Text that every indicator needs; the others may be empty, by the rules below.
TEXTS: Final = (
    "name_sv",
    "name_en",
    "description_sv",
    "description_en",
    "definition_sv",
)
SHARE_TEXTS: Final = ("phrase_sv", "phrase_en", "who_one_sv", "who_many_sv", "who_many_en")
DEFINITION_COLUMNS: Final = (
    "indicator_id",
    *TEXTS,
    "unit",
    "decimals",
    "direction",
    "kind",
    "aggregation",
    "numerator",
    "denominator",
    "weight_indicator",
    "target_areas",
    "headline",
    "smallest_base",
    "base",
    *SHARE_TEXTS,
    "caveat_sv",
    "caveat_en",
)
LIST_MARK: Final = ";"
# Adding up a number of this kind is defined; medians have no rule.
RULES: Final[Mapping[Kind, tuple[Aggregation, ...]]] = {
    Kind.COUNT: (Aggregation.SUM, Aggregation.NONE),
    Kind.SHARE: (Aggregation.RATIO, Aggregation.WEIGHTED_MEAN, Aggregation.NONE),
    Kind.MEAN: (Aggregation.WEIGHTED_MEAN, Aggregation.NONE),
    Kind.MEDIAN: (Aggregation.NONE,),
}


def read_sources(path: Path) -> tuple[dict[str, Source], list[Problem]]:
    """
    Read the list of sources, in the order of the file.

    Returns
    -------
    sources
        By source_id; those rows that can be used.
    problems
        Everything that is wrong, empty when nothing is.
    """
    frame, problems = read_rows(path, required=SOURCE_COLUMNS)
    if frame is None:
        return {}, problems
    schema = pa.DataFrameSchema({column: filled() for column in SOURCE_COLUMNS})
    problems += failures(frame, schema, file=path.name)
    problems += _repeated(frame, "source_id", path.name)
    sources = {
        str(row.source_id): Source(
            str(row.source_id), str(row.publisher), str(row.title), str(row.read_from)
        )
        for row in frame.itertuples()
    }
    return sources, problems


def read_definitions(path: Path) -> tuple[dict[str, IndicatorDefinition], list[Problem]]:
    """
    Read the list of indicators, in the order of the file.

    Returns
    -------
    definitions
        By indicator_id; empty when anything is wrong.
    problems
        Everything that is wrong, empty when nothing is.
    """
    frame, problems = read_rows(path, required=DEFINITION_COLUMNS)
    if frame is None:
        return {}, problems
    problems += failures(frame, _definition_schema(), file=path.name)
    problems += _repeated(frame, "indicator_id", path.name)
    known = frozenset(frame["indicator_id"])
    for row, cells in frame.iterrows():
        problems += _check_rules(
            {str(k): str(v) for k, v in cells.items()}, path.name, int(str(row))
        )
        problems += _check_references(cells, known, path.name, int(str(row)))
    if any(problem.severity == "error" for problem in problems):
        return {}, problems
    rows = ({str(k): str(v) for k, v in cells.items()} for _, cells in frame.iterrows())
    return {row["indicator_id"]: _definition(row) for row in rows}, problems


def read_indicator_ids(path: Path) -> frozenset[str]:
    """Name the indicators of a list that may be faulty in other cells; empty if it is unreadable."""
    frame, _ = read_rows(path, required=("indicator_id",))
    return frozenset() if frame is None else frozenset(frame["indicator_id"]) - {""}


def _definition_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "indicator_id": like(
                r"[a-z][a-z0-9_]*$",
                code="value-not-allowed",
                allowed="small letters a–z, digits and underscores",
            ),
            **{column: filled() for column in TEXTS},
            "unit": one_of(UNITS),
            "decimals": one_of([str(number) for number in range(4)]),
            "direction": one_of(Direction),
            "kind": one_of(Kind),
            "aggregation": one_of(Aggregation),
            "headline": one_of(("yes", "no")),
            "smallest_base": like(
                r"([1-9][0-9]*)?$",
                code="value-not-allowed",
                allowed="a whole number above zero, or nothing",
            ),
        }
    )


def _check_rules(cells: Mapping[str, str], file: str, row: int) -> list[Problem]:
    """Check what one cell asks of another one in the same row."""
    problems: list[Problem] = []
    kind, rule = cells["kind"], cells["aggregation"]
    if kind in set(Kind) and rule in set(Aggregation) and rule not in RULES[Kind(kind)]:
        allowed = ", ".join(RULES[Kind(kind)])
        problems.append(Problem("value-not-allowed", file, row, "aggregation", rule, allowed))
    needed: list[tuple[str, str]] = []
    if rule == Aggregation.RATIO:
        needed += [(column, "the indicators to add up") for column in ("numerator", "denominator")]
    if rule == Aggregation.WEIGHTED_MEAN:
        needed.append(("weight_indicator", "the indicator to weight by"))
    if cells["smallest_base"]:
        needed.append(("base", "the indicators whose sum is the base"))
    if kind == Kind.SHARE:
        needed += [(column, "the words for a sentence about a share") for column in SHARE_TEXTS]
    problems += [
        Problem("value-missing", file, row, column, allowed=allowed)
        for column, allowed in needed
        if not cells[column]
    ]
    for column in ("phrase_sv", "phrase_en"):
        if cells[column] and re.findall(r"\{[^}]*\}", cells[column]) != ["{share}"]:
            allowed = "a clause with {share} once"
            problems.append(Problem("value-not-allowed", file, row, column, cells[column], allowed))
    return problems


def _check_references(
    cells: pd.Series, known: frozenset[str], file: str, row: int
) -> list[Problem]:
    problems = [
        Problem("unknown-indicator", file, row, column, name, shorten(sorted(known)))
        for column in ("numerator", "denominator", "weight_indicator", "base")
        for name in _split(cells[column])
        if name not in known
    ]
    problems += [
        Problem("unknown-target-area", file, row, "target_areas", name, ", ".join(TargetArea))
        for name in _split(cells["target_areas"])
        if name not in set(TargetArea)
    ]
    return problems


def _repeated(frame: pd.DataFrame, column: str, file: str) -> list[Problem]:
    repeats = frame[column].duplicated() & (frame[column] != "")
    return [
        Problem("duplicate-row", file, int(str(row)), column, str(value))
        for row, value in frame.loc[repeats, column].items()
    ]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(LIST_MARK) if name.strip())


def _definition(row: Mapping[str, str]) -> IndicatorDefinition:
    return IndicatorDefinition(
        indicator_id=row["indicator_id"],
        name_sv=row["name_sv"],
        name_en=row["name_en"],
        description_sv=row["description_sv"],
        description_en=row["description_en"],
        definition_sv=row["definition_sv"],
        unit=row["unit"],
        decimals=int(row["decimals"]),
        direction=Direction(row["direction"]),
        kind=Kind(row["kind"]),
        aggregation=Aggregation(row["aggregation"]),
        numerator=_split(row["numerator"]),
        denominator=_split(row["denominator"]),
        weight_indicator=row["weight_indicator"] or None,
        target_areas=tuple(TargetArea(name) for name in _split(row["target_areas"])),
        headline=row["headline"] == "yes",
        smallest_base=int(row["smallest_base"]) if row["smallest_base"] else None,
        base=_split(row["base"]),
        phrase_sv=row["phrase_sv"],
        phrase_en=row["phrase_en"],
        who_one_sv=row["who_one_sv"],
        who_many_sv=row["who_many_sv"],
        who_many_en=row["who_many_en"],
        caveat_sv=row["caveat_sv"],
        caveat_en=row["caveat_en"],
    )
