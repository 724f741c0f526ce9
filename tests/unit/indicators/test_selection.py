import math
import time

import pandas as pd
import pytest

from geodata.areas import AreaLevel, AreaRegister
from indicators.selection import (
    CityValue,
    Combination,
    NotAvailable,
    Refusal,
    Selection,
    combinations,
    nearest,
    select,
    trend,
)
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import Row, make_table, on_level, primary

MUNICIPALITY, CITY, INTERMEDIATE, PRIMARY, DISTRICT = (
    AreaLevel.MUNICIPALITY,
    AreaLevel.CITY_AREA,
    AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.PRIMARY_AREA,
    AreaLevel.DISTRICT_2011,
)


def test_every_area_of_the_level_has_a_row_in_order_of_codes(town: AreaRegister) -> None:
    rows = [
        *primary("people", 100, None, 50, None, 30),
        Row("people", "primary_area", "201", None, status="not_applicable"),
    ]
    found = select(make_table(rows), town, Selection("people", PRIMARY, "2024"))
    assert list(found.frame.index) == ["101", "102", "103", "201", "202"]
    assert found.frame.index.name == "area_code"
    assert found.frame.index.dtype == "str"
    assert list(found.frame.columns) == [
        *("value", "status", "quality", "source_id", "note"),
        *("lower", "upper", "denominator"),
    ]
    assert found.frame["value"].dtype == "float64"
    statuses = ["ok", "missing", "ok", "not_applicable", "ok"]
    assert list(found.frame["status"]) == statuses
    assert list(found.frame["value"].isna()) == [status != "ok" for status in statuses]
    assert list(found.frame["quality"]) == ["published", None, "published", None, "published"]
    assert list(found.frame["source_id"]) == ["office", "", "office", "office", "office"]
    assert found.reasons == {"102": Refusal.NO_FIGURES}
    assert not found.computed


def test_city_value_is_the_published_one_where_there_is_one(town: AreaRegister) -> None:
    rows = [
        *primary("people", 100, 300, 50, 20, 30),
        *on_level("people", "municipality", {"9999": 512}),
    ]
    found = select(make_table(rows), town, Selection("people", PRIMARY, "2024"))
    assert found.city == CityValue(512, "published", "office", "", computed=False)
    assert found.city_reason is None


def test_city_value_is_computed_where_none_is_published(town: AreaRegister) -> None:
    rows = primary("people", 100, 300, 50, 20, 30)
    found = select(make_table(rows), town, Selection("people", PRIMARY, "2024"))
    note = "computed here: sum, 5 primary areas"
    assert found.city == CityValue(500, "derived", "office", note, computed=True)


def test_city_without_a_value_says_why(town: AreaRegister) -> None:
    found = select(
        make_table(primary("median", 10, 50, 30, 40, 90)),
        town,
        Selection("median", PRIMARY, "2024"),
    )
    assert found.city is None
    assert found.city_reason is Refusal.NOT_ADDED_UP


def test_selecting_what_is_not_there_says_why(town: AreaRegister) -> None:
    table = make_table(primary("median", 10, 50, 30, 40, 90))
    with pytest.raises(NotAvailable, match=r"median has no values for city_area in 2024") as caught:
        select(table, town, Selection("median", CITY, "2024"))
    assert caught.value.reason is Refusal.NOT_ADDED_UP
    with pytest.raises(NotAvailable) as caught:
        select(table, town, Selection("median", PRIMARY, "2023"))
    assert caught.value.reason is Refusal.NO_FIGURES


def test_unknown_indicator_is_named(town: AreaRegister) -> None:
    table = make_table(primary("people", 1, 1, 1, 1, 1))
    with pytest.raises(KeyError, match="'height'"):
        select(table, town, Selection("height", PRIMARY, "2024"))
    with pytest.raises(KeyError, match="'height'"):
        combinations(table, town, "height")
    with pytest.raises(KeyError, match="'height'"):
        trend(table, town, "height", PRIMARY)


def test_selecting_does_not_change_the_table(town: AreaRegister) -> None:
    table = make_table(primary("people", 100, 300, 50, 20, 30))
    before = table.observations.copy()
    found = select(table, town, Selection("people", PRIMARY, "2024"))
    found.frame["value"] = 0.0
    again = select(table, town, Selection("people", PRIMARY, "2024"))
    assert list(again.frame["value"]) == [100, 300, 50, 20, 30]
    pd.testing.assert_frame_equal(table.observations, before)


