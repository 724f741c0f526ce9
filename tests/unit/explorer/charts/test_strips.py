"""A strip shows every figure once, with the more favourable end to the right."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from explorer.charts.chosen import stack
from explorer.charts.paper import Quantity
from explorer.charts.strips import Strip, strips
from explorer.i18n import translator
from tests.unit.explorer.charts.drawn import NAMES, layers_of, spec_of, texts_of

ENGLISH, SWEDISH = translator("en"), translator("sv")
FIGURES = pd.Series([10.0, 20.0, 30.0, np.nan, 50.0], index=list(NAMES))
WORK = Strip("work", "In work", FIGURES, 40.0, Quantity("percent", 1), higher_is_better=True)
POOR = replace(WORK, indicator_id="poor", title="Low income", higher_is_better=False)
RENT = replace(WORK, indicator_id="rent", title="Rented", higher_is_better=None)


def ticks(*profile: Strip) -> list[list[float]]:
    found = layers_of(strips(profile, NAMES, ENGLISH), "tick")
    return [[row["x"] for row in rows] for _, rows in found]


@pytest.mark.parametrize(
    ("strip", "places", "city"),
    [
        (WORK, [0, 0.25, 0.5, 1], 0.75),
        (POOR, [1, 0.75, 0.5, 0], 0.25),
        (RENT, [0, 0.25, 0.5, 1], 0.75),
    ],
)
def test_more_favourable_end_lies_to_the_right(
    strip: Strip, places: list[float], city: float
) -> None:
    assert ticks(strip) == [places, [city]]


def test_ends_are_named_by_direction_and_never_by_the_other_one() -> None:
    assert {"10.0 less favourable", "more favourable 50.0"} <= set(
        texts_of(strips([WORK], NAMES, ENGLISH))
    )
    assert {"50.0 less favourable", "more favourable 10.0"} <= set(
        texts_of(strips([POOR], NAMES, ENGLISH))
    )
    context = texts_of(strips([RENT], NAMES, ENGLISH))
    assert {"10.0 lower", "higher 50.0"} <= set(context)
    assert not any("favourable" in text for text in context)


def test_ticks_share_one_list_of_names_and_have_their_own_figures() -> None:
    chart = spec_of(strips([WORK, POOR], NAMES, SWEDISH))
    layer = chart["layer"][0]
    names = json.loads(layer["transform"][0]["calculate"].removesuffix("[datum.n]"))
    (_, rows), *_ = layers_of(strips([WORK, POOR], NAMES, SWEDISH), "tick")
    assert [(names[row["n"]], row["text"]) for row in rows[:4]] == [
        ("Hilltop", "10,0"),
        ("Hillside", "20,0"),
        ("Wood", "30,0"),
        ("Harbour", "50,0"),
    ]
    assert len(rows) == 8


def test_one_chosen_area_is_named_and_several_have_shapes_and_a_key() -> None:
    assert "Wood: 30.0" in texts_of(strips([WORK], NAMES, ENGLISH, chosen=["103"]))
    several = strips([WORK], NAMES, ENGLISH, chosen=["103", "101"])
    assert {"1  Wood", "2  Hilltop", "1: 30.0", "2: 10.0"} <= set(texts_of(several))
    (_, marks), *_ = layers_of(several, "point")
    placed = [(row["x"], row["shape"]) for row in marks if row["name"]]
    assert placed == [(0.5, "diamond"), (0, "square")]


def test_chosen_area_without_a_figure_has_words_and_no_mark() -> None:
    strip = replace(WORK, absent={"201": "withheld"})
    drawn = strips([strip, WORK], NAMES, ENGLISH, chosen=["201"])
    assert {"Beach: withheld", "Beach: no figure"} <= set(texts_of(drawn))
    assert layers_of(drawn, "point") == []
    assert "Beach: withheld" in spec_of(drawn)["description"]


def test_equal_figures_stand_in_the_middle_and_none_at_all_is_said() -> None:
    assert ticks(replace(WORK, figures=FIGURES * 0 + 7, city=None))[0] == [0.5] * 4
    nothing = strips([replace(WORK, figures=FIGURES * np.nan)], NAMES, ENGLISH)
    assert "No area has a figure." in texts_of(nothing)


def test_labels_that_would_meet_stand_in_different_rows() -> None:
    assert stack([(0, 0.3), (0.2, 0.5), (0.4, 0.6), (0.9, 1)], gap=0.02) == [0, 1, 0, 0]


def test_hostile_name_stays_text() -> None:
    name = "\"]; alert('x')//"
    chart = spec_of(strips([WORK], {**NAMES, "101": name}, ENGLISH))
    code = chart["layer"][0]["transform"][0]["calculate"]
    assert json.loads(code.removesuffix("[datum.n]"))[0] == name
