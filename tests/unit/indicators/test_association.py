"""How two indicators go together, by hand and against scipy."""

from math import exp, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from indicators.association import Absent, Association, Line, associate
from indicators.measures.groups import MeasureError

FIVE = list("abcde")


def series(*values: float | None) -> pd.Series:
    return pd.Series(values, index=FIVE[: len(values)], dtype="float64")


ONE_EACH = series(1, 1, 1, 1, 1)
RISING = series(1, 2, 3, 4, 5)


def find(
    first: pd.Series, second: pd.Series, people: pd.Series = ONE_EACH, *, seed: int = 1
) -> Association:
    return associate(first, second, people, rng=np.random.default_rng(seed), draws=500)


def made_up(count: int, *, seed: int = 3) -> pd.DataFrame:
    """Draw areas whose two values go together, some of them equal."""
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 20, count).astype("float64")
    return pd.DataFrame(
        {
            "first": first,
            "second": np.round(first + rng.normal(0, 6, count)),
            "people": rng.integers(1, 9, count).astype("float64"),
        },
        index=[f"{place:03}" for place in range(count)],
    )


def width(found: Association) -> float:
    assert found.pearson.lower is not None
    assert found.pearson.upper is not None
    return found.pearson.upper - found.pearson.lower


def test_areas_on_a_line_have_1_or_minus_1_and_that_line() -> None:
    up, down = find(RISING, 2 * RISING + 1), find(RISING, 7 - 3 * RISING)
    assert (up.pearson.estimate, up.spearman.estimate) == pytest.approx((1, 1))
    assert (down.pearson.estimate, down.spearman.estimate) == pytest.approx((-1, -1))
    assert up.line == pytest.approx(Line(2, 1))
    assert down.line == pytest.approx(Line(-3, 7))


def test_interval_is_not_known_where_every_draw_lies_on_the_line() -> None:
    found = find(RISING, 2 * RISING + 1)
    assert found.pearson[1:] == (None, None)
    assert found.spearman[1:] == (None, None)


def test_areas_in_a_square_with_one_in_the_middle_have_0() -> None:
    found = find(series(-1, -1, 1, 1, 0), series(-1, 1, -1, 1, 0))
    assert found.pearson.estimate == pytest.approx(0, abs=1e-12)
    assert found.spearman.estimate == pytest.approx(0, abs=1e-12)
    assert found.line == pytest.approx(Line(0, 0), abs=1e-12)


def test_areas_in_one_order_have_spearman_1_though_they_are_on_no_line() -> None:
    found = find(RISING, RISING.map(exp))
    assert found.spearman.estimate == pytest.approx(1)
    assert found.pearson.estimate < 0.95


def test_two_by_two_table_of_people_worked_by_hand() -> None:
    # People: 3 have neither, 1 the second alone, 1 the first alone, 2 + 1 both.
    found = find(series(0, 0, 1, 1, 1), series(0, 1, 0, 1, 1), series(3, 1, 1, 2, 1))
    # (3 · 3 − 1 · 1) / √(4 · 4 · 4 · 4); of two values the ridits lie on a line with the values.
    assert found.pearson.estimate == pytest.approx(0.5)
    assert found.spearman.estimate == pytest.approx(0.5)
    # Of the second have 1 in 4 without the first, 3 in 4 with it.
    assert found.line == pytest.approx(Line(0.5, 0.25))
    assert found.people == 8
    assert found.effective_areas == pytest.approx(8**2 / (9 + 1 + 1 + 4 + 1))


def test_equal_people_agree_with_scipy() -> None:
    table = made_up(40)
    found = find(table["first"], table["second"], table["people"] * 0 + 250)
    first, second = table["first"].to_numpy(), table["second"].to_numpy()
    assert len(np.unique(first)) < len(first)
    assert found.pearson.estimate == pytest.approx(stats.pearsonr(first, second).statistic)
    assert found.spearman.estimate == pytest.approx(stats.spearmanr(first, second).statistic)
    assert found.line == pytest.approx(tuple(stats.linregress(first, second)[:2]))
    assert found.effective_areas == pytest.approx(40)


