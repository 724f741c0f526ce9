"""Need and effort, and coverage, in a real browser: maps, keyboard, phone, links, choice on the map."""

import re

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.test_compare import frame_of, too_wide
from tests.browser.test_explore import query_of, serious
from tests.browser.test_gaps import choose_part, settled
from tests.browser.visitor import PHONE, PageLog, Screen

DARK = Screen(colours="dark")
DARK_PHONE = Screen(width=390, height=844, colours="dark", touch=True)
# The first visitor of a server waits until it has read all data, also where other work is going on.
COLD_MS = 60_000
FRAME = "iframe[src*='st_folium']"
MAPS = {
    "classes": {"sv": "Fyra klasser", "en": "Four classes"},
    "bivariate": {
        "sv": "Behov och insatser per invånare",
        "en": "Need and initiatives per resident",
    },
}
COVERAGE = {"sv": "Täckning", "en": "Coverage"}
EFFORT = {"sv": "Behov och insatser", "en": "Need and effort"}


def open_part(page: Page, url: str, query: str = "", *, lang: str = "sv") -> None:
    page.goto(f"{url}/?page=effort&lang={lang}&{query}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=COLD_MS)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def shown(page: Page, plate: str, areas: int = 36) -> FrameLocator:
    """Wait for a map and return its frame."""
    frame = page.frame_locator(FRAME)
    expect(frame.locator(f"html[data-painted^='need.{plate}|']")).to_be_attached()
    expect(frame.locator("path[data-code]")).to_have_count(areas)
    return frame


def listed(frame: FrameLocator) -> list[int]:
    """Return how many areas the list of the legend counts in each class."""
    rows = frame.locator(".legend .list tbody tr[data-class] td:nth-child(3)")
    return [int(text) for text in rows.all_text_contents()]


def faults(page: Page) -> list[object]:
    settled(page)
    found: list[object] = [*serious(page), *too_wide(page)]
    if page.locator(FRAME).count():
        found += serious(frame_of(page))
    return found


@pytest.mark.parametrize(
    ("screen", "lang"),
    [(Screen(), "sv"), (DARK, "en"), (PHONE, "en"), (DARK_PHONE, "sv")],
    ids=["wide", "dark", "phone", "dark-phone"],
)
def test_both_parts_and_both_maps_are_sound(
    page: Page, app_url: str, page_log: PageLog, lang: str
) -> None:
    open_part(page, app_url, lang=lang)
    frame = shown(page, "classes")
    assert sum(listed(frame)) == 36
    expect(page.locator(".st-key-need_chart svg.marks")).to_be_visible()
    assert faults(page) == []
    choose_part(page, MAPS["bivariate"][lang])
    frame = shown(page, "bivariate")
    assert sum(listed(frame)) == 36
    assert faults(page) == []
    choose_part(page, COVERAGE[lang])
    expect(page.locator("svg.marks")).to_have_count(2)
    assert faults(page) == []
    assert page_log.foreign() == []


def test_square_of_the_legend_counts_as_its_list_does(page: Page, app_url: str) -> None:
    open_part(page, app_url, "effort_map=bivariate&effort_level=primary_area", lang="en")
    frame = shown(page, "bivariate", areas=96)
    square = frame.locator(".legend .square")
    expect(square).to_be_visible()
    fields = [int(text) for text in square.locator(".field b").all_text_contents()]
    # The list that screen readers get has the hatched areas in a row of their own.
    assert listed(frame)[: len(fields)] == fields
    expect(square.locator(".missing")).to_have_text(f"no figure: {96 - sum(fields)}")
    expect(square).to_have_attribute("aria-hidden", "true")
    # Colours of areas and of the square are the same.
    colour = square.locator(".field").first.evaluate("node => node.style.background")
    area = frame.locator("path[data-class='0']").first
    assert area.evaluate("node => getComputedStyle(node).fill") == colour
    choose_part(page, MAPS["classes"]["en"])
    frame = shown(page, "classes", areas=96)
    expect(square.locator(".field")).to_have_count(4)
    texts = square.locator(".field b").all_text_contents()
    assert [int(text) for text in texts] == listed(frame)[:4]


@pytest.mark.parametrize("screen", [PHONE])
def test_on_a_phone_the_list_takes_the_place_of_the_square(page: Page, app_url: str) -> None:
    open_part(page, app_url, "effort_map=bivariate", lang="sv")
    frame = shown(page, "bivariate")
    expect(frame.locator(".legend .square")).to_be_hidden()
    expect(frame.locator(".legend .list tbody tr[data-class]")).to_have_count(9)
    expect(frame.locator(".legend .list")).to_be_visible()


def test_keyboard_alone_chooses_part_and_map(page: Page, app_url: str) -> None:
    open_part(page, app_url, "effort=coverage", lang="en")
    part = page.get_by_role("radio", name=COVERAGE["en"], exact=True)
    expect(part).to_be_checked()
    part.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    shown(page, "classes")
    expect(page.get_by_role("radio", name=EFFORT["en"], exact=True)).to_be_checked()
    settled(page)
    page.get_by_role("radio", name=MAPS["classes"]["en"], exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    shown(page, "bivariate")
    assert query_of(page)["effort_map"] == "bivariate"


def test_area_chosen_on_the_map_is_marked_everywhere_and_the_link_restores_it(
    page: Page, app_url: str
) -> None:
    open_part(page, app_url, "effort_map=bivariate", lang="en")
    frame = shown(page, "bivariate")
    area = frame.locator("path[data-code='10']")
    name = (area.get_attribute("aria-label") or "").split(",")[0]
    # The keyboard reaches the areas as well; a press on the middle of one is as good.
    area.click()
    expect(page).to_have_url(re.compile(r"area=10(&|$)"))
    settled(page)
    assert query_of(page)["level"] == "intermediate_area"
    expect(frame.locator(".legend .square .marks .chosen")).to_have_count(1)
    page.get_by_text("All areas with need and effort").click()
    chosen = page.locator(".gap-table tr.chosen th")
    expect(chosen).to_have_text(name)
    address = page.url
    page.goto(address)
    frame = shown(page, "bivariate")
    expect(frame.get_by_role("button", name="Clear choice")).to_be_visible()
    # The choice lasts on the other pages, which show the level that it belongs to.
    expect(page).to_have_url(re.compile("area=10"))


def test_language_changes_in_place(page: Page, app_url: str) -> None:
    open_part(page, app_url, "effort_map=bivariate", lang="sv")
    shown(page, "bivariate")
    expect(page.locator(".lead")).to_contain_text("matchande insats")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".lead")).to_contain_text("matching initiative")
    frame = shown(page, "bivariate")
    expect(frame.locator(".square .across")).to_have_text("Initiatives per 1,000 residents →")


def test_names_in_the_table_are_text_and_counts_are_of_the_names(page: Page, app_url: str) -> None:
    open_part(page, app_url, lang="en")
    shown(page, "classes")
    page.get_by_text("All areas with need and effort").click()
    rows = page.locator(".st-key-need_areas .gap-table tbody tr")
    expect(rows).to_have_count(36)
    cells: list[list[str]] = rows.evaluate_all(
        "rows => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    for cell in cells:
        assert int(cell[4]) == (len(cell[7].split("; ")) if cell[7] else 0)
