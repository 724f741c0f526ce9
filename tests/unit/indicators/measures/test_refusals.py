"""What every measure does with zeros, negatives, nothing, one group and equal groups."""

import numpy as np
import pandas as pd
import pytest

from indicators.measures.entropy import theil, theil_between
from indicators.measures.groups import Groups, MeasureError
from indicators.measures.percentiles import percentile
from indicators.measures.toolkit import FURTHER, TOOLKIT, Measure, Summary, summarise
from tests.unit.indicators.measures.made_up import series, words

EVERY = (*TOOLKIT, *FURTHER)
NAMES = {measure.short_name for measure in EVERY}
RATIOS = {"r", "rii", "p90p10r"}
DIVIDED_BY_MEAN = {"cov", "idisu", "idisw", "ti", "rci", "paf", "gini", "tb", "tw"}


def make_groups(values: pd.Series, people: pd.Series | None = None) -> Groups:
    names = values.index
    return Groups(
        values,
        pd.Series(10, index=names) if people is None else people,
        order=pd.Series(range(len(names)), index=names),
        reference="a",
        parents=words("nnssn"[: len(names)]).reindex(names),
    )


def summarise_all(groups: Groups) -> Summary:
    return summarise(groups, rng=np.random.default_rng(1), measures=EVERY)


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.short_name)
def test_equal_groups_have_no_gap(measure: Measure) -> None:
    found = measure.estimate(make_groups(series(0.1, 0.1, 0.1), series(1, 2, 4)))
    assert found == pytest.approx(1 if measure.short_name in RATIOS else 0, abs=1e-12)


@pytest.mark.parametrize("values", [series(), series(5)], ids=["none", "one"])
def test_fewer_than_two_groups_are_refused_by_every_measure(values: pd.Series) -> None:
    summary = summarise_all(make_groups(values))
    assert summary.measures == {}
    assert set(summary.not_applicable) == NAMES
    assert set(summary.not_applicable.values()) == {
        "It takes at least two groups with people to compare."
    }


def test_zero_is_refused_where_it_is_divided_by_or_has_no_logarithm() -> None:
    summary = summarise_all(make_groups(series(0, 10, 20)))
    assert set(summary.not_applicable) == {"r", "mld", "rii", "p90p10r"}
    assert summary.not_applicable["mld"] == "A value is 0, which has no logarithm."
    assert "no ratio" in summary.not_applicable["r"]
    assert "no ratio" in summary.not_applicable["rii"]
    assert "P10 is 0" in summary.not_applicable["p90p10r"]


def test_only_zeros_have_absolute_measures_alone() -> None:
    summary = summarise_all(make_groups(series(0, 0, 0)))
    assert set(summary.not_applicable) == DIVIDED_BY_MEAN | {"r", "mld", "rii", "p90p10r"}
    assert summary.not_applicable["ti"] == (
        "Every value is 0, so there is no mean to relate the gap to."
    )


def test_negative_values_have_absolute_measures_alone() -> None:
    summary = summarise_all(make_groups(series(-5, 10, 20)))
    assert set(summary.not_applicable) == DIVIDED_BY_MEAN | {"r", "mld", "rii", "p90p10r"}
    assert summary.not_applicable["ti"].startswith("The value is negative for “a”;")
    assert summary.measures["d"].estimate == 25


def test_line_below_zero_at_one_end_has_no_ratio() -> None:
    summary = summarise_all(make_groups(series(1, 1, 100)))
    assert "not above 0 at both ends" in summary.not_applicable["rii"]
    assert "sii" in summary.measures


def test_measures_that_need_an_order_a_reference_or_parents_ask_for_it() -> None:
    summary = summarise_all(Groups(series(10, 20), series(1, 1)))
    assert set(summary.not_applicable) == {
        "mdru", "mdrw", "aci", "rci", "sii", "rii", "tb", "tw",
    }  # fmt: skip
    assert "no order" in summary.not_applicable["sii"]
    assert "reference" in summary.not_applicable["mdru"]
    assert "larger areas" in summary.not_applicable["tb"]


def test_group_without_people_counts_for_nothing() -> None:
    values, people = series(10, 900, 30), series(300, 0, 100)
    full = summarise_all(Groups(values, people, reference="a"))
    kept = ["a", "c"]
    assert (
        full.measures == summarise_all(Groups(values[kept], people[kept], reference="a")).measures
    )
    gone = summarise_all(Groups(values, people, reference="b"))
    assert gone.not_applicable["mdru"] == "The reference group “b” has no value or no people."


def test_nobody_anywhere_is_refused() -> None:
    with pytest.raises(MeasureError, match="at least two groups with people"):
        theil(series(1, 2), series(0, 0))


@pytest.mark.parametrize(
    ("values", "people", "sentence"),
    [
        (series(1, np.nan), series(1, 1), "The value is missing for “b”."),
        (series(1, np.inf), series(1, 1), "The value is infinite for “b”."),
        (series(1, 2), series(1, np.nan), "The population is missing for “b”."),
        (series(1, 2), series(1, -1), "The population is negative for “b”."),
        (series(1, 2), series(1, 1, 1), "not given for the same groups"),
        (series(1, 2), series(1, 1).rename({"b": "c"}), "not given for the same groups"),
        (series(1, 2).rename({"b": "a"}), series(1, 1), "“a” repeats"),
        (words(["1", "x"]), series(1, 1), "Not every value is a number."),
        (series(*[np.nan] * 5), series(1, 1, 1, 1, 1), "for “a”, “b”, “c” and 2 more."),
    ],
)
def test_figures_that_cannot_be_compared_are_named(
    values: pd.Series, people: pd.Series, sentence: str
) -> None:
    with pytest.raises(MeasureError) as caught:
        theil(values, people)
    assert sentence in str(caught.value)


def test_missing_parent_is_refused() -> None:
    with pytest.raises(MeasureError, match="The parent is missing for “b”"):
        theil_between(series(1, 2), series(1, 1), parents=pd.Series(["n", None], index=["a", "b"]))


@pytest.mark.parametrize("share", [0, -0.1, 1.1, float("nan")])
def test_percentile_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(MeasureError, match="above 0 and at most 1"):
        percentile(series(1, 2), series(1, 1), share=share)


def test_same_groups_in_another_order_are_matched_by_name() -> None:
    assert theil(series(10, 30), series(300, 100)) == theil(
        series(10, 30), series(300, 100).iloc[::-1]
    )


def test_figures_too_large_are_refused_with_a_sentence() -> None:
    summary = summarise_all(make_groups(series(1, 1e200)))
    assert summary.not_applicable["bgv"] == "The figures are too large to compute it."
    assert summary.measures["d"].estimate == 1e200


def test_arguments_are_not_changed() -> None:
    groups = make_groups(series(3, 1, 2), series(1.5, 0, 200))
    kept = [
        None if part is None else part.copy()
        for part in (groups.estimates, groups.population, groups.order, groups.parents)
    ]
    summarise_all(groups)
    for before, after in zip(
        kept, (groups.estimates, groups.population, groups.order, groups.parents), strict=True
    ):
        assert before is not None
        assert after is not None
        pd.testing.assert_series_equal(before, after)
