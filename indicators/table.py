"""Definitions, observations and sources, loaded together so that they fit (reads)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from geodata.areas import AreaRegister
from geodata.problems import DataError, Problem
from indicators.catalogue import read_definitions, read_indicator_ids, read_sources
from indicators.definitions import IndicatorDefinition, Source
from indicators.observations import ALL, Known, Status, read_observations


class Figure(NamedTuple):
    """One observation; `value` is None exactly when the status is not ok."""

    value: float | None
    status: Status
    quality: str | None
    source_id: str
    note: str


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
    """

    definitions: Mapping[str, IndicatorDefinition]
    observations: pd.DataFrame
    sources: Mapping[str, Source]

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
        cells = (rows[column].tolist() for column in columns)
        for name, level, period, code, value, status, quality, source, note in zip(
            *cells, strict=True
        ):
            ok = status == Status.OK
            figure = Figure(
                value if ok else None, Status(status), quality if ok else None, source, note
            )
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


def load_table(areas: AreaRegister, *, directory: Path | None = None) -> IndicatorTable:
    """
    Read indicators.csv, sources.csv and observations.csv.

    Parameters
    ----------
    areas
        Areas that the observations may name.
    directory
        Folder whose files stand in for the built-in ones of the same name; None reads the
        built-in figures of Gothenburg alone.

    Raises
    ------
    DataError
        With every error in all three files, not only the first; warnings are left to
        `check_directory`.
    """
    with as_file(files("indicators") / "data") as built_in:
        table, problems = _read_files(
            areas, [_stand_in(directory, built_in, name) for name in FILES]
        )
    if table is None:
        raise DataError(problem for problem in problems if problem.severity == "error")
    return table


def check_directory(areas: AreaRegister, directory: Path) -> list[Problem]:
    """List everything that is wrong with a folder of the three files, warnings included."""
    return _read_files(areas, [directory / name for name in FILES])[1]


def check_file(areas: AreaRegister, path: Path, *, table: IndicatorTable) -> list[Problem]:
    """
    List everything that is wrong with one file, warnings included.

    Parameters
    ----------
    path
        A list of indicators if it is called indicators.csv, a list of sources if it is called
        sources.csv, else observations.
    table
        Indicators and sources that observations may name.
    """
    if path.name == "indicators.csv":
        return read_definitions(path)[1]
    if path.name == "sources.csv":
        return read_sources(path)[1]
    indicators, sources = frozenset(table.definitions), frozenset(table.sources)
    return read_observations(path, Known(areas, indicators, table.definitions, sources))[1]


def _stand_in(directory: Path | None, built_in: Path, name: str) -> Path:
    if directory is not None and (directory / name).exists():
        return directory / name
    return built_in / name


def _read_files(
    areas: AreaRegister, paths: list[Path]
) -> tuple[IndicatorTable | None, list[Problem]]:
    list_of_indicators, list_of_sources, figures = paths
    definitions, problems = read_definitions(list_of_indicators)
    sources, found = read_sources(list_of_sources)
    problems += found
    # With a faulty list of indicators the rows are still held against the names that it gives.
    indicators = frozenset(definitions) or read_indicator_ids(list_of_indicators)
    known = Known(areas, indicators or None, definitions, frozenset(sources) or None)
    observations, found = read_observations(figures, known)
    problems += found
    if observations is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    return IndicatorTable(definitions, observations, sources), problems
