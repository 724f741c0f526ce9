"""Our measures against those of the toolkit's R package and of pysal, case by case."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pytest

from indicators.measures.entropy import theil, theil_between, theil_within
from indicators.measures.gini import gini
from indicators.measures.groups import Groups
from indicators.measures.toolkit import TOOLKIT, summarise

FOLDER: Final = Path(__file__).parent
TOOLKIT_CASES: Final = json.loads(
    (FOLDER / "equity_measures_cases.json").read_text(encoding="utf-8")
)
PYSAL: Final = json.loads((FOLDER / "pysal_inequality_cases.json").read_text(encoding="utf-8"))
CASES: Final[list[dict[str, Any]]] = TOOLKIT_CASES["cases"]
OUR_NAMES: Final = {"sii_linear": "sii", "rii_linear": "rii"}
REASON: Final = (
    "A logistic curve through grouped counts, weighted by population squared; ours is the straight"
    " line with population once, held against the case {}_linear."
)
NOT_OURS: Final = {
    (name, measure): REASON.format(measure)
    for name in ("test_ordered_5", "OrderedSample")
    for measure in ("sii", "rii")
}
OURS: Final = [case for case in CASES if (case["set"], case["measure"]) not in NOT_OURS]


def case_id(case: dict[str, Any]) -> str:
    return f"{case['set']}-{case['measure']}"


def make_groups(name: str) -> Groups:
    """Make groups of one of the file's inputs; its standard errors are left out."""
    given = TOOLKIT_CASES["inputs"][name]
    names = pd.Index(given.get("subgroup", range(len(given["est"]))))
    order = given.get("subgroup_order")
    reference = given.get("ref")
    return Groups(
        pd.Series(given["est"], index=names, dtype="float64"),
        pd.Series(given["pop"], index=names, dtype="float64"),
        order=None if order is None else pd.Series(order, index=names),
        reference=None if reference is None else names[reference.index(1)],
        favourable=given["fav"][0] == 1,
    )


@pytest.mark.parametrize("case", OURS, ids=case_id)
def test_estimate_is_that_of_the_reference_package(case: dict[str, Any]) -> None:
    name = OUR_NAMES.get(case["measure"], case["measure"])
    summary = summarise(make_groups(case["set"]), rng=np.random.default_rng(1))
    found = summary.measures[name].estimate
    assert found == pytest.approx(case["package_estimate"], rel=1e-6, abs=0)
    assert found == pytest.approx(case["python_estimate"], rel=1e-6, abs=0)
    if "test_expected" in case:
        tolerance = max(1e-6, case["test_tolerance"])
        assert found == pytest.approx(case["test_expected"], rel=tolerance, abs=0)


@pytest.mark.parametrize(
    ("name", "measure", "reason"),
    [(*case, reason) for case, reason in NOT_OURS.items()],
    ids=[f"{'-'.join(case)}: not ours. {reason}" for case, reason in NOT_OURS.items()],
)
def test_case_that_is_not_ours_is_what_the_reason_says(
    name: str, measure: str, reason: str
) -> None:
    """Newton's method with the population squared gives the package's number, once gives others."""
    (case,) = (one for one in CASES if (one["set"], one["measure"]) == (name, measure))
    told = TOOLKIT_CASES["sii_rii_weighting"][name][measure]
    squared, once = (logistic_index(name, measure, power=power) for power in (2, 1))
    assert squared == pytest.approx(case["package_estimate"], rel=1e-6), reason
    assert once == pytest.approx(told["pop_once"], rel=1e-6)
    assert any((one["set"], one["measure"]) == (name, f"{measure}_linear") for one in OURS), (
        "the linear one is compared"
    )


def logistic_index(name: str, measure: str, *, power: int) -> float:
    """Fit a logistic curve to the counts of a set as the package makes them."""
    given = TOOLKIT_CASES["inputs"][name]
    people = np.ceil(np.array(given["pop"], dtype=np.float64))
    shares = np.round(np.array(given["est"]) / 100 * people) / people
    ranks = (np.cumsum(people) - people / 2) / people.sum()
    design = np.column_stack([np.ones_like(ranks), ranks])
    weights = people**power / people.mean() ** (power - 1)
    line = np.zeros(2)
    for _ in range(50):
        curve = 1 / (1 + np.exp(-design @ line))
        slope = design.T @ (weights * (shares - curve))
        bend = design.T @ (design * (weights * curve * (1 - curve))[:, np.newaxis])
        line = line + np.linalg.solve(bend, slope)
    low, high = 1 / (1 + np.exp(-line[0])), 1 / (1 + np.exp(-line.sum()))
    return float(100 * (high - low) if measure == "sii" else high / low)


def test_every_case_is_compared_or_listed_with_a_reason() -> None:
    assert len(OURS) + len(NOT_OURS) == len(CASES) == 54
    assert {case["measure"] for case in OURS} == {
        one.short_name for one in TOOLKIT if one.short_name not in OUR_NAMES.values()
    } | set(OUR_NAMES)


def test_copy_is_what_was_handed_over(shared_reference: Path) -> None:
    for name in ("equity_measures_cases.json", "pysal_inequality_cases.json"):
        assert (FOLDER / name).read_bytes() == (shared_reference / name).read_bytes()


@pytest.mark.parametrize("place", range(len(PYSAL["years"])), ids=PYSAL["years"])
def test_theil_its_parts_and_gini_are_those_of_pysal(place: int) -> None:
    """Pysal's index is not weighted: every state counts as one."""
    states = pd.Index(PYSAL["states"])
    values = pd.Series([row[place] for row in PYSAL["y"]], index=states)
    one_each = pd.Series(1, index=states)
    regions = pd.Series(PYSAL["regions"], index=states)
    found = {
        "T": theil(values, one_each),
        "bg": theil_between(values, one_each, parents=regions),
        "wg": theil_within(values, one_each, parents=regions),
    }
    for name, number in found.items():
        assert number == pytest.approx(PYSAL["computed"][name][place], rel=1e-9)
        assert number == pytest.approx(PYSAL["documented"][name][place], abs=6e-9)
    assert gini(values, one_each) == pytest.approx(PYSAL["computed"]["gini"][place], rel=1e-9)
