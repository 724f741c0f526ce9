"""The Compare page without a browser: every part on every level renders, and the address restores it."""

import json
import re
from itertools import cycle
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.compare import headline_indicators
from explorer.ui.app import load
from explorer.ui.pages.compare import TITLES
from explorer.view import ComparePart
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from tests.app.conftest import OpenApp
from tests.app.test_explore import heading, html_of, query_of, sound, text_of, view_of
from tests.app.test_gaps import whole, words_of

PARTS = [part.value for part in ComparePart]
# A share with several periods, a count that the four city areas alone have, one without a better
# end, one without figures for primary areas, a median and one with withheld figures.
PAIRS = [
    ("foreign_born_share", "low_economic_standard"),
    ("reported_crimes", "population"),
    ("employment_rate", "share_in_challenged_areas"),
    ("median_economic_standard", "foreign_born_share"),
    ("population", "upper_secondary_eligible"),
]
OWN = "Norra stranden~101,102:0.5;Bergsjön öst~306"
# What each part says with figures, in both languages.
SAID = {
    "maps": ("I 20 av 96 områden", "In 20 of 96 areas"),
    "change": ("27,8 % år 2020, 29,6 % år 2023", "27.8% in 2020, 29.6% in 2023"),
    "table": ("Hela staden 15,3", "Whole city 15.3"),
    "scatter": ("Spearman", "Spearman"),
    "similar": ("Skälltorp", "Skälltorp"),
    "index": ("Hovås", "Hovås"),
    "own": ("12 880", "12,880"),
}


@pytest.fixture
def workspace(open_app: OpenApp) -> Workspace:
    """Return the data that the app itself has loaded."""
    open_app()
    loaded, _ = load()
    return loaded


def open_part(open_app: OpenApp, part: str, **query: str) -> AppTest:
    """Open a part of the page and hold that it is whole."""
    visitor = open_app(page="compare", compare=part, **query)
    return whole(visitor, f"{part} {query}")


def payloads(visitor: AppTest) -> list[dict[str, Any]]:
    """Return what the maps' frames are asked to draw, in order."""
    found = []
    for component in visitor.get("component_instance"):
        script = json.loads(component.proto.json_args)["feature_group"]
        (text,) = re.findall(r"EqualityMap\.paint\((.*?)\);\s", script, re.DOTALL)
        found.append(json.loads(text))
    return found


def options_of(visitor: AppTest, key: str) -> list[str]:
    return list(visitor.selectbox(key=key).options)


def keys_of(visitor: AppTest) -> set[str]:
    return {str(each.key) for each in visitor.selectbox}


