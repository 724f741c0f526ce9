from dataclasses import replace

from explorer.effort.standing import find_standing
from geodata.areas import AreaLevel
from indicators.definitions import Direction, IndicatorDefinition, Kind, TargetArea
from tests.unit.explorer.effort.town import JOBS, figures, make_town
from tests.unit.indicators.made_up import Row

PRIMARY = AreaLevel.PRIMARY_AREA
SECOND = replace(JOBS, indicator_id="second")


def standing_of(*definitions: IndicatorDefinition, rows: list[Row] | None = None) -> str:
    every = [row for each in definitions for row in figures(each.indicator_id)]
    town = make_town(rows=every if rows is None else rows, definitions=definitions)
    found = find_standing(town, TargetArea.WORK, PRIMARY)
    return "" if found is None else f"{found.definition.indicator_id} {found.selection.period}"


def test_first_headline_indicator_of_the_file_stands_for_its_target_area() -> None:
    assert standing_of(JOBS, SECOND) == "jobs 2024"
    assert standing_of(SECOND, JOBS) == "second 2024"
    assert standing_of(replace(JOBS, headline=False), SECOND) == "second 2024"


def test_another_indicator_stands_in_where_no_headline_one_can() -> None:
    assert standing_of(replace(JOBS, headline=False)) == "jobs 2024"


def test_indicator_without_a_better_end_and_a_count_never_stand_for_anything() -> None:
    assert standing_of(replace(JOBS, direction=Direction.CONTEXT)) == ""
    assert standing_of(replace(JOBS, kind=Kind.COUNT)) == ""


def test_indicator_of_another_target_area_stands_for_that_alone() -> None:
    assert standing_of(replace(JOBS, target_areas=(TargetArea.SCHOOLING,))) == ""


def test_gap_is_of_the_newest_period_and_needs_a_value_of_the_city() -> None:
    both = figures(period="2020") + figures(period="2022")
    assert standing_of(JOBS, rows=both) == "jobs 2022"
    without = figures(city=None) + figures("second")
    assert standing_of(JOBS, SECOND, rows=without) == "second 2024"
