"""The cells of a CSV file as text, with what is wrong with the file itself (reads)."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from geodata.problems import Problem

EXPECTED: Final = "a CSV file in UTF-8 with commas between the columns"


def read_rows(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """
    Read the named columns of a CSV file as text.

    Parameters
    ----------
    path
        CSV file in UTF-8, with or without a byte order mark, columns divided by commas.
    required
        Columns that must be there.
    optional
        Columns that may be left out; they are empty then. Other columns are ignored with a warning.

    Returns
    -------
    frame
        Required and optional columns, in this order, all `str`, blanks at both ends removed, an
        empty cell is "". Indexed by the row as a spreadsheet shows it (the header is row 1); empty
        rows and rows with too many or too few cells are left out. None if the file cannot be used.
    problems
        Everything that is wrong with the file, its header and the length of its rows.
    """
    records, problems = _read_records(path)
    if not records:
        return None, problems
    header = [cell.strip() for cell in records[0]]
    problems = _check_header(header, path.name, required=required, optional=optional)
    if any(problem.severity == "error" for problem in problems):
        return None, problems

    columns = [column for column in (*required, *optional) if column in header]
    places = [header.index(column) for column in columns]
    rows: dict[int, list[str]] = {}
    for number, record in enumerate(records[1:], start=2):
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if len(cells) == len(header):
            rows[number] = [cells[place] for place in places]
        else:
            found, allowed = str(len(cells)), str(len(header))
            problems.append(Problem("row-length", path.name, number, None, found, allowed))
    if not rows:
        errors = [problem for problem in problems if problem.severity == "error"]
        return None, errors or [Problem("file-empty", path.name)]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype="str")
    return frame.reindex(columns=[*required, *optional], fill_value=""), problems


def _read_records(path: Path) -> tuple[list[list[str]], list[Problem]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], [Problem("file-missing", path.name)]
    except OSError as error:
        return [], [_unreadable(path, error.strerror or "the system gives no reason")]
    except UnicodeDecodeError as error:
        return [], [_unreadable(path, f"byte {error.start + 1} is not UTF-8 text")]
    if "\0" in text:
        return [], [_unreadable(path, "it is not a text file")]
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return [], [_unreadable(path, str(error))]
    if not any(cell.strip() for record in records for cell in record):
        return [], [Problem("file-empty", path.name)]
    return records, []


def _check_header(
    header: list[str], file: str, *, required: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            value = f"its columns are divided by {name}"
            return [Problem("file-unreadable", file, value=value, allowed=EXPECTED)]
    needed = ", ".join(required)
    problems = [
        Problem("column-missing", file, column=column, allowed=needed)
        for column in required
        if column not in header
    ]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    problems += [Problem("duplicate-column", file, column=column) for column in twice]
    used = [*required, *optional]
    problems += [
        Problem("unknown-column", file, column=column, allowed=", ".join(used), severity="warning")
        for column in dict.fromkeys(header)
        if column and column not in used
    ]
    return problems


def _unreadable(path: Path, reason: str) -> Problem:
    return Problem("file-unreadable", path.name, value=reason, allowed=EXPECTED)
