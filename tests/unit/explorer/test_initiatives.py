import csv
import json
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from explorer.initiatives.display import display_records, ranges
from explorer.initiatives.model import Initiative, OrganisationType, Precision, Status
from explorer.initiatives.register import (
    Register,
    build_register,
    choose,
    codes_of,
    counts_by_area,
    in_area,
    load_register,
)
from explorer.initiatives.rows import COLUMNS
from geodata.areas import AreaLevel, AreaRegister, load_areas
from geodata.problems import DataError, Problem
from indicators.definitions import TargetArea

# Real codes of Gothenburg: two areas in Nordost, one in Centrum.
HAMMARKULLEN, LOVGARDET, OLIVEDAL = "606", "601", "109"

ROW = {
    "id": "laxhjalp",
    "name": "Läxhjälp i Hammarkullen",
    "description_sv": "Studenter hjälper elever med läxorna efter skolan.",
    "description_en": "Students help pupils with their homework after school.",
    "organisation": "Föreningen Läxan",
    "organisation_type": "civil society",
    "target_area": "schooling",
    "target_group": "Elever i årskurs 6–9",
    "status": "running",
    "start_year": "2017",
    "end_year": "",
    "place": "Hammarkulletorget",
    "primary_area_code": HAMMARKULLEN,
    "lon": "12.0342",
    "lat": "57.7806",
    "location_precision": "place",
    "source_title": "Läxhjälpen växer",
    "source_url": "https://example.org/laxhjalp",
    "source_year": "2019",
    "remark": "year derived",
}
WHOLE_CITY = ROW | {
    "id": "bokstart",
    "name": "Bokstart",
    "primary_area_code": "",
    "lon": "",
    "lat": "",
    "location_precision": "city_wide",
    "place": "Hela staden",
}


@pytest.fixture(scope="module")
def areas() -> AreaRegister:
    return load_areas()


@pytest.fixture(scope="module")
def built_in(areas: AreaRegister) -> Register:
    return load_register(areas)


