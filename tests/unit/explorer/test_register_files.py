"""Files of initiatives that people hand in: what is read, and what is told where it cannot be."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from explorer.initiatives import sheet, workbook
from explorer.initiatives.files import MOST_BYTES, REQUIRED, check_size, read_upload
from explorer.initiatives.rows import COLUMNS
from geodata.problems import Problem
from tests.unit.explorer.register_rows import ROW, WHOLE_CITY

FRENCH = ROW | {"id": "cafe", "name": "Språkcafé; fika, samtal", "description_sv": "En\nTvå"}
ROWS = [ROW, WHOLE_CITY, FRENCH]


def as_csv(
    rows: Sequence[dict[str, str]] = ROWS,
    *,
    columns: Sequence[str] = COLUMNS,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(
    rows: Sequence[Sequence[object]], *, title: str = "Blad1", others: Sequence[str] = ()
) -> bytes:
    """Write a workbook with openpyxl, which our own writer does not use."""
    book = openpyxl.Workbook()
    for name in others:
        book.create_sheet(name, 0).append(["something", "else"])
    main = book["Sheet"]
    main.title = title
    for row in rows:
        main.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_features(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(cells: dict[str, Any], geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": cells, "geometry": geometry}


def the_problem(name: str, payload: bytes) -> Problem:
    upload = read_upload(name, payload)
    (problem,) = upload.problems
    assert upload.rows == ()
    assert not upload.is_sound
    return problem


# --- CSV -------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_is_read_whatever_divides_its_columns(delimiter: str, encoding: str) -> None:
    upload = read_upload("a.csv", as_csv(delimiter=delimiter, encoding=encoding))
    assert upload.problems == ()
    assert [row.cells for row in upload.rows] == ROWS
    assert [row.number for row in upload.rows] == [2, 3, 4]


def test_columns_stand_in_any_order_and_further_ones_may_be_left_out() -> None:
    upload = read_upload("a.csv", as_csv(columns=sorted(REQUIRED)))
    assert upload.problems == ()
    assert [row.cells for row in upload.rows] == ROWS


def test_excel_in_swedish_writes_decimal_commas_between_semicolons() -> None:
    swedish = ROW | {"lon": "12,0342", "lat": "57,7806"}
    (row,) = read_upload("a.csv", as_csv([swedish], delimiter=";")).rows
    assert (row.cells["lon"], row.cells["lat"]) == ("12.0342", "57.7806")
    # Between commas a decimal comma is nobody's convention: it stays, and is told later.
    (row,) = read_upload("a.csv", as_csv([swedish])).rows
    assert (row.cells["lon"], row.cells["lat"]) == ("12,0342", "57,7806")


def test_line_breaks_of_windows_within_a_cell_become_plain_ones() -> None:
    (row,) = read_upload("a.csv", as_csv([ROW | {"remark": "ett\r\ntvå"}])).rows
    assert row.cells["remark"] == "ett\ntvå"


def test_column_of_ones_own_is_a_warning_and_a_missing_one_an_error() -> None:
    columns = [*(each for each in COLUMNS if each != "status"), "budgett"]
    upload = read_upload("a.csv", as_csv([ROW | {"budgett": "1"}], columns=columns))
    assert [(each.code, each.column, each.severity) for each in upload.problems] == [
        ("column-missing", "status", "error"),
        ("unknown-column", "budgett", "warning"),
    ]
    assert not upload.is_sound
    assert upload.rows == ()
    sound = read_upload("a.csv", as_csv([ROW], columns=[*COLUMNS, "budgett"]))
    assert sound.is_sound
    assert len(sound.rows) == 1


def test_column_that_stands_twice_is_an_error() -> None:
    problem = the_problem("a.csv", as_csv([ROW], columns=[*COLUMNS, "name"]))
    assert (problem.code, problem.column) == ("duplicate-column", "name")


def test_row_of_another_length_is_told_with_its_number_and_the_rest_is_read() -> None:
    upload = read_upload("a.csv", as_csv([ROW]) + b"\r\n" + b"a,b,c\r\n")
    (problem,) = upload.problems
    assert (problem.code, problem.row) == ("row-length", 4)
    assert (problem.value, problem.allowed) == ("3", str(len(COLUMNS)))
    assert len(upload.rows) == 1


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "file-empty"),
        (b" \r\n ", "file-empty"),
        (as_csv([]), "file-empty"),
        ("id,name\nå,ä".encode("cp1252"), "file-not-utf8"),
        (as_csv(encoding="utf-16"), "file-wrong-kind"),
        (as_workbook([COLUMNS]), "file-wrong-kind"),
        (b"%PDF-1.7\n", "file-wrong-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file-wrong-kind"),
        (b"SQLite format 3\x00", "file-wrong-kind"),
        (b"\n<!DOCTYPE html><html>", "file-wrong-kind"),
        (as_features(), "file-wrong-kind"),
        (b"id,name\n\x00,1", "file-damaged"),
        (b"just some words\nand more", "header-unknown"),
        (b'id,name\n"a,b', "quotation-marks"),
        (b'id,name\n"a"b,c', "quotation-marks"),
        (b"id,name\n" + b"x" * 140_000 + b",c", "cell-too-long"),
    ],
)
def test_what_is_no_csv_is_told_in_one_problem(payload: bytes, code: str) -> None:
    problem = the_problem("a.csv", payload)
    assert (problem.code, problem.file) == (code, "a.csv")
    assert len(str(problem)) < 1000


def test_byte_that_is_not_utf8_is_counted() -> None:
    # i, d, comma, line break: the fifth byte is å in Windows' own encoding.
    assert the_problem("a.csv", b"id,\n\xe5").value == "5"


# --- workbooks -------------------------------------------------------------------------------


def test_workbook_gives_the_texts_that_a_csv_would_hold() -> None:
    typed: dict[str, object] = {
        **ROW,
        "start_year": 2017,
        "end_year": 2020.0,
        "primary_area_code": 606,
        "lon": 12.0342,
        "lat": 57.7806,
        "capacity": 680,
        "capacity_of": "barn",
        "review_date": datetime(2026, 5, 31),  # noqa: DTZ001  Excel knows no time zones
        "remark": True,
    }
    rows = [COLUMNS, [], [typed[column] for column in COLUMNS], ["", None]]
    upload = read_upload("a.XLSX", as_workbook(rows))
    assert upload.problems == ()
    (row,) = upload.rows
    assert row.number == 3
    expected = {"end_year": "2020", "capacity": "680", "capacity_of": "barn"}
    assert row.cells == ROW | expected | {"review_date": "2026-05-31", "remark": "TRUE"}


def test_the_sheet_of_our_own_name_is_read_wherever_it_stands() -> None:
    rows = [COLUMNS, [ROW[column] for column in COLUMNS]]
    book = as_workbook(rows, title="initiatives", others=["notes"])
    assert [row.cells for row in read_upload("a.xlsx", book).rows] == [ROW]
    first = as_workbook(rows, title="Blad1")
    assert [row.cells for row in read_upload("a.xlsx", first).rows] == [ROW]


def test_formula_is_a_problem_and_never_a_value() -> None:
    cells = [*(ROW | {"name": "=1+1"}).values()]
    upload = read_upload("a.xlsx", as_workbook([COLUMNS, cells]))
    (problem,) = upload.problems
    assert (problem.code, problem.row, problem.column) == ("formula-in-cell", 2, "name")
    assert problem.value == "=1+1"
    assert not upload.is_sound


def test_failed_formula_is_a_problem() -> None:
    upload = read_upload("a.xlsx", as_workbook([COLUMNS, [*(ROW | {"name": "#N/A"}).values()]]))
    assert [(each.code, each.column) for each in upload.problems] == [("formula-in-cell", "name")]


def test_cells_beside_the_named_columns_are_a_problem_of_their_row() -> None:
    upload = read_upload("a.xlsx", as_workbook([COLUMNS, [*ROW.values(), "more"]]))
    assert [(each.code, each.row) for each in upload.problems] == [("row-length", 2)]


def test_day_is_a_day_in_a_workbook() -> None:
    row = ROW | {"review_date": date(2026, 5, 31)}
    upload = read_upload("a.xlsx", as_workbook([COLUMNS, [*row.values()]]))
    assert upload.rows[0].cells["review_date"] == "2026-05-31"


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "file-empty"),
        (as_csv(), "file-wrong-kind"),
        (b"<html><table></table></html>", "file-wrong-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file-wrong-kind"),
        (zipped(a=b"1"), "file-wrong-kind"),
        (as_workbook([COLUMNS])[:500], "file-damaged"),
        (b"PK\x03\x04" + b"x" * 100, "file-damaged"),
        (zipped(xl__workbook=b"")[:-4], "file-damaged"),
        (as_workbook([COLUMNS]), "file-empty"),
        (as_workbook([]), "file-empty"),
        (as_workbook([["a", "b"], ["c", "d"]]), "header-unknown"),
    ],
)
def test_what_is_no_workbook_is_told_in_one_problem(payload: bytes, code: str) -> None:
    assert the_problem("a.xlsx", payload).code == code


def test_workbook_without_its_parts_is_damaged() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<nothing/>")
    assert the_problem("a.xlsx", content.getvalue()).code == "file-damaged"


def test_workbook_with_a_part_that_was_changed_is_damaged() -> None:
    good = as_workbook([COLUMNS, [*ROW.values()]])
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part.filename, text[:40] if "sheet1" in part.filename else text)
    assert the_problem("a.xlsx", content.getvalue()).code == "file-damaged"


def test_workbook_that_would_unpack_to_too_much_is_refused_unopened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A made-up bomb: 300 kB that its own table of contents says become 300 MB."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(300):
                part.write(bytes(1_000_000))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr(openpyxl, "load_workbook", never)
    problem = the_problem("a.xlsx", content.getvalue())
    assert (problem.code, problem.value, problem.allowed) == (
        "upload-too-large",
        "300 MB",
        "100 MB",
    )


# --- GeoJSON ---------------------------------------------------------------------------------

POINT = {"type": "Point", "coordinates": [12.0342, 57.7806]}
WITHOUT_POSITION = {name: text for name, text in ROW.items() if name not in ("lon", "lat")}


def test_position_comes_from_the_geometry_where_no_column_gives_it() -> None:
    payload = as_features(feature(WITHOUT_POSITION, POINT), feature(dict(WHOLE_CITY), None))
    upload = read_upload("a.geojson", payload)
    assert upload.problems == ()
    assert [row.cells for row in upload.rows] == [ROW, WHOLE_CITY]
    assert [row.number for row in upload.rows] == [1, 2]


def test_numbers_and_nothing_are_the_texts_of_a_csv() -> None:
    cells = {name: text or None for name, text in ROW.items()}
    numbers = {"start_year": 2017, "source_year": 2019.0, "lon": 12.0342, "lat": 57.7806}
    upload = read_upload("a.json", as_features(feature({**cells, **numbers}, POINT)))
    assert [row.cells for row in upload.rows] == [ROW]


def test_further_points_of_a_geometry_are_further_places() -> None:
    several = {"type": "MultiPoint", "coordinates": [[12.0342, 57.7806], [12.01, 57.77, 3]]}
    (row,) = read_upload("a.geojson", as_features(feature(dict(ROW), several))).rows
    assert row.cells["further_places"] == "12.01 57.77 place -"
    named = ROW | {"further_places": "12.01 57.77 area 612 Hjällbo"}
    upload = read_upload("a.geojson", as_features(feature(dict(named), several)))
    assert upload.problems == ()
    assert [row.cells for row in upload.rows] == [named]


@pytest.mark.parametrize(
    ("change", "geometry", "column"),
    [
        ({}, {"type": "Point", "coordinates": [12.0343, 57.7806]}, "lon"),
        (
            {"further_places": "12.02 57.77 area 612 Hjällbo"},
            {"type": "MultiPoint", "coordinates": [[12.0342, 57.7806], [12.01, 57.77]]},
            "further_places",
        ),
        ({"further_places": "12.02 57.77 area 612 Hjällbo"}, POINT, "further_places"),
    ],
)
def test_geometry_that_says_another_place_than_its_columns_is_a_problem(
    change: dict[str, str], geometry: Any, column: str
) -> None:
    upload = read_upload("a.geojson", as_features(feature({**ROW, **change}, geometry)))
    assert [(each.code, each.row, each.column) for each in upload.problems] == [
        ("geometry-disagrees", 1, column)
    ]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[12, 57], [12, 58]]},
        {"type": "Point", "coordinates": [12]},
        {"type": "Point", "coordinates": ["12", "57"]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point"},
        {"type": "MultiPoint", "coordinates": [[12, 57], None]},
        [12, 57],
        "POINT (12 57)",
    ],
)
def test_geometry_of_another_kind_is_a_problem_of_its_feature(geometry: Any) -> None:
    upload = read_upload("a.geojson", as_features(feature(dict(ROW), geometry)))
    assert [(each.code, each.row) for each in upload.problems] == [("geometry-kind", 1)]


@pytest.mark.parametrize("value", [["a"], {"a": 1}])
def test_property_with_parts_of_its_own_is_a_problem(value: Any) -> None:
    upload = read_upload("a.geojson", as_features(feature({**ROW, "name": value}, POINT)))
    assert [(each.code, each.column) for each in upload.problems] == [("value-not-allowed", "name")]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "file-empty"),
        (as_csv(), "file-wrong-kind"),
        (as_workbook([COLUMNS]), "file-wrong-kind"),
        (b"{", "file-damaged"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "file-damaged"),
        (b"[" * 100_000, "file-damaged"),
        (b'{"a": "\xe5"}', "file-not-utf8"),
        (b"[]", "file-wrong-kind"),
        (b'{"type": "Feature"}', "file-wrong-kind"),
        (as_features(), "file-empty"),
    ],
)
def test_what_is_no_feature_collection_is_told_in_one_problem(payload: bytes, code: str) -> None:
    assert the_problem("a.geojson", payload).code == code


# --- bounds ----------------------------------------------------------------------------------


def test_file_of_100_megabytes_is_refused_by_its_size_alone() -> None:
    problem = check_size("folder/stor.csv", 100_000_000)
    assert problem is not None
    assert (problem.code, problem.file) == ("upload-too-large", "stor.csv")
    assert (problem.value, problem.allowed) == ("100.0 MB", "10 MB")
    assert check_size("a.csv", MOST_BYTES) is None
    assert the_problem("a.csv", bytes(MOST_BYTES + 1)).code == "upload-too-large"


@pytest.mark.parametrize("make", ["csv", "xlsx", "geojson"])
def test_one_row_too_many_is_refused_and_as_many_as_allowed_are_not(
    make: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("delimited", "workbook", "features"):
        monkeypatch.setattr(f"explorer.initiatives.{module}.MOST_ROWS", 3)
    writers: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
        "csv": as_csv,
        "xlsx": lambda rows: as_workbook([COLUMNS, *(list(each.values()) for each in rows)]),
        "geojson": lambda rows: as_features(*(feature(dict(each), None) for each in rows)),
    }
    assert len(read_upload(f"a.{make}", writers[make]([ROW] * 3)).rows) == 3
    problem = the_problem(f"a.{make}", writers[make]([ROW] * 4))
    assert (problem.code, problem.allowed) == ("too-many-rows", "3")


def test_bounds_are_those_that_are_promised() -> None:
    assert (sheet.MOST_ROWS, MOST_BYTES, workbook.MOST_UNPACKED) == (20_000, 10**7, 10**8)


@pytest.mark.parametrize("name", ["a", "a.", "a.xls", "a.exe", "a.csv.zip", "", "csv"])
def test_name_without_a_known_ending_is_told(name: str) -> None:
    assert the_problem(name, as_csv()).code == "file-ending"


def test_folders_and_hidden_characters_of_a_name_are_not_repeated() -> None:
    name = "C:\\hemligt\\" + "\x1b[31m" + "x" * 300 + ".csv"
    problem = the_problem(name, b"")
    assert "hemligt" not in problem.file
    assert "\x1b" not in problem.file
    assert len(problem.file) <= 101
    assert problem.code == "file-empty"
