"""What holds for the parts of every measure, whatever the figures are."""

from contextlib import suppress
from dataclasses import replace
from math import fsum

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.measures.contributions import SPLIT, contributions, contributions_to_change
from indicators.measures.groups import Groups, MeasureError
from indicators.measures.toolkit import FURTHER, TOOLKIT, summarise
from tests.property.test_measure_properties import BY_GROUP, RELATIVE, made_groups

EVERY = (*TOOLKIT, *FURTHER)
SPREAD = {
    "bgv", "bgsd", "cov", "mdmu", "mdmw", "mdbu", "mdbw", "mdru", "mdrw", "idisu", "idisw",
    "ti", "mld", "gini", "tb", "tw",
}  # fmt: skip


def split_all(groups: Groups) -> dict[str, pd.Series]:
    """Give the parts of every measure that applies and can be split."""
    found = {}
    for name in SPLIT:
        with suppress(MeasureError):
            found[name] = contributions(groups, name)
    return found


def measure_all(groups: Groups) -> dict[str, float]:
    summary = summarise(groups, rng=np.random.default_rng(1), measures=EVERY)
    return {name: one.estimate for name, one in summary.measures.items() if name in SPLIT}


def traces(name: str, *, size: float = 1000) -> float:
    """Give what rounding may leave of a zero where values are up to this size."""
    # The slope divides by the spread of the ridits, next to nothing where one group has nearly all.
    times = {"bgv": size, "sii": 1000}.get(name, 1)
    return 1e-14 * max(size, 1000) * times


@settings(max_examples=60)
@given(made_groups())
def test_parts_sum_to_the_measure(groups: Groups) -> None:
    measures = measure_all(groups)
    assert measures.keys() >= SPLIT.keys() - {"aci", "rci", "sii"}
    for name, estimate in measures.items():
        parts = contributions(groups, name)
        assert list(parts.index) == list(groups.estimates.index)
        assert fsum(parts) == pytest.approx(estimate, rel=1e-9, abs=traces(name)), name
        assert parts.sum() == pytest.approx(estimate, rel=1e-9, abs=traces(name)), name


@settings(max_examples=30)
@given(made_groups(ordered=True))
def test_parts_of_measures_along_an_order_sum_to_them(groups: Groups) -> None:
    assert groups.order is not None
    rising = replace(groups, order=pd.Series(range(len(groups.order)), index=groups.order.index))
    measures = measure_all(rising)
    assert measures.keys() == SPLIT.keys()
    for name, estimate in measures.items():
        parts = contributions(rising, name)
        assert fsum(parts) == pytest.approx(estimate, rel=1e-9, abs=traces(name)), name


@settings(max_examples=30)
@given(made_groups(ordered=True), made_groups(ordered=True))
def test_change_of_the_parts_sums_to_the_change_of_the_measure(
    first: Groups, other: Groups
) -> None:
    names = [name for name in first.estimates.index if name in other.estimates.index]
    before, after = (keep(groups, names) for groups in (first, other))
    earlier, later = measure_all(before), measure_all(after)
    one_ordered = ("aci" in earlier) != ("aci" in later)
    for name in earlier.keys() & later.keys():
        if one_ordered and name in {"d", "par", "paf"}:
            with pytest.raises(MeasureError, match="only"):
                contributions_to_change(before, after, name)
            continue
        frame = contributions_to_change(before, after, name)
        change = later[name] - earlier[name]
        size = max(abs(earlier[name]), abs(later[name]), 1)
        assert fsum(frame["change"]) == pytest.approx(change, abs=1e-9 * size), name
        back = contributions_to_change(after, before, name)
        pd.testing.assert_series_equal(back["change"], -frame["change"])


