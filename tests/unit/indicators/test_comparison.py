from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
import pytest

from geodata.areas import AreaLevel, AreaRegister
from indicators.comparison import (
    LeftOut,
    NotComparable,
    People,
    Unfit,
    compare_areas,
    middle_unit,
    ordering_indicators,
    take_units,
    year_of,
)
from indicators.observations import shared_areas
from indicators.selection import NotAvailable, Selection
from tests.unit.indicators.gaps_by_hand import (
    LEVEL,
    UNITED,
    WORK,
    Cell,
    Z,
    by_code,
    compare_town,
    make_gap_table,
    published,
    united,
)
from tests.unit.indicators.made_up import Row, on_level, primary

PEOPLE = primary("population", 100, 300, 200, 200, 200)


def wilson_error(percent: float, base: float) -> float:
    """Half the width of Wilson's interval, in standard errors, written out from the paper."""
    share, square = percent / 100, Z**2
    middle = sqrt(share * (1 - share) / base + square / (4 * base**2))
    return 100 * middle / (1 + square / base)


def test_groups_have_value_people_and_standard_error_of_each_area(town: AreaRegister) -> None:
    """With 20 percent of 200 people the error is 100·√(0.2·0.8/200 + z²/160 000)/(1 + z²/200)."""
    table = make_gap_table([*primary("poor", 10, 30, 20, 30, 40), *PEOPLE])
    found = compare_town(table, town, "poor")
    groups = found.groups
    codes = ["101", "102", "103", "201", "202"]
    assert list(groups.estimates.index) == codes
    assert groups.estimates.index.dtype == "str"
    assert groups.estimates.tolist() == [10, 30, 20, 30, 40]
    assert groups.population.tolist() == [100, 300, 200, 200, 200]
    assert groups.estimates.dtype == groups.population.dtype == "float64"
    assert groups.standard_error is not None
    assert groups.standard_error["103"] == pytest.approx(2.8165, abs=1e-4)
    expected = [
        wilson_error(*each) for each in zip(groups.estimates, groups.population, strict=True)
    ]
    assert groups.standard_error.tolist() == pytest.approx(expected)
    assert found.members == {code: (code,) for code in codes}
    assert found.left_out == {}
    assert found.people == found.base == People(("population",), "2024")
    assert found.behind.tolist() == [100, 300, 200, 200, 200]
    # (100·10 + 300·30 + 200·(20 + 30 + 40)) / 1 000
    assert found.mean == pytest.approx(28)


@pytest.mark.parametrize(
    ("indicator_id", "favourable", "directed"),
    [("poor", False, True), ("work", True, True), ("born", True, False)],
)
def test_direction_says_which_end_is_favourable(
    town: AreaRegister, indicator_id: str, favourable: bool, directed: bool
) -> None:
    table = make_gap_table([*primary(indicator_id, 10, 30, 20, 30, 40), *PEOPLE])
    found = compare_town(table, town, indicator_id)
    assert (found.groups.favourable, found.directed) == (favourable, directed)


def test_areas_that_share_a_figure_are_one_unit_with_the_people_of_both(
    town: AreaRegister,
) -> None:
    table = make_gap_table(
        [*primary("poor", 10, 10, 20, 30, 40), *PEOPLE], cells=united("poor", "2024")
    )
    found = compare_town(table, town, "poor")
    assert list(found.members.items()) == [
        ("101+102", ("101", "102")),
        ("103", ("103",)),
        ("201", ("201",)),
        ("202", ("202",)),
    ]
    assert found.groups.estimates.to_dict() == {"101+102": 10, "103": 20, "201": 30, "202": 40}
    assert found.groups.population["101+102"] == found.behind["101+102"] == 400
    assert found.groups.standard_error is not None
    assert found.groups.standard_error["101+102"] == pytest.approx(wilson_error(10, 400))
    assert found.groups.parents is not None
    assert found.groups.parents.to_dict() == {
        "101+102": "10",
        "103": "11",
        "201": "20",
        "202": "20",
    }


