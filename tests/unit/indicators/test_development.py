from collections.abc import Mapping, Sequence
from math import inf, log, sqrt

import numpy as np
import pandas as pd
import pytest

from geodata.areas import AreaRegister
from indicators import development as module
from indicators.breaks import Break, BreakKind
from indicators.comparison import Comparison
from indicators.development import (
    Development,
    base_periods,
    compare_periods,
    develop,
    disagree,
    read_measure,
    same_units,
    size_of,
    usual_base,
)
from indicators.gaps import MEASURES, measure_gaps
from indicators.table import IndicatorTable
from indicators.verdict import Judgement, Limit, Verdict
from tests.unit.indicators.gaps_by_hand import (
    LEVEL,
    Cell,
    by_code,
    make_gap_table,
    published,
    united,
)
from tests.unit.indicators.made_up import Row, primary

Values = Sequence[float | None]
COUNTED = (100, 300, 200, 200, 200)


def series(
    values: Mapping[str, Values],
    *,
    indicator_id: str = "work",
    people: Values = COUNTED,
    error: float | None = None,
) -> IndicatorTable:
    """Put the values of each period into a table; with `error` its standard error is published."""
    rows: list[Row] = []
    cells: dict[tuple[str, str, str], dict[str, Cell]] = {}
    for period, numbers in values.items():
        rows += primary(indicator_id, *numbers, period=period)
        rows += primary("population", *people, period=period)
        if error is not None:
            known = {code: each for code, each in by_code_of(numbers).items() if each is not None}
            cells |= published(indicator_id, known, error=error, period=period)
    return make_gap_table(rows, cells=cells)


def by_code_of(values: Values) -> dict[str, float | None]:
    return dict(zip(["101", "102", "103", "201", "202"], values, strict=True))


def follow(
    table: IndicatorTable,
    town: AreaRegister,
    measure: str,
    *,
    indicator_id: str = "work",
    base: str | None = None,
    order_by: str | None = None,
    reference: str | None = None,
) -> Development:
    """Follow a measure over the primary areas of the town."""
    comparisons = compare_periods(
        table, town, indicator_id, LEVEL, order_by=order_by, reference=reference
    )
    return develop(table, comparisons, measure, base=base)


def estimates(found: Development) -> list[float | None]:
    return [None if each.estimate is None else each.estimate.estimate for each in found.readings]


def test_change_is_the_newest_less_the_base_period(town: AreaRegister) -> None:
    """From 80 − 40 to 70 − 45: 25 − 40 = −15."""
    table = series({"2018": (40, 60, 80, 75, 50), "2022": (45, 60, 70, 65, 50)})
    found = follow(table, town, "d")
    assert estimates(found) == [40, 25]
    assert found.change is not None
    assert found.change.estimate == -15
    assert found.change.lower is not None
    assert found.change.upper is not None
    assert found.change.lower <= -15 <= found.change.upper
    assert (found.base, found.wished, found.units, found.covered) == ("2018", "2018", 5, 1)
    assert found.first is found.readings[0]
    assert found.newest is found.readings[-1]
    assert found.measure is MEASURES["d"]


def test_reading_of_a_period_is_the_measure_of_its_comparison(town: AreaRegister) -> None:
    """Nothing is left out here, so that the newest reading is what the page tells of that period."""
    table = series({"2018": (40, 60, 80, 75, 50), "2022": (45, 60, 70, 65, 50)})
    comparisons = compare_periods(table, town, "work", LEVEL)
    summary = measure_gaps(comparisons["2022"]).summary.measures
    for name in ("d", "r", "mdmw", "gini", "mdrw", "tb"):
        (_, newest) = develop(table, comparisons, name).readings
        assert newest.estimate is not None
        assert newest.estimate.estimate == pytest.approx(summary[name].estimate)


