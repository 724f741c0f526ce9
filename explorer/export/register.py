"""The register as files that can be read in again; the clock is read when no day is given."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import pandas as pd

from explorer.export.csv import to_csv
from explorer.export.formats import CSV_MIME, XLSX_MIME, FileFormat
from explorer.export.sources import Lines
from explorer.export.table import Column, Table
from explorer.export.xlsx import write_book
from explorer.i18n import N_, Translator
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import COLUMNS, to_cells
from explorer.initiatives.workbook import SHEET

YEARS: Final = ("start_year", "end_year", "source_year")
AMOUNTS: Final = ("budget_sek", "capacity")
DEGREES: Final = ("lon", "lat")
DEGREE_DECIMALS: Final = 5
NOTES: Final = "notes"
ORIGIN: Final = N_("Public pages; each row names its own.")
LEGEND: Final = N_(
    "The columns have the same names in CSV, Excel and GeoJSON files, in every language, so that a"
    " file can be read in again. Empty cells are not known."
)


@dataclass(frozen=True)
class _Content:
    initiatives: tuple[Initiative, ...]
    t: Translator
    made: date


def write_initiatives(
    key: str, initiatives: Sequence[Initiative], *, t: Translator, made: date | None = None
) -> bytes:
    """
    Write initiatives with the columns that `explorer.initiatives.files.read_upload` reads.

    Reading the file in again gives the same initiatives, whatever their texts hold: numbers are
    numbers, years and codes are what they were, and no text becomes a formula.

    Parameters
    ----------
    key
        A key of `REGISTER_FORMATS`.
    initiatives
        In the order in which they are to stand.
    t
        Decides the decimal mark of the CSV for Excel, and the language of the workbook's notes. The
        columns and their values are the same in every language.
    made
        Day written into the file; None takes today's. The same initiatives and day give the same
        bytes.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    day = datetime.now(UTC).date() if made is None else made
    return REGISTER_FORMATS[key].make(_Content(tuple(initiatives), t, day))


def register_frame(initiatives: Sequence[Initiative]) -> pd.DataFrame:
    """
    Lay initiatives out as a table with the columns of a register file.

    Years and amounts are Int64, degrees float64, everything else text as `to_cells` writes it; what
    is not known is missing in numbers and "" in texts.
    """
    rows = [to_cells(each) for each in initiatives]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    for column in (*YEARS, *AMOUNTS):
        values = [getattr(each, column) for each in initiatives]
        frame[column] = pd.array(values, dtype="Int64")
    for column in DEGREES:
        values = [getattr(each, column) for each in initiatives]
        frame[column] = pd.array(values, dtype="Float64").to_numpy("float64", na_value=float("nan"))
    return frame


def _plain_csv(content: _Content) -> bytes:
    return to_csv(register_frame(content.initiatives), excel=False, lang=content.t.lang)


def _excel_csv(content: _Content) -> bytes:
    return to_csv(register_frame(content.initiatives), excel=True, lang=content.t.lang)


def _xlsx(content: _Content) -> bytes:
    table = Table(tuple(map(_column, COLUMNS)), register_frame(content.initiatives))
    title = content.t("Register of initiatives")
    return write_book({SHEET: table}, {NOTES: _notes(content)}, title=title, made=content.made)


def _column(name: str) -> Column:
    if name in YEARS:
        return Column(name, name, "year")
    if name in DEGREES:
        return Column(name, name, "number", DEGREE_DECIMALS)
    return Column(name, name, "number" if name in AMOUNTS else "text")


def _notes(content: _Content) -> Lines:
    t = content.t
    return (
        (t("Register of initiatives"), t("Initiatives for a more equal Gothenburg")),
        (t("Number of initiatives"), t.number(len(content.initiatives), 0)),
        (t("Source"), t(ORIGIN)),
        (t("Columns"), t(LEGEND)),
        (t("File made"), t.date(content.made)),
    )


def _geojson(content: _Content) -> bytes:
    """Write a feature for each initiative (RFC 7946); its geometry holds all of its places."""
    collection = {
        "type": "FeatureCollection",
        "metadata": dict(_notes(content)),
        "features": [_feature(each) for each in content.initiatives],
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _feature(initiative: Initiative) -> dict[str, Any]:
    cells: dict[str, Any] = {name: text or None for name, text in to_cells(initiative).items()}
    for column in (*YEARS, *AMOUNTS, *DEGREES):
        cells[column] = getattr(initiative, column)
    points = [[each.lon, each.lat] for each in initiative.places]
    geometry: dict[str, Any] | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif points:
        geometry = {"type": "MultiPoint", "coordinates": points}
    return {
        "type": "Feature",
        "id": initiative.id,
        "properties": cells,
        "geometry": geometry,
    }


# The key is the ending, except for the second kind of CSV.
REGISTER_FORMATS: Final[Mapping[str, FileFormat[_Content]]] = {
    "csv_excel": FileFormat("csv", CSV_MIME, _excel_csv),
    "csv": FileFormat("csv", CSV_MIME, _plain_csv),
    "xlsx": FileFormat("xlsx", XLSX_MIME, _xlsx),
    "geojson": FileFormat("geojson", "application/geo+json", _geojson),
}
