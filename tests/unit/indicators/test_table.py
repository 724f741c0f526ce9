import shutil
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from geodata.areas import AreaRegister
from geodata.problems import DataError
from indicators.table import IndicatorTable, check_directory, check_file, load_table


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    with as_file(files("indicators") / "data") as built_in:
        for name in ("indicators.csv", "sources.csv", "observations.csv"):
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


def test_problems_of_all_three_files_come_together(gothenburg: AreaRegister, copy: Path) -> None:
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


@pytest.mark.parametrize("name", ["indicators.csv", "sources.csv", "observations.csv"])
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
