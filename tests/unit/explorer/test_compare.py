"""What the Compare page is drawn from, reckoned anew from the file and held against scipy and numpy."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.spatial.distance import cdist

from explorer.compare import (
    build_index,
    build_pair,
    build_profile,
    build_similar,
    cloud_of,
    headline_indicators,
    marked_areas,
    name_areas,
    own_people,
    own_values,
    similar_names,
    weights_of,
    widest_indicator,
)
from explorer.i18n import translator
from explorer.layers import people_of
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.association import Absent
from indicators.composite import Normalisation
from indicators.definitions import Direction, Kind
from indicators.measures.groups import MeasureError
from indicators.observations import Status
from indicators.own_area import OwnArea
from indicators.selection import NotAvailable
from indicators.similarity import DEFAULT_PROFILE
from tests.unit.explorer.conftest import ReadFigures

PRIMARY, INTERMEDIATE = AreaLevel.PRIMARY_AREA, AreaLevel.INTERMEDIATE_AREA
ENGLISH = translator("en")
LOW, WORK, MEDIAN = "low_economic_standard", "employment_rate", "median_economic_standard"
# One whole area, a whole and a half, and the whole city.
ONE = OwnArea("Bergsjön öst", (("306", 1.0),))
PARTLY = OwnArea("Stranden", (("101", 1.0), ("102", 0.5)))
ELIGIBLE = "upper_secondary_eligible"


@pytest.fixture(scope="module")
def alike(workspace: Workspace) -> Workspace:
    """Return the same city with as many people in every area."""
    return replace(workspace, people=workspace.people.where(workspace.people.isna(), 1000.0))


def whole_city(workspace: Workspace) -> OwnArea:
    return OwnArea("Allt", tuple((code, 1.0) for code in workspace.areas.codes(PRIMARY)))


def read_pair(
    read_figures: ReadFigures, level: AreaLevel = PRIMARY, second: str = WORK
) -> pd.DataFrame:
    """Read two indicators of 2024 straight from the file, areas that have both."""
    columns = {name: pd.Series(read_figures(name, level, "2024")) for name in (LOW, second)}
    return pd.DataFrame(columns).dropna()


def test_headline_indicators_are_no_counts_and_stand_in_the_order_of_the_file(
    workspace: Workspace,
) -> None:
    found = headline_indicators(workspace)
    definitions = workspace.table.definitions
    assert [each for each in definitions if each in found] == list(found)
    assert {definitions[each].kind for each in found} & {Kind.COUNT} == set()
    assert all(definitions[each].headline for each in found)
    assert LOW in found


def test_names_are_those_of_the_areas_and_of_ones_own(workspace: Workspace) -> None:
    names = name_areas(workspace, PRIMARY, (ONE,))
    assert len(names) == 97
    assert names["306"] == "Östra Bergsjön"
    assert names["own:Bergsjön öst"] == "Bergsjön öst"
    # A name that is an area's code is still another area.
    assert name_areas(workspace, PRIMARY, (replace(ONE, name="306"),))["306"] == "Östra Bergsjön"


def test_chosen_areas_are_marked_before_ones_own() -> None:
    view = ViewState(area=("402", "306"), own=(PARTLY, ONE))
    assert marked_areas(view) == ("402", "306", "own:Stranden", "own:Bergsjön öst")


def test_residents_of_a_part_count_by_its_share(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    people = read_figures("population", PRIMARY, workspace.people_period)
    assert own_people(workspace, PARTLY) == people["101"] + people["102"] / 2
    assert own_people(workspace, whole_city(workspace)) == sum(people.values())


@pytest.mark.parametrize("indicator", [LOW, WORK, MEDIAN, "foreign_born_share", ELIGIBLE])
def test_own_area_of_one_whole_area_has_its_own_value(
    workspace: Workspace, read_figures: ReadFigures, indicator: str
) -> None:
    period = max(workspace.table.periods(indicator))
    figures = read_figures(indicator, PRIMARY, period)
    for code in ("306", "402"):
        own = OwnArea("X", ((code, 1.0),))
        (found,) = own_values(workspace, [own], indicator, period).values()
        assert found.value == figures[code]


@pytest.mark.parametrize("indicator", [LOW, WORK, MEDIAN, "population", "foreign_born_share"])
def test_own_area_of_all_areas_has_the_citys_value(
    workspace: Workspace, read_figures: ReadFigures, indicator: str
) -> None:
    period = max(workspace.table.periods(indicator))
    own = whole_city(workspace)
    (found,) = own_values(workspace, [own], indicator, period).values()
    city = read_figures(indicator, AreaLevel.MUNICIPALITY, period)
    assert found.value == pytest.approx(next(iter(city.values())))


def test_profile_has_every_headline_indicator_in_its_newest_period(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    profile = build_profile(workspace, ViewState(lang="en"), ENGLISH)
    assert [each.indicator_id for each in profile] == list(headline_indicators(workspace))
    first = profile[0]
    assert first.title == workspace.table.definitions[LOW].name_en
    assert (first.quantity.unit, first.quantity.decimals) == ("percent", 1)
    assert first.higher_is_better is False
    assert first.city == 15.3
    assert tuple(first.figures.index) == workspace.areas.codes(PRIMARY)
    known = first.figures.dropna()
    assert dict(known) == read_figures(LOW, PRIMARY, "2024")
    assert first.absent == {}
    (work,) = (each for each in profile if each.indicator_id == WORK)
    assert work.higher_is_better is True


def test_profile_leaves_out_what_has_nothing_on_the_level(workspace: Workspace) -> None:
    view = ViewState(level=AreaLevel.DISTRICT_2011)
    found = {each.indicator_id for each in build_profile(workspace, view, ENGLISH)}
    assert found < set(headline_indicators(workspace))
    assert LOW in found


def test_profile_holds_areas_of_ones_own_after_the_others(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    view = ViewState(own=(ONE, PARTLY))
    strips = {each.indicator_id: each for each in build_profile(workspace, view, ENGLISH)}
    figures = strips[LOW].figures
    assert list(figures.index[-2:]) == ["own:Bergsjön öst", "own:Stranden"]
    file = read_figures(LOW, PRIMARY, "2024")
    assert figures["own:Bergsjön öst"] == file["306"]
    low, high = sorted((file["101"], file["102"]))
    assert low < figures["own:Stranden"] < high
    assert len(figures) == 98
    # A median of two areas is not known; one area has its own.
    assert np.isnan(strips[MEDIAN].figures["own:Stranden"])
    assert (
        strips[MEDIAN].figures["own:Bergsjön öst"] == read_figures(MEDIAN, PRIMARY, "2024")["306"]
    )


def test_profile_says_withheld_and_never_shows_the_value(workspace: Workspace) -> None:
    view = ViewState(own=(PARTLY,))
    strips = {each.indicator_id: each for each in build_profile(workspace, view, ENGLISH)}
    strip = strips[ELIGIBLE]
    assert strip.absent
    assert "own:Stranden" in strip.absent
    for code, words in strip.absent.items():
        assert words == "withheld to protect small groups"
        assert np.isnan(strip.figures[code])
    (own,) = own_values(workspace, [PARTLY], ELIGIBLE, "2022").values()
    assert (own.value, own.status) == (None, Status.SUPPRESSED)


def test_pair_with_equal_people_agrees_with_scipy(
    alike: Workspace, read_figures: ReadFigures
) -> None:
    """Areas 609 and 610 share one published figure: half of the people each."""
    halves = alike.people.copy()
    for code in ("609", "610"):
        halves.loc[("primary_area", code)] = 500.0
    pair = build_pair(replace(alike, people=halves), ViewState(indicator=LOW, beside=WORK))
    both = read_pair(read_figures).drop(index="610").rename(index={"609": "609+610"})
    found = pair.association
    assert found.areas == tuple(sorted(both.index))
    assert found.pearson.estimate == pytest.approx(stats.pearsonr(both[LOW], both[WORK])[0])
    assert found.spearman.estimate == pytest.approx(stats.spearmanr(both[LOW], both[WORK])[0])
    line = stats.linregress(both[LOW], both[WORK])
    assert tuple(found.line) == pytest.approx((line.slope, line.intercept))
    assert found.effective_areas == pytest.approx(len(both))
    assert pair.cities == (15.3, 78.08)
    assert (pair.first.period, pair.second.period) == ("2024", "2024")


def test_pair_weights_areas_by_their_people_as_numpy_does(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    pair = build_pair(workspace, ViewState(indicator=LOW, beside=WORK))
    both = read_pair(read_figures)
    people = pd.Series(read_figures("population", PRIMARY, workspace.people_period))
    people = people[both.index]
    spread = np.cov(both[LOW], both[WORK], aweights=people, ddof=0)
    expected = spread[0, 1] / np.sqrt(spread[0, 0] * spread[1, 1])
    assert pair.association.pearson.estimate == pytest.approx(expected)
    slope, intercept = np.polyfit(both[LOW], both[WORK], 1, w=np.sqrt(people))
    assert tuple(pair.association.line) == pytest.approx((slope, intercept))
    lower, upper = pair.association.pearson.lower, pair.association.pearson.upper
    assert lower is not None
    assert upper is not None
    assert -1 <= lower < expected < upper < 0
    assert pair.points.loc[both.index, "people"].to_dict() == people.to_dict()
    assert list(pair.points.columns) == ["x", "y", "people"]
    assert len(pair.points) == 96
    assert pair.association.left_out == {"516": Absent.NEITHER, "707": Absent.NEITHER}


def test_pair_is_the_same_each_time(workspace: Workspace) -> None:
    view = ViewState(indicator=LOW, beside="foreign_born_share", level=INTERMEDIATE)
    first, again = (build_pair(workspace, view).association for _ in range(2))
    assert first.pearson == again.pearson
    assert first.spearman == again.spearman


def test_own_areas_are_points_but_count_in_no_correlation(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    view = ViewState(indicator=LOW, beside=WORK)
    plain, with_own = (
        build_pair(workspace, view),
        build_pair(workspace, replace(view, own=(ONE, PARTLY))),
    )
    assert with_own.association.pearson == plain.association.pearson
    assert with_own.association.areas == plain.association.areas
    own = with_own.points.loc["own:Bergsjön öst"]
    assert own["x"] == read_figures(LOW, PRIMARY, "2024")["306"]
    assert own["y"] == read_figures(WORK, PRIMARY, "2024")["306"]
    assert own["people"] == workspace.people.loc[("primary_area", "306")]
    pd.testing.assert_frame_equal(with_own.points.iloc[:96], plain.points, check_names=False)
    cloud = cloud_of(workspace, with_own, ENGLISH)
    assert len(cloud.points) == 98
    assert (cloud.line, cloud.city) == (tuple(plain.association.line), plain.cities)


def test_periods_of_a_pair_are_chosen_apart(workspace: Workspace) -> None:
    view = ViewState(
        indicator="foreign_born_share", period="2020", beside="foreign_born_share", then="2023"
    )
    pair = build_pair(workspace, view)
    assert (pair.first.period, pair.second.period) == ("2020", "2023")
    assert pair.cities == pytest.approx((27.8, 29.6), abs=0.05)
    assert pair.association.pearson.estimate > 0.9


def test_indicator_without_figures_on_the_level_is_refused_and_no_other_level_taken(
    workspace: Workspace,
) -> None:
    for first, second in ((WORK, "share_in_challenged_areas"), ("reported_crimes", WORK)):
        with pytest.raises(NotAvailable):
            build_pair(workspace, ViewState(indicator=first, beside=second))


def test_four_areas_are_too_few_for_a_correlation(workspace: Workspace) -> None:
    with pytest.raises(MeasureError, match="fewer than 5 areas in common"):
        build_pair(workspace, ViewState(level=AreaLevel.CITY_AREA))


def read_matrix(workspace: Workspace, read_figures: ReadFigures) -> pd.DataFrame:
    """Read the indicators that likeness goes by, newest period of each, from the file."""
    columns = {}
    for name in DEFAULT_PROFILE:
        periods = sorted(workspace.table.periods(name))
        found = [read_figures(name, PRIMARY, each) for each in periods]
        columns[name] = pd.Series([each for each in found if each][-1])
    return pd.DataFrame(columns)


def test_similar_areas_agree_with_scipy_with_equal_people(
    alike: Workspace, read_figures: ReadFigures
) -> None:
    similar, matrix = build_similar(alike, ViewState(), "306")
    # What is withheld is not in our matrix, but stands in no file of ours either.
    file = read_matrix(alike, read_figures)
    expected = file.reindex(matrix.index).where(matrix.notna())
    pd.testing.assert_frame_equal(matrix, expected, check_names=False)
    complete = ((matrix - matrix.mean()) / matrix.std(ddof=0)).dropna()
    assert "306" in complete.index
    euclid = pd.Series(
        cdist(complete.loc[["306"]], complete)[0] / np.sqrt(len(DEFAULT_PROFILE)), complete.index
    )
    compared = {each.code: each.distance for each in similar.neighbours if each.code in euclid}
    assert len(compared) >= 3
    for code, distance in compared.items():
        assert distance == pytest.approx(euclid[code])
    rising = [each.distance for each in similar.neighbours]
    assert rising == sorted(rising)
    # No area with all figures that is nearer has been passed over.
    nearer = euclid.drop("306")
    assert set(nearer.index[nearer < rising[-1] - 1e-9]) <= {e.code for e in similar.neighbours}


def test_own_area_made_of_one_is_most_like_that_one(workspace: Workspace) -> None:
    similar, matrix = build_similar(workspace, ViewState(own=(ONE, PARTLY)), "own:Bergsjön öst")
    first = similar.neighbours[0]
    assert first.code == "306"
    assert first.distance == pytest.approx(0, abs=1e-12)
    # Others of one's own are not what it is compared with.
    assert "own:Stranden" not in matrix.index
    assert matrix.loc["own:Bergsjön öst"].to_dict() == matrix.loc["306"].to_dict()


def test_own_areas_change_nothing_between_other_areas(workspace: Workspace) -> None:
    plain, _ = build_similar(workspace, ViewState(), "306")
    beside, matrix = build_similar(workspace, ViewState(own=(ONE,)), "306")
    assert [(e.code, e.distance) for e in plain.neighbours] == [
        (e.code, e.distance) for e in beside.neighbours
    ]
    assert list(matrix.index) == list(workspace.areas.codes(PRIMARY))


def test_names_of_similar_areas_are_the_first_neighbours(workspace: Workspace) -> None:
    similar, _ = build_similar(workspace, ViewState(), "306")
    names = workspace.areas.names(PRIMARY)
    expected = tuple(names[each.code] for each in similar.neighbours)
    assert similar_names(workspace, PRIMARY, "306") == expected[:3]
    assert similar_names(workspace, PRIMARY, "306", most=2) == expected[:2]


def test_area_with_too_few_figures_is_like_none(workspace: Workspace) -> None:
    assert similar_names(workspace, PRIMARY, "707") == ()
    assert similar_names(workspace, AreaLevel.MUNICIPALITY, "1480") == ()
    with pytest.raises(MeasureError, match="707"):
        build_similar(workspace, ViewState(), "707")


def test_without_weights_all_headline_indicators_with_a_better_end_weigh_the_same(
    workspace: Workspace,
) -> None:
    weights = weights_of(workspace, ViewState())
    assert set(weights.values()) == {1.0}
    definitions = workspace.table.definitions
    assert Direction.CONTEXT not in {definitions[name].direction for name in weights}
    assert set(weights) <= set(headline_indicators(workspace))
    given = (("employment_rate", 2.0), (LOW, 0.0))
    assert weights_of(workspace, ViewState(weights=given)) == dict(given)


def test_index_with_equal_people_agrees_with_scipys_zscore(
    alike: Workspace, read_figures: ReadFigures
) -> None:
    """Two parts of work, one of money, of which less is better."""
    found = build_index(alike, ViewState(weights=((LOW, 1.0), (WORK, 2.0))))
    both = read_pair(read_figures).sort_index()
    z = pd.DataFrame({name: stats.zscore(both[name].to_numpy()) for name in both}, both.index)
    scores = (2 * z[WORK] - z[LOW]) / 3
    assert found.index.scores.to_dict() == pytest.approx(scores.to_dict())
    ranks = scores.rank(ascending=False, method="min")
    assert found.index.ranks.to_dict() == ranks.to_dict()
    assert found.places["rank"].to_dict() == ranks.to_dict()
    assert dict(found.periods) == {LOW: "2024", WORK: "2024"}
    assert found.index.left_out == {"516": (LOW, WORK), "707": (LOW, WORK)}
    assert (found.places["lower"] <= found.places["rank"]).all()
    assert (found.places["rank"] <= found.places["upper"]).all()


def test_index_takes_the_scale_of_the_view(workspace: Workspace, read_figures: ReadFigures) -> None:
    weights = ((LOW, 1.0), (WORK, 1.0))
    view = ViewState(weights=weights, scaling=Normalisation.MIN_MAX)
    found = build_index(workspace, view)
    both = read_pair(read_figures)
    scaled = (both - both.min()) / (both.max() - both.min())
    expected = ((1 - scaled[LOW]) + scaled[WORK]) / 2
    assert found.index.scores.to_dict() == pytest.approx(expected.to_dict())
    by_rank = build_index(workspace, replace(view, scaling=Normalisation.RANK)).index
    people = people_of(workspace, PRIMARY)[by_rank.scores.index]
    # The mean of the shares of people below is a half, by people.
    assert np.average(by_rank.scores, weights=people) == pytest.approx(0.5)


def test_index_is_the_same_each_time(workspace: Workspace) -> None:
    first, again = (build_index(workspace, ViewState()).places for _ in range(2))
    pd.testing.assert_frame_equal(first, again)


def test_weights_that_are_all_zero_and_an_end_that_is_not_better_are_refused(
    workspace: Workspace,
) -> None:
    with pytest.raises(MeasureError, match="All weights are 0"):
        build_index(workspace, ViewState(weights=((LOW, 0.0), (WORK, 0.0))))
    with pytest.raises(MeasureError, match="no better end"):
        build_index(workspace, ViewState(weights=(("foreign_born_share", 1.0),)))


def test_hidden_indicator_gives_way_to_one_with_figures_on_the_level(workspace: Workspace) -> None:
    """Crimes are counted for city areas alone."""
    found = widest_indicator(workspace, "reported_crimes", PRIMARY)
    assert found in headline_indicators(workspace)
    none = replace(workspace, table=replace(workspace.table, definitions={}))
    assert widest_indicator(none, "reported_crimes", PRIMARY) == "reported_crimes"
