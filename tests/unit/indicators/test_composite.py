"""An index by hand and against scipy, and how firm its ranks are."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from indicators.composite import Composite, Normalisation, composite, stability
from indicators.definitions import Direction
from indicators.measures.groups import MeasureError

HIGHER, LOWER, CONTEXT = Direction.HIGHER_BETTER, Direction.LOWER_BETTER, Direction.CONTEXT
DIRECTIONS = {"work": HIGHER, "poor": LOWER, "rented": CONTEXT}
WORK_FIRST = {"work": 3.0, "poor": 1.0}
TOWN = pd.DataFrame(
    {"work": [50.0, 60.0, 70.0], "poor": [10.0, 30.0, 20.0], "rented": [40.0, 50.0, 60.0]},
    index=pd.Index(["a", "b", "c"], name="area_code"),
)


def add_up(
    matrix: pd.DataFrame = TOWN,
    weights: dict[str, float] | None = None,
    *,
    people: pd.Series | None = None,
    normalisation: Normalisation = Normalisation.Z_SCORE,
) -> Composite:
    return composite(
        matrix,
        weights=WORK_FIRST if weights is None else weights,
        directions=DIRECTIONS,
        people=people,
        normalisation=normalisation,
    )


def firm(index: Composite, *, spread: float | None = 0.5, seed: int = 1) -> pd.DataFrame:
    return stability(index, rng=np.random.default_rng(seed), spread=spread)


# Standard deviations of both are √(200 / 3), so that one step of 10 is √1.5.
STEP = sqrt(1.5)


@pytest.mark.parametrize(
    ("how", "work", "poor"),
    [
        (Normalisation.Z_SCORE, [-STEP, 0, STEP], [STEP, -STEP, 0]),
        (Normalisation.MIN_MAX, [0, 0.5, 1], [1, 0, 0.5]),
        (Normalisation.RANK, [1 / 6, 3 / 6, 5 / 6], [5 / 6, 1 / 6, 3 / 6]),
    ],
)
def test_three_areas_worked_by_hand(
    how: Normalisation, work: list[float], poor: list[float]
) -> None:
    found = add_up(normalisation=how)
    assert found.parts["work"].tolist() == pytest.approx([0.75 * each for each in work])
    assert found.parts["poor"].tolist() == pytest.approx([0.25 * each for each in poor])
    expected = [0.75 * one + 0.25 * other for one, other in zip(work, poor, strict=True)]
    assert found.scores.tolist() == pytest.approx(expected)
    assert found.ranks.to_dict() == {"a": 3, "b": 2, "c": 1}
    assert found.weights.to_dict() == {"work": 0.75, "poor": 0.25}
    assert str(found.ranks.dtype) == "Int64"
    assert list(found.parts.columns) == ["work", "poor"]


def test_equal_people_agree_with_scipys_zscore() -> None:
    rng = np.random.default_rng(2)
    matrix = pd.DataFrame(rng.normal(size=(25, 2)), columns=["work", "poor"])
    standard = stats.zscore(matrix.to_numpy())
    same = pd.Series(7.0, index=matrix.index)
    for people in (None, same):
        found = add_up(matrix, people=people)
        expected = 0.75 * standard[:, 0] - 0.25 * standard[:, 1]
        np.testing.assert_allclose(found.scores.to_numpy(), expected)
        np.testing.assert_array_equal(found.ranks, stats.rankdata(-expected, method="min"))


def test_people_weigh_mean_spread_and_ridit() -> None:
    matrix = TOWN.assign(work=[0.0, 0.0, 4.0])
    people = pd.Series({"a": 1, "b": 2, "c": 1})
    only = {"work": 1.0}
    # Mean 1, variance (1 + 2 · 1 + 9) / 4 = 3.
    standard = add_up(matrix, only, people=people).scores
    assert standard.tolist() == pytest.approx([-1 / sqrt(3), -1 / sqrt(3), sqrt(3)])
    ridit = add_up(matrix, only, people=people, normalisation=Normalisation.RANK).scores
    assert ridit.tolist() == pytest.approx([0.375, 0.375, 0.875])


def test_area_without_people_has_a_score_but_moves_no_other() -> None:
    people = pd.Series({"a": 5.0, "b": 5.0, "c": 5.0, "own": np.nan})
    own = pd.DataFrame({"work": [66.0], "poor": [12.0]}, index=["own"])
    for how in (Normalisation.Z_SCORE, Normalisation.RANK):
        before = add_up(people=people, normalisation=how).scores
        after = add_up(pd.concat([TOWN, own]), people=people, normalisation=how).scores
        assert after.drop("own").to_dict() == pytest.approx(before.to_dict())
        assert np.isfinite(after["own"])


def test_area_that_lacks_a_figure_is_left_out_and_named_and_moves_no_other() -> None:
    gaps = pd.DataFrame({"work": [90.0, np.nan], "poor": [np.nan] * 2}, index=["x", "y"])
    found = add_up(pd.concat([TOWN, gaps]))
    assert found.left_out == {"x": ("poor",), "y": ("work", "poor")}
    pd.testing.assert_series_equal(found.scores, add_up().scores, check_names=False)
    # Without a weight the figure is not needed.
    assert add_up(pd.concat([TOWN, gaps]), {"work": 1, "poor": 0}).left_out == {
        "y": ("work",),
    }


def test_equal_areas_share_the_lower_number() -> None:
    matrix = pd.concat([TOWN, TOWN.loc[["c"]].set_axis(["d"])])
    assert add_up(matrix).ranks.to_dict() == {"a": 4, "b": 3, "c": 1, "d": 1}


def test_equal_sums_of_other_parts_share_a_rank() -> None:
    # 0.1 + 0.2 is not 0.3 in floating point.
    matrix = pd.DataFrame({"work": [0.0, 0.3, 1.0, 0.1], "poor": [0.7, 1.0, 0.0, 0.8]})
    found = add_up(matrix, {"work": 1, "poor": 1}, normalisation=Normalisation.MIN_MAX)
    assert found.ranks.tolist() == [2, 2, 1, 2]


@pytest.mark.parametrize(
    ("matrix", "weights", "sentence"),
    [
        (
            TOWN,
            {"work": 0.0, "poor": 0.0},
            "All weights are 0; at least one indicator needs a weight.",
        ),
        (TOWN, {}, "All weights are 0; at least one indicator needs a weight."),
        (
            TOWN,
            {"work": 1.0, "poor": -0.1},
            "The weight of “poor” is not a number of 0 or more.",
        ),
        (
            TOWN,
            {"work": np.nan, "poor": 1},
            "The weight of “work” is not a number of 0 or more.",
        ),
        (TOWN, {"work": np.inf}, "The weight of “work” is not a number of 0 or more."),
        (
            TOWN,
            {"work": 1.0, "rented": 0.1},
            "The indicator “rented” has no better end, so it cannot be in an index.",
        ),
        (TOWN, {"gone": 1.0}, "There are no figures for the indicator “gone”."),
        (
            TOWN.assign(poor=0.1),
            WORK_FIRST,
            "The indicator “poor” is equal in every area; leave it out.",
        ),
        (
            TOWN.assign(poor=[1.0, np.nan, np.nan]),
            WORK_FIRST,
            "Fewer than 2 areas have a figure for every indicator with a weight.",
        ),
        (TOWN / 0, WORK_FIRST, "A figure is infinite."),
        (pd.concat([TOWN, TOWN]), WORK_FIRST, "Each area may stand once."),
    ],
)
def test_what_cannot_be_added_up_is_refused_with_a_sentence(
    matrix: pd.DataFrame, weights: dict[str, float], sentence: str
) -> None:
    with pytest.raises(MeasureError) as refusal:
        add_up(matrix, weights)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (TOWN["work"] * 0, "Nobody is known to live in the areas."),
        (-TOWN["work"], "The number of people is negative or infinite in an area."),
    ],
)
def test_people_that_cannot_weigh_are_refused(people: pd.Series, sentence: str) -> None:
    with pytest.raises(MeasureError) as refusal:
        add_up(people=people)
    assert str(refusal.value) == sentence


def test_context_without_a_weight_is_no_hindrance() -> None:
    found = add_up(TOWN, {**WORK_FIRST, "rented": 0.0})
    assert list(found.parts.columns) == ["work", "poor"]


def test_figures_handed_in_are_not_changed() -> None:
    before = TOWN.copy()
    firm(add_up())
    pd.testing.assert_frame_equal(TOWN, before)


TWO = pd.DataFrame({"work": [1.0, 0.0], "poor": [1.0, 0.0]}, index=["a", "b"])


def test_ranks_of_two_areas_follow_the_distribution_of_the_weight() -> None:
    # “a” is ahead in work and behind in poor by as much, so it leads where work weighs more than
    # half. With 3 : 1 and a spread of 0.5 the weight is Beta(0.75 · 3, 0.25 · 3).
    found = stability(add_up(TWO), rng=np.random.default_rng(1), draws=20_000)
    behind = float(stats.beta.cdf(0.5, 2.25, 0.75))
    ahead = 1 - behind
    assert found["share_top"].tolist() == pytest.approx([ahead, behind], abs=0.01)
    assert found["share_bottom"].tolist() == pytest.approx([behind, ahead], abs=0.01)
    assert found["mean_shift"].tolist() == pytest.approx([behind, behind], abs=0.01)
    assert found[["rank", "lower", "upper"]].to_numpy().tolist() == [[1, 1, 2], [2, 1, 2]]


def test_every_weighting_alike_puts_each_of_two_areas_first_half_the_time() -> None:
    found = firm(add_up(TWO), spread=None)
    assert found["share_top"].tolist() == pytest.approx([0.5, 0.5], abs=0.05)


def test_wider_spread_of_weights_gives_no_narrower_intervals() -> None:
    rng = np.random.default_rng(7)
    index = add_up(pd.DataFrame(rng.normal(size=(40, 2)), columns=["work", "poor"]))
    widths = [
        (found["upper"] - found["lower"]).mean()
        for found in (firm(index, spread=spread) for spread in (0.05, 0.3, 0.9))
    ]
    assert widths == sorted(widths)
    assert widths[0] < widths[2] / 2


def test_other_normalisations_are_among_the_rankings() -> None:
    # By z-score and min-max the far value in work decides, by rank the order in poor.
    matrix = pd.DataFrame(
        {"work": [100.0, 1.0, 2.0, 3.0, 4.0], "poor": [5.0, 4.0, 3.0, 2.0, 1.0]},
        index=list("abcde"),
    )
    index = add_up(matrix, {"work": 0.6, "poor": 0.4})
    assert index.ranks["a"] == 1
    found = firm(index, spread=0.001)
    # Hardly any weight varies: what moves it is the third of the rankings that goes by rank.
    assert found["upper"]["a"] > 1
    assert found["share_top"]["a"] == pytest.approx(2 / 3, abs=0.01)


def test_interval_holds_the_rank_of_a_weighting_that_hardly_any_other_gives() -> None:
    # “000” has the most work by one step and the most poor by 98: first where work weighs 99 times
    # as much, which is true of one weighting in a hundred.
    work, poor = np.arange(100.0, 0, -1), np.array([100.0, 1, *range(2, 100)])
    matrix = pd.DataFrame({"work": work, "poor": poor}, index=[f"{k:03}" for k in range(100)])
    found = firm(add_up(matrix, {"work": 1000, "poor": 1}), spread=None)
    assert found["rank"]["000"] == found["lower"]["000"] == 1
    assert found["median"]["000"] > 10


def test_same_seed_gives_the_same_ranks_and_another_seed_others() -> None:
    index = add_up(TWO)
    pd.testing.assert_frame_equal(firm(index), firm(index))
    assert not firm(index).equals(firm(index, seed=2))


def test_ranks_carry_whole_numbers_and_shares_for_every_area_with_a_score() -> None:
    index = add_up()
    found = firm(index)
    assert list(found.columns) == [
        "rank", "lower", "upper", "median", "share_top", "share_bottom", "mean_shift",
    ]  # fmt: skip
    assert found.index.equals(index.scores.index)
    assert {str(found[name].dtype) for name in ("rank", "lower", "upper")} == {"Int64"}
    assert found["rank"].to_dict() == index.ranks.to_dict()


@pytest.mark.parametrize("spread", [0, 1, -0.5, float("nan")])
def test_spread_outside_0_to_1_is_a_bad_call(spread: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        firm(add_up(), spread=spread)
