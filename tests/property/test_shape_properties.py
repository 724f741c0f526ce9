"""Whatever is uploaded, the answer is a valid shape or words."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geodata.problems import DataError
from geodata.shapes import Shape, read_shape, shape_from_geojson

NUMBERS = st.one_of(
    st.floats(11, 13), st.floats(allow_nan=True), st.integers(), st.just(10**400), st.none()
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)
POSITIONS = st.one_of(st.lists(NUMBERS, min_size=1, max_size=3), JSON)
RINGS = st.one_of(
    st.lists(st.tuples(st.floats(11, 13), st.floats(57, 58)), max_size=8),
    st.lists(POSITIONS, max_size=5),
    JSON,
)
POLYGONS = st.one_of(st.lists(RINGS, max_size=3), JSON)
KINDS = st.sampled_from(["Polygon", "MultiPolygon", "Point", "GeometryCollection", 7, None])
GEOMETRIES = st.one_of(
    st.fixed_dictionaries({"type": st.just("Polygon"), "coordinates": POLYGONS}),
    st.fixed_dictionaries({"type": KINDS, "coordinates": st.lists(POLYGONS, max_size=3)}),
    JSON,
)
FEATURES = st.one_of(st.fixed_dictionaries({"type": JSON, "geometry": GEOMETRIES}), JSON)
NAMES = st.sampled_from(["EPSG:3006", "EPSG:3007", "EPSG:4326", "EPSG:", "x" * 300])
SYSTEMS = st.one_of(st.builds(lambda name: {"properties": {"name": name}}, NAMES), JSON)
DOCUMENTS = st.one_of(
    GEOMETRIES,
    st.fixed_dictionaries(
        {"type": st.just("FeatureCollection"), "features": st.lists(FEATURES, max_size=4)},
        optional={"crs": SYSTEMS},
    ),
)


def attempt(read: Callable[[], Shape]) -> Shape | DataError:
    try:
        return read()
    except DataError as error:
        return error


def is_shape_or_words(found: Shape | DataError) -> bool:
    if isinstance(found, DataError):
        return bool(found.problems) and all(len(str(each)) < 1000 for each in found.problems)
    outline = found.outline
    return bool(outline.is_valid and outline.area > 0) and outline.geom_type.endswith("Polygon")


@given(DOCUMENTS)
def test_document_gives_a_shape_or_words(document: Any) -> None:
    assert is_shape_or_words(attempt(lambda: shape_from_geojson(document)))


@given(st.binary(max_size=200), st.text(max_size=50))
def test_bytes_give_words(payload: bytes, filename: str) -> None:
    assert is_shape_or_words(attempt(lambda: read_shape(payload, filename)))


@given(DOCUMENTS, st.data())
def test_damaged_file_gives_a_shape_or_words(document: Any, data: st.DataObject) -> None:
    text = json.dumps(document).encode()
    cut = data.draw(st.integers(0, len(text)))
    payload = text[:cut] + data.draw(st.binary(max_size=3)) + text[cut + 1 :]
    assert is_shape_or_words(attempt(lambda: read_shape(payload, "own.geojson")))
