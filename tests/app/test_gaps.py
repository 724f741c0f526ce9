"""The Gaps page without a browser: every part of every indicator renders, and widgets go with the address."""

import re
from itertools import cycle

import pytest
from streamlit.testing.v1 import AppTest

from explorer.gaps import LEADING
from explorer.ui.app import load
from explorer.view import GapPart
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import Kind
from indicators.selection import combinations
from tests.app.conftest import OpenApp
from tests.app.test_explore import (
    heading,
    html_of,
    painted,
    query_of,
    sound,
    text_of,
    view_of,
)

PARTS = [part.value for part in GapPart]


# Known: the step from “?page=gaps” to the page itself forgets what the link asked in vain.


@pytest.fixture
def workspace(open_app: OpenApp) -> Workspace:
    """Return the data that the app itself has loaded."""
    open_app()
    loaded, _ = load()
    return loaded


def levels_of(workspace: Workspace, indicator: str) -> list[AreaLevel]:
    """Name the levels with figures whose areas can be compared: all but the city as a whole."""
    every = combinations(workspace.table, workspace.areas, indicator)
    found = {each.level for each in every if each.available} - {AreaLevel.MUNICIPALITY}
    return [level for level in AreaLevel if level in found]


def words_of(visitor: AppTest) -> str:
    """Return all of our HTML as text."""
    pieces = [each.proto.body for each in visitor.get("html") if "<style" not in each.proto.body]
    return text_of(" ".join(pieces))


def whole(visitor: AppTest, what: str) -> AppTest:
    """Hold that a page came up, has a sentence, and shows nobody a gap in the data as a number."""
    assert [each.value for each in visitor.exception] == [], what
    assert [each.value for each in visitor.error] == [], what
    words = words_of(visitor)
    assert heading(visitor), what
    assert not re.search(r"\b(nan|None|inf)\b", words), what
    assert not re.search(r"\{\w+\}", words), what
    return visitor


def test_every_indicator_renders_on_every_level_it_has(
    open_app: OpenApp, workspace: Workspace
) -> None:
    """Each with one part in turn, and all of them with size and change on their finest level."""
    parts = cycle(PARTS)
    rendered = 0
    for indicator, definition in workspace.table.definitions.items():
        levels = levels_of(workspace, indicator)
        views = [(level, next(parts)) for level in levels]
        finest = AreaLevel.PRIMARY_AREA if AreaLevel.PRIMARY_AREA in levels else levels[0]
        views += [(finest, part) for part in ("size", "time")]
        if definition.kind is Kind.COUNT:
            views = views[:1]
        for level, part in dict.fromkeys(views):
            query = {"indicator": indicator, "level": level.value, "part": part, "lang": "en"}
            visitor = whole(open_app(page="gaps", **query), str(query))
            if definition.kind is not Kind.COUNT:
                assert visitor.selectbox(key="level").value == level, query
                assert f"{definition.name_en} " in heading(visitor), query
            rendered += 1
    assert rendered > 80


def test_measure_that_is_chosen_has_a_card_of_its_own(open_app: OpenApp) -> None:
    """One that cannot be computed says why in its place."""
    visitor = open_app(page="gaps", level="city_area", lang="en")
    # One of each kind: of all, ordered, with a better end, within larger areas, with a reference.
    for measure in ("gini", "sii", "paf", "tb", "mdrw", "d"):
        whole(visitor.selectbox(key="measure").set_value(measure).run(), measure)
        tabs = [each.label for each in visitor.tabs]
        cards = 3 if measure in LEADING else 4
        assert tabs == ["Chart", "Figures", "What does this show?"] * cards, measure
        assert f"Short name in the literature {measure.upper()}" in words_of(visitor)
        assert query_of(visitor).get("measure", "mdmw") == measure


@pytest.mark.parametrize(
    ("lang", "words"),
    [("sv", "”Folkmängd” är ett antal"), ("en", "“Population” is a count")],
)
def test_count_has_no_gap_and_another_indicator_is_a_choice_away(
    open_app: OpenApp, lang: str, words: str
) -> None:
    visitor = whole(open_app(page="gaps", indicator="population", lang=lang), lang)
    assert heading(visitor).startswith(words)
    sound(visitor.selectbox(key="indicator").set_value("employment_rate").run())
    assert visitor.get("tabs") or visitor.tabs
    assert query_of(visitor)["indicator"] == "employment_rate"


def test_indicator_without_figures_for_the_level_is_shown_where_it_has_them(
    open_app: OpenApp,
) -> None:
    visitor = whole(open_app(page="gaps", indicator="share_in_challenged_areas", lang="en"), "")
    level = visitor.selectbox(key="level").value
    assert level in {AreaLevel.CITY_AREA, AreaLevel.INTERMEDIATE_AREA}
    assert "there are no figures for primary areas" in text_of(html_of(visitor, 'class="headline"'))
    crimes = whole(open_app(page="gaps", indicator="reported_crimes", lang="en"), "")
    assert heading(crimes).startswith("“Reported crimes” is a count")


