"""What holds for areas with like figures, whatever the figures are."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.measures.groups import MeasureError
from indicators.similarity import similar_areas

FIGURES = st.one_of(st.none(), st.integers(-500, 500))


@st.composite
def made_profiles(draw: st.DrawFn) -> pd.DataFrame:
    """Draw three to eight areas with one to five indicators, some figures missing."""
    areas, width = draw(st.integers(3, 8)), draw(st.integers(1, 5))
    rows = draw(
        st.lists(st.lists(FIGURES, min_size=width, max_size=width), min_size=areas, max_size=areas)
    )
    return pd.DataFrame(
        rows,
        index=[f"a{place}" for place in range(areas)],
        columns=[f"i{place}" for place in range(width)],
        dtype="float64",
    )


def all_distances(matrix: pd.DataFrame, people: pd.Series | None = None) -> dict[str, float]:
    """Give the distance of every pair that is compared, “from>to”."""
    found: dict[str, float] = {}
    for code in matrix.index:
        try:
            similar = similar_areas(matrix, code, people=people, most=len(matrix), fewest_shared=1)
        except MeasureError:
            continue
        found |= {f"{code}>{each.code}": each.distance for each in similar.neighbours}
    return found


@settings(max_examples=50, deadline=None)
@given(made_profiles())
def test_distance_is_the_same_both_ways_and_never_negative(matrix: pd.DataFrame) -> None:
    found = all_distances(matrix)
    for pair, distance in found.items():
        one, other = pair.split(">")
        assert distance >= 0
        # From the other area there may be too few to compare.
        assert found.get(f"{other}>{one}", distance) == pytest.approx(distance)


@settings(max_examples=50, deadline=None)
@given(made_profiles())
def test_area_with_the_same_figures_is_at_distance_0_and_comes_first(matrix: pd.DataFrame) -> None:
    twin = pd.concat([matrix, matrix.iloc[[0]].set_axis(["twin"])])
    found = all_distances(twin)
    if "a0>twin" in found:
        assert found["a0>twin"] == 0
        assert min(each for pair, each in found.items() if pair.startswith("a0>")) == 0


@settings(max_examples=50, deadline=None)
@given(made_profiles(), st.floats(0.001, 1000), st.floats(-1000, 1000))
def test_units_and_zero_points_change_no_distance(
    matrix: pd.DataFrame, times: float, plus: float
) -> None:
    changed = matrix.copy()
    changed.iloc[:, 0] = changed.iloc[:, 0] * times + plus
    expected = all_distances(matrix)
    assert all_distances(changed) == pytest.approx(expected, rel=1e-6, abs=1e-6)
    # Turning an indicator round neither.
    assert all_distances(-matrix) == pytest.approx(expected)


@settings(max_examples=50, deadline=None)
@given(made_profiles(), st.integers(0, 2))
def test_area_cut_in_two_changes_no_other_distance(matrix: pd.DataFrame, place: int) -> None:
    people = pd.Series(np.arange(10.0, 10 + len(matrix)), index=matrix.index)
    cut = pd.concat([matrix, matrix.iloc[[place]].set_axis(["half"])])
    halves = pd.concat([people, people.iloc[[place]].set_axis(["half"])])
    halves[[str(matrix.index[place]), "half"]] /= 2
    found = all_distances(cut, halves)
    for pair, distance in all_distances(matrix, people).items():
        assert found[pair] == pytest.approx(distance)


@settings(max_examples=50, deadline=None)
@given(made_profiles(), st.integers(1, 4))
def test_nearest_come_first_with_their_differences_by_size(
    matrix: pd.DataFrame, shared: int
) -> None:
    try:
        found = similar_areas(matrix, "a0", most=len(matrix), fewest_shared=shared)
    except MeasureError:
        return
    distances = [each.distance for each in found.neighbours]
    assert all(near <= far + 1e-8 for near, far in pairwise(distances))
    assert found.compared == len(distances)
    assert {each.code for each in found.neighbours} | {"a0"} | set(found.left_out) == set(
        matrix.index
    )
    for each in found.neighbours:
        sizes = each.differences.abs().tolist()
        assert sizes == sorted(sizes, reverse=True)
        assert len(sizes) >= shared
        assert each.distance == pytest.approx(np.sqrt(np.mean(np.square(sizes))))
        assert each.differences[each.most_different] == each.differences.iloc[0]