def test_people_weigh_as_if_each_stood_alone_in_scipy() -> None:
    table = made_up(40)
    found = find(table["first"], table["second"], table["people"])
    first, second = (
        np.repeat(table[name].to_numpy(), table["people"].astype(int))
        for name in ("first", "second")
    )
    assert found.pearson.estimate == pytest.approx(stats.pearsonr(first, second).statistic)
    assert found.spearman.estimate == pytest.approx(stats.spearmanr(first, second).statistic)


def test_intervals_are_scipys_percentiles_mirrored_on_fishers_scale() -> None:
    table = made_up(60)
    first, second = table["first"].to_numpy(), table["second"].to_numpy()
    found = associate(
        table["first"],
        table["second"],
        table["people"] * 0 + 1,
        rng=np.random.default_rng(1),
        draws=20_000,
    )
    # Pearson's of the values, and of the ranks of every draw.
    for one, rank in ((found.pearson, False), (found.spearman, True)):

        def coefficient(x: np.ndarray, y: np.ndarray, axis: int, rank: bool = rank) -> np.ndarray:
            pair = [stats.rankdata(each, axis=axis) if rank else each for each in (x, y)]
            return np.asarray(stats.pearsonr(*pair, axis=axis).statistic)

        ends = stats.bootstrap(
            (first, second),
            coefficient,
            paired=True,
            vectorized=True,
            method="percentile",
            n_resamples=20_000,
            rng=np.random.default_rng(2),
        ).confidence_interval
        middle = np.arctanh(one.estimate)
        reach = max(middle - np.arctanh(ends.low), np.arctanh(ends.high) - middle)
        assert one.lower == pytest.approx(np.tanh(middle - reach), abs=0.01)
        assert one.upper == pytest.approx(np.tanh(middle + reach), abs=0.01)


def test_people_weigh_in_every_draw_of_the_interval() -> None:
    table = made_up(60)
    found = associate(
        table["first"],
        table["second"],
        table["people"],
        rng=np.random.default_rng(1),
        draws=20_000,
    )

    def coefficient(x: np.ndarray, y: np.ndarray, people: np.ndarray, axis: int) -> np.ndarray:
        def mean(values: np.ndarray) -> np.ndarray:
            return np.asarray(np.average(values, weights=people, axis=axis, keepdims=True))

        both = mean((x - mean(x)) * (y - mean(y)))
        spread = np.sqrt(mean((x - mean(x)) ** 2) * mean((y - mean(y)) ** 2))
        return np.asarray(np.squeeze(both / spread, axis=axis))

    ends = stats.bootstrap(
        tuple(table[name].to_numpy() for name in ("first", "second", "people")),
        coefficient,
        paired=True,
        vectorized=True,
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(2),
    ).confidence_interval
    middle = np.arctanh(found.pearson.estimate)
    reach = max(middle - np.arctanh(ends.low), np.arctanh(ends.high) - middle)
    assert found.pearson.lower == pytest.approx(np.tanh(middle - reach), abs=0.01)
    assert found.pearson.upper == pytest.approx(np.tanh(middle + reach), abs=0.01)


def test_interval_of_ten_areas_holds_the_truth_at_least_nine_times_in_ten() -> None:
    truth, rng, inside = 0.6, np.random.default_rng(5), 0
    for _ in range(200):
        first = rng.normal(size=10)
        second = truth * first + sqrt(1 - truth**2) * rng.normal(size=10)
        people = np.exp(rng.normal(0, 0.45, 10))
        found = associate(
            *(pd.Series(each) for each in (first, second, people)), rng=rng, draws=400
        )
        assert found.pearson.lower is not None
        assert found.pearson.upper is not None
        inside += found.pearson.lower <= truth <= found.pearson.upper
    assert inside >= 0.9 * 200


def test_area_cut_in_two_changes_the_interval_alone() -> None:
    table = made_up(12)
    halves = pd.concat([table, table.set_axis(table.index + "b")])
    halves["people"] /= 2
    whole = find(table["first"], table["second"], table["people"])
    cut = find(halves["first"], halves["second"], halves["people"])
    assert cut.pearson.estimate == pytest.approx(whole.pearson.estimate)
    assert cut.spearman.estimate == pytest.approx(whole.spearman.estimate)
    assert cut.line == pytest.approx(whole.line)
    assert cut.people == pytest.approx(whole.people)
    # Twice as many areas seem to tell twice as much: about 1 / √2 of the width.
    assert width(cut) < 0.85 * width(whole)


