"""What the page about gaps puts together, held against the file of figures."""

from dataclasses import replace

import pytest

from explorer.gaps import (
    base_of,
    better_is_high,
    build_board,
    build_gap,
    build_movement,
    clusters_of,
    goal_of,
    order_of,
    periods_compared,
    places_of,
    settle_gap,
    split_measure,
    spread_parts,
)
from explorer.view import HALF, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.comparison import NotComparable, Unfit
from indicators.definitions import Direction, Kind
from indicators.goal import Goal
from indicators.selection import Selection
from tests.unit.explorer.conftest import ReadFigures

PRIMARY = AreaLevel.PRIMARY_AREA
INTERMEDIATE = AreaLevel.INTERMEDIATE_AREA
VIEW = ViewState()
BORN = ViewState(indicator="foreign_born_share", level=INTERMEDIATE)


def test_ends_of_the_gap_are_those_of_the_file(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    gap = build_gap(workspace, VIEW)
    figures = read_figures("low_economic_standard", PRIMARY, "2024")
    measures = gap.result.summary.measures
    assert measures["d"].estimate == pytest.approx(max(figures.values()) - min(figures.values()))
    assert measures["r"].estimate == pytest.approx(max(figures.values()) / min(figures.values()))
    assert gap.selection == Selection("low_economic_standard", PRIMARY, "2024")
    assert set(gap.result.places["rank"].dropna().index) == set(figures)


def test_areas_that_share_a_figure_are_one_unit_with_both_names(workspace: Workspace) -> None:
    gap = build_gap(workspace, VIEW)
    names = workspace.areas.names(PRIMARY)
    assert gap.names["609+610"] == f"{names['609']} + {names['610']}"


def test_city_as_a_whole_gives_way_to_its_areas(workspace: Workspace) -> None:
    whole = replace(VIEW, level=AreaLevel.MUNICIPALITY)
    assert settle_gap(workspace, whole).level is PRIMARY


def test_indicator_goes_to_the_level_that_has_its_figures(workspace: Workspace) -> None:
    found = settle_gap(workspace, ViewState(indicator="share_in_challenged_areas"))
    assert found.level in {INTERMEDIATE, AreaLevel.CITY_AREA}


@pytest.mark.parametrize("indicator", ["population", "reported_crimes"])
def test_count_is_not_compared(workspace: Workspace, indicator: str) -> None:
    view = ViewState(indicator=indicator)
    with pytest.raises(NotComparable) as refusal:
        build_gap(workspace, view)
    assert refusal.value.reason is Unfit.COUNT
    assert places_of(workspace, settle_gap(workspace, view)) is None


def test_places_count_from_the_highest_figure(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    places = places_of(workspace, settle_gap(workspace, VIEW))
    assert places is not None
    figures = read_figures("low_economic_standard", PRIMARY, "2024")
    assert places.loc[max(figures, key=figures.__getitem__), "rank"] == 1
    assert len(places) == 96
    assert places["rank"].isna().sum() == 96 - len(figures)


def test_order_that_the_level_does_not_have_is_left_out(workspace: Workspace) -> None:
    assert order_of(workspace, VIEW, PRIMARY) == "median_economic_standard"
    assert order_of(workspace, replace(VIEW, order="population"), PRIMARY) is None
    assert order_of(workspace, replace(VIEW, order="share_in_challenged_areas"), PRIMARY) is None


def test_periods_are_those_of_the_file_and_the_base_is_one_of_the_older(
    workspace: Workspace,
) -> None:
    comparisons = periods_compared(workspace, BORN)
    assert list(comparisons) == ["2020", "2021", "2022", "2023"]
    assert base_of(comparisons, BORN) == "2020"
    assert base_of(comparisons, replace(BORN, base="2022")) == "2022"
    for base in ("2023", "2014"):
        assert base_of(comparisons, replace(BORN, base=base)) is None
    assert base_of(periods_compared(workspace, VIEW), VIEW) is None


def test_partner_of_an_absolute_measure_is_relative_and_they_may_disagree(
    workspace: Workspace,
) -> None:
    movement = build_movement(workspace, BORN, periods_compared(workspace, BORN))
    assert movement.partner is not None
    assert movement.partner.measure.short_name == "idisw"
    assert movement.disagree
    # The periods with figures but the newest, and the programme's own.
    assert movement.offered == ("2014", "2018", "2020", "2021", "2022")
    assert movement.goal is None
    assert movement.pace is None


def test_goal_is_half_a_value_or_none() -> None:
    assert goal_of(VIEW) is None
    assert goal_of(replace(VIEW, goal=HALF, by=2035)) == Goal(2035, None)
    assert goal_of(replace(VIEW, goal=2.5)) == Goal(2030, 2.5)


def test_half_the_gap_is_half_of_the_base_period(workspace: Workspace) -> None:
    view = replace(BORN, goal=HALF, base="2021")
    movement = build_movement(workspace, view, periods_compared(workspace, view))
    assert movement.pace is not None
    assert movement.development.first is not None
    assert movement.development.first.estimate is not None
    assert movement.pace.target == pytest.approx(movement.development.first.estimate.estimate / 2)


@pytest.mark.parametrize("measure", ["mdmw", "d", "gini", "bgv"])
def test_parts_and_changes_add_up(workspace: Workspace, measure: str) -> None:
    view = replace(BORN, measure=measure)
    gap, comparisons = build_gap(workspace, view), periods_compared(workspace, view)
    split = split_measure(view, gap, comparisons, "2020")
    assert split.parts is not None
    assert split.change is not None
    assert split.parts.sum() == pytest.approx(gap.result.summary.measures[measure].estimate)
    change = split.change
    assert change["change"].to_numpy() == pytest.approx(change["after"] - change["before"])
    assert (split.base, split.refusal) == ("2020", "")


def test_measure_that_is_no_sum_is_not_split_and_says_why(workspace: Workspace) -> None:
    view = replace(BORN, measure="r")
    split = split_measure(view, build_gap(workspace, view), {}, None)
    assert split.parts is None
    assert split.change is None
    assert split.refusal.endswith(".")


def test_newest_period_has_no_change_from_itself(workspace: Workspace) -> None:
    gap, comparisons = build_gap(workspace, BORN), periods_compared(workspace, BORN)
    for base in ("2023", None):
        assert split_measure(BORN, gap, comparisons, base).change is None


def test_part_of_a_shared_figure_is_divided_by_residents(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    gap = build_gap(workspace, VIEW)
    split = split_measure(VIEW, gap, {"2024": gap.comparison}, None)
    assert split.parts is not None
    spread = spread_parts(workspace, gap, split.parts)
    assert list(spread.index) == list(workspace.areas.codes(PRIMARY))
    assert spread.sum() == pytest.approx(split.parts.sum())
    residents = read_figures("population", PRIMARY, "2025")
    assert spread["609"] / spread["610"] == pytest.approx(residents["609"] / residents["610"])
    assert spread[["516", "707"]].isna().all()


def test_clusters_leave_out_areas_without_a_figure(workspace: Workspace) -> None:
    found = clusters_of(workspace, build_gap(workspace, VIEW))
    assert 0 < found.moran.index < 1
    assert set(found.local.index) <= set(workspace.areas.codes(PRIMARY))


def test_board_has_every_headline_indicator_but_counts(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    board = build_board(workspace, VIEW)
    headline = [
        each.indicator_id
        for each in workspace.table.definitions.values()
        if each.headline and each.kind is not Kind.COUNT
    ]
    assert [row.gap.definition.indicator_id for row in board] == headline
    names = workspace.areas.names(PRIMARY)
    for row in board:
        selection = row.gap.selection
        assert selection.period == max(
            periods_compared(workspace, replace(VIEW, indicator=selection.indicator_id))
        )
    first = read_figures("low_economic_standard", PRIMARY, "2024")
    assert board[0].lowest == names[min(first, key=first.__getitem__)] == "Grimmered"
    assert board[0].highest == names[max(first, key=first.__getitem__)] == "Norra Biskopsgården"


def test_only_indicators_with_a_better_end_have_one(workspace: Workspace) -> None:
    ends = {
        Direction.HIGHER_BETTER: True,
        Direction.LOWER_BETTER: False,
        Direction.CONTEXT: None,
    }
    for definition in workspace.table.definitions.values():
        assert better_is_high(definition) is ends[definition.direction]
