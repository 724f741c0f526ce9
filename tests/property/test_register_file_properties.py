"""Files of initiatives: what is written is read again as it was, and no bytes break the reader."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.export.register import REGISTER_FORMATS, write_initiatives
from explorer.i18n import translator
from explorer.initiatives.files import ENDINGS, read_upload
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import COLUMNS, check_row
from tests.property.made_up_initiatives import AREAS, initiatives

DAY = date(2026, 5, 31)


def written_and_read(key: str, made_up: list[Initiative], lang: str) -> list[Initiative | None]:
    content = write_initiatives(key, made_up, t=translator(lang), made=DAY)
    upload = read_upload(f"made_up.{REGISTER_FORMATS[key].ending}", content)
    assert upload.problems == ()
    found = []
    for row in upload.rows:
        initiative, problems = check_row(row.cells, AREAS, file=upload.file, number=row.number)
        assert problems == []
        found.append(initiative)
    return found


@pytest.mark.parametrize("key", REGISTER_FORMATS)
@settings(max_examples=60, deadline=None)
@given(
    made_up=st.lists(initiatives(), min_size=1, max_size=3, unique_by=lambda each: each.id),
    lang=st.sampled_from(["sv", "en"]),
)
def test_what_is_written_is_read_again_as_it_was(
    key: str, made_up: list[Initiative], lang: str
) -> None:
    assert written_and_read(key, made_up, lang) == made_up


@settings(max_examples=200)
@given(
    name=st.sampled_from(sorted(ENDINGS)).map(lambda ending: f"x.{ending}") | st.text(max_size=20),
    payload=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.sampled_from([b"PK\x03\x04", b"{", b"[]", b'{"type":"FeatureCollection","features":[1]}']),
)
def test_any_bytes_give_rows_or_problems_but_no_error(name: str, payload: bytes) -> None:
    upload = read_upload(name, payload)
    assert upload.rows or upload.problems
    assert all(str(problem) and "{" not in problem.hint[:1] for problem in upload.problems)


@settings(max_examples=150)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=10) | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=8,
    )
)
def test_any_geometry_or_property_is_read_or_told(value: object) -> None:
    features = [
        {"type": "Feature", "properties": {"id": value, "lon": value}, "geometry": value},
        {
            "type": "Feature",
            "properties": value,
            "geometry": {"type": "Point", "coordinates": value},
        },
        value,
    ]
    document = json.dumps({"type": "FeatureCollection", "features": features})
    upload = read_upload("made_up.geojson", document.encode())
    assert upload.problems
    for row in upload.rows:
        assert set(row.cells) == set(COLUMNS)
