"""What each group stands for in every measure, worked by hand."""

from dataclasses import replace
from math import fsum, log, sqrt

import numpy as np
import pandas as pd
import pytest

from indicators.measures.contributions import (
    INSTEAD,
    SPLIT,
    contributions,
    contributions_to_change,
)
from indicators.measures.groups import Groups, MeasureError
from indicators.measures.toolkit import FURTHER, TOOLKIT, summarise
from tests.unit.indicators.measures.made_up import series, words

EVERY = (*TOOLKIT, *FURTHER)

# A quarter of the people have 10, half have 20, a quarter 30: the mean is 20.
GROUPS = Groups(
    series(10, 20, 30),
    series(100, 200, 100),
    reference="a",
    parents=words(["n", "n", "s"]),
)
ORDERED = replace(GROUPS, order=series(1, 2, 3))
# The ridits are 1/8, 1/2 and 7/8, so the slope is Σ p (R − 1/2) y / Σ p (R − 1/2)²
SLOPE = (3 / 8 * 20 / 4) / (2 * (3 / 8) ** 2 / 4)
# The parents' means are 50/3 (three quarters of the people) and 30, so x is 5/6 of the mean.
NORTH = 5 / 6 * log(5 / 6) - 5 / 6 + 1


def estimate(groups: Groups, measure: str) -> float:
    found = summarise(groups, rng=np.random.default_rng(1), measures=EVERY)
    return found.measures[measure].estimate


WORKED = {
    "d": [10, 0, 10],
    "bgv": [25, 0, 25],
    "bgsd": [25 / sqrt(50), 0, 25 / sqrt(50)],
    "cov": [125 / sqrt(50), 0, 125 / sqrt(50)],
    "mdmu": [10 / 3, 0, 10 / 3],
    "mdmw": [2.5, 0, 2.5],
    "mdbu": [20 / 3, 10 / 3, 0],
    "mdbw": [5, 5, 0],
    "mdru": [0, 10 / 3, 20 / 3],
    "mdrw": [0, 5, 5],
    "idisu": [50 / 3, 0, 50 / 3],
    "idisw": [12.5, 0, 12.5],
    "ti": [250 * (0.5 * log(0.5) + 0.5), 0, 250 * (1.5 * log(1.5) - 0.5)],
    "mld": [250 * (log(2) - 0.5), 0, 250 * (log(2 / 3) + 0.5)],
    "par": [5, 5, 0],
    "paf": [25, 25, 0],
    # a: half of 1/4 (1/2 · 10 + 1/4 · 20) / 20; b: half of 1/2 (1/4 · 10 + 1/4 · 10) / 20
    "gini": [0.0625, 0.0625, 0.0625],
    "tb": [250 * NORTH, 500 * NORTH, 250 * (1.5 * log(1.5) - 0.5)],
    # p (y ln(y/m) − y + m) / μ with m = 50/3 in the north
    "tw": [
        1000 / 80 * (10 * log(0.6) - 10 + 50 / 3),
        1000 / 40 * (20 * log(1.2) - 20 + 50 / 3),
        0,
    ],
    "p90p10d": [10, 0, 10],
}
WORKED_IN_ORDER = {
    "d": [10, 0, 10],
    # p (y − 20)(2R − 1): the ends have −3/4 and 3/4
    "aci": [1.875, 0, 1.875],
    "rci": [0.09375, 0, 0.09375],
    "sii": [SLOPE / 2, 0, SLOPE / 2],
    "par": [5, 5, 0],
    "paf": [25, 25, 0],
}
WORKED_UNFAVOURABLE = {
    "mdbu": [0, 10 / 3, 20 / 3],
    "mdbw": [0, 5, 5],
    "par": [0, -5, -5],
    "paf": [0, -25, -25],
}
CASES = [
    *((GROUPS, name, parts) for name, parts in WORKED.items()),
    *((ORDERED, name, parts) for name, parts in WORKED_IN_ORDER.items()),
    *((replace(GROUPS, favourable=False), *each) for each in WORKED_UNFAVOURABLE.items()),
    (replace(ORDERED, favourable=False), "d", [-10, 0, -10]),
    (replace(ORDERED, favourable=False), "sii", [-SLOPE / 2, 0, -SLOPE / 2]),
]


@pytest.mark.parametrize(("groups", "measure", "parts"), CASES)
def test_parts_are_those_worked_by_hand_and_sum_to_the_measure(
    groups: Groups, measure: str, parts: list[float]
) -> None:
    found = contributions(groups, measure)
    expected = series(*parts).rename(measure)
    pd.testing.assert_series_equal(found, expected, rtol=1e-12, atol=1e-12)
    assert fsum(found) == pytest.approx(estimate(groups, measure), rel=1e-9)


def test_every_measure_is_worked_by_hand_or_is_a_ratio() -> None:
    assert WORKED.keys() | WORKED_IN_ORDER.keys() == SPLIT.keys()
    assert {measure.short_name for measure in EVERY} == SPLIT.keys() | INSTEAD.keys()
    assert not SPLIT.keys() & INSTEAD.keys()
    assert set(INSTEAD.values()) <= SPLIT.keys()


