from dataclasses import replace

import pandas as pd
import pytest

from explorer.effort.subject import build_subject, worse_than_city
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Direction, IndicatorDefinition, Kind
from indicators.selection import CityValue, Selected, Selection
from tests.unit.indicators.made_up import SHARE

HIGH = replace(SHARE, direction=Direction.HIGHER_BETTER)
LOW = replace(SHARE, direction=Direction.LOWER_BETTER)


def selected(*values: float, city: float | None = 20.0) -> Selected:
    index = pd.Index([f"10{place}" for place in range(1, len(values) + 1)], name="area_code")
    return Selected(
        selection=Selection("share", AreaLevel.PRIMARY_AREA, "2024"),
        frame=pd.DataFrame({"value": pd.Series(values, index=index, dtype="float64")}),
        city=None if city is None else CityValue(city, "published", "office", "", computed=False),
        city_reason=None,
        computed=False,
        reasons={},
        source_ids=("office",),
    )


@pytest.mark.parametrize(
    ("definition", "answers"),
    [(HIGH, [True, False, False, pd.NA]), (LOW, [False, False, True, pd.NA])],
)
def test_equal_to_the_city_is_not_worse_and_missing_is_neither(
    definition: IndicatorDefinition, answers: list[object]
) -> None:
    worse = worse_than_city(selected(10, 20, 30, float("nan")), definition)
    assert worse.tolist() == answers
    assert (str(worse.dtype), worse.name, worse.index.name) == ("boolean", "worse", "area_code")


@pytest.mark.parametrize(
    ("definition", "city"),
    [
        (SHARE, 20.0),  # context has no better end
        (replace(HIGH, kind=Kind.COUNT), 20.0),  # the city is the sum of its areas
        (HIGH, None),
    ],
)
def test_nothing_is_worse_where_there_is_nothing_to_hold_it_against(
    definition: IndicatorDefinition, city: float | None
) -> None:
    assert worse_than_city(selected(10, 30, city=city), definition).isna().all()


def test_page_opens_with_intermediate_areas_because_places_are_known_no_better(
    workspace: Workspace,
) -> None:
    subject = build_subject(workspace, ViewState())
    assert subject.level is AreaLevel.INTERMEDIATE_AREA
    assert subject.view.period == "2024"
    assert subject.has_need
    assert (
        list(subject.worse.index) == list(subject.effort.counts.index) == list(subject.people.index)
    )


def test_whole_city_gives_way_to_its_areas(workspace: Workspace) -> None:
    subject = build_subject(workspace, ViewState(effort_level=AreaLevel.MUNICIPALITY))
    assert subject.level is AreaLevel.INTERMEDIATE_AREA


def test_level_without_figures_gives_way_to_the_nearest_that_has_some(workspace: Workspace) -> None:
    view = ViewState(
        indicator="share_in_challenged_areas", effort_level=AreaLevel.PRIMARY_AREA, period="1999"
    )
    subject = build_subject(workspace, view)
    assert subject.level is subject.view.effort_level is AreaLevel.INTERMEDIATE_AREA
    assert subject.view.period == "2023"


def test_running_ones_are_those_of_the_register_that_match(workspace: Workspace) -> None:
    subject = build_subject(workspace, ViewState())
    assert [each.id for each in subject.running] == [
        each.id
        for each in workspace.register.initiatives
        if (each.target_area, each.status) == ("work", "running")
    ]
    assert subject.effort.counted
    assert {each.id for each in subject.effort.counted} == {each.id for each in subject.running}
