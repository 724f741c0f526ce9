"""
Four square areas, two by two, that can be worked out by hand (writes).

    103 | 104      north  57.71–57.72
    ----+----
    101 | 102      south  57.70–57.71
    west  east
    12.00–12.01, 12.01–12.02

The southern two form intermediate area 10 in city area 01, the northern two 20 in 02.
The western two form district 131, the eastern two 132, so intermediate areas and districts cross.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

AREAS = """\
area_level,area_code,name,parent_code,district_2011_code
municipality,1480,Göteborg,,
city_area,01,South,1480,
city_area,02,North,1480,
intermediate_area,10,Southern half,01,
intermediate_area,20,Northern half,02,
primary_area,101,South-west,10,131
primary_area,102,South-east,10,132
primary_area,103,North-west,20,131
primary_area,104,North-east,20,132
district_2011,131,West,1480,
district_2011,132,East,1480,
"""
WEST, MIDDLE, EAST = 12.00, 12.01, 12.02
SOUTH, CENTRE, NORTH = 57.70, 57.71, 57.72

Geometry = dict[str, Any] | None


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def squares() -> dict[str, Geometry]:
    return {
        "101": square(WEST, SOUTH, MIDDLE, CENTRE),
        "102": square(MIDDLE, SOUTH, EAST, CENTRE),
        "103": square(WEST, CENTRE, MIDDLE, NORTH),
        "104": square(MIDDLE, CENTRE, EAST, NORTH),
    }


def write_areas(path: Path, text: str = AREAS) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def write_features(
    path: Path,
    outlines: Mapping[str, Any] | Sequence[tuple[object, Any]],
    *,
    column: str = "area_code",
    members: Mapping[str, object] | None = None,
) -> Path:
    """Write a feature collection; `members` adds to it, such as `crs`."""
    pairs = outlines.items() if isinstance(outlines, Mapping) else outlines
    features = [
        {"type": "Feature", "properties": {column: code}, "geometry": geometry}
        for code, geometry in pairs
    ]
    document = {"type": "FeatureCollection", **(members or {}), "features": features}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