# Ends


def test_groups_that_share_the_highest_value_share_its_part_by_people() -> None:
    # The mean is (5 · 10 + 1 · 40 + 3 · 40) / 9 = 70/3.
    found = contributions(Groups(series(10, 40, 40), series(5, 1, 3)), "d")
    assert list(found) == pytest.approx([40 / 3, 50 / 3 / 4, 50 / 3 * 3 / 4])


def test_groups_that_share_a_place_stand_each_for_its_own_distance() -> None:
    # b and c are the upper end with 55 together; the mean of all is 295/9.
    order, mean = series(1, 2, 2), 295 / 9
    groups = Groups(series(15, 40, 60), series(5, 1, 3), order=order)
    parts = [mean - 15, (40 - mean) / 4, (60 - mean) * 3 / 4]
    assert list(contributions(groups, "d")) == pytest.approx(parts)
    assert fsum(parts) == pytest.approx(40)


def test_highest_value_between_the_ends_of_an_order_has_no_part_of_the_difference() -> None:
    # The mean is 30; the most advantaged has less than that and makes the difference smaller.
    groups = Groups(series(20, 50, 20), series(1, 1, 1), order=series(1, 2, 3))
    # The mean is found by a sum of products, whose last bit depends on the processor.
    assert list(contributions(groups, "d")) == pytest.approx([10, 0, -10], abs=1e-12)
    turned = replace(groups, favourable=False)
    assert list(contributions(turned, "d")) == pytest.approx([-10, 0, 10], abs=1e-12)


def test_percentile_gap_is_of_the_groups_that_hold_the_percentiles() -> None:
    # P10 is b's and P90 is c's and d's together; the extremes a and e hold none.
    groups = Groups(series(0, 10, 30, 30, 100), series(4, 40, 30, 20, 6))
    mean = 25
    found = contributions(groups, "p90p10d")
    assert list(found) == pytest.approx([0, mean - 10, (30 - mean) * 0.6, (30 - mean) * 0.4, 0])


def test_group_that_holds_both_percentiles_stands_for_nothing() -> None:
    found = contributions(Groups(series(0, 10, 90), series(5, 90, 5)), "p90p10d")
    assert list(found) == [0, 0, 0]


# Reference, mean and best


def test_gain_that_is_cut_at_zero_has_no_parts() -> None:
    # The most advantaged (10) is worse off than the mean (20).
    groups = replace(GROUPS, order=series(3, 2, 1))
    assert list(contributions(groups, "par")) == [0, 0, 0]
    assert list(contributions(groups, "paf")) == [0, 0, 0]


def test_group_that_is_better_off_than_the_reference_takes_from_the_gain() -> None:
    # The reference is b (20), the mean 17.5: a would gain 10/2, c would lose 10/4.
    groups = Groups(series(10, 20, 30), series(2, 1, 1), order=series(1, 3, 2))
    assert list(contributions(groups, "par")) == [5, 0, -2.5]


@pytest.mark.parametrize("measure", sorted(SPLIT.keys() - {"mdbu", "mdbw", "mdru", "mdrw"}))
def test_group_at_the_mean_stands_for_nothing(measure: str) -> None:
    # Alone in its parent, so that it is at the parent's mean as well; the reference is its own.
    groups = replace(
        ORDERED, estimates=series(10, 20, 30), parents=words(["n", "m", "n"]), reference="b"
    )
    found = contributions(groups, measure)
    if measure in {"gini", "par", "paf"}:
        # Held against each other, and against the best: the mean is not their point.
        assert found["b"] > 0
    else:
        assert found["b"] == 0


def test_value_of_zero_stands_for_its_people_in_the_theil_index() -> None:
    # x ln x − x + 1 is 1 at 0: 1000 · 1/2 · 1, and the other half 1000 · 1/2 · (2 ln 2 − 1).
    found = contributions(Groups(series(0, 10), series(1, 1)), "ti")
    assert list(found) == pytest.approx([500, 500 * (2 * log(2) - 1)])
    assert fsum(found) == pytest.approx(1000 * log(2))


def test_parent_whose_groups_are_all_zero_has_no_part_within_parents() -> None:
    groups = Groups(series(0, 0, 10), series(1, 1, 2), parents=words(["n", "n", "s"]))
    assert list(contributions(groups, "tw")) == [0, 0, 0]
    assert list(contributions(groups, "tb")) == pytest.approx([250, 250, 500 * (2 * log(2) - 1)])


def test_slope_is_split_by_whole_people() -> None:
    parts = Groups(series(10, 20, 40), series(99.5, 100.2, 200), order=series(1, 2, 3))
    whole = replace(parts, population=series(100, 101, 200))
    pd.testing.assert_series_equal(contributions(parts, "sii"), contributions(whole, "sii"))


