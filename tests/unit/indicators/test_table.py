import shutil
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from geodata.areas import AreaRegister
from geodata.problems import DataError
from indicators.table import (
    FILES,
    FURTHER_FILES,
    IndicatorTable,
    check_directory,
    check_file,
    load_table,
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    with as_file(files("indicators") / "data") as built_in:
        for name in (*FILES, *FURTHER_FILES):
            shutil.copy(built_in / name, tmp_path / name)
    return tmp_path


def replace_once(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_built_in_figures_have_no_problem_at_all(gothenburg: AreaRegister) -> None:
    with as_file(files("indicators") / "data") as built_in:
        assert check_directory(gothenburg, built_in) == []


def test_folder_of_ones_own_is_read_like_the_built_in_one(
    gothenburg: AreaRegister, table: IndicatorTable, copy: Path
) -> None:
    own = load_table(gothenburg, directory=copy)
    assert own.definitions == table.definitions
    assert own.sources == table.sources
    assert own.observations.equals(table.observations)
    assert own.breaks == table.breaks
    assert own.reported == table.reported
    assert (len(own.breaks), len(own.reported)) == (3, 6)


def test_problems_of_all_files_come_together(gothenburg: AreaRegister, copy: Path) -> None:
    replace_once(copy / "breaks.csv", ",method,", ",mood,")
    replace_once(copy / "reported_gaps.csv", ",years,", ",weeks,")
    replace_once(copy / "indicators.csv", ",higher_better,", ",upwards,")
    replace_once(copy / "sources.csv", "scb_tab6680,Statistikmyndigheten SCB", "scb_tab6680,")
    replace_once(copy / "observations.csv", "municipality,1480", "municipality,1481")
    with pytest.raises(DataError) as caught:
        load_table(gothenburg, directory=copy)
    found = {(problem.file, problem.code) for problem in caught.value.problems}
    assert found == {
        ("indicators.csv", "value-not-allowed"),
        ("sources.csv", "value-missing"),
        ("observations.csv", "unknown-area"),
        ("breaks.csv", "value-not-allowed"),
        ("reported_gaps.csv", "value-not-allowed"),
    }


def test_missing_list_is_said_once_and_not_for_every_row(
    gothenburg: AreaRegister, copy: Path
) -> None:
    (copy / "indicators.csv").unlink()
    (copy / "sources.csv").unlink()
    found = [(problem.file, problem.code) for problem in check_directory(gothenburg, copy)]
    assert found == [("indicators.csv", "file-missing"), ("sources.csv", "file-missing")]


def test_folder_with_one_file_stands_in_for_that_file_alone(
    gothenburg: AreaRegister, table: IndicatorTable, copy: Path
) -> None:
    (copy / "indicators.csv").unlink()
    (copy / "sources.csv").unlink()
    replace_once(
        copy / "observations.csv",
        "municipality,1480,employment_rate,2024,78.08",
        "municipality,1480,employment_rate,2024,11.11",
    )
    own = load_table(gothenburg, directory=copy)
    assert own.definitions == table.definitions
    assert own.sources == table.sources
    assert own.figures("employment_rate", "municipality", "2024")["1480"].value == 11.11


def test_faulty_definition_leaves_its_rows_known(gothenburg: AreaRegister, copy: Path) -> None:
    replace_once(
        copy / "indicators.csv", "population,Folkmängd,Population", "population,,Population"
    )
    found = [(problem.file, problem.code) for problem in check_directory(gothenburg, copy)]
    assert found == [("indicators.csv", "value-missing")]


def test_faulty_definition_does_not_hide_an_unknown_indicator(
    gothenburg: AreaRegister, copy: Path
) -> None:
    replace_once(copy / "indicators.csv", ",higher_better,", ",upwards,")
    replace_once(copy / "observations.csv", "1480,employment_rate", "1480,employment")
    found = [(problem.file, problem.code) for problem in check_directory(gothenburg, copy)]
    assert found == [
        ("indicators.csv", "value-not-allowed"),
        ("observations.csv", "unknown-indicator"),
    ]


def test_warning_does_not_keep_the_figures_from_loading(
    gothenburg: AreaRegister, copy: Path
) -> None:
    text = (copy / "sources.csv").read_text(encoding="utf-8").splitlines()
    lines = [f"{text[0]},colour", *(f"{line},red" for line in text[1:])]
    (copy / "sources.csv").write_text("\n".join(lines), encoding="utf-8")
    assert load_table(gothenburg, directory=copy).sources
    (problem,) = check_directory(gothenburg, copy)
    assert (problem.code, problem.severity) == ("unknown-column", "warning")


def test_folder_may_do_without_breaks_and_reported_gaps(
    gothenburg: AreaRegister, table: IndicatorTable, copy: Path
) -> None:
    for name in FURTHER_FILES:
        (copy / name).unlink()
    assert check_directory(gothenburg, copy) == []
    own = load_table(gothenburg, directory=copy)
    assert (own.breaks, own.reported) == (table.breaks, table.reported)


def test_folder_can_say_that_it_has_no_breaks(gothenburg: AreaRegister, copy: Path) -> None:
    header = (copy / "breaks.csv").read_text(encoding="utf-8").splitlines()[0]
    (copy / "breaks.csv").write_text(header + "\n", encoding="utf-8")
    assert check_directory(gothenburg, copy) == []
    assert load_table(gothenburg, directory=copy).breaks == ()


def test_built_in_breaks_are_not_held_against_a_list_of_ones_own(
    gothenburg: AreaRegister, table: IndicatorTable, copy: Path
) -> None:
    """A folder without turnout and net income is fine, and nothing is said of them."""
    gone = ("turnout_municipal", "mean_net_income")
    for name in ("indicators.csv", "observations.csv"):
        lines = (copy / name).read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not any(each in line for each in gone)]
        (copy / name).write_text("\n".join(kept), encoding="utf-8")
    for name in FURTHER_FILES:
        (copy / name).unlink()
    own = load_table(gothenburg, directory=copy)
    assert {one.indicator_id for one in own.breaks} == {"population", "rental_dwellings_share"}
    income, before = (
        next(one for one in each.reported if one.gap_id.startswith("mean_income"))
        for each in (own, table)
    )
    assert (before.beside, income.beside, income.note_en) == ("mean_net_income", None, "")
    assert (income.better_value, income.name_en) == (before.better_value, before.name_en)


def test_breaks_of_ones_own_are_held_against_the_lists(
    gothenburg: AreaRegister, tmp_path: Path, copy: Path
) -> None:
    """With no list of its own beside it, the built-in one."""
    own = tmp_path / "own"
    own.mkdir()
    replace_once(copy / "breaks.csv", "population,2024", "height,2024")
    shutil.copy(copy / "breaks.csv", own / "breaks.csv")
    with pytest.raises(DataError) as caught:
        load_table(gothenburg, directory=own)
    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == ("breaks.csv", "unknown-indicator")
    (problem,) = check_directory(gothenburg, copy)
    assert (problem.file, problem.code) == ("breaks.csv", "unknown-indicator")


@pytest.mark.parametrize("name", [*FILES, *FURTHER_FILES])
def test_one_file_is_checked_by_what_it_is_called(
    gothenburg: AreaRegister, table: IndicatorTable, copy: Path, name: str
) -> None:
    assert check_file(gothenburg, copy / name, table=table) == []
    (copy / name).write_text("colour\nred\n", encoding="utf-8")
    codes = {found.code for found in check_file(gothenburg, copy / name, table=table)}
    assert codes == {"column-missing", "unknown-column"}


def test_periods_are_oldest_first_and_over_all_levels(table: IndicatorTable) -> None:
    assert table.periods("turnout_municipal") == ("2014", "2018", "2022")
    assert table.periods("height") == ()


def test_loading_is_quick(gothenburg: AreaRegister) -> None:
    load_table(gothenburg)
    started = time.process_time()
    load_table(gothenburg)
    assert time.process_time() - started < 0.5