def test_city_as_a_whole_gives_way_to_its_areas_and_that_is_said(open_app: OpenApp) -> None:
    visitor = whole(open_app(page="gaps", level="municipality", lang="en"), "")
    assert visitor.selectbox(key="level").value is AreaLevel.PRIMARY_AREA
    assert not any(
        option.startswith("Gothenburg") for option in visitor.selectbox(key="level").options
    )
    head = text_of(html_of(visitor, 'class="headline"'))
    assert "Shown for primary areas: the whole city alone has no gap." in head
    assert "Grimmered" in head


def test_period_without_figures_is_said(open_app: OpenApp) -> None:
    visitor = whole(open_app(page="gaps", period="2014", lang="en"), "")
    head = text_of(html_of(visitor, 'class="headline"'))
    assert "Shown for 2024: there are no figures for 2014." in head


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_broken_link_is_told_by_name_and_the_gap_is_shown(open_app: OpenApp, lang: str) -> None:
    visitor = sound(
        open_app(page="gaps", measure="nonsense", goal="abc", by="1", base="soon", lang=lang)
    )
    told = [each.value.replace("\\", "") for each in visitor.warning]
    assert len(told) == 4
    for name, text in (("measure", "nonsense"), ("goal", "abc"), ("by", "1"), ("base", "soon")):
        (warning,) = (each for each in told if f"“{name}”" in each or f"”{name}”" in each)
        assert text in warning
    assert "Grimmered" in heading(visitor)
    assert not {"measure", "goal", "by", "base"} & set(query_of(visitor))


def test_choices_change_the_page_and_the_address(open_app: OpenApp) -> None:
    visitor = open_app(
        page="gaps",
        part="time",
        indicator="foreign_born_share",
        level="intermediate_area",
        lang="en",
    )
    assert "The gap is wider than in 2020." in words_of(visitor)
    sound(visitor.selectbox(key="base").set_value("2021").run())
    assert "wider than in 2021" in words_of(visitor)
    sound(visitor.selectbox(key="goal_kind").set_value("half").run())
    assert "by 2030, counted from" in words_of(visitor)
    sound(visitor.number_input(key="by").set_value(2035).run())
    assert "by 2035, counted from" in words_of(visitor)
    sound(visitor.selectbox(key="goal_kind").set_value("value").run())
    sound(visitor.number_input(key="goal_value").set_value(12.5).run())
    assert "The goal is 12.5 percentage points by 2035" in words_of(visitor)
    sound(visitor.selectbox(key="measure").set_value("r").run())
    query = query_of(visitor)
    assert query == {
        "indicator": "foreign_born_share",
        "level": "intermediate_area",
        "lang": "en",
        "part": "time",
        "measure": "r",
        "base": "2021",
        "goal": "12.5",
        "by": "2035",
    }
    again = open_app(page="gaps", **query)
    assert words_of(again) == words_of(visitor)
    sound(visitor.selectbox(key="goal_kind").set_value("none").run())
    assert "goal" not in query_of(visitor)


def test_order_is_asked_for_where_a_measure_needs_one_alone(open_app: OpenApp) -> None:
    visitor = sound(open_app(page="gaps", measure="sii", lang="en"))
    assert "Ordered by Median economic standard, 2024" in words_of(visitor)
    sound(visitor.selectbox(key="order").set_value("employment_rate").run())
    assert query_of(visitor)["order"] == "employment_rate"
    assert "Ordered by Employment rate" in words_of(visitor)
    sound(visitor.selectbox(key="measure").set_value("gini").run())
    assert not [each for each in visitor.selectbox if each.key == "order"]


def test_chosen_area_is_marked_and_kept_from_part_to_part(open_app: OpenApp) -> None:
    visitor = sound(open_app(page="gaps", area="306", lang="en"))
    assert 'class="chosen"' in html_of(visitor, "Place from the highest")
    split = sound(open_app(page="gaps", part="areas", area="306", lang="en"))
    assert painted(split)["chosen"] == ["306"]
    assert view_of(split).area == ("306",)


def test_change_by_area_is_offered_where_there_is_a_base_period_alone(open_app: OpenApp) -> None:
    one = sound(open_app(page="gaps", part="areas", lang="en"))
    several = sound(open_app(page="gaps", part="areas", indicator="foreign_born_share", lang="en"))
    choices = [
        [option.content for option in each.proto.options]
        for visitor in (one, several)
        for each in visitor.get("button_group")
        if each.key == "split_of"
    ]
    assert choices == [["The gap in 2023", "The change since 2020"]]


def test_script_in_a_link_is_shown_as_text(open_app: OpenApp) -> None:
    visitor = sound(open_app(page="gaps", measure="<script>alert(1)</script>"))
    (warning,) = visitor.warning
    assert "alert(1)" in warning.value.replace("\\", "")
    assert not any("<script>alert" in piece.proto.body for piece in visitor.get("html"))


def test_own_area_is_set_among_the_places_without_taking_one(open_app: OpenApp) -> None:
    """By hand: Östra Bergsjön has 39.1 percent and place 6 of 94, so an own area of it has too."""
    visitor = sound(open_app(page="gaps", own="Mitt~306", lang="en"))
    table = html_of(visitor, "own area; it would stand")
    told = text_of(table)
    assert "Mitt 39.1% own area; it would stand at place 6 among the 94" in told
    assert "place 5–7 of 94" in told
