"""Contributions as bars: largest first, the rest as one, and their sum unchanged."""

import numpy as np
import pandas as pd
import pytest

from explorer.charts.contributions import OTHERS, contributions_bar, gather
from explorer.charts.paper import Quantity
from explorer.i18n import translator
from tests.unit.explorer.charts.drawn import NAMES, layers_of, rows_with, spec_of

ENGLISH, SWEDISH = translator("en"), translator("sv")
POINTS = Quantity("percentage points", 1)
CHANGE = Quantity("percentage points", 1, signed=True)
PARTS = pd.Series({"101": 0.5, "102": -2.0, "103": 3.0, "201": 0.25, "202": 1.0})


def test_largest_come_first_whatever_their_sign_and_the_rest_are_one() -> None:
    assert gather(PARTS, most=2).to_dict() == {"103": 3.0, "102": -2.0, OTHERS: 1.75}


def test_single_rest_keeps_its_own_bar() -> None:
    assert OTHERS not in gather(PARTS, most=4).index
    assert len(gather(PARTS, most=4)) == 5


def test_sum_of_what_is_shown_is_the_sum_of_all() -> None:
    many = pd.Series(np.random.default_rng(1).normal(size=96), index=[str(n) for n in range(96)])
    for most in (1, 12, 94, 95, 200):
        assert gather(many, most=most).sum() == pytest.approx(many.sum(), abs=1e-12)


def test_rows_have_names_numbers_and_how_many_the_rest_are() -> None:
    drawn = rows_with(contributions_bar(PARTS, NAMES, ENGLISH, quantity=POINTS, most=2), "row")
    assert [(row["name"], row["text"]) for row in drawn] == [
        ("Wood", "3.0"),
        ("Hillside", "−2.0"),
        ("other areas (3)", "1.8"),
    ]


def test_largest_bar_fits_and_a_rest_that_would_dwarf_it_has_none() -> None:
    even = pd.Series(1 / 3, index=[str(n) for n in range(20)])
    chart = contributions_bar(even, {}, ENGLISH, quantity=POINTS, most=2)
    assert [row["bar"] for row in rows_with(chart, "row")] == [0.333, 0.333, None]
    (bars, _), *_ = layers_of(chart, "bar")
    assert bars["encoding"]["x"]["scale"]["domain"] == [0, 0.333]


def test_change_leaves_zero_to_both_sides_alike_with_its_sign_written() -> None:
    chart = contributions_bar(PARTS, NAMES, SWEDISH, quantity=CHANGE)
    assert [row["text"] for row in rows_with(chart, "row")] == [
        "+3,0",
        "−2,0",
        "+1,0",
        "+0,5",
        "+0,3",
    ]
    (bars, _), *_ = layers_of(chart, "bar")
    assert bars["encoding"]["x"]["scale"]["domain"] == [-3, 3]


def test_unknown_contribution_is_left_out_and_none_at_all_is_described() -> None:
    unknown = PARTS.where(PARTS != 3.0)
    names = [
        row["name"]
        for row in rows_with(contributions_bar(unknown, NAMES, ENGLISH, quantity=POINTS), "row")
    ]
    assert names == ["Hillside", "Harbour", "Hilltop", "Beach"]
    empty = contributions_bar(PARTS * np.nan, NAMES, ENGLISH, quantity=POINTS)
    assert "without any figure" in spec_of(empty)["description"]


def test_hostile_name_stays_text_and_two_of_a_name_have_two_bars() -> None:
    names = {**NAMES, "103": "<b>&'\"", "102": "<b>&'\""}
    chart = contributions_bar(PARTS, names, ENGLISH, quantity=POINTS)
    drawn = rows_with(chart, "row")
    assert [row["name"] for row in drawn[:2]] == ["<b>&'\""] * 2
    assert [row["row"] for row in drawn] == [0, 1, 2, 3, 4]
