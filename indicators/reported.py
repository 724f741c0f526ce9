"""Gaps that the city's own reports state, for themes without figures by area (reads)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import pandas as pd
import pandera.pandas as pa

from geodata.problems import Problem, shorten
from indicators.observations import NUMBER
from indicators.rows import read_rows
from indicators.schema import failures, filled, like, one_of

TEXTS: Final = (
    *("name_sv", "name_en", "better_area_sv", "better_area_en", "worse_area_sv", "worse_area_en"),
    *("period_sv", "period_en", "source"),
)
NUMBERS: Final = ("better_value", "worse_value", "difference")
NOTES: Final = ("note_sv", "note_en")
REPORTED_COLUMNS: Final = ("gap_id", *TEXTS, *NUMBERS, "unit", "beside", *NOTES)


class ReportedUnit(StrEnum):
    """What a reported gap is measured in; a difference of percent is one of percentage points."""

    YEARS = "years"
    PERCENT = "percent"
    SEK = "SEK"


@dataclass(frozen=True)
class ReportedGap:
    """
    One gap as a report states it; nothing of it is computed.

    Parameters
    ----------
    better_area_sv, better_area_en, worse_area_sv, worse_area_en
        The two ends as the report names them: areas, or groups of areas. They need not be areas
        of today.
    better_value, worse_value
        As reported; None where the report gives the difference alone.
    difference
        As reported, better minus worse; None where the report gives the two values alone.
    source
        The report or article.
    beside
        The indicator whose figures can stand beside it; None where there is none.
    note_sv, note_en
        How that indicator differs from what was reported, or why none stands beside it.
    """

    gap_id: str
    name_sv: str
    name_en: str
    better_area_sv: str
    better_area_en: str
    better_value: float | None
    worse_area_sv: str
    worse_area_en: str
    worse_value: float | None
    difference: float | None
    unit: ReportedUnit
    period_sv: str
    period_en: str
    source: str
    beside: str | None
    note_sv: str
    note_en: str

    def name(self, lang: str) -> str:
        """Name in Swedish ("sv"), in English for every other language."""
        return self.name_sv if lang == "sv" else self.name_en

    def better_area(self, lang: str) -> str:
        """Name the better end in Swedish ("sv"), in English for every other language."""
        return self.better_area_sv if lang == "sv" else self.better_area_en

    def worse_area(self, lang: str) -> str:
        """Name the other end in Swedish ("sv"), in English for every other language."""
        return self.worse_area_sv if lang == "sv" else self.worse_area_en

    def period(self, lang: str) -> str:
        """When it was so, in Swedish ("sv"), in English for every other language."""
        return self.period_sv if lang == "sv" else self.period_en

    def note(self, lang: str) -> str:
        """Note in Swedish ("sv"), in English for every other language."""
        return self.note_sv if lang == "sv" else self.note_en


def read_reported(
    path: Path, *, indicators: Iterable[str] | None
) -> tuple[tuple[ReportedGap, ...], list[Problem]]:
    """
    Read the list of reported gaps, in the order of the file.

    Parameters
    ----------
    indicators
        Names that may stand beside a gap; None for a list that could not be read and is not held
        against the rows a second time.

    Returns
    -------
    reported
        Empty when anything is wrong, and for a file without rows: it says that there are none.
    problems
        Everything that is wrong, empty when nothing is.
    """
    frame, problems = read_rows(path, required=REPORTED_COLUMNS)
    problems = [problem for problem in problems if problem.code != "file-empty"]
    if frame is None:
        return (), problems
    problems += failures(frame, _reported_schema(), file=path.name)
    problems += _check_rules(frame, path.name)
    if indicators is not None:
        known = sorted(indicators)
        unknown = frame.loc[~frame["beside"].isin(["", *known]), "beside"]
        problems += [
            Problem("unknown-indicator", path.name, int(str(row)), "beside", name, shorten(known))
            for row, name in unknown.items()
        ]
    if any(problem.severity == "error" for problem in problems):
        return (), problems
    rows = frame.to_dict("records")
    return tuple(_reported_gap({str(k): str(v) for k, v in row.items()}) for row in rows), problems


def _reported_schema() -> pa.DataFrameSchema:
    numbers = "a number with a decimal point, or nothing"
    return pa.DataFrameSchema(
        {
            "gap_id": like(
                r"[a-z][a-z0-9_]*$",
                code="value-not-allowed",
                allowed="small letters a–z, digits and underscores",
            ),
            **{column: filled() for column in TEXTS},
            **{
                column: like(rf"$|{NUMBER}", code="not-a-number", allowed=numbers)
                for column in NUMBERS
            },
            "unit": one_of(ReportedUnit),
        }
    )


def _check_rules(frame: pd.DataFrame, file: str) -> list[Problem]:
    """Check that the gap is there, that a note has both languages, and that no name repeats."""
    both = (frame["better_value"] != "") & (frame["worse_value"] != "")
    unsaid = frame.index[(frame["difference"] == "") & ~both]
    allowed = "the difference, or both values"
    problems = [
        Problem("value-missing", file, int(str(row)), "difference", allowed=allowed)
        for row in unsaid
    ]
    for column, other in (NOTES, NOTES[::-1]):
        lacking = frame.index[(frame[column] == "") & (frame[other] != "")]
        problems += [
            Problem("value-missing", file, int(str(row)), column, allowed="the note, translated")
            for row in lacking
        ]
    repeats = frame.loc[frame["gap_id"].duplicated() & (frame["gap_id"] != ""), "gap_id"]
    return problems + [
        Problem("duplicate-row", file, int(str(row)), "gap_id", str(name))
        for row, name in repeats.items()
    ]


def _reported_gap(row: dict[str, str]) -> ReportedGap:
    better, worse, difference = (float(row[column]) if row[column] else None for column in NUMBERS)
    return ReportedGap(
        gap_id=row["gap_id"],
        **{column: row[column] for column in (*TEXTS, *NOTES)},
        better_value=better,
        worse_value=worse,
        difference=difference,
        unit=ReportedUnit(row["unit"]),
        beside=row["beside"] or None,
    )
