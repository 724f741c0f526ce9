"""Longer words, small screens and a language read from the right, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import AppServer, start_app
from tests.browser.test_explore import FRAME, serious
from tests.browser.visitor import Screen
from tests.pseudo import LONG, RIGHT_TO_LEFT, write_pseudo

WIDE = Screen()
NARROW = Screen(width=360, height=740, touch=True)
# What is left of a screen 1280 pixels wide at 400 percent.
ENLARGED = Screen(width=320, height=256)
VIEWS = (
    *("", "area", "area?area=306", "gaps?part=size", "gaps?part=board", "compare?compare=table"),
    *("effort?effort=need", "effort?effort=blanks", "effort?effort=reach", "initiatives"),
    *("initiatives?register=files", "initiatives?initiative=familjecentral-sandarna"),
    *("method", "accessibility"),
)
# A text is cut off where something round it is narrower than its content and does not show the rest.
# What may scroll says so by role or place; charts are pictures, and looked at apart.
CUT_OFF = """() => {
  const main = document.querySelector(".stMain");
  const cut = main.scrollWidth > innerWidth ? [`the page is ${main.scrollWidth} wide`] : [];
  const apart = ".scroll, .unseen, .spoken, svg, thead, [data-testid='stDataFrame']";
  for (const each of main.querySelectorAll("*")) {
    const texts = [...each.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!texts.length || !each.checkVisibility() || each.closest(apart)) continue;
    for (let round = each; round !== main; round = round.parentElement) {
      const style = getComputedStyle(round);
      const hides = style.overflowX !== "visible" && style.clipPath === "none";
      if (hides && round.scrollWidth > round.clientWidth + 1) {
        cut.push(`${each.tagName}: ${each.textContent.slice(0, 60)}`);
        break;
      }
    }
  }
  return cut;
}"""


@pytest.fixture(scope="module")
def made_up_app(
    project_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """Start the app with the made-up languages, from nothing but their translation files."""
    folder = tmp_path_factory.mktemp("made-up")
    locales = tmp_path_factory.mktemp("locales")
    for lang in (LONG, RIGHT_TO_LEFT):
        write_pseudo(locales, lang)
    with start_app(
        project_root / "tests" / "browser" / "pseudo_page.py",
        folder=folder,
        settings={"PYTHONPATH": str(project_root), "PSEUDO_LOCALES": str(locales)},
    ) as server:
        yield server


def open_view(page: Page, url: str, view: str, lang: str) -> None:
    page.goto(f"{url}/{view}{'&' if '?' in view else '?'}lang={lang}")
    # The last thing on every page; the first visit also loads the data.
    expect(page.locator(".st-key-under")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-stale='true']")).to_have_count(0)


@pytest.mark.parametrize("screen", [WIDE, NARROW, ENLARGED], ids=lambda each: str(each.width))
@pytest.mark.parametrize("lang", [LONG, RIGHT_TO_LEFT])
def test_no_page_scrolls_sideways_and_no_text_is_cut_off(
    page: Page, made_up_app: AppServer, lang: str, screen: Screen
) -> None:
    faults = {}
    for view in VIEWS:
        open_view(page, made_up_app.url, view, lang)
        found = page.evaluate(CUT_OFF)
        if found:
            faults[view] = found
    assert faults == {}, screen


def test_page_and_map_are_read_from_the_right_where_the_language_is(
    page: Page, made_up_app: AppServer
) -> None:
    open_view(page, made_up_app.url, "", RIGHT_TO_LEFT)
    root = page.locator("html")
    expect(root).to_have_attribute("dir", "rtl")
    expect(root).to_have_attribute("lang", RIGHT_TO_LEFT)
    frame = page.frame_locator(FRAME)
    expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    expect(frame.locator("path[data-code]")).to_have_count(96)
    heading = page.get_by_role("heading", level=1).first.bounding_box()
    assert heading is not None
    # The heading begins at the right edge, the panel stands to the left of the map.
    assert heading["x"] + heading["width"] > 1440 - 60
    panel, map_ = page.locator(".panel").bounding_box(), page.locator(FRAME).bounding_box()
    assert panel is not None
    assert map_ is not None
    assert panel["x"] + panel["width"] <= map_["x"]
    assert serious(page) == []
    page.get_by_role("button", name="English").click()
    expect(root).to_have_attribute("dir", "ltr")
    expect(frame.locator("html")).to_have_attribute("dir", "ltr")


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=lambda each: str(each.width))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_accessibility_statement_is_a_link_away_on_every_page(
    page: Page, app_url: str, lang: str, screen: Screen
) -> None:
    name = {"sv": "Tillgänglighet", "en": "Accessibility"}[lang]
    for view in ("", "area", "gaps", "compare", "effort", "initiatives", "method"):
        open_view(page, app_url, view, lang)
        link = page.locator(".st-key-under").get_by_role("link", name=name)
        expect(link).to_be_visible()
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44, screen
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/accessibility"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert serious(page) == []
