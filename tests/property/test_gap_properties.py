"""What holds for every comparison, whatever the figures of the areas are."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.comparison import Comparison, NotComparable
from indicators.development import compare_periods, develop, same_units
from indicators.gaps import GapResult, measure_gaps
from indicators.goal import Goal, pace
from indicators.people import GapInPeople, count_people, round_people
from indicators.selection import NotAvailable
from indicators.verdict import Verdict
from tests.unit.indicators.gaps_by_hand import (
    LEVEL,
    Cell,
    compare_town,
    make_gap_table,
    published,
    united,
)
from tests.unit.indicators.made_up import PRIMARY, Row, make_areas, on_level, primary

TOWN: Final = make_areas()
RELATIVE: Final = {
    "r", "cov", "idisu", "idisw", "ti", "mld", "rci", "rii", "paf", "gini", "tb", "tw", "p90p10r",
}  # fmt: skip
BY_AREA: Final = {"mdmu", "mdbu", "mdru", "idisu"}
# These look at which area lies in which larger one.
BY_PLACE: Final = {"tb", "tw"}


class Area(NamedTuple):
    """What is drawn for an area: income in tenths, its error, people, the place in the order."""

    value: int
    people: int
    place: int


areas = st.lists(
    st.builds(Area, st.integers(10, 5000), st.integers(2, 5000), st.integers(1, 4)),
    min_size=5,
    max_size=5,
)


def compare_incomes(
    drawn: Sequence[Area],
    *,
    factor: float = 1.0,
    times: int = 1,
    more: Sequence[Row] = (),
    without: Sequence[str] = (),
    cells: Mapping[tuple[str, str, str], Mapping[str, Cell]] | None = None,
) -> Comparison:
    """Compare areas by a median with published intervals, ordered by the share with work."""
    kept = [code for code in PRIMARY if code not in without]
    own = {code: each for code, each in zip(PRIMARY, drawn, strict=True) if code in kept}
    values = {code: factor * each.value / 10 for code, each in own.items()}
    rows = [
        *on_level("income", "primary_area", values),
        *on_level("work", "primary_area", {code: float(each.place) for code, each in own.items()}),
        *primary("population", *(each.people * 101 * times for each in drawn)),
        *more,
    ]
    known = published("income", values, error=factor)
    for key, more_cells in (cells or {}).items():
        known.setdefault(key, {}).update(more_cells)
    return compare_town(make_gap_table(rows, cells=known), TOWN, "income", order_by="work")


def estimates(found: GapResult, *, but: set[str] | None = None) -> dict[str, float]:
    return {
        name: each.estimate
        for name, each in found.summary.measures.items()
        if name not in (but or set())
    }


def same(found: Mapping[str, float], expected: Mapping[str, float], *, size: float = 500) -> None:
    """Compare all; `size` is that of the figures, for what rounding leaves of a zero."""
    assert found.keys() == expected.keys()
    for name, number in expected.items():
        traces = {"bgv": size**2, "bgsd": size * 100}.get(name, max(size, 1000))
        assert found[name] == pytest.approx(number, rel=1e-7, abs=1e-10 * traces), name


@settings(max_examples=20, deadline=None)
@given(areas, st.sampled_from([0.125, 0.5, 2.0, 64.0]))
def test_other_unit_changes_no_relative_measure_and_no_place(
    drawn: list[Area], factor: float
) -> None:
    """Factors of two leave the digits as they are, so that equal values stay equal."""
    before, after = (
        measure_gaps(compare_incomes(drawn)),
        measure_gaps(compare_incomes(drawn, factor=factor)),
    )
    powers = {"bgv": 2}
    same(
        estimates(after),
        {
            name: each if name in RELATIVE else each * factor ** powers.get(name, 1)
            for name, each in estimates(before).items()
        },
        size=500 * max(factor, 1),
    )
    pd.testing.assert_frame_equal(after.places, before.places)


@settings(max_examples=20, deadline=None)
@given(areas, st.integers(2, 50))
def test_as_many_times_the_people_change_nothing(drawn: list[Area], times: int) -> None:
    before = measure_gaps(compare_incomes(drawn))
    after = measure_gaps(compare_incomes(drawn, times=times))
    same(estimates(after), estimates(before))
    pd.testing.assert_frame_equal(after.places, before.places)


def halves(drawn: Sequence[Area], moved: int) -> list[Area]:
    """Move some of the people of 101 to 102, which becomes like it in all else."""
    first = drawn[0]
    return [
        first._replace(people=first.people - moved),
        first._replace(people=moved),
        *drawn[2:],
    ]


@settings(max_examples=20, deadline=None)
@given(areas, st.data())
def test_area_split_in_two_changes_no_measure_that_counts_people(
    drawn: list[Area], data: st.DataObject
) -> None:
    moved = data.draw(st.integers(1, drawn[0].people - 1))
    whole = measure_gaps(compare_incomes(drawn, without=["102"]))
    split = measure_gaps(compare_incomes(halves(drawn, moved)))
    same(estimates(split, but=BY_AREA), estimates(whole, but=BY_AREA))


@settings(max_examples=20, deadline=None)
@given(areas, st.data())
def test_areas_that_share_a_figure_count_like_the_one_they_were(
    drawn: list[Area], data: st.DataObject
) -> None:
    """Split in two with one figure between them, an area changes nothing but the places below."""
    moved = data.draw(st.integers(1, drawn[0].people - 1))
    whole = measure_gaps(compare_incomes(drawn, without=["102"]))
    parts = compare_incomes(halves(drawn, moved), cells=united("income", "2024"))
    split = measure_gaps(parts)
    same(estimates(split), estimates(whole))
    lower = whole.places["rank"] > whole.places["rank"]["101"]
    moved_down = whole.places["rank"] + lower.fillna(False).astype("int")
    moved_down["102"] = moved_down["101"]
    pd.testing.assert_series_equal(split.places["rank"], moved_down)


@settings(max_examples=20, deadline=None)
@given(areas, st.permutations(range(5)))
def test_it_does_not_matter_which_area_is_which(drawn: list[Area], order: list[int]) -> None:
    before = measure_gaps(compare_incomes(drawn))
    after = measure_gaps(compare_incomes([drawn[old] for old in order]))
    same(estimates(after, but=BY_PLACE), estimates(before, but=BY_PLACE))
    assert after.places["rank"].tolist() == [before.places["rank"].iloc[old] for old in order]


@settings(max_examples=20, deadline=None)
@given(areas, st.sampled_from(PRIMARY))
def test_withheld_area_changes_no_more_than_one_without_a_figure(
    drawn: list[Area], code: str
) -> None:
    withheld = Row("income", "primary_area", code, None, status="suppressed")
    gone = measure_gaps(compare_incomes(drawn, without=[code]))
    hidden = measure_gaps(compare_incomes(drawn, without=[code], more=[withheld]))
    assert hidden.summary.measures == gone.summary.measures
    assert hidden.summary.not_applicable == gone.summary.not_applicable
    pd.testing.assert_frame_equal(hidden.places, gone.places)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(10, 500), st.integers(10, 500)), min_size=4, max_size=4),
    st.integers(1, 9),
    st.data(),
)
def test_measures_and_people_leave_no_trace_of_withheld_values(
    others: list[tuple[int, int]], pupils: int, data: st.DataObject
) -> None:
    """Whichever of the few pupils of 103 passed, all that is told of the gap stays the same."""
    one, other = (data.draw(st.integers(0, pupils)) for _ in range(2))

    def measure(few: int) -> tuple[GapResult, GapInPeople | str, Comparison]:
        counts = [*others[:2], (few, pupils - few), *others[2:]]
        passed, failed = zip(*counts, strict=True)
        shares = [100 * ok / (ok + not_ok) for ok, not_ok in counts]
        rows = [
            *primary("passed", *passed),
            *primary("failed", *failed),
            *primary("school", *shares),
            *on_level("school", "municipality", {"9999": 75}),
        ]
        comparison = compare_town(make_gap_table(rows), TOWN, "school")
        return measure_gaps(comparison), count_people(comparison), comparison

    try:
        first, people, compared = measure(one)
    except (NotAvailable, NotComparable):
        with pytest.raises((NotAvailable, NotComparable)):
            measure(other)
        return
    again, more_people, _ = measure(other)
    assert "103" in compared.left_out
    assert first.summary.measures == again.summary.measures
    pd.testing.assert_frame_equal(first.places, again.places)
    assert isinstance(people, GapInPeople)
    assert isinstance(more_people, GapInPeople)
    assert (people.areas, people.total) == (more_people.areas, more_people.total)


@settings(max_examples=20, deadline=None)
@given(areas, areas, st.sets(st.sampled_from(PRIMARY), max_size=3), st.booleans())
def test_development_compares_the_same_areas_in_every_period(
    old: list[Area], new: list[Area], gone: set[str], share: bool
) -> None:
    rows: list[Row] = []
    for period, drawn, left in (("2018", old, gone), ("2022", new, set())):
        values = [
            None if code in left else each.value / 50
            for code, each in zip(PRIMARY, drawn, strict=True)
        ]
        rows += primary("work", *values, period=period)
        rows += primary("population", *(each.people for each in drawn), period=period)
    table = make_gap_table(rows, cells=united("work", "2018") if share else None)
    comparisons = compare_periods(table, TOWN, "work", LEVEL)
    same_areas, covered = same_units(comparisons)
    assert 0 <= covered <= 1
    if covered:
        before, after = (list(each.members) for each in same_areas.values())
        assert before == after == list(same_areas["2022"].groups.estimates.index)
    found = develop(table, comparisons, "mdmw")
    assert found.judgement.verdict in {Verdict.TOO_EARLY, Verdict.CANNOT_BE_SAID}
    stands = pace(found, Goal(2030))
    assert stands is not None
    if stands.earliest is not None and stands.latest is not None:
        assert 2022 <= stands.earliest <= stands.latest


@settings(max_examples=20, deadline=None)
@given(areas)
def test_same_figures_in_three_periods_are_never_narrower_or_wider(drawn: list[Area]) -> None:
    rows: list[Row] = []
    for period in ("2018", "2020", "2022"):
        rows += primary("work", *(each.value / 50 for each in drawn), period=period)
        rows += primary("population", *(each.people for each in drawn), period=period)
    table = make_gap_table(rows)
    comparisons = compare_periods(table, TOWN, "work", LEVEL)
    for measure in ("d", "r", "mdmw", "gini"):
        judgement = develop(table, comparisons, measure).judgement
        assert judgement.verdict in {Verdict.UNCHANGED, Verdict.CANNOT_BE_SAID}


@settings(max_examples=30, deadline=None)
@given(areas, st.integers(0, 100), st.integers(2, 20))
def test_gap_in_people_grows_with_the_people_and_its_sum_with_the_areas(
    drawn: list[Area], city: int, times: int
) -> None:
    def count(factor: int) -> GapInPeople:
        rows = [
            *primary("poor", *(each.value / 50 for each in drawn)),
            *primary("population", *(each.people * 10 * factor for each in drawn)),
            *on_level("poor", "municipality", {"9999": city}),
        ]
        found = count_people(compare_town(make_gap_table(rows), TOWN, "poor"))
        assert isinstance(found, GapInPeople)
        return found

    one, many = count(1), count(times)
    assert one.total.people == pytest.approx(sum(each.people for each in one.areas.values()))
    assert many.total.people == pytest.approx(times * one.total.people)
    assert set(one.areas) == {
        code for code, each in zip(PRIMARY, drawn, strict=True) if each.value / 50 > city
    }
    for each in one.areas.values():
        assert each.interval is not None
        assert 0 <= each.interval.lower <= each.people <= each.interval.upper


@given(st.floats(-1e6, 1e6))
def test_rounded_people_are_no_further_off_than_half_a_step(number: float) -> None:
    step = 5 if abs(number) < 100 else 10 if abs(number) < 10_000 else 100
    rounded = round_people(number)
    assert rounded % step == 0
    assert abs(rounded - number) <= step / 2
    assert round_people(-number) == -rounded
