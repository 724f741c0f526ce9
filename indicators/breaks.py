"""Periods from which an indicator is no longer what it was before (reads)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

import pandera.pandas as pa

from geodata.problems import Problem
from indicators.rows import read_rows
from indicators.schema import failures, filled, like, one_of

BREAK_COLUMNS: Final = ("indicator_id", "period", "kind", "text_sv", "text_en", "source_id")


class BreakKind(StrEnum):
    """What changed: how it is counted, what is counted, or what belongs to an area."""

    METHOD = "method"
    DEFINITION = "definition"
    BOUNDARY = "boundary"


@dataclass(frozen=True)
class Break:
    """
    A known break in a series.

    Parameters
    ----------
    period
        The first period that is not comparable with earlier ones.
    text_sv, text_en
        What changed, in words for a resident.
    source_id
        The source that the new figures come from.
    """

    indicator_id: str
    period: str
    kind: BreakKind
    text_sv: str
    text_en: str
    source_id: str

    def text(self, lang: str) -> str:
        """Say what changed in Swedish ("sv"), in English for every other language."""
        return self.text_sv if lang == "sv" else self.text_en


class HasBreaks(Protocol):
    """What knows the breaks of its series: an IndicatorTable."""

    @property
    def breaks(self) -> tuple[Break, ...]:
        """All known breaks."""
        ...


def breaks_between(table: HasBreaks, indicator_id: str, first: str, last: str) -> tuple[Break, ...]:
    """Give the breaks that make the last period not comparable with the first, oldest first."""
    found = [
        one
        for one in table.breaks
        if one.indicator_id == indicator_id and first < one.period <= last
    ]
    return tuple(sorted(found, key=lambda one: one.period))


def read_breaks(
    path: Path, *, indicators: Iterable[str] | None, sources: Iterable[str] | None
) -> tuple[tuple[Break, ...], list[Problem]]:
    """
    Read the list of breaks, in the order of the file.

    Parameters
    ----------
    indicators, sources
        Names that the rows may use; None for a list that could not be read and is not held
        against the rows a second time.

    Returns
    -------
    breaks
        Empty when anything is wrong, and for a file without rows: it says that there are none.
    problems
        Everything that is wrong, empty when nothing is.
    """
    frame, problems = read_rows(path, required=BREAK_COLUMNS)
    problems = [problem for problem in problems if problem.code != "file-empty"]
    if frame is None:
        return (), problems
    columns = {
        "indicator_id": filled(),
        "period": like(r"[0-9]{4}(-[0-9]{4})?$", code="period-format", allowed="2024 or 2023-2024"),
        "kind": one_of(BreakKind),
        "text_sv": filled(),
        "text_en": filled(),
        "source_id": filled(),
    }
    if indicators is not None:
        columns["indicator_id"] = one_of(sorted(indicators), code="unknown-indicator")
    if sources is not None:
        columns["source_id"] = one_of(sorted(sources), code="unknown-source")
    problems += failures(frame, pa.DataFrameSchema(columns), file=path.name)
    # One period may break a series in two ways, each of its own kind.
    repeats = frame.loc[frame.duplicated(["indicator_id", "period", "kind"])]
    problems += [
        Problem(
            "duplicate-row",
            path.name,
            int(str(row.Index)),
            "period",
            f"{row.indicator_id}, {row.period}, {row.kind}",
        )
        for row in repeats.itertuples()
    ]
    if any(problem.severity == "error" for problem in problems):
        return (), problems
    return tuple(
        Break(
            indicator_id=str(row.indicator_id),
            period=str(row.period),
            kind=BreakKind(str(row.kind)),
            text_sv=str(row.text_sv),
            text_en=str(row.text_en),
            source_id=str(row.source_id),
        )
        for row in frame.itertuples()
    ), problems
