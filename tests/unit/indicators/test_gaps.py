import csv
from dataclasses import replace
from importlib.resources import files
from math import sqrt

import numpy as np
import pandas as pd
import pytest

from geodata.areas import AreaLevel, AreaRegister
from indicators.comparison import Comparison, compare_areas
from indicators.gaps import (
    MEASURES,
    NEED_BETTER_END,
    NEED_ORDER,
    NO_BETTER_END,
    NO_ORDER,
    groups_for,
    measure_gaps,
    rank_areas,
)
from indicators.measures.groups import MeasureError
from indicators.measures.simulation import rank_intervals
from indicators.selection import Selection
from indicators.table import IndicatorTable
from tests.unit.indicators.gaps_by_hand import (
    by_code,
    compare_town,
    make_gap_table,
    published,
    united,
)
from tests.unit.indicators.made_up import primary

PEOPLE = primary("population", 100, 300, 200, 200, 200)
WORK = primary("work", 70, 60, 80, 75, 50)
INCOME = primary("income", 300, 250, 400, 310, 200)


def compare_work(town: AreaRegister, *, order_by: str | None = "income") -> Comparison:
    table = make_gap_table([*WORK, *INCOME, *PEOPLE])
    return compare_town(table, town, "work", order_by=order_by)


def test_measures_are_worked_by_hand(town: AreaRegister) -> None:
    """
    Mean (7 000 + 18 000 + 16 000 + 15 000 + 10 000) / 1 000 = 66.

    Distances from it are 4, 6, 14, 9 and 16, by people 0.4 + 1.8 + 2.8 + 1.8 + 3.2 = 10. From the
    best, 80, the mean is 14 away. Half of the people are reached with 60 in 102, the reference:
    distances 10, 0, 20, 15 and 10, by people 1 + 0 + 4 + 3 + 2 = 10.
    """
    found = measure_gaps(compare_work(town)).summary.measures
    expected = {"d": 30, "r": 1.6, "mdmw": 10, "mdmu": 9.8, "par": 14, "mdbw": 14, "mdrw": 10}
    assert {name: found[name].estimate for name in expected} == pytest.approx(expected)


def test_every_measure_stands_once_in_the_order_of_the_toolkit(town: AreaRegister) -> None:
    for order_by in ("income", None):
        summary = measure_gaps(compare_work(town, order_by=order_by)).summary
        names = [*summary.measures, *summary.not_applicable]
        assert sorted(names) == sorted(MEASURES)
        for part in (summary.measures, summary.not_applicable):
            assert list(part) == [name for name in MEASURES if name in part]


def test_without_an_order_four_measures_are_refused_and_no_other(town: AreaRegister) -> None:
    summary = measure_gaps(compare_work(town, order_by=None)).summary
    assert summary.not_applicable == dict.fromkeys(["aci", "rci", "sii", "rii"], NO_ORDER)
    assert set(NEED_ORDER) == {"aci", "rci", "sii", "rii"}


def test_order_is_used_by_the_four_and_changes_no_other_measure(town: AreaRegister) -> None:
    """With 70 in 101 above 80 in 103 an order would turn the difference about."""
    table = make_gap_table([*WORK, *primary("income", 500, 250, 200, 310, 400), *PEOPLE])
    with_order = compare_town(table, town, "work", order_by="income")
    without = compare_town(table, town, "work")
    found, plain = measure_gaps(with_order).summary, measure_gaps(without).summary
    assert not found.not_applicable
    assert {name: each for name, each in found.measures.items() if name not in NEED_ORDER} == (
        plain.measures
    )
    assert groups_for(with_order, "d") is with_order.groups
    assert groups_for(with_order, "sii") is with_order.ordered


def test_indicator_without_a_better_end_is_held_against_none(town: AreaRegister) -> None:
    rows = [*primary("born", 70, 60, 80, 75, 50), *INCOME, *PEOPLE]
    table = make_gap_table(rows)
    comparison = compare_town(table, town, "born", order_by="income")
    summary = measure_gaps(comparison).summary
    assert summary.not_applicable == dict.fromkeys(["mdbu", "mdbw", "par", "paf"], NO_BETTER_END)
    assert set(NEED_BETTER_END) == {"mdbu", "mdbw", "par", "paf"}
    assert summary.measures["d"].estimate == 30
    with pytest.raises(MeasureError, match="no better end"):
        groups_for(comparison, "par")


def test_measure_that_needs_an_order_is_refused_without_one(town: AreaRegister) -> None:
    with pytest.raises(MeasureError, match="no order"):
        groups_for(compare_work(town, order_by=None), "sii")


