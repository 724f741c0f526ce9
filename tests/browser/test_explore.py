"""The Explore page in a real browser: what AppTest cannot see, the map's frame above all."""

import csv
import io
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, FrameLocator, Page, expect

from tests.browser.visitor import PHONE, WIDE, PageLog, Screen

FRAME = "iframe[src*='st_folium']"
# What a change of indicator sends beside the list of the app's pages, which grows with every page.
LIMIT_BYTES = 7_200
# One period; the most periods; and the longest texts, with reasons for what cannot be chosen.
CHOICES = {
    "Sysselsättningsgrad": "employment_rate|",
    "Folkmängd": "population|",
    "Valdeltagande": "turnout_municipal|",
}


def open_map(page: Page, url: str, query: str = "") -> FrameLocator:
    """Open the page and wait until the areas have their colours."""
    page.goto(f"{url}/{query}")
    frame = page.frame_locator(FRAME)
    expect(frame.locator("html[data-painted]")).to_be_attached()
    return frame


def inner(page: Page) -> Frame:
    """Return the frame itself, to ask its scripts."""
    return next(frame for frame in page.frames if "st_folium" in frame.url)


def painted(frame: FrameLocator, text: str) -> None:
    """Wait until the frame has drawn a view whose key holds a text."""
    expect(frame.locator(f"html[data-painted*='{text}']")).to_be_attached()


def position(page: Page) -> tuple[float, float, float]:
    """Return latitude, longitude and zoom of the map."""
    centre = inner(page).evaluate("[map_div.getCenter().lat, map_div.getCenter().lng]")
    zoom = inner(page).evaluate("map_div.getZoom()")
    return round(centre[0], 3), round(centre[1], 3), round(zoom, 2)


def fills(page: Page) -> list[str]:
    """Return the colours of all areas."""
    colours: list[str] = inner(page).evaluate(
        "[...document.querySelectorAll('path[data-code]')].map((p) => p.getAttribute('fill'))"
    )
    return colours


def choose_indicator(page: Page, name: str) -> None:
    """Type into the selectbox and take the first match."""
    box = page.get_by_role("combobox").first
    box.click()
    box.fill(name)
    page.get_by_role("option").first.wait_for()
    box.press("Enter")


