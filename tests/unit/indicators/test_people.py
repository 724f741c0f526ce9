from collections.abc import Mapping
from dataclasses import replace

import pytest

from geodata.areas import AreaRegister
from indicators.comparison import People
from indicators.measures.interval import Interval
from indicators.people import GapInPeople, Headcount, Unknown, count_people, round_people
from tests.unit.indicators.gaps_by_hand import (
    Cell,
    Z,
    by_code,
    compare_town,
    make_gap_table,
    published,
    united,
)
from tests.unit.indicators.made_up import Row, on_level, primary

PEOPLE = primary("population", 1000, 500, 2000, 400, 100)


def city(indicator_id: str, value: float) -> list[Row]:
    return on_level(indicator_id, "municipality", {"9999": value})


def count_town(
    town: AreaRegister,
    rows: list[Row],
    indicator_id: str = "work",
    *,
    cells: Mapping[tuple[str, str, str], Mapping[str, Cell]] | None = None,
    seed: int = 1,
) -> GapInPeople | Unknown:
    table = make_gap_table(rows, cells=cells)
    return count_people(compare_town(table, town, indicator_id), seed=seed)


def told(found: GapInPeople | Unknown) -> GapInPeople:
    assert isinstance(found, GapInPeople)
    return found


def numbers(found: GapInPeople) -> dict[str, float]:
    return {unit: each.people for unit, each in found.areas.items()}


def test_area_lacks_its_base_times_its_distance_from_the_city(town: AreaRegister) -> None:
    """
    Of 1 000 people 70 percent have work, of the city 80: with its share it would be 100 more.

    500 · 5 % = 25 and 2 000 · 10 % = 200; the areas at 80 and above lack nobody. Together 325.
    """
    found = told(
        count_town(town, [*primary("work", 70, 75, 70, 80, 90), *city("work", 80), *PEOPLE])
    )
    assert list(found.areas) == ["103", "101", "102"]
    assert numbers(found) == pytest.approx({"103": 200, "101": 100, "102": 25})
    assert found.total.people == pytest.approx(325)
    assert (found.city, found.more) == (80, True)
    assert found.base == People(("population",), "2024")
    assert found.hidden == ()


def test_share_that_had_better_be_low_would_be_fewer_people(town: AreaRegister) -> None:
    """30 percent of 1 000 against 20 of the city: 100 fewer; only areas above it count."""
    rows = [*primary("poor", 30, 20, 10, 25, 5), *city("poor", 20), *PEOPLE]
    found = told(count_town(town, rows, "poor"))
    assert numbers(found) == pytest.approx({"101": 100, "201": 20})
    assert found.total.people == pytest.approx(120)
    assert not found.more


def test_areas_with_one_figure_are_counted_together(town: AreaRegister) -> None:
    rows = [*primary("work", 70, 70, 80, 80, 80), *city("work", 80), *PEOPLE]
    found = told(count_town(town, rows, cells=united("work", "2024")))
    assert numbers(found) == pytest.approx({"101+102": 150})


def test_interval_of_an_area_is_that_of_its_share_in_people(town: AreaRegister) -> None:
    """A standard error of 2 points is 20 of 1 000 people: 100 ± 39.2."""
    values = by_code(70, 80, 80, 80, 80)
    cells: dict[tuple[str, str, str], dict[str, Cell]] = published("work", values, error=2.0)
    for each, base in zip(cells.values(), (1000.0, 500.0, 2000.0, 400.0, 100.0), strict=True):
        each["denominator"] = base
    rows = [*primary("work", *values.values()), *city("work", 80), *PEOPLE]
    found = told(count_town(town, rows, cells=cells))
    assert found.base == People((), "2024")
    headcount = found.areas["101"]
    assert headcount.interval is not None
    assert headcount.people == pytest.approx(100)
    assert tuple(headcount.interval) == pytest.approx((100 - 20 * Z, 100 + 20 * Z))
    # The sum of one area has that area's interval, but for what 2 000 draws leave to chance.
    assert found.total.interval is not None
    assert tuple(found.total.interval) == pytest.approx((60.8, 139.2), abs=4)


def test_interval_of_an_area_ends_at_nobody(town: AreaRegister) -> None:
    """With 1 percent of 100 people and an error of 4 it may well be on the other side."""
    rows = [*primary("work", 90, 90, 90, 90, 79), *city("work", 80), *PEOPLE]
    found = told(count_town(town, rows))
    interval = found.areas["202"].interval
    assert interval is not None
    assert interval.lower == 0
    assert interval.upper > found.areas["202"].people == pytest.approx(1)
    assert found.total.interval is not None
    assert found.total.interval.lower == 0


def test_interval_of_the_sum_is_narrower_than_the_sum_of_intervals(town: AreaRegister) -> None:
    """Four areas, each 100 ± 39.2: together 400 ± 78.4 and not ± 156.8."""
    values = by_code(70, 70, 70, 70, 80)
    cells: dict[tuple[str, str, str], dict[str, Cell]] = published("work", values, error=2.0)
    for each in cells.values():
        each["denominator"] = 1000.0
    rows = [*primary("work", *values.values()), *city("work", 80), *PEOPLE]
    found = told(count_town(town, rows, cells=cells))
    assert found.total.people == pytest.approx(400)
    assert found.total.interval is not None
    assert tuple(found.total.interval) == pytest.approx((400 - 78.4, 400 + 78.4), abs=8)


