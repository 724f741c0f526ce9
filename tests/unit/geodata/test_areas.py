from pathlib import Path

import pandas as pd
import pytest

from geodata.areas import Area, AreaLevel, AreaRegister, load_areas
from geodata.problems import DataError, Problem
from tests.unit.geodata.grid import AREAS, write_areas

# In the register every area lies in the next level up of this chain.
CHAIN = [
    AreaLevel.PRIMARY_AREA,
    AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.CITY_AREA,
    AreaLevel.MUNICIPALITY,
]


def problems_of(path: Path) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        load_areas(path)
    return list(caught.value.problems)


def problems_with(tmp_path: Path, old: str, new: str) -> list[Problem]:
    assert AREAS.count(old) == 1
    return problems_of(write_areas(tmp_path / "areas.csv", AREAS.replace(old, new)))


def test_gothenburg_has_the_published_number_of_areas_on_each_level(areas: AreaRegister) -> None:
    counts = {level: len(areas.codes(level)) for level in AreaLevel}
    assert counts == {
        AreaLevel.MUNICIPALITY: 1,
        AreaLevel.CITY_AREA: 4,
        AreaLevel.INTERMEDIATE_AREA: 36,
        AreaLevel.PRIMARY_AREA: 96,
        AreaLevel.DISTRICT_2011: 10,
    }


def test_register_is_indexed_by_level_and_code_as_text(areas: AreaRegister) -> None:
    assert areas.frame.index.names == ["area_level", "area_code"]
    assert areas.frame.index.is_unique
    assert areas.frame.index.is_monotonic_increasing
    for name in ("area_level", "area_code"):
        assert areas.frame.index.get_level_values(name).dtype == "str"
    assert list(areas.frame.columns) == ["name", "parent_code", "district_2011_code"]
    assert len(areas.frame) == 147


def test_leading_zeros_are_kept(areas: AreaRegister) -> None:
    assert areas.codes(AreaLevel.CITY_AREA) == ("01", "02", "03", "04")


def test_parents_come_nearest_first_and_end_at_the_municipality(areas: AreaRegister) -> None:
    assert areas.parents(AreaLevel.PRIMARY_AREA, "606") == (
        Area(AreaLevel.INTERMEDIATE_AREA, "14", "Södra Angered"),
        Area(AreaLevel.CITY_AREA, "01", "Nordost"),
        Area(AreaLevel.MUNICIPALITY, "1480", "Göteborg"),
    )
    assert areas.parents(AreaLevel.MUNICIPALITY, "1480") == ()
    assert areas.parents(AreaLevel.DISTRICT_2011, "131") == (
        Area(AreaLevel.MUNICIPALITY, "1480", "Göteborg"),
    )


def test_district_of_2011_is_asked_for_apart(areas: AreaRegister) -> None:
    assert areas.district_2011("606") == Area(AreaLevel.DISTRICT_2011, "131", "Angered")


@pytest.mark.parametrize("above", CHAIN[1:])
@pytest.mark.parametrize("level", CHAIN[:-1])
def test_parents_and_children_agree_both_ways(
    areas: AreaRegister, level: AreaLevel, above: AreaLevel
) -> None:
    if CHAIN.index(above) <= CHAIN.index(level):
        assert areas.ancestors(level, above) is None or level is above
        return
    upwards = {
        (code, parent.code)
        for code in areas.codes(level)
        for parent in areas.parents(level, code)
        if parent.level is above
    }
    downwards = {
        (child, code) for code in areas.codes(above) for child in areas.children(above, code, level)
    }
    assert upwards == downwards
    assert len(upwards) == len(areas.codes(level))


def test_every_primary_area_lies_in_one_district_of_2011(areas: AreaRegister) -> None:
    level = AreaLevel.DISTRICT_2011
    children = [
        child
        for code in areas.codes(level)
        for child in areas.children(level, code, AreaLevel.PRIMARY_AREA)
    ]
    assert tuple(sorted(children)) == areas.codes(AreaLevel.PRIMARY_AREA)


