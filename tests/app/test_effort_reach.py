"""Reach, and gaps where we work, without a browser: with the built-in data, and with long series."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.ui.app import load
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from tests.app.conftest import OpenApp, forget_settings
from tests.app.long_series import INDICATOR, TURN, word_of, write_long_series
from tests.app.test_explore import heading, painted, query_of, sound
from tests.app.test_gaps import whole, words_of

ALL_THEMES = "early_years,schooling,work,living_environment,participation_trust"
TITLES = {
    "reach": {"en": "How many live near an initiative?", "sv": "Hur många bor nära en insats?"},
    "closing": {
        "en": "Does the gap close where we work?",
        "sv": "Minskar skillnaden där vi arbetar?",
    },
}
ASSOCIATION = {"en": "Association, not effect", "sv": "Samband, inte effekt"}
WORDS = {
    "narrower": {"en": "Gap to the city: narrower", "sv": "Skillnaden mot staden: mindre"},
    "wider": {"en": "Gap to the city: wider", "sv": "Skillnaden mot staden: större"},
    "unchanged": {"en": "Gap to the city: unchanged", "sv": "Skillnaden mot staden: oförändrad"},
    "too-early": {
        "en": "Gap to the city: too early to say",
        "sv": "Skillnaden mot staden: för tidigt att säga",
    },
    "cannot-be-said": {
        "en": "Gap to the city: cannot be said",
        "sv": "Skillnaden mot staden: går inte att säga",
    },
}


@pytest.fixture(scope="module")
def long_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_long_series(tmp_path_factory.mktemp("long"))


@pytest.fixture
def long_series(
    plain_settings: None,  # noqa: ARG001  it sets the stage
    long_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """Let the app read eighteen made-up years of one indicator."""
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(long_folder))
    monkeypatch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{long_folder / 'register.sqlite'}")
    forget_settings()
    yield
    monkeypatch.undo()
    forget_settings()


def open_part(open_app: OpenApp, part: str, lang: str = "en", **query: str) -> AppTest:
    return open_app(page="effort", effort=part, lang=lang, **query)


def followed(open_app: OpenApp, lang: str = "en", **query: str) -> AppTest:
    """Open what follows initiatives of all themes in the made-up figures."""
    asked = {"indicator": INDICATOR, "effort_level": "primary_area", "themes": ALL_THEMES}
    return open_part(open_app, "closing", lang, **asked, **query)


# Reach


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("by", ["line", "areas"])
def test_reach_renders_on_every_level_with_its_map_and_circles(
    open_app: OpenApp, lang: str, by: str
) -> None:
    for level in (each for each in AreaLevel if each is not AreaLevel.MUNICIPALITY):
        visitor = open_part(open_app, "reach", lang, effort_level=level.value, reach_by=by)
        whole(visitor, f"{level} {by}")
        assert heading(visitor) == TITLES["reach"][lang]
        payload = painted(visitor)
        assert payload["plate"].startswith(f"reach.{by}.1000.")
        assert payload["rings"]
        for lon, lat, metres, exact in payload["rings"]:
            assert 11 < lon < 13
            assert 57 < lat < 58.5
            assert metres == 1000
            assert exact in {True, False}


def test_distance_and_way_of_reckoning_go_into_the_link_and_back(open_app: OpenApp) -> None:
    visitor = sound(open_part(open_app, "reach"))
    near = words_of(visitor)
    sound(visitor.number_input(key="distance").set_value(2500).run())
    assert query_of(visitor)["distance"] == "2500"
    assert "within 2,500 m" in words_of(visitor)
    assert {ring[2] for ring in painted(visitor)["rings"]} == {2500}
    again = sound(open_part(open_app, "reach", distance="2500"))
    assert words_of(again) == words_of(visitor) != near


def test_chosen_initiative_goes_into_the_link_and_has_its_own_circles(open_app: OpenApp) -> None:
    visitor = sound(open_part(open_app, "reach"))
    every = len(painted(visitor)["rings"])
    box = visitor.selectbox(key="reach_initiative")
    assert len(box.options) > 2
    sound(box.set_value("yalla-hjallbo").run())
    assert query_of(visitor)["initiative"] == "yalla-hjallbo"
    assert 1 <= len(painted(visitor)["rings"]) < every
    assert "“Yalla Hjällbo”" in words_of(visitor)
    sound(visitor.selectbox(key="reach_initiative").set_value("").run())
    assert "initiative" not in query_of(visitor)


def test_link_to_an_initiative_without_reach_says_so_and_shows_all(open_app: OpenApp) -> None:
    for wished in ("nobody-knows", "kompetenscenter-oster"):
        visitor = whole(open_part(open_app, "reach", initiative=wished), wished)
        assert "are shown." in words_of(visitor)
        assert painted(visitor)["rings"]


def test_background_has_a_reach_without_less_favourable_areas(open_app: OpenApp) -> None:
    visitor = whole(open_part(open_app, "reach", indicator="foreign_born_share"), "")
    assert "less favourable than the city" not in words_of(visitor)


# Gaps where we work, with the built-in data


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_short_series_say_what_there_is_and_what_it_would_take(
    open_app: OpenApp, lang: str
) -> None:
    visitor = whole(open_part(open_app, "closing", lang), lang)
    assert heading(visitor) == TITLES["closing"][lang]
    words = words_of(visitor)
    assert WORDS["cannot-be-said"][lang] in words
    assert {"en": "What it would take", "sv": "Vad som skulle krävas"}[lang] in words
    assert {"en": "has figures for 1 period", "sv": "har uppgifter för 1 period"}[lang] in words


def test_longer_series_is_a_press_away(open_app: OpenApp) -> None:
    visitor = sound(open_part(open_app, "closing"))
    sound(visitor.button(key="longer_foreign_born_share").click().run())
    assert query_of(visitor)["indicator"] == "foreign_born_share"
    assert "“Foreign-born” has figures for 4 periods" in words_of(visitor)


@pytest.fixture
def workspace(open_app: OpenApp) -> Workspace:
    """Return the data that the app itself has loaded."""
    open_app()
    loaded, _ = load()
    return loaded


def test_every_indicator_renders_and_claims_nothing_of_short_series(
    open_app: OpenApp, workspace: Workspace
) -> None:
    for indicator in workspace.table.definitions:
        visitor = whole(open_part(open_app, "closing", indicator=indicator), indicator)
        words = words_of(visitor)
        for word in ("narrower", "wider", "unchanged"):
            assert WORDS[word]["en"] not in words, indicator


# Gaps where we work, with long series


@pytest.mark.usefixtures("long_series")
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_word_can_be_seen_and_comes_with_association_not_effect(
    open_app: OpenApp, lang: str
) -> None:
    """The made-up area tells the word: its figures shrink, grow or stay from a year on."""
    open_app()
    loaded, _ = load()
    told: dict[str, str] = {}
    for each in loaded.register.initiatives:
        code, start = each.primary_area_code, each.start_year
        if each.status != "running" or code is None or start is None:
            continue
        if TURN <= start <= 2022:
            told.setdefault(word_of(code), each.id)
        elif start in {2024, 2025}:
            told.setdefault("too-early", each.id)
    unknown = next(each for each in loaded.register.initiatives if each.start_year is None)
    told["cannot-be-said"] = unknown.id if unknown.status == "running" else "gardstensbyran"
    assert set(told) == set(WORDS)
    for word, initiative in told.items():
        visitor = whole(followed(open_app, lang, initiative=initiative), initiative)
        words = words_of(visitor)
        assert WORDS[word][lang] in words, initiative
        compared = word in {"narrower", "wider", "unchanged"}
        assert (ASSOCIATION[lang] in words) == compared


@pytest.mark.usefixtures("long_series")
def test_followed_initiative_goes_into_the_link_and_period_is_now(open_app: OpenApp) -> None:
    visitor = sound(followed(open_app))
    assert "each from its own first known start" in words_of(visitor)
    sound(visitor.selectbox(key="closing_initiative").set_value("yalla-hjallbo").run())
    assert query_of(visitor)["initiative"] == "yalla-hjallbo"
    assert "lower than the city in 2025." in words_of(visitor)
    sound(visitor.selectbox(key="period").set_value("2021").run())
    assert "lower than the city in 2021." in words_of(visitor)
    again = followed(open_app, initiative="yalla-hjallbo", period="2021")
    assert words_of(again) == words_of(visitor)


@pytest.mark.usefixtures("long_series")
def test_period_just_after_the_start_is_too_early(open_app: OpenApp) -> None:
    """“Yalla Hjällbo” starts in 2018."""
    visitor = whole(followed(open_app, initiative="yalla-hjallbo", period="2019"), "")
    assert WORDS["too-early"]["en"] in words_of(visitor)
