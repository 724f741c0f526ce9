from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from indicators.measures.groups import Groups, MeasureError
from indicators.measures.simulation import draw_values, rank_intervals, simulated_interval
from indicators.measures.toolkit import FURTHER, TOOLKIT, summarise, whole_people
from indicators.measures.wilson import wilson_interval, wilson_intervals
from tests.unit.indicators.measures.made_up import series, words

GROUPS = Groups(
    series(20, 30, 40, 50, 60),
    series(78, 91, 162, 103, 105),
    order=series(1, 2, 3, 4, 5),
    reference="b",
    standard_error=series(2, 2, 2, 2, 2),
    parents=words("nnsss"),
)
EVERY = (*TOOLKIT, *FURTHER)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


# Shares


def test_wilson_interval_is_the_published_one() -> None:
    """
    Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.

    81 of 263: 0.2553 to 0.3662; 15 of 148: 0.0624 to 0.1605; 0 of 20: 0 to 0.1611; 1 of 29:
    0.0061 to 0.1718.
    """
    for count, base, lower, upper in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson_interval(count / base, base) == pytest.approx((lower, upper), abs=5e-5)


def test_wilson_interval_is_the_same_from_the_other_side() -> None:
    one, other = wilson_interval(0.2, 40), wilson_interval(0.8, 40)
    assert one is not None
    assert other is not None
    assert one == pytest.approx((1 - other.upper, 1 - other.lower))


@pytest.mark.parametrize(("share", "base"), [(0.5, None), (0.5, float("nan")), (0.5, 0), (None, 9)])
def test_interval_without_a_base_is_not_known(share: float | None, base: float | None) -> None:
    assert wilson_interval(share, base) is None


@pytest.mark.parametrize(("share", "base"), [(1.2, 9), (-0.1, 9), (0.5, -1)])
def test_share_or_base_that_cannot_be_is_refused(share: float, base: float) -> None:
    with pytest.raises(MeasureError):
        wilson_interval(share, base)


def test_every_share_has_its_interval_and_an_error_above_zero() -> None:
    frame = wilson_intervals(series(0, 0.5, 0.5), series(20, np.nan, 100))
    assert list(frame.columns) == ["lower", "upper", "standard_error"]
    assert list(frame.index) == ["a", "b", "c"]
    assert frame.dtypes.tolist() == [np.float64] * 3
    assert frame.loc["a", "standard_error"] == pytest.approx(0.1611 / 2 / 1.959964, abs=1e-4)
    assert frame.loc["b"].isna().all()
    # Close to √(0.25 / 100) = 0.05.
    assert frame.loc["c", "standard_error"] == pytest.approx(0.05, abs=0.001)


def test_bases_of_other_areas_are_refused() -> None:
    with pytest.raises(MeasureError, match="same areas"):
        wilson_intervals(series(0.1, 0.2), series(10))


def test_no_areas_have_no_intervals() -> None:
    assert wilson_intervals(series(), series()).empty


# Measures


def test_difference_with_order_has_the_interval_of_theory() -> None:
    # The standard error of a difference is √(2² + 2²).
    found = summarise(GROUPS, rng=rng()).measures["d"]
    assert found.lower == pytest.approx(40 - 1.96 * 8**0.5, abs=0.35)
    assert found.upper == pytest.approx(40 + 1.96 * 8**0.5, abs=0.35)


def test_ratio_with_order_has_the_interval_of_theory() -> None:
    # On the logarithmic scale about √((2/20)² + (2/60)²) = 0.105.
    found = summarise(GROUPS, rng=rng()).measures["r"]
    assert found.lower == pytest.approx(3 * np.exp(-1.96 * 0.105), rel=0.04)
    assert found.upper == pytest.approx(3 * np.exp(1.96 * 0.105), rel=0.04)


def test_same_seed_gives_the_same_interval_and_another_does_not() -> None:
    first = summarise(GROUPS, rng=rng(7))
    assert first.measures == summarise(GROUPS, rng=rng(7)).measures
    assert first.measures["ti"].lower != summarise(GROUPS, rng=rng(8)).measures["ti"].lower


@pytest.mark.parametrize(
    "errors",
    [None, series(1, 1, 1, 1, np.nan), series(0, 0, 0, 0, 0), series(1, 1)],
    ids=["none", "one is missing", "all are zero", "others"],
)
def test_without_every_standard_error_no_interval_is_known(errors: pd.Series | None) -> None:
    summary = summarise(replace(GROUPS, standard_error=errors), rng=rng(), measures=EVERY)
    assert len(summary.measures) == len(EVERY)
    assert {(one.lower, one.upper) for one in summary.measures.values()} == {(None, None)}


def test_missing_error_of_a_group_without_people_does_not_matter() -> None:
    people = series(78, 91, 162, 103, 0)
    groups = replace(GROUPS, population=people, standard_error=series(1, 1, 1, 1, np.nan))
    assert summarise(groups, rng=rng()).measures["d"].lower is not None


def test_negative_standard_error_is_refused() -> None:
    groups = replace(GROUPS, standard_error=series(1, 1, 1, 1, -1))
    assert set(summarise(groups, rng=rng()).not_applicable.values()) == {
        "A standard error is a number of 0 or more."
    }


