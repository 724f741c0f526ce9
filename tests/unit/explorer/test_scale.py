"""Classes by each scheme, against figures worked by hand, brute force and mapclassify."""

import warnings
from itertools import combinations, pairwise

import mapclassify
import numpy as np
import pandas as pd
import pytest

from explorer.scale import RATIO_STEPS, Interval, Scale, build_scale, intervals
from explorer.view import Scheme, Show
from geodata.areas import AreaLevel, load_areas
from indicators.selection import Selected, Selection, select
from indicators.table import load_table

FROM_DATA = (
    Scheme.QUANTILES,
    Scheme.FISHER_JENKS,
    Scheme.EQUAL_INTERVALS,
    Scheme.STANDARD_DEVIATIONS,
)


def build(
    values: object,
    scheme: Scheme,
    classes: int = 5,
    *,
    centre: float | None = None,
    show: Show = Show.VALUE,
    breaks: tuple[float, ...] = (),
) -> Scale:
    series = pd.Series(values, dtype="float64")
    return build_scale(
        series, scheme=scheme, classes=classes, centre=centre, show=show, breaks=breaks
    )


def sizes(scale: Scale, values: object) -> list[int]:
    found = scale.assign(pd.Series(values, dtype="float64")).value_counts()
    return [int(found.get(each, 0)) for each in range(scale.classes)]


@pytest.fixture(scope="module")
def low_standard() -> Selected:
    areas = load_areas()
    chosen = Selection("low_economic_standard", AreaLevel.PRIMARY_AREA, "2024")
    return select(load_table(areas), areas, chosen)


# Which class a value belongs to


def test_value_on_a_break_belongs_to_the_class_below() -> None:
    scale = Scale((10.0, 20.0), None, Scheme.OWN)
    found = scale.assign(pd.Series([9.0, 10.0, 10.001, 20.0, 20.001]))
    assert found.tolist() == [0, 0, 1, 1, 2]


def test_computed_value_on_a_break_is_on_it_despite_its_last_bits() -> None:
    # 17.8 - 15.3 is 2.5000000000000018 in floats.
    scale = Scale((-2.5, 2.5), 1.0, Scheme.CITY)
    assert scale.assign(pd.Series([17.8 - 15.3])).tolist() == [1]


def test_missing_value_is_in_no_class() -> None:
    index = pd.Index(["101", "102", "103", "104"], name="area_code")
    values = pd.Series([1.0, np.nan, np.inf, -np.inf], index=index)
    found = Scale((2.0,), None, Scheme.OWN).assign(values)
    assert found.dtype == "Int64"
    pd.testing.assert_index_equal(found.index, index)
    assert found.isna().tolist() == [False, True, True, True]


def test_whole_numbers_with_gaps_can_be_assigned() -> None:
    ranks = pd.Series([1, None, 3], dtype="Int64")
    found = Scale((2.0,), None, Scheme.CITY).assign(ranks)
    assert found.dropna().tolist() == [0, 1]
    assert found.isna().tolist() == [False, True, False]


def test_missing_and_infinite_values_do_not_move_breaks() -> None:
    whole = [1.0, 2, 3, 4, 5, 6, 7, 8]
    for scheme in Scheme:
        with_gaps = build([*whole, np.nan, np.inf, -np.inf], scheme, 3, centre=4)
        assert with_gaps == build(whole, scheme, 3, centre=4)


def test_intervals_have_open_ends() -> None:
    assert intervals(Scale((1.0, 2.0), None, Scheme.OWN)) == (
        Interval(None, 1.0),
        Interval(1.0, 2.0),
        Interval(2.0, None),
    )
    assert intervals(Scale((), None, Scheme.OWN)) == (Interval(None, None),)


# As many classes as the data allow


@pytest.mark.parametrize("scheme", [*FROM_DATA, Scheme.CITY])
@pytest.mark.parametrize("classes", range(3, 10))
def test_every_scheme_makes_the_classes_asked_for(scheme: Scheme, classes: int) -> None:
    values = np.random.default_rng(2).uniform(0, 100, 96)
    if scheme is Scheme.STANDARD_DEVIATIONS:
        values = np.random.default_rng(2).normal(50, 10, 1000)
    assert build(values, scheme, classes, centre=50).classes == classes