def test_area_that_shares_a_figure_with_one_that_has_none_stands_alone(town: AreaRegister) -> None:
    cells = {("poor", "2024", "102"): {"quality": "union", "note": UNITED}}
    table = make_gap_table([*primary("poor", None, 10, 20, 30, 40), *PEOPLE], cells=cells)
    found = compare_town(table, town, "poor")
    assert list(found.members) == ["102", "103", "201", "202"]
    assert found.left_out == {"101": LeftOut.NO_FIGURE}


@pytest.mark.parametrize("shared", ["101", "102"])
def test_figure_of_its_own_is_not_lost_in_a_neighbours_shared_one(
    town: AreaRegister, shared: str
) -> None:
    """Each area stands once, whichever of the two comes first."""
    cells = {("poor", "2024", shared): {"quality": "union", "note": UNITED}}
    table = make_gap_table([*primary("poor", 10, 50, 20, 30, 40), *PEOPLE], cells=cells)
    found = compare_town(table, town, "poor")
    assert found.groups.estimates.to_dict() == by_code(10, 50, 20, 30, 40)
    assert found.groups.population.sum() == 1000


def test_unit_without_the_people_of_one_of_its_areas_is_left_out(town: AreaRegister) -> None:
    table = make_gap_table(
        [*primary("poor", 10, 10, 20, 30, 40), *primary("population", 100, None, 200, 200, 200)],
        cells=united("poor", "2024"),
    )
    found = compare_town(table, town, "poor")
    assert list(found.members) == ["103", "201", "202"]
    assert found.left_out == {"101": LeftOut.NO_PEOPLE, "102": LeftOut.NO_PEOPLE}


def test_every_area_that_is_left_out_has_its_reason(town: AreaRegister) -> None:
    rows = [
        *primary("poor", None, None, 20, 30, 40),
        Row("poor", "primary_area", "101", None, status="suppressed"),
        *primary("population", 100, 300, 0, 200, 200),
    ]
    found = compare_town(make_gap_table(rows), town, "poor")
    assert list(found.members) == ["201", "202"]
    assert found.left_out == {
        "101": LeftOut.WITHHELD,
        "102": LeftOut.NO_FIGURE,
        "103": LeftOut.NO_PEOPLE,
    }


@pytest.mark.parametrize("status", ["missing", "not_applicable"])
def test_area_whose_figure_is_not_withheld_has_none(town: AreaRegister, status: str) -> None:
    rows = [
        *primary("poor", None, 10, 20, 30, 40),
        Row("poor", "primary_area", "101", None, status=status),
        *PEOPLE,
    ]
    found = compare_town(make_gap_table(rows), town, "poor")
    assert found.left_out == {"101": LeftOut.NO_FIGURE}


def test_withheld_area_is_in_no_part_of_the_comparison(town: AreaRegister) -> None:
    """With 3 + 4 pupils 102 is withheld: neither its share nor its people are among the groups."""
    rows = [
        *primary("passed", 50, 3, 20, 30, 40),
        *primary("failed", 50, 4, 20, 30, 40),
        *primary("school", 50, 43, 50, 50, 50),
    ]
    found = compare_town(make_gap_table(rows), town, "school")
    assert found.left_out["102"] is LeftOut.WITHHELD
    held = [found.groups.estimates, found.groups.population, found.behind]
    assert all("102" not in each.index for each in held)
    assert all("102" not in unit for unit in found.members)


