"""The formats that gaps can be written in, by key; the clock is read when no day is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from explorer.export.board import board_table
from explorer.export.csv import to_csv
from explorer.export.formats import CSV_MIME, XLSX_MIME, FileFormat
from explorer.export.gap_tables import areas_table, development_table, measures_table
from explorer.export.sources import (
    BOUNDARIES,
    Lines,
    city_text,
    definition_lines,
    file_lines,
    filled_lines,
    origin_lines,
)
from explorer.export.table import Table
from explorer.export.xlsx import write_book
from explorer.gap_words import gap_sentence, goal_sentences, people_text, verdict_sentences
from explorer.gaps import (
    BoardRow,
    Gap,
    Movement,
    Split,
    base_of,
    build_board,
    build_gap,
    build_movement,
    periods_compared,
    split_measure,
)
from explorer.i18n import Translator
from explorer.measure_names import measure_name
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.view import ViewState
from explorer.workspace import Workspace
from indicators.comparison import Comparison, People
from indicators.gaps import SEED
from indicators.measures.simulation import DRAWS


class Measured(NamedTuple):
    """The gap of one indicator: how large, over time, area by area."""

    gap: Gap
    movement: Movement
    split: Split


@dataclass(frozen=True, eq=False)
class GapReport:
    """
    What goes into a file about gaps.

    Parameters
    ----------
    measured
        The gap of the view's indicator; None where its areas cannot be compared, and for a file
        of the board alone.
    board
        All headline indicators; may be empty where they are not asked for.
    link
        Address that shows the same view, "" when there is none.
    """

    workspace: Workspace
    view: ViewState
    measured: Measured | None
    board: Sequence[BoardRow] = ()
    link: str = ""


class _Content(NamedTuple):
    report: GapReport
    t: Translator
    made: date


def measure_view(workspace: Workspace, view: ViewState) -> Measured:
    """
    Measure everything that a file says of a view's indicator.

    Raises
    ------
    NotAvailable, NotComparable
        As `build_gap`.
    """
    gap = build_gap(workspace, view)
    periods = periods_compared(workspace, view)
    return Measured(
        gap,
        build_movement(workspace, view, periods),
        split_measure(view, gap, periods, base_of(periods, view)),
    )


def report_gap(workspace: Workspace, view: ViewState, *, link: str = "") -> GapReport:
    """
    Measure everything that a workbook about a view holds, the board included.

    Raises
    ------
    NotAvailable, NotComparable
        As `build_gap`.
    """
    measured = measure_view(workspace, view)
    return GapReport(workspace, view, measured, build_board(workspace, view), link)


def report_board(workspace: Workspace, view: ViewState, *, link: str = "") -> GapReport:
    """Measure all headline indicators alone."""
    return GapReport(workspace, view, None, build_board(workspace, view), link)


def write_gaps(key: str, report: GapReport, *, t: Translator, made: date | None = None) -> bytes:
    """
    Write gaps in one of the formats.

    Parameters
    ----------
    key
        A key of `GAP_FORMATS`. Those that begin with "board" hold the board, the others the gap of
        the view's indicator; the workbook has both.
    made
        Day written into the file; None takes today's. The same report and day give the same bytes.

    Raises
    ------
    KeyError
        If there is no such format.
    ValueError
        If the format needs the gap of an indicator and the report has none.
    """
    day = datetime.now(UTC).date() if made is None else made
    return GAP_FORMATS[key].make(_Content(report, t, day))


def gap_notes(report: GapReport, t: Translator, *, made: date) -> Lines:
    """Say of whom, where, when and from whom the gap is, and what its intervals come from."""
    workspace = report.workspace
    gap, movement, _ = _measured(report)
    comparison, selected = gap.comparison, gap.comparison.selected
    development = movement.development
    measure = development.measure.short_name
    return filled_lines(
        (
            (t("The gap"), gap_sentence(gap, t)),
            *definition_lines(gap.definition, gap.selection, t),
            (t("The whole city"), city_text(selected.city, gap.definition, t)),
            (t("Measure over time and by area"), measure_name(measure, t)),
            (t("Ordered by"), _order(workspace, comparison, t)),
            (t("Reference area"), _reference(gap)),
            (t("Weighed by"), people_text(comparison.people, comparison, t)),
            (t("Intervals"), _intervals(comparison.base, comparison, t)),
            (t("Counted from"), period_text(development.base or "")),
            (t("Verdict"), " ".join(verdict_sentences(development, t))),
            (t("Goal"), _goal(report, t)),
            *origin_lines(
                (workspace.table.sources[each] for each in selected.source_ids),
                selected.frame["quality"],
                t,
                computed=selected.computed,
            ),
            (t("Boundaries"), t(BOUNDARIES)),
            *file_lines(t, link=report.link, made=made),
        )
    )


def board_notes(report: GapReport, t: Translator, *, made: date) -> Lines:
    """Say what the board holds and when it was made."""
    level = t(LEVEL_NAMES[report.view.level])
    simulated = t("Simulated {n} times with the seed {seed}.", n=t.number(DRAWS, 0), seed=SEED)
    return filled_lines(
        (
            (t("What it shows"), t("All headline indicators, each in its newest period.")),
            (t("Level"), t("{level}; the nearest level where there are no figures.", level=level)),
            (t("Measure"), measure_name(report.view.measure, t)),
            (t("Intervals"), simulated),
            (t("Empty cells"), t("Not known, or it cannot be computed. Never zero.")),
            *file_lines(t, link=report.link, made=made),
        )
    )


def _order(workspace: Workspace, comparison: Comparison, t: Translator) -> str:
    order = comparison.order
    if order is None:
        return t("No order")
    name = workspace.table.definitions[order.indicator_id].name(t.lang)
    return f"{name}, {period_text(order.period)}"


def _reference(gap: Gap) -> str:
    unit = gap.comparison.groups.reference
    return "" if unit is None else gap.names[str(unit)]


def _intervals(base: People | None, comparison: Comparison, t: Translator) -> str:
    if base is None:
        return t("Not known: the figures do not say how many people they were counted among.")
    return t(
        "95%, from {people}. Simulated {n} times with the seed {seed}.",
        people=people_text(base, comparison, t),
        n=t.number(DRAWS, 0),
        seed=SEED,
    )


def _goal(report: GapReport, t: Translator) -> str:
    gap, movement, _ = _measured(report)
    if movement.goal is None or movement.pace is None:
        return ""
    measure, year = movement.development.measure.short_name, movement.goal.year
    return " ".join(goal_sentences(movement.pace, measure, gap.definition, t, year=year))


def _measured(report: GapReport) -> Measured:
    if report.measured is None:
        raise ValueError("The report has no gap of an indicator, which this format needs.")
    return report.measured


def _areas(content: _Content) -> Table:
    gap, _, split = _measured(content.report)
    return areas_table(content.report.workspace, gap, split, content.report.view.measure, content.t)


def _board(content: _Content) -> Table:
    report = content.report
    return board_table(report.workspace, report.board, report.view.measure, content.t)


def _plain_csv(content: _Content) -> bytes:
    return to_csv(_areas(content).frame, excel=False, lang=content.t.lang)


def _excel_csv(content: _Content) -> bytes:
    return to_csv(_areas(content).frame, excel=True, lang=content.t.lang)


def _xlsx(content: _Content) -> bytes:
    (report, t, made), (gap, movement, _) = content, _measured(content.report)
    tables = {
        t("Measures"): measures_table(gap, t),
        t("Areas"): _areas(content),
        t("Over time"): development_table(report.workspace, gap, movement, t),
    }
    if report.board:
        tables[t("All indicators")] = _board(content)
    return write_book(
        tables,
        {t("Sources"): gap_notes(report, t, made=made)},
        title=gap_sentence(gap, t),
        made=made,
    )


def _board_csv(content: _Content) -> bytes:
    return to_csv(_board(content).frame, excel=False, lang=content.t.lang)


def _board_excel_csv(content: _Content) -> bytes:
    return to_csv(_board(content).frame, excel=True, lang=content.t.lang)


def _board_xlsx(content: _Content) -> bytes:
    report, t, made = content
    return write_book(
        {t("All indicators"): _board(content)},
        {t("Sources"): board_notes(report, t, made=made)},
        title=t("All headline indicators"),
        made=made,
    )


GAP_FORMATS: Final[Mapping[str, FileFormat[_Content]]] = {
    "csv": FileFormat("csv", CSV_MIME, _plain_csv),
    "csv_excel": FileFormat("csv", CSV_MIME, _excel_csv),
    "xlsx": FileFormat("xlsx", XLSX_MIME, _xlsx),
    "board_csv": FileFormat("csv", CSV_MIME, _board_csv),
    "board_csv_excel": FileFormat("csv", CSV_MIME, _board_excel_csv),
    "board_xlsx": FileFormat("xlsx", XLSX_MIME, _board_xlsx),
}
