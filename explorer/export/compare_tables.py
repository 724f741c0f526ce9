"""Figures of a comparison as tables for people: two maps, change, many indicators, two indicators."""

from collections.abc import Mapping
from typing import Any, Final

from explorer.change import Change, ChangeKind, NoChange
from explorer.compare import OWN, Pair
from explorer.export.compare_parts import CompareReport, Profile
from explorer.export.compare_rows import (
    area_columns,
    area_rows,
    city_row,
    definition_of,
    head_column,
    own_rows,
    subtract,
    table_of_rows,
)
from explorer.export.table import STATUS_WORDS, Column, Table, area_facts
from explorer.i18n import N_, Translator
from explorer.layers import MapLayer
from explorer.legend import DIFFERENCE_UNIT_WORDS
from explorer.names import QUALITY_NAMES
from explorer.twin import Twin
from geodata.areas import AreaLevel
from indicators.association import Absent
from indicators.observations import Quality, Status

CHANGE_WORDS: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.UP: N_("higher than before"),
    ChangeKind.DOWN: N_("lower than before"),
    ChangeKind.WITHIN: N_("within the uncertainty of the figures"),
    ChangeKind.NOT_KNOWN: N_("uncertainty not known"),
}
NO_CHANGE_WORDS: Final[Mapping[NoChange, str]] = {
    NoChange.NO_FIGURE: N_("no figure in one of the periods"),
    NoChange.WITHHELD: N_("withheld to protect small groups"),
    NoChange.SHARED: N_("one figure for several areas in one of the periods"),
}
ABSENT_WORDS: Final[Mapping[Absent, str]] = {
    Absent.NO_FIRST: N_("no figure for the first indicator"),
    Absent.NO_SECOND: N_("no figure for the second indicator"),
    Absent.NEITHER: N_("no figure for either indicator"),
    Absent.NO_PEOPLE: N_("number of people not known"),
}


def twin_table(report: CompareReport, twin: Twin, t: Translator) -> Table:
    """Put both maps' figures of every area into a row; their difference where the units are equal."""
    layers = [each for each in (twin.first, twin.second) if each is not None]
    first, second = layers
    same = first.definition.unit == second.definition.unit
    facts = [area_facts(each, t) for each in layers]
    rows = area_rows(report, t)
    for row in rows:
        for n, each in enumerate(facts, 1):
            cells = each.loc[row["area_code"]]
            row |= {f"{key}_{n}": cells[key] for key in ("value", "quality", "source", "note")}
    if report.view.level is not AreaLevel.MUNICIPALITY:
        city = city_row(report, t)
        for n, layer in enumerate(layers, 1):
            city |= _city_cells(layer, n, t)
        rows.append(city)
    for row in rows:
        row["difference"] = subtract(row.get("value_2"), row.get("value_1")) if same else None
    columns = [*area_columns(t), Column("part_of", t("Part of"), "text")]
    for n, layer in enumerate(layers, 1):
        heading = head_column(layer.definition, layer.selection.period, t, n=n)
        columns += [
            Column(f"value_{n}", heading, "number", layer.definition.decimals),
            Column(f"quality_{n}", t("{n}. Quality", n=n), "text"),
            Column(f"source_{n}", t("{n}. Source", n=n), "text"),
            Column(f"note_{n}", t("{n}. Note", n=n), "text"),
        ]
    if same:
        unit = t(DIFFERENCE_UNIT_WORDS[first.definition.unit])
        decimals = max(each.definition.decimals for each in layers)
        heading = t("Difference, the second less the first ({unit})", unit=unit)
        columns.append(Column("difference", heading, "difference", decimals))
    return table_of_rows(columns, rows)


def change_table(report: CompareReport, change: Change, t: Translator) -> Table:
    """Put every area's figures of both periods into a row, with its change or why there is none."""
    rows = area_rows(report, t)
    found = change.frame.to_dict("index")
    for row in rows:
        row.update(_change_cells(found[row["area_code"]], t))
    if change.city is not None and change.level is not AreaLevel.MUNICIPALITY:
        rows.append(city_row(report, t) | _change_cells(change.city._asdict(), t))
    definition = change.definition
    unit = t(DIFFERENCE_UNIT_WORDS[definition.unit])
    decimals = definition.decimals
    columns = (
        *area_columns(t),
        Column("part_of", t("Part of"), "text"),
        Column("before", head_column(definition, change.first, t), "number", decimals),
        Column("after", head_column(definition, change.last, t), "number", decimals),
        Column("change", t("Change ({unit})", unit=unit), "difference", decimals),
        Column("lower", t("Change, lower end (95%)"), "difference", decimals + 1),
        Column("upper", t("Change, upper end (95%)"), "difference", decimals + 1),
        Column("kind", t("What the change is"), "text"),
        Column("reason", t("Why there is no change"), "text"),
    )
    return table_of_rows(columns, rows)