def test_order_that_no_area_has_a_place_in_is_a_sentence_and_no_fault(town: AreaRegister) -> None:
    rows = [*primary("work", 70, 60, None, 75, 50), *PEOPLE]
    rows += primary("income", None, None, 400, None, None)
    comparison = compare_town(make_gap_table(rows), town, "work", order_by="income")
    refused = measure_gaps(comparison).summary.not_applicable
    assert set(refused) == NEED_ORDER
    assert all(sentence.endswith(".") for sentence in refused.values())


def test_same_seed_gives_the_same_intervals_and_another_gives_others(town: AreaRegister) -> None:
    comparison = compare_work(town)
    first, again = measure_gaps(comparison), measure_gaps(comparison)
    assert first.summary.measures == again.summary.measures
    pd.testing.assert_frame_equal(first.places, again.places)
    other = measure_gaps(comparison, seed=2).summary.measures
    assert other["d"].estimate == first.summary.measures["d"].estimate
    assert other["d"].upper != first.summary.measures["d"].upper


def test_all_measures_rest_on_the_same_draws(town: AreaRegister) -> None:
    """
    For a share that had better be high the attributable risk is the distance from the best.

    Both are the highest value less the mean, so their intervals agree only on the same draws. The
    slope is the concentration index less a factor that holds people and places alone.
    """
    found = measure_gaps(compare_work(town)).summary.measures
    assert found["par"] == pytest.approx(found["mdbw"])
    factor = found["aci"].estimate / found["sii"].estimate
    assert found["sii"].lower is not None
    assert found["aci"].lower == pytest.approx(factor * found["sii"].lower)


def test_every_interval_holds_its_estimate(town: AreaRegister) -> None:
    for name, each in measure_gaps(compare_work(town)).summary.measures.items():
        assert each.lower is not None, name
        assert each.upper is not None, name
        assert each.lower <= each.estimate <= each.upper, name


def test_unknown_base_gives_measures_and_places_without_intervals(town: AreaRegister) -> None:
    table = make_gap_table([*primary("unsure", 70, 60, 80, 75, 50), *PEOPLE])
    found = measure_gaps(compare_town(table, town, "unsure"))
    assert all((one.lower, one.upper) == (None, None) for one in found.summary.measures.values())
    assert found.places["rank"].tolist() == [3, 4, 1, 2, 5]
    assert found.places[["lower", "upper"]].isna().all(axis=None)


def test_one_area_without_a_base_leaves_no_interval_at_all(town: AreaRegister) -> None:
    cells = published("income", by_code(300, 250, 400, 310, 200), error=4.0)
    del cells["income", "2024", "202"]
    table = make_gap_table([*INCOME, *PEOPLE], cells=cells)
    found = measure_gaps(compare_town(table, town, "income"))
    assert found.summary.measures["d"] == (200, None, None)
    assert found.places[["lower", "upper"]].isna().all(axis=None)


def test_place_is_one_and_the_number_of_areas_with_a_higher_value(town: AreaRegister) -> None:
    """Equal values share a place: 80 is first, the two with 60 are second, 50 is fourth."""
    table = make_gap_table([*primary("work", 60, 50, 80, 60, None), *PEOPLE])
    places = rank_areas(compare_town(table, town, "work"))
    assert places.index.tolist() == ["101", "102", "103", "201", "202"]
    assert [str(kind) for kind in places.dtypes] == ["Int64"] * 3
    assert places["rank"].tolist() == [2, 4, 1, 2, pd.NA]
    assert places.loc["202"].isna().all()
    known = places.drop("202")
    assert (known["lower"] <= known["rank"]).all()
    assert (known["rank"] <= known["upper"]).all()


def test_areas_with_one_figure_share_a_place_and_count_as_two(town: AreaRegister) -> None:
    at_the_top = make_gap_table(
        [*primary("work", 90, 90, 80, 75, 50), *PEOPLE], cells=united("work", "2024")
    )
    places = rank_areas(compare_town(at_the_top, town, "work"))
    assert places["rank"].tolist() == [1, 1, 3, 4, 5]
    at_the_end = make_gap_table(
        [*primary("work", 40, 40, 80, 75, 50), *PEOPLE], cells=united("work", "2024")
    )
    places = rank_areas(compare_town(at_the_end, town, "work"))
    assert places["rank"].tolist() == [4, 4, 1, 2, 3]