def write(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "initiatives.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def problems_of(path: Path, areas: AreaRegister) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        load_register(areas, path)
    return caught.value.problems


# --- the built-in register -------------------------------------------------------------------


def test_built_in_register_has_the_156_collected_rows(built_in: Register) -> None:
    assert len(built_in.initiatives) == len(built_in.frame) == 156
    assert built_in.frame.index.name == "id"
    assert built_in.frame.index.is_unique
    assert list(built_in.frame.index) == [each.id for each in built_in.initiatives]
    assert (built_in.frame["source_url"].str.match(r"https?://")).all()


def test_readme_states_the_counts_of_the_file(built_in: Register) -> None:
    text = (files("explorer.initiatives") / "data" / "README.md").read_text(encoding="utf-8")
    counted = Counter(each.location_precision for each in built_in.initiatives)
    for precision in Precision:
        assert f"| `{precision.value}` | {counted[precision]} |" in text
    status = built_in.frame["status"].value_counts()
    assert f"- {status['unknown']} rows have the status unknown" in text
    assert f"- {status['planned']} rows are planned" in text
    assert f"({built_in.frame['start_year'].isna().sum()} rows have no start)" in text
    assert f"{built_in.frame['source_year'].isna().sum()} rows give no year" in text
    assert f"({(built_in.frame['remark'] != '').sum()} rows have a remark)" in text
    assert all(f"`{area.value}`" in text for area in TargetArea)


def test_frame_is_typed_and_keeps_leading_zeros_of_codes(built_in: Register) -> None:
    types = built_in.frame.dtypes
    assert {str(types[name]) for name in ("start_year", "end_year", "source_year")} == {"Int64"}
    assert {str(types[name]) for name in ("lon", "lat")} == {"float64"}
    assert str(types["primary_area_code"]) == "str"
    assert built_in.frame["primary_area_code"].dropna().str.len().eq(3).all()
    assert built_in.frame["primary_area_code"].isna().sum() == 32


def test_initiative_is_either_on_the_map_or_in_the_band_beside_it(built_in: Register) -> None:
    on_map = [each for each in built_in.initiatives if each.has_point]
    band = [each for each in built_in.initiatives if each.is_band]
    assert len(on_map) == 34 + 90
    assert len(band) == 23 + 9
    assert not {each.id for each in on_map} & {each.id for each in band}


def test_description_follows_the_language(built_in: Register) -> None:
    first = built_in.initiatives[0]
    assert first.description("sv") == first.description_sv != first.description_en
    assert first.description("en") == first.description_en


# --- loading ---------------------------------------------------------------------------------


def test_sound_row_becomes_a_typed_initiative(tmp_path: Path, areas: AreaRegister) -> None:
    (found,) = load_register(areas, write(tmp_path, ROW)).initiatives
    assert found == Initiative(
        id="laxhjalp",
        name="Läxhjälp i Hammarkullen",
        description_sv="Studenter hjälper elever med läxorna efter skolan.",
        description_en="Students help pupils with their homework after school.",
        organisation="Föreningen Läxan",
        organisation_type=OrganisationType.CIVIL_SOCIETY,
        target_area=TargetArea.SCHOOLING,
        target_group="Elever i årskurs 6–9",
        status=Status.RUNNING,
        start_year=2017,
        end_year=None,
        place="Hammarkulletorget",
        primary_area_code=HAMMARKULLEN,
        lon=12.0342,
        lat=57.7806,
        location_precision=Precision.PLACE,
        source_title="Läxhjälpen växer",
        source_url="https://example.org/laxhjalp",
        source_year=2019,
        remark="year derived",
    )


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"target_area": "health"}, "unknown-target-area", "target_area"),
        ({"organisation_type": "club"}, "value-not-allowed", "organisation_type"),
        ({"status": "pågår"}, "value-not-allowed", "status"),
        ({"location_precision": "exact"}, "value-not-allowed", "location_precision"),
        ({"name": ""}, "value-missing", "name"),
        ({"id": " "}, "value-missing", "id"),
        ({"source_url": ""}, "value-missing", "source_url"),
        ({"start_year": "1899"}, "value-out-of-range", "start_year"),
        ({"end_year": "2101"}, "value-out-of-range", "end_year"),
        ({"start_year": "spring"}, "not-a-number", "start_year"),
        ({"start_year": "2017.5"}, "not-a-number", "start_year"),
        ({"end_year": "2016"}, "year-order", "end_year"),
        ({"source_year": "20199"}, "value-out-of-range", "source_year"),
        ({"lat": ""}, "coordinates-incomplete", "lat"),
        ({"lon": ""}, "coordinates-incomplete", "lon"),
        ({"lon": "57.7806", "lat": "12.0342"}, "coordinates-swapped", "lon"),
        ({"lon": "13.5"}, "coordinates-outside", "lon"),
        ({"lat": "58.5"}, "coordinates-outside", "lon"),
        ({"lon": "nan"}, "not-a-number", "lon"),
        ({"lat": "north"}, "not-a-number", "lon"),
        ({"lat": "57,78"}, "coordinates-comma", "lon"),
        ({"lon": "320000", "lat": "6408000"}, "coordinates-sweref99-tm", "lon"),
        ({"lon": "", "lat": ""}, "precision-mismatch", "location_precision"),
        ({"location_precision": "city_wide"}, "precision-mismatch", "location_precision"),
        ({"location_precision": "several_places"}, "precision-mismatch", "location_precision"),
        ({"primary_area_code": "999"}, "unknown-area", "primary_area_code"),
        ({"primary_area_code": "6"}, "code-format", "primary_area_code"),
        ({"source_url": "javascript:alert(1)"}, "value-not-allowed", "source_url"),
        ({"source_url": "java\tscript:alert(1)"}, "value-not-allowed", "source_url"),
        ({"source_url": "data:text/html,hello"}, "value-not-allowed", "source_url"),
        ({"source_url": "ftp://example.org/"}, "value-not-allowed", "source_url"),
        ({"source_url": "//example.org/"}, "value-not-allowed", "source_url"),
        ({"source_url": "https://"}, "value-not-allowed", "source_url"),
        ({"source_url": "https://example.org/ x"}, "value-not-allowed", "source_url"),
        ({"source_url": "https://[half/"}, "value-not-allowed", "source_url"),
    ],
)
def test_bad_cell_is_one_problem_that_names_it(
    change: dict[str, str], code: str, column: str, tmp_path: Path, areas: AreaRegister
) -> None:
    path = write(tmp_path, WHOLE_CITY, ROW | change)
    (problem,) = problems_of(path, areas)
    assert (problem.code, problem.column, problem.row) == (code, column, 3)
    assert problem.file == "initiatives.csv"
    assert "{" not in str(problem)