@pytest.mark.parametrize("scheme", FROM_DATA)
def test_fewer_different_values_make_fewer_classes(scheme: Scheme) -> None:
    values = [1.0, 1, 2, 2, 3, 3, 3]
    assert build(values, scheme, 7).classes <= 3
    if scheme in (Scheme.FISHER_JENKS, Scheme.EQUAL_INTERVALS):
        assert sizes(build(values, scheme, 7), values) == [2, 2, 3]


@pytest.mark.parametrize("scheme", set(Scheme) - {Scheme.OWN})
@pytest.mark.parametrize("values", [[], [np.nan], [5.0], [5.0, 5, 5], [0.0, 0]])
def test_no_two_different_values_make_one_class(scheme: Scheme, values: list[float]) -> None:
    for show in Show:
        scale = build(values, scheme, 7, centre=5, show=show)
        assert (scale.breaks, scale.classes) == ((), 1)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(
    "values",
    [
        [-1e308, 0, 1e308],
        [5e-324, 1e-323],
        [0, 0, 0, 0, 0, 0, 0, 0, 5e-324, 1],
        [1, 1 + 2e-16],
        [1e15, 1e15 + 1, 1e15 + 2],
        [1e90, 2e90, 3e90],
        [-3, -2, -1],
    ],
)
def test_numbers_of_any_size_are_no_error(scheme: Scheme, values: list[float]) -> None:
    for show in Show:
        for centre in (None, 0.0, 1.0, 1e308):
            scale = build(values, scheme, 7, centre=centre, show=show, breaks=(0.0, 1.0))
            assert all(low < high for low, high in pairwise(scale.breaks))
            assert scale.assign(pd.Series(values)).between(0, scale.classes - 1).all()


# Schemes from the data


def test_quantiles_hold_equally_many() -> None:
    values = list(range(1, 97))
    assert sizes(build(values, Scheme.QUANTILES, 6), values) == [16] * 6


def test_quantiles_of_equal_values_keep_them_together() -> None:
    values = [0.0] * 70 + list(range(1, 31))
    scale = build(values, Scheme.QUANTILES, 5)
    assert sizes(scale, values)[0] == 70
    assert all(sizes(scale, values))


def test_quantiles_of_equal_values_at_the_top_make_two_classes() -> None:
    values = [1.0, 2] + [3.0] * 20
    assert sizes(build(values, Scheme.QUANTILES, 3), values) == [2, 20]


def test_equal_intervals_are_equally_wide() -> None:
    assert build([0.0, 1, 2, 100], Scheme.EQUAL_INTERVALS, 4).breaks == (25.0, 50.0, 75.0)


def test_standard_deviations_lie_about_the_mean() -> None:
    # Mean 0, sample variance (2·2² + 2·1²) / 4 = 2.5.
    deviation = 2.5**0.5
    values = [-2.0, -1, 0, 1, 2]
    four = build(values, Scheme.STANDARD_DEVIATIONS, 4).breaks
    assert four == pytest.approx((-deviation, 0, deviation), abs=1e-12)
    five = build(values, Scheme.STANDARD_DEVIATIONS, 5).breaks
    # 1.5 deviations are 2.37: no value lies beyond, so there are no classes there.
    assert five == pytest.approx((-deviation / 2, deviation / 2))


def test_fisher_jenks_finds_the_groups() -> None:
    values = [1.0, 2, 3, 50, 51, 100, 101, 102]
    assert build(values, Scheme.FISHER_JENKS, 3).breaks == (3.0, 51.0)


def _squares(values: list[float], breaks: tuple[float, ...]) -> float:
    """Sum of squares about the mean within classes."""
    places = np.searchsorted(breaks, values)
    groups = (np.array(values)[places == each] for each in range(len(breaks) + 1))
    return float(sum(((group - group.mean()) ** 2).sum() for group in groups))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("classes", [3, 4, 5])
def test_fisher_jenks_is_the_best_of_all_ways(seed: int, classes: int) -> None:
    values = np.random.default_rng(seed).gamma(2, 10, 13).round().tolist()
    found = build(values, Scheme.FISHER_JENKS, classes).breaks
    every = combinations(sorted(set(values))[:-1], classes - 1)
    assert len(found) == classes - 1
    assert _squares(values, found) == pytest.approx(min(_squares(values, each) for each in every))


