"""Need and effort, and coverage, without a browser: every indicator renders, and all numbers agree."""

import re
from itertools import cycle

import pytest
from streamlit.testing.v1 import AppTest

from explorer.effort.coverage import coverage_by_target, coverage_today
from explorer.effort.need import Need, Side, build_need, find_unfit
from explorer.effort.subject import build_subject
from explorer.ui.app import load
from explorer.view import EffortMap, EffortPart, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from tests.app.conftest import OpenApp
from tests.app.test_compare import payloads
from tests.app.test_explore import query_of, text_of, view_of
from tests.app.test_gaps import whole, words_of

LEVELS = [level for level in AreaLevel if level is not AreaLevel.MUNICIPALITY]
LANGUAGES = ("sv", "en")


@pytest.fixture
def workspace(open_app: OpenApp) -> Workspace:
    """Return the data that the app itself has loaded."""
    open_app()
    loaded, _ = load()
    return loaded


def open_part(open_app: OpenApp, part: str = "need", **query: str) -> AppTest:
    """Open a part of the page and hold that it is whole."""
    return whole(open_app(page="effort", effort=part, **query), f"{part} {query}")


def need_of(workspace: Workspace, view: ViewState) -> Need:
    return build_need(workspace, build_subject(workspace, view))


def counts_on_map(visitor: AppTest) -> list[int]:
    """Count the areas of each class on the map, the hatched ones last."""
    (payload,) = payloads(visitor)
    (marks,) = payload["classes"]
    return [marks.count(str(place)) for place in range(len(payload["labels"][0]))] + [
        marks.count("-")
    ]


