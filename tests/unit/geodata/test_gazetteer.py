from pathlib import Path

import pytest

from geodata.areas import Area, AreaLevel, AreaRegister
from geodata.gazetteer import (
    COLUMNS,
    Gazetteer,
    Hit,
    NamedPlace,
    PlaceKind,
    areas_alone,
    load_gazetteer,
)
from geodata.problems import DataError, Problem

HEADER = ",".join(COLUMNS)
# Made up: four square areas have a square and a second name.
ROWS = """\
Market,square,12.005,57.705,primary_area,101,Old market; Fish market,https://example.org/market
Eastern part,other_name,,,district_2011,132,,https://example.org/names
"""


# In areas.csv each of these is an intermediate area of a single primary area with the same name.
ONE_OF_ONE = {
    "Billdal": "525",
    "Björlanda": "706",
    "Kvillebäcken": "402",
    "Södra Skärgården": "505",
}


@pytest.fixture(scope="session")
def gazetteer(areas: AreaRegister) -> Gazetteer:
    return load_gazetteer(areas)


def write(path: Path, rows: str = ROWS, header: str = HEADER) -> Path:
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    return path


def problems_of(path: Path, areas: AreaRegister) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        load_gazetteer(areas, path)
    return list(caught.value.problems)


def names(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.name for hit in hits]


def first(gazetteer: Gazetteer, text: str) -> NamedPlace:
    return gazetteer.find(text)[0].place


# What is found in Gothenburg


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        ("bergsjon", "Bergsjön", ("305", "306")),
        ("Bergsjö", "Bergsjön", ("305", "306")),
        ("östra bergsjön", "Östra Bergsjön", ("306",)),
        ("hjalbo", "Hjällbo", ("612",)),
        ("hammarkulen", "Hammarkullen", ("606",)),
        ("frolunda torg", "Frölunda Torg", ("517",)),
        ("FRÖLUNDATORG", "Frölunda Torg", ("517",)),
        ("järntorget", "Järntorget", ("109",)),
        ("Hammarkulletorget, Hammarkullen", "Hammarkulletorget", ("606",)),
        ("kålltrop", "Kålltorp", ("210",)),
        ("angered centrum", "Angereds centrum", ("604",)),
        ("Björlanda", "Björlanda", ("706",)),
    ],
)
def test_place_is_found_as_people_type_it(
    gazetteer: Gazetteer, text: str, name: str, codes: tuple[str, ...]
) -> None:
    place = first(gazetteer, text)
    assert (place.name, place.primary) == (name, codes)


@pytest.mark.parametrize(
    "text", ["", "   ", "!?", "asdfgh", "qwerty", "xyzxyz", "12345", "لا", "🙂", "lorem ipsum"]
)
def test_nonsense_finds_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) == ()


def test_whole_name_comes_first_then_finer_areas_then_what_lies_in_them(
    gazetteer: Gazetteer,
) -> None:
    assert names(gazetteer.find("bergsjön")) == [
        "Bergsjön",
        "Östra Bergsjön",
        "Västra Bergsjön",
        "Kulturhuset Bergsjön",
    ]
    backa = [hit.place.area.level for hit in gazetteer.find("backa")[:2]]
    assert backa == [AreaLevel.PRIMARY_AREA, AreaLevel.INTERMEDIATE_AREA]


