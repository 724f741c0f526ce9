from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.effort.matching import (
    Rule,
    Runs,
    effort_by_area,
    matching,
    planned,
    rule_of,
    running,
    runs_in,
    widened,
)
from explorer.initiatives.model import ServedArea, Status
from explorer.view import ViewState
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from tests.unit.explorer.effort.made_up import made, place_in, whole_city
from tests.unit.indicators.made_up import PLAIN, SHARE, make_areas

TOWN = make_areas()
WORK = Rule((TargetArea.WORK,))
PRIMARY, HILLS, DISTRICT = (
    AreaLevel.PRIMARY_AREA,
    AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.DISTRICT_2011,
)


# Which ones count


def test_only_the_target_area_of_the_indicator_counts() -> None:
    assert rule_of(ViewState(), SHARE).themes == (TargetArea.WORK,)
    school = made("school", target_area=TargetArea.SCHOOLING)
    assert matching([school, made("job")], WORK) == (made("job"),)


def test_background_has_no_target_area_so_that_all_count() -> None:
    assert rule_of(ViewState(), PLAIN).themes == tuple(TargetArea)
    assert widened(ViewState(), PLAIN)


def test_themes_of_the_view_widen_the_rule_in_the_order_of_the_programme() -> None:
    view = ViewState(themes=(TargetArea.WORK, TargetArea.EARLY_YEARS))
    assert rule_of(view, SHARE).themes == (TargetArea.EARLY_YEARS, TargetArea.WORK)
    assert widened(view, SHARE)
    assert not widened(ViewState(themes=(TargetArea.WORK,)), SHARE)


def test_share_of_city_wide_ones_comes_in_percent_and_goes_out_as_a_share() -> None:
    assert rule_of(ViewState(city_wide=25), SHARE).city_wide == 0.25


def test_doubtful_ones_count_only_where_that_is_asked_for() -> None:
    all_four = [made(status.value, status=status) for status in Status]
    assert [each.id for each in running(all_four, WORK)] == ["running"]
    doubtful = replace(WORK, doubtful=True)
    assert [each.id for each in running(all_four, doubtful)] == ["running", "unknown"]
    assert [each.id for each in planned(all_four, doubtful)] == ["planned"]


# Years


@pytest.mark.parametrize(
    ("start", "end", "status", "year", "answer"),
    [
        (2015, None, Status.RUNNING, 2014, Runs.NO),
        (2015, None, Status.RUNNING, 2015, Runs.YES),
        (2015, 2018, Status.ENDED, 2018, Runs.YES),
        (2015, 2018, Status.ENDED, 2019, Runs.NO),
        # It has ended, or may have: nobody knows when.
        (2015, None, Status.ENDED, 2019, Runs.NOT_KNOWN),
        (2015, None, Status.UNKNOWN, 2019, Runs.NOT_KNOWN),
        (None, None, Status.RUNNING, 2019, Runs.NOT_KNOWN),
        (None, 2016, Status.ENDED, 2019, Runs.NO),
        (None, 2016, Status.ENDED, 2016, Runs.NOT_KNOWN),
        (2015, None, Status.PLANNED, 2019, Runs.NO),
        (None, None, Status.PLANNED, 2019, Runs.NO),
    ],
)
def test_year_lies_within_the_years_that_are_known(
    start: int | None, end: int | None, status: Status, year: int, answer: Runs
) -> None:
    one = made("one", start_year=start, end_year=end, status=status)
    assert runs_in(one, year) is answer


# Counts by area


def test_each_counts_once_in_every_area_that_it_runs_in() -> None:
    """Two places on one hill are two primary areas, but one intermediate area."""
    both = made("both", "101", further_places=(place_in("102"), place_in("101"), place_in(None)))
    effort = effort_by_area([both], TOWN, PRIMARY, WORK)
    assert effort.counts.to_dict() == {"101": 1, "102": 1, "103": 0, "201": 0, "202": 0}
    assert effort_by_area([both], TOWN, HILLS, WORK).counts.to_dict() == {"10": 1, "11": 0, "20": 0}
    assert (effort.counts.name, effort.counts.index.name) == ("effort", "area_code")
    assert str(effort.counts.dtype) == "float64"


def test_served_area_stands_for_all_areas_in_it_and_for_the_one_that_holds_it() -> None:
    north = made("north", None, serves=(ServedArea(AreaLevel.CITY_AREA, "01"),))
    counts = effort_by_area([north], TOWN, PRIMARY, WORK).counts
    assert counts.to_dict() == {"101": 1, "102": 1, "103": 1, "201": 0, "202": 0}
    wood = made("wood", None, serves=(ServedArea(PRIMARY, "103"),))
    assert effort_by_area([wood], TOWN, HILLS, WORK).counts.to_dict() == {"10": 0, "11": 1, "20": 0}
    # The old districts cut across: one that serves West is in both intermediate areas of its parts.
    west = made("west", None, serves=(ServedArea(DISTRICT, "131"),))
    assert effort_by_area([west], TOWN, HILLS, WORK).counts.to_dict() == {"10": 1, "11": 0, "20": 1}


def test_city_wide_ones_count_everywhere_at_the_share_and_never_at_an_office() -> None:
    office = whole_city("office")
    for share in (0.0, 0.25, 1.0):
        effort = effort_by_area(
            [office, made("job")], TOWN, PRIMARY, replace(WORK, city_wide=share)
        )
        assert effort.counts.to_dict() == {"101": 1 + share} | dict.fromkeys(
            ("102", "103", "201", "202"), share
        )
        assert effort.city_wide == (office,)


def test_area_has_an_initiative_when_its_count_reaches_one() -> None:
    quarter = replace(WORK, city_wide=0.25)
    offices = [whole_city(f"office {number}") for number in range(4)]
    assert not effort_by_area(offices[:3], TOWN, PRIMARY, quarter).present.any()
    assert effort_by_area(offices, TOWN, PRIMARY, quarter).present.all()


def test_what_has_no_known_area_counts_nowhere_but_is_not_forgotten() -> None:
    lost, abroad = made("lost", None), made("abroad", primary_area_code=None)
    effort = effort_by_area([lost, abroad, made("job")], TOWN, PRIMARY, WORK)
    assert effort.counts.sum() == 1
    assert effort.unplaced == (lost, abroad)
    assert len(effort.counted) == 3


places = st.lists(st.sampled_from(TOWN.codes(PRIMARY)), min_size=1, max_size=4)


@given(st.lists(places, max_size=6), st.sampled_from([PRIMARY, HILLS, AreaLevel.CITY_AREA]))
def test_counts_equal_the_rows_that_say_so(codes: list[list[str]], level: AreaLevel) -> None:
    rows = [
        made(str(number), first, further_places=tuple(map(place_in, others)))
        for number, (first, *others) in enumerate(codes)
    ]
    counts = effort_by_area(rows, TOWN, level, WORK).counts
    holders = TOWN.ancestors(PRIMARY, level)
    assert holders is not None
    for code in TOWN.codes(level):
        assert counts[code] == sum(code in {holders[each] for each in row} for row in codes)
