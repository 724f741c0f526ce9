"""The cells of a row of the register: what each may hold, one rule at a time."""

from datetime import date

import pytest

from explorer.initiatives.cells import FREE_TEXTS, LIMITS, SEVERAL_LINES
from explorer.initiatives.model import Initiative, Place, Precision, ServedArea
from explorer.initiatives.rows import COLUMNS, FURTHER, check_row, to_cells
from explorer.view import IDENTIFIER
from geodata.areas import AreaLevel, AreaRegister, load_areas
from geodata.problems import Problem
from tests.unit.explorer.register_rows import ROW, WHOLE_CITY

SEVERAL = WHOLE_CITY | {"location_precision": "several_places"}
HAMMARKULLEN, ANGERED = "primary_area:606", "district_2011:131"


@pytest.fixture(scope="module")
def areas() -> AreaRegister:
    return load_areas()


def sound(cells: dict[str, str], areas: AreaRegister) -> Initiative:
    initiative, problems = check_row(cells, areas, file="a.csv", number=2)
    assert problems == []
    assert initiative is not None
    return initiative


def the_problem(cells: dict[str, str], areas: AreaRegister) -> Problem:
    initiative, (problem,) = check_row(cells, areas, file="a.csv", number=2)
    assert initiative is None
    assert (problem.file, problem.row) == ("a.csv", 2)
    return problem


# --- texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("column", sorted(FREE_TEXTS - {"further_places"}))
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Läxor <b>nu</b>", "<b>nu</b>"),
        ("</td>", "</td>"),
        ("<!-- dolt -->", "<!-- dolt -->"),
        ("<?php", "<?php"),
        ("<SCRIPT src=//x>", "<SCRIPT src=//x>"),
        ("se javascript: alert(1)", "javascript: alert(1)"),
        ("VBScript:x", "VBScript:x"),
        ("data:text/html,x", "data:text/html,x"),
    ],
)
def test_markup_and_scripts_are_refused_in_every_text(
    areas: AreaRegister, column: str, text: str, shown: str
) -> None:
    # Words of an amount need an amount beside them.
    amounts = {"budget_sek": "1", "budget_of": "år", "capacity": "1", "capacity_of": "barn"}
    problem = the_problem({**ROW, **amounts, column: text}, areas)
    assert (problem.code, problem.column, problem.value) == ("markup-in-text", column, shown)


@pytest.mark.parametrize(
    "text", ["barn < 6 år", "a <3 b", "x > y", "5<6", "C&A", "{{7*7}}", "=1+1", "javascript"]
)
def test_signs_that_are_no_markup_are_text(areas: AreaRegister, text: str) -> None:
    assert sound({**ROW, "description_sv": text}, areas).description_sv == text


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("\x00", "U+0000"),
        ("\t", "U+0009"),
        ("\r", "U+000D"),
        ("\x1b", "U+001B"),
        ("\x85", "U+0085"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\ud800", "U+D800"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_characters_that_cannot_be_seen_are_refused_and_named(
    areas: AreaRegister, character: str, named: str
) -> None:
    problem = the_problem({**ROW, "name": f"Läx{character}hjälp"}, areas)
    assert (problem.code, problem.value) == ("hidden-character", named)
    # A message with half a character in it could not be written anywhere.
    str(problem).encode()


def test_only_descriptions_and_the_remark_have_several_lines(areas: AreaRegister) -> None:
    lines = "En\nTvå"
    for column in SEVERAL_LINES:
        assert getattr(sound({**ROW, column: lines}, areas), column) == lines
    problem = the_problem({**ROW, "place": lines}, areas)
    assert (problem.code, problem.column, problem.value) == ("hidden-character", "place", "U+000A")


@pytest.mark.parametrize("column", ["name", "description_sv", "place", "remark", "source_title"])
def test_text_may_be_as_long_as_its_column_allows(areas: AreaRegister, column: str) -> None:
    most = LIMITS[column]
    assert len(getattr(sound({**ROW, column: "å" * most}, areas), column)) == most
    problem = the_problem({**ROW, column: "å" * (most + 1)}, areas)
    assert (problem.code, problem.value, problem.allowed) == (
        "text-too-long",
        str(most + 1),
        str(most),
    )


