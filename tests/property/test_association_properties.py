"""What holds for how two indicators go together, whatever the figures are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.association import Association, associate
from indicators.measures.groups import MeasureError

COUNT = st.integers(5, 12)


@st.composite
def made_areas(draw: st.DrawFn) -> pd.DataFrame:
    """Draw five to twelve areas with two values and people; the values differ somewhere."""
    count = draw(COUNT)
    numbers = st.lists(st.integers(-500, 500), min_size=count, max_size=count)
    first, second = (draw(numbers.filter(lambda values: len(set(values)) > 1)) for _ in range(2))
    people = draw(st.lists(st.integers(1, 50_000), min_size=count, max_size=count))
    codes = [f"{place:02}" for place in range(count)]
    columns = {"first": first, "second": second, "people": people}
    return pd.DataFrame(columns, index=codes, dtype="float64")


def find(table: pd.DataFrame) -> Association:
    return associate(
        table["first"],
        table["second"],
        table["people"],
        rng=np.random.default_rng(1),
        draws=100,
    )


@settings(max_examples=50, deadline=None)
@given(made_areas())
def test_coefficients_lie_between_minus_1_and_1_inside_their_intervals(
    table: pd.DataFrame,
) -> None:
    found = find(table)
    for one in (found.pearson, found.spearman):
        assert -1 <= one.estimate <= 1
        if one.lower is not None and one.upper is not None:
            assert -1 <= one.lower <= one.estimate <= one.upper <= 1
    assert 1 <= found.effective_areas <= len(found.areas) + 1e-9


@settings(max_examples=50, deadline=None)
@given(
    made_areas(),
    st.floats(0.001, 1000),
    st.floats(-1000, 1000),
    st.floats(0.001, 1000),
)
def test_units_and_zero_points_change_no_coefficient_and_scale_the_line(
    table: pd.DataFrame, times: float, plus: float, people: float
) -> None:
    before = find(table)
    after = find(
        table.assign(
            first=table["first"] * times,
            second=table["second"] + plus,
            people=table["people"] * people,
        )
    )
    assert after.pearson.estimate == pytest.approx(before.pearson.estimate, abs=1e-7)
    assert after.spearman.estimate == pytest.approx(before.spearman.estimate, abs=1e-7)
    assert after.line.slope == pytest.approx(before.line.slope / times, rel=1e-6, abs=1e-6 / times)


@settings(max_examples=50, deadline=None)
@given(made_areas())
def test_other_sign_turns_the_coefficients_round(table: pd.DataFrame) -> None:
    before, after = find(table), find(table.assign(second=-table["second"]))
    assert after.pearson.estimate == pytest.approx(-before.pearson.estimate, abs=1e-12)
    assert after.spearman.estimate == pytest.approx(-before.spearman.estimate, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(made_areas())
def test_it_does_not_matter_which_indicator_comes_first(table: pd.DataFrame) -> None:
    before = find(table)
    after = find(table.rename(columns={"first": "second", "second": "first"}))
    assert after.pearson.estimate == pytest.approx(before.pearson.estimate, abs=1e-12)
    assert after.spearman.estimate == pytest.approx(before.spearman.estimate, abs=1e-12)
    # The two slopes multiply to the square of the coefficient.
    assert before.line.slope * after.line.slope == pytest.approx(
        before.pearson.estimate**2, abs=1e-9
    )


@settings(max_examples=50, deadline=None)
@given(made_areas(), st.integers(0, 4))
def test_area_cut_in_two_changes_no_coefficient_and_not_the_line(
    table: pd.DataFrame, place: int
) -> None:
    halves = pd.concat([table, table.iloc[[place]].set_axis(["99"])])
    halves.loc[[table.index[place], "99"], "people"] /= 2
    before, after = find(table), find(halves)
    assert after.pearson.estimate == pytest.approx(before.pearson.estimate, abs=1e-9)
    assert after.spearman.estimate == pytest.approx(before.spearman.estimate, abs=1e-9)
    assert after.line == pytest.approx(before.line, rel=1e-6, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(made_areas())
def test_spearman_sees_the_order_alone(table: pd.DataFrame) -> None:
    before, after = find(table), find(table.assign(first=table["first"] ** 3))
    assert after.spearman.estimate == pytest.approx(before.spearman.estimate, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(made_areas(), st.sets(st.integers(0, 11)))
def test_area_without_a_figure_is_as_if_it_were_not_there(
    table: pd.DataFrame, gone: set[int]
) -> None:
    codes = [code for place, code in enumerate(table.index) if place in gone]
    lacking = table.copy()
    lacking.loc[codes, "second"] = np.nan
    try:
        expected = find(table.drop(index=codes))
    except MeasureError:
        with pytest.raises(MeasureError):
            find(lacking)
        return
    assume(codes)
    found = find(lacking)
    assert (found.pearson, found.spearman, found.line) == (
        expected.pearson,
        expected.spearman,
        expected.line,
    )
    assert sorted(found.left_out) == codes
