"""The lists that the controls offer, and the reasons that they give."""

from dataclasses import replace
from itertools import groupby

import pytest

from explorer.i18n import translator
from explorer.ui.controls import _reasons, group_name, ordered_indicators
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import IndicatorDefinition, TargetArea
from indicators.selection import Combination, Refusal, combinations
from tests.unit.explorer.layers_by_hand import SHARE

ENGLISH = translator("en")
GROUPS = (
    "Growing up",
    "Work",
    "Living environment",
    "Participation and trust",
    "Background",
)


def named(name: str, *areas: TargetArea, headline: bool = False) -> IndicatorDefinition:
    return replace(SHARE, indicator_id=name, target_areas=areas, headline=headline)


def definitions(*some: IndicatorDefinition) -> dict[str, IndicatorDefinition]:
    return {each.indicator_id: each for each in some}


def test_target_areas_stand_in_the_order_of_the_programme_and_background_last() -> None:
    some = definitions(
        named("people"),
        named("turnout", TargetArea.PARTICIPATION_TRUST),
        named("homes", TargetArea.LIVING_ENVIRONMENT),
        named("jobs", TargetArea.WORK),
        named("school", TargetArea.SCHOOLING),
        named("preschool", TargetArea.EARLY_YEARS),
    )
    assert ordered_indicators(some) == [
        "preschool",
        "school",
        "jobs",
        "homes",
        "turnout",
        "people",
    ]


def test_headline_ones_come_first_in_their_group_alone() -> None:
    some = definitions(
        named("wages", TargetArea.WORK),
        named("jobs", TargetArea.WORK, headline=True),
        named("homes", TargetArea.LIVING_ENVIRONMENT, headline=True),
        named("people", headline=True),
    )
    assert ordered_indicators(some) == ["jobs", "wages", "homes", "people"]


def test_equals_keep_the_order_of_the_file() -> None:
    some = definitions(*(named(name, TargetArea.WORK) for name in ("c", "a", "b")))
    assert ordered_indicators(some) == ["c", "a", "b"]


def test_indicator_of_two_target_areas_stands_with_the_first_of_them() -> None:
    some = definitions(
        named("jobs", TargetArea.WORK),
        named("grades", TargetArea.SCHOOLING, TargetArea.EARLY_YEARS),
    )
    assert ordered_indicators(some) == ["grades", "jobs"]


def test_every_built_in_indicator_is_listed_once_group_by_group(workspace: Workspace) -> None:
    known = dict(workspace.table.definitions)
    order = ordered_indicators(known)
    assert sorted(order) == sorted(known)
    groups = [group_name(known[each], ENGLISH) for each in order]
    # A group that came twice would be a heading that comes twice.
    assert tuple(name for name, _ in groupby(groups)) == GROUPS
    for group in GROUPS:
        headline = [
            known[each].headline for each in order if group_name(known[each], ENGLISH) == group
        ]
        assert headline == sorted(headline, reverse=True)


@pytest.mark.parametrize(
    ("areas", "name"),
    [
        ((), "Background"),
        ((TargetArea.EARLY_YEARS, TargetArea.SCHOOLING), "Growing up"),
        ((TargetArea.EARLY_YEARS,), "Early years (0–6)"),
        ((TargetArea.WORK,), "Work"),
    ],
)
def test_group_is_called_by_its_target_area(areas: tuple[TargetArea, ...], name: str) -> None:
    assert group_name(named("any", *areas), ENGLISH) == name


def test_group_is_named_in_the_language_of_the_page() -> None:
    assert group_name(named("any", TargetArea.WORK), translator("sv")) == "Arbete"


def test_nothing_is_said_where_everything_can_be_chosen() -> None:
    every = (Combination(AreaLevel.CITY_AREA, "2024", True, False, None),)
    assert _reasons(every, ENGLISH) == ""


def test_reasons_name_level_periods_and_why_a_line_each() -> None:
    level = AreaLevel.PRIMARY_AREA
    every = (
        Combination(level, "2024-2025", False, False, Refusal.NO_FIGURES),
        Combination(level, "2023", False, False, Refusal.NO_FIGURES),
        Combination(level, "2022", True, False, None),
        Combination(AreaLevel.DISTRICT_2011, "2022", False, False, Refusal.LEVELS_DO_NOT_NEST),
    )
    assert _reasons(every, ENGLISH).splitlines() == [
        "Cannot be chosen:",
        "",
        "- Primary areas, 2023, 2024–2025: there are no figures for this period",
        "- Districts of 2011, 2022: the borders of the two divisions do not follow each other",
    ]


def test_median_income_cannot_be_added_up_and_says_so(workspace: Workspace) -> None:
    every = combinations(workspace.table, workspace.areas, "median_income")
    lines = _reasons(every, ENGLISH).splitlines()[2:]
    assert len(lines) == 4
    assert all(line.endswith("medians cannot be added up from smaller areas") for line in lines)
    assert not any("Primary areas" in line for line in lines)


def test_every_refusal_of_the_built_in_data_has_words_in_both_languages(
    workspace: Workspace,
) -> None:
    for indicator in workspace.table.definitions:
        every = combinations(workspace.table, workspace.areas, indicator)
        refused = [each for each in every if not each.available]
        english, swedish = (_reasons(every, translator(lang)) for lang in ("en", "sv"))
        assert bool(english) == bool(refused)
        if refused:
            assert english != swedish