@settings(max_examples=30)
@given(made_groups(), st.data())
def test_parts_of_a_group_split_in_two_add_up_to_its_part(
    groups: Groups, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(list(groups.estimates.index)))
    people = groups.population * 101
    moved = data.draw(st.integers(1, int(people[name]) - 1))
    assert groups.parents is not None
    twice = [*groups.estimates.index, name]
    index = pd.Index([*groups.estimates.index, "twin"])

    def with_twin(cells: pd.Series) -> pd.Series:
        return cells[twice].set_axis(index)

    divided = with_twin(people)
    divided["twin"], divided[name] = moved, people[name] - moved
    split = split_all(
        replace(
            groups,
            estimates=with_twin(groups.estimates),
            population=divided,
            order=None if groups.order is None else with_twin(groups.order),
            parents=with_twin(groups.parents),
        )
    )
    for measure, whole in split_all(replace(groups, population=people)).items():
        if measure in BY_GROUP:
            continue
        joined = split[measure].drop("twin")
        joined[name] += split[measure]["twin"]
        trace = 100 * traces(measure)
        # Next to nothing is divided by next to nothing where all groups are equal.
        if whole.abs().sum() > trace:
            pd.testing.assert_series_equal(joined, whole, rtol=1e-9, atol=trace)


@settings(max_examples=30)
@given(made_groups(), st.floats(min_value=0.01, max_value=100))
def test_other_unit_leaves_parts_of_relative_measures_and_scales_those_of_absolute_ones(
    groups: Groups, factor: float
) -> None:
    scaled = split_all(replace(groups, estimates=groups.estimates * factor))
    for name, parts in split_all(groups).items():
        power = 0 if name in RELATIVE else 2 if name == "bgv" else 1
        expected = list(parts * factor**power)
        trace = 100 * traces(name, size=1000 * max(factor, 1))
        if name in {"par", "paf"} and abs(parts.sum()) <= trace:
            # Rounding decides on which side of the reference the mean is, and so if it is cut.
            continue
        assert list(scaled[name]) == pytest.approx(expected, rel=1e-7, abs=trace), name


@settings(max_examples=30)
@given(made_groups())
def test_measures_of_spread_have_no_negative_part(groups: Groups) -> None:
    for name, parts in split_all(groups).items():
        if name in SPREAD:
            assert (parts >= 0).all(), name


@settings(max_examples=30)
@given(made_groups())
def test_theil_index_of_a_parent_is_its_parts_between_and_within(groups: Groups) -> None:
    parts, parents = split_all(groups), groups.parents
    assert parents is not None
    together = (parts["tb"] + parts["tw"]).groupby(parents).sum()
    whole = parts["ti"].groupby(parents).sum()
    pd.testing.assert_series_equal(together, whole, check_names=False, rtol=1e-9, atol=1e-10)


@settings(max_examples=30)
@given(made_groups(), st.integers(0, 100_000))
def test_group_without_people_has_no_part_and_changes_none(groups: Groups, value: int) -> None:
    def with_empty(cells: pd.Series, cell: float | str) -> pd.Series:
        return pd.Series(pd.concat([cells, pd.Series([cell], index=["empty"])]))

    assert groups.parents is not None
    wider = replace(
        groups,
        estimates=with_empty(groups.estimates, value),
        population=with_empty(groups.population, 0),
        order=None if groups.order is None else with_empty(groups.order, 9),
        parents=with_empty(groups.parents, "x"),
    )
    found = split_all(wider)
    for name, parts in split_all(groups).items():
        pd.testing.assert_series_equal(found[name], parts)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.floats(0, 1e300))))
def test_any_finite_numbers_have_finite_parts_or_a_sentence(
    rows: list[tuple[float, float]],
) -> None:
    values = pd.Series([value for value, _ in rows], dtype="float64")
    groups = Groups(
        values,
        pd.Series([people for _, people in rows], dtype="float64"),
        order=pd.Series(range(len(rows)), dtype="float64"),
        reference=0,
        parents=pd.Series(["n"] * len(rows), dtype="str"),
    )
    for name in SPLIT:
        with suppress(MeasureError):
            parts = contributions(groups, name)
            assert np.isfinite(parts).all()


def keep(groups: Groups, names: list[str]) -> Groups:
    assert groups.order is not None
    assert groups.parents is not None
    return replace(
        groups,
        estimates=groups.estimates[names],
        population=groups.population[names],
        order=groups.order[names],
        parents=groups.parents[names],
    )
