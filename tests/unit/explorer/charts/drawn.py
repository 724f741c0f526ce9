"""Reads charts back: the rows and marks that a browser gets, and a made-up comparison to draw."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from geodata.areas import AreaLevel
from indicators.comparison import Comparison, People
from indicators.definitions import Direction, IndicatorDefinition
from indicators.measures.groups import Groups
from indicators.selection import Selected, Selection
from tests.unit.indicators.made_up import SHARE

NAMES = {"101": "Hilltop", "102": "Hillside", "103": "Wood", "201": "Beach", "202": "Harbour"}
SHARE_OF_TOWN = replace(SHARE, decimals=1, direction=Direction.HIGHER_BETTER)


def make_comparison(
    values: Sequence[float],
    people: Sequence[float],
    *,
    order: Sequence[float] | None = None,
    parents: Sequence[str] | None = None,
    reference: str | None = None,
    definition: IndicatorDefinition = SHARE_OF_TOWN,
) -> Comparison:
    """Make a comparison of as many of the areas in `NAMES` as there are values."""
    units = pd.Index(list(NAMES)[: len(values)], name="unit", dtype="str")
    groups = Groups(
        pd.Series(values, index=units, dtype="float64"),
        pd.Series(people, index=units, dtype="float64"),
        favourable=definition.direction is not Direction.LOWER_BETTER,
        parents=None if parents is None else pd.Series(parents, index=units),
        reference=reference,
    )
    places = None if order is None else pd.Series(order, index=units, dtype="float64")
    selection = Selection("share", AreaLevel.PRIMARY_AREA, "2024")
    return Comparison(
        selected=Selected(
            selection=selection,
            frame=pd.DataFrame(),
            city=None,
            city_reason=None,
            computed=False,
            reasons={},
            source_ids=(),
        ),
        definition=definition,
        groups=groups,
        ordered=None if places is None else replace(groups, order=places),
        members={unit: (unit,) for unit in units},
        left_out={},
        people=People(("population",), "2024"),
        base=None,
        behind=pd.Series(dtype="float64"),
        order=None if places is None else replace(selection, indicator_id="income"),
    )


def spec_of(chart: alt.LayerChart) -> dict[str, Any]:
    """Give what the browser gets; refused where JSON has no word for a number in it."""
    spec: dict[str, Any] = json.loads(json.dumps(chart.to_dict(), allow_nan=False))
    return spec


def layers_of(
    chart: alt.LayerChart, mark: str
) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Give every layer of a kind of mark with its rows."""
    spec = spec_of(chart)
    found = []
    for layer in spec["layer"]:
        data = layer.get("data", spec.get("data", {}))
        rows = data["values"] if "values" in data else spec["datasets"][data["name"]]
        if layer["mark"]["type"] == mark:
            found.append((layer, rows))
    return found


def rows_with(chart: alt.LayerChart, *fields: str) -> list[dict[str, Any]]:
    """Give the rows of the first layer whose rows have all of these fields."""
    for mark in ("rect", "point", "bar", "text", "line", "rule"):
        for _, rows in layers_of(chart, mark):
            if rows and set(fields) <= set(rows[0]):
                return rows
    raise AssertionError(f"No layer has the fields {fields}.")


def texts_of(chart: alt.LayerChart) -> list[str]:
    """Give all words that stand in the picture."""
    layers = layers_of(chart, "text")
    return list(dict.fromkeys(str(row["text"]) for _, rows in layers for row in rows))


def axis_labels(axis: Mapping[str, Any]) -> list[str]:
    """Give an axis's labels, from the list that it looks them up in."""
    labels: list[str] = json.JSONDecoder().raw_decode(axis["labelExpr"])[0]
    return labels