def test_address_in_a_part_of_the_city_finds_that_part(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Siriusgatan 5, Bergsjön")
    assert {"Bergsjön", "Västra Bergsjön", "Östra Bergsjön"} <= set(names(found))
    assert all("306" in hit.place.primary or "305" in hit.place.primary for hit in found)


def test_word_that_many_names_share_tells_nothing_by_itself(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Axel Dahlströms torg") == ()
    assert gazetteer.find("västra gatan") == ()


def test_no_more_than_the_limit_is_given_and_always_the_same(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.find("torg", limit=3)) == 3
    assert gazetteer.find("e") == gazetteer.find("e")
    assert len(gazetteer.find("e", limit=500)) == len(set(gazetteer.find("e", limit=500)))


def test_very_long_text_is_cut_and_finds_what_it_begins_with(gazetteer: Gazetteer) -> None:
    assert names(gazetteer.find("Hammarkullen " + " " * 80 + "x" * 10_000))[0] == "Hammarkullen"


def test_area_with_the_name_and_extent_of_a_primary_area_is_there_once(
    gazetteer: Gazetteer,
) -> None:
    for name, code in ONE_OF_ONE.items():
        found = [hit.place for hit in gazetteer.find(name) if hit.place.name == name]
        assert [(place.area.level, place.area.code) for place in found] == [
            (AreaLevel.PRIMARY_AREA, code)
        ]


def test_areas_of_every_level_are_found_by_their_names(
    gazetteer: Gazetteer, areas: AreaRegister
) -> None:
    found = {place.area for place in gazetteer.places if place.kind is PlaceKind.AREA}
    left_out = {
        Area(level, code, areas.name(level, code))
        for level in AreaLevel
        for code in areas.codes(level)
    } - found
    assert {area.name for area in left_out} == set(ONE_OF_ONE)
    assert {area.level for area in left_out} == {AreaLevel.INTERMEDIATE_AREA}


# What a file may hold


def test_rows_become_places_with_what_lies_around_them(
    tmp_path: Path, grid_areas: AreaRegister
) -> None:
    gazetteer = load_gazetteer(grid_areas, write(tmp_path / "names.csv"))
    (hit,) = gazetteer.find("fish market")
    south_west = Area(AreaLevel.PRIMARY_AREA, "101", "South-west")
    assert hit.name == "Fish market"
    assert hit.place == NamedPlace(
        name="Market",
        kind=PlaceKind.SQUARE,
        area=south_west,
        primary=("101",),
        around=(
            south_west,
            Area(AreaLevel.INTERMEDIATE_AREA, "10", "Southern half"),
            Area(AreaLevel.CITY_AREA, "01", "South"),
            Area(AreaLevel.MUNICIPALITY, "1480", "Göteborg"),
            Area(AreaLevel.DISTRICT_2011, "131", "West"),
        ),
        lon=12.005,
        lat=57.705,
        other_names=("Old market", "Fish market"),
        source="https://example.org/market",
    )
    assert names(gazetteer.find("market west"))[:1] == ["Market"]


def test_other_name_belongs_to_the_area_itself(tmp_path: Path, grid_areas: AreaRegister) -> None:
    gazetteer = load_gazetteer(grid_areas, write(tmp_path / "names.csv"))
    (hit,) = gazetteer.find("eastern part")
    assert hit.name == "Eastern part"
    assert (hit.place.name, hit.place.kind) == ("East", PlaceKind.AREA)
    assert hit.place.primary == ("102", "104")


def test_areas_alone_have_no_other_places(grid_areas: AreaRegister) -> None:
    places = areas_alone(grid_areas).places
    assert {place.kind for place in places} == {PlaceKind.AREA}
    assert len(places) == 11


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("Market,square", ",square", "value-missing", "name"),
        ("https://example.org/market", "", "value-missing", "source"),
        ("square", "plaza", "value-not-allowed", "kind"),
        ("square", "area", "value-not-allowed", "kind"),
        ("primary_area", "parish", "value-not-allowed", "area_level"),
        ("101", "109", "unknown-area", "area_code"),
        ("12.005", "", "coordinates-incomplete", "lon"),
        ("57.705", "north", "not-a-number", "lat"),
        ("12.005,57.705", "57.705,12.005", "coordinates-outside", "lon"),
        ("57.705", "nan", "coordinates-outside", "lat"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_place(
    tmp_path: Path, grid_areas: AreaRegister, old: str, new: str, code: str, column: str
) -> None:
    assert old in ROWS
    path = write(tmp_path / "names.csv", ROWS.replace(old, new, 1))
    problem = problems_of(path, grid_areas)[0]
    assert (problem.code, problem.file, problem.row, problem.column) == (
        code,
        "names.csv",
        2,
        column,
    )
    assert problem.hint


def test_every_problem_is_told_at_once(tmp_path: Path, grid_areas: AreaRegister) -> None:
    rows = ROWS.replace("101", "109").replace("other_name", "nickname")
    found = problems_of(write(tmp_path / "names.csv", rows), grid_areas)
    assert [(each.code, each.row) for each in found] == [
        ("unknown-area", 2),
        ("value-not-allowed", 3),
    ]


def test_name_of_one_kind_may_stand_once(tmp_path: Path, grid_areas: AreaRegister) -> None:
    rows = ROWS + ROWS.splitlines()[0].replace("Market", "MARKET") + "\n"
    (problem,) = problems_of(write(tmp_path / "names.csv", rows), grid_areas)
    assert (problem.code, problem.row, problem.value) == ("duplicate-row", 4, "MARKET")


def test_missing_column_is_named(tmp_path: Path, grid_areas: AreaRegister) -> None:
    header = HEADER.replace("source", "page")
    (problem,) = problems_of(write(tmp_path / "names.csv", header=header), grid_areas)
    assert (problem.code, problem.column) == ("column-missing", "source")