def query_of(page: Page) -> dict[str, str]:
    """Return the parameters in the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def serious(part: Page | Frame) -> list[tuple[str, list[str]]]:
    """Return what axe finds serious or critical, with the first elements of each."""
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in Axe().run(part).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]


def test_first_view_has_96_areas_coloured_and_initiatives_on_top(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"I 20 av 96 områden lever mer än var femte invånare")
    )
    expect(frame.locator("path[data-code]")).to_have_count(96)
    classes = frame.locator("path[data-code]").evaluate_all(
        "paths => paths.map(p => p.dataset.class)"
    )
    assert {mark for mark in classes if mark != "-"} == set("0123456")
    # Högsbo and Arendal have no figure: hatched, in no class.
    for code in ("516", "707"):
        area = frame.locator(f"path[data-code='{code}']")
        expect(area).to_have_attribute("data-class", "-")
        expect(area).to_have_attribute("fill", "url(#no-figure)")
    assert classes.count("-") == 2
    assert frame.locator(".badge, .pin").count() > 20


@pytest.mark.parametrize("screen", [WIDE])
def test_map_takes_the_room_it_was_promised(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url)
    box = frame.locator("#map_div").bounding_box()
    assert box is not None
    assert box["width"] >= 0.6 * 1440
    visible = min(900, box["y"] + box["height"]) - box["y"]
    assert visible >= 0.7 * 900
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stToolbar")).to_be_hidden()


def test_no_request_leaves_this_machine(page: Page, app_url: str, page_log: PageLog) -> None:
    frame = open_map(page, app_url)
    frame.get_by_role("button", name="Zooma in").click()
    frame.get_by_role("button", name=re.compile("Insatser i kartbilden")).click()
    choose_indicator(page, "Valdeltagande")
    painted(frame, "turnout_municipal")
    page.get_by_role("link", name="Data och metod").click()
    expect(page.get_by_role("heading", name="Data och metod")).to_be_visible()
    assert page_log.requests
    assert page_log.foreign() == []


@pytest.mark.parametrize("name", CHOICES)
def test_another_indicator_keeps_the_frame_and_sends_little(
    page: Page, app_url: str, page_log: PageLog, name: str
) -> None:
    frame = open_map(page, app_url)
    inner(page).evaluate("window.isTheSame = true")
    frame.get_by_role("button", name="Zooma in").click()
    expect(page).to_have_url(re.compile("at="))
    # What the server still sends about the zoom is not part of the change of indicator.
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    before, colours = position(page), fills(page)
    page_log.drawn_bytes = 0
    choose_indicator(page, name)
    painted(frame, CHOICES[name])
    expect(page.locator(".panel footer")).to_contain_text("Uppgifter:")
    assert inner(page).evaluate("window.isTheSame") is True
    assert position(page) == before
    assert fills(page) != colours
    assert 0 < page_log.drawn_bytes < LIMIT_BYTES


def test_a_click_chooses_an_area_and_the_panel_tells_of_it(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url)
    frame.locator("path[data-code='706']").click()
    expect(page.get_by_role("heading", name="Björlanda")).to_be_visible()
    expect(page).to_have_url(re.compile("area=706"))
    expect(frame.locator("path[data-code='706']")).to_have_attribute("aria-selected", "true")
    # With Ctrl a second one is added; choosing alone again replaces both.
    frame.locator("path[data-code='611']").click(modifiers=["Control"])
    expect(page.get_by_role("heading", name="Bergum")).to_be_visible()
    expect(page).to_have_url(re.compile("area=706%2C611|area=706,611"))
    frame.locator("path[data-code='611']").click()
    expect(page.get_by_role("heading", name="Björlanda")).to_be_hidden()
    frame.get_by_role("button", name="Rensa valet").click()
    expect(page.get_by_role("heading", name="Göteborg")).to_be_visible()
    expect(frame.locator("path[aria-selected='true']")).to_have_count(0)


def test_hover_names_area_value_city_and_quality(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url)
    frame.locator("path[data-code='706']").hover()
    readout = frame.locator(".readout.open")
    expect(readout).to_contain_text("Björlanda")
    expect(readout).to_contain_text(re.compile(r"\d+,\d\s%"))
    expect(readout).to_contain_text("Staden: 15,3 %")
    expect(readout).to_contain_text("Ungefärlig uppgift")
    expect(frame.locator(".legend .mark.hovered")).to_have_count(1)
    expect(frame.locator(".strip .dot.hovered")).to_have_count(1)


def test_keyboard_alone_reaches_names_and_chooses_an_area(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url)
    focused = "document.activeElement?.getAttribute('aria-label') || ''"
    for _ in range(40):
        page.keyboard.press("Tab")
        if inner(page).evaluate("document.activeElement?.dataset?.code || ''"):
            break
    first = inner(page).evaluate(focused)
    assert re.search(r"\d+,\d\s%|uppgift saknas", first)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    second = inner(page).evaluate(focused)
    assert second != first
    name = second.split(",")[0]
    expect(frame.locator(".readout.open strong")).to_have_text(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    # Typing a name does the same.
    finder = frame.get_by_role("textbox", name="Sök område").or_(
        frame.get_by_role("combobox", name="Sök område")
    )
    finder.focus()
    page.keyboard.type("Tuve")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tuve", exact=True)).to_be_visible()


def test_a_copied_link_restores_the_view(new_page: Callable[[Screen], Page], app_url: str) -> None:
    first = new_page(WIDE)
    frame = open_map(first, app_url, "?lang=en&initiatives=work,schooling")
    choose_indicator(first, "Municipal election".lower())
    painted(frame, "turnout_municipal")
    frame.locator("path[data-code='706']").click()
    expect(first).to_have_url(re.compile("area=706"))
    for _ in range(3):
        frame.get_by_role("button", name="Zoom in").click()
    # The address follows once the map rests: it has the last of the three zooms.
    first.wait_for_function(
        """(frame) => {
          const map = document.querySelector(frame).contentWindow.map_div;
          const at = new URL(location).searchParams.get("at");
          return at && !map._animatingZoom && Number(at.split(",")[2]) === Number(map.getZoom().toFixed(2));
        }""",
        arg=FRAME,
    )
    link, where = first.url, position(first)
    second = new_page(WIDE)
    second.goto(link)
    copy = second.frame_locator(FRAME)
    painted(copy, "turnout_municipal")
    expect(second.get_by_role("heading", name="Björlanda")).to_be_visible()
    expect(copy.locator("path[data-code='706']")).to_have_attribute("aria-selected", "true")
    assert position(second) == pytest.approx(where, abs=0.02)
    assert fills(second) == fills(first)
    wanted = {"lang": "en", "indicator": "turnout_municipal", "area": "706"}
    assert wanted.items() <= query_of(second).items()


def test_a_broken_link_says_what_it_ignored_and_shows_the_rest(page: Page, app_url: str) -> None:
    frame = open_map(
        page,
        app_url,
        "?indicator=unemployment_rate&area=999&classes=77&colour=red&scheme=![a](http://example.com/a.png)",
    )
    painted(frame, "unemployment_rate")
    # The last would be a picture from elsewhere, if it were taken for Markdown.
    for text in ("999", "77", "red", "![a](http://example.com/a.png)"):
        expect(page.get_by_test_id("stAlert").filter(has_text=f"”{text}”")).to_be_visible()
    assert "area" not in query_of(page)


def test_periods_play_in_the_browser_without_the_server(
    page: Page, app_url: str, page_log: PageLog
) -> None:
    frame = open_map(page, app_url, "?indicator=foreign_born_share&level=city_area&period=2020")
    painted(frame, "|2020|")
    expect(frame.get_by_role("slider")).to_have_attribute("aria-valuetext", "2020")
    page_log.received_bytes = 0
    frame.get_by_role("button", name="Spela upp åren").click()
    painted(frame, "|2021|")
    painted(frame, "|2022|")
    assert page_log.received_bytes == 0
    # At the end the page is told, and its address follows.
    painted(frame, "|2023|")
    expect(page.get_by_text("stadsområden, 2023")).to_be_visible()


def test_the_table_says_the_same_as_the_map_and_sorts(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url)
    frame.get_by_role("button", name=re.compile("^Tabell")).click()
    rows = frame.locator("table.figures tbody tr")
    expect(rows).to_have_count(96)
    # Sorted by difference, largest first: the two without a figure come last, and never as zero.
    expect(rows.nth(95)).to_contain_text("uppgift saknas")
    expect(rows.nth(94)).to_contain_text("uppgift saknas")
    expect(rows.nth(95)).not_to_contain_text("0,0 %")
    expect(rows.first).to_contain_text("46,0 %")
    heading = frame.get_by_role("button", name="Låg ekonomisk standard")
    heading.click()
    heading.click()
    expect(rows.first).to_contain_text("1,5 %")
    expect(rows.nth(95)).to_contain_text("uppgift saknas")
    expect(frame.locator("th[aria-sort='ascending']")).to_have_count(1)
    frame.get_by_role("button", name="Grimmered").click()
    expect(page.get_by_role("heading", name="Grimmered")).to_be_visible()


def test_initiatives_are_filtered_listed_and_opened(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url, "?lang=en&initiatives=early_years&status=running")
    tab = frame.get_by_role("button", name=re.compile("^Initiatives in view"))
    tab.click()
    item = frame.locator("details", has_text="Familjecentralen Sandarna")
    item.locator("summary").click()
    expect(item).to_contain_text("Brings child health care")
    expect(item).to_contain_text("Göteborgs Stad och Västra Götalandsregionen")
    expect(item.get_by_role("link")).to_have_attribute("href", re.compile("^https://vartgoteborg"))
    expect(item).to_contain_text("in its neighbourhood")
    frame.get_by_role("button", name=re.compile("^Whole city")).click()
    expect(frame.locator("details", has_text="Staden där vi läser")).to_be_visible()
    expect(frame.locator("details", has_text="Kompetenscenter")).to_have_count(0)


def test_only_levels_that_exist_can_be_chosen(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url, "?indicator=reported_crimes")
    painted(frame, "reported_crimes|city_area")
    expect(page.get_by_role("status").filter(has_text="stadsområden")).to_be_visible()
    page.get_by_role("combobox").nth(1).click()
    expect(page.get_by_role("option")).to_have_count(2)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("screen", [WIDE, PHONE, Screen(colours="dark")])
@pytest.mark.usefixtures("screen")
def test_axe_finds_nothing_serious(page: Page, app_url: str, lang: str) -> None:
    frame = open_map(page, app_url, f"?lang={lang}&area=306")
    frame.locator(".tabs button").first.click()
    assert serious(page) + serious(inner(page)) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_axe_finds_nothing_serious_in_popovers_and_on_the_method_page(
    page: Page, app_url: str, lang: str
) -> None:
    open_map(page, app_url, f"?lang={lang}")
    found = []
    for name, inside in (("Insatser", "Målområden"), ("Mer", "Klasser")):
        translated = {"Insatser": "Initiatives", "Mer": "More"}[name]
        wanted = {"Målområden": "Target areas", "Klasser": "Number of classes"}[inside]
        page.get_by_role("button", name=name if lang == "sv" else translated, exact=True).click()
        expect(page.get_by_text(inside if lang == "sv" else wanted).first).to_be_visible()
        found += serious(page)
        page.keyboard.press("Escape")
    page.goto(f"{app_url}/method?lang={lang}")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert found + serious(page) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", ["", "method"])
@pytest.mark.parametrize("screen", [PHONE])
def test_nothing_is_wider_than_a_phone(page: Page, app_url: str, lang: str, path: str) -> None:
    page.goto(f"{app_url}/{path}?lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if not path:
        expect(page.frame_locator(FRAME).locator("html[data-painted]")).to_be_attached()
        width = inner(page).evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0


def test_csv_for_excel_is_what_a_swedish_excel_reads(page: Page, app_url: str) -> None:
    open_map(page, app_url)
    page.get_by_role("button", name="Mer", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV för Excel").click()
    content = started.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 97
    assert any("39,1" in cell for row in rows for cell in row)


def test_language_changes_in_place(page: Page, app_url: str) -> None:
    frame = open_map(page, app_url, "?area=306")
    inner(page).evaluate("window.isTheSame = true")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("In 20 of 96 areas")
    expect(frame.get_by_role("button", name=re.compile("^Initiatives in view"))).to_be_visible()
    expect(frame.locator(".legend caption")).to_contain_text("Difference")
    assert inner(page).evaluate("window.isTheSame") is True
    expect(page).to_have_url(re.compile("lang=en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(FRAME)).to_have_attribute("title", "Map")


def test_a_link_may_name_a_page(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?page=method&lang=en")
    expect(page.get_by_role("heading", name="Data and method")).to_be_visible()
    expect(page).to_have_url(re.compile("/method"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Svenska").click()
    expect(page.get_by_role("heading", name="Data och metod")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Map").click()
    expect(page.frame_locator(FRAME).locator("html[data-painted]")).to_be_attached()
    expect(page.get_by_role("heading", level=1)).to_contain_text("In 20 of 96 areas")


def test_a_period_that_is_not_there_is_said(page: Page, app_url: str) -> None:
    open_map(page, app_url, "?lang=en&period=2014")
    note = page.get_by_role("status").filter(has_text="no figures for 2014")
    expect(note).to_have_text("Shown for 2024: there are no figures for 2014.")
