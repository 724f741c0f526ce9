"""Gaps as reports state them: what is read and refused, and the built-in ones' words."""

import csv
from pathlib import Path

import pytest

from geodata.problems import Problem
from indicators.reported import REPORTED_COLUMNS, ReportedGap, ReportedUnit, read_reported
from indicators.table import IndicatorTable

GOOD = {
    "gap_id": "height",
    "name_sv": "Längd",
    "name_en": "Height",
    "better_area_sv": "Backen",
    "better_area_en": "The hill",
    "better_value": "+12.5",
    "worse_area_sv": "Stranden",
    "worse_area_en": "The shore",
    "worse_value": "-3",
    "difference": "",
    "unit": "percent",
    "period_sv": "rapport från 2014",
    "period_en": "report of 2014",
    "source": "The town office",
    "beside": "people",
    "note_sv": "Inte samma sak.",
    "note_en": "Not the same.",
}


def read(tmp_path: Path, *rows: dict[str, str]) -> tuple[tuple[ReportedGap, ...], list[Problem]]:
    path = tmp_path / "reported_gaps.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, REPORTED_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return read_reported(path, indicators=["people"])


def test_gap_is_read_as_it_is_stated(tmp_path: Path) -> None:
    (found,), problems = read(tmp_path, GOOD)
    assert problems == []
    assert (found.better_value, found.worse_value, found.difference) == (12.5, -3.0, None)
    assert found.unit is ReportedUnit.PERCENT
    assert (found.source, found.beside) == ("The town office", "people")
    spoken = {
        "sv": ("Längd", "Backen", "Stranden", "rapport från 2014", "Inte samma sak."),
        "en": ("Height", "The hill", "The shore", "report of 2014", "Not the same."),
    }
    for lang, words in spoken.items():
        ends = found.better_area(lang), found.worse_area(lang)
        assert (found.name(lang), *ends, found.period(lang), found.note(lang)) == words


def test_difference_alone_is_enough(tmp_path: Path) -> None:
    only = GOOD | {"better_value": "", "worse_value": "", "difference": "7.5", "beside": ""}
    (found,), problems = read(tmp_path, only)
    assert problems == []
    assert (found.better_value, found.worse_value, found.difference) == (None, None, 7.5)
    assert found.beside is None


@pytest.mark.parametrize(
    ("column", "value", "code", "place"),
    [
        ("gap_id", "", "value-missing", "gap_id"),
        ("gap_id", "Höjd", "value-not-allowed", "gap_id"),
        ("name_sv", "", "value-missing", "name_sv"),
        ("worse_area_en", "", "value-missing", "worse_area_en"),
        ("source", "", "value-missing", "source"),
        ("better_value", "12,5", "not-a-number", "better_value"),
        ("worse_value", "", "value-missing", "difference"),
        ("unit", "metres", "value-not-allowed", "unit"),
        ("beside", "width", "unknown-indicator", "beside"),
        ("note_en", "", "value-missing", "note_en"),
        ("note_sv", "", "value-missing", "note_sv"),
    ],
)
def test_faulty_cell_is_named(
    tmp_path: Path, column: str, value: str, code: str, place: str
) -> None:
    found, (problem,) = read(tmp_path, GOOD | {"gap_id": "width"}, GOOD | {column: value})
    assert found == ()
    assert (problem.code, problem.row, problem.column) == (code, 3, place)
    assert problem.hint


def test_same_gap_twice_is_an_error(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, GOOD, GOOD)
    assert (problem.code, problem.row, problem.value) == ("duplicate-row", 3, "height")


def test_header_alone_says_that_there_are_no_reported_gaps(tmp_path: Path) -> None:
    assert read(tmp_path) == ((), [])


def test_built_in_gaps_stand_beside_what_is_related(table: IndicatorTable) -> None:
    beside = {one.gap_id: one.beside for one in table.reported}
    assert beside == {
        "life_expectancy": None,
        "life_expectancy_women": None,
        "life_expectancy_men": None,
        "child_poverty": "low_economic_standard",
        "mean_income_change_1992_2011": "mean_net_income",
        "preschool_2_3_years": None,
    }
    assert all(one.note(lang).endswith(".") for one in table.reported for lang in ("sv", "en"))
