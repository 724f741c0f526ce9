"""What holds for an index of several indicators, whatever the figures are."""

from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.composite import Composite, Normalisation, composite, stability
from indicators.definitions import Direction
from indicators.measures.groups import MeasureError

DIRECTED = (Direction.HIGHER_BETTER, Direction.LOWER_BETTER)
normalisations = st.sampled_from(list(Normalisation))


@st.composite
def made_indexes(draw: st.DrawFn, *, most: int = 4) -> dict[str, Any]:
    """Draw two to eight areas, indicators that tell them apart, weights, directions and people."""
    areas, width = draw(st.integers(2, 8)), draw(st.integers(1, most))
    column = st.lists(st.integers(0, 1000), min_size=areas, max_size=areas)
    names = [f"i{place}" for place in range(width)]
    codes = [f"a{place}" for place in range(areas)]
    figures = {name: draw(column.filter(lambda values: len(set(values)) > 1)) for name in names}
    people = draw(
        st.one_of(st.none(), st.lists(st.integers(1, 50_000), min_size=areas, max_size=areas))
    )
    return {
        "matrix": pd.DataFrame(figures, index=codes, dtype="float64"),
        "weights": {name: draw(st.integers(1, 10)) for name in names},
        "directions": {name: draw(st.sampled_from(DIRECTED)) for name in names},
        "people": None if people is None else pd.Series(people, index=codes, dtype="float64"),
        "normalisation": draw(normalisations),
    }


def make(given_index: dict[str, Any], **changed: Any) -> Composite:
    options = {**given_index, **changed}
    return composite(options.pop("matrix"), **options)


def firm(index: Composite, *, spread: float | None = 0.5) -> pd.DataFrame:
    return stability(index, rng=np.random.default_rng(1), draws=60, spread=spread)


def matrix_of(given_index: dict[str, Any]) -> pd.DataFrame:
    matrix = given_index["matrix"]
    assert isinstance(matrix, pd.DataFrame)
    return matrix


@settings(max_examples=40, deadline=None)
@given(made_indexes())
def test_parts_sum_to_the_score_and_weights_to_1(drawn: dict[str, Any]) -> None:
    found = make(drawn)
    np.testing.assert_allclose(found.parts.sum(axis=1), found.scores, atol=1e-9)
    assert found.weights.sum() == pytest.approx(1)
    assert found.ranks.min() == 1
    assert found.scores.loc[found.ranks == 1].min() >= found.scores.max() - 1e-9


@settings(max_examples=40, deadline=None)
@given(made_indexes(most=1))
def test_ranks_of_one_indicator_are_its_own_and_firm(drawn: dict[str, Any]) -> None:
    found = make(drawn)
    (name,) = found.weights.index
    lower = drawn["directions"][name] is Direction.LOWER_BETTER
    expected = matrix_of(drawn)[name].rank(method="min", ascending=lower)
    assert found.ranks.to_dict() == expected.to_dict()
    ranks = firm(found)
    assert (ranks["lower"] == ranks["rank"]).all()
    assert (ranks["upper"] == ranks["rank"]).all()


@settings(max_examples=40, deadline=None)
@given(made_indexes(), st.floats(1e-6, 1e6))
def test_scaling_all_weights_changes_nothing(drawn: dict[str, Any], times: float) -> None:
    before = make(drawn)
    after = make(drawn, weights={name: times * each for name, each in drawn["weights"].items()})
    np.testing.assert_allclose(after.scores, before.scores, atol=1e-9)
    np.testing.assert_array_equal(after.ranks, before.ranks)


@settings(max_examples=40, deadline=None)
@given(made_indexes(), st.floats(0.01, 100), st.floats(-100, 100))
def test_units_and_zero_points_change_no_score(
    drawn: dict[str, Any], times: float, plus: float
) -> None:
    before, after = make(drawn), make(drawn, matrix=matrix_of(drawn) * times + plus)
    np.testing.assert_allclose(after.scores, before.scores, atol=1e-7)