def test_combinations_list_every_level_with_every_period_of_the_indicator(
    town: AreaRegister,
) -> None:
    rows = [
        *primary("people", 100, 300, 50, 20, 30, period="2023"),
        *on_level("people", "city_area", {"01": 450, "02": 50}, period="2024"),
    ]
    none = Refusal.NO_FIGURES
    assert combinations(make_table(rows), town, "people") == (
        Combination(MUNICIPALITY, "2023", available=True, computed=True, reason=None),
        Combination(MUNICIPALITY, "2024", available=True, computed=True, reason=None),
        Combination(CITY, "2023", available=True, computed=True, reason=None),
        Combination(CITY, "2024", available=True, computed=False, reason=None),
        Combination(INTERMEDIATE, "2023", available=True, computed=True, reason=None),
        Combination(INTERMEDIATE, "2024", available=False, computed=False, reason=none),
        Combination(PRIMARY, "2023", available=True, computed=False, reason=None),
        Combination(PRIMARY, "2024", available=False, computed=False, reason=none),
        Combination(DISTRICT, "2023", available=True, computed=True, reason=None),
        Combination(DISTRICT, "2024", available=False, computed=False, reason=none),
    )


def test_nearest_keeps_a_wish_that_exists(town: AreaRegister) -> None:
    table = make_table(
        primary("people", 1, 1, 1, 1, 1, period="2020") + primary("people", 1, 1, 1, 1, 1)
    )
    assert nearest(table, town, "people", level=PRIMARY, period="2020") == Selection(
        "people", PRIMARY, "2020"
    )


@pytest.mark.parametrize("wish", [None, "1999"])
def test_nearest_takes_the_newest_period_of_the_level(town: AreaRegister, wish: str | None) -> None:
    table = make_table(
        primary("people", 1, 1, 1, 1, 1, period="2020") + primary("people", 1, 1, 1, 1, 1)
    )
    found = nearest(table, town, "people", level=CITY, period=wish)
    assert found == Selection("people", CITY, "2024")


def test_nearest_goes_to_another_level_and_keeps_the_period_there(town: AreaRegister) -> None:
    rows = [
        *on_level("people", "city_area", {"01": 450, "02": 50}, period="2023"),
        *on_level("people", "city_area", {"01": 450, "02": 50}, period="2024"),
    ]
    found = nearest(make_table(rows), town, "people", level=PRIMARY, period="2023")
    assert found == Selection("people", CITY, "2023")


def test_nearest_looks_at_finer_levels_first(town: AreaRegister) -> None:
    table = make_table(
        primary("median", 10, 50, 30, 40, 90) + on_level("median", "municipality", {"9999": 45})
    )
    found = nearest(table, town, "median", level=CITY, period=None)
    assert found == Selection("median", PRIMARY, "2024")


def test_nearest_gives_up_when_there_is_nothing(town: AreaRegister) -> None:
    table = make_table(primary("people", 1, 1, 1, 1, 1))
    with pytest.raises(NotAvailable):
        nearest(table, town, "median", level=CITY, period="2024")


def test_trend_puts_periods_side_by_side_oldest_first(town: AreaRegister) -> None:
    rows = [
        *primary("people", 100, 300, 50, 20, 30),
        *primary("people", 90, None, 40, 10, 20, period="2014"),
    ]
    found = trend(make_table(rows), town, "people", INTERMEDIATE)
    assert list(found.columns) == ["2014", "2024"]
    assert (found.index.name, found.columns.name) == ("area_code", "period")
    assert list(found.index) == ["10", "11", "20"]
    assert list(found["2024"]) == [400, 50, 50]
    assert math.isnan(found["2014"].to_list()[0])
    assert found["2014"].to_list()[1:] == [40, 30]


def test_trend_withholds_what_select_withholds(town: AreaRegister) -> None:
    rows = [
        *primary("passed", 5, 9, 30, 20, 40),
        *primary("failed", 5, 0, 10, 0, 10),
        *primary("pass_rate", 50, 100, 75, 100, 80),
    ]
    table = make_table(rows)
    found = trend(table, town, "pass_rate", PRIMARY)["2024"]
    selected = select(table, town, Selection("pass_rate", PRIMARY, "2024"))
    # 102 has nine pupils; 101 would give them away.
    assert found[["101", "102"]].isna().all()
    assert found.drop(["101", "102"]).tolist() == [75, 100, 80]
    pd.testing.assert_series_equal(found, selected.frame["value"], check_names=False)


def test_city_series_is_the_trend_of_the_municipality(town: AreaRegister) -> None:
    rows = [
        *primary("people", 100, 300, 50, 20, 30),
        *on_level("people", "municipality", {"9999": 400}, period="2014"),
    ]
    found = trend(make_table(rows), town, "people", MUNICIPALITY)
    assert found.loc["9999"].to_dict() == {"2014": 400, "2024": 500}


def refusal(
    table: IndicatorTable, areas: AreaRegister, indicator_id: str, level: AreaLevel, period: str
) -> Refusal | None:
    return next(
        found.reason
        for found in combinations(table, areas, indicator_id)
        if (found.level, found.period) == (level, period)
    )


