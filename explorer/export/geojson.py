"""A view as GeoJSON: the outlines of the areas with their figures, for other map programs."""

import json
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from explorer.export.sources import BOUNDARIES
from explorer.export.table import area_facts
from explorer.i18n import Translator
from explorer.layers import MapLayer
from geodata.boundaries import BoundarySet

# About a metre, as precise as the boundaries are.
DECIMALS: Final = 5
# Property -> column of the facts. The names stay the same in every language.
PROPERTIES: Final = {
    "area_code": "area_code",
    "name": "name",
    "part_of": "part_of",
    "value": "value",
    "difference_from_city": "difference",
    "ratio_to_city": "ratio",
    "rank_from_highest": "rank",
    "class": "map_class",
    "class_label": "class_label",
    "status": "status",
    "quality": "quality_code",
    "residents": "residents",
    "source_id": "source_id",
    "note": "note",
}


def to_geojson(
    layer: MapLayer, boundaries: BoundarySet, t: Translator, *, made: date, link: str = ""
) -> bytes:
    """
    Write the areas of a layer as a GeoJSON feature collection (RFC 7946) in UTF-8.

    Coordinates are WGS 84 degrees, longitude first, rounded to five decimals, outer rings
    anticlockwise; there is no `crs` member. A missing figure is null. The member `metadata` says
    what the figures are; programs that do not know it pass it over.

    Parameters
    ----------
    boundaries
        Outlines of exactly the layer's level.
    made
        Day written into the metadata. The same input with the same day gives the same bytes.
    link
        Address that shows the same view.

    Raises
    ------
    ValueError
        If the areas of the layer and of the boundaries are not the same ones.
    """
    facts, outlines = area_facts(layer, t), boundaries.frame
    if list(facts.index) != list(outlines.index):
        different = sorted(facts.index.symmetric_difference(outlines.index))
        raise ValueError(f"The layer and the boundaries do not hold the same areas: {different}.")
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {key: _plain(row[name]) for key, name in PROPERTIES.items()},
            "geometry": geometry,
        }
        for (code, row), geometry in zip(
            facts.iterrows(), _geometries(outlines.geometry.to_numpy()), strict=True
        )
    ]
    collection = {
        "type": "FeatureCollection",
        "metadata": _metadata(layer, t, made=made, link=link),
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _metadata(layer: MapLayer, t: Translator, *, made: date, link: str) -> dict[str, Any]:
    definition, selection, city = layer.definition, layer.selection, layer.city
    return {
        "indicator": definition.indicator_id,
        "title": definition.name(t.lang),
        "description": definition.description(t.lang),
        "caveat": definition.caveat(t.lang),
        "unit": definition.unit,
        "direction": definition.direction.value,
        "level": selection.level.value,
        "period": selection.period,
        "show": layer.show.value,
        "computed": layer.computed,
        "city": None if city is None else {"value": city.value, "quality": city.quality},
        "residents_period": layer.people_period,
        "sources": [
            {
                "source_id": each.source_id,
                "publisher": each.publisher,
                "title": each.title,
                "read_from": each.read_from,
            }
            for each in layer.sources
        ],
        "boundaries": t(BOUNDARIES),
        "language": t.lang,
        "link": link,
        "made": made.isoformat(),
    }


def _geometries(outlines: NDArray[np.object_]) -> list[dict[str, Any]]:
    def round_corners(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(corners, DECIMALS)

    wound = shapely.orient_polygons(shapely.transform(outlines, round_corners))
    return [json.loads(text) for text in shapely.to_geojson(wound)]


def _plain(value: Any) -> str | int | float | None:
    """Turn a cell into what JSON knows: numpy's numbers into plain ones, missing into None."""
    if pd.isna(value):
        return None
    if isinstance(value, np.integer | np.floating):
        return value.item()
    return value if isinstance(value, int | float) else str(value)
