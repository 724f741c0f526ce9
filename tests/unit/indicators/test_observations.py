"""Observations from outside: what is read and what is refused; every row is made up."""

from pathlib import Path

import pytest

from geodata.areas import AreaRegister
from geodata.problems import Problem
from indicators.observations import COLUMNS, Known, read_observations
from tests.unit.indicators.made_up import DEFINITIONS, write_csv

HEADER = "area_level,area_code,indicator_id,period,value,quality,source_id"
FULL = f"{HEADER},status,lower,upper,numerator,denominator,note,group,unit"


@pytest.fixture
def known(town: AreaRegister) -> Known:
    return Known(town, frozenset(DEFINITIONS), DEFINITIONS, frozenset({"office"}))


def read(tmp_path: Path, known: Known, *lines: str, header: str = HEADER) -> list[Problem]:
    path = write_csv(tmp_path / "figures.csv", header, *lines)
    frame, problems = read_observations(path, known)
    assert (frame is None) == any(problem.severity == "error" for problem in problems)
    assert all(problem.hint and problem.file == "figures.csv" for problem in problems)
    return problems


def place(problem: Problem) -> tuple[str, int | None, str | None, str]:
    return problem.code, problem.row, problem.column, problem.value


def test_rows_are_read_sorted_and_typed(tmp_path: Path, known: Known) -> None:
    path = write_csv(
        tmp_path / "figures.csv",
        HEADER,
        "primary_area,102,share,2024,12.50,derived,office",
        "primary_area,101,share,2023-2024,7,published,office",
        "primary_area,101,people,2024,100,published,office",
    )
    frame, problems = read_observations(path, known)
    assert problems == []
    assert frame is not None
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame.index) == [0, 1, 2]
    keys = frame[["indicator_id", "period", "area_code"]].to_numpy().tolist()
    assert keys == [
        ["people", "2024", "101"],
        ["share", "2023-2024", "101"],
        ["share", "2024", "102"],
    ]
    assert list(frame["value"]) == [100, 7, 12.5]
    assert set(frame["status"]) == {"ok"}
    assert set(frame["group"]) == {"all"}
    assert frame["area_code"].dtype == "str"
    assert set(frame[["value", "lower", "upper", "numerator", "denominator"]].dtypes) == {
        frame["value"].dtype
    }
    assert frame["lower"].isna().all()


def test_value_is_missing_exactly_where_the_status_says_so(tmp_path: Path, known: Known) -> None:
    path = write_csv(
        tmp_path / "figures.csv",
        FULL,
        "primary_area,101,share,2024,12.5,published,office,ok,10,15,1,8,said,all,percent",
        "primary_area,102,share,2024,,,office,suppressed,,,,,,,",
        "primary_area,103,share,2024,,,office,missing,,,,,,,",
        "primary_area,201,share,2024,,,office,not_applicable,,,,,,,",
        "primary_area,202,share,2024,3,published,office,,,,,,,,",
    )
    frame, problems = read_observations(path, known)
    assert problems == []
    assert frame is not None
    statuses = ["ok", "suppressed", "missing", "not_applicable", "ok"]
    assert list(frame["status"]) == statuses
    assert list(frame["value"].isna()) == [False, True, True, True, False]
    first = frame.iloc[0]
    assert [first[name] for name in ("lower", "upper", "numerator", "denominator")] == [
        10,
        15,
        1,
        8,
    ]
    assert first["note"] == "said"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mars,101,share,2024,1,published,office", ("value-not-allowed", "area_level", "mars")),
        ("primary_area,,share,2024,1,published,office", ("value-missing", "area_code", "")),
        ("primary_area,999,share,2024,1,published,office", ("unknown-area", "area_code", "999")),
        ("city_area,101,share,2024,1,published,office", ("code-format", "area_code", "101")),
        ("city_area,1,share,2024,1,published,office", ("code-format", "area_code", "1")),
        (
            "primary_area,101,height,2024,1,published,office",
            ("unknown-indicator", "indicator_id", "height"),
        ),
        ("primary_area,101,,2024,1,published,office", ("value-missing", "indicator_id", "")),
        (
            "primary_area,101,share,2024,1,published,gossip",
            ("unknown-source", "source_id", "gossip"),
        ),
        ("primary_area,101,share,24,1,published,office", ("period-format", "period", "24")),
        (
            "primary_area,101,share,2024-2023,1,published,office",
            ("period-format", "period", "2024-2023"),
        ),
        ("primary_area,101,share,2024,many,published,office", ("not-a-number", "value", "many")),
        ("primary_area,101,share,2024,nan,published,office", ("not-a-number", "value", "nan")),
        ("primary_area,101,share,2024,inf,published,office", ("not-a-number", "value", "inf")),
        ("primary_area,101,share,2024,1e3,published,office", ("not-a-number", "value", "1e3")),
        ("primary_area,101,people,2024,1 200,published,office", ("not-a-number", "value", "1 200")),
        ('primary_area,101,share,2024,"12,5",published,office', ("decimal-comma", "value", "12,5")),
        (
            "primary_area,101,share,2024,100.1,published,office",
            ("value-out-of-range", "value", "100.1"),
        ),
        (
            "primary_area,101,share,2024,-0.1,published,office",
            ("value-out-of-range", "value", "-0.1"),
        ),
        (
            "primary_area,101,people,2024,-5,published,office",
            ("value-out-of-range", "value", "-5"),
        ),
        (
            "primary_area,101,share,2024,1,guessed,office",
            ("value-not-allowed", "quality", "guessed"),
        ),
        ("primary_area,101,share,2024,1,,office", ("value-missing", "quality", "")),
        ("primary_area,101,share,2024,,published,office", ("status-without-reason", "value", "")),
    ],
)
def test_wrong_cell_is_named(
    tmp_path: Path, known: Known, line: str, expected: tuple[str, str, str]
) -> None:
    good = "primary_area,202,share,2024,1,published,office"
    (problem,) = read(tmp_path, known, good, line)
    code, column, value = expected
    assert place(problem) == (code, 3, column, value)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (
            "5,published,office,missing,,,,,,,",
            ("status-without-reason", "status", "missing with 5"),
        ),
        (",,office,ok,,,,,,,", ("status-without-reason", "value", "ok")),
        ("5,published,office,gone,,,,,,,", ("value-not-allowed", "status", "gone")),
        ("5,published,office,ok,6,,,,,,", ("value-out-of-range", "lower", "6")),
        ("5,published,office,ok,,4,,,,,", ("value-out-of-range", "upper", "4")),
        ("5,published,office,ok,,101,,,,,", ("value-out-of-range", "upper", "101")),
        ("5,published,office,ok,few,,,,,,", ("not-a-number", "lower", "few")),
        ("5,published,office,ok,,,-1,,,,", ("value-out-of-range", "numerator", "-1")),
        ("5,published,office,ok,,,,-1,,,", ("value-out-of-range", "denominator", "-1")),
        ("5,published,office,ok,,,,,,women,", ("value-not-allowed", "group", "women")),
        ("5,published,office,ok,,,,,,,persons", ("value-not-allowed", "unit", "persons")),
    ],
)
def test_wrong_cell_in_an_optional_column_is_named(
    tmp_path: Path, known: Known, tail: str, expected: tuple[str, str, str]
) -> None:
    (problem,) = read(tmp_path, known, f"primary_area,101,share,2024,{tail}", header=FULL)
    code, column, value = expected
    assert place(problem) == (code, 2, column, value)