def test_area_without_a_figure_in_one_period_is_left_out_of_all(town: AreaRegister) -> None:
    """102 alone has 10, in 2022; the others span 50 to 80 and 55 to 75."""
    table = series({"2018": (60, None, 80, 75, 50), "2022": (60, 10, 75, 65, 55)})
    found = follow(table, town, "d")
    assert estimates(found) == [30, 20]
    assert [list(each.groups.estimates.index) for each in found.readings] == [
        ["101", "103", "201", "202"]
    ] * 2
    assert found.units == 4
    # 300 of the 1 000 people of 2022 live in 102.
    assert found.covered == pytest.approx(0.7)
    assert found.judgement == Judgement(Verdict.CANNOT_BE_SAID, Limit.AREAS_DIFFER)


def test_areas_with_one_figure_in_one_period_are_one_in_all(town: AreaRegister) -> None:
    """In 2022 they are (100·10 + 300·30)/400 = 25 ± √((0.25·2)² + (0.75·1)²) = 0.9014."""
    values = by_code(10, 30, 50, 60, 70)
    errors = {**dict.fromkeys(values, 1.0), "101": 2.0}
    rows = [
        *primary("work", 20, 20, 50, 60, 70, period="2018"),
        *primary("work", *values.values(), period="2022"),
        *primary("population", *COUNTED, period="2018"),
        *primary("population", *COUNTED, period="2022"),
    ]
    cells = {
        **united("work", "2018"),
        **published("work", values, error=errors, period="2022"),
    }
    table = make_gap_table(rows, cells=cells)
    same, covered = same_units(compare_periods(table, town, "work", LEVEL))
    assert covered == 1
    units = ["101+102", "103", "201", "202"]
    assert [list(each.groups.estimates.index) for each in same.values()] == [units, units]
    assert [list(each.members) for each in same.values()] == [units, units]
    newest = same["2022"].groups
    assert newest.estimates["101+102"] == pytest.approx(25)
    assert newest.population["101+102"] == 400
    assert newest.standard_error is not None
    assert newest.standard_error["101+102"] == pytest.approx(sqrt(0.25 + 0.5625))
    assert newest.standard_error["103"] == pytest.approx(1)
    assert newest.parents is not None
    assert newest.parents.to_dict() == dict(zip(units, ["10", "11", "20", "20"], strict=True))
    assert same["2018"].behind["101+102"] == 400
    assert estimates(follow(table, town, "d")) == pytest.approx([50, 45])


def test_areas_together_are_left_out_as_a_whole(town: AreaRegister) -> None:
    rows = [
        *primary("work", 20, 20, 50, 60, 70, period="2018"),
        *primary("work", None, 30, 50, 60, 65, period="2022"),
        *primary("population", *COUNTED, period="2022"),
    ]
    table = make_gap_table(rows, cells=united("work", "2018"))
    found = follow(table, town, "d")
    assert list(found.newest.groups.estimates.index) == ["103", "201", "202"]
    assert estimates(found) == [20, 15]
    # 600 of the 900 people who are compared in 2022.
    assert found.covered == pytest.approx(2 / 3)


def test_areas_joined_in_two_ways_become_one(town: AreaRegister) -> None:
    """101 shares a figure with 102 in one period and 102 with 103 in another."""
    other: dict[tuple[str, str, str], dict[str, Cell]] = {
        ("work", "2022", code): {"quality": "union", "note": "the union 102+103"}
        for code in ("102", "103")
    }
    rows = [
        *primary("work", 20, 20, 50, 60, 70, period="2018"),
        *primary("work", 20, 50, 50, 60, 70, period="2022"),
        *primary("population", *COUNTED, period="2022"),
    ]
    table = make_gap_table(rows, cells={**united("work", "2018"), **other})
    same, _ = same_units(compare_periods(table, town, "work", LEVEL))
    for each in same.values():
        assert list(each.members) == ["101+102+103", "201", "202"]
    # (400·20 + 200·50)/600 = 30 and (100·20 + 500·50)/600 = 45
    means = [each.groups.estimates["101+102+103"] for each in same.values()]
    assert means == pytest.approx([30, 45])