@settings(max_examples=40, deadline=None)
@given(made_indexes())
def test_area_that_is_less_favourable_in_all_is_never_above(drawn: dict[str, Any]) -> None:
    found = make(drawn)
    ranks = firm(found)
    values = {str(code): row for code, row in found.favourable.T.to_dict("list").items()}
    places = ranks[["rank", "lower", "upper"]].astype("float64")
    for one, other in permutations(values, 2):
        if all(less <= more for less, more in zip(values[one], values[other], strict=True)):
            assert (places.loc[one] >= places.loc[other]).all()


@settings(max_examples=40, deadline=None)
@given(made_indexes(), st.one_of(st.none(), st.floats(0.05, 0.95)))
def test_interval_holds_the_rank_and_stays_among_the_areas(
    drawn: dict[str, Any], spread: float | None
) -> None:
    found = firm(make(drawn), spread=spread)
    assert (found["lower"] <= found["rank"]).all()
    assert (found["rank"] <= found["upper"]).all()
    assert found["lower"].min() >= 1
    assert found["upper"].max() <= len(found)
    for name in ("share_top", "share_bottom"):
        assert found[name].between(0, 1).all()
    assert (found["mean_shift"] >= 0).all()


@settings(max_examples=40, deadline=None)
@given(made_indexes(), st.one_of(st.none(), st.floats(0.05, 0.95)))
def test_ranks_are_firm_when_all_indicators_agree(
    drawn: dict[str, Any], spread: float | None
) -> None:
    matrix = matrix_of(drawn)
    first = matrix.iloc[:, 0].rank(method="dense")
    # The same order in all, with other distances; all turned the same way.
    agreeing = pd.DataFrame({name: first ** (1 + place) for place, name in enumerate(matrix)})
    directions = dict.fromkeys(matrix.columns, Direction.LOWER_BETTER)
    found = firm(make(drawn, matrix=agreeing, directions=directions), spread=spread)
    assert (found["lower"] == found["rank"]).all()
    assert (found["upper"] == found["rank"]).all()
    assert (found["mean_shift"] == 0).all()


@settings(max_examples=40, deadline=None)
@given(made_indexes(), st.integers(0, 1))
def test_area_cut_in_two_changes_no_score(drawn: dict[str, Any], place: int) -> None:
    matrix = matrix_of(drawn)
    people = pd.Series(np.arange(10.0, 10 + len(matrix)), index=matrix.index)
    cut = pd.concat([matrix, matrix.iloc[[place]].set_axis(["half"])])
    halves = pd.concat([people, people.iloc[[place]].set_axis(["half"])])
    halves[[str(matrix.index[place]), "half"]] /= 2
    before, after = make(drawn, people=people), make(drawn, matrix=cut, people=halves)
    np.testing.assert_allclose(after.scores[before.scores.index], before.scores, atol=1e-9)
    assert after.scores["half"] == pytest.approx(after.scores[matrix.index[place]])


@settings(max_examples=40, deadline=None)
@given(made_indexes(), st.sets(st.integers(0, 7)))
def test_area_that_lacks_a_figure_is_as_if_it_were_not_there(
    drawn: dict[str, Any], gone: set[int]
) -> None:
    matrix = matrix_of(drawn)
    codes = [str(code) for place, code in enumerate(matrix.index) if place in gone]
    lacking = matrix.copy()
    lacking.loc[codes, "i0"] = np.nan
    try:
        expected = make(drawn, matrix=matrix.drop(index=codes))
    except MeasureError:
        with pytest.raises(MeasureError):
            make(drawn, matrix=lacking)
        return
    found = make(drawn, matrix=lacking)
    pd.testing.assert_series_equal(found.scores, expected.scores)
    assert found.left_out == dict.fromkeys(codes, ("i0",))