def test_schemes_agree_with_mapclassify(low_standard: Selected) -> None:
    values = low_standard.frame["value"].dropna().tolist()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Numba not installed")
        theirs = {
            Scheme.QUANTILES: mapclassify.Quantiles(values, k=7),
            Scheme.EQUAL_INTERVALS: mapclassify.EqualInterval(values, k=7),
            Scheme.FISHER_JENKS: mapclassify.FisherJenks(np.array(values), k=7),
        }
    for scheme, other in theirs.items():
        assert build(values, scheme, 7).breaks == pytest.approx(other.bins[:-1])


def test_fisher_jenks_of_many_incomes_is_exact() -> None:
    # 500 000 apart by 100 each: single precision, as in mapclassify, cannot tell them apart.
    values = [5e8, 5e8 + 1, 5e8 + 2, 5e8 + 100, 5e8 + 101, 5e8 + 102]
    assert build(values, Scheme.FISHER_JENKS, 2).breaks == (5e8 + 2,)


# Own breaks


def test_own_breaks_outside_the_data_hold() -> None:
    scale = build([1.0, 2, 3], Scheme.OWN, breaks=(-5.0, 2.0, 50.0))
    assert scale.breaks == (-5.0, 2.0, 50.0)
    assert sizes(scale, [1, 2, 3]) == [0, 2, 1, 0]


def test_own_breaks_hold_where_all_values_are_equal() -> None:
    assert build([4.0], Scheme.OWN, breaks=(1.0, 9.0)).breaks == (1.0, 9.0)


# Round steps about the city


def test_city_steps_of_low_economic_standard(low_standard: Selected) -> None:
    assert low_standard.city is not None
    differences = low_standard.frame["value"] - low_standard.city.value
    scale = build(differences, Scheme.CITY, 7, centre=0, show=Show.DIFFERENCE)
    assert scale == Scale((-10.0, -5.0, -2.5, 2.5, 5.0, 10.0), 3.0, Scheme.CITY)
    # As drawn in the design: “more than 10 lower” to “more than 10 higher”.
    assert sizes(scale, differences) == [18, 20, 13, 19, 4, 5, 15]


@pytest.mark.parametrize("classes", range(3, 10))
def test_difference_steps_double_on_both_sides(classes: int) -> None:
    values = np.linspace(-30, 50, 96)
    breaks = build(values, Scheme.CITY, classes, centre=0, show=Show.DIFFERENCE).breaks
    assert breaks == tuple(-each for each in reversed(breaks))
    above = [each for each in breaks if each > 0]
    assert all(high == 2 * low for low, high in pairwise(above))
    assert (0.0 in breaks) == (classes % 2 == 0)


def test_outermost_step_stands_near_the_80th_percentile_of_distances() -> None:
    # The 80th percentile of 0 … 62.5 is 50.
    values = -np.linspace(0, 62.5, 101)
    breaks = build(values, Scheme.CITY, 5, centre=0, show=Show.DIFFERENCE).breaks
    assert breaks == (-50, -25, 25, 50)


def test_difference_of_mostly_nothing_has_steps_all_the_same() -> None:
    values = [0.0] * 90 + [8.0, -8.0]
    scale = build(values, Scheme.CITY, 5, centre=0, show=Show.DIFFERENCE)
    assert scale.breaks == pytest.approx((-8, -4, 4, 8), rel=0.3)


@pytest.mark.parametrize("classes", range(3, 10))
@pytest.mark.parametrize("spread", [1.03, 1.3, 2, 20])
def test_ratio_steps_are_the_inverse_of_each_other(classes: int, spread: float) -> None:
    values = np.geomspace(1 / spread, spread, 50)
    breaks = build(values, Scheme.CITY, classes, centre=1, show=Show.RATIO).breaks
    assert [low * high for low, high in zip(breaks, reversed(breaks), strict=True)] == (
        pytest.approx([1.0] * (classes - 1))
    )
    assert (1.0 in breaks) == (classes % 2 == 0)


def test_ladders_of_ratios_rise() -> None:
    for steps in RATIO_STEPS:
        assert all(1 < low < high for low, high in pairwise(steps))


def test_ratios_without_a_positive_one_have_steps() -> None:
    assert build([-1.0, 0], Scheme.CITY, 5, centre=1, show=Show.RATIO).classes == 5


@pytest.mark.parametrize("areas", [4, 10, 36, 94, 96])
@pytest.mark.parametrize("classes", range(3, 10))
def test_ranks_are_in_groups_of_equal_size(areas: int, classes: int) -> None:
    ranks = list(range(1, areas + 1))
    found = sizes(build(ranks, Scheme.CITY, classes, show=Show.RANK), ranks)
    assert len(found) == min(classes, areas)
    assert max(found) - min(found) <= 1


