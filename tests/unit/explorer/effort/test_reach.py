"""Reach of initiatives in the real city: which count, of which areas, and how exactly it is told."""

from dataclasses import replace
from typing import Any

import pytest

from explorer.effort.reach import (
    Reach,
    Within,
    build_reach,
    distinct_places,
    round_reach,
)
from explorer.effort.reach_words import (
    people_text,
    reach_notes,
    reach_sentences,
    share_text,
    unmet_wish,
)
from explorer.effort.subject import Subject, build_subject
from explorer.i18n import translator
from explorer.initiatives.model import Initiative, Place, Precision, Status
from explorer.initiatives.register import build_register
from explorer.view import ReachBy, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from tests.unit.explorer.effort.made_up import made, whole_city

ENGLISH = translator("en")
# Nordost of the city and its centre, some ten kilometres apart.
ANGERED: dict[str, Any] = {"lon": 12.05, "lat": 57.80}


def with_initiatives(workspace: Workspace, *initiatives: Initiative) -> Workspace:
    return replace(workspace, register=build_register(initiatives))


def reach_of(workspace: Workspace, **view: Any) -> Reach:
    return build_reach(workspace, subject_of(workspace, **view))


def subject_of(workspace: Workspace, **view: Any) -> Subject:
    return build_subject(workspace, ViewState(**view))


@pytest.fixture
def town(workspace: Workspace) -> Workspace:
    """Two that run for work at two places, one of the whole city, and three that do not count."""
    return with_initiatives(
        workspace,
        made("one"),
        made("two", **ANGERED),
        whole_city("everywhere"),
        made("ended", status=Status.ENDED),
        made("doubtful", status=Status.UNKNOWN),
        made("other", target_area=TargetArea.SCHOOLING),
    )


def test_those_that_run_and_count_and_have_a_place_are_about_whom_circles_stand(
    town: Workspace,
) -> None:
    reach = reach_of(town)
    assert [each.id for each in reach.placed] == ["one", "two"]
    assert [each.id for each in reach.without_place] == ["everywhere"]
    assert len(reach.places) == 2
    # “doubtful” stands at the same point as “one”.
    doubtful = reach_of(town, doubtful=True)
    assert [each.id for each in doubtful.placed] == ["one", "two", "doubtful"]
    assert doubtful.city == reach.city


def test_one_initiative_has_its_own_reach_and_the_two_apart_add_up(town: Workspace) -> None:
    one, two, both = (reach_of(town, initiative=name) for name in ("one", "two", ""))
    assert one.one is not None
    assert one.one.id == "one"
    assert not one.asked
    assert one.city.within + two.city.within == pytest.approx(both.city.within)
    assert one.city.people == both.city.people


def test_wish_for_one_that_does_not_count_is_told_by_its_name_and_all_are_shown(
    town: Workspace,
) -> None:
    for wished, words in (
        ("nobody", "There is no initiative “nobody” in the register."),
        ("everywhere", "“everywhere” has no point"),
        ("other", "“other” is not among those that count here and run."),
        ("one", ""),
        ("", ""),
    ):
        subject = subject_of(town, initiative=wished)
        reach = build_reach(town, subject)
        told = unmet_wish(reach, subject, town, ENGLISH)
        assert told.startswith(words), wished
        assert bool(told) == bool(words), wished
        if words:
            assert reach.city == reach_of(town).city


@pytest.mark.parametrize(
    "level", [each for each in AreaLevel if each is not AreaLevel.MUNICIPALITY]
)
@pytest.mark.parametrize("by", list(ReachBy))
def test_areas_of_every_level_add_up_to_the_city(
    town: Workspace, level: AreaLevel, by: ReachBy
) -> None:
    reach = reach_of(town, effort_level=level, reach_by=by, distance=2500)
    assert reach.frame.index.tolist() == list(town.areas.codes(level))
    assert reach.frame["within"].sum() == pytest.approx(reach.city.within)
    assert reach.frame["people"].sum() == pytest.approx(reach.city.people)
    assert reach.frame["share"].between(0, 1).all()


def test_whole_city_within_reach_is_all_of_it(town: Workspace) -> None:
    """The view allows ten kilometres; the far islands are farther away than that."""
    subject = subject_of(town)
    far = replace(subject, view=replace(subject.view, distance=60_000))
    reach = build_reach(town, far)
    assert reach.city.share == 1
    assert (reach.frame["share"] == 1).all()
    assert reach.worse is not None
    assert reach.worse.share == 1
    assert share_text(reach.city, ENGLISH) == "100%"


