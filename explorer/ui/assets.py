"""
The files that the map's frame fetches from the app itself (reads and writes).

A component folder is the one kind of folder that Streamlit serves beside a component's frame, so the
folder of these files is declared as one: `component/explorer.ui.assets.data/`. Leaflet comes from its
Python packages, is bundled with our scripts into one file, and nothing is asked of another server.
Each file is named by its content, so that an old one is never taken for a new one.
"""

import json
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import streamlit.components.v1 as components
import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_markercluster

from explorer.i18n import languages, translator
from explorer.initiatives.display import display_records
from explorer.initiatives.register import Register
from explorer.layers import parent_names, people_of, periods_of
from explorer.narrative import period_text
from explorer.palette import TARGET_AREA_MARKS
from explorer.settings import settings
from explorer.ui.strings import STRINGS
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from geodata.display import write_display, write_hashed, write_json, write_land
from indicators.selection import Selected, Selection, select

STATIC = Path(str(files("explorer.ui") / "static"))
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
MARKERCLUSTER = Path(xstatic.pkg.leaflet_markercluster.BASE_DIR)
# In the order in which they must run.
SCRIPTS = (
    LEAFLET / "leaflet.js",
    MARKERCLUSTER / "leaflet.markercluster.js",
    STATIC / "text.js",
    STATIC / "areas.js",
    STATIC / "legend.js",
    STATIC / "initiatives.js",
    STATIC / "table.js",
    STATIC / "sketch.js",
    STATIC / "points.js",
    STATIC / "frame.js",
)
STYLES = (LEAFLET / "leaflet.css", MARKERCLUSTER / "MarkerCluster.css", STATIC / "frame.css")


@dataclass(frozen=True)
class DataFiles:
    """
    Names of the written files, all in `folder`.

    `site` names what no view changes: geometry by level, figures by indicator
    and level, words by language, land, initiatives, tiles.
    """

    folder: Path
    script: str
    style: str
    site: str

    def address(self, name: str) -> str:
        """Address of a file as the map's frame asks for it, also behind a base path."""
        return f"../{__name__}.data/{name}"


def write_data(workspace: Workspace) -> DataFiles:
    """Write what the frame fetches and serve its folder."""
    folder = settings().cache_dir / "frame"
    folder.mkdir(parents=True, exist_ok=True)
    components.declare_component("data", path=str(folder))
    geometry = {}
    for level, boundary_set in workspace.boundaries.items():
        properties = people_of(workspace, level).to_frame("people")
        properties.insert(0, "parent", parent_names(workspace, level))
        geometry[level] = write_display(boundary_set, folder, properties=properties)
    west, south, east, north = workspace.boundaries[AreaLevel.MUNICIPALITY].frame.total_bounds
    chosen = settings()
    records = display_records(workspace.register.initiatives)
    site = {
        "geometry": {level.value: name for level, name in geometry.items()},
        "words": {language: _write_words(language, folder) for language in languages()},
        "figures": write_figures(workspace, folder),
        "initiatives": write_json("initiatives", records, folder),
        "land": write_land(workspace.land, folder),
        "outline": geometry[AreaLevel.MUNICIPALITY],
        "bounds": [[south, west], [north, east]],
        "tiles": chosen.tile_url,
        "attribution": chosen.tile_attribution,
    }
    return DataFiles(
        folder=folder,
        script=_bundle("frame", "js", SCRIPTS, folder),
        style=_bundle("frame", "css", STYLES, folder),
        site=write_json("site", site, folder),
    )


def write_initiatives(register: Register, files_: DataFiles) -> DataFiles:
    """Write the initiatives of another register; all else stays as it was written."""
    site = json.loads((files_.folder / files_.site).read_text(encoding="utf-8"))
    records = display_records(register.initiatives)
    site["initiatives"] = write_json("initiatives", records, files_.folder)
    return replace(files_, site=write_json("site", site, files_.folder))


def serve_leaflet() -> str:
    """Serve Leaflet alone, for a page without our scripts; returns the address of its folder."""
    components.declare_component("leaflet", path=str(LEAFLET))
    return f"../{__name__}.leaflet"


def write_figures(workspace: Workspace, folder: Path) -> dict[str, dict[str, str]]:
    """
    Write the figures of every indicator on every level that has any, all periods in a file.

    They need not go through the websocket: a paint carries class numbers alone. Withheld values
    are not among them, since `select` leaves them out.

    Returns
    -------
    names
        Of the files, by indicator and level.
    """
    names: dict[str, dict[str, str]] = {}
    for definition in workspace.table.definitions.values():
        for level in AreaLevel:
            periods = [
                _period(
                    select(
                        workspace.table,
                        workspace.areas,
                        Selection(definition.indicator_id, level, period),
                    ),
                    definition.decimals,
                )
                for period in periods_of(workspace, definition.indicator_id, level)
            ]
            if periods:
                name = write_json(f"{definition.indicator_id}.{level.value}", periods, folder)
                names.setdefault(definition.indicator_id, {})[level.value] = name
    return names


def write_drawing(drawing: str, files_: DataFiles) -> str:
    """Write a small drawing (SVG) that the page shows; returns its address from the page."""
    name = write_hashed("drawing", "svg", drawing.encode(), files_.folder)
    return f"component/{__name__}.data/{name}"


def _period(selected: Selected, decimals: int) -> dict[str, Any]:
    frame, city = selected.frame, selected.city
    return {
        "period": selected.selection.period,
        "label": period_text(selected.selection.period),
        "city": None if city is None else _figure(city.value, decimals),
        "values": [_figure(value, decimals) for value in frame["value"]],
        "quality": "".join(map(_quality, frame["quality"], frame["status"])),
    }


def _figure(value: float, decimals: int) -> float | int | None:
    if not np.isfinite(value):
        return None
    # One decimal more than is shown, so that a difference taken in the browser rounds as ours does.
    rounded = round(float(value), decimals + 1 if decimals else 0)
    return int(rounded) if rounded.is_integer() else rounded


def _quality(quality: object, status: object) -> str:
    if status == "suppressed":
        return "s"
    return str(quality)[0] if status == "ok" else "-"


def _bundle(name: str, ending: str, parts: tuple[Path, ...], folder: Path) -> str:
    # A semicolon keeps a part whose last statement has none apart from the next one.
    joint = b"\n;\n" if ending == "js" else b"\n"
    return write_hashed(name, ending, joint.join(part.read_bytes() for part in parts), folder)


def _write_words(language: str, folder: Path) -> str:
    t = translator(language)
    marks = {
        area.value: {"shape": mark.shape, "light": mark.light, "dark": mark.dark}
        for area, mark in TARGET_AREA_MARKS.items()
    }
    words = {key: t(text) for key, text in STRINGS.items()}
    return write_json(
        f"words-{language}", {"words": words, "targets": marks, "direction": t.direction}, folder
    )