def alerts(visitor: AppTest) -> list[str]:
    """Return the warnings as they are read, without what keeps them from being Markdown."""
    return [re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", each.value) for each in visitor.warning]


@pytest.mark.parametrize("level", AreaLevel)
def test_every_part_renders_on_every_level(open_app: OpenApp, level: AreaLevel) -> None:
    """The parts that take no indicator once, the others with every pair; the languages in turn."""
    languages = cycle(("en", "sv"))
    for part in PARTS:
        paired = part in {"maps", "change", "scatter"}
        for indicator, beside in PAIRS if paired else PAIRS[1:2]:
            visitor = open_part(
                open_app,
                part,
                level=level.value,
                indicator=indicator,
                beside=beside,
                own=OWN,
                lang=next(languages),
            )
            what = (part, indicator)
            assert alerts(visitor) == [], what
            # Nothing is chosen that is not offered, and nothing is offered that is no name.
            for each in visitor.selectbox:
                assert each.value is not None, (what, each.key)
                assert not {"None", "nan", ""} & set(each.options), (what, each.key)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_part_has_a_sentence_in_the_language_of_the_page(open_app: OpenApp, lang: str) -> None:
    headings = set()
    for part in PARTS:
        indicator = "foreign_born_share" if part == "change" else "low_economic_standard"
        own = {"own": OWN} if part == "own" else {}
        visitor = open_part(open_app, part, indicator=indicator, lang=lang, **own)
        assert SAID[part][lang == "en"] in words_of(visitor), part
        title = heading(visitor)
        assert (title == TITLES[ComparePart(part)]) == (lang == "en"), part
        headings.add(title)
        english = " the " in f" {words_of(visitor)} "
        assert english == (lang == "en"), words_of(visitor)
    assert len(headings) == len(PARTS)


def test_indicator_beside_without_figures_for_the_level_is_told_and_has_no_period(
    open_app: OpenApp,
) -> None:
    link = {"beside": "share_in_challenged_areas", "lang": "en"}
    maps = open_part(open_app, "maps", **link)
    assert "cannot be shown for primary areas" in words_of(maps)
    assert len(payloads(maps)) == 1
    pair = open_part(open_app, "scatter", **link)
    assert "do not both have figures for primary areas" in words_of(pair)
    for visitor in (maps, pair):
        assert "then" not in keys_of(visitor)
        # A way on: another indicator brings the period back.
        sound(visitor.selectbox(key="beside").set_value("foreign_born_share").run())
        assert visitor.selectbox(key="then").value == "2023"
        assert query_of(visitor)["beside"] == "foreign_born_share"


@pytest.mark.parametrize("part", ["change", "table", "scatter", "similar", "index"])
def test_whole_city_gives_way_to_its_areas_and_that_is_said(open_app: OpenApp, part: str) -> None:
    visitor = open_part(
        open_app, part, level="municipality", indicator="foreign_born_share", lang="en"
    )
    head = text_of(html_of(visitor, 'class="headline"'))
    assert "Shown for primary areas: the whole city alone has no area beside it." in head
    assert visitor.selectbox(key="level").value is AreaLevel.PRIMARY_AREA
    if part == "change":
        assert len(payloads(visitor)[0]["figures"][0]["values"]) == 96
    else:
        assert "oo few" not in words_of(visitor)


def test_level_without_figures_is_told_by_the_name_of_what_is_shown(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "maps", indicator="reported_crimes", lang="en")
    head = text_of(html_of(visitor, 'class="headline"'))
    assert "Shown for city areas: there are no figures for primary areas." in head


@pytest.mark.parametrize("part", ["table", "similar", "index"])
def test_indicator_of_another_page_does_not_bind_the_level(open_app: OpenApp, part: str) -> None:
    """Crimes are counted for city areas alone; these parts show no crimes."""
    visitor = open_part(open_app, part, indicator="reported_crimes", lang="en")
    assert visitor.selectbox(key="level").value is AreaLevel.PRIMARY_AREA
    assert "Primary areas (96)" in options_of(visitor, "level")
    assert "indicator" not in keys_of(visitor)
    # The choice made elsewhere is kept.
    assert view_of(visitor).indicator == "reported_crimes"


def test_maps_choose_the_same_areas_and_the_first_alone_finds_one(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "maps", area="306,402", lang="en")
    first, second = payloads(visitor)
    assert first["chosen"] == second["chosen"] == ["306", "402"]
    assert query_of(visitor) == {"area": "306,402", "lang": "en"}


def test_one_scale_is_offered_where_two_maps_can_share_it(open_app: OpenApp) -> None:
    alike = {"beside": "foreign_born_share", "then": "2020", "show": "value"}
    visitor = open_part(open_app, "maps", indicator="foreign_born_share", lang="en", **alike)
    toggle = visitor.toggle(key="shared")
    assert not toggle.disabled
    apart = payloads(visitor)
    sound(toggle.set_value(True).run())
    assert query_of(visitor)["shared"] == "1"
    together = payloads(visitor)
    assert together[0]["labels"] == together[1]["labels"]
    assert apart[0]["labels"] != apart[1]["labels"]
    # Lower is better of the one, higher of the other.
    other = open_part(open_app, "maps", shared="1", lang="en")
    assert other.toggle(key="shared").disabled
    assert not other.toggle(key="shared").value
    assert "not the same end" in other.toggle(key="shared").help


def test_change_is_counted_from_the_period_that_is_asked_for(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "change", indicator="foreign_born_share", lang="en")
    assert options_of(visitor, "since") == ["2020", "2021", "2022"]
    sound(visitor.selectbox(key="since").set_value("2022").run())
    assert query_of(visitor)["base"] == "2022"
    assert "in 2022, 29.6% in 2023" in words_of(visitor)
    one = open_part(open_app, "change", lang="en")
    assert "There is nothing before 2024 to compare with." in words_of(one)
    assert not payloads(one)


def test_table_is_sorted_with_what_is_missing_last(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "table", area="306", own=OWN, lang="en")
    rows = heat_rows(visitor)
    swedish = str.maketrans("ÅåÄäÖö", "{{||}}")
    assert rows == sorted(rows, key=lambda name: name.translate(swedish).casefold())
    assert len(rows) == 98
    sound(visitor.selectbox(key="heat_order").set_value("low_economic_standard").run())
    highest = heat_rows(visitor)
    assert highest[0] == "Norra Biskopsgården"
    assert set(highest[-2:]) == {"Arendal", "Högsbo"}
    sound(visitor.toggle(key="heat_descending").set_value(False).run())
    lowest = heat_rows(visitor)
    assert lowest[0] == "Grimmered"
    assert set(lowest[-2:]) == {"Arendal", "Högsbo"}
    chosen = re.findall(r'<tr class="chosen"><th scope="row">(.*?)</th>', heat_of(visitor))
    assert set(chosen) == {"Östra Bergsjön", "Norra stranden", "Bergsjön öst"}


def heat_of(visitor: AppTest) -> str:
    return html_of(visitor, 'class="heat"')


def heat_rows(visitor: AppTest) -> list[str]:
    """Name the rows of the table in their order."""
    _, body = heat_of(visitor).split("<tbody>")
    return re.findall(r'<th scope="row">(.*?)</th>', body)


def test_similar_areas_are_chosen_on_all_pages(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "similar", area="306", lang="en")
    assert visitor.selectbox(key="similar_to").value == "306"
    (button,) = (each for each in visitor.button if each.label.startswith("Choose these"))
    sound(button.click().run())
    chosen = view_of(visitor).area
    assert chosen[0] == "306"
    assert len(set(chosen)) == 6
    names = load()[0].areas.names(AreaLevel.PRIMARY_AREA)
    for code in chosen:
        assert names[code] in words_of(visitor)


def test_own_area_can_be_asked_what_it_is_like_and_is_not_chosen_as_a_code(
    open_app: OpenApp,
) -> None:
    visitor = open_part(open_app, "similar", own=OWN, lang="en")
    assert visitor.selectbox(key="similar_to").value == "own:Norra stranden"
    assert "Most like Norra stranden" in words_of(visitor)
    (button,) = (each for each in visitor.button if each.label.startswith("Choose these"))
    sound(button.click().run())
    assert all(code.isdigit() for code in view_of(visitor).area)
    assert len(view_of(visitor).area) == 5


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_weights_that_are_all_zero_are_told_and_another_leads_on(
    open_app: OpenApp, lang: str
) -> None:
    visitor = open_part(
        open_app, "index", weights="low_economic_standard:0,employment_rate:0", lang=lang
    )
    told = words_of(visitor)
    way_on = {"sv": "Ge minst en indikator en vikt.", "en": "Give at least one indicator a weight."}
    assert way_on[lang] in told
    assert "Hovås" not in told
    sound(visitor.number_input(key="weight_employment_rate").set_value(2.0).run())
    assert way_on[lang] not in words_of(visitor)
    weights = dict(view_of(visitor).weights)
    assert weights.pop("employment_rate") == 2.0
    assert set(weights.values()) == {0.0}
    assert "employment_rate:2" in query_of(visitor)["weights"]


def test_level_that_lacks_an_indicator_of_the_index_is_no_matter_of_zero_weights(
    open_app: OpenApp,
) -> None:
    visitor = open_part(open_app, "index", level="district_2011", lang="en")
    assert "Give at least one indicator a weight." not in words_of(visitor)
    assert "Choose another level" in words_of(visitor)


def test_weights_and_scale_go_to_the_address_and_back(
    open_app: OpenApp, workspace: Workspace
) -> None:
    visitor = open_part(open_app, "index", lang="en")
    assert "weights" not in query_of(visitor)
    sound(visitor.number_input(key="weight_stayers_share").set_value(0.0).run())
    sound(visitor.selectbox(key="scaling").set_value("rank").run())
    query = query_of(visitor)
    assert query["scaling"] == "rank"
    assert "stayers_share:0" in query["weights"]
    assert "Still in the same dwelling" not in html_of(visitor, "Places it may have")
    again = open_part(open_app, "index", **{k: v for k, v in query.items() if k != "compare"})
    assert words_of(again) == words_of(visitor)
    # Even weights are the usual ones, which no link has to name.
    sound(visitor.number_input(key="weight_stayers_share").set_value(1.0).run())
    assert "weights" not in query_of(visitor)
    offered = {str(each.key) for each in visitor.number_input}
    context = {
        name
        for name in headline_indicators(workspace)
        if workspace.table.definitions[name].direction == "context"
    }
    assert offered
    assert not {f"weight_{name}" for name in context} & offered


def own_rows(visitor: AppTest, title: str) -> dict[str, list[str]]:
    """Return the cells of an own area's table by the name of the indicator."""
    pieces = [each.proto.body for each in visitor.get("html")]
    (place,) = (i for i, each in enumerate(pieces) if f">{title}<" in each)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", pieces[place + 1], re.DOTALL)
    cells = [
        [text_of(each) for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]
    return {row[0]: row[1:] for row in cells[1:]}


def test_one_whole_area_has_its_own_figures(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "own", own="Bergsjön öst~306", lang="en")
    rows = own_rows(visitor, "Bergsjön öst")
    assert len(rows) == 27
    # As the file of figures has it, the median too.
    assert rows["Low economic standard"][:2] == ["39.1%", "2024"]
    assert rows["Median economic standard"][0] == "SEK 218 thousand"
    assert "approximate" not in " ".join(rows["Low economic standard"])
    assert "Where an area belongs in part" not in words_of(visitor)


def test_all_96_areas_have_the_citys_figures(open_app: OpenApp, workspace: Workspace) -> None:
    every = ",".join(workspace.areas.codes(AreaLevel.PRIMARY_AREA))
    visitor = open_part(open_app, "own", own=f"Allt~{every}", lang="en")
    rows = own_rows(visitor, "Allt")
    assert rows["Low economic standard"][0] == "15.3%"
    assert rows["Employment rate, ages 20–64"][0] == "78.1%"
    assert rows["Population"][0].startswith("613,276")
    # The city has a median economic standard of its own; none is worked out of medians.
    assert rows["Median economic standard"][0] == "SEK 340 thousand"


def test_withheld_and_missing_figures_of_an_own_area_are_told_in_words(
    open_app: OpenApp,
) -> None:
    visitor = open_part(open_app, "own", own=OWN, lang="en")
    rows = own_rows(visitor, "Norra stranden")
    eligible = rows["Eligible for upper secondary school (year 9)"]
    assert eligible[0] == "no figure"
    assert eligible[-1].startswith("Withheld")
    median = rows["Median economic standard"]
    assert median[0] == "no figure"
    assert "median" in median[-1]
    crimes = rows["Reported crimes"]
    assert crimes[0] == "no figure"
    for cells in rows.values():
        assert (cells[0] == "no figure") == (not re.search(r"\d", cells[0]))
    assert "the figures are approximate" in words_of(visitor)
    assert "pproximate" in rows["Low economic standard"][-1]


def test_own_area_is_put_together_named_and_taken_away(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "own", lang="en")
    visitor.text_input(key="own_name").set_value("Vid älven; öster")
    visitor.multiselect(key="own_areas").set_value(["101", "306"])
    sound(visitor.button(key="own_add").click().run())
    assert alerts(visitor) == []
    (own,) = view_of(visitor).own
    assert (own.name, own.pairs) == ("Vid älven; öster", (("101", 1.0), ("306", 1.0)))
    query = query_of(visitor)
    assert query["own"] == "Vid älven!s öster~101,306"
    assert visitor.text_input(key="own_name").value == ""
    again = open_app(page="compare", **query)
    assert view_of(again).own == (own,)
    sound(visitor.button(key="own_remove_0").click().run())
    assert view_of(visitor).own == ()
    assert "own" not in query_of(visitor)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_own_area_without_a_name_or_without_areas_is_told(open_app: OpenApp, lang: str) -> None:
    visitor = open_part(open_app, "own", lang=lang)
    sound(visitor.button(key="own_add").click().run())
    told = alerts(visitor)
    assert len(told) == 2
    assert view_of(visitor).own == ()
    assert all(not re.search(r"\{\w+\}", each) for each in told)
    assert told[0].startswith({"sv": "Namnet", "en": "The name"}[lang])


def test_fourth_own_area_is_not_offered(open_app: OpenApp) -> None:
    visitor = open_part(open_app, "own", own="A~101;B~102;C~306", lang="en")
    assert "There is room for 3 areas" in words_of(visitor)
    assert not [each for each in visitor.button if each.key == "own_add"]
    sound(visitor.button(key="own_remove_1").click().run())
    assert [each.name for each in view_of(visitor).own] == ["A", "C"]
    assert [each for each in visitor.button if each.key == "own_add"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_broken_link_is_told_by_name_and_the_page_is_shown(open_app: OpenApp, lang: str) -> None:
    broken = {
        "area": "306,99999",
        "own": "Gammalt~99999",
        "weights": "employment_rate:-1,gone:2",
        "scaling": "loudness",
        "beside": "happiness",
        "then": "1815",
        "shared": "maybe",
    }
    visitor = sound(open_app(page="compare", compare="index", lang=lang, **broken))
    told = alerts(visitor)
    assert len(told) == len(broken)
    for name, text in {**broken, "area": "99999"}.items():
        (warning,) = (each for each in told if f"“{name}”" in each or f"”{name}”" in each)
        assert text in warning
    assert "Hovås" in words_of(visitor) or "Östra Bergsjön" in words_of(visitor)
    assert view_of(visitor).area == ("306",)
    assert not {"own", "weights", "scaling", "beside", "then", "shared"} & set(query_of(visitor))


def test_half_of_a_broken_own_area_is_kept_and_the_rest_told(open_app: OpenApp) -> None:
    visitor = sound(open_app(page="compare", compare="own", own="A~101,99999,102:7", lang="en"))
    (warning,) = alerts(visitor)
    assert "99999" in warning
    assert "102:7" in warning
    (own,) = view_of(visitor).own
    assert own.codes == ("101",)


def test_script_in_the_name_of_an_own_area_is_shown_as_text(open_app: OpenApp) -> None:
    name = "<img src=x onerror=alert(1)>"
    for part in ("own", "table", "similar", "scatter"):
        visitor = sound(open_app(page="compare", compare=part, own=f"{name}~306"))
        assert view_of(visitor).own[0].name == name
        assert not any("<img src=x" in each.proto.body for each in visitor.get("html")), part


def test_own_area_stands_on_the_map_pages_panel(open_app: OpenApp) -> None:
    visitor = sound(open_app(own=OWN, lang="en"))
    panel = text_of(html_of(visitor, 'class="panel"'))
    assert "Norra stranden" in panel
    assert "Own area: Kungsladugård, Sanna" in panel
