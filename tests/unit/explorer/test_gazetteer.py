from dataclasses import replace

from explorer.initiatives.gazetteer import find_known
from explorer.initiatives.model import Place, Precision
from tests.unit.explorer.register_by_hand import ONE, make


def test_place_is_found_without_accents_and_once() -> None:
    second = Place("Gårdstens bibliotek", 12.05, 57.8, Precision.ADDRESS, "602")
    register = [replace(ONE, further_places=(second,)), make("other")]
    (found,) = find_known(register, "gardsten")
    assert (found.label, found.lon, found.lat) == ("Gårdstens bibliotek", 12.05, 57.8)
    assert found.precision is Precision.ADDRESS
    assert found.source == ONE.name
    # Two initiatives at one place are one place.
    assert len(find_known(register, "hammarkulletorget")) == 1


def test_what_begins_with_the_words_and_is_known_better_comes_first() -> None:
    register = [
        make("a", place="Vid Torget", lon=12.0, lat=57.7),
        make("b", place="Torget", lon=12.1, lat=57.7, location_precision=Precision.AREA),
        make("c", place="Torget 1", lon=12.2, lat=57.7, location_precision=Precision.ADDRESS),
    ]
    assert [each.label for each in find_known(register, "torget")] == [
        "Torget 1",
        "Torget",
        "Vid Torget",
    ]


def test_place_without_a_point_is_not_found_and_no_words_find_nothing() -> None:
    band = make(
        "band",
        place="Hela staden",
        lon=None,
        lat=None,
        primary_area_code=None,
        location_precision=Precision.CITY_WIDE,
    )
    assert find_known([band], "hela staden") == ()
    assert find_known([ONE], "   ") == ()