def test_all_problems_of_a_file_come_at_once_in_the_order_of_rows(
    tmp_path: Path, areas: AreaRegister
) -> None:
    path = write(
        tmp_path,
        ROW | {"status": "maybe", "target_area": "health"},
        WHOLE_CITY,
        WHOLE_CITY | {"name": "", "lon": "12.0"},
    )
    found = problems_of(path, areas)
    assert [problem.row for problem in found] == [2, 2, 4, 4, 4, 4]
    assert Counter(problem.code for problem in found) == {
        "value-not-allowed": 1,
        "unknown-target-area": 1,
        "value-missing": 1,
        "coordinates-incomplete": 1,
        "precision-mismatch": 1,
        "duplicate-row": 1,
    }


def test_repeated_id_is_told_with_its_row(tmp_path: Path, areas: AreaRegister) -> None:
    (problem,) = problems_of(write(tmp_path, ROW, WHOLE_CITY, ROW), areas)
    assert (problem.code, problem.row, problem.value) == ("duplicate-row", 4, "laxhjalp")


def test_area_is_optional_for_a_point_just_outside_the_city(
    tmp_path: Path, areas: AreaRegister
) -> None:
    outside = ROW | {"primary_area_code": "", "lon": "12.012", "lat": "57.655"}
    (found,) = load_register(areas, write(tmp_path, outside)).initiatives
    assert found.has_point
    assert found.primary_area_code is None


def test_missing_columns_are_all_named(tmp_path: Path, areas: AreaRegister) -> None:
    path = write(tmp_path, ROW, columns=tuple(set(COLUMNS) - {"status", "lon"}))
    found = problems_of(path, areas)
    assert {(each.code, each.column) for each in found} == {
        ("column-missing", "status"),
        ("column-missing", "lon"),
    }


def test_further_column_does_no_harm(tmp_path: Path, areas: AreaRegister) -> None:
    path = write(tmp_path, ROW | {"budget": "1"}, columns=(*COLUMNS, "budget"))
    assert "budget" not in load_register(areas, path).frame.columns


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (",".join(COLUMNS).encode(), "file-empty"),
        (b"\xff\xfe\x00", "file-unreadable"),
    ],
)
def test_file_without_rows_or_text_is_a_problem(
    content: bytes, code: str, tmp_path: Path, areas: AreaRegister
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    (problem,) = problems_of(path, areas)
    assert (problem.code, problem.file) == (code, "bad.csv")


def test_missing_file_is_a_problem(tmp_path: Path, areas: AreaRegister) -> None:
    (problem,) = problems_of(tmp_path / "gone.csv", areas)
    assert problem.code == "file-missing"


# --- choosing --------------------------------------------------------------------------------


def small_register(tmp_path: Path, areas: AreaRegister) -> Register:
    rows = [
        ROW,
        WHOLE_CITY | {"target_area": "early_years", "organisation_type": "partnership"},
        ROW
        | {
            "id": "cafe",
            "name": "Språkcafé för alla",
            "description_sv": "Samtal på svenska över en fika.",
            "description_en": "Conversation over coffee.",
            "organisation": "Göteborgs Stad",
            "organisation_type": "municipal administration",
            "target_area": "participation_trust",
            "target_group": "Vuxna",
            "place": "Hjällbo",
            "status": "ended",
        },
    ]
    return load_register(areas, write(tmp_path, *rows))


ALL = tuple(TargetArea)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["laxhjalp", "bokstart", "cafe"]),
        ("  ", ["laxhjalp", "bokstart", "cafe"]),
        ("hjällbo", ["cafe"]),
        ("HJÄLLBO", ["cafe"]),
        ("hjallbo", ["cafe"]),
        ("Hja\u0308llbo", ["cafe"]),  # ä typed as a and a combining mark
        ("hjåll", []),  # another accent is another letter
        ("café", ["cafe"]),
        ("cafe", ["cafe"]),
        ("studenter", ["laxhjalp", "bokstart"]),
        ("homework", ["laxhjalp", "bokstart"]),
        ("homework staden", ["bokstart"]),  # one word in the description, one in the place
        ("göteborgs coffee vuxna", ["cafe"]),
        ("göteborgs coffee elever", []),  # every word must occur
        ("derived", []),  # remarks are not searched
        ("läxor", ["laxhjalp", "bokstart"]),
    ],
)
def test_every_word_must_occur_with_case_and_accents_forgiven(
    words: str, expected: list[str], tmp_path: Path, areas: AreaRegister
) -> None:
    register = small_register(tmp_path, areas)
    assert [each.id for each in choose(register, target_areas=ALL, words=words)] == expected