@pytest.mark.parametrize(
    ("cell", "meant"), [("12,5", "12.5"), ("-0,5", "-0.5"), ("1 234,5", "1234.5")]
)
def test_decimal_comma_says_what_to_write(
    tmp_path: Path, known: Known, cell: str, meant: str
) -> None:
    (problem,) = read(tmp_path, known, f'primary_area,101,median,2024,"{cell}",published,office')
    assert (problem.code, problem.allowed) == ("decimal-comma", meant)
    assert meant in problem.hint


def test_dropped_leading_zero_says_how_many_digits_there_are(tmp_path: Path, known: Known) -> None:
    (problem,) = read(tmp_path, known, "city_area,1,share,2024,1,published,office")
    assert problem.allowed == "2"
    assert "leading zero" in problem.hint


def test_second_row_for_an_area_is_named(tmp_path: Path, known: Known) -> None:
    line = "primary_area,101,share,2024,1,published,office"
    other_period = "primary_area,101,share,2023,1,published,office"
    (problem,) = read(tmp_path, known, line, other_period, line.replace(",1,", ",2,"))
    assert place(problem) == ("duplicate-row", 4, "area_code", "share, 2024, primary_area 101")


def test_all_problems_are_listed_by_row(tmp_path: Path, known: Known) -> None:
    problems = read(
        tmp_path,
        known,
        "primary_area,999,share,2024,200,published,office",
        "primary_area,101,share,2024,1,published,office",
        "primary_area,102,height,x,y,guessed,gossip",
    )
    assert [(problem.row, problem.code) for problem in problems] == [
        (2, "unknown-area"),
        (2, "value-out-of-range"),
        (4, "period-format"),
        (4, "not-a-number"),
        (4, "value-not-allowed"),
        (4, "unknown-indicator"),
        (4, "unknown-source"),
    ]


def test_missing_column_is_named(tmp_path: Path, known: Known) -> None:
    header = HEADER.replace(",quality", "")
    (problem,) = read(tmp_path, known, "primary_area,101,share,2024,1,office", header=header)
    assert place(problem) == ("column-missing", None, "quality", "")


def test_misspelt_column_is_a_warning_and_the_rest_is_used(tmp_path: Path, known: Known) -> None:
    line = "primary_area,101,share,2024,1,published,office,ok"
    (problem,) = read(tmp_path, known, line, header=f"{HEADER},statuss")
    assert (problem.code, problem.severity) == ("unknown-column", "warning")


@pytest.mark.parametrize("name", list(DEFINITIONS))
def test_list_that_could_not_be_read_is_not_held_against_the_rows(
    tmp_path: Path, town: AreaRegister, name: str
) -> None:
    nothing = Known(town, None, {}, None)
    assert read(tmp_path, nothing, f"primary_area,101,{name},2024,-1,published,any") == []