def test_ancestors_are_indexed_by_every_code_of_the_level(grid_areas: AreaRegister) -> None:
    found = grid_areas.ancestors(AreaLevel.PRIMARY_AREA, AreaLevel.CITY_AREA)
    index = pd.Index(["101", "102", "103", "104"], name="area_code", dtype="str")
    expected = pd.Series(["01", "01", "02", "02"], index=index, name="city_area", dtype="str")
    assert found is not None
    pd.testing.assert_series_equal(found, expected)


def test_each_area_holds_itself(grid_areas: AreaRegister) -> None:
    level = AreaLevel.CITY_AREA
    found = grid_areas.ancestors(level, level)
    assert found is not None
    assert found.to_dict() == {"01": "01", "02": "02"}
    assert grid_areas.children(level, "01", level) == ("01",)


@pytest.mark.parametrize(
    ("level", "above"),
    [
        (AreaLevel.INTERMEDIATE_AREA, AreaLevel.DISTRICT_2011),
        (AreaLevel.DISTRICT_2011, AreaLevel.CITY_AREA),
        (AreaLevel.MUNICIPALITY, AreaLevel.CITY_AREA),
    ],
)
def test_levels_that_do_not_nest_have_neither_ancestors_nor_children(
    grid_areas: AreaRegister, level: AreaLevel, above: AreaLevel
) -> None:
    assert grid_areas.ancestors(level, above) is None
    assert grid_areas.children(above, grid_areas.codes(above)[0], level) == ()


def test_unknown_code_is_quoted(areas: AreaRegister) -> None:
    with pytest.raises(KeyError, match="no city_area with the code '1'"):
        areas.name(AreaLevel.CITY_AREA, "1")
    with pytest.raises(KeyError, match="'999'"):
        areas.parents(AreaLevel.PRIMARY_AREA, "999")
    with pytest.raises(KeyError, match="'999'"):
        areas.children(AreaLevel.DISTRICT_2011, "999", AreaLevel.PRIMARY_AREA)


def test_changing_the_names_handed_out_changes_nothing(grid_areas: AreaRegister) -> None:
    names = grid_areas.names(AreaLevel.CITY_AREA)
    names["01"] = "x"
    assert grid_areas.name(AreaLevel.CITY_AREA, "01") == "South"


def test_register_without_districts_has_none(tmp_path: Path) -> None:
    lines = [line for line in AREAS.splitlines() if not line.startswith("district")]
    text = "\n".join(lines).replace(",131", ",").replace(",132", ",")
    areas = load_areas(write_areas(tmp_path / "areas.csv", text))
    assert areas.district_2011("101") is None
    assert areas.codes(AreaLevel.DISTRICT_2011) == ()
    assert areas.ancestors(AreaLevel.PRIMARY_AREA, AreaLevel.DISTRICT_2011) is None


def test_file_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(AREAS, encoding="utf-8-sig")
    assert len(load_areas(path).frame) == 11


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "areas.csv") == [Problem("file-missing", "areas.csv")]


@pytest.mark.parametrize(
    "text", ["", AREAS.splitlines()[0] + "\n", AREAS.splitlines()[0] + "\n,,,,\n"]
)
def test_file_without_rows_is_empty(tmp_path: Path, text: str) -> None:
    path = write_areas(tmp_path / "areas.csv", text)
    assert problems_of(path) == [Problem("file-empty", "areas.csv")]


def test_file_in_another_encoding_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_bytes(AREAS.encode("latin-1"))
    (problem,) = problems_of(path)
    assert problem.code == "file-unreadable"
    assert "UTF-8" in problem.hint


def test_all_missing_columns_are_named_at_once(tmp_path: Path) -> None:
    text = AREAS.replace("area_code", "code").replace("name", "label")
    found = problems_of(write_areas(tmp_path / "areas.csv", text))
    assert [(problem.code, problem.column) for problem in found] == [
        ("column-missing", "area_code"),
        ("column-missing", "name"),
    ]


