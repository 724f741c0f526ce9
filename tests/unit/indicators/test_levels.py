"""Which level is computed from which, and what is refused; every figure is made up."""

from dataclasses import replace

import pytest

from geodata.areas import AreaLevel, AreaRegister
from indicators.definitions import IndicatorDefinition
from indicators.levels import WITHHELD, LevelFigures, find_figures, find_withheld, resolve
from indicators.selection import Refusal
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import DEFINITIONS, Row, make_table, on_level, primary

MUNICIPALITY, CITY, INTERMEDIATE, PRIMARY, DISTRICT = (
    AreaLevel.MUNICIPALITY,
    AreaLevel.CITY_AREA,
    AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.PRIMARY_AREA,
    AreaLevel.DISTRICT_2011,
)
PEOPLE = primary("people", 100, 300, 50, 20, 30)
SHARE_WITH_BASE: IndicatorDefinition = replace(
    DEFINITIONS["pass_rate"], smallest_base=50, base=("people",)
)


def find(
    table: IndicatorTable,
    town: AreaRegister,
    indicator_id: str,
    level: AreaLevel,
    period: str = "2024",
) -> LevelFigures:
    return find_figures(table, town, table.definitions[indicator_id], level, period)


def with_counts_of_the_same_base(rows: list[Row]) -> IndicatorTable:
    """Put rows into a table in which the counts are withheld where their share is."""
    counts = {
        name: replace(DEFINITIONS[name], smallest_base=10, base=("passed", "failed"))
        for name in ("passed", "failed")
    }
    return replace(make_table(rows), definitions={**DEFINITIONS, **counts})


def values(found: LevelFigures) -> dict[str, float | None]:
    return {code: figure.value for code, figure in found.figures.items()}


def qualities(found: LevelFigures) -> set[str | None]:
    return {figure.quality for figure in found.figures.values()}


def test_published_level_is_taken_as_it_stands(town: AreaRegister) -> None:
    table = make_table([*PEOPLE, *on_level("people", "city_area", {"01": 460, "02": 55})])
    found = find(table, town, "people", CITY)
    assert values(found) == {"01": 460, "02": 55}
    assert not found.computed
    assert qualities(found) == {"published"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (INTERMEDIATE, {"10": 400, "11": 50, "20": 50}),
        (CITY, {"01": 450, "02": 50}),
        (DISTRICT, {"131": 420, "132": 80}),
        (MUNICIPALITY, {"9999": 500}),
    ],
)
def test_counts_are_added_up_to_every_level(
    town: AreaRegister, level: AreaLevel, expected: dict[str, float]
) -> None:
    found = find(make_table(PEOPLE), town, "people", level)
    assert values(found) == expected
    assert found.computed
    assert qualities(found) == {"derived"}
    assert not found.reasons


def test_computed_and_published_values_never_mix(town: AreaRegister) -> None:
    table = make_table([*PEOPLE, *on_level("people", "city_area", {"01": 450})])
    found = find(table, town, "people", CITY)
    assert values(found) == {"01": 450}
    assert not found.computed
    assert found.reasons == {"02": Refusal.NO_FIGURES}


def test_row_that_says_missing_keeps_its_level_from_being_computed(town: AreaRegister) -> None:
    gone = [Row("people", "city_area", code, None, status="missing") for code in ("01", "02")]
    found = find(make_table([*PEOPLE, *gone]), town, "people", CITY)
    assert not found.available
    assert found.reasons == {"01": Refusal.NO_FIGURES, "02": Refusal.NO_FIGURES}


def test_area_with_a_missing_part_is_refused_alone(town: AreaRegister) -> None:
    found = find(make_table(primary("people", 100, None, 50, 20, 30)), town, "people", INTERMEDIATE)
    assert values(found) == {"11": 50, "20": 50}
    assert found.reasons == {"10": Refusal.PARTS_MISSING}
    assert found.refusal is None


def test_part_without_people_and_without_value_is_not_left_out(town: AreaRegister) -> None:
    rows = [*primary("people", 100, 0, 50, 20, 30), *primary("share", 10, None, 30, 40, 50)]
    found = find(make_table(rows), town, "share", INTERMEDIATE)
    assert found.reasons == {"10": Refusal.PARTS_MISSING}


