"""Values of areas of one's own: a made-up town by hand, then the built-in figures."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest

from geodata.areas import AreaLevel, AreaRegister
from indicators.aggregation import Refusal
from indicators.levels import find_figures
from indicators.measures.wilson import wilson_interval
from indicators.observations import Quality, Status
from indicators.own_area import OwnArea, make_own_area
from indicators.own_value import OwnPart, OwnValue, Uncovered, aggregate_own, trend_own
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import (
    DEFINITIONS,
    PLAIN,
    PRIMARY,
    Row,
    make_table,
    on_level,
    primary,
)

P = AreaLevel.PRIMARY_AREA
PEOPLE = primary("people", 100, 300, 50, 20, 30)
SHARES = primary("share", 10, 50, 30, 40, 90)


def give(
    town: AreaRegister,
    rows: Iterable[Row] | IndicatorTable,
    shares: dict[str, float],
    indicator_id: str,
    period: str = "2024",
) -> OwnValue:
    table = rows if isinstance(rows, IndicatorTable) else make_table(rows)
    own = make_own_area("Own", shares, known=town.codes(P))
    return aggregate_own(table, town, own, indicator_id, period)


def whole(*codes: str) -> dict[str, float]:
    return dict.fromkeys(codes, 1.0)


def share_union(value: float, *codes: str, period: str = "2024") -> list[Row]:
    return [Row("share", "primary_area", code, value, period, "union") for code in codes]


def with_note(table: IndicatorTable, note: str) -> IndicatorTable:
    """Write on every shared figure who shares it."""
    frame = table.observations.copy()
    frame.loc[frame["quality"] == "union", "note"] = note
    return replace(table, observations=frame)


def make_withheld(rows: Iterable[Row]) -> IndicatorTable:
    """Put rows into a table with residents, where the counts are withheld where their share is."""
    counts = {
        name: replace(DEFINITIONS[name], smallest_base=10, base=("passed", "failed"))
        for name in ("passed", "failed")
    }
    residents = replace(PLAIN, indicator_id="population")
    return replace(make_table(rows), definitions={**DEFINITIONS, **counts, "population": residents})


def test_counts_are_added(town: AreaRegister) -> None:
    found = give(town, PEOPLE, whole("102", "103"), "people")
    assert found == OwnValue(
        value=350,
        status=Status.OK,
        quality=Quality.DERIVED,
        covered=1.0,
        parts=(OwnPart("102", 1.0, 300, 1.0), OwnPart("103", 1.0, 50, 1.0)),
        level=P,
        source_ids=("office",),
        note="computed here: sum, 2 primary areas",
        weights_of="2024",
    )


def test_shares_are_weighted_by_people(town: AreaRegister) -> None:
    # (50 · 300 + 30 · 50) / 350
    found = give(town, [*PEOPLE, *SHARES], whole("102", "103"), "share")
    assert found.value == pytest.approx(16_500 / 350)
    assert found.quality is Quality.APPROXIMATE
    assert found.approximate
    assert found.parts == (OwnPart("102", 1.0, 50, 300), OwnPart("103", 1.0, 30, 50))
    assert found.note == "computed here: mean weighted by people, 2 primary areas"


def test_share_of_the_very_weight_is_derived(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("exact_share", 10, 50, 30, 40, 90)]
    found = give(town, rows, whole("102", "103"), "exact_share")
    assert found.quality is Quality.DERIVED
    assert not found.approximate


def test_ratio_is_sum_of_counts_over_sum_of_counts(town: AreaRegister) -> None:
    rows = [*primary("passed", 60, 90, 20, 20, 30), *primary("failed", 40, 10, 20, 20, 30)]
    found = give(town, rows, whole("102", "103"), "pass_rate")
    # 90 + 20 of 100 + 40 pupils.
    assert found.value == pytest.approx(100 * 110 / 140)
    assert found.quality is Quality.DERIVED
    assert found.parts == (OwnPart("102", 1.0, 90, 100), OwnPart("103", 1.0, 50, 40))
    expected = wilson_interval(110 / 140, 140)
    assert expected is not None
    assert found.interval is not None
    assert found.interval.lower == pytest.approx(100 * expected.lower)
    assert found.interval.upper == pytest.approx(100 * expected.upper)


def test_area_in_part_brings_as_much_of_its_people(town: AreaRegister) -> None:
    shares = {"102": 0.5, "103": 1.0}
    assert give(town, PEOPLE, shares, "people").value == 200
    found = give(town, [*PEOPLE, *SHARES], shares, "share")
    # (50 · 150 + 30 · 50) / 200
    assert found.value == pytest.approx(45)
    assert found.parts == (OwnPart("102", 0.5, 50, 150), OwnPart("103", 1.0, 30, 50))
    rows = [*primary("passed", 60, 90, 20, 20, 30), *primary("failed", 40, 10, 20, 20, 30)]
    ratio = give(town, rows, shares, "pass_rate")
    # 45 + 20 of 50 + 40 pupils.
    assert ratio.value == pytest.approx(100 * 65 / 90)
    assert ratio.quality is Quality.APPROXIMATE
    assert ratio.approximate


def test_two_halves_are_the_whole(town: AreaRegister) -> None:
    rows = [*PEOPLE, *SHARES]
    halves = dict.fromkeys(PRIMARY, 0.5)
    assert give(town, rows, halves, "people").value == 250
    city = give(town, rows, whole(*PRIMARY), "share")
    assert give(town, rows, halves, "share").value == pytest.approx(city.value)


def test_share_of_one_area_has_its_value_and_is_approximate(town: AreaRegister) -> None:
    found = give(town, [*PEOPLE, *SHARES], {"102": 0.25}, "share")
    assert found.value == 50
    assert found.same_as is None
    assert found.approximate


def test_median_is_refused_but_for_areas_that_are_there(town: AreaRegister) -> None:
    rows = [
        *primary("median", 10, 50, 30, 40, 90),
        *on_level("median", "intermediate_area", {"10": 37}),
    ]
    assert give(town, rows, whole("102"), "median").value == 50
    assert give(town, rows, whole("101", "102"), "median").value == 37
    for shares in (whole("102", "103"), {"102": 0.5}, whole(*PRIMARY)):
        found = give(town, rows, shares, "median")
        assert found.value is None
        assert found.reason is Refusal.NOT_ADDED_UP


def test_area_that_is_there_has_its_own_value(town: AreaRegister) -> None:
    # A published value is not what its parts add up to.
    rows = [*PEOPLE, *on_level("people", "city_area", {"01": 460, "02": 55})]
    found = give(town, rows, whole("101", "102", "103"), "people")
    assert found.value == 460
    assert found.quality is Quality.PUBLISHED
    assert found.same_as is not None
    assert found.same_as.code == "01"
    assert found.parts == ()
    assert found.covered == 1.0


def test_published_interval_is_that_of_the_own_value(town: AreaRegister) -> None:
    table = make_table([*PEOPLE, *SHARES])
    frame = table.observations.assign(lower=1.0, upper=99.0)
    found = give(town, replace(table, observations=frame), whole("101"), "share")
    assert found.interval == (1.0, 99.0)


def test_count_needs_every_piece(town: AreaRegister) -> None:
    rows = primary("people", 100, None, 50, 20, 30)
    found = give(town, rows, whole("102", "103"), "people")
    assert found.value is None
    assert found.reason is Refusal.PARTS_MISSING
    assert found.uncovered == (("102", Uncovered.NO_FIGURE),)
    assert found.covered == 0


def test_share_is_of_those_who_are_covered_and_says_so(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("share", None, 50, 30, 40, 90)]
    found = give(town, rows, whole("101", "102", "202"), "share")
    # 101 with 100 of 430 people has no figure: (50 · 300 + 90 · 30) / 330
    assert found.value == pytest.approx(17_700 / 330)
    assert found.covered == pytest.approx(330 / 430)
    assert found.uncovered == (("101", Uncovered.NO_FIGURE),)


def test_value_of_less_than_half_of_the_people_is_refused(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("share", 10, None, 30, 40, 90)]
    found = give(town, rows, whole("101", "102", "202"), "share")
    assert found.value is None
    assert found.reason is Refusal.PARTS_MISSING
    assert found.uncovered == (("102", Uncovered.NO_FIGURE),)


def test_weights_of_the_nearest_period_are_told(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("exact_share", 10, 50, 30, 40, 90, period="2022")]
    found = give(town, rows, whole("102", "103"), "exact_share", "2022")
    assert found.value == pytest.approx(16_500 / 350)
    assert found.quality is Quality.APPROXIMATE
    assert found.weights_of == "2024"
    assert found.note == "computed here: mean weighted by people of 2024, 2 primary areas"


def test_weights_more_than_two_years_away_are_not_used(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("share", 10, 50, 30, 40, 90, period="2021")]
    found = give(town, rows, whole("102", "103"), "share", "2021")
    assert found.value is None
    assert found.reason is Refusal.NO_WEIGHT


def test_weights_of_the_period_come_first(town: AreaRegister) -> None:
    rows = [*PEOPLE, *SHARES, *primary("people", 1, 1, 1, 1, 1, period="2023")]
    assert give(town, rows, whole("102", "103"), "share").value == pytest.approx(16_500 / 350)


def test_weights_that_most_pieces_have_are_taken(town: AreaRegister) -> None:
    rows = [*primary("people", 100, 300, None, 20, 30), *SHARES]
    rows += primary("people", None, None, None, 20, 30, period="2023")
    rows += primary("people", 100, 200, 50, 20, 30, period="2020")
    # One of two in 2024, none in 2023; 2020 is too far for weights, but tells who is covered.
    found = give(town, rows, whole("102", "103"), "share")
    assert (found.value, found.weights_of) == (50, "2024")
    assert found.uncovered == (("103", Uncovered.NO_WEIGHT),)
    assert found.covered == pytest.approx(200 / 250)
    rows += primary("people", 100, 100, 100, 20, 30, period="2022")
    found = give(town, rows, whole("102", "103"), "share")
    assert (found.value, found.weights_of) == (40, "2022")


def test_people_of_two_areas_together_are_no_weight(town: AreaRegister) -> None:
    rows = [*primary("people", None, None, 50, 20, 30), *SHARES]
    rows += [Row("people", "primary_area", code, 400, quality="union") for code in ("101", "102")]
    table = with_note(make_table(rows), "value for the union 101+102")
    found = give(town, table, whole("101", "102", "202"), "share")
    assert found.value is None
    assert found.uncovered == (("101", Uncovered.NO_WEIGHT), ("102", Uncovered.NO_WEIGHT))


def test_shared_figure_counts_only_with_all_who_share_it(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("share", None, None, 30, 40, 90), *share_union(50, "101", "102")]
    table = with_note(make_table(rows), "value for the union 101+102")
    both = give(town, table, whole("101", "102", "202"), "share")
    assert both.value == pytest.approx((50 * 400 + 90 * 30) / 430)
    assert both.covered == 1.0
    halves = give(town, table, {"101": 0.5, "102": 0.5, "202": 1}, "share")
    assert halves.value == pytest.approx((50 * 200 + 90 * 30) / 230)
    uneven = give(town, table, {"101": 1, "102": 0.5, "202": 1}, "share")
    assert uneven.uncovered == (("101", Uncovered.SHARED), ("102", Uncovered.SHARED))
    assert uneven.value is None
    one = give(town, table, whole("101", "103", "201", "202"), "share")
    assert one.uncovered == (("101", Uncovered.SHARED),)
    assert one.value == pytest.approx((30 * 50 + 40 * 20 + 90 * 30) / 100)
    assert one.covered == 0.5
    # An area alone has the figure as it is published for it.
    alone = give(town, table, whole("101"), "share")
    assert (alone.value, alone.quality) == (50, Quality.UNION)


def test_shared_count_is_not_added(town: AreaRegister) -> None:
    rows = [
        *primary("people", None, None, 50, 20, 30),
        *[Row("people", "primary_area", code, 400, quality="union") for code in ("101", "102")],
    ]
    table = with_note(make_table(rows), "value for the union 101+102")
    found = give(town, table, whole("101", "102", "202"), "people")
    assert found.value is None
    assert found.uncovered == (("101", Uncovered.SHARED), ("102", Uncovered.SHARED))


def test_whole_areas_of_a_coarser_level_are_used_where_finer_ones_have_none(
    town: AreaRegister,
) -> None:
    rows = on_level("people", "intermediate_area", {"10": 400, "11": 50, "20": 55})
    found = give(town, rows, whole("103", "201", "202"), "people")
    assert found.value == 105
    assert found.level is AreaLevel.INTERMEDIATE_AREA
    assert [part.code for part in found.parts] == ["11", "20"]
    cut = give(town, rows, whole("102", "103"), "people")
    assert cut.value is None
    assert cut.reason is Refusal.LEVELS_DO_NOT_NEST


def test_coarser_level_fills_what_finer_ones_lack(town: AreaRegister) -> None:
    coarse = on_level("people", "intermediate_area", {"10": 400, "11": 50, "20": 55})
    rows = [*primary("people", 100, 300, 50, None, 30), *coarse]
    found = give(town, rows, whole("103", "201", "202"), "people")
    assert (found.value, found.level) == (105, AreaLevel.INTERMEDIATE_AREA)


def test_no_figures_anywhere_is_the_reason(town: AreaRegister) -> None:
    for shares in (whole("101"), whole("102", "103"), {"102": 0.5}):
        assert give(town, PEOPLE, shares, "median").reason is Refusal.NO_FIGURES
        assert give(town, PEOPLE, shares, "people", "1999").reason is Refusal.NO_FIGURES


def test_sources_of_weights_are_named(town: AreaRegister) -> None:
    rows = [*(row._replace(source_id="other") for row in PEOPLE), *SHARES]
    found = give(town, rows, whole("102", "103"), "share")
    assert found.source_ids == ("office", "other")


def test_unknown_indicator_is_an_error(town: AreaRegister) -> None:
    with pytest.raises(KeyError, match="no indicator"):
        give(town, PEOPLE, whole("101"), "nothing")


# 101 has 5 pupils and is withheld; so is 102, which would give it away.
PASSED, FAILED = (3, 12, 40, 30, 20), (2, 8, 10, 20, 30)
RESIDENTS = primary("population", 100, 100, 300, 200, 200)
RATES = primary("pass_rate", 60, 60, 80, 60, 40)


def test_withheld_piece_is_not_covered(town: AreaRegister) -> None:
    counts = [*primary("passed", *PASSED), *primary("failed", *FAILED)]
    table = make_withheld([*RESIDENTS, *RATES, *counts])
    found = give(town, table, whole("102", "103"), "pass_rate")
    # Of 103 alone: 40 of 50; there live 300 of 400.
    assert found.value == pytest.approx(80)
    assert found.covered == pytest.approx(0.75)
    assert found.uncovered == (("102", Uncovered.WITHHELD),)
    assert [part.code for part in found.parts] == ["103"]
    for shares in (whole("101"), whole("102"), {"101": 0.5}, {"101": 0.5, "102": 0.5}):
        hidden = give(town, table, shares, "pass_rate")
        assert hidden.value is None
        assert hidden.status is Status.SUPPRESSED
        assert hidden.reason is None
        assert hidden.interval is None
    assert give(town, table, whole("101", "103"), "passed").value is None


def test_counts_that_are_public_do_not_make_a_withheld_share_again(town: AreaRegister) -> None:
    rows = [*RATES, *primary("passed", *PASSED), *primary("failed", *FAILED)]
    found = give(town, make_table(rows), {"101": 0.9, "103": 1.0}, "pass_rate")
    assert found.uncovered == (("101", Uncovered.WITHHELD),)
    assert found.value == pytest.approx(80)


def test_withheld_values_leave_no_trace(town: AreaRegister) -> None:
    """
    Two towns that differ only in withheld values have the same values for every area of one's own.

    In both 101 and 102 together have 15 pupils who passed and 10 who did not.
    """
    one = [*RESIDENTS, *RATES, *primary("passed", *PASSED), *primary("failed", *FAILED)]
    other = [
        *RESIDENTS,
        *primary("pass_rate", 20, 70, 80, 60, 40),
        *primary("passed", 1, 14, *PASSED[2:]),
        *primary("failed", 4, 6, *FAILED[2:]),
    ]
    first, second = make_withheld(one), make_withheld(other)
    for count in range(1, 6):
        for codes in combinations(PRIMARY, count):
            for share in (1.0, 0.5):
                for name in ("pass_rate", "passed", "failed"):
                    shares = {code: share if code == codes[0] else 1.0 for code in codes}
                    assert give(town, first, shares, name) == give(town, second, shares, name)


def test_share_of_an_area_with_too_few_people_behind_it_is_withheld(town: AreaRegister) -> None:
    counts = [*primary("passed", *PASSED), *primary("failed", *FAILED)]
    table = make_withheld([*RESIDENTS, *RATES, *counts])
    # 50 pupils in 103: a tenth of them is under ten, a fifth is not.
    assert give(town, table, {"103": 0.1}, "pass_rate").status is Status.SUPPRESSED
    assert give(town, table, {"103": 0.1}, "passed").status is Status.SUPPRESSED
    assert give(town, table, {"103": 0.2}, "pass_rate").value == pytest.approx(80)


def test_trend_has_every_period_oldest_first(town: AreaRegister) -> None:
    table = make_table([*PEOPLE, *primary("people", 1, 2, 3, 4, None, period="2023")])
    own = make_own_area("Own", whole("102", "103"), known=PRIMARY)
    found = trend_own(table, town, own, "people")
    assert {period: value.value for period, value in found.items()} == {"2023": 5, "2024": 350}
    assert list(found) == ["2023", "2024"]


def every_pair(table: IndicatorTable) -> list[tuple[str, str]]:
    return [(name, period) for name in table.definitions for period in table.periods(name)]


def make_whole(areas: AreaRegister, codes: Iterable[str]) -> OwnArea:
    return make_own_area("Own", dict.fromkeys(codes, 1.0), known=areas.codes(P))


def test_all_primary_areas_have_the_citys_own_values(
    gothenburg: AreaRegister, table: IndicatorTable
) -> None:
    """With every indicator and period, none included."""
    own = make_whole(gothenburg, gothenburg.codes(P))
    for name, period in every_pair(table):
        definition = table.definitions[name]
        city = find_figures(table, gothenburg, definition, AreaLevel.MUNICIPALITY, period)
        found = aggregate_own(table, gothenburg, own, name, period)
        figure = city.figures.get("1480")
        assert found.value == (None if figure is None else figure.value)
        assert found.reason is city.refusal
        assert found.same_as is not None
        assert found.same_as.code == "1480"
        assert found.covered == (1.0 if found.value is not None else 0.0)


@pytest.mark.parametrize("level", [P, AreaLevel.INTERMEDIATE_AREA, AreaLevel.CITY_AREA])
def test_area_made_of_one_has_that_areas_values(
    gothenburg: AreaRegister, table: IndicatorTable, level: AreaLevel
) -> None:
    """With every indicator and period; what is withheld stays so."""
    withheld = 0
    owns = {
        code: make_whole(gothenburg, gothenburg.children(level, code, P))
        for code in gothenburg.codes(level)
    }
    for name, period in every_pair(table):
        figures = find_figures(table, gothenburg, table.definitions[name], level, period).figures
        for code, own in owns.items():
            found = aggregate_own(table, gothenburg, own, name, period)
            figure = figures.get(code)
            if figure is not None and figure.status is Status.SUPPRESSED:
                withheld += 1
                assert (found.value, found.status) == (None, Status.SUPPRESSED)
            elif figure is not None and figure.value is not None:
                assert found.value == figure.value
                # An intermediate area of one primary area has its value as that is published.
                assert found.quality == figure.quality or len(own.codes) == 1
            elif found.value is not None:
                # Another level, made of the same primary area, has a value.
                assert found.level is not level
                assert len(own.codes) == 1
    assert (withheld > 0) == (level is P)


def test_means_of_two_areas_lie_between_theirs(
    gothenburg: AreaRegister, table: IndicatorTable
) -> None:
    codes = gothenburg.codes(P)
    for name, period in every_pair(table):
        for first, second in zip(codes[::7], codes[3::7], strict=False):
            own = make_own_area("Own", {first: 1.0, second: 0.37}, known=codes)
            found = aggregate_own(table, gothenburg, own, name, period)
            values = [part.value for part in found.parts]
            if found.value is None:
                assert found.reason is not None or found.status is Status.SUPPRESSED
            elif table.definitions[name].aggregation == "sum":
                assert found.value == pytest.approx(values[0] + 0.37 * values[1])
            else:
                assert min(values) - 1e-9 <= found.value <= max(values) + 1e-9