def tables(visitor: AppTest) -> list[list[list[str]]]:
    """Return the cells of every table, row by row."""
    html = " ".join(each.proto.body for each in visitor.get("html"))
    return [
        [
            [text_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
        ]
        for body in re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_every_indicator_renders_on_every_level(
    open_app: OpenApp, workspace: Workspace, level: AreaLevel
) -> None:
    """
    With both maps and both languages in turn; without need a sentence and no map.

    Coverage is rendered once for each indicator, on one of the levels.
    """
    languages, maps = cycle(LANGUAGES), cycle(each.value for each in EffortMap)
    for place, indicator in enumerate(workspace.table.definitions):
        mine = LEVELS[place % len(LEVELS)] is level
        for part in ("need", "coverage") if mine else ("need",):
            query = {"indicator": indicator, "effort_level": level.value}
            lang = next(languages)
            visitor = open_part(open_app, part, lang=lang, effort_map=next(maps), **query)
            subject = build_subject(workspace, ViewState(indicator=indicator, effort_level=level))
            fit = find_unfit(subject) is None
            assert len(payloads(visitor)) == (fit and part == "need"), query
            english = " the " in f" {words_of(visitor)} "
            assert english == (lang == "en"), query


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("indicator", ["low_economic_standard", "turnout_municipal"])
def test_sentence_map_and_table_have_the_same_numbers(
    open_app: OpenApp, indicator: str, level: AreaLevel, lang: str
) -> None:
    visitor = open_part(open_app, indicator=indicator, effort_level=level.value, lang=lang)
    without, with_, better_without, better_with, missing = counts_on_map(visitor)
    words = words_of(visitor)
    worse = without + with_
    known = worse + better_without + better_with
    pattern = {
        "sv": r"Av (\d+) \w+ med uppgift ligger (\d+) mindre",
        "en": r"Of (\d+) [\w ]+ with a figure, (\d+) ha",
    }[lang]
    (told,) = re.findall(pattern, words)
    assert tuple(map(int, told)) == (known, worse)
    if without and with_:
        pattern = {
            "sv": r"I (\d+) av dem pågår en matchande insats; i övriga (\d+)",
            "en": r"runs in (\d+) of them; none is known in the other (\d+)",
        }[lang]
        (told,) = re.findall(pattern, words)
        assert tuple(map(int, told)) == (with_, without)
    (rows,) = tables(visitor)
    assert len(rows) == known + missing
    running = [float(row[4].replace(",", ".")) for row in rows]
    assert sum(count >= 1 for count in running[:known]) == with_ + better_with
    # Every count is that of the names beside it.
    assert running == [len(row[7].split("; ")) if row[7] else 0 for row in rows]


def test_both_maps_count_the_same_areas(open_app: OpenApp, workspace: Workspace) -> None:
    need = need_of(workspace, ViewState())
    sides = counts_on_map(open_part(open_app))
    assert sides[:4] == [len(need.on(side)) for side in Side]
    visitor = open_part(open_app, effort_map="bivariate", lang="en")
    both = counts_on_map(visitor)
    assert sum(both) == sum(sides) == 36
    assert (sum(both[0:9:3]), sum(both[1:9:3]) + sum(both[2:9:3])) == (
        sides[0] + sides[2],
        sides[1] + sides[3],
    )
    (payload,) = payloads(visitor)
    assert payload["grid"]["rows"] == ["less favourable", "near the city", "more favourable"]
    assert "half a standard deviation" in payload["note"]


def test_map_and_choice_stand_in_the_link_and_come_back(open_app: OpenApp) -> None:
    visitor = open_part(open_app, lang="en")
    control = visitor.segmented_control(key="effort_map")
    whole(control.set_value(EffortMap.BIVARIATE).run(), "bivariate")
    assert query_of(visitor)["effort_map"] == "bivariate"
    again = open_part(open_app, effort_map="bivariate", lang="en")
    assert payloads(again)[0]["plate"] == "need.bivariate"
    # Taking the choice away leaves it as it was.
    whole(again.segmented_control(key="effort_map").set_value(None).run(), "none")
    assert view_of(again).effort_map is EffortMap.BIVARIATE


def test_chosen_areas_are_marked_where_their_level_is_shown_and_nowhere_else(
    open_app: OpenApp,
) -> None:
    same = open_part(open_app, area="10", level="intermediate_area")
    assert payloads(same)[0]["chosen"] == ["10"]
    assert 'class="chosen"' in " ".join(each.proto.body for each in same.get("html"))
    other = open_part(open_app, area="101", level="primary_area")
    assert payloads(other)[0]["chosen"] == []


@pytest.mark.parametrize(
    ("indicator", "words"),
    [("foreign_born_share", "is background"), ("population", "is a count")],
)
def test_indicator_without_need_says_so_and_another_is_a_choice_away(
    open_app: OpenApp, indicator: str, words: str
) -> None:
    visitor = open_part(open_app, indicator=indicator, lang="en")
    assert words in words_of(visitor)
    assert payloads(visitor) == []
    whole(visitor.selectbox(key="indicator").set_value("employment_rate").run(), "another")
    assert len(payloads(visitor)) == 1


def test_widened_rule_is_said_and_changes_the_map(open_app: OpenApp) -> None:
    plain = open_part(open_app, lang="en")
    wide = open_part(open_app, themes="work,living_environment", lang="en")
    assert "You have widened what counts" in words_of(wide)
    assert "You have widened what counts" not in words_of(plain)
    assert counts_on_map(wide) != counts_on_map(plain)


def test_city_wide_ones_at_full_share_leave_no_area_without(open_app: OpenApp) -> None:
    visitor = open_part(open_app, city_wide="100", lang="en")
    without, _, better_without, *_ = counts_on_map(visitor)
    assert (without, better_without) == (0, 0)
    assert "A matching initiative runs in each of them." in words_of(visitor)


# Coverage


@pytest.mark.parametrize("lang", LANGUAGES)
def test_coverage_sentence_and_table_agree_with_the_figures(
    open_app: OpenApp, workspace: Workspace, lang: str
) -> None:
    subject = build_subject(workspace, ViewState())
    found = coverage_today(subject)
    assert found.need is not None
    assert found.need.percent is not None
    visitor = open_part(open_app, "coverage", lang=lang)
    words = words_of(visitor).replace("\u00a0", " ")
    percent = {"sv": " %", "en": "%"}[lang]
    assert f"{found.need.percent:.0f}{percent}" in words
    assert f"{found.everyone.percent:.0f}{percent}" in words
    targets, years = tables(visitor)
    assert [int(row[2]) for row in targets] == [
        len(each.initiatives) for each in coverage_by_target(workspace, subject)
    ]
    assert years[0][0] == "2025"
    assert int(years[-1][0]) >= 2010


def test_years_follow_what_counts(open_app: OpenApp) -> None:
    plain = tables(open_part(open_app, "coverage", lang="en"))[1]
    wide = tables(open_part(open_app, "coverage", themes="work,participation_trust", lang="en"))[1]
    assert plain != wide
    assert int(wide[0][2]) > int(plain[0][2])


def test_parts_keep_what_is_chosen(open_app: OpenApp) -> None:
    visitor = open_part(open_app, indicator="turnout_municipal", effort_level="city_area")
    control = visitor.segmented_control(key="effort")
    whole(control.set_value(EffortPart.COVERAGE).run(), "coverage")
    assert query_of(visitor)["effort"] == "coverage"
    assert view_of(visitor).indicator == "turnout_municipal"
    assert visitor.selectbox(key="level").value is AreaLevel.CITY_AREA
