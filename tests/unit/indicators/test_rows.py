from pathlib import Path

import pytest

from indicators.rows import EXPECTED, read_rows
from tests.unit.indicators.made_up import write_csv


def problem_of(path: Path) -> tuple[str, int | None, str | None, str]:
    frame, (problem,) = read_rows(path, required=("a", "b"))
    assert frame is None
    assert problem.file == path.name
    assert problem.hint
    return problem.code, problem.row, problem.column, problem.value


def test_cells_are_text_without_blanks_indexed_by_spreadsheet_row(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", "b, a ", " 01 ,007", "", ",", '"two\nlines",x')
    frame, problems = read_rows(path, required=("a", "b"), optional=("c",))
    assert problems == []
    assert frame is not None
    assert list(frame.columns) == ["a", "b", "c"]
    assert set(frame.dtypes.astype(str)) == {"str"}
    assert list(frame.index) == [2, 5]
    assert frame.to_numpy().tolist() == [["007", "01", ""], ["x", "two\nlines", ""]]


def test_byte_order_mark_is_not_part_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("a,b\nå,2\n".encode("utf-8-sig"))
    frame, problems = read_rows(path, required=("a", "b"))
    assert problems == []
    assert frame is not None
    assert frame.loc[2, "a"] == "å"


def test_missing_file(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "x.csv") == ("file-missing", None, None, "")


@pytest.mark.parametrize("text", ["", "\n \n", "a,b\n", "a,b\n,\n\n"])
def test_file_without_rows_is_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    assert problem_of(path)[0] == "file-empty"


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("a,b\nGöteborg,1\n".encode("latin-1"), "byte 6 is not UTF-8 text"),
        ("a,b\n1,2\n".encode("utf-16"), "byte 1 is not UTF-8 text"),
        (b"a,b\n1,\x002\n", "it is not a text file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "it is not a text file"),
        (b"a;b\n1;2\n", "its columns are divided by semicolons"),
        (b"a\tb\n1\t2\n", "its columns are divided by tabs"),
        (b'a,b\n1,"2\n', "unexpected end of data"),
    ],
)
def test_damaged_file_says_what_is_wrong_with_it(
    tmp_path: Path, content: bytes, value: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    frame, (problem,) = read_rows(path, required=("a", "b"))
    assert frame is None
    assert (problem.code, problem.value, problem.allowed) == ("file-unreadable", value, EXPECTED)


def test_folder_in_place_of_a_file_is_unreadable(tmp_path: Path) -> None:
    assert problem_of(tmp_path)[0] == "file-unreadable"


def test_every_missing_column_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", "b", "1")
    frame, problems = read_rows(path, required=("a", "b", "c"))
    assert frame is None
    assert [(found.code, found.column) for found in problems] == [
        ("column-missing", "a"),
        ("column-missing", "c"),
    ]


def test_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", "a,b,a", "1,2,3")
    assert problem_of(path) == ("duplicate-column", None, "a", "")


def test_column_that_nobody_reads_is_a_warning(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", "a,b,statuss,", "1,2,3,")
    frame, (problem,) = read_rows(path, required=("a", "b"), optional=("status",))
    assert frame is not None
    assert (problem.code, problem.column, problem.severity) == (
        "unknown-column",
        "statuss",
        "warning",
    )


def test_rows_of_another_length_are_named_and_left_out(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", "a,b", "1,2", "1,2,5", "3,4", "1")
    frame, problems = read_rows(path, required=("a", "b"))
    assert frame is not None
    assert list(frame.index) == [2, 4]
    assert [(found.code, found.row, found.value, found.allowed) for found in problems] == [
        ("row-length", 3, "3", "2"),
        ("row-length", 5, "1", "2"),
    ]
