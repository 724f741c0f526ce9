"""What holds for every measure, whatever the figures are."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.measures.entropy import theil, theil_between, theil_within
from indicators.measures.groups import Groups, MeasureError
from indicators.measures.simulation import rank_intervals
from indicators.measures.toolkit import FURTHER, TOOLKIT, summarise
from indicators.measures.wilson import wilson_interval

EVERY = (*TOOLKIT, *FURTHER)
RELATIVE = {
    "r", "cov", "idisu", "idisw", "ti", "mld", "rci", "rii", "paf", "gini", "tb", "tw", "p90p10r",
}  # fmt: skip
ABSOLUTE = {measure.short_name for measure in EVERY} - RELATIVE
BY_GROUP = {"mdmu", "mdbu", "mdru", "idisu"}


@st.composite
def made_groups(draw: st.DrawFn, *, ordered: bool | None = None) -> Groups:
    """Draw two to eight groups with positive values, people in whole numbers, and parents."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(1, 100_000),
                st.integers(1, 50_000),
                st.integers(1, 5),
                st.sampled_from("nsw"),
            ),
            min_size=2,
            max_size=8,
        )
    )
    names = pd.Index([f"g{place}" for place in range(len(rows))])
    values, people, places, parents = (
        pd.Series(list(column), index=names) for column in zip(*rows, strict=True)
    )
    return Groups(
        values / 100,
        people,
        order=places if (draw(st.booleans()) if ordered is None else ordered) else None,
        reference="g0",
        favourable=draw(st.booleans()),
        parents=parents,
    )


def measure_all(groups: Groups) -> dict[str, float]:
    """Give every measure that applies."""
    found = summarise(groups, rng=np.random.default_rng(1), measures=EVERY).measures
    return {name: one.estimate for name, one in found.items()}


def same(found: dict[str, float], expected: dict[str, float], *, size: float) -> None:
    """Compare all; `size` is that of the figures, for what rounding leaves of a zero."""
    assert found.keys() == expected.keys()
    for name, number in expected.items():
        traces = {"bgv": size**2, "bgsd": size * 100}.get(name, max(size, 1000))
        assert found[name] == pytest.approx(number, rel=1e-7, abs=1e-10 * traces), name


@settings(max_examples=50)
@given(made_groups(), st.floats(min_value=0.01, max_value=100))
def test_other_unit_leaves_relative_measures_and_scales_absolute_ones(
    groups: Groups, factor: float
) -> None:
    before, scaled = measure_all(groups), replace(groups, estimates=groups.estimates * factor)
    powers = {"bgv": 2}
    expected = {
        name: number if name in RELATIVE else number * factor ** powers.get(name, 1)
        for name, number in before.items()
    }
    same(measure_all(scaled), expected, size=1000 * max(factor, 1))


@settings(max_examples=50)
@given(made_groups(), st.integers(1, 1000))
def test_same_amount_for_all_leaves_absolute_measures(groups: Groups, amount: int) -> None:
    raised = replace(groups, estimates=groups.estimates + amount)
    before, after = measure_all(groups), measure_all(raised)
    same(
        {name: number for name, number in after.items() if name in ABSOLUTE},
        {name: number for name, number in before.items() if name in ABSOLUTE},
        size=2000,
    )


@settings(max_examples=50)
@given(made_groups(), st.integers(2, 50))
def test_as_many_times_the_people_everywhere_change_nothing(groups: Groups, times: int) -> None:
    before = measure_all(replace(groups, population=groups.population * 101))
    after = measure_all(replace(groups, population=groups.population * 101 * times))
    same(after, before, size=1000)


@settings(max_examples=50)
@given(made_groups(), st.randoms(use_true_random=False))
def test_order_of_the_rows_does_not_matter(groups: Groups, random: np.random.Generator) -> None:
    names = list(groups.estimates.index)
    random.shuffle(names)
    shuffled = replace(groups, estimates=groups.estimates.reindex(names))
    same(measure_all(shuffled), measure_all(groups), size=1000)


@settings(max_examples=50)
@given(made_groups(), st.data())
def test_group_split_in_two_with_equal_values_changes_no_weighted_measure(
    groups: Groups, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(list(groups.estimates.index)))
    people = groups.population * 101
    moved = data.draw(st.integers(1, int(people[name]) - 1))

    def with_twin(cells: pd.Series) -> pd.Series:
        return pd.Series(pd.concat([cells, cells[[name]].rename({name: "twin"})]))

    parts = with_twin(people)
    parts["twin"] = moved
    parts[name] = people[name] - moved
    assert groups.parents is not None
    split = replace(
        groups,
        estimates=with_twin(groups.estimates),
        population=parts,
        order=None if groups.order is None else with_twin(groups.order),
        parents=with_twin(groups.parents),
    )
    before, after = measure_all(replace(groups, population=people)), measure_all(split)
    same(
        {key: number for key, number in after.items() if key not in BY_GROUP},
        {key: number for key, number in before.items() if key not in BY_GROUP},
        size=1000,
    )


