"""Observations: one figure per area, indicator and period, checked before they are used (reads)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import pandas as pd
import pandera.pandas as pa

from geodata.areas import AreaLevel, AreaRegister, check_code
from geodata.problems import Problem, shorten
from indicators.definitions import IndicatorDefinition
from indicators.rows import read_rows
from indicators.schema import failures, like, one_of


class Status(StrEnum):
    """Why a value is there or not; it is missing exactly when the status is not ok."""

    OK = "ok"
    MISSING = "missing"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"


class Quality(StrEnum):
    """
    How a value was made.

    Published as it stands; derived by a rule that loses nothing but rounding; approximate; or one
    published value that covers two primary areas (union).
    """

    PUBLISHED = "published"
    DERIVED = "derived"
    APPROXIMATE = "approximate"
    UNION = "union"


# Areas that share one figure are named in its note.
SHARED: Final = re.compile(r"union (\d+(?:\+\d+)+)")
ALL: Final = "all"  # the group of everybody; others are not in use yet
COLUMNS: Final = (
    "area_level",
    "area_code",
    "indicator_id",
    "group",
    "period",
    "value",
    "status",
    "quality",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "source_id",
    "note",
)
REQUIRED: Final = (
    "area_level",
    "area_code",
    "indicator_id",
    "period",
    "value",
    "quality",
    "source_id",
)
# A file may carry the unit to be compared with the definition's; it is not kept.
OPTIONAL: Final = (*(column for column in COLUMNS if column not in REQUIRED), "unit")
NUMBERS: Final = ("value", "lower", "upper", "numerator", "denominator")
KEY: Final = ("indicator_id", "area_level", "period", "group", "area_code")
NUMBER: Final = r"[+-]?[0-9]{1,15}(\.[0-9]+)?$"
DECIMAL_COMMA: Final = re.compile(r"[+-]?[0-9]+([ \u00a0\u202f][0-9]{3})*,[0-9]+")
COUNTS: Final = ("persons", "pupils", "reports")


@dataclass(frozen=True, eq=False)
class Known:
    """
    What observations may refer to; None means that the list itself could not be read.

    A list that could not be read is not held against the observations a second time.
    """

    areas: AreaRegister
    indicators: frozenset[str] | None
    definitions: Mapping[str, IndicatorDefinition]
    sources: frozenset[str] | None


def shared_areas(note: str) -> tuple[str, ...]:
    """Name the areas that share one figure, by their codes; () where the note names none."""
    found = SHARED.search(note)
    return tuple(found[1].split("+")) if found else ()


def read_observations(path: Path, known: Known) -> tuple[pd.DataFrame | None, list[Problem]]:
    """
    Read observations and check every cell.

    Parameters
    ----------
    path
        CSV file with the columns of `REQUIRED` and any of `OPTIONAL`.
    known
        Areas, indicators and sources that the rows may name.

    Returns
    -------
    observations
        Columns of `COLUMNS`, sorted by `KEY`, RangeIndex; the five numbers are float, all else is
        `str`. `value` is NaN exactly when `status` is not ok. A row without a status is ok. None
        if there is an error.
    problems
        Everything that is wrong, by row; warnings do not keep the rows from being used.
    """
    text, problems = read_rows(path, required=REQUIRED, optional=OPTIONAL)
    if text is None:
        return None, problems
    text = text.assign(
        group=text["group"].where(text["group"] != "", ALL),
        status=text["status"].where(
            (text["status"] != "") | (text["value"] == ""), Status.OK.value
        ),
    )
    found = _check_cells(text, known, file=path.name)
    found += _check_codes(text, known.areas, file=path.name)
    found += _check_agreement(text, file=path.name)
    found += _check_ranges(text, known.definitions, file=path.name)
    found += _check_units(text, known.definitions, file=path.name)
    found += _check_repeats(text, file=path.name)
    problems += sorted(found, key=lambda problem: problem.row or 0)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    numbers = {column: _numbers(text[column]) for column in NUMBERS}
    observations = text.assign(**numbers).sort_values(list(KEY))[list(COLUMNS)]
    return observations.reset_index(drop=True), problems


def _check_cells(text: pd.DataFrame, known: Known, *, file: str) -> list[Problem]:
    numbers = "a number with a decimal point"
    columns = {
        "area_level": one_of(AreaLevel),
        "group": one_of([ALL]),
        "period": like(r"[0-9]{4}(-[0-9]{4})?$", code="period-format", allowed="2024 or 2023-2024"),
        **{
            column: like(rf"$|{NUMBER}", code="not-a-number", allowed=numbers) for column in NUMBERS
        },
        "quality": like(
            rf"$|({'|'.join(Quality)})$", code="value-not-allowed", allowed=", ".join(Quality)
        ),
        "status": like(
            rf"$|({'|'.join(Status)})$", code="value-not-allowed", allowed=", ".join(Status)
        ),
    }
    if known.indicators is not None:
        columns["indicator_id"] = one_of(sorted(known.indicators), code="unknown-indicator")
    if known.sources is not None:
        columns["source_id"] = one_of(sorted(known.sources), code="unknown-source")
    problems = failures(text, pa.DataFrameSchema(columns), file=file)
    return [_name_decimal_comma(problem) for problem in problems]


def _name_decimal_comma(problem: Problem) -> Problem:
    if problem.code != "not-a-number" or not DECIMAL_COMMA.fullmatch(problem.value):
        return problem
    meant = re.sub(r"\s", "", problem.value).replace(",", ".")
    return Problem("decimal-comma", problem.file, problem.row, problem.column, problem.value, meant)


def _check_codes(text: pd.DataFrame, areas: AreaRegister, *, file: str) -> list[Problem]:
    problems: dict[tuple[str, str], Problem] = {}
    for name, code in text[["area_level", "area_code"]].drop_duplicates().itertuples(index=False):
        if name not in set(AreaLevel):
            continue
        level = AreaLevel(name)
        codes = areas.codes(level)
        if not code:
            allowed = f"the code of a {level.value}"
            problems[name, code] = Problem("value-missing", allowed=allowed)
        elif (malformed := check_code(level, code)) is not None:
            problems[name, code] = malformed
        elif code not in codes:
            allowed = f"those of {level.value}: {shorten(codes)}"
            problems[name, code] = Problem("unknown-area", value=code, allowed=allowed)
    if not problems:
        return []
    return [
        Problem(found.code, file, int(str(row)), "area_code", found.value, found.allowed)
        for row, name, code in text[["area_level", "area_code"]].itertuples()
        if (found := problems.get((name, code))) is not None
    ]


def _check_agreement(text: pd.DataFrame, *, file: str) -> list[Problem]:
    """Check that value and status, and value and quality, say the same; and the order of years."""
    gone = [status for status in Status if status is not Status.OK]
    filled, ok = text["value"] != "", text["status"] == Status.OK
    empty = text.loc[~filled & (ok | (text["status"] == ""))]
    allowed = f"a figure, or a status that says why there is none: {', '.join(gone)}"
    problems = [
        Problem("status-without-reason", file, row, "value", status, allowed)
        for row, status in _cells(empty["status"])
    ]
    both = text.loc[filled & text["status"].isin(gone)]
    said = both["status"] + " with " + both["value"]
    problems += [
        Problem(
            "status-without-reason",
            file,
            row,
            "status",
            value,
            "ok with a figure, any other status without one",
        )
        for row, value in _cells(said)
    ]
    unsaid = text.loc[filled & ok & (text["quality"] == ""), "quality"]
    problems += [
        Problem("value-missing", file, row, "quality", allowed=", ".join(Quality))
        for row, _ in _cells(unsaid)
    ]
    years = text["period"].str.extract(r"^([0-9]{4})-([0-9]{4})$").dropna()
    backwards = text.loc[years.index[years[1] <= years[0]], "period"]
    problems += [
        Problem("period-format", file, row, "period", period, "the earlier year first")
        for row, period in _cells(backwards)
    ]
    return problems


def _check_ranges(
    text: pd.DataFrame, definitions: Mapping[str, IndicatorDefinition], *, file: str
) -> list[Problem]:
    units = text["indicator_id"].map({name: one.unit for name, one in definitions.items()})
    number = {column: _numbers(text[column]) for column in NUMBERS}
    percent = units == "percent"
    count = units.isin(COUNTS)
    out: list[tuple[str, pd.Series, Callable[[int], str]]] = []
    for column in ("value", "lower", "upper"):
        given = number[column]
        out.append((column, percent & ~given.between(0, 100) & given.notna(), _always("0 to 100")))
        out.append((column, count & (given < 0), _always("0 or more")))
    value = number["value"]
    out.append(("lower", number["lower"] > value, lambda row: f"at most the value, {value[row]}"))
    out.append(("upper", number["upper"] < value, lambda row: f"at least the value, {value[row]}"))
    out.append(("numerator", number["numerator"] < 0, _always("0 or more")))
    out.append(("denominator", number["denominator"] < 0, _always("0 or more")))
    return [
        Problem("value-out-of-range", file, row, column, cell, allowed(row))
        for column, wrong, allowed in out
        for row, cell in _cells(text.loc[wrong, column])
    ]


def _check_units(
    text: pd.DataFrame, definitions: Mapping[str, IndicatorDefinition], *, file: str
) -> list[Problem]:
    units = text["indicator_id"].map({name: one.unit for name, one in definitions.items()})
    other = (text["unit"] != "") & units.notna() & (text["unit"] != units)
    return [
        Problem("value-not-allowed", file, row, "unit", unit, str(units[row]))
        for row, unit in _cells(text.loc[other, "unit"])
    ]


def _check_repeats(text: pd.DataFrame, *, file: str) -> list[Problem]:
    repeats = text.loc[text.duplicated(list(KEY)), list(KEY)]
    return [
        Problem(
            "duplicate-row",
            file,
            int(str(row.Index)),
            "area_code",
            f"{row.indicator_id}, {row.period}, {row.area_level} {row.area_code}",
        )
        for row in repeats.itertuples()
    ]


def _numbers(cells: pd.Series) -> pd.Series:
    """Turn the cells that are numbers into float, all others into NaN."""
    return cells.where(cells.str.match(NUMBER)).astype("float64")


def _cells(cells: pd.Series) -> list[tuple[int, str]]:
    return [(int(str(row)), str(cell)) for row, cell in cells.items()]


def _always(allowed: str) -> Callable[[int], str]:
    return lambda _: allowed
