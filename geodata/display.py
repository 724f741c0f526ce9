"""Writes geometry and other data for the browser, each once, with a hash of the content in its name."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.boundaries import BoundarySet

# About a metre, and what the built-in boundaries have.
DECIMALS: Final = 5
HASH_DIGITS: Final = 12


def write_display(
    boundary_set: BoundarySet, directory: Path, *, properties: pd.DataFrame | None = None
) -> str:
    """
    Write one level's outlines as GeoJSON.

    Parameters
    ----------
    boundary_set
        Outlines to write.
    directory
        Folder to write into, made if it is not there.
    properties
        Further properties per area, indexed by exactly the area codes of the set in any order.
        Missing values become null.

    Returns
    -------
    file name
        `<level>.<hash>.json`. Features stand in the order of codes, with the code as `id`.

    Raises
    ------
    ValueError
        If the properties are not indexed one to one by the set's codes, or hold a column `name`.
    """
    frame = boundary_set.frame
    table = pd.DataFrame({"name": frame["name"]})
    if properties is not None:
        if set(properties.index) != set(frame.index):
            differing = sorted(properties.index.symmetric_difference(frame.index))
            raise ValueError(f"Properties do not fit the areas one to one: {differing}.")
        table = table.join(properties, validate="one_to_one")
    # pandas turns NaN and NA into null and numpy's numbers into plain ones.
    rows = json.loads(table.to_json(orient="records", force_ascii=False, double_precision=15))
    features = [
        {"type": "Feature", "id": code, "properties": row, "geometry": outline}
        for code, row, outline in zip(
            frame.index, rows, _round_outlines(frame.geometry), strict=True
        )
    ]
    payload = {"type": "FeatureCollection", "features": features}
    return write_json(boundary_set.level.value, payload, directory)


def write_land(land: gpd.GeoDataFrame, directory: Path) -> str:
    """Write the land as GeoJSON without properties; returns the name `land.<hash>.json`."""
    features = [
        {"type": "Feature", "properties": {}, "geometry": outline}
        for outline in _round_outlines(land.geometry)
    ]
    return write_json("land", {"type": "FeatureCollection", "features": features}, directory)


def write_json(name: str, payload: Any, directory: Path) -> str:
    """
    Write data as JSON under a name that changes with the content, so browsers may keep it for good.

    Parameters
    ----------
    name
        First part of the file name.
    payload
        Plain data without NaN: lists, dicts, text, numbers, None.
    directory
        Folder to write into, made if it is not there.

    Returns
    -------
    file name
        `<name>.<12 hexadecimal digits of the content's SHA-256>.json`. A file of that name is
        left as it is; a new one appears complete or not at all, also with several writers.

    Raises
    ------
    ValueError
        If the payload holds NaN or infinity, which JSON has no word for.
    """
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return write_hashed(name, "json", text.encode(), directory)


def write_hashed(name: str, ending: str, content: bytes, directory: Path) -> str:
    """
    Write a file under a name that changes with its content; see `write_json`.

    Returns
    -------
    file name
        `<name>.<12 hexadecimal digits>.<ending>`.
    """
    file_name = f"{name}.{hashlib.sha256(content).hexdigest()[:HASH_DIGITS]}.{ending}"
    target = directory / file_name
    if target.exists():
        return file_name
    directory.mkdir(parents=True, exist_ok=True)
    draft = directory / f".{file_name}.{uuid4().hex}"
    try:
        draft.write_bytes(content)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return file_name


def _round_outlines(outlines: gpd.GeoSeries) -> list[dict[str, Any]]:
    """Geometry objects of GeoJSON; neighbours stay neighbours, as equal corners round equally."""

    def round_corners(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(corners, DECIMALS)

    rounded = shapely.transform(outlines.to_numpy(), round_corners)
    # RFC 7946 asks for outer rings anticlockwise.
    wound = shapely.orient_polygons(rounded)
    return [json.loads(text) for text in shapely.to_geojson(wound)]
