"""Rows of text under a header, as every kind of file gives them, and what a file must not be."""

from typing import Final, NamedTuple

from explorer.i18n import N_
from geodata.problems import DataError, Problem

MOST_ROWS: Final = 20_000
# First bytes -> what begins so.
KINDS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", N_("a workbook or another zip archive")),
    (b"PK\x05\x06", N_("an empty zip archive")),
    (b"\xd0\xcf\x11\xe0", N_("an old Office file (.xls), or one with a password")),
    (b"%PDF", N_("a PDF document")),
    (b"SQLite format 3", N_("a database")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed file (gzip)")),
    (b"\xff\xfe", N_("text in UTF-16, not in UTF-8")),
    (b"\xfe\xff", N_("text in UTF-16, not in UTF-8")),
)
ZIP: Final = b"PK\x03\x04"
HTML: Final = (b"<!doctype html", b"<html", b"<head", b"<table", b"<?xml")
MARKUP: Final = N_("a web page or another XML file")
JSON: Final = N_("JSON of some kind")
PLAIN_TEXT: Final = N_("plain text, or something unknown")


class Records(NamedTuple):
    """
    What stands in a file, nothing checked yet.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        Number as the program that made the file shows it, and as many stripped texts as there are
        names; empty rows are left out.
    problems
        What is wrong with single rows and cells; such a row may be left out.
    """

    header: list[str]
    rows: list[tuple[int, list[str]]]
    problems: list[Problem]


def check_kind(payload: bytes, file: str, *, expected: str, zipped: bool = False) -> None:
    """
    Refuse a file that is empty, or whose first bytes say that it is something else.

    Parameters
    ----------
    expected
        What it should be, in words.
    zipped
        Whether it must be a zip archive; otherwise it must be text.

    Raises
    ------
    DataError
        With the code "file-empty" or "file-wrong-kind".
    """
    if not payload.strip():
        raise DataError([Problem("file-empty", file)])
    if zipped and payload.startswith(ZIP):
        return
    start = payload.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    found = MARKUP if start.startswith(HTML) else ""
    found = next((words for mark, words in KINDS if payload.startswith(mark)), found)
    if zipped and not found:
        found = PLAIN_TEXT
    if found:
        raise DataError([Problem("file-wrong-kind", file, value=found, allowed=expected)])
