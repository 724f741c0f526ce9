from itertools import pairwise

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from explorer.scale import Scale, build_scale
from explorer.view import Scheme, Show

# Figures as they come (many equal ones, gaps), and anything that a float can be.
figures = st.lists(
    st.integers(-1000, 1000).map(lambda each: each / 10) | st.just(float("nan")), max_size=40
)
anything = st.lists(st.floats(), max_size=12)
centres = st.none() | st.floats(allow_nan=False)
rising = st.lists(st.integers(-1200, 1200), unique=True, min_size=2, max_size=8).map(
    lambda numbers: tuple(each / 10 for each in sorted(numbers))
)
scales = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(Scheme),
        "classes": st.integers(3, 9),
        "centre": centres,
        "show": st.sampled_from(Show),
        "breaks": rising,
    }
)
Choice = dict[str, object]


def build(values: list[float], choice: Choice) -> Scale:
    return build_scale(pd.Series(values, dtype="float64"), **choice)  # type: ignore[arg-type]


@given(figures | anything, scales)
def test_scale_is_never_an_error_and_its_breaks_rise(values: list[float], choice: Choice) -> None:
    scale = build(values, choice)
    assert np.isfinite(scale.breaks).all()
    assert all(low < high for low, high in pairwise(scale.breaks))
    most = 9 if choice["scheme"] is Scheme.OWN else choice["classes"]
    assert scale.classes <= int(str(most))
    if scale.middle is not None:
        assert -0.5 <= scale.middle <= scale.classes - 0.5
        assert (scale.middle * 2).is_integer()


@given(figures | anything, scales)
def test_exactly_the_finite_values_have_a_class(values: list[float], choice: Choice) -> None:
    found = build(values, choice).assign(pd.Series(values, dtype="float64"))
    assert found.notna().tolist() == np.isfinite(values).tolist()


@given(figures, scales)
def test_higher_value_is_never_in_a_lower_class(values: list[float], choice: Choice) -> None:
    ordered = pd.Series(values, dtype="float64").dropna().sort_values()
    assert build(values, choice).assign(ordered).is_monotonic_increasing


@given(figures, scales)
def test_class_is_the_number_of_breaks_below_the_value(values: list[float], choice: Choice) -> None:
    scale = build(values, choice)
    found = scale.assign(pd.Series(values, dtype="float64"))
    for value, place in zip(values, found, strict=True):
        # What is on a break but for the last bits counts as on it.
        if not any(np.isclose(value, scale.breaks, rtol=0, atol=1e-6)) and not np.isnan(value):
            assert place == sum(value > each for each in scale.breaks)


@given(figures, st.sampled_from([Scheme.QUANTILES, Scheme.FISHER_JENKS]), st.integers(3, 9))
def test_classes_by_rank_and_group_are_never_empty(
    values: list[float], scheme: Scheme, classes: int
) -> None:
    choice = {"scheme": scheme, "classes": classes, "centre": None, "show": Show.VALUE}
    scale = build(values, choice)
    found = scale.assign(pd.Series(values, dtype="float64")).dropna()
    assert len(found) == 0 or set(found) == set(range(scale.classes))
    if scheme is Scheme.FISHER_JENKS and len(found):
        distinct = len({each for each in values if not np.isnan(each)})
        assert scale.classes == min(classes, distinct)


@given(figures, scales)
def test_order_of_values_does_not_matter(values: list[float], choice: Choice) -> None:
    assert build(values, choice).breaks == build(values[::-1], choice).breaks


@given(
    st.lists(st.integers(-1000, 1000), min_size=10, max_size=40, unique=True),
    st.sampled_from([Scheme.CITY, Scheme.EQUAL_INTERVALS, Scheme.FISHER_JENKS, Scheme.QUANTILES]),
    st.integers(3, 9),
    st.none() | st.integers(-1500, 1500),
)
def test_as_many_classes_as_asked_for_where_values_differ(
    values: list[int], scheme: Scheme, classes: int, centre: float | None
) -> None:
    choice = {"scheme": scheme, "classes": classes, "centre": centre, "show": Show.VALUE}
    assert build([float(each) for each in values], choice).classes == classes


@given(figures, scales)
def test_neutral_class_holds_the_city_or_is_bounded(values: list[float], choice: Choice) -> None:
    scale = build(values, choice)
    finite = [each for each in values if not np.isnan(each)]
    if scale.middle is None or not scale.middle.is_integer() or not finite:
        return
    centre = float(str(choice["centre"]))
    outside = centre < min(finite) - 1e-6 or centre > max(finite) + 1e-6
    at_the_end = scale.middle in (0.0, scale.classes - 1.0)
    assert not (outside and at_the_end)