def test_people_are_those_counted_before_the_weight_before_residents(town: AreaRegister) -> None:
    rows = [
        *primary("adult_work", 10, 30, 20, 30, 40),
        *primary("unsure", 10, 30, 20, 30, 40),
        *primary("income", 10, 30, 20, 30, 40),
        *PEOPLE,
        *primary("adults", 60, 200, 100, 100, 100),
        *primary("people", 1, 1, 1, 1, 1),
    ]
    table = make_gap_table(
        rows, definitions=[replace(WORK, indicator_id="unsure", base=(), weight_indicator="people")]
    )
    found = {name: compare_town(table, town, name) for name in ("adult_work", "unsure", "income")}
    assert {name: each.people.indicators for name, each in found.items()} == {
        "adult_work": ("adults",),
        "unsure": ("people",),
        "income": ("population",),
    }
    assert found["adult_work"].groups.population.tolist() == [60, 200, 100, 100, 100]
    assert found["unsure"].groups.population.tolist() == [1, 1, 1, 1, 1]
    assert found["income"].groups.population.tolist() == [100, 300, 200, 200, 200]


def test_weight_stands_in_for_a_base_that_was_never_counted(town: AreaRegister) -> None:
    table = make_gap_table([*primary("adult_work", 10, 30, 20, 30, 40), *PEOPLE])
    found = compare_town(table, town, "adult_work")
    assert found.people == People(("population",), "2024")
    assert found.base is None
    assert found.groups.standard_error is None


def test_base_of_two_counts_is_their_sum(town: AreaRegister) -> None:
    rows = [
        *primary("passed", 50, 30, 20, 30, 40),
        *primary("failed", 50, 20, 20, 30, 40),
        *primary("school", 50, 60, 50, 50, 50),
    ]
    found = compare_town(make_gap_table(rows), town, "school")
    assert found.people == found.base == People(("passed", "failed"), "2024")
    assert found.groups.population.tolist() == [100, 50, 40, 60, 80]


COUNTED = (100, 300, 200, 200, 200)
FOUR = (100, None, 200, 200, 200)


@pytest.mark.parametrize(
    ("counts", "period"),
    [
        pytest.param({"2024": COUNTED, "2023": COUNTED}, "2024", id="its own"),
        pytest.param({"2024": FOUR, "2016": COUNTED}, "2016", id="most areas before nearest"),
        pytest.param({"2020": COUNTED, "2023": COUNTED}, "2023", id="nearest"),
        pytest.param({"2023": COUNTED, "2025": COUNTED}, "2023", id="earlier of two as near"),
        pytest.param({"2020": COUNTED, "2025": COUNTED}, "2025", id="later if nearer"),
        pytest.param({"2024": FOUR, "2023": FOUR}, "2024", id="nearest of two that lack one"),
    ],
)
def test_people_are_of_the_period_with_most_areas_then_the_nearest_then_the_earlier(
    town: AreaRegister, counts: dict[str, tuple[float | None, ...]], period: str
) -> None:
    rows = [
        row
        for each, numbers in counts.items()
        for row in primary("population", *numbers, period=each)
    ]
    table = make_gap_table([*primary("poor", 10, 30, 20, 30, 40), *rows])
    assert compare_town(table, town, "poor").people == People(("population",), period)


def test_only_areas_with_a_value_count_for_the_period_of_the_people(town: AreaRegister) -> None:
    rows = [
        *primary("poor", 10, None, 20, 30, 40),
        *primary("population", *FOUR),
        *primary("population", *COUNTED, period="2023"),
    ]
    assert compare_town(make_gap_table(rows), town, "poor").people.period == "2024"


def test_counts_are_taken_from_one_period_that_all_of_them_have(town: AreaRegister) -> None:
    rows = [
        *primary("school", 50, 60, 50, 50, 50),
        *primary("passed", 50, 30, 20, 30, 40),
        *primary("passed", 51, 31, 21, 31, 41, period="2022"),
        *primary("failed", 50, 20, 20, 30, 40, period="2022"),
    ]
    found = compare_town(make_gap_table(rows), town, "school")
    assert found.people == People(("passed", "failed"), "2022")
    assert found.groups.population.tolist() == [101, 51, 41, 61, 81]


