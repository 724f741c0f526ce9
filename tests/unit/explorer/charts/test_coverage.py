"""Charts of coverage show each share once, where it is, and nothing where there is none."""

import pytest

from explorer.charts.coverage import (
    Span,
    Target,
    Today,
    Year,
    coverage_by_target,
    coverage_by_year,
)
from explorer.i18n import translator
from tests.unit.explorer.charts.drawn import layers_of, rows_with, spec_of, texts_of

EN = translator("en")
TARGETS = [
    Target("Work", "Low income, 2024", 81.0, 62.0),
    Target("Trust", "no figures", None, 30.0),
    Target("School", "Grades, 2022", 25.0, 25.0),
]
YEARS = [
    Year(2019, None, Span(5.0, 20.0)),
    Year(2020, Span(10.0, 40.0), Span(5.0, 20.0)),
    Year(2021, Span(30.0, 30.0), Span(15.0, 25.0)),
]


def test_each_share_is_one_dot_and_a_missing_one_is_none() -> None:
    dots = rows_with(coverage_by_target(TARGETS, EN), "x", "fill", "name")
    assert [(dot["name"], dot["x"]) for dot in dots] == [
        ("Work", 62.0), ("Work", 81.0), ("Trust", 30.0), ("School", 25.0), ("School", 25.0)
    ]  # fmt: skip


def test_target_areas_are_named_with_what_their_need_is_told_by() -> None:
    texts = texts_of(coverage_by_target(TARGETS, EN))
    assert {"Work", "Low income, 2024", "81%", "62%", "no figures"} <= set(texts)
    description = spec_of(coverage_by_target(TARGETS, EN))["description"]
    assert "Work (Low income, 2024): 81% in areas less favourable" in description
    assert "Trust (no figures): no figure in areas" in description


def test_two_equal_shares_have_their_numbers_on_either_side() -> None:
    (_, words), *_ = [
        found for found in layers_of(coverage_by_target(TARGETS, EN), "text") if found[1]
    ]
    sides = [word["align"] for word in words if word["text"] == "25%"]
    assert sorted(sides) == ["left", "right"]


def test_years_are_bands_from_at_least_to_at_most() -> None:
    bands = [rows for _, rows in layers_of(coverage_by_year(YEARS, Today(35, 18), EN), "area")]
    everyone, need = bands
    assert [(row["year"], row["least"], row["most"]) for row in everyone] == [
        (2019, 5, 20), (2020, 5, 20), (2021, 15, 25)
    ]  # fmt: skip
    assert [(row["year"], row["least"], row["most"]) for row in need] == [
        (2020, 10, 40), (2021, 30, 30)
    ]  # fmt: skip


def test_today_stands_apart_at_the_end() -> None:
    chart = coverage_by_year(YEARS, Today(35, 18), EN)
    dots = rows_with(chart, "year", "fill")
    assert {(dot["year"], dot["least"]) for dot in dots} == {(2022, 35), (2022, 18)}
    assert {"35%", "18%"} <= set(texts_of(chart))


def test_without_need_only_all_residents_are_drawn_and_named() -> None:
    chart = coverage_by_year([Year(2020, None, Span(5, 20))], Today(None, 18), EN)
    assert len(layers_of(chart, "area")) == 1
    assert "residents in areas less favourable than the city" not in texts_of(chart)


def test_no_year_is_refused() -> None:
    with pytest.raises(ValueError, match="no year"):
        coverage_by_year([], Today(None, None), EN)


@pytest.mark.parametrize("dark", [False, True])
def test_extremes_are_within_the_picture(dark: bool) -> None:
    """Numbers at 0 and 100 percent keep inside the axis."""
    chart = coverage_by_year([Year(2020, Span(0, 100), Span(0, 100))], Today(100, 0), EN, dark=dark)
    for _, rows in layers_of(chart, "text"):
        for row in rows:
            if "y" in row:
                assert 0 <= row["y"] <= 100
