"""A scatter shows each area with both figures once, as large as its people are many."""

import json

import numpy as np
import pandas as pd
import pytest

from explorer.charts.chosen import SHAPES, place_labels, shorten
from explorer.charts.cloud import AxisWords, Cloud, line_ends, set_scene
from explorer.charts.paper import Quantity
from explorer.charts.scatter import scatter
from explorer.i18n import translator
from tests.unit.explorer.charts.drawn import NAMES, axis_labels, layers_of, spec_of, texts_of

ENGLISH, SWEDISH = translator("en"), translator("sv")
SHARE = AxisWords("Low income 2024", Quantity("percent", 1))
INCOME = AxisWords("Income 2024", Quantity("SEK/year", 0))
POINTS = pd.DataFrame(
    {
        "x": [10.0, 20.0, 30.5, np.nan, 15.0],
        "y": [400_000.0, 300_000.0, 200_000.0, 250_000.0, 350_000.0],
        "people": [1000.0, 4000.0, 2000.0, 500.0, np.nan],
    },
    index=list(NAMES),
)
CLOUD = Cloud(POINTS, SHARE, INCOME, line=(-10_000.0, 500_000.0), city=(18.0, 310_000.0))


def bubbles(cloud: Cloud = CLOUD, **options: list[str]) -> dict[str, dict[str, object]]:
    found = scatter(cloud, NAMES, ENGLISH, **options)  # type: ignore[arg-type]
    (_, rows), *_ = layers_of(found, "point")
    return {str(row["name"]): row for row in rows}


def test_every_area_with_both_figures_and_people_is_one_bubble_where_its_figures_are() -> None:
    drawn = bubbles()
    assert {name: (row["x"], row["y"]) for name, row in drawn.items()} == {
        "Hilltop": (10.0, 400_000),
        "Hillside": (20.0, 300_000),
        "Wood": (30.5, 200_000),
    }
    description = spec_of(scatter(CLOUD, NAMES, ENGLISH))["description"]
    assert "2 areas lack a figure and are left out." in description
    assert "Scatter chart of 3 areas" in description


def test_bubbles_have_areas_in_proportion_to_people() -> None:
    drawn = bubbles()
    sizes = [float(str(drawn[name]["size"])) for name in ("Hilltop", "Wood", "Hillside")]
    assert np.array(sizes) / sizes[0] == pytest.approx([1, 2, 4])
    # The key measures alike: as many people are as large there.
    layers = layers_of(scatter(CLOUD, NAMES, ENGLISH), "point")
    key = [row["size"] for _, rows in layers for row in rows if "px" in row and "size" in row]
    texts = texts_of(scatter(CLOUD, NAMES, ENGLISH))
    assert {"2,000", "4,000"} <= set(texts)
    assert key == sizes[1:]


def test_area_in_which_nobody_is_counted_has_no_bubble() -> None:
    nobody = POINTS.assign(people=[1000.0, 0.0, 2000.0, 500.0, 100.0])
    assert set(bubbles(Cloud(nobody, SHARE, INCOME))) == {"Hilltop", "Wood", "Harbour"}


def test_largest_come_first_so_that_small_ones_lie_on_top_and_chosen_ones_last() -> None:
    assert list(bubbles()) == ["Hillside", "Wood", "Hilltop"]
    assert list(bubbles(chosen=["102"])) == ["Wood", "Hilltop", "Hillside"]


def test_tooltips_are_written_in_the_readers_language() -> None:
    (layer, rows), *_ = layers_of(scatter(CLOUD, NAMES, SWEDISH), "point")
    assert [each["field"] for each in layer["encoding"]["tooltip"]] == ["name", "a", "b", "n"]
    assert {(row["a"], row["b"], row["n"]) for row in rows if row["name"] == "Hillside"} == {
        ("20,0", "300\xa0000", "4\xa0000")
    }
    assert "200\xa0000" in axis_labels(layer["encoding"]["y"]["axis"])


