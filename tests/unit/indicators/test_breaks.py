"""Breaks in series: what is read and refused, and that the built-in ones say what the data say."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from geodata.problems import Problem
from indicators.breaks import BREAK_COLUMNS, Break, BreakKind, breaks_between, read_breaks
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import write_csv

HEADER = ",".join(BREAK_COLUMNS)
GOOD = "people,2020,method,Räknas nu varje dag.,Now counted every day.,office"


@dataclass(frozen=True)
class Series:
    """Stand in for the table."""

    breaks: tuple[Break, ...]


def make_break(period: str, indicator_id: str = "people") -> Break:
    return Break(indicator_id, period, BreakKind.METHOD, "sv", "en", "office")


def read(tmp_path: Path, *lines: str) -> tuple[tuple[Break, ...], list[Problem]]:
    path = write_csv(tmp_path / "breaks.csv", HEADER, *lines)
    return read_breaks(path, indicators=["people"], sources=["office"])


def test_break_is_read_with_its_words(tmp_path: Path) -> None:
    (found,), problems = read(tmp_path, GOOD)
    assert problems == []
    assert found == Break(
        indicator_id="people",
        period="2020",
        kind=BreakKind.METHOD,
        text_sv="Räknas nu varje dag.",
        text_en="Now counted every day.",
        source_id="office",
    )
    assert (found.text("sv"), found.text("en")) == (found.text_sv, found.text_en)


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("people", "height", "unknown-indicator", "indicator_id"),
        ("people", "", "value-missing", "indicator_id"),
        ("2020", "20", "period-format", "period"),
        ("method", "mood", "value-not-allowed", "kind"),
        ("Räknas nu varje dag.", "", "value-missing", "text_sv"),
        ("Now counted every day.", "", "value-missing", "text_en"),
        ("office", "attic", "unknown-source", "source_id"),
    ],
)
def test_faulty_cell_is_named(tmp_path: Path, old: str, new: str, code: str, column: str) -> None:
    found, (problem,) = read(tmp_path, GOOD.replace("2020", "2010"), GOOD.replace(old, new, 1))
    assert found == ()
    assert (problem.code, problem.row, problem.column) == (code, 3, column)
    assert problem.hint


def test_same_break_twice_is_an_error_but_two_kinds_are_not(tmp_path: Path) -> None:
    two_kinds = (GOOD, GOOD.replace("method", "boundary"))
    assert len(read(tmp_path, *two_kinds)[0]) == 2
    _, (problem,) = read(tmp_path, *two_kinds, GOOD)
    assert (problem.code, problem.row, problem.value) == (
        "duplicate-row",
        4,
        "people, 2020, method",
    )


def test_header_alone_says_that_there_are_no_breaks(tmp_path: Path) -> None:
    assert read(tmp_path) == ((), [])


def test_list_that_could_not_be_read_is_not_held_against_the_rows(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "breaks.csv", HEADER, GOOD)
    found, problems = read_breaks(path, indicators=None, sources=None)
    assert (len(found), problems) == (1, [])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # Figures of the break's own period are of the new kind.
        ("2018", "2020", ["2020"]),
        ("2020", "2022", []),
        ("2019", "2019", []),
        ("2010", "2025", ["2015", "2020"]),
        ("2015", "2020", ["2020"]),
    ],
)
def test_break_counts_when_it_comes_after_the_first_period(
    first: str, last: str, expected: list[str]
) -> None:
    series = Series((make_break("2020"), make_break("2015"), make_break("2016", "height")))
    found = breaks_between(series, "people", first, last)
    assert [one.period for one in found] == expected


def test_built_in_breaks_are_those_that_the_data_tell_of(table: IndicatorTable) -> None:
    found = {(one.indicator_id, one.period, one.kind) for one in table.breaks}
    assert found == {
        ("population", "2024", "method"),
        ("rental_dwellings_share", "2025", "method"),
        ("turnout_municipal", "2022", "boundary"),
    }
    assert breaks_between(table, "turnout_municipal", "2014", "2018") == ()


def test_built_in_break_names_the_source_of_the_first_new_figures(table: IndicatorTable) -> None:
    rows = table.observations
    for one in table.breaks:
        mine = rows.loc[rows["indicator_id"] == one.indicator_id]
        assert one.source_id in set(mine.loc[mine["period"] == one.period, "source_id"])
        assert one.source_id not in set(mine.loc[mine["period"] < one.period, "source_id"])


def test_no_series_changes_how_good_its_figures_are_without_a_break(table: IndicatorTable) -> None:
    """Quality by indicator, level and period; unions and single areas change nothing."""
    rows = table.observations.loc[table.observations["quality"] != "union"]
    usual = rows.groupby(["indicator_id", "area_level", "period"])["quality"].agg(
        lambda cells: cells.mode().iloc[0]
    )
    for (name, _), series in usual.groupby(["indicator_id", "area_level"]):
        periods = [str(period) for *_, period in series.index]
        for first, last in pairwise(periods):
            if series.iloc[periods.index(first)] != series.iloc[periods.index(last)]:
                assert breaks_between(table, str(name), first, last), (name, last)


def test_residents_whom_the_areas_lack_are_as_many_as_the_break_says(
    table: IndicatorTable,
) -> None:
    (one,) = (one for one in table.breaks if one.indicator_id == "population")
    (city,) = table.figures("population", "municipality", "2024").values()
    parts = table.figures("population", "city_area", "2024").values()
    lacking = round((city.value or 0) - sum(part.value or 0 for part in parts))
    assert f"{lacking:,}" in one.text_en
    assert f"{lacking:,}".replace(",", " ") in one.text_sv