def test_equal_figures_may_hide_a_gap_but_do_not_prove_one() -> None:
    """The percentiles of the draws alone would lie above zero; the mirror image alone at zero."""
    equal = replace(GROUPS, estimates=series(40, 40, 40, 40, 40))
    for name in ("bgv", "ti", "mdmw", "idisw", "mdbw"):
        found = summarise(equal, rng=rng()).measures[name]
        assert found.lower == 0
        assert found.upper is not None
        assert found.upper > 0


def test_interval_is_cut_at_the_range_of_the_measure() -> None:
    summary = summarise(replace(GROUPS, standard_error=series(30, 30, 30, 30, 30)), rng=rng())
    assert summary.measures["bgv"].lower == 0
    unordered = replace(GROUPS, order=None)
    lowest = summarise(unordered, rng=rng()).measures["r"].lower
    assert lowest is not None
    assert lowest >= 1
    adverse = replace(GROUPS, order=None, favourable=False, standard_error=series(*[20] * 5))
    found = summarise(adverse, rng=rng()).measures["paf"]
    assert found.lower == -100
    assert found.upper is not None
    assert found.upper <= 0


def test_ratio_whose_divisor_may_be_zero_has_no_known_interval() -> None:
    found = summarise(replace(GROUPS, standard_error=series(40, 2, 2, 2, 2)), rng=rng())
    assert (found.measures["r"].lower, found.measures["r"].upper) == (None, None)
    assert found.measures["d"].lower is not None


def test_interval_reaches_as_far_as_the_farther_percentile() -> None:
    # Of 0, 1 … 100 the 2.5th and 97.5th percentile are the third from each end: 2 and 98.
    steps = np.arange(101.0)
    assert simulated_interval(40, steps) == (-18, 98)
    assert simulated_interval(40, steps, limits=(0, 90)) == (0, 90)
    found = simulated_interval(8, np.exp2(np.arange(7.0)), logarithmic=True, confidence=0.5)
    # In powers of two 1 and 5 about 3.
    assert found == pytest.approx((2, 32))


def test_draws_are_not_negative_where_no_value_is() -> None:
    wide = Groups(series(1, 2), series(1, 1), standard_error=series(5, 5))
    drawn = draw_values(wide, rng=rng(), draws=50)
    assert drawn is not None
    assert drawn.shape == (50, 2)
    assert drawn.min() == 0
    below = draw_values(replace(wide, estimates=series(-1, 2)), rng=rng(), draws=50)
    assert below is not None
    assert below.min() < 0


def test_interval_holds_the_true_measure_as_often_as_it_says() -> None:
    """
    Figures are drawn about known values 200 times, and each measure's interval is looked at.

    At 95 % and 200 samples chance alone seldom goes under 91.5 % (182.5 of 200 is 2.3 standard
    errors below).
    """
    truth = replace(GROUPS, estimates=series(22, 35, 38, 52, 57), standard_error=None)
    true = summarise(truth, rng=rng(), measures=EVERY).measures
    generator = rng(20)
    held = dict.fromkeys(true, 0)
    for _ in range(200):
        figures = truth.estimates + generator.normal(0, 4, size=5)
        sample = replace(truth, estimates=figures, standard_error=series(4, 4, 4, 4, 4))
        found = summarise(sample, rng=generator, measures=EVERY, draws=300).measures
        for name, one in found.items():
            if one.lower is not None and one.upper is not None:
                held[name] += one.lower <= true[name].estimate <= one.upper
    assert {name: count for name, count in held.items() if count < 183} == {}


def test_parts_of_people_are_rounded_up_but_shares_are_not() -> None:
    assert whole_people(np.array([70.2, 30.0])).tolist() == [71, 30]
    assert whole_people(np.array([0.7, 0.3])).tolist() == [0.7, 0.3]


# Places


def test_places_of_areas_far_apart_are_certain() -> None:
    frame = rank_intervals(series(10, 30, 20), series(0.1, 0.1, 0.1), rng=rng())
    assert frame.dtypes.tolist() == [pd.Int64Dtype()] * 3
    assert frame["rank"].tolist() == [3, 1, 2]
    assert frame["lower"].tolist() == frame["upper"].tolist() == [3, 1, 2]


def test_places_of_areas_close_together_overlap() -> None:
    frame = rank_intervals(series(10, 10.1, 50), series(5, 5, 1), rng=rng())
    assert list(frame.loc["a"]) == [3, 2, 3]
    assert list(frame.loc["b"]) == [2, 2, 3]
    assert list(frame.loc["c"]) == [1, 1, 1]


def test_equal_areas_share_the_lowest_number() -> None:
    frame = rank_intervals(series(10, 10, 5), series(1, 1, 1), rng=rng())
    assert frame["rank"].tolist() == [1, 1, 3]


def test_area_without_a_figure_has_no_place() -> None:
    frame = rank_intervals(series(10, np.nan, 5), series(1, np.nan, 1), rng=rng())
    assert frame.loc["b"].isna().all()
    assert frame["rank"].dropna().tolist() == [1, 2]
    assert frame.loc["a", "upper"] == 1


def test_one_unknown_error_leaves_every_place_without_interval() -> None:
    frame = rank_intervals(series(10, 7, 5), series(1, np.nan, 1), rng=rng())
    assert frame["rank"].tolist() == [1, 2, 3]
    assert frame[["lower", "upper"]].isna().all(axis=None)
