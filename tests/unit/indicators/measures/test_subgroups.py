from pathlib import Path

import pytest

from indicators.measures.subgroups import NO_ESTIMATE, NOBODY, read_subgroups
from tests.unit.indicators.made_up import write_csv

HEADER = "subgroup,estimate,population,subgroup_order,se,favourable,reference,parent"


def found(path: Path) -> list[tuple[str, int | None, str | None]]:
    file, problems = read_subgroups(path)
    assert file is None
    return [(problem.code, problem.row, problem.column) for problem in problems]


def test_file_with_every_column_is_read(tmp_path: Path) -> None:
    rows = ("low,20,78,1,5,0,1,01", "high,6e1,105.5,2,.5,0,0,02")
    file, problems = read_subgroups(write_csv(tmp_path / "groups.csv", HEADER, *rows))
    assert problems == []
    assert file is not None
    assert file.left_out == {}
    groups = file.groups
    assert groups.estimates.to_dict() == {"low": 20, "high": 60}
    assert groups.population.to_dict() == {"low": 78, "high": 105.5}
    assert groups.order is not None
    assert groups.order.to_dict() == {"low": 1, "high": 2}
    assert groups.standard_error is not None
    assert groups.standard_error.to_dict() == {"low": 5, "high": 0.5}
    assert (groups.favourable, groups.reference) == (False, "low")
    assert groups.parents is not None
    # A name stays as it is written, zeros in front included.
    assert groups.parents.to_dict() == {"low": "01", "high": "02"}


def test_columns_may_be_left_out_or_left_empty(tmp_path: Path) -> None:
    short = write_csv(tmp_path / "short.csv", "population,subgroup,estimate", "1,a,2", "3,b,4")
    empty = write_csv(tmp_path / "empty.csv", HEADER, "a,2,1,,,,,", "b,4,3,,,,,")
    for path in (short, empty):
        file, problems = read_subgroups(path)
        assert problems == []
        assert file is not None
        assert file.groups.estimates.to_dict() == {"a": 2, "b": 4}
        assert file.groups.order is None
        assert file.groups.standard_error is None
        assert file.groups.reference is None
        assert file.groups.parents is None
        assert file.groups.favourable is True


def test_rows_without_estimate_or_people_are_left_out_and_named(tmp_path: Path) -> None:
    rows = ("a,,", "b,2,0", "c,3,1", "d,4,1")
    file, problems = read_subgroups(
        write_csv(tmp_path / "groups.csv", "subgroup,estimate,population", *rows)
    )
    assert problems == []
    assert file is not None
    assert file.left_out == {"a": NO_ESTIMATE, "b": NOBODY}
    assert list(file.groups.estimates.index) == ["c", "d"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",4,3,2,1,1,0,n", ("value-missing", 3, "subgroup")),
        ("b,x,3,2,1,1,0,n", ("not-a-number", 3, "estimate")),
        ("b,inf,3,2,1,1,0,n", ("not-a-number", 3, "estimate")),
        ('b,"4,5",3,2,1,1,0,n', ("decimal-comma", 3, "estimate")),
        ("b,4,,2,1,1,0,n", ("value-missing", 3, "population")),
        ("b,4,-3,2,1,1,0,n", ("value-out-of-range", 3, "population")),
        ("b,4,3,,1,1,0,n", ("value-missing", 3, "subgroup_order")),
        ("b,4,3,2,-1,1,0,n", ("value-out-of-range", 3, "se")),
        ("b,4,3,2,1,0,0,n", ("value-not-allowed", 3, "favourable")),
        ("b,4,3,2,1,yes,0,n", ("value-not-allowed", 3, "favourable")),
        ("b,4,3,2,1,1,1,n", ("value-not-allowed", 3, "reference")),
        ("a,4,3,2,1,1,0,n", ("duplicate-row", 3, "subgroup")),
        ("b,4,3,2,1,1,0,", ("value-missing", 3, "parent")),
        ("b,4", ("row-length", 3, None)),
    ],
)
def test_what_does_not_fit_is_named_by_row_and_column(
    tmp_path: Path, row: str, problem: tuple[str, int, str | None]
) -> None:
    path = write_csv(tmp_path / "groups.csv", HEADER, "a,2,1,1,1,1,1,n", row)
    assert found(path) == [problem]


def test_parent_is_not_needed_where_there_is_no_estimate(tmp_path: Path) -> None:
    rows = ("a,2,1,n", "b,4,1,s", "c,,1,")
    file, problems = read_subgroups(
        write_csv(tmp_path / "groups.csv", "subgroup,estimate,population,parent", *rows)
    )
    assert problems == []
    assert file is not None
    assert file.groups.parents is not None
    assert file.groups.parents.to_dict() == {"a": "n", "b": "s"}


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "groups.csv", "subgroup,estimate", "a,1")
    assert found(path) == [("column-missing", None, "population")]


def test_other_columns_are_a_warning(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "groups.csv", "subgroup,estimate,population,scale", "a,1,1,100")
    file, problems = read_subgroups(path)
    assert file is not None
    assert [(one.code, one.column, one.severity) for one in problems] == [
        ("unknown-column", "scale", "warning")
    ]
