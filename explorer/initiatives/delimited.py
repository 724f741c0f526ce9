"""The records of a CSV file, whichever of three signs stands between its columns."""

import csv
import io
import re
from collections.abc import Collection
from typing import Final

from explorer.formulas import plain_text
from explorer.i18n import N_
from explorer.initiatives.sheet import JSON, MOST_ROWS, Records, check_kind
from geodata.problems import DataError, Problem

EXPECTED: Final = N_("a CSV file in UTF-8")
DELIMITERS: Final = (",", ";", "\t")
# Columns of numbers, in which Excel writes the decimal mark of its language.
DEGREES: Final = ("lon", "lat")
_DECIMAL_COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")


def read_delimited(payload: bytes, file: str, *, columns: Collection[str]) -> Records:
    """
    Read CSV in UTF-8, with or without a byte order mark.

    Commas, semicolons or tabs between the columns: the sign that finds the most of the known ones
    in the header. Where it is not the comma, a decimal comma in `DEGREES` is how the file writes
    its numbers and becomes a point. The apostrophe that `safe_text` puts before a text is taken
    away again.

    Parameters
    ----------
    columns
        Names that are looked for.

    Raises
    ------
    DataError
        If it is no such file.
    """
    check_kind(payload, file, expected=EXPECTED)
    text = _decode(payload, file)
    delimiter = max(DELIMITERS, key=lambda sign: _count_known(text, sign, columns))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = Records([], [], [])
    number = 0
    try:
        for number, cells in enumerate(lines, start=1):
            stripped = [plain_text(cell).replace("\r\n", "\n").strip() for cell in cells]
            if number == 1:
                found.header.extend(stripped)
            elif not any(stripped):
                continue
            elif len(cells) != len(found.header):
                counts = str(len(cells)), str(len(found.header))
                found.problems.append(Problem("row-length", file, number, None, *counts))
            else:
                found.rows.append((number, stripped))
            if len(found.rows) > MOST_ROWS:
                raise DataError([Problem("too-many-rows", file, allowed=str(MOST_ROWS))])
    except csv.Error as error:
        # csv tells the two apart in its words alone.
        too_long = "field larger" in str(error)
        code = "cell-too-long" if too_long else "quotation-marks"
        allowed = str(csv.field_size_limit()) if too_long else ""
        raise DataError([Problem(code, file, number + 1, allowed=allowed)]) from error
    if delimiter != ",":
        _take_decimal_commas(found)
    return found


def _decode(payload: bytes, file: str) -> str:
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        value = str(error.start + 1)
        raise DataError([Problem("file-not-utf8", file, value=value)]) from error
    if "\0" in text:
        raise DataError([Problem("file-damaged", file, allowed=EXPECTED)])
    if text.lstrip().startswith(("{", "[")):
        raise DataError([Problem("file-wrong-kind", file, value=JSON, allowed=EXPECTED)])
    return text


def _count_known(text: str, delimiter: str, columns: Collection[str]) -> int:
    header = text.split("\n", 1)[0][:10_000]
    return sum(cell.strip().strip('"') in columns for cell in header.split(delimiter))


def _take_decimal_commas(records: Records) -> None:
    places = [place for place, name in enumerate(records.header) if name in DEGREES]
    for _, cells in records.rows:
        for place in places:
            if _DECIMAL_COMMA.fullmatch(cells[place]):
                cells[place] = cells[place].replace(",", ".")
