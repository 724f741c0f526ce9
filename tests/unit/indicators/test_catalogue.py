"""The lists of indicators and sources: what is read and what is refused; every row is made up."""

import csv
from pathlib import Path

import pytest

from geodata.problems import Problem
from indicators.catalogue import DEFINITION_COLUMNS, read_definitions, read_sources
from indicators.definitions import Aggregation, Direction, Kind, Source, TargetArea
from tests.unit.indicators.made_up import write_csv

COUNT = {
    "indicator_id": "people",
    "name_sv": "Invånare",
    "name_en": "People",
    "description_sv": "Antal invånare.",
    "description_en": "Number of residents.",
    "definition_sv": "Folkmängd",
    "unit": "persons",
    "decimals": "0",
    "direction": "context",
    "kind": "count",
    "aggregation": "sum",
    "headline": "no",
}
SHARE = COUNT | {
    "indicator_id": "tall",
    "unit": "percent",
    "decimals": "1",
    "direction": "higher_better",
    "kind": "share",
    "aggregation": "weighted_mean",
    "weight_indicator": "people",
    "target_areas": "early_years; schooling",
    "headline": "yes",
    "smallest_base": "10",
    "base": "people",
    "phrase_sv": "är {share} lång",
    "phrase_en": "{share} are tall",
    "who_one_sv": "invånare",
    "who_many_sv": "invånare",
    "who_many_en": "residents",
}


def write(tmp_path: Path, *rows: dict[str, str]) -> Path:
    path = tmp_path / "indicators.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, DEFINITION_COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def place(problem: Problem) -> tuple[str, int | None, str | None, str]:
    return problem.code, problem.row, problem.column, problem.value


def test_definitions_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    definitions, problems = read_definitions(write(tmp_path, SHARE, COUNT))
    assert problems == []
    assert list(definitions) == ["tall", "people"]
    tall = definitions["tall"]
    assert (tall.kind, tall.direction) == (Kind.SHARE, Direction.HIGHER_BETTER)
    assert (tall.aggregation, tall.weight_indicator) == (Aggregation.WEIGHTED_MEAN, "people")
    assert tall.target_areas == (TargetArea.EARLY_YEARS, TargetArea.SCHOOLING)
    assert (tall.headline, tall.decimals, tall.smallest_base, tall.base) == (
        True,
        1,
        10,
        ("people",),
    )
    people = definitions["people"]
    assert (people.weight_indicator, people.smallest_base, people.target_areas) == (None, None, ())


def test_words_come_in_swedish_and_else_in_english(tmp_path: Path) -> None:
    definitions, _ = read_definitions(write(tmp_path, SHARE, COUNT))
    people = definitions["people"]
    assert (people.name("sv"), people.name("en"), people.name("fi")) == (
        "Invånare",
        "People",
        "People",
    )
    assert (people.description("sv"), people.description("en")) == (
        "Antal invånare.",
        "Number of residents.",
    )
    tall = definitions["tall"]
    assert (tall.phrase("sv"), tall.phrase("en")) == ("är {share} lång", "{share} are tall")
    assert (tall.caveat("sv"), tall.caveat("en")) == ("", "")


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"indicator_id": "Tall People"}, "value-not-allowed", "indicator_id"),
        ({"name_en": ""}, "value-missing", "name_en"),
        ({"description_sv": ""}, "value-missing", "description_sv"),
        ({"unit": "dollars"}, "value-not-allowed", "unit"),
        ({"decimals": "many"}, "value-not-allowed", "decimals"),
        ({"direction": "up"}, "value-not-allowed", "direction"),
        ({"direction": ""}, "value-missing", "direction"),
        ({"kind": "guess"}, "value-not-allowed", "kind"),
        ({"kind": "median"}, "value-not-allowed", "aggregation"),
        ({"aggregation": "sum"}, "value-not-allowed", "aggregation"),
        ({"aggregation": "product"}, "value-not-allowed", "aggregation"),
        ({"weight_indicator": ""}, "value-missing", "weight_indicator"),
        ({"weight_indicator": "pupils_year_9"}, "unknown-indicator", "weight_indicator"),
        ({"aggregation": "ratio", "denominator": "people"}, "value-missing", "numerator"),
        ({"aggregation": "ratio", "numerator": "people"}, "value-missing", "denominator"),
        ({"numerator": "people;ghosts"}, "unknown-indicator", "numerator"),
        ({"base": ""}, "value-missing", "base"),
        ({"base": "ghosts"}, "unknown-indicator", "base"),
        ({"smallest_base": "0"}, "value-not-allowed", "smallest_base"),
        ({"target_areas": "health"}, "unknown-target-area", "target_areas"),
        ({"headline": "maybe"}, "value-not-allowed", "headline"),
        ({"phrase_sv": ""}, "value-missing", "phrase_sv"),
        ({"who_many_en": ""}, "value-missing", "who_many_en"),
        ({"phrase_en": "many are tall"}, "value-not-allowed", "phrase_en"),
        ({"phrase_sv": "är {share} av {people} långa"}, "value-not-allowed", "phrase_sv"),
    ],
)
def test_wrong_cell_is_named(
    tmp_path: Path, change: dict[str, str], code: str, column: str
) -> None:
    definitions, problems = read_definitions(write(tmp_path, COUNT, SHARE | change))
    assert definitions == {}
    value = change.get(column, SHARE.get(column, "")).split(";")[-1]
    assert (code, 3, column, value) in map(place, problems)
    assert all(problem.hint and problem.file == "indicators.csv" for problem in problems)


def test_all_problems_are_listed_at_once(tmp_path: Path) -> None:
    broken = COUNT | {"name_sv": "", "unit": "miles"}
    _, problems = read_definitions(write(tmp_path, broken, SHARE | {"weight_indicator": "x"}))
    assert list(map(place, problems)) == [
        ("value-missing", 2, "name_sv", ""),
        ("value-not-allowed", 2, "unit", "miles"),
        ("unknown-indicator", 3, "weight_indicator", "x"),
    ]


def test_indicator_that_stands_twice_is_refused(tmp_path: Path) -> None:
    _, problems = read_definitions(write(tmp_path, COUNT, SHARE, COUNT))
    assert list(map(place, problems)) == [("duplicate-row", 4, "indicator_id", "people")]


def test_sources_are_read(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "sources.csv",
        "source_id,publisher,title,read_from",
        "office,Town,Table 1,a copy",
    )
    assert read_sources(path) == ({"office": Source("office", "Town", "Table 1", "a copy")}, [])


def test_faulty_sources_are_named(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "sources.csv",
        "source_id,publisher,title,read_from",
        "office,,Table 1,a copy",
        "office,Town,Table 1,a copy",
    )
    _, problems = read_sources(path)
    assert list(map(place, problems)) == [
        ("value-missing", 2, "publisher", ""),
        ("duplicate-row", 3, "source_id", "office"),
    ]