@pytest.mark.parametrize("column", COLUMNS)
def test_field_of_50_000_characters_is_told_by_its_length(areas: AreaRegister, column: str) -> None:
    _, problems = check_row({**ROW, column: "9" * 50_000}, areas, file="a.csv", number=2)
    (problem,) = (each for each in problems if each.column == column)
    assert (problem.code, problem.value) == ("text-too-long", "50000")
    assert all("9999999999" not in str(each) for each in problems)


@pytest.mark.parametrize(
    "record_id", ["Laxhjalp", "-a", "läx", "a b", "a/b", "x" * 101, "a\n", "<b>"]
)
def test_id_is_what_a_link_can_carry(areas: AreaRegister, record_id: str) -> None:
    problem = the_problem({**ROW, "id": record_id}, areas)
    assert problem.column == "id"
    assert problem.code == ("text-too-long" if len(record_id) > 100 else "value-not-allowed")


def test_built_in_ids_can_stand_in_a_link() -> None:
    assert IDENTIFIER == r"[a-z0-9][a-z0-9_.-]{0,99}"


@pytest.mark.parametrize(
    "url", ['https://example.org/"x', "https://example.org/<b>", "https://\u202ex/"]
)
def test_address_holds_nothing_that_could_break_out_of_a_link(
    areas: AreaRegister, url: str
) -> None:
    assert the_problem({**ROW, "source_url": url}, areas).code == "value-not-allowed"


# --- numbers and days ------------------------------------------------------------------------


def test_amounts_with_their_words_are_read(areas: AreaRegister) -> None:
    cells = {
        "budget_sek": "500000",
        "budget_of": "2018–2020",
        "capacity": "0",
        "capacity_of": "barn",
    }
    found = sound({**ROW, **cells}, areas)
    assert (found.budget_sek, found.budget_of) == (500_000, "2018–2020")
    assert (found.capacity, found.capacity_of) == (0, "barn")
    none = sound(ROW, areas)
    assert (none.budget_sek, none.budget_of, none.capacity) == (None, "", None)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"budget_sek": "5", "budget_of": ""}, "value-missing", "budget_of"),
        ({"budget_sek": "", "budget_of": "år"}, "value-missing", "budget_sek"),
        ({"capacity": "680", "capacity_of": ""}, "value-missing", "capacity_of"),
        ({"capacity": "680.5", "capacity_of": "barn"}, "not-a-number", "capacity"),
        ({"capacity": "6 80", "capacity_of": "barn"}, "not-a-number", "capacity"),
        ({"capacity": "-1", "capacity_of": "barn"}, "value-out-of-range", "capacity"),
        ({"budget_sek": "9" * 14, "budget_of": "år"}, "value-out-of-range", "budget_sek"),
        ({"review_date": "31/5 2026"}, "not-a-day", "review_date"),
        ({"review_date": "2026-02-30"}, "not-a-day", "review_date"),
        ({"review_date": "20260531"}, "not-a-day", "review_date"),
        ({"review_date": "2026-W22-7"}, "not-a-day", "review_date"),
        ({"review_date": "1026-05-31"}, "not-a-day", "review_date"),
        ({"start_year": "9" * 30}, "value-out-of-range", "start_year"),
        ({"end_year": "-1"}, "value-out-of-range", "end_year"),
    ],
)
def test_number_or_day_that_is_none_is_told(
    areas: AreaRegister, cells: dict[str, str], code: str, column: str
) -> None:
    problem = the_problem({**ROW, **cells}, areas)
    assert (problem.code, problem.column) == (code, column)


def test_day_is_read(areas: AreaRegister) -> None:
    assert sound({**ROW, "review_date": "2026-05-31"}, areas).review_date == date(2026, 5, 31)


# --- areas and places ------------------------------------------------------------------------