def test_unknown_level_names_the_levels(tmp_path: Path) -> None:
    found = problems_with(tmp_path, "district_2011,132,East", "district,132,East")
    problem = found[-1]
    assert (problem.code, problem.row, problem.column) == ("value-not-allowed", 12, "area_level")
    assert problem.value == "district"
    assert "municipality, city_area, intermediate_area" in problem.hint
    # Primary areas that point to the lost district are reported as well.
    assert [each.code for each in found[:-1]] == ["unknown-parent"] * 2


def test_second_row_of_an_area_is_a_duplicate(tmp_path: Path) -> None:
    (problem,) = problems_of(
        write_areas(tmp_path / "areas.csv", AREAS + "primary_area,104,Again,20,132\n")
    )
    assert (problem.code, problem.row, problem.value) == ("duplicate-row", 13, "primary_area 104")


def test_same_code_on_two_levels_is_no_duplicate(grid_areas: AreaRegister, tmp_path: Path) -> None:
    text = AREAS.replace(",10,", ",01,")
    areas = load_areas(write_areas(tmp_path / "areas.csv", text))
    assert len(areas.frame) == len(grid_areas.frame)


@pytest.mark.parametrize(
    ("old", "new", "value", "digits"),
    [
        ("city_area,02,", "city_area,2,", "2", "2"),
        ("intermediate_area,20,", "intermediate_area,020,", "020", "2"),
        ("primary_area,104,", "primary_area,1O4,", "1O4", "3"),
        ("primary_area,104,", "primary_area,,", "", "3"),
        ("primary_area,104,", "primary_area,١٠٤,", "١٠٤", "3"),
        ("district_2011,132,", "district_2011,1320,", "1320", "3"),
        ("municipality,1480,", "municipality,148,", "148", "4"),
    ],
)
def test_code_of_the_wrong_form_asks_about_the_leading_zero(
    tmp_path: Path, old: str, new: str, value: str, digits: str
) -> None:
    found = [
        problem for problem in problems_with(tmp_path, old, new) if problem.code == "code-format"
    ]
    assert [(problem.value, problem.allowed) for problem in found] == [(value, digits)]
    assert "leading zero" in found[0].hint


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    [
        ("North-east,20,132", "North-east,30,132", "parent_code", "30"),
        ("North-east,20,132", "North-east,,132", "parent_code", ""),
        ("North-east,20,132", "North-east,20,133", "district_2011_code", "133"),
        ("North-east,20,132", "North-east,20,", "district_2011_code", ""),
        ("East,1480", "East,1481", "parent_code", "1481"),
    ],
)
def test_unknown_parent_names_its_column(
    tmp_path: Path, old: str, new: str, column: str, value: str
) -> None:
    (problem,) = problems_with(tmp_path, old, new)
    assert (problem.code, problem.column, problem.value) == ("unknown-parent", column, value)
    assert problem.allowed in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("Göteborg,,", "Göteborg,1480,", "parent_code"),
        ("North,1480,", "North,1480,131", "district_2011_code"),
    ],
)
def test_parent_where_there_is_none_is_not_allowed(
    tmp_path: Path, old: str, new: str, column: str
) -> None:
    (problem,) = problems_with(tmp_path, old, new)
    assert (problem.code, problem.column) == ("value-not-allowed", column)


def test_area_without_a_name_is_reported(tmp_path: Path) -> None:
    (problem,) = problems_with(tmp_path, "North-east", " ")
    assert (problem.code, problem.row, problem.column) == ("value-missing", 10, "name")


def test_problems_of_many_rows_are_reported_together_with_the_rows_of_the_sheet(
    tmp_path: Path,
) -> None:
    # The blank line is a row of the sheet too, so the following rows keep their numbers.
    lines = AREAS.splitlines()
    lines[3:3] = [""]
    lines += ["primary_area,999,,20,131", "primary_area,7,Seven,20,131", "x,1,X,,"]
    found = problems_of(write_areas(tmp_path / "areas.csv", "\n".join(lines)))
    assert [(problem.code, problem.row) for problem in found] == [
        ("value-missing", 14),
        ("code-format", 15),
        ("value-not-allowed", 16),
    ]
