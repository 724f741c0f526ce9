"""The app without a browser: every view renders, and widgets, view and address go together."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.i18n import translator
from explorer.layers import allowed_shows
from explorer.ui.app import load
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.selection import combinations
from tests.app.conftest import TIMEOUT_S, OpenApp, forget_settings

FIRST = {
    "sv": "I 20 av 96 områden lever mer än var femte invånare med låg ekonomisk standard",
    "en": "In 20 of 96 areas more than one in five residents live on a low economic standard",
}


def html_of(visitor: AppTest, mark: str) -> str:
    """Return the one piece of our HTML that holds a mark."""
    pieces = [each.proto.body for each in visitor.get("html") if mark in each.proto.body]
    assert len(pieces) == 1, [piece[:200] for piece in pieces]
    return str(pieces[0])


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def heading(visitor: AppTest) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", html_of(visitor, 'class="headline"'), re.DOTALL)
    return text_of(found)


def view_of(visitor: AppTest) -> ViewState:
    view: ViewState = visitor.session_state["view"]
    return view


def query_of(visitor: AppTest) -> dict[str, str]:
    """Return the address's parameters, each with its one text."""
    query = {}
    for name, text in visitor.query_params.items():
        query[name] = text if isinstance(text, str) else text[0]
    return query


def painted(visitor: AppTest) -> dict[str, Any]:
    """Return what the map's frame is asked to draw."""
    (component,) = visitor.get("component_instance")
    script = json.loads(component.proto.json_args)["feature_group"]
    (text,) = re.findall(r"EqualityMap\.paint\((.*?)\);\s", script, re.DOTALL)
    payload: dict[str, Any] = json.loads(text)
    return payload


def sound(visitor: AppTest) -> AppTest:
    """Hold that a page came up without a fault and without a complaint."""
    assert [each.value for each in visitor.exception] == []
    assert [each.value for each in visitor.error] == []
    return visitor


@pytest.fixture
def workspace(open_app: OpenApp) -> Workspace:
    """Return the data that the app itself has loaded."""
    open_app()
    loaded, _ = load()
    return loaded


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_first_page_says_what_the_map_shows(open_app: OpenApp, lang: str) -> None:
    visitor = sound(open_app(lang=lang))
    assert heading(visitor).startswith(FIRST[lang])
    assert "2024" in text_of(html_of(visitor, 'class="headline"'))
    assert [each.value for each in visitor.warning] == []


def test_link_without_a_language_opens_in_swedish(open_app: OpenApp) -> None:
    visitor = sound(open_app())
    assert heading(visitor).startswith(FIRST["sv"])
    # Nothing differs from the first view, so nothing stands in the address.
    assert query_of(visitor) == {}