def test_served_areas_are_read_in_their_order_each_once(areas: AreaRegister) -> None:
    found = sound({**ROW, "serves": f"{HAMMARKULLEN};{ANGERED} ; {HAMMARKULLEN}"}, areas)
    assert found.serves == (
        ServedArea(AreaLevel.PRIMARY_AREA, "606"),
        ServedArea(AreaLevel.DISTRICT_2011, "131"),
    )
    assert to_cells(found)["serves"] == f"{HAMMARKULLEN}; {ANGERED}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("606", "served-format"),
        ("Hammarkullen", "served-format"),
        ("primary_area:", "served-format"),
        ("street:606", "served-format"),
        # The whole city has a precision of its own.
        ("municipality:1480", "served-format"),
        ("primary_area:999", "unknown-area"),
        ("city_area:606", "unknown-area"),
        (f"{HAMMARKULLEN};", "served-format"),
        (f"{HAMMARKULLEN}, {ANGERED}", "unknown-area"),
    ],
)
def test_served_area_that_is_none_is_told(areas: AreaRegister, text: str, code: str) -> None:
    problem = the_problem({**SEVERAL, "serves": text}, areas)
    assert (problem.code, problem.column) == (code, "serves")


def test_further_places_are_read(areas: AreaRegister) -> None:
    text = "12.0205 57.7675 area 612 Hjällbo, torget 3 |12.01 57.77  place  - "
    found = sound({**ROW, "further_places": text}, areas)
    assert found.further_places == (
        Place("Hjällbo, torget 3", 12.0205, 57.7675, Precision.AREA, "612"),
        Place("", 12.01, 57.77, Precision.PLACE, None),
    )
    again = to_cells(found)["further_places"]
    assert again == "12.0205 57.7675 area 612 Hjällbo, torget 3 | 12.01 57.77 place -"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hjällbo", "place-format"),
        ("12.0205 57.7675 area", "place-format"),
        ("12.0205 57.7675 area 612 A |", "place-format"),
        ("57.7675 12.0205 area 612 A", "coordinates-swapped"),
        ("12,0205 57,7675 area 612 A", "coordinates-comma"),
        ("18.07 59.33 area 612 A", "coordinates-outside"),
        ("12.0205 57.7675 city_wide 612 A", "value-not-allowed"),
        ("12.0205 57.7675 area 999 A", "unknown-area"),
        ("12.0205 57.7675 area 612 " + "A" * 301, "text-too-long"),
        (" | ".join(["12.0205 57.7675 area 612 A"] * 101), "value-out-of-range"),
        ("12.0205 57.7675 area 612 <b>A</b>", "markup-in-text"),
        ("12.0205 57.7675 area 612 A\nB", "hidden-character"),
    ],
)
def test_further_place_that_is_none_is_told(areas: AreaRegister, text: str, code: str) -> None:
    problem = the_problem({**ROW, "further_places": text}, areas)
    assert (problem.code, problem.column) == (code, "further_places")


@pytest.mark.parametrize(
    "cells",
    [
        # Places beside a first one that is not known.
        {**SEVERAL, "further_places": "12.0205 57.7675 area 612 A"},
        {**WHOLE_CITY, "further_places": "12.0205 57.7675 area 612 A"},
        # It would count in some areas wholly and in all at a share.
        {**WHOLE_CITY, "serves": HAMMARKULLEN},
    ],
)
def test_places_and_areas_fit_the_precision(areas: AreaRegister, cells: dict[str, str]) -> None:
    problem = the_problem(cells, areas)
    assert (problem.code, problem.column) == ("precision-mismatch", "location_precision")


@pytest.mark.parametrize("cells", [ROW, SEVERAL])
def test_served_areas_stand_beside_a_place_or_alone(
    areas: AreaRegister, cells: dict[str, str]
) -> None:
    assert sound({**cells, "serves": HAMMARKULLEN}, areas).serves


def test_every_further_column_may_be_empty(areas: AreaRegister) -> None:
    assert set(FURTHER) < set(COLUMNS)
    found = sound({**ROW, **dict.fromkeys(FURTHER, "")}, areas)
    assert (found.further_places, found.serves, found.review_date) == ((), (), None)