def test_finest_level_with_figures_is_the_one_that_is_added_up(town: AreaRegister) -> None:
    # The intermediate areas would give 999 + 50 + 50, the primary areas give 500.
    coarse = on_level("people", "intermediate_area", {"10": 999, "11": 50, "20": 50})
    found = find(make_table([*PEOPLE, *coarse]), town, "people", MUNICIPALITY)
    assert values(found) == {"9999": 500}


def test_municipality_is_computed_from_city_areas_where_they_are_the_finest(
    town: AreaRegister,
) -> None:
    found = find(
        make_table(on_level("people", "city_area", {"01": 450, "02": 50})),
        town,
        "people",
        MUNICIPALITY,
    )
    assert values(found) == {"9999": 500}
    assert found.figures["9999"].note == "computed here: sum, 2 city areas"


def test_shares_are_weighted_by_people_and_approximate(town: AreaRegister) -> None:
    # Intermediate area 10: (10 · 100 + 50 · 300) / 400 = 40
    rows = [*PEOPLE, *primary("share", 10, 50, 30, 40, 90)]
    found = find(make_table(rows), town, "share", INTERMEDIATE)
    assert values(found) == {"10": 40, "11": 30, "20": 70}
    assert qualities(found) == {"approximate"}
    assert found.figures["10"].note == "computed here: mean weighted by people, 2 primary areas"
    assert found.figures["11"].note == "computed here: mean weighted by people, 1 primary area"


def test_share_of_the_very_weight_is_derived(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("exact_share", 10, 50, 30, 40, 90)]
    found = find(make_table(rows), town, "exact_share", CITY)
    # (10 · 100 + 50 · 300 + 30 · 50) / 450 and (40 · 20 + 90 · 30) / 50
    assert values(found) == {"01": pytest.approx(17_500 / 450), "02": 70}
    assert qualities(found) == {"derived"}


def test_weights_of_another_period_are_not_used(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("share", 10, 50, 30, 40, 90, period="2023")]
    found = find(make_table(rows), town, "share", INTERMEDIATE, "2023")
    assert set(found.reasons.values()) == {Refusal.NO_WEIGHT}
    assert found.refusal is Refusal.NO_WEIGHT
    assert not found.computed


def test_weight_that_lacks_one_part_refuses_that_area_alone(town: AreaRegister) -> None:
    rows = [*primary("people", 100, None, 50, 20, 30), *primary("share", 10, 50, 30, 40, 90)]
    found = find(make_table(rows), town, "share", INTERMEDIATE)
    assert values(found) == {"11": 30, "20": 70}
    assert found.reasons == {"10": Refusal.NO_WEIGHT}


def test_medians_are_never_averaged(town: AreaRegister) -> None:
    rows = [*PEOPLE, *primary("median", 10, 50, 30, 40, 90)]
    found = find(make_table(rows), town, "median", CITY)
    assert found.figures == {}
    assert found.refusal is Refusal.NOT_ADDED_UP


def test_districts_are_not_computed_from_areas_that_cut_across_them(town: AreaRegister) -> None:
    rows = on_level("people", "intermediate_area", {"10": 400, "11": 50, "20": 50})
    found = find(make_table(rows), town, "people", DISTRICT)
    assert found.refusal is Refusal.LEVELS_DO_NOT_NEST


@pytest.mark.parametrize("level", [INTERMEDIATE, PRIMARY, DISTRICT])
def test_nothing_is_spread_downwards(town: AreaRegister, level: AreaLevel) -> None:
    rows = on_level("people", "city_area", {"01": 450, "02": 50})
    assert find(make_table(rows), town, "people", level).refusal is Refusal.NO_FIGURES


def test_unknown_period_has_no_figures(town: AreaRegister) -> None:
    found = find(make_table(PEOPLE), town, "people", PRIMARY, "1999")
    assert found.refusal is Refusal.NO_FIGURES


def test_value_that_two_areas_share_is_not_added_up(town: AreaRegister) -> None:
    shared = on_level("people", "primary_area", {"201": 50, "202": 50}, quality="union")
    found = find(make_table([*PEOPLE[:3], *shared]), town, "people", CITY)
    assert values(found) == {"01": 450}
    assert found.reasons == {"02": Refusal.PARTS_MISSING}


def test_value_that_two_areas_share_may_be_averaged(town: AreaRegister) -> None:
    shared = on_level("exact_share", "primary_area", {"201": 80, "202": 80}, quality="union")
    rows = [*PEOPLE, *primary("exact_share", 10, 50, 30, None, None), *shared]
    found = find(make_table(rows), town, "exact_share", CITY)
    assert values(found)["02"] == 80
    assert {code: figure.quality for code, figure in found.figures.items()} == {
        "01": "derived",
        "02": "approximate",
    }