@settings(max_examples=50)
@given(made_groups(), st.integers(0, 1000))
def test_group_without_people_changes_nothing(groups: Groups, value: int) -> None:
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
    same(measure_all(wider), measure_all(groups), size=1000)


@settings(max_examples=50)
@given(made_groups())
def test_theil_is_the_sum_of_its_parts(groups: Groups) -> None:
    assert groups.parents is not None
    values, people = groups.estimates, groups.population
    parts = theil_between(values, people, parents=groups.parents) + theil_within(
        values, people, parents=groups.parents
    )
    assert parts == pytest.approx(theil(values, people), rel=1e-9, abs=1e-12)


@settings(max_examples=50)
@given(made_groups(ordered=True))
def test_turned_direction_turns_the_ends(groups: Groups) -> None:
    def estimate(name: str, turned: Groups) -> float:
        (measure,) = (one for one in TOOLKIT if one.short_name == name)
        return measure.estimate(turned)

    other = replace(groups, favourable=not groups.favourable)
    if groups.order is not None and len(set(groups.order)) > 1:
        assert estimate("d", groups) == pytest.approx(-estimate("d", other))
        assert estimate("sii", groups) == pytest.approx(-estimate("sii", other))
        assert estimate("r", groups) * estimate("r", other) == pytest.approx(1)


@settings(max_examples=50)
@given(made_groups())
def test_measures_of_spread_are_never_negative_and_ratios_of_extremes_never_below_one(
    groups: Groups,
) -> None:
    found = measure_all(replace(groups, order=None))
    signed = {"par", "paf"} if not groups.favourable else set()
    assert {name for name, number in found.items() if number < 0} <= signed
    assert found["r"] >= 1
    assert found["p90p10r"] >= 1
    assert found["gini"] < 1


@settings(max_examples=40)
@given(made_groups(), st.floats(min_value=0.01, max_value=100), st.integers(0, 1000))
def test_interval_holds_its_estimate_and_keeps_to_the_range(
    groups: Groups, error: float, seed: int
) -> None:
    uncertain = replace(groups, standard_error=pd.Series(error, index=groups.estimates.index))
    summary = summarise(uncertain, rng=np.random.default_rng(seed), measures=EVERY, draws=100)
    for name, one in summary.measures.items():
        if one.lower is None or one.upper is None:
            assert one.lower is one.upper
            continue
        assert one.lower <= one.estimate <= one.upper, name
        if name == "rci":
            assert -1 <= one.lower <= one.upper <= 1


@given(st.lists(st.floats(), max_size=4), st.lists(st.floats(), max_size=4))
def test_any_numbers_have_a_finite_answer_or_a_sentence(
    values: list[float], people: list[float]
) -> None:
    check_answers(values, people)


@given(st.lists(st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.floats(0, 1e300))))
def test_any_finite_numbers_have_a_finite_answer_or_a_sentence(
    rows: list[tuple[float, float]],
) -> None:
    check_answers([value for value, _ in rows], [people for _, people in rows])


def check_answers(values: list[float], people: list[float]) -> None:
    groups = Groups(
        pd.Series(values, dtype="float64"),
        pd.Series(people, dtype="float64"),
        order=pd.Series(range(len(values)), dtype="float64"),
        reference=0,
        parents=pd.Series(["n"] * len(values), dtype="str"),
    )
    summary = summarise(groups, rng=np.random.default_rng(1), measures=EVERY)
    assert all(np.isfinite(one.estimate) for one in summary.measures.values())
    assert all(sentence.endswith(".") for sentence in summary.not_applicable.values())
    assert len(summary.measures) + len(summary.not_applicable) == len(EVERY)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_wilson_interval_holds_the_share_within_zero_and_one(count: int, base: int) -> None:
    share = min(count, base) / base
    found = wilson_interval(share, base)
    assert found is not None
    assert 0 <= found.lower <= share <= found.upper <= 1
    assert found.upper > found.lower


@given(st.floats(min_value=0, max_value=1), st.integers(1, 1000), st.integers(2, 50))
def test_larger_base_makes_a_narrower_interval(share: float, base: int, times: int) -> None:
    def width(people: int) -> float:
        found = wilson_interval(share, people)
        assert found is not None
        return found.upper - found.lower

    assert width(base * times) < width(base)


@settings(max_examples=40)
@given(made_groups(), st.integers(0, 1000))
def test_places_lie_within_one_and_the_number_of_areas(groups: Groups, seed: int) -> None:
    errors = pd.Series(1.0, index=groups.estimates.index)
    frame = rank_intervals(groups.estimates, errors, rng=np.random.default_rng(seed), draws=50)
    assert (frame["lower"] <= frame["rank"]).all()
    assert (frame["rank"] <= frame["upper"]).all()
    assert frame.isin(range(1, len(frame) + 1)).all(axis=None)


@settings(max_examples=50)
@given(made_groups())
def test_missing_value_is_refused_and_never_read_as_zero(groups: Groups) -> None:
    values = groups.estimates.where(groups.estimates.index != "g0")
    for measure in EVERY:
        with pytest.raises(MeasureError, match="The value is missing for “g0”"):
            measure.estimate(replace(groups, estimates=values))