def test_default_language_of_the_settings_counts(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUALITY_MAP_DEFAULT_LANGUAGE", "en")
    forget_settings()
    assert heading(sound(open_app())).startswith(FIRST["en"])
    assert heading(sound(open_app(lang="sv"))).startswith(FIRST["sv"])
    forget_settings()


def test_language_button_changes_the_page_in_place(open_app: OpenApp) -> None:
    visitor = open_app(area="306")
    sound(visitor.button(key="lang_en").click().run())
    assert heading(visitor).startswith(FIRST["en"])
    assert view_of(visitor).area == ("306",)
    assert query_of(visitor) == {"area": "306", "lang": "en"}
    assert visitor.button(key="lang_en").disabled


def test_every_indicator_renders_on_every_level_it_has(
    open_app: OpenApp, workspace: Workspace
) -> None:
    rendered = 0
    for indicator in workspace.table.definitions:
        every = combinations(workspace.table, workspace.areas, indicator)
        levels = {each.level for each in every if each.available}
        for level in levels:
            visitor = sound(open_app(indicator=indicator, level=level.value))
            what = f"{indicator}, {level.value}"
            payload = painted(visitor)
            assert (payload["indicator"], payload["level"]) == (indicator, level.value), what
            newest = max(each.period for each in every if each.available and each.level == level)
            assert payload["period"] == newest, what
            assert heading(visitor), what
            assert "nan" not in text_of(html_of(visitor, 'class="panel"')).lower().split(), what
            rendered += 1
    assert rendered > 100


def test_every_way_to_show_and_to_classify_renders(open_app: OpenApp, workspace: Workspace) -> None:
    level = AreaLevel.PRIMARY_AREA
    for indicator in ("low_economic_standard", "population", "median_economic_standard"):
        for show in allowed_shows(workspace.table.definitions[indicator], level):
            visitor = sound(open_app(indicator=indicator, show=show.value))
            assert painted(visitor)["show"] == show.value
    for scheme in ("quantiles", "fisher_jenks", "equal_intervals", "standard_deviations"):
        assert painted(sound(open_app(scheme=scheme, classes="5")))["classes"]
    own = painted(sound(open_app(scheme="own", breaks="-5,5")))
    assert set(own["classes"][0]) == set("012-")


def test_every_period_renders(open_app: OpenApp) -> None:
    for period in ("2014", "2018", "2022"):
        query = {"indicator": "turnout_municipal", "level": "city_area", "period": period}
        visitor = sound(open_app(**query, area="01", lock="0"))
        assert painted(visitor)["period"] == period
        assert visitor.selectbox(key="period").value == period


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_broken_link_is_told_by_name_and_the_rest_is_shown(open_app: OpenApp, lang: str) -> None:
    visitor = sound(
        open_app(indicator="employment_rate", classes="12", area="306,999", colour="red", lang=lang)
    )
    told = [each.value.replace("\\", "") for each in visitor.warning]
    assert len(told) == 3
    for name, text in (("classes", "12"), ("area", "999"), ("colour", "red")):
        (warning,) = (each for each in told if f"“{name}”" in each or f"”{name}”" in each)
        assert text in warning
    assert painted(visitor)["indicator"] == "employment_rate"
    assert painted(visitor)["chosen"] == ["306"]
    # What was left out does not stay in the address.
    assert query_of(visitor).get("classes") is None
    assert query_of(visitor)["area"] == "306"


def test_script_in_a_link_is_shown_as_text(open_app: OpenApp) -> None:
    visitor = sound(open_app(indicator="<script>alert(1)</script>"))
    (warning,) = visitor.warning
    assert "alert(1)" in warning.value.replace("\\", "")
    for piece in visitor.get("html"):
        assert "<script>alert" not in piece.proto.body


def test_link_to_a_level_without_figures_says_what_is_shown_instead(open_app: OpenApp) -> None:
    visitor = sound(open_app(indicator="reported_crimes", lang="en"))
    assert painted(visitor)["level"] == "city_area"
    note = text_of(html_of(visitor, 'class="headline"'))
    assert "city areas" in note
    assert "no figures for primary areas" in note


def test_choosing_an_indicator_changes_sentence_map_and_address(open_app: OpenApp) -> None:
    visitor = open_app(lang="en", area="306")
    before = heading(visitor)
    sound(visitor.selectbox(key="indicator").set_value("employment_rate").run())
    assert heading(visitor) != before
    assert painted(visitor)["indicator"] == "employment_rate"
    assert query_of(visitor) == {"area": "306", "indicator": "employment_rate", "lang": "en"}
    assert "Employment rate" in text_of(html_of(visitor, 'class="headline"'))
    sound(visitor.selectbox(key="indicator").set_value("low_economic_standard").run())
    assert heading(visitor) == before
    assert query_of(visitor) == {"area": "306", "lang": "en"}


def test_choosing_level_period_and_show_is_kept_in_the_address(open_app: OpenApp) -> None:
    visitor = open_app(indicator="turnout_municipal")
    sound(visitor.selectbox(key="level").set_value(AreaLevel.CITY_AREA).run())
    sound(visitor.selectbox(key="period").set_value("2018").run())
    sound(visitor.selectbox(key="show").select_index(3).run())
    assert query_of(visitor) == {
        "indicator": "turnout_municipal",
        "level": "city_area",
        "period": "2018",
        "show": "rank",
    }
    again = sound(open_app(**query_of(visitor)))
    assert heading(again) == heading(visitor)
    assert painted(again)["classes"] == painted(visitor)["classes"]


def test_chosen_area_is_carried_up_to_the_area_that_holds_it(open_app: OpenApp) -> None:
    visitor = open_app(area="306,606,101")
    sound(visitor.selectbox(key="level").set_value(AreaLevel.CITY_AREA).run())
    # Two of them lie in Nordost, which is chosen once.
    assert view_of(visitor).area[0] == "01"
    assert len(view_of(visitor).area) == 2
    sound(visitor.selectbox(key="level").set_value(AreaLevel.PRIMARY_AREA).run())
    assert view_of(visitor).area == ()


def test_level_without_figures_cannot_be_chosen(open_app: OpenApp, workspace: Workspace) -> None:
    for indicator in ("reported_crimes", "median_income", "stayers_share", "population"):
        visitor = open_app(indicator=indicator)
        every = combinations(workspace.table, workspace.areas, indicator)
        available = {each.level for each in every if each.available}
        box = visitor.selectbox(key="level")
        assert len(box.options) == len(available)
        for level in AreaLevel:
            if level in available:
                sound(box.set_value(level).run())
                assert painted(visitor)["level"] == level.value


def test_comparison_that_means_nothing_cannot_be_chosen(open_app: OpenApp) -> None:
    """A count has no difference from the city; nor has anything where the city has no value."""
    for query, shows in (
        ({"indicator": "population"}, 2),
        ({"indicator": "median_income"}, 2),
        ({"level": "municipality"}, 1),
        ({}, 4),
    ):
        assert len(open_app(**query).selectbox(key="show").options) == shows, query


def test_area_without_a_figure_is_no_zero_in_the_panel(open_app: OpenApp) -> None:
    visitor = sound(open_app(area="516", lang="en"))
    (value,) = re.findall(r'<p class="value missing">(.*?)</p>', html_of(visitor, 'class="panel"'))
    assert value == "No figure"


def test_every_chosen_area_has_a_panel_up_to_twenty(
    open_app: OpenApp, workspace: Workspace
) -> None:
    codes = workspace.areas.codes(AreaLevel.PRIMARY_AREA)
    visitor = sound(open_app(area=",".join(codes[:20])))
    assert html_of(visitor, 'class="panel"').count("<article") == 20
    visitor = sound(open_app(area=",".join(codes)))
    assert html_of(visitor, 'class="panel"').count("<article") == 20
    assert len(visitor.warning) == 1


def test_filters_of_initiatives_come_from_the_link(open_app: OpenApp) -> None:
    every = painted(open_app(status="running,planned,ended,unknown"))["shown"]
    none = painted(sound(open_app(initiatives="none")))["shown"]
    some = painted(sound(open_app(initiatives="work", words="Bergsjön")))["shown"]
    assert none == ""
    assert every.startswith("0-")
    assert some not in {"", every}


def test_everything_that_the_map_fetches_is_there(open_app: OpenApp) -> None:
    payload = painted(sound(open_app()))
    _, written = load()
    for name in (written.script, written.style, written.site):
        assert (written.folder / name).is_file()
    site = json.loads((written.folder / written.site).read_text(encoding="utf-8"))
    names = [site["land"], site["initiatives"], *site["geometry"].values(), *site["words"].values()]
    names += [name for levels in site["figures"].values() for name in levels.values()]
    assert [name for name in names if not (written.folder / name).is_file()] == []
    assert payload["level"] in site["figures"][payload["indicator"]]
    outlines = json.loads((written.folder / site["geometry"][payload["level"]]).read_text())
    figures = written.folder / site["figures"][payload["indicator"]][payload["level"]]
    (period,) = json.loads(figures.read_text())
    # Outlines, figures and classes go by their place in one and the same order.
    assert len(outlines["features"]) == len(period["values"]) == len(payload["classes"][0]) == 96
    places = {each["id"]: place for place, each in enumerate(outlines["features"])}
    assert period["values"][places["306"]] == 39.14


def _method(lang: str) -> None:
    from explorer.i18n import translator
    from explorer.ui.app import load
    from explorer.ui.pages import method

    workspace, files = load()
    method.draw(workspace, files, translator(lang))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", ["Data och metod", "Låg ekonomisk standard", "Primärområden"]),
        ("en", ["Data and method", "Low economic standard", "Primary areas"]),
    ],
)
def test_method_page_renders_with_every_indicator_and_source(
    workspace: Workspace, lang: str, words: list[str]
) -> None:
    visitor = AppTest.from_function(_method, default_timeout=TIMEOUT_S, args=(lang,)).run()
    text = text_of(html_of(sound(visitor), 'class="method"'))
    for word in words:
        assert word in text
    for definition in workspace.table.definitions.values():
        assert " ".join(definition.name(lang).split()) in text
    for source in workspace.table.sources.values():
        assert " ".join(source.title.split()) in text
    assert f"{len(workspace.report.moved)} " in text


