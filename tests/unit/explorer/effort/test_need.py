"""Need beside effort, in a made-up town: 101, 201 and 202 are ten below the town's 50, the others above."""

import random
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.effort.matching import ENOUGH
from explorer.effort.need import (
    Need,
    NeedClass,
    RateClass,
    Side,
    Unfit,
    build_need,
    find_unfit,
    in_order,
)
from explorer.effort.subject import build_subject
from explorer.initiatives.model import Initiative, ServedArea, Status
from explorer.initiatives.register import build_register
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Aggregation, Direction, Kind, TargetArea
from tests.unit.explorer.effort.made_up import made, place_in, whole_city
from tests.unit.explorer.effort.town import JOBS, figures, make_town
from tests.unit.indicators.made_up import PRIMARY

LEVEL = AreaLevel.PRIMARY_AREA
VIEW = ViewState(indicator="jobs", effort_level=LEVEL)
WORSE = ("101", "201", "202")


def need_in(town: Workspace, **changes: Any) -> Need:
    return build_need(town, build_subject(town, replace(VIEW, **changes)))


def need_of(*initiatives: Initiative, **town: Any) -> Need:
    return need_in(make_town(initiatives, **town))


def codes_on(need: Need, side: Side) -> set[str]:
    return set(need.on(side).index)


def with_people(town: Workspace, **people: float | None) -> Workspace:
    """Change how many live in some areas, by "a101"."""
    changed = town.people.copy()
    for code, count in people.items():
        changed["primary_area", code.removeprefix("a")] = float("nan") if count is None else count
    return replace(town, people=changed)


# The four sides


def test_side_is_need_by_whether_a_matching_initiative_runs_there() -> None:
    need = need_of(made("one", "101"), made("two", "102"))
    assert {side: codes_on(need, side) for side in Side} == {
        Side.WORSE_WITH: {"101"},
        Side.WORSE_WITHOUT: {"201", "202"},
        Side.BETTER_WITH: {"102"},
        Side.BETTER_WITHOUT: {"103"},
    }
    assert need.frame.index.tolist() == list(PRIMARY)
    assert need.frame.index.name == "area_code"


def test_distance_is_positive_where_it_is_less_favourable_whichever_end_that_is() -> None:
    expected = {"101": 10, "102": -10, "103": -10, "201": 10, "202": 10}
    assert need_of().frame["distance"].to_dict() == expected
    lower = need_of(definitions=[replace(JOBS, direction=Direction.LOWER_BETTER)])
    assert lower.frame["distance"].to_dict() == {code: -far for code, far in expected.items()}
    assert codes_on(lower, Side.WORSE_WITHOUT) == {"102", "103"}


def test_area_equal_to_the_city_is_not_less_favourable() -> None:
    need = need_of(rows=figures(values=(50, 60, 60, 40, 40)))
    assert codes_on(need, Side.BETTER_WITHOUT) == {"101", "102", "103"}


def test_area_without_a_figure_is_on_no_side_and_in_no_class() -> None:
    need = need_of(made("one", "101"), rows=figures(values=(None, 60, 60, 40, 40)))
    row = need.frame.loc["101"]
    assert row["side"] is None
    assert row["need"] is None
    assert pd.isna(row["distance"])
    # What runs there is known all the same.
    assert (row["effort"], row["rate"]) == (1, 1.0)
    assert sorted(need.known.index) == ["102", "103", "201", "202"]


@pytest.mark.parametrize("status", [Status.PLANNED, Status.ENDED, Status.UNKNOWN])
def test_only_what_runs_today_makes_an_area_one_with_an_initiative(status: Status) -> None:
    assert codes_on(need_of(made("one", "101", status=status)), Side.WORSE_WITHOUT) == set(WORSE)


def test_initiative_of_another_target_area_counts_only_when_the_rule_is_widened() -> None:
    town = make_town([made("school", "101", target_area=TargetArea.SCHOOLING)])
    assert codes_on(need_in(town), Side.WORSE_WITH) == set()
    wide = need_in(town, themes=(TargetArea.SCHOOLING, TargetArea.WORK))
    assert codes_on(wide, Side.WORSE_WITH) == {"101"}


