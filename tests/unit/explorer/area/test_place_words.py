"""What is said about names and positions, in both languages."""

import pytest

from explorer.area.place_words import (
    address_sentence,
    describe,
    describe_area,
    place_question,
    whereabouts_sentence,
)
from explorer.area.whereabouts import Whereabouts
from explorer.i18n import translator
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel
from geodata.gazetteer import Hit, PlaceKind
from geodata.location import Place

EN, SV = translator("en"), translator("sv")


def hit(workspace: Workspace, text: str) -> Hit:
    return workspace.gazetteer.find(text)[0]


@pytest.mark.parametrize(
    ("text", "english", "swedish"),
    [
        ("hammarkulletorget", "square in Hammarkullen", "torg i Hammarkullen"),
        ("nordstan", "stop in Stampen", "hållplats i Stampen"),
        ("kviberg", "part of Gamlestaden", "del av Gamlestaden"),
        ("bergsjöskolan", "school in Bergsjön", "skola i Bergsjön"),
        ("styrsö", "island in Södra Skärgården", "ö i Södra Skärgården"),
        (
            "hammarkullen",
            "area in Södra Angered, Nordost",
            "område i Södra Angered, Nordost",
        ),
        # Björlanda is an intermediate area by itself: it does not lie in itself.
        ("björlanda", "area in Hisingen", "område i Hisingen"),
        ("bergsjön", "2 areas in Nordost", "2 områden i Nordost"),
        ("nordost", "part of the city, 17 areas", "del av staden, 17 områden"),
        ("lundby", "district until 2020, 7 areas", "stadsdel till och med 2020, 7 områden"),
        ("göteborg", "the whole city, 96 areas", "hela staden, 96 områden"),
        (
            "angered centrum",
            "another name for Angereds centrum",
            "ett annat namn på Angereds centrum",
        ),
        (
            "kåken",
            "another name for Kulturhuset Kåken, building in Härlanda",
            "ett annat namn på Kulturhuset Kåken, byggnad i Härlanda",
        ),
    ],
)
def test_hit_says_what_it_is_and_where_it_lies(
    workspace: Workspace, text: str, english: str, swedish: str
) -> None:
    found = hit(workspace, text)
    assert describe(found, workspace.areas, EN) == english
    assert describe(found, workspace.areas, SV) == swedish


def test_every_kind_of_place_has_words(workspace: Workspace) -> None:
    kinds = {each.kind for each in workspace.gazetteer.places}
    assert kinds == set(PlaceKind) - {PlaceKind.OTHER_NAME}
    for place in workspace.gazetteer.places:
        assert describe(Hit(place, place.name), workspace.areas, SV)


def test_larger_area_with_one_area_is_told_in_the_singular(workspace: Workspace) -> None:
    billdal = Area(AreaLevel.INTERMEDIATE_AREA, "52", "Billdal")
    assert describe_area(billdal, workspace.areas, EN) == "1 area in Sydväst"
    assert describe_area(billdal, workspace.areas, SV) == "1 område i Sydväst"


@pytest.mark.parametrize(
    ("found", "names", "sentence"),
    [
        (Whereabouts(Place.INSIDE, ("1",)), ["A"], "You are in A."),
        (
            Whereabouts(Place.BORDER, ("1", "2")),
            ["A", "B"],
            "You are close to a border between areas. Which one do you mean?",
        ),
        (
            Whereabouts(Place.SHORE, ("1",), distance_m=90),
            ["A"],
            "You are just off the shore. The nearest area is A.",
        ),
        (
            Whereabouts(Place.SHORE, ("1", "2"), distance_m=90),
            ["A", "B"],
            "You are just off the shore. Which area do you mean?",
        ),
        (
            Whereabouts(Place.SEA, ("1",), distance_m=449),
            ["A"],
            "You are at sea. The nearest area is A, about 400 m away.",
        ),
        (
            Whereabouts(Place.SEA, ("1",), distance_m=30),
            ["A"],
            "You are at sea. The nearest area is A, about 100 m away.",
        ),
        (
            Whereabouts(Place.OUTSIDE, ("1",), distance_m=12_600),
            ["A"],
            "You are outside Gothenburg. The nearest area is A, about 13 km away.",
        ),
        (
            Whereabouts(Place.OUTSIDE, (), distance_m=None),
            [],
            "You are outside Gothenburg, and the figures here are about Gothenburg alone. You can"
            " still look up an area by its name.",
        ),
        (
            Whereabouts(Place.INSIDE, (), distance_m=None, rough_m=3400),
            [],
            "Your device knows only to within about 3 km where you are. That is too rough to tell"
            " the area. Type a place instead.",
        ),
        (
            Whereabouts(Place.OUTSIDE, (), distance_m=None, rough_m=float("inf")),
            [],
            "Your device does not know where you are. Type a place instead.",
        ),
    ],
)
def test_every_position_has_a_sentence_that_helps(
    found: Whereabouts, names: list[str], sentence: str
) -> None:
    assert whereabouts_sentence(found, names, EN) == sentence


def test_just_under_a_kilometre_is_never_a_thousand_metres() -> None:
    found = Whereabouts(Place.SEA, ("1",), distance_m=980)
    assert whereabouts_sentence(found, ["A"], EN).endswith("about 1 km away.")
    assert (
        whereabouts_sentence(found, ["A"], SV)
        == "Du är till sjöss. Närmast är A, ungefär 1 km bort."
    )


def test_question_says_why_it_is_asked(workspace: Workspace) -> None:
    several = place_question(hit(workspace, "bergsjön"), EN)
    assert several == "Bergsjön has several areas. Which one do you mean?"
    school = place_question(hit(workspace, "bergsjöskolan"), EN)
    assert school == "Bergsjöskolan is in Bergsjön, which has several areas. Which one do you mean?"
    near = place_question(hit(workspace, "järntorget"), SV)
    assert near == "Järntorget ligger nära en gräns mellan områden. Vilket menar du?"


@pytest.mark.parametrize(
    ("found", "names", "sentence"),
    [
        (
            Whereabouts(Place.BORDER, ("1", "2")),
            ["A", "B"],
            "Torget 1 is close to a border between areas. Which one do you mean?",
        ),
        (
            Whereabouts(Place.OUTSIDE, ("1",), distance_m=2000),
            ["A"],
            "Torget 1 lies in none of the areas of Gothenburg. The nearest is A, about 2 km away.",
        ),
        (Whereabouts(Place.OUTSIDE, (), distance_m=None), [], "Torget 1 lies outside Gothenburg."),
    ],
)
def test_address_has_sentences_of_its_own(
    found: Whereabouts, names: list[str], sentence: str
) -> None:
    assert address_sentence("Torget 1", found, names, EN) == sentence