def _more(lang: str) -> None:
    import streamlit as st

    from explorer.i18n import translator
    from explorer.ui import controls, state
    from explorer.ui.app import load

    workspace, _ = load()
    screen = state.on_screen(workspace, state.current(workspace))
    controls.draw_class_controls(screen, translator(lang))
    controls.draw_initiative_filters(screen.view, translator(lang))
    st.text(repr(screen.view))


@pytest.fixture
def more(workspace: Workspace) -> AppTest:  # noqa: ARG001  the app's data are loaded
    """Open what stands in popovers, which this kind of test cannot open, on a page of its own."""
    return AppTest.from_function(_more, default_timeout=TIMEOUT_S, args=("en",)).run()


def test_class_controls_change_the_view(more: AppTest) -> None:
    sound(more.selectbox(key="scheme").select_index(1).run())
    sound(more.slider(key="classes").set_value(5).run())
    sound(more.toggle(key="lock").set_value(False).run())
    assert query_of(more) == {"scheme": "quantiles", "classes": "5", "lock": "0"}


def test_own_breaks_are_taken_with_swedish_commas_and_true_minus_signs(more: AppTest) -> None:
    more.selectbox(key="scheme").select_index(5).run()
    sound(more.text_input(key="breaks").set_value("−10; −2,5; 5").run())
    assert view_of(more).breaks == (-10.0, -2.5, 5.0)
    assert query_of(more) == {"scheme": "own", "breaks": "-10,-2.5,5"}