def test_error_of_areas_together_is_not_known_where_that_of_one_is_not(town: AreaRegister) -> None:
    """Counting the unknown one as zero would make the interval too narrow."""
    values = by_code(10, 30, 50, 60, 70)
    cells = published("income", values, error=1.0, period="2022")
    del cells["income", "2022", "101"]
    rows = [
        *primary("income", 20, 20, 50, 60, 70, period="2018"),
        *primary("income", *values.values(), period="2022"),
        *primary("population", *COUNTED, period="2022"),
    ]
    table = make_gap_table(rows, cells={**united("income", "2018"), **cells})
    same, _ = same_units(compare_periods(table, town, "income", LEVEL))
    errors = same["2022"].groups.standard_error
    assert errors is not None
    assert errors.isna().to_dict() == {"101+102": True, "103": False, "201": False, "202": False}


def test_people_behind_areas_together_are_not_known_where_those_of_one_are_not(
    town: AreaRegister,
) -> None:
    cells: dict[tuple[str, str, str], dict[str, Cell]] = {
        ("work", "2022", "102"): {"denominator": 300.0}
    }
    rows = [
        *primary("work", 20, 20, 50, 60, 70, period="2018"),
        *primary("work", 10, 30, 50, 60, 70, period="2022"),
        *primary("population", *COUNTED, period="2022"),
    ]
    table = make_gap_table(rows, cells={**united("work", "2018"), **cells})
    same, _ = same_units(compare_periods(table, town, "work", LEVEL))
    assert same["2022"].behind.isna().all()


def test_order_holds_the_same_areas_in_every_period(town: AreaRegister) -> None:
    """102 has no income in 2018: it is in no slope, of 2022 either, and the cover says so."""
    rows = [
        *primary("work", 60, 10, 80, 75, 50, period="2018"),
        *primary("work", 60, 90, 75, 65, 55, period="2022"),
        *primary("income", 300, None, 400, 310, 200, period="2018"),
        *primary("income", 300, 250, 400, 310, 200, period="2022"),
        *primary("population", *COUNTED, period="2018"),
        *primary("population", *COUNTED, period="2022"),
    ]
    table = make_gap_table(rows)
    slope = follow(table, town, "sii", order_by="income")
    codes = ["101", "103", "201", "202"]
    assert [list(each.groups.estimates.index) for each in slope.readings] == [codes, codes]
    assert slope.units == 4
    assert slope.covered == pytest.approx(0.7)
    assert slope.judgement.limit is Limit.AREAS_DIFFER
    difference = follow(table, town, "d", order_by="income")
    assert (difference.units, difference.covered) == (5, 1)
    assert estimates(difference) == [70, 35]


def test_areas_together_have_no_place_where_one_of_them_has_none(town: AreaRegister) -> None:
    """Else the slope would compare a part of them, with the value of that part alone."""
    rows = [
        *primary("work", 20, 20, 50, 60, 70, period="2018"),
        *primary("work", 10, 30, 50, 60, 70, period="2022"),
        *primary("income", 300, 280, 400, 310, 200, period="2018"),
        *primary("income", None, 250, 400, 310, 200, period="2022"),
        *primary("population", *COUNTED, period="2022"),
    ]
    table = make_gap_table(rows, cells=united("work", "2018"))
    comparisons = compare_periods(table, town, "work", LEVEL, order_by="income")
    same, _ = same_units(comparisons)
    for each in same.values():
        assert each.ordered is not None
        assert list(each.ordered.estimates.index) == ["103", "201", "202"]
        assert list(each.groups.estimates.index) == ["101+102", "103", "201", "202"]


def test_order_without_common_areas_is_a_sentence_and_no_fault(town: AreaRegister) -> None:
    rows = [
        *primary("work", 60, 10, 80, 75, 50, period="2018"),
        *primary("work", 60, 90, 75, 65, 55, period="2022"),
        *primary("income", 300, 250, None, None, None, period="2018"),
        *primary("income", None, None, 400, 310, 200, period="2022"),
        *primary("population", *COUNTED, period="2022"),
    ]
    found = follow(make_gap_table(rows), town, "sii", order_by="income")
    assert estimates(found) == [None, None]
    assert "at least two groups" in found.newest.refusal
    assert found.judgement.limit is Limit.NOT_MEASURED


