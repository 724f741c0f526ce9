"""The formats that a comparison can be written in, by key; the clock is read when no day is given."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from explorer.change import Change
from explorer.compare import Index, Pair
from explorer.export.compare_lists import alike_table, index_table, own_table, parts_table
from explorer.export.compare_notes import compare_notes, title_of
from explorer.export.compare_parts import Alike, CompareReport, Owned, Profile
from explorer.export.compare_tables import change_table, pair_table, profile_table, twin_table
from explorer.export.csv import to_csv
from explorer.export.formats import CSV_MIME, XLSX_MIME, FileFormat
from explorer.export.table import Table
from explorer.export.xlsx import write_book
from explorer.i18n import Translator
from explorer.twin import Twin


class _Content(NamedTuple):
    report: CompareReport
    t: Translator
    made: date


def write_compare(
    key: str, report: CompareReport, *, t: Translator, made: date | None = None
) -> bytes:
    """
    Write what a part of the page shows in one of the formats.

    Parameters
    ----------
    key
        A key of `COMPARE_FORMATS`. A CSV holds the first table alone, the workbook all of them and
        where the figures come from.
    made
        Day written into the file; None takes today's. The same report and day give the same bytes.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    day = datetime.now(UTC).date() if made is None else made
    return COMPARE_FORMATS[key].make(_Content(report, t, day))


def tables_of(report: CompareReport, t: Translator) -> dict[str, Table]:
    """Make the tables of a report, by the name of their sheet, the one for a plain file first."""
    match report.found:
        case Twin() as found:
            return {t("Figures"): twin_table(report, found, t)}
        case Change() as found:
            return {t("Change"): change_table(report, found, t)}
        case Profile() as found:
            return {t("Figures"): profile_table(report, found, t)}
        case Pair() as found:
            return {t("Figures"): pair_table(report, found, t)}
        case Alike() as found:
            return {t("Similar areas"): alike_table(report, found, t)}
        case Index() as found:
            return {t("Index"): index_table(report, found, t)}
        case Owned() as found:
            return {t("Own areas"): own_table(report, found, t), t("Parts"): parts_table(report, t)}


def _csv(content: _Content, *, excel: bool) -> bytes:
    first = next(iter(tables_of(content.report, content.t).values()))
    return to_csv(first.frame, excel=excel, lang=content.t.lang)


def _plain_csv(content: _Content) -> bytes:
    return _csv(content, excel=False)


def _excel_csv(content: _Content) -> bytes:
    return _csv(content, excel=True)


def _xlsx(content: _Content) -> bytes:
    report, t, made = content
    return write_book(
        tables_of(report, t),
        {t("Sources"): compare_notes(report, t, made=made)},
        title=title_of(report, t),
        made=made,
    )


COMPARE_FORMATS: Final[Mapping[str, FileFormat[_Content]]] = {
    "csv": FileFormat("csv", CSV_MIME, _plain_csv),
    "csv_excel": FileFormat("csv", CSV_MIME, _excel_csv),
    "xlsx": FileFormat("xlsx", XLSX_MIME, _xlsx),
}