def test_same_seed_gives_the_same_interval_in_whatever_order_areas_come() -> None:
    table = made_up(20)
    turned = table.iloc[::-1]
    one = find(table["first"], table["second"], table["people"])
    other = find(turned["first"], table["second"], turned["people"])
    third = find(table["first"], table["second"], table["people"], seed=2)
    assert (one.pearson, one.spearman) == (other.pearson, other.spearman)
    assert one.pearson[1:] != third.pearson[1:]


def test_interval_is_not_known_where_one_area_alone_makes_the_coefficient() -> None:
    found = find(RISING, series(0, 0, 0, 0, 1))
    assert found.pearson.estimate > 0.5
    assert found.pearson[1:] == (None, None)


def test_interval_of_five_areas_says_how_little_they_tell() -> None:
    found = find(RISING, series(1, 3, 2, 4, 5))
    assert found.spearman.estimate == pytest.approx(0.9)
    assert found.spearman.lower is not None
    assert found.spearman.lower < 0


def test_area_without_a_figure_or_people_is_left_out_with_its_reason() -> None:
    index = [*FIVE, "f", "g", "h", "i"]
    first = pd.Series([*RISING, 9, np.nan, np.nan, 9], index=index)
    second = pd.Series([*(2 * RISING), np.nan, 9, np.nan, 9], index=index)
    people = pd.Series([*ONE_EACH, 5, 5, 5, 0], index=index)
    found = find(first, second, people)
    assert found.areas == tuple(FIVE)
    assert found.left_out == {
        "f": Absent.NO_SECOND,
        "g": Absent.NO_FIRST,
        "h": Absent.NEITHER,
        "i": Absent.NO_PEOPLE,
    }
    assert found.people == 5
    assert found.pearson.estimate == pytest.approx(1)


def test_area_that_only_one_indicator_lists_is_left_out_and_one_of_people_alone_is_not_named() -> (
    None
):
    people = pd.concat([ONE_EACH, pd.Series({"y": 3.0, "z": 3.0})])
    found = find(pd.concat([RISING, pd.Series({"y": 3.0})]), RISING, people)
    assert found.left_out == {"y": Absent.NO_SECOND}


NO_FIGURES = series(None, None, None, None, None)


@pytest.mark.parametrize(
    ("first", "second", "people", "sentence"),
    [
        (RISING, NO_FIGURES, ONE_EACH, "The two indicators have no area in common."),
        (
            RISING,
            series(1, 3, 2, 4, None),
            ONE_EACH,
            "The two indicators have fewer than 5 areas in common.",
        ),
        (
            RISING,
            RISING,
            0 * ONE_EACH,
            "Nobody is known to live in the areas that have both figures.",
        ),
        (
            0.1 + 0 * RISING,
            RISING,
            ONE_EACH,
            "The first indicator is equal in every area, so there is nothing to go together.",
        ),
        (
            RISING,
            0 * RISING,
            ONE_EACH,
            "The second indicator is equal in every area, so there is nothing to go together.",
        ),
        (
            0 * RISING,
            0 * RISING,
            ONE_EACH,
            "Both indicators are equal in every area, so there is nothing to go together.",
        ),
        (RISING, RISING, -ONE_EACH, "The number of people is negative in an area."),
        (RISING, RISING / 0, ONE_EACH, "A figure is infinite."),
        (pd.concat([RISING, RISING]), RISING, ONE_EACH, "Each area may stand once."),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(
    first: pd.Series, second: pd.Series, people: pd.Series, sentence: str
) -> None:
    with pytest.raises(MeasureError) as refusal:
        find(first, second, people)
    assert str(refusal.value) == sentence


def test_figures_handed_in_are_not_changed() -> None:
    table = made_up(20)
    before = table.copy()
    find(table["first"], table["second"], table["people"])
    pd.testing.assert_frame_equal(table, before)
