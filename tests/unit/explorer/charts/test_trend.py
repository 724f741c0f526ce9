"""A measure over time: what is joined by a line, what is hollow, and where the goal lies."""

import numpy as np
import pandas as pd
import pytest

from explorer.charts.paper import Quantity
from explorer.charts.trend import Goal, over_time
from explorer.i18n import translator
from tests.unit.explorer.charts.drawn import axis_labels, layers_of, rows_with, spec_of, texts_of

ENGLISH, SWEDISH = translator("en"), translator("sv")
POINTS = Quantity("percentage points", 1)
RATIO = Quantity("", 2, zero=1.0)
SERIES = pd.DataFrame(
    {
        "period": ["2016", "2017", "2018", "2019", "2024-2025"],
        "year": [2016.0, 2017.0, 2018.0, 2019.0, 2024.0],
        "estimate": [12.0, 11.5, 11.0, 10.25, 9.0],
        "lower": [11.0, 10.5, np.nan, 9.0, 8.0],
        "upper": [13.0, 12.5, np.nan, 11.5, 10.0],
        "comparable": [False, False, True, True, True],
    }
)


def test_each_period_is_one_point_in_order_with_its_words() -> None:
    drawn = rows_with(over_time(SERIES[::-1], ENGLISH, quantity=POINTS), "period", "estimate")
    assert [(row["period"], row["year"], row["estimate"]) for row in drawn] == [
        ("2016", 2016, 12),
        ("2017", 2017, 11.5),
        ("2018", 2018, 11),
        ("2019", 2019, 10.25),
        ("2024–2025", 2024, 9),
    ]
    assert drawn[0]["text"] == "12.0 percentage points"
    assert drawn[0]["interval"] == "11.0 to 13.0"


def test_no_line_crosses_a_break() -> None:
    chart = over_time(SERIES, ENGLISH, quantity=POINTS)
    ((layer, rows),) = layers_of(chart, "line")
    parts = [row["part"] for row in rows]
    assert layer["encoding"]["detail"]["field"] == "part"
    assert parts[0] == parts[1] != parts[2] == parts[3] == parts[4]
    assert "series break" in texts_of(chart)
    whole = over_time(SERIES.assign(comparable=True), ENGLISH, quantity=POINTS)
    assert "series break" not in texts_of(whole)
    assert len({row["part"] for row in layers_of(whole, "line")[0][1]}) == 1


def test_no_line_crosses_a_period_without_a_figure() -> None:
    gap = SERIES.assign(comparable=True)
    gap.loc[2, "estimate"] = np.nan
    rows = layers_of(over_time(gap, ENGLISH, quantity=POINTS), "line")[0][1]
    assert [row["period"] for row in rows] == ["2016", "2017", "2019", "2024–2025"]
    parts = [row["part"] for row in rows]
    assert parts[0] == parts[1] != parts[2] == parts[3]


def test_point_without_an_interval_is_hollow_and_says_so() -> None:
    chart = over_time(SERIES, ENGLISH, quantity=POINTS)
    rows = rows_with(chart, "period", "estimate")
    assert (rows[2]["lower"], rows[2]["upper"]) == (None, None)
    assert rows[2]["interval"] == "not known"
    (dots,) = (layer for layer, _ in layers_of(chart, "point") if "tooltip" in layer["encoding"])
    fill = dots["encoding"]["fill"]
    assert fill["condition"]["test"] == "isValid(datum.lower)"
    assert fill["value"] == "#ffffff" != fill["condition"]["value"]
    (bars,) = (layer for layer, _ in layers_of(chart, "rule") if "transform" in layer)
    assert bars["transform"] == [{"filter": "isValid(datum.lower)"}]


def test_interval_that_is_half_known_is_not_known() -> None:
    half = SERIES.assign(lower=np.nan)
    rows = rows_with(over_time(half, ENGLISH, quantity=POINTS), "period", "estimate")
    assert {row["upper"] for row in rows} == {None}


def test_goal_is_a_dashed_line_from_its_start_to_its_value() -> None:
    chart = over_time(SERIES, SWEDISH, quantity=POINTS, goal=Goal(2018, 11, 2030, 5.5))
    (dashed,) = (rows for layer, rows in layers_of(chart, "line") if "strokeDash" in layer["mark"])
    assert dashed == [{"x": 2018, "y": 11}, {"x": 2030, "y": 5.5}]
    years = layers_of(chart, "line")[-1][0]["encoding"]["x"]["axis"]
    assert axis_labels(years) == ["2016", "2017", "2018", "2019", "2024–2025", "2030"]
    assert any("2030" in words and "5,5" in words for words in texts_of(chart))


def test_base_year_has_a_ring_and_a_word() -> None:
    chart = over_time(SERIES, ENGLISH, quantity=POINTS, base="2018")
    rings = [rows for layer, rows in layers_of(chart, "point") if rows[0].keys() == {"x", "y"}]
    assert rings == [[{"x": 2018, "y": 11}]]
    assert "base year" in texts_of(chart)
    assert "base year" not in texts_of(over_time(SERIES, ENGLISH, quantity=POINTS))


@pytest.mark.parametrize(("quantity", "divide", "foot"), [(POINTS, 1, 0), (RATIO, 5, 1)])
def test_axis_begins_where_there_is_no_gap(quantity: Quantity, divide: float, foot: float) -> None:
    numbers = SERIES.copy()
    numbers[["estimate", "lower", "upper"]] /= divide
    (line, _), *_ = layers_of(over_time(numbers, ENGLISH, quantity=quantity), "line")
    assert line["encoding"]["y"]["scale"]["domain"][0] == foot
    below = numbers.assign(estimate=-3.0)
    (line, _), *_ = layers_of(over_time(below, ENGLISH, quantity=quantity), "line")
    assert line["encoding"]["y"]["scale"]["domain"][0] == -3


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    chart = over_time(SERIES, SWEDISH, quantity=POINTS)
    assert rows_with(chart, "period", "estimate")[0]["text"].startswith("12,0")
    assert "9,0" in texts_of(chart)
    small = SERIES.assign(estimate=0.5, lower=0.25, upper=1.0)
    (line, _), *_ = layers_of(over_time(small, SWEDISH, quantity=RATIO), "line")
    assert "0,4" in axis_labels(line["encoding"]["y"]["axis"])


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_few_or_no_periods_are_drawn_and_described(kept: int) -> None:
    spec = spec_of(over_time(SERIES.iloc[:kept], ENGLISH, quantity=POINTS, base="2016"))
    assert spec["description"]
    assert ("without any figure" in spec["description"]) == (kept == 0)
