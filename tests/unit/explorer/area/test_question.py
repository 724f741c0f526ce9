"""From a name or a position to one area of Gothenburg, or to a question."""

import pytest

from explorer.area.question import (
    Address,
    Question,
    ask_about_address,
    ask_about_hit,
    ask_about_position,
    ask_for_part,
    named,
)
from explorer.area.whereabouts import Whereabouts
from explorer.initiatives.gazetteer import Candidate
from explorer.initiatives.model import Precision
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel
from geodata.gazetteer import Hit
from geodata.location import Place

OSTRA_BERGSJON = Area(AreaLevel.PRIMARY_AREA, "306", "Östra Bergsjön")
BERGSJON = Area(AreaLevel.INTERMEDIATE_AREA, "11", "Bergsjön")


def hit(workspace: Workspace, text: str) -> Hit:
    return workspace.gazetteer.find(text)[0]


def codes(answer: Area | Question) -> list[str]:
    assert isinstance(answer, Question)
    return [each.code for each in answer.options]


@pytest.mark.parametrize(
    ("text", "code"),
    [("östra bergsjön", "306"), ("rymdtorget", "306"), ("styrsö", "505"), ("gårdsten", "603")],
)
def test_name_in_one_area_leads_straight_to_it(workspace: Workspace, text: str, code: str) -> None:
    answer = ask_about_hit(workspace, hit(workspace, text))
    assert isinstance(answer, Area)
    assert (answer.level, answer.code) == (AreaLevel.PRIMARY_AREA, code)


def test_name_of_several_areas_asks_which_and_offers_the_whole(workspace: Workspace) -> None:
    found = hit(workspace, "bergsjön")
    answer = ask_about_hit(workspace, found)
    assert answer == Question(found, named(workspace.areas, ("305", "306")), BERGSJON)


def test_school_in_a_part_of_the_city_asks_which_area(workspace: Workspace) -> None:
    assert codes(ask_about_hit(workspace, hit(workspace, "Bergsjöskolan"))) == ["305", "306"]


@pytest.mark.parametrize(
    ("text", "options"),
    # As far off as the remarks of the initiatives say: Järntorget 45 m from Haga, the stop Nordstan
    # 19 m within Stampen, Friskväderstorget 15 m from Norra Biskopsgården.
    [("järntorget", {"109", "107"}), ("nordstan", {"117", "116"})],
)
def test_square_near_a_border_asks_which_side_is_meant_its_own_first(
    workspace: Workspace, text: str, options: set[str]
) -> None:
    found = hit(workspace, text)
    answer = codes(ask_about_hit(workspace, found))
    assert set(answer) == options
    assert answer[0] == found.place.area.code


def test_large_parts_are_asked_for_step_by_step(workspace: Workspace) -> None:
    city = Area(AreaLevel.MUNICIPALITY, "1480", "Göteborg")
    first = ask_for_part(workspace.areas, city)
    # Centrum, Hisingen, Nordost, Sydväst
    assert codes(first) == ["02", "04", "01", "03"]
    assert isinstance(first, Question)
    # The city as a whole is what every area is compared with.
    assert first.whole is None
    second = ask_for_part(workspace.areas, first.options[2])
    assert isinstance(second, Question)
    # Å, ä and ö come after z, as in Swedish.
    assert [each.name for each in second.options] == [
        "Bergsjön",
        "Centrala Angered",
        "Gamlestaden-Utby",
        "Kortedala",
        "Norra Angered",
        "Södra Angered",
        "Östra Angered",
    ]
    assert second.whole == first.options[2]
    assert codes(ask_for_part(workspace.areas, BERGSJON)) == ["305", "306"]


def test_steps_reach_every_primary_area(workspace: Workspace) -> None:
    open_, reached = [Area(AreaLevel.MUNICIPALITY, "1480", "Göteborg")], set()
    while open_:
        answer = ask_for_part(workspace.areas, open_.pop())
        options = answer.options if isinstance(answer, Question) else (answer,)
        for each in options:
            if each.level is AreaLevel.PRIMARY_AREA:
                reached.add(each.code)
            else:
                open_.append(each)
    assert reached == set(workspace.areas.codes(AreaLevel.PRIMARY_AREA))


def test_part_with_a_single_area_is_that_area(workspace: Workspace) -> None:
    billdal = Area(AreaLevel.INTERMEDIATE_AREA, "52", "Billdal")
    assert ask_for_part(workspace.areas, billdal) == Area(AreaLevel.PRIMARY_AREA, "525", "Billdal")


def test_district_of_2011_is_asked_for_its_primary_areas(workspace: Workspace) -> None:
    lundby = Area(AreaLevel.DISTRICT_2011, "139", "Lundby")
    expected = {"402", "403", "404", "414", "415", "416", "417"}
    assert set(codes(ask_for_part(workspace.areas, lundby))) == expected


def test_certain_position_is_an_area(workspace: Workspace) -> None:
    found = Whereabouts(Place.INSIDE, ("306",))
    assert ask_about_position(workspace, found) == OSTRA_BERGSJON


@pytest.mark.parametrize(
    "found",
    [
        Whereabouts(Place.BORDER, ("306", "305")),
        Whereabouts(Place.SHORE, ("505",), distance_m=80),
        Whereabouts(Place.SEA, ("505",), distance_m=900),
        Whereabouts(Place.OUTSIDE, ("611",), distance_m=3000),
        Whereabouts(Place.OUTSIDE, (), distance_m=None),
    ],
)
def test_any_other_position_is_asked_about_and_never_taken_by_itself(
    workspace: Workspace, found: Whereabouts
) -> None:
    answer = ask_about_position(workspace, found)
    assert answer == Question(found, named(workspace.areas, found.codes))


def test_address_leads_to_its_area_or_to_a_question(workspace: Workspace) -> None:
    # Made-up addresses at Rymdtorget, and in the sea west of the islands.
    at_square = Candidate("Torget 1", 12.07226, 57.75715, Precision.ADDRESS, "example.org")
    assert ask_about_address(workspace, at_square) == OSTRA_BERGSJON
    at_sea = Candidate("Bojan 1", 11.60, 57.60, Precision.ADDRESS, "example.org")
    answer = ask_about_address(workspace, at_sea)
    assert isinstance(answer, Question)
    assert isinstance(answer.about, Address)
    assert (answer.about.label, answer.about.whereabouts.place) == ("Bojan 1", Place.SEA)