def test_ranks_of_several_periods_are_grouped_as_one_period_is() -> None:
    ranks = list(range(1, 95))
    once, thrice = (build(ranks * times, Scheme.CITY, 7, show=Show.RANK) for times in (1, 3))
    assert sizes(once, ranks) == sizes(thrice, ranks)


def test_low_ranks_stand_for_high_values() -> None:
    assert build([1.0, 2, 3], Scheme.CITY, 3, show=Show.RANK).descending
    assert not build([1.0, 2, 3], Scheme.CITY, 3).descending


@pytest.mark.parametrize("classes", range(3, 10))
def test_round_steps_of_values_are_round_and_within_the_data(
    low_standard: Selected, classes: int
) -> None:
    values = low_standard.frame["value"]
    assert low_standard.city is not None
    scale = build(values, Scheme.CITY, classes, centre=low_standard.city.value)
    assert scale.classes == classes
    assert values.min() < scale.breaks[0]
    assert scale.breaks[-1] < values.max()
    steps = {round(high - low, 9) for low, high in pairwise(scale.breaks)}
    assert len(steps) == 1
    assert steps <= {1.0, 2.0, 2.5, 5.0, 10.0, 20.0}
    assert all(each % min(steps) == 0 for each in scale.breaks)


def test_round_steps_near_a_limit_are_as_many_as_asked_for() -> None:
    # Shares that end at 100: steps that run past the data would leave fewer classes.
    values = [55.1, 62, 71, 74, 78, 80, 83, 86, 88, 90, 92, 95, 97, 99, 100, 100]
    assert [build(values, Scheme.CITY, each).classes for each in range(3, 10)] == [*range(3, 10)]


def test_round_steps_are_as_many_where_values_stand_at_both_ends() -> None:
    # From 0 to 10 six breaks want a step of 2, of which only four multiples lie between.
    scale = build([0.0] * 9 + [10.0] * 9, Scheme.CITY, 7)
    assert scale.classes == 7
    assert 0 < scale.breaks[0] < scale.breaks[-1] < 10


# The city's own place


def test_middle_is_the_class_of_the_city() -> None:
    values = [1.0, 2, 3, 4, 5, 6]
    for centre, middle in ((1.5, 0.0), (2.5, 1.0), (5.5, 2.0)):
        scale = build(values, Scheme.OWN, centre=centre, breaks=(2.0, 4.0))
        assert scale.middle == middle


@pytest.mark.parametrize(("centre", "middle"), [(2.0, 0.5), (4.0, 1.5), (4 - 1e-13, 1.5)])
def test_city_on_a_break_is_half_way(centre: float, middle: float) -> None:
    assert build([1.0, 6], Scheme.OWN, centre=centre, breaks=(2.0, 4.0)).middle == middle


def test_even_number_of_steps_about_the_city_has_no_middle_class() -> None:
    values = np.linspace(-9, 9, 30)
    even = build(values, Scheme.CITY, 6, centre=0, show=Show.DIFFERENCE)
    odd = build(values, Scheme.CITY, 7, centre=0, show=Show.DIFFERENCE)
    assert (even.middle, odd.middle) == (2.5, 3.0)


@pytest.mark.parametrize("centre", [None, np.nan])
def test_no_city_no_middle(centre: float | None) -> None:
    assert build([1.0, 2, 3], Scheme.QUANTILES, 3, centre=centre).middle is None


def test_no_class_is_as_the_city_when_the_city_lies_outside() -> None:
    values = [10.0, 20, 30, 40]
    for scheme in (*FROM_DATA, Scheme.CITY):
        below = build(values, scheme, 4, centre=1)
        assert below.middle == -0.5
        above = build(values, scheme, 4, centre=99)
        assert above.middle == above.classes - 0.5
    assert build([5.0], Scheme.CITY, centre=4).middle == -0.5
    assert build([5.0], Scheme.CITY, centre=5).middle == 0.0


def test_bounded_class_about_a_city_outside_is_still_as_the_city() -> None:
    # All areas are higher, one by less than the step: it is “as the city (± 2.5)”.
    scale = build([1.0, 4, 9, 12, 13], Scheme.CITY, 5, centre=0, show=Show.DIFFERENCE)
    assert scale.middle == 2.0
