import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.areas import AreaLevel
from geodata.boundaries import BoundarySet
from geodata.display import write_display, write_json, write_land

Grid = dict[AreaLevel, BoundarySet]


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_features_come_in_the_order_of_codes_with_the_code_as_id(
    grid_boundaries: Grid, tmp_path: Path
) -> None:
    name = write_display(grid_boundaries[AreaLevel.PRIMARY_AREA], tmp_path)
    document = read(tmp_path / name)
    assert document["type"] == "FeatureCollection"
    assert [feature["id"] for feature in document["features"]] == ["101", "102", "103", "104"]
    assert document["features"][0] == {
        "type": "Feature",
        "id": "101",
        "properties": {"name": "South-west"},
        "geometry": {
            "type": "Polygon",
            # Anticlockwise, as RFC 7946 asks.
            "coordinates": [
                [[12.0, 57.7], [12.01, 57.7], [12.01, 57.71], [12.0, 57.71], [12.0, 57.7]]
            ],
        },
    }


def test_file_name_is_the_level_and_the_hash_of_the_content(
    grid_boundaries: Grid, tmp_path: Path
) -> None:
    name = write_display(grid_boundaries[AreaLevel.CITY_AREA], tmp_path / "new" / "folder")
    path = tmp_path / "new" / "folder" / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert name == f"city_area.{digest[:12]}.json"
    assert [each.name for each in path.parent.iterdir()] == [name]


def test_same_content_is_not_written_again(grid_boundaries: Grid, tmp_path: Path) -> None:
    level = grid_boundaries[AreaLevel.CITY_AREA]
    name = write_display(level, tmp_path)
    (tmp_path / name).write_text("left as it is")
    assert write_display(level, tmp_path) == name
    assert (tmp_path / name).read_text() == "left as it is"


def test_other_content_has_another_name(grid_boundaries: Grid, tmp_path: Path) -> None:
    level = grid_boundaries[AreaLevel.CITY_AREA]
    properties = pd.DataFrame({"people": [1, 2]}, index=["01", "02"])
    names = {write_display(level, tmp_path), write_display(level, tmp_path, properties=properties)}
    assert len(names) == 2
    assert len(list(tmp_path.glob("city_area.*.json"))) == 2


def test_properties_are_joined_by_code_and_missing_ones_are_null(
    grid_boundaries: Grid, tmp_path: Path
) -> None:
    properties = pd.DataFrame(
        {
            "value": [2.5, np.nan],
            "rank": pd.array([1, None], dtype="Int64"),
            "parent": ["Göteborg <b>", None],
        },
        index=["02", "01"],
    )
    name = write_display(grid_boundaries[AreaLevel.CITY_AREA], tmp_path, properties=properties)
    found = {each["id"]: each["properties"] for each in read(tmp_path / name)["features"]}
    assert found == {
        "01": {"name": "South", "value": None, "rank": None, "parent": None},
        "02": {"name": "North", "value": 2.5, "rank": 1, "parent": "Göteborg <b>"},
    }


@pytest.mark.parametrize(
    "index", [["01"], ["01", "02", "03"], ["01", "01"], ["01", "02", "02"], ["1", "2"]]
)
def test_properties_that_do_not_fit_one_to_one_are_refused(
    grid_boundaries: Grid, tmp_path: Path, index: list[str]
) -> None:
    properties = pd.DataFrame({"value": range(len(index))}, index=index)
    with pytest.raises(ValueError, match=r"one.to.one"):
        write_display(grid_boundaries[AreaLevel.CITY_AREA], tmp_path, properties=properties)
    assert list(tmp_path.glob("city_area*")) == []


def test_column_called_name_is_refused(grid_boundaries: Grid, tmp_path: Path) -> None:
    properties = pd.DataFrame({"name": ["a", "b"]}, index=["01", "02"])
    with pytest.raises(ValueError, match="name"):
        write_display(grid_boundaries[AreaLevel.CITY_AREA], tmp_path, properties=properties)


def test_coordinates_have_five_decimals_and_neighbours_stay_neighbours(
    boundaries: Mapping[AreaLevel, BoundarySet], tmp_path: Path
) -> None:
    level = boundaries[AreaLevel.INTERMEDIATE_AREA]
    # Moved by a third of a degree, every coordinate gets more decimals than are to be shown.
    moved = level.frame.set_geometry(level.frame.translate(1 / 3, 1 / 3))
    name = write_display(BoundarySet(level.level, moved), tmp_path)
    text = (tmp_path / name).read_text(encoding="utf-8")
    features = read(tmp_path / name)["features"]
    outlines = shapely.from_geojson([json.dumps(each["geometry"]) for each in features])
    corners = shapely.get_coordinates(outlines)
    np.testing.assert_array_equal(corners, np.round(corners, 5))
    assert "0000001" not in text
    assert "9999999" not in text
    assert shapely.coverage_is_valid(outlines)
    assert len(outlines) == 36
    assert shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(outlines))).all()


def test_land_is_written_without_properties(grid_land: gpd.GeoDataFrame, tmp_path: Path) -> None:
    name = write_land(grid_land, tmp_path)
    document = read(tmp_path / name)
    assert name.startswith("land.")
    assert [feature["properties"] for feature in document["features"]] == [{}, {}]
    assert [feature["geometry"]["type"] for feature in document["features"]] == ["Polygon"] * 2


def test_not_a_number_is_refused_rather_than_written_as_broken_json(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json("values", {"value": float("nan")}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError(f"{self} -> {target}")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="values"):
        write_json("values", [1, 2], tmp_path)
    assert list(tmp_path.iterdir()) == []
