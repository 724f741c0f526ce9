"""Gaps where initiatives run as tables: each initiative, what is followed, and its years."""

from collections.abc import Mapping
from typing import Any

from explorer.effort.closing import Outcome
from explorer.effort.closing_words import (
    alike_note,
    association_sentence,
    compared_codes,
    outcome_sentences,
    reason_text,
)
from explorer.effort.subject import Subject
from explorer.effort.working import Working, build_working
from explorer.export.compare_rows import table_of_rows
from explorer.export.table import Column, Table
from explorer.gap_words import VERDICT_NAMES
from explorer.i18n import Translator
from explorer.legend import DIFFERENCE_UNIT_WORDS
from explorer.names import STATUS_NAMES
from explorer.narrative import period_text
from explorer.workspace import Workspace

MORE_DECIMALS = 1


def closing_tables(workspace: Workspace, subject: Subject, t: Translator) -> dict[str, Table]:
    """Make the tables of the part, the one of initiatives first."""
    working = build_working(workspace, subject)
    return {
        t("Initiatives followed"): _initiatives(workspace, subject, working, t),
        t("Followed"): _groups(workspace, subject, working, t),
        t("Over time"): _line(subject, working, t),
        t("How to read it"): _notes(workspace, subject, working, t),
    }


def _initiatives(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> Table:
    """Put every initiative that counts into a row, with its distances or why there are none."""
    rows = [
        {
            "id": row.initiative.id,
            "name": row.initiative.name,
            "status": t(STATUS_NAMES[row.initiative.status]),
            "start_year": row.initiative.start_year,
            "end_year": row.initiative.end_year,
            "areas": _named(workspace, subject, row.codes),
            "periods_before": len(row.outcome.before) if row.codes else None,
            "periods_after": len(row.outcome.after) if row.codes else None,
            **_outcome(row.outcome, t),
        }
        for row in working.rows
    ]
    columns = (
        Column("id", t("Id"), "text"),
        Column("name", t("Initiative"), "text"),
        Column("status", t("Status"), "text"),
        Column("start_year", t("Start"), "year"),
        Column("end_year", t("End"), "year"),
        Column("areas", t("Areas"), "text"),
        Column("periods_before", t("Periods before"), "number"),
        Column("periods_after", t("Periods after"), "number"),
        *_outcome_columns(subject, t),
    )
    return table_of_rows(columns, rows)


def _groups(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> Table:
    """Put the areas that are followed, and the similar ones, into rows."""
    name = t("All together, area by area") if working.one is None else working.one.name
    rows = [
        {
            "group": name,
            "areas": _named(workspace, subject, compared_codes(working)),
            **_outcome(working.outcome, t, together=working.one is None),
        }
    ]
    if working.alike is not None:
        rows.append(
            {
                "group": t("Similar areas without"),
                "areas": _named(workspace, subject, working.alike.codes),
                **_outcome(working.alike.outcome, t),
            }
        )
    columns = (
        Column("group", t("Followed"), "text"),
        Column("areas", t("Areas"), "text"),
        *_outcome_columns(subject, t),
    )
    return table_of_rows(columns, rows)


def _line(subject: Subject, working: Working, t: Translator) -> Table:
    """Put every period into a row, with the distances that the chart shows."""
    found, line = working.distances, working.line
    rows: list[Mapping[str, Any]] = []
    if found is not None and line is not None:
        beside = None if working.alike is None else working.alike.line
        rows = [
            {
                "period": period_text(period),
                "own": line[period],
                "alike": None if beside is None else beside[period],
                "city": found.city[period],
                "comparable": t("yes") if period in found.comparable else t("no, before a break"),
            }
            for period in found.periods
        ]
    decimals = subject.definition.decimals + MORE_DECIMALS
    unit = t(DIFFERENCE_UNIT_WORDS[subject.definition.unit])
    columns = (
        Column("period", t("Period"), "text"),
        Column(
            "own",
            t("Distance to the city where initiatives run ({unit})", unit=unit),
            "difference",
            decimals,
        ),
        Column(
            "alike",
            t("Distance to the city in similar areas without ({unit})", unit=unit),
            "difference",
            decimals,
        ),
        Column("city", t("The whole city"), "number", decimals),
        Column("comparable", t("Comparable with the last period"), "text"),
    )
    return table_of_rows(columns, rows)


def _notes(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> Table:
    sentences = [
        *outcome_sentences(subject, working, t),
        alike_note(workspace, working, t),
        association_sentence(t),
    ]
    columns = (Column("note", t("How to read it"), "text"),)
    told = dict.fromkeys(each for each in sentences if each)
    return table_of_rows(columns, [{"note": each} for each in told])


def _outcome_columns(subject: Subject, t: Translator) -> tuple[Column, ...]:
    decimals = subject.definition.decimals + MORE_DECIMALS
    unit = t(DIFFERENCE_UNIT_WORDS[subject.definition.unit])
    numbers = {
        "before": t("Distance before the start ({unit})", unit=unit),
        "start": t("Distance at the start ({unit})", unit=unit),
        "now": t("Distance in {period} ({unit})", period=_now(subject), unit=unit),
        "change": t("Change of the gap ({unit})", unit=unit),
        "lower": t("Change, lower end (95%)"),
        "upper": t("Change, upper end (95%)"),
    }
    return (
        *(Column(key, heading, "difference", decimals) for key, heading in numbers.items()),
        Column("verdict", t("Gap to the city"), "text"),
        Column("why", t("Why"), "text"),
    )


def _outcome(outcome: Outcome, t: Translator, *, together: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {
        "verdict": t(VERDICT_NAMES[outcome.verdict]),
        "why": reason_text(outcome, t, together=together),
    }
    readings = outcome.readings
    if readings is None:
        return found
    change = readings.change
    numbers = {"before": readings.before, "start": readings.start, "now": readings.now}
    ends = {"change": change.estimate, "lower": change.lower, "upper": change.upper}
    return found | numbers | ends


def _named(workspace: Workspace, subject: Subject, codes: tuple[str, ...]) -> str:
    names = workspace.areas.names(subject.level)
    return "; ".join(f"{code} {names[code]}" for code in codes)


def _now(subject: Subject) -> str:
    return period_text(subject.selection.period)
