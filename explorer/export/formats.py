"""The formats that a view can be written in, by key; the clock is read when no day is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Generic, TypeVar

from explorer.export.csv import to_csv
from explorer.export.geojson import to_geojson
from explorer.export.table import table_frame
from explorer.export.xlsx import to_xlsx
from explorer.i18n import Translator
from explorer.initiatives.model import Initiative
from explorer.layers import MapLayer
from geodata.boundaries import BoundarySet


@dataclass(frozen=True, eq=False)
class Content:
    """What goes into a file: the layer, its outlines, the initiatives shown, language, link, day."""

    layer: MapLayer
    boundaries: BoundarySet
    initiatives: Sequence[Initiative]
    t: Translator
    link: str
    made: date


Made = TypeVar("Made")


@dataclass(frozen=True)
class FileFormat(Generic[Made]):
    """Ending of the file, without its dot, its media type, and how its bytes are made."""

    ending: str
    mime: str
    make: Callable[[Made], bytes]


def _plain_csv(content: Content) -> bytes:
    return to_csv(table_frame(content.layer, content.t), excel=False, lang=content.t.lang)


def _excel_csv(content: Content) -> bytes:
    return to_csv(table_frame(content.layer, content.t), excel=True, lang=content.t.lang)


def _xlsx(content: Content) -> bytes:
    return to_xlsx(
        content.layer, content.initiatives, content.t, made=content.made, link=content.link
    )


def _geojson(content: Content) -> bytes:
    return to_geojson(
        content.layer, content.boundaries, content.t, made=content.made, link=content.link
    )


CSV_MIME: Final = "text/csv; charset=utf-8"
XLSX_MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The key is the ending, except for the second kind of CSV.
FORMATS: Final[Mapping[str, FileFormat[Content]]] = {
    "csv": FileFormat("csv", CSV_MIME, _plain_csv),
    "csv_excel": FileFormat("csv", CSV_MIME, _excel_csv),
    "xlsx": FileFormat("xlsx", XLSX_MIME, _xlsx),
    "geojson": FileFormat("geojson", "application/geo+json", _geojson),
}


def write(  # noqa: PLR0913  one argument for each thing that a file is made of
    key: str,
    layer: MapLayer,
    *,
    boundaries: BoundarySet,
    initiatives: Sequence[Initiative],
    t: Translator,
    link: str = "",
    made: date | None = None,
) -> bytes:
    """
    Write a view in one of the formats.

    Parameters
    ----------
    key
        A key of `FORMATS`.
    boundaries
        Outlines of the layer's level.
    initiatives
        Those shown; only the workbook holds them.
    link
        Address that shows the same view.
    made
        Day written into the file; None takes today's.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    day = datetime.now(UTC).date() if made is None else made
    return FORMATS[key].make(Content(layer, boundaries, initiatives, t, link, day))