def test_periods_without_common_areas_are_shown_and_not_judged(town: AreaRegister) -> None:
    table = series(
        {
            "2014": (60, 50, None, None, None),
            "2018": (60, 50, 40, 30, 20),
            "2022": (None, None, 9, 8, 7),
        }
    )
    found = follow(table, town, "d", base="2014")
    assert estimates(found) == [10, 40, 2]
    assert found.covered == 0
    assert found.judgement == Judgement(Verdict.CANNOT_BE_SAID, Limit.AREAS_DIFFER)


def test_reference_that_is_left_out_gives_way_to_the_area_in_the_middle(
    town: AreaRegister,
) -> None:
    """103 has no figure in 2018; without it the middle of both years is 101, with half below."""
    table = series(
        {"2018": (60, 50, None, 75, 80), "2022": (60, 50, 59, 75, 80)},
        people=(300, 200, 200, 100, 100),
    )
    found = follow(table, town, "mdru", reference="103")
    assert [each.groups.reference for each in found.readings] == ["101", "101"]
    assert [each.refusal for each in found.readings] == ["", ""]
    # Distances from 60: 0, 10, 15 and 20.
    assert estimates(found) == pytest.approx([11.25, 11.25])


def test_reference_stays_the_area_that_was_asked_for(town: AreaRegister) -> None:
    table = series({"2018": (60, 50, 70, 75, 80), "2022": (60, 50, 59, 75, 80)})
    found = follow(table, town, "mdru", reference="202")
    assert [each.groups.reference for each in found.readings] == ["202", "202"]


def test_base_without_figures_leaves_the_change_open(town: AreaRegister) -> None:
    table = series({"2020": (40, 60, 80, 75, 50), "2022": (45, 60, 70, 65, 50)})
    found = follow(table, town, "d", base="2014")
    assert (found.base, found.wished, found.change, found.first) == (None, "2014", None, None)
    assert found.judgement == Judgement(Verdict.CANNOT_BE_SAID, Limit.NO_BASE)


def test_newest_period_is_no_base_for_itself(town: AreaRegister) -> None:
    table = series({"2020": (40, 60, 80, 75, 50), "2022": (45, 60, 70, 65, 50)})
    assert follow(table, town, "d", base="2022").judgement.limit is Limit.NO_BASE


def test_one_period_has_no_development(town: AreaRegister) -> None:
    found = follow(series({"2022": (45, 60, 70, 65, 50)}), town, "d")
    assert (found.base, found.wished, found.change) == (None, "2018", None)
    assert found.judgement == Judgement(Verdict.CANNOT_BE_SAID, Limit.ONE_PERIOD)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (("2014", "2018", "2022"), "2018"),
        (("2014", "2016", "2022"), "2014"),
        (("2015", "2016", "2022"), "2015"),
        (("2014", "2018"), "2014"),
        (("2018",), "2018"),
        (("2022",), "2018"),
    ],
)
def test_usual_base_is_the_goal_year_then_the_report_then_the_first(
    town: AreaRegister, periods: tuple[str, ...], expected: str
) -> None:
    table = series(dict.fromkeys(periods, (45, 60, 70, 65, 50)))
    assert usual_base(compare_periods(table, town, "work", LEVEL)) == expected


@pytest.mark.parametrize(
    ("periods", "offered"),
    [
        (("2014", "2018", "2022"), ("2014", "2018")),
        (("2020", "2021", "2022"), ("2014", "2018", "2020", "2021")),
        (("2010", "2022"), ("2010", "2014", "2018")),
        (("2022",), ("2014", "2018")),
    ],
)
def test_programme_years_are_always_offered_and_the_newest_period_is_not(
    town: AreaRegister, periods: tuple[str, ...], offered: tuple[str, ...]
) -> None:
    table = series(dict.fromkeys(periods, (45, 60, 70, 65, 50)))
    assert base_periods(compare_periods(table, town, "work", LEVEL)) == offered


