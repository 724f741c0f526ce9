"""The formats that a part of the page about effort and need can be written in, by key; the clock is read when no day is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from explorer.effort.subject import Subject, build_subject
from explorer.export.csv import to_csv
from explorer.export.effort_blanks import blanks_tables
from explorer.export.effort_closing import closing_tables
from explorer.export.effort_coverage import coverage_tables
from explorer.export.effort_need import need_tables
from explorer.export.effort_notes import effort_notes, title_of
from explorer.export.effort_reach import reach_tables
from explorer.export.effort_rows import initiatives_table
from explorer.export.effort_together import together_tables
from explorer.export.formats import CSV_MIME, XLSX_MIME, FileFormat
from explorer.export.table import Table
from explorer.export.xlsx import write_book
from explorer.i18n import Translator
from explorer.view import EffortPart, ViewState
from explorer.workspace import Workspace


@dataclass(frozen=True, eq=False)
class EffortReport:
    """What goes into a file: the data, what the view is about, and the address that shows the same."""

    workspace: Workspace
    subject: Subject
    link: str = ""

    @property
    def name(self) -> str:
        """Part and level, for the name of a file."""
        return f"effort_{self.subject.view.effort.value}_{self.subject.level.value}"


class _Content(NamedTuple):
    report: EffortReport
    t: Translator
    made: date


def report_effort(workspace: Workspace, view: ViewState, *, link: str = "") -> EffortReport:
    """
    Gather what the open part of a view's page is about.

    Raises
    ------
    NotAvailable
        If the indicator has no values at all.
    """
    return EffortReport(workspace, build_subject(workspace, view), link)


def write_effort(
    key: str, report: EffortReport, *, t: Translator, made: date | None = None
) -> bytes:
    """
    Write what a part of the page shows in one of the formats.

    Parameters
    ----------
    key
        A key of `EFFORT_FORMATS`. A CSV holds the first table alone; the workbook holds all of them,
        the initiatives behind the counts, and where the figures come from.
    made
        Day written into the file; None takes today's. The same report and day give the same bytes.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    day = datetime.now(UTC).date() if made is None else made
    return EFFORT_FORMATS[key].make(_Content(report, t, day))


def tables_of(report: EffortReport, t: Translator) -> dict[str, Table]:
    """Make the tables of a report, by the name of their sheet, the one for a plain file first."""
    workspace, subject = report.workspace, report.subject
    match subject.view.effort:
        case EffortPart.NEED:
            tables = need_tables(workspace, subject, t)
        case EffortPart.COVERAGE:
            tables = coverage_tables(workspace, subject, t)
        case EffortPart.BLANKS:
            tables = blanks_tables(workspace, subject, t)
        case EffortPart.REACH:
            tables = reach_tables(workspace, subject, t)
        case EffortPart.CLOSING:
            tables = closing_tables(workspace, subject, t)
        case EffortPart.TOGETHER:
            tables = together_tables(workspace, subject, t)
    return tables | {t("Initiatives"): initiatives_table(workspace, subject, t)}


def _csv(content: _Content, *, excel: bool) -> bytes:
    first = next(iter(tables_of(content.report, content.t).values()))
    return to_csv(first.frame, excel=excel, lang=content.t.lang)


def _plain_csv(content: _Content) -> bytes:
    return _csv(content, excel=False)


def _excel_csv(content: _Content) -> bytes:
    return _csv(content, excel=True)


def _xlsx(content: _Content) -> bytes:
    report, t, made = content
    notes = effort_notes(report.workspace, report.subject, t, link=report.link, made=made)
    return write_book(
        tables_of(report, t),
        {t("Sources"): notes},
        title=title_of(report.subject.view.effort, t),
        made=made,
    )


EFFORT_FORMATS: Final[Mapping[str, FileFormat[_Content]]] = {
    "csv": FileFormat("csv", CSV_MIME, _plain_csv),
    "csv_excel": FileFormat("csv", CSV_MIME, _excel_csv),
    "xlsx": FileFormat("xlsx", XLSX_MIME, _xlsx),
}
