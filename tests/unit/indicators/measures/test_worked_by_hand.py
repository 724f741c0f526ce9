"""Every measure on two or three groups, worked by hand."""

from math import log, sqrt

import pytest

from indicators.measures.attribution import (
    population_attributable_fraction,
    population_attributable_risk,
)
from indicators.measures.concentration import (
    absolute_concentration_index,
    relative_concentration_index,
)
from indicators.measures.contrast import difference, ratio
from indicators.measures.deviation import (
    index_of_disparity,
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
)
from indicators.measures.entropy import mean_log_deviation, theil, theil_between, theil_within
from indicators.measures.gini import gini
from indicators.measures.percentiles import percentile, percentile_gap, percentile_ratio
from indicators.measures.ranking import ridits
from indicators.measures.slope import relative_index, slope_index
from indicators.measures.variance import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
)
from tests.unit.indicators.measures.made_up import series, words

# Three quarters of the people have 10, one quarter 30: the mean is 15.
VALUES = series(10, 30)
PEOPLE = series(300, 100)


# Ends


def test_difference_without_order_is_highest_less_lowest() -> None:
    assert difference(series(20, 50, 30), series(1, 1, 1)) == 30
    assert difference(series(20, 50, 30), series(1, 1, 1), favourable=False) == 30


def test_difference_with_order_takes_the_ends_of_the_order() -> None:
    order = series(2, 3, 1)
    # Most advantaged b (50), least c (30), though a has the lowest value.
    assert difference(series(20, 50, 30), series(1, 1, 1), order=order) == 20
    assert difference(series(20, 50, 30), series(1, 1, 1), order=order, favourable=False) == -20


def test_groups_that_share_an_end_count_as_one_by_people() -> None:
    order, people = series(1, 2, 2), series(5, 1, 3)
    # b and c together: (40 + 3 · 60) / 4 = 55.
    assert difference(series(15, 40, 60), people, order=order) == 40
    assert population_attributable_risk(series(15, 40, 60), people, order=order) == pytest.approx(
        55 - (75 + 40 + 180) / 9
    )


def test_one_place_for_all_is_no_order() -> None:
    assert difference(series(50, 20), series(1, 1), order=series(0, 0)) == 30


def test_ratio_divides_the_same_ends() -> None:
    assert ratio(series(20, 50, 30), series(1, 1, 1)) == 2.5
    order = series(1, 2)
    assert ratio(series(20, 50), series(1, 1), order=order) == 2.5
    assert ratio(series(20, 50), series(1, 1), order=order, favourable=False) == 0.4


# Spread


def test_variance_weighs_by_people() -> None:
    # 3/4 · 5² + 1/4 · 15² = 75
    assert between_group_variance(VALUES, PEOPLE) == 75
    assert between_group_standard_deviation(VALUES, PEOPLE) == pytest.approx(sqrt(75))
    assert coefficient_of_variation(VALUES, PEOPLE) == pytest.approx(100 * sqrt(75) / 15)


def test_distance_from_mean_is_by_people_or_by_group() -> None:
    # Distances 5 and 15 from the mean of 15.
    assert mean_difference_from_mean(VALUES, PEOPLE) == 7.5
    assert mean_difference_from_mean(VALUES, PEOPLE, weighted=False) == 10
    assert index_of_disparity(VALUES, PEOPLE) == 50
    assert index_of_disparity(VALUES, PEOPLE, weighted=False) == pytest.approx(100 * 10 / 15)


def test_distance_from_best_counts_the_best_group_too() -> None:
    assert mean_difference_from_best(VALUES, PEOPLE) == 15
    assert mean_difference_from_best(VALUES, PEOPLE, weighted=False) == 10
    assert mean_difference_from_best(VALUES, PEOPLE, favourable=False) == 5


def test_distance_from_reference_goes_both_ways() -> None:
    values, people = series(10, 30, 25), series(1, 1, 2)
    # From c: 15, 5 and 0.
    assert mean_difference_from_reference(values, people, reference="c") == 5
    assert mean_difference_from_reference(
        values, people, reference="c", weighted=False
    ) == pytest.approx(20 / 3)


# Entropy


def test_theil_is_ln_2_where_one_of_two_equal_groups_has_all() -> None:
    assert theil(series(10, 0), series(7, 7)) == pytest.approx(log(2))


def test_theil_of_three_quarters_and_one() -> None:
    # Relative values 2/3 and 2.
    assert theil(VALUES, PEOPLE) == pytest.approx(0.75 * 2 / 3 * log(2 / 3) + 0.25 * 2 * log(2))


def test_log_deviation_of_three_quarters_and_one() -> None:
    assert mean_log_deviation(VALUES, PEOPLE) == pytest.approx(0.75 * log(1.5) + 0.25 * log(0.5))


