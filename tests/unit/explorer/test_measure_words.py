"""Every measure is explained, with an example that a reader can redo."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.i18n import translator
from explorer.measure_meanings import LIMITS, MEANINGS, READINGS, READINGS_BY_END
from explorer.measure_values import CANNOT
from explorer.measure_words import (
    MEASURE_NAMES,
    PARTNER,
    Explanation,
    MeasureKind,
    explain,
    interval_text,
    measure_kind,
    measure_name,
    needs_better_end,
    needs_order,
    refusal_text,
    value_text,
)
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.comparison import Comparison, compare_areas
from indicators.definitions import IndicatorDefinition
from indicators.gaps import measure_gaps
from indicators.measures.groups import MeasureError
from indicators.measures.toolkit import FURTHER, TOOLKIT, Estimate
from indicators.selection import Selection
from tests.unit.explorer.comparison_by_hand import NAMES, ORDER_NAME, compare_by_hand
from tests.unit.explorer.layers_by_hand import HOMES, MEDIAN, SHARE

EN = translator("en")
EVERY = tuple(measure.short_name for measure in (*TOOLKIT, *FURTHER))
WANTS_A_BETTER_END = {"mdbu", "mdbw", "par", "paf"}
# What stands before and after the sign, up to the unit: “40.0 − 20.0 = 20.0”.
SUM = re.compile(r"([(−]?\d[\d,.()−²×/+ ]*) (=|is about) (−?\d[\d,]*(?:\.\d+)?)")


def explain_all(
    comparison: Comparison, names: dict[str, str] | None = None
) -> dict[str, Explanation]:
    summary = measure_gaps(comparison).summary
    shown = NAMES if names is None else names
    return {
        measure: explain(measure, comparison, summary, shown, EN, order_name=ORDER_NAME)
        for measure in EVERY
    }


def sums(text: str) -> Iterator[tuple[str, str, str]]:
    """Find the sums that a text shows: what is reckoned, the sign, the result."""
    for left, sign, right in SUM.findall(text):
        plain = left.replace("−", "-").replace("×", "*").replace("²", "**2").replace(",", "")
        yield plain, sign, right.replace("−", "-").replace(",", "")


def reckon(plain: str) -> float:
    """Reckon a sum of numbers and signs."""
    assert re.fullmatch(r"[\d.()*/+ -]+", plain), plain
    return float(eval(compile(ast.parse(plain, mode="eval"), "sum", "eval")))


# --- names and kinds ---------------------------------------------------------------------------


def test_every_measure_has_a_name_and_all_its_words() -> None:
    assert set(MEASURE_NAMES) == set(MEANINGS) == set(LIMITS) == set(EVERY)
    assert set(READINGS) | set(READINGS_BY_END) == set(EVERY)
    assert not set(READINGS) & set(READINGS_BY_END)
    assert len({measure_name(measure, EN) for measure in EVERY}) == len(EVERY)


def test_partners_are_an_absolute_and_a_relative_measure() -> None:
    assert PARTNER["d"] == "r"
    assert PARTNER["idisw"] == "mdmw"
    assert PARTNER["bgv"] == "cov"
    assert PARTNER["cov"] == "bgsd"
    for measure, partner in PARTNER.items():
        assert {measure_kind(measure), measure_kind(partner)} == set(MeasureKind)
    assert {"mdbw", "mdru", "ti", "mld", "gini", "tb"}.isdisjoint(PARTNER)


def test_scaling_all_values_leaves_exactly_the_relative_measures_unchanged() -> None:
    once = measure_gaps(compare_by_hand()).summary.measures
    values = (40, 50, 60, 80)
    twice = measure_gaps(compare_by_hand(values)).summary.measures
    for measure in EVERY:
        same = twice[measure].estimate == pytest.approx(once[measure].estimate)
        assert same == (measure_kind(measure) is MeasureKind.RELATIVE), measure


def test_unknown_measure_has_no_kind() -> None:
    with pytest.raises(KeyError):
        measure_kind("x")


def test_needs_are_those_that_are_refused() -> None:
    context = compare_by_hand(definition=HOMES, order=None)
    refused = measure_gaps(context).summary.not_applicable
    assert {each for each in EVERY if needs_order(each) or needs_better_end(each)} == set(refused)
    assert {each for each in EVERY if needs_better_end(each)} == WANTS_A_BETTER_END


# --- values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("d", 58.54, "58.5 percentage points"),
        ("r", 2.058, "2.06 times"),
        ("r", 12.34, "12.3 times"),
        ("r", 9.997, "10.0 times"),
        ("idisw", 21.04, "21.0 percent of the mean"),
        ("gini", 0.3123, "0.312"),
        ("rci", -0.0456, "−0.046"),
        ("ti", 239.24, "239.2"),
        ("bgv", 117.11, "117.1 squared percentage points"),
        ("aci", -5.55, "−5.6 percentage points"),
    ],
)
def test_value_of_a_share_has_the_unit_of_its_measure(
    measure: str, value: float, text: str
) -> None:
    assert value_text(measure, value, SHARE, EN) == text


def test_gap_in_money_has_the_decimals_of_the_indicator_and_a_small_average_one_more() -> None:
    assert value_text("d", 45.3, MEDIAN, EN) == "SEK 45 thousand"
    assert value_text("mdmw", 45.3, MEDIAN, EN) == "SEK 45.3 thousand"
    assert value_text("mdmw", 145.3, MEDIAN, EN) == "SEK 145 thousand"
    assert value_text("bgv", 145.3, MEDIAN, EN) == "145 (thousand SEK, squared)"


def test_interval_has_the_decimals_of_its_estimate() -> None:
    assert interval_text(Estimate(58.5, 56.1, 60.9), "d", SHARE, EN) == "95% interval 56.1–60.9"
    assert interval_text(Estimate(9.9, 8, 12.25), "r", SHARE, EN) == "95% interval 8.00–12.25"


def test_interval_below_zero_has_no_dash_between_its_ends() -> None:
    text = interval_text(Estimate(1, -3.2, 5.1), "sii", SHARE, EN)
    assert text == "95% interval −3.2 to 5.1"


def test_interval_that_is_not_known_says_why() -> None:
    none = Estimate(2, None, None)
    assert "how many people" in interval_text(none, "r", SHARE, EN)
    assert "this kind of figure" in interval_text(none, "r", MEDIAN, EN)
    based, baseless = compare_by_hand(), compare_by_hand(errors=None)
    assert "as low as 0" in interval_text(none, "r", SHARE, EN, comparison=based)
    assert "how many people" in interval_text(none, "r", SHARE, EN, comparison=baseless)


# --- examples worked by hand -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "example"),
    [
        (
            "d",
            "The highest figure is in Delta, 40.0%, and the lowest in Alfa, 20.0%."
            " 40.0 − 20.0 = 20.0 percentage points.",
        ),
        (
            "r",
            "The highest figure is in Delta, 40.0%, and the lowest in Alfa, 20.0%."
            " 40.0 / 20.0 = 2.00 times.",
        ),
        (
            # 0.4 · 20 + 0.3 · 25 + 0.2 · 30 + 0.1 · 40 = 25.5. Distances times people are 22 000,
            # 1 500, 9 000 and 14 500; 14 500 of 47 000 is 30.9 percent.
            "mdmw",
            "The overall mean is 25.5%."
            " Delta: 40.0 − 25.5 = 14.5; 14.5 × 1,000 = 14,500 (30.9% of the sum)."
            " Alfa: 25.5 − 20.0 = 5.5; 5.5 × 4,000 = 22,000 (46.8% of the sum)."
            " Distance times people, added up over all 4 areas and divided by all people:"
            " 47,000 / 10,000 = 4.7 percentage points.",
        ),
        (
            # (14.5 + 5.5 + 0.5 + 4.5) / 4 is 6.25.
            "mdmu",
            "The overall mean is 25.5%."
            " Delta: 40.0 − 25.5 = 14.5 (58.0% of the sum)."
            " Alfa: 25.5 − 20.0 = 5.5 (22.0% of the sum)."
            " All distances, added up and divided by the number of areas:"
            " 25.0 / 4 = 6.3 percentage points.",
        ),
        (
            # The ridits are 0.05, 0.2, 0.45 and 0.8; Σ p y (R − ½) is −1.575 and Σ p (R − ½)²
            # 0.075, so the line falls by 21 about the mean of 25.5.
            "sii",
            "The areas are put in order by “Median income”. At the most advantaged end is Alfa with 20.0%,"
            " at the least advantaged Delta with 40.0%. The line through all areas is at 36.0% at"
            " the least advantaged end and at 15.0% at the most advantaged."
            " 36.0 − 15.0 = 21.0 percentage points.",
        ),
        (
            "par",
            "The most favourable figure is in Alfa, 20.0%. The overall mean is 25.5%."
            " 20.0 − 25.5 = −5.5 percentage points.",
        ),
        (
            # One in ten is reached among the first 40 percent, nine in ten with 40 + 30 + 20.
            "p90p10d",
            "Count people from the lowest figure upwards: one in ten is reached in Alfa, with"
            " 20.0%, and nine in ten in Gamma + Kappa, with 30.0%."
            " 30.0 − 20.0 = 10.0 percentage points.",
        ),
    ],
)
def test_example_is_the_one_worked_by_hand(measure: str, example: str) -> None:
    assert explain_all(compare_by_hand())[measure].example == example


def test_relative_index_divides_the_ends_of_the_line() -> None:
    example = explain_all(compare_by_hand())["rii"].example
    assert example.endswith("36.0 / 15.0 = 2.40 times.")


def test_what_does_not_come_out_as_shown_is_said_to_be_about() -> None:
    # 40.04 − 19.95 is 20.09; with one decimal 40.0 − 20.0 would be 20.0.
    examples = explain_all(compare_by_hand((19.95, 25, 30, 40.04)))
    assert "40.0 − 20.0 is about 20.1 percentage points." in examples["d"].example
    assert "40.0 / 20.0 is about 2.01 times." in examples["r"].example


def test_small_figure_is_not_shown_as_a_zero_that_is_divided_by() -> None:
    assert "/ 0.04 = 1,000.0 times" in explain_all(compare_by_hand((0.04, 25, 30, 40)))["r"].example


# --- all of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("definition", [SHARE, MEDIAN, HOMES], ids=lambda each: each.indicator_id)
@pytest.mark.parametrize("values", [(20, 25, 30, 40), (21.3, 24.8, 37.2, 22.9)])
def test_every_example_holds_its_estimate_and_sums_that_come_out(
    definition: IndicatorDefinition, values: tuple[float, ...]
) -> None:
    comparison = compare_by_hand(values, definition=definition)
    check_all(comparison, NAMES)


@pytest.mark.parametrize(
    ("indicator", "period"), [("low_economic_standard", "2024"), ("median_economic_standard", None)]
)
def test_examples_from_the_data_come_out(
    workspace: Workspace, indicator: str, period: str | None
) -> None:
    level = AreaLevel.PRIMARY_AREA
    period = period or workspace.table.periods(indicator)[-1]
    comparison = compare_areas(
        workspace.table,
        workspace.areas,
        Selection(indicator, level, period),
        order_by="median_economic_standard",
    )
    names = {str(code): str(name) for code, name in workspace.areas.names(level).items()}
    check_all(comparison, names)


def check_all(comparison: Comparison, names: dict[str, str]) -> None:
    summary = measure_gaps(comparison).summary
    reckoned = 0
    for measure, texts in explain_all(comparison, names).items():
        whole = (texts.meaning, texts.example, texts.reading, texts.limits)
        assert all(whole), measure
        assert not re.search(r"[{}!]", " ".join(whole)), measure
        if measure not in summary.measures:
            assert texts.example.startswith("It cannot be computed"), measure
            continue
        estimate = summary.measures[measure].estimate
        assert value_text(measure, estimate, comparison.definition, EN) in texts.example, measure
        for plain, sign, shown in sums(texts.example):
            half = 0.5 * 10.0 ** -len(shown.partition(".")[2])
            error = abs(reckon(plain) - float(shown))
            assert (error <= half + 1e-9) or sign == "is about", (measure, plain, shown)
            # What is “about” is still near.
            assert error <= 0.1 * abs(float(shown)) + 2, (measure, plain, shown)
            reckoned += 1
    assert reckoned > len(summary.measures) / 2


def test_context_indicator_has_no_better_end() -> None:
    summary = measure_gaps(compare_by_hand(definition=HOMES)).summary
    for measure, texts in explain_all(compare_by_hand(definition=HOMES)).items():
        if measure in summary.measures:
            said = f"{texts.meaning} {texts.example} {texts.reading} {texts.limits}"
            assert not re.search(r"\b(better|worse|best|worst|favourable)\b", said), measure
        else:
            assert "neither end is the more favourable one" in texts.example


def test_reading_follows_the_end_that_is_favourable() -> None:
    lower = explain_all(compare_by_hand())["sii"].reading
    higher = explain_all(compare_by_hand(definition=MEDIAN))["sii"].reading
    assert "Above 0 the figure is lower at the more advantaged end" in lower
    assert "Above 0 the figure is higher at the more advantaged end" in higher


def test_equal_areas_are_said_to_be_equal() -> None:
    texts = explain_all(compare_by_hand((20, 20, 20, 20)))
    assert texts["d"].example == (
        "Every area has the same figure, 20.0%. The measure is then 0.0 percentage points."
    )


def test_larger_area_without_a_name_is_named_by_its_most_populous_area() -> None:
    names = {code: name for code, name in NAMES.items() if len(code) == 3}
    example = explain_all(compare_by_hand(), names)["tw"].example
    assert example.startswith("The larger area around Alfa weighs most")
    assert explain_all(compare_by_hand())["tw"].example.startswith("Norr weighs most")


def test_order_without_a_name_is_the_chosen_one() -> None:
    comparison = compare_by_hand()
    summary = measure_gaps(comparison).summary
    example = explain("sii", comparison, summary, NAMES, EN).example
    assert example.startswith("The areas are put in order by the chosen indicator.")


def test_areas_that_share_an_end_of_the_order_are_named_together() -> None:
    example = explain_all(compare_by_hand(order=(1, 1, 1, 2)))["sii"].example
    # (4 · 20 + 3 · 25 + 2 · 30) / 9 is 23.9.
    assert "at the least advantaged Alfa, Beta, Gamma + Kappa with 23.9%" in example


# --- refusals ----------------------------------------------------------------------------------


def sentences(folder: Path) -> Iterator[str]:
    """Find every sentence that the measures raise, with x for what is filled in."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
                continue
            call = node.exc
            if not (isinstance(call.func, ast.Name) and call.func.id == MeasureError.__name__):
                continue
            (text,) = call.args
            if isinstance(text, ast.Constant):
                yield str(text.value)
            elif isinstance(text, ast.JoinedStr):
                parts = (
                    str(part.value) if isinstance(part, ast.Constant) else "x"
                    for part in text.values
                )
                yield "".join(parts)