def test_count_that_two_areas_share_is_counted_for_neither(town: AreaRegister) -> None:
    """A shared 400 taken for each of the two would make them twice as large."""
    table = make_gap_table(
        [*primary("poor", 10, 30, 20, 30, 40), *primary("population", 400, 400, 200, 200, 200)],
        cells=united("population", "2024"),
    )
    found = compare_town(table, town, "poor")
    assert found.left_out == {"101": LeftOut.NO_PEOPLE, "102": LeftOut.NO_PEOPLE}


@pytest.mark.parametrize(("period", "known"), [("2022", True), ("2026", True), ("2021", False)])
def test_base_is_known_within_two_years_and_people_from_any(
    town: AreaRegister, period: str, known: bool
) -> None:
    rows = [*primary("poor", 10, 30, 20, 30, 40), *primary("population", *COUNTED, period=period)]
    found = compare_town(make_gap_table(rows), town, "poor")
    assert found.people == People(("population",), period)
    assert found.base == (found.people if known else None)
    assert (found.groups.standard_error is not None) == known
    assert found.behind.notna().all() == known


def test_share_without_a_base_has_no_interval(town: AreaRegister) -> None:
    table = make_gap_table([*primary("unsure", 10, 30, 20, 30, 40), *PEOPLE])
    found = compare_town(table, town, "unsure")
    assert found.groups.standard_error is None
    assert found.base is None
    assert found.behind.isna().all()
    assert found.people == People(("population",), "2024")


def test_median_has_an_interval_only_where_one_is_published(town: AreaRegister) -> None:
    values = by_code(250, 300, 280, 310, 400)
    rows = [*primary("income", *values.values()), *PEOPLE]
    plain = compare_town(make_gap_table(rows), town, "income")
    assert plain.groups.standard_error is None
    cells = published("income", values, error=4.0)
    found = compare_town(make_gap_table(rows, cells=cells), town, "income")
    assert found.groups.standard_error is not None
    assert found.groups.standard_error.tolist() == pytest.approx([4.0] * 5)
    assert found.base == People((), "2024")


def test_published_interval_is_taken_before_wilsons(town: AreaRegister) -> None:
    """From 10.1 to 29.7 are 19.6 points: two times 1.96 standard errors of 5."""
    values = by_code(10, 30, 20, 30, 40)
    cells: dict[tuple[str, str, str], dict[str, Cell]] = {
        ("poor", "2024", code): {"lower": value - 9.8, "upper": value + 9.8}
        for code, value in values.items()
    }
    table = make_gap_table([*primary("poor", *values.values()), *PEOPLE], cells=cells)
    found = compare_town(table, town, "poor")
    assert found.base == People((), "2024")
    assert found.groups.standard_error is not None
    assert found.groups.standard_error.tolist() == pytest.approx([5.0] * 5, rel=1e-4)
    assert found.behind.isna().all()
    assert found.groups.population.tolist() == [100, 300, 200, 200, 200]


def test_published_denominator_is_taken_before_a_count(town: AreaRegister) -> None:
    cells: dict[tuple[str, str, str], dict[str, Cell]] = {
        ("poor", "2024", code): {"denominator": 50.0} for code in by_code(0, 0, 0, 0, 0)
    }
    table = make_gap_table([*primary("poor", 10, 30, 20, 30, 40), *PEOPLE], cells=cells)
    found = compare_town(table, town, "poor")
    assert found.base == People((), "2024")
    assert found.behind.tolist() == [50] * 5
    assert found.groups.standard_error is not None
    assert found.groups.standard_error["103"] == pytest.approx(wilson_error(20, 50))
    assert found.groups.population.tolist() == [100, 300, 200, 200, 200]


def test_denominator_that_is_published_with_a_shared_figure_counts_once(
    town: AreaRegister,
) -> None:
    cells: dict[tuple[str, str, str], dict[str, Cell]] = {
        ("poor", "2024", code): {"denominator": 390.0 if code in ("101", "102") else 190.0}
        for code in by_code(0, 0, 0, 0, 0)
    }
    for key, more in united("poor", "2024").items():
        cells[key] |= more
    table = make_gap_table([*primary("poor", 10, 10, 20, 30, 40), *PEOPLE], cells=cells)
    found = compare_town(table, town, "poor")
    assert found.behind.to_dict() == {"101+102": 390, "103": 190, "201": 190, "202": 190}


