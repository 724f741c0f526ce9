from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.aggregation import Part, Refusal, Total, add_up, take_mean, take_ratio
from indicators.observations import Quality

COUNTS = st.integers(min_value=0, max_value=1_000_000)
VALUES = st.floats(min_value=0, max_value=1e7, allow_nan=False)
QUALITIES = st.sampled_from(list(Quality))
AREAS = st.lists(st.tuples(VALUES, COUNTS), min_size=1, max_size=20)


def mean(areas: list[tuple[float, int]]) -> Total:
    parts, weights = [Part(value) for value, _ in areas], [Part(count) for _, count in areas]
    found = take_mean(parts, weights, exact=True)
    assert isinstance(found, Total)
    return found


@given(AREAS)
def test_mean_lies_between_the_lowest_and_the_highest_part(areas: list[tuple[float, int]]) -> None:
    assume(sum(count for _, count in areas) > 0)
    values = [value for value, _ in areas]
    assert min(values) <= mean(areas).value <= max(values)


@given(AREAS)
def test_mean_is_the_one_of_exact_fractions(areas: list[tuple[float, int]]) -> None:
    people = sum(count for _, count in areas)
    assume(people > 0)
    exact = sum(Fraction(value) * count for value, count in areas) / people
    assert mean(areas).value == pytest.approx(float(exact), rel=1e-9, abs=1e-9)


@given(AREAS, st.data())
def test_area_split_in_two_with_the_same_value_leaves_the_mean(
    areas: list[tuple[float, int]], data: st.DataObject
) -> None:
    assume(sum(count for _, count in areas) > 0)
    value, count = areas[0]
    moved = data.draw(st.integers(min_value=0, max_value=count))
    split = [(value, count - moved), (value, moved), *areas[1:]]
    assert mean(split).value == pytest.approx(mean(areas).value, rel=1e-9, abs=1e-9)


@given(st.lists(COUNTS, min_size=1), st.lists(COUNTS, min_size=1))
def test_sum_of_two_groups_is_the_sum_of_their_sums(one: list[int], other: list[int]) -> None:
    first, second = add_up([Part(n) for n in one]), add_up([Part(n) for n in other])
    both = add_up([Part(n) for n in one + other])
    assert isinstance(first, Total)
    assert isinstance(second, Total)
    assert isinstance(both, Total)
    assert both.value == first.value + second.value


@given(
    st.lists(st.tuples(VALUES, COUNTS, QUALITIES), min_size=1), st.randoms(use_true_random=False)
)
def test_order_of_the_parts_does_not_matter(
    areas: list[tuple[float, int, Quality]], random: Random
) -> None:
    shuffled = list(areas)
    random.shuffle(shuffled)

    def parts(rows: list[tuple[float, int, Quality]]) -> list[Part]:
        return [Part(value, quality) for value, _, quality in rows]

    def people(rows: list[tuple[float, int, Quality]]) -> list[Part]:
        return [Part(count) for _, count, _ in rows]

    assert add_up(parts(areas)) == add_up(parts(shuffled))
    found = take_mean(parts(areas), people(areas), exact=True)
    again = take_mean(parts(shuffled), people(shuffled), exact=True)
    assert found == again


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=20))
def test_ratio_is_a_percentage_and_the_mean_of_the_shares_by_their_bases(
    counts: list[tuple[int, int]],
) -> None:
    """Each pair is those who are counted and those who are not."""
    assume(all(yes + no > 0 for yes, no in counts))
    numerator = [Part(yes) for yes, _ in counts]
    rest = [Part(no) for _, no in counts]
    found = take_ratio(numerator, [*numerator, *rest])
    assert isinstance(found, Total)
    assert 0 <= found.value <= 100
    weighted = mean([(100 * yes / (yes + no), yes + no) for yes, no in counts])
    assert found.value == pytest.approx(weighted.value, rel=1e-9, abs=1e-9)


@given(AREAS, st.data())
def test_one_missing_part_refuses_the_whole(
    areas: list[tuple[float, int]], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(min_value=0, max_value=len(areas) - 1))
    parts = [Part(None if i == gone else value) for i, (value, _) in enumerate(areas)]
    assert add_up(parts) is Refusal.PARTS_MISSING
    weights = [Part(count) for _, count in areas]
    assert take_mean(parts, weights, exact=True) is Refusal.PARTS_MISSING
    assert take_ratio(parts, weights) is Refusal.PARTS_MISSING


@given(st.lists(st.tuples(VALUES, QUALITIES), min_size=1))
def test_whole_is_never_better_than_its_parts(areas: list[tuple[float, Quality]]) -> None:
    parts = [Part(value, quality) for value, quality in areas]
    found = take_mean(parts, [Part(1)] * len(parts), exact=True)
    assert isinstance(found, Total)
    rough = {Quality.APPROXIMATE, Quality.UNION} & {quality for _, quality in areas}
    assert found.quality is (Quality.APPROXIMATE if rough else Quality.DERIVED)
