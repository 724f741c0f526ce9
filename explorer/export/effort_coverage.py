"""Coverage as tables: target area by target area, and year by year; the clock is read when no year is given."""

from datetime import UTC, datetime
from typing import Any

from explorer.effort.coverage import (
    Coverage,
    coverage_by_target,
    coverage_by_year,
    coverage_today,
)
from explorer.effort.coverage_words import measured_by
from explorer.effort.subject import Subject
from explorer.export.compare_rows import table_of_rows
from explorer.export.table import Column, Table
from explorer.i18n import Translator
from explorer.names import TARGET_AREA_NAMES
from explorer.narrative import period_text
from explorer.workspace import Workspace

DECIMALS = 1


def coverage_tables(
    workspace: Workspace, subject: Subject, t: Translator, *, this_year: int | None = None
) -> dict[str, Table]:
    """
    Put coverage of each target area today into a row, and on a sheet of its own that of each year.

    The first row is what counts in the view. Shares are in percent; one of nobody is missing.

    Parameters
    ----------
    this_year
        No year after it is told of; None takes today's.
    """
    year = datetime.now(UTC).year if this_year is None else this_year
    return {
        t("Coverage"): _target_table(workspace, subject, t),
        t("Coverage by year"): _year_table(workspace, subject, t, this_year=year),
    }


def _target_table(workspace: Workspace, subject: Subject, t: Translator) -> Table:
    definition, selection = subject.definition, subject.selection
    measured = t(
        "{indicator}, {period}",
        indicator=definition.name(t.lang),
        period=period_text(selection.period),
    )
    first = {
        "row": t("What counts in this view"),
        "measure": measured if subject.has_need else t("no figures"),
        "initiatives": len(subject.running),
    }
    rows: list[dict[str, Any]] = [first | _cells(coverage_today(subject))]
    rows += [
        {
            "row": t(TARGET_AREA_NAMES[each.target_area]),
            "measure": measured_by(each, workspace, t),
            "initiatives": len(each.initiatives),
        }
        | _cells(each.coverage)
        for each in coverage_by_target(workspace, subject)
    ]
    columns = (
        Column("row", t("Target area"), "text"),
        Column("measure", t("Need is told by"), "text"),
        Column("initiatives", t("Initiatives that run"), "number"),
        Column("need_people", t("Residents in areas less favourable than the city"), "number"),
        Column("need_covered", t("Of them where one runs"), "number"),
        Column("need_percent", t("Of them where one runs (percent)"), "number", DECIMALS),
        Column("people", t("All residents"), "number"),
        Column("covered", t("Of all where one runs"), "number"),
        Column("percent", t("Of all where one runs (percent)"), "number", DECIMALS),
    )
    return table_of_rows(columns, rows)


def _year_table(workspace: Workspace, subject: Subject, t: Translator, *, this_year: int) -> Table:
    rows = []
    for each in coverage_by_year(workspace, subject, this_year=this_year):
        least, most = _cells(each.least), _cells(each.most)
        rows.append(
            {
                "year": each.year,
                "period": period_text(each.period),
                "known": each.known,
                "possible": each.possible,
                "need_least": least["need_percent"],
                "need_most": most["need_percent"],
                "least": least["percent"],
                "most": most["percent"],
            }
        )
    columns = (
        Column("year", t("Year"), "year"),
        Column("period", t("Figures"), "text"),
        Column("known", t("Known to run"), "number"),
        Column("possible", t("May have run"), "number"),
        Column(
            "need_least",
            t("In areas less favourable than the city, at least (percent)"),
            "number",
            DECIMALS,
        ),
        Column(
            "need_most",
            t("In areas less favourable than the city, at most (percent)"),
            "number",
            DECIMALS,
        ),
        Column("least", t("Of all residents, at least (percent)"), "number", DECIMALS),
        Column("most", t("Of all residents, at most (percent)"), "number", DECIMALS),
    )
    return table_of_rows(columns, rows)


def _cells(coverage: Coverage) -> dict[str, Any]:
    need, everyone = coverage.need, coverage.everyone
    return {
        "need_people": None if need is None else need.people,
        "need_covered": None if need is None else need.covered,
        "need_percent": None if need is None else need.percent,
        "people": everyone.people,
        "covered": everyone.covered,
        "percent": everyone.percent,
    }