def profile_table(report: CompareReport, profile: Profile, t: Translator) -> Table:
    """Put every area into a row: each headline indicator with its difference from the city."""
    rows = area_rows(report, t) + own_rows(profile.strips[0].figures.index, t)
    whole = report.view.level is AreaLevel.MUNICIPALITY
    columns = list(area_columns(t))
    definitions = report.workspace.table.definitions
    marks: dict[str, dict[str, list[str]]] = {}
    city = city_row(report, t)
    for strip, selected in zip(profile.strips, report.selected, strict=True):
        name, definition = strip.indicator_id, definitions[strip.indicator_id]
        title, decimals = definition.name(t.lang), definition.decimals
        quality = selected.frame["quality"].to_dict()
        quality |= {code: each.quality for code, each in profile.own[name].items()}
        for row in rows:
            value = strip.figures.get(row["key"])
            row[name] = value
            row[f"{name}_from"] = None if whole else subtract(value, strip.city)
            kind = "withheld" if row["key"] in strip.absent else quality.get(row["key"])
            marks.setdefault(row["key"], {}).setdefault(str(kind), []).append(title)
        city[name] = strip.city
        columns.append(
            Column(name, head_column(definition, selected.selection.period, t), "number", decimals)
        )
        if not whole:
            heading = t(
                "{indicator}, difference from the city ({unit})",
                indicator=title,
                unit=t(DIFFERENCE_UNIT_WORDS[definition.unit]),
            )
            columns.append(Column(f"{name}_from", heading, "difference", decimals))
    told = {
        "withheld": t(STATUS_WORDS[Status.SUPPRESSED]),
        Quality.APPROXIMATE.value: t(QUALITY_NAMES["approximate"]),
        Quality.UNION.value: t(QUALITY_NAMES[Quality.UNION]),
    }
    for row in rows:
        row |= {kind: "; ".join(marks[row["key"]].get(kind, [])) for kind in told}
    columns += [Column(kind, heading, "text") for kind, heading in told.items()]
    return table_of_rows(columns, rows if whole else [*rows, city])


def pair_table(report: CompareReport, pair: Pair, t: Translator) -> Table:
    """Put every area's two figures and its residents into a row."""
    rows = area_rows(report, t) + own_rows(pair.points.index, t)
    # Areas that share a figure count as one, under all their codes.
    units = (*pair.association.areas, *pair.association.left_out)
    unit_of = {code: unit for unit in units for code in unit.split("+")}
    absent = pair.association.left_out
    points = pair.points.to_dict("index")
    for row in rows:
        row |= {name: points[row["key"]][name] for name in ("x", "y", "people")}
        if row["key"].startswith(OWN):
            row["absent"] = t("area of one’s own: its people are counted in the others")
            continue
        unit = unit_of[row["key"]]
        row["unit"] = unit if "+" in unit else ""
        row["absent"] = t(ABSENT_WORDS[absent[unit]]) if unit in absent else ""
    first, second = (definition_of(report, each) for each in (pair.first, pair.second))
    people = t("Residents ({period})", period=report.workspace.people_period)
    columns = (
        *area_columns(t),
        Column("part_of", t("Part of"), "text"),
        Column("x", head_column(first, pair.first.period, t, n=1), "number", first.decimals),
        Column("y", head_column(second, pair.second.period, t, n=2), "number", second.decimals),
        Column("people", people, "number"),
        Column("unit", t("Counted as one with"), "text"),
        Column("absent", t("Not in the correlation"), "text"),
    )
    return table_of_rows(columns, rows)


def _city_cells(layer: MapLayer, n: int, t: Translator) -> dict[str, Any]:
    if layer.city is None:
        return {f"quality_{n}": t("No figure for the whole city")}
    sources = {each.source_id: f"{each.publisher}: {each.title}" for each in layer.sources}
    return {
        f"value_{n}": layer.city.value,
        f"quality_{n}": t(QUALITY_NAMES[layer.city.quality]),
        f"source_{n}": sources.get(layer.city.source_id, ""),
        f"note_{n}": layer.city.note,
    }


def _change_cells(found: Mapping[Any, Any], t: Translator) -> dict[str, Any]:
    kind, reason = found["kind"], found.get("reason")
    return {
        **{name: found[name] for name in ("before", "after", "change", "lower", "upper")},
        "kind": "" if kind is None else t(CHANGE_WORDS[kind]),
        "reason": "" if reason is None else t(NO_CHANGE_WORDS[reason]),
    }
