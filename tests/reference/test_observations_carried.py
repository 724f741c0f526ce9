"""
The built-in figures against the collection that they were carried from, and against each other.

Totals and shares that a publisher or the collection gives for larger areas are recomputed from
the primary areas by our rules.
"""

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from geodata.areas import AreaLevel, AreaRegister, load_areas
from indicators.levels import resolve
from indicators.selection import Selection, select
from indicators.table import IndicatorTable, load_table

COLLECTION = Path(__file__).parents[3] / "shared" / "data" / "gothenburg"
COLUMNS = (
    "area_level",
    "area_code",
    "indicator_id",
    "period",
    "value",
    "quality",
    "source_id",
    "note",
)
# Published with two decimals.
ROUNDING = 0.005 + 1e-9


@pytest.fixture(scope="module")
def areas() -> AreaRegister:
    return load_areas()


@pytest.fixture(scope="module")
def table(areas: AreaRegister) -> IndicatorTable:
    return load_table(areas)


def read(lines: Iterator[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(lines))


def ours(name: str) -> list[dict[str, str]]:
    text = (files("indicators") / "data" / name).read_text(encoding="utf-8")
    return read(iter(text.splitlines()))


def theirs(name: str) -> list[dict[str, str]]:
    path = COLLECTION / name
    if not path.is_file():
        pytest.skip(f"the collection is not there: {path}")
    with path.open(encoding="utf-8", newline="") as file:
        return read(file)


def test_every_value_is_carried_with_the_same_text() -> None:
    collected = [tuple(row[column] for column in COLUMNS) for row in theirs("observations.csv")]
    carried = [tuple(row[column] for column in COLUMNS) for row in ours("observations.csv")]
    assert len(carried) == 5136
    assert sorted(carried) == sorted(collected)


def test_unit_that_was_dropped_is_the_one_of_the_indicator() -> None:
    units = {row["indicator_id"]: row["unit"] for row in ours("indicators.csv")}
    assert [
        row for row in theirs("observations.csv") if row["unit"] != units[row["indicator_id"]]
    ] == []


def test_sources_are_carried_as_they_are() -> None:
    assert ours("sources.csv") == theirs("sources.csv")


def test_reported_gaps_are_carried_with_the_same_figures() -> None:
    """One cell held “better vs worse” or the difference; each has a cell of its own here."""
    collected = theirs("reported_gaps.csv")
    carried = [
        {
            "gap_id": row["gap_id"],
            "better_area": row["better_area_en"],
            "worse_area": row["worse_area_en"],
            "value": row["difference"] or f"{row['better_value']} vs {row['worse_value']}",
            "unit": row["unit"],
            "period": row["period_en"].replace("–", "-"),
            "source": row["source"],
        }
        for row in ours("reported_gaps.csv")
    ]
    assert len(carried) == 6
    assert carried == collected


def test_indicators_keep_their_names_definitions_and_directions() -> None:
    kept = ("indicator_id", "name_sv", "name_en", "definition_sv", "unit", "direction", "kind")
    assert [[row[column] for column in kept] for row in ours("indicators.csv")] == [
        [row[column] for column in kept] for row in theirs("indicators.csv")
    ]


def values(
    table: IndicatorTable, areas: AreaRegister, indicator_id: str, level: AreaLevel, period: str
) -> "pd.Series[float]":
    return select(table, areas, Selection(indicator_id, level, period)).frame["value"]


def without_rows_above(
    table: IndicatorTable, indicator_id: str, finest: AreaLevel
) -> IndicatorTable:
    """Take away what is given for an indicator above one level, so that the rules must act."""
    rows = table.observations
    above = (rows["indicator_id"] == indicator_id) & (rows["area_level"] != finest.value)
    return IndicatorTable(table.definitions, rows.loc[~above], table.sources)


def recompute(
    table: IndicatorTable,
    areas: AreaRegister,
    indicator_id: str,
    level: AreaLevel,
    period: str,
) -> "pd.Series[float]":
    only_primary = without_rows_above(table, indicator_id, AreaLevel.PRIMARY_AREA)
    found = resolve(only_primary, areas, table.definitions[indicator_id], level, period)
    assert found.computed
    return pd.Series(
        {code: figure.value for code, figure in sorted(found.figures.items())}, dtype="float64"
    )


ABOVE = [AreaLevel.MUNICIPALITY, AreaLevel.CITY_AREA, AreaLevel.INTERMEDIATE_AREA]


@pytest.mark.parametrize("level", [*ABOVE, AreaLevel.DISTRICT_2011])
@pytest.mark.parametrize("indicator_id", ["upper_secondary_eligible", "open_unemployed_share"])
def test_shares_of_larger_areas_follow_from_the_counts(
    table: IndicatorTable, areas: AreaRegister, indicator_id: str, level: AreaLevel
) -> None:
    """The collection divided the same counts on its own and rounded to two decimals."""
    given = values(table, areas, indicator_id, level, "2022")
    computed = recompute(table, areas, indicator_id, level, "2022")
    assert len(computed) == len(areas.codes(level))
    pd.testing.assert_series_equal(
        computed, given, check_names=False, check_index_type=False, rtol=0, atol=ROUNDING
    )


def test_eligible_pupils_of_the_city_worked_by_hand(
    table: IndicatorTable, areas: AreaRegister
) -> None:
    """4 793 eligible and 981 not eligible pupils: 4 793 of 5 774 are 83.01 percent."""
    level = AreaLevel.MUNICIPALITY
    eligible = values(table, areas, "upper_secondary_eligible_count", level, "2022")
    not_eligible = values(table, areas, "upper_secondary_not_eligible_count", level, "2022")
    assert (eligible.item(), not_eligible.item()) == (4793, 981)
    share = recompute(table, areas, "upper_secondary_eligible", level, "2022")
    assert round(share.item(), 2) == 83.01


@pytest.mark.parametrize("level", [AreaLevel.CITY_AREA, AreaLevel.INTERMEDIATE_AREA])
@pytest.mark.parametrize("indicator_id", ["population", "population_0_18", "population_66plus"])
def test_population_of_larger_areas_is_the_sum_of_the_primary_areas(
    table: IndicatorTable, areas: AreaRegister, indicator_id: str, level: AreaLevel
) -> None:
    """The city publishes every level; the sums must meet its figures exactly."""
    given = values(table, areas, indicator_id, level, "2025")
    computed = recompute(table, areas, indicator_id, level, "2025")
    assert computed.tolist() == given.tolist()
    assert list(computed.index) == list(given.index)


@pytest.mark.parametrize(
    ("period", "in_areas", "city"), [("2024", 607_073, 608_996), ("2025", 611_225, 613_276)]
)
def test_city_has_more_residents_than_its_areas_together(
    table: IndicatorTable, areas: AreaRegister, period: str, in_areas: int, city: int
) -> None:
    """Residents who are registered in no area count in the city alone; the README says so."""
    parts = values(table, areas, "population", AreaLevel.CITY_AREA, period)
    whole = values(table, areas, "population", AreaLevel.MUNICIPALITY, period)
    assert (parts.sum(), whole.item()) == (in_areas, city)
    finer = values(table, areas, "population", AreaLevel.INTERMEDIATE_AREA, period)
    assert finer.sum() == in_areas


def test_population_of_2023_adds_up_to_the_city(table: IndicatorTable, areas: AreaRegister) -> None:
    parts = values(table, areas, "population", AreaLevel.CITY_AREA, "2023")
    whole = values(table, areas, "population", AreaLevel.MUNICIPALITY, "2023")
    assert parts.sum() == whole.item()


@pytest.mark.parametrize("period", ["2020", "2021", "2022", "2023"])
def test_foreign_born_share_of_the_city_is_the_weighted_mean_of_its_city_areas(
    table: IndicatorTable, areas: AreaRegister, period: str
) -> None:
    """The weight is the denominator here, so that only rounding separates mean and share."""
    rows = table.observations
    name, level = "foreign_born_share", AreaLevel.CITY_AREA
    dropped = (rows["indicator_id"] == name) & (rows["area_level"] != level.value)
    only_city_areas = IndicatorTable(table.definitions, rows.loc[~dropped], table.sources)
    definition = table.definitions[name]
    found = resolve(only_city_areas, areas, definition, AreaLevel.MUNICIPALITY, period)
    figure = found.figures["1480"]
    given = values(table, areas, name, AreaLevel.MUNICIPALITY, period).item()
    assert figure.value == pytest.approx(given, rel=0, abs=2 * ROUNDING)
    assert figure.quality == "derived"