def test_line_ends_where_the_figures_or_the_picture_end() -> None:
    scene = set_scene(CLOUD, NAMES, ENGLISH, chosen=())
    # 500 000 − 10 000 · 10, and · 30.5
    assert line_ends(scene) == [(10.0, 400_000.0), (30.5, 195_000.0)]
    steep = Cloud(POINTS, SHARE, INCOME, line=(100_000.0, -1_700_000.0))
    (first, low), (last, high) = line_ends(set_scene(steep, NAMES, ENGLISH, chosen=()))
    # The picture spans 200 000 to 400 000 with 7 % more on either side.
    assert (low, high) == pytest.approx((186_000, 414_000))
    assert (first, last) == pytest.approx((18.86, 21.14))
    outside = Cloud(POINTS, SHARE, INCOME, line=(0.0, 9e9))
    assert line_ends(set_scene(outside, NAMES, ENGLISH, chosen=())) == []
    (_, rows), *_ = layers_of(scatter(CLOUD, NAMES, ENGLISH), "line")
    assert rows == [{"x": 10.0, "y": 400_000.0}, {"x": 30.5, "y": 195_000.0}]


def test_city_has_its_cross() -> None:
    (_, rows), *_ = layers_of(scatter(CLOUD, NAMES, ENGLISH), "rule")
    assert (rows[0]["x"], rows[0]["x2"]) == (18.0, 18.0)
    assert (rows[1]["y"], rows[1]["y2"]) == (310_000, 310_000)
    assert {"whole city 18.0", "whole city 310,000"} <= set(
        texts_of(scatter(CLOUD, NAMES, ENGLISH))
    )


def test_chosen_areas_have_shapes_and_names_and_many_have_numbers_and_a_key() -> None:
    few = scatter(CLOUD, NAMES, ENGLISH, chosen=["103", "101", "201"])
    shapes = [row["shape"] for _, rows in layers_of(few, "point") for row in rows if "shape" in row]
    assert shapes == list(SHAPES[:2])  # 201 has no figure
    assert {"Wood", "Hilltop"} <= set(texts_of(few))
    wide = pd.DataFrame(
        {"x": range(6), "y": range(6), "people": [1.0] * 6}, index=[str(n) for n in range(6)]
    )
    many = scatter(Cloud(wide, SHARE, INCOME), {}, ENGLISH, chosen=[str(n) for n in range(5)])
    assert {"1", "5", "1  0", "5  4"} <= set(texts_of(many))


def test_labels_keep_off_marks_and_each_other() -> None:
    marks = [(100.0, 100.0), (112.0, 100.0), (100.0, 108.0)]
    spots = place_labels(marks, [(8.0, 50.0)] * 3, width=310, height=360)
    boxes = [
        (x + 8 if spot.right else x - 58, y + spot.down)
        for (x, y), spot in zip(marks, spots, strict=True)
    ]
    for at, (left, middle) in enumerate(boxes):
        for other, (x, y) in enumerate(marks):
            if other != at:
                assert left + 50 <= x or left >= x or abs(middle - y) >= 8
        for other_left, other_middle in boxes[:at]:
            assert abs(left - other_left) >= 50 or abs(middle - other_middle) >= 16


def test_name_without_a_space_is_shortened_too() -> None:
    assert shorten("A" * 40, 10) == "A" * 9 + "…"
    assert shorten("Short name", 24) == "Short name"


def test_nothing_to_draw_is_said() -> None:
    empty = Cloud(POINTS.assign(x=np.nan), SHARE, INCOME, line=(1.0, 0.0))
    assert "without any area" in spec_of(scatter(empty, NAMES, ENGLISH))["description"]


def test_hostile_name_stays_text() -> None:
    name = "\"]; alert('x')</script><b>"
    drawn = scatter(CLOUD, {**NAMES, "101": name}, ENGLISH, chosen=["101"])
    (_, rows), *_ = layers_of(drawn, "point")
    assert rows[-1]["name"] == name
    assert "alert" not in json.dumps([layer["mark"] for layer in spec_of(drawn)["layer"]])


def test_96_areas_take_less_than_14_kilobytes() -> None:
    rng = np.random.default_rng(1)
    many = pd.DataFrame(
        {
            "x": rng.uniform(1, 60, 96),
            "y": rng.uniform(20, 90, 96),
            "people": rng.uniform(500, 15_000, 96),
        },
        index=[str(100 + n) for n in range(96)],
    )
    names = dict.fromkeys(many.index, "Gamlestaden")
    cloud = Cloud(many, SHARE, SHARE, line=(1.0, 2.0), city=(15.0, 50.0))
    spec = scatter(cloud, names, SWEDISH, chosen=["101", "102"]).to_dict()
    assert len(json.dumps(spec, ensure_ascii=False, separators=(",", ":")).encode()) < 14_000
