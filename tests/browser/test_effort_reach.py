"""Reach, and gaps where we work, in a real browser: circles, keyboard, links, accessibility."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.app.long_series import INDICATOR, write_long_series
from tests.browser.server import AppServer, start_app
from tests.browser.test_explore import FRAME, inner, painted, query_of
from tests.browser.test_gaps import faults, pick, settled
from tests.browser.visitor import PHONE, PageLog, Screen

DARK_PHONE = Screen(width=390, height=844, colours="dark", touch=True)
TITLES = {
    "reach": {"sv": "Hur många bor nära en insats?", "en": "How many live near an initiative?"},
    "closing": {
        "sv": "Minskar skillnaden där vi arbetar?",
        "en": "Does the gap close where we work?",
    },
}
LONG = f"effort=closing&indicator={INDICATOR}&effort_level=primary_area&initiative=yalla-hjallbo"


@pytest.fixture(scope="module")
def long_app(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """Start the app on eighteen made-up years of one indicator."""
    folder = tmp_path_factory.mktemp("long")
    data = tmp_path_factory.mktemp("long_data")
    write_long_series(data)
    settings = {"EQUALITY_MAP_DATA_DIR": str(data)}
    with start_app(project_root / "streamlit_app.py", folder=folder, settings=settings) as server:
        yield server


def open_part(page: Page, url: str, query: str, *, part: str, lang: str) -> None:
    page.goto(f"{url}/?page=effort&lang={lang}&{query}")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(TITLES[part][lang])


def rings(page: Page) -> FrameLocator:
    """Wait for the circles."""
    frame = page.frame_locator(FRAME)
    painted(frame, "reach.")
    expect(frame.locator("path.reach-ring").first).to_be_attached()
    return frame


@pytest.mark.parametrize(
    ("screen", "lang"),
    [(Screen(), "sv"), (Screen(colours="dark"), "en"), (PHONE, "en"), (DARK_PHONE, "sv")],
)
def test_both_parts_are_sound_on_all_screens(page: Page, app_url: str, lang: str) -> None:
    open_part(page, app_url, "effort=reach", part="reach", lang=lang)
    rings(page)
    assert faults(page) == []
    open_part(page, app_url, "effort=closing", part="closing", lang=lang)
    assert faults(page) == []


@pytest.mark.parametrize(("screen", "lang"), [(Screen(), "en"), (DARK_PHONE, "sv")])
def test_long_series_are_drawn_and_sound(page: Page, long_app: AppServer, lang: str) -> None:
    open_part(page, long_app.url, LONG, part="closing", lang=lang)
    expect(page.locator("svg.marks").first).to_be_visible()
    words = {"en": "Association, not effect", "sv": "Samband, inte effekt"}
    expect(page.get_by_test_id("stMain")).to_contain_text(words[lang])
    assert faults(page) == []


def test_circles_have_their_radius_and_broken_lines_where_the_place_is_not_known(
    page: Page, app_url: str
) -> None:
    """A circle's height on the map is two kilometres as the map's own ruler measures them."""
    open_part(page, app_url, "effort=reach&distance=1000", part="reach", lang="en")
    frame = rings(page)
    circles = frame.locator("path.reach-ring")
    dashes = circles.evaluate_all("all => all.map((one) => one.getAttribute('stroke-dasharray'))")
    assert None in dashes
    assert any(dashes)
    expect(frame.locator("path.reach-halo")).to_have_count(len(dashes))
    # Nobody's pointer or screen reader meets them.
    pane = frame.locator(".leaflet-reach-pane")
    expect(pane).to_have_attribute("aria-hidden", "true")
    expect(pane).to_have_css("pointer-events", "none")
    height = circles.first.evaluate("one => one.getBBox().height")
    metres = inner(page).evaluate(
        "height => { const at = map_div.getSize().divideBy(2);"
        " return map_div.distance(map_div.containerPointToLatLng(at.subtract([0, height / 2])),"
        " map_div.containerPointToLatLng(at.add([0, height / 2]))); }",
        height,
    )
    assert metres == pytest.approx(2000, rel=0.03)


def test_distance_is_changed_by_the_keyboard_and_stands_in_the_link(
    page: Page, app_url: str
) -> None:
    open_part(page, app_url, "effort=reach", part="reach", lang="en")
    rings(page)
    field = page.get_by_role("spinbutton", name="Distance in metres")
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2500")
    page.keyboard.press("Enter")
    painted(page.frame_locator(FRAME), "reach.line.2500.")
    expect(page.get_by_test_id("stMain")).to_contain_text("within 2,500 m of one of the")
    assert query_of(page)["distance"] == "2500"
    page.reload()
    painted(page.frame_locator(FRAME), "reach.line.2500.")
    expect(field).to_have_value("2500")


def test_initiative_is_chosen_by_the_keyboard_and_stands_in_the_link(
    page: Page, app_url: str, page_log: PageLog
) -> None:
    open_part(page, app_url, "effort=reach", part="reach", lang="sv")
    rings(page)
    inner(page).evaluate("window.isTheSame = true")
    pick(page, "Nära", "Yalla")
    frame = page.frame_locator(FRAME)
    painted(frame, "reach.line.1000.yalla-hjallbo|")
    expect(frame.locator("path.reach-ring")).to_have_count(1)
    # The map stays: nothing flickers, and the zoom is kept.
    assert inner(page).evaluate("window.isTheSame") is True
    assert query_of(page)["initiative"] == "yalla-hjallbo"
    page.reload()
    painted(frame, "reach.line.1000.yalla-hjallbo|")
    assert page_log.foreign() == []


def test_circles_are_gone_on_a_part_without_them(page: Page, app_url: str) -> None:
    """Both parts draw with one frame; what one has drawn must not stay on the other."""
    open_part(page, app_url, "effort=reach", part="reach", lang="sv")
    rings(page)
    page.get_by_role("radio", name="Behov och insatser", exact=True).click()
    settled(page)
    frames = page.frame_locator(FRAME)
    expect(frames.first.locator("html[data-painted]")).to_be_attached()
    expect(frames.first.locator("html[data-painted*='reach.']")).to_have_count(0)
    expect(frames.first.locator("path.reach-ring")).to_have_count(0)


def test_followed_initiative_is_chosen_by_the_keyboard_and_stands_in_the_link(
    page: Page, long_app: AppServer
) -> None:
    query = f"effort=closing&indicator={INDICATOR}&effort_level=primary_area"
    open_part(page, long_app.url, query, part="closing", lang="sv")
    pick(page, "Följs", "Yalla")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("där ”Yalla Hjällbo” pågår eller har pågått")
    assert query_of(page)["initiative"] == "yalla-hjallbo"
    page.reload()
    expect(main).to_contain_text(re.compile("Skillnaden mot staden: (mindre|större|oförändrad)"))