def test_share_outside_zero_to_hundred_has_no_interval_and_is_not_refused(
    town: AreaRegister,
) -> None:
    table = make_gap_table([*primary("poor", 10, 130, 20, 30, 40), *PEOPLE])
    errors = compare_town(table, town, "poor").groups.standard_error
    assert errors is not None
    assert errors.isna().tolist() == [False, True, False, False, False]


def test_count_is_not_compared(town: AreaRegister) -> None:
    with pytest.raises(NotComparable, match="population for primary_area in 2024") as caught:
        compare_town(make_gap_table(PEOPLE), town, "population")
    assert caught.value.reason is Unfit.COUNT
    assert caught.value.selection == Selection("population", LEVEL, "2024")


def test_one_area_is_not_compared(town: AreaRegister) -> None:
    table = make_gap_table([*primary("poor", 10, None, None, None, None), *PEOPLE])
    with pytest.raises(NotComparable) as caught:
        compare_town(table, town, "poor")
    assert caught.value.reason is Unfit.ONE_AREA


def test_two_areas_with_one_figure_are_not_compared(town: AreaRegister) -> None:
    table = make_gap_table(
        [*primary("poor", 10, 10, None, None, None), *PEOPLE], cells=united("poor", "2024")
    )
    with pytest.raises(NotComparable) as caught:
        compare_town(table, town, "poor")
    assert caught.value.reason is Unfit.ONE_AREA


def test_municipality_is_not_compared(town: AreaRegister) -> None:
    table = make_gap_table([*primary("poor", 10, 30, 20, 30, 40), *PEOPLE])
    with pytest.raises(NotComparable) as caught:
        compare_town(table, town, "poor", level=AreaLevel.MUNICIPALITY)
    assert caught.value.reason is Unfit.ONE_AREA


def test_without_anybody_counted_nothing_is_compared(town: AreaRegister) -> None:
    table = make_gap_table(primary("income", 10, 30, 20, 30, 40))
    with pytest.raises(NotComparable) as caught:
        compare_town(table, town, "income")
    assert caught.value.reason is Unfit.NO_PEOPLE


def test_what_is_not_there_is_refused_by_the_selection(town: AreaRegister) -> None:
    table = make_gap_table([*primary("poor", 10, 30, 20, 30, 40), *PEOPLE])
    with pytest.raises(NotAvailable):
        compare_town(table, town, "poor", period="1999")
    with pytest.raises(KeyError, match="'height'"):
        compare_town(table, town, "height")
    with pytest.raises(KeyError, match="'height'"):
        compare_town(table, town, "poor", order_by="height")
    with pytest.raises(NotAvailable, match="income has no values"):
        compare_town(table, town, "poor", order_by="income")


def test_without_a_wish_there_is_no_order(town: AreaRegister) -> None:
    table = make_gap_table([*primary("poor", 10, 30, 20, 30, 40), *PEOPLE])
    found = compare_town(table, town, "poor")
    assert (found.ordered, found.order, found.groups.order) == (None, None, None)


def test_order_counts_upwards_to_the_better_end(town: AreaRegister) -> None:
    rows = [
        *primary("work", 70, 60, 80, 75, 50),
        *primary("poor", 10, 30, 20, 30, 40),
        *primary("income", 400, 250, 300, 310, 200),
        *PEOPLE,
    ]
    table = make_gap_table(rows)
    by_income = compare_town(table, town, "work", order_by="income")
    assert by_income.ordered is not None
    assert by_income.ordered.order is not None
    assert by_income.ordered.order.to_dict() == by_code(400, 250, 300, 310, 200)
    assert by_income.order == Selection("income", LEVEL, "2024")
    by_poverty = compare_town(table, town, "work", order_by="poor")
    assert by_poverty.ordered is not None
    assert by_poverty.ordered.order is not None
    assert by_poverty.ordered.order.to_dict() == by_code(-10, -30, -20, -30, -40)


