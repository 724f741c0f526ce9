from dataclasses import replace

import pytest

from explorer.initiatives.form import (
    REQUIRED,
    Form,
    PlaceFields,
    check_form,
    empty_form,
    fill_form,
    read_form,
)
from explorer.initiatives.model import Place, Precision
from explorer.initiatives.rows import to_cells
from geodata.areas import AreaRegister, load_areas
from tests.unit.explorer.register_by_hand import ONE, make

SECOND = Place("Gårdstens bibliotek", 12.05, 57.8, Precision.ADDRESS, "602")


@pytest.fixture(scope="module")
def areas() -> AreaRegister:
    return load_areas()


def test_form_filled_from_an_initiative_says_the_same() -> None:
    two = replace(ONE, further_places=(SECOND,))
    band = make(
        "band",
        lon=None,
        lat=None,
        primary_area_code=None,
        location_precision=Precision.SEVERAL_PLACES,
        place="Skolor i Angered",
    )
    for each in (ONE, two, band):
        assert read_form(fill_form(each)) == to_cells(each)
    assert fill_form(band).places == ()
    assert len(fill_form(two).places) == 2


def test_empty_form_names_every_field_that_is_needed_and_no_other(areas: AreaRegister) -> None:
    initiative, problems = check_form(empty_form().with_cell("id", "ny"), areas)
    assert initiative is None
    # Of the place its position is asked for, not how exactly it is known.
    assert set(problems) == (REQUIRED - {"location_precision"}) | {"lon"}
    assert all(each.code == "value-missing" for found in problems.values() for each in found)


def test_blanks_around_what_is_typed_do_not_count(areas: AreaRegister) -> None:
    form = fill_form(ONE).with_cell("name", "  Läxhjälp  ")
    initiative, problems = check_form(form, areas)
    assert problems == {}
    assert initiative == ONE


def test_problem_stands_at_its_field_and_text_stays(areas: AreaRegister) -> None:
    form = fill_form(ONE).with_cell("start_year", "i fjol").with_cell("source_url", "javascript:x")
    initiative, problems = check_form(form, areas)
    assert initiative is None
    assert set(problems) == {"start_year", "source_url"}
    assert form.cells["start_year"] == "i fjol"


def test_wrong_position_of_a_further_place_stands_at_the_further_places(
    areas: AreaRegister,
) -> None:
    form = fill_form(ONE).with_place(1, PlaceFields("Utomlands", "2.35", "48.85"))
    initiative, problems = check_form(form, areas)
    assert initiative is None
    assert set(problems) == {"further_places"}


def test_name_of_a_further_place_cannot_become_another_place(areas: AreaRegister) -> None:
    sly = PlaceFields("A | 12.0 57.7 place - B", "12.05", "57.8", "place", "602")
    initiative, problems = check_form(fill_form(ONE).with_place(1, sly), areas)
    assert initiative is None
    assert set(problems) == {"further_places"}
    # Of the first place it is a name like any other.
    first = replace(fill_form(ONE).places[0], label="A | B")
    told, _ = check_form(fill_form(ONE).with_place(0, first), areas)
    assert told is not None
    assert told.place == "A | B"
    assert told.further_places == ()


def test_places_can_be_added_changed_and_taken_away() -> None:
    form = empty_form()
    assert len(form.places) == 1
    form = form.with_place(1, PlaceFields("två")).with_place(2, PlaceFields("tre"))
    form = form.with_place(1, PlaceFields("2"))
    assert [each.label for each in form.places] == ["", "2", "tre"]
    assert [each.label for each in form.without_place(1).places] == ["", "tre"]


def test_without_places_no_position_is_left_behind() -> None:
    form = Form(to_cells(ONE) | {"location_precision": "city_wide"}, ())
    cells = read_form(form)
    assert (cells["lon"], cells["lat"], cells["primary_area_code"]) == ("", "", "")
    assert cells["location_precision"] == "city_wide"
