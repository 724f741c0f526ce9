"""Coverage, in a made-up town of five areas with a thousand residents each; 101, 201 and 202 are in need."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.effort.coverage import (
    Coverage,
    Covered,
    YearCoverage,
    coverage_by_target,
    coverage_by_year,
    coverage_today,
    nearest_period,
)
from explorer.effort.subject import build_subject
from explorer.initiatives.model import Initiative, ServedArea, Status
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Direction, TargetArea
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.explorer.effort.town import AT_THE_BORDER, JOBS, figures, make_town
from tests.unit.indicators.made_up import PRIMARY

VIEW = ViewState(indicator="jobs", effort_level=AreaLevel.PRIMARY_AREA)
TODAY = 2026


def today(town: Workspace, **changes: Any) -> Coverage:
    return coverage_today(build_subject(town, replace(VIEW, **changes)))


def years(town: Workspace, *, this_year: int = TODAY, **changes: Any) -> tuple[YearCoverage, ...]:
    subject = build_subject(town, replace(VIEW, **changes))
    return coverage_by_year(town, subject, this_year=this_year)


def percents(coverage: Coverage) -> object:
    return (None if coverage.need is None else coverage.need.percent, coverage.everyone.percent)


def everywhere() -> Initiative:
    served = tuple(ServedArea(AreaLevel.CITY_AREA, code) for code in ("01", "02"))
    return made("everywhere", None, serves=served)


# Today


def test_full_coverage_is_a_hundred_percent() -> None:
    assert percents(today(make_town([everywhere()]))) == (100, 100)


def test_nothing_that_runs_is_zero_percent() -> None:
    assert percents(today(make_town())) == (0, 0)


def test_share_is_of_residents_and_not_of_areas() -> None:
    # In need: 101 with 4 000 and 201, 202 with 1 000 each; all: 8 000. The initiative is in 101.
    town = make_town([made("one", "101")])
    people = town.people.copy()
    people["primary_area", "101"] = 4000.0
    found = today(replace(town, people=people))
    assert found.need == Covered(6000, 4000)
    assert found.everyone == Covered(8000, 4000)
    assert percents(found) == pytest.approx((200 / 3, 50))


def test_two_initiatives_in_one_area_cover_its_residents_once() -> None:
    assert percents(today(make_town([made("a", "101"), made("b", "101")]))) == pytest.approx(
        (100 / 3, 20)
    )


def test_nobody_in_need_is_no_share_and_not_zero() -> None:
    found = today(make_town(rows=figures(values=(50, 50, 60, 60, 60))))
    assert found.need == Covered(0, 0)
    assert percents(found) == (None, 0)


def test_background_has_no_need_but_residents_where_something_runs() -> None:
    context = replace(JOBS, direction=Direction.CONTEXT)
    assert percents(today(make_town([made("one")], definitions=[context]))) == (None, 20)


def test_area_without_a_figure_is_among_all_and_not_in_need() -> None:
    found = today(make_town([made("one")], rows=figures(values=(None, *AT_THE_BORDER[1:]))))
    assert found.need == Covered(2000, 0)
    assert found.everyone == Covered(5000, 1000)


def test_area_whose_residents_nobody_knows_is_in_no_sum() -> None:
    town = make_town([made("one")])
    people = town.people.copy()
    people["primary_area", "101"] = float("nan")
    found = today(replace(town, people=people))
    assert found.need == Covered(2000, 0)
    assert found.everyone == Covered(4000, 0)


@pytest.mark.parametrize(("share", "percent"), [(0, 0), (25, 0), (50, 100), (100, 100)])
def test_city_wide_ones_cover_where_their_shares_add_up_to_one(share: int, percent: int) -> None:
    offices = [whole_city("office"), whole_city("another")]
    assert percents(today(make_town(offices), city_wide=share)) == (percent, percent)


# Target areas


def test_each_target_area_has_its_own_initiatives_and_its_own_need() -> None:
    school = replace(JOBS, indicator_id="school", target_areas=(TargetArea.SCHOOLING,))
    rows = figures() + figures("school", (60, 40, 60, 60, 60))
    town = make_town(
        [made("job", "101"), made("class", "102", target_area=TargetArea.SCHOOLING)],
        rows=rows,
        definitions=[JOBS, school],
    )
    found = {each.target_area: each for each in coverage_by_target(town, build_subject(town, VIEW))}
    assert list(found) == list(TargetArea)
    assert percents(found[TargetArea.WORK].coverage) == pytest.approx((100 / 3, 20))
    assert percents(found[TargetArea.SCHOOLING].coverage) == (100, 20)
    assert [each.id for each in found[TargetArea.SCHOOLING].initiatives] == ["class"]
    trust = found[TargetArea.PARTICIPATION_TRUST]
    assert trust.selected is None
    assert percents(trust.coverage) == (None, 0)


def test_need_of_its_own_target_area_is_told_by_the_chosen_indicator() -> None:
    """The headline indicator stands for the others; the chosen one for its own."""
    second = replace(JOBS, indicator_id="second", headline=False)
    town = make_town(
        rows=figures("second") + figures(values=(60, 60, 60, 60, 40)), definitions=[JOBS, second]
    )
    subject = build_subject(town, replace(VIEW, indicator="second"))
    (work,) = (
        each for each in coverage_by_target(town, subject) if each.target_area is TargetArea.WORK
    )
    assert work.selected is subject.selected
    assert work.coverage.need == Covered(3000, 0)


# Years


def test_years_begin_with_the_first_known_start_and_end_with_the_figures() -> None:
    town = make_town([made("one", start_year=2019), made("two", start_year=None)])
    assert [each.year for each in years(town)] == list(range(2019, 2025))


def test_years_begin_in_2010_at_the_earliest() -> None:
    assert years(make_town([made("one", start_year=1985)]))[0].year == 2010


def test_no_year_lies_in_the_future() -> None:
    town = make_town([made("one", start_year=2019)])
    assert years(town, this_year=2021)[-1].year == 2021
    assert years(make_town([made("one", start_year=2027)])) == ()


def test_without_any_known_start_there_are_no_years() -> None:
    assert years(make_town([made("one", start_year=None)])) == ()


def test_what_may_have_run_counts_at_most_and_not_at_least() -> None:
    town = make_town(
        [
            made("known", "101", start_year=2020),
            made("ended", "201", start_year=2022, status=Status.ENDED),
            made("started", "202", start_year=None),
        ]
    )
    before, after = years(town)[1], years(town)[-1]
    assert (before.year, before.known, before.possible) == (2021, 1, 1)
    assert percents(before.least) == pytest.approx((100 / 3, 20))
    assert percents(before.most) == pytest.approx((200 / 3, 40))
    assert (after.known, after.possible) == (1, 2)
    assert percents(after.most) == (100, 60)


def test_initiative_covers_from_its_start_to_its_end_both_included() -> None:
    town = make_town(
        [made("one", start_year=2018), made("two", "201", start_year=2020, end_year=2021)]
    )
    assert {each.year: each.least.everyone.percent for each in years(town)} == {
        2018: 20, 2019: 20, 2020: 40, 2021: 40, 2022: 20, 2023: 20, 2024: 20
    }  # fmt: skip


def test_need_of_a_year_is_told_by_the_nearest_figures() -> None:
    rows = figures(period="2016", values=(40, 60, 60, 60, 60)) + figures(
        period="2020", values=(60, 40, 60, 60, 60)
    )
    found = {each.year: each for each in years(make_town([made("one")], rows=rows))}
    assert {year: each.period for year, each in found.items()} == {
        2015: "2016", 2016: "2016", 2017: "2016", 2018: "2020", 2019: "2020", 2020: "2020",
        2021: "2020", 2022: "2020", 2023: "2020", 2024: "2020",
    }  # fmt: skip
    assert percents(found[2017].least) == (100, 20)
    assert percents(found[2019].least) == (0, 20)


def test_nearest_of_two_equally_near_is_the_later_and_a_span_is_of_its_first_year() -> None:
    assert nearest_period(["2014", "2018"], 2016) == "2018"
    assert nearest_period(["2020", "2024-2025"], 2023) == "2024-2025"
    assert nearest_period([], 2016) == ""


spans = st.tuples(
    st.sampled_from(PRIMARY),
    st.one_of(st.none(), st.integers(2012, 2024)),
    st.one_of(st.none(), st.integers(2012, 2024)),
    st.sampled_from(Status),
)


@settings(max_examples=40)
@given(st.lists(spans, max_size=8))
def test_at_least_is_never_more_than_at_most(
    rows: list[tuple[str, int | None, int | None, Status]],
) -> None:
    town = make_town(
        made(str(number), code, start_year=start, end_year=end, status=status)
        for number, (code, start, end, status) in enumerate(rows)
    )
    for each in years(town):
        assert 0 <= each.known <= each.known + each.possible <= len(rows)
        for least, most in (
            (each.least.need, each.most.need),
            (each.least.everyone, each.most.everyone),
        ):
            assert least is not None
            assert most is not None
            assert least.people == most.people
            assert 0 <= least.covered <= most.covered <= most.people


@given(st.sets(st.sampled_from(PRIMARY)))
def test_more_initiatives_never_cover_fewer(codes: set[str]) -> None:
    town = make_town(made(code, code) for code in sorted(codes))
    more = make_town([*(made(code, code) for code in sorted(codes)), made("new", "103")])
    before, after = today(town), today(more)
    assert before.everyone.covered == 1000 * len(codes)
    assert before.everyone.covered <= after.everyone.covered
    assert before.need is not None
    assert before.need.covered == 1000 * len(codes & {"101", "201", "202"})


def test_counts_that_nobody_knows_leave_the_share_unknown() -> None:
    """Where places cannot be told apart on a level, nothing is known to be covered or not to be."""
    subject = build_subject(make_town([made("one")]), VIEW)
    lost = replace(subject.effort, counts=subject.effort.counts * float("nan"))
    assert percents(coverage_today(replace(subject, effort=lost))) == (None, None)
