"""An area's report as files: PDF on two pages, and a picture for sharing; the clock is read without a day."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from explorer.export.report_print import print_card, print_pdf
from explorer.export.report_words import AreaReport, words_of
from explorer.i18n import Translator


class ReportFormat(NamedTuple):
    """Media type of a form, and what sets the words of a report, made on a day, in it."""

    mime: str
    make: Callable[[Mapping[str, Any], date], bytes]


def _pdf(words: Mapping[str, Any], made: date) -> bytes:
    return print_pdf(words, made=made)


def _card(words: Mapping[str, Any], _made: date) -> bytes:
    return print_card(words)


# The key is the ending.
REPORT_FORMATS: Final[Mapping[str, ReportFormat]] = {
    "pdf": ReportFormat("application/pdf", _pdf),
    "png": ReportFormat("image/png", _card),
}


def write_report(key: str, report: AreaReport, *, t: Translator, made: date | None = None) -> bytes:
    """
    Write an area's report in one of the forms.

    Parameters
    ----------
    key
        A key of `REPORT_FORMATS`.
    made
        Day written into the file; None takes today's. The same report and day give the same bytes.

    Raises
    ------
    KeyError
        If there is no such form.
    """
    day = today() if made is None else made
    return REPORT_FORMATS[key].make(words_of(report, t, made=day), day)


def today() -> date:
    """Day that a file made now carries."""
    return datetime.now(UTC).date()
