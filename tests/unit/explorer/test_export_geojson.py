import io
import json
from datetime import date
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import MultiPolygon, Polygon, shape

from explorer.export.geojson import to_geojson
from explorer.i18n import translator
from explorer.layers import MapLayer, build_layer
from explorer.scale import Scale
from explorer.view import Scheme, ViewState
from explorer.workspace import load_workspace
from geodata.areas import AreaLevel
from geodata.boundaries import BoundarySet
from tests.unit.explorer.layers_by_hand import layer_of

SV, EN = translator("sv"), translator("en")
DAY = date(2026, 3, 9)
# Clockwise, with more decimals than are written.
SQUARE = Polygon([(12, 57), (12, 57.1234567), (12.1, 57.1), (12.1, 57)])
HOLED = Polygon(
    [(13, 57), (13, 58), (14, 58), (14, 57)],
    [[(13.4, 57.4), (13.6, 57.4), (13.6, 57.6), (13.4, 57.6)]],
)


def boundaries_of(layer: MapLayer) -> BoundarySet:
    shapes = [SQUARE, MultiPolygon([HOLED])][: len(layer.frame)]
    frame = gpd.GeoDataFrame(
        {"name": layer.frame["name"]},
        geometry=list(shapes),
        index=layer.frame.index,
        crs="EPSG:4326",
    )
    return BoundarySet(AreaLevel.PRIMARY_AREA, frame)


def made(layer: MapLayer, **more: Any) -> dict[str, Any]:
    content = to_geojson(layer, boundaries_of(layer), EN, made=DAY, **more)
    found = json.loads(content, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert isinstance(found, dict)
    return found


def test_collection_follows_the_standard() -> None:
    found = made(layer_of([39.1, None]))
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert [feature["id"] for feature in found["features"]] == ["101", "102"]
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "properties", "geometry"}
        for polygon in getattr(shape(feature["geometry"]), "geoms", [shape(feature["geometry"])]):
            assert polygon.exterior.is_ccw
            assert not any(ring.is_ccw for ring in polygon.interiors)


def test_coordinates_have_five_decimals() -> None:
    (ring,) = made(layer_of([39.1]))["features"][0]["geometry"]["coordinates"]
    assert [12, 57.12346] in ring


def test_properties_hold_the_facts_and_null_for_missing() -> None:
    scale = Scale((20.0,), None, Scheme.CITY)
    first, second = made(layer_of([39.1, None], scale=scale))["features"]
    assert first["properties"] == {
        "area_code": "101",
        "name": "Område 101",
        "part_of": "Norr",
        "value": 39.1,
        "difference_from_city": 23.8,
        "ratio_to_city": 2.555556,
        "rank_from_highest": 1,
        "class": 1,
        "class_label": "over 20%",
        "status": "ok",
        "quality": "approximate",
        "residents": 1000,
        "source_id": "bureau",
        "note": None,
    }
    assert second["properties"] == {
        "area_code": "102",
        "name": "Område 102",
        "part_of": "Norr",
        "value": None,
        "difference_from_city": None,
        "ratio_to_city": None,
        "rank_from_highest": None,
        "class": None,
        "class_label": None,
        "status": "missing",
        "quality": None,
        "residents": 2000,
        "source_id": None,
        "note": None,
    }


def test_metadata_says_what_from_whom_and_when() -> None:
    data = made(layer_of([39.1]), link="http://localhost/?x")["metadata"]
    assert data["indicator"] == "low_economic_standard"
    assert data["title"] == "Low economic standard"
    assert (data["level"], data["period"], data["unit"]) == ("primary_area", "2024", "percent")
    assert data["city"] == {"value": 15.3, "quality": "published"}
    assert data["sources"][0]["publisher"] == "Statistikbyrån"
    assert (data["link"], data["made"], data["language"]) == (
        "http://localhost/?x",
        "2026-03-09",
        "en",
    )


def test_without_a_city_value_the_city_is_null() -> None:
    assert made(layer_of([1.0], city=None))["metadata"]["city"] is None


def test_hostile_names_are_text() -> None:
    names = ["=HYPERLINK(1)", '<script>"</script>']
    features = made(layer_of([1, 2], names=names))["features"]
    assert [feature["properties"]["name"] for feature in features] == names


def test_other_areas_than_the_layers_are_refused() -> None:
    layer = layer_of([1.0, 2.0])
    other = boundaries_of(layer_of([1.0]))
    with pytest.raises(ValueError, match="102"):
        to_geojson(layer, other, EN, made=DAY)


def test_same_input_gives_the_same_bytes() -> None:
    layer = layer_of([1.0, None])
    first, second = (to_geojson(layer, boundaries_of(layer), SV, made=DAY) for _ in range(2))
    assert first == second


def test_real_view_is_read_by_geopandas_with_every_area() -> None:
    workspace = load_workspace()
    layer = build_layer(workspace, ViewState())
    level = layer.selection.level
    content = to_geojson(layer, workspace.boundaries[level], SV, made=DAY)
    frame = gpd.read_file(io.BytesIO(content))
    assert len(frame) == 96
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.is_valid.all()
    assert frame["value"].isna().sum() == 2
