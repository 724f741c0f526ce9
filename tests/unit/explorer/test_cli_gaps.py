"""The commands about gaps: what they print and write, and what they say when they cannot."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from explorer import cli
from explorer.workspace import Workspace
from geodata.problems import DataError, Problem
from indicators.gaps import MEASURES
from tests.unit.explorer.test_cli import plain_settings as plain_settings
from tests.unit.explorer.test_cli import run

KEYS = [
    "indicator", "name", "level", "period", "unit", "people", "base", "order", "reference", "areas",
    "left_out", "intervals", "measures", "not_applicable", "places", "development", "people_gap",
]  # fmt: skip


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Load the data once for all tests."""
    monkeypatch.setattr(cli, "load_workspace", lambda _folder: workspace)


def record(*arguments: object) -> dict[str, Any]:
    result = run("gaps", *arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, ""), result.output

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    found: dict[str, Any] = json.loads(result.stdout, parse_constant=refuse)
    return found


def test_every_measure_is_printed_with_its_interval() -> None:
    """The command of the issue: all 21 and the further ones, each estimated or refused in words."""
    found = record("low_economic_standard", "--level", "primary_area")
    assert list(found) == KEYS
    assert found["measures"].keys() | found["not_applicable"].keys() == set(MEASURES)
    assert not found["measures"].keys() & found["not_applicable"].keys()
    assert len(found["measures"]) >= 21
    for one in found["measures"].values():
        assert list(one) == ["estimate", "lower", "upper"]
        assert one["lower"] <= one["estimate"] <= one["upper"]
        assert one["lower"] < one["upper"]
    assert all(reason.endswith(".") for reason in found["not_applicable"].values())
    # 46.03 % in Norra Biskopsgården, 1.46 % in Grimmered.
    assert found["measures"]["d"]["estimate"] == pytest.approx(46.03 - 1.46)
    assert found["measures"]["r"]["estimate"] == pytest.approx(46.03 / 1.46)


def test_output_says_what_it_rests_on() -> None:
    found = record("low_economic_standard", "--seed", "7")
    told = {key: found[key] for key in KEYS[:8]}
    assert told == {
        "indicator": "low_economic_standard",
        "name": "Low economic standard",
        "level": "primary_area",
        "period": "2024",
        "unit": "percent",
        "people": {"indicators": ["population"], "period": "2024"},
        "base": {"indicators": ["population"], "period": "2024"},
        "order": {"indicator": "median_economic_standard", "period": "2024"},
    }
    assert found["areas"] == 94
    assert found["left_out"] == {"516": "no-figure", "707": "no-figure"}
    assert found["intervals"] == {"confidence": 0.95, "draws": 2000, "seed": 7}
    assert len(found["places"]) == 94
    assert found["places"]["306"].keys() == {"rank", "lower", "upper"}
    assert all(isinstance(cell, int) for cell in found["places"]["306"].values())


def test_seed_makes_the_intervals_repeatable() -> None:
    first, same, other = (
        record("upper_secondary_eligible", "--seed", seed)["measures"]["d"] for seed in (1, 1, 2)
    )
    assert first == same
    assert first["estimate"] == other["estimate"]
    assert first["lower"] != other["lower"]


def test_development_has_readings_breaks_and_the_verdict() -> None:
    found = record("turnout_municipal", "--level", "city_area", "--base", "2014")["development"]
    assert (found["measure"], found["base"], found["newest"]) == ("mdmw", "2014", "2022")
    assert (found["verdict"], found["limit"]) == ("cannot-be-said", "series-break")
    assert [each["period"] for each in found["breaks"]] == ["2022"]
    assert [each["period"] for each in found["readings"]] == ["2014", "2018", "2022"]
    first, _, last = (each["estimate"] for each in found["readings"])
    assert found["change"]["estimate"] == pytest.approx(last - first)
    assert (found["change"]["lower"], found["change"]["upper"]) == (None, None)
    assert (found["partner"], found["disagree"]) == ("idisw", False)


def test_intervals_that_are_not_known_are_null() -> None:
    found = record("turnout_municipal", "--level", "city_area", "--period", "2018")
    assert (found["period"], found["base"], found["intervals"]) == ("2018", None, None)
    assert {one["lower"] for one in found["measures"].values()} == {None}
    assert {place["lower"] for place in found["places"].values()} == {None}
    assert found["people_gap"] == {"unknown": "no-base"}


def test_gap_in_people_is_rounded_as_on_the_page() -> None:
    found = record("low_economic_standard")["people_gap"]
    assert found["more"] is False
    assert found["base"] == {"indicators": ["population"], "period": "2024"}
    assert found["people"] % 100 == 0
    assert found["lower"] <= found["people"] <= found["upper"]
    counts = [one["people"] for one in found["areas"].values() if one["people"] is not None]
    assert counts
    assert all(count % 5 == 0 for count in counts)


def test_order_reference_and_measure_can_be_chosen() -> None:
    chosen = ("--order-by", "employment_rate", "--reference", "609", "--measure", "rci")
    found = record("low_economic_standard", *chosen)
    assert found["order"] == {"indicator": "employment_rate", "period": "2024"}
    # Two areas share the figure.
    assert found["reference"] == "609+610"
    assert found["development"]["measure"] == "rci"
    plain = record("low_economic_standard")
    assert found["measures"]["mdru"] != plain["measures"]["mdru"]
    assert found["measures"]["mdmw"] == plain["measures"]["mdmw"]


