"""The records of a sheet in an Excel workbook, values as the text that they were made from."""

import io
import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from explorer.i18n import N_
from explorer.initiatives.sheet import MOST_ROWS, Records, check_kind
from geodata.problems import DataError, Problem

EXPECTED: Final = N_("an Excel workbook (.xlsx)")
# The sheet that is read if there is one of this name, else the first.
SHEET: Final = "initiatives"
# What a workbook may unpack to: one of `MOST_ROWS` long rows takes about half of it.
MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 1000
MOST_COLUMNS: Final = 200
_FORMULA, _ERROR = "f", "e"
# What openpyxl meets in a file that is damaged or tampered with; it has no error of its own for it.
BROKEN: Final = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, EOFError, OSError),
    *(AttributeError, LookupError, TypeError, ValueError, RuntimeError, AssertionError),
)


def read_workbook(payload: bytes, file: str) -> Records:
    """
    Read the sheet `SHEET` of a workbook, or its first one.

    Numbers and days become the text that a CSV file would hold; a day without a time is written as
    2026-05-31. A formula is not computed and a value that was computed is not trusted: such a cell
    is a problem. The workbook is not unpacked if its own table of contents says that it would
    become larger than `MOST_UNPACKED`.

    Raises
    ------
    DataError
        If it is no such file.
    """
    check_kind(payload, file, expected=EXPECTED, zipped=True)
    _check_contents(payload, file)
    try:
        with warnings.catch_warnings():
            # It warns of colours and lists to choose from, which are not read.
            warnings.simplefilter("ignore", UserWarning)
            book = openpyxl.load_workbook(io.BytesIO(payload), read_only=True, keep_links=False)
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            if not sheets:
                raise _damaged(file)
            sheet = sheets.get(SHEET, book.worksheets[0])
            # The sheet's own word on how large it is may be wrong.
            sheet.reset_dimensions()
            found = _read_sheet(sheet, file)
            book.close()
    except BROKEN as error:
        raise _damaged(file) from error
    return found


def _check_contents(payload: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise _damaged(file) from error
    if not any(each.filename == "xl/workbook.xml" for each in parts):
        value = N_("a zip archive, but no workbook of this form")
        raise DataError([Problem("file-wrong-kind", file, value=value, allowed=EXPECTED)])
    unpacked = sum(each.file_size for each in parts)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
        value, allowed = f"{unpacked / 1e6:.0f} MB", f"{MOST_UNPACKED / 1e6:.0f} MB"
        raise DataError([Problem("upload-too-large", file, value=value, allowed=allowed)])


def _read_sheet(sheet: Any, file: str) -> Records:
    found = Records([], [], [])
    # One row more than allowed shows that there are too many.
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
    for number, cells in enumerate(rows, start=1):
        texts = []
        for place, cell in enumerate(cells):
            if getattr(cell, "data_type", "") in (_FORMULA, _ERROR):
                column = found.header[place] if place < len(found.header) else None
                value = str(cell.value)[:100]
                found.problems.append(Problem("formula-in-cell", file, number, column, value))
                texts.append("")
            else:
                texts.append(_write(cell.value))
        if number == 1:
            while texts and not texts[-1]:
                texts.pop()
            found.header.extend(texts)
        elif any(texts):
            width = len(found.header)
            if any(texts[width:]):
                counts = str(len(texts)), str(width)
                found.problems.append(Problem("row-length", file, number, None, *counts))
            else:
                padding = [""] * (width - len(texts))
                found.rows.append((number, [*texts[:width], *padding]))
        if len(found.rows) > MOST_ROWS:
            raise DataError([Problem("too-many-rows", file, allowed=str(MOST_ROWS))])
    return found


def _write(value: object) -> str:
    """Write a cell's value as text: 680.0 as 680, midnight of a day as the day."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case _:
            return str(value).replace("\r\n", "\n").strip()


def _damaged(file: str) -> DataError:
    return DataError([Problem("file-damaged", file, allowed=EXPECTED)])