@pytest.mark.parametrize("measure", sorted(SPLIT))
def test_equal_groups_stand_for_nothing(measure: str) -> None:
    # 0.1 three times has a mean that is not quite 0.1.
    groups = replace(ORDERED, estimates=series(0.1, 0.1, 0.1), population=series(1, 2, 4))
    assert list(contributions(groups, measure)) == pytest.approx([0, 0, 0], abs=1e-12)


def test_group_without_people_is_not_in_the_index() -> None:
    groups = Groups(series(10, 99, 30), series(1, 0, 1))
    found = contributions(groups, "mdmw")
    assert list(found.index) == ["a", "c"]
    assert found.dtype == "float64"
    assert list(found) == [5, 5]


# Refusals


@pytest.mark.parametrize(
    ("ratio", "difference"),
    [
        ("r", "“Difference” (d)"),
        ("rii", "“Slope index of inequality” (sii)"),
        ("p90p10r", "“Percentile gap, difference” (p90p10d)"),
    ],
)
def test_ratio_is_refused_and_names_the_difference(ratio: str, difference: str) -> None:
    with pytest.raises(MeasureError) as refused:
        contributions(ORDERED, ratio)
    assert str(refused.value) == (
        f"A ratio is not a sum of parts, so no group stands for a part of it; see {difference}."
    )


@pytest.mark.parametrize("measure", sorted(SPLIT))
def test_what_the_measure_refuses_is_refused_with_its_sentence(measure: str) -> None:
    for groups in (
        Groups(series(10, 20), series(1, 1)),
        replace(ORDERED, estimates=series(-1, 20, 30)),
        replace(ORDERED, estimates=series(0, 0, 0)),
        replace(ORDERED, estimates=series(10, np.nan, 30)),
        replace(ORDERED, population=series(0, 0, 30)),
        replace(ORDERED, reference="x"),
    ):
        summary = summarise(groups, rng=np.random.default_rng(1), measures=EVERY)
        if measure in summary.measures:
            found = contributions(groups, measure)
            assert fsum(found) == pytest.approx(summary.measures[measure].estimate, abs=1e-12)
            continue
        with pytest.raises(MeasureError) as refused:
            contributions(groups, measure)
        assert str(refused.value) == summary.not_applicable[measure]


def test_figures_that_are_too_large_are_refused() -> None:
    with pytest.raises(MeasureError, match="too large"):
        contributions(Groups(series(-1e300, 1e300), series(1, 1)), "bgv")


def test_measure_that_is_not_there_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        contributions(GROUPS, "median")


# Change


def test_change_is_later_less_earlier_for_each_group() -> None:
    # Later the mean is 20 still, and the ends are 5 and 5 from it.
    after = replace(GROUPS, estimates=series(15, 20, 25))
    frame = contributions_to_change(GROUPS, after, "d")
    expected = pd.DataFrame(
        {"before": series(10, 0, 10), "after": series(5, 0, 5), "change": series(-5, 0, -5)}
    )
    pd.testing.assert_frame_equal(frame, expected)
    assert fsum(frame["change"]) == estimate(after, "d") - estimate(GROUPS, "d")


def test_change_matches_groups_by_name_and_keeps_the_earlier_order() -> None:
    names = ["c", "a", "b"]
    after = Groups(series(15, 20, 25)[names], series(100, 200, 100))
    frame = contributions_to_change(GROUPS, after, "mdmw")
    assert list(frame.index) == ["a", "b", "c"]
    assert list(frame["after"]) == [1.25, 0, 1.25]


def test_part_changes_with_the_mean_though_the_own_value_does_not() -> None:
    # The mean moves from 20 to 25.
    after = replace(GROUPS, estimates=series(10, 30, 30))
    frame = contributions_to_change(GROUPS, after, "mdmw")
    assert frame.loc["a", "change"] == 0.25 * (15 - 10)


def test_groups_that_are_not_at_both_times_are_named() -> None:
    before = Groups(series(10, 20, 30), series(1, 0, 1))
    after = Groups(series(10, 20, 30, 40)[["a", "b", "d"]], series(1, 1, 1, 1)[["a", "b", "d"]])
    with pytest.raises(MeasureError) as refused:
        contributions_to_change(before, after, "bgv")
    assert str(refused.value) == (
        "A change needs the same groups at both times; not in both: “c”, “b”, “d”."
    )


@pytest.mark.parametrize("measure", ["d", "par", "paf"])
def test_order_at_one_time_only_is_refused_where_it_changes_the_measure(measure: str) -> None:
    with pytest.raises(MeasureError, match="order at one of the two times only"):
        contributions_to_change(GROUPS, ORDERED, measure)


def test_order_at_one_time_only_does_not_matter_to_other_measures() -> None:
    assert list(contributions_to_change(GROUPS, ORDERED, "bgv")["change"]) == [0, 0, 0]


def test_change_of_a_ratio_is_refused() -> None:
    with pytest.raises(MeasureError, match="A ratio is not a sum of parts"):
        contributions_to_change(GROUPS, GROUPS, "r")