def test_every_sentence_of_a_refusal_is_known(project_root: Path) -> None:
    found = list(sentences(project_root / "indicators" / "measures"))
    assert len(found) > 20
    unknown = [each for each in found if refusal_text(each, EN) == CANNOT]
    assert unknown == []


def test_one_ordered_area_is_too_few() -> None:
    comparison = compare_by_hand(order=(4, 3, 2, 1))
    alone = replace(comparison, ordered=compare_by_hand((20,)).groups)
    assert "at least two areas" in explain_all(alone)["aci"].example


def test_unknown_sentence_gets_general_words() -> None:
    assert refusal_text("Something new.", EN) == "It cannot be computed from these figures."


@pytest.mark.parametrize(
    ("comparison", "measure", "words"),
    [
        (compare_by_hand((0, 25, 30, 40)), "r", "the figure that is divided by is 0"),
        (compare_by_hand((0, 25, 30, 40)), "mld", "0 has no logarithm"),
        (compare_by_hand((0, 25, 30, 40)), "p90p10r", "P10, is 0"),
        (compare_by_hand((-1, 25, 30, 40)), "ti", "below 0"),
        (compare_by_hand((0, 0, 0, 0)), "gini", "every figure is 0"),
        (compare_by_hand(order=None), "sii", "until the areas have an order"),
        (compare_by_hand(order=(1, 1, 1, 1)), "sii", "until the areas have an order"),
        (compare_by_hand(parents=None), "tb", "larger areas"),
        (compare_by_hand(reference=None), "mdrw", "no area is chosen as the reference"),
        (compare_by_hand(reference="999"), "mdru", "the reference area has no figure"),
        (compare_by_hand((1, 20, 30, 90)), "rii", "reaches 0 at one end"),
        (compare_by_hand(definition=HOMES), "par", "neither end"),
    ],
)
def test_measure_that_is_refused_says_why(comparison: Comparison, measure: str, words: str) -> None:
    texts = explain_all(comparison)[measure]
    assert words in texts.example
    assert texts.meaning
    assert texts.limits


def test_area_without_people_is_left_out_of_the_example() -> None:
    comparison = compare_by_hand(people=(4000, 3000, 2000, 0))
    assert "Gamma + Kappa, 30.0%" in explain_all(comparison)["d"].example
