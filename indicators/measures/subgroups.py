"""A CSV file of groups to be compared (reads)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd
import pandera.pandas as pa

from geodata.problems import Problem
from indicators.measures.groups import Groups
from indicators.rows import read_rows
from indicators.schema import failures, filled, like

REQUIRED: Final = ("subgroup", "estimate", "population")
OPTIONAL: Final = ("subgroup_order", "se", "favourable", "reference", "parent")
NUMBERS: Final = ("estimate", "population", "subgroup_order", "se")
NUMBER: Final = r"[+-]?([0-9]{1,15}(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?$"
DECIMAL_COMMA: Final = re.compile(r"[+-]?[0-9]+([ \u00a0\u202f][0-9]{3})*,[0-9]+")
NO_ESTIMATE: Final = "It has no estimate."
NOBODY: Final = "It has no people."


@dataclass(frozen=True, eq=False)
class SubgroupFile:
    """Groups to be compared, and why others in the file are left out, by name."""

    groups: Groups
    left_out: Mapping[str, str]


def read_subgroups(path: Path) -> tuple[SubgroupFile | None, list[Problem]]:
    """
    Read groups with their values and check every cell.

    Parameters
    ----------
    path
        CSV file with the columns of `REQUIRED` and any of `OPTIONAL`. A row without an estimate
        is left out. `favourable` is 1 or 0, the same in every row, 1 if it is not given;
        `reference` is 1 in at most one row, else 0 or empty. `se` may be empty. `parent` names the
        larger area or class that each group belongs to; given for one, it is needed for all.

    Returns
    -------
    file
        Series indexed by the name of the subgroup, in the order of the file. None if there is an
        error.
    problems
        Everything that is wrong, by row; warnings do not keep the rows from being used.
    """
    text, problems = read_rows(path, required=REQUIRED, optional=OPTIONAL)
    if text is None:
        return None, problems
    found = _check_cells(text, file=path.name)
    if not found:
        found = _check_agreement(text, file=path.name)
    problems += sorted(found, key=lambda problem: problem.row or 0)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return _groups(text), problems


def _check_cells(text: pd.DataFrame, *, file: str) -> list[Problem]:
    number = like(rf"$|{NUMBER}", code="not-a-number", allowed="a number with a decimal point")
    flag = like(r"$|[01]$", code="value-not-allowed", allowed="1, 0")
    columns = {
        "subgroup": filled(),
        **dict.fromkeys(NUMBERS, number),
        **dict.fromkeys(("favourable", "reference"), flag),
    }
    problems = failures(text, pa.DataFrameSchema(columns), file=file)
    return [_name_decimal_comma(problem) for problem in problems]


def _name_decimal_comma(problem: Problem) -> Problem:
    if problem.code != "not-a-number" or not DECIMAL_COMMA.fullmatch(problem.value):
        return problem
    meant = re.sub(r"\s", "", problem.value).replace(",", ".")
    return Problem("decimal-comma", problem.file, problem.row, problem.column, problem.value, meant)


def _check_agreement(text: pd.DataFrame, *, file: str) -> list[Problem]:
    problems = [
        Problem("duplicate-row", file, row, "subgroup", cell)
        for row, cell in _cells(text.loc[text["subgroup"].duplicated(), "subgroup"])
    ]
    used = text["estimate"] != ""
    needed = ["population"]
    needed += [column for column in ("subgroup_order", "parent") if (text[column] != "").any()]
    for column in needed:
        empty = text.loc[used & (text[column] == ""), column]
        what = "a name" if column == "parent" else "a number"
        allowed = f"{what} for every subgroup that has an estimate ({column})"
        problems += [
            Problem("value-missing", file, row, column, allowed=allowed) for row, _ in _cells(empty)
        ]
    for column in ("population", "se"):
        below = text.loc[_numbers(text[column]) < 0, column]
        problems += [
            Problem("value-out-of-range", file, row, column, cell, "0 or more")
            for row, cell in _cells(below)
        ]
    problems += _check_favourable(text, file=file)
    twice = text.loc[text["reference"] == "1", "reference"].iloc[1:]
    problems += [
        Problem("value-not-allowed", file, row, "reference", cell, "1 in one row, 0 in all others")
        for row, cell in _cells(twice)
    ]
    return problems


def _check_favourable(text: pd.DataFrame, *, file: str) -> list[Problem]:
    cells = text["favourable"]
    other = cells.loc[cells != cells.iloc[0]]
    allowed = f"the same in every row; the first has “{cells.iloc[0]}”"
    return [
        Problem("value-not-allowed", file, row, "favourable", cell, allowed)
        for row, cell in _cells(other)
    ]


def _groups(text: pd.DataFrame) -> SubgroupFile:
    named = text.set_index("subgroup")
    used = named["estimate"] != ""
    people = _numbers(named["population"])
    reasons = {str(name): NO_ESTIMATE for name in named.index[~used]}
    reasons |= {str(name): NOBODY for name in named.index[used & (people == 0)]}
    kept = named.loc[used & (people > 0)]
    reference = named.index[named["reference"] == "1"]
    errors = _numbers(kept["se"])
    groups = Groups(
        _numbers(kept["estimate"]),
        _numbers(kept["population"]),
        order=_numbers(kept["subgroup_order"]) if (kept["subgroup_order"] != "").any() else None,
        reference=str(reference[0]) if len(reference) else None,
        favourable=bool(named["favourable"].iloc[0] != "0"),
        standard_error=errors if errors.notna().any() else None,
        parents=kept["parent"] if (kept["parent"] != "").any() else None,
    )
    return SubgroupFile(
        groups, {str(name): reasons[name] for name in named.index if name in reasons}
    )


def _numbers(cells: pd.Series) -> pd.Series:
    return cells.where(cells != "").astype("float64")


def _cells(cells: pd.Series) -> list[tuple[int, str]]:
    return [(int(str(row)), str(cell)) for row, cell in cells.items()]