def test_ratio_is_made_of_counts_not_of_the_shares_of_the_parts(town: AreaRegister) -> None:
    # 10: 30 + 10 of 40 + 60 pupils. The shares of the parts are not even there.
    rows = [*primary("passed", 30, 10, 20, 0, 9), *primary("failed", 10, 50, 0, 0, 1)]
    found = find(make_table(rows), town, "pass_rate", INTERMEDIATE)
    assert values(found) == {"10": 40, "11": 100, "20": 90}
    assert qualities(found) == {"derived"}
    assert found.figures["10"].note == (
        "computed here: sum of counts over sum of counts, 2 primary areas"
    )


def test_ratio_without_one_of_its_counts_has_no_figures(town: AreaRegister) -> None:
    found = find(make_table(primary("passed", 30, 10, 20, 0, 9)), town, "pass_rate", CITY)
    assert found.refusal is Refusal.NO_FIGURES


def test_value_with_too_small_a_base_is_withheld(town: AreaRegister) -> None:
    # Pupils: 10, 9 and 40, 20, unknown. Nine are not enough, unknown is shown. Ten would be enough,
    # but with them the nine follow from the intermediate area 10.
    rows = [
        *primary("passed", 5, 9, 30, 20, 7),
        *primary("failed", 5, 0, 10, 0, None),
        *primary("pass_rate", 50, 100, 75, 100, 88),
    ]
    found = find(make_table(rows), town, "pass_rate", PRIMARY)
    statuses = {code: figure.status.value for code, figure in found.figures.items()}
    assert statuses == {
        "101": "suppressed",
        "102": "suppressed",
        "103": "ok",
        "201": "ok",
        "202": "ok",
    }


def test_withheld_figures_all_look_the_same_and_tell_no_number(town: AreaRegister) -> None:
    rows = [
        *primary("passed", 5, 9, 30, 20, 7),
        *primary("failed", 5, 0, 10, 0, 20),
        *primary("pass_rate", 50, 100, 75, 100, 26),
    ]
    found = find(make_table(rows), town, "pass_rate", PRIMARY)
    hidden = {code: each for code, each in found.figures.items() if each.status != "ok"}
    # 102 has too few pupils, 101 would give them away.
    assert set(hidden) == {"101", "102"}
    assert set(hidden.values()) == {WITHHELD}
    assert WITHHELD[:4] == (None, "suppressed", None, "")
    assert WITHHELD[5:] == (None, None, None)
    assert not any(letter.isdigit() for letter in WITHHELD.note)


def test_withheld_area_without_a_row_looks_like_the_others(town: AreaRegister) -> None:
    # Nobody can pass where nobody is: that the share is missing would tell that the count is zero.
    rows = [
        *primary("passed", 15, 0, 30, 20, 7),
        *primary("failed", 5, 0, 10, 0, 20),
        *primary("pass_rate", 75, None, 75, 100, 26),
    ]
    found = find(with_counts_of_the_same_base(rows), town, "pass_rate", PRIMARY)
    assert found.figures["101"] == found.figures["102"] == WITHHELD
    assert found.reasons == {}


def test_indicators_with_the_same_base_are_withheld_together(town: AreaRegister) -> None:
    # The share alone has rows above the primary areas, the counts alone on them.
    rows = [
        *primary("passed", 5, 9, 30, 20, 40),
        *primary("failed", 5, 0, 10, 0, 10),
        *on_level("pass_rate", "intermediate_area", {"10": 74, "11": 75, "20": 86}),
    ]
    table = with_counts_of_the_same_base(rows)
    base = ("passed", "failed")
    assert find_withheld(table, town, base, 10, "2024") == {PRIMARY: {"101", "102"}}
    for name in base:
        figures = find(table, town, name, PRIMARY).figures
        assert [code for code, each in figures.items() if each == WITHHELD] == ["101", "102"]


def test_median_with_too_small_a_base_is_withheld_alone(town: AreaRegister) -> None:
    median = replace(DEFINITIONS["median"], smallest_base=25, base=("people",))
    rows = [*PEOPLE, *primary("median", 1, 2, 3, 4, 5)]
    table = replace(make_table(rows), definitions={**DEFINITIONS, "median": median})
    assert find_withheld(table, town, ("people",), 25, "2024") == {PRIMARY: {"201"}}