def test_shuffling_the_labels_of_target_areas_changes_need_by_effort() -> None:
    """With all labels on other initiatives the same points give another answer."""
    labels = [TargetArea.WORK] * 2 + [TargetArea.SCHOOLING] * 3
    codes = ("101", "201", "102", "103", "202")

    def sides(labels: list[TargetArea]) -> pd.Series:
        rows = [
            made(code, code, target_area=label) for code, label in zip(codes, labels, strict=True)
        ]
        return need_of(*rows).frame["side"]

    before = sides(labels)
    after = sides(labels[::-1])
    assert not before.equals(after)
    assert before.value_counts().to_dict() != after.value_counts().to_dict()


def test_shuffling_labels_of_the_real_register_changes_need_by_effort(workspace: Workspace) -> None:
    every = list(workspace.register.initiatives)
    labels = [each.target_area for each in every]
    random.Random(1).shuffle(labels)
    mixed = [replace(each, target_area=label) for each, label in zip(every, labels, strict=True)]
    shuffled = replace(workspace, register=build_register(mixed))
    before, after = (
        build_need(each, build_subject(each, ViewState())).frame["side"]
        for each in (workspace, shuffled)
    )
    assert not before.equals(after)


def test_city_wide_ones_make_every_area_one_with_an_initiative_only_at_their_full_share() -> None:
    town = make_town([whole_city("office"), made("one", "101")])
    assert codes_on(need_in(town), Side.WORSE_WITH) == {"101"}
    assert codes_on(need_in(town, city_wide=50), Side.WORSE_WITH) == {"101"}
    full = need_in(town, city_wide=100)
    assert codes_on(full, Side.WORSE_WITH) == set(WORSE)
    assert full.frame["effort"].tolist() == [2, 1, 1, 1, 1]
    # It stands in no area by itself.
    assert [len(each) for each in full.here.values()] == [1, 0, 0, 0, 0]


# Rates


def test_rate_is_initiatives_per_thousand_residents() -> None:
    town = with_people(make_town([made("one", "101"), made("two", "101")]), a101=4000)
    assert need_in(town).frame["rate"].to_dict() == {"101": 0.5} | dict.fromkeys(PRIMARY[1:], 0.0)


@pytest.mark.parametrize("people", [None, 0])
def test_area_where_nobody_is_known_to_live_has_no_rate_and_is_not_at_zero(
    people: float | None,
) -> None:
    town = with_people(make_town([made("one", "101")]), a101=people, a102=people)
    need = need_in(town)
    assert need.frame["rate"].isna().to_dict() == {
        "101": True, "102": True, "103": False, "201": False, "202": False
    }  # fmt: skip
    assert need.frame.loc["102", "rate_class"] is None
    assert need.average == 0
    # Whether something runs there does not hang on residents.
    assert codes_on(need, Side.WORSE_WITH) == {"101"}


def test_rates_are_split_at_the_median_of_the_areas_that_have_any() -> None:
    # One each in 1 000, 2 000 and 4 000 residents: 1, 0.5 and 0.25.
    town = make_town([made("a", "101"), made("b", "102"), made("c", "103")])
    need = need_in(with_people(town, a102=2000, a103=4000))
    assert need.rate_break == 0.5
    assert need.frame["rate_class"].tolist() == [
        RateClass.MORE, RateClass.FEWER, RateClass.FEWER, RateClass.NONE, RateClass.NONE
    ]  # fmt: skip


def test_without_any_initiative_no_rate_is_split() -> None:
    need = need_of()
    assert need.rate_break is None
    assert set(need.frame["rate_class"]) == {RateClass.NONE}


def test_mean_rate_is_weighted_by_residents() -> None:
    # Two initiatives among 9 000 + 4 · 1 000 residents.
    town = with_people(make_town([made("a", "101"), made("b", "201")]), a101=9000)
    assert need_in(town).average == pytest.approx(2 / 13)


