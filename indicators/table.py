"""Definitions, observations, sources and what goes with them, loaded so that they fit (reads)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import as_file, files
from math import isnan
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from geodata.areas import AreaRegister
from geodata.problems import DataError, Problem
from indicators.breaks import Break, read_breaks
from indicators.catalogue import read_definitions, read_indicator_ids, read_sources
from indicators.definitions import IndicatorDefinition, Source
from indicators.observations import ALL, Known, Status, read_observations
from indicators.reported import ReportedGap, read_reported


class Figure(NamedTuple):
    """
    One observation; `value` is None exactly when the status is not ok.

    `lower` and `upper` are its 95 % interval and `denominator` the people it is a share of, as its
    publisher gives them; None where it does not, and without a value.
    """

    value: float | None
    status: Status
    quality: str | None
    source_id: str
    note: str
    lower: float | None = None
    upper: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, eq=False)
class IndicatorTable:
    """
    Everything that is known about the indicators.

    Parameters
    ----------
    definitions
        By indicator_id, in the order of the file.
    observations
        One row per indicator, level, period, group and area; see `indicators.observations`.
    sources
        By source_id; every observation's source is among them.
    breaks
        Periods from which an indicator is not comparable with before; in the order of the file.
    reported
        Gaps as the city's reports state them; in the order of the file.
    """

    definitions: Mapping[str, IndicatorDefinition]
    observations: pd.DataFrame
    sources: Mapping[str, Source]
    breaks: tuple[Break, ...] = ()
    reported: tuple[ReportedGap, ...] = ()

    def figures(self, indicator_id: str, level: str, period: str) -> Mapping[str, Figure]:
        """Give the figures of everybody by area code, {} if there is no row; not to be changed."""
        return self._figures.get((indicator_id, level, period), {})

    def periods(self, indicator_id: str) -> tuple[str, ...]:
        """Periods that an indicator has on any level, oldest first."""
        return self._periods.get(indicator_id, ())

    @cached_property
    def _figures(self) -> dict[tuple[str, str, str], dict[str, Figure]]:
        found: dict[tuple[str, str, str], dict[str, Figure]] = {}
        rows = self.observations.loc[self.observations["group"] == ALL]
        columns = ["indicator_id", "area_level", "period", "area_code"]
        columns += ["value", "status", "quality", "source_id", "note"]
        columns += ["lower", "upper", "denominator"]
        cells = (rows[column].tolist() for column in columns)
        for name, level, period, code, value, status, quality, source, note, *more in zip(
            *cells, strict=True
        ):
            if status == Status.OK:
                known = (None if isnan(each) else each for each in more)
                figure = Figure(value, Status.OK, quality, source, note, *known)
            else:
                figure = Figure(None, Status(status), None, source, note)
            found.setdefault((name, level, period), {})[code] = figure
        return found

    @cached_property
    def _periods(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for indicator_id, _, period in self._figures:
            found.setdefault(indicator_id, set()).add(period)
        return {indicator_id: tuple(sorted(periods)) for indicator_id, periods in found.items()}


# In the order in which they are read: each may name what stands in those before it.
FILES: Final = ("indicators.csv", "sources.csv", "observations.csv")
# A folder may do without these.
FURTHER_FILES: Final = ("breaks.csv", "reported_gaps.csv")


def load_table(areas: AreaRegister, *, directory: Path | None = None) -> IndicatorTable:
    """
    Read indicators.csv, sources.csv, observations.csv, breaks.csv and reported_gaps.csv.

    Parameters
    ----------
    areas
        Areas that the observations may name.
    directory
        Folder whose files stand in for the built-in ones of the same name; None reads the
        built-in figures of Gothenburg alone. What the built-in breaks and reported gaps say of
        indicators or sources that the folder's own lists do not have is left out.

    Raises
    ------
    DataError
        With every error in all files, not only the first; warnings are left to
        `check_directory`.
    """
    with as_file(files("indicators") / "data") as built_in:
        paths = {name: _stand_in(directory, built_in, name) for name in (*FILES, *FURTHER_FILES)}
        borrowed = {
            name
            for name in FURTHER_FILES
            if directory is not None and paths[name].parent == built_in
        }
        table, problems = _read_files(areas, paths, borrowed=borrowed)
    if table is None:
        raise DataError(problem for problem in problems if problem.severity == "error")
    return table


def check_directory(areas: AreaRegister, directory: Path) -> list[Problem]:
    """
    List everything that is wrong with a folder of the files, warnings included.

    breaks.csv and reported_gaps.csv need not be there.
    """
    paths = {name: directory / name for name in (*FILES, *FURTHER_FILES)}
    there = {name: path for name, path in paths.items() if name in FILES or path.exists()}
    return _read_files(areas, there)[1]


def check_file(areas: AreaRegister, path: Path, *, table: IndicatorTable) -> list[Problem]:
    """
    List everything that is wrong with one file, warnings included.

    Parameters
    ----------
    path
        A list of indicators, sources, breaks or reported gaps if it is called indicators.csv,
        sources.csv, breaks.csv or reported_gaps.csv; else observations.
    table
        Indicators and sources that the rows may name.
    """
    if path.name == "indicators.csv":
        return read_definitions(path)[1]
    if path.name == "sources.csv":
        return read_sources(path)[1]
    indicators, sources = frozenset(table.definitions), frozenset(table.sources)
    if path.name == "breaks.csv":
        return read_breaks(path, indicators=indicators, sources=sources)[1]
    if path.name == "reported_gaps.csv":
        return read_reported(path, indicators=indicators)[1]
    return read_observations(path, Known(areas, indicators, table.definitions, sources))[1]


def _stand_in(directory: Path | None, built_in: Path, name: str) -> Path:
    if directory is not None and (directory / name).exists():
        return directory / name
    return built_in / name


def _read_files(
    areas: AreaRegister, paths: Mapping[str, Path], *, borrowed: Collection[str] = ()
) -> tuple[IndicatorTable | None, list[Problem]]:
    """Read the files that there are; those that are borrowed are not held against others' lists."""
    list_of_indicators, list_of_sources, figures = (paths[name] for name in FILES)
    definitions, problems = read_definitions(list_of_indicators)
    sources, found = read_sources(list_of_sources)
    problems += found
    # With a faulty list of indicators the rows are still held against the names that it gives.
    indicators = frozenset(definitions) or read_indicator_ids(list_of_indicators) or None
    known = Known(areas, indicators, definitions, frozenset(sources) or None)
    observations, found = read_observations(figures, known)
    problems += found
    breaks: tuple[Break, ...] = ()
    if path := paths.get("breaks.csv"):
        own = path.name not in borrowed
        breaks, found = read_breaks(
            path, indicators=indicators if own else None, sources=known.sources if own else None
        )
        problems += found
    reported: tuple[ReportedGap, ...] = ()
    if path := paths.get("reported_gaps.csv"):
        own = path.name not in borrowed
        reported, found = read_reported(path, indicators=indicators if own else None)
        problems += found
    if observations is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    fitting = tuple(
        one for one in breaks if one.indicator_id in definitions and one.source_id in sources
    )
    # Without the indicator its note, which compares the two, has nothing to speak of.
    reported = tuple(
        one
        if one.beside is None or one.beside in definitions
        else replace(one, beside=None, note_sv="", note_en="")
        for one in reported
    )
    return IndicatorTable(definitions, observations, sources, fitting, reported), problems
