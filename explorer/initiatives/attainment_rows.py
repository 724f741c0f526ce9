"""Rows of a file with reports of goal attainment: checked and turned into reports (reads)."""

import re
from collections.abc import Mapping
from dataclasses import fields
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from explorer.initiatives.kept import Attainment, Level
from explorer.initiatives.rows import YEARS, is_web_address
from geodata.problems import DataError, Problem
from indicators.definitions import TargetArea
from indicators.rows import read_rows

ATTAINMENT_COLUMNS: Final = tuple(field.name for field in fields(Attainment))
# The bodies of one row are some of the city's; it has fewer than a hundred committees and boards.
BODIES: Final = range(1, 1000)
# Longest texts; a report says more on its own page.
LENGTHS: Final[Mapping[str, int]] = {
    "id": 100,
    "body": 200,
    "text_sv": 2000,
    "text_en": 2000,
    "source_title": 300,
    "source_url": 2000,
}
_OPTIONAL: Final = frozenset({"bodies", "target_area", "source_url"})
_WANTED: Final[Mapping[str, str]] = {
    "id": "a short name in small letters that no other row has",
    "year": "the year that is reported on",
    "body": "the committee or board that reports",
    "level": ", ".join(Level),
    "text_sv": "what the report says, in Swedish",
    "text_en": "what the report says, in English",
    "source_title": "where it was read",
}


def load_attainments(path: Path | None = None) -> tuple[Attainment, ...]:
    """
    Read reports of goal attainment.

    Parameters
    ----------
    path
        CSV file in UTF-8 with the columns of `Attainment`; None reads the built-in file.

    Raises
    ------
    DataError
        With every problem found in the file, not only the first.
    """
    if path is None:
        with as_file(files("explorer.initiatives") / "data" / "attainment.csv") as built_in:
            return load_attainments(built_in)
    cells, found = read_rows(path, required=ATTAINMENT_COLUMNS)
    problems = [problem for problem in found if problem.severity == "error"]
    if cells is None:
        raise DataError(problems)
    reports: dict[str, Attainment] = {}
    for number, values in zip(cells.index, cells.to_numpy(), strict=True):
        row = dict(zip(ATTAINMENT_COLUMNS, values, strict=True))
        report, found = check_attainment(row, file=path.name, number=number)
        problems += found
        if report is None:
            continue
        if report.id in reports:
            problems.append(Problem("duplicate-row", path.name, number, "id", report.id))
        reports[report.id] = report
    if problems:
        raise DataError(sorted(problems, key=lambda problem: problem.row or 0))
    return tuple(reports.values())


def check_attainment(
    cells: Mapping[str, str], *, file: str, number: int
) -> tuple[Attainment | None, list[Problem]]:
    """
    Turn one row into a report, or say everything that is wrong with it.

    Parameters
    ----------
    cells
        Stripped text of each column of `ATTAINMENT_COLUMNS`.

    Returns
    -------
    report, problems
        The report is None exactly when there are problems.
    """
    problems: list[Problem] = []

    def add(code: str, column: str, allowed: str = "") -> None:
        problems.append(Problem(code, file, number, column, cells[column][:100], allowed))

    def whole(column: str, allowed: range) -> int | None:
        text = cells[column]
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            add("not-a-number", column)
            return None
        if int(text) not in allowed:
            add("value-out-of-range", column, f"{allowed[0]}–{allowed[-1]}")
        return int(text)

    for column in ATTAINMENT_COLUMNS:
        if column not in _OPTIONAL and not cells[column]:
            add("value-missing", column, _WANTED[column])
    for column, longest in LENGTHS.items():
        if len(cells[column]) > longest:
            add("value-out-of-range", column, f"at most {longest} characters")
        elif re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]", cells[column]):
            add("value-not-allowed", column, "text without control characters")
    year, bodies = whole("year", YEARS), whole("bodies", BODIES)
    if cells["target_area"] and cells["target_area"] not in set(TargetArea):
        add("unknown-target-area", "target_area", ", ".join(TargetArea))
    if cells["level"] and cells["level"] not in set(Level):
        add("value-not-allowed", "level", ", ".join(Level))
    if cells["source_url"] and not is_web_address(cells["source_url"]):
        add("value-not-allowed", "source_url", "a web address that begins with https://")
    if problems or year is None:
        return None, problems
    report = Attainment(
        id=cells["id"],
        year=year,
        body=cells["body"],
        bodies=bodies,
        target_area=TargetArea(cells["target_area"]) if cells["target_area"] else None,
        level=Level(cells["level"]),
        text_sv=cells["text_sv"],
        text_en=cells["text_en"],
        source_title=cells["source_title"],
        source_url=cells["source_url"],
    )
    return report, []


def attainment_cells(report: Attainment) -> dict[str, str]:
    """Write a report as the text of its cells, by the columns of `ATTAINMENT_COLUMNS`; "" for what is not known."""
    values = {name: getattr(report, name) for name in ATTAINMENT_COLUMNS}
    return {name: "" if value is None else str(value) for name, value in values.items()}