# Need in classes


def test_near_the_city_ends_at_half_a_standard_deviation() -> None:
    # About 50: √((12² + 12² + 4² + 4² + 0²) / 5) = √64 = 8, half of it 4.
    need = need_of(rows=figures(values=(38, 62, 46, 54, 50)))
    assert need.near == pytest.approx(4)
    assert need.frame["need"].tolist() == [
        NeedClass.LESS_FAVOURABLE,
        NeedClass.MORE_FAVOURABLE,
        NeedClass.LESS_FAVOURABLE,
        NeedClass.MORE_FAVOURABLE,
        NeedClass.NEAR,
    ]
    # √((12² + 12² + 3.9² + 3.9²) / 5) = 7.980, half of it 3.990: more than 3.9.
    closer = need_of(rows=figures(values=(38, 62, 46.1, 53.9, 50)))
    assert closer.frame["need"].tolist()[2:] == [NeedClass.NEAR] * 3


def test_two_figures_have_no_spread_and_so_no_classes_but_sides() -> None:
    need = need_of(rows=figures(values=(40, None, None, None, 60)))
    assert need.near is None
    assert set(need.frame["need"]) == {None}
    assert codes_on(need, Side.WORSE_WITHOUT) == {"101"}


# Refusals


@pytest.mark.parametrize(
    ("changes", "city", "reason"),
    [
        ({"direction": Direction.CONTEXT}, 50.0, Unfit.NO_BETTER_END),
        ({"kind": Kind.COUNT}, 50.0, Unfit.COUNT),
        ({}, None, Unfit.NO_CITY),
    ],
)
def test_without_a_better_end_or_a_city_there_is_no_need(
    changes: dict[str, Any], city: float | None, reason: Unfit
) -> None:
    definition = replace(JOBS, aggregation=Aggregation.NONE, weight_indicator=None, **changes)
    town = make_town(rows=figures(city=city), definitions=[definition])
    subject = build_subject(town, VIEW)
    assert find_unfit(subject) is reason
    with pytest.raises(ValueError, match=reason.value):
        build_need(town, subject)


def test_unknown_counts_refuse_the_whole_view_and_never_become_zero() -> None:
    town = make_town([made("one", "101")])
    subject = build_subject(town, VIEW)
    lost = replace(subject.effort, counts=subject.effort.counts * float("nan"))
    assert find_unfit(replace(subject, effort=lost)) is Unfit.NO_PLACES


# Rows


def test_order_puts_need_without_an_initiative_first_and_missing_figures_last() -> None:
    need = need_of(made("one", "101"), rows=figures(values=(30, 60, None, 40, 35)))
    assert in_order(need).index.tolist() == ["202", "201", "101", "102", "103"]


places = st.lists(st.sampled_from(PRIMARY), min_size=1, max_size=3)


@given(
    st.lists(places, max_size=6),
    st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=5, max_size=5).filter(any),
)
def test_every_area_is_on_one_side_exactly_where_it_has_a_figure(
    codes: list[list[str]], values: list[float | None]
) -> None:
    """Sides, counts and the rows behind them agree for all inputs."""
    rows = [
        made(str(number), first, further_places=tuple(map(place_in, others)))
        for number, (first, *others) in enumerate(codes)
    ]
    rows.append(made("north", None, serves=(ServedArea(AreaLevel.CITY_AREA, "01"),)))
    need = need_of(*rows, rows=figures(values=values))
    assert sum(len(need.on(side)) for side in Side) == sum(each is not None for each in values)
    for code, row in need.frame.iterrows():
        assert row["effort"] == len(need.here[str(code)])
        assert (row["side"] is None) == pd.isna(row["value"])
        if row["side"] is not None:
            assert (row["side"] in {Side.WORSE_WITH, Side.BETTER_WITH}) == (row["effort"] >= ENOUGH)
            assert (row["side"] in {Side.WORSE_WITH, Side.WORSE_WITHOUT}) == (row["value"] < 50)
