"""Similar areas, places by an index and areas of one's own, as tables for people."""

from typing import Final

import pandas as pd

from explorer.compare import Index
from explorer.export.compare_parts import Alike, CompareReport, Owned
from explorer.export.compare_rows import (
    area_columns,
    area_rows,
    definition_of,
    head_column,
    own_rows,
    table_of_rows,
)
from explorer.export.table import Column, Table
from explorer.i18n import Translator
from explorer.legend import UNIT_WORDS
from explorer.names import LEVEL_NAMES, QUALITY_NAMES
from explorer.own_words import own_words
from geodata.areas import AreaLevel

DISTANCE_DECIMALS: Final = 2


def alike_table(report: CompareReport, alike: Alike, t: Translator) -> Table:
    """Put the area asked for and then those most like it into rows, with the figures compared."""
    similar = alike.similar
    near = [(similar.code, 0.0), *((each.code, each.distance) for each in similar.neighbours)]
    known = {row["key"]: row for row in area_rows(report, t)}
    known |= {row["key"]: row for row in own_rows([similar.code], t)}
    rows = [
        known[code]
        | {"order": place, "distance": distance}
        | {name: alike.matrix[name].loc[code] for name in similar.used}
        for place, (code, distance) in enumerate(near)
    ]
    columns = [
        Column("order", t("Order (0 is the area asked for)"), "number"),
        *area_columns(t),
        Column("part_of", t("Part of"), "text"),
        Column("distance", t("Distance (standard deviations)"), "number", DISTANCE_DECIMALS),
    ]
    for each in report.selected:
        definition = definition_of(report, each.selection)
        heading = head_column(definition, each.selection.period, t)
        columns.append(Column(definition.indicator_id, heading, "number", definition.decimals))
    return table_of_rows(columns, rows)


def index_table(report: CompareReport, found: Index, t: Translator) -> Table:
    """Put every area into a row, the first place first: its places, its index and the parts of it."""
    index, definitions = found.index, report.workspace.table.definitions
    rows = {row["key"]: row for row in area_rows(report, t)}
    for code in map(str, found.places.index):
        place = found.places.loc[code]
        rows[code] |= {
            "rank": place["rank"],
            "lower": place["lower"],
            "upper": place["upper"],
            "score": index.scores[code],
            **{f"part_{name}": part for name, part in index.parts.loc[code].items()},
        }
    for code, names in index.left_out.items():
        rows[code]["lacks"] = "; ".join(definitions[name].name(t.lang) for name in names)
    ranked = [str(code) for code in found.places.sort_values("rank", kind="stable").index]
    order = [*ranked, *(code for code in rows if code not in found.places.index)]
    columns = [
        *area_columns(t),
        Column("part_of", t("Part of"), "text"),
        Column("rank", t("Place (1 is the most favourable)"), "number"),
        Column("lower", t("Place, first (95%)"), "number"),
        Column("upper", t("Place, last (95%)"), "number"),
        Column("score", t("Index"), "number", DISTANCE_DECIMALS),
    ]
    for name in map(str, index.parts):
        heading = t("Part of the index: {indicator}", indicator=definitions[name].name(t.lang))
        columns.append(Column(f"part_{name}", heading, "difference", DISTANCE_DECIMALS))
    columns.append(Column("lacks", t("Has no figure for"), "text"))
    return table_of_rows(columns, [rows[code] for code in order])


def own_table(report: CompareReport, owned: Owned, t: Translator) -> Table:
    """Put every area of one's own into a row for each indicator: its value and how it was made."""
    names, areas = report.workspace.table.sources, report.workspace.areas
    rows = []
    for each in owned.rows:
        found, interval = each.value, each.value.interval
        sources = (names[name] for name in found.source_ids)
        rows.append(
            {
                "name": each.own.name,
                "indicator": each.definition.name(t.lang),
                "period": each.period,
                "value": found.value,
                "unit": t(UNIT_WORDS[each.definition.unit]),
                "lower": None if interval is None else interval.lower,
                "upper": None if interval is None else interval.upper,
                "quality": t(QUALITY_NAMES[found.quality]) if found.quality else "",
                "made": own_words(found, each.own, areas, t, period=each.period),
                "covered": None if found.value is None else 100 * found.covered,
                "level": "" if found.level is None else t(LEVEL_NAMES[found.level]),
                "parts": ", ".join(_part_text(part.code, part.share, t) for part in found.parts),
                "without": ", ".join(code for code, _ in found.uncovered),
                "weights": found.weights_of if found.value is not None else "",
                "source": "; ".join(f"{one.publisher}: {one.title}" for one in sources),
            }
        )
    columns = (
        Column("name", t("Own area"), "text"),
        Column("indicator", t("Indicator"), "text"),
        Column("period", t("Period"), "text"),
        Column("value", t("Value"), "number"),
        Column("unit", t("Unit"), "text"),
        Column("lower", t("Lower end (95%)"), "number"),
        Column("upper", t("Upper end (95%)"), "number"),
        Column("quality", t("Quality"), "text"),
        Column("made", t("How it was made"), "text"),
        Column("covered", t("Residents covered (percent)"), "number", 1),
        Column("level", t("Level of its parts"), "text"),
        Column("parts", t("Its parts (code, share)"), "text"),
        Column("without", t("Left out of the figure (codes)"), "text"),
        Column("weights", t("Year of the weights"), "text"),
        Column("source", t("Source"), "text"),
    )
    decimals = pd.Series([each.definition.decimals for each in owned.rows], dtype="int64")
    ends = dict.fromkeys(("lower", "upper"), decimals + 1)
    plain = table_of_rows(columns, rows)
    return Table(plain.columns, plain.facts, {"value": decimals, **ends})


def parts_table(report: CompareReport, t: Translator) -> Table:
    """Put every primary area that belongs to one's own into a row, with the share that does."""
    names = report.workspace.areas.names(AreaLevel.PRIMARY_AREA)
    rows = [
        {"own": own.name, "area_code": code, "name": str(names[code]), "share": 100 * share}
        for own in report.view.own
        for code, share in own.pairs
    ]
    columns = (
        Column("own", t("Own area"), "text"),
        Column("area_code", t("Area code"), "text"),
        Column("name", t("Area"), "text"),
        Column("share", t("Share of it that belongs (percent)"), "number", 2),
    )
    return table_of_rows(columns, rows)


def _part_text(code: str, share: float, t: Translator) -> str:
    if share == 1:
        return code
    return f"{code} ({t.percent(100 * share, 2)})"
