"""Bars of organisers: segments that add up to the sums, in the colours of the map's marks."""

import re
from pathlib import Path

import pandas as pd
import pytest

import explorer.ui
from explorer.charts.paper import DARK, LIGHT
from explorer.charts.together import together_bars
from explorer.i18n import translator
from explorer.palette import TARGET_AREA_MARKS
from indicators.definitions import TargetArea
from tests.unit.explorer.charts.drawn import layers_of, rows_with, spec_of
from tests.unit.explorer.charts.test_paper import contrast

ENGLISH = translator("en")
COUNTS = pd.DataFrame(
    {"schooling": [3, 0, 0], "work": [40, 1, 0]}, index=["partnership", "business", "university"]
)
KINDS = {"partnership": "Partnership", "business": "Business", "university": "University"}
THEMES = {"schooling": "School years", "work": "Work"}
CSS = (Path(explorer.ui.__file__).parent / "static" / "effort.css").read_text("utf-8")


def test_segments_of_a_bar_follow_each_other_and_end_at_the_sum() -> None:
    drawn = rows_with(together_bars(COUNTS, KINDS, THEMES, ENGLISH), "start")
    assert [(row["kind"], row["name"], row["start"], row["end"], row["text"]) for row in drawn] == [
        ("Partnership", "School years", 0, 3, "3"),
        ("Partnership", "Work", 3, 43, "40"),
        ("Business", "Work", 0, 1, "1"),
    ]


def test_kind_that_runs_nothing_has_a_name_and_a_zero_but_no_bar() -> None:
    layers = layers_of(together_bars(COUNTS, KINDS, THEMES, ENGLISH), "text")
    heads = [row for _, rows in layers for row in rows if "start" not in row]
    assert {(row["name"], row["text"]) for row in heads} == {
        ("Partnership", "43"),
        ("Business", "1"),
        ("University", "0"),
    }


def test_number_that_its_segment_cannot_hold_is_left_to_the_table() -> None:
    drawn = rows_with(together_bars(COUNTS, KINDS, THEMES, ENGLISH), "start")
    assert [row["label"] for row in drawn] == ["3", "40", ""]


def test_all_of_it_is_said_in_words_for_those_who_do_not_see_it() -> None:
    told = spec_of(together_bars(COUNTS, KINDS, THEMES, ENGLISH))["description"]
    assert "Partnership 43 (School years 3, Work 40); Business 1 (Work 1)." in told
    empty = spec_of(together_bars(COUNTS * 0, KINDS, THEMES, ENGLISH))
    assert "without any initiative" in empty["description"]


@pytest.mark.parametrize("theme", TargetArea)
def test_key_of_the_page_has_the_colours_of_the_bars(theme: TargetArea) -> None:
    mark = TARGET_AREA_MARKS[theme]
    found = re.search(
        rf"\.themes-key \.{theme.value} {{ background: light-dark\((#\w+), (#\w+)\); }}", CSS
    )
    assert found is not None
    assert found.groups() == (mark.light, mark.dark)


@pytest.mark.parametrize("theme", TargetArea)
def test_numbers_can_be_read_in_every_bar(theme: TargetArea) -> None:
    mark = TARGET_AREA_MARKS[theme]
    assert contrast(LIGHT.ground, mark.light) >= 4.5
    assert contrast(DARK.ground, mark.dark) >= 4.5