def test_filters_are_joined_by_and(tmp_path: Path, areas: AreaRegister) -> None:
    register = small_register(tmp_path, areas)

    def ids(**filters: object) -> list[str]:
        chosen = choose(register, **({"target_areas": ALL} | filters))  # type: ignore[arg-type]
        return [each.id for each in chosen]

    assert ids(statuses=("running",)) == ["laxhjalp", "bokstart"]
    assert ids(statuses=()) == []
    assert ids(target_areas=()) == []
    assert ids(target_areas=(TargetArea.PARTICIPATION_TRUST,)) == ["cafe"]
    assert ids(organisers=()) == ["laxhjalp", "bokstart", "cafe"]
    assert ids(organisers=("partnership",)) == ["bokstart"]
    assert ids(organisers=("partnership",), statuses=("ended",)) == []


# --- counting --------------------------------------------------------------------------------


def test_counts_are_zero_where_nothing_runs_and_leave_out_what_has_no_place(
    tmp_path: Path, areas: AreaRegister
) -> None:
    register = load_register(
        areas, write(tmp_path, ROW, ROW | {"id": "b", "primary_area_code": LOVGARDET}, WHOLE_CITY)
    )
    counts = counts_by_area(register.initiatives, areas, AreaLevel.PRIMARY_AREA)
    assert str(counts.dtype) == "Int64"
    assert (counts.name, counts.index.name) == ("initiatives", "area_code")
    assert tuple(counts.index) == areas.codes(AreaLevel.PRIMARY_AREA)
    assert counts[HAMMARKULLEN] == counts[LOVGARDET] == 1
    assert counts[OLIVEDAL] == 0
    assert counts.sum() == 2
    assert counts.notna().all()
    # Both lie in Nordost (01) and nothing else is known by place.
    by_city_area = counts_by_area(register.initiatives, areas, AreaLevel.CITY_AREA)
    assert by_city_area.to_dict() == {"01": 2, "02": 0, "03": 0, "04": 0}


def test_counts_agree_with_the_rows_at_every_level(built_in: Register, areas: AreaRegister) -> None:
    for level in AreaLevel:
        counts = counts_by_area(built_in.initiatives, areas, level)
        assert counts.sum() == sum(
            len(codes_of(each, areas, level)) for each in built_in.initiatives
        )
        for code in areas.codes(level):
            assert counts[code] == len(in_area(built_in.initiatives, areas, level, code))


@pytest.mark.parametrize(
    ("level", "areas_served"),
    [
        # The 9 that serve whole areas, counted in the file by hand. In the city they count once.
        (AreaLevel.MUNICIPALITY, 9),
        # Only the summer hosts reach over two city areas.
        (AreaLevel.CITY_AREA, 10),
        # Hisingen, twice, holds three of the districts of 2011, Centrum three, Nordost two.
        (AreaLevel.DISTRICT_2011, 3 + 3 + 3 + 1 + 1 + 2 + 2 + 1 + 1),
    ],
)
def test_initiative_counts_once_in_every_area_that_it_serves(
    built_in: Register, areas: AreaRegister, level: AreaLevel, areas_served: int
) -> None:
    counts = counts_by_area(built_in.initiatives, areas, level)
    assert counts.sum() == 34 + 90 + areas_served


def test_only_those_in_several_places_serve_whole_areas(built_in: Register) -> None:
    serving = {each.id: each for each in built_in.initiatives if each.serves}
    assert {each.location_precision for each in serving.values()} == {Precision.SEVERAL_PLACES}
    assert set(serving) == {
        *("kompetenscenter-oster", "kompetenscenter-hisingen", "halsolots-centrum"),
        *("sommarlov-lundby", "utveckling-nordost", "sommarvardar-bostadsbolaget"),
        *("applet-jobbcentrum", "medborgarbudget-vastra-hisingen", "medborgarbudget-lundby"),
    }
    text = (files("explorer.initiatives") / "data" / "README.md").read_text(encoding="utf-8")
    for each in serving.values():
        named = "; ".join(f"{area.level.value}:{area.code}" for area in each.serves)
        assert f"| `{each.id}` | {each.place} | `{named}` |" in text