def test_interval_of_a_place_counts_both_areas_of_a_shared_figure(town: AreaRegister) -> None:
    """
    101 and 102 share 80.1, 103 has 80: either may be higher, 201 and 202 are far below.

    The two are first, or second behind 103; 103 is third behind both, or first. The other two have
    their places for sure.
    """
    values = by_code(80.1, 80.1, 80, 30, 20)
    cells = published("work", values, error={**dict.fromkeys(values, 5.0), "201": 0.1, "202": 0.1})
    for key, more in united("work", "2024").items():
        cells[key] |= more
    table = make_gap_table([*primary("work", *values.values()), *PEOPLE], cells=cells)
    places = rank_areas(compare_town(table, town, "work"))
    assert places["rank"].tolist() == [1, 1, 3, 4, 5]
    assert places["lower"].tolist() == [1, 1, 1, 4, 5]
    assert places["upper"].tolist() == [2, 2, 3, 4, 5]


def test_places_that_are_sure_are_their_own_interval(town: AreaRegister) -> None:
    values = by_code(70, 60, 80, 75, 50)
    table = make_gap_table([*WORK, *PEOPLE], cells=published("work", values, error=0.01))
    places = rank_areas(compare_town(table, town, "work"))
    assert places["lower"].tolist() == places["upper"].tolist() == places["rank"].tolist()


def test_values_that_stand_for_several_areas_are_ranked_by_areas() -> None:
    values = pd.Series([10.0, 30.0, 30.0, 20.0], index=list("abcd"))
    errors = pd.Series(np.nan, index=list("abcd"))
    many = pd.Series([1, 2, 3, 4], index=list("abcd"))
    places = rank_intervals(values, errors, rng=np.random.default_rng(1), areas=many)
    # Above d are 2 + 3 areas, above a those and the 4 of d.
    assert places["rank"].tolist() == [10, 1, 1, 6]
    plain = rank_intervals(values, errors, rng=np.random.default_rng(1))
    assert plain["rank"].tolist() == [4, 1, 1, 3]


def test_measuring_does_not_change_the_comparison(town: AreaRegister) -> None:
    comparison = compare_work(town)
    before = comparison.groups.estimates.copy()
    measure_gaps(comparison)
    pd.testing.assert_series_equal(comparison.groups.estimates, before)
    assert replace(comparison).groups.order is None


def read_shares() -> dict[str, float]:
    """Read the published shares of 2024 without any code of ours."""
    text = (files("indicators") / "data" / "observations.csv").read_text(encoding="utf-8")
    wanted = ("primary_area", "low_economic_standard", "2024")
    return {
        row["area_code"]: float(row["value"])
        for row in csv.DictReader(text.splitlines())
        if (row["area_level"], row["indicator_id"], row["period"]) == wanted and row["value"]
    }


def test_built_in_gap_in_low_economic_standard_has_every_measure_with_its_interval(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    comparison = compare_areas(
        table,
        gothenburg,
        Selection("low_economic_standard", AreaLevel.PRIMARY_AREA, "2024"),
        order_by="median_economic_standard",
    )
    found = measure_gaps(comparison)
    shares = read_shares()
    measures = found.summary.measures
    assert measures["d"].estimate == pytest.approx(max(shares.values()) - min(shares.values()))
    assert measures["r"].estimate == pytest.approx(max(shares.values()) / min(shares.values()))
    # The straight line through the areas ends below zero at the advantaged end.
    assert set(found.summary.not_applicable) == {"rii"}
    assert "not above 0 at both ends" in found.summary.not_applicable["rii"]
    assert set(measures) == set(MEASURES) - {"rii"}
    for name, each in measures.items():
        assert each.lower is not None, name
        assert each.upper is not None, name
        assert each.lower <= each.estimate <= each.upper, name
    assert set(comparison.left_out) == set(gothenburg.codes(AreaLevel.PRIMARY_AREA)) - set(shares)
    assert comparison.members["609+610"] == ("609", "610")
    ranks = found.places["rank"].dropna()
    assert ranks.to_dict() == {
        code: 1 + sum(other > share for other in shares.values()) for code, share in shares.items()
    }


def test_built_in_standard_errors_are_wilsons(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    """Half of Wilson's width is √(p·(1 − p)/n + z²/4n²) / (1 + z²/n) standard errors."""
    comparison = compare_areas(
        table,
        gothenburg,
        Selection("low_economic_standard", AreaLevel.PRIMARY_AREA, "2024"),
    )
    errors = comparison.groups.standard_error
    assert errors is not None
    share = comparison.groups.estimates["101"] / 100
    people = comparison.behind["101"]
    square = 1.959964**2
    expected = sqrt(share * (1 - share) / people + square / (4 * people**2)) / (1 + square / people)
    assert errors["101"] == pytest.approx(100 * expected, rel=1e-5)
