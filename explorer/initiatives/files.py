"""A file of initiatives that somebody hands in: told apart, bounded, and read as rows of text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, NamedTuple

from explorer.initiatives.delimited import read_delimited
from explorer.initiatives.features import read_features
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import COLUMNS, FURTHER, check_row
from explorer.initiatives.sheet import Records
from explorer.initiatives.workbook import read_workbook
from explorer.link import cut
from geodata.areas import AreaRegister
from geodata.problems import DataError, Problem

MOST_BYTES: Final = 10_000_000
CSV, XLSX, GEOJSON = "csv", "xlsx", "geojson"
# Ending -> kind of file.
ENDINGS: Final[Mapping[str, str]] = {
    "csv": CSV,
    "tsv": CSV,
    "txt": CSV,
    "xlsx": XLSX,
    "geojson": GEOJSON,
    "json": GEOJSON,
}
REQUIRED: Final = tuple(column for column in COLUMNS if column not in FURTHER)


class FileRow(NamedTuple):
    """One row as the program that made the file numbers it, with the text of every column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Upload:
    """
    A file that was handed in, not checked cell by cell yet.

    Parameters
    ----------
    file
        Name without its folder.
    rows
        With all of `COLUMNS`; a column that the file does not have is empty.
    problems
        What is wrong with the file, its header and single rows. Rows that could not be read are not
        among `rows`, so a file with an error must not be taken in.
    """

    file: str
    rows: tuple[FileRow, ...]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(each.severity == "warning" for each in self.problems)


def check_size(name: str, size: int) -> Problem | None:
    """Say that a file is too large before it is read; None when it is not."""
    if size <= MOST_BYTES:
        return None
    value, allowed = f"{size / 1e6:.1f} MB", f"{MOST_BYTES / 1e6:.0f} MB"
    return Problem("upload-too-large", file_name(name), value=value, allowed=allowed)


def file_name(name: str) -> str:
    """Give a file's name without its folder, short and on one line."""
    return cut(PurePath(name.replace("\\", "/")).name)


def read_upload(name: str, payload: bytes) -> Upload:
    """
    Read a CSV file, an Excel workbook or a GeoJSON file of initiatives.

    The columns are the fields of `Initiative` by their names, the same in all three forms; those of
    `FURTHER` may be left out, and others are passed over with a warning.

    Parameters
    ----------
    name
        Name of the file; its ending says what it should be.
    """
    file = file_name(name)
    kind = ENDINGS.get(PurePath(name.replace("\\", "/")).suffix.lower().removeprefix("."))
    if (too_large := check_size(name, len(payload))) is not None:
        return Upload(file, (), (too_large,))
    if kind is None:
        allowed = ", ".join(f".{each}" for each in ENDINGS)
        return Upload(file, (), (Problem("file-ending", file, allowed=allowed),))
    try:
        match kind:
            case "csv":
                records = read_delimited(payload, file, columns=COLUMNS)
            case "xlsx":
                records = read_workbook(payload, file)
            case _:
                records = read_features(payload, file)
    except DataError as error:
        return Upload(file, (), error.problems)
    return _arrange(records, file)


def check_upload(
    upload: Upload, areas: AreaRegister
) -> tuple[tuple[Initiative, ...], tuple[Problem, ...]]:
    """
    Check a file by itself, without a register to compare it with.

    Returns
    -------
    initiatives, problems
        The rows that are sound, and everything that was found, in the order of rows.
    """
    initiatives: list[Initiative] = []
    problems = list(upload.problems)
    seen: set[str] = set()
    for number, cells in upload.rows:
        initiative, found = check_row(cells, areas, file=upload.file, number=number)
        problems += found
        if cells["id"] and cells["id"] in seen:
            problems.append(Problem("duplicate-row", upload.file, number, "id", cells["id"]))
        elif initiative is not None:
            initiatives.append(initiative)
        seen.add(cells["id"])
    return tuple(initiatives), tuple(sorted(problems, key=lambda each: each.row or 0))


def _arrange(records: Records, file: str) -> Upload:
    """Put the cells of the known columns in order, and say what is wrong with the header."""
    header = records.header
    problems = _check_header(header, file) if any(header) or records.rows else []
    if not records.rows and not records.problems and not problems:
        problems.append(Problem("file-empty", file))
    if any(problem.severity == "error" for problem in problems):
        return Upload(file, (), tuple(problems))
    places = {column: header.index(column) for column in COLUMNS if column in header}
    rows = tuple(
        FileRow(
            number,
            {column: cells[places[column]] if column in places else "" for column in COLUMNS},
        )
        for number, cells in records.rows
    )
    return Upload(file, rows, (*problems, *records.problems))


def _check_header(header: list[str], file: str) -> list[Problem]:
    if not set(header) & set(COLUMNS):
        value, allowed = cut(", ".join(header)), ", ".join(REQUIRED)
        return [Problem("header-unknown", file, value=value, allowed=allowed)]
    problems = [
        Problem("column-missing", file, column=column, allowed=", ".join(REQUIRED))
        for column in REQUIRED
        if column not in header
    ]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    problems += [Problem("duplicate-column", file, column=cut(column)) for column in twice]
    problems += [
        Problem(
            "unknown-column",
            file,
            column=cut(column),
            allowed=", ".join(COLUMNS),
            severity="warning",
        )
        for column in dict.fromkeys(header)
        if column and column not in COLUMNS
    ]
    return problems
