"""The figures of a map layer as a table for people: headings in their language, real numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import pandas as pd

from explorer.i18n import N_, Translator
from explorer.layers import MapLayer
from explorer.legend import DIFFERENCE_UNIT_WORDS, UNIT_WORDS, legend_labels
from explorer.names import QUALITY_NAMES
from geodata.areas import AreaLevel
from indicators.definitions import Kind

# Subtracting and dividing leaves noise in the last of sixteen digits; no figure has so many.
EXACT_DECIMALS: Final = 6
RATIO_DECIMALS: Final = 2
STATUS_WORDS: Final[Mapping[str, str]] = {
    "missing": N_("No figure"),
    "suppressed": N_("Withheld to protect small groups"),
    "not_applicable": N_("Does not apply here"),
}


@dataclass(frozen=True)
class Column:
    """
    One column of the table.

    `key` is a short English name that stays the same in every language; `decimals` says how many
    a reader is shown, the numbers themselves are not rounded to them.
    """

    key: str
    heading: str
    kind: Literal["text", "number", "difference", "year"]
    decimals: int = 0


@dataclass(frozen=True, eq=False)
class Table:
    """
    Columns with what stands in them.

    Parameters
    ----------
    facts
        One column for each of `columns`, by its key; whatever is not known is missing.
    decimals
        By key, for columns whose rows have units of their own: how many a reader is shown in each
        row, in place of the column's.
    """

    columns: tuple[Column, ...]
    facts: pd.DataFrame
    decimals: Mapping[str, pd.Series] = field(default_factory=dict)

    @property
    def frame(self) -> pd.DataFrame:
        """The same with its headings as names of the columns, RangeIndex."""
        facts = self.facts[[column.key for column in self.columns]]
        headings = [column.heading for column in self.columns]
        return facts.set_axis(headings, axis="columns").reset_index(drop=True)


def table_columns(layer: MapLayer, t: Translator) -> tuple[Column, ...]:
    """
    List the columns of a layer's table, in order.

    Comparisons with the city are there only where they mean something: not for counts, whose city
    value is a sum, not for the city itself, and not without a city value.
    """
    definition = layer.definition
    unit = t(UNIT_WORDS[definition.unit])
    difference_unit = t(DIFFERENCE_UNIT_WORDS[definition.unit])
    columns = [
        Column("area_code", t("Area code"), "text"),
        Column("name", t("Area"), "text"),
        Column("part_of", t("Part of"), "text"),
        Column("value", t("Value ({unit})", unit=unit), "number", definition.decimals),
    ]
    if compares_with_city(layer):
        columns += [
            Column(
                "difference",
                t("Difference from the city ({unit})", unit=difference_unit),
                "difference",
                definition.decimals,
            ),
            Column("ratio", t("Ratio to the city (the city is 1)"), "number", RATIO_DECIMALS),
        ]
    residents = t("Residents ({period})", period=layer.people_period)
    return (
        *columns,
        Column("rank", t("Place from the highest"), "number"),
        Column("class_label", t("Class on the map"), "text"),
        Column("quality", t("Quality"), "text"),
        Column("residents", residents if layer.people_period else t("Residents"), "number"),
        Column("source", t("Source"), "text"),
        Column("note", t("Note"), "text"),
    )


def compares_with_city(layer: MapLayer) -> bool:
    """Whether an area's value can be compared with the city's."""
    return (
        layer.city is not None
        and layer.definition.kind is not Kind.COUNT
        and layer.selection.level is not AreaLevel.MUNICIPALITY
    )


def area_facts(layer: MapLayer, t: Translator) -> pd.DataFrame:
    """
    Put together what is known of each area, one column for each key that a table may have.

    Returns
    -------
    facts
        Indexed by area_code in the layer's order. Numbers are float or Int64, words are `str` in
        the translator's language; whatever is not known is missing, never 0 and never "". Area
        codes are the index and stand in the column `area_code` as well.
    """
    frame = layer.frame
    labels = dict(enumerate(legend_labels(layer, t)))
    value = frame["value"].astype("float64")
    city = layer.city.value if layer.city is not None else float("nan")
    compared = compares_with_city(layer)
    missing = pd.Series(float("nan"), index=frame.index)
    quality = frame["quality"].map({key: t(words) for key, words in QUALITY_NAMES.items()})
    status = frame["status"].map({key: t(words) for key, words in STATUS_WORDS.items()})
    sources = {each.source_id: f"{each.publisher}: {each.title}" for each in layer.sources}
    return pd.DataFrame(
        {
            "area_code": pd.Series(frame.index, index=frame.index, dtype="str"),
            "name": _words(frame["name"]),
            "part_of": _words(frame["parent"]),
            "value": value.round(EXACT_DECIMALS),
            "difference": (value - city).round(EXACT_DECIMALS) if compared else missing,
            "ratio": (value / city).round(EXACT_DECIMALS) if compared and city > 0 else missing,
            "rank": frame["rank"].astype("Int64"),
            "map_class": frame["map_class"].astype("Int64"),
            "class_label": _words(frame["map_class"].map(labels, na_action="ignore")),
            "status": _words(frame["status"]),
            "quality_code": _words(frame["quality"]),
            "quality": _words(quality.where(value.notna(), status)),
            "residents": frame["people"].round().astype("Int64"),
            "source_id": _words(frame["source_id"]),
            "source": _words(frame["source_id"].map(sources)),
            "note": _words(frame["note"]),
        }
    )


def table_frame(layer: MapLayer, t: Translator) -> pd.DataFrame:
    """
    Put the layer's figures into a table with headings in the translator's language.

    Returns
    -------
    table
        One row for each area of the level in the order of codes, RangeIndex, columns as in
        `table_columns`. Numbers are float64 or Int64 and stay missing where there is no figure.
    """
    return Table(table_columns(layer, t), area_facts(layer, t)).frame


def _words(series: pd.Series) -> pd.Series:
    text = series.astype("object").where(series.notna(), None).astype("str")
    return text.mask(text.eq(""))