def test_theil_is_all_between_where_parents_are_equal_within() -> None:
    values, people, parents = series(10, 10, 0, 0), series(1, 1, 1, 1), words("nnss")
    assert theil_between(values, people, parents=parents) == pytest.approx(log(2))
    assert theil_within(values, people, parents=parents) == 0


def test_theil_is_all_within_where_parents_are_equal() -> None:
    values, people, parents = series(10, 0, 10, 0), series(1, 1, 1, 1), words("nnss")
    assert theil_between(values, people, parents=parents) == 0
    assert theil_within(values, people, parents=parents) == pytest.approx(log(2))


# Order


def test_ridit_is_the_share_below_and_half_of_the_own() -> None:
    places, people = series(3, 1, 2, 2).to_numpy(), series(2, 4, 1, 3).to_numpy()
    assert ridits(places, people).tolist() == pytest.approx([0.9, 0.2, 0.6, 0.6])


def test_concentration_index_where_one_half_has_all() -> None:
    # Ridits 1/4 and 3/4: 1/2 · 0 · (−1/2) + 1/2 · 10 · 1/2 = 2.5, mean 5.
    values, people, order = series(0, 10), series(1, 1), series(1, 2)
    assert absolute_concentration_index(values, people, order=order) == 2.5
    assert relative_concentration_index(values, people, order=order) == 0.5
    assert absolute_concentration_index(values, people, order=series(2, 1)) == -2.5


def test_slope_goes_through_two_groups_to_both_ends() -> None:
    # From (1/4, 20) to (3/4, 40): a slope of 40, from 10 to 50.
    values, people, order = series(20, 40), series(6, 6), series(1, 2)
    assert slope_index(values, people, order=order) == pytest.approx(40)
    assert relative_index(values, people, order=order) == pytest.approx(5)
    assert slope_index(values, people, order=order, favourable=False) == pytest.approx(-40)
    assert relative_index(values, people, order=order, favourable=False) == pytest.approx(1 / 5)


def test_slope_weighs_people_once() -> None:
    """
    Two, one and one people: ridits 1/4, 5/8, 7/8 with values 0, 0, 8.

    The mean ridit is 1/2, so the distances are −1/4, 1/8, 3/8. Weighted by people the sum of
    distance times value is 3 and the sum of squares 1/8 + 1/64 + 9/64 = 9/32: the slope is 32/3.
    """
    found = slope_index(series(0, 0, 8), series(2, 1, 1), order=series(1, 2, 3))
    assert found == pytest.approx(32 / 3)


# Attribution


def test_attributable_risk_is_from_the_mean_to_the_best() -> None:
    assert population_attributable_risk(VALUES, PEOPLE) == 15
    assert population_attributable_fraction(VALUES, PEOPLE) == 100
    assert population_attributable_risk(VALUES, PEOPLE, favourable=False) == -5
    assert population_attributable_fraction(VALUES, PEOPLE, favourable=False) == pytest.approx(
        -100 / 3
    )


def test_with_an_order_the_most_advantaged_is_the_reference_even_if_not_best() -> None:
    values, people, order = series(10, 30, 26), series(1, 1, 2), series(1, 2, 3)
    # Mean (10 + 30 + 52) / 4 = 23.
    assert population_attributable_risk(values, people, order=order) == 3


def test_attributable_risk_is_zero_where_the_mean_is_better_than_the_reference() -> None:
    order = series(2, 1)
    assert population_attributable_risk(VALUES, PEOPLE, order=order) == 0
    assert population_attributable_fraction(VALUES, PEOPLE, order=order) == 0
    assert population_attributable_risk(VALUES, PEOPLE, order=series(1, 2), favourable=False) == 0


# Gini and percentiles


def test_gini_is_one_half_where_one_of_two_equal_groups_has_all() -> None:
    assert gini(series(10, 0), series(3, 3)) == pytest.approx(0.5)


def test_gini_weighs_by_people() -> None:
    # 2 · 3/4 · 1/4 · 20 / (2 · 15)
    assert gini(VALUES, PEOPLE) == pytest.approx(0.25)


def test_percentile_is_the_lowest_value_that_enough_people_do_not_exceed() -> None:
    values, people = series(30, 10, 20), series(10, 10, 80)
    assert percentile(values, people, share=0.1) == 10
    assert percentile(values, people, share=0.11) == 20
    assert percentile(values, people, share=0.9) == 20
    assert percentile(values, people, share=0.91) == 30
    assert percentile(values, people, share=1) == 30
    assert percentile_gap(values, people) == 10
    assert percentile_ratio(values, people) == 2
