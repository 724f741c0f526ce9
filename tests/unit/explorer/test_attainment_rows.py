"""Reports of goal attainment as rows of a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from explorer.initiatives.attainment_rows import (
    ATTAINMENT_COLUMNS,
    attainment_cells,
    check_attainment,
    load_attainments,
)
from explorer.initiatives.kept import Attainment, Level
from geodata.problems import HINTS, DataError
from indicators.definitions import TargetArea

# Made up.
REPORT = Attainment(
    id="pahittad",
    year=2020,
    body="Påhittade nämnden",
    bodies=3,
    target_area=TargetArea.WORK,
    level=Level.GOOD,
    text_sv="Påhittad text,\nmed ny rad.",
    text_en="A made-up text.",
    source_title="Påhittad sida",
    source_url="https://example.org/",
)


def test_built_in_rows_say_what_the_follow_up_of_2018_says_and_no_more() -> None:
    """Twelve good, the others at least some and nobody knows how many, the city as a whole some."""
    rows = load_attainments()
    assert {each.year for each in rows} == {2018}
    assert {each.target_area for each in rows} == {None}
    assert sorted((each.level, each.bodies or 0) for each in rows) == [
        (Level.GOOD, 12),
        (Level.SOME, 0),
        (Level.SOME, 1),
    ]
    (unknown,) = (each for each in rows if each.bodies is None)
    assert unknown.level is Level.SOME
    assert all("satsningen-jamlikt-goteborg-summeras" in each.source_url for each in rows)


@pytest.mark.parametrize(
    "report", [REPORT, replace(REPORT, bodies=None, target_area=None, source_url="")]
)
def test_cells_give_the_same_report_again(report: Attainment) -> None:
    cells = attainment_cells(report)
    assert tuple(cells) == ATTAINMENT_COLUMNS
    assert check_attainment(cells, file="f.csv", number=2) == (report, [])


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("id", "", "value-missing"),
        ("body", "", "value-missing"),
        ("level", "", "value-missing"),
        ("text_en", "", "value-missing"),
        ("year", "", "value-missing"),
        ("year", "2020.5", "not-a-number"),
        ("year", "20200000000000", "not-a-number"),
        ("year", "1066", "value-out-of-range"),
        ("bodies", "0", "value-out-of-range"),
        ("bodies", "-1", "value-out-of-range"),
        ("bodies", "1000", "value-out-of-range"),
        ("bodies", "några", "not-a-number"),
        ("target_area", "health", "unknown-target-area"),
        ("level", "excellent", "value-not-allowed"),
        ("source_url", "javascript:alert(1)", "value-not-allowed"),
        ("text_sv", "x" * 50_000, "value-out-of-range"),
        ("body", "a\0b", "value-not-allowed"),
        ("body", "a\ud800b", "value-not-allowed"),
    ],
)
def test_wrong_cell_is_named_with_what_is_allowed(column: str, text: str, code: str) -> None:
    cells = attainment_cells(REPORT) | {column: text}
    report, problems = check_attainment(cells, file="f.csv", number=7)
    assert report is None
    (problem,) = problems
    assert (problem.code, problem.column, problem.row, problem.file) == (code, column, 7, "f.csv")
    assert code in HINTS
    assert len(problem.value) <= 100


def test_file_with_an_id_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "attainment.csv"
    row = '"pahittad","2020","Nämnden","","","some","sv","en","sida",""'
    path.write_text(f"{','.join(ATTAINMENT_COLUMNS)}\n{row}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        load_attainments(path)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.row) == ("duplicate-row", 3)