@pytest.mark.parametrize(
    ("indicator_id", "level", "period", "reason"),
    [
        ("median_income", INTERMEDIATE, "2022", Refusal.NOT_ADDED_UP),
        ("median_income", MUNICIPALITY, "2022", Refusal.NOT_ADDED_UP),
        ("mean_wage_income", CITY, "2023", Refusal.PARTS_MISSING),
        ("mean_wage_income", MUNICIPALITY, "2023", Refusal.PARTS_MISSING),
        ("turnout_municipal", DISTRICT, "2022", Refusal.LEVELS_DO_NOT_NEST),
        ("turnout_municipal", PRIMARY, "2022", Refusal.NO_FIGURES),
        ("reported_crimes", PRIMARY, "2024", Refusal.NO_FIGURES),
        ("stayers_share", DISTRICT, "2024-2025", Refusal.NO_WEIGHT),
        ("owned_dwellings_share", CITY, "2022", Refusal.NO_WEIGHT),
    ],
)
def test_refusals_of_the_built_in_figures(
    table: IndicatorTable,
    gothenburg: AreaRegister,
    indicator_id: str,
    level: AreaLevel,
    period: str,
    reason: Refusal,
) -> None:
    assert refusal(table, gothenburg, indicator_id, level, period) is reason


def test_hogsbo_without_figures_leaves_its_district_without_a_population(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    found = select(table, gothenburg, Selection("population", DISTRICT, "2024"))
    assert found.reasons == {"136": Refusal.PARTS_MISSING}
    assert found.frame["status"].value_counts().to_dict() == {"ok": 9, "missing": 1}


PUPILS = (
    "upper_secondary_eligible",
    "upper_secondary_eligible_count",
    "upper_secondary_not_eligible_count",
)
OUT_OF_WORK = ("open_unemployed_share", "open_unemployed_count")


@pytest.mark.parametrize(
    ("indicators", "too_few", "neighbours"),
    [
        # 516 and 514 lie in one intermediate area and have five pupils together.
        (PUPILS, ["102", "514", "516", "605", "707"], ["101", "512", "602", "704"]),
        (OUT_OF_WORK, ["516", "707"], ["514", "704"]),
    ],
)
def test_areas_with_too_few_people_are_withheld_with_a_neighbour(
    table: IndicatorTable,
    gothenburg: AreaRegister,
    indicators: tuple[str, ...],
    too_few: list[str],
    neighbours: list[str],
) -> None:
    for indicator in indicators:
        frame = select(table, gothenburg, Selection(indicator, PRIMARY, "2022")).frame
        withheld = frame.index[frame["status"] == "suppressed"]
        assert list(withheld) == sorted([*too_few, *neighbours])
        # The data have a figure for every other area, and for all above.
        assert (frame.drop(withheld)["status"] == "ok").all()
        for level in (MUNICIPALITY, CITY, INTERMEDIATE, DISTRICT):
            above = select(table, gothenburg, Selection(indicator, level, "2022")).frame
            assert (above["status"] == "ok").all()


def test_combinations_of_all_indicators_are_quick(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    for indicator in table.definitions:
        combinations(table, gothenburg, indicator)
    started = time.process_time()
    for indicator in table.definitions:
        combinations(table, gothenburg, indicator)
    # About 0.02 s; ten times that, so that a busy machine does not fail the build.
    assert time.process_time() - started < 0.2


def test_built_in_map_of_the_first_page_has_94_values(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    found = select(table, gothenburg, Selection("low_economic_standard", PRIMARY, "2024"))
    assert found.frame["status"].value_counts().to_dict() == {"ok": 94, "missing": 2}
    assert set(found.reasons) == {"516", "707"}


def test_every_combination_that_is_offered_can_be_selected(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    for indicator_id in table.definitions:
        for offer in combinations(table, gothenburg, indicator_id):
            selection = Selection(indicator_id, offer.level, offer.period)
            assert offer.available == (offer.reason is None)
            if not offer.available:
                with pytest.raises(NotAvailable) as caught:
                    select(table, gothenburg, selection)
                assert caught.value.reason is offer.reason
                continue
            found = select(table, gothenburg, selection)
            frame = found.frame
            assert tuple(frame.index) == gothenburg.codes(offer.level)
            assert (frame["value"].isna() == (frame["status"] != "ok")).all()
            assert (frame["quality"].isna() == (frame["status"] != "ok")).all()
            assert set(found.source_ids) <= set(table.sources)
            assert (found.city is None) == (found.city_reason is not None)


def test_selecting_is_quick_enough_for_a_slider(
    table: IndicatorTable, gothenburg: AreaRegister
) -> None:
    selection = Selection("upper_secondary_eligible", PRIMARY, "2022")
    select(table, gothenburg, selection)
    started = time.process_time()
    for _ in range(20):
        select(table, gothenburg, selection)
    # The aim is 5 ms each; four times that, so that a busy machine does not fail the build.
    assert (time.process_time() - started) / 20 < 0.02
