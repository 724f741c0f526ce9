import pytest

from indicators.aggregation import Part, Refusal, Total, add_up, take_mean, take_ratio
from indicators.observations import Quality


def test_sum_adds_every_part() -> None:
    assert add_up([Part(3), Part(4), Part(0)]) == Total(7, Quality.DERIVED)


@pytest.mark.parametrize("parts", [[], [Part(None)], [Part(3), Part(None)]])
def test_sum_is_refused_when_a_part_is_missing(parts: list[Part]) -> None:
    assert add_up(parts) is Refusal.PARTS_MISSING


def test_sum_never_counts_a_value_that_two_areas_share() -> None:
    shared = Part(12, Quality.UNION)
    assert add_up([Part(3), shared, shared]) is Refusal.PARTS_MISSING


def test_ratio_divides_sums_and_not_shares() -> None:
    # 1 of 2 and 9 of 18 plus 80 of 80: 90 of 100, while the mean of the shares is 66.7.
    numerator = [Part(1), Part(9), Part(80)]
    denominator = [Part(2), Part(18), Part(80)]
    assert take_ratio(numerator, denominator) == Total(90, Quality.DERIVED)


def test_ratio_is_refused_when_a_count_is_missing_or_nobody_is_counted() -> None:
    assert take_ratio([Part(None)], [Part(5)]) is Refusal.PARTS_MISSING
    assert take_ratio([Part(5)], [Part(None)]) is Refusal.PARTS_MISSING
    assert take_ratio([Part(0), Part(0)], [Part(0), Part(0)]) is Refusal.NO_WEIGHT


def test_mean_is_weighted_by_people() -> None:
    # (10 · 300 + 50 · 100) / 400 = 20
    parts, people = [Part(10), Part(50)], [Part(300), Part(100)]
    assert take_mean(parts, people, exact=True) == Total(20, Quality.DERIVED)


def test_mean_by_a_weight_that_is_not_the_denominator_is_approximate() -> None:
    parts, people = [Part(10), Part(50)], [Part(300), Part(100)]
    assert take_mean(parts, people, exact=False) == Total(20, Quality.APPROXIMATE)


def test_area_without_people_counts_for_nothing_but_needs_a_value() -> None:
    people = [Part(100), Part(0)]
    assert take_mean([Part(10), Part(99)], people, exact=True) == Total(10, Quality.DERIVED)
    assert take_mean([Part(10), Part(None)], people, exact=True) is Refusal.PARTS_MISSING


def test_mean_is_refused_without_weights() -> None:
    parts = [Part(10), Part(50)]
    for people in ([Part(300), Part(None)], [Part(0), Part(0)], [Part(5), Part(5, Quality.UNION)]):
        assert take_mean(parts, people, exact=True) is Refusal.NO_WEIGHT


def test_mean_may_use_a_value_that_two_areas_share() -> None:
    shared = Part(40, Quality.UNION)
    found = take_mean([Part(10), shared, shared], [Part(2), Part(1), Part(1)], exact=True)
    assert found == Total(25, Quality.APPROXIMATE)


@pytest.mark.parametrize("quality", [Quality.APPROXIMATE, Quality.UNION])
def test_rough_part_makes_the_whole_approximate(quality: Quality) -> None:
    parts, people = [Part(10), Part(50, quality)], [Part(1), Part(1)]
    found = take_mean(parts, people, exact=True)
    assert isinstance(found, Total)
    assert found.quality is Quality.APPROXIMATE


def test_approximate_count_makes_sum_and_ratio_approximate() -> None:
    rough = Part(5, Quality.APPROXIMATE)
    assert add_up([Part(3), rough]) == Total(8, Quality.APPROXIMATE)
    assert take_ratio([rough], [Part(10)]) == Total(50, Quality.APPROXIMATE)


def test_derived_parts_leave_the_whole_derived() -> None:
    assert add_up([Part(3, Quality.DERIVED), Part(4)]) == Total(7, Quality.DERIVED)