def test_area_that_its_publisher_withholds_is_not_given_away(town: AreaRegister) -> None:
    rows = [
        *primary("passed", 15, 29, 30, 20, 7),
        *primary("failed", 5, 5, 10, 10, 20),
        *primary("pass_rate", 75, None, 75, 67, 26),
        Row("pass_rate", "primary_area", "102", None, status="suppressed"),
    ]
    found = find(make_table(rows), town, "pass_rate", PRIMARY)
    assert [code for code, each in found.figures.items() if each == WITHHELD] == ["101", "102"]


def test_base_itself_stays_public(town: AreaRegister) -> None:
    rate = replace(DEFINITIONS["pass_rate"], smallest_base=25, base=("people",))
    rows = [*PEOPLE, *primary("pass_rate", 75, 85, 75, 67, 26)]
    table = replace(make_table(rows), definitions={**DEFINITIONS, "pass_rate": rate})
    assert find(table, town, "pass_rate", PRIMARY).figures["201"] == WITHHELD
    assert values(find(table, town, "people", PRIMARY))["201"] == 20


def test_figure_that_two_areas_share_is_withheld_in_both(town: AreaRegister) -> None:
    # 201 and 202 have one rate together, of 20 + 30 people; the town without the others gives it.
    rate = replace(SHARE_WITH_BASE, smallest_base=60)
    rows = [*PEOPLE, *primary("pass_rate", 75, 85, None, None, None)]
    shared = on_level("pass_rate", "primary_area", {"201": 40, "202": 40}, quality="union")
    table = replace(make_table([*rows, *shared]), definitions={**DEFINITIONS, "pass_rate": rate})
    named = table.observations.assign(
        note=table.observations["quality"].map({"union": "one value for the union 201+202"})
    ).fillna({"note": ""})
    table = replace(table, observations=named)
    found = find(table, town, "pass_rate", PRIMARY)
    assert found.figures["201"] == found.figures["202"] == WITHHELD
    # Were it withheld below 50 people, it would be shown: the figure is of both areas.
    enough = replace(table, definitions={**DEFINITIONS, "pass_rate": SHARE_WITH_BASE})
    assert values(find(enough, town, "pass_rate", PRIMARY))["201"] == 40


def test_withheld_parts_still_count_in_the_whole(town: AreaRegister) -> None:
    # 10: 5 + 9 of 10 + 9 pupils; both parts are withheld on their own level.
    rows = [
        *primary("passed", 5, 9, 30, 20, 12),
        *primary("failed", 5, 0, 10, 0, 8),
        *primary("pass_rate", 50, 100, 75, 100, 60),
    ]
    table = make_table(rows)
    found = find(table, town, "pass_rate", INTERMEDIATE)
    assert found.figures["10"].value == pytest.approx(100 * 14 / 19)
    assert found.figures["11"].value == 75
    assert found.figures["20"].value == 80
    below = find(table, town, "pass_rate", PRIMARY).figures
    assert below["101"] == below["102"] == WITHHELD


def test_small_area_takes_another_with_it_on_every_level(town: AreaRegister) -> None:
    # The shore (20) is all of the south (02) and has three pupils. The town less the north (01) is
    # the south, as is the town less 10 and 11; 10 has fewer pupils than 11.
    rows = [*primary("passed", 5, 9, 30, 0, 1), *primary("failed", 5, 0, 10, 0, 2)]
    table = make_table(rows)
    base = ("passed", "failed")
    assert find_withheld(table, town, base, 10, "2024") == {
        INTERMEDIATE: {"10", "20"},
        CITY: {"01", "02"},
    }


def test_withholding_is_left_to_the_last_step(town: AreaRegister) -> None:
    rows = [*primary("passed", 5, 9, 30, 0, 1), *primary("failed", 5, 0, 10, 0, 2)]
    table = make_table([*rows, *primary("pass_rate", 50, 100, 75, None, 33)])
    raw = resolve(table, town, table.definitions["pass_rate"], PRIMARY, "2024")
    assert raw.figures["102"].value == 100


def test_sources_of_weights_are_named_too(town: AreaRegister) -> None:
    people = [row._replace(source_id="other") for row in PEOPLE]
    table = make_table([*people, *primary("share", 10, 50, 30, 40, 90)])
    found = find(table, town, "share", CITY)
    assert found.source_ids == ("office", "other")
    assert {figure.source_id for figure in found.figures.values()} == {"office"}