def test_served_areas_have_the_names_that_the_place_says(
    built_in: Register, areas: AreaRegister
) -> None:
    for each in built_in.initiatives:
        for level, code in each.serves:
            assert areas.name(level, code) in each.place


def test_the_one_capacity_that_a_source_gives_is_there(built_in: Register) -> None:
    known = {each.id: each for each in built_in.initiatives if each.capacity is not None}
    assert list(known) == ["utokade-hembesok"]
    assert known["utokade-hembesok"].capacity == 680
    assert known["utokade-hembesok"].capacity_of == "barn, beräknat för 2018–2019"
    for name in ("budget_sek", "review_date"):
        assert all(getattr(each, name) is None for each in built_in.initiatives)
    assert not any(each.contact or each.further_places for each in built_in.initiatives)


def test_count_of_one_area_by_hand(built_in: Register, areas: AreaRegister) -> None:
    # `grep -c ",306," initiatives.csv` says 15 for Östra Bergsjön; two more serve Östra Göteborg,
    # the district that it lay in: Kompetenscenter Öster and Utveckling Nordost.
    counts = counts_by_area(built_in.initiatives, areas, AreaLevel.PRIMARY_AREA)
    assert counts["306"] == 15 + 2


def test_counts_of_no_initiatives_are_zero_everywhere(areas: AreaRegister) -> None:
    counts = counts_by_area((), areas, AreaLevel.PRIMARY_AREA)
    assert (counts == 0).all()
    assert len(counts) == 96


def test_unknown_area_is_a_key_error(built_in: Register, areas: AreaRegister) -> None:
    with pytest.raises(KeyError, match="999"):
        in_area(built_in.initiatives, areas, AreaLevel.PRIMARY_AREA, "999")


def test_empty_register_keeps_its_columns() -> None:
    register = build_register(())
    assert list(register.frame.columns) == [name for name in COLUMNS if name != "id"]
    assert register.frame.empty
    assert isinstance(register.frame, pd.DataFrame)


# --- for the browser -------------------------------------------------------------------------


def test_records_are_plain_json_in_register_order(built_in: Register) -> None:
    records = display_records(built_in.initiatives)
    again = json.loads(json.dumps(records, allow_nan=False))
    assert again == records
    assert [record["i"] for record in records] == list(built_in.frame.index)
    assert all(set(record) == set(_KEYS) for record in records)


_KEYS = ("i", "n", "d", "o", "k", "t", "g", "s", "y", "p", "a", "c", "r", "u", "ut")


def test_record_of_one_row(tmp_path: Path, areas: AreaRegister) -> None:
    hostile = "<script>alert(1)</script>"
    one, other = load_register(areas, write(tmp_path, ROW, WHOLE_CITY)).initiatives
    placed, band = display_records([replace(one, name=hostile), other])
    assert placed == {
        "i": "laxhjalp",
        "n": hostile,  # text as it is: the browser puts it in with textContent
        "d": {"sv": ROW["description_sv"], "en": ROW["description_en"]},
        "o": "Föreningen Läxan",
        "k": "civil society",
        "t": "schooling",
        "g": "Elever i årskurs 6–9",
        "s": "running",
        "y": [2017, None],
        "p": "Hammarkulletorget",
        "a": HAMMARKULLEN,
        "c": [12.0342, 57.7806],
        "r": "place",
        "u": "https://example.org/laxhjalp",
        "ut": "Läxhjälpen växer",
    }
    assert band["c"] is None
    assert band["a"] is None


@pytest.mark.parametrize(
    ("positions", "text"),
    [
        ([], ""),
        ([0], "0"),
        ([0, 1], "0-1"),
        ([0, 1, 2, 3, 7, 9, 10, 11, 12], "0-3,7,9-12"),
        ([12, 3, 3], "3,12"),
    ],
)
def test_positions_are_written_as_ranges(positions: list[int], text: str) -> None:
    assert ranges(positions) == text
