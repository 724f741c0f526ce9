"""The reading about an area without a browser: every area in every language, and its widgets."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from explorer.ui.app import load
from geodata.areas import AreaLevel
from tests.app.conftest import OpenApp
from tests.app.test_explore import query_of
from tests.app.test_gaps import words_of

LANGUAGES = ({"lang": "sv"}, {"lang": "en"}, {"lang": "sv", "easy": "1"})
HEADINGS = {
    "sv": ("Så är det", "Det här vet vi inte", "Vad är det här?", "Gå vidare härifrån"),
    "en": ("How it is", "What we do not know", "What is this?", "Go on from here"),
}


def read(open_app: OpenApp, **query: str) -> AppTest:
    """Open the page about an area."""
    return open_app(page="area", **query)


def whole(visitor: AppTest, what: str) -> str:
    """Hold that a page came up and shows nobody a gap in the data as a number; return its words."""
    assert [each.value for each in visitor.exception] == [], what
    assert [each.value for each in visitor.error] == [], what
    words = words_of(visitor)
    assert not re.search(r"\b(nan|None|inf)\b", words), what
    assert not re.search(r"\{\w+\}", words), what
    return words


def key_of(visitor: AppTest, start: str) -> list[str]:
    return [str(each.key) for each in visitor.button if str(each.key).startswith(start)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_area_renders_in_every_language(open_app: OpenApp, language: dict[str, str]) -> None:
    """One visitor walks from area to area, as by the buttons."""
    visitor = read(open_app, area="101", **language)
    workspace, _ = load()
    names = workspace.areas.names(AreaLevel.PRIMARY_AREA)
    assert len(names) == 96
    for code, name in names.items():
        view = visitor.session_state["view"]
        visitor.session_state["view"] = replace(view, area=(str(code),))
        text = whole(visitor.run(), f"{code} {language}")
        assert str(name) in text, code
        for heading in HEADINGS[language["lang"]]:
            assert heading in text, (code, heading)


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("municipality", "1480"),
        ("city_area", "01"),
        ("intermediate_area", "11"),
        ("district_2011", "131"),
    ],
)
def test_larger_areas_have_a_page_too(open_app: OpenApp, level: str, code: str) -> None:
    for language in LANGUAGES:
        text = whole(read(open_app, level=level, area=code, **language), level)
        assert HEADINGS[language["lang"]][0] in text


def test_neighbour_is_a_step_sideways_and_the_larger_area_one_up(open_app: OpenApp) -> None:
    visitor = read(open_app, area="306", lang="sv")
    assert "Östra Bergsjön" in words_of(visitor)
    assert len(key_of(visitor, "area_way_like_")) == 3
    visitor.button(key="area_way_beside_primary_area_305").click().run()
    assert query_of(visitor)["area"] == "305"
    assert "Västra Bergsjön" in words_of(visitor)
    visitor.button(key="area_way_up_intermediate_area_11").click().run()
    assert query_of(visitor) | {"level": "intermediate_area", "area": "11"} == query_of(visitor)


def test_easy_swedish_is_a_switch_that_the_link_keeps(open_app: OpenApp) -> None:
    visitor = read(open_app, area="306", lang="sv")
    assert "80 av 100" in words_of(visitor)
    visitor.toggle(key="easy").set_value(True).run()
    assert query_of(visitor)["easy"] == "1"
    assert "ungefär 8 av 10" in words_of(visitor)
    assert "80 av 100" not in words_of(visitor)
    again = read(open_app, area="306", lang="sv", easy="1")
    assert again.toggle(key="easy").value


def test_easy_swedish_is_offered_in_swedish_alone(open_app: OpenApp) -> None:
    visitor = read(open_app, area="306", lang="en", easy="1")
    assert [each.key for each in visitor.toggle] == []
    assert re.search(r"80 in 100 residents", words_of(visitor))


def test_withheld_figure_is_said_to_be_withheld(open_app: OpenApp) -> None:
    text = words_of(read(open_app, area="516", lang="en"))
    assert "Withheld to protect small groups." in text
    assert "We lack most of the figures for this area." in text
