"""The panel beside the map: what it says of the chosen areas, and what it must not say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import NamedTuple

import pytest

from explorer.i18n import translator
from explorer.initiatives.model import Initiative
from explorer.initiatives.register import in_area
from explorer.layers import MapLayer, build_layers, settle
from explorer.ui.panel import MOST_INITIATIVES, Beside, panel_html
from explorer.view import Show, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.own_area import OwnArea
from tests.unit.explorer.conftest import ReadFigures

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\"'&"
PRIMARY = AreaLevel.PRIMARY_AREA
# Östra Bergsjön, Hammarkullen, and Högsbo, which has no figure.
OSTRA_BERGSJON, HAMMARKULLEN, HOGSBO = "306", "606", "516"


class Panel(NamedTuple):
    html: str
    drawings: list[str]

    @property
    def text(self) -> str:
        """What a person reads, tags taken out."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @property
    def headings(self) -> list[str]:
        return [unescape(each) for each in re.findall(r"<h2>(.*?)</h2>", self.html)]

    @property
    def listed(self) -> list[str]:
        found = re.findall(r"<li><strong>(?:<a [^>]*>)?(.*?)(?:</a>)?</strong>", self.html)
        return [unescape(each) for each in found]


class Tags(HTMLParser):
    """Collect the elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]


def panel(
    workspace: Workspace,
    wish: ViewState,
    *,
    shown: Sequence[Initiative] | None = None,
    layers: dict[str, MapLayer] | None = None,
    similar: Mapping[str, Sequence[str]] = MappingProxyType({}),
    lang: str = "en",
) -> Panel:
    selection, show = settle(workspace, wish)
    view = replace(wish, level=selection.level, period=selection.period, show=show)
    drawings: list[str] = []

    def publish(drawing: str) -> str:
        drawings.append(drawing)
        return f"drawing-{len(drawings)}.svg"

    html = panel_html(
        workspace,
        build_layers(workspace, view) if layers is None else layers,
        view,
        Beside(workspace.register.initiatives if shown is None else shown, similar=similar),
        translator(lang),
        publish=publish,
    )
    return Panel(html, drawings)


def test_chosen_area_is_told_with_name_value_place_and_parents(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)))
    assert found.headings == ["Östra Bergsjön"]
    assert "39.1%" in found.text
    # 39.14 is the sixth highest of 94, and 23.84 points above the city's 15.3.
    assert "place 6 of 94" in found.text
    assert "23.8" in found.text
    above = [area.name for area in workspace.areas.parents(PRIMARY, OSTRA_BERGSJON)]
    assert above[-1] == "Göteborg"
    assert ", ".join(above[:-1]) in found.text


def test_panel_writes_in_the_language_of_the_page(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)), lang="sv")
    assert re.search("39,1\\s?%", found.text)
    assert "Göteborg" not in found.headings


@pytest.mark.parametrize(
    "codes",
    [(OSTRA_BERGSJON, HAMMARKULLEN, "101"), ("101", OSTRA_BERGSJON), (HAMMARKULLEN, "101")],
)
def test_chosen_areas_stand_in_the_order_of_choice(
    workspace: Workspace, codes: tuple[str, ...]
) -> None:
    found = panel(workspace, ViewState(area=codes))
    assert found.headings == [workspace.areas.name(PRIMARY, code) for code in codes]


def test_area_without_a_figure_says_so_and_shows_no_number(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(area=(HOGSBO,)), shown=())
    assert found.headings == ["Högsbo"]
    assert 'class="value missing"' in found.html
    (value,) = re.findall(r'<p class="value missing">(.*?)</p>', found.html)
    # The reason stands under it where there is one to give, and the same words never twice.
    sentence = "".join(re.findall(r'<p class="sentence">(.*?)</p>', found.html))
    assert sentence != value
    assert value == "No figure"
    assert not re.search(r"\d", value + sentence)
    assert "nan" not in found.text.lower()
    assert "place" not in sentence
    assert found.drawings == []


def test_withheld_figure_is_told_apart_from_a_missing_one(workspace: Workspace) -> None:
    wish = ViewState(indicator="upper_secondary_eligible", show=Show.VALUE)
    (layer,) = build_layers(workspace, wish).values()
    code = str(layer.frame.index[layer.frame["status"] == "suppressed"][0])
    found = panel(workspace, replace(wish, area=(code,)), shown=())
    (sentence,) = re.findall(r'<p class="sentence">(.*?)</p>', found.html)
    assert "withheld" in sentence
    assert not re.search(r"\d", sentence)


def test_hostile_names_are_text_in_every_place(workspace: Workspace) -> None:
    """The area, its parents, an initiative and its organiser are called by a script."""
    view = ViewState(area=(OSTRA_BERGSJON,), indicator="population", show=Show.VALUE)
    frame = workspace.areas.frame.assign(name=HOSTILE)
    hostile = replace(workspace, areas=replace(workspace.areas, frame=frame))
    here = in_area(workspace.register.initiatives, workspace.areas, PRIMARY, OSTRA_BERGSJON)
    shown = [replace(each, name=HOSTILE, organisation=HOSTILE) for each in here]
    found = panel(hostile, view, shown=shown)
    tags = Tags(found.html)
    assert "script" not in tags.names
    assert tags.names.count("img") == len(found.drawings) == 1
    assert [name for name in tags.attributes if name.startswith("on")] == []
    assert found.headings == [HOSTILE]
    assert found.listed == [HOSTILE] * MOST_INITIATIVES
    # Nothing in braces is computed.
    assert "{{7*7}}" in found.text
    assert all("<script" not in drawing and "<img" not in drawing for drawing in found.drawings)


def test_link_of_an_initiative_opens_apart_and_tells_nobody_where_from(
    workspace: Workspace,
) -> None:
    found = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)))
    links = re.findall(r"<a [^>]*>", found.html)
    assert len(links) == MOST_INITIATIVES
    for link in links:
        assert re.search(r'href="https?://', link)
        assert 'rel="noopener noreferrer"' in link


def test_first_initiatives_are_listed_and_the_rest_counted(workspace: Workspace) -> None:
    here = in_area(workspace.register.initiatives, workspace.areas, PRIMARY, OSTRA_BERGSJON)
    assert len(here) > MOST_INITIATIVES
    found = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)))
    assert found.listed == [each.name for each in here[:MOST_INITIATIVES]]
    assert f"Initiatives here ({len(here)})" in found.text
    assert f"and {len(here) - MOST_INITIATIVES} more" in found.text


def test_no_rest_is_counted_where_all_are_listed(workspace: Workspace) -> None:
    here = in_area(workspace.register.initiatives, workspace.areas, PRIMARY, OSTRA_BERGSJON)
    found = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)), shown=here[:MOST_INITIATIVES])
    assert len(found.listed) == MOST_INITIATIVES
    assert " more" not in found.text
    none = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)), shown=())
    assert none.listed == []
    assert "Initiatives here (0)" in none.text


def test_larger_area_counts_the_initiatives_of_all_areas_in_it(workspace: Workspace) -> None:
    level = AreaLevel.CITY_AREA
    inside = set(workspace.areas.children(level, "01", PRIMARY))
    count = sum(each.primary_area_code in inside for each in workspace.register.initiatives)
    # And those that serve Hammarkullen, Angered or Östra Göteborg: `serves` in the file.
    count += len(["kompetenscenter-oster", "utveckling-nordost", "sommarvardar-bostadsbolaget"])
    found = panel(workspace, ViewState(level=level, area=("01",)))
    assert found.headings == ["Nordost"]
    assert f"Initiatives here ({count})" in found.text


def test_one_period_draws_no_trend(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)))
    assert found.drawings == []
    assert "<figure" not in found.html


def test_trend_needs_two_figures_of_the_area_itself(workspace: Workspace) -> None:
    """Three elections, but the area has a figure of one of them only."""
    wish = ViewState(indicator="turnout_municipal", level=AreaLevel.CITY_AREA, area=("01",))
    layers = build_layers(workspace, wish)
    for period in ("2014", "2018"):
        frame = layers[period].frame.copy()
        frame.loc["01", ["value", "shown"]] = float("nan")
        frame.loc["01", "status"] = "missing"
        layers[period] = replace(layers[period], frame=frame)
    assert panel(workspace, wish, layers=layers).drawings == []
    assert len(panel(workspace, replace(wish, area=("02",)), layers=layers).drawings) == 1


def test_trend_tells_first_and_last_figure_and_draws_the_city_beside(
    workspace: Workspace,
) -> None:
    wish = ViewState(indicator="turnout_municipal", level=AreaLevel.CITY_AREA, area=("01",))
    found = panel(workspace, wish)
    (drawing,) = found.drawings
    assert drawing.count("<polyline") == 2
    assert drawing.count("<circle") == 3
    assert "drawing-1.svg" in found.html
    # 62.27 percent in 2014, 58.62 in 2022.
    (label,) = re.findall(r'alt="([^"]*)"', found.html)
    assert label == "62.3 in 2014, 58.6 in 2022."
    assert "2014" in drawing
    assert "2022" in drawing
    assert "Solid: Nordost. Dashed: the city." in found.text


def test_trend_of_a_count_is_drawn_without_the_city(workspace: Workspace) -> None:
    """The city's number of people would press every area's line flat."""
    wish = ViewState(indicator="population", area=(OSTRA_BERGSJON,))
    (drawing,) = panel(workspace, wish).drawings
    assert drawing.count("<polyline") == 1
    assert drawing.count("<circle") == 6


def test_line_of_equal_figures_is_level_and_no_division_by_nothing(workspace: Workspace) -> None:
    wish = ViewState(indicator="population", area=(OSTRA_BERGSJON,))
    layers = {
        period: replace(layer, frame=layer.frame.assign(value=5.0))
        for period, layer in build_layers(workspace, wish).items()
    }
    (drawing,) = panel(workspace, wish, layers=layers).drawings
    (points,) = re.findall(r'<polyline points="([^"]*)"', drawing)
    assert len({point.split(",")[1] for point in points.split()}) == 1


def test_city_stands_in_the_panel_while_nothing_is_chosen(workspace: Workspace) -> None:
    found = panel(workspace, ViewState())
    assert found.headings == ["Göteborg"]
    assert "15.3%" in found.text
    assert workspace.table.definitions["low_economic_standard"].description_en in found.text
    assert "Choose an area" in found.text
    assert found.listed == []
    assert "Initiatives here" not in found.text


def test_city_without_a_figure_says_so(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(indicator="median_income"))
    (value,) = re.findall(r'<p class="value missing">(.*?)</p>', found.html)
    assert value == "No figure for the whole city"


def test_figures_are_told_with_their_publisher(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)))
    assert "SCB" in found.text
    assert "2024" in found.text


@pytest.mark.parametrize("level", AreaLevel)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_area_of_every_level_has_a_panel(
    workspace: Workspace, level: AreaLevel, lang: str
) -> None:
    codes = workspace.areas.codes(level)
    found = panel(workspace, ViewState(level=level, area=codes), lang=lang)
    assert found.headings == [workspace.areas.name(level, code) for code in codes]
    assert "nan" not in found.text
    assert "None" not in found.text


SHORE = OwnArea("Stranden", (("101", 1.0), ("102", 0.5)))
ALONE = OwnArea("Bergsjön öst", ((OSTRA_BERGSJON, 1.0),))


def test_own_area_is_told_after_the_chosen_ones_with_what_it_is_made_of(
    workspace: Workspace, read_figures: ReadFigures
) -> None:
    found = panel(workspace, ViewState(area=(HAMMARKULLEN,), own=(SHORE, ALONE)))
    assert found.headings == ["Hammarkullen", "Stranden", "Bergsjön öst"]
    assert "Own area: Kungsladugård, Sanna" in found.text
    file = read_figures("low_economic_standard", PRIMARY, "2024")
    people = read_figures("population", PRIMARY, "2024")
    counts = {"101": people["101"], "102": people["102"] / 2}
    value = sum(file[code] * counts[code] for code in counts) / sum(counts.values())
    assert f'<p class="value">{value:.1f}%</p>' in found.html
    # Half of an area is told to be approximate, and how.
    assert found.text.count("spread evenly") == 1


def test_own_area_of_one_area_is_told_like_that_area(workspace: Workspace) -> None:
    own = panel(workspace, ViewState(own=(ALONE,)))
    whole = panel(workspace, ViewState(area=(OSTRA_BERGSJON,)))
    assert own.headings == ["Bergsjön öst"]
    assert "39.1%" in own.text
    assert "23.8" in own.text
    assert "spread evenly" not in own.text
    # The same initiatives lie in both.
    assert own.listed == whole.listed


def test_own_area_alone_takes_the_citys_place(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(own=(SHORE,)))
    assert found.headings == ["Stranden"]
    assert "Choose an area" not in found.text


def test_own_area_of_all_areas_has_the_citys_figure(workspace: Workspace) -> None:
    every = OwnArea("Allt", tuple((code, 1.0) for code in workspace.areas.codes(PRIMARY)))
    found = panel(workspace, ViewState(own=(every,)))
    assert '<p class="value">15.3%</p>' in found.html
    # One that serves several areas counts once.
    placed = [
        each for each in workspace.register.initiatives if each.primary_area_code or each.serves
    ]
    assert f"Initiatives here ({len(placed)})" in found.text


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("median_economic_standard", "median"),
        ("upper_secondary_eligible", "Withheld"),
        ("reported_crimes", ""),
    ],
)
@pytest.mark.parametrize("lang", ["en", "sv"])
def test_own_area_without_a_figure_says_why_and_shows_no_number(
    workspace: Workspace, indicator: str, words: str, lang: str
) -> None:
    found = panel(workspace, ViewState(indicator=indicator, own=(SHORE,)), shown=(), lang=lang)
    (value,) = re.findall(r'<p class="value missing">(.*?)</p>', found.html)
    assert not re.search(r"\d", value)
    assert '<p class="sentence">' not in found.html
    (note,) = re.findall(r'<p class="note">(.*?)</p>', found.html)
    assert note
    assert not re.search(r"\d", note)
    assert lang != "en" or words in note
    assert "nan" not in found.text
    assert "None" not in found.text


def test_name_of_an_own_area_is_text(workspace: Workspace) -> None:
    found = panel(workspace, ViewState(own=(replace(SHORE, name=HOSTILE),)))
    tags = Tags(found.html)
    assert "script" not in tags.names
    assert tags.names.count("img") == len(found.drawings)
    assert found.headings == [HOSTILE]


def test_own_area_is_shown_on_every_level(workspace: Workspace) -> None:
    for level in (AreaLevel.CITY_AREA, AreaLevel.INTERMEDIATE_AREA, PRIMARY):
        found = panel(workspace, ViewState(level=level, own=(ALONE,)))
        assert "39.1%" in found.text, level


def test_trend_of_an_own_area_follows_its_figures(workspace: Workspace) -> None:
    wish = ViewState(indicator="foreign_born_share", own=(ALONE, SHORE))
    found = panel(workspace, wish)
    assert len(found.drawings) == 2
    chosen = panel(workspace, replace(wish, own=(), area=(OSTRA_BERGSJON,)))
    # The same figures make the same drawing.
    assert found.drawings[0] == chosen.drawings[0]
    assert found.drawings[1] != found.drawings[0]
    assert "Solid: Stranden. Dashed: the city." in found.text


def test_similar_areas_are_named_where_they_are_known(workspace: Workspace) -> None:
    wish = ViewState(area=(OSTRA_BERGSJON, HAMMARKULLEN), own=(SHORE,))
    similar = {OSTRA_BERGSJON: ("Lövgärdet", "Hjällbo"), HAMMARKULLEN: ()}
    found = panel(workspace, wish, similar=similar)
    assert re.findall(r"Similar areas: [^<]*", found.html) == ["Similar areas: Lövgärdet, Hjällbo."]
    swedish = panel(workspace, wish, similar=similar, lang="sv")
    assert "Similar" not in swedish.text
    assert "Lövgärdet, Hjällbo" in swedish.text
    hostile = panel(workspace, wish, similar={OSTRA_BERGSJON: (HOSTILE,)})
    assert "<script" not in hostile.html
    assert "Similar areas" not in panel(workspace, wish).text