def test_periods_that_cannot_be_compared_are_passed_over(town: AreaRegister) -> None:
    table = series(
        {
            "2014": (40, None, None, None, None),
            "2018": (40, 60, 80, 75, 50),
            "2022": (4, 6, 8, 7, 5),
        }
    )
    assert list(compare_periods(table, town, "work", LEVEL)) == ["2018", "2022"]


THREE = ("2018", "2020", "2022")


@pytest.mark.parametrize(
    ("measure", "before", "after", "verdict"),
    [
        pytest.param("d", (40, 60, 80, 75, 50), (50, 60, 70, 65, 55), Verdict.NARROWER, id="d"),
        pytest.param("d", (50, 60, 70, 65, 55), (40, 60, 80, 75, 50), Verdict.WIDER, id="d wider"),
        pytest.param("r", (20, 30, 40, 30, 30), (10, 30, 40, 30, 30), Verdict.WIDER, id="r"),
        pytest.param(
            "r", (10, 30, 40, 30, 30), (20, 30, 40, 30, 30), Verdict.NARROWER, id="r less"
        ),
    ],
)
def test_large_change_in_three_periods_is_told(
    town: AreaRegister, measure: str, before: Values, after: Values, verdict: Verdict
) -> None:
    """With standard errors of 0.5 points a change of 10 is far beyond chance."""
    table = series(dict(zip(THREE, (before, before, after), strict=True)), error=0.5)
    assert follow(table, town, measure).judgement == Judgement(verdict)


def test_two_periods_are_too_early_whatever_the_change(town: AreaRegister) -> None:
    table = series({"2018": (40, 60, 80, 75, 50), "2022": (60, 60, 61, 60, 60)}, error=0.5)
    assert follow(table, town, "d").judgement == Judgement(Verdict.TOO_EARLY, Limit.TWO_PERIODS)


def test_periods_before_the_base_do_not_count(town: AreaRegister) -> None:
    values = {
        "2014": (40, 60, 80, 75, 50),
        "2018": (40, 60, 80, 75, 50),
        "2022": (60, 60, 61, 60, 60),
    }
    table = series(values, error=0.5)
    assert follow(table, town, "d", base="2018").judgement.verdict is Verdict.TOO_EARLY
    assert follow(table, town, "d", base="2014").judgement.verdict is Verdict.NARROWER


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        # The change of a difference of 40 has a standard error of 2·error: ±0.4 and ±20 or so.
        (0.1, Judgement(Verdict.UNCHANGED)),
        (5.0, Judgement(Verdict.CANNOT_BE_SAID, Limit.WITHIN_UNCERTAINTY)),
    ],
)
def test_same_figures_are_unchanged_if_they_are_sure_enough(
    town: AreaRegister, error: float, expected: Judgement
) -> None:
    table = series(dict.fromkeys(THREE, (40, 60, 80, 70, 50)), error=error)
    found = follow(table, town, "d")
    assert found.change is not None
    assert found.change.estimate == 0
    assert found.judgement == expected


def test_same_figures_with_known_bases_follow_the_rule(town: AreaRegister) -> None:
    """±1.96·√2·√(0.4·0.6 + 0.8·0.2)/√n points on 40: about ±1.8 with 10 000 people, ±18 with 100."""
    same = dict.fromkeys(THREE, (40, 60, 80, 70, 50))
    many = follow(series(same, people=(10_000,) * 5), town, "d")
    assert many.judgement == Judgement(Verdict.UNCHANGED)
    few = follow(series(same, people=(100,) * 5), town, "d")
    assert few.judgement.limit is Limit.WITHIN_UNCERTAINTY


def test_change_without_a_base_of_the_shares_has_no_interval(town: AreaRegister) -> None:
    table = series(dict.fromkeys(THREE, (40, 60, 80, 70, 50)), indicator_id="unsure")
    found = follow(table, town, "d", indicator_id="unsure")
    assert found.change == (0, None, None)
    assert [each.draws for each in found.readings] == [None] * 3
    assert found.judgement.limit is Limit.INTERVAL_NOT_KNOWN


