"""What a view settles on, and its layers, held against the figures as they stand in the file."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from explorer.layers import (
    allowed_shows,
    build_layer,
    build_layers,
    parent_names,
    people_of,
    periods_of,
    settle,
    shows_of,
)
from explorer.view import Scheme, Show, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import IndicatorDefinition
from indicators.selection import Selection, combinations
from tests.unit.explorer.conftest import ReadFigures
from tests.unit.explorer.layers_by_hand import COUNT, MEDIAN, SHARE

CITY_AREAS = AreaLevel.CITY_AREA
PRIMARY = AreaLevel.PRIMARY_AREA
# Low economic standard 2024 in percent, by city area, and in the whole city: copied from the file.
LOW = {"01": 29.56, "02": 12.07, "03": 10.48, "04": 13.54}
LOW_CITY = 15.3
# Högsbo and Arendal, where almost nobody lives.
WITHOUT_FIGURE = {"516", "707"}


def low(show: Show, level: AreaLevel = CITY_AREAS) -> ViewState:
    return ViewState(indicator="low_economic_standard", level=level, show=show)


def shown(workspace: Workspace, view: ViewState) -> dict[str, float]:
    return {str(code): value for code, value in build_layer(workspace, view).frame["shown"].items()}


def with_city(workspace: Workspace, value: float | None) -> Workspace:
    """Give the city another value of low economic standard, None takes its row away."""
    rows = workspace.table.observations.copy()
    of_city = (rows["indicator_id"] == "low_economic_standard") & (
        rows["area_level"] == AreaLevel.MUNICIPALITY.value
    )
    rows = (
        rows.loc[~of_city]
        if value is None
        else rows.assign(value=rows["value"].mask(of_city, value))
    )
    if value is None:
        # Without weights it cannot be computed from the areas below either.
        rows = rows.loc[rows["indicator_id"] != "population"]
    return replace(workspace, table=replace(workspace.table, observations=rows))


@pytest.mark.parametrize("definition", [SHARE, MEDIAN, COUNT])
def test_city_itself_is_shown_as_a_value_only(definition: IndicatorDefinition) -> None:
    assert allowed_shows(definition, AreaLevel.MUNICIPALITY) == (Show.VALUE,)


@pytest.mark.parametrize("level", [each for each in AreaLevel if each != AreaLevel.MUNICIPALITY])
def test_count_is_not_compared_with_the_city(level: AreaLevel) -> None:
    assert allowed_shows(COUNT, level) == (Show.VALUE, Show.RANK)
    assert allowed_shows(SHARE, level) == tuple(Show)
    assert allowed_shows(MEDIAN, level) == tuple(Show)


def test_first_view_is_there_as_it_stands(workspace: Workspace) -> None:
    settled = settle(workspace, ViewState())
    assert settled == (Selection("low_economic_standard", PRIMARY, "2024"), Show.DIFFERENCE)


def test_level_without_figures_falls_back_to_one_that_has_them(workspace: Workspace) -> None:
    view = ViewState(indicator="reported_crimes", level=PRIMARY)
    selection, show = settle(workspace, view)
    assert selection == Selection("reported_crimes", CITY_AREAS, "2025")
    # A count: the difference that a view asks for by default becomes the value.
    assert show is Show.VALUE


@pytest.mark.parametrize("wish", [Show.DIFFERENCE, Show.RATIO])
def test_comparison_of_a_count_becomes_its_value(workspace: Workspace, wish: Show) -> None:
    assert settle(workspace, ViewState(indicator="population", show=wish))[1] is Show.VALUE


def test_rank_of_a_count_stays(workspace: Workspace) -> None:
    assert settle(workspace, ViewState(indicator="population", show=Show.RANK))[1] is Show.RANK


@pytest.mark.parametrize("period", [None, "2014", "2024-2025"])
def test_period_that_is_not_there_becomes_the_newest(
    workspace: Workspace, period: str | None
) -> None:
    view = ViewState(indicator="population", period=period)
    assert settle(workspace, view)[0].period == "2025"


def test_period_that_is_there_stays(workspace: Workspace) -> None:
    view = ViewState(indicator="population", period="2021")
    assert settle(workspace, view)[0].period == "2021"


@pytest.mark.parametrize("show", [Show.DIFFERENCE, Show.RATIO])
@pytest.mark.parametrize("indicator", ["median_income", "mean_wage_income"])
def test_without_a_city_value_nothing_is_compared(
    workspace: Workspace, indicator: str, show: Show
) -> None:
    view = ViewState(indicator=indicator, show=show)
    selection, settled = settle(workspace, view)
    assert settled is Show.VALUE
    assert shows_of(workspace, selection) == (Show.VALUE, Show.RANK)
    assert build_layer(workspace, view).city is None


def test_nothing_is_divided_by_a_city_value_of_zero(workspace: Workspace) -> None:
    zero = with_city(workspace, 0.0)
    selection = Selection("low_economic_standard", CITY_AREAS, "2024")
    assert shows_of(zero, selection) == (Show.VALUE, Show.DIFFERENCE, Show.RANK)
    assert settle(zero, low(Show.RATIO)) == (selection, Show.VALUE)
    assert shown(zero, low(Show.DIFFERENCE)) == LOW


def test_every_period_on_screen_has_a_ratio_or_none(workspace: Workspace) -> None:
    """A city value of zero in another period gives no ratio there, not an infinite one."""
    rows = workspace.table.observations
    first = (rows["indicator_id"] == "turnout_municipal") & (rows["period"] == "2014")
    city = first & (rows["area_level"] == AreaLevel.MUNICIPALITY.value)
    table = replace(workspace.table, observations=rows.assign(value=rows["value"].mask(city, 0.0)))
    view = ViewState(indicator="turnout_municipal", level=CITY_AREAS, show=Show.RATIO)
    layers = build_layers(replace(workspace, table=table), view)
    assert layers["2014"].frame["shown"].isna().all()
    assert layers["2014"].frame["map_class"].isna().all()
    assert layers["2022"].frame["shown"].notna().all()


def test_one_layer_for_every_period_of_the_level_oldest_first(workspace: Workspace) -> None:
    view = ViewState(indicator="turnout_municipal", level=CITY_AREAS, show=Show.VALUE)
    layers = build_layers(workspace, view)
    assert list(layers) == ["2014", "2018", "2022"]
    assert [layer.selection.period for layer in layers.values()] == list(layers)
    # The primary areas have no figures of the last election.
    assert list(build_layers(workspace, replace(view, level=PRIMARY))) == ["2014", "2018"]


def test_layers_are_there_for_exactly_what_is_available(workspace: Workspace) -> None:
    for indicator in workspace.table.definitions:
        every = combinations(workspace.table, workspace.areas, indicator)
        for level in AreaLevel:
            wanted = sorted(each.period for each in every if each.available and each.level == level)
            assert list(periods_of(workspace, indicator, level)) == wanted


def test_value_is_the_figure_of_the_file(workspace: Workspace, read_figures: ReadFigures) -> None:
    assert shown(workspace, low(Show.VALUE)) == LOW
    figures = read_figures("low_economic_standard", PRIMARY, "2024")
    found = build_layer(workspace, low(Show.VALUE, PRIMARY)).frame["value"].dropna()
    assert found.to_dict() == figures
    assert len(figures) == 94


def test_difference_is_taken_from_the_city(workspace: Workspace) -> None:
    wanted = {"01": 14.26, "02": -3.23, "03": -4.82, "04": -1.76}
    assert shown(workspace, low(Show.DIFFERENCE)) == pytest.approx(wanted)


def test_difference_in_a_period_is_taken_from_the_city_of_that_period(
    workspace: Workspace,
) -> None:
    """Nordost: 64.98 of 81.05 percent in 2018, 58.62 of 76.49 in 2022."""
    view = ViewState(indicator="turnout_municipal", level=CITY_AREAS)
    layers = build_layers(workspace, view)
    found = {period: layer.frame["shown"].loc["01"] for period, layer in layers.items()}
    assert found["2018"] == pytest.approx(-16.07)
    assert found["2022"] == pytest.approx(-17.87)


def test_ratio_is_the_value_over_the_city(workspace: Workspace) -> None:
    # 29.56 / 15.3, 12.07 / 15.3, 10.48 / 15.3, 13.54 / 15.3
    wanted = {"01": 1.93203, "02": 0.78889, "03": 0.68497, "04": 0.88497}
    assert shown(workspace, low(Show.RATIO)) == pytest.approx(wanted, abs=5e-6)


def test_rank_one_is_the_highest_value(workspace: Workspace) -> None:
    assert shown(workspace, low(Show.RANK)) == {"01": 1, "02": 3, "03": 4, "04": 2}
    layer = build_layer(workspace, low(Show.VALUE))
    assert layer.frame["rank"].to_dict() == {"01": 1, "02": 3, "03": 4, "04": 2}
    assert layer.frame["rank"].dtype == "Int64"


def test_two_areas_that_share_a_figure_share_the_lowest_number_of_their_places(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    """Primary areas 609 and 610 have one published employment rate, 79.43 percent."""
    figures = read_figures("employment_rate", PRIMARY, "2024")
    assert figures["609"] == figures["610"] == 79.43
    place = 1 + sum(value > 79.43 for value in figures.values())
    view = ViewState(indicator="employment_rate", show=Show.RANK)
    frame = build_layer(workspace, view).frame
    assert frame.loc[["609", "610"], "rank"].tolist() == [place, place]
    assert frame.loc[["609", "610"], "shown"].tolist() == [place, place]
    assert frame.loc[["609", "610"], "quality"].tolist() == ["union", "union"]
    # The number after a shared one is left out.
    assert place + 1 not in set(frame["rank"].dropna())


def test_every_rank_is_one_more_than_the_number_of_higher_values(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    figures = read_figures("foreign_born_share", PRIMARY, "2020")
    view = ViewState(indicator="foreign_born_share", period="2020")
    rank = build_layer(workspace, view).frame["rank"].dropna()
    wanted = {
        code: 1 + sum(other > value for other in figures.values())
        for code, value in figures.items()
    }
    assert rank.to_dict() == wanted


@pytest.mark.parametrize("show", Show)
@pytest.mark.parametrize("scheme", Scheme)
def test_area_without_a_figure_is_in_no_class(
    workspace: Workspace, show: Show, scheme: Scheme
) -> None:
    view = replace(low(show, PRIMARY), scheme=scheme)
    layer = build_layer(workspace, view)
    frame = layer.frame
    assert set(frame.index[frame["value"].isna()]) == WITHOUT_FIGURE
    missing = frame.loc[sorted(WITHOUT_FIGURE)]
    for column in ("value", "shown", "map_class", "rank"):
        assert missing[column].isna().all(), column
    assert (missing["status"] == "missing").all()
    assert missing["quality"].isna().all()
    known = frame.drop(index=sorted(WITHOUT_FIGURE))["map_class"]
    assert known.dtype == "Int64"
    assert known.between(0, layer.scale.classes - 1).all()


def test_withheld_figure_is_neither_shown_nor_in_a_class(workspace: Workspace) -> None:
    """The share who qualify for upper secondary school needs ten pupils; some neighbours go too."""
    frame = build_layer(workspace, ViewState(indicator="upper_secondary_eligible")).frame
    rows = workspace.table.observations
    pupils = rows.loc[
        rows["indicator_id"].isin(
            ["upper_secondary_eligible_count", "upper_secondary_not_eligible_count"]
        )
        & (rows["area_level"] == PRIMARY.value)
    ]
    both = pupils.groupby("area_code")["value"].agg(["sum", "count"])
    few = set(both.index[(both["count"] == 2) & (both["sum"] < 10)])
    withheld = frame.loc[frame["status"] == "suppressed"]
    assert few
    assert few < set(withheld.index)
    assert withheld[["value", "shown", "map_class", "rank"]].isna().all(axis=None)
    assert not (frame.loc[sorted(few), "status"] == "ok").any()


def test_frame_holds_every_area_once_in_order_with_one_type_for_each_column(
    workspace: Workspace,
) -> None:
    frame = build_layer(workspace, ViewState()).frame
    assert tuple(frame.index) == workspace.areas.codes(PRIMARY)
    assert frame.index.name == "area_code"
    assert list(frame.columns[:2]) == ["name", "parent"]
    types = frame.dtypes.astype(str).to_dict()
    assert {name: types[name] for name in ("value", "shown", "people", "map_class", "rank")} == {
        "value": "float64",
        "shown": "float64",
        "people": "float64",
        "map_class": "Int64",
        "rank": "Int64",
    }


@pytest.mark.parametrize("show", [Show.VALUE, Show.DIFFERENCE, Show.RATIO, Show.RANK])
def test_locked_periods_share_one_scale_whichever_is_on_screen(
    workspace: Workspace, show: Show
) -> None:
    view = ViewState(indicator="turnout_municipal", level=CITY_AREAS, show=show)
    scales = {
        layer.scale
        for period in ("2014", "2018", "2022")
        for layer in build_layers(workspace, replace(view, period=period)).values()
    }
    assert len(scales) == 1


def test_unlocked_periods_have_scales_of_their_own(workspace: Workspace) -> None:
    view = ViewState(
        indicator="turnout_municipal",
        level=CITY_AREAS,
        show=Show.VALUE,
        scheme=Scheme.EQUAL_INTERVALS,
        classes=4,
        lock=False,
    )
    layers = build_layers(workspace, view)
    # 2022: from 58.62 to 81.07 in four equal steps of 5.6125.
    assert layers["2022"].scale.breaks == pytest.approx((64.2325, 69.845, 75.4575))
    assert len({layer.scale.breaks for layer in layers.values()}) == 3
    locked = build_layers(workspace, replace(view, lock=True))
    every = pd.concat([layer.frame["value"] for layer in layers.values()])
    step = (every.max() - every.min()) / 4
    wanted = tuple(every.min() + step * np.arange(1, 4))
    assert locked["2014"].scale.breaks == pytest.approx(wanted)


def test_city_stands_in_the_middle_class_of_differences(workspace: Workspace) -> None:
    scale = build_layer(workspace, low(Show.DIFFERENCE)).scale
    assert scale.middle == 3
    assert scale.breaks == tuple(-each for each in reversed(scale.breaks))


def test_own_scheme_without_breaks_is_the_round_steps(workspace: Workspace) -> None:
    own = build_layer(workspace, replace(low(Show.VALUE), scheme=Scheme.OWN))
    assert own.scale == build_layer(workspace, low(Show.VALUE)).scale
    given = build_layer(workspace, replace(low(Show.VALUE), scheme=Scheme.OWN, breaks=(11.0, 20.0)))
    assert given.scale.breaks == (11.0, 20.0)
    assert given.frame["map_class"].to_dict() == {"01": 2, "02": 1, "03": 0, "04": 1}


def test_residents_add_up_from_level_to_level(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    for level in AreaLevel:
        people = people_of(workspace, level)
        assert tuple(people.index) == workspace.areas.codes(level)
        assert people.notna().all()
    by_city_area = {"01": 109_989.0, "02": 198_627.0, "03": 127_803.0, "04": 174_806.0}
    assert people_of(workspace, CITY_AREAS).to_dict() == by_city_area
    primary = people_of(workspace, PRIMARY)
    assert primary.to_dict() == read_figures("population", PRIMARY, "2025")
    holders = workspace.areas.ancestors(PRIMARY, CITY_AREAS)
    assert holders is not None
    assert primary.groupby(holders).sum().to_dict() == by_city_area
    frame = build_layer(workspace, low(Show.VALUE)).frame
    assert frame["people"].to_dict() == by_city_area


def test_residents_are_of_the_newest_period_that_every_level_has(workspace: Workspace) -> None:
    assert workspace.people_period == "2025"
    every = combinations(workspace.table, workspace.areas, "population")
    levels = {each.level for each in every if each.available and each.period == "2025"}
    assert levels == set(AreaLevel)
    assert build_layer(workspace, ViewState()).people_period == "2025"


def test_every_area_names_the_area_that_holds_it(workspace: Workspace) -> None:
    assert set(parent_names(workspace, CITY_AREAS)) == {"Göteborg"}
    assert set(parent_names(workspace, AreaLevel.DISTRICT_2011)) == {"Göteborg"}
    assert parent_names(workspace, AreaLevel.INTERMEDIATE_AREA)["14"] == "Nordost"
    # Intermediate area 11 holds Östra Bergsjön (306).
    name = workspace.areas.name(AreaLevel.INTERMEDIATE_AREA, "11")
    assert parent_names(workspace, PRIMARY)["306"] == name
    assert parent_names(workspace, AreaLevel.MUNICIPALITY).tolist() == [""]
    frame = build_layer(workspace, ViewState()).frame
    assert frame["parent"].notna().all()
    assert (frame["parent"] != "").all()


def test_layer_tells_sources_and_whether_we_computed_it(workspace: Workspace) -> None:
    published = build_layer(workspace, low(Show.VALUE))
    assert [each.source_id for each in published.sources] == ["scb_tab6685"]
    assert not published.computed
    computed = build_layer(
        workspace, ViewState(indicator="mean_wage_income", level=AreaLevel.INTERMEDIATE_AREA)
    )
    assert computed.computed
    assert len(computed.sources) == 2  # the wages, and the residents that weigh them


def test_layer_without_a_city_has_no_middle(workspace: Workspace) -> None:
    layer = build_layer(with_city(workspace, None), low(Show.VALUE))
    assert layer.city is None
    assert layer.scale.middle is None
    assert layer.frame["value"].to_dict() == LOW
