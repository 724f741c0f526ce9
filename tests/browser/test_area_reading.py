"""The reading about an area in a real browser: on a phone, by keyboard, on paper, for everyone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import serious
from tests.browser.visitor import PHONE, PageLog, Screen

NARROW = Screen(width=360, height=740, touch=True)
DARK = Screen(colours="dark")
DARK_PHONE = Screen(width=390, height=844, colours="dark", touch=True)
LEAST_TARGET = 44


def open_area(page: Page, url: str, query: str = "area=306&lang=sv") -> None:
    """Open the page about an area and wait until its last part is there."""
    page.goto(f"{url}/area?{query}")
    # The first visit also loads the data.
    last = page.get_by_role("heading", name=re.compile("Gå vidare|Go on"))
    expect(last).to_be_visible(timeout=60_000)
    expect(page.locator(".area-figures img").first).to_be_visible()


@pytest.mark.parametrize(
    "screen", [Screen(), PHONE, NARROW, DARK, DARK_PHONE], ids=lambda s: f"{s.width}{s.colours}"
)
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("area=306&lang=sv", "I området Östra Bergsjön bor 80 av 100 kvar"),
        ("area=306&lang=en", "In the area Östra Bergsjön, 80 in 100 residents"),
        ("area=306&easy=1", "I området Östra Bergsjön bor ungefär 8 av 10 kvar"),
    ],
    ids=["sv", "en", "easy"],
)
def test_page_reads_on_every_screen_and_axe_finds_nothing(
    page: Page, app_url: str, query: str, first: str, screen: Screen
) -> None:
    open_area(page, app_url, query)
    expect(page.get_by_role("heading", level=1)).to_have_text("Östra Bergsjön")
    expect(page.get_by_text(first)).to_be_visible()
    expect(page.locator(".area-story .told")).to_have_count(5)
    wider = page.evaluate("document.querySelector('.stMain').scrollWidth - innerWidth")
    assert wider <= 0, f"{screen.width} px"
    assert serious(page) == []


@pytest.mark.parametrize("screen", [PHONE])
def test_everything_that_is_pressed_is_large_enough(page: Page, app_url: str) -> None:
    open_area(page, app_url)
    small = page.evaluate(
        """(least) => [...document.querySelectorAll(
            ".st-key-area_reading :is(button, summary, a, label)")]
            .filter((each) => each.checkVisibility())
            .map((each) => [each.textContent.trim(), each.getBoundingClientRect().height])
            .filter(([, height]) => height < least - 0.5)""",
        LEAST_TARGET,
    )
    assert small == []


@pytest.mark.parametrize("screen", [PHONE])
def test_meaning_opens_by_keyboard_and_has_the_name_of_its_figure(page: Page, app_url: str) -> None:
    open_area(page, app_url)
    summary = page.locator(".area-figures summary", has_text="Låg ekonomisk standard")
    summary.focus()
    page.keyboard.press("Enter")
    meaning = page.get_by_text("Hur många som bor i ett hem med lite pengar för sin storlek.")
    expect(meaning).to_be_visible()
    outline = summary.evaluate("(each) => getComputedStyle(each).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("screen", [PHONE])
def test_by_keyboard_from_one_area_to_the_next_and_to_easy_swedish(
    page: Page, app_url: str
) -> None:
    open_area(page, app_url)
    switch = page.get_by_role("switch", name="Lätt svenska")
    switch.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("bor ungefär 8 av 10 kvar i samma hem")).to_be_visible()
    expect(page).to_have_url(re.compile("easy=1"))
    page.get_by_role("button", name="Västra Bergsjön").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Västra Bergsjön")
    expect(page).to_have_url(re.compile("area=305"))
    # It goes on where the new area begins, in the language that was chosen.
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("I området Västra Bergsjön bor ungefär")).to_be_visible()


def test_pictures_have_words(page: Page, app_url: str) -> None:
    open_area(page, app_url, "area=306&lang=en")
    empty = page.locator(".st-key-area_reading img:not([alt]), .st-key-area_reading img[alt='']")
    expect(empty).to_have_count(0)
    expect(
        page.get_by_role("img", name=re.compile(r"areas on a line, from 46.0% to 1.5%. Östra"))
    ).to_be_visible()
    expect(
        page.get_by_role("img", name="Map of the city with Östra Bergsjön marked.")
    ).to_be_visible()


def test_paper_shows_what_figures_mean_and_no_buttons(page: Page, app_url: str) -> None:
    open_area(page, app_url)
    page.emulate_media(media="print")
    meaning = page.get_by_text("Hur många som bor i ett hem med lite pengar för sin storlek.")
    expect(meaning).to_be_visible()
    for hidden in (".st-key-easy", ".st-key-area_ways_beside", ".st-key-header"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".area-story .told").first).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_page_asks_nobody_else(page: Page, app_url: str, page_log: PageLog) -> None:
    open_area(page, app_url)
    assert page_log.foreign() == []