def test_same_seed_gives_the_same_interval(town: AreaRegister) -> None:
    rows = [*primary("work", 70, 75, 70, 80, 90), *city("work", 80), *PEOPLE]
    first, again, other = (told(count_town(town, rows, seed=seed)).total for seed in (1, 1, 2))
    assert first == again
    assert first.interval != other.interval
    for each in (first, other):
        assert each.interval is not None
        assert each.interval.lower <= each.people <= each.interval.upper


def test_area_with_a_small_base_is_not_told_of_nor_counted(town: AreaRegister) -> None:
    """Without a smallest base of its own the indicator tells of no area with fewer than 10."""
    people = primary("population", 1000, 9, 10, 400, 9)
    rows = [*primary("work", 70, 70, 70, 80, 90), *city("work", 80), *people]
    found = told(count_town(town, rows))
    assert numbers(found) == pytest.approx({"101": 100, "103": 1})
    # 202 lies on the better side, where nobody is counted anyway.
    assert found.hidden == ("102",)
    assert found.total.people == pytest.approx(101)


def test_smallest_base_of_the_indicator_goes_before_the_general_one(town: AreaRegister) -> None:
    """A comparison of areas together may hold a base that the areas' own rule does not reach."""
    rows = [*primary("work", 70, 75, 70, 80, 90), *city("work", 80), *PEOPLE]
    comparison = compare_town(make_gap_table(rows), town, "work")
    strict = replace(comparison, definition=replace(comparison.definition, smallest_base=600))
    found = told(count_people(strict))
    assert set(found.areas) == {"101", "103"}
    assert found.hidden == ("102",)


def test_withheld_area_is_not_counted(town: AreaRegister) -> None:
    rows = [*primary("work", 70, 75, 80, 80, None), *city("work", 80), *PEOPLE]
    rows.append(Row("work", "primary_area", "202", None, status="suppressed"))
    found = told(count_town(town, rows))
    assert set(found.areas) == {"101", "102"}
    assert found.hidden == ()


def test_nobody_lacks_anything_where_all_are_alike(town: AreaRegister) -> None:
    rows = [*primary("work", 80, 80, 80, 80, 80), *city("work", 80), *PEOPLE]
    found = told(count_town(town, rows))
    assert (dict(found.areas), found.total, found.hidden) == ({}, Headcount(0, None), ())


def test_area_whose_base_is_not_known_is_not_counted(town: AreaRegister) -> None:
    people = primary("population", 1000, None, 2000, 400, 100)
    rows = [*primary("work", 70, 10, 80, 80, 80), *city("work", 80), *people]
    found = told(count_town(town, rows))
    assert numbers(found) == pytest.approx({"101": 100})


def test_interval_of_the_sum_needs_that_of_every_area(town: AreaRegister) -> None:
    rows = [*primary("work", 70, 75, 80, 80, 80), *city("work", 80), *PEOPLE]
    comparison = compare_town(make_gap_table(rows), town, "work")
    assert comparison.groups.standard_error is not None
    errors = comparison.groups.standard_error.drop("102").reindex(comparison.groups.estimates.index)
    gone = replace(comparison, groups=replace(comparison.groups, standard_error=errors))
    found = told(count_people(gone))
    assert found.areas["102"].interval is None
    assert found.areas["101"].interval is not None
    assert found.total.interval is None


@pytest.mark.parametrize(
    ("indicator_id", "reason"),
    [
        ("income", Unknown.NOT_A_SHARE),
        ("born", Unknown.NO_BETTER_END),
        ("unsure", Unknown.NO_BASE),
    ],
)
def test_gap_that_is_not_told_in_people_says_why(
    town: AreaRegister, indicator_id: str, reason: Unknown
) -> None:
    rows = [*primary(indicator_id, 70, 75, 70, 80, 90), *city(indicator_id, 80), *PEOPLE]
    assert count_town(town, rows, indicator_id) is reason


def test_without_a_value_of_the_city_there_is_nothing_to_hold_areas_against(
    town: AreaRegister,
) -> None:
    rows = [*primary("work", 70, 75, 70, None, 90), *PEOPLE]
    assert count_town(town, rows) is Unknown.NO_CITY


@pytest.mark.parametrize(
    ("number", "told_as"),
    [
        (0, 0), (2.4, 0), (2.6, 5), (7.4, 5), (97.4, 95), (97.6, 100), (99.9, 100),
        (100, 100), (104, 100), (106, 110), (994, 990), (9994, 9990), (9996, 10_000),
        (10_000, 10_000), (10_049, 10_000), (10_051, 10_100), (-43, -45),
    ],
)  # fmt: skip
def test_people_are_rounded_to_5_to_10_or_to_100(number: float, told_as: int) -> None:
    """To 5 under 100, to 10 from there and under 10 000, to 100 from there."""
    assert round_people(number) == told_as


def test_headcount_is_not_rounded(town: AreaRegister) -> None:
    rows = [*primary("work", 79.7, 80, 80, 80, 80), *city("work", 80), *PEOPLE]
    found = told(count_town(town, rows))
    assert found.areas["101"].people == pytest.approx(3)
    assert isinstance(found.areas["101"].interval, Interval)