def test_less_favourable_areas_are_counted_by_themselves(town: Workspace) -> None:
    reach = reach_of(town, distance=3000)
    worse = reach.frame.loc[reach.frame["worse"].fillna(value=False).astype(bool)]
    assert 0 < len(worse) < len(reach.frame)
    assert reach.worse == Within(float(worse["within"].sum()), float(worse["people"].sum()))
    # Where people were born has no better end.
    assert reach_of(town, indicator="foreign_born_share").worse is None


def test_nothing_that_runs_reaches_nobody_and_says_so(workspace: Workspace) -> None:
    empty = with_initiatives(workspace, whole_city("everywhere"))
    subject = subject_of(empty)
    reach = build_reach(empty, subject)
    assert reach.city.within == 0
    (sentence,) = reach_sentences(reach, subject, ENGLISH)
    assert sentence.startswith("None of the initiatives that count and run has a place")


def test_point_that_is_known_exactly_once_is_exact() -> None:
    rough = made("rough", location_precision=Precision.AREA)
    exact = made("exact")
    for order in ((rough, exact), (exact, rough)):
        assert [each.precision for each in distinct_places(order)] == [Precision.PLACE]


def test_further_places_count_too(workspace: Workspace) -> None:
    further = (Place("second", 12.05, 57.80, Precision.PLACE, None),)
    both = with_initiatives(workspace, made("both", further_places=further))
    apart = with_initiatives(workspace, made("one"), made("two", **ANGERED))
    assert reach_of(both).city.within == pytest.approx(reach_of(apart).city.within)


def test_area_with_a_part_whose_residents_nobody_knows_is_not_known_either(
    town: Workspace,
) -> None:
    people = town.people.copy()
    people.loc[(AreaLevel.PRIMARY_AREA.value, "101")] = float("nan")
    reach = reach_of(replace(town, people=people))
    holders = town.areas.ancestors(AreaLevel.PRIMARY_AREA, AreaLevel.INTERMEDIATE_AREA)
    assert holders is not None
    unknown = reach.frame.index[reach.frame["within"].isna()].tolist()
    assert unknown == [holders["101"]]
    assert reach.frame["share"].isna().sum() == 1
    assert reach.unknown == 1
    known = people.loc[AreaLevel.PRIMARY_AREA.value].dropna()
    assert reach.city.people == known.sum()


# Words


@pytest.mark.parametrize(
    ("people", "rough", "told"),
    [
        *((0, False, 0), (49, False, 0), (50, False, 100), (12_345, False, 12_300)),
        *((12_345, True, 12_000), (12_500, True, 13_000), (499, True, 0)),
    ],
)
def test_numbers_are_rounded_to_what_is_known(people: float, rough: bool, told: int) -> None:
    assert round_reach(people, rough=rough) == told


def test_few_people_are_not_told_as_nobody() -> None:
    assert people_text(Within(30, 1000), ENGLISH, rough=False) == "Fewer than 100 residents"
    assert people_text(Within(300, 1000), ENGLISH, rough=True) == "Fewer than 1,000 residents"
    assert people_text(Within(0, 1000), ENGLISH, rough=False) == "No residents"


@pytest.mark.parametrize(
    ("within", "told"),
    [(0, "0%"), (3, "under 1%"), (5, "1%"), (994, "99%"), (996, "over 99%"), (1000, "100%")],
)
def test_share_is_told_as_none_or_all_only_where_it_is(within: float, told: str) -> None:
    assert share_text(Within(within, 1000), ENGLISH) == told


def test_sentence_says_how_many_near_what_and_of_whom(town: Workspace) -> None:
    subject = subject_of(town, distance=1500)
    reach = build_reach(town, subject)
    lead, second = reach_sentences(reach, subject, ENGLISH)
    told = f"{round_reach(reach.city.within, rough=False):,}"
    assert lead.startswith(
        f"About {told} residents live within 1,500 m of one of the 2 initiatives"
    )
    assert "“Low economic standard”" in second


def test_notes_say_what_is_rough_and_what_is_left_out(town: Workspace) -> None:
    notes = " ".join(reach_notes(reach_of(town), town, ENGLISH))
    assert "spread evenly over its land" in notes
    assert "make the way on foot longer" in notes
    assert "1 more initiative runs in several places or in the whole city" in notes
    assert "broken" not in notes
    rough = with_initiatives(town, made("rough", location_precision=Precision.AREA))
    told = " ".join(reach_notes(reach_of(rough), rough, ENGLISH))
    assert "1 of 1 points stands for a neighbourhood" in told
    assert "rounded to thousands" in told
    touching = " ".join(reach_notes(reach_of(town, reach_by=ReachBy.AREAS), town, ENGLISH))
    assert "as soon as a circle touches it" in touching
    assert "on foot" not in touching
