"""What the page about gaps shows, as tables for people: measures, areas, periods."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from explorer.export.table import EXACT_DECIMALS, Column, Table
from explorer.gap_words import LEFT_OUT_NAMES, VERDICT_NAMES, limit_text
from explorer.gaps import Gap, Movement, Split, spread_parts
from explorer.i18n import Translator
from explorer.layers import parent_names
from explorer.legend import DIFFERENCE_UNIT_WORDS, UNIT_WORDS
from explorer.measure_names import (
    COEFFICIENTS,
    PER_THOUSAND,
    PERCENT_OF_MEAN,
    RATIOS,
    measure_name,
)
from explorer.measure_values import decimals_of, refusal_text
from explorer.workspace import Workspace
from indicators.breaks import breaks_between
from indicators.comparison import PERCENT, Comparison, LeftOut
from indicators.definitions import IndicatorDefinition, Kind
from indicators.development import Development
from indicators.gaps import MEASURES
from indicators.levels import find_figures
from indicators.measures.wilson import wilson_intervals

# More than any figure has, and fewer than what dividing leaves noise in.
EXACT_DIGITS: Final = 12
# Parts of a measure are small; a reader is shown as many more decimals than the measure has.
MORE_DECIMALS: Final = 2


def measures_table(gap: Gap, t: Translator) -> Table:
    """Put every measure into a row, with its interval and unit, or why it does not apply."""
    definition, summary = gap.definition, gap.result.summary
    rows = []
    for name in MEASURES:
        one = summary.measures.get(name)
        rows.append(
            {
                "measure": name,
                "name": measure_name(name, t),
                "estimate": None if one is None else one.estimate,
                "lower": None if one is None else one.lower,
                "upper": None if one is None else one.upper,
                "unit": measure_unit(name, definition, t),
                "reason": "" if one else refusal_text(summary.not_applicable[name], t),
                "decimals": decimals_of(name, one.estimate if one else 0.0, definition),
            }
        )
    columns = (
        Column("measure", t("Short name"), "text"),
        Column("name", t("Measure"), "text"),
        *_estimate_columns(t),
        Column("unit", t("Unit"), "text"),
        Column("reason", t("Why there is no figure"), "text"),
    )
    return make_table(columns, rows, by_row=("estimate", "lower", "upper"))


def areas_table(workspace: Workspace, gap: Gap, split: Split, measure: str, t: Translator) -> Table:
    """
    Put every area of the level into a row: its figure, people, place, and part of the measure.

    Areas that share one published figure have the same figure and place, and divide their part of
    the measure by residents, so that the column sums to the measure. Of an area whose figure is
    withheld nothing stands in its row but its name and that.
    """
    comparison, definition = gap.comparison, gap.definition
    level = gap.selection.level
    frame = comparison.selected.frame
    known = ~frame.index.isin(
        [code for code, why in comparison.left_out.items() if why is not LeftOut.NO_PEOPLE]
    )
    intervals = area_intervals(comparison)
    facts = pd.DataFrame(
        {
            "area_code": frame.index,
            "name": workspace.areas.names(level),
            "part_of": parent_names(workspace, level),
            "value": frame["value"].where(known).round(EXACT_DECIMALS),
            "lower": intervals["lower"].round(EXACT_DECIMALS),
            "upper": intervals["upper"].round(EXACT_DECIMALS),
            "people": people_behind(workspace, comparison).round().astype("Int64"),
            **{
                key: gap.result.places[name]
                for key, name in (("place", "rank"), ("first", "lower"), ("last", "upper"))
            },
            "left_out": [
                t(LEFT_OUT_NAMES[comparison.left_out[code]]) if code in comparison.left_out else ""
                for code in frame.index
            ],
        },
        index=frame.index,
    )
    unit, decimals = t(UNIT_WORDS[definition.unit]), definition.decimals
    columns = [
        Column("area_code", t("Area code"), "text"),
        Column("name", t("Area"), "text"),
        Column("part_of", t("Part of"), "text"),
        Column("value", t("Value ({unit})", unit=unit), "number", decimals),
        Column("lower", t("Value, lower end (95%)"), "number", decimals + 1),
        Column("upper", t("Value, upper end (95%)"), "number", decimals + 1),
        Column("people", t("People that it is weighed by"), "number"),
        Column("place", t("Place from the highest"), "number"),
        Column("first", t("Place, first (95%)"), "number"),
        Column("last", t("Place, last (95%)"), "number"),
    ]
    if split.parts is not None:
        facts["part"] = _significant(spread_parts(workspace, gap, split.parts))
        whole = decimals_of(measure, float(split.parts.sum()), definition)
        heading = t(
            "Part of “{measure}” ({unit})",
            measure=measure_name(measure, t),
            unit=measure_unit(measure, definition, t),
        )
        columns.append(Column("part", heading, "number", whole + MORE_DECIMALS))
    columns.append(Column("left_out", t("Not compared"), "text"))
    return Table(tuple(columns), facts)


def development_table(workspace: Workspace, gap: Gap, movement: Movement, t: Translator) -> Table:
    """Put every period of the measure, and of its partner, into a row; the newest has the verdict."""
    rows = _period_rows(workspace, gap.definition, movement.development, t)
    if movement.partner is not None:
        rows += _period_rows(workspace, gap.definition, movement.partner, t)
    columns = (
        Column("measure", t("Short name"), "text"),
        Column("name", t("Measure"), "text"),
        Column("period", t("Period"), "text"),
        *_estimate_columns(t),
        Column("unit", t("Unit"), "text"),
        Column("areas", t("Figures compared"), "number"),
        Column("reason", t("Why there is no figure"), "text"),
        Column("break", t("Break in the series since the row before"), "text"),
        Column("base", t("Counted from"), "text"),
        Column("change", t("Change"), "difference"),
        Column("change_lower", t("Change, lower end (95%)"), "difference"),
        Column("change_upper", t("Change, upper end (95%)"), "difference"),
        Column("verdict", t("Verdict"), "text"),
        Column("why", t("Why"), "text"),
    )
    changes = ("change", "change_lower", "change_upper")
    return make_table(columns, rows, by_row=("estimate", "lower", "upper", *changes))


def area_intervals(comparison: Comparison) -> pd.DataFrame:
    """
    Give the interval (95 %) of every area's value, in the indicator's unit.

    The published one where there is one, else Wilson's from the people behind the share, else
    nothing. Areas that share a figure share its interval.

    Returns
    -------
    intervals
        Indexed by area_code, all areas of the level; float columns `lower` and `upper`, NaN where
        the interval is not known or the area is not compared.
    """
    frame, estimates = comparison.selected.frame, comparison.groups.estimates
    ends = pd.DataFrame({"lower": np.nan, "upper": np.nan}, index=frame.index)
    if comparison.definition.kind is Kind.SHARE:
        shares = estimates / PERCENT
        whole = shares.between(0, 1)
        wilson = PERCENT * wilson_intervals(shares.where(whole), comparison.behind.where(whole))
    else:
        wilson = pd.DataFrame({"lower": np.nan, "upper": np.nan}, index=estimates.index)
    for unit, codes in comparison.members.items():
        published = frame.loc[codes[0], ["lower", "upper"]].astype("float64")
        chosen = published if published.notna().all() else wilson.loc[unit, ["lower", "upper"]]
        ends.loc[list(codes)] = chosen.to_numpy(dtype="float64")
    return ends


def people_behind(workspace: Workspace, comparison: Comparison) -> pd.Series:
    """Count the people that every compared area is weighed by, by area_code; NaN for the others."""
    counted = comparison.people
    total = pd.Series(0.0, index=comparison.selected.frame.index)
    for name in counted.indicators:
        definition = workspace.table.definitions[name]
        level = comparison.selected.selection.level
        found = find_figures(workspace.table, workspace.areas, definition, level, counted.period)
        total += pd.Series(
            {code: figure.value for code, figure in found.figures.items()}, dtype="float64"
        ).reindex(total.index)
    return total.drop(index=list(comparison.left_out)).reindex(total.index)


def measure_unit(measure: str, definition: IndicatorDefinition, t: Translator) -> str:
    """Name in words what a measure is counted in."""
    if measure in RATIOS:
        return t("times")
    if measure in PERCENT_OF_MEAN:
        return t("percent of the mean")
    if measure in COEFFICIENTS:
        return t("no unit")
    if measure in PER_THOUSAND:
        return t("no unit, times 1,000")
    unit = t(DIFFERENCE_UNIT_WORDS[definition.unit])
    return t("{unit}, squared", unit=unit) if measure == "bgv" else unit


def _estimate_columns(t: Translator) -> tuple[Column, ...]:
    return (
        Column("estimate", t("Value"), "number"),
        Column("lower", t("Lower end (95%)"), "number"),
        Column("upper", t("Upper end (95%)"), "number"),
    )


def _period_rows(
    workspace: Workspace, definition: IndicatorDefinition, development: Development, t: Translator
) -> list[dict[str, Any]]:
    name, change = development.measure.short_name, development.change
    rows: list[dict[str, Any]] = []
    before = ""
    for each in development.readings:
        one, newest = each.estimate, each is development.newest
        told = change if newest else None
        breaks = (
            breaks_between(workspace.table, definition.indicator_id, before, each.period)
            if before
            else ()
        )
        rows.append(
            {
                "measure": name,
                "name": measure_name(name, t),
                "period": each.period,
                "estimate": None if one is None else one.estimate,
                "lower": None if one is None else one.lower,
                "upper": None if one is None else one.upper,
                "unit": measure_unit(name, definition, t),
                "areas": len(each.groups.estimates),
                "reason": refusal_text(each.refusal, t) if each.refusal else "",
                "break": " ".join(found.text(t.lang) for found in breaks),
                "base": development.base or "" if newest else "",
                "change": None if told is None else told.estimate,
                "change_lower": None if told is None else told.lower,
                "change_upper": None if told is None else told.upper,
                "verdict": t(VERDICT_NAMES[development.judgement.verdict]) if newest else "",
                "why": limit_text(development, t) if newest else "",
                "decimals": decimals_of(name, one.estimate if one else 0.0, definition),
            }
        )
        before = each.period
    return rows


def make_table(
    columns: tuple[Column, ...], rows: Sequence[dict[str, Any]], *, by_row: Sequence[str]
) -> Table:
    """Make a table of rows that each hold their `decimals`."""
    facts = pd.DataFrame(index=range(len(rows)))
    for column in columns:
        cells = [row[column.key] for row in rows]
        if column.kind == "text":
            facts[column.key] = pd.Series(cells, dtype="object")
        else:
            facts[column.key] = _significant(pd.Series(cells, dtype="float64"))
    decimals = pd.Series([row["decimals"] for row in rows], dtype="int64")
    return Table(columns, facts, dict.fromkeys(by_row, decimals))


def _significant(numbers: pd.Series) -> pd.Series:
    return numbers.map(lambda each: each if pd.isna(each) else float(f"{each:.{EXACT_DIGITS}g}"))
