"""
The page to measure against: the same figures as a plain folium.GeoJson, as tutorials do it (draws).

Run by `python -m explorer bench` and by nobody else. It differs from a tutorial in one thing: Leaflet
comes from the app and not from four other servers, so that both pages can be measured offline.
"""

import json

import folium
import streamlit as st
from streamlit_folium import st_folium

from explorer.join import join_values
from explorer.layers import build_layer
from explorer.ui.assets import serve_leaflet
from explorer.view import Scheme, ViewState
from explorer.workspace import Workspace, load_workspace

COLOURS = ("#edf8fb", "#bfd3e6", "#9ebcda", "#8c96c6", "#8c6bb1", "#88419d", "#6e016b")


@st.cache_resource(show_spinner=False)
def _load() -> Workspace:
    return load_workspace()


def main() -> None:
    """Draw the page."""
    st.set_page_config(layout="wide")
    workspace = _load()
    names = {each.indicator_id: each.name_en for each in workspace.table.definitions.values()}
    first = ViewState().indicator
    options = [first, *sorted(set(names) - {first})]
    indicator = st.selectbox("Indicator", options, format_func=names.__getitem__)
    layer = build_layer(workspace, ViewState(indicator=indicator, scheme=Scheme.QUANTILES))
    joined = join_values(
        workspace.boundaries[layer.selection.level], layer.frame[["name", "value", "map_class"]]
    )
    data = json.loads(joined.reset_index().to_json())

    def style(feature: dict[str, dict[str, int | None]]) -> dict[str, object]:
        mark = feature["properties"]["map_class"]
        colour = "#cccccc" if mark is None else COLOURS[int(mark)]
        return {"fillColor": colour, "fillOpacity": 0.9, "color": "white", "weight": 1}

    map_ = folium.Map(location=(57.69, 11.92), zoom_start=11, tiles=None)
    leaflet = serve_leaflet()
    map_.default_js = [("leaflet", f"{leaflet}/leaflet.js")]
    map_.default_css = [("leaflet_css", f"{leaflet}/leaflet.css")]
    tooltip = folium.GeoJsonTooltip(fields=["name", "value"])
    folium.GeoJson(data, style_function=style, tooltip=tooltip).add_to(map_)
    st_folium(map_, use_container_width=True)


main()