def test_area_without_a_place_stays_in_the_groups_that_need_none(town: AreaRegister) -> None:
    rows = [
        *primary("work", 70, 60, 80, 75, 50),
        *primary("income", 400, None, 300, 310, 200),
        *PEOPLE,
    ]
    found = compare_town(make_gap_table(rows), town, "work", order_by="income", reference="102")
    assert list(found.groups.estimates.index) == ["101", "102", "103", "201", "202"]
    assert found.groups.order is None
    assert found.groups.reference == "102"
    assert found.left_out == {}
    ordered = found.ordered
    assert ordered is not None
    codes = ["101", "103", "201", "202"]
    parts = [ordered.estimates, ordered.population, ordered.order, ordered.standard_error]
    assert [list(each.index) for each in parts if each is not None] == [codes] * 4
    assert ordered.estimates.tolist() == [70, 80, 75, 50]
    assert ordered.reference is None


def test_place_of_areas_together_is_their_mean_by_people(town: AreaRegister) -> None:
    """(100·100 + 300·200) / 400 = 175."""
    rows = [
        *primary("work", 70, 70, 80, 75, 50),
        *primary("income", 100, 200, 300, 310, 200),
        *PEOPLE,
    ]
    table = make_gap_table(rows, cells=united("work", "2024"))
    found = compare_town(table, town, "work", order_by="income")
    assert found.ordered is not None
    assert found.ordered.order is not None
    assert found.ordered.order["101+102"] == pytest.approx(175)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [(("2020", "2023"), "2023"), (("2023", "2025"), "2023"), (("2020", "2025"), "2025")],
)
def test_order_is_of_the_nearest_period_the_earlier_of_two(
    town: AreaRegister, periods: tuple[str, ...], expected: str
) -> None:
    rows = [*primary("work", 70, 60, 80, 75, 50), *PEOPLE]
    for period in periods:
        rows += primary("income", 400, 250, 300, 310, 200, period=period)
    found = compare_town(make_gap_table(rows), town, "work", order_by="income")
    assert found.order == Selection("income", LEVEL, expected)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param((1, 1, 1, 1, 1), "103", id="as many everywhere"),
        pytest.param((1, 1, 1, 1, 10), "202", id="most at the end"),
        pytest.param((10, 1, 1, 1, 1), "101", id="most at the start"),
        pytest.param((2, 2, 1, 1, 2), "102", id="just half"),
    ],
)
def test_reference_is_the_area_of_the_resident_in_the_middle(
    town: AreaRegister, people: tuple[float, ...], expected: str
) -> None:
    rows = [*primary("poor", 10, 20, 30, 40, 50), *primary("population", *people)]
    assert compare_town(make_gap_table(rows), town, "poor").groups.reference == expected


def test_reference_is_the_unit_of_the_area_that_is_asked_for(town: AreaRegister) -> None:
    rows = [*primary("poor", 10, 10, 20, None, 40), *PEOPLE]
    table = make_gap_table(rows, cells=united("poor", "2024"))
    # Half of the 800 people who are compared live in 101 and 102, which come first.
    middle = "101+102"
    wishes = {"102": middle, "202": "202", "103": "103", "201": middle, "888": middle, None: middle}
    for wish, unit in wishes.items():
        assert compare_town(table, town, "poor", reference=wish).groups.reference == unit


def test_middle_does_not_depend_on_the_order_of_the_rows() -> None:
    values = pd.Series([30.0, 10.0, 20.0], index=list("abc"))
    people = pd.Series([100.0, 10.0, 80.0], index=list("abc"))
    # Rising: 10 people, 90 people, 190 people; half are 95.
    assert middle_unit(values, people) == "a"
    assert middle_unit(values[::-1], people) == "a"


