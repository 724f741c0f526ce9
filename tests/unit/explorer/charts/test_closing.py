"""Distances to the city over time: what is joined, what is marked, and where words stand."""

import altair as alt
import numpy as np
import pandas as pd

from explorer.charts.closing import Marks, closing_chart
from explorer.charts.paper import Quantity
from explorer.i18n import translator
from tests.unit.explorer.charts.drawn import layers_of, spec_of, texts_of

ENGLISH, SWEDISH = translator("en"), translator("sv")
POINTS = Quantity("percentage points", 1, signed=True)
SERIES = pd.DataFrame(
    {
        "period": ["2014", "2015", "2016", "2017", "2018"],
        "year": [2014.0, 2015.0, 2016.0, 2017.0, 2018.0],
        "own": [-10.0, -10.0, -9.0, -7.0, -6.0],
        "alike": [-10.0, -11.0, -11.0, -12.0, -12.5],
        "comparable": [True] * 5,
    }
)


def drawn(
    series: pd.DataFrame = SERIES, *, starts: tuple[int, ...] = (2016,), end: int | None = None
) -> alt.LayerChart:
    return closing_chart(
        series, ENGLISH, quantity=POINTS, marks=Marks(starts, end), title="percentage points"
    )


def test_both_lines_are_drawn_with_every_period_and_the_city_at_zero() -> None:
    lines = layers_of(drawn(), "line")
    assert [[row["value"] for row in rows] for _, rows in lines] == [
        SERIES["alike"].tolist(),
        SERIES["own"].tolist(),
    ]
    dashed, whole = (layer["mark"]["strokeDash"] for layer, _ in lines)
    assert dashed != whole
    rules = [rows for _, rows in layers_of(drawn(), "rule")]
    assert rules[0] == [{"y": 0.0}]


def test_start_and_end_are_marked() -> None:
    chart = drawn(end=2018)
    marked = [rows for _, rows in layers_of(chart, "rule")][1]
    assert [(row["x"], row["start"]) for row in marked] == [(2016, True), (2018, False)]
    assert {"start 2016", "end 2018"} <= set(texts_of(chart))
    several = texts_of(drawn(starts=(2015, 2016, 2017)))
    assert "first starts 2015–2017" in several


def test_no_line_crosses_a_break() -> None:
    broken = SERIES.assign(comparable=[False, False, True, True, True])
    layer, rows = layers_of(drawn(broken), "line")[1]
    parts = [row["part"] for row in rows]
    assert layer["encoding"]["detail"]["field"] == "part"
    assert parts[0] == parts[1] != parts[2] == parts[3] == parts[4]
    assert "series break" in texts_of(drawn(broken))
    assert "series break" not in texts_of(drawn())
    marked = [
        row["x"] for _, rows in layers_of(drawn(broken), "rule") for row in rows if "x" in row
    ]
    assert marked == [2016, 2015.5]
    assert "has a break" in spec_of(drawn(broken))["description"]
    assert "has a break" not in spec_of(drawn())["description"]


def test_one_line_alone_is_drawn_where_nothing_is_held_beside() -> None:
    alone = SERIES.assign(alike=np.nan)
    assert len(layers_of(drawn(alone), "line")) == 1
    assert "similar areas without" not in texts_of(drawn(alone))
    assert "similar areas" not in spec_of(drawn(alone))["description"]


def test_names_stand_clear_of_the_lines() -> None:
    """Over the highest, and under the lowest, of what is drawn in the right half."""
    _, rows = layers_of(drawn(), "text")[0]
    places = {row["text"]: row["y"] for row in rows}
    assert places["where initiatives run"] > -6
    assert places["similar areas without"] < -12.5
    falling = SERIES.assign(own=SERIES["own"][::-1].to_numpy(), alike=np.nan)
    _, rows = layers_of(drawn(falling), "text")[0]
    assert {row["text"]: row["y"] for row in rows}["where initiatives run"] < -10


def test_words_about_the_start_do_not_lie_on_those_about_the_city() -> None:
    """All lie below the city, so that the start is named over its line and the city under it."""
    for series in (SERIES, SERIES.assign(own=-SERIES["own"], alike=-SERIES["alike"])):
        _, rows = layers_of(drawn(series, starts=(1980,)), "text")[0]
        places = {row["text"]: row["y"] for row in rows}
        layer, _ = layers_of(drawn(series), "line")[0]
        low, high = layer["encoding"]["y"]["scale"]["domain"]
        # The chart is 300 pixels high and a line of words 16.
        assert (places["start 1980"] - places["the city"]) / (high - low) * 300 >= 16


def test_whole_chart_is_told_in_words_in_both_languages() -> None:
    told = spec_of(drawn())["description"]
    assert "−10.0 percentage points in 2014, −6.0 percentage points in 2018" in told
    assert "In similar areas without: −10.0 percentage points, then −12.5" in told
    assert "Start: 2016." in told
    swedish = closing_chart(SERIES, SWEDISH, quantity=POINTS, marks=Marks(()), title="")
    assert "−10,0 procentenheter 2014" in spec_of(swedish)["description"]
    assert "Start" not in spec_of(swedish)["description"]


def test_start_far_before_the_figures_does_not_press_them_together() -> None:
    """It has no line of its own, and its year is told at the edge."""
    for starts in ((1980,), (1980, 2016)):
        chart = drawn(starts=starts)
        layer, _ = layers_of(chart, "line")[0]
        first, last = layer["encoding"]["x"]["scale"]["domain"]
        assert first > 2013
        assert last < 2019
        marked = [row["x"] for _, rows in layers_of(chart, "rule") for row in rows if "x" in row]
        assert marked == [float(year) for year in starts if year > 2000]
        _, texts = layers_of(chart, "text")[0]
        assert all(first <= row["x"] <= last for row in texts)
        assert any("1980" in str(row["text"]) for row in texts)


def test_nothing_to_tell_apart_still_has_an_axis() -> None:
    flat = SERIES.assign(own=0.0, alike=0.0)
    layer, _ = layers_of(drawn(flat), "line")[0]
    low, high = layer["encoding"]["y"]["scale"]["domain"]
    assert low < 0 < high