def test_break_in_between_leaves_nothing_to_say(
    town: AreaRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = series(
        dict(zip(THREE, [(40, 60, 80, 75, 50)] * 2 + [(60, 60, 61, 60, 60)], strict=True)),
        error=0.5,
    )
    found = Break("work", "2020", BreakKind.METHOD, "Nytt sätt.", "New way.", "office")
    asked: list[tuple[object, ...]] = []

    def between(*about: object) -> tuple[Break, ...]:
        asked.append(about[1:])
        return (found,)

    monkeypatch.setattr(module, "breaks_between", between)
    developed = follow(table, town, "d")
    assert asked == [("work", "2018", "2022")]
    assert developed.breaks == (found,)
    assert developed.judgement == Judgement(Verdict.CANNOT_BE_SAID, Limit.SERIES_BREAK)
    assert developed.change is not None
    # Without a base there is no stretch for a break to lie in.
    assert follow(table, town, "d", base="2010").breaks == ()


def test_measure_that_does_not_apply_says_why(town: AreaRegister) -> None:
    """With 0 as the lowest value there is no ratio."""
    table = series(
        dict(zip(THREE, [(0, 60, 80, 75, 50), *[(40, 60, 80, 70, 50)] * 2], strict=True))
    )
    found = follow(table, town, "r")
    assert found.readings[0].estimate is None
    assert "no ratio" in found.readings[0].refusal
    assert found.change is None
    assert found.judgement.limit is Limit.NOT_MEASURED
    assert follow(table, town, "sii").newest.refusal.startswith("The groups have no order")


@pytest.mark.parametrize(("error", "newest_known"), [(2.0, False), (0.45, True)])
def test_draws_without_a_ratio_leave_no_interval_and_raise_no_warning(
    town: AreaRegister, error: float, newest_known: bool
) -> None:
    """
    A lowest value of 1 ± 2 is drawn as 0 in every third draw or so, 1 ± 0.45 in one of 75.

    That few leave a period its interval, but the change has none, like the verdict.
    """
    table = series(dict.fromkeys(THREE, (1, 60, 80, 70, 50)), error=error)
    found = follow(table, town, "r")
    assert found.newest.draws is not None
    assert not np.isfinite(found.newest.draws).all()
    assert found.newest.estimate is not None
    assert (found.newest.estimate.upper is not None) == newest_known
    assert found.change == (0, None, None)
    assert found.judgement.limit is Limit.INTERVAL_NOT_KNOWN


def test_measure_that_is_no_number_is_refused(town: AreaRegister) -> None:
    values = dict.fromkeys(THREE, (1e200, 2e200, 3e200, 4e200, 5e200))
    table = series(values, indicator_id="income")
    comparisons = compare_periods(table, town, "income", LEVEL)
    found = read_measure(comparisons["2022"], "bgv", period="2022", rng=np.random.default_rng(1))
    assert found.estimate is None
    assert "too large" in found.refusal


def test_size_of_a_ratio_is_its_distance_from_one_on_the_logarithm() -> None:
    """One half is as far from equal as two."""
    sizes = size_of(np.array([2.0, 0.5, 1.0]), MEASURES["r"])
    assert sizes.tolist() == pytest.approx([log(2), log(2), 0])
    assert float(size_of(inf, MEASURES["r"])) == inf


def test_size_of_a_signed_measure_is_without_its_sign() -> None:
    assert size_of(np.array([-5.0, 5.0, 0.0]), MEASURES["sii"]).tolist() == [5, 5, 0]


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        pytest.param((50, 60, 70, 80, 40), (55, 60, 65, 70, 50), Verdict.NARROWER, id="shrinks"),
        pytest.param((55, 60, 65, 70, 50), (50, 60, 70, 80, 40), Verdict.WIDER, id="grows"),
    ],
)
@pytest.mark.parametrize("rising", [True, False])
def test_slope_of_either_sign_is_judged_by_its_size(
    town: AreaRegister, before: Values, after: Values, verdict: Verdict, rising: bool
) -> None:
    """A slope from −50 to −25 is a gap that shrinks, though its number grows."""
    values = dict(zip(THREE, (before, before, after), strict=True))
    rows = [
        row
        for period in THREE
        for row in primary(
            "income", *((2, 3, 4, 5, 1) if rising else (4, 3, 2, 1, 5)), period=period
        )
    ]
    table = series(values, error=0.2)
    more = make_gap_table(rows)
    table = IndicatorTable(
        table.definitions, pd.concat([table.observations, more.observations]), table.sources
    )
    found = follow(table, town, "sii", order_by="income")
    assert all((each or 0) > 0 for each in estimates(found)) == rising
    assert found.judgement == Judgement(verdict)