@pytest.mark.parametrize(
    "text", ["ten; twenty", "5; 4", "5", "1; 1", "1; nan", "1; inf", "1;2;3;4;5;6;7;8;9"]
)
def test_breaks_that_cannot_be_used_are_told_and_the_old_ones_stay(
    more: AppTest, text: str
) -> None:
    more.selectbox(key="scheme").select_index(5).run()
    more.text_input(key="breaks").set_value("-5; 5").run()
    more.text_input(key="breaks").set_value(text).run()
    assert [each.value for each in more.exception] == []
    (error,) = more.error
    assert f"“{text}” was not used" in error.value
    assert view_of(more).breaks == (-5.0, 5.0)
    more.text_input(key="breaks").set_value("-4; 4").run()
    assert len(more.error) == 0


def test_filters_of_initiatives_change_the_view(more: AppTest) -> None:
    sound(more.multiselect(key="organiser").set_value(["region"]).run())
    sound(more.text_input(key="words").set_value("  bibliotek ").run())
    assert query_of(more) == {"organiser": "region", "words": "bibliotek"}


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the app read a folder whose boundary file breaks off."""
    (tmp_path / "primary_areas.geojson").write_text('{"type": "FeatureColl', encoding="utf-8")
    monkeypatch.setenv("EQUALITY_MAP_DATA_DIR", str(tmp_path))
    forget_settings()
    yield tmp_path
    forget_settings()


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_damaged_data_are_a_page_of_problems_and_no_fault(
    open_app: OpenApp, damaged: Path, lang: str
) -> None:
    visitor = sound(open_app(lang=lang))
    text = text_of(html_of(visitor, 'class="problems"'))
    assert translator(lang)("The data cannot be shown yet") in text
    assert "primary_areas.geojson" in text
    assert visitor.get("component_instance") == []
    assert str(damaged) not in text


def test_mended_data_are_shown_after_a_reload(open_app: OpenApp, damaged: Path) -> None:
    assert open_app().get("component_instance") == []
    (damaged / "primary_areas.geojson").unlink()
    assert heading(sound(open_app())).startswith(FIRST["sv"])


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("EQUALITY_MAP_DATA_DIR", "/nowhere/at-all"),
        ("EQUALITY_MAP_DEFAULT_LANGUAGE", "klingon"),
        ("EQUALITY_MAP_TILE_URL", "javascript:alert(1)"),
    ],
)
def test_bad_setting_is_told_by_name_and_no_fault(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """Without a language in the link, which the broken settings cannot give either."""
    monkeypatch.setenv(variable, value)
    forget_settings()
    visitor = sound(open_app())
    assert variable in text_of(html_of(visitor, 'class="problems"'))
    monkeypatch.undo()
    forget_settings()