def test_parents_are_the_next_larger_areas_where_there_are_several(town: AreaRegister) -> None:
    rows = [*primary("poor", 10, 30, 20, 30, 40), *PEOPLE]
    table = make_gap_table(rows)
    parents = compare_town(table, town, "poor").groups.parents
    assert parents is not None
    assert parents.to_dict() == dict(
        zip(["101", "102", "103", "201", "202"], ["10", "10", "11", "20", "20"], strict=True)
    )
    intermediate = compare_town(table, town, "poor", level=AreaLevel.INTERMEDIATE_AREA)
    assert intermediate.groups.parents is not None
    assert intermediate.groups.parents.to_dict() == {"10": "01", "11": "01", "20": "02"}
    # All city areas, and all districts, lie in the one municipality.
    for level in (AreaLevel.CITY_AREA, AreaLevel.DISTRICT_2011):
        assert compare_town(table, town, "poor", level=level).groups.parents is None


def test_single_parent_is_none(town: AreaRegister) -> None:
    table = make_gap_table([*primary("poor", 10, 30, None, None, None), *PEOPLE])
    assert compare_town(table, town, "poor").groups.parents is None


def test_computed_level_takes_its_people_on_the_same_level(town: AreaRegister) -> None:
    """Hill: (100·10 + 300·30) / 400 = 25."""
    table = make_gap_table([*primary("poor", 10, 30, 20, 30, 40), *PEOPLE])
    found = compare_town(table, town, "poor", level=AreaLevel.INTERMEDIATE_AREA)
    assert found.groups.estimates.to_dict() == pytest.approx({"10": 25, "11": 20, "20": 35})
    assert found.groups.population.to_dict() == {"10": 400, "11": 200, "20": 400}


def test_ordering_indicators_have_a_better_end_and_values_on_the_level(town: AreaRegister) -> None:
    rows = [
        *primary("work", 70, 60, 80, 75, 50),
        *primary("born", 70, 60, 80, 75, 50),
        *primary("poor", 70, 60, 80, 75, 50, period="2014"),
        *on_level("income", "city_area", {"01": 300, "02": 250}),
        *PEOPLE,
    ]
    table = make_gap_table(rows)
    assert ordering_indicators(table, town, LEVEL) == ["work", "poor"]
    assert "income" in ordering_indicators(table, town, AreaLevel.CITY_AREA)


def test_taking_units_keeps_every_part_of_them(town: AreaRegister) -> None:
    table = make_gap_table([*primary("poor", 10, 20, 30, 40, 50), *PEOPLE])
    groups = compare_town(table, town, "poor", reference="101").groups
    kept = take_units(groups, pd.Index(["202", "101"]))
    parts = [kept.estimates, kept.population, kept.standard_error, kept.parents]
    assert [list(each.index) for each in parts if each is not None] == [["202", "101"]] * 4
    assert kept.reference == "101"
    assert kept.order is None
    assert take_units(groups, pd.Index(["202", "103"])).reference is None
    assert len(groups.estimates) == 5


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("value for the union 609+610: SCB RegSO cannot be split", ("609", "610")),
        ("mean of the DeSO values, one value for the union 1+2+3", ("1", "2", "3")),
        ("one value for the union 609", ()),
        ("609+610", ()),
        ("", ()),
    ],
)
def test_note_names_the_areas_that_share_a_figure(note: str, codes: tuple[str, ...]) -> None:
    assert shared_areas(note) == codes


def test_period_counts_by_the_year_it_begins_in() -> None:
    assert (year_of("2018"), year_of("2024-2025")) == (2018, 2024)


def test_comparing_does_not_change_the_table(town: AreaRegister) -> None:
    table = make_gap_table([*primary("poor", 10, 20, 30, 40, 50), *PEOPLE])
    before = table.observations.copy()
    found = compare_areas(table, town, Selection("poor", LEVEL, "2024"), order_by="poor")
    found.groups.estimates.iloc[0] = np.nan
    pd.testing.assert_frame_equal(table.observations, before)
    assert compare_town(table, town, "poor").groups.estimates["101"] == 10