def test_difference_and_ratio_may_go_apart(town: AreaRegister) -> None:
    """From 40 and 20 to 25 and 10 the difference shrinks by 5, the ratio grows from 2 to 2.5."""
    table = series({"2018": (20, 30, 40, 30, 30), "2022": (10, 20, 25, 20, 20)})
    difference, ratio = follow(table, town, "d"), follow(table, town, "r")
    assert (estimates(difference), estimates(ratio)) == ([20, 15], [2, 2.5])
    assert disagree(difference, ratio)
    assert disagree(ratio, difference)
    assert not disagree(ratio, ratio)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param((20, 30, 40, 30, 30), (20, 30, 30, 25, 25), id="both shrink"),
        pytest.param((20, 30, 40, 30, 30), (10, 30, 45, 30, 30), id="both grow"),
        pytest.param((20, 30, 40, 30, 30), (10, 15, 20, 15, 15), id="ratio stays"),
        pytest.param((20, 30, 40, 30, 30), (30, 40, 50, 40, 40), id="difference stays"),
        # In binary 3.3/1.1 comes out a trace below 3/1, and 12.3/4.1 a trace above 30/10.
        pytest.param((1.1, 2, 3.3, 2, 2), (1, 2, 3, 2, 2), id="ratio stays but for a trace"),
        pytest.param((4.1, 5, 12.3, 5, 5), (10, 20, 30, 20, 20), id="and so from above"),
    ],
)
def test_measures_that_go_the_same_way_or_stand_still_do_not_disagree(
    town: AreaRegister, before: Values, after: Values
) -> None:
    table = series({"2018": before, "2022": after})
    assert not disagree(follow(table, town, "d"), follow(table, town, "r"))


def test_measure_that_is_not_there_does_not_disagree(town: AreaRegister) -> None:
    table = series({"2018": (0, 30, 40, 30, 30), "2022": (10, 20, 25, 20, 20)})
    assert not disagree(follow(table, town, "d"), follow(table, town, "r"))
    once = series({"2022": (10, 20, 25, 20, 20)})
    assert not disagree(follow(once, town, "d"), follow(once, town, "r"))


def test_same_seed_gives_the_same_development(town: AreaRegister) -> None:
    table = series(dict.fromkeys(THREE, (40, 60, 80, 70, 50)))
    comparisons = compare_periods(table, town, "work", LEVEL)
    first, again = develop(table, comparisons, "mdmw"), develop(table, comparisons, "mdmw")
    assert first.change == again.change
    assert develop(table, comparisons, "mdmw", seed=2).change != first.change
    # Periods are drawn independently of each other.
    assert first.readings[0].draws is not None
    assert first.readings[1].draws is not None
    assert not np.array_equal(first.readings[0].draws, first.readings[1].draws)


def test_developing_does_not_change_the_comparisons(town: AreaRegister) -> None:
    table = series({"2018": (60, None, 80, 75, 50), "2022": (60, 10, 75, 65, 55)})
    comparisons: dict[str, Comparison] = compare_periods(table, town, "work", LEVEL)
    develop(table, comparisons, "d")
    assert list(comparisons["2022"].groups.estimates.index) == ["101", "102", "103", "201", "202"]