def test_without_an_order_the_measures_that_need_it_are_refused() -> None:
    found = record("low_economic_standard", "--order-by", "none")
    assert found["order"] is None
    assert {"aci", "rci", "sii", "rii"} == found["not_applicable"].keys()


def test_withheld_area_has_neither_place_nor_figure() -> None:
    result = run("gaps", "upper_secondary_eligible", "--format", "json")
    found = json.loads(result.stdout)
    hidden = [code for code, why in found["left_out"].items() if why == "withheld"]
    assert hidden
    assert not found["places"].keys() & set(hidden)
    for code in hidden:
        assert result.stdout.count(f'"{code}"') == 1


def test_csv_holds_the_same_figures_as_json() -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("gaps", "employment_rate", "--format", "csv").stdout))
    )
    found = record("employment_rate")
    assert [row["measure"] for row in rows] == list(MEASURES)
    for row in rows:
        if row["measure"] in found["measures"]:
            numbers = {key: float(row[key]) for key in ("estimate", "lower", "upper")}
            assert numbers == found["measures"][row["measure"]]
        else:
            assert row["not_applicable"]


def test_table_names_measures_intervals_and_the_verdict() -> None:
    text = run("gaps", "low_economic_standard").stdout
    lines = text.splitlines()
    assert lines[0] == "Low economic standard, primary areas, 2024"
    (line,) = (line for line in lines if line.startswith("d  "))
    assert "44.6 percentage points" in line
    assert " to " in line
    assert "94 of 96 primary areas have figures." in lines
    assert "It cannot be said whether the gap is closing." in lines
    unknown = run("gaps", "turnout_municipal").stdout
    assert "not known" in unknown
    assert "nan" not in unknown.lower()


def test_language_is_that_of_names() -> None:
    assert record("low_economic_standard", "--lang", "sv")["name"] == "Låg ekonomisk standard"
    assert "Låg ekonomisk standard" in run("gaps", "low_economic_standard", "--lang", "sv").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["happiness"], ["“happiness”", "low_economic_standard"]),
        (["population"], ["a count", "low_economic_standard"]),
        (
            ["low_economic_standard", "--level", "municipality"],
            ["no areas to compare", "city_area"],
        ),
        (["low_economic_standard", "--level", "street"], ["street", "primary_area"]),
        (["median_income", "--level", "city_area"], ["no figures for city_area", "primary_area"]),
        (["turnout_municipal", "--period", "2022"], ["in 2022", "2014, 2018"]),
        (["low_economic_standard", "--reference", "999"], ["“999”", "101"]),
        (["low_economic_standard", "--reference", "516"], ["516", "no figure"]),
        (["upper_secondary_eligible", "--reference", "101"], ["101", "withheld"]),
        (["low_economic_standard", "--measure", "theil"], ["“theil”", "ti, mld"]),
        (["low_economic_standard", "--order-by", "population"], ["“population”", "none"]),
        (["low_economic_standard", "--base", "1999"], ["“1999”", "2014, 2018"]),
        (["low_economic_standard", "--lang", "tlh"], ["“tlh”", "sv, en"]),
        (["low_economic_standard", "--seed", "-1"], ["--seed"]),
        ([], ["indicator"]),
    ],
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_what_is_not_there_is_a_bad_call_that_names_what_is(
    arguments: list[str], said: list[str], form: str
) -> None:
    result = run("gaps", *arguments, "--format", form)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.output
    sentence = " ".join(result.stderr.replace("│", " ").split())
    for words in said:
        assert words.lower() in sentence.lower()


def test_damaged_data_exit_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_folder: Path | None) -> Workspace:
        raise DataError([Problem("file-missing", "observations.csv")])

    monkeypatch.setattr(cli, "load_workspace", fail)
    result = run("gaps", "low_economic_standard")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "observations.csv" in result.stderr


def test_view_is_written_area_by_area_and_as_a_workbook(tmp_path: Path) -> None:
    view = "?page=gaps&indicator=turnout_municipal&level=city_area&period=2018&measure=d&lang=en"
    areas = tmp_path / "areas.csv"
    result = run("export", "gaps", "--out", areas, "--view", view)
    assert result.exit_code == 0, result.output
    assert f"{areas.stat().st_size:,} bytes" in result.stdout
    rows = list(csv.DictReader(io.StringIO(areas.read_text(encoding="utf-8"))))
    assert len(rows) == 4
    (row,) = (row for row in rows if row["Area"] == "Nordost")
    assert row["Value (percent)"] == "64.98"
    book = tmp_path / "gaps.XLSX"
    assert run("export", "gaps", "--out", book, "--view", view).exit_code == 0
    assert openpyxl.load_workbook(book).sheetnames[0] == "Measures"


def test_board_is_written_in_the_language_of_the_view(tmp_path: Path) -> None:
    path = tmp_path / "board.csv"
    result = run("export", "board", "--out", path, "--view", "level=city_area&lang=sv")
    assert result.exit_code == 0, result.output
    assert "Låg ekonomisk standard" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "name", "view", "said"),
    [
        ("gaps", "gaps.geojson", "", "csv, xlsx"),
        ("board", "board.pdf", "", "csv, xlsx"),
        ("gaps", "gaps.csv", "indicator=population", "count"),
        ("gaps", "gaps.csv", "indicator=happiness", "“happiness”"),
        ("gaps", "nowhere/gaps.csv", "", "nowhere"),
        ("board", "board.csv", "measure=theil", "“theil”"),
    ],
)
def test_file_that_cannot_be_written_is_a_bad_call(
    tmp_path: Path, command: str, name: str, view: str, said: str
) -> None:
    result = run("export", command, "--out", tmp_path / name, "--view", view)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []
