"""Every measure is in METHODS.md and says where it comes from."""

import importlib
import inspect
import pkgutil
from pathlib import Path
from types import FunctionType

import pytest

import indicators.measures
from indicators.measures.toolkit import FURTHER, TOOLKIT, Measure

SHORT_NAMES = (
    "d r bgv bgsd cov mdmu mdmw mdbu mdbw mdru mdrw idisu idisw ti mld aci rci sii rii par paf"
)
# Modules whose public functions are published formulas.
FORMULAS = (
    "attribution",
    "concentration",
    "contrast",
    "deviation",
    "entropy",
    "gini",
    "percentiles",
    "ranking",
    "slope",
    "variance",
    "wilson",
)


def public_functions() -> list[FunctionType]:
    found = []
    for module in pkgutil.iter_modules(indicators.measures.__path__):
        loaded = importlib.import_module(f"indicators.measures.{module.name}")
        found += [
            function
            for name, function in inspect.getmembers(loaded, inspect.isfunction)
            if function.__module__ == loaded.__name__ and not name.startswith("_")
        ]
    return found


@pytest.fixture(scope="module")
def section(project_root: Path) -> str:
    text = (project_root / "METHODS.md").read_text(encoding="utf-8")
    (found,) = (part for part in text.split("\n## ") if part.startswith("Measures of inequality\n"))
    return found


def test_toolkit_has_the_21_short_names() -> None:
    assert [measure.short_name for measure in TOOLKIT] == SHORT_NAMES.split()


@pytest.mark.parametrize("measure", [*TOOLKIT, *FURTHER], ids=lambda measure: measure.short_name)
def test_every_measure_has_its_formula_in_methods(section: str, measure: Measure) -> None:
    (row,) = (line for line in section.splitlines() if line.startswith(f"| `{measure.short_name}`"))
    _, name, formula, unit, refused = (
        cell.strip() for cell in row.replace(r"\|", "/").split("|")[1:-1]
    )
    assert name == measure.name
    assert formula
    assert unit
    assert refused


@pytest.mark.parametrize(
    "name", ["Interval of a share", "Interval of a measure", "Percentiles", "Places", "Order"]
)
def test_every_rule_has_its_paragraph_in_methods(section: str, name: str) -> None:
    assert f"\n**{name}" in section


@pytest.mark.parametrize("function", public_functions(), ids=lambda function: function.__name__)
def test_every_formula_says_what_it_takes_refuses_and_rests_on(function: FunctionType) -> None:
    words = inspect.getdoc(function) or ""
    assert len(inspect.signature(function).parameters) <= 6
    if function.__module__.split(".")[-1] not in FORMULAS or words.startswith("Apply the formula"):
        assert words
        return
    for heading in ("Parameters", "Returns", "References"):
        assert f"\n{heading}\n---" in words, heading
    if function.__name__ != "ridits":
        assert "\nRaises\n---" in words
