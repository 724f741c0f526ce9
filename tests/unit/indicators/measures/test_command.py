import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from indicators.cli import app
from indicators.measures.toolkit import FURTHER, TOOLKIT
from tests.unit.indicators.made_up import write_csv

HEADER = "subgroup,estimate,population,subgroup_order,se,favourable,reference,parent"
ROWS = ("low,20,100,1,2,1,1,north", "high,40,100,2,2,1,0,south")
NAMES = [measure.short_name for measure in (*TOOLKIT, *FURTHER)]
runner = CliRunner()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "groups.csv", HEADER, *ROWS)


def run_json(path: Path, *options: str) -> Any:
    result = runner.invoke(app, ["measures", str(path), "--format", "json", *options])
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_every_measure_is_printed_under_its_short_name(path: Path) -> None:
    payload = run_json(path)
    assert list(payload["measures"]) == NAMES
    assert payload["not_applicable"] == {}
    for one in payload["measures"].values():
        assert list(one) == ["estimate", "lower", "upper"]
        assert one["lower"] <= one["estimate"] <= one["upper"]
    # The mean is 30; see test_worked_by_hand for the others.
    estimates = {name: one["estimate"] for name, one in payload["measures"].items()}
    assert estimates["d"] == 20
    assert estimates["bgv"] == 100
    assert estimates["idisu"] == pytest.approx(100 / 3)
    assert estimates["sii"] == pytest.approx(40)
    assert estimates["paf"] == pytest.approx(100 / 3)
    # Half the people have 20, half 40: of all pairs, half are 20 apart, over twice the mean of 30.
    assert estimates["gini"] == pytest.approx(10 / 60)
    assert (estimates["p90p10d"], estimates["p90p10r"]) == (20, 2)
    # Each parent is one group, so that all inequality lies between them.
    assert estimates["tb"] == pytest.approx(estimates["ti"])
    assert estimates["tw"] == 0


def test_the_21_of_the_toolkit_stand_first_and_are_the_same_without_parents(path: Path) -> None:
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    short = write_csv(
        path.with_name("short.csv"), *(row.rpartition(",")[0] for row in (header, *rows))
    )
    with_parents, without = run_json(path), run_json(short)
    assert list(without["measures"])[:21] == [measure.short_name for measure in TOOLKIT]
    assert list(without["not_applicable"]) == ["tb", "tw"]
    assert without["not_applicable"]["tb"] == "The groups belong to no larger areas."
    both = without["measures"].keys()
    assert without["measures"] == {name: with_parents["measures"][name] for name in both}


def test_output_says_what_it_rests_on(path: Path) -> None:
    payload = run_json(path, "--seed", "5")
    assert {key: value for key, value in payload.items() if "measure" not in key} == {
        "file": "groups.csv",
        "groups": 2,
        "ordered": True,
        "favourable": True,
        "reference": "low",
        "left_out": {},
        "intervals": {"confidence": 0.95, "draws": 2000, "seed": 5},
        "not_applicable": {},
    }


def test_seed_makes_the_intervals_repeatable(path: Path) -> None:
    assert run_json(path) == run_json(path, "--seed", "1")
    assert run_json(path)["measures"] != run_json(path, "--seed", "2")["measures"]


def test_interval_that_is_not_known_is_null(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "groups.csv", "subgroup,estimate,population", "a,20,1", "b,40,1")
    payload = run_json(path)
    assert payload["intervals"] is None
    assert payload["measures"]["d"] == {"estimate": 20.0, "lower": None, "upper": None}


def test_measure_that_does_not_apply_has_a_sentence(tmp_path: Path) -> None:
    rows = ("a,0,1", "b,40,1", "c,,1")
    path = write_csv(tmp_path / "groups.csv", "subgroup,estimate,population", *rows)
    payload = run_json(path)
    assert payload["left_out"] == {"c": "It has no estimate."}
    assert payload["groups"] == 2
    assert list(payload["not_applicable"]) == [
        "r", "mdru", "mdrw", "mld", "aci", "rci", "sii", "rii", "tb", "tw", "p90p10r",
    ]  # fmt: skip
    assert all(one.endswith(".") for one in payload["not_applicable"].values())
    assert payload["measures"].keys() | payload["not_applicable"].keys() == set(NAMES)


def test_single_group_is_answered_with_refusals(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "groups.csv", HEADER, ROWS[0])
    payload = run_json(path)
    assert payload["measures"] == {}
    assert list(payload["not_applicable"]) == NAMES


def test_order_of_zeros_is_no_order(tmp_path: Path) -> None:
    rows = ("a,20,1,0", "b,40,1,0")
    path = write_csv(tmp_path / "groups.csv", "subgroup,estimate,population,subgroup_order", *rows)
    payload = run_json(path)
    assert payload["ordered"] is False
    assert "aci" in payload["not_applicable"]


def test_csv_holds_the_same_figures_as_json(path: Path) -> None:
    result = runner.invoke(app, ["measures", str(path), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    expected = run_json(path)["measures"]
    assert [row["measure"] for row in rows] == NAMES
    for row in rows:
        one = {key: float(row[key]) for key in ("estimate", "lower", "upper")}
        assert one == expected[row["measure"]]


def test_table_says_what_is_not_known_and_what_is_left_out(tmp_path: Path) -> None:
    rows = ("a,20,1", "b,40,1", "c,,1")
    path = write_csv(tmp_path / "groups.csv", "subgroup,estimate,population", *rows)
    result = runner.invoke(app, ["measures", str(path)])
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["measure", "name", "estimate", "lower", "upper", "not_applicable"]
    assert lines[1].split() == ["d", "Difference", "20", "–", "–"]
    assert lines[-2] == "The intervals are not known: a standard error is missing, or all are 0."
    assert lines[-1] == "Left out: “c”. It has no estimate."
    assert len(lines) == len(NAMES) + 3


def test_bad_file_lists_its_problems_and_prints_no_figures(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "groups.csv", HEADER, "a,x,1,1,1,1,0,", "b,1,-1,1,1,1,0,")
    result = runner.invoke(app, ["measures", str(path), "--format", "json"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "groups.csv, row 2, column estimate: “x” is not a number." in result.stderr


def test_column_that_is_not_used_is_a_warning_beside_the_figures(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "groups.csv", "subgroup,estimate,population,scale", "a,1,1,9", "b,2,1,9"
    )
    result = runner.invoke(app, ["measures", str(path), "--format", "json"])
    assert result.exit_code == 0
    assert result.stderr.startswith("warning: groups.csv, column scale:")
    assert json.loads(result.stdout)["measures"]["d"]["estimate"] == 1


@pytest.mark.parametrize("arguments", [[], ["no-such-file.csv"], ["."]])
def test_bad_call_has_exit_code_2(arguments: list[str]) -> None:
    assert runner.invoke(app, ["measures", *arguments]).exit_code == 2
